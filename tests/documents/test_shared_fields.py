"""What of a talk a shared document depends on, field by field: a field that joins is not in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import fields, replace
from datetime import UTC, date, datetime, timedelta
from email import message_from_string
from typing import Any

import pytest
from field_edits import START, edits

from convo_tui.documents import shared
from convo_tui.documents.calendar import Plan, calendar_text
from convo_tui.documents.model import Format
from convo_tui.documents.recap import recap_in
from convo_tui.domain.agenda import Segment
from convo_tui.domain.cadence import ScheduleChange, ScheduleKind
from convo_tui.domain.commitments import Checkpoint, CheckpointOutcome, Commitment, CommitmentState
from convo_tui.domain.feedback import Feedback, FeedbackKind
from convo_tui.domain.goals import Goal, GoalRecord, GoalState, GoalUpdate, Milestone, WhyLink
from convo_tui.domain.growth import Preferences, Roadmap, Strength
from convo_tui.domain.hard_talks import HardTalk, HardTalkKind
from convo_tui.domain.meeting import EventKind, Meeting, MeetingEvent, MeetingState
from convo_tui.domain.notes import Note, NoteKind
from convo_tui.domain.openings import About, Opening
from convo_tui.domain.overview import Overview, TalkPage
from convo_tui.domain.people import Person
from convo_tui.domain.points import TalkingPoint
from convo_tui.domain.questions import Asked
from convo_tui.domain.signs import Signs
from convo_tui.domain.values import Side

LATER = START + timedelta(minutes=20)
NEXT = START + timedelta(days=9)

SHARED = {
    "Person": "name next_at",
    "Meeting": "id started_at ended_at manager_seconds report_seconds untracked_seconds"
    " segment_seconds recap logged_at",
    "Segment": "name minutes",
    "Note": "text kind private segment asked_id",
    "TalkingPoint": "text private raised_by state parked_in",
    "Commitment": "goal owner state private resources metric manager_part obstacles celebration"
    " closed_at",
    "Checkpoint": "on",
    "Asked": "id text",
    "Feedback": "",
    "MeetingEvent": "",
    "Opening": "text subject_id named_at",
    "Goal": "title link why unit start target celebration state closed_at private meeting_id",
    "GoalRecord": "",
    "Milestone": "text reached_at meeting_id",
    "GoalUpdate": "at value note meeting_id",
    "HardTalk": "",
    "Roadmap": "where_to today routes next_exit exit_on meeting_id",
    "Strength": "name helps serves meeting_id",
    "Preferences": "",
    "Signs": "",
    "TalkPage": "number newest",
}
"""All that a recap tells, or that decides what it tells. Think twice before a line grows."""


def note(name: str, **parts: Any) -> Note:
    return Note(name, "maya", START, f"text of {name}", meeting_id="talk", **parts)


def point(name: str, **parts: Any) -> TalkingPoint:
    return TalkingPoint(name, "maya", f"text of {name}", START, **parts)


def commitment(name: str, **parts: Any) -> Commitment:
    return Commitment(
        name,
        "maya",
        f"goal of {name}",
        START,
        Side.REPORT,
        resources=f"what {name} needs",
        metric=f"how {name} is seen",
        manager_part=f"help with {name}",
        obstacles=f"what may hinder {name}",
        celebration=f"cake for {name}",
        checkpoints=(
            Checkpoint(f"check {name}", date(2026, 11, 27), CheckpointOutcome.ON_TRACK, "so so"),
        ),
        reason="why",
        **parts,
    )


def goal(name: str, **parts: Any) -> Goal:
    made = Goal(
        name, "maya", f"title of {name}", START, WhyLink.TEAM, f"why {name}",
        celebration=f"cake for {name}", reason="zxqv",
    )  # fmt: skip
    return replace(made, **parts)


PAGE = TalkPage(
    Meeting(
        "talk",
        "maya",
        START,
        (Segment("wins", "Wins", 5), Segment("help", "Help", 5)),
        "short",
        MeetingState.HELD,
        ended_at=START + timedelta(minutes=31),
        seen_at=START,
        guess=0.4,
        manager_seconds=600.0,
        report_seconds=900.0,
        untracked_seconds=120.0,
        segment_seconds=(300.0, 600.0),
        longest_manager=90.0,
    ),
    Person(
        "maya", "Maya Lindqvist", START, "Lead", 1, 2, "09:30", "Asia/Tokyo", "short", next_at=NEXT
    ),
    24,
    events=(MeetingEvent("talk", 0, START, EventKind.STARTED, {"who": "manager"}),),
    notes=(
        note("a", kind=NoteKind.WIN, segment=0, tags=("tag",)),
        note("b", segment=0, edited_at=LATER),
        note("c", asked_id="asked"),
    ),
    points=(point("d", meeting_id="talk", segment=1, position=3),),
    carried=(point("e", parked_in="talk"),),
    commitments=(commitment("f", meeting_id="talk", segment=0, asked_id="asked"),),
    promises=(commitment("g", state=CommitmentState.KEPT, closed_at=LATER),),
    asked=(Asked("asked", "maya", "talk", "question", "What helps?", START, 0),),
    feedback=(Feedback("h", "maya", START, "said so", FeedbackKind.REDIRECT, LATER, "talk"),),
    goals=(
        GoalRecord(
            goal("l", unit="%", start=10.0, target=90.0, meeting_id="talk"),
            (Milestone("m", "maya", "l", "a first step", 0, LATER, "talk"),),
            (GoalUpdate("n", "maya", "l", LATER, 40.0, "as hoped", "talk"),),
        ),
        GoalRecord(goal("o", state=GoalState.REACHED, closed_at=LATER, due=date(2026, 12, 1))),
    ),
    openings=(
        Opening("p", "maya", "talk", "w", START, "the calm release", LATER),
        Opening("x", "maya", "talk", "y", START, "private by now", LATER),
    ),
    veiled=frozenset({"y"}),
    sources={"w": About.FEEDBACK},
    sheets=(HardTalk("q", "maya", HardTalkKind.STRONG, START, ("zxqv",), "talk", LATER),),
    roadmaps=(
        Roadmap("r", "maya", LATER, "to lead", "new", ("by asking",), "a try", date(2026, 12, 1),
                None, "talk"),
    ),
    strengths=(Strength("s", "maya", "calm", LATER, "in calls", "the rota", None, "talk"),),
    preferences=Preferences("t", "maya", START, ("warm",), "softly", "thanks", "haste"),
    celebrated=(goal("u", state=GoalState.REACHED, closed_at=START, celebrated_at=LATER),),
    signs=Signs("v", "maya", "talk", LATER, 1, 1, 1, 1, 1, 1),
    earlier=(START - timedelta(days=7),),
)  # fmt: skip


def documents(page: TalkPage) -> str:
    """The recap in every format there is, the mail without the border that it makes by chance."""
    return "".join(_written(form, page) for form in Format)


def _written(form: Format, page: TalkPage) -> str:
    text = recap_in(form, page, "Europe/Berlin")
    if form is not Format.MAIL:
        return text
    mail = message_from_string(text)
    mail.set_boundary("border")
    return mail.as_string()


CALENDAR_SHARED = {
    "Person": "id name every_weeks weekday time zone next_at",
    "Meeting": "started_at",
    "Commitment": "id goal owner state private metric",
    "Checkpoint": "on outcome",
    "ScheduleChange": "person_id kind planned_for",
    "Plan": "minutes",
}
"""The same of a calendar file."""

PLAN = Plan(
    Overview(
        replace(PAGE.person, next_at=datetime(2026, 11, 25, 0, 30, tzinfo=UTC)),
        talks=3,
        last=PAGE.meeting,
        live=PAGE.meeting,
        shares=(0.4,),
        notes=PAGE.notes,
        points=PAGE.points,
        feedback=PAGE.feedback,
        commitments=(replace(commitment("i"), checkpoints=(Checkpoint("j", date(2026, 12, 4)),)),),
    ),
    30,
    (
        ScheduleChange(
            "k",
            "maya",
            START,
            ScheduleKind.CANCELLED,
            datetime(2026, 12, 9, 0, 30, tzinfo=UTC),
            reason="ill",
        ),
    ),
)


def calendar(plan: Plan) -> str:
    try:
        return calendar_text([plan], START, "Europe/Berlin", include_private=True)
    except ValueError:
        return "a time of day that is none"


def told(
    value: Any = PAGE, written: Callable[[Any], str] = documents, listed: Iterable[str] = SHARED
) -> dict[str, set[str]]:
    """The fields that make a difference to a document."""
    before, found = written(value), {name: set[str]() for name in listed}
    for kind, name, changed in edits(value):
        if written(changed) != before:
            found[kind].add(name)
    return found


def test_a_document_depends_on_the_fields_that_are_listed_and_no_others() -> None:
    assert told() == {kind: set(names.split()) for kind, names in SHARED.items()}


def test_a_calendar_depends_on_the_fields_that_are_listed_and_no_others() -> None:
    found = told(PLAN, calendar, {kind for kind, _, _ in edits(PLAN)})
    assert {kind: names for kind, names in found.items() if names} == {
        kind: set(names.split()) for kind, names in CALENDAR_SHARED.items()
    }


def test_a_field_that_leaks_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    def with_tags(notes: Iterable[Note]) -> tuple[str, ...]:
        return tuple(f"{note.text} {note.tags}" for note in notes)

    monkeypatch.setattr(shared, "_texts", with_tags)
    assert "tags" in told()["Note"]


def test_every_value_of_a_page_is_tried() -> None:
    empty = [part.name for part in fields(PAGE) if not getattr(PAGE, part.name)]
    assert empty == []
    assert {kind for kind, _, _ in edits(PAGE)} == set(SHARED)


def test_what_is_private_makes_no_difference_at_all() -> None:
    """Neither its words nor that it is there."""
    hidden = [
        ("notes", replace(note("zxqv", segment=0), private=True)),
        ("notes", replace(note("zxqv", asked_id="asked"), private=True)),
        ("points", replace(point("zxqv", meeting_id="talk"), private=True)),
        ("carried", replace(point("zxqv", parked_in="talk"), private=True)),
        ("commitments", replace(commitment("zxqv", meeting_id="talk"), private=True)),
        ("promises", replace(PAGE.promises[0], id="zxqv", private=True)),
        ("feedback", Feedback("zxqv", "maya", START, "zxqv")),
    ]
    for name, value in hidden:
        more: dict[str, Any] = {name: (*getattr(PAGE, name), value)}
        page = replace(PAGE, **more)
        assert documents(page) == documents(PAGE), name
