from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convo_tui.domain.talk_share import JUDGE_AFTER, Band, Bands, band, percent

SHARES = st.floats(0, 1)


@pytest.mark.parametrize(
    ("share", "name"),
    [
        (0.0, "quiet"),
        (0.20, "quiet"),
        (0.201, "good"),
        (0.40, "good"),
        (0.401, "fine"),
        (0.50, "fine"),
        (0.501, "leaning in"),
        (0.65, "leaning in"),
        (0.651, "talking a lot"),
        (0.799, "talking a lot"),
        (0.80, "lecturing"),
        (1.0, "lecturing"),
    ],
)
def test_the_bands_meet_where_they_should(share: float, name: str) -> None:
    found = band(share, JUDGE_AFTER)
    assert found is not None
    assert found.value == name


@given(SHARES)
def test_nothing_is_judged_in_the_first_three_minutes(share: float) -> None:
    assert band(share, 179.9) is None
    assert band(share, 180) is not None


def test_without_anybody_speaking_there_is_no_band() -> None:
    assert band(None, 600) is None


@given(SHARES, SHARES)
def test_more_talk_is_never_a_lower_band(one: float, two: float) -> None:
    order = [None, *Band]
    low, high = sorted((one, two))
    assert order.index(band(low, 600)) <= order.index(band(high, 600))


def test_the_bands_can_be_set() -> None:
    bands = Bands(0.1, 0.2, 0.3, 0.4, 0.5)
    assert [band(share, 600, bands) for share in (0.1, 0.15, 0.25, 0.35, 0.45, 0.5)] == list(Band)
    without_a_lot = Bands(lecturing=0.651)
    assert band(0.66, 600, without_a_lot) is Band.LECTURING


@pytest.mark.parametrize(
    "figures",
    [
        (0.4, 0.2, 0.5, 0.65, 0.8),
        (0.2, 0.2, 0.5, 0.65, 0.8),
        (0.0, 0.4, 0.5, 0.65, 0.8),
        (-0.1, 0.4, 0.5, 0.65, 0.8),
        (0.2, 0.4, 0.5, 0.65, 1.01),
        (20, 40, 50, 65, 80),
        (0.2, 0.4, math.nan, 0.65, 0.8),
    ],
)
def test_bands_that_do_not_rise_are_refused(figures: tuple[float, ...]) -> None:
    with pytest.raises(ValueError, match="must rise"):
        Bands(*figures)


@pytest.mark.parametrize(
    ("share", "shown"),
    [(0, 0), (0.001, 1), (0.124, 12), (0.125, 13), (0.344, 34), (0.5, 50), (0.999, 99), (1, 100)],
)
def test_whole_percent(share: float, shown: int) -> None:
    assert percent(share) == shown


@given(SHARES)
def test_nothing_and_all_mean_what_they_say(share: float) -> None:
    assert (percent(share) == 0) == (share == 0)
    assert (percent(share) == 100) == (share == 1)
    assert abs(percent(share) - 100 * share) <= 1
