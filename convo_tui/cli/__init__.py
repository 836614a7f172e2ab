"""The command line: parses, and imports what a command needs only when that command runs."""

from __future__ import annotations

import importlib
import io
import keyword
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from convo_tui import COMPLETION_VARIABLE, __version__, launch
from convo_tui.cli.shell import CannotDo, ConvoGroup, Shell, pass_shell
from convo_tui.naming import NotNamed
from convo_tui.paths import PathProblem
from convo_tui.settings.values import SettingsProblem
from convo_tui.storage.problems import StorageProblem
from convo_tui.text import clean, shorten

if TYPE_CHECKING:
    from convo_tui.storage.driver import DataKey

COMMANDS = {
    "demo": "screens",
    "meet": "screens",
    "note": "note",
    "feedback": "feedback",
    "log": "log",
    "today": "today",
    "status": "today",
    "people": "people",
    "commitments": "commitments",
    "goals": "goals",
    "history": "history",
    "search": "search",
    "recap": "recap",
    "review": "review",
    "insights": "insights",
    "calendar": "calendar",
    "import": "importing",
    "export": "export",
    "backup": "backup",
    "restore": "backup",
    "purge": "purge",
    "doctor": "doctor",
    "encrypt": "encrypt",
    "decrypt": "encrypt",
    "config": "config",
    "keys": "config",
    "completion": "completion",
}
"""Each command and the module that it stands in, in the order in which `--help` lists them."""

NAMED_CELLS = 100
"""Of a path that cannot be used."""

PROBLEMS = (launch.NoTerminal, NotNamed, StorageProblem, PathProblem, SettingsProblem)
"""What a person can do something about; each says what in one sentence."""


def _key_for(path: Path) -> DataKey:
    from convo_tui.cli.asking import key_for

    return key_for(path)


class LazyGroup(ConvoGroup):
    """Knows its commands by name, and imports one only to run it or to print its help."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All names, in the order of the table."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command itself."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"convo_tui.cli.{COMMANDS[cmd_name]}")
        name = f"{cmd_name}_" if keyword.iskeyword(cmd_name) else cmd_name
        command: click.Command = getattr(module, name)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As Click's, which looks for what was meant only among commands that are imported."""
        try:
            return super().resolve_command(ctx, args)
        except click.NoSuchCommand as slip:
            raise click.NoSuchCommand(slip.command_name, possibilities=COMMANDS, ctx=ctx) from None

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; what it could not do becomes one plain line."""
        from convo_tui.storage.driver import asked_by

        try:
            with asked_by(_key_for):
                return super().invoke(ctx)
        except PROBLEMS as problem:
            raise CannotDo(str(problem)) from problem


@click.group(
    cls=LazyGroup,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="\b\nExample:\n  convo people add 'Maya Lindqvist'\n  convo meet maya",
)
@click.version_option(__version__, prog_name="convo", message="%(prog)s %(version)s")
@click.pass_context
@pass_shell
def cli(shell: Shell, ctx: click.Context) -> None:
    """Run live 1:1 talks from the terminal. Without a command: Today."""
    if ctx.invoked_subcommand is None:
        ctx.exit(launch.today(shell.database))


def run(arguments: Sequence[str]) -> int:
    """Run one command.

    Returns:
        0 done; 1 could not, and one plain line on standard error says why; 2 wrong usage.
    """
    launch.tame_streams()
    status = _run(arguments)
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read has what they wanted; Python must not complain about it on its way out.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return status


def _run(arguments: Sequence[str]) -> int:
    try:
        if COMPLETION_VARIABLE in os.environ:
            from convo_tui.cli.completion import ready

            ready()
        status = cli.main(list(arguments), "convo", obj=Shell(), standalone_mode=False)
    except click.ClickException as problem:
        shown = io.StringIO()
        problem.show(shown)  # click quotes what was typed as it stands
        click.echo(clean(shown.getvalue(), newlines=True), err=True, nl=False)
        return problem.exit_code
    except click.Abort:
        click.echo("Stopped; nothing was done.", err=True)
        return 1
    except Exception as fault:  # noqa: BLE001  # the last line of defence: no traceback for people
        from convo_tui.faults import sentence_for

        click.echo(_about_a_path(fault) or sentence_for(fault), err=True)
        return 1
    return status if isinstance(status, int) else 0


def _about_a_path(fault: Exception) -> str:
    """What the system has against a path that a person may name; "" where it is not that."""
    if not isinstance(fault, OSError) or fault.filename is None or not fault.strerror:
        return ""
    path = shorten(str(fault.filename), NAMED_CELLS)
    return f"Cannot use {path}: {fault.strerror.lower()}."
