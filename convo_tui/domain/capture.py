r"""The note line: one line with its signs, and back again for editing.

The first sign sets the kind: `+` win, `!` blocker, `>` commitment, `?` talking point for next
time. `~` makes it private, alone or beside another sign. A backslash before a sign makes it text:
`\+1 from me`.

No word is ever lost. A commitment takes its date (`^fri`, `^in-2-weeks`, `^"in 2 weeks"`) and its
owner (`@me`, `@them`, `@both`) out of the text, a talking point only who raises it. A note has no
place for either, so there they stay text. Tags (`#hiring`) are collected and stay in the text as
well, where the sentence needs them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from convo_tui.domain.values import Side


class LineKind(StrEnum):
    """What a line becomes; note, win and blocker have the values of `NoteKind`."""

    NOTE = "note"
    WIN = "win"
    BLOCKER = "blocker"
    COMMITMENT = "commitment"
    POINT = "point"

    @property
    def sign(self) -> str:
        """The sign that sets the kind; nothing for a plain note."""
        return _SIGNS[self]


_SIGNS = {
    LineKind.NOTE: "",
    LineKind.WIN: "+",
    LineKind.BLOCKER: "!",
    LineKind.COMMITMENT: ">",
    LineKind.POINT: "?",
}
_KINDS = {sign: kind for kind, sign in _SIGNS.items() if sign}
_OWNERS = {"me": Side.MANAGER, "them": Side.REPORT, "both": Side.BOTH}
_OWNER_WORDS = {side: word for word, side in _OWNERS.items()}
_WITH_DATE = (LineKind.COMMITMENT,)
_WITH_OWNER = (LineKind.COMMITMENT, LineKind.POINT)

HEADS = frozenset({*_KINDS, "~"})
"""What a line begins with that is more than a plain note."""


def sign_words() -> tuple[tuple[str, str], ...]:
    """Each sign of a line as it is typed, and what it makes of the line, for the list of keys."""
    kinds = {
        LineKind.WIN: "A win.",
        LineKind.BLOCKER: "A blocker.",
        LineKind.COMMITMENT: "A commitment; the person's, unless the line says whose.",
        LineKind.POINT: "A talking point for the next talk.",
    }
    owners = {
        Side.MANAGER: "It is yours: a promise, or a point that you raise.",
        Side.REPORT: "It is the person's.",
        Side.BOTH: "It is of both of you.",
    }
    return (
        *((kind.sign, words) for kind, words in kinds.items()),
        ("~", "Private; it may precede another sign."),
        ("^fri", 'The date of a commitment, as one says it: ^tomorrow, ^"in 2 weeks".'),
        *((f"@{_OWNER_WORDS[side]}", words) for side, words in owners.items()),
        ("#tag", "A tag; it stays in the text."),
        ("\\", "Before a sign: the sign is text."),
    )


# `! ~20 % slower` is about twenty; only a `~` right behind the sign makes a line private too.
_HEAD = re.compile(r"(?P<private>~?) ?(?:(?P<sign>[+!>?])(?P<late>~?))? ?")
_SIGN_AS_TEXT = re.compile(r"\\*[+!>?~]")
_DUE = re.compile(
    r"""
    (?<!\S) (?P<escapes>\\*) \^
    (?: "(?P<quoted> \s* [^"\s] [^"]* )"
      | (?P<words> in[ ]\w+[ ](?:day|week|month)s? | next[ ]\w+ | end[ ]of[ ](?:next[ ])?\w+
                 | \d\d?[ ][^\W\d_]{3,} | \w[^\s"]* )
    ) (?!\S)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_OWNER = re.compile(r"(?<!\S)(?P<escapes>\\*)@(?P<who>me|them|both)(?!\S)", re.IGNORECASE)
_TAG = re.compile(r"(?<!\S)#([^\W\d_](?:[\w-]*\w)?)")


@dataclass(frozen=True, slots=True)
class Captured:
    """What a line says.

    Attributes:
        due_words: the date as it was typed, for `dates.parse_date`; None where none was.
        owner: who owns the commitment, or raises the point; None where the line does not say.
        tags: in small letters, each once, in their order.
    """

    kind: LineKind = LineKind.NOTE
    private: bool = False
    text: str = ""
    due_words: str | None = None
    owner: Side | None = None
    tags: tuple[str, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether there is nothing to keep, as with a sign alone."""
        return not self.text


def parse_line(text: str) -> Captured:
    """Read a line with its signs.

    White space is made single spaces; control codes are the caller's to clean.
    """
    line = " ".join(text.split())
    private, kind = False, LineKind.NOTE
    if head := _HEAD.match(line):
        private = bool(head["private"] or head["late"])
        kind = _KINDS.get(head["sign"], LineKind.NOTE)
        line = line[head.end() :]
    if kind is LineKind.NOTE and line.startswith("\\") and _SIGN_AS_TEXT.match(line):
        line = line[1:]
    due = owner = None
    if kind in _WITH_DATE:
        line, due = _taken(_DUE, line)
    if kind in _WITH_OWNER:
        line, owner = _taken(_OWNER, line)
    return Captured(
        kind,
        private,
        line,
        (due["quoted"] or due["words"]).strip() if due else None,
        _OWNERS[owner["who"].lower()] if owner else None,
        _tags_in(line),
    )


def as_line(captured: Captured) -> str:
    """The line that `parse_line` reads as this, for editing it."""
    kind, text = captured.kind, captured.text
    if kind is LineKind.NOTE and _SIGN_AS_TEXT.match(text):
        text = "\\" + text
    parts = [("~" if captured.private else "") + kind.sign, text]
    if kind in _WITH_OWNER:
        parts[1] = _OWNER.sub(r"\\\g<0>", parts[1])
    if kind in _WITH_DATE:
        parts[1] = _DUE.sub(r"\\\g<0>", parts[1])
        if due := captured.due_words:
            parts.append(f"^{due}" if _DUE.fullmatch(f"^{due}") and " " not in due else f'^"{due}"')
    if kind in _WITH_OWNER and captured.owner:
        parts.append(f"@{_OWNER_WORDS[captured.owner]}")
    known = _tags_in(captured.text)
    parts += [f"#{tag}" for tag in captured.tags if tag not in known]
    return " ".join(filter(None, parts))


def _taken(pattern: re.Pattern[str], line: str) -> tuple[str, re.Match[str] | None]:
    """The line without the last thing that fits, and that; an escaped one is text from now on."""
    last = None
    for found in pattern.finditer(line):
        last = last if found["escapes"] else found

    def left(found: re.Match[str]) -> str:
        if found["escapes"]:
            return found[0][1:]
        return "" if last and found.start() == last.start() else found[0]

    return " ".join(pattern.sub(left, line).split()), last


def _tags_in(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(tag.casefold() for tag in _TAG.findall(text)))
