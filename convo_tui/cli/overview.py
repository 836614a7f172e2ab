"""Who is due and what the manager owes: `today` at length, `status` in one line."""

from __future__ import annotations

from pathlib import Path

import click

from convo_tui.cli.machine import Machine, this_machine
from convo_tui.cli.showing import instant, json_option, show_json, show_rows
from convo_tui.domain.cadence import CadenceState
from convo_tui.domain.commitments import Commitment
from convo_tui.domain.overview import Overview
from convo_tui.domain.today import (
    Owed,
    Standing,
    by_urgency,
    checkpoints_this_week,
    due_words,
    next_clock,
    next_words,
    owed,
)
from convo_tui.text import clean, shorten

STATUS_CELLS = 60


def _overviews(database: Path) -> tuple[Overview, ...]:
    from convo_tui.bootstrap import shell_store

    with shell_store(database) as store:
        return store.overviews()


@click.command(epilog="Example: convo today --json")
@json_option
@click.pass_obj
def today(database: Path, as_json: bool) -> None:
    """Who is due for a talk, what you owe, and the checkpoints of this week."""
    machine = this_machine()
    overviews = _overviews(database)
    standings = by_urgency(overviews, machine.now(), machine.zone)
    debts = owed(overviews, machine.today())
    checkpoints = checkpoints_this_week(overviews, machine.today())
    if as_json:
        show_json(
            {
                "people": [_person_json(standing) for standing in standings],
                "owed": [_owed_json(debt) for debt in debts],
                "checkpoints": [_owed_json(point) for point in checkpoints],
            }
        )
        return
    if not standings:
        click.echo("There is no person yet; add one: convo people add NAME")
        return
    show_rows([_person_row(standing, machine) for standing in standings])
    for title, listed in (("I owe", debts), ("Checkpoints this week", checkpoints)):
        if listed:
            click.echo(f"\n{title}")
            show_rows([_owed_row(debt, machine) for debt in listed])


def _person_row(standing: Standing, machine: Machine) -> list[str]:
    overview = standing.overview
    since = standing.cadence.days_since
    last = "never met" if since is None else f"last {since} days ago"
    running = "talk unfinished" if overview.live is not None else ""
    return [overview.person.name, next_words(standing.cadence, machine.now()), last, running]


def _owed_row(debt: Owed, machine: Machine) -> list[str]:
    subject = debt.subject
    text = subject.goal if isinstance(subject, Commitment) else f"{subject.kind}: {subject.text}"
    when = (
        due_words(debt.due, machine.today())
        if isinstance(subject, Commitment)
        else f"unsaid since {machine.local(subject.seen_at).date().isoformat()}"
    )
    return [when, debt.overview.person.first_name, text]


def _person_json(standing: Standing) -> dict[str, object]:
    overview, cadence = standing.overview, standing.cadence
    planned = cadence.planned
    return {
        "id": overview.person.id,
        "name": overview.person.name,
        "state": cadence.state.value,
        "next": instant(planned.at) if planned and planned.has_time else cadence.day,
        "days_overdue": cadence.days_overdue,
        "days_since": cadence.days_since,
        "talks": overview.talks,
        "live": overview.live is not None,
    }


def _owed_json(debt: Owed) -> dict[str, object]:
    subject = debt.subject
    promise = isinstance(subject, Commitment)
    return {
        "id": subject.id,
        "kind": "commitment" if promise else "feedback",
        "person": debt.overview.person.name,
        "text": subject.goal if isinstance(subject, Commitment) else subject.text,
        "due": debt.due,
    }


@click.command(epilog="Example: PS1='$(convo status) $ '")
@click.pass_obj
def status(database: Path) -> None:
    """One short line for a prompt or a status bar; nothing where nothing is due."""
    if not database.exists():
        return
    machine = this_machine()
    overviews = _overviews(database)
    line = status_line(by_urgency(overviews, machine.now(), machine.zone), overviews, machine)
    if line:
        click.echo(line)


def status_line(
    standings: list[Standing], overviews: tuple[Overview, ...], machine: Machine
) -> str:
    """`Maya 14:30 · 1 overdue · 2 late`: today's next talk, talks overdue, promises late."""
    parts: list[str] = []
    live = [each for each in standings if each.overview.live is not None]
    due = [each for each in standings if each.cadence.state is CadenceState.DUE_TODAY]
    if live:
        parts.append(f"{_short(live[0])} talk unfinished")
    elif due:
        clock = next_clock(due[0].cadence, machine.now().tzinfo)
        parts.append(f"{_short(due[0])} {clock or 'today'}")
    overdue = sum(each.cadence.state is CadenceState.OVERDUE for each in standings)
    late = sum(len(overview.late_promises(machine.today())) for overview in overviews)
    parts += [f"{overdue} overdue"] if overdue else []
    parts += [f"{late} late"] if late else []
    return shorten(" · ".join(parts), STATUS_CELLS)


def _short(standing: Standing) -> str:
    return clean(standing.overview.person.first_name)
