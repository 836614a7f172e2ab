"""The settings and the keys, from the shell."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING

import click

from convo_tui import paths
from convo_tui.cli.output import json_option, print_json, print_section, print_table, say
from convo_tui.cli.shapes import key_shape, settings_shape
from convo_tui.cli.shell import CannotDo, ConvoCommand, ConvoGroup, Shell, pass_shell
from convo_tui.domain.counting import several
from convo_tui.domain.values import Change
from convo_tui.settings.values import FirstLook
from convo_tui.text import clean
from convo_tui.ui.command_tables import TABLES, neighbours
from convo_tui.ui.commands import Command, KeyProblem, check_keymap, key_name

if TYPE_CHECKING:
    from convo_tui.settings import Loaded
    from convo_tui.settings.model import Settings

Told = list[tuple[int | None, str]]


@click.group(
    cls=ConvoGroup,
    short_help="Show or edit the settings.",
    invoke_without_command=True,
    epilog="\b\nExample:\n  convo config\n  convo config edit",
)
@click.pass_context
def config(ctx: click.Context) -> None:
    """Show the settings in force, say where they are kept, or edit them."""
    if ctx.invoked_subcommand is None:
        ctx.invoke(show)


@config.command(epilog="\b\nExample:\n  convo config path")
@pass_shell
def path(shell: Shell) -> None:
    """Print where the settings and the notes are, or would be."""
    print_table([["settings", str(paths.settings_path())], ["notes", str(shell.database)]])


@config.command(
    short_help="Print the settings in force.",
    epilog="\b\nExample:\n  convo config show\n  convo config show --json",
)
@json_option
@pass_shell
def show(shell: Shell, as_json: bool = False) -> None:
    """Print the settings in force; what of the file does not count goes to standard error."""
    from convo_tui.settings.template import in_force

    file = paths.settings_path()
    told, counts = problems_of(shell.loaded), settings_that_count(shell.loaded)
    if as_json:
        print_json(settings_shape(str(file), counts, told))
        return
    where = f"# {file}" if file.exists() else f"# {file} is not there yet; these are the defaults."
    say(where)
    click.echo(clean(in_force(counts), newlines=True), nl=False)
    _tell(told)


@config.command(epilog="\b\nExample:\n  EDITOR=nano convo config edit")
@pass_shell
def edit(shell: Shell) -> None:
    """Open the settings file in $VISUAL or $EDITOR.

    Where there is none yet, it is begun with every setting explained and its default.
    """
    from convo_tui import settings

    file = paths.settings_path()
    if not file.exists():
        paths.write_private(file, settings.default_text())
    try:
        click.edit(filename=str(file))
    except click.ClickException as fault:
        failed = fault.format_message().rstrip(".")
        raise CannotDo(f"{failed}. Set $EDITOR to an editor, or open {file} yourself.") from None
    _tell(problems_of(shell.loaded))


@config.command(
    short_help="List dismissed hints, or show them again.",
    epilog="\b\nExample:\n  convo config hints\n  convo config hints --again",
)
@click.option("--again", is_flag=True, help="Show all of them again.")
@pass_shell
def hints(shell: Shell, again: bool) -> None:
    """List the hints that you dismissed for good, or have them shown again."""
    with shell.store() as store:
        gone = store.dismissed_hints()
        if again and gone:
            store.apply(*(Change.removed(each) for each in gone))
    if again:
        say(f"{several(len(gone), 'kind')} of hints will be shown again.")
    else:
        for each in gone:
            say(each.id)
        if not gone:
            click.echo("No hint was dismissed.", err=True)


def problems_of(loaded: Loaded) -> Told:
    """What of the settings file does not count, each with its line where it has one."""
    told: Told = [(problem.line, problem.message) for problem in loaded.problems]
    _, wrong = _remapped(loaded)
    told += [(loaded.key_lines.get(each.command_id), f"{each.message}.") for each in wrong]
    if not _knows_theme(loaded.settings.theme):
        told.append((loaded.theme_line, f"There is no theme called {loaded.settings.theme}."))
    return sorted(told, key=lambda each: each[0] or 0)


def settings_that_count(loaded: Loaded) -> Settings:
    """The settings in force: without the keys and the theme that the app does not take."""
    settings, (_, wrong) = loaded.settings, _remapped(loaded)
    refused = {each.command_id for each in wrong}
    kept = {name: key for name, key in settings.keys.items() if name not in refused}
    theme = settings.theme if _knows_theme(settings.theme) else FirstLook().theme
    return settings.model_copy(update={"keys": kept, "theme": theme})


def _knows_theme(name: str) -> bool:
    if name == FirstLook().theme:
        return True  # without Textual
    from textual.theme import BUILTIN_THEMES

    from convo_tui.ui.theme import own_themes

    return name in BUILTIN_THEMES or any(name == each.name for each in own_themes())


def _tell(told: Told) -> None:
    for line, message in told:
        click.echo(clean(message if line is None else f"Line {line}: {message}"), err=True)


def _remapped(loaded: Loaded) -> tuple[dict[str, str], tuple[KeyProblem, ...]]:
    if not loaded.settings.keys:
        return {}, ()  # without Textual, which knows how keys are named
    return check_keymap(TABLES, neighbours(), loaded.settings.keys)


@click.command(
    cls=ConvoCommand,
    short_help="List every command with its keys.",
    epilog="\b\nExample:\n  convo keys\n  convo keys --json | jq '.[].id'",
)
@json_option
@pass_shell
def keys(shell: Shell, as_json: bool) -> None:
    """List every command with its keys, as the settings have them.

    The name of the command is what the settings file goes by: [keys] talk.next = "right"
    """
    bound = list(_bound(shell.loaded))
    if as_json:
        print_json([key_shape(command, named) for command, named in bound])
        return
    for number, (place, group) in enumerate(groupby(bound, lambda each: each[0].place)):
        rows = [
            [" ".join(map(key_name, named)), command.id, command.help] for command, named in group
        ]
        print_section(place.upper(), rows, first=number == 0)


def _bound(loaded: Loaded) -> Iterator[tuple[Command, list[str]]]:
    """Every command with Textual's names of its keys."""
    remapped, _ = _remapped(loaded)
    for table in TABLES.values():
        for command in table:
            named = remapped.get(command.id, command.key)
            yield command, [key for key in named.split(",") if key]
