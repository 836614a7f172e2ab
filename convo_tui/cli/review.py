"""The review packet of a person: printed, edited, or saved to a file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from convo_tui.cli.completing import all_names
from convo_tui.cli.finding import the_person
from convo_tui.cli.period import period_of, period_options
from convo_tui.cli.saving import force_option, hand_over, must_have_place, output_option
from convo_tui.cli.shell import CannotDo, ConvoCommand, Shell, pass_shell

if TYPE_CHECKING:
    from convo_tui.documents.review import Packet


@click.command(
    cls=ConvoCommand,
    short_help="Print or save a whole period of a person.",
    epilog="\b\nExample:\n  convo review maya --format html -o maya.html"
    "\n  convo review maya --from '1 jan' --for manager --edit -o maya.md",
)
@click.argument("person", shell_complete=all_names)
@period_options
@click.option(
    "--for",
    "audience",
    type=click.Choice(["report", "manager"]),
    default="report",
    show_default=True,
    help="Who will read it: what both may read, or everything.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["md", "html", "text", "json"]),
    default="md",
    show_default=True,
    help="Markdown, a page that prints, plain text, or JSON.",
)
@click.option("--edit", is_flag=True, help="Open it in $VISUAL or $EDITOR first.")
@output_option
@force_option
@pass_shell
def review(
    shell: Shell,
    person: str,
    first: str | None,
    last: str | None,
    audience: str,
    form: str,
    edit: bool,
    output: Path | None,
    force: bool,
) -> None:
    """Print a period of PERSON as one document: wins, feedback, commitments, talks.

    Each line has its day and the beginning of its id. For the report nothing private is in it, no
    feedback that was not said, and not your talk share. Days are as you say them: '1 jan', 'last
    month', 2026-01-31.
    """
    from convo_tui.documents.model import Format
    from convo_tui.documents.packet import Audience
    from convo_tui.documents.review import Packet, review_in

    period = period_of(shell, first, last)
    with shell.reading() as store:
        found = the_person(store.people(archived=True), person, archived=True)
        taken = store.reviews.review(found.id, period, shell.zone)
        if taken is None:
            raise CannotDo("This person was deleted a moment ago.")
    packet = Packet(taken, Audience(audience), shell.zone, shell.now.date())
    if not edit:
        hand_over(review_in(Format(form), packet), output, force=force)
        return
    force = must_have_place(output, force=force)
    packet = _edited(shell, packet)
    hand_over(review_in(Format(form), packet), output, force=force)
    _keep(shell, packet.draft_key, "")


def _edited(shell: Shell, packet: Packet) -> Packet:
    """The packet in the words that the editor left, which Convo's file keeps for now.

    Raises:
        CannotDo: the editor could not be used, or left nothing.
    """
    from convo_tui.documents.editing import EditorProblem, edited
    from convo_tui.documents.review import text_to_edit

    key, made = packet.draft_key, text_to_edit(packet)
    with shell.store() as store:
        draft = store.draft(key)
    if draft:
        click.echo("What you wrote before is back; empty the file to begin afresh.", err=True)
    try:
        written = edited(draft or made)
    except EditorProblem as problem:
        if not problem.written:
            raise CannotDo(f"{problem} Nothing was saved.") from None
        _keep(shell, key, problem.written)
        raise CannotDo(f"{problem} What you wrote is kept, and --edit opens it again.") from None
    _keep(shell, key, written if written != made else "")
    if not written.strip():
        _keep(shell, key, "")
        raise CannotDo("The file was empty, so nothing was saved; --edit begins afresh.")
    return replace(packet, wording="" if written == made else written)


def _keep(shell: Shell, key: str, text: str) -> None:
    with shell.store() as store:
        store.keep_draft(key, text)
