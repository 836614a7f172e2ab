"""The ledger of talks held, moved and cancelled, by hand for a small history."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from convo_tui.domain.cadence import Planned, ScheduleChange, ScheduleKind
from convo_tui.domain.ledger import (
    became_words,
    ledger,
    rebookings,
    unbooked,
    unbooked_words,
    without_rebookings,
)
from convo_tui.domain.moving import rebook
from convo_tui.domain.people import Person
from convo_tui.domain.values import Side

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 24, 12, 0, tzinfo=BERLIN)
TODAY = NOW.date()
MAYA = Person("maya", "Maya Lindqvist", NOW - timedelta(days=200))


def at(day: int, hour: int = 14) -> datetime:
    return datetime(2026, 11, day, hour, tzinfo=BERLIN).astimezone(UTC)


def change(
    key: str,
    kind: ScheduleKind,
    made: int,
    day: int,
    to: int | None = None,
    *,
    who: Side = Side.MANAGER,
    reason: str = "",
) -> ScheduleChange:
    moved_to = at(to) if to is not None else None
    return ScheduleChange(key, MAYA.id, at(made, 8), kind, at(day), who, reason, moved_to)


MOVED = change("m", ScheduleKind.MOVED, 2, 3, 4, who=Side.REPORT, reason="dentist")
CANCELLED = change("c", ScheduleKind.CANCELLED, 9, 10, reason="board")
AGAIN = change("r", ScheduleKind.MOVED, 10, 10, 12)


def told(held: list[datetime], changes: list[ScheduleChange]) -> list[str]:
    return [
        f"{line.day.day}: {became_words(line, 'Maya', TODAY)}"
        for line in ledger(MAYA, held, changes, BERLIN)
    ]


def test_each_talk_has_a_line_newest_first() -> None:
    assert told([at(4), at(17)], [MOVED, CANCELLED]) == [
        "17: held",
        "10: cancelled by you: board · not rebooked",
        "4: held",
        "3: moved by Maya to Wed 4 Nov: dentist",
    ]
    assert told([], []) == []


def test_a_rebooked_talk_is_one_line_and_counts_as_cancelled() -> None:
    assert told([at(12)], [CANCELLED, AGAIN]) == [
        "12: held",
        "10: cancelled by you: board · rebooked Thu 12 Nov",
    ]
    assert without_rebookings([MOVED, CANCELLED, AGAIN]) == [MOVED, CANCELLED]
    assert rebookings([AGAIN, CANCELLED]) == {CANCELLED.id: AGAIN}


def test_a_move_before_the_cancelling_rebooks_nothing() -> None:
    before = replace(AGAIN, at=CANCELLED.at - timedelta(hours=1))
    assert rebookings([before, CANCELLED]) == {}
    other = replace(AGAIN, person_id="tom")
    assert rebookings([CANCELLED, other]) == {}


def test_a_cancelled_talk_waits_until_it_has_another_day_or_one_was_held() -> None:
    assert unbooked([MOVED, CANCELLED], None) == CANCELLED
    assert unbooked([MOVED, CANCELLED], at(4)) == CANCELLED
    assert unbooked([MOVED, CANCELLED], at(12)) is None
    assert unbooked([CANCELLED, AGAIN], at(4)) is None
    assert unbooked([MOVED], None) is None
    assert unbooked([], None) is None
    assert unbooked_words(CANCELLED, TODAY, BERLIN) == "cancelled Tue 10 Nov, not rebooked"


def test_rebooking_gives_it_another_day() -> None:
    to = Planned(at(27).astimezone(BERLIN), has_time=True)
    added, edited = rebook(MAYA, CANCELLED, to, NOW)
    assert isinstance(added.after, ScheduleChange)
    assert unbooked([CANCELLED, added.after], None) is None
    assert rebookings([CANCELLED, added.after]) == {CANCELLED.id: added.after}
    assert edited.after == replace(MAYA, next_at=at(27))


def test_days_are_the_managers_and_a_day_alone_is_everywhere_the_same() -> None:
    late = replace(CANCELLED, planned_for=datetime(2026, 11, 10, 23, 30, tzinfo=UTC))
    (line,) = ledger(MAYA, [], [late], BERLIN)
    assert line.day == date(2026, 11, 11)
    alone = Planned(datetime(2026, 11, 10, 9, tzinfo=ZoneInfo("Pacific/Auckland")), has_time=False)
    for zone in ("Europe/Berlin", "Pacific/Kiritimati", "Pacific/Pago_Pago"):
        whole = replace(CANCELLED, planned_for=alone.settled)
        (line,) = ledger(MAYA, [], [whole], ZoneInfo(zone))
        assert line.day == date(2026, 11, 10)
