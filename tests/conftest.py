"""Fixtures for all tests: a clock that stands still, and a world without the developer in it."""

from __future__ import annotations

import os
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from convo_tui.clock import FakeClock

FOLDERS = {
    "HOME": "home",
    "USERPROFILE": "home",
    "APPDATA": "appdata",
    "LOCALAPPDATA": "localappdata",
    "XDG_CONFIG_HOME": "config",
    "XDG_DATA_HOME": "data",
    "XDG_STATE_HOME": "state",
    "XDG_CACHE_HOME": "cache",
}

TAKEN_AWAY = re.compile(
    r"(CONVO_|LC_|TEXTUAL(?!_SNAPSHOT)).*|NO_COLOR|FORCE_COLOR|COLORTERM|COLUMNS|LINES|EDITOR|VISUAL"
)
"""The variables that would let the developer's own terminal into a test."""

Tally = Callable[[str, int, int], None]
"""What was tried, how many times, and how many of them were lost."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let the faults be tried more often than each run of CI can afford."""
    parser.addoption(
        "--faults", type=int, default=1, metavar="N", help="try N times as many faults"
    )


def pytest_configure() -> None:
    """Keep what Python compiles: a run starts hundreds of programs, and each would compile anew."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    sys.dont_write_bytecode = False


def pytest_xdist_auto_num_workers() -> int:
    """Two workers a core: a test of a screen or of a program waits for half of its time."""
    return 2 * (os.cpu_count() or 1)


@pytest.fixture
def times(request: pytest.FixtureRequest) -> int:
    """How many times as many faults as usual are to be tried."""
    return int(request.config.getoption("--faults"))


@pytest.fixture
def tally(record_property: Callable[[str, object], None]) -> Tally:
    """Puts a line into the table of faults at the end of the run."""

    def put(what: str, tried: int, lost: int) -> None:
        record_property("fault", (what, tried, lost))

    return put


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print how many faults were tried, and how many lost something."""
    tried: Counter[str] = Counter()
    lost: Counter[str] = Counter()
    for reports in terminalreporter.stats.values():
        for report in reports:
            for name, value in getattr(report, "user_properties", ()):
                if name == "fault" and report.when == "call":  # the teardown's repeats them
                    what, count, bad = value
                    tried[what] += count
                    lost[what] += bad
    if tried:
        terminalreporter.section("faults")
        terminalreporter.write_line(f"{'':<60} {'tried':>7} {'lost':>6}")
        for what in sorted(tried):
            terminalreporter.write_line(f"{what:<60} {tried[what]:>7} {lost[what]:>6}")


@pytest.fixture(autouse=True)
def isolated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Cut the test, and every program it starts, off from the developer's files and habits.

    Yields:
        The folder in which the test's own home, settings and data would stand.
    """
    own = tmp_path_factory.mktemp("own")
    (own / "home").mkdir()
    # Commands that run inside a test make the process's own files private from then on.
    umask = os.umask(0o022)
    with pytest.MonkeyPatch.context() as patch:
        for name in list(os.environ):
            if TAKEN_AWAY.fullmatch(name):
                patch.delenv(name)
        for name, folder in FOLDERS.items():
            patch.setenv(name, str(own / folder))
        patch.setenv("LANG", "C.UTF-8")
        patch.setenv("TZ", "UTC")
        patch.setenv("TERM", "xterm-256color")
        _take_zone()
        yield own
    os.umask(umask)
    _take_zone()


@pytest.fixture
def fake_clock() -> FakeClock:
    """A clock at Tue 24 Nov 2026, 14:30 UTC, that moves only when told to."""
    return FakeClock()


def _take_zone() -> None:
    """Have the C library read TZ again, where it can (Windows cannot)."""
    if hasattr(time, "tzset"):
        time.tzset()
