"""What is private is hidden at once: on the screen, and on all that is seen beneath a sheet."""

from __future__ import annotations

from datetime import timedelta
from threading import Event

import pytest
from textual.screen import ModalScreen
from ui.conftest import MakeApp
from ui.places import PARTS, walk
from ui.steps import at_rest, opened, shown, today, until
from ui.talking import MAYA, into_talk
from ui.test_app import HIDDEN, NOW, PRIVATE

from convo_tui.domain.goals import Goal
from convo_tui.domain.growth import Preferences
from convo_tui.domain.notes import Note
from convo_tui.domain.points import TalkingPoint
from convo_tui.domain.values import Side, Value, new_id
from convo_tui.ui.app import ConvoApp
from convo_tui.ui.modals.question_form import QuestionForm
from convo_tui.ui.modals.question_picker import QuestionPicker

YESTERDAY = NOW - timedelta(days=1)
EVERYWHERE: tuple[Value, ...] = (
    *PRIVATE,
    TalkingPoint(new_id(), MAYA.id, "the review queue is slow", YESTERDAY, Side.REPORT, segment=1),
    Note(new_id(), MAYA.id, YESTERDAY, "shipped it"),
    Goal(new_id(), MAYA.id, "run a release alone", YESTERDAY),
    Preferences(new_id(), MAYA.id, YESTERDAY, ("direct",), f"{HIDDEN} way", f"{HIDDEN} drive"),
)


async def test_it_is_hidden_two_layers_below_at_once(make_app: MakeApp) -> None:
    app = make_app(PRIVATE)
    async with app.run_test(size=(200, 60)) as pilot:
        await today(app, pilot)
        await into_talk(app, pilot)
        await pilot.press("q")
        await opened(app, pilot, QuestionPicker)
        await pilot.press("tab", "a")
        await opened(app, pilot, QuestionForm)
        assert HIDDEN in shown(app)
        app.action_toggle_private()
        await until(pilot, lambda: HIDDEN not in shown(app))
        app.action_toggle_private()
        await until(pilot, lambda: HIDDEN in shown(app))


async def test_the_talk_hides_it_while_the_disk_is_slow(make_app: MakeApp) -> None:
    app = make_app(PRIVATE)
    async with app.run_test(size=(120, 50)) as pilot:
        await today(app, pilot)
        await into_talk(app, pilot)
        assert HIDDEN in shown(app)
        written = Event()
        app.store.write(lambda _: written.wait(30))
        app.action_toggle_private()
        for _ in range(5):
            await pilot.pause()
        waiting, seen = app.store.state.waiting, HIDDEN in shown(app)
        written.set()
        assert waiting
        assert not seen


def beneath(app: ConvoApp) -> str:
    """What every screen below the one in front would show."""
    return "\n".join(
        segment.text
        for screen in app.screen_stack[:-1]
        for strip in screen._compositor.render_strips()
        for segment in strip
    )


@pytest.mark.parametrize("part", PARTS)
async def test_nothing_private_stays_on_any_screen(make_app: MakeApp, part: str) -> None:
    app = make_app(EVERYWHERE)
    async with app.run_test(size=(200, 60)) as pilot:
        await today(app, pilot)
        seen = 0
        async for place in walk(app, pilot, MAYA.id, [part]):
            await at_rest(app, pilot)
            seen += HIDDEN in beneath(app) or HIDDEN in shown(app)
            app.private_hidden = True
            await pilot.pause()
            await at_rest(app, pilot)
            assert HIDDEN not in beneath(app), place
            if not isinstance(app.screen, ModalScreen):
                assert HIDDEN not in shown(app), place
            app.private_hidden = False
            await pilot.pause()
        assert seen
