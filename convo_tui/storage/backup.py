"""Backups: whole, verified copies of the database in a folder beside it. Imports nothing heavy."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from convo_tui.domain.thinning import staying
from convo_tui.storage import driver
from convo_tui.storage.copies import BESIDE, FOLDER
from convo_tui.storage.driver import LOCK_SECONDS, DataKey
from convo_tui.storage.problems import StorageProblem, Unwritable
from convo_tui.storage.snapshot import copy_bytes, flush, remove, snapshot

STAMP = "%Y-%m-%dT%H%M%SZ"
"""When a backup was made, in UTC, as file names have it: no system minds any of its signs."""

_NAME = r"-(?P<made>\d{4}-\d\d-\d\dT\d{6}Z)-(?P<why>[a-z]+(?:-[a-z]+)*)(?:-\d+)?\.db"


class Why(StrEnum):
    """What a backup was made for; the last words of its name."""

    AFTER_TALK = "after-talk"
    DAILY = "daily"
    BEFORE_UPGRADE = "before-upgrade"
    BEFORE_UNDO = "before-undo"
    BY_HAND = "by-hand"


@dataclass(frozen=True, slots=True)
class Contents:
    """How much stands in a file: people (the archived ones, too), talks held, notes."""

    people: int
    talks: int
    notes: int


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that was verified when it was made.

    Attributes:
        path: the file.
        made_at: aware, in UTC.
        why: one of `Why`, or a word of a newer Convo.
    """

    path: Path
    made_at: datetime
    why: str

    def contents(self, key: DataKey | None = None) -> Contents | None:
        """How much stands in it, read now; None where it cannot be read, or is locked.

        Args:
            key: of an encrypted one, where nobody has unlocked it.
        """
        return contents_of(self.path, key)


def contents_of(path: Path, key: DataKey | None = None) -> Contents | None:
    """How much stands in a database; None where that cannot be read. See `Backup.contents`."""
    counts = (
        "SELECT (SELECT count(*) FROM person),"
        " (SELECT count(*) FROM meeting WHERE state = 'held'), (SELECT count(*) FROM note)"
    )
    unreadable: tuple[type[Exception], ...] = (OSError, StorageProblem, *driver.database_errors())
    try:
        with closing(driver.connect(path, read_only=True, key=key)) as connection:
            return Contents(*connection.execute(counts).fetchone())
    except unreadable:
        return None


def made_today(database: Path, now: datetime) -> bool:
    """Whether a backup was made on this day; `now` is aware, in the zone whose days count."""
    days = (each.made_at.astimezone(now.tzinfo).date() for each in backups_of(database))
    return now.date() in days


def last_made(database: Path, now: datetime) -> datetime | None:
    """When the last backup was made; one that a clock set back left in the future tells nothing."""
    return next((each.made_at for each in backups_of(database) if each.made_at <= now), None)


def folder_of(database: Path) -> Path:
    """Where the backups of a database stand."""
    return database.parent / FOLDER


def backups_of(database: Path) -> tuple[Backup, ...]:
    """The backups of a database, newest first; looks at the names in the folder, and no further."""
    name = re.compile(re.escape(_stem(database)) + _NAME)
    found = []
    try:
        for path in folder_of(database).iterdir():
            fits = name.fullmatch(path.name)
            if fits and path.is_file() and path.stat().st_size:
                made = datetime.strptime(fits["made"], STAMP).replace(tzinfo=UTC)
                found.append(Backup(path, made, fits["why"]))
    except FileNotFoundError:
        return ()
    except (OSError, ValueError) as fault:
        raise Unwritable(f"{folder_of(database)} cannot be read: {_reason(fault)}.") from fault
    return tuple(sorted(found, key=lambda each: (each.made_at, each.path.name), reverse=True))


def make(database: Path, why: Why, now: datetime) -> Backup:
    """Make a backup, and thin out the older ones. An encrypted database's has the same key.

    Args:
        database: may be open and written to, here and elsewhere.
        why: what for.
        now: aware; its zone says which backups were made on the same day.

    Raises:
        StorageProblem: none was made, and what stood there is untouched; the message says why.
    """
    key = driver.key_of(database)
    try:
        with _folder(database) as folder:
            at = now.astimezone(UTC).replace(microsecond=0)
            made = Backup(_free(folder, database, why, at), at, why)
            _write(database, made.path, key)
            _thin(database, now)
    except OSError as fault:
        raise Unwritable(f"{folder_of(database)} cannot be used: {_reason(fault)}.") from fault
    return made


def make_into(database: Path, target: Path) -> None:
    """Make a backup in a file of one's own choice, replacing what is there.

    Raises:
        StorageProblem: none was made, and what stood there is untouched; the message says why.
    """
    if target.exists() and target.samefile(database):
        raise Unwritable(f"{target} is the database itself; give another name.")
    if any(target.with_name(target.name + ending).exists() for ending in BESIDE):
        raise Unwritable(f"{target} is a database that is in use; give another name.")
    try:
        _write(database, target, driver.key_of(database))
    except OSError as fault:
        raise Unwritable(f"{target} cannot be written: {_reason(fault)}.") from fault


def _write(database: Path, target: Path, key: DataKey | None) -> None:
    """Make the copy aside, and give it its name once it is known to be good."""
    part = target.with_name(f"{target.name}.part")
    snapshot(database, part, opens=key, locks=key)
    try:
        if key is not None:
            copy_bytes(driver.key_file(database), driver.key_file(target))
        part.replace(target)
    except BaseException:
        remove(part)
        raise
    if key is None:
        # Of an encrypted one that stood there before.
        driver.key_file(target).unlink(missing_ok=True)
    flush(target.parent)


@contextmanager
def _folder(database: Path) -> Iterator[Path]:
    """The folder, held by nobody else, without what somebody who was killed left in it."""
    from filelock import FileLock, Timeout

    folder, stem = folder_of(database), _stem(database)
    if not folder.is_dir():
        folder.mkdir(mode=0o700)
        flush(folder.parent)
    try:
        with FileLock(folder / f"{stem}.lock", timeout=LOCK_SECONDS, mode=0o600):
            for path in folder.glob("*.part*"):
                if path.name.startswith(f"{stem}-"):
                    path.unlink(missing_ok=True)
            yield folder
    except Timeout:
        raise StorageProblem("Another Convo is making a backup; try again in a moment.") from None


def _free(folder: Path, database: Path, why: Why, at: datetime) -> Path:
    """A name that nothing has yet."""
    start = f"{_stem(database)}-{at:{STAMP}}-{why}"
    path, number = folder / f"{start}.db", 2
    while path.exists():
        path, number = folder / f"{start}-{number}.db", number + 1
    return path


def _thin(database: Path, now: datetime) -> None:
    """Remove what no longer has to stay; what cannot be removed stays, too."""
    backups = backups_of(database)
    stay = staying((each.made_at for each in backups), now)
    for each in backups:
        if each.made_at not in stay:
            remove(each.path)


def _stem(database: Path) -> str:
    """What the names of a database's backups begin with."""
    return database.name.removesuffix(".db")


def _reason(fault: Exception) -> str:
    return (getattr(fault, "strerror", None) or str(fault)).lower()
