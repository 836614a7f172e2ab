"""Starts Convo and bare apps in pseudo-terminals, and measures both in the same way.

Reads the processor time and the memory of other processes as Linux tells them.
"""

from __future__ import annotations

import os
import random
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from pathlib import Path

from terminal.program import Program, as_installed

from convo_tui.domain.notes import Note
from convo_tui.domain.values import Change, new_id
from convo_tui.storage.store import open_store

BARE = Path(__file__).with_name("bare.py")
NOTES = 200
MOMENT = timedelta(milliseconds=1)
LETTERS = "bcdfghjklmnpqrstvwxz"
"""What is typed: letters that in this order stand nowhere else on the screens."""

BETWEEN_KEYS = (0.03, 0.07)
"""Seconds, drawn anew for each key, so that no key rides on the rhythm of a repaint."""

SETTLE_SECONDS = 4.0
"""How long an app may go on with what its start began, before it counts as idle."""


@dataclass(frozen=True, slots=True)
class Bench:
    """Where all of it runs: the folder for files, and the one for compiled modules."""

    folder: Path

    @property
    def database(self) -> Path:
        """The file of all that Convo is asked to open."""
        return self.folder / "convo.db"

    def start(self, *command: str) -> Program:
        """Start Python with these arguments."""
        env = {
            **as_installed(self.folder / "compiled"),
            "CONVO_DATABASE": str(self.database),
            "CONVO_CONFIG": str(self.folder / "convo.toml"),
        }
        return Program([sys.executable, *command], env=env)

    def convo(self, *arguments: str) -> Program:
        """The real program."""
        return self.start("-m", "convo_tui", *arguments)

    def bare(self, kind: str) -> Program:
        """One of the bare apps."""
        return self.start(str(BARE), kind, str(self.database))

    @contextmanager
    def long_talk(self) -> Iterator[Program]:
        """A live talk with many notes, with the note line open and somebody speaking."""
        with closing(open_store(self.database)) as store:
            person = store.people()[0]
            with self.convo("meet", person.name) as program:
                program.first_seen("NEXT STEPS")
                (talk,) = store.live_meetings()
                notes = [
                    Note(new_id(), person.id, talk.started_at + number * MOMENT, f"line {number}.")
                    for number in range(NOTES)
                ]
                here = [replace(note, meeting_id=talk.id, segment=0) for note in notes]
                store.apply(*map(Change.added, here))
                program.first_seen(notes[-1].text)
                program.press("space", "i")
                program.first_seen("enter save")
                yield program


def key_times(programs: Sequence[Program], keys: int) -> list[list[float]]:
    """Seconds from a key to its letter on the screen, for each program; they take turns."""
    chance = random.Random(1)  # the same keys in each run
    typed = ["" for _ in programs]
    times: list[list[float]] = [[] for _ in programs]
    for _ in range(keys):
        letter = chance.choice(LETTERS)
        for index, program in enumerate(programs):
            time.sleep(chance.uniform(*BETWEEN_KEYS))
            typed[index] += letter
            start = len(program.raw)
            pressed = time.perf_counter()
            program.type(letter)
            times[index].append(program.first_seen(typed[index][-4:], start) - pressed)
    return times


def step_times(programs: Sequence[Program], steps: int) -> list[list[float]]:
    """Seconds from `down` to the first that is drawn for it, for each program; they take turns."""
    chance = random.Random(1)
    times: list[list[float]] = [[] for _ in programs]
    for _ in range(steps):
        for index, program in enumerate(programs):
            time.sleep(chance.uniform(*BETWEEN_KEYS))
            start = len(program.raw)
            pressed = time.perf_counter()
            program.press("down")
            program.wait_until(partial(_wrote, program, start), "a step down")
            times[index].append(next(at for at, end in program.arrivals if end > start) - pressed)
    return times


def _wrote(program: Program, start: int) -> bool:
    return len(program.raw) > start


def idle_seconds(programs: Sequence[Program], seconds: float) -> list[float]:
    """Processor seconds that each program uses while nothing is done, all in the same time."""
    time.sleep(SETTLE_SECONDS)
    before = [processor_seconds(program.pid) for program in programs]
    time.sleep(seconds)
    return [
        processor_seconds(program.pid) - used
        for program, used in zip(programs, before, strict=True)
    ]


def processor_seconds(pid: int) -> float:
    """Processor seconds that a process with all its threads has used so far."""
    # The clock of another process, as clock_getcpuclockid(3) names it on Linux.
    return time.clock_gettime((~pid << 3) | 2)


def resident_bytes(pid: int) -> int:
    """Memory that a process holds, in bytes."""
    pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGESIZE")
