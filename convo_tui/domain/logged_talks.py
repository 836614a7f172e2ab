"""From the days and lines of somebody's notes to talks that were held, with what came of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from convo_tui.domain.agenda import DEFAULT
from convo_tui.domain.cadence import DAY_START
from convo_tui.domain.capture import LineKind
from convo_tui.domain.commitments import Checkpoint, Commitment, CommitmentState
from convo_tui.domain.dates import DateNotUnderstood, at_wall_time
from convo_tui.domain.entering import due_of
from convo_tui.domain.logging_talks import STEP
from convo_tui.domain.meeting import DAY_ALONE, LEAST_LENGTH, Meeting, MeetingState
from convo_tui.domain.notes import Note, NoteKind
from convo_tui.domain.people import Person
from convo_tui.domain.values import Side, Value, new_id
from convo_tui.domain.written_notes import Entry

OF_NO_LENGTH = timedelta(seconds=LEAST_LENGTH) - STEP
"""From start to end of a talk of which nobody knows how long it took."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What reading notes depends on beside their words.

    Attributes:
        now: aware, in the manager's zone.
        private: whether everything is kept as private.
        week_ends, day_first: as in `dates.parse_date`.
    """

    now: datetime
    private: bool = False
    week_ends: int = 4
    day_first: bool = True

    @property
    def home(self) -> tzinfo:
        """The manager's zone."""
        return self.now.tzinfo or UTC


@dataclass(slots=True)
class Tally:
    """What was read about a person.

    Attributes:
        new: whether they are added with it.
        there: days that have a talk with them already, whose notes are left alone.
    """

    person: Person
    new: bool = False
    talks: int = 0
    notes: int = 0
    commitments: int = 0
    kept: int = 0
    there: int = 0
    first: date | None = None
    last: date | None = None

    @property
    def empty(self) -> bool:
        """Whether nothing is brought for them."""
        return not (self.talks or self.notes or self.commitments or self.new)


class DayAhead(ValueError):
    """A heading with a day that is still to come."""


@dataclass(slots=True)
class LoggedTalks:
    """Makes the values that the notes about one person become.

    Attributes:
        taken: the days that have a talk already.
        faults: what was kept otherwise than it was meant; taken out by whoever tells them.
    """

    tally: Tally
    reading: Reading
    taken: frozenset[date] = frozenset()
    faults: list[str] = field(default_factory=list)
    _talks: dict[date, tuple[Meeting, int]] = field(default_factory=dict)
    _left: set[date] = field(default_factory=set)
    _day: date | None = None

    def begin(self, day: date) -> Meeting | None:
        """The talk of a day, which the entries that follow belong to; None where it is known.

        Raises:
            DayAhead: the day is to come.
        """
        self._day = None
        if day > self.reading.now.date():
            raise DayAhead
        if day in self.taken:
            if day not in self._left:  # a file named after its day may have it as a heading too
                self._left.add(day)
                self.tally.there += 1
            return None
        self._day = day
        if day in self._talks:
            return None
        meeting = _meeting(self.tally.person, day, self.reading)
        self._talks[day] = (meeting, 0)
        self.tally.talks += 1
        self.tally.first = min(day, self.tally.first or day)
        self.tally.last = max(day, self.tally.last or day)
        return meeting

    def value(self, entry: Entry) -> Value | None:
        """What a line becomes; None where its talk is known already."""
        if self._day is None:
            return None
        meeting, number = self._talks[self._day]
        self._talks[self._day] = (meeting, number + 1)
        at = meeting.started_at + STEP * number
        if entry.captured.kind is LineKind.COMMITMENT:
            self.tally.commitments += 1
            self.tally.kept += entry.done
            return self._commitment(entry, meeting, at, self._day)
        self.tally.notes += 1
        captured = entry.captured
        return Note(
            new_id(),
            meeting.person_id,
            at,
            captured.text,
            NoteKind(captured.kind.value),
            captured.private or self.reading.private,
            captured.tags,
            meeting.id,
            entry.segment,
        )

    def _commitment(self, entry: Entry, meeting: Meeting, at: datetime, day: date) -> Commitment:
        captured = entry.captured
        goal, due = captured.text, None
        try:
            reading = self.reading
            due = due_of(captured, day, week_ends=reading.week_ends, day_first=reading.day_first)
        except DateNotUnderstood:
            goal = f"{goal} ^{captured.due_words}"
            self.faults.append(f"‘^{captured.due_words}’ is no date, and stays in the words")
        return Commitment(
            new_id(),
            meeting.person_id,
            goal,
            at,
            owner=captured.owner or Side.REPORT,
            checkpoints=() if due is None else (Checkpoint(new_id(), due),),
            state=CommitmentState.KEPT if entry.done else CommitmentState.OPEN,
            closed_at=at if entry.done else None,
            private=captured.private or self.reading.private,
            meeting_id=meeting.id,
            segment=entry.segment,
        )


def _meeting(person: Person, day: date, reading: Reading) -> Meeting:
    """A talk of which nobody knows how long it took, or who spoke."""
    clock = time.fromisoformat(person.time) if person.time and not person.zone else DAY_START
    at = min(at_wall_time(day, clock, reading.home), reading.now).astimezone(UTC)
    at = at.replace(microsecond=DAY_ALONE)
    return Meeting(
        new_id(),
        person.id,
        at,
        DEFAULT.segments,
        DEFAULT.name,
        MeetingState.HELD,
        ended_at=at + OF_NO_LENGTH,  # it stands above its lines
        logged_at=reading.now.astimezone(UTC),
    )
