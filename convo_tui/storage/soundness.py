"""Whether a file is sound, seen before the first write into it; imports nothing heavy.

SQLite's quick checks take about 2 ms a megabyte. What they cannot see is a log whose
middle is damaged: SQLite takes that for its end, and forgets what was committed after it.
"""

from __future__ import annotations

import struct
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from convo_tui.storage.driver import (
    PLAIN,
    database_errors,
    is_encrypted,
    library_of,
    log_of,
    look,
)
from convo_tui.storage.peek import first_bytes
from convo_tui.storage.problems import Damaged, StorageProblem

if TYPE_CHECKING:
    import sqlite3

ALL_CHECKED_BELOW = 8_000_000
"""Bytes up to which a file is checked whole on opening, indexes too (about 5 ms a megabyte)."""

VERSIONS = (b"\x01\x01", b"\x02\x02")
"""What stands in the header where a file may be read and written: without a log, and with one."""

LOG_HEADER, FRAME_HEADER = 32, 24
"""Bytes; see https://sqlite.org/fileformat2.html#the_write_ahead_log"""

_PASSING = ("locked", "unable to open", "i/o error", "readonly", "is full", "memory", "interrupted")
"""Words of errors that are about the moment or the rights, and not about what is in the file."""

# Tables and columns of ours are there, unless a name of theirs is another one now.
_CORRUPT = (
    "malformed",
    "not a database",
    "unsupported file format",
    "corrupt",
    "decode",
    "no such",
)


def must_be_sound(path: Path) -> None:
    """See that a file of ours is sound, changing nothing; a large one is checked quickly.

    Raises:
        Damaged: it is not.
        StorageProblem: it cannot be looked at now.
    """
    before = _seen(path)
    why = first_fault(path, all_of_it=before[0] <= ALL_CHECKED_BELOW)
    if why and before != _seen(path):
        # Another program wrote meanwhile, and it was read as a file that stands still.
        why = first_fault(path)
    if why:
        raise Damaged.found_in(path, why)


def first_fault(path: Path, *, all_of_it: bool = False) -> str:
    """The first thing wrong with a file, in SQLite's words; "" where it is sound.

    Raises:
        StorageProblem: it cannot be looked at now.
    """
    try:
        with closing(to_check(path) if all_of_it else look(path)) as connection:
            return (
                head_fault(path) or tables_fault(connection, all_of_it=all_of_it) or log_fault(path)
            )
    except database_errors() as fault:
        raise_unless_damage(path, fault)
        return words_of(fault)


def to_check(path: Path) -> sqlite3.Connection:
    """A connection on which all checks work, and none touches the file: to a copy in memory.

    Where SQLite may only read, it skips CHECK and NOT NULL, and full-text checks are INSERTs. Of an
    encrypted file no plain copy is made, so there it is the file itself, read only.
    """
    file = look(path)
    if is_encrypted(path):
        return file
    with closing(file):
        copy: sqlite3.Connection = library_of(path).connect(":memory:")
        try:
            file.backup(copy)
        except BaseException:
            copy.close()
            raise
    return copy


def tables_fault(connection: sqlite3.Connection, *, all_of_it: bool) -> str:
    """The first thing that SQLite finds wrong with pages, rows and references."""
    check = "integrity_check" if all_of_it else "quick_check"
    (found,) = connection.execute(f"PRAGMA {check}(1)").fetchone()
    if found != "ok":
        return str(found)
    lonely = connection.execute("PRAGMA foreign_key_check").fetchone()
    return f"a row of {lonely[0]} belongs to nothing" if lonely else ""


def log_fault(path: Path) -> str:
    """Whether the log holds transactions that SQLite no longer comes to.

    A power cut spoils at most the last one: each is flushed before the next begins. So a whole one
    behind a spoiled one is damage. Ask while a connection has the file open for reading.
    """
    try:
        log = log_of(path).read_bytes()
        index = first_bytes(path.with_name(f"{path.name}-shm"), 48)
    except OSError:
        return ""
    if len(log) <= LOG_HEADER or len(index) < 48:
        return ""
    salts, taken = log[16:24], struct.unpack_from("=I", index, 16)[0]
    if taken and index[32:40] != salts:
        return ""  # begun anew meanwhile
    size = FRAME_HEADER + struct.unpack_from(">I", log, 8)[0]
    frames = range(LOG_HEADER, len(log) - size + 1, size)
    ends = [
        number
        for number, at in enumerate(frames)
        if log[at + 8 : at + 16] == salts and log[at + 4 : at + 8] != bytes(4)
    ]
    # The first end behind what was taken may be that of the one which a cut spoiled.
    behind = [number for number in ends if number >= taken]
    return "the middle of the log is damaged" if len(behind) > 1 else ""


def raise_unless_damage(path: Path, fault: Exception) -> None:
    """Tell what is about the moment or the rights apart from what is about the file.

    Raises:
        StorageProblem: it is not about the file.
    """
    words = str(fault).lower()
    if any(word in words for word in _PASSING):
        raise StorageProblem(f"Cannot read {path} now: {words_of(fault)}.") from fault


def words_of(fault: BaseException | None) -> str:
    """What SQLite says is wrong; of a text that it cannot read it would tell the text itself."""
    words = " ".join(str(fault).split())
    return "a text cannot be read" if "decode" in words else words


def is_damage(fault: BaseException | None) -> bool:
    """Whether SQLite says in the middle of the work that the file is damaged."""
    return isinstance(fault, database_errors()) and any(
        word in str(fault).lower() for word in _CORRUPT
    )


def head_fault(path: Path) -> str:
    """What SQLite takes for another format, or for a file that may only be read."""
    if is_encrypted(path):
        return ""
    head = first_bytes(path, 100)
    if head[: len(PLAIN)] != PLAIN or head[18:20] not in VERSIONS:
        return "its header is damaged"
    return ""


def _seen(path: Path) -> tuple[int, int, bool]:
    stat = path.stat()
    return stat.st_size, stat.st_mtime_ns, log_of(path).exists()
