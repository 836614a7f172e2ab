"""What of a talk a shared document depends on, field by field: a field that joins is not in it."""

from __future__ import annotations

import json
import types
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Any, Union, get_args, get_origin, get_type_hints

import pytest

from convo_tui.documents import shared
from convo_tui.documents.recap import recap_json, recap_markdown, recap_text
from convo_tui.domain.agenda import Segment
from convo_tui.domain.commitments import Checkpoint, CheckpointOutcome, Commitment, CommitmentState
from convo_tui.domain.feedback import Feedback, FeedbackKind
from convo_tui.domain.meeting import EventKind, Meeting, MeetingEvent, MeetingState
from convo_tui.domain.notes import Note, NoteKind
from convo_tui.domain.overview import TalkPage
from convo_tui.domain.people import Person
from convo_tui.domain.points import TalkingPoint
from convo_tui.domain.questions import Asked
from convo_tui.domain.values import Side

START = datetime(2026, 11, 24, 13, 30, tzinfo=UTC)
LATER = START + timedelta(minutes=20)

SHARED = {
    "Person": "name",
    "Meeting": "id started_at ended_at manager_seconds report_seconds untracked_seconds"
    " segment_seconds recap",
    "Segment": "name minutes",
    "Note": "text kind private segment asked_id",
    "TalkingPoint": "text private raised_by state parked_in",
    "Commitment": "goal owner state private resources metric manager_part obstacles celebration"
    " closed_at",
    "Checkpoint": "on",
    "Asked": "id text",
    "Feedback": "",
    "MeetingEvent": "",
    "TalkPage": "number",
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
    Person("maya", "Maya Lindqvist", START, "Lead", 1, 2, "09:30", "Asia/Tokyo", "short"),
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
)


def documents(page: TalkPage) -> str:
    zone = "Europe/Berlin"
    return "".join(
        (recap_markdown(page, zone), recap_text(page, zone), json.dumps(recap_json(page, zone)))
    )


def others(kind: Any, now: Any) -> Iterator[Any]:
    """Other things of the kind that a field may hold; a kind that joins must be taught here."""
    if get_origin(kind) in (Union, types.UnionType):
        for each in get_args(kind):
            yield from others(each, now if isinstance(now, get_origin(each) or each) else None)
    elif kind is type(None):
        yield None
    elif get_origin(kind) is tuple:
        for index, each in enumerate(now or ()):
            for other in others(get_args(kind)[0], each):
                yield (*now[:index], other, *now[index + 1 :])
        if not now or not is_dataclass(now[0]):
            yield tuple(now or ()) + tuple(others(get_args(kind)[0], None))[:1]
    elif kind is str:
        yield f"{now or ''} zxqv"
    elif kind is bool:
        yield not now
    elif kind is int:
        yield (now or 0) + 1
    elif kind is float:
        yield (now or 0.0) + 240.0
    elif kind is datetime:
        yield (now or START) + timedelta(days=3)
    elif kind is date:
        yield (now or START.date()) + timedelta(days=3)
    elif isinstance(kind, type) and issubclass(kind, StrEnum):
        yield from (each for each in kind if each is not now)
    elif get_origin(kind) in (dict, types.MappingProxyType) or "Mapping" in str(kind):
        yield {"who": "zxqv"}
    elif is_dataclass(kind) and now is not None:
        yield from (changed for _, _, changed in edits(now))
    else:
        pytest.fail(f"teach this test what else a {kind} may be")


def edits(value: Any) -> Iterator[tuple[str, str, Any]]:
    """The value with one field changed: its class, the field, what it is then."""
    hints = get_type_hints(type(value))
    for part in fields(value):
        now = getattr(value, part.name)
        nested = [now] if is_dataclass(now) else list(now) if isinstance(now, tuple) else []
        if nested and is_dataclass(nested[0]):
            for index, each in enumerate(nested):
                for kind, name, changed in edits(each):
                    whole = (*nested[:index], changed, *nested[index + 1 :])
                    new = whole if isinstance(now, tuple) else changed
                    yield kind, name, replace(value, **{part.name: new})
            continue
        for other in others(hints[part.name], now):
            yield type(value).__name__, part.name, replace(value, **{part.name: other})


def told() -> dict[str, set[str]]:
    """The fields that make a difference to a document."""
    before, found = documents(PAGE), {name: set[str]() for name in SHARED}
    for kind, name, page in edits(PAGE):
        if documents(page) != before:
            found[kind].add(name)
    return found


def test_a_document_depends_on_the_fields_that_are_listed_and_no_others() -> None:
    assert told() == {kind: set(names.split()) for kind, names in SHARED.items()}


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
