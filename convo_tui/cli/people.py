"""People from the shell: list, add, edit, archive."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from convo_tui.cli.finding import the_person
from convo_tui.cli.machine import this_machine
from convo_tui.cli.showing import instant, json_option, show_json, show_rows
from convo_tui.domain.date_words import WEEKDAYS
from convo_tui.domain.people import Person, matching
from convo_tui.domain.values import Change, new_id
from convo_tui.text import clean, one_line

LONGEST_NAME = 200
RHYTHMS = {"weekly": 1, "1": 1, "2": 2, "3": 3, "4": 4, "none": None}


@click.group(invoke_without_command=True, epilog="Example: convo people add 'Maya Lindqvist'")
@json_option
@click.option("--archived", is_flag=True, help="List the archived ones too.")
@click.pass_context
def people(ctx: click.Context, as_json: bool, archived: bool) -> None:
    """List everybody; add, edit or archive a person."""
    if ctx.invoked_subcommand is not None:
        return
    from convo_tui.bootstrap import shell_store
    from convo_tui.domain.cadence import rhythm_words

    with shell_store(ctx.obj) as store:
        listed = store.people(archived=archived)
    if as_json:
        show_json([_json(person) for person in listed])
    elif not listed:
        click.echo("There is no person yet; add one: convo people add NAME")
    else:
        show_rows(
            [
                [
                    person.name,
                    person.role,
                    rhythm_words(person),
                    "archived" if person.archived_at else "",
                ]
                for person in listed
            ]
        )


def _json(person: Person) -> dict[str, object]:
    return {
        "id": person.id,
        "name": person.name,
        "role": person.role,
        "every_weeks": person.every_weeks,
        "weekday": None if person.weekday is None else WEEKDAYS[person.weekday].lower(),
        "time": person.time or None,
        "zone": person.zone or None,
        "template": person.template or None,
        "next_at": instant(person.next_at),
        "archived_at": instant(person.archived_at),
    }


def _zone(_: click.Context, __: click.Parameter, value: str | None) -> str | None:
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    if not value:
        return value
    try:
        return ZoneInfo(value).key
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise click.BadParameter(
            f"no time zone is called {clean(value)}; one is Europe/Berlin."
        ) from None


def _time(_: click.Context, __: click.Parameter, value: str | None) -> str | None:
    from datetime import time

    if not value:
        return value
    try:
        return time.fromisoformat(value.strip().zfill(5)).strftime("%H:%M")
    except ValueError:
        raise click.BadParameter(f"{clean(value)} is no time; one is 14:30.") from None


def _details(command: Any) -> Any:
    """The options that adding and editing share."""
    weekdays = click.Choice([day.lower() for day in WEEKDAYS], case_sensitive=False)
    for option in (
        click.option("--zone", callback=_zone, help="Their time zone, such as Europe/Berlin."),
        click.option("--time", "at_time", callback=_time, help="The talk's usual time, as 14:30."),
        click.option("--day", type=weekdays, help="The talk's usual weekday."),
        click.option(
            "--every", type=click.Choice(list(RHYTHMS)), help="Weeks between talks, or none."
        ),
        click.option("--role", help="What they do."),
    ):
        command = option(command)
    return command


def _given(
    role: str | None, every: str | None, day: str | None, at_time: str | None, zone: str | None
) -> dict[str, Any]:
    """The fields that were said, and no others."""
    fields: dict[str, Any] = {}
    if role is not None:
        fields["role"] = one_line(role).strip()[:LONGEST_NAME]
    if every is not None:
        fields["every_weeks"] = RHYTHMS[every]
    if day is not None:
        fields["weekday"] = [word.lower() for word in WEEKDAYS].index(day.lower())
    if at_time is not None:
        fields["time"] = at_time
    if zone is not None:
        fields["zone"] = zone
    return fields


def _name(typed: str) -> str:
    name = one_line(typed).strip()
    if not name:
        raise click.ClickException("A person needs a name; nothing was kept.")
    if len(name) > LONGEST_NAME:
        raise click.ClickException(f"A name has at most {LONGEST_NAME} characters.")
    return name


@people.command(epilog="Example: convo people add 'Maya Lindqvist' --every 2 --day tuesday")
@click.argument("name")
@_details
@click.pass_obj
def add(database: Path, /, name: str, **details: Any) -> None:
    """Add a person called NAME; only the name is needed."""
    from convo_tui.bootstrap import shell_store

    called = _name(name)
    with shell_store(database) as store:
        twins = [p for p in matching(store.people(), called) if p.name == called]
        if twins:
            raise click.ClickException(
                f"{called} is there already; add a letter or a surname to tell them apart."
            )
        now = this_machine().clock.now()
        store.apply(Change.added(Person(new_id(), called, now, **_given(**details))))
    click.echo(f"Added {called}.")


@people.command(epilog="Example: convo people edit maya --role 'Staff engineer'")
@click.argument("person")
@click.option("--name", help="Another name.")
@_details
@click.pass_obj
def edit(database: Path, /, person: str, name: str | None, **details: Any) -> None:
    """Change what is known of PERSON."""
    from convo_tui.bootstrap import shell_store

    fields = _given(**details)
    if name is not None:
        fields["name"] = _name(name)
    if not fields:
        raise click.UsageError(
            "Say what to change: --name, --role, --every, --day, --time, --zone."
        )
    with shell_store(database) as store:
        found = the_person(store, person)
        store.apply(Change.edited(found, replace(found, **fields)))
    click.echo(f"Changed {clean(fields.get('name', found.name))}.")


@people.command(epilog="Example: convo people archive maya")
@click.argument("person")
@click.option("--back", is_flag=True, help="Bring an archived person back.")
@click.pass_obj
def archive(database: Path, person: str, back: bool) -> None:
    """Keep PERSON in history and take them from Today."""
    from convo_tui.bootstrap import shell_store

    with shell_store(database) as store:
        found = the_person(store, person, archived=back)
        at = None if back else this_machine().clock.now()
        store.apply(Change.edited(found, replace(found, archived_at=at)))
    click.echo(f"{clean(found.name)} is {'back on Today' if back else 'archived'}.")
