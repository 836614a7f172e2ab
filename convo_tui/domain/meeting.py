"""One talk: its events, what its clock shows at an instant, and what is kept of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from convo_tui.domain.agenda import Segment
from convo_tui.domain.values import Side

LENDABLE_SECONDS = 120
"""A segment lends a minute only while it has more than these left: it must stay worth having."""


LEAST_LENGTH = 1.0
"""Seconds; a logged talk that seems shorter is one of which nobody knows how long it took."""

DAY_ALONE = 1
"""The microsecond in the start of a logged talk whose time of day nobody knows."""


class EventKind(StrEnum):
    """What can happen to the clock of a talk."""

    STARTED = "started"
    SEGMENT = "segment"
    SPEAKER = "speaker"
    PAUSED = "paused"
    RESUMED = "resumed"
    LENT = "lent"
    RETURNED = "returned"
    REASSIGNED = "reassigned"
    GAP = "gap"
    UNDONE = "undone"
    ENDED = "ended"


Payload = Mapping[str, "str | int | float | bool | None"]


@dataclass(frozen=True, slots=True)
class MeetingEvent:
    """One thing that happened, never changed afterwards.

    Attributes:
        seq: 0, 1, 2 ... within the talk.
        at: aware UTC instant.
        payload: `STARTED {"took": the settled date that it took, ISO}` where it took one,
            `SEGMENT {"to": index}`, `SPEAKER {"who": side or None}`, `LENT {"to": index,
            "source": index or None}` (None moves the end), `RETURNED {"to": index}`, `GAP {"start",
            "end": ISO instants, "counts": bool}`, `UNDONE {"seq": the event taken back}`.
    """

    meeting_id: str
    seq: int
    at: datetime
    kind: EventKind
    payload: Payload = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Stretch:
    """One person speaking without a break, or nobody.

    Attributes:
        start: seconds of the talk at which it began.
        seconds: its length, by index of the segment.
    """

    who: Side | None
    start: float
    seconds: Mapping[int, float]

    @property
    def length(self) -> float:
        """Seconds in all."""
        return sum(self.seconds.values())


@dataclass(frozen=True, slots=True)
class Loan:
    """A minute given to a segment, by a later one or (None) by the end of the talk."""

    to: int
    source: int | None


@dataclass(frozen=True, slots=True)
class Sums:
    """Seconds of speech by each, and of nobody marked as speaking.

    `manager_share` leaves silence and untracked time out, as PRODUCT words have it.
    """

    manager: float = 0.0
    report: float = 0.0
    untracked: float = 0.0

    @property
    def tracked(self) -> float:
        """Seconds in which somebody was marked as speaking."""
        return self.manager + self.report

    @property
    def total(self) -> float:
        """All seconds."""
        return self.tracked + self.untracked

    @property
    def manager_share(self) -> float | None:
        """Manager seconds / (manager + report seconds), 0 to 1; None before anybody spoke."""
        return self.manager / self.tracked if self.tracked > 0 else None

    @property
    def untracked_share(self) -> float:
        """Untracked seconds / all seconds, 0 to 1."""
        return self.untracked / self.total if self.total > 0 else 0.0


@dataclass(frozen=True, slots=True)
class TalkState:
    """Everything the talk screen shows of the clock, at one instant.

    Attributes:
        stretches: in their order; neighbours of the same side are one stretch.
        turn: the running stretch as it was marked, or where nobody speaks the one that just
            ended; what stands beside it may belong to the same side by now.
    """

    segments: tuple[Segment, ...]
    started_at: datetime
    now: datetime
    current: int = 0
    visited: frozenset[int] = frozenset({0})
    speaker: Side | None = None
    paused: bool = False
    ended_at: datetime | None = None
    paused_seconds: float = 0.0
    left_out_seconds: float = 0.0
    stretches: tuple[Stretch, ...] = ()
    turn: Stretch | None = None
    loans: tuple[Loan, ...] = ()
    last_at: datetime | None = None

    @property
    def sums(self) -> Sums:
        """The whole talk."""
        return self._sums(None)

    def sums_of(self, segment: int) -> Sums:
        """One segment, by its index."""
        return self._sums(segment)

    def _sums(self, segment: int | None) -> Sums:
        totals: dict[Side | None, float] = {}
        for stretch in self.stretches:
            part = stretch.length if segment is None else stretch.seconds.get(segment, 0.0)
            totals[stretch.who] = totals.get(stretch.who, 0.0) + part
        return Sums(
            totals.get(Side.MANAGER, 0.0), totals.get(Side.REPORT, 0.0), totals.get(None, 0.0)
        )

    def elapsed_in(self, segment: int) -> float:
        """Seconds the segment has had so far."""
        return sum(stretch.seconds.get(segment, 0.0) for stretch in self.stretches)

    def planned_in(self, segment: int) -> float:
        """Seconds the segment may have, with what was lent and borrowed."""
        borrowed = sum(loan.to == segment for loan in self.loans)
        given = sum(loan.source == segment for loan in self.loans)
        return 60.0 * (self.segments[segment].minutes + borrowed - given)

    def left_in(self, segment: int) -> float:
        """Seconds left in a segment; negative once it runs over."""
        return self.planned_in(segment) - self.elapsed_in(segment)

    @property
    def elapsed(self) -> float:
        """Seconds of the talk, pauses and left-out gaps apart."""
        return sum(stretch.length for stretch in self.stretches)

    @property
    def planned(self) -> float:
        """Seconds of the whole agenda as it was at the start."""
        return 60.0 * sum(segment.minutes for segment in self.segments)

    @property
    def planned_end(self) -> datetime:
        """When the agenda would have ended, had nothing moved."""
        return self.started_at + timedelta(seconds=self.planned)

    @property
    def projected_end(self) -> datetime:
        """When the talk ends if every segment still to come takes its planned time."""
        ahead = sum(max(0.0, self.left_in(index)) for index in range(self.current, len(self)))
        return self.now + timedelta(seconds=ahead)

    @property
    def end_moved_by(self) -> float:
        """Seconds by which lent minutes moved the end: those which no segment could give."""
        return 60.0 * sum(loan.source is None for loan in self.loans)

    @property
    def running(self) -> Stretch | None:
        """The stretch that goes on now; None before the first second."""
        if not self.stretches or self.stretches[-1].who is not self.speaker:
            return None
        return self.stretches[-1]

    @property
    def longest_manager_stretch(self) -> float:
        """Seconds of the manager's longest stretch."""
        lengths = (s.length for s in self.stretches if s.who is Side.MANAGER)
        return max(lengths, default=0.0)

    def lender(self) -> int | None:
        """The latest following segment with more than two minutes left, which lends next."""
        for index in range(len(self) - 1, self.current, -1):
            if self.left_in(index) > LENDABLE_SECONDS:
                return index
        return None

    def last_loan(self) -> Loan | None:
        """The loan to the running segment that would be given back next."""
        return next((loan for loan in reversed(self.loans) if loan.to == self.current), None)

    def reassignable(self) -> Stretch | None:
        """What `REASSIGNED` would give to the other: see `turn`."""
        return self.turn

    def __len__(self) -> int:
        return len(self.segments)


class MeetingState(StrEnum):
    """A talk runs, or was held."""

    LIVE = "live"
    HELD = "held"


@dataclass(frozen=True, slots=True)
class Meeting:
    """One talk with a person.

    Attributes:
        segments: the agenda as it stood when the talk began.
        seen_at: the last sign of life of a live talk, in UTC.
        guess: the share the manager guessed before seeing it, 0 to 1.
        manager_seconds, report_seconds, untracked_seconds: the sums of the fold when it ended.
        segment_seconds: elapsed seconds by segment when it ended.
        longest_manager: seconds of the manager's longest stretch.
        recap: the recap as the manager edited it; "" while it is the generated one.
        logged_at: when it was written down, for a talk held away from the keyboard; its figures
            are then what the manager says, and what is not known is 0 or empty. See
            `logging_talks`.
        typed_seconds: of the person's speaking time, in how many seconds the manager typed; None
            where nobody counted.
    """

    id: str
    person_id: str
    started_at: datetime
    segments: tuple[Segment, ...]
    template: str = ""
    state: MeetingState = MeetingState.LIVE
    ended_at: datetime | None = None
    seen_at: datetime | None = None
    guess: float | None = None
    manager_seconds: float = 0.0
    report_seconds: float = 0.0
    untracked_seconds: float = 0.0
    segment_seconds: tuple[float, ...] = ()
    longest_manager: float = 0.0
    recap: str = ""
    logged_at: datetime | None = None
    typed_seconds: float | None = None

    @property
    def sums(self) -> Sums:
        """Who spoke how long, once the talk was held."""
        return Sums(self.manager_seconds, self.report_seconds, self.untracked_seconds)

    @property
    def length(self) -> float | None:
        """Seconds it took: by its clock, else from start to end; None where nobody knows.

        A logged talk has no clock, and ends with its last line where its length is not known.
        """
        if self.logged_at is None and (self.sums.total or self.ended_at is None):
            return self.sums.total
        seconds = ((self.ended_at or self.started_at) - self.started_at).total_seconds()
        return None if self.logged_at is not None and seconds < LEAST_LENGTH else seconds

    @property
    def has_time(self) -> bool:
        """Whether its time of day is known; of a logged talk it may be the day alone."""
        return self.logged_at is None or self.started_at.microsecond != DAY_ALONE

    def closed(self, state: TalkState) -> Meeting:
        """The talk as held, with the sums of its fold."""
        sums = state.sums
        return replace(
            self,
            state=MeetingState.HELD,
            ended_at=state.ended_at or state.now,
            seen_at=None,
            manager_seconds=sums.manager,
            report_seconds=sums.report,
            untracked_seconds=sums.untracked,
            segment_seconds=tuple(state.elapsed_in(i) for i in range(len(state))),
            longest_manager=state.longest_manager_stretch,
        )
