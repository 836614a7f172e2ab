"""Removing a person for good, from the shell."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from convo_tui.cli.completing import all_names
from convo_tui.cli.finding import the_person
from convo_tui.cli.output import say
from convo_tui.cli.shell import CannotDo, ConvoCommand, Shell, pass_shell
from convo_tui.text import one_line

if TYPE_CHECKING:
    from convo_tui.domain.people import Person
    from convo_tui.storage.database import Database

WORDS = {
    "meeting": ("talk", "talks"),
    "note": ("note", "notes"),
    "talking_point": ("talking point", "talking points"),
    "commitment": ("commitment", "commitments"),
    "feedback": ("piece of feedback", "pieces of feedback"),
    "asked": ("question asked", "questions asked"),
    "schedule_change": ("talk moved or cancelled", "talks moved or cancelled"),
    "draft": ("unfinished line", "unfinished lines"),
}
"""What is counted before and afterwards, by its table."""


@click.command(
    cls=ConvoCommand,
    short_help="Remove a person and everything about them.",
    epilog="""\b
    Example:
      convo purge maya
      convo purge maya --name 'Maya Lindqvist' --prune-backups
    """,
)
@click.argument("person", shell_complete=all_names)
@click.option("--name", metavar="NAME", help="Their whole name, where nobody is there to type it.")
@click.option(
    "--prune-backups", is_flag=True, help="Delete the backups that still hold them, unasked."
)
@pass_shell
def purge(shell: Shell, person: str, name: str | None, prune_backups: bool) -> None:
    """Remove PERSON for good: talks, notes, commitments, all of it.

    Nothing brings them back. Their whole name has to be typed first. What you wrote about others
    stays, even where it names them; so do recaps that you saved or shared.
    """
    with shell.reading() as store:
        found = the_person(store.people(archived=True), person, archived=True)
        _agreed(store.database, found, name)
        _remove(store.database, found)
    _copies(shell, found, prune_backups)


def can_be_asked() -> bool:
    """Whether a person sits at the other end."""
    return sys.stdin.isatty()


def _agreed(database: Database, person: Person, name: str | None) -> None:
    """See that somebody typed the whole name, knowing what it removes.

    Raises:
        CannotDo: another name was typed.
        UsageError: nobody is there who could type it.
    """
    from convo_tui.storage.purge import about

    if name is None:
        if not can_be_asked():
            raise click.UsageError("Nobody can be asked here: give their whole name with --name.")
        say(f"{person.name}: {_told(about(database, person.id).rows)}.")
        say("All of it is removed for good, and nothing brings it back.")
        name = click.prompt("Type their whole name to remove them", default="", show_default=False)
    if one_line(name).casefold() != one_line(person.name).casefold():
        raise CannotDo("That is not their whole name; nothing was removed.")


def _remove(database: Database, person: Person) -> None:
    from convo_tui.storage.copies import traces_in
    from convo_tui.storage.purge import purge_person

    removed = purge_person(database, person.id)
    say(f"Removed {person.name}: {_told(removed.rows)}.")
    if traces := traces_in(database.path, person.id):
        raise CannotDo(f"Their id still stands in {_listed(traces)}. Please report it.")


def _copies(shell: Shell, person: Person, prune: bool) -> None:
    """Offer to delete the backups that still hold the person."""
    from convo_tui.storage.copies import copies_with

    copies = copies_with(shell.database, person.id)
    if copies.holding:
        hold = _number(len(copies.holding), ("backup still holds", "backups still hold"))
        if not prune and can_be_asked():
            for copy in copies.holding:
                say(str(copy))
            those = "those" if len(copies.holding) > 1 else "that"
            prune = click.confirm(f"{hold} them. Make a new one, and delete {those}?")
        if prune:
            _replace(shell, copies.holding)
        else:
            say(f"{hold} them: {_listed(copies.holding)}")
    if copies.unread:
        say(f"Nobody can tell whether they stand in: {_listed(copies.unread)}")


def _replace(shell: Shell, holding: Sequence[Path]) -> None:
    """Delete backups, once there is one of what everybody else has."""
    from convo_tui.storage.backup import Why, make
    from convo_tui.storage.copies import delete_copies

    made = make(shell.database, Why.BY_HAND, shell.now)
    if left := delete_copies(holding):
        raise CannotDo(f"These could not be deleted; delete them yourself: {_listed(left)}")
    deleted = _number(len(holding), ("backup", "backups"))
    say(f"Deleted {deleted} that held them; the newest is now {made.path}.")


def _told(rows: Mapping[str, int]) -> str:
    counted = [_number(rows[table], words) for table, words in WORDS.items() if table in rows]
    return ", ".join(counted) if counted else "nothing but the name"


def _number(count: int, words: tuple[str, str]) -> str:
    return f"{count} {words[count != 1]}"


def _listed(files: Sequence[Path]) -> str:
    return ", ".join(str(file) for file in files)
