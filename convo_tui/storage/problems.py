"""What can be wrong with the file, each with one plain sentence; imports nothing heavy."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


class StorageProblem(Exception):
    """The file cannot be used; the message says what to do, and the file was left as it was."""


class NotOurs(StorageProblem):
    """The file belongs to another program."""


class TooNew(StorageProblem):
    """A newer Convo wrote the file."""


class Damaged(StorageProblem):
    """SQLite cannot read the file, or what it reads there cannot be.

    Attributes:
        why: what was found, in SQLite's words or ours; never what somebody typed.
    """

    def __init__(self, sentence: str, why: str = "") -> None:
        super().__init__(sentence)
        self.why = why

    @classmethod
    def found_in(cls, path: Path, why: str) -> Damaged:
        """The sentence for a file that was left as it was, and what there is to do."""
        return cls(
            f"{path} is damaged and was left as is: convo doctor says more, convo restore brings"
            " a backup back.",
            why,
        )


class Unwritable(StorageProblem):
    """The file or its folder cannot be written."""


class Locked(StorageProblem):
    """The file is encrypted, and its passphrase was not given yet."""


class Busy(StorageProblem):
    """Another program has been writing to the file for longer than one waits."""


class Moved(StorageProblem):
    """What stands under the path is not the file that was opened.

    Attributes:
        words: what happened to it, for the title bar: "the file was deleted".
    """

    def __init__(self, path: Path, words: str) -> None:
        super().__init__(f"{path}: {words} while Convo had it open.")
        self.words = words


class InUse(StorageProblem):
    """Another window or command has the file open."""
