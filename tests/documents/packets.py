"""A year of a person with one of everything in it, for tests of the packet."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from field_edits import START

from convo_tui.documents.packet import Audience
from convo_tui.documents.review import Packet
from convo_tui.domain.agenda import Segment
from convo_tui.domain.cadence import ScheduleChange, ScheduleKind
from convo_tui.domain.commitments import Checkpoint, CheckpointOutcome, Commitment, CommitmentState
from convo_tui.domain.feedback import Feedback, FeedbackKind
from convo_tui.domain.meeting import Meeting, MeetingState
from convo_tui.domain.notes import Note, NoteKind
from convo_tui.domain.people import Person
from convo_tui.domain.questions import Asked
from convo_tui.domain.review import Review, year_until
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
            START - 33 * DAY, id_of(1),
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
)  # fmt: skip


def packet(
    audience: Audience = Audience.REPORT, review: Review = REVIEW, wording: str = ""
) -> Packet:
    return Packet(review, audience, BERLIN, TODAY, wording)
