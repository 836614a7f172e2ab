"""Nothing is shown on a screen that lacks its parts: not composed yet, or being taken down."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sample_app import sample_app
from textual.message_pump import MessagePump
from textual.messages import Prune
from textual.pilot import Pilot
from ui.steps import opened, today, until

from convo_tui.storage.store import Store
from convo_tui.ui.app import ConvoApp
from convo_tui.ui.screens.person import PersonScreen
from convo_tui.ui.screens.today import TodayScreen
from convo_tui.ui.widgets.key_bar import KeyBar


class Slow:
    """The key bar is the last part to go, and what is read comes back while it goes."""

    def __init__(self, app: ConvoApp, patch: pytest.MonkeyPatch) -> None:
        self.going = asyncio.Event()
        store = app.store._writer.store
        assert store is not None
        self._store = store
        patch.setattr(app.store, "read", self._late)
        patch.setattr(KeyBar, "on_unmount", lambda _: self._last_to_go(), raising=False)

    async def _late(self, reader: Callable[[Store], Any]) -> Any:
        found = reader(self._store)
        await self.going.wait()
        return found

    async def _last_to_go(self) -> None:
        for turn in range(40):
            await asyncio.sleep(0)
            if turn == 20:
                self.going.set()


@pytest.fixture
def app(tmp_path: Path) -> ConvoApp:
    return sample_app(tmp_path)


async def at_a_person(app: ConvoApp, pilot: Pilot[None]) -> PersonScreen:
    await today(app, pilot)
    await pilot.press("enter")
    screen = await opened(app, pilot, PersonScreen)
    await until(pilot, lambda: screen.entry)
    return screen


async def test_a_screen_that_goes_away_while_it_reads_shows_nothing_more(
    app: ConvoApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await at_a_person(app, pilot)
        with monkeypatch.context() as patch:
            slow = Slow(app, patch)
            screen.reload()
            await pilot.pause()
            screen.dismiss()
            await until(pilot, slow.going.is_set)
        assert isinstance(app.screen, TodayScreen)


async def test_what_lay_behind_the_word_to_leave_reads_nothing_more(
    app: ConvoApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await today(app, pilot)
        await app.workers.wait_for_complete()
        Slow(app, monkeypatch)
        screen._last_pages.clear()  # so that moving to a line reads the last talk with the person
        screen.post_message(Prune())
        screen.call_later(screen._moved_to_line)
        screen.call_later(screen.reload)
        screen.call_later(lambda: screen.run_worker(screen.fill()))


async def test_what_is_to_follow_a_refresh_is_not_called_once_the_screen_has_gone(
    app: ConvoApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await at_a_person(app, pilot)
        with monkeypatch.context() as patch:
            slow = Slow(app, patch)
            last = asyncio.Event()
            screen.dismiss()
            with screen._context():
                screen.call_after_refresh(screen.settle)
                screen.call_after_refresh(last.set)
            # Textual has whichever screen is in front call them: here once the parts have gone.
            front, held = app.screen, []
            invoke_later = front._invoke_later

            def hold(callback: Callable[[], Any], sender: MessagePump) -> None:
                if sender is screen:
                    held.append(callback)
                else:
                    invoke_later(callback, sender)

            patch.setattr(front, "_invoke_later", hold)
            await until(pilot, slow.going.is_set)
            await until(pilot, lambda: not screen.is_running)
        assert len(held) == 2
        for callback in held:
            invoke_later(callback, screen)
        await until(pilot, last.is_set)


async def test_a_screen_that_is_not_composed_yet_is_not_filled(
    app: ConvoApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    complete: list[bool] = []

    async def load(screen: PersonScreen) -> None:
        complete.append(bool(screen.query("#timeline").nodes))

    async with app.run_test(size=(120, 36)) as pilot:
        home = await today(app, pilot)
        assert home.chosen is not None
        monkeypatch.setattr(PersonScreen, "load", load)
        mounting = app.push_screen(PersonScreen(home.chosen.overview.person.id))
        app.reload()  # another program wrote something just now
        await mounting
        await until(pilot, lambda: complete)
        assert all(complete)
