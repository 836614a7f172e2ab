"""The next talks and the checkpoints, for the calendar that somebody has anyway."""

from __future__ import annotations

from pathlib import Path

import click

from convo_tui.cli.completing import person_names
from convo_tui.cli.finding import the_person
from convo_tui.cli.saving import force_option, hand_over
from convo_tui.cli.shell import CannotDo, ConvoCommand, Shell, pass_shell


@click.command(
    cls=ConvoCommand,
    short_help="Talks and checkpoints for your calendar.",
    epilog="\b\nExample:\n  convo calendar -o talks.ics\n  convo calendar maya -o maya.ics --force",
)
@click.argument("person", metavar="[PERSON]", required=False, shell_complete=person_names)
@click.option(
    "-o",
    "--output",
    metavar="FILE.ics",
    type=click.Path(path_type=Path),
    help="Save it there instead of printing it.",
)
@force_option
@click.option(
    "--include-private",
    is_flag=True,
    help="Private commitments too; then keep the file to yourself.",
)
@pass_shell
def calendar(
    shell: Shell, person: str | None, output: Path | None, force: bool, include_private: bool
) -> None:
    """Make a calendar file: the next talks in their rhythm, and the checkpoints of commitments.

    With PERSON only theirs. Import it again after changes: what is in your calendar from before
    is updated and not doubled; what was closed since stays there until you delete it.
    """
    from convo_tui.documents.calendar import NOTHING, calendar_text, plans_of

    with shell.reading() as store:
        ids = None
        if person is not None:
            ids = (the_person(store.people(archived=True), person).id,)
        overviews, changes = store.overviews(ids), store.schedule_changes()
    loaded = shell.loaded
    plans = plans_of(overviews, changes, loaded.templates, loaded.settings.talk.template)
    text = calendar_text(plans, shell.now, shell.zone, include_private=include_private)
    if not text:
        raise CannotDo(NOTHING)
    if output is not None:
        hand_over(text, output, force=force)
    else:
        # As bytes: its line ends are its own, and its letters UTF-8 whatever the terminal has.
        click.echo(text.encode(), nl=False)
