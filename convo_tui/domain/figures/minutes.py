"""Minutes against plan, and which segment is cut short."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from statistics import fmean, median

from convo_tui.domain.meeting import Meeting

CUT_SHARE = 0.8
"""A segment that got less of its planned minutes than this was cut short,"""

CUT_SECONDS = 60.0
"""if at least so many seconds were missing: half a minute of five is no squeeze."""


@dataclass(frozen=True, slots=True)
class SegmentMinutes:
    """A segment over some talks: figures T1 and T2; minutes.

    Attributes:
        key, name: of the segment, the name as the newest talk had it.
        talks: in how many talks it was planned and its minutes are known.
        planned, held: mean of what was planned, and of what it got.
        cut: in how many it was cut short; one that was not reached is.
        short_by: the median of what was missing where it was; None where it never was.
    """

    key: str
    name: str
    talks: int
    planned: float
    held: float
    cut: int
    short_by: float | None


def segment_minutes(talks: Iterable[Meeting]) -> tuple[SegmentMinutes, ...]:
    """Minutes against plan by segment, in the order of the newest agenda that has them.

    Talks whose minutes are not known (logged without them) are left out. Segments are told apart
    by their key, so that one that was renamed stays the same.
    """
    known = sorted(
        (talk for talk in talks if talk.segment_seconds), key=lambda talk: talk.started_at
    )
    names: dict[str, str] = {}
    for talk in reversed(known):
        for segment in talk.segments:
            names.setdefault(segment.key, segment.name)
    return tuple(_of(key, name, known) for key, name in names.items())


def _of(key: str, name: str, talks: list[Meeting]) -> SegmentMinutes:
    pairs = [pair for talk in talks for pair in _seconds(talk, key)]
    missing = [
        planned - held
        for planned, held in pairs
        if held < CUT_SHARE * planned and planned - held >= CUT_SECONDS
    ]
    return SegmentMinutes(
        key,
        name,
        len(pairs),
        fmean(planned for planned, _ in pairs) / 60,
        fmean(held for _, held in pairs) / 60,
        len(missing),
        median(missing) / 60 if missing else None,
    )


def _seconds(talk: Meeting, key: str) -> Iterator[tuple[float, float]]:
    """Planned and held seconds of the segments with a key; the agenda may have it twice."""
    found = [
        (60.0 * segment.minutes, seconds)
        for segment, seconds in zip(talk.segments, talk.segment_seconds, strict=False)
        if segment.key == key
    ]
    if found:
        yield sum(planned for planned, _ in found), sum(held for _, held in found)


def most_squeezed(segments: Iterable[SegmentMinutes]) -> SegmentMinutes | None:
    """The segment that is cut short most often; of two, the one that loses more."""
    cut = [each for each in segments if each.cut]
    return max(cut, key=lambda each: (each.cut / each.talks, each.short_by or 0.0), default=None)
