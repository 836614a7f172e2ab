"""A talk for Pilot tests: Maya, her open things, and time as a beating clock sees it pass."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from textual.pilot import Pilot

from convo_tui.clock import FakeClock
from convo_tui.domain.commitments import Checkpoint, Commitment
from convo_tui.domain.feedback import Feedback
from convo_tui.domain.overview import TalkPage
from convo_tui.domain.people import Person
from convo_tui.domain.points import TalkingPoint
from convo_tui.domain.values import Side, Value
from convo_tui.ui.app import ConvoApp
from convo_tui.ui.screens.talk import TalkScreen

if TYPE_CHECKING:
    from convo_tui.domain.meeting import TalkState

NOW = FakeClock.START
MAYA = Person("aaaaaaaaaaaa", "Maya Lindqvist", NOW - timedelta(days=200), role="Senior engineer")


def ago(days: int) -> datetime:
    """An instant some days back."""
    return NOW - timedelta(days=days)


QUEUE = TalkingPoint(
    "bbbbbbbbbb01", MAYA.id, "the review queue is slow", ago(2), Side.REPORT, segment=1
)
METRICS = TalkingPoint("bbbbbbbbbb02", MAYA.id, "access to the metrics", ago(2), position=1)
INTRO = Commitment(
    "cccccccccc01",
    MAYA.id,
    "introduce Maya to the data team",
    ago(14),
    Side.MANAGER,
    checkpoints=(Checkpoint("dddddddddd01", date(2026, 11, 20)),),
)
CURIOUS = Feedback("eeeeeeeeee01", MAYA.id, ago(3), "stayed curious when the client pushed")
BETWEEN: tuple[Value, ...] = (MAYA, QUEUE, METRICS, INTRO, CURIOUS)


async def into_talk(app: ConvoApp, pilot: Pilot[None], template: str = "") -> TalkScreen:
    """Open the talk with Maya."""
    await app.ready()
    await app.start_talk(MAYA, template)
    await pilot.pause()
    assert isinstance(app.screen, TalkScreen)
    return app.screen


async def pass_time(app: ConvoApp, pilot: Pilot[None], seconds: float) -> None:
    """Let time pass while the talk's clock beats, as it does in a window that is open."""
    clock = app.clock
    assert isinstance(clock, FakeClock)
    left = seconds
    while left > 0:
        step = min(10.0, left)
        clock.advance(step)
        left -= step
        for talk in app.live_talks.values():
            talk.beat()
    if isinstance(app.screen, TalkScreen):
        app.screen.tick()
    await pilot.pause()


async def stored(app: ConvoApp, meeting_id: str) -> TalkPage:
    """The talk as the file has it."""
    page = await app.store.read(lambda store: store.talk_page(meeting_id))
    assert page is not None
    return page


def state(screen: TalkScreen) -> TalkState:
    """The clock of the talk on the screen."""
    return screen.talk.state()
