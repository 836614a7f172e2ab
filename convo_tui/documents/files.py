"""Saving a document where a person says: never over another file unasked, never half of it."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from convo_tui.paths import PathProblem, write_private
from convo_tui.text import one_line

LONGEST_NAME = 40
"""Characters of a person's name in the name of a file: some systems take 255 bytes in all."""

_IN_NAMES = ("L", "M", "N")
"""Letters, their marks and digits: the characters that every file system takes."""


class AlreadyThere(PathProblem):
    """A file of that name is there already; whoever wants it replaced says so."""


def proposed_name(person: str, on: date, ending: str = "md") -> str:
    """A name for a recap that every system takes: `maya-lindqvist-2026-11-24.md`."""
    kept = "".join(
        sign if unicodedata.category(sign)[0] in _IN_NAMES else " " for sign in one_line(person)
    )
    words = "-".join(kept.lower().split())[:LONGEST_NAME].strip("-")
    return f"{words or 'talk'}-{on.isoformat()}.{ending}"


def typed_path(text: str) -> Path:
    """The path that a person typed; `~` is their home, a bare name is in the current folder.

    Raises:
        PathProblem: it is empty, or names the home of somebody who is not there.
    """
    line = one_line(text)
    if not line:
        raise PathProblem("Type the name of a file first.")
    try:
        return Path(line).expanduser().absolute()
    except RuntimeError as error:
        raise PathProblem(f"There is no home folder for {line}.") from error


def save_text(path: Path, text: str | Iterable[str], *, overwrite: bool = False) -> None:
    """Write a file that only its owner may read: aside first, and then renamed. Waits for the disk.

    Args:
        path: where; its folder must be there.
        text: all of it, or its pieces; line ends stay as they are.
        overwrite: replace a file that is there already.

    Raises:
        AlreadyThere: a file is there and `overwrite` is not set.
        PathProblem: it cannot be written; the message is one plain sentence, and what stood
            there before is untouched.
    """
    check_place(path)
    if not overwrite:
        _claim(path)
    try:
        write_private(path, text, follow=False)  # nor a link put there since it was looked at
    except BaseException:
        if not overwrite:
            path.unlink(missing_ok=True)
        raise


def check_place(path: Path) -> None:
    """See whether a file can stand there; one that does already is another matter.

    Raises:
        PathProblem: there is no such folder, or something else than a file stands there.
    """
    try:
        no_folder, link, folder = not path.parent.is_dir(), path.is_symlink(), path.is_dir()
        other = path.exists() and not path.is_file()
    except (OSError, ValueError) as error:  # ValueError: a name that no file can have
        raise _unwritable(path, error) from error
    if no_folder:
        raise PathProblem(f"There is no folder {path.parent}; make it first or give another one.")
    if link:
        raise PathProblem(f"{path} is a link to another file; give the name of a file itself.")
    if folder:
        raise PathProblem(f"{path} is a folder; give the name of a file in it.")
    if other:
        raise PathProblem(f"{path} is not a file; give another name.")


def check_source(path: Path, *, folder: bool = False) -> str:
    """See whether something can be read there, and how its path is shown.

    Args:
        path: as it was typed.
        folder: whether a folder will do, too.

    Raises:
        PathProblem: there is no such file.
    """
    told = one_line(str(path))
    try:
        there = path.is_file() or (folder and path.is_dir())
    except (OSError, ValueError):  # a name that is too long, or that no name can be
        there = False
    if not there:
        raise PathProblem(f"There is no file {'or folder ' * folder}{told}.")
    return told


def _claim(path: Path) -> None:
    """Make the file, empty, in the one step that fails where another program was quicker."""
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except FileExistsError:
        raise AlreadyThere(f"{path} is there already.") from None
    except (OSError, ValueError) as error:
        raise _unwritable(path, error) from error


def _unwritable(path: Path, error: OSError | ValueError) -> PathProblem:
    reason = getattr(error, "strerror", None) or "no file can have that name"
    return PathProblem(f"{path} cannot be written: {reason[:1].lower()}{reason[1:]}.")
