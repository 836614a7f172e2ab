"""Finding what somebody names on the command line: a person, a commitment, a talk."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from convo_tui.domain.people import Person, matching
from convo_tui.text import clean

if TYPE_CHECKING:
    from convo_tui.storage.store import Store


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
