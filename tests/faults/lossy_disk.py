"""A disk that forgets what was not flushed: it keeps a log of what SQLite asked of it.

From the log, the state of the files after a power cut at any moment can be made: whatever was
written since the last flush of its file is there, missing, there without what came before it, or
torn within, by sectors, as chance has it.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import apsw

SECTOR = 512
"""Bytes that a disk writes whole or not at all."""

NAME = "lossy"


@dataclass(frozen=True, slots=True)
class Write:
    """Bytes at a place; with `cut` bytes kept at most where it is a truncation."""

    at: int
    data: bytes
    cut: bool = False

    def on(self, content: bytearray) -> None:
        """Do it, whole."""
        if self.cut:
            del content[self.at :]
            return
        if len(content) < self.at:
            content.extend(bytes(self.at - len(content)))
        content[self.at : self.at + len(self.data)] = self.data

    def torn(self, chance: random.Random) -> list[Write]:
        """Some of its sectors, as a disk may have got to them."""
        if self.cut:
            return [self]
        parts, at, end = [], self.at, self.at + len(self.data)
        while at < end:
            upto = min(end, (at // SECTOR + 1) * SECTOR)
            parts.append(Write(at, self.data[at - self.at : upto - self.at]))
            at = upto
        return [part for part in parts if chance.random() < 0.5]


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing that was asked of the disk, or told to the person.

    Attributes:
        what: "write", "flush", "delete" or "told".
        number: of what was told to be saved.
    """

    what: str
    file: str = ""
    write: Write | None = None
    number: int = 0


@dataclass(slots=True)
class _File:
    flushed: bytearray = field(default_factory=bytearray)
    exists: bool = False
    """Whether a flush has made its name last."""

    waiting: list[Write] = field(default_factory=list)


class LossyDisk(apsw.VFS):
    """SQLite's way to the system's files, with a log of all of it."""

    def __init__(self) -> None:
        self.deeds: list[Deed] = []
        super().__init__(NAME, "")

    def xOpen(self, name: str | apsw.URIFilename | None, flags: list[int]) -> apsw.VFSFile:  # noqa: N802
        """Open a file that keeps the log."""
        return _Logged(name, flags, self.deeds.append)

    def xDelete(self, filename: str, syncdir: bool) -> None:  # noqa: N802
        """Delete a file; the log takes it as done, whether or not its folder is flushed."""
        self.deeds.append(Deed("delete", Path(filename).name))
        super().xDelete(filename, syncdir)

    def told(self, number: int) -> None:
        """The person was told that this is saved."""
        self.deeds.append(Deed("told", number=number))


class _Logged(apsw.VFSFile):
    def __init__(
        self,
        name: str | apsw.URIFilename | None,
        flags: list[int],
        log: Callable[[Deed], None],
    ) -> None:
        path = name.filename() if isinstance(name, apsw.URIFilename) else name
        self._name = Path(path).name if path else ""
        self._log = log
        super().__init__("", name, flags)

    def xWrite(self, data: bytes, offset: int) -> None:  # noqa: N802
        self._log(Deed("write", self._name, Write(offset, bytes(data))))
        super().xWrite(data, offset)

    def xTruncate(self, newsize: int) -> None:  # noqa: N802
        self._log(Deed("write", self._name, Write(newsize, b"", cut=True)))
        super().xTruncate(newsize)

    def xSync(self, flags: int) -> None:  # noqa: N802
        super().xSync(flags)
        self._log(Deed("flush", self._name))


def images(
    before: dict[str, bytes], deeds: list[Deed], cuts: int, chance: random.Random
) -> list[tuple[dict[str, bytes], int]]:
    """What may be on the disk after a cut at so many random moments.

    Returns:
        For each cut the content of each file, and how many things had been told to be saved.
    """
    moments = sorted(chance.randrange(len(deeds) + 1) for _ in range(cuts))
    files = {name: _File(bytearray(data), exists=True) for name, data in before.items()}
    made: list[tuple[dict[str, bytes], int]] = []
    told = done = 0
    for moment in moments:
        for deed in deeds[done:moment]:
            told = max(told, deed.number)
            _take(files, deed)
        done = moment
        made.append((_after_cut(files, chance), told))
    return made


def _take(files: dict[str, _File], deed: Deed) -> None:
    if deed.what == "delete":
        files.pop(deed.file, None)
    elif deed.what == "write" and deed.write is not None:
        files.setdefault(deed.file, _File()).waiting.append(deed.write)
    elif deed.what == "flush":
        file = files.setdefault(deed.file, _File())
        for write in file.waiting:
            write.on(file.flushed)
        file.waiting.clear()
        file.exists = True


def _after_cut(files: dict[str, _File], chance: random.Random) -> dict[str, bytes]:
    left: dict[str, bytes] = {}
    for name, file in files.items():
        if not file.exists and chance.random() < 0.5:
            continue
        content = bytearray(file.flushed)
        kept = [write for write in file.waiting if chance.random() < chance.choice((0.2, 0.8))]
        chance.shuffle(kept)
        for write in kept:
            parts = write.torn(chance) if chance.random() < 0.3 else [write]
            for part in parts:
                part.on(content)
        left[name] = bytes(content)
    return left
