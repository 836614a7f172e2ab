"""A wristwatch beside a running talk: what it must say, whatever the computer's clock does."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, cast

from hypothesis import strategies as st
from ui.talking import MAYA

from convo_tui.clock import DRIFT_LIMIT, FakeClock
from convo_tui.domain.agenda import DEFAULT
from convo_tui.domain.meeting import EventKind, Meeting, MeetingEvent
from convo_tui.domain.overview import TalkPage
from convo_tui.domain.values import Side, new_id
from convo_tui.storage.async_store import AsyncStore
from convo_tui.ui.live_talk import LiveTalk

SECOND, HOUR, DAY = 1.0, 3600.0, 86400.0
STEPS = (-DAY, -HOUR, -SECOND, SECOND, HOUR, DAY)
"""By so many seconds somebody sets the clock."""


class Paper:
    """A store that writes at once and keeps nothing but the events."""

    def __init__(self) -> None:
        self.events: list[MeetingEvent] = []

    def write(self, task: Callable[[Paper], None]) -> Future[None]:
        task(self)
        done: Future[None] = Future()
        done.set_result(None)
        return done

    def append_events(self, events: Sequence[MeetingEvent]) -> None:
        self.events.extend(events)

    def end_meeting(self, before: Meeting, held: Meeting, ended: MeetingEvent) -> None:
        self.events.append(ended)

    def seen_live(self, meeting_id: str, at: datetime, typed: float | None = None) -> None:
        """Signs of life are not looked at here."""


@dataclass
class Watch:
    """What a wristwatch tells of a talk, while the computer's clock does what it likes."""

    spoken: dict[Side | None, float] = field(default_factory=lambda: defaultdict(float))
    out: float = 0.0
    asked: deque[tuple[float, Side | None]] = field(default_factory=deque)
    speaker: Side | None = None
    behind: float = 0.0  # how far the wall is behind the talk
    unnoticed: float = 0.0

    def missed(self, seconds: float) -> None:
        """Nobody knows whether this belonged to the talk."""
        self.out += seconds
        if seconds >= DRIFT_LIMIT:
            self.asked.append((seconds, self.speaker))

    def notices(self) -> None:
        """The talk looks whether the computer's clock was set."""
        if abs(self.unnoticed) >= DRIFT_LIMIT:
            self.behind -= self.unnoticed
            self.missed(max(0.0, -self.behind))
            self.behind, self.unnoticed = max(0.0, self.behind), 0.0

    def answers(self, *, counts: bool) -> None:
        if self.asked:
            self.notices()
            seconds, speaker = self.asked.popleft()
            if counts:
                self.out -= seconds
                self.spoken[speaker] += seconds


Move = tuple[str, Any]
SECONDS = st.integers(-100_000, 100_000) | st.sampled_from(STEPS)
MOVES: st.SearchStrategy[list[Move]] = st.lists(
    st.tuples(st.just("beats"), st.integers(1, 40))
    | st.tuples(st.sampled_from(["sleeps", "stands still"]), st.integers(20, 5000))
    | st.tuples(st.just("set"), SECONDS)
    | st.tuples(st.just("speaks"), st.sampled_from([Side.MANAGER, Side.REPORT, None]))
    | st.tuples(st.just("answers"), st.booleans()),
    min_size=1,
    max_size=25,
)


def makes(move: Move, talk: LiveTalk, clock: FakeClock, watch: Watch) -> None:
    """One move, on the talk and on the watch."""
    kind, what = move
    match kind:
        case "beats":
            for _ in range(what):
                clock.advance(1)
                watch.spoken[watch.speaker] += 1
                watch.notices()
                talk.beat()
        case "sleeps" | "stands still":
            (clock.sleep if kind == "sleeps" else clock.advance)(what)
            watch.missed(what)
            watch.notices()
            talk.beat()
        case "set":
            clock.step_wall(what)
            watch.unnoticed += what
        case "speaks" if what is not watch.speaker:
            watch.notices()
            talk.speak(what)
            watch.speaker = what
        case "answers":
            watch.answers(counts=what)
            talk.count_gap(counts=what)


def paper_talk(clock: FakeClock) -> tuple[LiveTalk, Paper]:
    """A talk that began just now, on paper."""
    paper = Paper()
    meeting = Meeting(new_id(), MAYA.id, clock.now(), DEFAULT.segments, DEFAULT.name)
    paper.events.append(MeetingEvent(meeting.id, 0, clock.now(), EventKind.STARTED))
    page = TalkPage(meeting, MAYA, 1, tuple(paper.events))
    return LiveTalk(page, cast("AsyncStore", paper), clock), paper
