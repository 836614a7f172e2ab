"""The real app in a terminal, ended in every rude way while somebody types in a talk."""

from __future__ import annotations

import os
import random
import shutil
import signal
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from conftest import Tally
from faults.nursery import Nursery
from storage_samples import a_person
from terminal.program import Program

from convo_tui.domain.values import Change
from convo_tui.storage import driver
from convo_tui.storage.store import open_store

ENDINGS = 60
AT_ONCE = 3
SAFE_SECONDS = 0.25
"""What was on the screen so long ago is surely saved, even on a machine that does much else."""

TELLING = 4
"""Letters that stand nowhere else by chance."""

WAYS = ("kill", "kill while resizing", "SIGTERM", "SIGHUP", "closed window")
MAYA = a_person()
LETTERS = "abcdefghij klmnop"

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(sys.platform == "win32", reason="a pseudo-terminal"),
]


class Forked(Program):
    """The app in a terminal, from the nursery."""

    def __init__(self, nursery: Nursery, env: dict[str, str], *arguments: str) -> None:
        self._nursery = nursery
        super().__init__(arguments, env=env)

    def start(self, command: list[str], env: dict[str, str], terminal: str) -> int:
        return self._nursery.start("faults.at_work:run_convo", *command, terminal=terminal, env=env)

    def ended(self) -> int:
        return self._nursery.ended(self.pid)

    def seen_until(self, moment: float) -> str:
        """All the text that had come to the screen by then."""
        end = max((count for at, count in self.arrivals if at <= moment), default=0)
        return self.plain(end).decode(errors="replace")


@dataclass(slots=True)
class Typist:
    """Types lines of notes into a talk, and remembers what stood where, and since when."""

    program: Program
    chance: random.Random
    notes: tuple[str, ...] = ()
    line: str = ""
    stood: list[tuple[tuple[str, ...], str]] = field(default_factory=list)

    def type_for(self, seconds: float, *, resizing: bool) -> None:
        """Type, as fast as people do and faster."""
        self._remember()
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if len(self.line) > 6 and self.chance.random() < 0.15 and self.line.strip():
                self.program.press("enter")
                self.notes, self.line = (*self.notes, " ".join(self.line.split())), ""
            else:
                letter = self.chance.choice(LETTERS if self.line else LETTERS.replace(" ", ""))
                self.program.type(letter)
                self.line += letter
            self._remember()
            if resizing and self.chance.random() < 0.3:
                self.program.set_size(self.chance.randint(40, 160), self.chance.randint(12, 50))
            time.sleep(self.chance.uniform(0.005, 0.04))

    def _remember(self) -> None:
        self.stood.append((self.notes, self.line))

    def may_be_saved(self, seen: str) -> list[tuple[tuple[str, ...], str]]:
        """What the file may have: the newest state that was seen on the screen, or a later one."""
        safe = max(
            number
            for number, (_, line) in enumerate(self.stood)
            if not number or (len(line) >= TELLING and line in seen)
        )
        return self.stood[safe:]


def test_what_was_typed_survives_every_end(tmp_path: Path, tally: Tally, times: int) -> None:
    template = tmp_path / "template.db"
    with closing(open_store(template)) as store:
        store.apply(Change.added(MAYA))
    with Nursery() as nursery, ThreadPoolExecutor(AT_ONCE) as pool:

        def end(number: int) -> bool:
            return survives(nursery, template, tmp_path / str(number), number)

        kept = list(pool.map(end, range(ENDINGS * times)))
    for index, way in enumerate(WAYS):
        ended = kept[index :: len(WAYS)]
        tally(f"the real app: {way}", len(ended), ended.count(False))
    assert all(kept)


def survives(nursery: Nursery, template: Path, folder: Path, number: int) -> bool:
    """Whether all that was typed a moment ago is there after the app was ended."""
    folder.mkdir(mode=0o700)
    path, chance, way = folder / "convo.db", random.Random(number), WAYS[number % len(WAYS)]
    shutil.copyfile(template, path)
    env = {
        **os.environ,
        "CONVO_DATABASE": str(path),
        "CONVO_CONFIG": str(folder / "convo.toml"),
        "HOME": str(folder),
    }
    program = Forked(nursery, env, "meet", "maya")
    try:
        program.first_seen("NEXT STEPS")
        program.press("i")
        program.first_seen("enter save")
        typist = Typist(program, chance)
        typist.type_for(chance.uniform(0.2, 0.9), resizing="resizing" in way)
        time.sleep(chance.uniform(0, 2 * SAFE_SECONDS))
        seen = program.seen_until(time.perf_counter() - SAFE_SECONDS)
        end_it(program, way)
    finally:
        program.close()
    return written(path) in typist.may_be_saved(seen)


def end_it(program: Program, way: str) -> None:
    match way:
        case "SIGTERM" | "SIGHUP":
            program.kill(getattr(signal, way))
            assert program.exit_status() == 1
        case "closed window":
            program.hang_up()
        case _:
            program.kill(signal.SIGKILL)
            assert program.exit_status() == -signal.SIGKILL


def written(path: Path) -> tuple[tuple[str, ...], str]:
    """The notes and the unfinished line that a file has."""
    open_store(path).close()
    with closing(driver.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        notes = connection.execute("SELECT text FROM note ORDER BY at, rowid").fetchall()
        drafts = connection.execute("SELECT text FROM draft").fetchall()
    return tuple(text for (text,) in notes), "".join(text for (text,) in drafts)
