"""The stream of entries by plain SQL: the entries of its rows, what a search finds, a history."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from heapq import nlargest
from typing import Any, Protocol, get_args

from convo_tui.domain.commitments import Checkpoint, Commitment
from convo_tui.domain.goals import Goal, GoalUpdate, Milestone
from convo_tui.domain.history import Filter
from convo_tui.domain.meeting import Meeting
from convo_tui.domain.notes import Note
from convo_tui.domain.people import Person
from convo_tui.domain.search import Hit, terms_of, weight
from convo_tui.domain.timeline import Counts, Entry, EntryKind, Place, Subject
from convo_tui.storage import search
from convo_tui.storage.plain import (
    IN_LIST,
    Ask,
    StreamRow,
    checkpoints_of,
    listed,
    stream_rows,
    table_of,
    values,
)

READ_AT_ONCE = 500
"""Entries of a history; the first are handed out before the next are read."""

_KINDS: dict[str, type[Any]] = {table_of(kind): kind for kind in get_args(Subject)} | {
    table_of(part): owner
    for part, owner in ((Checkpoint, Commitment), (Milestone, Goal), (GoalUpdate, Goal))
}
"""The values that entries open, by the table they stand in."""

_OF_LINES = (Note, Meeting)
"""What is one text of its own lines; the lines of everything else are its fields."""

_STEPS: tuple[type[GoalUpdate | Milestone], ...] = (GoalUpdate, Milestone)


class Row(Protocol):
    """A row of the stream, however it was read."""

    @property
    def id(self) -> int: ...  # noqa: D102
    @property
    def kind(self) -> str: ...  # noqa: D102
    @property
    def at(self) -> datetime: ...  # noqa: D102
    @property
    def source(self) -> str: ...  # noqa: D102
    @property
    def source_id(self) -> str: ...  # noqa: D102
    @property
    def subject_id(self) -> str: ...  # noqa: D102
    @property
    def meeting_id(self) -> str | None: ...  # noqa: D102
    @property
    def private(self) -> bool: ...  # noqa: D102


def entries(ask: Ask, rows: Sequence[Row]) -> tuple[Entry, ...]:
    """The entries of some rows of the stream, in their order, each with the value behind it."""
    subjects = _subjects(ask, rows)
    points = {
        point.id: point
        for subject in subjects.values()
        if isinstance(subject, Commitment)
        for point in subject.checkpoints
    }
    steps = _steps(ask, rows)
    counts = _counts(ask, [row.subject_id for row in rows if row.kind == EntryKind.TALK.value])
    return tuple(
        Entry(
            EntryKind(row.kind),
            Place(row.at, row.id),
            subjects[row.subject_id],
            bool(row.private),
            row.meeting_id,
            points[row.source_id] if row.kind == EntryKind.CHECKPOINT.value else None,
            counts.get(row.subject_id, Counts()) if row.kind == EntryKind.TALK.value else None,
            steps.get(row.source_id),
        )
        for row in rows
    )


def _subjects(ask: Ask, rows: Iterable[Row]) -> dict[str, Subject]:
    """The values behind some rows, one query a table."""
    wanted: dict[type[Any], set[str]] = defaultdict(set)
    for row in rows:
        wanted[_KINDS[row.source]].add(row.subject_id)
    found: dict[str, Subject] = {}
    for kind, ids in wanted.items():
        children = {"checkpoints": checkpoints_of(ask, ids)} if kind is Commitment else {}
        listing = values(ask, kind, f"id {IN_LIST}", listed(ids), **children)
        found.update((each.id, each) for each in listing)
    return found


def _steps(ask: Ask, rows: Iterable[Row]) -> dict[str, GoalUpdate | Milestone]:
    """The updates and milestones that some rows are of, one query a table."""
    found: dict[str, GoalUpdate | Milestone] = {}
    for kind in _STEPS:
        ids = [row.source_id for row in rows if row.source == table_of(kind)]
        if ids:
            listing = values(ask, kind, f"id {IN_LIST}", listed(ids))
            found.update((each.id, each) for each in listing)
    return found


_BROUGHT = f"""
SELECT meeting_id, sum(kind = 'win'), sum(kind = 'blocker'), 0
FROM note WHERE meeting_id {IN_LIST} GROUP BY meeting_id
UNION ALL
SELECT meeting_id, 0, 0, count(*) FROM commitment WHERE meeting_id {IN_LIST} GROUP BY meeting_id
"""  # noqa: S608  # our own names


def _counts(ask: Ask, talks: Sequence[str]) -> dict[str, Counts]:
    """What each of some talks brought."""
    if not talks:
        return {}
    found: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for talk, *numbers in ask(_BROUGHT, (listed(talks),) * 2):
        found[talk] = [sum(pair) for pair in zip(found[talk], numbers, strict=True)]
    return {talk: Counts(*numbers) for talk, numbers in found.items()}


def find(
    ask: Ask,
    words: str,
    now: datetime,
    person_id: str | None = None,
    *,
    limit: int,
    private: bool,
) -> tuple[Hit, ...]:
    """The entries in which all the words stand, the best first; see `StreamStore.search`."""
    terms = terms_of(words)
    if not terms:
        return ()
    query = search.query_of(terms, person_id)
    best, rows = _best(ask, query, limit, private=private)
    ranks = {row: -rank for row, rank, _ in best}
    rows = nlargest(limit, rows, key=lambda row: weight(ranks[row.id], row.at, now))
    named = listed({row.person_id for row in rows})
    people = {person.id: person for person in values(ask, Person, f"id {IN_LIST}", named)}
    contexts = {row: snippet for row, _, snippet in best}
    return tuple(
        Hit(entry, people[row.person_id], _pieces(contexts[row.id], entry))
        for entry, row in zip(entries(ask, rows), rows, strict=True)
    )


def _pieces(snippet: str, entry: Entry) -> tuple[tuple[str, bool], ...]:
    return search.pieces_of(snippet, parts=not isinstance(entry.subject, _OF_LINES))


def _best(
    ask: Ask, query: str, limit: int, *, private: bool
) -> tuple[Sequence[Sequence[Any]], list[StreamRow]]:
    """What fits best: rowid, BM25 and context of each, and the rows of those that may be shown."""
    pool = max(search.POOL, limit)
    while True:
        best = ask(search.BEST, search.best_parameters(query, pool))
        where = f"id {IN_LIST}" + ("" if private else " AND NOT private")
        rows = stream_rows(ask, where, listed(row for row, *_ in best))
        if len(rows) >= limit or len(best) < pool:
            return best, rows
        pool *= 8  # what may not be shown stood in the way of what may


def history(ask: Ask, person_id: str, wanted: Filter, limit: int | None = None) -> Iterator[Entry]:
    """What happened with a person, newest first, read as it is asked for.

    Args:
        ask: the file.
        person_id: whose.
        wanted: which entries; by kind and period, not by words.
        limit: how many at most; None for all.
    """
    parts, parameters = ["person_id = ?"], [person_id]
    if wanted.kinds:
        parts.append(f"kind {IN_LIST}")
        parameters.append(listed(kind.value for kind in sorted(wanted.kinds)))
    for sign, at in ((">=", wanted.since), ("<", wanted.until)):
        if at is not None:
            parts.append(f"at {sign} ?")
            parameters.append(_stored(at))
    where, order = " AND ".join(parts), "ORDER BY at DESC, id DESC LIMIT ?"
    below: tuple[object, ...] = ()
    left = limit
    while left is None or left > 0:
        number = READ_AT_ONCE if left is None else min(READ_AT_ONCE, left)
        place = " AND (at, id) < (?, ?)" if below else ""
        rows = stream_rows(ask, f"{where}{place} {order}", *parameters, *below, number)
        yield from entries(ask, rows)
        if len(rows) < number:
            return
        below = (_stored(rows[-1].at), rows[-1].id)
        left = None if left is None else left - number


def _stored(at: datetime) -> str:
    """An instant as SQLite keeps it."""
    return at.astimezone(UTC).replace(tzinfo=None).isoformat(" ", "microseconds")
