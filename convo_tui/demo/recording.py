"""The clock of one made-up talk: who spoke when, and how long each segment took."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import chain
from random import Random

from convo_tui.domain.agenda import Segment
from convo_tui.domain.meeting import LENDABLE_SECONDS, EventKind, MeetingEvent
from convo_tui.domain.values import Side

SHORTEST_SEGMENT = 90
ODDS_OF_LENDING = 0.35
ODDS_OF_PAUSE = 0.06

Turn = tuple[Side | None, int]


@dataclass(slots=True)
class Recording:
    """A talk on tape, written forward from its start.

    Attributes:
        at: the instant the tape has come to.
        windows: when each segment began and ended.
    """

    meeting_id: str
    at: datetime
    events: list[MeetingEvent] = field(default_factory=list)
    windows: list[tuple[datetime, datetime]] = field(default_factory=list)
    speaker: Side | None = None

    def add(self, kind: EventKind, **payload: str | int | None) -> None:
        """Note what happens at this instant."""
        self.events.append(MeetingEvent(self.meeting_id, len(self.events), self.at, kind, payload))

    def wait(self, seconds: int) -> None:
        """Let time pass."""
        self.at += timedelta(seconds=seconds)

    def turn(self, who: Side | None, seconds: int) -> None:
        """Somebody, or nobody, speaks for that long."""
        if who is not self.speaker:
            self.add(EventKind.SPEAKER, who=who.value if who else None)
            self.speaker = who
        self.wait(seconds)

    def pause(self, seconds: int) -> None:
        """Somebody knocks at the door."""
        self.add(EventKind.PAUSED)
        self.wait(seconds)
        self.add(EventKind.RESUMED)


def lengths(
    rng: Random, segments: Sequence[Segment], pace: Sequence[float], minutes: int | None
) -> list[int]:
    """Seconds each segment takes.

    Args:
        rng: the person's generator.
        segments: the agenda.
        pace: what this person's talks make of each segment's planned minutes; 1.2 is a fifth over.
        minutes: the length the whole talk must have, if it matters.
    """
    that_day = rng.triangular(0.8, 1.25)
    drawn = [
        max(
            SHORTEST_SEGMENT,
            round(60 * segment.minutes * factor * that_day * rng.uniform(0.85, 1.15)),
        )
        for segment, factor in zip(segments, pace, strict=True)
    ]
    if minutes is None:
        return drawn
    scale = (60 * minutes + 10) / sum(drawn)
    return [round(seconds * scale) for seconds in drawn]


def shares(rng: Random, seconds: Sequence[int], share: float) -> list[float]:
    """The manager's share in each segment: different ones that come to `share` over the talk."""
    offsets = [rng.gauss(0, 0.05) for _ in seconds]
    middle = sum(o * s for o, s in zip(offsets, seconds, strict=True)) / sum(seconds)
    return [min(0.92, max(0.06, share + offset - middle)) for offset in offsets]


def record(
    rng: Random,
    recording: Recording,
    segments: Sequence[Segment],
    seconds: Sequence[int],
    share: float,
) -> None:
    """Put a whole talk on the tape, from its start to its end."""
    recording.add(EventKind.STARTED)
    recording.wait(rng.randint(2, 6))
    may_lend = rng.random() < ODDS_OF_LENDING
    paused_in = rng.randrange(len(segments)) if rng.random() < ODDS_OF_PAUSE else None
    for index, part in enumerate(shares(rng, seconds, share)):
        start = recording.at
        if index:
            recording.add(EventKind.SEGMENT, to=index)
        planned, spent = 60 * segments[index].minutes, 0
        over = seconds[index] - planned
        for who, length in _turns(rng, seconds[index], part):
            if may_lend and over > 0 and spent + length >= planned:
                recording.add(EventKind.LENT, to=index, source=_lender(segments, index))
                may_lend = False
            recording.turn(who, length)
            spent += length
        if index == paused_in:
            recording.pause(rng.randint(40, 190))
        recording.windows.append((start, recording.at))
    recording.add(EventKind.ENDED)


def _lender(segments: Sequence[Segment], current: int) -> int | None:
    """The latest following segment that can spare a minute, else the end of the talk."""
    for index in range(len(segments) - 1, current, -1):
        if 60 * segments[index].minutes > LENDABLE_SECONDS:
            return index
    return None


def _turns(rng: Random, seconds: int, share: float) -> list[Turn]:
    """A segment's turns: the manager opens, then the two take turns, with one silence."""
    quiet = round(seconds * rng.uniform(0.02, 0.07))
    patience = 1 + 3 * max(0.0, share - 0.5)  # who talks a lot leaves fewer turns
    rounds = max(2, round(seconds / (patience * rng.uniform(75, 130))))
    manager = round((seconds - quiet) * share)
    spoken: list[Turn] = list(
        chain.from_iterable(
            ((Side.MANAGER, own), (Side.REPORT, their))
            for own, their in zip(
                _split(rng, manager, rounds),
                _split(rng, seconds - quiet - manager, rounds),
                strict=True,
            )
        )
    )
    spoken.insert(rng.randrange(1, len(spoken)), (None, quiet))
    return [turn for turn in spoken if turn[1]]


def _split(rng: Random, total: int, parts: int) -> list[int]:
    """Whole seconds of uneven length that add up to the total."""
    weights = [rng.lognormvariate(0, 0.6) for _ in range(parts)]
    whole, seen, before, split = sum(weights), 0.0, 0, []
    for weight in weights:
        seen += weight
        upto = round(total * seen / whole)
        split.append(upto - before)
        before = upto
    return split
