"""Talking points in the order of an agenda."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import cast

from hypothesis import given
from hypothesis import strategies as st

from convo_tui.domain.planning import by_segment, next_position, replanned, shifted
from convo_tui.domain.points import TalkingPoint
from convo_tui.domain.values import Change

START = datetime(2026, 11, 24, 13, 30, tzinfo=UTC)
SEGMENTS = 3

planned = st.tuples(st.none() | st.integers(0, 5), st.integers(0, 3))


def points_of(plans: list[tuple[int | None, int]]) -> list[TalkingPoint]:
    return [
        TalkingPoint(
            str(n), "maya", f"point {n}", START + timedelta(n), segment=segment, position=position
        )
        for n, (segment, position) in enumerate(plans)
    ]


def names(points: list[TalkingPoint]) -> list[tuple[int | None, list[str]]]:
    return [(place, [p.id for p in group]) for place, group in by_segment(points, SEGMENTS)]


def after(points: list[TalkingPoint], changes: tuple[Change, ...]) -> list[TalkingPoint]:
    new = {
        change.after.id: cast("TalkingPoint", change.after) for change in changes if change.after
    }
    return [new.get(point.id, point) for point in points]


def test_any_time_comes_first_and_unknown_segments_are_any_time() -> None:
    points = points_of([(1, 0), (None, 1), (5, 0), (0, 2), (0, 1)])
    assert names(points) == [(None, ["2", "1"]), (0, ["4", "3"]), (1, ["0"]), (2, [])]


def test_a_point_moves_within_its_segment() -> None:
    points = points_of([(0, 0), (0, 0), (1, 0)])
    moved = after(points, shifted(points, points[1], -1, SEGMENTS))
    assert names(moved) == [(None, []), (0, ["1", "0"]), (1, ["2"]), (2, [])]


def test_at_the_end_of_a_segment_nothing_moves() -> None:
    points = points_of([(0, 0), (1, 1)])
    assert shifted(points, points[0], 1, SEGMENTS) == ()
    assert shifted(points, points[0], -1, SEGMENTS) == ()


@given(st.lists(planned, min_size=1, max_size=6), st.data())
def test_down_and_up_again_is_where_it_was(
    plans: list[tuple[int | None, int]], data: st.DataObject
) -> None:
    points = points_of(plans)
    chosen = data.draw(st.sampled_from(points))
    down = shifted(points, chosen, 1, SEGMENTS)
    moved = after(points, down)
    here = next(point for point in moved if point.id == chosen.id)
    back = after(moved, shifted(moved, here, -1, SEGMENTS)) if down else moved
    assert names(back) == names(points)
    assert sorted(p.id for _, group in by_segment(moved, SEGMENTS) for p in group) == sorted(
        point.id for point in points
    )


def test_a_point_goes_round_all_segments() -> None:
    points = points_of([(None, 0), (0, 3)])
    point, seen = points[0], []
    for _ in range(SEGMENTS + 1):
        point = replanned(point, points, SEGMENTS)
        seen.append(point.segment)
    assert seen == [0, 1, 2, None]
    assert replanned(points[0], points, SEGMENTS).position == 4
    assert replanned(replace(points[0], segment=9), points, SEGMENTS).segment == 0


def test_the_next_position_is_behind_all() -> None:
    assert next_position([]) == 0
    assert next_position(points_of([(None, 4), (1, 2)])) == 5
