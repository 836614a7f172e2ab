"""From the loaded `data/demo.toml` to a year of values: pure, seeded and relative to today."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from random import Random
from typing import Any

from convo_tui.demo.days import Days
from convo_tui.demo.person import person_year
from convo_tui.domain.meeting import MeetingEvent
from convo_tui.domain.questions import Question
from convo_tui.domain.values import Value


@dataclass(frozen=True, slots=True)
class DemoYear:
    """What a store needs to show the sample team.

    Attributes:
        values: people, then talks, then what hangs on those, so that saving them in this order
            never names a value that is not there yet.
        events: the events of all talks, each talk's in the order of their `seq`.
    """

    values: tuple[Value, ...]
    events: tuple[MeetingEvent, ...]


def generate(
    spec: Mapping[str, Any], bank: Sequence[Question], now: datetime, zone: str
) -> DemoYear:
    """The sample team with a year of history that ends now.

    The same arguments give the same year, ids included. Another `now` gives the same history on
    other days; only where a day would fall on a weekend does a talk move to a workday beside it.

    Args:
        spec: `data/demo.toml` as loaded; the notation is explained there.
        bank: the questions to ask from; hidden ones are left alone, and none at all is fine.
        now: the aware instant to which "9 days overdue" and "tomorrow" refer.
        zone: the IANA name of the zone in which the talks stand in the calendar.

    Raises:
        zoneinfo.ZoneInfoNotFoundError: there is no zone of that name.
        ValueError: `now` is naive.
    """
    days = Days.around(now, zone)
    away = frozenset(spec["away_weeks"])
    questions = {question.id: question for question in bank}
    team = [
        # A generator for each: one sentence more for one person leaves the others as they were.
        person_year(
            script,
            days,
            away,
            questions,
            Random(f"{spec['seed']} {script['name']}"),  # noqa: S311 - a story, not a secret
            Random(f"{spec['seed']} {script['name']} beside"),  # noqa: S311
        )
        for script in spec["people"]
    ]
    by_kind = zip(*(year.kinds for year in team), strict=True)
    return DemoYear(
        values=tuple(value for kind in by_kind for values in kind for value in values),
        events=tuple(event for year in team for event in year.events),
    )
