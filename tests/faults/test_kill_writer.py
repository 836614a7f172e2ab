"""kill -9 at any moment of the work: what was told to be saved is there, and nothing half."""

from __future__ import annotations

import os
import random
import shutil
import signal
import sys
import time
from pathlib import Path

import pytest
from conftest import Tally
from faults.at_work import KEY, deeds, new_file, saved_in
from faults.nursery import Nursery

from convo_tui.storage import driver

KILLS = {"plain": 200, "encrypted": 100}
PATIENCE = 60.0
MOST_TOLD = 12
"""So many times a writer tells that all is saved, at most, before it is killed."""

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(sys.platform == "win32", reason="forks and kills"),
]


@pytest.mark.parametrize("encrypted", [False, True], ids=["plain", "encrypted"])
def test_what_is_saved_survives_a_kill(
    tmp_path: Path, tally: Tally, times: int, *, encrypted: bool
) -> None:
    kind = "encrypted" if encrypted else "plain"
    template, chance = tmp_path / "template.db", random.Random(5)
    new_file(template, encrypted=encrypted)
    lost, most = 0, []
    with Nursery() as nursery:
        for number in range(KILLS[kind] * times):
            path = tmp_path / str(number) / "convo.db"
            path.parent.mkdir(mode=0o700)
            shutil.copyfile(template, path)
            if encrypted:
                shutil.copyfile(driver.key_file(template), driver.key_file(path))
                driver.unlock(path, KEY)
            told = path.with_name("told")
            pid = nursery.start("faults.at_work:write_on", str(path), str(told), number)
            wait_for_lines(told, chance.randrange(MOST_TOLD + 1))
            time.sleep(chance.uniform(0, 0.01))
            os.kill(pid, signal.SIGKILL)
            nursery.ended(pid)
            upto = last_told(told)
            most.append(upto)
            lost += not holds(path, upto, number)
            shutil.rmtree(path.parent)
    tally(f"kill -9 of a writer, {kind}", len(most), lost)
    assert lost == 0
    # The kills came before anything was saved, and in the middle of it.
    assert min(most) == 0
    assert sum(upto > MOST_TOLD / 2 for upto in most) > len(most) / 4


def wait_for_lines(told: Path, count: int) -> None:
    """Wait until a writer has told so many times that all is saved."""
    deadline = time.monotonic() + PATIENCE
    while count and (not told.exists() or told.read_bytes().count(b"\n") < count):
        assert time.monotonic() < deadline, "the writer does not write"
        time.sleep(0.001)


def last_told(told: Path) -> int:
    """Up to which deed all was told to be saved; a line cut short tells nothing."""
    lines = told.read_text(encoding="ascii").split("\n") if told.exists() else [""]
    return int(lines[-2]) if len(lines) > 1 else 0


def holds(path: Path, upto: int, seed: int) -> bool:
    """Whether a file has each deed up to that one, whole."""
    saved = saved_in(path)
    if saved is None:
        return False
    done = [(number, is_note) for number, is_note in deeds(seed) if number <= upto]
    notes = {number for number, is_note in done if is_note}
    line = max((number for number, is_note in done if not is_note), default=0)
    return notes <= saved.notes and saved.line >= line
