"""The answers about how it goes, and what is to notice at the end of a wrap-up, by their keys."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta

import pytest
from textual.pilot import Pilot
from ui.conftest import MakeApp
from ui.steps import at_rest, opened, shown
from ui.test_wrap_up import BEGAN, EVENTS, MAYA, NOW, TALK, WIN

from convo_tui.clock import FakeClock
from convo_tui.domain.commitments import Checkpoint, Commitment
from convo_tui.domain.meeting import Meeting
from convo_tui.domain.people import Person
from convo_tui.domain.signs import Sign, Signs
from convo_tui.domain.values import Change, Side, Value
from convo_tui.ui.app import ConvoApp
from convo_tui.ui.modals.recap_sheet import RecapSheet
from convo_tui.ui.screens.settings import SettingsScreen
from convo_tui.ui.screens.wrap_up import WrapUpScreen
from convo_tui.ui.widgets.pitfall_list import PitfallList
from convo_tui.ui.widgets.recap_view import RecapView
from convo_tui.ui.widgets.sign_list import SignList
from convo_tui.ui.widgets.steps import Steps

SIZES = [(80, 24), (120, 36), (200, 60)]

LOUD = replace(TALK, manager_seconds=450.0, report_seconds=150.0, untracked_seconds=0.0)
"""75 % of the talk was the manager's."""


def owed(number: int) -> Commitment:
    """A promise that was overdue by so many days."""
    due = Checkpoint(f"dddddddddd{number:02}", NOW.date() - timedelta(days=number))
    made = NOW - timedelta(days=40)
    return Commitment(
        f"cccccccccc{number:02}", MAYA.id, "ask", made, Side.MANAGER, checkpoints=(due,)
    )


def earlier(answers: str, sign: Sign = Sign.IDEAS) -> Iterable[Value]:
    """Talks before this one, each with an answer to one question, oldest first."""
    for number, answer in enumerate(answers, 1):
        began = BEGAN - timedelta(days=7 * (len(answers) - number + 1))
        talk = replace(
            TALK, id=f"bbbbbbbbbb{number:02}", started_at=began, ended_at=began + timedelta(hours=1)
        )
        yield talk
        given = Signs(f"eeeeeeeeee{number:02}", MAYA.id, talk.id, NOW)
        yield given.with_answer(sign, {"+": 1, "=": 0, "-": -1}[answer])


class After:
    """The wrap-up of the talk in a running app."""

    def __init__(self, app: ConvoApp, pilot: Pilot[None], screen: WrapUpScreen) -> None:
        self.app = app
        self.pilot = pilot
        self.screen = screen

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await at_rest(self.app, self.pilot)

    @property
    def shown(self) -> str:
        return shown(self.app)

    async def signs(self) -> Signs | None:
        page = await self.app.store.read(lambda store: store.talk_page(TALK.id))
        assert page is not None
        return page.signs

    @property
    def lines(self) -> list[str]:
        items = self.screen.query_one(SignList).items
        return [item.row.plain for item in items if item.value is not None]

    @property
    def notices(self) -> list[str]:
        return [told.figure for told in self.screen.query_one(PitfallList).told]


@asynccontextmanager
async def after_talk(
    make_app: MakeApp,
    *values: Value,
    talk: Meeting = TALK,
    person: Person = MAYA,
    size: tuple[int, int] = (120, 36),
    settings: str = "",
) -> AsyncIterator[After]:
    app = make_app((person, talk, *values), NOW, events=EVENTS, settings_text=settings)
    async with app.run_test(size=size) as pilot:
        await app.ready()
        screen = WrapUpScreen(TALK.id)
        await app.push_screen(screen)
        await at_rest(app, pilot)
        yield After(app, pilot, screen)


# --- how it goes ---------------------------------------------------------------------------------


@pytest.mark.parametrize("size", SIZES)
async def test_each_line_is_answered_by_one_key_and_kept_at_once(
    make_app: MakeApp, size: tuple[int, int]
) -> None:
    async with after_talk(make_app, size=size) as page:
        await page.press("n", "n")
        for words in (
            "Maya raises problems sooner than before",
            "Maya comes with own ideas",
            "Maya's goals move between talks",
            "Maya is engaged",
            "Maya is likely to stay",
            "My energy as I leave this talk",
        ):
            assert words in page.shown
        await page.press("right")
        assert await page.signs() is not None
        await page.press(
            "j", "space", "down", "left", "j", "plus", "j", "minus", "j", "equals_sign"
        )
        signs = await page.signs()
        assert signs is not None
        assert [signs.answer(each) for each in Sign] == [1, 0, -1, 1, -1, 0]
        assert page.lines[0].startswith("+ sooner")
        assert page.lines[1].startswith("= the same")
        assert page.lines[2].startswith("- less")
        assert page.lines[5].startswith("= the same")
        steps = page.screen.query_one(Steps).steps
        assert (steps[2].words, steps[2].done) == ("6 of 6 answered", True)


async def test_the_same_key_takes_an_answer_back_and_another_changes_it(make_app: MakeApp) -> None:
    async with after_talk(make_app) as page:
        await page.press("n", "n", "right", "left")
        first = await page.signs()
        assert first is not None
        assert first.sooner == -1
        await page.press("space")
        neutral = await page.signs()
        assert neutral == replace(first, sooner=0)
        await page.press("j", "right", "k", "space")
        signs = await page.signs()
        assert signs is not None
        assert (signs.id, signs.sooner, signs.ideas) == (first.id, None, 1)
        await page.press("j", "right")  # the last one taken back leaves none
        assert await page.signs() is None
        assert page.screen.query_one(Steps).steps[2].words == "to answer, or to skip"
        await page.press("u", "u")
        signs = await page.signs()
        assert signs is not None
        assert (signs.sooner, signs.ideas) == (0, 1)


async def test_all_of_it_is_skipped_by_n_and_there_again_when_it_is_opened_later(
    make_app: MakeApp,
) -> None:
    async with after_talk(make_app, WIN) as page:
        await page.press("n", "n", "n", "n", "n")
        assert await page.signs() is None
        found = await page.app.store.read(lambda store: store.talk_page(TALK.id))
        assert found is not None
        await page.app.push_screen(RecapSheet(found))
        await opened(page.app, page.pilot, RecapSheet)
        await page.press("w")
        page.screen = await opened(page.app, page.pilot, WrapUpScreen)
        await page.press("n", "n", "j", "h")
        signs = await page.signs()
        assert signs is not None
        assert (signs.ideas, signs.answered) == (-1, 1)
        assert signs.meeting_id == TALK.id


async def test_the_trend_begins_with_the_fifth_answer(make_app: MakeApp) -> None:
    async with after_talk(make_app, *earlier("-=++")) as page:
        await page.press("n", "n", "j")
        assert "lately" not in page.shown
        await page.press("l")
        assert "lately more in 2 of 2, before in 1 of 2" in page.shown
        await page.press("space")
        assert "lately 1 more, 1 the same; before 1 more, 1 the same" in page.shown
        await page.press("space")
        assert "lately" not in page.shown


async def test_the_trend_of_an_earlier_talk_knows_nothing_of_later_ones(make_app: MakeApp) -> None:
    later = replace(TALK, id="bbbbbbbbbb99", started_at=NOW + timedelta(days=7))
    given = Signs("eeeeeeeeee99", MAYA.id, later.id, NOW).with_answer(Sign.IDEAS, 1)
    async with after_talk(make_app, *earlier("++++"), later, given) as page:
        await page.press("n", "n")
        assert "talks: more" not in page.shown


@pytest.mark.parametrize("size", SIZES)
async def test_the_answers_are_hidden_with_everything_private(
    make_app: MakeApp, size: tuple[int, int]
) -> None:
    async with after_talk(make_app, *earlier("+++++"), size=size) as page:
        await page.press("n", "n", "right")
        kept = await page.signs()
        await page.press("full_stop")
        assert "~ private" in page.shown
        for words in ("sooner", "of 5 talks", "answered"):
            assert words not in page.shown
        await page.press("left", "space")
        assert await page.signs() == kept
        await page.press("full_stop")
        assert "+ sooner" in page.shown


async def test_an_archived_person_can_be_answered_about(make_app: MakeApp) -> None:
    gone = replace(MAYA, archived_at=NOW - timedelta(days=1))
    async with after_talk(make_app, person=gone) as page:
        await page.press("n", "n", "minus")
        signs = await page.signs()
        assert signs is not None
        assert signs.sooner == -1


# --- what is to notice ---------------------------------------------------------------------------


async def to_the_end(page: After) -> None:
    await page.press("n", "n", "n", "n")


@pytest.mark.parametrize("size", SIZES)
async def test_two_at_most_are_told_quietly_at_the_end(
    make_app: MakeApp, size: tuple[int, int]
) -> None:
    async with after_talk(make_app, owed(3), owed(9), talk=LOUD, size=size) as page:
        await page.press("n", "n", "n")
        assert "TO NOTICE" not in page.shown
        await page.press("n")
        assert page.notices == [
            "2 promises to Maya are overdue, the oldest by 9 days.",
            "You spoke 75 % of the time.",
        ]
        for words in ("TO NOTICE", "2 promises to Maya are overdue", "You spoke 75 %"):
            assert words in page.shown
        assert page.screen.query_one(RecapView).has_focus


async def test_each_is_dismissed_for_good_by_itself(make_app: MakeApp) -> None:
    async with after_talk(make_app, owed(3), owed(9), talk=LOUD) as page:
        await to_the_end(page)
        await page.press("tab", "j", "ctrl+g")
        dismissed = await page.app.store.read(lambda store: store.dismissed())
        assert dismissed == {"pitfall talking"}
        assert page.notices[0].startswith("2 promises")
        assert page.notices[1] == "No win was named in this talk."
        await page.press("tab")
        assert page.screen.query_one(RecapView).has_focus
        await page.press("ctrl+g", "ctrl+g")  # without going there, the first of them
        assert page.notices == []
        assert "TO NOTICE" not in page.shown
        await page.press("ctrl+g")
        dismissed = await page.app.store.read(lambda store: store.dismissed())
        assert dismissed == {"pitfall talking", "pitfall promises", "pitfall no win"}
        again = WrapUpScreen(TALK.id)
        await page.app.push_screen(again)
        await at_rest(page.app, page.pilot)
        assert not again.query_one(PitfallList).told


async def test_the_last_one_dismissed_where_one_stood_on_it_leaves_the_recap(
    make_app: MakeApp,
) -> None:
    async with after_talk(make_app, WIN, talk=LOUD) as page:
        await to_the_end(page)
        await page.press("tab", "ctrl+g")
        assert page.screen.query_one(RecapView).has_focus
        assert "shown no more" in page.shown


async def test_where_nothing_is_to_notice_there_is_no_line_and_no_key(make_app: MakeApp) -> None:
    async with after_talk(make_app, WIN) as page:
        await to_the_end(page)
        assert page.notices == []
        assert "TO NOTICE" not in page.shown
        assert not page.screen.check_action("notice", ())
        assert not page.screen.check_action("dismiss_hint", ())


async def test_they_are_hidden_with_everything_private(make_app: MakeApp) -> None:
    async with after_talk(make_app, talk=LOUD) as page:
        await to_the_end(page)
        await page.press("full_stop")
        assert "TO NOTICE" not in page.shown
        await page.press("ctrl+g", "full_stop")
        assert "You spoke 75 %" in page.shown


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ("[pitfalls]\non = false", []),
        ("[pitfalls]\ntalking = 0.8\nno_win = false", []),
        ("[pitfalls]\ntalking = 0.75\nno_win = false", ["You spoke 75 % of the time."]),
        ("[talk]\njudge_after_minutes = 11", []),
    ],
)
async def test_each_has_its_setting(make_app: MakeApp, settings: str, told: list[str]) -> None:
    async with after_talk(make_app, talk=LOUD, settings=settings) as page:
        await to_the_end(page)
        assert page.notices == told


async def test_a_typed_share_is_told_and_so_is_the_talks_before(make_app: MakeApp) -> None:
    typed = replace(LOUD, typed_seconds=51.0)
    async with after_talk(make_app, WIN, *earlier("==="), talk=typed) as page:
        await to_the_end(page)
        assert page.notices == [
            "You spoke 75 % of the time, in the 3 talks before 60 %.",
            "You typed during 34 % of Maya's speaking time.",
        ]


async def test_the_settings_list_every_limit_with_what_it_is_for(make_app: MakeApp) -> None:
    app = make_app((), settings_text="[pitfalls]\ntyping = 0.5\n")
    async with app.run_test(size=(120, 60)) as pilot:
        await app.ready()
        await app.push_screen(SettingsScreen())
        await opened(app, pilot, SettingsScreen)
        await at_rest(app, pilot)
        page = app.screen.query_one("#settings")
        page.scroll_to(y=18, animate=False)
        await pilot.pause()
        for words in ("PITFALLS", "cancelled_weeks", "The default is 0.3."):
            assert words in shown(app)


async def test_another_window_that_answered_is_taken_in(make_app: MakeApp) -> None:
    async with after_talk(make_app) as page:
        await page.press("n", "n")
        theirs = Signs("eeeeeeeeee01", MAYA.id, TALK.id, FakeClock.START).with_answer(Sign.STAYS, 1)
        await page.app.store.read(lambda _: None)
        page.app.store.apply(Change.added(theirs))
        page.screen.reload()
        await at_rest(page.app, page.pilot)
        assert page.lines[4].startswith("+ more")
        await page.press("right")
        assert await page.signs() == theirs.with_answer(Sign.SOONER, 1)
