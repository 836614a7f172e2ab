"""Files beside the database that are copies of it, and whether somebody still stands in them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from convo_tui.storage import driver
from convo_tui.storage.problems import StorageProblem

if TYPE_CHECKING:
    from pathlib import Path

FOLDER = "backups"
"""Beside the database; see `backup`."""

BESIDE = ("-wal", "-shm", "-journal")
"""What SQLite keeps beside a file, and removes with its last connection."""

TEXT = ".md"
"""The ending of what was saved as text: what a damaged file still said, or was not written."""

_PIECE = 1 << 20
_NO_DATABASE = (".lock", ".key", *BESIDE)
_STAMP = re.compile(r"-\d{4}-\d\d-\d\dT\d{6}Z")


@dataclass(frozen=True, slots=True)
class Copies:
    """What was found out about the copies of a database, the oldest first.

    Attributes:
        holding: those in which the person still stands.
        unread: those that cannot be opened, or are text without ids, so that nobody can tell.
    """

    holding: tuple[Path, ...] = ()
    unread: tuple[Path, ...] = ()


def copies_with(path: Path, person_id: str) -> Copies:
    """Look for a person in every copy of a database: its backups, and what was kept beside it.

    A plain file is searched by bytes, so that what was deleted in it is found too.
    """
    holding, unread = [], []
    unreadable: tuple[type[Exception], ...] = (OSError, StorageProblem, *driver.database_errors())
    for copy in sorted(copies_of(path), key=lambda each: each.stat().st_mtime):
        try:
            if copy.suffix == TEXT and not _has_bytes(copy, person_id):
                unread.append(copy)  # their words may stand there, without an id
            elif _holds(copy, person_id):
                holding.append(copy)
        except unreadable:
            unread.append(copy)
    return Copies(tuple(holding), tuple(unread))


def traces_in(path: Path, person_id: str) -> tuple[Path, ...]:
    """Which of a database's own files still have the id of a person among their bytes.

    Only while this process has no connection to it: reading a file as bytes gives up the locks
    that SQLite holds on it (https://sqlite.org/howtocorrupt.html#posix_advisory_locks).
    """
    own = (path, *(path.with_name(path.name + ending) for ending in BESIDE))
    return tuple(each for each in own if each.exists() and _has_bytes(each, person_id))


def delete_copies(copies: Iterable[Path]) -> tuple[Path, ...]:
    """Delete copies with all that stands beside them; those that could not be deleted."""
    from convo_tui.storage.snapshot import remove

    left = []
    for copy in copies:
        try:
            remove(copy)
        except OSError:
            left.append(copy)
    return tuple(left)


def copies_of(path: Path) -> Iterator[Path]:
    """Files of the folder `backups`, and those beside the database that begin with its name."""
    beside = [each for each in _files(path.parent) if each.name.startswith(path.stem)]
    for each in (*beside, *_files(path.parent / FOLDER)):
        if each != path and not each.name.endswith(_NO_DATABASE) and each.stat().st_size:
            yield each


def only_of(path: Path, copies: Iterable[Path]) -> Iterator[Path]:
    """Those of `copies_of` that are certainly no other database, nor a backup of another one.

    Two databases may share a folder, and the name of one may begin with that of the other. What
    Convo itself named after this one is its copy; of anything else, what somebody of it stands in.

    Raises:
        Locked: the database is encrypted, nobody has unlocked it, and a name alone does not tell.
    """
    here: frozenset[str] | None = None
    unreadable: tuple[type[Exception], ...] = (OSError, StorageProblem, *driver.database_errors())
    for copy in copies:
        if _named_after(path, copy):
            yield copy
            continue
        if here is None:
            here = _people(path)
        try:
            shared = here & _people(copy)
        except unreadable:
            continue
        if shared:
            yield copy


def _named_after(path: Path, copy: Path) -> bool:
    if copy.parent == path.parent:
        return copy.name.startswith(f"{path.name}.")
    stem = path.name.removesuffix(".db")
    return copy.name.startswith(stem) and bool(_STAMP.match(copy.name, len(stem)))


def _people(path: Path) -> frozenset[str]:
    with closing(driver.look(path)) as connection:
        return frozenset(each for (each,) in connection.execute("SELECT id FROM person"))


def _files(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return [each for each in folder.iterdir() if each.is_file() and not each.is_symlink()]


def _holds(copy: Path, person_id: str) -> bool:
    if not driver.is_encrypted(copy):
        return _has_bytes(copy, person_id)
    with closing(driver.look(copy)) as connection:
        found = connection.execute("SELECT 1 FROM person WHERE id = ?", [person_id]).fetchone()
    return found is not None


def _has_bytes(path: Path, text: str) -> bool:
    """Whether a text stands anywhere in a file."""
    wanted, kept = text.encode(), b""
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            if wanted in kept + piece:
                return True
            kept = (kept + piece)[-len(wanted) :]
    return False
