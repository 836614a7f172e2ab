"""The profile: who the person is, the rhythm of the talks, and what became of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from textual.content import Content

from convo_tui.domain.cadence import (
    Cadence,
    CadenceState,
    ScheduleChange,
    ScheduleKind,
    rhythm_words,
)
from convo_tui.domain.counting import several
from convo_tui.domain.date_words import WEEKDAYS
from convo_tui.domain.dates import clock_time, relative_day
from convo_tui.domain.figures.rhythm import streak
from convo_tui.domain.ledger import HELD, became_words, ledger, without_rebookings
from convo_tui.domain.overview import Overview
from convo_tui.domain.people import Person
from convo_tui.domain.values import Side
from convo_tui.text import clean
from convo_tui.ui.widgets.flow import PartRow, part_row
from convo_tui.ui.widgets.row import Row
from convo_tui.ui.widgets.rows import LABEL_CELLS, gap, hint, labelled, title_row
from convo_tui.ui.widgets.teller import Teller

LINE_STYLES = {
    HELD: "",
    ScheduleKind.MOVED.value: "$date",
    ScheduleKind.CANCELLED.value: "$asks",
}

MOST_LINES = 200
"""Talks that the ledger tells one by one: some years of them."""


def profile_rows(
    overview: Overview,
    cadence: Cadence,
    changes: Sequence[ScheduleChange],
    teller: Teller,
    *,
    home_zone: str,
    agenda: str,
) -> list[Row]:
    """The page.

    Args:
        overview: the person and their talks.
        cadence: how the talks stand today.
        changes: the talks moved and cancelled.
        teller: how dates and sides are told.
        home_zone: the manager's zone, an IANA name.
        agenda: what the person's talks start with, as its title.
    """
    person = overview.person
    counted = without_rebookings(changes)
    rows: list[Row] = [PartRow(Content.styled(clean(person.name), "bold"))]
    if person.role:
        rows.append(Row(clean(person.role)))
    if person.archived_at is not None:
        words = f"Archived {teller.day(person.archived_at)}: kept here, gone from Today."
        rows.append(Row(Content.styled(words, "$asks")))
    rows += [
        gap(),
        title_row("Talks"),
        labelled("Rhythm", _rhythm(person)),
        labelled("Next talk", _next(overview.person, cadence, teller)),
        labelled("Agenda", clean(agenda)),
        labelled("Zone", clean(person.zone) if person.zone else f"{home_zone}, as yours"),
        gap(),
        title_row("So far"),
        labelled("Here since", teller.day(person.created_at)),
        labelled("Held", _held(overview, teller)),
        labelled("In a row", _row(overview, teller)),
        labelled("Moved", _changed(counted, ScheduleKind.MOVED, teller)),
        labelled("Cancelled", _changed(counted, ScheduleKind.CANCELLED, teller)),
        gap(),
    ]
    archive = "brings them back" if person.archived_at else "archives the person"
    return [*rows, hint(f"e edits this · A {archive}"), *_ledger(overview, changes, teller)]


def _row(overview: Overview, teller: Teller) -> Content:
    """How many talks in a row kept the rhythm; figure C2."""
    count = streak(overview.person, overview.began, teller.today, teller.zone)
    if count > 1:
        return Content(f"{count} talks kept the rhythm")
    return Content.styled("not now", "$muted")


def _ledger(overview: Overview, changes: Sequence[ScheduleChange], teller: Teller) -> Iterator[Row]:
    """Each talk held, moved or cancelled, with who and why, newest first."""
    lines = ledger(overview.person, overview.began, changes, teller.zone)
    if not lines:
        return
    yield gap()
    yield part_row("Talk by talk")
    days = [teller.day(line.day) for line in lines[:MOST_LINES]]
    width = max(LABEL_CELLS, *(len(day) + 2 for day in days))
    for day, line in zip(days, lines, strict=False):
        words = clean(became_words(line, teller.short_name, teller.today))
        yield labelled(day.ljust(width), Content.styled(words, LINE_STYLES[line.what]))
    if len(lines) > MOST_LINES:
        yield hint(f"and {len(lines) - MOST_LINES} earlier ones, on the timeline: 1 shows talks")


def _rhythm(person: Person) -> str:
    words = [rhythm_words(person)]
    if person.weekday is not None:
        words.append(f"on {WEEKDAYS[person.weekday]}s")
    if person.time:
        words.append(f"at {person.time}")
    return " ".join(words)


def _next(person: Person, cadence: Cadence, teller: Teller) -> Content:
    if person.archived_at is not None:
        return Content.styled("none, while archived", "$muted")
    if cadence.planned is None or cadence.day is None:
        return Content.styled("none planned", "$muted")
    words, theirs = teller.day(cadence.day), ""
    if cadence.planned.has_time:
        words += f", {teller.clock(cadence.planned.at)}"
        if clock_time(cadence.planned.at) != teller.clock(cadence.planned.at):
            theirs = f" ({clock_time(cadence.planned.at)} in {clean(person.zone)})"
    if cadence.state is CadenceState.OVERDUE:
        late = several(cadence.days_overdue, "day")
        return Content.assemble((words, "$date"), theirs, "  ", (f"{late} overdue", "$bad"))
    near = relative_day(cadence.day, teller.today)
    return Content.assemble((words, "$date"), theirs, "  ", (near, "$muted"))


def _held(overview: Overview, teller: Teller) -> str:
    if overview.last is None:
        return "no talk yet"
    return f"{several(overview.talks, 'talk')}, the last {teller.day(overview.last.started_at)}"


def _changed(changes: Sequence[ScheduleChange], kind: ScheduleKind, teller: Teller) -> Content:
    """`3 times: 2 by you, 1 by Maya`."""
    by = Counter(change.who for change in changes if change.kind is kind)
    if not by:
        return Content.styled("never", "$muted")
    who = [Content.assemble(f"{by[side]} by ", teller.who(side)) for side in Side if side in by]
    number = by.total()
    times = "once" if number == 1 else "twice" if number == 2 else f"{number} times"
    return Content.assemble(f"{times}: ", Content(", ").join(who))
