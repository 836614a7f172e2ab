"""The commands that open a screen: Today, the sample team, a talk."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from convo_tui.cli.shell import CannotDo, ConvoCommand, Shell, pass_shell

LEAST_COLUMNS, LEAST_LINES = 40, 12

SAMPLE = "A fabricated sample team, apart from your data; nothing here is kept."
SAMPLE_KEPT = "A fabricated sample team, in a file of its own."


def today_screen(shell: Shell, *, talk_with: str | None = None, template: str = "") -> int:
    """Open the app, and the sample team if that was asked for in it; the exit status."""
    from convo_tui.bootstrap import build_app, run_app

    need_terminal()
    app = build_app(shell.database, talk_with=talk_with, template=template)
    status = run_app(app)
    return sample_screen() if app.wants_sample else status


def sample_screen(keep: Path | None = None) -> int:
    """Open the sample team; the exit status."""
    from convo_tui.bootstrap import build_app, run_app, sample_database

    need_terminal()
    notice = SAMPLE if keep is None else SAMPLE_KEPT
    with sample_database(keep) as database:
        return run_app(build_app(database, notice=notice))


def need_terminal() -> None:
    """See whether there is a terminal, and enough of one.

    Raises:
        CannotDo: there is not; the message says what there is instead.
    """
    streams = (sys.stdin, sys.stdout, sys.stderr)
    if not all(stream.isatty() for stream in streams) or os.environ.get("TERM") == "dumb":
        raise CannotDo("Convo's screens need a terminal. For text there is: convo today")
    columns, lines = os.get_terminal_size(sys.stdout.fileno())
    # A line that does not know its size says 0.
    if 0 < columns < LEAST_COLUMNS or 0 < lines < LEAST_LINES:
        raise CannotDo(
            f"This window has {columns}x{lines} characters, and Convo needs at least"
            f" {LEAST_COLUMNS}x{LEAST_LINES}. Make it larger and start again."
        )


@click.command(
    cls=ConvoCommand,
    short_help="Look around in a fabricated team.",
    epilog="\b\nExample:\n  convo demo\n  convo demo --keep sample.db",
)
@click.option(
    "--keep",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Keep the sample team in this new file.",
)
@click.pass_context
def demo(ctx: click.Context, keep: Path | None) -> None:
    """Look around in a fabricated team with a year of history.

    It stands in a throwaway file, apart from your own data.
    """
    if keep is not None and keep.exists():
        raise CannotDo(
            f"{keep} is there already; choose another name, or open it: convo --database {keep}"
        )
    ctx.exit(sample_screen(keep))


@click.command(
    cls=ConvoCommand,
    short_help="Start a talk, or continue it.",
    epilog="\b\nExample:\n  convo meet maya\n  convo meet maya --template short",
)
@click.argument("person")
@click.option("--template", metavar="NAME", default="", help="The agenda, by its name.")
@click.pass_context
@pass_shell
def meet(shell: Shell, ctx: click.Context, person: str, template: str) -> None:
    """Go straight into the talk with PERSON, or continue the unfinished one.

    PERSON is any part of a name that fits one person alone.
    """
    from convo_tui.cli.finding import the_person
    from convo_tui.storage.glance import everybody

    need_terminal()
    found = the_person(everybody(shell.database), person)
    if template:
        known_template(shell, template)
    ctx.exit(today_screen(shell, talk_with=found.id, template=template))


def known_template(shell: Shell, name: str) -> str:
    """The name of an agenda that there is.

    Raises:
        CannotDo: there is none of that name; the message lists those there are.
    """
    names = [template.name for template in shell.loaded.templates]
    if name not in names:
        raise CannotDo(f"No agenda is called “{name}”; there are {', '.join(names)}.")
    return name
