"""Bringing in what is kept elsewhere: people, notes, an archive; and taking an import back."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from convo_tui.cli.finding import by_id, the_person
from convo_tui.cli.import_words import counted, tell_notes, tell_sheet, tell_undone
from convo_tui.cli.output import json_option, print_json, print_table, say
from convo_tui.cli.shell import CannotDo, ConvoGroup, Shell, pass_shell
from convo_tui.domain.dates import clock_time, full_date
from convo_tui.domain.values import new_id, short_ids
from convo_tui.text import one_line

if TYPE_CHECKING:
    from datetime import date

    from convo_tui.domain.people import Person
    from convo_tui.storage.import_store import Batch
    from convo_tui.storage.store import Store

UNDOABLE = "To take it back: convo import undo"
DRY = "Nothing was imported: this was a dry run."

dry_run_option = click.option(
    "--dry-run", is_flag=True, help="Only say what would happen; nothing is changed."
)


@click.group(
    "import",
    cls=ConvoGroup,
    short_help="Bring in people, notes or an archive; undo it.",
    epilog="""\b
    Example:
      convo import people team.csv
      convo import notes --dry-run ~/notes/1on1
      convo import undo
    """,
)
def import_() -> None:
    """Bring in what you keep elsewhere. An import is one thing, and can be undone whole."""


@import_.command(
    short_help="Add people from a spreadsheet saved as CSV.",
    epilog="""\b
    The first line names the columns; only the name is needed:
      name, role, every (1 to 4 weeks, or none), weekday, time, zone, next

    \b
    Example:
      convo import people --dry-run team.csv
      convo import people team.csv
    """,
)
@click.argument("file", type=Path)
@dry_run_option
@pass_shell
def people(shell: Shell, file: Path, dry_run: bool) -> None:
    """Add the people of FILE, a spreadsheet saved as CSV. Who is there already is left alone."""
    from convo_tui.documents.people_csv import read_people
    from convo_tui.domain.imports import ImportKind

    with _opened(shell, dry_run) as store:
        names = [person.name for person in store.people(archived=True)]
        day_first = shell.loaded.settings.dates.day_first
        sheet = read_people(file.expanduser(), names, shell.now, day_first=day_first)
        if not dry_run:
            store.imports.bring(ImportKind.PEOPLE, sheet.people, shell.clock.now())
    tell_sheet(sheet, dry_run=dry_run)
    if sheet.people:
        say(DRY if dry_run else UNDOABLE)
    else:
        say("There was nobody to add.")


@import_.command(
    short_help="Make talks of notes in Markdown files.",
    epilog="""\b
    A file a person (its first heading or its name says whom), a heading a day:
      ## 2026-11-24        ### Wins, ### Blockers, ### Actions say what stands beneath
      - a note             - [ ] a commitment ^fri @me      - [x] one that was kept
    docs/import.md says it all.

    \b
    Example:
      convo import notes --dry-run ~/notes/1on1
      convo import notes --person maya old-notes.md
    """,
)
@click.argument(
    "places",
    metavar="FILE|FOLDER...",
    nargs=-1,
    required=True,
    type=Path,
)
@click.option("--person", metavar="NAME", help="Whom it is about, where a file does not say.")
@click.option(
    "--dates",
    type=click.Choice(["day-first", "month-first"]),
    help="How 3/4/2026 is read, where no other date of the file tells.",
)
@click.option("--private", is_flag=True, help="Keep all of it as private.")
@dry_run_option
@pass_shell
def notes(
    shell: Shell,
    places: tuple[Path, ...],
    person: str | None,
    dates: str | None,
    private: bool,
    dry_run: bool,
) -> None:
    """Make talks of the notes in FILE, or in the Markdown files of FOLDER.

    Each heading with a date becomes a talk logged afterwards; who is not there yet is added. A day
    that has a talk already is left alone, so a folder can be imported again as it grows.
    """
    from convo_tui.documents.notes_import import NotesImport
    from convo_tui.domain.heading_dates import Order
    from convo_tui.domain.imports import ImportKind
    from convo_tui.domain.logged_talks import Reading

    if person is not None and (len(places) > 1 or places[0].is_dir()):
        raise click.UsageError("--person goes with one file.")
    words = shell.loaded.settings.dates
    reading = Reading(shell.now, private, words.last_weekday, words.day_first)
    with _opened(shell, dry_run) as store:
        everybody = store.people(archived=True)
        days = _days(shell, store)
        plan = NotesImport(reading, lambda each: days.get(each.id, ()))
        plan.choose(
            [place.expanduser() for place in places],
            everybody,
            person=None if person is None else _named(shell, everybody, person),
            order=Order(dates) if dates else None,
        )
        if dry_run:
            for _ in plan.values():
                pass
        else:
            store.imports.bring(ImportKind.NOTES, plan.values(), shell.clock.now())
    tell_notes(shell, plan, dry_run=dry_run)
    if not plan.told_of():
        raise CannotDo("There was nothing to import.")
    if all(tally.empty for tally in plan.told_of()):
        say("There was nothing new to import.")
        return
    if not private:
        say("Notes without ~ count as shared; with --private all of them are yours alone.")
    say(DRY if dry_run else UNDOABLE)


def _named(shell: Shell, everybody: Sequence[Person], person: str) -> Person:
    """The person whom `--person` fits, else a new one of that name."""
    from convo_tui.domain.people import Person, matching
    from convo_tui.domain.whose_notes import LONGEST_NAME

    name = one_line(person)
    if not name or len(name) > LONGEST_NAME:
        raise click.UsageError(f"--person needs a name of at most {LONGEST_NAME} characters.")
    if matching(everybody, name):
        return the_person(everybody, name, archived=True)
    return Person(new_id(), name, shell.clock.now())


def _days(shell: Shell, store: Store) -> dict[str, set[date]]:
    """By person, the days that have a talk."""
    days: dict[str, set[date]] = {}
    for talk in (*store.all_held(), *store.live_meetings()):
        day = talk.started_at.astimezone(shell.home).date()
        days.setdefault(talk.person_id, set()).add(day)
    return days


@import_.command(
    short_help="Take in a file that convo export wrote.",
    epilog="\b\nExample:\n  convo export -o all.json\n  convo import archive all.json",
)
@click.argument("file", type=Path)
@dry_run_option
@pass_shell
def archive(shell: Shell, file: Path, dry_run: bool) -> None:
    """Take in FILE, which `convo export` wrote: what is not here yet is added, all or nothing.

    What is here with the same content is left alone; with other content, nothing is imported.
    """
    from convo_tui.documents.archive_json import Archive
    from convo_tui.storage.archive_store import NotSound

    source = Archive(file.expanduser())
    with _opened(shell, dry_run) as store:
        try:
            taken = store.archives.take(source.items, shell.clock.now(), pretend=dry_run)
        except NotSound as why:
            raise CannotDo(
                f"{source.told} cannot be taken in: {why}. Nothing was imported."
            ) from why
    say(f"{'Would bring' if dry_run else 'Brought'}: {counted(taken.brought)}.")
    if taken.there:
        say(f"Here already, and left alone: {taken.there}.")
    if dry_run:
        say(DRY)
    elif taken.batch:
        say(UNDOABLE)


@import_.command("list", epilog="\b\nExample:\n  convo import list\n  convo import list --json")
@json_option
@pass_shell
def list_(shell: Shell, as_json: bool) -> None:
    """List the imports that can be undone, newest first."""
    with shell.reading() as store:
        batches = store.imports.batches()
    if as_json:
        print_json([_shape(shell, batch) for batch in batches])
    elif not batches:
        say("There is no import to undo.")
    else:
        short = short_ids(batch.id for batch in batches)
        print_table([_row(shell, batch, short[batch.id]) for batch in batches])


def _row(shell: Shell, batch: Batch, short: str) -> list[str]:
    at = batch.at.astimezone(shell.home)
    when = f"{full_date(at.date())} {clock_time(at)}"
    return [short, when, batch.kind.value, counted(batch.brought)]


def _shape(shell: Shell, batch: Batch) -> dict[str, object]:
    return {
        "id": batch.id,
        "at": batch.at.astimezone(shell.home).isoformat(),
        "kind": batch.kind.value,
        "brought": dict(sorted(batch.brought.items())),
    }


@import_.command(
    short_help="Remove what an import brought.",
    epilog="\b\nExample:\n  convo import undo --dry-run\n  convo import undo 3f2a",
)
@click.argument("batch", required=False)
@click.option("--force", is_flag=True, help="Remove what was edited since, too.")
@dry_run_option
@pass_shell
def undo(shell: Shell, batch: str | None, force: bool, dry_run: bool) -> None:
    """Remove what an import brought: the newest, or the one whose id begins with BATCH.

    A backup is made first. What was written since is never removed, nor what that needs.
    """
    with _opened(shell, dry_run) as store:
        batches = store.imports.batches()
        if not batches:
            raise CannotDo("There is no import to undo.")
        chosen = by_id(batches, batch, "import") if batch is not None else batches[0]
        undone = store.imports.undo(chosen.id, shell.now, force=force, pretend=dry_run)
        names = {person.id: person.name for person in store.people(archived=True)}
    tell_undone(undone, names, dry_run=dry_run)
    if dry_run:
        say("Nothing was removed: this was a dry run.")


def _opened(shell: Shell, dry_run: bool) -> AbstractContextManager[Store]:
    return shell.reading() if dry_run else shell.store()
