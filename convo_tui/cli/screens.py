"""The commands that open a screen: Today, the sample team, a talk."""

from __future__ import annotations

from pathlib import Path

import click

from convo_tui import launch
from convo_tui.cli.completing import person_names
from convo_tui.cli.shell import CannotDo, ConvoCommand, Shell, pass_shell


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
    ctx.exit(launch.sample(keep))


@click.command(
    cls=ConvoCommand,
    short_help="Start a talk, or continue it.",
    epilog="\b\nExample:\n  convo meet maya\n  convo meet maya --template short",
)
@click.argument("person", shell_complete=person_names)
@click.option("--template", metavar="NAME", default="", help="The agenda, by its name.")
@click.pass_context
@pass_shell
def meet(shell: Shell, ctx: click.Context, person: str, template: str) -> None:
    """Go straight into the talk with PERSON, or continue the unfinished one.

    PERSON is any part of a name that fits one person alone.
    """
    found = launch.whom_to_meet(shell.database, person)
    if template:
        known_template(shell, template)
    ctx.exit(launch.today(shell.database, talk_with=found.id, template=template))


def known_template(shell: Shell, name: str) -> str:
    """The name of an agenda that there is.

    Raises:
        CannotDo: there is none of that name; the message lists those there are.
    """
    names = [template.name for template in shell.loaded.templates]
    if name not in names:
        raise CannotDo(f"No agenda is called “{name}”; there are {', '.join(names)}.")
    return name
