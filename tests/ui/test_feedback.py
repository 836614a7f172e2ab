"""Feedback: the line and the form, the hint, its place in the next talk, what comes of it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from textual.pilot import Pilot
from ui.conftest import MakeApp
from ui.steps import at_rest, opened, shown, today, until, write
from ui.talking import BETWEEN, CURIOUS, MAYA, NOW, ago, into_talk, stored

from convo_tui.domain.agenda import DEFAULT
from convo_tui.domain.behaviour_words import BEHAVIOUR
from convo_tui.domain.commitments import Commitment
from convo_tui.domain.feedback import Feedback, FeedbackKind
from convo_tui.domain.hints import Dismissed
from convo_tui.domain.meeting import Meeting, MeetingState
from convo_tui.domain.people import Person
from convo_tui.ui.app import ConvoApp
from convo_tui.ui.hints import HintLine
from convo_tui.ui.modals.choice import Choice
from convo_tui.ui.modals.commitment_editor import CommitmentEditor
from convo_tui.ui.modals.feedback import FeedbackSheet
from convo_tui.ui.screen import ConvoScreen
from convo_tui.ui.screens.past_talk import PastTalkScreen
from convo_tui.ui.screens.person import PersonScreen
from convo_tui.ui.screens.prepare import PrepareScreen
from convo_tui.ui.screens.settings import SettingsScreen
from convo_tui.ui.screens.wrap_up import WrapUpScreen
from convo_tui.ui.widgets.date_field import DateField
from convo_tui.ui.widgets.entry_page import EntryPage
from convo_tui.ui.widgets.field import Field
from convo_tui.ui.widgets.row_list import RowList

CUT_OFF = Feedback(
    "eeeeeeeeee02",
    MAYA.id,
    ago(9),
    "cut Tom off twice",
    FeedbackKind.REDIRECT,
    so_what="he did not come back to it",
    now_what="let him finish",
)
HELD = Meeting(
    "ffffffffff01",
    MAYA.id,
    ago(7),
    DEFAULT.segments,
    state=MeetingState.HELD,
    ended_at=ago(7) + timedelta(minutes=30),
)
LAZY = "She is lazy with the tests"


@asynccontextmanager
async def sheet(
    make_app: MakeApp, *values: object, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[tuple[ConvoApp, Pilot[None], FeedbackSheet]]:
    app = make_app([MAYA, *values])  # type: ignore[list-item]
    async with app.run_test(size=size) as pilot:
        await today(app, pilot)
        await pilot.press("f")
        yield app, pilot, await opened(app, pilot, FeedbackSheet)


async def kept(app: ConvoApp) -> list[Feedback]:
    """All feedback for Maya, the newest first."""
    entries = await app.store.read(lambda store: store.timeline(MAYA.id))
    return [each.subject for each in entries if isinstance(each.subject, Feedback)]


def whole(sheet: FeedbackSheet) -> bool:
    return bool(sheet.query_one("#so_what-part").display)


class TestForm:
    async def test_tab_opens_the_rest_in_place_and_enter_saves_it(self, make_app: MakeApp) -> None:
        async with sheet(make_app) as (app, pilot, form):
            assert not whole(form)
            assert "so what" not in shown(app)
            await write(pilot, "- cut Tom off")
            await pilot.press("tab")
            for words in ("he stopped", "let him finish"):
                await write(pilot, words)
                await pilot.press("enter")
                assert app.screen is form
            await write(pilot, "yesterday")
            assert whole(form)
            assert "Monday 23 November 2026" in shown(app)
            await pilot.press("ctrl+n", "enter")
            await until(pilot, lambda: app.screen is app.screen_stack[0])
            (feedback,) = await kept(app)
            assert feedback == Feedback(
                feedback.id,
                MAYA.id,
                datetime(2026, 11, 23, 11, tzinfo=UTC),
                "cut Tom off",
                FeedbackKind.REDIRECT,
                NOW,
                so_what="he stopped",
                now_what="let him finish",
            )

    @pytest.mark.parametrize("size", [(80, 24), (200, 60)])
    async def test_an_unfinished_form_is_there_again_whole(
        self, make_app: MakeApp, size: tuple[int, int]
    ) -> None:
        async with sheet(make_app, size=size) as (app, pilot, _):
            await write(pilot, "cut Tom off")
            await pilot.press("tab")
            await write(pilot, "he stopped")
            await pilot.press("escape", "f")
            again = await opened(app, pilot, FeedbackSheet)
            await until(pilot, lambda: whole(again))
            assert again.text("line") == "cut Tom off"
            assert again.text("so_what") == "he stopped"
            assert "start afresh" in shown(app)
            await pilot.press("ctrl+r")
            await until(pilot, lambda: not again.text("line"))
            assert not again.text("so_what")

    @pytest.mark.parametrize("typed", ["tomorrow", "someday", "last month"])
    async def test_a_day_that_is_none_is_refused_and_nothing_is_lost(
        self, make_app: MakeApp, typed: str
    ) -> None:
        async with sheet(make_app) as (app, pilot, form):
            await write(pilot, "cut Tom off")
            await pilot.press("tab", "tab", "tab")
            await write(pilot, typed)
            await pilot.press("enter")
            assert app.screen is form
            assert form.query_one("#seen", Field).has_focus
            assert form.query_one("#seen-date", DateField).problem
            assert form.text("line") == "cut Tom off"
            assert await kept(app) == []

    async def test_past_feedback_is_corrected_in_the_whole_form(self, make_app: MakeApp) -> None:
        said = replace(CUT_OFF, said_at=ago(2))
        app = make_app([MAYA, said])
        async with app.run_test(size=(120, 36)) as pilot:
            await today(app, pilot)
            screen = PersonScreen(MAYA.id)
            await app.push_screen(screen)
            await until(pilot, lambda: screen.entry)
            await pilot.press("e")
            form = await opened(app, pilot, FeedbackSheet)
            assert whole(form)
            assert form.text("now_what") == "let him finish"
            form.query_one("#seen", Field).value = "yesterday"
            await pilot.press("enter")
            assert app.screen is form
            assert "it was seen on that day or before" in " ".join(shown(app).split())
            form.query_one("#seen", Field).value = "2026-11-10"
            form.query_one("#now_what", Field).value = "ask him first"
            await pilot.press("enter")
            await until(pilot, lambda: app.screen is screen)
            (after,) = await kept(app)
            seen = datetime(2026, 11, 10, 11, tzinfo=UTC)
            assert after == replace(said, seen_at=seen, now_what="ask him first")


class TestHint:
    async def test_it_asks_for_the_moment_and_holds_nothing_up(self, make_app: MakeApp) -> None:
        async with sheet(make_app) as (app, pilot, form):
            await until(pilot, lambda: form.query_one(HintLine)._dismissed is False)
            await write(pilot, LAZY)
            assert "“lazy” is about the person. What did you see?" in shown(app)
            await pilot.press("enter")
            await until(pilot, lambda: app.screen is app.screen_stack[0])
            assert [each.text for each in await kept(app)] == [LAZY]

    async def test_one_key_ends_it_for_good_and_the_settings_bring_it_back(
        self, make_app: MakeApp
    ) -> None:
        async with sheet(make_app) as (app, pilot, form):
            line = form.query_one(HintLine)
            assert form.check_action("dismiss_hint", ()) is False
            await write(pilot, LAZY)
            await until(pilot, lambda: line.shown)
            await pilot.press("ctrl+g")
            assert not line.shown
            assert await app.store.read(lambda store: store.dismissed()) == {BEHAVIOUR}
            await pilot.press("escape", "f")
            again = await opened(app, pilot, FeedbackSheet)
            await until(pilot, lambda: again.query_one(HintLine)._dismissed is not None)
            assert again.text("line") == LAZY
            assert "about the person" not in shown(app)
            await pilot.press("escape", "s")
            await opened(app, pilot, SettingsScreen)
            await until(pilot, lambda: app.screen.check_action("hints", ()))
            await pilot.press("h")
            await until(pilot, lambda: not app.screen.check_action("hints", ()))
            assert await app.store.read(lambda store: store.dismissed()) == frozenset()

    async def test_a_dismissed_hint_is_never_shown(self, make_app: MakeApp) -> None:
        async with sheet(make_app, Dismissed(BEHAVIOUR, ago(1))) as (app, pilot, form):
            await write(pilot, LAZY)
            await until(pilot, lambda: form.query_one(HintLine)._dismissed)
            assert "about the person" not in shown(app)


class TestAnywhere:
    @pytest.mark.parametrize("key", ["f", "f7"])
    @pytest.mark.parametrize("place", ["person", "prepare", "past", "wrap-up"])
    async def test_where_a_person_is_at_hand(self, make_app: MakeApp, place: str, key: str) -> None:
        app = make_app([MAYA, HELD])
        async with app.run_test(size=(120, 36)) as pilot:
            await today(app, pilot)
            screens: dict[str, ConvoScreen[None]] = {
                "person": PersonScreen(MAYA.id),
                "prepare": PrepareScreen(MAYA.id),
                "past": PastTalkScreen(HELD.id),
                "wrap-up": WrapUpScreen(HELD.id),
            }
            screen = screens[place]
            await app.push_screen(screen)
            await until(pilot, lambda: screen.person_at_hand)
            await at_rest(app, pilot)
            await pilot.press(key)
            await opened(app, pilot, FeedbackSheet)
            await write(pilot, "stayed calm")
            await pilot.press("f7", "enter")  # F7 opens no second sheet over the first
            await until(pilot, lambda: app.screen is screen)
            (feedback,) = await kept(app)
            assert feedback.text == "stayed calm"
            assert feedback.meeting_id == (HELD.id if place == "wrap-up" and key == "f" else None)
            await pilot.press("u")
            await at_rest(app, pilot)
            assert await kept(app) == []

    async def test_where_nobody_is_it_asks_for_whom(self, make_app: MakeApp) -> None:
        tom = Person("aaaaaaaaaaab", "Tom Okafor", NOW)
        app = make_app([MAYA, tom])
        async with app.run_test(size=(80, 24)) as pilot:
            await today(app, pilot)
            await pilot.press("s")
            screen = await opened(app, pilot, SettingsScreen)
            await pilot.press("f7")
            await opened(app, pilot, Choice)
            assert "For whom is the feedback?" in shown(app)
            await pilot.press("1")
            await opened(app, pilot, FeedbackSheet)
            await write(pilot, "stayed calm")
            await pilot.press("enter")
            await until(pilot, lambda: app.screen is screen)
            assert [each.text for each in await kept(app)] == ["stayed calm"]

    async def test_in_a_talk_f7_works_from_the_note_line(self, make_app: MakeApp) -> None:
        app = make_app([MAYA])
        async with app.run_test(size=(120, 36)) as pilot:
            screen = await into_talk(app, pilot)
            await pilot.press("i", "f7")
            await opened(app, pilot, FeedbackSheet)
            await write(pilot, "stayed calm")
            await pilot.press("enter")
            await until(pilot, lambda: app.screen is screen)
            (feedback,) = (await stored(app, screen.talk.id)).feedback
            assert feedback.meeting_id == screen.talk.id


def raised(screen: ConvoScreen[None]) -> list[str]:
    rows = screen.query_one("#raise", RowList).items
    return [" ".join(item.row.plain.split()) for item in rows]


class TestInTheTalk:
    async def test_it_heads_the_list_in_the_segment_that_fits(self, make_app: MakeApp) -> None:
        app = make_app([*BETWEEN, CUT_OFF])
        async with app.run_test(size=(120, 36)) as pilot:
            screen = await into_talk(app, pilot)
            praise = "✦ stayed curious when the client pushed Sat 21 Nov"
            assert raised(screen)[:2] == ["OPEN WITH", praise]
            redirect = raised(screen)[raised(screen).index("TO RAISE") + 1]
            assert redirect.endswith("redirect: cut Tom off twice Development · ! seen 9 days ago")
            await pilot.press("n", "n")
            assert raised(screen)[1].endswith(
                "redirect: cut Tom off twice so what he did not come back to it "
                "now what let him finish Development · ! seen 9 days ago"
            )
            assert screen.points_left(screen.talk.state()) == 2  # it, and one for any segment

    async def test_x_ticks_it_as_said(self, make_app: MakeApp) -> None:
        app = make_app(BETWEEN)
        async with app.run_test(size=(120, 36)) as pilot:
            screen = await into_talk(app, pilot)
            screen.query_one("#raise", RowList).focus()
            await pilot.press("x")
            (feedback,) = (await stored(app, screen.talk.id)).feedback
            assert feedback.said_at == NOW
            assert raised(screen)[1] == "☑ stayed curious when the client pushed"
            await pilot.press("u")
            (feedback,) = (await stored(app, screen.talk.id)).feedback
            assert feedback.said_at is None

    async def test_praise_to_open_with_can_become_a_commitment(self, make_app: MakeApp) -> None:
        app = make_app(BETWEEN)
        async with app.run_test(size=(120, 36)) as pilot:
            screen = await into_talk(app, pilot)
            screen.query_one("#raise", RowList).focus()
            await pilot.press("full_stop", "greater_than_sign")
            assert "This is private" in shown(app)
            await pilot.press("full_stop", "greater_than_sign")
            await opened(app, pilot, CommitmentEditor)
            await write(pilot, "ask twice")
            await pilot.press("ctrl+s")
            await until(pilot, lambda: app.screen is screen)
            (made,) = (await stored(app, screen.talk.id)).commitments
            assert made.feedback_id == CURIOUS.id

    async def test_private_things_stay_hidden(self, make_app: MakeApp) -> None:
        app = make_app([*BETWEEN, CUT_OFF])
        async with app.run_test(size=(120, 36)) as pilot:
            screen = await into_talk(app, pilot)
            await pilot.press("full_stop", "n", "n")
            assert "cut Tom" not in shown(app)
            assert "let him finish" not in shown(app)
            screen.query_one("#raise", RowList).focus()
            await pilot.press("greater_than_sign")
            assert app.screen is screen
            assert "This is private" in shown(app)


class TestAge:
    async def test_today_marks_what_is_old(self, make_app: MakeApp) -> None:
        app = make_app([MAYA, CURIOUS, CUT_OFF])
        async with app.run_test(size=(120, 36)) as pilot:
            await today(app, pilot)
            text = " ".join(shown(app).split())
            assert "unsaid 9 days Maya ! redirect: cut Tom off twice" in text
            assert "unsaid 3 days Maya praise: stayed curious" in text

    async def test_prepare_has_it_at_the_head_of_its_segment(self, make_app: MakeApp) -> None:
        app = make_app([*BETWEEN, CUT_OFF])
        async with app.run_test(size=(120, 36)) as pilot:
            await today(app, pilot)
            screen = PrepareScreen(MAYA.id)
            await app.push_screen(screen)
            plans = screen.query_one("#plans", RowList)
            await until(pilot, lambda: plans.items)
            rows = [" ".join(item.row.plain.split()) for item in plans.items]
            after = rows[rows.index("Development 10 min") + 1]
            assert after.startswith("✦ redirect: cut Tom off twice so what he did not come")
            assert after.endswith("! seen 9 days ago")


class TestSaid:
    """Feedback that was said between two talks is marked where it is listed as owed."""

    @staticmethod
    async def on_it(app: ConvoApp, pilot: Pilot[None], where: str) -> ConvoScreen[None]:
        """A screen, with the cursor on the unsaid feedback."""
        home = await today(app, pilot)
        if where == "today":
            await pilot.press("G")
            await until(pilot, lambda: home.check_action("said", ()))
            return home
        screen = PersonScreen(MAYA.id) if where == "timeline" else PrepareScreen(MAYA.id)
        await app.push_screen(screen)
        if isinstance(screen, PrepareScreen):
            plans = screen.query_one("#plans", RowList)
            await until(pilot, lambda: plans.items)
            values = [item.value for item in plans.items]
            plans.highlighted = values.index(CUT_OFF)
        await until(pilot, lambda: screen.check_action("said", ()))
        return screen

    @pytest.mark.parametrize("where", ["today", "prepare", "timeline"])
    async def test_one_key_marks_it_and_undo_takes_it_back(
        self, make_app: MakeApp, where: str
    ) -> None:
        app = make_app([MAYA, CUT_OFF])
        async with app.run_test(size=(120, 36)) as pilot:
            screen = await self.on_it(app, pilot, where)
            assert "S said" in shown(app)
            await pilot.press("S")
            assert (await kept(app))[0].said_at == NOW
            assert "The feedback is said." in shown(app)
            await until(pilot, lambda: not screen.check_action("said", ()))
            await pilot.press("u")
            assert await kept(app) == [CUT_OFF]


class TestCommitment:
    async def made(self, app: ConvoApp, pilot: Pilot[None], below: object) -> Commitment:
        """Save what the editor was filled with."""
        await pilot.press("greater_than_sign")
        editor = await opened(app, pilot, CommitmentEditor)
        assert editor.text("goal") == "let him finish"
        await pilot.press("ctrl+s")
        await until(pilot, lambda: app.screen is below)
        await app.store.read(lambda _: None)
        (commitment,) = await app.store.read(lambda store: store.commitments(MAYA.id))
        assert commitment.feedback_id == CUT_OFF.id
        assert commitment.private  # as long as the feedback is not said, both cannot know of it
        return commitment

    async def test_of_said_feedback_both_see_it(self, make_app: MakeApp) -> None:
        app = make_app([MAYA, CUT_OFF])
        async with app.run_test(size=(120, 36)) as pilot:
            screen = await into_talk(app, pilot)
            screen.query_one("#raise", RowList).focus()
            await pilot.press("n", "n", "x", "greater_than_sign")
            await opened(app, pilot, CommitmentEditor)
            await pilot.press("ctrl+s")
            await until(pilot, lambda: app.screen is screen)
            (made,) = (await stored(app, screen.talk.id)).commitments
            assert (made.feedback_id, made.private) == (CUT_OFF.id, False)

    async def test_from_the_timeline_and_each_page_shows_the_other(self, make_app: MakeApp) -> None:
        app = make_app([MAYA, CUT_OFF])
        async with app.run_test(size=(120, 36)) as pilot:
            await today(app, pilot)
            screen = PersonScreen(MAYA.id)
            await app.push_screen(screen)
            await until(pilot, lambda: screen.complete and screen.feedback)
            await self.made(app, pilot, screen)
            page = screen.query_one("#page", EntryPage)
            await until(pilot, lambda: screen.entry)
            await pilot.press("g")
            await until(pilot, lambda: "Came of" in page.plain)
            assert "redirect: cut Tom off twice" in page.plain
            await pilot.press("G")
            await until(pilot, lambda: "Led to" in page.plain)
            assert "let him finish" in page.plain.partition("Led to")[2]
            await pilot.press("tab")
            await until(pilot, lambda: "Came of" in shown(app))

    async def test_from_prepare(self, make_app: MakeApp) -> None:
        app = make_app([MAYA, CUT_OFF])
        async with app.run_test(size=(120, 36)) as pilot:
            await today(app, pilot)
            screen = PrepareScreen(MAYA.id)
            await app.push_screen(screen)
            plans = screen.query_one("#plans", RowList)
            await until(pilot, lambda: plans.items)
            plans.highlighted = next(
                index for index, item in enumerate(plans.items) if item.value == CUT_OFF
            )
            await pilot.pause()
            assert screen.check_action("commit", ())
            await self.made(app, pilot, screen)

    async def test_from_today(self, make_app: MakeApp) -> None:
        app = make_app([MAYA, CUT_OFF])
        async with app.run_test(size=(120, 36)) as pilot:
            screen = await today(app, pilot)
            assert screen.check_action("commit", ()) is False
            await pilot.press("G")
            await until(pilot, lambda: screen.check_action("commit", ()))
            await self.made(app, pilot, screen)

    async def test_from_the_talk_as_made_in_it(self, make_app: MakeApp) -> None:
        app = make_app([MAYA, CUT_OFF])
        async with app.run_test(size=(120, 36)) as pilot:
            screen = await into_talk(app, pilot)
            screen.query_one("#raise", RowList).focus()
            await pilot.press("n", "n")
            commitment = await self.made(app, pilot, screen)
            assert (commitment.meeting_id, commitment.segment) == (screen.talk.id, 2)

    async def test_an_unfinished_one_is_there_again(self, make_app: MakeApp) -> None:
        app = make_app([MAYA, CUT_OFF])
        async with app.run_test(size=(120, 36)) as pilot:
            screen = await today(app, pilot)
            await pilot.press("G")
            await until(pilot, lambda: screen.check_action("commit", ()))
            await pilot.press("greater_than_sign")
            await opened(app, pilot, CommitmentEditor)
            await write(pilot, ", then ask")
            await pilot.press("escape", "greater_than_sign")
            again = await opened(app, pilot, CommitmentEditor)
            assert again.text("goal") == "let him finish, then ask"
