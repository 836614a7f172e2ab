"""The one door to SQLite: which library opens a file, and with which key. Imports nothing heavy.

A plain file is opened with Python's own `sqlite3`, an encrypted one with `sqlcipher3` (the extra
`encrypted`). Two SQLite libraries in one process do not see each other's locks, so everything in
Convo that touches a file comes through here, and one file gets one library.
"""

from __future__ import annotations

import sqlite3
import sys
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

from convo_tui.storage.problems import Locked, StorageProblem

PLAIN = b"SQLite format 3\x00"
"""How a file begins that is not encrypted (https://sqlite.org/fileformat2.html, 1.3)."""

KEY_BYTES = 32
LOCK_SECONDS = 5.0
"""How long a connection waits for another one's transaction."""


@dataclass(frozen=True, slots=True)
class DataKey:
    """The random key that a file is encrypted with."""

    raw: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if len(self.raw) != KEY_BYTES:
            raise ValueError(f"a data key has {KEY_BYTES} bytes")


_unlocked: dict[Path, DataKey] = {}
"""The keys of the files that somebody unlocked in this process."""


def key_file(path: Path) -> Path:
    """Where the wrapped keys of an encrypted file stand: beside it."""
    return path.with_name(f"{path.name}.key")


def is_encrypted(path: Path) -> bool:
    """Whether a file has to be unlocked first.

    The file itself decides: a key file beside a plain one is left from a change that was cut off.

    Raises:
        OSError: the file is there and cannot be read.
    """
    if not key_file(path).exists():
        return False
    try:
        with path.open("rb") as file:
            head = file.read(len(PLAIN))
    except FileNotFoundError:
        return False
    return bool(head) and head != PLAIN


def unlock(path: Path, key: DataKey) -> None:
    """Let this process open an encrypted file from now on."""
    _unlocked[path.absolute()] = key


def forget_key(path: Path) -> None:
    """Take the key of a file out of this process's hands."""
    _unlocked.pop(path.absolute(), None)


def key_of(path: Path) -> DataKey | None:
    """The key that this file was unlocked with; None for a plain one.

    Raises:
        Locked: the file is encrypted, and nobody has unlocked it.
    """
    if not is_encrypted(path):
        return None
    key = _unlocked.get(path.absolute())
    if key is None:
        raise Locked(f"{path} is encrypted; it opens with its passphrase.")
    return key


def library(*, encrypted: bool) -> ModuleType:
    """The SQLite library for a file: a DB-API module.

    Raises:
        StorageProblem: the one for encrypted files is not installed.
    """
    if not encrypted:
        return sqlite3
    try:
        import sqlcipher3.dbapi2
    except ImportError as fault:
        raise StorageProblem(
            "This file is encrypted. Install Convo with what opens it: convo-tui[encrypted]."
        ) from fault
    module: ModuleType = sqlcipher3.dbapi2
    return module


def database_errors() -> tuple[type[Exception], ...]:
    """What the libraries in use raise when they cannot read or write a file."""
    cipher = sys.modules.get("sqlcipher3.dbapi2")
    return (sqlite3.DatabaseError, *([cipher.DatabaseError] if cipher else []))


def connect(
    path: Path, *, read_only: bool = False, key: DataKey | None = None, **options: Any
) -> sqlite3.Connection:
    """A connection to a file.

    Args:
        path: whatever signs it has; a folder or a device never gets here (`must_be_ordinary`).
        read_only: nothing can be written through it, and no file is made.
        key: of a file that is about to be made encrypted; else the one it was unlocked with.
        options: for the library's own `connect`.

    Raises:
        Locked: the file is encrypted, and nobody has unlocked it.
        StorageProblem: the library for encrypted files is not installed.
    """
    key = key or key_of(path)
    mode = "ro" if read_only else "rwc"
    opened: sqlite3.Connection = library(encrypted=key is not None).connect(
        f"{path.absolute().as_uri()}?mode={mode}", uri=True, **{"timeout": LOCK_SECONDS} | options
    )
    if key is not None:
        # The library's own words about keys and pages are not for the terminal.
        opened.execute("PRAGMA cipher_log_level = NONE")
        opened.execute(f"PRAGMA key = \"x'{key.raw.hex()}'\"")
    return opened
