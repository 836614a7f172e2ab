"""A person's history on the shell: everything that happened, newest first."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

import click

from convo_tui import paths
from convo_tui.cli.entry_lines import entry_shape, is_untimed, lead, words
from convo_tui.cli.finding import NOBODY, the_person
from convo_tui.cli.output import json_option, print_json, say
from convo_tui.cli.shell import CannotDo, ConvoCommand, Shell, pass_shell
from convo_tui.domain.date_words import DateNotUnderstood
from convo_tui.domain.dates import at_wall_time, full_date
from convo_tui.domain.history import Filter
from convo_tui.domain.past_dates import Period, parse_past
from convo_tui.domain.timeline import EntryKind, kinds_named
from convo_tui.settings import peek_theme

if TYPE_CHECKING:
    from convo_tui.domain.people import Person

PRIVATE = "private"
"""Stands for what is private while the settings hide that."""

limit_option = click.option(
    "--limit", type=click.IntRange(1), metavar="N", help="At most so many lines."
)


@click.command(
    cls=ConvoCommand,
    short_help="What happened with a person, newest first.",
    epilog="\b\nExample:\n  convo history maya --since March --kind wins --kind feedback"
    "\n  convo history maya --json | jq '.[].text'",
)
@click.argument("person", metavar="PERSON")
@click.option(
    "--since",
    "--from",
    "since",
    metavar="D",
    help="From then on, as you say it: '12 May', March, 2025.",
)
@click.option(
    "--until", "--to", "until", metavar="D", help="Up to this day, the day itself included."
)
@click.option(
    "--kind",
    "kinds",
    metavar="K",
    multiple=True,
    help="Only talks, wins, blockers, notes, feedback, commitments, questions or points; or a kind"
    " itself, such as kept. May be given several times.",
)
@limit_option
@json_option
@pass_shell
def history(
    shell: Shell,
    person: str,
    since: str | None,
    until: str | None,
    kinds: tuple[str, ...],
    limit: int | None,
    as_json: bool,
) -> None:
    """What happened with PERSON, newest first; what is private has a ~ before it."""
    now = shell.quick_now
    first, last = _days(shell, since, now.date()).first, _days(shell, until, now.date()).last
    if first and last and first > last:
        raise CannotDo(
            f"--since {full_date(first)} lies after --until {full_date(last)}; change them over."
        )
    wanted = Filter(
        _kinds(kinds),
        since=_midnight(first, now) if first else None,
        until=_midnight(last + timedelta(days=1), now) if last else None,
    )
    hides = peek_theme(paths.settings_path()).private_hidden
    with shell.looking() as found:
        if found is None:
            raise CannotDo(NOBODY)
        from convo_tui.storage.stream import history as read

        ask, people = found
        chosen = the_person(people, person, archived=True)
        listed = read(ask, chosen.id, wanted, limit)
        if as_json:
            print_json([entry_shape(entry, chosen, now) for entry in listed])
            return
        shown = False
        untimed: set[str | None] = set()  # newest first, a talk comes before its lines
        for entry in listed:
            shown = True
            if is_untimed(entry):
                untimed.add(entry.id)
            text = PRIVATE if hides and entry.private else words(entry, chosen, now)
            say(f"{lead(entry, now, timed=entry.meeting_id not in untimed)}{text}")
    if not shown:
        say(_nothing(chosen, wanted))


def _days(shell: Shell, words: str | None, today: date) -> Period:
    if words is None:
        return Period()
    try:
        return parse_past(words, today, day_first=shell.loaded.settings.dates.day_first)
    except DateNotUnderstood as problem:
        raise CannotDo(str(problem)) from problem


def _midnight(day: date, now: datetime) -> datetime:
    assert now.tzinfo is not None  # noqa: S101  # it is the manager's
    return at_wall_time(day, time(), now.tzinfo)


def _kinds(named: tuple[str, ...]) -> frozenset[EntryKind]:
    try:
        return frozenset(kind for word in named for kind in kinds_named(word))
    except ValueError as problem:
        raise CannotDo(str(problem)) from problem


def _nothing(person: Person, wanted: Filter) -> str:
    if wanted:
        return f"Nothing of that kind or time stands in the timeline of {person.name}."
    return (
        f"Nothing stands in the timeline of {person.name} yet. To write the first line:"
        f" convo note '{person.first_name}' '+ what went well'"
    )
