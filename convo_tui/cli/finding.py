"""Finding what somebody names on the command line: a person, a commitment, a talk."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from convo_tui.cli.shell import CannotDo
from convo_tui.domain.values import Value
from convo_tui.naming import NOBODY, the_person

V = TypeVar("V", bound=Value)


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


__all__ = ["NOBODY", "by_id", "the_person"]
