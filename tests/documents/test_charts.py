"""Charts: at their places, readable without colour, and never a figure that is not known."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convo_tui.documents.charts import WIDTH, drawn
from convo_tui.documents.model import Bar, Chart, Series

LOOKS = ("good", "asks", "bad", "none")


@st.composite
def charts(draw: st.DrawFn) -> Chart:
    number = draw(st.integers(1, 4))
    value = st.none() | st.integers(0, 5000).map(float)
    bars = draw(
        st.lists(
            st.builds(
                Bar,
                st.text("abc 09", min_size=1, max_size=12),
                st.tuples(*[value] * number),
            ),
            min_size=1,
            max_size=120,
        )
    )
    series = tuple(Series(f"series {place}", LOOKS[place]) for place in range(number))
    lying = draw(st.booleans())
    top = draw(st.none() | st.just(5000.0))
    return Chart("key", "A chart", series, tuple(bars), " %", top, None, lying, "Label")


@given(charts())
def test_nothing_stands_outside_and_no_figure_is_lost(chart: Chart) -> None:
    drawing = drawn(chart)
    for box in drawing.boxes:
        assert -0.01 <= box.x <= box.x + box.width <= WIDTH + 0.01
        assert -0.01 <= box.y <= box.y + box.height <= drawing.height
        assert box.width > 0
        assert box.height > 0
    for word in drawing.words:
        assert 0 <= word.x <= WIDTH
        assert 0 <= word.y <= drawing.height
    values = [value for bar in chart.bars for value in bar.values]
    assert len(drawing.boxes) == sum(bool(value) for value in values)
    told = [cell for row in chart.table.rows for cell in row[1:]]
    assert told == [chart.told(value) for value in values]


@given(charts())
def test_labels_do_not_run_into_each_other(chart: Chart) -> None:
    drawing = drawn(chart)
    labels = [word for word in drawing.words if word.kind == "label" and word.anchor == "middle"]
    for one, other in pairwise(labels):
        room = other.x - one.x
        assert room >= (len(one.text) + len(other.text)) * 2.6 or len(labels) == 2


def test_what_is_not_known_is_told_so() -> None:
    series = (Series("you", "manager"),)
    chart = Chart("share", "Share", series, (Bar("a", (None,)), Bar("b", (0.0,))), unit=" %")
    assert chart.table.rows == (("a", "not tracked"), ("b", "0 %"))
    assert [word.text for word in drawn(chart).words if word.kind == "figure"] == ["?", "0"]


@pytest.mark.parametrize("lying", [True, False])
def test_each_kind_of_bar_has_its_name_in_sight(lying: bool) -> None:
    series = tuple(Series(look, look) for look in LOOKS)
    chart = Chart("c", "C", series, (Bar("x", (1.0, 2.0, 3.0, 4.0)),), lying=lying)
    drawing = drawn(chart)
    named = {word.text for word in drawing.words} | {each.name for each in drawing.legend}
    assert named >= set(LOOKS)
    assert len({box.look for box in drawing.boxes}) == len(LOOKS)
