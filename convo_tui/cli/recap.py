"""The recap of a talk: printed, or saved to a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from convo_tui.cli.completing import all_names
from convo_tui.cli.finding import by_id, the_person
from convo_tui.cli.saving import force_option, hand_over, output_option
from convo_tui.cli.shell import CannotDo, ConvoCommand, Shell, pass_shell
from convo_tui.domain.people import matching

if TYPE_CHECKING:
    from convo_tui.domain.meeting import Meeting
    from convo_tui.storage.store import Store


@click.command(
    cls=ConvoCommand,
    short_help="Print or save the recap of a talk.",
    epilog="\b\nExample:\n  convo recap maya\n  convo recap maya --format eml -o recap.eml",
)
@click.argument("talk", metavar="[PERSON|ID]", required=False, shell_complete=all_names)
@click.option(
    "--format",
    "form",
    type=click.Choice(["md", "html", "text", "eml", "json"]),
    default="md",
    show_default=True,
    help="Markdown, a page that prints, plain text, a mail as a draft, or JSON.",
)
@click.option(
    "--include-private",
    is_flag=True,
    help="Put your private notes in it too; it then says that they are there.",
)
@click.option("--on", "day", metavar="DATE", help="PERSON's talk of that day, not the newest.")
@output_option
@force_option
@pass_shell
def recap(
    shell: Shell,
    talk: str | None,
    form: str,
    day: str | None,
    include_private: bool,
    output: Path | None,
    force: bool,
) -> None:
    """Print what both may read of a talk: your newest, PERSON's newest, or the one with ID.

    Private notes are in it only with --include-private. ID is the beginning of a talk's id, as
    JSON and the review packet have it.
    """
    from convo_tui.documents.model import Format
    from convo_tui.documents.recap import recap_in

    with shell.reading() as store:
        page = store.talk_page(_talk(shell, store, talk, day).id)
    if page is None:
        raise CannotDo("This talk was deleted a moment ago.")
    text = recap_in(Format(form), page, shell.zone, private=include_private)
    hand_over(text, output, force=force)


def _talk(shell: Shell, store: Store, named: str | None, day: str | None) -> Meeting:
    held = store.all_held()
    if day is not None:
        held = _of_day(shell, held, day)
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
        when = "yet" if day is None else "on that day"
        raise CannotDo(f"There was no talk with {person.name} {when}.")
    return theirs[0]


def _of_day(shell: Shell, held: tuple[Meeting, ...], words: str) -> tuple[Meeting, ...]:
    """The talks held on the days that the words name."""
    from convo_tui.domain.dates import DateNotUnderstood
    from convo_tui.domain.past_dates import parse_past

    try:
        days = parse_past(words, shell.now.date(), day_first=shell.loaded.settings.dates.day_first)
    except DateNotUnderstood as problem:
        raise CannotDo(str(problem)) from None
    first, last = days.first, days.last
    found = tuple(
        talk
        for talk in held
        if (first is None or first <= talk.started_at.astimezone(shell.home).date())
        and (last is None or talk.started_at.astimezone(shell.home).date() <= last)
    )
    if held and not found:
        raise CannotDo(f"No talk was held then. The newest was on {_day_of(shell, held[0])}.")
    return found


def _day_of(shell: Shell, talk: Meeting) -> str:
    from convo_tui.domain.dates import full_date

    return full_date(talk.started_at.astimezone(shell.home).date())
