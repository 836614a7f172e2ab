"""The talks of a review packet: held, moved, cancelled, and who spoke how much."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from convo_tui.documents.model import (
    NOT_TRACKED,
    Bar,
    Chart,
    Figure,
    Paragraph,
    Series,
    Table,
)
from convo_tui.documents.packet import Cited, Entries, Entry, Scope, told_day
from convo_tui.documents.telling import hours_words, minutes_words
from convo_tui.domain.cadence import ScheduleChange, ScheduleKind
from convo_tui.domain.counting import several
from convo_tui.domain.date_words import MONTHS
from convo_tui.domain.meeting import Meeting
from convo_tui.domain.talk_share import percent
from convo_tui.domain.values import Side
from convo_tui.text import one_line

HELD = "held"
KINDS = (HELD, ScheduleKind.MOVED.value, ScheduleKind.CANCELLED.value)


def talks(scope: Scope) -> Iterator[Entry]:
    """Talks held, moved and cancelled, by the day; why one was moved is the manager's to know."""
    held = [
        Entry(talk.id, scope.day(talk.started_at), HELD, _length_words(talk))
        for talk in scope.review.talks
    ]
    changed = [_changed(scope, change) for change in scope.review.schedule]
    yield from sorted([*held, *changed], key=lambda entry: entry.on)


def _length_words(talk: Meeting) -> str:
    if talk.length is None:
        return "logged, length not known"
    words = minutes_words(talk.length / 60)
    return words if talk.logged_at is None else f"{words}, logged"


def _changed(scope: Scope, change: ScheduleChange) -> Entry:
    words = f"the talk of {told_day(scope.day(change.planned_for))}"
    if change.moved_to is not None:
        words += f", to {told_day(scope.day(change.moved_to))}"
    by = {Side.MANAGER: scope.manager, Side.BOTH: "both"}.get(change.who, scope.name)
    words += f", by {by}"
    if scope.whole and change.reason.strip():
        words += f": {one_line(change.reason)}"
    return Entry(change.id, scope.day(change.at), change.kind.value, words, change.who)


def talk_blocks(entries: Entries, cites: Cited) -> Iterator[Table]:
    """A row a talk: fifty of them must fit on two pages."""
    rows = tuple((told_day(each.on), each.kind, each.text, cites.of(each).id) for each in entries)
    yield Table(("Day", "Talk", "How long, or what changed", "Entry"), rows)


def talk_figures(scope: Scope, entries: Entries) -> Iterator[Figure]:
    """How many were held, how long they were, and how many were not held as planned."""
    held = [each for each in entries if each.kind == HELD]
    lengths = [talk.length for talk in scope.review.talks]
    unknown = lengths.count(None)
    seconds = sum(length for length in lengths if length is not None)
    ids = tuple(each.id for each in held)
    words = f"{len(held)}, {hours_words(seconds)}" if held else "none"
    if unknown:
        words = f"{len(held)}, {unknown} of them of unknown length"
        words += f", the others {hours_words(seconds)}" if unknown < len(held) else ""
    yield Figure("talks", "Talks held", words, "each talk held, and its length", "talks", ids)
    changed = [each for each in entries if each.kind != HELD]
    if changed:
        numbers = Counter(each.kind for each in changed)
        words = ", ".join(f"{numbers[kind]} {kind}" for kind in KINDS[1:] if numbers[kind])
        ids = tuple(each.id for each in changed)
        source = "each one that was not held as planned"
        yield Figure("changes", "Moved or cancelled", words, source, "talks", ids)


def cadence_chart(scope: Scope, entries: Entries) -> Iterator[Chart]:
    """Talks by month; a month without one is there too."""
    if not entries:
        return
    numbers = Counter((each.on.year, each.on.month, each.kind) for each in entries)
    looks = ("good", "asks", "bad")
    yield Chart(
        "cadence",
        "Talks by month",
        tuple(Series(kind, look) for kind, look in zip(KINDS, looks, strict=True)),
        tuple(
            Bar(
                f"{MONTHS[month - 1][:3]} {year}",
                tuple(float(numbers[year, month, kind]) for kind in KINDS),
            )
            for year, month in scope.review.period.months
        ),
        label_header="Month",
    )


def shares(scope: Scope) -> Iterator[Entry]:
    """The manager's share of each talk, for nobody else; a talk not tracked says so."""
    for talk in scope.review.talks:
        share = talk.sums.manager_share
        words = NOT_TRACKED if share is None else f"{percent(share)} %"
        yield Entry(talk.id, scope.day(talk.started_at), "share", words)


def share_blocks(entries: Entries, cites: Cited) -> Iterator[Paragraph]:
    """What the figure is; the chart and its table say the rest."""
    del entries, cites
    yield Paragraph(
        "Your share is the time you spoke, of all the time in which one of the two was marked as"
        " speaking; silence is not in it."
    )


def share_figures(scope: Scope, entries: Entries) -> Iterator[Figure]:
    """The share of all tracked talks together, and how many were not tracked."""
    tracked = [talk for talk in scope.review.talks if talk.sums.manager_share is not None]
    value = NOT_TRACKED
    if tracked:
        spoken = sum(talk.sums.manager for talk in tracked)
        value = f"{percent(spoken / sum(talk.sums.tracked for talk in tracked))} %"
    missing = len(entries) - len(tracked)
    source = f"your time of both, over {several(len(tracked), 'tracked talk')}"
    source += f"; {missing} {NOT_TRACKED}" if missing else ""
    ids = tuple(talk.id for talk in tracked)
    if entries:
        yield Figure("share", "Your talk share", value, source, "share", ids)


def share_chart(scope: Scope, entries: Entries) -> Iterator[Chart]:
    """The manager's share, talk by talk."""
    del entries
    yield Chart(
        "share",
        "Your share, talk by talk",
        (Series("you", "manager"),),
        tuple(Bar(_label(scope, talk), (_share(talk),)) for talk in scope.review.talks),
        unit=" %",
        line=(50.0, "half"),
        label_header="Talk",
    )


def _label(scope: Scope, talk: Meeting) -> str:
    day: date = scope.day(talk.started_at)
    return f"{day.day} {MONTHS[day.month - 1][:3]} {day.year}"


def _share(talk: Meeting) -> float | None:
    share = talk.sums.manager_share
    return None if share is None else float(percent(share))
