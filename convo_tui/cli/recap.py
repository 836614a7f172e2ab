"""The recap of a talk, on standard output or into a file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from convo_tui.cli.finding import by_beginning, the_person
from convo_tui.cli.machine import this_machine
from convo_tui.text import clean

if TYPE_CHECKING:
    from convo_tui.domain.overview import TalkPage
    from convo_tui.storage.store import Store


@click.command(epilog="Example: convo recap maya -o maya.md")
@click.argument("talk", metavar="[PERSON|ID]", required=False)
@click.option(
    "--format", "form", type=click.Choice(["md", "text", "json"]), default="md", show_default=True
)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write to this file instead.")
@click.option("--force", is_flag=True, help="Replace the file if it exists.")
@click.pass_obj
def recap(database: Path, talk: str | None, form: str, output: Path | None, force: bool) -> None:
    """Print what both may see of a talk: the newest of all, of PERSON, or the one with ID."""
    from convo_tui.bootstrap import shell_store
    from convo_tui.documents.files import AlreadyThere, save_text
    from convo_tui.documents.recap import recap_json, recap_markdown, recap_text

    with shell_store(database) as store:
        page = _page(store, talk)
    zone = this_machine().zone
    if form == "json":
        text = json.dumps(recap_json(page, zone), ensure_ascii=False, indent=2) + "\n"
    else:
        text = (recap_markdown if form == "md" else recap_text)(page, zone)
    if output is None:
        click.echo(clean(text, newlines=True), nl=not text.endswith("\n"))
        return
    try:
        save_text(output, text, overwrite=force)
    except AlreadyThere as fault:
        raise click.ClickException(f"{fault} --force replaces it.") from None
    click.echo(f"Saved to {clean(str(output))}.", err=True)


def _page(store: Store, talk: str | None) -> TalkPage:
    """The talk that was meant, whole."""
    newest = [o.last for o in store.overviews() if o.last is not None]
    if talk is None:
        chosen = max(newest, key=lambda meeting: meeting.started_at, default=None)
        if chosen is None:
            raise click.ClickException("There was no talk yet; convo meet PERSON starts one.")
    else:
        chosen = by_beginning(store.all_held(), talk)
        if chosen is None:
            person = the_person(store, talk, archived=True)
            talks = store.talks_with(person.id)
            if not talks:
                raise click.ClickException(f"There was no talk with {clean(person.name)} yet.")
            chosen = talks[0]
    page = store.talk_page(chosen.id)
    if page is None:
        raise click.ClickException("This talk was deleted a moment ago.")
    return page
