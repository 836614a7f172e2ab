"""Notes of 1:1s as people write them in files: what each line of them is.

A line may carry a tick box, which makes it a commitment, or a sign of the note line with a space
behind it; else the heading above says what it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from convo_tui.domain.agenda import DEFAULT
from convo_tui.domain.capture import Captured, LineKind, as_line, parse_line


@dataclass(frozen=True, slots=True)
class Section:
    """What a heading says of the lines beneath it.

    Attributes:
        segment: index of the segment of the default agenda.
    """

    kind: LineKind = LineKind.NOTE
    segment: int | None = None
    private: bool = False

    @property
    def for_text(self) -> Section:
        """The same for a paragraph: beneath "Actions" only what is listed was promised."""
        return replace(self, kind=LineKind.NOTE) if self.kind is LineKind.COMMITMENT else self


NO_SECTION = Section()

_NAMES = {
    "wins": ("wins", "win", "what went well", "went well", "going well", "highlights", "kudos"),
    "blockers": ("blockers", "blocker", "challenges", "issues", "problems", "concerns", "stuck"),
    "development": ("development", "growth", "career", "learning"),
    "help": ("help", "support", "asks", "needs"),
}
_ACTIONS = (
    *("actions", "action items", "action points", "next steps", "to do", "todo", "todos", "tasks"),
    *("commitments", "follow ups", "follow up", "followups", "promises", "agreed"),
)
_PRIVATE = ("private", "private notes", "my notes", "for me")
_KINDS = {"wins": LineKind.WIN, "blockers": LineKind.BLOCKER}
_SEGMENTS = {segment.key: place for place, segment in enumerate(DEFAULT.segments)}

SECTIONS: dict[str, Section] = {
    **{
        name: Section(_KINDS.get(key, LineKind.NOTE), _SEGMENTS[key])
        for key, names in _NAMES.items()
        for name in names
    },
    **dict.fromkeys(_ACTIONS, Section(LineKind.COMMITMENT)),
    **dict.fromkeys(_PRIVATE, Section(private=True)),
    **dict.fromkeys(("notes", "note", "discussion", "agenda", "misc", "other"), NO_SECTION),
}
"""By the words of a heading, in small letters and without signs, what stands beneath it."""

_NO_LETTERS = re.compile(r"[\W_]+")
_HEAD = re.compile(
    r"(?:(?P<box>\[[ xX]?\])(?:\s+|$))?"
    r"(?P<private>~(?=\s|[+!>]\s))?\s*(?:(?P<sign>[+!>])(?P<late>~?)\s+)?"
)
_SIGNS = {kind.sign: kind for kind in LineKind if kind.sign}


@dataclass(frozen=True, slots=True)
class Head:
    """What stands before the words of a line.

    Attributes:
        done: of a tick box, whether it is ticked; None where there is no box.
    """

    kind: LineKind = LineKind.NOTE
    private: bool = False
    done: bool | None = None

    @property
    def bare(self) -> bool:
        """Whether nothing stood there."""
        return self == Head()


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of somebody's notes, read.

    Attributes:
        line: its number in the file, from 1.
        captured: what it says.
        segment: index of the segment of the default agenda.
        done: whether a commitment was kept.
    """

    line: int
    captured: Captured
    segment: int | None = None
    done: bool = False


def section_named(heading: str) -> Section | None:
    """What a heading says of what stands beneath it; None for one that is not known."""
    return SECTIONS.get(" ".join(_NO_LETTERS.sub(" ", heading.casefold()).split()))


def split_head(line: str) -> tuple[Head, str]:
    """The box and the sign of a line, and the words behind them.

    A sign counts with a space behind it alone: `+1 from me` is no win, `~20 people` not private.
    """
    found = _HEAD.match(line)
    if found is None or not found.end():
        return Head(), line
    box = found["box"]
    kind = LineKind.COMMITMENT if box else _SIGNS.get(found["sign"] or "", LineKind.NOTE)
    private = bool(found["private"] or found["late"])
    done = None if box is None else "x" in box.casefold()
    head = Head(kind, private, done)
    return (Head(), line) if head.bare else (head, line[found.end() :])


def entry_of(line: int, head: Head, words: str, section: Section = NO_SECTION) -> Entry | None:
    """What a line says; None for one without words.

    Args:
        line: its number.
        head: what stood before the words.
        words: as plain text of one line.
        section: what the heading above says.
    """
    kind = section.kind if head.kind is LineKind.NOTE else head.kind
    if kind is LineKind.COMMITMENT:
        captured = parse_line(f"> {words}")
    else:
        captured = replace(parse_line(as_line(Captured(text=words))), kind=kind)
    if captured.empty:
        return None
    private = head.private or section.private or captured.private
    return Entry(line, replace(captured, private=private), section.segment, bool(head.done))
