"""Goals on the page of a person, before a talk and in it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from goal_editing import CIRCLE, DEPLOY, GOALS, OF_CIRCLE, SECRET, ago
from textual.pilot import Pilot
from ui.conftest import MakeApp
from ui.steps import at_rest, opened, shown, until, write
from ui.talking import MAYA, NOW, into_talk, stored

from convo_tui.domain.agenda import DEFAULT
from convo_tui.domain.goals import GoalRecord, GoalState, WhyLink, reached
from convo_tui.domain.meeting import Meeting, MeetingState
from convo_tui.domain.values import Value
from convo_tui.ui.app import ConvoApp
from convo_tui.ui.modals.goal_form import GoalForm
from convo_tui.ui.modals.goal_update import GoalUpdateSheet
from convo_tui.ui.screens.person import PersonScreen
from convo_tui.ui.screens.prepare import PrepareScreen
from convo_tui.ui.screens.talk import TalkScreen
from convo_tui.ui.widgets.entry_page import EntryPage
from convo_tui.ui.widgets.goal_rows import GoalList
from convo_tui.ui.widgets.key_bar import KeyBar
from convo_tui.ui.widgets.note_line import NoteLine
from convo_tui.ui.widgets.row_list import BrowseList, RowList
from convo_tui.ui.widgets.timeline_list import TimelineList


def a_talk(number: int, days: float) -> Meeting:
    at = ago(days)
    return Meeting(
        f"afafafafaf0{number}",
        MAYA.id,
        at,
        DEFAULT.segments,
        DEFAULT.name,
        MeetingState.HELD,
        ended_at=at + timedelta(minutes=30),
    )


TALKS = tuple(a_talk(number, days) for number, days in enumerate((35, 15, 10, 5)))
EVERYTHING: tuple[Value, ...] = (MAYA, *TALKS, *GOALS)


async def goals_of(app: ConvoApp) -> dict[str, GoalRecord]:
    found = await app.store.read(lambda store: store.goals(MAYA.id))
    return {record.id: record for record in found}


async def at_goals(app: ConvoApp, pilot: Pilot[None]) -> PersonScreen:
    """The tab of the goals, filled."""
    await app.ready()
    screen = PersonScreen(MAYA.id, "goals")
    await app.push_screen(screen)
    await until(pilot, lambda: screen.complete)
    return screen


def go(rows: RowList[GoalRecord], wanted: str) -> None:
    """Put the cursor on a goal."""
    rows.highlighted = [getattr(item.value, "id", None) for item in rows.items].index(wanted)


def lines(rows: RowList[object]) -> str:
    return "\n".join(item.row.plain for item in rows.items)


class TestTheTab:
    async def test_it_lists_goals_with_how_far_they_are(self, make_app: MakeApp) -> None:
        app = make_app([*EVERYTHING, reached(replace(DEPLOY, id="abababab0007"), ago(2))])
        async with app.run_test(size=(120, 36)) as pilot:
            screen = await at_goals(app, pilot)
            text = shown(app)
            assert "3 open, 2 without movement" in text
            assert "55 %, aim 80 %" in text
            assert "1 of 3 milestones" in text
            assert "for the team: we can ship on a Friday" in text
            assert "why it matters is not said yet" in text
            assert "no movement for 3 talks, 20 days" in text
            assert "celebration owed: cake" in text
            states = [
                item.value.goal.state for item in screen.query_one(GoalList).items if item.value
            ]
            assert states == [GoalState.OPEN] * 3 + [GoalState.REACHED]

    async def test_the_page_beside_it_is_whole(self, make_app: MakeApp) -> None:
        app = make_app(EVERYTHING)
        async with app.run_test(size=(120, 50)) as pilot:
            screen = await at_goals(app, pilot)
            page = screen.tab.query_one(EntryPage)
            go(screen.query_one(GoalList), DEPLOY.id)
            await until(pilot, lambda: "Deploy alone" in page.plain)
            for words in (
                "Matters for the team",
                "20 % → 80 %",
                "55 %, 58 % of the way",
                "Friday 18 December 2026",
                "Celebrate cake",
                "38 % paired with Luis",
                "No movement for 3 talks, 20 days.",
            ):
                assert words in " ".join(page.plain.replace("  ", " ").split("\n")), words
            go(screen.query_one(GoalList), CIRCLE.id)
            await until(pilot, lambda: "☑ first meeting" in page.plain)
            assert "☐ three teams" in page.plain

    async def test_keys_end_it_and_undo_takes_each_back(self, make_app: MakeApp) -> None:
        app = make_app(EVERYTHING)
        async with app.run_test(size=(120, 36)) as pilot:
            screen = await at_goals(app, pilot)
            go(screen.query_one(GoalList), DEPLOY.id)
            await pilot.press("d")
            await until(pilot, lambda: screen.tab.works()["celebrate"])
            assert (await goals_of(app))[DEPLOY.id].goal.owed
            await pilot.press("h")
            await until(pilot, lambda: not screen.tab.works()["celebrate"])
            goal = (await goals_of(app))[DEPLOY.id].goal
            assert goal.celebrated_at == NOW
            await pilot.press("o")
            await until(pilot, lambda: screen.tab.works()["reach"])
            assert (await goals_of(app))[DEPLOY.id].goal == DEPLOY
            for owed, state in (
                (False, GoalState.REACHED), (True, GoalState.REACHED), (False, GoalState.OPEN)
            ):  # fmt: skip
                await pilot.press("u")
                await at_rest(app, pilot)
                goal = (await goals_of(app))[DEPLOY.id].goal
                assert (goal.owed, goal.state) == (owed, state)

    async def test_set_aside_asks_why(self, make_app: MakeApp) -> None:
        app = make_app(EVERYTHING)
        async with app.run_test(size=(120, 36)) as pilot:
            screen = await at_goals(app, pilot)
            go(screen.query_one(GoalList), CIRCLE.id)
            await pilot.press("s")
            await opened(app, pilot, GoalUpdateSheet)
            await write(pilot, "the team is too small")
            await pilot.press("enter")
            await until(pilot, lambda: app.screen is screen)
            goal = (await goals_of(app))[CIRCLE.id].goal
            assert (goal.state, goal.reason) == (GoalState.SET_ASIDE, "the team is too small")

    async def test_a_new_one_and_an_edit(self, make_app: MakeApp) -> None:
        app = make_app([MAYA])
        async with app.run_test(size=(120, 36)) as pilot:
            screen = await at_goals(app, pilot)
            assert "a  writes the first one" in shown(app)
            await pilot.press("a")
            await opened(app, pilot, GoalForm)
            await write(pilot, "Speak up in reviews")
            await pilot.press("enter")
            rows = screen.query_one(GoalList)
            await until(
                pilot, lambda: rows.value and rows.value.goal.title == "Speak up in reviews"
            )
            await pilot.press("e")
            sheet = await opened(app, pilot, GoalForm)
            await until(pilot, lambda: sheet._keeps)
            await pilot.press("tab", "c", "ctrl+s")
            await until(pilot, lambda: rows.value and rows.value.goal.link == "customers")
            assert "for the customers" in shown(app)

    async def test_an_update_by_enter(self, make_app: MakeApp) -> None:
        app = make_app(EVERYTHING)
        async with app.run_test(size=(80, 24)) as pilot:
            screen = await at_goals(app, pilot)
            rows = screen.query_one(GoalList)
            go(rows, DEPLOY.id)
            await pilot.press("enter")
            await opened(app, pilot, GoalUpdateSheet)
            await pilot.press("6", "5", "enter", "enter")
            await until(pilot, lambda: rows.value and rows.value.values[-1] == 65.0)
            assert "moved today" in shown(app)

    async def test_private_ones_keep_their_words(self, make_app: MakeApp) -> None:
        app = make_app(EVERYTHING)
        async with app.run_test(size=(120, 36)) as pilot:
            screen = await at_goals(app, pilot)
            await pilot.press("full_stop")
            await at_rest(app, pilot)
            assert SECRET.title not in shown(app)
            go(screen.query_one(GoalList), SECRET.id)
            for key in ("enter", "e", "d", "s"):
                await pilot.press(key)
                await at_rest(app, pilot)
                assert app.screen is screen
                assert "This is private" in shown(app)
            assert (await goals_of(app))[SECRET.id].goal == SECRET


class TestTheTimeline:
    async def test_e_edits_the_goal_of_an_entry(self, make_app: MakeApp) -> None:
        app = make_app(EVERYTHING)
        async with app.run_test(size=(120, 36)) as pilot:
            await app.ready()
            screen = PersonScreen(MAYA.id)
            await app.push_screen(screen)
            await until(pilot, lambda: screen.entry)
            timeline = screen.query_one(TimelineList)
            number = next(
                index
                for index in range(timeline.outline.count)
                if (entry := timeline.entry(index)) and entry.id == CIRCLE.id
            )
            timeline.go_to(number)
            await until(pilot, lambda: screen.entry and screen.entry.id == CIRCLE.id)
            await until(pilot, lambda: "three teams" in screen.tab.query_one(EntryPage).plain)
            await pilot.press("e")
            sheet = await opened(app, pilot, GoalForm)
            await until(pilot, lambda: sheet._keeps)
            await write(pilot, "s")
            await pilot.press("enter")
            await until(pilot, lambda: app.screen is screen)
            assert (await goals_of(app))[CIRCLE.id].goal.title == "Run the circles"
            assert await app.store.read(lambda store: store.corrections((CIRCLE.id,))) == ()

    async def test_a_later_edit_of_a_closed_one_keeps_what_it_said(self, make_app: MakeApp) -> None:
        closed = reached(CIRCLE, ago(3))
        app = make_app([MAYA, closed])
        async with app.run_test(size=(120, 36)) as pilot:
            await at_goals(app, pilot)
            await pilot.press("e")
            sheet = await opened(app, pilot, GoalForm)
            await until(pilot, lambda: sheet._keeps)
            await write(pilot, " anew")
            await pilot.press("enter")
            await until(pilot, lambda: app.screen is not sheet)
            (kept,) = await app.store.read(lambda store: store.corrections((CIRCLE.id,)))
            assert (kept.field, kept.was) == ("title", "Run the circle")


class TestPrepare:
    async def test_goals_stand_there_and_o_says_how_one_stands(self, make_app: MakeApp) -> None:
        owed = reached(replace(DEPLOY, id="abababab0007", title="Fewer pages"), ago(2))
        app = make_app([*EVERYTHING, owed])
        async with app.run_test(size=(120, 50)) as pilot:
            await app.ready()
            screen = PrepareScreen(MAYA.id)
            await app.push_screen(screen)
            facts = screen.query_one("#facts", BrowseList)
            await until(pilot, lambda: facts.items)
            text = shown(app)
            assert "no movement for 3 talks" in text
            assert "for the team: we can ship on a Friday" in text
            assert "☆ cake: reached “Fewer pages”" in text
            facts.focus()
            go(facts, DEPLOY.id)
            await pilot.press("o")
            await opened(app, pilot, GoalUpdateSheet)
            await pilot.press("6", "5", "enter", "enter")
            await until(pilot, lambda: app.screen is screen)
            await at_rest(app, pilot)
            assert (await goals_of(app))[DEPLOY.id].values[-1] == 65.0
            assert "65 %, aim 80 %" in shown(app)
            await pilot.press("u")
            await at_rest(app, pilot)
            assert (await goals_of(app))[DEPLOY.id].values[-1] == 55.0

    async def test_e_edits_one_and_o_is_for_goals_alone(self, make_app: MakeApp) -> None:
        app = make_app(EVERYTHING)
        async with app.run_test(size=(120, 50)) as pilot:
            await app.ready()
            screen = PrepareScreen(MAYA.id)
            await app.push_screen(screen)
            facts = screen.query_one("#facts", BrowseList)
            await until(pilot, lambda: facts.items)
            assert screen.check_action("goal", ()) is False
            facts.focus()
            go(facts, CIRCLE.id)
            await pilot.pause()
            await pilot.press("e")
            await opened(app, pilot, GoalForm)
            await pilot.press("escape")
            await until(pilot, lambda: app.screen is screen)


class TestATalk:
    async def into_development(self, app: ConvoApp, pilot: Pilot[None]) -> TalkScreen:
        screen = await into_talk(app, pilot)
        assert "GOALS" not in shown(app)
        await pilot.press("n", "n")
        await pilot.pause()
        return screen

    async def test_goals_stand_in_their_segment_and_nowhere_else(self, make_app: MakeApp) -> None:
        app = make_app(EVERYTHING)
        async with app.run_test(size=(120, 36)) as pilot:
            await self.into_development(app, pilot)
            text = shown(app)
            assert "GOALS" in text
            assert "Deploy alone" in text
            assert "for the team: we can ship" in text
            assert "no movement for 3 talks" in text
            await pilot.press("n")
            await pilot.pause()
            assert "GOALS" not in shown(app)
            await pilot.press("b")
            await pilot.pause()
            assert "GOALS" in shown(app)

    async def test_enter_says_how_one_stands_and_undo_takes_it_back(
        self, make_app: MakeApp
    ) -> None:
        app = make_app(EVERYTHING)
        async with app.run_test(size=(120, 36)) as pilot:
            screen = await self.into_development(app, pilot)
            column = screen.query_one("#raise", RowList)
            column.focus()
            go(column, CIRCLE.id)
            await pilot.pause()
            keys = dict(screen.query_one(KeyBar).keys())
            assert keys["enter"] == "goal"
            await pilot.press("enter")
            await opened(app, pilot, GoalUpdateSheet)
            await pilot.press("tab", "down", "space", "ctrl+s")
            await until(pilot, lambda: app.screen is screen)
            page = await stored(app, screen.talk.id)
            (record,) = [each for each in page.goals if each.id == CIRCLE.id]
            ticked = [step.meeting_id for step in record.milestones if step.reached_at is not None]
            assert ticked == [None, screen.talk.id]
            assert "2 of 3" in shown(app)
            await pilot.press("u")
            await pilot.pause()
            assert "1 of 3" in shown(app)

    async def test_i_still_writes_a_note_and_enter_too_elsewhere(self, make_app: MakeApp) -> None:
        app = make_app(EVERYTHING)
        async with app.run_test(size=(120, 36)) as pilot:
            screen = await self.into_development(app, pilot)
            column, line = screen.query_one("#raise", RowList), screen.query_one(NoteLine)
            column.focus()
            go(column, CIRCLE.id)
            await pilot.press("i")
            assert line.has_focus
            await pilot.press("escape", "enter")
            assert line.has_focus

    async def test_a_new_one_is_of_this_talk(self, make_app: MakeApp) -> None:
        app = make_app([MAYA])
        async with app.run_test(size=(80, 24)) as pilot:
            screen = await self.into_development(app, pilot)
            await pilot.press("v")
            assert "g writes a first goal" in shown(app)
            await pilot.press("g")
            await opened(app, pilot, GoalForm)
            await write(pilot, "Speak up in reviews")
            await pilot.press("enter")
            await until(pilot, lambda: app.screen is screen)
            (record,) = (await goals_of(app)).values()
            assert record.goal.meeting_id == screen.talk.id
            assert "Speak up in reviews" in shown(app)

    async def test_a_long_why_is_told_in_brief(self, make_app: MakeApp) -> None:
        why = "An hour that is lost to staging is taken from somebody who has a deadline of theirs."
        long = replace(CIRCLE, title="Fewer hours lost", link=WhyLink.TEAM, why=why)
        app = make_app([MAYA, long])
        async with app.run_test(size=(120, 36)) as pilot:
            screen = await self.into_development(app, pilot)
            rows = screen.query_one("#raise", RowList).items
            told = next(item.row.plain for item in rows if "Fewer hours" in item.row.plain)
            assert "for the team: An hour that is lost to staging is taken from…" in told
            assert why not in told

    async def test_private_ones_keep_their_words(self, make_app: MakeApp) -> None:
        app = make_app(EVERYTHING)
        async with app.run_test(size=(120, 36)) as pilot:
            screen = await self.into_development(app, pilot)
            await pilot.press("full_stop")
            await at_rest(app, pilot)
            assert SECRET.title not in shown(app)
            column = screen.query_one("#raise", RowList)
            column.focus()
            go(column, SECRET.id)
            for key in ("enter", "E"):
                await pilot.press(key)
                await pilot.pause()
                assert app.screen is screen


def test_rows_of_a_hidden_goal_have_no_words() -> None:
    from convo_tui.ui.widgets.goal_rows import goal_row

    secret = replace(OF_CIRCLE, goal=replace(CIRCLE, private=True, why="a secret", celebration="x"))
    assert goal_row(secret, "", hides=True).plain == "◇ ~ private"
