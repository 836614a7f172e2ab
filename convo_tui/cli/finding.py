"""Finding what somebody names on the command line: a person, a commitment, a talk."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

from convo_tui.cli.shell import CannotDo
from convo_tui.domain.people import Person, matching
from convo_tui.domain.values import Value

V = TypeVar("V", bound=Value)

NOBODY = "There is nobody yet. Add somebody: convo people add 'Maya Lindqvist'"


def the_person(people: Sequence[Person], part: str, *, archived: bool = False) -> Person:
    """The one person whom part of a name fits.

    Args:
        people: everybody, the archived ones too.
        part: of a name, whatever the case.
        archived: whether an archived person will do, where nobody else fits.

    Raises:
        CannotDo: nobody or several fit; the message names who there is.
    """
    here = [person for person in people if person.archived_at is None]
    found = matching(here, part)
    gone = matching(people, part) if not found else []
    if archived:
        found = found or gone
    if len(found) == 1:
        return found[0]
    if found:
        raise CannotDo(f"“{part}” fits {_names(found)}. Nothing was done; type more of the name.")
    if gone:
        raise CannotDo(
            f"{gone[0].name} is archived. To bring them back: convo people archive --undo"
            f" '{gone[0].name}'"
        )
    if not here:
        raise CannotDo(NOBODY)
    there = "There is" if len(here) == 1 else "There are"
    raise CannotDo(f"Nobody is called “{part}”. {there} {_names(here)}.")


def by_id(values: Iterable[V], start: str, what: str) -> V:
    """The one value whose id begins so.

    Args:
        values: among which to look.
        start: the first signs of an id.
        what: what it is, for the sentence: "commitment".

    Raises:
        CannotDo: none or several begin so.
    """
    found = [value for value in values if start and value.id.startswith(start.casefold())]
    if not found:
        raise CannotDo(f"No {what} has an id that begins with “{start}”.")
    if len(found) > 1:
        raise CannotDo(
            f"{len(found)} {what}s have an id that begins with “{start}”. Nothing was done;"
            " type more of it."
        )
    return found[0]


def _names(people: Sequence[Person]) -> str:
    *others, last = [person.name for person in people]
    return f"{', '.join(others)} and {last}" if others else last
