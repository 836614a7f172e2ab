"""Notes of 1:1s in Markdown, read as a stream: days, their entries, and what could not be read.

markdown-it reads the Markdown; what its parts mean is said by `domain.written_notes` and
`domain.heading_dates`. A large file is read in pieces, so that memory does not grow with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from convo_tui.domain.heading_dates import HeadingDate, Order, heading_date
from convo_tui.domain.written_notes import (
    NO_SECTION,
    Entry,
    Head,
    Section,
    entry_of,
    section_named,
    split_head,
)
from convo_tui.text import one_line

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

PIECE = 200_000
"""Characters of a file that are read at once, up to the next heading."""

LONGEST_PIECE = 1_000_000
"""Characters after which a piece ends at an empty line, and soon after it at any."""

LONGEST_INLINE = 4_000
"""Characters of a text in which emphasis and links are looked for; a longer one stays as it is."""

_ATX = re.compile(r"#{1,6}(?:\s|$)")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_PSEUDO = re.compile(r"(\*\*|__).+\1:?|.+:")
_LIVE = re.compile(r"[*_`\[<&\\]")
_CLOCK = re.compile(r"[T@\s]*\d\d?[:.]\d\d(?::\d\d)?(?:\s*[ap]m)?", re.IGNORECASE)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Day:
    """A talk's heading: what follows was written on that day."""

    line: int
    day: date


@dataclass(frozen=True, slots=True)
class Fault:
    """What could not be read, and why; the words of a sentence without its full stop."""

    line: int
    why: str


Part = Day | Entry | Fault


def read_notes(
    lines: Iterable[tuple[int, str]], order: Order | None = None, day: date | None = None
) -> Iterator[Part]:
    """Read the lines of a file, each with its number.

    Args:
        lines: without front matter, each with its line end.
        order: how dates in figures are read that could be either.
        day: of a file that is one talk, which its name says.
    """
    reader = _Reader(order)
    if day is not None:
        yield reader.begin(1, day)
    for first, piece in _pieces(lines):
        yield from reader.read(piece, first)
    yield from reader.left_out()


def _pieces(lines: Iterable[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """The text in pieces that can be read by themselves, each with the number of its first line."""
    held: list[str] = []
    first, size, fence = 1, 0, ""
    for number, line in lines:
        heading = not fence and _ATX.match(line)
        if held and (
            (heading and size > PIECE)
            or (size > LONGEST_PIECE and not line.strip())
            or size > 2 * LONGEST_PIECE
        ):
            yield first, "".join(held)
            held, size = [], 0
        if not held:
            first = number
        if found := _FENCE.match(line):
            if not fence:
                fence = found[1]
            elif found[1].startswith(fence) and not line[found.end() :].strip():
                fence = ""
        held.append(line)
        size += len(line)
    if held:
        yield first, "".join(held)


class _Reader:
    """Walks through the tokens of a file, piece by piece, and knows under which heading it is."""

    def __init__(self, order: Order | None) -> None:
        self._order = order
        self._section = NO_SECTION
        self._day: date | None = None
        self._level = 0
        """Of the headings with days; 0 before the first. Deeper ones are parts of a talk."""
        self._outside: list[int] = []
        """First line, and number, of what stands under no day."""

    def begin(self, line: int, day: date) -> Day:
        """A talk begins."""
        self._day, self._section = day, NO_SECTION
        return Day(line, day)

    def left_out(self) -> Iterator[Fault]:
        """Tell what stood under no day."""
        if self._outside:
            line, count = self._outside
            words = "1 line stands" if count == 1 else f"{count} lines stand"
            yield Fault(line, f"{words} under no date")
            self._outside = []

    def read(self, text: str, first: int) -> Iterator[Part]:
        """The parts of a piece that begins in line `first`."""
        tokens = _blocks().parse(text)
        sign, place, depth = "", 0, 0
        while place < len(tokens):
            token = tokens[place]
            line = first + (token.map[0] if token.map else 0)
            if token.type == "heading_open":
                yield from self._heading(line, int(token.tag[1]), tokens[place + 1].content)
                place += 1
            elif token.type == "list_item_open":
                depth += 1
                carried = sign if token.markup == "+" else ""
                sign = _sign_of(token, tokens[place + 1]) or carried
            elif token.type == "list_item_close":
                depth -= 1
            elif token.type == "tr_open":
                cells, place = _row(tokens, place)
                yield from self._entry(line, Head(), " | ".join(cells))
            elif token.type == "inline":
                yield from self._text(line, f"{sign}{token.content}", listed=depth > 0)
                sign = ""
            elif token.type in ("fence", "code_block"):
                yield from self._entry(line, Head(), token.content)
            elif token.type == "html_block":
                yield from self._entry(line, Head(), _COMMENT.sub("", token.content))
            place += 1

    def _heading(self, line: int, level: int, content: str) -> Iterator[Part]:
        text = plain(content)
        found = None
        if not self._level or level <= self._level:
            found = heading_date(text, self._order)
        if found is not None:
            yield from self._dated(line, level, found)
        elif self._level and level < self._level:
            # Another chapter, which has nothing to do with the talk before it.
            self._day, self._section = None, NO_SECTION
        elif self._day is not None:
            known = section_named(text)
            self._section = known or NO_SECTION
            if known is None:
                yield from self._entry(line, Head(), text)

    def _dated(self, line: int, level: int, found: HeadingDate) -> Iterator[Part]:
        yield from self.left_out()
        self._level = level
        self._section = NO_SECTION
        self._day = found.day
        if found.day is None:
            yield Fault(line, found.fault)
            return
        yield self.begin(line, found.day)
        if not _CLOCK.fullmatch(found.rest):
            yield from self._entry(line, Head(), found.rest)

    def _text(self, line: int, content: str, *, listed: bool) -> Iterator[Part]:
        """A paragraph: one entry; more where a line in it begins with a box or a sign.

        A line such as `Next steps:` is a heading, even where no empty line stands before it.
        """
        held: list[str] = []
        first = line
        for number, each in enumerate(content.split("\n"), line):
            section = _pseudo_heading(each)
            if held and (section or not split_head(each.strip())[0].bare):
                yield from self._line(first, " ".join(held), listed=listed)
                held = []
            if section is not None:
                self._section = section
                continue
            if not held:
                first = number
            held.append(each)
        if held:
            yield from self._line(first, " ".join(held), listed=listed)

    def _line(self, line: int, content: str, *, listed: bool) -> Iterator[Part]:
        head, words = split_head(content.strip())
        yield from self._entry(line, head, plain(words), listed=listed)

    def _entry(self, line: int, head: Head, words: str, *, listed: bool = False) -> Iterator[Part]:
        section = self._section if listed else self._section.for_text
        entry = entry_of(line, head, one_line(words), section)
        if entry is None:
            return
        if self._day is not None:
            yield entry
        elif self._outside:
            self._outside[1] += 1
        else:
            self._outside = [line, 1]


def plain(markdown: str) -> str:
    """A text of one line without its markup: emphasis goes, an address stays in brackets."""
    if not _LIVE.search(markdown) or len(markdown) > LONGEST_INLINE:
        return one_line(markdown)
    (inline,) = _inlines().parseInline(markdown)
    parts: list[str] = []
    links: list[tuple[str, int]] = []
    for token in inline.children or ():
        if token.type == "link_open":
            links.append((str(token.attrs["href"]), len(parts)))
        elif token.type == "link_close" and links:
            href, start = links.pop()
            if href.removeprefix("mailto:") != "".join(parts[start:]):
                parts.append(f" ({href})")
        elif token.type in ("softbreak", "hardbreak"):
            parts.append(" ")
        else:
            parts.append(token.content)
    return one_line("".join(parts))


def _sign_of(item: Token, inside: Token) -> str:
    """The sign of a line in a bullet: `- + shipped it` is a list in a list to Markdown."""
    if item.map is None or inside.map is None or item.map[0] != inside.map[0]:
        return ""
    if inside.type == "bullet_list_open" and inside.markup == "+" != item.markup:
        return "+ "
    return "> " if inside.type == "blockquote_open" else ""


def _pseudo_heading(line: str) -> Section | None:
    """What a line such as `**Wins**` or `Next steps:` says, which stands for a heading."""
    if not _PSEUDO.fullmatch(line.strip()):
        return None
    return section_named(line)


def _row(tokens: list[Token], place: int) -> tuple[list[str], int]:
    """The cells of a row of a table, and where it ends."""
    cells = []
    while tokens[place].type != "tr_close":
        if tokens[place].type == "inline":
            cells.append(plain(tokens[place].content))
        place += 1
    return [cell for cell in cells if cell], place


@cache
def _blocks() -> MarkdownIt:
    """Reads the structure alone; most lines have no markup in them."""
    from markdown_it import MarkdownIt

    reader = MarkdownIt("commonmark").enable("table")
    reader.core.ruler.enableOnly(["normalize", "block"])
    return reader


@cache
def _inlines() -> MarkdownIt:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark")
