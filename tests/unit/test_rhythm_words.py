"""How often and on which day, as people type it."""

from __future__ import annotations

import pytest

from convo_tui.domain.rhythm_words import weekday_named, weeks_between


@pytest.mark.parametrize(
    ("typed", "weeks"),
    [("1", 1), ("2", 2), ("every 3 weeks", 3), ("4w", 4), ("weekly", 1), ("Bi-weekly", 2),
     ("fortnightly", 2), ("every two weeks", 2), ("Monthly", 4), ("none", None), ("2.0", 2),
     ("every other week", 2), ("Ad hoc", None)],
)  # fmt: skip
def test_weeks(typed: str, weeks: int | None) -> None:
    assert weeks_between(typed) == weeks


@pytest.mark.parametrize("typed", ["5", "0.5", "often", "-1", "1 year", "every", "2 weeks ago"])
def test_no_rhythm_that_is_known(typed: str) -> None:
    with pytest.raises(ValueError, match=typed):
        weeks_between(typed)


@pytest.mark.parametrize(
    ("typed", "day"),
    [("tue", 1), ("Tuesday", 1), ("Tuesdays", 1), ("MON", 0), ("thurs", 3), ("any", None)],
)
def test_weekdays(typed: str, day: int | None) -> None:
    assert weekday_named(typed) == day


@pytest.mark.parametrize("typed", ["", "day", "mo", "1", "tue or wed"])
def test_no_weekday(typed: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        weekday_named(typed)
