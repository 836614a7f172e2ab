"""A file that goes on elsewhere, because it can no longer be written where it is."""

from __future__ import annotations

import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from convo_tui.paths import PathProblem, prepare_folder
from convo_tui.storage import driver
from convo_tui.storage.problems import StorageProblem, Unwritable
from convo_tui.storage.snapshot import flush, remove, verify
from convo_tui.storage.trouble import words_for

if TYPE_CHECKING:
    from convo_tui.storage.database import Watch
    from convo_tui.storage.driver import DataKey

ROOM = 4_000_000
"""Bytes that must be free beside twice the size of the file for a place to be proposed."""


def proposed(path: Path, on: date) -> Path:
    """A place for a copy where there is room: a private folder at home, else among temporary files.

    Waits for the disk, though not for the one that the file is on.
    """
    name = f"convo-rescue-{on.isoformat()}"
    home, temporary = Path.home(), Path(tempfile.gettempdir())
    if not _has_room(home, path) and _has_room(temporary, path):
        # Everybody may write there: a name that nobody can have taken before.
        return temporary / f"{name}-{secrets.token_hex(4)}" / path.name
    folder, number = home / name, 2
    while folder.exists():
        folder, number = home / f"{name}-{number}", number + 1
    return folder / path.name


def _has_room(folder: Path, path: Path) -> bool:
    try:
        needed = ROOM + (2 * path.stat().st_size if path.is_file() else 0)
        return os.access(folder, os.W_OK | os.X_OK) and shutil.disk_usage(folder).free > needed
    except OSError:
        return False


@contextmanager
def written_elsewhere(
    source: Watch, target: Path, key: DataKey | None, wrapped_key: bytes
) -> Iterator[None]:
    """Copy what is open to another path; where that, or what is done with it, fails, it is gone.

    Args:
        source: an open connection; its file may have been deleted meanwhile.
        target: nothing stands there yet; a folder that is missing is made, private.
        key: of an encrypted file; the copy has the same one.
        wrapped_key: what stood in the file beside it.

    Raises:
        StorageProblem: the copy could not be made, or what was copied cannot be read.
    """
    made = not target.parent.exists()
    try:
        prepare_folder(target.parent)
        _claim(target)
    except (PathProblem, OSError) as fault:
        raise Unwritable(_sentence(target, fault)) from fault
    try:
        if key is not None:
            _put(driver.key_file(target), wrapped_key)
            driver.unlock(target, key)
        _copy(source, target, key)
        yield
    except BaseException as fault:
        remove(target)
        target.with_name(f"{target.name}.lock").unlink(missing_ok=True)
        if made:
            with suppress(OSError):
                target.parent.rmdir()
        if isinstance(fault, StorageProblem):
            raise
        if words := words_for(fault):
            raise Unwritable(f"No copy could be made: {words}.") from fault
        raise


def _copy(source: Watch, target: Path, key: DataKey | None) -> None:
    with closing(driver.connect(target, key=key)) as copy:
        source.copy_into(copy)
    flush(target)
    flush(target.parent)
    verify(target, key=key, told_as=source.path)


def _claim(path: Path) -> None:
    """Make the file, empty and private, in the one step that fails where something stands there."""
    if path.is_symlink() or path.exists():
        raise PathProblem(f"{path} is there already; give another name.")
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))


def _put(path: Path, content: bytes) -> None:
    _claim(path)
    path.write_bytes(content)
    flush(path)


def _sentence(target: Path, fault: Exception) -> str:
    if isinstance(fault, PathProblem):
        return str(fault)
    return f"{target} cannot be written: {words_for(fault)}."
