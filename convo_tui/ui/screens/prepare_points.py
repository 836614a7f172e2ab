"""Talking points as they are typed on the page before a talk, and an agenda in a line."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from convo_tui.domain.agenda import Template
from convo_tui.domain.capture import Captured, LineKind, as_line, parse_line
from convo_tui.domain.points import TalkingPoint
from convo_tui.domain.values import Side, new_id
from convo_tui.text import clean


def as_point(line: str) -> Captured:
    """A line read as a talking point, with or without the sign of one."""
    return parse_line("?" + line.strip().removeprefix("?").lstrip())


def new_point(captured: Captured, person_id: str, at: datetime, position: int) -> TalkingPoint:
    """The point that was written down."""
    return TalkingPoint(
        new_id(),
        person_id,
        captured.text,
        at,
        captured.owner or Side.MANAGER,
        captured.private,
        position=position,
    )


def line_of(point: TalkingPoint) -> str:
    """A point as one would type it."""
    raised_by = None if point.raised_by is Side.MANAGER else point.raised_by
    written = Captured(LineKind.POINT, point.private, point.text, owner=raised_by)
    return as_line(written).replace("?", "", 1).strip()


def reworded(point: TalkingPoint, captured: Captured) -> TalkingPoint:
    """The point as it was worded anew."""
    raised_by = captured.owner or Side.MANAGER
    return replace(point, text=captured.text, private=captured.private, raised_by=raised_by)


def minutes_words(template: Template) -> str:
    """`Wins 5 · Blockers 10`."""
    return " · ".join(f"{clean(each.name)} {each.minutes}" for each in template.segments)
