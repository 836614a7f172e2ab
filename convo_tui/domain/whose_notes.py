"""Whom a file of notes is about, by its first heading or its name."""

from __future__ import annotations

import re
from collections.abc import Sequence

from convo_tui.domain.people import Person

LONGEST_NAME = 200
"""Characters of a name that are kept."""

_DECORATION = re.compile(
    r"(?<!\w)(?:1 ?[:–-] ?1s?|1 1s?|1on1s?|one[ -]on[ -]ones?|meetings?|talks?|notes?|log|with|for"
    r"|file|my)(?!\w)",
    re.IGNORECASE,
)
_EDGES = " \t-–—:|,.;/()[]#*_&"


class SeveralFit(ValueError):
    """A name that several people have.

    Attributes:
        names: of whom.
    """

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__(", ".join(names))
        self.names = tuple(names)


def name_in(text: str) -> str:
    """What of a heading or a file's name may be somebody's name; "" where nothing is."""
    words = " ".join(_DECORATION.sub(" ", text).split()).strip(_EDGES)
    return words[:LONGEST_NAME].strip() if any(sign.isalpha() for sign in words) else ""


def named_like(people: Sequence[Person], name: str) -> list[Person]:
    """The people who may be meant: all words of `name` are among those of theirs.

    A whole name wins alone. Part of a word is not enough: the notes of Ann are not Hannah's.
    """
    wanted = _words(name)
    whole = [person for person in people if _words(person.name) == wanted]
    if whole or not wanted:
        return whole
    return [person for person in people if set(wanted) <= set(_words(person.name))]


def whose(people: Sequence[Person], title: str, name: str) -> Person | str:
    """The person whom a file is about, or the name of somebody new; "" where nothing tells.

    Args:
        people: everybody, those added meanwhile too.
        title: the first heading of the file, "" where it has none.
        name: of the file.

    Raises:
        SeveralFit: several people may be meant.
    """
    headed, called = name_in(title), name_in(name)
    for wanted in (headed, called):
        found = named_like(people, wanted)
        if len(found) > 1:
            raise SeveralFit([person.name for person in found])
        if found:
            return found[0]
    if headed and set(_words(called)) <= set(_words(headed)):
        return headed
    return called.title() if called.islower() else called or headed


def _words(name: str) -> list[str]:
    return name.casefold().replace("-", " ").split()
