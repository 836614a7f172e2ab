"""The person a manager talks with, and finding one by part of a name."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Person:
    """A report: the name, and the rhythm of the talks with them.

    Attributes:
        every_weeks: 1 to 4, or None for a person without a rhythm.
        weekday: 0 is Monday, as in `date.weekday()`; None where no day is settled.
        time: wall time as "HH:MM" in `zone`, or "".
        zone: an IANA name such as "Europe/Berlin"; "" means the manager's own.
        template: the agenda this person's talks start with; "" means the default.
        next_at: the next talk where one was settled by hand (at wrap-up, or by moving it), as
            `Planned.settled` has it; None means that the rhythm says.
        archived_at: kept in history and gone from Today since then.
    """

    id: str
    name: str
    created_at: datetime
    role: str = ""
    every_weeks: int | None = 1
    weekday: int | None = None
    time: str = ""
    zone: str = ""
    template: str = ""
    next_at: datetime | None = None
    archived_at: datetime | None = None

    @property
    def first_name(self) -> str:
        """What the screens call the person where room is short."""
        words = self.name.split()
        return words[0] if words else self.name


def matching(people: Sequence[Person], part: str) -> list[Person]:
    """The people whom `part` of a name fits, whatever the case; a whole name wins alone.

    Where nobody has it so, accents do not count either: `lukasz` is Łukasz.
    """
    wanted = " ".join(part.casefold().split())
    whole = [person for person in people if " ".join(person.name.casefold().split()) == wanted]
    if whole:
        return whole
    found = [person for person in people if wanted and wanted in person.name.casefold()]
    plain = " ".join(_folded(part).split())
    return found or [person for person in people if plain and plain in _folded(person.name)]


def offered(people: Sequence[Person], words: str) -> list[Person]:
    """Whom somebody who types `words` may mean: each of them stands in the name, accents or none.

    Those come first of whose name a part begins so; a single letter must begin one.
    """
    parts = _folded(words).split()
    if not parts:
        return []
    ranked: list[tuple[bool, Person]] = []
    for person in people:
        name = _folded(person.name)
        begins = all(any(word.startswith(part) for word in name.split()) for part in parts)
        if begins or all(len(part) > 1 and part in name for part in parts):
            ranked.append((not begins, person))
    return [person for _, person in sorted(ranked, key=lambda each: each[0])]


def nearly(people: Sequence[Person], typed: str) -> list[Person]:
    """Whom somebody may mean who mistyped a name or a word of one; three at most, nearest first."""
    from difflib import get_close_matches  # for a slip alone

    spelled: dict[str, list[Person]] = {}
    for person in people:
        name = _folded(person.name)
        for spelling in {name, *name.split()}:
            spelled.setdefault(spelling, []).append(person)
    near = get_close_matches(_folded(" ".join(typed.split())), spelled)
    return list(dict.fromkeys(person for spelling in near for person in spelled[spelling]))[:3]


_WHOLE = str.maketrans("łøđħŧı", "lodhti")
"""Letters with a stroke, or without their dot, which Unicode does not take apart."""


def _folded(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text.casefold()).translate(_WHOLE)
    return "".join(sign for sign in apart if not unicodedata.combining(sign))
