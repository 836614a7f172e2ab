"""Everything out: the whole file as an archive, or all about one person."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click

from convo_tui import __version__
from convo_tui.cli.finding import the_person
from convo_tui.cli.saving import force_option, must_have_place
from convo_tui.cli.shell import ConvoCommand, Shell, pass_shell
from convo_tui.text import clean


@click.command(
    cls=ConvoCommand,
    short_help="Save everything, or all about one person.",
    epilog="""\b
    Example:
      convo export -o all.json
      convo export maya -o maya.html
    """,
)
@click.argument("person", required=False)
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    required=True,
    type=Path,
    help="Where to save it.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["json", "html"]),
    help="Of a PERSON; html where FILE ends so, else json.",
)
@force_option
@pass_shell
def export(shell: Shell, person: str | None, output: Path, form: str | None, force: bool) -> None:
    """Save everything in FILE, which `convo import archive` reads back.

    With PERSON: everything about them, private apart from shared, to read or to hand over. Only
    you can read the file, but it is not encrypted.
    """
    if person is None:
        if form == "html":
            raise click.UsageError("The whole file is JSON; --format html goes with a PERSON.")
        with shell.reading() as store:
            _save(output, store.archives.write(shell.now), force)
        return
    if form is None:
        form = "html" if output.suffix.lower() in (".html", ".htm") else "json"
    with shell.reading() as store:
        found = the_person(store.people(archived=True), person, archived=True)
        everything = store.disclosures.everything_about(found.id)
    from convo_tui.documents.disclosure import disclosure_html, disclosure_json

    if form == "html":
        text = disclosure_html(found, everything, shell.now, shell.zone)
    else:
        text = disclosure_json(found, everything, shell.now, __version__)
    _save(output, [text], force)


def _save(output: Path, pieces: Iterable[str], force: bool) -> None:
    """Save it where only its owner reads it; what is there already is replaced by nobody unasked.

    Raises:
        CannotDo: a file is there already, and there is no leave to replace it.
        PathProblem: it cannot be written.
    """
    from convo_tui.documents.files import save_text

    force = must_have_place(output, force=force)
    save_text(output.expanduser().absolute(), pieces, overwrite=force)
    click.echo(f"Saved to {clean(str(output))}; only you can read it.", err=True)
