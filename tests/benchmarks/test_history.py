"""A long history beside a short one, and beside SQLite and Textual alone, in the same minutes.

Run it by name, on a machine that does nothing else: `pytest -m benchmark -n 0 -s`. It makes a file
of 50 people, 10 years and 100,000 entries first, some 30 seconds of work; CONVO_BENCH_DB names one
that `big_database.py` made before. It prints a table and fails where Convo is over a limit.
"""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing
from datetime import timedelta
from functools import partial
from itertools import chain
from pathlib import Path
from statistics import median, quantiles
from zoneinfo import ZoneInfo

import pytest
from benchmarks.bare import READY
from benchmarks.big_database import NEWEST, WORDS, fill
from benchmarks.measure import Bench, step_times
from benchmarks.test_against_bare import HEAD, Measured
from terminal.program import Program, as_installed

from convo_tui.cli import COMMANDS
from convo_tui.domain.history import mondays, week_edges
from convo_tui.domain.search import terms_of
from convo_tui.storage.driver import connect
from convo_tui.storage.entries import INDEX
from convo_tui.storage.search import query_of
from convo_tui.storage.store import Store, open_store

pytestmark = [
    pytest.mark.benchmark,
    pytest.mark.timeout(900),
    pytest.mark.skipif(sys.platform != "linux", reason="needs a terminal as Linux has it"),
]

GIVEN = os.environ.get("CONVO_BENCH_DB")
"""Read before a test is cut off from the developer's own variables."""

NOW = NEWEST + timedelta(days=4)
OPENINGS, SCREENS, QUERIES, TRIES, STEPS, STARTS = 60, 20, 120, 4, 60, 12
MILLISECONDS = 1000.0
PACKET_SECONDS = 1.0
"""How much longer than importing SQLModel a packet of a year may take."""

BARE = f"SELECT rowid, rank FROM {INDEX} WHERE {INDEX} MATCH ? ORDER BY rank LIMIT 50"  # noqa: S608


@pytest.fixture(scope="session")
def big(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """50 people, 10 years, 100,000 entries."""
    if GIVEN:
        return Path(GIVEN)
    file = tmp_path_factory.mktemp("big") / "big.db"
    fill(file, people=50, years=10, entries=100_000)
    return file


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One person and their 1,000 entries."""
    file = tmp_path_factory.mktemp("small") / "small.db"
    fill(file, people=1, years=10, entries=1_000)
    return file


def test_a_long_history(
    big: Path, small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = []
    benches = [a_bench(tmp_path / name, file) for name, file in (("big", big), ("small", small))]
    with capsys.disabled():
        print(f"\n{HEAD}")  # noqa: T201  # the table is what this is for
        rows = (reading(*benches), opening(*benches), searching(benches[0]), scrolling(benches[0]))
        for row in chain(*rows, in_the_shell(benches[0])):
            print(row)  # noqa: T201
            table.append(row)
    assert not [row.what for row in table if not row.holds]


def a_bench(folder: Path, file: Path) -> Bench:
    """A copy of a file to work on."""
    folder.mkdir()
    bench = Bench(folder)
    shutil.copyfile(file, bench.database)
    return bench


def seconds(task: Callable[[], object]) -> float:
    """How long something takes."""
    begun = time.perf_counter()
    task()
    return time.perf_counter() - begun


def own_seconds(task: Callable[[], object]) -> float:
    """The processor's time that something takes in this thread, whatever else runs beside it."""
    begun = time.thread_time()
    task()
    return time.thread_time() - begun


def reading(big: Bench, small: Bench) -> Iterator[Measured]:
    """What the timeline reads before it shows anything; the best of many, in turns."""
    with ExitStack() as stack:
        stores = [stack.enter_context(closing(open_store(b.database))) for b in (big, small)]
        people = [store.people()[-1].id for store in stores]
        times = [
            [own_seconds(partial(open_timeline, store, person)) for store, person in
             zip(stores, people, strict=True)]
            for _ in range(OPENINGS)
        ]  # fmt: skip
    long, short = (min(column) * MILLISECONDS for column in zip(*times[1:], strict=True))
    yield Measured("reading a timeline", long, short, "ms", 1.2)


def open_timeline(store: Store, person_id: str) -> None:
    """How much there is, how it lies over the year, and the newest page of it."""
    edges = week_edges(mondays(NOW.date()), ZoneInfo("Europe/Berlin"))
    assert store.extent(person_id).count
    assert store.activity(person_id, edges)
    assert store.timeline_page(person_id).entries


def opening(big: Bench, small: Bench) -> Iterator[Measured]:
    """From `enter` on Today to the entries of the person; the best of some, in turns."""
    with big.convo() as long, small.convo() as short:
        programs = (long, short)
        for program in programs:
            program.first_seen("Person 1")
            program.first_seen("? keys")
            time.sleep(2.0)
        times: list[list[float]] = [[], []]
        for _ in range(SCREENS):
            for program, column in zip(programs, times, strict=True):
                column.append(until_seen(program, "enter", " entries"))
                time.sleep(0.5)
                until_seen(program, "escape", "m talk now")
    opened, bare = (min(column[1:]) * MILLISECONDS for column in times)
    yield Measured("opening a timeline", opened, bare, "ms", 1.2)


def until_seen(program: Program, key: str, text: str) -> float:
    """Press a key and wait for a text; seconds."""
    start, pressed = len(program.raw), time.perf_counter()
    program.press(key)
    return program.first_seen(text, start) - pressed


def queries() -> list[str]:
    """What people type: words and beginnings of them, alone, together and as phrases."""
    chance = random.Random(1)  # the same ones in each run
    found = []
    for number in range(QUERIES):
        words = chance.sample(WORDS, chance.choice((1, 1, 1, 2, 2, 3)))
        if number % 8 == 0:
            found.append(f'"{" ".join(words)}"')
        else:
            words[-1] = words[-1][: chance.randint(2, 8)]
            found.append(" ".join(words))
    return found


def searching(bench: Bench) -> Iterator[Measured]:
    """Searches by the store, and the same by SQLite alone; of each query the best try."""
    ours, bare = [], []
    with (
        closing(open_store(bench.database)) as store,
        closing(connect(bench.database, read_only=True)) as connection,
    ):
        for words in queries():
            query = query_of(terms_of(words))
            pairs = [
                (
                    own_seconds(partial(store.search, words, NOW)),
                    own_seconds(partial(rows, connection, query)),
                )
                for _ in range(TRIES)
            ]
            ours.append(min(pair[0] for pair in pairs))
            bare.append(min(pair[1] for pair in pairs))
    for name, figure, limit in (("median", median, None), ("p95", p95, 2.0)):
        mine, theirs = (figure(each) * MILLISECONDS for each in (ours, bare))
        yield Measured(f"searching, {name}", mine, theirs, "ms", limit)


def rows(connection: sqlite3.Connection, query: str) -> list[object]:
    """What SQLite alone finds."""
    return connection.execute(BARE, (query,)).fetchall()


def p95(times: Sequence[float]) -> float:
    """What 95 of 100 do not exceed."""
    return quantiles(times, n=20)[-1]


def scrolling(bench: Bench) -> Iterator[Measured]:
    """A key that moves down the timeline, and one that moves down a bare list."""
    with bench.convo() as convo, bench.bare("list") as bare:
        bare.first_seen(READY)
        convo.first_seen("Person 1")
        time.sleep(2.0)
        until_seen(convo, "enter", " entries")
        time.sleep(2.0)
        mine, theirs = map(median, step_times([convo, bare], STEPS))
    yield Measured("a key while scrolling", mine * MILLISECONDS, theirs * MILLISECONDS, "ms", 1.5)


def in_the_shell(bench: Bench) -> Iterator[Measured]:
    """Commands beside the import of SQLModel alone; the best of some, in turns."""
    year = f"{NEWEST.year}-01-01"
    commands: dict[str, list[str]] = {
        "convo search": ["-m", "convo_tui", "search", "migration", "review"],
        "convo history": ["-m", "convo_tui", "history", "Person 7", "--since", year],
    }
    if "review" in COMMANDS:
        commands["convo review"] = ["-m", "convo_tui", "review", "Person 7", "--from", year]
    env = {
        **as_installed(bench.folder / "compiled"),
        "CONVO_DATABASE": str(bench.database),
        "CONVO_CONFIG": str(bench.folder / "convo.toml"),
    }

    def run(arguments: list[str]) -> None:
        subprocess.run([sys.executable, *arguments], env=env, check=True, capture_output=True)

    alone = ["-c", "import sqlmodel"]
    rounds = [
        [seconds(partial(run, each)) for each in (alone, *commands.values())]
        for _ in range(STARTS + 1)
    ]
    bare, *ours = (min(column) for column in zip(*rounds[1:], strict=True))  # the first compiles
    for name, took in zip(commands, ours, strict=True):
        limit = 1.4 if name != "convo review" else (bare + PACKET_SECONDS) / bare
        yield Measured(name, took * MILLISECONDS, bare * MILLISECONDS, "ms", limit)
