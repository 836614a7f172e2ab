"""Whether the file under a path is still the one that was opened.

SQLite goes on writing into a file that was deleted or replaced, without a word. And the log of it
stays under its old name, where SQLite would play it into whatever file stands there next
(https://sqlite.org/howtocorrupt.html#_unlinking_or_renaming_a_database_file_while_in_use). Only
`stat` is used: to close a file of SQLite's that one opened oneself lets go of SQLite's locks on it.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from convo_tui.storage.problems import Moved

DELETED = "the file was deleted"
AWAY = "the file was moved or deleted"
REPLACED = "another file stands in its place"
FOLDER = "a folder stands in its place"
EMPTIED = "the file was emptied"
LOG_DELETED = "its log was deleted"
LOG_REPLACED = "another program replaced its log"

NOT_TO_FINISH = frozenset({EMPTIED, LOG_REPLACED})
"""What befell a file into which our log must not be carried over: there is another one's work."""

_BESIDE = ("-wal", "-shm")

_Mark = tuple[int, int]
"""Device and inode."""


class Guard:
    """Remembers which file was opened; made while it is surely there.

    Where the system tells no files apart by number (some network disks), only their absence counts.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        found = path.stat()
        self._mark, self._filled = _mark(found), found.st_size > 0
        # The threads that read look at it while the one that writes notes another: it is replaced,
        # never changed.
        self._beside: tuple[tuple[Path, _Mark], ...] = ()
        self.left_log = False
        """Whether the connections that are open have a log without a name."""
        # A handle on the place alone. SQLite's locks do not depend on it, and the number of a
        # deleted file is not given to another one while somebody has it open.
        self._handle = os.open(path, os.O_PATH) if hasattr(os, "O_PATH") else None

    def check(self) -> None:
        """See that the file may be written, or opened once more; costs some microseconds.

        Raises:
            Moved: it may not.
            OSError: nobody can tell now.
        """
        self.look()
        if self.left_log:
            raise Moved(self.path, AWAY)

    def look(self) -> None:
        """See that the file is there.

        Raises:
            Moved: it is not the one that was opened.
            OSError: nobody can tell now.
        """
        try:
            found = self.path.stat()
        except (FileNotFoundError, NotADirectoryError):
            raise Moved(self.path, DELETED if self._is_deleted() else AWAY) from None
        if _mark(found) != self._mark:
            raise Moved(self.path, FOLDER if self.path.is_dir() else REPLACED)
        if self._filled and not found.st_size:
            raise Moved(self.path, EMPTIED)
        self._filled = found.st_size > 0
        for path, mark in self._beside:
            try:
                found = path.stat()
            except FileNotFoundError:
                raise Moved(self.path, LOG_DELETED) from None
            if _mark(found) != mark:
                raise Moved(self.path, LOG_REPLACED)

    def note_log(self) -> None:
        """Remember which log and index stand beside the file; while all is well."""
        noted = dict(self._beside)
        for ending in _BESIDE:
            path = self.path.with_name(self.path.name + ending)
            with suppress(OSError):
                noted[path] = _mark(path.stat())
        self._beside = tuple(noted.items())

    def clear_log(self) -> None:
        """Take the names of our log away from whatever file stands there next.

        Only once the file itself, wherever it is, has all that the log held.
        """
        for path, mark in self._beside:
            with suppress(OSError):
                if _mark(path.stat()) == mark:
                    path.unlink()
        self._beside = ()
        self.left_log = True

    def _is_deleted(self) -> bool:
        return self._handle is not None and os.fstat(self._handle).st_nlink == 0

    def close(self) -> None:
        """Let go of the handle; with the last connection the log goes, and rightly."""
        self._beside = ()
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None


def _mark(found: os.stat_result) -> _Mark:
    return found.st_dev, found.st_ino
