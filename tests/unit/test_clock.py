import time
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convo_tui.clock import Clock, FakeClock, SystemClock, TalkClock

START = FakeClock.START


@pytest.fixture
def forgetful(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have tzlocal, which asks the system only once, ask it again; and forget that afterwards."""
    monkeypatch.setattr("tzlocal.unix._cache_tz_name", None)


def test_both_clocks_are_clocks() -> None:
    clocks: list[Clock] = [SystemClock(), FakeClock()]
    assert all(clock.now().utcoffset() == timedelta(0) for clock in clocks)


def test_the_wall_is_the_systems_in_utc() -> None:
    before = datetime.now(UTC)
    assert before <= SystemClock().now() <= datetime.now(UTC)


def test_elapsed_only_grows() -> None:
    clock = SystemClock()
    readings = [clock.elapsed() for _ in range(100)]
    assert readings == sorted(readings)
    assert clock.asleep() >= 0.0


def test_elapsed_counts_sleep_where_the_system_can(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time, "CLOCK_BOOTTIME", 7, raising=False)
    monkeypatch.setattr(time, "clock_gettime", lambda clock: {7: 500.0}[clock], raising=False)
    monkeypatch.setattr(time, "monotonic", lambda: 380.0)
    assert SystemClock().elapsed() == 500.0
    assert SystemClock().asleep() == 120.0


def test_elapsed_is_monotonic_where_it_cannot(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(time, "CLOCK_BOOTTIME", raising=False)
    monkeypatch.setattr(time, "monotonic", lambda: 380.0)
    assert SystemClock().elapsed() == 380.0
    assert SystemClock().asleep() == 0.0


@pytest.mark.usefixtures("forgetful")
@pytest.mark.parametrize("zone", ["UTC", "Europe/Berlin", "Asia/Kolkata"])
def test_the_zone_is_the_one_of_tz(monkeypatch: pytest.MonkeyPatch, zone: str) -> None:
    monkeypatch.setenv("TZ", zone)
    assert SystemClock().local_zone() == zone


@pytest.mark.parametrize("found", [None, "", "Mars/Olympus", "../etc/passwd"])
def test_a_zone_nobody_knows_becomes_utc(
    monkeypatch: pytest.MonkeyPatch, found: str | None
) -> None:
    monkeypatch.setattr("tzlocal.get_localzone_name", lambda: found)
    assert SystemClock().local_zone() == "UTC"


def test_the_fake_clock_moves_only_when_told(fake_clock: FakeClock) -> None:
    assert (fake_clock.now(), fake_clock.elapsed()) == (START, 0.0)
    fake_clock.advance(90)
    assert (fake_clock.now(), fake_clock.elapsed()) == (START + timedelta(seconds=90), 90.0)
    fake_clock.step_wall(-30)
    assert (fake_clock.now(), fake_clock.elapsed()) == (START + timedelta(seconds=60), 90.0)
    fake_clock.sleep(600)
    assert (fake_clock.now(), fake_clock.elapsed()) == (START + timedelta(seconds=660), 690.0)
    assert fake_clock.asleep() == 600.0


def test_the_fake_clock_stands_where_a_test_wants_it() -> None:
    clock = FakeClock(datetime(2027, 1, 1, tzinfo=UTC), "Europe/Berlin")
    assert clock.now().year == 2027
    assert clock.local_zone() == "Europe/Berlin"


def test_a_talk_goes_with_the_wall_while_nobody_sets_it(fake_clock: FakeClock) -> None:
    talk = TalkClock(fake_clock)
    fake_clock.advance(12.5)
    assert talk.now() == fake_clock.now()
    assert talk.drift() == 0.0


@pytest.mark.parametrize("step", [3600.0, -3600.0])
def test_a_set_wall_clock_does_not_make_a_talk_jump(fake_clock: FakeClock, step: float) -> None:
    talk = TalkClock(fake_clock)
    fake_clock.advance(10)
    fake_clock.step_wall(step)
    fake_clock.advance(10)
    assert talk.now() == START + timedelta(seconds=20)
    assert talk.drift() == step


def test_sleep_passes_and_is_no_drift(fake_clock: FakeClock) -> None:
    talk = TalkClock(fake_clock)
    fake_clock.advance(10)
    fake_clock.sleep(300)
    assert talk.now() == START + timedelta(seconds=310)
    assert talk.drift() == 0.0


def test_anchoring_anew_takes_the_walls_word(fake_clock: FakeClock) -> None:
    talk = TalkClock(fake_clock)
    fake_clock.step_wall(600)
    fake_clock.sleep(60)
    talk.reanchor()
    assert talk.now() == fake_clock.now()
    assert talk.drift() == 0.0


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["advance", "sleep", "step_wall"]),
            st.integers(min_value=-3600, max_value=3600),
        )
    )
)
def test_talk_time_is_what_elapsed_whatever_the_wall_does(moves: list[tuple[str, int]]) -> None:
    clock = FakeClock()
    talk = TalkClock(clock)
    passed = stepped = 0
    last = talk.now()
    for kind, seconds in moves:
        if kind == "step_wall":
            clock.step_wall(seconds)
            stepped += seconds
        else:
            getattr(clock, kind)(abs(seconds))
            passed += abs(seconds)
        assert talk.now() >= last
        last = talk.now()
    assert talk.now() == START + timedelta(seconds=passed)
    assert talk.drift() == stepped


def test_elapsed_counts_sleep_on_a_mac(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "darwin")
    monkeypatch.setattr(time, "CLOCK_MONOTONIC_RAW", 4, raising=False)
    monkeypatch.setattr(time, "clock_gettime", lambda clock: {4: 500.0}[clock], raising=False)
    monkeypatch.setattr(time, "monotonic", lambda: 380.0)
    assert (SystemClock().elapsed(), SystemClock().asleep()) == (500.0, 120.0)
