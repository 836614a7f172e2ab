"""The commands that open a screen: Today, the sample team, a talk."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import click

SMALLEST = (40, 12)


def today_screen(database: Path, *, talk_with: str | None = None, template: str = "") -> int:
    """Open the app, and the sample team if that was asked for in it; the exit status."""
    from convo_tui.bootstrap import build_app, run_app

    need_terminal()
    app = build_app(database, talk_with=talk_with, template=template)
    status = run_app(app)
    return sample_screen() if app.wants_sample else status


def sample_screen(keep: Path | None = None) -> int:
    """Open the sample team; the exit status."""
    from convo_tui.bootstrap import build_app, run_app, sample_database

    need_terminal()
    notice = "This is the fabricated sample team; nothing here is kept."
    if keep is not None:
        notice = "This is the fabricated sample team, kept in a file of its own."
    with sample_database(keep) as database:
        return run_app(build_app(database, notice=notice))


def need_terminal() -> None:
    """Say so in one sentence where there is no terminal, or not enough of one."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise click.ClickException(
            "Convo's screens need a terminal; for a pipe there is convo today, or --help."
        )
    columns, lines = shutil.get_terminal_size()
    if columns < SMALLEST[0] or lines < SMALLEST[1]:
        raise click.ClickException(
            f"This terminal has {columns}x{lines} characters; Convo needs at least "
            f"{SMALLEST[0]}x{SMALLEST[1]}."
        )


@click.command(epilog="Example: convo demo --keep sample.db")
@click.option(
    "--keep", metavar="FILE", type=click.Path(path_type=Path), help="Keep the sample team here."
)
def demo(keep: Path | None) -> int:
    """Look around in a fabricated team with a year of history, apart from your own data."""
    if keep is not None and keep.exists():
        raise click.ClickException(f"{keep} exists already; choose another name.")
    return sample_screen(keep)


@click.command(epilog="Example: convo meet maya --template short")
@click.argument("person")
@click.option("--template", metavar="NAME", default="", help="The agenda, by its name.")
@click.pass_obj
def meet(database: Path, person: str, template: str) -> int:
    """Go straight into the talk with PERSON, or continue the unfinished one."""
    from convo_tui.bootstrap import shell_store
    from convo_tui.cli.finding import the_person

    need_terminal()
    with shell_store(database) as store:
        found = the_person(store, person)
    return today_screen(database, talk_with=found.id, template=template)
