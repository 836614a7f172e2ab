"""People from the shell: list, add, edit, archive."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeVar

import click

from convo_tui.cli.completing import all_names
from convo_tui.cli.finding import NOBODY, the_person
from convo_tui.cli.output import json_option, print_json, print_table, say
from convo_tui.cli.shapes import person_shape
from convo_tui.cli.shell import CannotDo, ConvoGroup, Shell, pass_shell
from convo_tui.domain.cadence import rhythm_words
from convo_tui.domain.date_words import WEEKDAYS
from convo_tui.domain.figures.rhythm import streak, streak_words
from convo_tui.domain.people import Person
from convo_tui.domain.today import Standing, by_urgency, next_words
from convo_tui.domain.values import Change, new_id
from convo_tui.text import one_line

F = TypeVar("F", bound=Callable[..., Any])

RHYTHMS = {"1": 1, "2": 2, "3": 3, "4": 4, "none": None}
DAYS = {**{day.lower(): index for index, day in enumerate(WEEKDAYS)}, "any": None}


@click.group(
    cls=ConvoGroup,
    short_help="List, add, edit or archive people.",
    invoke_without_command=True,
    epilog="\b\nExample:\n  convo people\n  convo people add 'Maya Lindqvist' --day tuesday",
)
@json_option
@click.option("--archived", is_flag=True, help="List the archived ones, too.")
@click.pass_context
@pass_shell
def people(shell: Shell, ctx: click.Context, as_json: bool, archived: bool) -> None:
    """List everybody with their rhythm and next talk; add, edit, archive."""
    if ctx.invoked_subcommand is not None:
        return
    with shell.reading() as store:
        listed = store.people(archived=archived)
        overviews = store.overviews(tuple(person.id for person in listed))
    standings = sorted(
        by_urgency(overviews, shell.now, shell.zone),
        key=lambda standing: standing.overview.person.name.casefold(),
    )
    if as_json:
        print_json([person_shape(standing, shell.zone, shell.now.date()) for standing in standings])
    elif not standings:
        say(NOBODY)
    else:
        print_table([_row(standing, shell) for standing in standings])


def _row(standing: Standing, shell: Shell) -> list[str]:
    person = standing.overview.person
    usual = "" if person.weekday is None else WEEKDAYS[person.weekday][:3]
    comes = "archived" if person.archived_at else next_words(standing.cadence, shell.now)
    return [
        person.name,
        person.role,
        ", ".join(filter(None, [rhythm_words(person), f"{usual} {person.time}".strip()])),
        "" if comes == rhythm_words(person) else comes,
        streak_words(streak(person, standing.overview.began, shell.now.date(), shell.home)),
    ]


def _details(command: F) -> F:
    """The options that adding and editing share."""
    for option in (
        click.option("--template", metavar="NAME", help="The agenda that their talks start with."),
        click.option("--zone", metavar="ZONE", help="Their time zone, such as Europe/Berlin."),
        click.option("--time", metavar="HH:MM", help="The talk's usual time; '' for none."),
        click.option(
            "--day", type=click.Choice(list(DAYS), case_sensitive=False), help="The usual weekday."
        ),
        click.option("--every", type=click.Choice(list(RHYTHMS)), help="Weeks between two talks."),
        click.option("--role", metavar="TEXT", help="What they do."),
    ):
        command = option(command)
    return command


@people.command(
    epilog="\b\nExample:\n  convo people add 'Maya Lindqvist' --every 2 --day tuesday --time 14:30"
)
@click.argument("name", nargs=-1, required=True)
@_details
@pass_shell
def add(shell: Shell, /, name: tuple[str, ...], **details: str | None) -> None:
    """Add a person called NAME; nothing but the name is needed."""
    called = _name(" ".join(name))
    parts = _parts(shell, details)
    with shell.store() as store:
        _refuse_twin(store.people(archived=True), called)
        person = Person(new_id(), called, shell.clock.now(), **parts)
        store.apply(Change.added(person))
    say(f"Added {called}, {rhythm_words(person)}.")


@people.command(epilog="\b\nExample:\n  convo people edit maya --role 'Staff engineer' --every 2")
@click.argument("person", shell_complete=all_names)
@click.option("--name", metavar="NAME", help="Another name.")
@_details
@pass_shell
def edit(shell: Shell, /, person: str, name: str | None, **details: str | None) -> None:
    """Change what is known of PERSON; what is not named stays."""
    parts = _parts(shell, details)
    if name is not None:
        parts["name"] = _name(name)
    if not parts:
        raise click.UsageError("Say what to change, for example: --role 'Staff engineer'")
    with shell.store() as store:
        everybody = store.people(archived=True)
        found = the_person(everybody, person, archived=True)
        if name is not None:
            _refuse_twin([each for each in everybody if each.id != found.id], parts["name"])
        changed = replace(found, **parts)
        store.apply(Change.edited(found, changed))
    say(f"Changed {changed.name}.")


@people.command(
    epilog="\b\nExample:\n  convo people archive maya\n  convo people archive --undo maya"
)
@click.argument("person", shell_complete=all_names)
@click.option("--undo", is_flag=True, help="Bring an archived person back.")
@pass_shell
def archive(shell: Shell, person: str, undo: bool) -> None:
    """Take PERSON from Today; everything about them is kept in history."""
    with shell.store() as store:
        found = the_person(store.people(archived=True), person, archived=True)
        if (found.archived_at is None) == undo:
            raise CannotDo(f"{found.name} is {'not archived' if undo else 'archived already'}.")
        archived_at = None if undo else shell.clock.now()
        store.apply(Change.edited(found, replace(found, archived_at=archived_at)))
    say(f"{found.name} is {'back on Today' if undo else 'archived'}.")


def _name(typed: str) -> str:
    from convo_tui.ui.modals.person_form import LONGEST

    name = one_line(typed)
    if not name:
        raise CannotDo("A name is needed, such as 'Maya Lindqvist'.")
    if len(name) > LONGEST:
        raise CannotDo(f"A name may have {LONGEST} characters at most.")
    return name


def _refuse_twin(everybody: tuple[Person, ...] | list[Person], name: str) -> None:
    for person in everybody:
        if person.name.casefold() == name.casefold():
            archived = ", archived" if person.archived_at else ""
            raise CannotDo(
                f"There is {person.name} already{archived}. Add something to tell them apart."
            )


def _parts(shell: Shell, details: dict[str, str | None]) -> dict[str, Any]:
    """The fields of a person that were named on the command line, as they are kept."""
    read: dict[str, Callable[[str], tuple[str, Any]]] = {
        "role": lambda typed: ("role", one_line(typed)),
        "every": lambda typed: ("every_weeks", RHYTHMS[typed]),
        "day": lambda typed: ("weekday", DAYS[typed.lower()]),
        "time": lambda typed: ("time", _time(typed)),
        "zone": lambda typed: ("zone", _zone(typed)),
        "template": lambda typed: ("template", _template(shell, typed)),
    }
    return dict(read[name](typed) for name, typed in details.items() if typed is not None)


def _time(typed: str) -> str:
    from convo_tui.domain.rhythm_words import wall_time

    line = one_line(typed)
    if line and not wall_time(line):
        raise click.BadParameter(f"“{line}” is no time of day, such as 14:30.", param_hint="--time")
    return wall_time(line) if line else ""


def _zone(typed: str) -> str:
    from zoneinfo import available_timezones

    from convo_tui.domain.rhythm_words import zone_named

    line = one_line(typed)
    zone = zone_named(line, available_timezones()) if line else ""
    if line and not zone:
        raise click.BadParameter(
            f"“{line}” is no time zone, such as Europe/Berlin.", param_hint="--zone"
        )
    return zone


def _template(shell: Shell, typed: str) -> str:
    from convo_tui.cli.screens import known_template

    line = one_line(typed)
    return known_template(shell, line) if line else ""
