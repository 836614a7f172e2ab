"""The real program in a folder of its own: opened in terminals, run from the shell, looked into."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from time import monotonic
from typing import Any

from ready_files import new_store
from terminal.program import PATIENCE, NotSeen
from terminal.terminal import Terminal

from convo_tui.domain.values import Change, Value
from convo_tui.storage.store import Store

COMMAND = (sys.executable, "-m", "convo_tui")

A_MOMENT = 0.02
"""Seconds between two looks at a file, which unlike a screen does not say when it changed."""


class Convo:
    """Convo on one file, in as many terminals as a test needs.

    Args:
        folder: where its database, its settings and its home stand.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.database = folder / "convo.db"
        self.env = {
            **os.environ,
            "CONVO_DATABASE": str(self.database),
            "CONVO_CONFIG": str(folder / "convo.toml"),
            "HOME": str(folder),
        }
        self._terminals: list[Terminal] = []

    def open(self, *arguments: str, columns: int = 120, rows: int = 36, **env: str) -> Terminal:
        """Start it in a terminal."""
        command = [*COMMAND, *arguments]
        terminal = Terminal(command, columns=columns, rows=rows, env={**self.env, **env})
        self._terminals.append(terminal)
        return terminal

    def close(self) -> None:
        """End what still runs."""
        for terminal in self._terminals:
            terminal.close()

    def run(self, *arguments: str, **env: str) -> subprocess.CompletedProcess[str]:
        """Run a command without a terminal, as a pipe does."""
        return subprocess.run(
            [*COMMAND, *arguments],
            env={**self.env, **env},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )

    def told(self, *arguments: str) -> str:
        """What a command prints; it must have worked."""
        done = self.run(*arguments)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def json(self, *arguments: str) -> Any:
        """What a command prints as JSON."""
        return json.loads(self.told(*arguments, "--json"))

    def keep(self, *values: Value) -> None:
        """Put values into the file."""
        with self.store() as store:
            store.apply(*map(Change.added, values))

    @contextmanager
    def store(self) -> Iterator[Store]:
        """Look into the file."""
        store = new_store(self.database)
        try:
            yield store
        finally:
            store.close()

    def wait_until_stored(self, holds: Callable[[Store], bool], what: str) -> None:
        """Wait until the file says something.

        Raises:
            NotSeen: it did not within the patience of a test.
        """
        deadline, never = monotonic() + PATIENCE, Event()
        with self.store() as store:
            while not holds(store):
                if monotonic() > deadline:
                    raise NotSeen(f"not in the file: {what}")
                never.wait(A_MOMENT)
