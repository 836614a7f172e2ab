"""The command line: parses, and imports what a command needs only when that command runs."""

from __future__ import annotations

import importlib
import logging
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from convo_tui import __version__, paths

# One module a family of commands; the second word is the command's name in it.
FAMILIES = {
    "today": "overview:today",
    "status": "overview:status",
    "meet": "screens:meet",
    "note": "note:note",
    "people": "people:people",
    "commitments": "commitments:commitments",
    "recap": "recap:recap",
    "config": "config:config",
    "keys": "config:keys",
    "demo": "screens:demo",
}


class LazyGroup(click.Group):
    """Knows its commands by name and imports one only to run it or to print its help."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All names, in the order of the table."""
        del ctx
        return list(FAMILIES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command itself."""
        del ctx
        place = FAMILIES.get(cmd_name)
        if place is None:
            return None
        module, _, name = place.partition(":")
        command = getattr(importlib.import_module(f"convo_tui.cli.{module}"), name)
        assert isinstance(command, click.Command)  # noqa: S101  # a slip in the table above
        return command


@click.group(
    cls=LazyGroup,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Example: convo people add 'Maya Lindqvist', then convo meet maya",
)
@click.option("--database", metavar="FILE", help="The file to use instead of the usual one.")
@click.version_option(__version__, prog_name="convo")
@click.pass_context
def cli(ctx: click.Context, database: str | None) -> None:
    """Run live 1:1 talks from the terminal. Without a command: Today."""
    ctx.obj = paths.database_path(database)
    if ctx.invoked_subcommand is None:
        from convo_tui.cli.screens import today_screen

        ctx.exit(today_screen(ctx.obj))


def run(arguments: Sequence[str]) -> int:
    """Run one command: 0 done, 1 could not (one plain line says why), 2 wrong usage."""
    from convo_tui.bootstrap import private_from_the_start

    private_from_the_start()
    try:
        result: Any = cli.main(args=list(arguments), prog_name="convo", standalone_mode=False)
    except click.exceptions.Abort:
        return 1
    except click.UsageError as fault:
        fault.show()
        return fault.exit_code
    except click.ClickException as fault:
        click.echo(fault.format_message(), err=True)
        return fault.exit_code
    except BrokenPipeError:
        # Whoever read the output has what they wanted; Python must not complain while it ends.
        sys.stdout = None
        return 0
    except Exception as fault:  # noqa: BLE001  # the last line of defence: no traceback for people
        return _failed(fault)
    return result if isinstance(result, int) else 0


def _failed(fault: Exception) -> int:
    from convo_tui.storage.problems import StorageProblem

    if isinstance(fault, (StorageProblem, paths.PathProblem)):
        click.echo(str(fault), err=True)
        return 1
    log = write_log(fault)
    click.echo(f"Convo met a fault of its own; {log} says where, without your notes.", err=True)
    return 1


def write_log(fault: BaseException) -> Path:
    """Append where a fault came from; values of variables, which may be notes, stay out."""
    log = paths.log_path()
    paths.prepare_file(log)
    handler = logging.FileHandler(log, encoding="utf-8")
    logger = logging.getLogger("convo")
    logger.addHandler(handler)
    kind = type(fault).__name__
    frames = []
    trace = fault.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        frames.append(f"  {code.co_filename}:{trace.tb_lineno} in {code.co_name}")
        trace = trace.tb_next
    logger.error("%s\n%s", kind, "\n".join(frames))
    handler.close()
    logger.removeHandler(handler)
    return log
