"""The live talk as a fold: events in, everything on the screen out.

`replay` is pure. Time is added up between events, never counted in ticks, and every second of the
talk lands in exactly one stretch (manager, report or nobody) of exactly one segment, so the sums
add up by construction.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from convo_tui.domain.agenda import Segment
from convo_tui.domain.values import Side

LENDABLE_SECONDS = 120
"""A segment lends a minute only while it has more than these left: it must stay worth having."""


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
        payload: `SEGMENT {"to": index}`, `SPEAKER {"who": side or None}`, `LENT {"to": index,
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


def replay(segments: Sequence[Segment], events: Iterable[MeetingEvent], now: datetime) -> TalkState:
    """Fold the events of a talk into its state at `now`.

    Events come in the order of their `seq`; the first is `STARTED`. Instants that lie before the
    one before them (a clock set back without a `GAP` that says so) count as no time at all.

    Raises:
        ValueError: the list is empty or does not begin with `STARTED`.
    """
    listed = list(events)
    if not listed or listed[0].kind is not EventKind.STARTED:
        raise ValueError("a talk begins with its start")
    undone = _undone(listed)
    fold = _Fold(tuple(segments), listed[0].at)
    for event in listed:
        fold.step(event, counted=event.seq not in undone)
    return fold.finish(now)


def _undone(events: Sequence[MeetingEvent]) -> set[int]:
    """The `seq` of what was taken back; taking back an undo brings back what it took."""
    undone: set[int] = set()
    for event in reversed(events):
        if event.kind is EventKind.UNDONE and event.seq not in undone:
            undone.add(int(event.payload["seq"] or 0))
    return undone


class _Fold:
    """The running totals while events are taken in one by one."""

    def __init__(self, segments: tuple[Segment, ...], started_at: datetime) -> None:
        self.segments = segments
        self.started_at = started_at
        self.last = started_at
        self.current = 0
        self.visited = {0}
        self.speaker: Side | None = None
        self.paused = False
        self.ended_at: datetime | None = None
        self.paused_seconds = 0.0
        self.left_out = 0.0
        self.elapsed = 0.0
        self.stretches: list[tuple[Side | None, float, dict[int, float]]] = []
        self.loans: list[Loan] = []

    def step(self, event: MeetingEvent, *, counted: bool) -> None:
        """Take in one event; one that was undone only lets its time pass."""
        if event.kind is EventKind.GAP and counted:
            self._gap(event)
            return
        self._pass_time(event.at)
        if counted:
            self._apply(event)

    def _gap(self, event: MeetingEvent) -> None:
        start = datetime.fromisoformat(str(event.payload["start"]))
        end = datetime.fromisoformat(str(event.payload["end"]))
        self._pass_time(start)
        if end < start:
            self.last = end  # the clock was set back: time goes on from what it says now
        elif event.payload["counts"]:
            self._pass_time(end)
        elif end > self.last:
            # What of it an event has already counted is not left out as well.
            if self.ended_at is None:
                self.left_out += (end - self.last).total_seconds()
            self.last = end
        self._pass_time(event.at)

    def _apply(self, event: MeetingEvent) -> None:
        payload = event.payload
        match event.kind:
            case EventKind.SEGMENT:
                self.current = min(max(int(payload["to"] or 0), 0), len(self.segments) - 1)
                self.visited.add(self.current)
            case EventKind.SPEAKER:
                who = payload["who"]
                self.speaker = Side(str(who)) if who else None
            case EventKind.PAUSED:
                self.paused = True
            case EventKind.RESUMED:
                self.paused = False
            case EventKind.LENT:
                source = payload["source"]
                self.loans.append(
                    Loan(int(payload["to"] or 0), None if source is None else int(source))
                )
            case EventKind.RETURNED:
                self._give_back(int(payload["to"] or 0))
            case EventKind.REASSIGNED:
                self._reassign()
            case EventKind.ENDED:
                self.ended_at = self.ended_at or self.last
            case _:
                pass

    def _give_back(self, to: int) -> None:
        for index in range(len(self.loans) - 1, -1, -1):
            if self.loans[index].to == to:
                del self.loans[index]
                return

    def _reassign(self) -> None:
        """Flip the stretch that runs and who speaks, or where nobody does the last one spoken in.

        The pieces stay as they were marked, so that doing it twice changes nothing.
        """
        if self.speaker is not None and not self._runs:
            self.speaker = self.speaker.other  # marked this very instant: there is no time to give
            return
        for index in range(len(self.stretches) - 1, -1, -1):
            who, start, seconds = self.stretches[index]
            if who is not None:
                if self.speaker is who:
                    self.speaker = who.other
                self.stretches[index] = (who.other, start, seconds)
                return

    @property
    def _runs(self) -> bool:
        """Whether the last stretch is that of whoever speaks now."""
        return bool(self.stretches) and self.stretches[-1][0] is self.speaker

    def _turn(self) -> Stretch | None:
        if self.speaker is not None and not self._runs:
            return Stretch(self.speaker, self.elapsed, {})
        return next((Stretch(*s) for s in reversed(self.stretches) if s[0] is not None), None)

    def _joined(self) -> tuple[Stretch, ...]:
        """The stretches with neighbours of one side as one: the longest is told as it was."""
        joined: list[tuple[Side | None, float, dict[int, float]]] = []
        for who, start, seconds in self.stretches:
            if joined and joined[-1][0] is who:
                for segment, part in seconds.items():
                    joined[-1][2][segment] = joined[-1][2].get(segment, 0.0) + part
            else:
                joined.append((who, start, dict(seconds)))
        return tuple(Stretch(*stretch) for stretch in joined)

    def _pass_time(self, until: datetime) -> None:
        seconds = (until - self.last).total_seconds()
        if seconds <= 0:
            return
        self.last = until
        if self.ended_at is not None:
            return
        if self.paused:
            self.paused_seconds += seconds
            return
        if not self._runs:
            self.stretches.append((self.speaker, self.elapsed, {}))
        held = self.stretches[-1][2]
        held[self.current] = held.get(self.current, 0.0) + seconds
        self.elapsed += seconds

    def finish(self, now: datetime) -> TalkState:
        """The state once time has passed until `now`."""
        last_event = self.last
        self._pass_time(now)
        return TalkState(
            segments=self.segments,
            started_at=self.started_at,
            now=self.ended_at or max(now, self.last),
            current=self.current,
            visited=frozenset(self.visited),
            speaker=self.speaker,
            paused=self.paused,
            ended_at=self.ended_at,
            paused_seconds=self.paused_seconds,
            left_out_seconds=self.left_out,
            stretches=self._joined(),
            turn=self._turn(),
            loans=tuple(self.loans),
            last_at=last_event,
        )


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

    @property
    def sums(self) -> Sums:
        """Who spoke how long, once the talk was held."""
        return Sums(self.manager_seconds, self.report_seconds, self.untracked_seconds)

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
