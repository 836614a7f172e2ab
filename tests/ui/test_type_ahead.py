"""Keys that arrive in one read go where they were meant, not to the page beneath."""

from __future__ import annotations

from textual import events
from ui.conftest import MakeApp
from ui.steps import until
from ui.talking import BETWEEN, into_talk, state

from convo_tui.ui.app import ConvoApp
from convo_tui.ui.widgets.note_line import NoteLine


def at_once(app: ConvoApp, keys: str) -> None:
    """Hand the app keys as one read of the terminal gives them."""
    for key in keys:
        app.post_message(events.Key(key, key))


async def test_what_follows_the_key_of_the_note_line_is_typed_into_it(make_app: MakeApp) -> None:
    app = make_app(BETWEEN)
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await into_talk(app, pilot)
        at_once(app, "i+pn")
        await until(pilot, lambda: screen.query_one(NoteLine).value == "+pn")
        assert state(screen).current == 0
        assert not state(screen).paused
        assert state(screen).loans == ()
