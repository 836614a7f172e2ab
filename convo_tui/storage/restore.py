"""Bringing a backup back: into a new file first, the old one kept. Imports nothing heavy.

What stands at the database's path changes by one rename: whatever moment the program is cut off
at, it is the old file or the new one. The old one's log must be gone by then, or SQLite would play
it into the new one; it is first taken into the old file, or kept beside it where it cannot be.
"""

from __future__ import annotations

from contextlib import closing, suppress
from datetime import UTC, datetime
from glob import escape
from pathlib import Path
from typing import TYPE_CHECKING

from convo_tui.storage import driver
from convo_tui.storage.backup import STAMP
from convo_tui.storage.copies import BESIDE
from convo_tui.storage.driver import LOCK_SECONDS, key_file
from convo_tui.storage.header import must_be_ordinary
from convo_tui.storage.problems import InUse, StorageProblem, Unwritable
from convo_tui.storage.snapshot import copy_bytes, flush, remove, snapshot
from convo_tui.storage.soundness import must_be_sound

if TYPE_CHECKING:
    from convo_tui.storage.driver import DataKey

WAITS_SECONDS = 0.5
"""How long a shell command that reads at this moment is waited for."""


def restore(backup: Path, into: Path, now: datetime) -> Path | None:
    """Put what a backup holds in the place of the database, which is kept under a dated name.

    Where both are encrypted and the database's key is known, that key and its passphrase stay.
    Where the backup is plain, so is the database afterwards.

    Args:
        backup: any whole Convo file; it is only read.
        into: the database; it may be damaged, empty or gone.
        now: aware; dates the name of the old one.

    Returns:
        Where the old one was kept; None where there was none.

    Raises:
        InUse: a window or a command has the database open.
        Locked: the backup is encrypted, and nobody has unlocked it.
        StorageProblem: it cannot be done; the message says why. The database is as it was.
    """
    from filelock import FileLock, Timeout

    must_be_ordinary(backup)
    must_be_ordinary(into)
    if into.exists() and backup.samefile(into):
        raise StorageProblem(f"{backup} is the database itself.")
    try:
        into.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with FileLock(f"{into}.lock", timeout=LOCK_SECONDS, mode=0o600):
            return _restore(backup, into, now)
    except Timeout:
        raise _in_use(into) from None
    except OSError as fault:
        reason = (fault.strerror or str(fault)).lower()
        raise Unwritable(f"{into} was not changed: {reason}.") from fault


def _restore(backup: Path, into: Path, now: datetime) -> Path | None:
    # A link stays one: what it leads to is replaced.
    place = into.resolve()
    opens, stays = driver.key_of(backup), _known_key(into)
    new = place.with_name(f"{place.name}.new.part")
    for left in place.parent.glob(f"{escape(place.name)}.*.part*"):
        left.unlink(missing_ok=True)
    snapshot(backup, new, opens=opens, locks=opens and (stays or opens))
    try:
        kept = _set_aside(into, place, now)
        if opens and not stays:
            # Beside a plain file, or one that nobody can open, it changes nothing yet.
            copy_bytes(key_file(backup), key_file(into))
        flush(place.parent)
        new.replace(place)
    except BaseException:
        remove(new)
        raise
    driver.forget_key(into)
    if opens is None:
        key_file(into).unlink(missing_ok=True)
    else:
        driver.unlock(into, stays or opens)
    flush(place.parent)
    return kept


def _known_key(into: Path) -> DataKey | None:
    """The key of an encrypted database, where that is known without asking anybody."""
    with driver.asked_by(None), suppress(StorageProblem, FileNotFoundError):
        return driver.key_of(into)
    return None


def _set_aside(into: Path, place: Path, now: datetime) -> Path | None:
    """Copy the database, so that nothing stands beside it any more that belongs to it."""
    if not place.exists() and not _beside(place):
        return None
    sound, kept = _is_sound(into), _free(place, now)
    if sound:
        _take_in_log(into)
    try:
        _keep(into, place, kept)
        if not sound and place.exists() and place.stat().st_size:
            # It is kept by now, so SQLite may try: that tells whether somebody has it open.
            _take_in_log(into)
    except BaseException:
        remove(kept)
        raise
    for each in _beside(place):
        each.unlink(missing_ok=True)
    return kept


def _keep(into: Path, place: Path, kept: Path) -> None:
    # The key first: an encrypted file is never there without what opens it.
    if key_file(into).exists():
        copy_bytes(key_file(into), key_file(kept))
    for source in (place, *_beside(place)):
        ending = source.name.removeprefix(place.name)
        # The index of a log is made anew from it.
        if ending != "-shm" and source.exists():
            copy_bytes(source, kept.with_name(kept.name + ending))
    flush(place.parent)


def _beside(place: Path) -> list[Path]:
    """What SQLite left beside a database."""
    paths = (place.with_name(place.name + ending) for ending in BESIDE)
    return [path for path in paths if path.exists()]


def _is_sound(into: Path) -> bool:
    """Whether SQLite may write into it: the log of a damaged one may hold what it cannot see."""
    with driver.asked_by(None), suppress(StorageProblem, OSError):
        must_be_sound(into)
        return True
    return False


def _take_in_log(into: Path) -> None:
    """Have SQLite write what the log holds into the file, and remove the log.

    That needs the file for itself, so it ends here where a window has it open. Where SQLite cannot
    read the file, nothing is done.

    Raises:
        InUse: somebody has it open.
    """
    try:
        with (
            driver.asked_by(None),
            closing(driver.connect(into, timeout=WAITS_SECONDS)) as connection,
        ):
            connection.execute("PRAGMA journal_mode = DELETE").fetchone()
    except driver.database_errors() as fault:
        if "locked" in str(fault):
            raise _in_use(into) from None
    except StorageProblem:
        return


def _in_use(into: Path) -> StorageProblem:
    return InUse(
        f"Convo has {into} open in another window. Leave it there first (ctrl+q);"
        " nothing was changed."
    )


def _free(place: Path, now: datetime) -> Path:
    start = f"{place.name}.before-{now.astimezone(UTC):{STAMP}}"
    path, number = place.with_name(start), 2
    while path.exists():
        path, number = place.with_name(f"{start}-{number}"), number + 1
    return path
