"""Who is due and what the manager owes: `today` at length, `status` in one line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import click

from convo_tui import paths
from convo_tui.cli.output import json_option, print_json, print_section, say
from convo_tui.cli.shapes import celebration_shape, kept_shape, owed_shape, ready_shape
from convo_tui.cli.shell import ConvoCommand, Shell, pass_shell
from convo_tui.domain.cadence import CadenceState, cadence_state
from convo_tui.domain.celebrations import Celebration, celebrations_owed
from convo_tui.domain.commitments import Commitment
from convo_tui.domain.dates import ago_words, clock_time, full_date, short_date
from convo_tui.domain.ledger import unbooked_words
from convo_tui.domain.review import year_start
from convo_tui.domain.today import (
    Owed,
    Standing,
    by_urgency,
    checkpoints_this_week,
    days_words,
    due_words,
    next_words,
    owed,
    promise_words,
)
from convo_tui.domain.values import short_ids
from convo_tui.naming import NOBODY

PRIVATE = "~ private"
"""Stands for what is private while the settings hide that."""


@click.command(
    cls=ConvoCommand,
    short_help="Who is due, and what you owe.",
    epilog="\b\nExample:\n  convo today\n  convo today --json | jq '.owed[].text'",
)
@json_option
@pass_shell
def today(shell: Shell, as_json: bool) -> None:
    """Who is due for a talk, what you owe, and the checkpoints of this week."""
    with shell.reading() as store:
        overviews, closing = store.overviews(), store.commitments()
        both = store.closed_both_ways(year_start(shell.now))
    day = shell.now.date()
    people = by_urgency(overviews, shell.now, shell.zone)
    debts, checkpoints = owed(overviews, day, shell.home), checkpoints_this_week(overviews, day)
    parties = celebrations_owed(overviews)
    if as_json:
        print_json(
            {
                "date": day.isoformat(),
                "zone": shell.zone,
                "people": [ready_shape(standing, shell.zone, day) for standing in people],
                "owed": [owed_shape(each, shell.zone, day) for each in debts],
                "checkpoints": [owed_shape(each, shell.zone, day) for each in checkpoints],
                "celebrations": [celebration_shape(each, shell.zone) for each in parties],
                "kept": kept_shape(both),
            }
        )
        return
    hide = shell.loaded.settings.private_hidden
    say(full_date(day))
    if not people:
        say("")
        say(NOBODY)
    print_section("PEOPLE", [_person_row(standing, shell.now) for standing in people])
    ids = short_ids(each.id for each in closing)
    rates = both.words("they")
    print_section(
        f"I OWE  ({rates})" if rates else "I OWE",
        [_owed_row(each, shell.now, ids, hide=hide) for each in debts],
    )
    print_section(
        "CHECKPOINTS THIS WEEK",
        [_owed_row(each, shell.now, ids, hide=hide) for each in checkpoints],
    )
    ids_of = short_ids(each.subject.id for each in parties)
    print_section("TO CELEBRATE", [_party_row(each, shell, ids_of, hide=hide) for each in parties])
    sentences = [*_closing_words(debts, checkpoints), *_celebrating_words(parties)]
    for sentence in ["", *sentences] if sentences else []:
        say(sentence)


def _closing_words(debts: Iterable[Owed], checkpoints: Iterable[Owed]) -> Iterator[str]:
    """What to do with the ids of what is open, where any is listed."""
    open_ones = (
        ("a promise", any(isinstance(each.subject, Commitment) for each in debts)),
        ("a checkpoint", any(True for _ in checkpoints)),
    )
    if listed := " or ".join(what for what, there in open_ones if there):
        yield f"convo commitments done, broken, move or drop takes the ID before {listed}."


def _celebrating_words(parties: Iterable[Celebration]) -> Iterator[str]:
    """What to do with the ids of what is to be celebrated, by what is listed of it."""
    words = {_party_kind(each) for each in parties}
    for what, command in (("commitment", "commitments"), ("goal", "goals")):
        if what in words:
            yield f"convo {command} celebrated takes the ID before a {what} to celebrate."


def _party_kind(each: Celebration) -> str:
    return "commitment" if isinstance(each.subject, Commitment) else "goal"


def _person_row(standing: Standing, now: datetime) -> list[str]:
    overview, since = standing.overview, standing.cadence.days_since
    ready = [
        (len(overview.wins), "win"),
        (len(overview.feedback), "feedback to say"),
        (len(overview.points), "point"),
    ]
    lost = (
        [unbooked_words(overview.unbooked, now.date(), now.tzinfo or UTC)]
        if overview.unbooked is not None
        else []
    )
    counted = [f"{n} {word}{'s' if n > 1 and word[-1] != 'y' else ''}" for n, word in ready if n]
    return [
        overview.person.name,
        "talk unfinished" if overview.live else next_words(standing.cadence, now),
        "no talk yet" if since is None else f"last talk {ago_words(since)}",
        ", ".join([*lost, *counted]),
    ]


def _party_row(each: Celebration, shell: Shell, ids: Mapping[str, str], *, hide: bool) -> list[str]:
    since = f"since {short_date(each.since(shell.home), shell.now.date())}"
    shown = PRIVATE if hide and each.subject.private else f"{each.how}: {each.what}"
    name = each.overview.person.first_name
    return [ids[each.subject.id], _party_kind(each), since, name, shown]


def _owed_row(each: Owed, now: datetime, ids: Mapping[str, str], *, hide: bool) -> list[str]:
    subject, day = each.subject, now.date()
    if isinstance(subject, Commitment):
        when, text = due_words(each.due, day), subject.goal
        if subject.promised:
            when = promise_words(subject, day, now.tzinfo or UTC)
    else:
        unsaid = (day - subject.seen_at.astimezone(now.tzinfo).date()).days
        when = f"unsaid {days_words(unsaid)}" if unsaid else "unsaid"
        text = f"{subject.kind}: {subject.text}"
    shown = PRIVATE if hide and each.private else text
    return [ids.get(subject.id, ""), when, each.overview.person.first_name, shown]


@click.command(
    cls=ConvoCommand,
    short_help="One short line for a prompt.",
    epilog="\b\nExample, a prompt in bash:\n  PS1='$(convo status) \\w $ '",
)
@pass_shell
def status(shell: Shell) -> None:
    """One short line for a prompt or a status bar; nothing where nothing presses.

    Today's next talk, how many are overdue, how many promises of yours are late. An encrypted
    file is not opened for it: the line says `locked`.
    """
    from convo_tui.storage.driver import is_locked

    if is_locked(shell.database):
        say("locked")
        return
    line = " · ".join(_pressing(shell))
    if line:
        say(line)


def _pressing(shell: Shell) -> Iterator[str]:
    """What presses; read without the settings and the store, for which a prompt cannot wait."""
    from convo_tui.settings import peek_zone
    from convo_tui.storage.glance import glances

    found = glances(shell.database)
    if not found:
        return
    zone = peek_zone(paths.settings_path()) or shell.clock.local_zone()
    now = shell.clock.now().astimezone(ZoneInfo(zone))
    cadences = [
        cadence_state(each.person, each.last_held, now, zone, running=each.running)
        for each in found
    ]
    live = [each.person for each in found if each.running]
    due = [
        (cadence.planned, glance.person)
        for glance, cadence in zip(found, cadences, strict=True)
        if cadence.planned and cadence.state is CadenceState.DUE_TODAY
    ]
    if live:
        yield f"{live[0].first_name} now"
    elif due:
        planned, person = min(due, key=lambda each: each[0].at)
        clock = clock_time(planned.at.astimezone(now.tzinfo)) if planned.has_time else "today"
        yield f"{person.first_name} {clock}"
    overdue = sum(cadence.state is CadenceState.OVERDUE for cadence in cadences)
    late = sum(day < now.date() for each in found for day in each.promised)
    yield from (f"{n} {word}" for n, word in ((overdue, "overdue"), (late, "late")) if n)
