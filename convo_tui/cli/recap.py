"""The recap of a talk: printed, or saved to a file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from convo_tui.cli.finding import by_id, the_person
from convo_tui.cli.shell import CannotDo, ConvoCommand, Shell, pass_shell
from convo_tui.domain.people import matching
from convo_tui.text import clean

if TYPE_CHECKING:
    from convo_tui.domain.meeting import Meeting
    from convo_tui.domain.overview import TalkPage
    from convo_tui.storage.store import Store


@click.command(
    cls=ConvoCommand,
    short_help="Print or save the recap of a talk.",
    epilog="\b\nExample:\n  convo recap maya\n  convo recap maya -o recap.md",
)
@click.argument("talk", metavar="[PERSON|ID]", required=False)
@click.option(
    "--format",
    "form",
    type=click.Choice(["md", "text", "json"]),
    default="md",
    show_default=True,
    help="Markdown, plain text, or JSON.",
)
@click.option(
    "-o", "--output", metavar="FILE", type=click.Path(path_type=Path), help="Save it there instead."
)
@click.option("--force", is_flag=True, help="Replace FILE if it is there already.")
@pass_shell
def recap(shell: Shell, talk: str | None, form: str, output: Path | None, force: bool) -> None:
    """Print what both may read of a talk: your newest, PERSON's newest, or the one with ID.

    Private notes are never in it. ID is the beginning of a talk's id, as JSON has it.
    """
    from convo_tui.documents.files import AlreadyThere, save_text

    with shell.reading() as store:
        page = store.talk_page(_talk(store, talk).id)
    if page is None:
        raise CannotDo("This talk was deleted a moment ago.")
    text = _written(page, form, shell.zone)
    if output is None:
        click.echo(clean(text, newlines=True), nl=False)
        return
    try:
        save_text(output.expanduser().absolute(), text, overwrite=force)
    except AlreadyThere as there:
        raise CannotDo(f"{there} Choose another name, or replace it with --force.") from None
    click.echo(f"Saved to {clean(str(output))}; only you can read it.", err=True)


def _written(page: TalkPage, form: str, zone: str) -> str:
    from convo_tui.documents.recap import recap_json, recap_markdown, recap_text

    if form == "json":
        return json.dumps(recap_json(page, zone), ensure_ascii=False, indent=2) + "\n"
    return (recap_markdown if form == "md" else recap_text)(page, zone)


def _talk(store: Store, named: str | None) -> Meeting:
    held = store.all_held()
    if not held:
        raise CannotDo("There was no talk yet. To start one: convo meet PERSON")
    if named is None:
        return held[0]
    everybody = store.people(archived=True)
    # A name comes first: some are made of the letters of an id, as Ada is.
    if not matching(everybody, named) and any(talk.id.startswith(named) for talk in held):
        return by_id(held, named, "talk")
    person = the_person(everybody, named, archived=True)
    theirs = [talk for talk in held if talk.person_id == person.id]
    if not theirs:
        raise CannotDo(f"There was no talk with {person.name} yet.")
    return theirs[0]
