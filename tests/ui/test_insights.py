"""Insights: the figures of everybody and of each, as plots and as text."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

import pytest
from sample_team import TUESDAY, YEAR, person
from textual.content import Content
from textual.pilot import Pilot
from ui.conftest import MakeApp
from ui.steps import opened, shown, today, until

from convo_tui.domain.figures.rhythm import Week
from convo_tui.domain.notes import Note, NoteKind
from convo_tui.domain.timeline import EntryKind
from convo_tui.domain.values import Change, new_id
from convo_tui.ui.app import ConvoApp
from convo_tui.ui.modals.choice import Choice
from convo_tui.ui.screens.insights import InsightsScreen
from convo_tui.ui.screens.person import PersonScreen
from convo_tui.ui.screens.person_insights import InsightsTab
from convo_tui.ui.screens.person_tab import Tab
from convo_tui.ui.screens.person_timeline import TimelineTab
from convo_tui.ui.widgets.entry_page import EntryPage
from convo_tui.ui.widgets.figure_page import FigurePage
from convo_tui.ui.widgets.plots import Columns, Measure
from convo_tui.ui.widgets.strips import Answers, Weeks


def filled(make_app: MakeApp) -> ConvoApp:
    return make_app(YEAR.values, TUESDAY, events=YEAR.events)


async def insights(app: ConvoApp, pilot: Pilot[None]) -> InsightsScreen:
    await today(app, pilot)
    await pilot.press("i")
    return await opened(app, pilot, InsightsScreen)


def tells(app: ConvoApp, words: str) -> bool:
    return words in shown(app)


def page(screen: InsightsScreen | PersonScreen) -> str:
    name = "#page" if isinstance(screen, InsightsScreen) else "#insights"
    return screen.query_one(name, EntryPage).plain


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 60)])
async def test_everybody_comes_first_and_the_page_follows_the_cursor(
    make_app: MakeApp, size: tuple[int, int]
) -> None:
    app = filled(make_app)
    async with app.run_test(size=size) as pilot:
        screen = await insights(app, pilot)
        assert "held with 5 people." in page(screen)
        assert "the last 12 months" in shown(app)
        await pilot.press("j")
        assert "Ines" in shown(app)
        assert "of 26 in the rhythm." in page(screen)
        await pilot.press("enter")
        theirs = await opened(app, pilot, PersonScreen)
        assert theirs.tab.which is Tab.INSIGHTS
        await until(pilot, lambda: "of 26 in the rhythm." in page(theirs))
        await pilot.press("escape")
        assert app.screen is screen


async def test_the_figures_stand_as_text_alone_by_one_key(make_app: MakeApp) -> None:
    app = filled(make_app)
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await insights(app, pilot)
        assert "▇" in shown(app) or "█" in shown(app)
        sentences = page(screen)
        await pilot.press("t")
        assert "█" not in shown(app)
        assert set(page(screen).splitlines()) <= set(sentences.splitlines())
        assert "You spoke " in page(screen)
        await pilot.press("t")
        assert page(screen) == sentences


async def test_another_period_has_its_own_figures(make_app: MakeApp) -> None:
    app = filled(make_app)
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await insights(app, pilot)
        year = page(screen)
        await pilot.press("p", "p", "p")
        await pilot.pause()
        assert "this quarter so far" in shown(app)
        assert page(screen) != year


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 60)])
async def test_the_key_says_which_period_it_is_wherever_one_has_scrolled(
    make_app: MakeApp, size: tuple[int, int]
) -> None:
    app = filled(make_app)
    async with app.run_test(size=size) as pilot:
        screen = await tab_of("Tom", app, pilot)
        await pilot.press("G", "s")
        await until(pilot, lambda: "The period is this year so far." in shown(app))
        assert "The last 12 months" not in shown(app)
        await until(pilot, lambda: not screen.tab.stale)
        await pilot.press("s", "j")  # the next key brings the keys back
        await until(pilot, lambda: "The period is" not in shown(app))
        if size[0] > 80:
            await until(pilot, lambda: "last year, " in shown(app).splitlines()[0])
        await pilot.press("escape")
        await insights(app, pilot)
        for key, period in (("s", "this year so far"), ("p", "last year")):
            await pilot.press("tab", "G", key)
            await until(pilot, partial(tells, app, f"The period is {period}."))


async def tab_of(name: str, app: ConvoApp, pilot: Pilot[None]) -> PersonScreen:
    await today(app, pilot)
    await app.push_screen(PersonScreen(person(name).id))
    screen = await opened(app, pilot, PersonScreen)
    await pilot.press("i")
    await until(pilot, lambda: not screen.tab.stale)
    return screen


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 60)])
async def test_from_a_person_it_is_their_tab(make_app: MakeApp, size: tuple[int, int]) -> None:
    app = filled(make_app)
    async with app.run_test(size=size) as pilot:
        screen = await tab_of("Tom", app, pilot)
        assert screen.tab.which is Tab.INSIGHTS
        assert screen.focused is screen.query_one("#insights")
        assert "The last 12 months" in shown(app)
        assert "in the rhythm." in page(screen)
        assert "person.insights" not in {
            each.binding.id for each in screen.active_bindings.values() if each.enabled
        }
        plotted = page(screen)
        await pilot.press("t")
        assert set(page(screen).splitlines()) < set(plotted.splitlines())
        await pilot.press("t", "s", "s", "s")
        await until(pilot, lambda: "This quarter so far" in shown(app))
        assert page(screen) != plotted
        await pilot.press("escape")
        assert app.screen is not screen


async def test_the_tab_is_read_anew_when_it_is_gone_to_after_a_change(make_app: MakeApp) -> None:
    app = filled(make_app)
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await tab_of("Tom", app, pilot)
        before = page(screen)
        await pilot.press("shift+tab")
        win = Note(new_id(), person("Tom").id, app.now(), "it runs", NoteKind.WIN)
        app.store.apply(Change.added(win))
        screen.reload()
        await until(pilot, lambda: screen.query_one(InsightsTab).stale)
        await pilot.press("i")
        await until(pilot, lambda: page(screen) != before)


async def test_a_statement_opens_the_entries_behind_it_and_back_leads_here(
    make_app: MakeApp,
) -> None:
    app = filled(make_app)
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await tab_of("Maya", app, pilot)
        figures = screen.query_one("#insights", FigurePage)
        await until(pilot, lambda: figures.check is not None)
        assert figures.check is not None
        assert figures.check.id == "K1"
        assert "▸ ✓ yes" in shown(app)
        await pilot.press("j", "j")
        assert figures.check.id == "K3"
        await pilot.press("enter")
        assert screen.tab.which is Tab.TIMELINE
        await until(pilot, lambda: "✓2 + wins" in shown(app))
        assert screen.entry is not None
        assert screen.entry.kind is EntryKind.WIN
        await pilot.press("escape")
        assert screen.tab is screen.query_one(InsightsTab)
        assert figures.check.id == "K3"
        await pilot.press("escape")
        assert app.screen is not screen


def at_cursor(figures: FigurePage) -> str:
    """The row of the statement under the cursor; "" where none is in sight."""
    return figures.check.id if figures.check is not None else ""


async def test_past_the_statements_the_arrows_scroll(make_app: MakeApp) -> None:
    app = filled(make_app)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await tab_of("Maya", app, pilot)
        figures = screen.query_one("#insights", FigurePage)
        await until(pilot, lambda: figures.check is not None)
        for _ in range(9):
            await pilot.press("j")
        assert at_cursor(figures) == "K10"
        for _ in range(25):
            await pilot.press("down")
        assert at_cursor(figures) == ""  # out of sight
        assert not screen.tab.check_action("behind", ())
        await pilot.press("enter")
        assert screen.tab.which is Tab.INSIGHTS
        await pilot.press("g")
        assert at_cursor(figures) == "K1"
        await pilot.press("k")
        assert at_cursor(figures) == "K1"


async def test_for_everybody_a_statement_opens_the_people_behind_it(make_app: MakeApp) -> None:
    app = filled(make_app)
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await insights(app, pilot)
        assert "yes for " in page(screen)
        await pilot.press("tab", "j", "enter")
        sheet = await opened(app, pilot, Choice)
        assert "They spoke more than I did?" in shown(app)
        first = shown(app).split("They spoke more than I did?")[1].split("1  ")[1].split()[0]
        assert first == "Priya"  # whose answer asks for something comes first
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is not sheet)
        await pilot.press("enter")
        await opened(app, pilot, Choice)
        await pilot.press("1")
        theirs = await opened(app, pilot, PersonScreen)
        assert theirs.tab.which is Tab.INSIGHTS
        await until(pilot, lambda: "Priya Raman" in shown(app))


async def test_beside_the_list_a_statement_about_one_opens_their_entries(
    make_app: MakeApp,
) -> None:
    app = filled(make_app)
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await insights(app, pilot)
        await pilot.press("j", "tab", "enter")
        theirs = await opened(app, pilot, PersonScreen)
        await until(pilot, lambda: "✓1" in shown(app))
        assert isinstance(theirs.tab, TimelineTab)
        await pilot.press("escape")
        assert theirs.query_one(InsightsTab).in_front
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is screen)


async def test_what_is_private_is_not_told_on_a_shared_screen(make_app: MakeApp) -> None:
    app = filled(make_app)
    async with app.run_test(size=(120, 60)) as pilot:
        screen = await tab_of("Maya", app, pilot)
        assert "Your energy: " in page(screen)
        await pilot.press("full_stop")
        await until(pilot, lambda: "Your energy" not in page(screen))
        assert "SIGNS AND ENERGY\n~ private." in page(screen)


async def test_with_nobody_there_is_no_such_key(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test() as pilot:
        await today(app, pilot)
        await pilot.press("i")
        await pilot.pause()
        assert not isinstance(app.screen, InsightsScreen)


# --- plots -----------------------------------------------------------------------------------


MONDAY = date(2026, 11, 2)


def weeks(*held: int) -> tuple[Week, ...]:
    return tuple(Week(MONDAY + timedelta(weeks=n), count) for n, count in enumerate(held))


def plain(lines: list[Content]) -> list[str]:
    return [line.plain.rstrip() for line in lines]


def test_columns_rise_with_the_share_and_leave_gaps() -> None:
    values = (0.0, 0.25, 0.5, 1.0, None)
    assert plain(Columns(values, "$manager", height=4).lines(40)) == [
        "  100 %    █",
        "   50 % ╌╌╌█╌",
        "          ██",
        "    0 % ▁███·",
    ]


def test_columns_that_have_no_room_are_the_oldest() -> None:
    (top, *_, bottom) = plain(Columns([0.0] * 50 + [1.0], "$manager").lines(12))
    assert (top, bottom) == ("  100 %    █", "    0 % ▁▁▁█")


def test_a_bar_stands_against_its_mark_and_goes_where_there_is_no_room() -> None:
    bar = Measure("Development", 6.0, 10.0, 12.0, "6 of 10 min", label_cells=11)
    (line,) = plain(bar.lines(39))
    assert line == "  Development ━━━━━━━━━┃━━  6 of 10 min"
    (line,) = plain(bar.lines(30))
    assert line == "  Development      6 of 10 min"


def test_weeks_are_dots_boxes_or_heights() -> None:
    assert plain(Weeks(weeks(0, 1, 1)).lines(20)) == ["  ·▪▪", "  Nov"]
    assert plain(Weeks(weeks(0, 1, 4)).lines(20)) == ["  ·▂█", "  Nov"]
    assert plain(Weeks(weeks(0, 1, 1)).lines(4)) == ["  ▪▪", ""]
    missed = (Week(MONDAY, 1), Week(MONDAY + timedelta(weeks=1), 0, cancelled=1))
    assert plain(Weeks(missed).lines(20)) == ["  ▪×", ""]


def test_months_stand_where_they_begin_and_none_is_cut() -> None:
    strip, months = plain(Weeks(weeks(*[1] * 12)).lines(40))
    assert (strip, months) == ("  ▪▪▪▪▪▪▪▪▪▪▪▪", "  Nov  Dec Jan")
    assert MONDAY.strftime("%b") == "Nov"


def test_bands_stand_at_the_lines_where_they_begin() -> None:
    limits = {0.0: "quiet  0 %", 0.2: "good 20 %", 0.5: "leaning in 50 %"}
    plot = Columns(
        (0.1, 0.6),
        "$manager",
        height=10,
        limits=limits,
        below="▲=",
        below_label="guess",
    )
    lines = plain(plot.lines(40))
    assert lines[-1] == "            guess ▲="
    assert lines[-2] == "       quiet  0 % ██"
    assert lines[7].startswith("        good 20 %")
    assert lines[4] == "  leaning in 50 % ╌█"
    assert plain(plot.lines(8))[-2:] == ["   ██", "   ▲="]  # no room for words


def test_answers_keep_their_figures_and_lose_the_oldest_signs() -> None:
    strip = Answers("Engaged", "++=-·", "2 +", label_cells=8)
    assert plain(strip.lines(30)) == ["  Engaged   ++=-·          2 +"]
    assert plain(strip.lines(20)) == ["  Engaged   =-·  2 +"]
    assert plain(strip.lines(14)) == ["  Engaged  2 +"]
    assert strip.plain == "Engaged 2 +"
