"""The form of a goal, and the sheet that asks what is new of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from goal_editing import (
    BLANK,
    CIRCLE,
    DEPLOY,
    FIRST_STEP,
    GOALS,
    OF_CIRCLE,
    OF_DEPLOY,
    STEPS,
    again,
    form,
    over,
    update,
)
from ui.conftest import MakeApp
from ui.talking import MAYA, NOW

from convo_tui.domain.goals import (
    Goal,
    GoalRecord,
    GoalState,
    GoalUpdate,
    Milestone,
    WhyLink,
    reached,
    set_aside,
)
from convo_tui.domain.values import Change
from convo_tui.ui.app import ConvoApp
from convo_tui.ui.modals.goal_form import BY_ONE, HOLDS, UNIT_ALONE
from convo_tui.ui.widgets.lines_field import LinesField
from convo_tui.ui.widgets.tick_list import TickList


@pytest.fixture
def app(make_app: MakeApp) -> ConvoApp:
    return make_app([MAYA, *GOALS])


class TestTheForm:
    async def test_title_and_enter_are_a_goal(self, app: ConvoApp) -> None:
        async with over(app, form()) as opened:
            await opened.type("Deploy alone", "<enter>")
            assert opened.result.goal == replace(BLANK.goal, title="Deploy alone")
            assert opened.result.milestones == ()

    async def test_all_of_it_by_keys(self, app: ConvoApp) -> None:
        async with over(app, form()) as opened:
            await opened.type("Deploy alone", "<tab>", "l", "<tab>", "it lasts", "<tab>")
            await opened.type("20 %", "<enter>", "80", "<tab>", "<tab>")
            assert opened.focused == "steps"
            await opened.type(
                "one", "<enter>", "two", "<tab>", "18 Dec", "<tab>", "cake", "<ctrl+s>"
            )
            written = opened.result
            wanted = replace(
                BLANK.goal,
                title="Deploy alone",
                link=WhyLink.AIM,
                why="it lasts",
                unit="%",
                start=20.0,
                target=80.0,
                due=date(2026, 12, 18),
                celebration="cake",
            )
            assert written.goal == wanted
            steps = [change.after for change in written.milestones]
            assert [step.text for step in steps] == ["one", "two"]
            assert {step.goal_id for step in steps} == {BLANK.id}

    @pytest.mark.parametrize(
        ("letter", "link"),
        [
            ("t", WhyLink.TEAM),
            ("c", WhyLink.CUSTOMERS),
            ("o", WhyLink.ORGANISATION),
            ("l", WhyLink.AIM),
            ("n", None),
        ],
    )
    async def test_one_letter_says_for_whom(
        self, app: ConvoApp, letter: str, link: WhyLink | None
    ) -> None:
        async with over(app, form(OF_CIRCLE)) as opened:
            await opened.type("<tab>", letter, "<ctrl+s>")
            assert opened.result.goal == replace(CIRCLE, link=link)

    async def test_a_title_is_needed(self, app: ConvoApp) -> None:
        async with over(app, form()) as opened:
            await opened.type("  ", "<enter>")
            assert opened.results == []
            assert "Say what the goal is first" in opened.told

    @pytest.mark.parametrize(
        ("start", "target", "unit", "sentence", "where"),
        [
            ("20", "", "", BY_ONE, "target"),
            ("", "80", "", BY_ONE, "start"),
            ("", "", "%", UNIT_ALONE, "start"),
            ("some", "80", "%", "“some” is no number", "start"),
            ("20", "a lot", "%", "“a lot” is no number", "target"),
            ("1,200", "2", "", "may be 1200 or 1.2", "start"),
            ("20 %", "80 hours", "", "hours or %?", "unit"),
        ],
    )
    async def test_a_measure_that_is_none_is_told_and_nothing_is_lost(
        self, app: ConvoApp, start: str, target: str, unit: str, sentence: str, where: str
    ) -> None:
        async with over(app, form()) as opened:
            for name, text in zip(
                ("title", "start", "target", "unit"), ("Deploy", start, target, unit), strict=True
            ):
                await opened.fill(name, text)
            before = opened.sheet.typed()
            await opened.type("<ctrl+s>")
            assert opened.results == []
            assert sentence in opened.told
            assert opened.focused == where
            assert opened.sheet.typed() == before

    async def test_a_falling_target_is_a_target(self, app: ConvoApp) -> None:
        async with over(app, form()) as opened:
            await opened.fill("title", "Fewer pages")
            await opened.fill("start", "14 pages")
            await opened.fill("target", "4,5 pages")
            await opened.type("<ctrl+s>")
            goal = opened.result.goal
            assert (goal.start, goal.target, goal.unit) == (14.0, 4.5, "pages")

    async def test_a_level_to_hold_is_told_and_taken(self, app: ConvoApp) -> None:
        async with over(app, form()) as opened:
            await opened.fill("title", "Stay up")
            await opened.fill("start", "99")
            await opened.fill("target", "99")
            assert HOLDS in opened.told
            await opened.type("<ctrl+s>")
            assert opened.result.goal.target == 99.0

    async def test_a_day_that_is_none_or_over_is_told(self, app: ConvoApp) -> None:
        async with over(app, form(OF_CIRCLE)) as opened:
            await opened.fill("due", "someday")
            await opened.type("<ctrl+s>")
            assert opened.results == []
            await opened.fill("due", "2026-11-20")
            await opened.type("<ctrl+s>")
            assert opened.results == []
            await opened.type("<ctrl+s>")
            assert opened.result.goal.due == date(2026, 11, 20)

    async def test_saved_as_it_stood_nothing_changes(self, app: ConvoApp) -> None:
        for record in (OF_DEPLOY, OF_CIRCLE):
            async with over(app, form(record)) as opened:
                await opened.type("<ctrl+s>")
                assert opened.result.goal == record.goal
                assert opened.result.milestones == ()
            app = type(app)(app.setup)

    async def test_an_edited_line_keeps_its_milestone(self, app: ConvoApp) -> None:
        async with over(app, form(OF_CIRCLE)) as opened:
            lines = opened.sheet.query_one(LinesField)
            lines.load_text("the very first meeting\n\nthree teams\nsomebody else leads")
            await opened.type("<ctrl+s>")
            renamed = replace(FIRST_STEP, text="the very first meeting")
            assert opened.result.milestones == (Change.edited(FIRST_STEP, renamed),)

    async def test_a_private_one_by_a_key(self, app: ConvoApp) -> None:
        async with over(app, form()) as opened:
            await opened.type("Talk to her lead", "<ctrl+t>", "<ctrl+s>")
            assert opened.result.goal.private

    async def test_what_was_typed_is_there_again(self, app: ConvoApp) -> None:
        async with over(app, form()) as opened:
            await opened.type("Deploy", "<tab>", "c")
            opened.sheet.query_one(LinesField).load_text("one\ntwo")
            await opened.type("<escape>")
            await app.store.read(lambda _: None)
            one_more = await again(app, opened.pilot, form())
            assert one_more.sheet.text("title") == "Deploy"
            await one_more.type("<ctrl+s>")
            assert one_more.result.goal.link is WhyLink.CUSTOMERS
            assert [change.after.text for change in one_more.result.milestones] == ["one", "two"]


def update_of(changes: tuple[Change, ...]) -> GoalUpdate:
    (found,) = [each.after for each in changes if isinstance(each.after, GoalUpdate)]
    return found


class TestAnUpdate:
    @pytest.mark.parametrize(
        ("typed", "value"), [("60", 60.0), ("60 %", 60.0), ("4,5", 4.5), ("4.5", 4.5)]
    )
    async def test_a_value_as_people_type_it(self, app: ConvoApp, typed: str, value: float) -> None:
        async with over(app, update()) as opened:
            await opened.type(typed, "<enter>", "two rollbacks", "<enter>")
            found = update_of(opened.result.changes)
            assert (found.value, found.note, found.at) == (value, "two rollbacks", NOW)
            assert len(opened.result.changes) == 1

    @pytest.mark.parametrize("typed", ["a lot", "60 hours", "1,200"])
    async def test_a_text_in_the_number_is_told_and_stays(self, app: ConvoApp, typed: str) -> None:
        async with over(app, update()) as opened:
            await opened.type(typed, "<tab>", "a note", "<enter>")
            assert opened.results == []
            assert opened.focused == "value"
            assert opened.sheet.text("value") == typed
            assert opened.sheet.text("note") == "a note"
            assert opened.told

    async def test_a_text_in_the_number_is_told_where_it_is_left(self, app: ConvoApp) -> None:
        async with over(app, update()) as opened:
            await opened.type("lots")
            assert "no number" not in opened.told  # it may yet become one
            await opened.type("<enter>")
            assert (opened.focused, "“lots” is no number" in opened.told) == ("value", True)
            await opened.type("<tab>")
            assert opened.focused == "note"
            assert "“lots” is no number" in opened.told
            await opened.type("<shift+tab>", "<ctrl+u>", "60", "<enter>")
            assert opened.focused == "note"
            assert "no number" not in opened.told

    async def test_words_alone(self, app: ConvoApp) -> None:
        async with over(app, update(OF_CIRCLE, meeting_id="talk")) as opened:
            await opened.type("the second one was better", "<enter>")
            found = update_of(opened.result.changes)
            assert (found.value, found.meeting_id) == (None, "talk")

    async def test_nothing_new_is_not_kept(self, app: ConvoApp) -> None:
        async with over(app, update()) as opened:
            await opened.type("<ctrl+s>")
            assert opened.results == []
            assert "Nothing is new yet" in opened.told

    async def test_an_earlier_day(self, app: ConvoApp) -> None:
        async with over(app, update()) as opened:
            await opened.type("60", "<tab>", "<tab>", "12 Nov", "<ctrl+s>")
            assert update_of(opened.result.changes).at.date() == date(2026, 11, 12)

    @pytest.mark.parametrize("typed", ["tomorrow", "sometime", "last month"])
    async def test_no_day_behind_us_is_told(self, app: ConvoApp, typed: str) -> None:
        async with over(app, update()) as opened:
            await opened.fill("value", "60")
            await opened.fill("on", typed)
            await opened.type("<ctrl+s>")
            assert opened.results == []
            assert opened.focused == "on"

    async def test_milestones_are_ticked_and_unticked(self, app: ConvoApp) -> None:
        async with over(app, update(OF_CIRCLE)) as opened:
            await opened.type("<tab>", "<space>", "<down>", "<space>", "<ctrl+s>")
            steps = [change.after for change in opened.result.changes]
            assert [
                (step.id, step.reached_at) for step in steps if isinstance(step, Milestone)
            ] == [
                (STEPS[0].id, None),
                (STEPS[1].id, NOW),
            ]

    async def test_all_of_it_asks_whether_it_is_reached(self, app: ConvoApp) -> None:
        async with over(app, update()) as opened:
            await opened.type("80")
            assert "is the goal reached?" in opened.told
        app = type(app)(app.setup)
        async with over(app, update(OF_CIRCLE)) as opened:
            steps = opened.sheet.query_one(TickList)
            steps.ticked = frozenset(step.id for step in STEPS)
            await opened.pilot.pause()
            assert "is the goal reached?" in opened.told

    async def test_reached_leaves_a_celebration_owed_until_it_was_held(self, app: ConvoApp) -> None:
        async with over(app, update()) as opened:
            opened.sheet.query_one("#state").focus()
            await opened.type("r", "<ctrl+s>")
            (change,) = opened.result.changes
            assert change == Change.edited(DEPLOY, reached(DEPLOY, NOW))
            assert opened.result.sentence.startswith("Reached, with its celebration owed: cake.")
            closed = reached(DEPLOY, NOW)
            later = await again(app, opened.pilot, update(replace(OF_DEPLOY, goal=closed)))
            later.sheet.query_one("#cheer").focus()
            await later.type("<right>", "<ctrl+s>")
            (change,) = later.result.changes
            assert change.after == replace(closed, celebrated_at=NOW)

    async def test_set_aside_needs_its_reason(self, app: ConvoApp) -> None:
        async with over(app, update(OF_CIRCLE, state=GoalState.SET_ASIDE)) as opened:
            assert opened.focused == "reason"
            await opened.type("<enter>")
            assert "Why is it set aside?" in opened.told
            await opened.type("no time", "<enter>")
            (change,) = opened.result.changes
            assert change.after == set_aside(CIRCLE, "no time", NOW)

    async def test_a_closed_one_is_opened_again(self, app: ConvoApp) -> None:
        aside: Goal = set_aside(CIRCLE, "no time", NOW)
        async with over(app, update(GoalRecord(aside))) as opened:
            opened.sheet.query_one("#state").focus()
            await opened.type("o", "<ctrl+s>")
            (change,) = opened.result.changes
            assert change.after == CIRCLE

    async def test_what_was_typed_is_there_again(self, app: ConvoApp) -> None:
        async with over(app, update(OF_CIRCLE)) as opened:
            await opened.type("half", "<tab>", "<down>", "<space>", "<escape>")
            await app.store.read(lambda _: None)
            later = await again(app, opened.pilot, update(OF_CIRCLE))
            assert later.sheet.text("note") == "half"
            assert STEPS[1].id in later.sheet.query_one(TickList).ticked
            await later.type("<ctrl+s>")
            assert await app.store.read(lambda store: store.draft(f"goal update {CIRCLE.id}")) == ""
