"""Reading the bytes of a file that SQLite may have open in this process. Imports nothing heavy."""

from __future__ import annotations

import os
from pathlib import Path

_handles: dict[tuple[int, int], int] = {}
"""Open for as long as the process lives: closing a file gives up every lock that this process has
on it, those of SQLite too (https://sqlite.org/howtocorrupt.html#posix_advisory_locks). Another
program would then take the log away while it is written."""


def first_bytes(path: Path, count: int) -> bytes:
    """The first bytes of a file, or all of a shorter one.

    Raises:
        OSError: it cannot be read.
    """
    if os.name != "posix":  # elsewhere locks belong to the handle that took them
        with path.open("rb") as file:
            return file.read(count)
    found = path.stat()
    handle = _handles.get((found.st_dev, found.st_ino))
    if handle is None:
        handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
        opened = os.fstat(handle)
        _handles[opened.st_dev, opened.st_ino] = handle
    return os.pread(handle, count, 0)
