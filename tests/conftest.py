"""Fixtures for all tests: a clock that stands still, and a world without the developer in it."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterator
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


@pytest.fixture(autouse=True)
def isolated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Cut the test, and every program it starts, off from the developer's files and habits.

    Yields:
        The folder in which the test's own home, settings and data would stand.
    """
    own = tmp_path_factory.mktemp("own")
    (own / "home").mkdir()
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
    _take_zone()


@pytest.fixture
def fake_clock() -> FakeClock:
    """A clock at Tue 24 Nov 2026, 14:30 UTC, that moves only when told to."""
    return FakeClock()


def _take_zone() -> None:
    """Have the C library read TZ again, where it can (Windows cannot)."""
    if hasattr(time, "tzset"):
        time.tzset()
