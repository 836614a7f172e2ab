"""What is drawn after a change: only what it touches, and exactly what a full drawing shows."""

from __future__ import annotations

import pytest
from textual.geometry import Region
from textual.widget import Widget
from ui.conftest import MakeApp
from ui.steps import at_rest
from ui.talking import BETWEEN, into_talk, pass_time

from convo_tui.ui.painting import SparingCompositor
from convo_tui.ui.screens.talk import TalkScreen
from convo_tui.ui.widgets.big_clock import BigClock
from convo_tui.ui.widgets.note_line import NoteLine
from convo_tui.ui.widgets.row_list import RowList

Cell = tuple[str, object]


def compositor_of(screen: TalkScreen) -> SparingCompositor:
    compositor = screen._compositor
    assert isinstance(compositor, SparingCompositor)
    return compositor


def cells(compositor: SparingCompositor) -> list[list[Cell]]:
    """Every cell of a whole drawing: its sign and its style."""
    return [
        [(sign, segment.style) for segment in strip for sign in segment.text]
        for strip in compositor.render_strips()
    ]


def asked_in(screen: TalkScreen, monkeypatch: pytest.MonkeyPatch) -> set[Widget]:
    """The widgets that a partial drawing asks for lines, from now on."""
    asked: set[Widget] = set()
    for widget in screen.walk_children():
        assert isinstance(widget, Widget)
        draw = widget.render_lines

        def counted(crop: Region, widget: Widget = widget, draw: object = draw) -> object:
            asked.add(widget)
            return draw(crop)  # type: ignore[operator]

        monkeypatch.setattr(widget, "render_lines", counted)
    return asked


async def test_only_what_a_change_touches_is_asked_for_lines(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = make_app(BETWEEN)
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await into_talk(app, pilot)
        compositor, line, clock = (
            compositor_of(screen),
            screen.query_one(NoteLine),
            screen.query_one("#left-time", BigClock),
        )
        await pilot.pause()
        cells(compositor)  # the cuts of a whole drawing are what a partial one needs
        asked = asked_in(screen, monkeypatch)
        # Two far corners: the rectangle around both is nearly the whole screen.
        compositor._dirty_regions = {line.region, clock.region}
        update = compositor.render_partial_update()
        assert update is not None
        assert {line, clock} <= asked
        lists = screen.query(RowList).results()
        assert not asked & {each for each in lists if not each.region.overlaps(clock.region)}


async def test_many_small_changes_draw_what_a_whole_drawing_does(make_app: MakeApp) -> None:
    app = make_app(BETWEEN)
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await into_talk(app, pilot)
        compositor = compositor_of(screen)
        assert app._beats is not None
        app._beats.pause()  # time passes in the test alone
        await at_rest(app, pilot)
        painted = cells(compositor)
        draw, draw_whole = compositor.render_partial_update, compositor.render_full_update
        partly = 0

        def drawn() -> object:
            nonlocal partly
            update = draw()
            if update is not None:
                partly += 1
                for y, offset, signs in changed(update):
                    painted[y][offset : offset + len(signs)] = signs
            return update

        def drawn_whole(simplify: bool = False) -> object:
            painted[:] = cells(compositor)
            return draw_whole(simplify)

        compositor.render_partial_update = drawn  # type: ignore[method-assign, assignment]
        compositor.render_full_update = drawn_whole  # type: ignore[method-assign, assignment]
        for key in ("f3", "n", "i", "a", "b", "enter", "escape", "up", "x", "f2", "p", "z"):
            await pilot.press(key)
            await pass_time(app, pilot, 7)
        await at_rest(app, pilot)
        if compositor._dirty_regions:
            drawn()
        assert partly
        assert painted == cells(compositor)


def changed(update: object) -> list[tuple[int, int, list[Cell]]]:
    """The pieces of a partial drawing: line, first cell, and the cells."""
    found: list[tuple[int, int, list[Cell]]] = []
    chops, spans = update.chops, update.spans  # type: ignore[attr-defined]
    for y, left, right in spans:
        for end, strip in zip(update.chop_ends[y], chops[y].values(), strict=False):  # type: ignore[attr-defined]
            if strip is None:
                continue
            start = end - strip.cell_length
            signs = [(sign, segment.style) for segment in strip for sign in segment.text]
            first, last = max(start, left), min(end, right)
            if first < last:
                found.append((y, first, signs[first - start : last - start]))
    return found
