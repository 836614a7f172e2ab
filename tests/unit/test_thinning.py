"""Which backups stay as they grow old."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from convo_tui.domain.thinning import DAILY_DAYS, WEEKLY_DAYS, staying

NOW = datetime(2026, 11, 24, 14, 30, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")

AGES = st.timedeltas(timedelta(0), timedelta(days=1000))
MADE = st.frozensets(AGES.map(lambda age: NOW - age), max_size=60)


def ago(days: float) -> datetime:
    return NOW - timedelta(days=days)


def age(moment: datetime, now: datetime = NOW) -> int:
    return (now.date() - moment.date()).days


@given(MADE)
def test_nothing_is_invented_and_the_newest_stays(made: frozenset[datetime]) -> None:
    stay = staying(made, NOW)
    assert stay <= made
    if made:
        assert max(made) in stay


@given(MADE)
def test_all_of_today_stay(made: frozenset[datetime]) -> None:
    assert {each for each in made if age(each) == 0} <= staying(made, NOW)


@given(MADE)
def test_each_period_that_had_one_still_has_its_newest(made: frozenset[datetime]) -> None:
    stay = staying(made, NOW)
    for gone in made - stay:
        later = {each for each in stay if each > gone}
        assert any((each.year, each.month) == (gone.year, gone.month) for each in later)
        if age(gone) <= WEEKLY_DAYS:
            assert any(each.isocalendar()[:2] == gone.isocalendar()[:2] for each in later)
        if age(gone) <= DAILY_DAYS:
            assert any(each.date() == gone.date() for each in later)


@given(MADE)
def test_what_stays_is_as_little_as_was_promised(made: frozenset[datetime]) -> None:
    """The newest of a day, of a week or of a month, and nothing else that is not of today."""
    for kept in staying(made, NOW):
        newer = {each for each in made if each > kept}
        newest_of_day = all(each.date() != kept.date() for each in newer)
        newest_of_week = all(each.isocalendar()[:2] != kept.isocalendar()[:2] for each in newer)
        newest_of_month = all((each.year, each.month) != (kept.year, kept.month) for each in newer)
        assert (
            age(kept) == 0
            or (newest_of_day and age(kept) <= DAILY_DAYS)
            or (newest_of_week and age(kept) <= WEEKLY_DAYS)
            or newest_of_month
        )


@given(MADE, st.lists(AGES, max_size=6))
def test_thinning_often_takes_no_more_than_thinning_once(
    made: frozenset[datetime], waits: list[timedelta]
) -> None:
    thinned, now = made, NOW
    for wait in waits:
        now += wait
        thinned = staying(thinned, now)
    assert staying(thinned, now) == staying(made, now)


def test_a_year_of_three_a_day() -> None:
    hours = [ago(day + part / 4) for day in range(365) for part in range(3)]
    stay = staying(hours, NOW)
    assert sum(age(each) == 0 for each in stay) == sum(age(each) == 0 for each in hours)
    assert sum(1 <= age(each) <= DAILY_DAYS for each in stay) == DAILY_DAYS
    weekly = [each for each in stay if DAILY_DAYS < age(each) <= WEEKLY_DAYS]
    assert 11 <= len(weekly) <= 11 + 3  # eleven weeks, and the last days of three months
    old = [each for each in stay if age(each) > WEEKLY_DAYS]
    assert len(old) == len({(each.year, each.month) for each in old}) == 9


def test_days_are_those_of_the_manager() -> None:
    late, early = (datetime(2026, 11, 22, hour, tzinfo=UTC) for hour in (22, 23))
    assert staying([late, early], NOW) == {early}
    # In Berlin an hour lies between them, and midnight.
    assert staying([late, early], NOW.astimezone(BERLIN)) == {late, early}


def test_what_a_clock_set_back_left_in_the_future_stays() -> None:
    ahead = [NOW + timedelta(days=400, hours=hour) for hour in range(3)]
    assert staying([*ahead, NOW], NOW) == {*ahead, NOW}


def test_the_last_day_of_a_month_stays_although_its_week_goes_on() -> None:
    end, begin = (datetime(2026, 3, 31, tzinfo=UTC), datetime(2026, 4, 1, tzinfo=UTC))
    assert date(2026, 3, 31).isocalendar()[:2] == date(2026, 4, 1).isocalendar()[:2]
    assert staying([end, begin], NOW) == {end, begin}
