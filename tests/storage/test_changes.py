from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import IntegrityError
from sqlmodel import select
from storage_samples import (
    NOON,
    a_person,
    a_talk,
    days,
    every_kind,
    started,
)

from convo_tui.domain.cadence import ScheduleChange, ScheduleKind
from convo_tui.domain.commitments import Checkpoint, CheckpointOutcome, Commitment
from convo_tui.domain.corrections import Correction
from convo_tui.domain.feedback import Feedback
from convo_tui.domain.goals import Goal, GoalUpdate, Milestone
from convo_tui.domain.growth import Evidence, Preferences, Roadmap, Strength
from convo_tui.domain.hard_talks import HardTalk
from convo_tui.domain.hints import Dismissed
from convo_tui.domain.imports import Imported
from convo_tui.domain.meeting import EventKind, Meeting, MeetingEvent
from convo_tui.domain.notes import Note
from convo_tui.domain.openings import Opening
from convo_tui.domain.people import Person
from convo_tui.domain.points import TalkingPoint
from convo_tui.domain.questions import Asked, Question, QuestionMark
from convo_tui.domain.signs import Signs
from convo_tui.domain.values import Change, Value, new_id
from convo_tui.storage.base import Gone, read_one
from convo_tui.storage.codecs import table_class
from convo_tui.storage.loading import commitments, values
from convo_tui.storage.store import Store, open_store

NASTY = [
    "[/]",
    "[red]x",
    "Ü 漢字 👩‍💻",
    "שלום \u202e abc",
    "'; DROP TABLE person; --",
    '{"a": [1]}',
    "%s {0} :name ?",
    "a\tb\nc\r\nd",
    "\x1b]0;title\x07\x1b[31m",
    " x ",
    "NULL",
    "x" * 10_000,
]
TEXTS = st.one_of(
    st.sampled_from(NASTY),
    # No encoding can write half a pair, and SQLite ends a text at NUL: `clean` drops both.
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1).filter(
        lambda text: text.strip(" ") != ""
    ),
)


@pytest.fixture(scope="module")
def lasting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """One store for all the examples of a property: each makes values of its own."""
    store = open_store(tmp_path_factory.mktemp("lasting") / "convo.db")
    yield store
    store.close()


def stored(store: Store, value: Value) -> Any:
    """What the file holds under the id of a value; None where there is nothing.

    Read in both ways: by plain SQL, and as SQLModel loads it.
    """
    kind: type[Any] = type(value)
    row: Any = table_class(kind)
    wanted = select(row).where(row.id == value.id)
    with store.database.reading() as session:
        plainly = read_one(session, kind, value.id)
        loaded = (
            commitments(session, wanted) if kind is Commitment else values(session, kind, wanted)
        )
    assert loaded == (() if plainly is None else (plainly,))
    return plainly


def add(store: Store, *values: Value) -> None:
    store.apply(*map(Change.added, values))


def edits(value: Value, text: str) -> Value:
    """The value with other words in it."""
    match value:
        case Person():
            return replace(value, name=text, every_weeks=None, next_at=None)
        case Meeting():
            return replace(value, recap=text, guess=None)
        case Question():
            return replace(value, text=text, themes=(), starred=False)
        case QuestionMark():
            return replace(value, starred=False)
        case ScheduleChange():
            return replace(value, reason=text, kind=ScheduleKind.CANCELLED, moved_to=None)
        case Commitment():
            last = value.checkpoints[-1]
            done = replace(last, outcome=CheckpointOutcome.DONE, answered_at=days(1), note=text)
            more = Checkpoint(new_id(), last.on + timedelta(days=7))
            return replace(value, goal=text, obstacles="", checkpoints=(done, more))
        case Note() | TalkingPoint() | Feedback() | Asked():
            return replace(value, text=text)
        case Correction():
            return replace(value, was=text)
        case Imported():
            return replace(value, batch=text)
        case Goal():
            return replace(value, title=text, link=None, start=None, target=None, due=None)
        case Milestone():
            return replace(value, text=text, reached_at=None)
        case GoalUpdate():
            return replace(value, note=text, value=None)
        case Roadmap():
            return replace(value, where_to=text, routes=(), exit_on=None)
        case Strength():
            return replace(value, name=text, ended_at=None)
        case Evidence():
            return replace(value, at=days(2))
        case Preferences():
            return replace(value, spoken=text, styles=())
        case HardTalk():
            return replace(value, answers=(text,), closed_at=None)
        case Signs():
            return replace(value, sooner=None, engaged=0)
        case Opening():
            return replace(value, text=text, named_at=None)
        case Dismissed():
            return replace(value, at=days(1))
        case _:
            raise AssertionError(value)


# --- changes ---------------------------------------------------------------------------------


@settings(max_examples=25)
@given(TEXTS, TEXTS)
def test_every_kind_comes_back_as_it_was_kept(lasting: Store, text: str, other: str) -> None:
    values = every_kind(text)
    add(lasting, *values)
    assert [stored(lasting, value) for value in values] == values
    edited = [edits(value, other) for value in values]
    changes = [Change.edited(old, new) for old, new in zip(values, edited, strict=True)]
    lasting.apply(*changes)
    assert [stored(lasting, value) for value in values] == edited
    lasting.apply(*(change.inverse for change in reversed(changes)))
    assert [stored(lasting, value) for value in values] == values
    lasting.apply(*(Change.added(value).inverse for value in reversed(values)))
    assert [stored(lasting, value) for value in values] == [None] * len(values)


@pytest.mark.parametrize("which", range(3, 12))
def test_what_was_removed_comes_back_by_the_inverse(store: Store, which: int) -> None:
    values = every_kind("words")
    add(store, *values)
    removed = Change.removed(values[which])
    store.apply(removed)
    assert stored(store, values[which]) is None
    evidence = [each for each in values if isinstance(each, Evidence)]
    lost = [each for each in evidence if each.note_id == values[which].id]
    store.apply(removed.inverse, *map(Change.added, lost))
    assert [stored(store, value) for value in values] == values


def test_events_come_back_in_their_order(store: Store) -> None:
    person = a_person()
    talk = a_talk(person, NOON, held=False)
    add(store, person)
    store.start_meeting(talk, started(talk))
    gap: dict[str, str | int | float | bool | None] = {
        "start": NOON.isoformat(),
        "end": days(0.02).isoformat(),
        "counts": True,
    }
    more = [
        MeetingEvent(talk.id, 1, NOON, EventKind.SPEAKER, {"who": None}),
        MeetingEvent(talk.id, 2, days(0.01), EventKind.LENT, {"to": 0, "source": 3}),
        MeetingEvent(talk.id, 3, days(0.02), EventKind.GAP, gap),
    ]
    store.append_events(more[::-1])
    store.append_events([])
    assert store.events(talk.id) == (started(talk), *more)
    assert store.events(talk.id, after=1) == tuple(more[1:])
    with pytest.raises(IntegrityError):
        store.append_events([replace(more[0], kind=EventKind.PAUSED)])  # another window was first


def test_editing_what_was_deleted_elsewhere_says_so(store: Store) -> None:
    person, *_ = every_kind("words")
    with pytest.raises(Gone, match="deleted in another window"):
        store.apply(Change.edited(person, edits(person, "other")))


def test_a_transaction_is_all_or_nothing(store: Store) -> None:
    person, talk, *_ = every_kind("words")
    add(store, person)
    lost = a_person("Nobody")
    with pytest.raises(Gone):
        store.apply(
            Change.added(talk),
            Change.edited(person, edits(person, "other")),
            Change.edited(lost, replace(lost, role="x")),
        )
    assert stored(store, talk) is None
    assert stored(store, person) == person


def test_the_end_of_a_talk_is_kept_with_its_event_or_not_at_all(store: Store) -> None:
    person = a_person()
    talk = a_talk(person, NOON, held=False)
    add(store, person)
    store.start_meeting(talk, started(talk))
    held = replace(a_talk(person, NOON), id=talk.id)
    with pytest.raises(IntegrityError):
        store.end_meeting(talk, held, MeetingEvent(talk.id, 0, days(1), EventKind.ENDED))
    assert store.meeting(talk.id) == talk
    store.end_meeting(talk, held, MeetingEvent(talk.id, 1, days(1), EventKind.ENDED))
    assert store.meeting(talk.id) == held
    assert [event.kind for event in store.events(talk.id)] == [EventKind.STARTED, EventKind.ENDED]


# --- what goes with what ----------------------------------------------------------------------


def test_deleting_a_person_takes_everything_about_them_along(store: Store) -> None:
    values = every_kind("words")
    others = every_kind("others")
    add(store, *values, *others)
    store.append_events([started(values[1])])  # type: ignore[arg-type]  # the second is the talk
    store.apply(Change.removed(values[0]))
    nobodys = (Question, QuestionMark, Dismissed)
    for value in values:
        assert stored(store, value) == (value if isinstance(value, nobodys) else None)
    assert [stored(store, value) for value in others] == others
    assert store.events(values[1].id) == ()


def test_deleting_a_talk_leaves_what_was_written_in_it(store: Store) -> None:
    person, talk, asked, note, point, commitment, feedback, *rest = every_kind("words")
    parked = TalkingPoint(new_id(), person.id, "parked", NOON, parked_in=talk.id)
    add(store, person, talk, asked, note, point, commitment, feedback, *rest, parked)
    store.append_events([started(talk)])  # type: ignore[arg-type]  # the second is the talk
    store.apply(Change.removed(talk))
    assert stored(store, asked) is None
    assert store.events(talk.id) == ()
    assert stored(store, note).meeting_id is None
    assert stored(store, note).asked_id is None
    assert stored(store, point).meeting_id is None
    assert stored(store, parked).parked_in is None
    assert stored(store, commitment).meeting_id is None
    assert len(stored(store, commitment).checkpoints) == 2
    assert stored(store, feedback).meeting_id is None


# --- drafts


@settings(max_examples=15)
@given(TEXTS, TEXTS)
def test_a_draft_is_the_last_that_was_typed(lasting: Store, first: str, last: str) -> None:
    for text in (first, last):
        lasting.keep_draft("line", text)
        assert lasting.draft("line") == text
    lasting.keep_draft("line", "")
    assert lasting.draft("line") == ""


def test_drafts_stand_under_their_own_keys(store: Store) -> None:
    store.keep_draft("note 1", "a")
    store.keep_draft("note 2", "b")
    assert (store.draft("note 1"), store.draft("note 2"), store.draft("note 3")) == ("a", "b", "")
