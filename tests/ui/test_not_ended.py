"""A talk that was begun and not ended is told as one with somebody else begins."""

from __future__ import annotations

from datetime import timedelta

from textual.pilot import Pilot
from ui.conftest import MakeApp
from ui.steps import opened, shown, today, until
from ui.talking import MAYA, NOW

from convo_tui.domain.agenda import DEFAULT
from convo_tui.domain.meeting import Meeting
from convo_tui.domain.people import Person
from convo_tui.ui.app import ConvoApp
from convo_tui.ui.screens.talk import TalkScreen
from convo_tui.ui.screens.talk_opening import not_ended_words
from convo_tui.ui.screens.today import TodayScreen
from convo_tui.ui.widgets.key_bar import KeyBar

JONAS = Person("aaaaaaaaaa02", "Jonas Weber", NOW - timedelta(days=200))
ANA = Person("aaaaaaaaaa03", "Ana", NOW - timedelta(days=200))
GONE = Person("aaaaaaaaaa04", "Gone", NOW - timedelta(days=200), archived_at=NOW)


async def begin(app: ConvoApp, pilot: Pilot[None], person: Person) -> str:
    """Open the talk with somebody; what its bottom line tells."""
    await app.start_talk(person)
    screen = await opened(app, pilot, TalkScreen)
    assert screen.talk.page.person.id == person.id
    return screen.query_one(KeyBar).said


async def leave(app: ConvoApp, pilot: Pilot[None]) -> None:
    await pilot.press("escape")
    await until(pilot, lambda: isinstance(app.screen, TodayScreen))


async def test_a_talk_with_another_that_is_not_ended_is_told_once(make_app: MakeApp) -> None:
    app = make_app((MAYA, JONAS, ANA))
    async with app.run_test(size=(80, 24)) as pilot:
        await today(app, pilot)
        assert await begin(app, pilot, MAYA) == ""
        await leave(app, pilot)
        told = await begin(app, pilot, JONAS)
        assert told == "The talk with Maya is not ended; it is on Today."
        assert told in shown(app)
        await pilot.press("space")  # whoever goes on has read it
        assert app.screen.query_one(KeyBar).said == ""
        await leave(app, pilot)
        # Where the talk is one that was begun before, nothing is told again.
        assert await begin(app, pilot, JONAS) == ""
        await leave(app, pilot)
        told = await begin(app, pilot, ANA)
        assert told == "The talks with Jonas and Maya are not ended; they are on Today."


async def test_it_is_on_today_as_told(make_app: MakeApp) -> None:
    app = make_app((MAYA, JONAS))
    async with app.run_test(size=(120, 36)) as pilot:
        await today(app, pilot)
        await begin(app, pilot, MAYA)
        await leave(app, pilot)
        await begin(app, pilot, JONAS)
        await leave(app, pilot)
        await until(pilot, lambda: shown(app).count("talk unfinished since") == 2)


async def test_a_talk_that_was_ended_or_whose_person_is_not_on_today_is_not_told(
    make_app: MakeApp,
) -> None:
    open_still = Meeting("bbbbbbbbbb04", GONE.id, NOW - timedelta(days=1), DEFAULT.segments)
    app = make_app((MAYA, JONAS, GONE, open_still))
    async with app.run_test(size=(80, 24)) as pilot:
        await today(app, pilot)
        assert await begin(app, pilot, MAYA) == ""
        await pilot.press("e", "e")
        await until(pilot, lambda: not isinstance(app.screen, TalkScreen))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, TodayScreen))
        assert await begin(app, pilot, JONAS) == ""


def test_three_are_told_in_one_sentence() -> None:
    assert not_ended_words([]) == ""
    told = not_ended_words(["Ana", "Jonas", "Maya"])
    assert told == "The talks with Ana, Jonas and Maya are not ended; they are on Today."
