"""Finding the files with somebody's notes, and reading them line by line.

Hidden files are passed over, and so are links: what they lead to may be somebody else's.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TextIO

from convo_tui.documents.files import check_source
from convo_tui.documents.notes_markdown import Part, plain, read_notes
from convo_tui.domain.heading_dates import Order, heading_date, order_of
from convo_tui.paths import PathProblem
from convo_tui.text import one_line

ENDINGS = (".md", ".markdown")

LONGEST_LINE = 1_000_000
"""Characters; a longer line is no line that somebody wrote."""

_HEADING = re.compile(r"#{1,6}\s+(?P<text>.*?)\s*#*\s*$")
_RULE = "---"
_FRONT_ENDS = ("---", "...")
_LONGEST_FRONT = 500


class Unreadable(PathProblem):
    """A file that cannot be read; the message is one plain sentence."""


@dataclass(frozen=True, slots=True)
class NotesFile:
    """A file of notes, looked through once.

    Attributes:
        told: the path as it is shown.
        title: the first heading that is no date; "" where there is none.
        day: of a file that is one talk, which its name says.
    """

    path: Path
    told: str
    title: str = ""
    order: Order | None = None
    day: date | None = None

    @property
    def name(self) -> str:
        """What the file's place says of whom it is about."""
        stem = self.path.parent.name if self.day else self.path.stem
        return one_line(re.sub(r"[_\s]+|(?<=\w)-(?=\w)", " ", stem))

    def parts(self) -> Iterator[Part]:
        """What is in it.

        Raises:
            Unreadable: it cannot be read any more.
        """
        return read_notes(_lines(self.path, self.told), self.order, self.day)


def files_in(places: Sequence[Path]) -> Iterator[tuple[Path, str]]:
    """The files of notes that these files and folders hold, each with how it is shown.

    Raises:
        PathProblem: one of the places is not there.
    """
    seen: set[Path] = set()
    for place in places:
        for path in _files(place):
            if (real := path.resolve()) not in seen:
                seen.add(real)
                yield path, one_line(str(path))


def _files(place: Path) -> Iterator[Path]:
    check_source(place, folder=True)
    if not place.is_dir():
        yield place
        return
    for folder, folders, names in os.walk(place):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(folder, name)
            if name.startswith(".") or path.suffix.lower() not in ENDINGS:
                continue
            if not path.is_symlink() and path.is_file():
                yield path


def look_through(path: Path, told: str, order: Order | None = None) -> NotesFile:
    """See what a file is before anything in it is kept: text in UTF-8, and how it writes dates.

    Args:
        path: where it is.
        told: how it is shown.
        order: how dates in figures are read where the file does not tell.

    Raises:
        Unreadable: it is no text in UTF-8, or cannot be read.
    """
    titles: list[str] = []
    named = heading_date(path.stem)
    own = order_of(_headings(path, told, titles))
    day = named.day if named else None
    return NotesFile(path, told, titles[0] if titles else "", own or order, day)


def _headings(path: Path, told: str, titles: list[str]) -> Iterator[str]:
    """The texts of all headings; the first that is no date goes into `titles`."""
    for _, line in _lines(path, told):
        if found := _HEADING.match(line):
            text = plain(found["text"])
            if not titles and text and heading_date(text) is None:
                titles.append(text)
            elif not titles:
                # A day comes first: what follows are parts of a talk.
                titles.append("")
            yield text


def _lines(path: Path, told: str) -> Iterator[tuple[int, str]]:
    """Each line with its number, front matter apart.

    Raises:
        Unreadable: see `look_through`.
    """
    if not path.is_file():
        raise Unreadable(f"{told} is not a file.")
    try:
        with path.open(encoding="utf-8-sig") as file:
            yield from _without_front(enumerate(_of_file(file, told), 1))
    except UnicodeDecodeError:
        raise Unreadable(f"{told} is not text in UTF-8; save it in that encoding first.") from None
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise Unreadable(f"{told} cannot be read: {reason}.") from error


def _of_file(file: TextIO, told: str) -> Iterator[str]:
    while line := file.readline(LONGEST_LINE):
        if len(line) == LONGEST_LINE:
            raise Unreadable(f"{told} has a line of a million characters; these are no notes.")
        yield line


def _without_front(lines: Iterable[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """Leave YAML front matter out; a rule that nothing closes is none."""
    source = iter(lines)
    held: list[tuple[int, str]] = []
    for number, line in source:
        if not held and line.rstrip() != _RULE:
            yield number, line
            break
        held.append((number, line))
        if number > 1 and line.rstrip() in _FRONT_ENDS:
            held = []
            break
        if number > _LONGEST_FRONT:
            break
    yield from held
    yield from source
