"""From a line with its signs to what the store keeps, for the note line, Today and the shell."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

from convo_tui.domain.capture import Captured, LineKind
from convo_tui.domain.commitments import Checkpoint, Commitment
from convo_tui.domain.dates import full_date, parse_date, relative_day, short_date
from convo_tui.domain.notes import Note, NoteKind
from convo_tui.domain.people import Person
from convo_tui.domain.points import TalkingPoint
from convo_tui.domain.values import Change, Side, Value, new_id


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a talk a line was written; between talks, nowhere.

    Attributes:
        segment: index of the running segment.
        asked_id: the asked question that it answers, or that the commitment came from.
    """

    meeting_id: str | None = None
    segment: int | None = None
    asked_id: str | None = None


BETWEEN_TALKS = Place()


def due_of(
    captured: Captured,
    today: date,
    *,
    next_talk: date | None = None,
    week_ends: int = 4,
    day_first: bool = True,
) -> date | None:
    """The day that the line's date words name; None where it has none. See `parse_date`.

    Raises:
        DateNotUnderstood: the words are no date; the message says so with examples.
    """
    if captured.due_words is None:
        return None
    return parse_date(
        captured.due_words, today, next_talk=next_talk, week_ends=week_ends, day_first=day_first
    )


def changes_for_line(
    captured: Captured,
    person: Person,
    now: datetime,
    *,
    due: date | None = None,
    place: Place = BETWEEN_TALKS,
    position: int = 0,
) -> tuple[list[Change], str]:
    """What keeping a line changes, and one sentence that says what was kept.

    Args:
        captured: the line as `parse_line` read it, with some text in it.
        person: whom it is about.
        now: aware, in the manager's zone.
        due: what `due_of` made of the line's date words.
        place: where in a talk it was written.
        position: where a talking point stands in its list.

    Raises:
        ValueError: the line is empty, or its date words were not resolved.
    """
    if captured.empty:
        raise ValueError("a line without text is not kept")
    if captured.due_words is not None and due is None:
        raise ValueError("the line has a date, which due_of resolves first")
    value = _value(captured, person, now.astimezone(UTC), due, place, position)
    return [Change.added(value)], f"Kept: {line_words(captured, person, now.date(), due)}."


def line_words(captured: Captured, person: Person, today: date, due: date | None = None) -> str:
    """What a line becomes, in words: `a promise of yours to Maya, due Friday 27 November 2026`."""
    words = _words(captured, person)
    if captured.kind is not LineKind.COMMITMENT:
        return words
    if due is None:
        return f"{words}, no date yet"
    return f"{words}, due {full_date(due)} ({relative_day(due, today)})"


def keeps_words(captured: Captured, person: Person, today: date, due: date | None = None) -> str:
    """What enter would keep, in the room of a footer, and how one says whose it is.

    `a commitment of Maya, Fri 27 Nov · yours with @me`; date words that are no date yet stand
    as they were typed.
    """
    words = _words(captured, person)
    if captured.kind is not LineKind.COMMITMENT:
        return words
    if due is not None:
        when = short_date(due, today)
    else:
        when = f"^{captured.due_words}" if captured.due_words else "no date yet"
    whose = "" if captured.owner else " · yours with @me"
    return f"{words}, {when}{whose}"


def _words(captured: Captured, person: Person) -> str:
    words = _kind_words(captured, person.first_name)
    return words.replace("a ", "a private ", 1) if captured.private else words


def _kind_words(captured: Captured, name: str) -> str:
    match captured.kind, captured.owner:
        case LineKind.COMMITMENT, Side.MANAGER:
            return f"a promise of yours to {name}"
        case LineKind.COMMITMENT, Side.BOTH:
            return f"a commitment of you and {name}"
        case LineKind.COMMITMENT, _:
            return f"a commitment of {name}"
        case LineKind.POINT, Side.REPORT:
            return f"a talking point of {name} for the next talk"
        case LineKind.POINT, _:
            return f"a talking point for the next talk with {name}"
        case kind, _:
            return f"a {kind.value} about {name}"


def _value(
    captured: Captured,
    person: Person,
    at: datetime,
    due: date | None,
    place: Place,
    position: int,
) -> Value:
    match captured.kind:
        case LineKind.COMMITMENT:
            return Commitment(
                new_id(),
                person.id,
                captured.text,
                at,
                owner=captured.owner or Side.REPORT,
                checkpoints=() if due is None else (Checkpoint(new_id(), due),),
                private=captured.private,
                meeting_id=place.meeting_id,
                segment=place.segment,
                asked_id=place.asked_id,
            )
        case LineKind.POINT:
            return TalkingPoint(
                new_id(),
                person.id,
                captured.text,
                at,
                raised_by=captured.owner or Side.MANAGER,
                private=captured.private,
                position=position,
                meeting_id=place.meeting_id,
            )
        case kind:
            return Note(
                new_id(),
                person.id,
                at,
                captured.text,
                NoteKind(kind.value),
                captured.private,
                captured.tags,
                place.meeting_id,
                place.segment,
                place.asked_id,
            )
