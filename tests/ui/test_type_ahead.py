"""Keys that arrive in one read go where they were meant, not to the page beneath."""

from __future__ import annotations

from datetime import timedelta

import pytest
from textual import events
from textual.pilot import Pilot
from textual.widgets import Input
from ui.conftest import MakeApp
from ui.steps import opened, today, until
from ui.talking import BETWEEN, into_talk, state

from convo_tui.clock import FakeClock
from convo_tui.domain.agenda import DEFAULT
from convo_tui.domain.meeting import EventKind, Meeting, MeetingEvent
from convo_tui.domain.people import Person
from convo_tui.ui.app import ConvoApp
from convo_tui.ui.modals.capture import CaptureSheet
from convo_tui.ui.modals.choice import Choice
from convo_tui.ui.modals.feedback import FeedbackSheet
from convo_tui.ui.modals.move_talk import MoveTalk
from convo_tui.ui.screens.person import PersonScreen
from convo_tui.ui.screens.prepare import PrepareScreen
from convo_tui.ui.screens.talk import TalkScreen
from convo_tui.ui.screens.today import TodayScreen
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


NOW = FakeClock.START
ANA = Person("aaaaaaaaaa01", "Ana Silva", NOW - timedelta(days=20), every_weeks=1)
TOM = Person("aaaaaaaaaa02", "Tom Okafor", NOW - timedelta(days=3), every_weeks=1)


def before_the_people(app: ConvoApp) -> TodayScreen:
    """Today, of which the first frame is there, and nobody yet."""
    assert isinstance(app.screen, TodayScreen)
    assert app.screen.standings is None
    return app.screen


async def press_early(app: ConvoApp, pilot: Pilot[None], *keys: str) -> None:
    """Hand the app keys one by one, each as its own read, before it knows who there is."""
    before_the_people(app)
    for key in keys:
        event = events.Key(key, key if len(key) == 1 else None)
        app._key_at = 0.0
        await app.on_event(event)
    before_the_people(app)


class TestTodayBeforeThePeopleAreThere:
    @pytest.mark.parametrize(
        ("key", "kind"),
        [
            ("m", TalkScreen),
            ("p", PrepareScreen),
            ("enter", PersonScreen),
            ("n", CaptureSheet),
            ("f", FeedbackSheet),
            ("x", MoveTalk),
        ],
    )
    async def test_a_key_for_a_person_acts_once_they_are(
        self, make_app: MakeApp, key: str, kind: type[PersonScreen]
    ) -> None:
        app = make_app([ANA, TOM])
        async with app.run_test(size=(120, 36)) as pilot:
            await press_early(app, pilot, key)
            await opened(app, pilot, kind)

    async def test_the_cursor_moves_first(self, make_app: MakeApp) -> None:
        app = make_app([ANA, TOM])
        async with app.run_test(size=(120, 36)) as pilot:
            await press_early(app, pilot, "j", "p")
            screen = await opened(app, pilot, PrepareScreen)
            assert screen._person_id == TOM.id

    async def test_what_is_typed_behind_it_gets_where_it_was_meant(self, make_app: MakeApp) -> None:
        app = make_app([ANA, TOM])
        async with app.run_test(size=(120, 36)) as pilot:
            await press_early(app, pilot, "n", *"hes")
            sheet = await opened(app, pilot, CaptureSheet)
            await until(pilot, lambda: sheet.query_one(Input).value == "hes")

    async def test_escape_takes_it_back(self, make_app: MakeApp) -> None:
        app = make_app([ANA, TOM])
        async with app.run_test(size=(120, 36)) as pilot:
            await press_early(app, pilot, "m", "escape")
            screen = await today(app, pilot)
            await pilot.pause(0.1)
            assert app.screen is screen
            assert await app.store.read(lambda store: store.live_meetings()) == ()

    async def test_leaving_does_not_wait_for_the_store(self, make_app: MakeApp) -> None:
        app = make_app([ANA, TOM])
        async with app.run_test(size=(120, 36)) as pilot:
            await press_early(app, pilot, "m", "ctrl+q")
            await until(pilot, lambda: app._exit)

    async def test_a_talk_that_was_cut_off_is_asked_about_first(self, make_app: MakeApp) -> None:
        cut_off = Meeting("bbbbbbbbbbbb", TOM.id, NOW - timedelta(hours=1), DEFAULT.segments)
        begun = MeetingEvent(cut_off.id, 0, cut_off.started_at, EventKind.STARTED)
        app = make_app([ANA, TOM, cut_off], events=[begun])
        async with app.run_test(size=(120, 36)) as pilot:
            await press_early(app, pilot, "m")
            await opened(app, pilot, Choice)
            assert not app._held
