"""Talking points in the order of an agenda, and what moving one of them changes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from convo_tui.domain.points import TalkingPoint
from convo_tui.domain.values import Change

Groups = list[tuple[int | None, list[TalkingPoint]]]


def by_segment(points: Iterable[TalkingPoint], segments: int) -> Groups:
    """The points by what they are planned for: any time (None) first, then every segment.

    A point planned for a segment that this agenda does not have may come at any time.

    Args:
        points: in any order; each group is in the order of its positions.
        segments: how many segments the agenda has.
    """
    groups: dict[int | None, list[TalkingPoint]] = {None: []}
    groups |= {index: [] for index in range(segments)}
    for point in sorted(points, key=lambda point: (point.position, point.created_at)):
        groups[_place(point, segments)].append(point)
    return list(groups.items())


def next_position(points: Iterable[TalkingPoint]) -> int:
    """The position behind all others."""
    return max((point.position for point in points), default=-1) + 1


def shifted(
    points: Sequence[TalkingPoint], point: TalkingPoint, step: int, segments: int
) -> tuple[Change, ...]:
    """The changes that move a point up (-1) or down (1) within its segment; none at its end."""
    groups = by_segment(points, segments)
    group = next(group for _, group in groups if point in group)
    here, there = group.index(point), group.index(point) + step
    if not 0 <= there < len(group):
        return ()
    group[here], group[there] = group[there], group[here]
    ordered = [each for _, group in groups for each in group]
    return tuple(
        Change.edited(each, replace(each, position=position))
        for position, each in enumerate(ordered)
        if each.position != position
    )


def replanned(point: TalkingPoint, points: Iterable[TalkingPoint], segments: int) -> TalkingPoint:
    """The point as planned for the next segment, behind what is there; the last is any time's."""
    here = _place(point, segments)
    after = 0 if here is None else here + 1
    segment = after if after < segments else None
    return replace(point, segment=segment, position=next_position(points))


def _place(point: TalkingPoint, segments: int) -> int | None:
    known = point.segment is not None and 0 <= point.segment < segments
    return point.segment if known else None
