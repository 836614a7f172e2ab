"""From a line to what is kept: every word of it, in the right value."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convo_tui.domain.capture import Captured, LineKind, parse_line
from convo_tui.domain.commitments import Commitment
from convo_tui.domain.dates import DateNotUnderstood
from convo_tui.domain.entering import Place, changes_for_line, due_of, line_words
from convo_tui.domain.notes import Note, NoteKind
from convo_tui.domain.people import Person
from convo_tui.domain.points import TalkingPoint
from convo_tui.domain.values import Side, Value

# Half past midnight in Berlin is still the day before in UTC.
NOW = datetime(2026, 11, 24, 0, 30, tzinfo=ZoneInfo("Europe/Berlin"))
MAYA = Person("aaaaaaaaaaaa", "Maya Lindqvist", NOW)


def kept(line: str, due: date | None = None, place: Place | None = None) -> Value:
    changes, _ = changes_for_line(
        parse_line(line), MAYA, NOW, due=due, place=place or Place(), position=3
    )
    (change,) = changes
    assert change.before is None
    assert change.after is not None
    return change.after


def test_a_note_keeps_its_tags_and_its_place() -> None:
    note = kept("~! staging is down #ops", place=Place("t", 1, "q"))
    assert isinstance(note, Note)
    assert (note.kind, note.private, note.tags) == (NoteKind.BLOCKER, True, ("ops",))
    assert (note.meeting_id, note.segment, note.asked_id) == ("t", 1, "q")
    assert note.at == NOW
    assert note.at.tzinfo is UTC


@pytest.mark.parametrize(
    ("line", "owner"),
    [("> a plan", Side.REPORT), ("> a plan @me", Side.MANAGER), ("> a plan @both", Side.BOTH)],
)
def test_a_commitment_is_theirs_unless_the_line_says_otherwise(line: str, owner: Side) -> None:
    commitment = kept(line)
    assert isinstance(commitment, Commitment)
    assert (commitment.owner, commitment.goal, commitment.checkpoints) == (owner, "a plan", ())


def test_a_point_is_raised_by_the_manager_unless_the_line_says_otherwise() -> None:
    mine, theirs = kept("? the rota"), kept("? the rota @them", place=Place("t", 1))
    assert isinstance(mine, TalkingPoint)
    assert isinstance(theirs, TalkingPoint)
    assert (mine.raised_by, mine.position, mine.meeting_id) == (Side.MANAGER, 3, None)
    assert (theirs.raised_by, theirs.meeting_id) == (Side.REPORT, "t")


def test_a_date_becomes_the_first_checkpoint() -> None:
    captured = parse_line("> a plan ^fri")
    due = due_of(captured, NOW.date())
    assert due == date(2026, 11, 27)
    commitment = kept("> a plan ^fri", due)
    assert isinstance(commitment, Commitment)
    assert commitment.due == due


def test_date_words_go_by_the_settings() -> None:
    assert due_of(parse_line("> x ^5/12"), NOW.date()) == date(2026, 12, 5)
    assert due_of(parse_line("> x ^5/12"), NOW.date(), day_first=False) == date(2027, 5, 12)
    assert due_of(parse_line('> x ^"end of week"'), NOW.date(), week_ends=6) == date(2026, 11, 29)
    planned = date(2026, 12, 1)
    assert due_of(parse_line('> x ^"next talk"'), NOW.date(), next_talk=planned) == planned
    assert due_of(parse_line("> x"), NOW.date()) is None
    with pytest.raises(DateNotUnderstood):
        due_of(parse_line("> x ^blursday"), NOW.date())


def test_an_unresolved_date_is_never_dropped_in_silence() -> None:
    with pytest.raises(ValueError, match="due_of"):
        kept("> a plan ^fri")


@pytest.mark.parametrize("line", ["", "+", "~ ", ">   "])
def test_nothing_is_not_kept(line: str) -> None:
    with pytest.raises(ValueError, match="without text"):
        kept(line)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("x", "a note about Maya"),
        ("~x", "a private note about Maya"),
        ("+ x", "a win about Maya"),
        ("! x", "a blocker about Maya"),
        ("? x", "a talking point for the next talk with Maya"),
        ("? x @them", "a talking point of Maya for the next talk"),
        ("> x", "a commitment of Maya, no date yet"),
        ("~> x @both", "a private commitment of you and Maya, no date yet"),
    ],
)
def test_a_line_is_told_in_words(line: str, words: str) -> None:
    captured = parse_line(line)
    assert line_words(captured, MAYA, NOW.date()) == words
    assert changes_for_line(captured, MAYA, NOW)[1] == f"Kept: {words}."


def test_a_date_is_told_in_full() -> None:
    words = line_words(parse_line("> x ^fri @me"), MAYA, NOW.date(), date(2026, 11, 27))
    assert words == "a promise of yours to Maya, due Friday 27 November 2026 (in 3 days)"


@given(
    st.builds(
        Captured,
        kind=st.sampled_from(LineKind),
        private=st.booleans(),
        text=st.text(min_size=1),
        owner=st.sampled_from([None, *Side]),
        tags=st.tuples(st.text()),
    )
)
def test_every_line_gives_one_value_with_all_its_words(captured: Captured) -> None:
    changes, sentence = changes_for_line(captured, MAYA, NOW)
    (change,) = changes
    value = change.after
    assert isinstance(value, Note | Commitment | TalkingPoint)
    text = value.goal if isinstance(value, Commitment) else value.text
    assert (text, value.private, value.person_id) == (captured.text, captured.private, MAYA.id)
    assert sentence.endswith(".")
