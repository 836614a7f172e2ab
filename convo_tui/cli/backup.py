"""Backups from the shell: make one, list them, bring one back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from convo_tui.cli.asking import at_terminal
from convo_tui.cli.output import json_option, print_json, print_table, say
from convo_tui.cli.shapes import backup_shape
from convo_tui.cli.shell import CannotDo, ConvoCommand, Shell, pass_shell
from convo_tui.domain.dates import clock_time, full_date

if TYPE_CHECKING:
    from convo_tui.storage.backup import Backup, Contents

WORDS = {
    "after-talk": "after a talk",
    "daily": "of the day",
    "before-upgrade": "before an upgrade",
    "before-undo": "before an import was undone",
    "by-hand": "by hand",
}
"""What a backup was made for; that of a newer Convo stands as it is."""


@click.command(
    cls=ConvoCommand,
    short_help="Make a backup, or list them.",
    epilog="""\b
    Example:
      convo backup
      convo backup /media/stick/convo.db
      convo backup --list
    """,
)
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--list", "listed", is_flag=True, help="List the backups, newest first.")
@json_option
@click.option("--force", is_flag=True, help="Replace FILE if it is there already.")
@pass_shell
def backup(shell: Shell, file: Path | None, listed: bool, as_json: bool, force: bool) -> None:
    """Make a backup now, beside your data or in FILE; it is verified before it gets its name.

    Convo makes them by itself, too: after each talk and once a day. It keeps all of today, one a
    day for two weeks, one a week for a quarter, and one a month.
    """
    from convo_tui.storage.backup import Why, make

    if listed or as_json:
        if file is not None:
            raise click.UsageError("To list the backups, give no FILE.")
        _list(shell, as_json)
        return
    if not shell.database.exists():
        raise CannotDo(f"There is nothing to back up yet: no file {shell.database}.")
    target = file and _into(shell, file.expanduser().absolute(), force)
    path = target or make(shell.database, Why.BY_HAND, shell.now).path
    say(f"A backup was made and verified: {path}")


def _into(shell: Shell, target: Path, force: bool) -> Path | None:
    """Make it where it was asked for; a file that is there is replaced by nobody unasked."""
    from convo_tui.documents.files import check_place
    from convo_tui.storage.backup import make_into

    check_place(target)
    if target.exists() and not force:
        if not at_terminal():
            raise CannotDo(
                f"{target} is there already. Choose another name, or replace it with --force."
            )
        click.confirm(f"{target} is there already. Replace it?", abort=True)
    make_into(shell.database, target)
    return target


def _list(shell: Shell, as_json: bool) -> None:
    from convo_tui.storage import driver
    from convo_tui.storage.backup import backups_of, folder_of

    backups = backups_of(shell.database)
    # Asked for once: the key of the database opens its backups.
    key = driver.key_of(shell.database) if backups else None
    told = [
        (each, each.contents(key if driver.is_encrypted(each.path) else None)) for each in backups
    ]
    if as_json:
        print_json([backup_shape(each, inside, shell.zone) for each, inside in told])
    elif not told:
        say(f"There is no backup in {folder_of(shell.database)} yet. To make one: convo backup")
    else:
        say(str(folder_of(shell.database)))
        print_table([_row(shell, each, inside) for each, inside in told])


def _row(shell: Shell, each: Backup, inside: Contents | None) -> list[str]:
    made = each.made_at.astimezone(shell.home)
    return [
        f"{full_date(made.date())} {clock_time(made)}",
        WORDS.get(each.why, each.why),
        contents_words(inside),
        each.path.name,
    ]


def contents_words(inside: Contents | None) -> str:
    """`5 people, 68 talks, 260 notes`."""
    if inside is None:
        return "cannot be read"
    people = "1 person" if inside.people == 1 else f"{inside.people} people"
    return f"{people}, {_several(inside.talks, 'talk')}, {_several(inside.notes, 'note')}"


def _several(count: int, word: str) -> str:
    return f"{count} {word}" if count == 1 else f"{count} {word}s"


@click.command(
    cls=ConvoCommand,
    short_help="Bring a backup back.",
    epilog="\b\nExample:\n  convo backup --list\n  convo restore convo-2026-11-24T143000Z-daily.db",
)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--yes", is_flag=True, help="Do it without asking.")
@pass_shell
def restore(shell: Shell, file: Path, yes: bool) -> None:
    """Put what FILE holds in the place of your data, which is kept under a dated name.

    FILE is a backup by its path, or by its name alone as `convo backup --list` has it. Leave every
    window of Convo first.
    """
    from convo_tui.storage import driver
    from convo_tui.storage.backup import contents_of
    from convo_tui.storage.restore import restore as bring_back

    source, database = _named(shell, file), shell.database
    was_encrypted = driver.is_encrypted(database)
    driver.key_of(source)  # asks for the passphrase, where there is one
    inside = contents_of(source)
    if not yes:
        if not at_terminal():
            raise click.UsageError("Nobody can be asked here: add --yes.")
        say(f"{source} holds {contents_words(inside)}.")
        if database.exists():
            say(f"{database} holds {contents_words(contents_of(database))}; it is kept beside it.")
        click.confirm("Put the backup in its place?", abort=True)
    kept = bring_back(source, database, shell.now)
    say(f"Restored: {contents_words(contents_of(database))}.")
    if kept is not None:
        say(f"What stood there before is kept in {kept}")
    if was_encrypted and not driver.is_encrypted(database):
        say("The backup was not encrypted, so your data is not any more. To do so: convo encrypt")


def _named(shell: Shell, file: Path) -> Path:
    """The file of that path, else the backup of that name."""
    from convo_tui.storage.backup import folder_of

    path = file.expanduser().absolute()
    among = folder_of(shell.database) / file.name
    if path.exists():
        return path
    if file.name == str(file) and among.exists():
        return among
    raise CannotDo(f"There is no file {file}. To see the backups: convo backup --list")
