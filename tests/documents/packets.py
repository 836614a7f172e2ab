"""A year of a person with one of everything in it, for tests of the packet."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from field_edits import START

from convo_tui.documents.packet import Audience
from convo_tui.documents.review import Packet
from convo_tui.domain.agenda import Segment
from convo_tui.domain.cadence import ScheduleChange, ScheduleKind
from convo_tui.domain.commitments import Checkpoint, CheckpointOutcome, Commitment, CommitmentState
from convo_tui.domain.feedback import Feedback, FeedbackKind
from convo_tui.domain.goals import Goal, GoalRecord, GoalState, GoalUpdate, Milestone, WhyLink
from convo_tui.domain.growth import Preferences, Roadmap, Strength
from convo_tui.domain.hard_talks import HardTalk, HardTalkKind
from convo_tui.domain.meeting import Meeting, MeetingState
from convo_tui.domain.notes import Note, NoteKind
from convo_tui.domain.openings import Opening
from convo_tui.domain.people import Person
from convo_tui.domain.questions import Asked
from convo_tui.domain.review import Review, StrengthRecord, year_until
from convo_tui.domain.signs import Signs
from convo_tui.domain.values import Side

BERLIN = "Europe/Berlin"
TODAY = date(2026, 11, 24)
DAY = timedelta(days=1)
MAYA = Person("0a0a0a0a0a0a", "Maya Lindqvist", START, "Lead", 1, 2, "09:30", "Asia/Tokyo", "short")


def id_of(number: int) -> str:
    """Twelve signs of which the first six tell it from all others."""
    return f"{number:06x}000000"


def talk(number: int, days: int, manager: float = 600.0, report: float = 900.0) -> Meeting:
    at = START - days * DAY
    return Meeting(
        id_of(number), MAYA.id, at, (Segment("wins", "Wins", 5),), "short", MeetingState.HELD,
        ended_at=at + timedelta(minutes=31), seen_at=at, guess=0.4, manager_seconds=manager,
        report_seconds=report, untracked_seconds=report / 8, segment_seconds=(300.0,),
        longest_manager=90.0, recap="our own words",
    )  # fmt: skip


def note(number: int, kind: NoteKind, text: str, days: int = 10, private: bool = False) -> Note:
    at = START - days * DAY
    return Note(
        id_of(number), MAYA.id, at, text, kind, private, ("tag",), id_of(1), 0, None, at + DAY
    )


def commitment(number: int, goal: str, days: int = 30, owner: Side = Side.REPORT) -> Commitment:
    at = START - days * DAY
    return Commitment(
        id_of(number), MAYA.id, goal, at, owner, f"what {goal} needs", f"how {goal} is seen",
        f"help with {goal}", f"what may hinder {goal}", f"cake for {goal}", (
            Checkpoint(
                f"c{number}", at.date() + 7 * DAY, CheckpointOutcome.SLIPPED, "so so", at + 7 * DAY
            ),
            Checkpoint(f"d{number}", date(2026, 12, 4)),
        ), meeting_id=id_of(1), segment=0, asked_id="asked",
    )  # fmt: skip


def closed(made: Commitment, state: CommitmentState, reason: str = "") -> Commitment:
    return replace(made, state=state, reason=reason, closed_at=made.created_at + 20 * DAY)


def goal(number: int, title: str, **parts: Any) -> Goal:
    made = Goal(
        id_of(number), MAYA.id, title, START - 90 * DAY, WhyLink.TEAM, f"{title} help us all",
        celebration=f"tea for {title}", meeting_id=id_of(1),
    )  # fmt: skip
    return replace(made, **parts)


def update(number: int, goal: int, days: int, value: float | None, note: str) -> GoalUpdate:
    return GoalUpdate(
        id_of(number), MAYA.id, id_of(goal), START - days * DAY, value, note, id_of(1)
    )


REVIEW = Review(
    MAYA,
    year_until(TODAY),
    talks=(talk(1, 90), talk(2, 9, manager=0.0, report=0.0)),
    notes=(
        note(0x11, NoteKind.WIN, "shipped the billing migration", 200),
        note(0x12, NoteKind.BLOCKER, "staging is down again"),
        note(0x13, NoteKind.NOTE, "she fixed it twice"),
        note(0x14, NoteKind.WIN, "a win to keep to myself", private=True),
        replace(note(0x15, NoteKind.BLOCKER, "jotted down in between"), meeting_id=None),
        replace(note(0x16, NoteKind.WIN, "a customer wrote"), meeting_id=None),
    ),
    feedback=(
        Feedback(
            id_of(0x21), MAYA.id, START - 40 * DAY, "explained it well", FeedbackKind.PRAISE,
            START - 33 * DAY, id_of(1), "they nodded", "do it again",
        ),
        Feedback(
            id_of(0x22), MAYA.id, START - 20 * DAY, "too long a mail", FeedbackKind.REDIRECT,
            START - 19 * DAY,
        ),
        Feedback(id_of(0x23), MAYA.id, START - 2 * DAY, "interrupts in planning"),
    ),
    commitments=(
        commitment(0x31, "a draft"),
        closed(commitment(0x32, "metrics", 60, Side.MANAGER), CommitmentState.KEPT),
        closed(commitment(0x33, "a dinner", 60, Side.BOTH), CommitmentState.DROPPED, "no time"),
        closed(commitment(0x34, "a talk", 80), CommitmentState.BROKEN, "lost heart"),
        replace(commitment(0x35, "find a successor", 60, Side.MANAGER), private=True),
    ),
    schedule=(
        ScheduleChange(
            id_of(0x41), MAYA.id, START - 50 * DAY, ScheduleKind.MOVED, START - 49 * DAY,
            Side.MANAGER, "the budget", START - 48 * DAY,
        ),
        ScheduleChange(
            id_of(0x42), MAYA.id, START - 45 * DAY, ScheduleKind.CANCELLED, START - 44 * DAY,
            Side.REPORT, "a cold",
        ),
    ),
    asked=(
        Asked(id_of(0x51), MAYA.id, id_of(1), "bank", "What helps you?", START - 9 * DAY, 0),
    ),
    goals=(
        GoalRecord(
            goal(0x71, "calm nights", unit="pages", start=20.0, target=4.0, due=date(2026, 12, 18)),
            updates=(
                update(0x72, 0x71, 80, 12.0, "half of them gone"),
                update(0x73, 0x71, 40, None, "a quiet month"),
            ),
        ),
        GoalRecord(
            goal(0x74, "a plan of her own", state=GoalState.REACHED, closed_at=START - 20 * DAY),
            milestones=(
                Milestone(id_of(0x75), MAYA.id, id_of(0x74), "a draft", 0, START - 70 * DAY,
                          id_of(1)),
                Milestone(id_of(0x76), MAYA.id, id_of(0x74), "a rehearsal", 1),
            ),
        ),
        GoalRecord(
            goal(0x77, "a course", state=GoalState.SET_ASIDE, closed_at=START - 15 * DAY,
                 reason="too dear"),
        ),
        GoalRecord(
            goal(0x78, "a title to keep quiet about", private=True),
            (Milestone(id_of(0x79), MAYA.id, id_of(0x78), "ask upstairs"),),
            (update(0x7A, 0x78, 30, 1.0, "no answer yet"),),
        ),
    ),
    roadmaps=(
        Roadmap(id_of(0x81), MAYA.id, START - 200 * DAY, "to know billing", "new here",
                ("read", "ask"), "a first fix", date(2026, 6, 1), id_of(0x31), id_of(1)),
        Roadmap(id_of(0x82), MAYA.id, START - 50 * DAY, "to lead migrations"),
    ),
    strengths=(
        StrengthRecord(
            Strength(id_of(0x83), MAYA.id, "draws it", START - 100 * DAY, "people see it",
                     "the next plan", meeting_id=id_of(1)),
            (
                note(0x11, NoteKind.WIN, "shipped the billing migration", 200),
                Feedback(id_of(0x21), MAYA.id, START - 40 * DAY, "explained it well",
                         FeedbackKind.PRAISE, START - 33 * DAY),
                note(0x14, NoteKind.WIN, "a win to keep to myself", private=True),
                Feedback(id_of(0x23), MAYA.id, START - 2 * DAY, "interrupts in planning"),
            ),
        ),
        StrengthRecord(
            Strength(id_of(0x84), MAYA.id, "quick", START - 150 * DAY, ended_at=START - 60 * DAY)
        ),
    ),
    openings=(
        Opening(id_of(0x85), MAYA.id, id_of(1), id_of(0x11), START - 92 * DAY, "the calm release",
                START - 90 * DAY),
        Opening(id_of(0x86), MAYA.id, id_of(1), id_of(0x12), START - 92 * DAY, "private by now",
                START - 90 * DAY),
    ),
    veiled=frozenset({id_of(0x12)}),
    celebrations=(
        goal(0x74, "a plan of her own", state=GoalState.REACHED, closed_at=START - 20 * DAY,
             celebrated_at=START - 18 * DAY),
        closed(commitment(0x32, "metrics", 60, Side.MANAGER), CommitmentState.KEPT),
        replace(
            closed(commitment(0x36, "a demo", 60), CommitmentState.KEPT),
            celebrated_at=START - 30 * DAY,
        ),
        goal(0x7B, "a quiet success", state=GoalState.REACHED, closed_at=START - 20 * DAY,
             celebrated_at=START - 18 * DAY, private=True),
    ),
    signs=(
        Signs(id_of(0x86), MAYA.id, id_of(1), START - 90 * DAY, 1, 0, -1, None, 1, 0),
        Signs(id_of(0x87), MAYA.id, id_of(2), START - 9 * DAY),
    ),
    preferences=(
        Preferences(id_of(0x88), MAYA.id, START - 99 * DAY, ("direct",), "in the morning",
                    "being asked", "surprises"),
    ),
    sheets=(
        HardTalk(id_of(0x89), MAYA.id, HardTalkKind.TENSION, START - 12 * DAY,
                 ("cut him off twice", ""), id_of(2), START - 9 * DAY),
    ),
)  # fmt: skip


def packet(
    audience: Audience = Audience.REPORT, review: Review = REVIEW, wording: str = ""
) -> Packet:
    return Packet(review, audience, BERLIN, TODAY, wording)
