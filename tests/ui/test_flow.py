"""Pages whose parts go on in a second column, and what stands beneath a row over all its width."""

from __future__ import annotations

import pytest
from textual.css.styles import RulesMap
from ui.conftest import MakeApp
from ui.steps import shown, until
from ui.test_insights import filled, insights, page, tab_of

from convo_tui.ui.widgets.entry_page import EntryPage
from convo_tui.ui.widgets.figure_page import FigurePage
from convo_tui.ui.widgets.flow import BETWEEN, LEAST_COLUMN, Flow, Spread, part_row
from convo_tui.ui.widgets.row import Row
from convo_tui.ui.widgets.rows import gap

WIDE = 2 * LEAST_COLUMN + BETWEEN
ROWS = [
    Row("the year"),
    gap(),
    part_row("one"),
    Row("a"),
    Row("b " * 40),  # two lines in a column
    gap(),
    part_row("two"),
    Row("c"),
    gap(),
    part_row("three"),
    Row("d"),
]


def drawn(width: int, marked: int = 0) -> list[str]:
    flow = Flow(Spread(ROWS), here=bool(marked), marked=marked)
    lines = [line.plain.rstrip() for line in flow.lines(width)]
    assert len(lines) == flow.get_height(RulesMap(), width)
    return lines


def test_parts_stand_below_each_other_until_there_is_room_for_two_columns() -> None:
    assert len(drawn(WIDE - 1)) == len(ROWS)
    assert not any("ONE" in line and "TWO" in line for line in drawn(WIDE - 1))
    lines = drawn(WIDE)
    second = LEAST_COLUMN + BETWEEN + 2
    assert lines[:2] == ["  the year", ""]
    assert lines[2] == f"{'  ONE':<{second}}TWO"
    assert [line[second:] for line in lines[2:]] == ["TWO", "c", "", "THREE", "d"]
    assert lines[3].startswith("  a ")
    assert all(len(line) <= WIDE for line in lines)


def test_the_line_of_a_row_is_the_one_it_is_drawn_in() -> None:
    spread = Spread(ROWS)
    for width in (WIDE - 1, WIDE, WIDE + 40):
        for place in (2, 3, 6, 7, 10):
            line = drawn(width, place)[spread.line_of(place, width)]
            assert "▸" in line
            assert ROWS[place].plain in line


def test_a_page_of_one_part_keeps_to_one_column() -> None:
    rows = [part_row("one"), *(Row(f"{n}") for n in range(20))]
    assert len(Flow(Spread(rows)).lines(WIDE)) == len(rows)


def test_what_is_beneath_a_row_has_the_width_that_its_tail_takes_above() -> None:
    row = Row("calm", tail="seen 2 times", below="asks first what it would take to go back")
    assert [line.plain for line in row.lines(30)] == [
        "  calm            seen 2 times",
        "  asks first what it would",
        "  take to go back",
    ]
    assert row.get_height(RulesMap(), 30) == 3
    assert row.plain.startswith("calm seen 2 times asks first")


@pytest.mark.parametrize("size", [(200, 60), (160, 50)])
async def test_a_wide_page_of_figures_has_two_columns_and_less_to_scroll(
    make_app: MakeApp, size: tuple[int, int]
) -> None:
    app = filled(make_app)
    async with app.run_test(size=size) as pilot:
        screen = await tab_of("Maya", app, pilot)
        figures = screen.query_one("#insights", FigurePage)
        await until(pilot, lambda: figures.check is not None)
        (heads,) = [line for line in shown(app).splitlines() if "ON TRACK" in line]
        assert heads.split("ON TRACK")[1].strip()  # another part begins beside it
        rows = len(page(screen).splitlines())
        assert figures.virtual_size.height < 0.7 * rows
        for _ in range(9):
            await pilot.press("j")
        assert figures.check is not None
        assert figures.check.id == "K10"
        assert any("▸" in line and "rarely cancelled" in line for line in shown(app).splitlines())


async def test_everybody_and_the_profile_have_two_columns_in_a_wide_window(
    make_app: MakeApp,
) -> None:
    app = filled(make_app)
    async with app.run_test(size=(200, 60)) as pilot:
        await insights(app, pilot)
        (heads,) = [line for line in shown(app).splitlines() if "ON TRACK" in line]
        assert heads.split("ON TRACK")[1].strip()
        await pilot.press("escape")
        screen = await tab_of("Maya", app, pilot)
        await pilot.press("tab")
        await until(pilot, lambda: "TALK BY TALK" in shown(app))
        profile = screen.query_one("#profile", EntryPage)
        assert profile.size.width > 2 * LEAST_COLUMN
        (line,) = [line for line in shown(app).splitlines() if "TALK BY TALK" in line]
        assert "Maya Lindqvist" in line


async def test_statements_have_the_room_that_no_answer_needs(make_app: MakeApp) -> None:
    app = filled(make_app)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await tab_of("Ines", app, pilot)
        await until(pilot, lambda: screen.query_one("#insights", FigurePage).check is not None)
        (line,) = [line for line in shown(app).splitlines() if "We met at least" in line]
        assert "We met at least every two weeks" in line
