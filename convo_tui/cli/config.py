"""The settings and the keys, from the shell."""

from __future__ import annotations

import os
import shlex
import subprocess

import click

from convo_tui import paths, settings
from convo_tui.cli.showing import json_option, show_json, show_rows
from convo_tui.text import clean


@click.group(invoke_without_command=True, epilog="Example: convo config edit")
@click.pass_context
def config(ctx: click.Context) -> None:
    """Show the settings in force, where the file is, or edit it."""
    if ctx.invoked_subcommand is None:
        ctx.invoke(show)


@config.command(epilog="Example: convo config path")
def path() -> None:
    """Say where the settings and the notes are kept."""
    context = click.get_current_context()
    show_rows([["settings", str(paths.settings_path())], ["notes", str(context.obj)]])


@config.command(epilog="Example: convo config show")
def show() -> None:
    """Print the settings in force, and what of the file is not."""
    from convo_tui.settings.template import in_force

    file = paths.settings_path()
    loaded = settings.load(file)
    click.echo(clean(in_force(loaded.settings), newlines=True), nl=False)
    problems = [*map(str, loaded.problems), *key_problems(loaded)]
    for problem in problems:
        click.echo(clean(problem), err=True)


@config.command(epilog="Example: EDITOR=nano convo config edit")
def edit() -> None:
    """Open the settings file in $VISUAL or $EDITOR; made with all settings if it is not there."""
    file = paths.settings_path()
    if not file.exists():
        paths.write_private(file, settings.default_text())
    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    if not editor:
        raise click.ClickException(f"Set $EDITOR to your editor, or open {file} in it yourself.")
    try:
        # Their own editor, as they set it, on their own file.
        done = subprocess.run([*shlex.split(editor), str(file)], check=False)  # noqa: S603
    except (OSError, ValueError) as fault:
        raise click.ClickException(f"{clean(editor)} could not be started: {fault}.") from None
    if done.returncode:
        raise click.ClickException(f"{clean(editor)} ended with an error.")
    loaded = settings.load(file)
    for problem in [*map(str, loaded.problems), *key_problems(loaded)]:
        click.echo(clean(problem), err=True)


def key_problems(loaded: settings.Loaded) -> list[str]:
    """What is wrong with the remapped keys, each with its line."""
    from convo_tui.ui.command_tables import NEIGHBOURS, TABLES
    from convo_tui.ui.commands import check_keymap

    _, wrong = check_keymap(TABLES, NEIGHBOURS, loaded.settings.keys)
    return [f"Line {loaded.key_lines.get(each.command_id, 0)}: {each.message}." for each in wrong]


@click.command(epilog="Example: convo keys --json")
@json_option
def keys(as_json: bool) -> None:
    """List every command with its key, as the settings have it."""
    from convo_tui.ui.command_tables import NEIGHBOURS, TABLES
    from convo_tui.ui.commands import check_keymap, key_name

    loaded = settings.load(paths.settings_path())
    remapped, _ = check_keymap(TABLES, NEIGHBOURS, loaded.settings.keys)
    listed = [
        {
            "id": command.id,
            "keys": [key_name(key) for key in remapped.get(command.id, command.key).split(",")],
            "group": command.group,
            "does": command.help,
        }
        for table in TABLES.values()
        for command in table
    ]
    if as_json:
        show_json(listed)
        return
    show_rows([[str(e["id"]), " ".join(map(str, e["keys"])), str(e["does"])] for e in listed])
