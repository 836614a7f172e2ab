"""Finding what somebody names on the command line: a person, a commitment, a talk."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, TypeVar

import click

from convo_tui.domain.people import Person, matching
from convo_tui.domain.values import Value
from convo_tui.text import clean

if TYPE_CHECKING:
    from convo_tui.domain.commitments import Commitment
    from convo_tui.storage.store import Store

V = TypeVar("V", bound=Value)


def the_person(store: Store, part: str, *, archived: bool = False) -> Person:
    """The one person whom part of a name fits.

    Raises:
        click.ClickException: nobody or several fit; the message lists them.
    """
    people = store.people(archived=archived)
    if not people:
        raise click.ClickException("There is no person yet; add one: convo people add NAME")
    found = matching(people, part)
    if not found:
        raise click.ClickException(
            f"Nobody is called “{clean(part)}”; convo people lists everybody."
        )
    if len(found) > 1:
        names = ", ".join(clean(person.name) for person in found)
        raise click.ClickException(f"“{clean(part)}” fits several: {names}. Nothing was done.")
    return found[0]


def by_beginning(values: Iterable[V], beginning: str) -> V | None:
    """The one value whose id begins so; None where none does.

    Raises:
        click.ClickException: several ids begin so.
    """
    wanted = beginning.strip().casefold()
    found = [value for value in values if wanted and value.id.startswith(wanted)]
    if len(found) > 1:
        raise click.ClickException(f"{clean(beginning)} begins several ids; nothing was done.")
    return found[0] if found else None


def the_commitment(store: Store, beginning: str) -> Commitment:
    """The open commitment whose id begins so.

    Raises:
        click.ClickException: none or several do.
    """
    found = by_beginning(store.commitments(), beginning)
    if found is None:
        raise click.ClickException(
            f"No open commitment's id begins with {clean(beginning)}; convo commitments lists them."
        )
    return found
