"""A process that has everything imported, and whose children start at once.

Hundreds of kills need hundreds of programs, and importing takes each of them longer than its work.
A child is a fork: the same code as in a program started afresh, in a process of its own.

As a script it is that process: it reads a request a line, as JSON, and answers with a line.
"""

from __future__ import annotations

import importlib
import json
import os
import subprocess
import sys
import threading
import traceback
from typing import Any, Self

IMPORTED = (
    "sqlalchemy.exc",
    "sqlcipher3.dbapi2",
    "convo_tui.cli",
    "convo_tui.launch",
    "convo_tui.bootstrap",
    "convo_tui.settings.model",
    "convo_tui.storage.store",
    "convo_tui.storage.writer",
    "convo_tui.ui.app",
    "convo_tui.ui.screens.today",
    "convo_tui.ui.screens.talk",
    "warmed_up",
)


class Nursery:
    """Starts children and tells how they ended."""

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._process = subprocess.Popen(
            [sys.executable, __file__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )

    def start(
        self, call: str, *arguments: Any, terminal: str = "", env: dict[str, str] | None = None
    ) -> int:
        """Have a child call a function and end; its process id.

        Args:
            call: "module:function".
            terminal: a terminal that becomes the child's own.
            env: its whole environment.
        """
        return int(self._ask(call=call, arguments=arguments, terminal=terminal, env=env))

    def ended(self, pid: int) -> int:
        """Wait for a child's end; its status as `os.waitpid` gives it."""
        while (status := self._ask(ended=pid)) is None:
            threading.Event().wait(0.002)
        return int(status)

    def _ask(self, **request: Any) -> Any:
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin is not None
        assert stdout is not None
        with self._turn:
            stdin.write(json.dumps(request) + "\n")
            stdin.flush()
            return json.loads(stdout.readline())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate()


def _serve() -> None:
    for module in IMPORTED:
        importlib.import_module(module)
    for line in sys.stdin:
        request = json.loads(line)
        if "ended" in request:
            pid, status = os.waitpid(request["ended"], os.WNOHANG)
            answer = status if pid else None
        else:
            answer = _fork(request)
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


def _fork(request: dict[str, Any]) -> int:
    stands, standing = os.pipe()
    pid = os.fork()
    if pid:
        os.close(standing)
        os.read(stands, 1)  # until it has the terminal, or is gone
        os.close(stands)
        return pid
    status = 1
    try:
        os.setsid()
        name = request["terminal"] or os.devnull
        line = os.open(name, os.O_RDWR)
        for standard in (0, 1, 2) if request["terminal"] else (0, 1):
            os.dup2(line, standard)
        os.close(standing)
        # Objects as a program starts with them, which have read nothing yet.
        sys.stdin = sys.__stdin__ = open(0, closefd=False)  # type: ignore[misc]  # noqa: SIM115
        sys.stdout = sys.__stdout__ = open(1, "w", closefd=False)  # type: ignore[misc]  # noqa: SIM115
        sys.stderr = sys.__stderr__ = open(2, "w", closefd=False)  # type: ignore[misc]  # noqa: SIM115
        if request["env"] is not None:
            os.environ.clear()
            os.environ.update(request["env"])
        module, _, function = request["call"].partition(":")
        getattr(importlib.import_module(module), function)(*request["arguments"])
        status = 0
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else 1
    except BaseException:  # noqa: BLE001  # the child ends here, whatever happened
        traceback.print_exc()
    finally:
        os._exit(status)


if __name__ == "__main__":
    _serve()
