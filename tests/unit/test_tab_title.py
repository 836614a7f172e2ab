"""The title line of a screen with tabs, at every width."""

from __future__ import annotations

import pytest

from convo_tui.ui.widgets.tab_title import tab_title

TABS = ("timeline", "commitments", "goals", "growth", "insights", "profile")
WHOLE = " Timeline  Commitments  Goals  Growth  Insights  Profile "


def ends(width: int, chosen: str = "commitments", name: str = "Maya Lindqvist") -> tuple[str, str]:
    left, right = tab_title(name, TABS, chosen, "3 open, 1 late", width)
    return left.plain, right.plain


@pytest.mark.parametrize("chosen", TABS)
def test_at_80_columns_six_names_stand_whole_and_the_figure_gives_way(chosen: str) -> None:
    left, right = ends(80, chosen)
    assert left == f"Maya Lindqvist  {WHOLE}"
    assert right == ""


def test_with_more_room_the_figure_stands_there_too() -> None:
    assert ends(100) == (f"Maya Lindqvist  {WHOLE}", "3 open, 1 late")


def test_where_it_is_narrow_the_chosen_one_alone_is_whole() -> None:
    left, _ = ends(60)
    assert left == "Maya Lin…   Time  Commitments  Goal  Grow  Insi  Prof "


def test_where_it_is_narrower_still_it_stands_alone() -> None:
    assert ends(40)[0] == "Maya Lindqvist   Commitments "


@pytest.mark.parametrize("width", range(24, 200))
def test_the_line_always_has_the_chosen_one_and_never_too_much(width: int) -> None:
    shown = tab_title("漢字" * 40, TABS, "commitments", "3 open, 1 late", width)
    assert " Commitments " in shown[0].plain
    assert sum(end.cell_length for end in shown) <= width


def test_each_name_knows_its_tab_whatever_is_left_of_it() -> None:
    for width in (60, 80, 160):
        left, _ = tab_title("Maya", TABS, "goals", "", width)
        metas = [span.style.meta.get("tab") for span in left.spans if hasattr(span.style, "meta")]
        assert [meta for meta in metas if meta] == [*TABS]
