"""Kills a program at every step of what it does: for the tests of all or nothing.

What is to be cut off is a function of a module in this folder that takes the folder it works in
(`Operation`); it is given by reference, so it stands at the top of its module and not in a test.
Each time a fresh copy of a prepared folder is made, and the function runs in it in a process of its
own that dies by SIGKILL:

- `killed_at_every_step`: before its n-th step, for n = 1, 2, ... until it comes to its end. A step
  is whatever leaves a trace on the disk or asks for one: a file in the folder opened, renamed,
  removed, linked, a folder made, a flush, and each SQL statement of either SQLite library.
- `killed_at_every_size`: in the middle of the write that would make a file longer than n pages,
  for n = 0, 1, ... That is how what SQLite writes by itself is cut off, such as its backup.

Prepared folders and copies stand best in a folder that `in_memory` gives.

Both hand over each folder as the death left it; what must be true of it, the test says. POSIX only.
"""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import cache
from itertools import count
from multiprocessing import forkserver
from multiprocessing.context import ForkServerContext
from pathlib import Path
from types import ModuleType
from typing import Any

Operation = Callable[[Path], object]

PAGE = 4096
MEMORY = Path("/dev/shm")  # noqa: S108
PATIENCE = 60.0
"""Seconds after which an operation that does not end has failed."""

PRELOADED = [
    "alembic.autogenerate",
    "cryptography.hazmat.primitives.ciphers.aead",
    "filelock",
    "sqlcipher3.dbapi2",
    "convo_tui.storage.changeover",
    "convo_tui.storage.migrate",
    "convo_tui.storage.restore",
    "convo_tui.storage.store",
    "dying",
    "warmed_up",
]
"""What the operations need; imported once, in the process that the others are forked from."""

TOUCHING = {"open", "os.rename", "os.remove", "os.mkdir", "os.link", "os.truncate", "os.chmod"}


def killed_at_every_step(operation: Operation, prepared: Path, place: Path) -> Iterator[Path]:
    """The folders that the operation leaves, killed before each of its steps.

    Args:
        operation: see above.
        prepared: the folder before it; never changed.
        place: an empty folder for the copies.
    """
    for step in count(1):
        folder = _copy(prepared, place / f"step-{step}")
        if not _dies(operation, folder, step=step):
            return
        yield folder
        shutil.rmtree(folder)


def killed_at_every_size(
    operation: Operation, prepared: Path, place: Path, *, every: int = 1
) -> Iterator[Path]:
    """The folders that the operation leaves, killed as a file grows beyond each number of pages.

    Args:
        operation, prepared, place: as in `killed_at_every_step`.
        every: so many pages lie between two deaths.
    """
    for pages in count(0, every):
        folder = _copy(prepared, place / f"pages-{pages}")
        if not _dies(operation, folder, size=pages * PAGE):
            return
        yield folder
        shutil.rmtree(folder)


def in_memory(tmp_path: Path) -> Iterator[Path]:
    """A folder for a fixture to yield: in memory where the system has that, else in `tmp_path`.

    What SIGKILL ends is lost by no disk, so nobody needs to wait for one.
    """
    if not MEMORY.is_dir():
        yield tmp_path
        return
    with tempfile.TemporaryDirectory(prefix="convo-test-", dir=MEMORY) as folder:
        yield Path(folder)


def _copy(prepared: Path, folder: Path) -> Path:
    shutil.copytree(prepared, folder)
    return folder


def _dies(
    operation: Operation, folder: Path, *, step: int | None = None, size: int | None = None
) -> bool:
    """Whether the operation was killed; False where it came to its end before that."""
    process = _forks().Process(target=_run, args=(operation, folder, step, size))
    process.start()
    process.join(PATIENCE)
    if process.exitcode is None:
        process.kill()
        process.join()
        raise AssertionError(f"{operation.__name__} did not end in {PATIENCE:.0f} seconds")
    if process.exitcode == 0:
        return False
    assert process.exitcode in (-signal.SIGKILL, -signal.SIGXFSZ), process.exitcode
    return True


@cache
def _forks() -> ForkServerContext:
    """The process that the others are forked from, started with the tests' modules at hand."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(PRELOADED)
    before = dict(os.environ)
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, sys.path))
    try:
        forkserver.ensure_running()
    finally:
        os.environ.clear()
        os.environ.update(before)
    return context


def _run(operation: Operation, folder: Path, step: int | None, size: int | None) -> None:
    if step is not None:
        _die_at(step, folder)
    if size is not None:
        _die_beyond(size)
    operation(folder)


def _die_at(last: int, folder: Path) -> None:
    steps = count(1)

    def step() -> None:
        if next(steps) == last:
            os.kill(os.getpid(), signal.SIGKILL)

    def noticed(event: str, args: tuple[Any, ...]) -> None:
        if event in TOUCHING and str(args[0]).startswith(str(folder)):
            step()

    flush = os.fsync

    def fsync(fd: Any) -> None:
        step()
        flush(fd)

    os.fsync = fsync
    sys.addaudithook(noticed)
    for library in _libraries():
        _step_at_statements(library, step)


def _libraries() -> Iterator[ModuleType]:
    yield sqlite3
    try:
        import sqlcipher3.dbapi2
    except ImportError:
        return
    yield sqlcipher3.dbapi2


def _step_at_statements(library: Any, step: Callable[[], None]) -> None:
    connect = library.connect

    def connected(*args: Any, **kwargs: Any) -> Any:
        connection = connect(*args, **kwargs)
        connection.set_trace_callback(lambda _: step())
        return connection

    library.connect = connected


def _die_beyond(size: int) -> None:
    import resource

    # Linux hands a core dump to a program that collects them even at 0; at 1 byte it makes none.
    resource.setrlimit(resource.RLIMIT_CORE, (1, 1))
    # Python ignores the signal, and gets an error instead; here the write is to be the last one.
    signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))
