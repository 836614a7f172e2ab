"""The live talk as a fold: events in, everything on the screen out.

`replay` is pure. Time is added up between events, never counted in ticks, and every second of the
talk lands in exactly one stretch (manager, report or nobody) of exactly one segment, so the sums
add up by construction.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from convo_tui.domain.agenda import Segment
from convo_tui.domain.meeting import EventKind, Loan, MeetingEvent, Stretch, TalkState
from convo_tui.domain.values import Side


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


def must_make_sense(event: MeetingEvent) -> None:
    """See that an event says what its kind needs, as `replay` will take it.

    Raises:
        ValueError, KeyError, TypeError: it does not.
    """
    payload = event.payload
    match event.kind:
        case EventKind.SEGMENT | EventKind.RETURNED | EventKind.LENT:
            int(payload["to"] or 0)
            if event.kind is EventKind.LENT:
                int(payload["source"] or 0)
        case EventKind.SPEAKER:
            Side(str(payload["who"] or Side.BOTH))
        case EventKind.UNDONE:
            int(payload["seq"] or 0)
        case EventKind.GAP:
            _aware(payload["start"])
            _aware(payload["end"])
            bool(payload["counts"])
        case _:
            pass


def _aware(stored: object) -> datetime:
    instant = datetime.fromisoformat(str(stored))
    if instant.tzinfo is None:
        raise ValueError("an instant needs its zone")
    return instant


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
        self.fresh = False
        """Whether whoever speaks was marked this very instant: there is no time yet to give."""
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
                self.fresh = not self._runs
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
        if self.speaker is not None and self.fresh:
            self.speaker = self.speaker.other
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
        if self.speaker is not None and self.fresh:
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
        if self.fresh or not self._runs:
            self.stretches.append((self.speaker, self.elapsed, {}))
            self.fresh = False
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


def spoken_spans(
    segments: Sequence[Segment], events: Iterable[MeetingEvent], now: datetime, who: Side
) -> tuple[tuple[datetime, datetime], ...]:
    """When one of the two spoke, from and until, by time; pauses and left-out gaps apart.

    A stretch that was given to the other counts for the other, as in the sums of `replay`.

    Raises:
        ValueError: the list is empty or does not begin with `STARTED`.
    """
    listed = list(events)
    if not listed or listed[0].kind is not EventKind.STARTED:
        raise ValueError("a talk begins with its start")
    undone = _undone(listed)
    fold = _SpanFold(tuple(segments), listed[0].at)
    for event in listed:
        fold.step(event, counted=event.seq not in undone)
    fold.finish(now)
    return tuple(
        (start, end) for index, start, end in fold.spans if fold.stretches[index][0] is who
    )


class _SpanFold(_Fold):
    """The fold that remembers from when until when each of its stretches ran."""

    def __init__(self, segments: tuple[Segment, ...], started_at: datetime) -> None:
        super().__init__(segments, started_at)
        self.spans: list[tuple[int, datetime, datetime]] = []

    def _pass_time(self, until: datetime) -> None:
        start, before = self.last, self.elapsed
        super()._pass_time(until)
        if self.elapsed > before:
            self.spans.append((len(self.stretches) - 1, start, until))
