"""The one door to SQLite: which library opens a file, and with which key. Imports nothing heavy.

A plain file is opened with Python's own `sqlite3`, an encrypted one with `sqlcipher3` (the extra
`encrypted`). Two SQLite libraries in one process do not see each other's locks, so everything in
Convo that touches a file comes through here, and one file gets one library.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

from convo_tui.storage.peek import first_bytes
from convo_tui.storage.problems import Locked, StorageProblem

if TYPE_CHECKING:
    import sqlite3

PLAIN = b"SQLite format 3\x00"
"""How a file begins that is not encrypted (https://sqlite.org/fileformat2.html, 1.3)."""

KEY_BYTES = 32
LOCK_SECONDS = 5.0
"""How long a connection waits for another one's transaction."""

MISSING = "This file is encrypted. Install Convo with what opens it: convo-tui[encrypted]."


@dataclass(frozen=True, slots=True)
class DataKey:
    """The random key that a file is encrypted with."""

    raw: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if len(self.raw) != KEY_BYTES:
            raise ValueError(f"a data key has {KEY_BYTES} bytes")

    @property
    def literal(self) -> str:
        """How SQLCipher takes a key that is not to be derived from anything."""
        return f"x'{self.raw.hex()}'"


_unlocked: dict[Path, DataKey] = {}
"""The keys of the files that somebody unlocked in this process."""

_plain: dict[Path, tuple[int, int]] = {}
"""Files with a key file beside them that are plain all the same, by device and inode."""

_by_cipher: set[Path] = set()
"""Plain files that the library for encrypted ones opens here, because they change over."""

Asker = Callable[[Path], "DataKey | None"]
"""Gets the key of a file from a person, or from where they left it."""

_asker: Asker | None = None


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
    if path.absolute() in _unlocked:
        return True
    try:
        found = path.stat()
        # Looked at once: closing a file gives up every lock that this process has on it, those
        # of SQLite too (https://sqlite.org/howtocorrupt.html#posix_advisory_locks).
        if _plain.get(path.absolute()) == (found.st_dev, found.st_ino):
            return False
        head = first_bytes(path, len(PLAIN))
    except FileNotFoundError:
        return False
    if head == PLAIN:
        _plain[path.absolute()] = (found.st_dev, found.st_ino)
    return bool(head) and head != PLAIN


def is_locked(path: Path) -> bool:
    """Whether a file waits for its passphrase; asks nobody, and False where it cannot be read."""
    try:
        return path.absolute() not in _unlocked and is_encrypted(path)
    except OSError:
        return False


def unlock(path: Path, key: DataKey) -> None:
    """Let this process open an encrypted file from now on."""
    _unlocked[path.absolute()] = key


def forget_key(path: Path) -> None:
    """Take the key of a file out of this process's hands."""
    _unlocked.pop(path.absolute(), None)


@contextmanager
def asked_by(asker: Asker | None) -> Iterator[None]:
    """Have whoever needs the key of a locked file ask for it; None: nobody asks."""
    global _asker  # as the keys: one person sits before one process
    before, _asker = _asker, asker
    try:
        yield
    finally:
        _asker = before


def key_of(path: Path) -> DataKey | None:
    """The key that this file was unlocked with; None for a plain one.

    A copy of a file that is unlocked opens with the same key.

    Raises:
        Locked: the file is encrypted, and nobody has unlocked it.
        StorageProblem: the library for encrypted files is not installed.
    """
    if not is_encrypted(path):
        return None
    if path.absolute() not in _unlocked:
        library(encrypted=True)
        from convo_tui.storage.cipher import fitting

        key = fitting(path, set(_unlocked.values())) or (_asker(path) if _asker else None)
        if key is None:
            raise Locked(f"{path} is encrypted; it opens with its passphrase.")
        unlock(path, key)
    return _unlocked[path.absolute()]


def by_cipher(path: Path) -> None:
    """Have the library for encrypted files open this one from now on, while it is plain too.

    For a file that changes over in this process: two libraries would not see each other's locks.
    """
    _by_cipher.add(path.absolute())


def library_of(path: Path) -> ModuleType:
    """The library that opens this file, as it stands now.

    Raises:
        StorageProblem: it is not installed.
    """
    return library(encrypted=path.absolute() in _by_cipher or is_encrypted(path))


def library(*, encrypted: bool) -> ModuleType:
    """The SQLite library for a file: a DB-API module.

    Raises:
        StorageProblem: the one for encrypted files is not installed.
    """
    if not encrypted:
        import sqlite3

        return sqlite3
    try:
        import sqlcipher3.dbapi2
    except ImportError as fault:
        raise StorageProblem(MISSING) from fault
    module: ModuleType = sqlcipher3.dbapi2
    return module


def log_of(path: Path) -> Path:
    """Where SQLite's write-ahead log stands: beside the file while it is open, or after a crash."""
    return path.with_name(f"{path.name}-wal")


def look(path: Path, **options: Any) -> sqlite3.Connection:
    """A connection that only reads, and leaves nothing beside the file.

    Without a log nobody has the file open, and SQLite is told that it stands still: else it would
    put an empty log and an index of it there, even beside another program's file.

    Raises:
        Locked, StorageProblem: as `connect`.
    """
    return connect(path, read_only=True, still=not log_of(path).exists(), **options)


def database_errors() -> tuple[type[Exception], ...]:
    """What the libraries in use raise when they cannot read or write a file."""
    import sqlite3

    cipher = sys.modules.get("sqlcipher3.dbapi2")
    # Python cannot read what SQLite says where that quotes the bytes of a damaged file.
    return (sqlite3.DatabaseError, UnicodeDecodeError, *([cipher.DatabaseError] if cipher else []))


def connect(
    path: Path,
    *,
    read_only: bool = False,
    still: bool = False,
    key: DataKey | None = None,
    **options: Any,
) -> sqlite3.Connection:
    """A connection to a file.

    Args:
        path: whatever signs it has; a folder or a device never gets here (`must_be_ordinary`).
        read_only: nothing can be written through it.
        still: nobody writes to the file meanwhile; see `look`.
        key: of a file that is about to be made encrypted; else the one it was unlocked with.
        options: for the library's own `connect`.

    Raises:
        Locked: the file is encrypted, and nobody has unlocked it.
        StorageProblem: the library for encrypted files is not installed.
    """
    key = key or key_of(path)
    mode = ("ro" if read_only else "rwc") + ("&immutable=1" if still else "")
    by_cipher = key is not None or path.absolute() in _by_cipher
    opened: sqlite3.Connection = library(encrypted=by_cipher).connect(
        f"{path.absolute().as_uri()}?mode={mode}", uri=True, **{"timeout": LOCK_SECONDS} | options
    )
    if by_cipher:
        # The library's own words about keys and pages are not for the terminal.
        opened.execute("PRAGMA cipher_log_level = NONE")
    if key is not None:
        opened.execute(f'PRAGMA key = "{key.literal}"')
        opened.execute("PRAGMA cipher_compatibility = 4")  # whatever later versions begin with
    return opened
