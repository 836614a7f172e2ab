"""What a shell may put in for PERSON: names in the file, read without the store."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from convo_tui.cli.shell import Shell
from convo_tui.domain.people import matching
from convo_tui.text import one_line

if TYPE_CHECKING:
    from convo_tui.domain.people import Person


def person_names(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """The names that begin as was typed, else the one name that fits it; nothing rather than talk.

    Where there is no file, or it is encrypted, damaged or another program's, that is no name: a
    shell asks in the middle of a line.
    """
    del param
    return names_for(ctx, incomplete)


def names_for(ctx: click.Context, incomplete: str) -> list[str]:
    """The same where no parameter of the command is the person."""
    return _fitting(ctx, incomplete, archived=False)


def all_names(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """The same with those who are archived, for commands that know them too."""
    del param
    return _fitting(ctx, incomplete, archived=True)


def _fitting(ctx: click.Context, incomplete: str, *, archived: bool) -> list[str]:
    people = _people(ctx.find_object(Shell) or Shell(), archived=archived)
    begun = one_line(incomplete).casefold()
    found = [person for person in people if one_line(person.name).casefold().startswith(begun)]
    if not found:
        fitting = matching(people, incomplete)
        found = fitting if len(fitting) == 1 else []
    names = (one_line(person.name) for person in found)
    return [name for name in names if not name.startswith("-")]  # it would be an option


def _people(shell: Shell, *, archived: bool) -> list[Person]:
    from convo_tui.paths import PathProblem
    from convo_tui.storage.glance import whoever

    try:
        people = whoever(shell.database)
    except PathProblem:
        return []
    return [person for person in people if archived or person.archived_at is None]
