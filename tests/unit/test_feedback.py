from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from convo_tui.domain.agenda import DEFAULT, Segment
from convo_tui.domain.feedback import (
    Feedback,
    FeedbackKind,
    age_days,
    by_place,
    place_of,
    seen_on,
    seen_words,
    signed,
)

NOW = datetime(2026, 11, 24, 13, 30, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")
PRAISE, REDIRECT = FeedbackKind.PRAISE, FeedbackKind.REDIRECT


def keys(*names: str) -> tuple[Segment, ...]:
    return tuple(Segment(name, name.title(), 5) for name in names)


@pytest.mark.parametrize(
    ("segments", "praise", "redirect"),
    [
        (DEFAULT.segments, 0, 2),
        (keys("wins", "help", "development"), 0, 2),
        (keys("wins", "blockers", "help"), 0, 1),
        (keys("wins", "plans", "help"), 0, 2),
        (keys("wins"), 0, 0),
        ((), 0, 0),
    ],
)
def test_praise_opens_and_a_redirect_comes_where_the_person_develops(
    segments: tuple[Segment, ...], praise: int, redirect: int
) -> None:
    assert place_of(PRAISE, segments) == praise
    assert place_of(REDIRECT, segments) == redirect


def test_the_running_segment_comes_first_and_in_it_the_oldest() -> None:
    def seen(number: int, days: int, kind: FeedbackKind) -> Feedback:
        return Feedback(f"f{number}", "maya", NOW - timedelta(days=days), "calm", kind)

    new, old, redirect = seen(1, 1, PRAISE), seen(2, 9, PRAISE), seen(3, 4, REDIRECT)
    ordered = {
        current: [each.id for _, each in by_place((new, old, redirect), DEFAULT.segments, current)]
        for current in range(4)
    }
    assert ordered == {
        0: ["f2", "f1", "f3"],
        1: ["f3", "f2", "f1"],
        2: ["f3", "f2", "f1"],
        3: ["f2", "f1", "f3"],
    }


def test_age_counts_the_days_of_the_managers_calendar() -> None:
    late = Feedback("f", "maya", datetime(2026, 11, 20, 23, 30, tzinfo=UTC), "calm")
    assert age_days(late, date(2026, 11, 24), BERLIN) == 3  # in Berlin it was the 21st by then
    assert age_days(late, date(2026, 11, 24), ZoneInfo("UTC")) == 4
    assert age_days(late, date(2026, 11, 1), BERLIN) == 0
    words = [seen_words(days) for days in (0, 1, 9)]
    assert words == ["seen today", "seen yesterday", "seen 9 days ago"]


def test_of_another_day_nobody_asks_for_the_hour() -> None:
    assert seen_on(date(2026, 11, 24), NOW, BERLIN) == NOW
    assert seen_on(date(2026, 11, 20), NOW, BERLIN) == datetime(2026, 11, 20, 11, tzinfo=UTC)
    assert seen_on(date(2026, 7, 1), NOW, BERLIN) == datetime(2026, 7, 1, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("stayed calm", None, "stayed calm"),
        ("+ stayed calm", PRAISE, "stayed calm"),
        ("-cut Tom off", REDIRECT, "cut Tom off"),
        ("-5 % errors", None, "-5 % errors"),
        ("+ 5 % errors", PRAISE, "5 % errors"),
        ("--seen", None, "--seen"),
        ("+", PRAISE, ""),
        ("", None, ""),
    ],
)
def test_a_sign_before_the_words(text: str, kind: FeedbackKind | None, words: str) -> None:
    assert signed(text) == (kind, words)
