"""A talk that was held away from the keyboard, written down afterwards."""

from __future__ import annotations

import sys
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

import click

from convo_tui.cli.finding import the_person
from convo_tui.cli.free_text import like_an_option
from convo_tui.cli.output import json_option, print_json, say
from convo_tui.cli.shell import CannotDo, ConvoCommand, Shell, pass_shell
from convo_tui.domain.agenda import DEFAULT, Template
from convo_tui.domain.cadence import Planned, next_talk
from convo_tui.domain.capture import parse_line
from convo_tui.domain.dates import DateNotUnderstood
from convo_tui.domain.entering import due_of
from convo_tui.domain.meeting import Meeting
from convo_tui.domain.planning import next_position
from convo_tui.domain.values import Value, new_id
from convo_tui.text import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from convo_tui.domain.logging_talks import Known, Line
    from convo_tui.domain.overview import Overview
    from convo_tui.domain.people import Person
    from convo_tui.storage.store import Store

STANDARD_INPUT = "-"


@click.command(
    cls=ConvoCommand,
    short_help="Log a talk held away from the keyboard.",
    epilog="""\b
    Each --note has the signs of the note line (put quotes around it):
      + win   ! blocker   > commitment   ? talking point for next time   ~ private
      in a commitment ^fri its date, seen from the day of the talk; @me @them @both its owner

    \b
    Example:
      convo log maya --on yesterday
      convo log maya --on 'fri' --at 14:30 --minutes 30 --share 40 --note '+ shipped it'
      convo log maya --on 12.5. --minutes 5,10,10,5 --note - < notes.txt
    """,
)
@click.argument("person")
@click.option("--on", "day", metavar="DATE", required=True, help="The day it was held on.")
@click.option("--at", "clock", metavar="TIME", help="When it began, if you know it.")
@click.option("--minutes", metavar="N[,N...]", default="", help="Of the talk, or of each segment.")
@click.option("--share", metavar="PERCENT", default="", help="How much of it you spoke.")
@click.option("--note", "notes", metavar="LINE", multiple=True, help="A line; - reads them all.")
@click.option("--template", metavar="NAME", default="", help="The agenda, by its name.")
@click.option("--force", is_flag=True, help="Log it beside another talk of that time.")
@json_option
@pass_shell
def log(
    shell: Shell,
    person: str,
    day: str,
    clock: str | None,
    minutes: str,
    share: str,
    notes: tuple[str, ...],
    template: str,
    force: bool,
    as_json: bool,
) -> None:
    """Log a talk with PERSON that was held away from the keyboard.

    What you leave out stays unknown. An earlier talk than the last moves neither the last talk nor
    the next date. PERSON is any part of a name that fits one person alone.
    """
    from convo_tui.domain.logging_talks import (
        CannotLog,
        Known,
        changes_for_logged,
        logged,
        logged_words,
        read_minutes,
        read_share,
    )

    with shell.store() as store:
        found = the_person(store.people(archived=True), person, archived=True)
        (overview,) = store.overviews((found.id,))
        planned = _planned(shell, store, overview)
        agenda = _agenda(shell, found, template)
        lines = _lines(shell, notes, on := _day(shell, day), planned)
        blank = Meeting(new_id(), found.id, shell.now.astimezone(UTC), agenda.segments, agenda.name)
        try:
            known = Known(
                on, _time(clock), read_minutes(minutes, agenda.segments), read_share(share)
            )
            talk = logged(
                blank, known, found, shell.now, shell.zone, planned=planned, lines=len(lines)
            )
        except CannotLog as problem:
            raise CannotDo(f"Nothing was logged: {problem}") from None
        if not force:
            _refuse_clash(shell, store, overview, talk)
        changes = changes_for_logged(
            overview,
            talk,
            lines,
            shell.now,
            planned=planned,
            position=next_position(overview.points),
        )
        store.apply(*changes)
    if as_json:
        print_json(_shape(shell, talk, found, known, [change.after for change in changes[1:]]))
    else:
        say(logged_words(talk, found, len(lines), shell.now))


def _planned(shell: Shell, store: Store, overview: Overview) -> Planned | None:
    last = overview.last.started_at if overview.last else None
    changes = store.schedule_changes(overview.person.id)
    return next_talk(overview.person, last, shell.zone, changes)


def _agenda(shell: Shell, person: Person, named: str) -> Template:
    from convo_tui.cli.screens import known_template

    loaded = shell.loaded
    wanted = known_template(shell, named) if named else ""
    wanted = wanted or person.template or loaded.settings.talk.template
    return next((each for each in loaded.templates if each.name == wanted), DEFAULT)


def _day(shell: Shell, typed: str) -> date:
    from convo_tui.domain.logging_talks import read_day

    try:
        dates = shell.loaded.settings.dates
        return read_day(one_line(typed), shell.now.date(), day_first=dates.day_first)
    except DateNotUnderstood as fault:
        raise CannotDo(f"Nothing was logged: {fault}") from None


def _time(typed: str | None) -> time | None:
    from convo_tui.domain.rhythm_words import wall_time

    if typed is None:
        return None
    known = wall_time(one_line(typed))
    if not known:
        raise CannotDo(f"Nothing was logged: “{one_line(typed)}” is no time of day, such as 14:30.")
    return time.fromisoformat(known)


def _lines(shell: Shell, notes: Sequence[str], on: date, planned: Planned | None) -> Sequence[Line]:
    return list(_read(shell, _typed(notes), on, planned))


def _typed(notes: Sequence[str]) -> Iterator[str]:
    """What was given as lines; `-` is each line of standard input, once."""
    taken = False
    for note in notes:
        if like_an_option(note):
            raise click.BadParameter(
                "a line that begins like an option is kept from standard input alone: --note -;"
                " ~ before it makes it private.",
                param_hint="--note",
            )
        if note != STANDARD_INPUT:
            yield note
        elif not taken:
            taken = True
            yield from sys.stdin


def _read(shell: Shell, typed: Iterable[str], on: date, planned: Planned | None) -> Iterator[Line]:
    dates = shell.loaded.settings.dates
    for line in typed:
        captured = parse_line(one_line(line))
        if captured.empty:
            continue
        try:
            due = due_of(
                captured,
                on,
                next_talk=planned.day(shell.home) if planned else None,
                week_ends=dates.last_weekday,
                day_first=dates.day_first,
            )
        except DateNotUnderstood as fault:
            raise CannotDo(f"Nothing was logged: {fault}") from None
        yield captured, due


def _refuse_clash(shell: Shell, store: Store, overview: Overview, talk: Meeting) -> None:
    from convo_tui.domain.logging_talks import clash, clash_words

    others = [*store.talks_with(overview.person.id), *([overview.live] if overview.live else [])]
    other = clash(talk, others, shell.now)
    if other is not None:
        words = clash_words(other, overview.person, shell.now)
        raise CannotDo(f"{words} To log this one beside it: --force")


def _shape(
    shell: Shell, talk: Meeting, person: Person, known: Known, written: Sequence[Value | None]
) -> dict[str, object]:
    def instant(at: datetime) -> str:
        return at.astimezone(shell.home).isoformat(timespec="seconds")

    length = talk.length
    return {
        "id": talk.id,
        "person": person.name,
        "on": known.day.isoformat(),
        "started_at": instant(talk.started_at) if talk.has_time else None,
        "minutes": None if length is None else round(length / 60),
        "share": known.share,
        "logged_at": None if talk.logged_at is None else instant(talk.logged_at),
        "lines": [each.id for each in written if each is not None and each.id != person.id],
    }
