"""A year's packet takes at most a second more than `import sqlmodel`, in a file of ten years."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from benchmarks.big_database import NEWEST, fill

pytestmark = [
    pytest.mark.benchmark,
    pytest.mark.skipif(not hasattr(os, "wait4"), reason="reads what a child used"),
    pytest.mark.timeout(900),
]
ROUNDS = 5
MOST_SECONDS = 1.0
BARE = ("-c", "import sqlmodel")


def used(arguments: tuple[str, ...], env: dict[str, str]) -> float:
    """Seconds of the processor that a program took, which other programs do not change."""
    program = subprocess.Popen(
        [sys.executable, *arguments], env=env, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL
    )
    _, status, usage = os.wait4(program.pid, 0)
    program.returncode = os.waitstatus_to_exitcode(status)
    assert program.returncode == 0
    return usage.ru_utime + usage.ru_stime


def test_a_packet_beside_importing_sqlmodel(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    database = tmp_path / "big.db"
    fill(database, people=5, years=10, entries=10_000)
    env = {**os.environ, "CONVO_DATABASE": str(database)}
    whole = ("-m", "convo_tui", "review", "Person 3", "--to", NEWEST.date().isoformat())
    rows: dict[str, tuple[str, ...]] = {"import sqlmodel": BARE}
    rows |= {f"convo review --format {form}": (*whole, "--format", form) for form in ("md", "html")}
    best = {
        name: min(used(arguments, env) for _ in range(ROUNDS)) for name, arguments in rows.items()
    }
    with capsys.disabled():
        print()  # noqa: T201
        for name, seconds in best.items():
            print(f"{name:<30} {seconds:6.2f} s")  # noqa: T201
    for name, seconds in best.items():
        assert seconds - best["import sqlmodel"] < MOST_SECONDS, name
