"""Commitments from the shell: list them, close them."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import click

from convo_tui.cli.finding import the_commitment, the_person
from convo_tui.cli.machine import this_machine
from convo_tui.cli.showing import instant, json_option, show_json, show_rows
from convo_tui.domain.commitments import Commitment, by_due, dropped, kept
from convo_tui.domain.people import Person
from convo_tui.domain.today import due_words
from convo_tui.domain.values import Change, Side
from convo_tui.text import clean

SHORT_ID = 6
OWNERS = {"me": (Side.MANAGER, Side.BOTH), "them": (Side.REPORT, Side.BOTH)}


@click.group(
    invoke_without_command=True,
    epilog="Example: convo commitments --person maya --owner me",
)
@json_option
@click.option("--person", metavar="PERSON", help="Only those with this person.")
@click.option("--owner", type=click.Choice(list(OWNERS)), help="Only yours, or only theirs.")
@click.option("--due", is_flag=True, help="Only those due within a week, and the late ones.")
@click.pass_context
def commitments(
    ctx: click.Context, as_json: bool, person: str | None, owner: str | None, due: bool
) -> None:
    """List open commitments by their date; mark one as done or drop it."""
    if ctx.invoked_subcommand is not None:
        return
    from convo_tui.bootstrap import shell_store

    machine = this_machine()
    with shell_store(ctx.obj) as store:
        people = {each.id: each for each in store.people(archived=True)}
        chosen = the_person(store, person) if person else None
        listed = by_due(store.commitments(chosen.id if chosen else None))
    if owner:
        listed = [each for each in listed if each.owner in OWNERS[owner]]
    if due:
        week = machine.today() + timedelta(days=7)
        listed = [each for each in listed if each.due is not None and each.due <= week]
    if as_json:
        show_json([_json(each, people[each.person_id]) for each in listed])
    elif not listed:
        click.echo("No open commitment.")
    else:
        show_rows(
            [
                [
                    each.id[:SHORT_ID],
                    due_words(each.due, machine.today()),
                    _owner(each, people[each.person_id]),
                    each.goal,
                ]
                for each in listed
            ]
        )


def _owner(commitment: Commitment, person: Person) -> str:
    names = {Side.MANAGER: f"you to {person.first_name}", Side.REPORT: person.first_name}
    return names.get(commitment.owner, f"both, with {person.first_name}")


def _json(commitment: Commitment, person: Person) -> dict[str, object]:
    return {
        "id": commitment.id,
        "person": person.name,
        "owner": commitment.owner.value,
        "goal": commitment.goal,
        "resources": commitment.resources,
        "metric": commitment.metric,
        "manager_part": commitment.manager_part,
        "obstacles": commitment.obstacles,
        "celebration": commitment.celebration,
        "due": commitment.due,
        "checkpoints": [
            {"on": point.on, "outcome": point.outcome, "note": point.note}
            for point in commitment.checkpoints
        ],
        "parts": commitment.parts_filled,
        "private": commitment.private,
        "created_at": instant(commitment.created_at),
    }


@commitments.command(epilog="Example: convo commitments done 3f2a")
@click.argument("id", metavar="ID")
@click.pass_obj
def done(database: Path, id: str) -> None:
    """Mark the commitment ID as kept; any unambiguous beginning of its id will do."""
    from convo_tui.bootstrap import shell_store

    with shell_store(database) as store:
        found = the_commitment(store, id)
        store.apply(Change.edited(found, kept(found, this_machine().clock.now())))
    click.echo(f"Kept: {clean(found.goal)}")


@commitments.command(epilog="Example: convo commitments drop 3f2a --reason 'the project ended'")
@click.argument("id", metavar="ID")
@click.option("--reason", required=True, help="Why it is dropped.")
@click.pass_obj
def drop(database: Path, id: str, reason: str) -> None:
    """Drop the commitment ID, with the reason."""
    from convo_tui.bootstrap import shell_store

    if not clean(reason).strip():
        raise click.ClickException("A dropped commitment needs a reason; nothing was changed.")
    with shell_store(database) as store:
        found = the_commitment(store, id)
        now = this_machine().clock.now()
        store.apply(Change.edited(found, dropped(found, clean(reason), now)))
    click.echo(f"Dropped: {clean(found.goal)}")
