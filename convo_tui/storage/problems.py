"""What can be wrong with the file, each with one plain sentence; imports nothing heavy."""

from __future__ import annotations


class StorageProblem(Exception):
    """The file cannot be used; the message says what to do, and the file was left as it was."""


class NotOurs(StorageProblem):
    """The file belongs to another program."""


class TooNew(StorageProblem):
    """A newer Convo wrote the file."""


class Damaged(StorageProblem):
    """SQLite cannot read the file."""


class Unwritable(StorageProblem):
    """The file or its folder cannot be written."""


class Locked(StorageProblem):
    """The file is encrypted, and its passphrase was not given yet."""
