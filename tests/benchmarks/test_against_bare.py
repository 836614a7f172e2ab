"""Convo beside bare Textual apps, on the same machine in the same minutes.

Run it by name, on a machine that does nothing else: `pytest -m benchmark -n 0`. It prints a table
and fails where Convo is over a limit.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from statistics import median

import pytest
from benchmarks.bare import READY
from benchmarks.measure import Bench, idle_seconds, key_times, resident_bytes

from convo_tui.bootstrap import fill_with_sample

pytestmark = [
    pytest.mark.benchmark,
    pytest.mark.timeout(600),
    pytest.mark.skipif(sys.platform != "linux", reason="reads /proc"),
]

STARTS = 15
KEYS = 80
IDLE_SECONDS = 10.0
MIB = 2**20
SOMEBODY = "Maya"
"""The first name of somebody in the sample team."""

OWED = "I OWE"
"""Stands on Today once everything has been read."""


@dataclass(frozen=True, slots=True)
class Measured:
    """One thing measured on Convo and on a bare app.

    Attributes:
        unit: of both figures.
        limit: how many times the bare app's figure Convo's may be; None for what is only told.
    """

    what: str
    convo: float
    bare: float
    unit: str
    limit: float | None

    @property
    def ratio(self) -> float:
        """How many times the bare app's figure."""
        return self.convo / self.bare

    @property
    def holds(self) -> bool:
        """Whether Convo stays within the limit."""
        return self.limit is None or self.ratio <= self.limit

    def __str__(self) -> str:
        figures = f"{self.convo:8.1f} {self.bare:8.1f} {self.unit:<4} {self.ratio:6.2f}"
        if self.limit is None:
            return f"{self.what:<28} {figures}"
        verdict = "ok" if self.holds else "OVER"
        return f"{self.what:<28} {figures} {self.limit:6.2f}  {verdict}"


HEAD = f"{'':<28} {'Convo':>8} {'bare':>8} {'':<4} {'ratio':>6} {'limit':>6}"


def test_convo_beside_bare_apps(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bench, table = Bench(tmp_path), []
    fill_with_sample(bench.database)
    with capsys.disabled():
        print(f"\n{HEAD}")  # noqa: T201  # the table is what this is for
        for row in chain(starting(bench), talking(bench)):
            print(row)  # noqa: T201
            table.append(row)
    assert not [row.what for row in table if not row.holds]


def starting(bench: Bench) -> Iterator[Measured]:
    """From the start of the program to its first frame and to the data; medians of many pairs."""
    rounds = [a_round(bench) for _ in range(STARTS + 1)]
    # The first round compiles, and brings everything into the cache of the disk.
    columns = zip(*rounds[1:], strict=True)
    frame, bare_frame, data, everything, bare_data, memory, bare_memory = map(median, columns)
    yield Measured("first frame", 1000 * frame, 1000 * bare_frame, "ms", 1.25)
    yield Measured("data on the screen", 1000 * data, 1000 * bare_data, "ms", 1.25)
    yield Measured("all of Today", 1000 * everything, 1000 * bare_data, "ms", None)
    yield Measured("memory, Today", memory / MIB, bare_memory / MIB, "MiB", 1.3)


def a_round(bench: Bench) -> tuple[float, ...]:
    """Seconds to the first frame, to the people and to all of Today; then bytes of memory."""
    with bench.bare("frame") as program:
        bare_frame = program.first_seen(READY) - program.started
    with bench.convo() as program:
        frame = program.first_seen("Today") - program.started
        data = program.first_seen(SOMEBODY) - program.started
        everything = program.first_seen(OWED) - program.started
        memory = resident_bytes(program.pid)
    with bench.bare("data") as program:
        bare_data = program.first_seen(SOMEBODY) - program.started
        bare_memory = resident_bytes(program.pid)
    return frame, bare_frame, data, everything, bare_data, memory, bare_memory


def talking(bench: Bench) -> Iterator[Measured]:
    """A key in the note line, a quiet while, and the memory, all in a talk with many notes."""
    with bench.long_talk() as talk:
        with bench.bare("field") as field:
            field.first_seen(READY)
            key, bare_key = map(median, key_times([talk, field], KEYS))
        yield Measured("key to repaint, 200 notes", 1000 * key, 1000 * bare_key, "ms", 1.5)
        with bench.bare("clock") as clock:
            clock.first_seen(READY)
            used, bare_used = idle_seconds([talk, clock], IDLE_SECONDS)
        per_second = 1000 / IDLE_SECONDS
        yield Measured("idle talk, per second", used * per_second, bare_used * per_second, "ms", 2)
        with bench.bare("data") as data:
            data.first_seen(SOMEBODY)
            memory, bare_memory = (resident_bytes(program.pid) / MIB for program in (talk, data))
        yield Measured("memory, talk with 200 notes", memory, bare_memory, "MiB", 1.3)
