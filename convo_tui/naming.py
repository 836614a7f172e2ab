"""Finding the person whom somebody names by part of a name. Without click, as `launch.py`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from convo_tui.domain.people import Person

NOBODY = "There is nobody yet. Add somebody: convo people add 'Maya Lindqvist'"


class NotNamed(Exception):
    """Nobody or several are called so; the message says who there is and what to do."""


def the_person(people: Sequence[Person], part: str, *, archived: bool = False) -> Person:
    """The one person whom part of a name fits.

    Args:
        people: everybody, the archived ones too.
        part: of a name, whatever the case.
        archived: whether an archived person will do, where nobody else fits.

    Raises:
        NotNamed: nobody or several fit; the message names who there is.
    """
    from convo_tui.domain.people import matching, nearly

    here = [person for person in people if person.archived_at is None]
    found = matching(here, part)
    gone = matching(people, part) if not found else []
    if archived:
        found = found or gone
    if len(found) == 1:
        return found[0]
    if found:
        raise NotNamed(f"“{part}” fits {_names(found)}. Nothing was done; type more of the name.")
    if gone:
        raise NotNamed(
            f"{gone[0].name} is archived. To bring them back: convo people archive --undo"
            f" '{gone[0].name}'"
        )
    if not here:
        raise NotNamed(NOBODY)
    there = "There is" if len(here) == 1 else "There are"
    meant = _names(nearly(people if archived else here, part), "or", "“{}”")
    slip = f" Did you mean {meant}?" if meant else ""
    raise NotNamed(f"Nobody is called “{part}”.{slip} {there} {_names(here)}.")


def _names(people: Sequence[Person], word: str = "and", form: str = "{}") -> str:
    *others, last = [form.format(person.name) for person in people] or [""]
    return f"{', '.join(others)} {word} {last}" if others else last
