"""Why a file cannot be written or read, in plain words. SQLite's own words are for programmers.

Whatever has words here is worth another try: it is about the disk, the rights or the moment.
Anything else a task was refused for is final.
"""

from __future__ import annotations

import errno

from convo_tui.storage.problems import Busy, Damaged, Moved, StorageProblem

FULL = "disk full"
READ_ONLY = "the file is read-only"
BUSY = "another program holds the file"
NO_HANDLES = "no file handles left"
NO_PERMISSION = "no permission to write the file"
NO_FOLDER = "its folder is gone"
IN_THE_WAY = "something else stands in its place"
DAMAGED = "the file is damaged"
NO_MEMORY = "not enough memory"
FAILING_DISK = "the disk reports an error"
CANNOT = "the file cannot be written"
CANNOT_READ = "the file cannot be read"
NO_PERMISSION_TO_READ = "no permission to read the file"

_BY_ERRNO = {
    errno.ENOSPC: FULL,
    errno.EFBIG: FULL,
    getattr(errno, "EDQUOT", errno.ENOSPC): FULL,
    errno.EROFS: "the disk is read-only",
    errno.EACCES: NO_PERMISSION,
    errno.EPERM: NO_PERMISSION,
    errno.EMFILE: NO_HANDLES,
    errno.ENFILE: NO_HANDLES,
    errno.ENOENT: NO_FOLDER,
    errno.ENOTDIR: IN_THE_WAY,
    errno.EEXIST: IN_THE_WAY,
    errno.EISDIR: IN_THE_WAY,
    errno.EIO: FAILING_DISK,
    errno.ENOMEM: NO_MEMORY,
}

_BY_CODE = {
    "SQLITE_FULL": FULL,
    "SQLITE_READONLY": READ_ONLY,
    "SQLITE_BUSY": BUSY,
    "SQLITE_LOCKED": BUSY,
    "SQLITE_CANTOPEN": "the file cannot be opened",
    "SQLITE_IOERR": FAILING_DISK,
    "SQLITE_CORRUPT": DAMAGED,
    "SQLITE_NOTADB": DAMAGED,
    "SQLITE_PERM": NO_PERMISSION,
    "SQLITE_AUTH": NO_PERMISSION,
    "SQLITE_NOMEM": NO_MEMORY,
}
"""By the primary result code, the part of an extended one before its second underscore
(https://sqlite.org/rescode.html)."""


def words_for(fault: BaseException) -> str:
    """What is wrong with the disk or the file; "" where the fault is about something else."""
    if isinstance(fault, Moved):
        return fault.words
    if isinstance(fault, Busy):
        return BUSY
    if isinstance(fault, Damaged):
        return DAMAGED
    if isinstance(fault, StorageProblem):
        return _of_a_cause(fault) or CANNOT
    if isinstance(fault, OSError):
        return _BY_ERRNO.get(fault.errno or 0, CANNOT)
    if isinstance(fault, MemoryError):
        return NO_MEMORY
    return _of_sqlite(fault)


def words_of_reading(fault: BaseException) -> str:
    """What keeps the file from being read now; "" where no later try helps, as with damage."""
    words = words_for(fault)
    if words == DAMAGED:
        return ""
    return {CANNOT: CANNOT_READ, NO_PERMISSION: NO_PERMISSION_TO_READ}.get(words, words)


def _of_a_cause(fault: StorageProblem) -> str:
    return words_for(fault.__cause__) if fault.__cause__ is not None else ""


def _of_sqlite(fault: BaseException) -> str:
    """Of an error of either library, or of one that SQLAlchemy wrapped."""
    # What was refused for its content (IntegrityError and the like) is refused for good.
    if type(fault).__name__ not in {"OperationalError", "DatabaseError", "InternalError"}:
        return ""
    name = str(getattr(getattr(fault, "orig", fault), "sqlite_errorname", None))
    return _BY_CODE.get("_".join(name.split("_")[:2]), CANNOT)
