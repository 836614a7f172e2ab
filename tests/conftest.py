"""Fixtures for all tests: a clock that stands still, and a world without the developer in it."""

from __future__ import annotations

import gc
import os
import re
import shutil
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import hypothesis
import pytest

from convo_tui import memory
from convo_tui.clock import FakeClock
from convo_tui.storage import async_store

PATIENT_SECONDS = 60.0
"""How long a read in a test waits for what was written before it, on whatever machine."""

MEMORY = Path("/dev/shm")  # noqa: S108
ROOM_BYTES = 2 * 2**30
COLLECTED_AFTER = (50_000, 20, 100)
"""Python's own are 700, 10 and 10."""

# How long one example takes says how busy the machine is, and nothing of the code.
hypothesis.settings.register_profile("any machine", deadline=None)
hypothesis.settings.load_profile("any machine")

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
    """Keep what Python compiles: a run starts hundreds of programs, and each would compile anew.

    Temporary folders stand in memory where the system has that. What a test kills loses nothing by
    it, those of power cuts bring a disk of their own, and nobody waits for a thousand flushes.
    """
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    sys.dont_write_bytecode = False
    if _has_memory():
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))
    # Each screen that is drawn makes tens of thousands of objects, none of them in a cycle.
    gc.set_threshold(*COLLECTED_AFTER)
    # An app gives back what its start took. Here thousands start, each in all that the others left.
    memory.give_back = lambda: None


def _has_memory() -> bool:
    """Whether programs may be started in a folder in memory that has room for all of a run."""
    if not os.access(MEMORY, os.W_OK) or os.statvfs(MEMORY).f_flag & getattr(os, "ST_NOEXEC", 0):
        return False
    return shutil.disk_usage(MEMORY).free >= ROOM_BYTES


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes long, so that no worker is left alone with it in the end."""
    items.sort(key=lambda item: item.get_closest_marker("long") is None)


def pytest_collection_finish() -> None:
    """Let the collector pass over what was imported: it stays until the end."""
    gc.collect()
    gc.freeze()


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


@pytest.fixture(autouse=True)
def patient_reads(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have each read see what was written before it, however slow the disk of this machine is.

    A person is shown what is there after a second; a test that reads back what it wrote would
    fail then. Tests about a disk that fails are marked `failing_disk` and keep that second.
    """
    if request.node.get_closest_marker("failing_disk") is None:
        monkeypatch.setattr(async_store, "READ_WAITS_SECONDS", PATIENT_SECONDS)


@pytest.fixture
def fake_clock() -> FakeClock:
    """A clock at Tue 24 Nov 2026, 14:30 UTC, that moves only when told to."""
    return FakeClock()


def _take_zone() -> None:
    """Have the C library read TZ again, where it can (Windows cannot)."""
    if hasattr(time, "tzset"):
        time.tzset()
