"""The stream of entries: pages of a timeline, how much there is, and what a search finds."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import pairwise
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    String,
    bindparam,
    column,
    func,
    select,
    table,
    tuple_,
    type_coerce,
)
from sqlmodel import Session

from convo_tui.domain.commitments import Commitment
from convo_tui.domain.corrections import Correction
from convo_tui.domain.feedback import Feedback
from convo_tui.domain.goals import Goal, GoalRecord
from convo_tui.domain.growth import Strength
from convo_tui.domain.history import EVERYTHING, Context, Extent, Filter, Page
from convo_tui.domain.meeting import Meeting
from convo_tui.domain.notes import Note
from convo_tui.domain.questions import Asked
from convo_tui.domain.search import Hit, terms_of
from convo_tui.domain.timeline import Entry, Place, Subject
from convo_tui.storage import search, stream
from convo_tui.storage.base import StoreBase, ask_of, read, read_one
from convo_tui.storage.coaching_store import goals_where
from convo_tui.storage.columns import UtcDateTime
from convo_tui.storage.growth_store import shown_in, strengths_shown
from convo_tui.storage.plain import IN_LIST, listed

PAGE = 100
"""How many entries one page has."""

ENTRY = table(
    "entry",
    column("id"),
    column("person_id"),
    column("kind"),
    column("at", UtcDateTime()),
    column("source"),
    column("source_id"),
    column("subject_id"),
    column("meeting_id"),
    column("private"),
)
"""What `entries.py` makes; nothing is ever written to it here."""

_E = ENTRY.c

Rows = Select[*tuple[Any, ...]]
"""A SELECT over the stream."""


class StreamStore(StoreBase):
    """Everything that happened, in its order."""

    def timeline(self, person_id: str) -> tuple[Entry, ...]:
        """Everything that happened with a person, newest first; a screen reads it in pages."""
        with self.database.reading() as session:
            rows = session.execute(_newest_first(select(ENTRY), EVERYTHING, person_id)).all()
            return stream.entries(ask_of(session), rows)

    def timeline_page(
        self,
        person_id: str,
        wanted: Filter = EVERYTHING,
        *,
        before: Place | None = None,
        after: Place | None = None,
        skip: int = 0,
        limit: int = PAGE,
    ) -> Page:
        """A part of a timeline: the newest entries, or those next to a place.

        Args:
            person_id: whose.
            wanted: which entries.
            before: only what stands below this place: the entries next to it.
            after: only what stands above it, likewise; one of the two, or none.
            skip: how many to step over first.
            limit: how many at most.
        """
        statement = select(ENTRY)
        here = tuple_(_E.at, _E.id)
        if after is not None:
            statement = _matching(statement.where(here > _place(after)), wanted, person_id)
            statement = statement.order_by(_E.at, _E.id)
        else:
            if before is not None:
                statement = statement.where(here < _place(before))
            statement = _newest_first(statement, wanted, person_id)
        with self.database.reading() as session:
            rows = session.execute(statement.offset(skip).limit(limit + 1)).all()
            more, rows = len(rows) > limit, rows[:limit]
            entries = stream.entries(ask_of(session), rows if after is None else rows[::-1])
        if after is not None:
            return Page(entries, older=True, newer=more)
        return Page(entries, older=more, newer=before is not None or skip > 0)

    def extent(self, person_id: str, wanted: Filter = EVERYTHING) -> Extent:
        """How many entries there are, and from when to when."""
        statement = select(func.count(), func.min(_E.at), func.max(_E.at)).select_from(ENTRY)
        with self.database.reading() as session:
            count, first, last = session.execute(_matching(statement, wanted, person_id)).one()
        return Extent(count, first, last)

    def number_above(self, person_id: str, place: Place, wanted: Filter = EVERYTHING) -> int:
        """How many entries stand above a place: what a list steps over to come to it."""
        statement = select(func.count()).select_from(ENTRY)
        statement = statement.where(tuple_(_E.at, _E.id) > _place(place))
        with self.database.reading() as session:
            number: int = session.execute(_matching(statement, wanted, person_id)).scalar_one()
        return number

    def place_of(self, person_id: str, subject_id: str) -> Place | None:
        """Where the newest entry of a value stands; None where it has none."""
        statement = select(_E.at, _E.id).where(_E.subject_id == subject_id)
        statement = _newest_first(statement, EVERYTHING, person_id).limit(1)
        with self.database.reading() as session:
            row = session.execute(statement).first()
        return Place(*row) if row is not None else None

    def activity(
        self, person_id: str, edges: Sequence[datetime], wanted: Filter = EVERYTHING
    ) -> tuple[int, ...]:
        """How many entries stand between each two neighbours of some ascending instants."""
        # As text, as SQLite has it: ten years of them are no datetimes yet, and need not be.
        at = type_coerce(_E.at, String())
        between = select(at).where(_E.at >= edges[0], _E.at < edges[-1])
        with self.database.reading() as session:
            statement = _matching(between, wanted, person_id).order_by(_E.at)
            instants = session.scalars(statement).all()
        places = [bisect_left(instants, UtcDateTime.stored(edge)) for edge in edges]
        return tuple(end - begin for begin, end in pairwise(places))

    def context(self, entry: Entry) -> Context:
        """What the page of an entry tells beside the entry itself."""
        with self.database.reading() as session:
            talk = read_one(session, Meeting, entry.meeting_id) if entry.meeting_id else None
            answers: tuple[Note, ...] = ()
            if isinstance(entry.subject, Asked):
                answers = read(session, Note, "asked_id = ? ORDER BY at", entry.id)
            shows = shown_in(session, entry.id) if isinstance(entry.subject, Strength) else ()
            can_show = isinstance(entry.subject, Note | Feedback)
            strengths = strengths_shown(session, entry.id) if can_show else ()
            goal: GoalRecord | None = None
            if isinstance(entry.subject, Goal):
                goal = next(iter(goals_where(session, "id = ?", entry.id)), None)
            return Context(
                talk,
                answers,
                _corrections(session, [entry.id]),
                _came_of(session, entry.subject),
                _came_from(session, [entry.subject]).get(entry.subject.id),
                shows,
                strengths,
                goal,
            )

    def came_from(self, subjects: Iterable[Subject]) -> dict[str, Feedback]:
        """The feedback that commitments came from, by the ids of the commitments."""
        with self.database.reading() as session:
            return _came_from(session, subjects)

    def corrections(self, subject_ids: Sequence[str]) -> tuple[Correction, ...]:
        """The later edits of some values, oldest first."""
        with self.database.reading() as session:
            return _corrections(session, subject_ids)

    def search(
        self,
        words: str,
        now: datetime,
        person_id: str | None = None,
        *,
        limit: int = 50,
        private: bool = True,
    ) -> tuple[Hit, ...]:
        """The entries in which all the words stand, the best first.

        Args:
            words: any text; see `domain.search.terms_of`.
            now: an aware instant, from which newness counts.
            person_id: about whom; None means anybody.
            limit: how many at most.
            private: whether private entries are found, too.
        """
        with self.database.reading() as session:
            return stream.find(ask_of(session), words, now, person_id, limit=limit, private=private)


def _came_of(session: Session, subject: Subject) -> tuple[Commitment, ...]:
    if not isinstance(subject, Feedback):
        return ()
    return read(session, Commitment, "feedback_id = ? ORDER BY created_at", subject.id)


def _came_from(session: Session, subjects: Iterable[Subject]) -> dict[str, Feedback]:
    sources = {
        each.id: each.feedback_id
        for each in subjects
        if isinstance(each, Commitment) and each.feedback_id is not None
    }
    if not sources:
        return {}
    listing = read(session, Feedback, f"id {IN_LIST}", listed(sources.values()))
    found = {each.id: each for each in listing}
    return {own: found[source] for own, source in sources.items() if source in found}


def _place(place: Place) -> ColumnElement[Any]:
    return tuple_(bindparam(None, place.at, UtcDateTime()), bindparam(None, place.row))


def _newest_first(statement: Rows, wanted: Filter, person_id: str) -> Rows:
    return _matching(statement, wanted, person_id).order_by(_E.at.desc(), _E.id.desc())


def _matching(statement: Rows, wanted: Filter, person_id: str) -> Rows:
    statement = statement.where(_E.person_id == person_id)
    if wanted.kinds:
        statement = statement.where(_E.kind.in_([kind.value for kind in sorted(wanted.kinds)]))
    if wanted.since is not None:
        statement = statement.where(_E.at >= wanted.since)
    if wanted.until is not None:
        statement = statement.where(_E.at < wanted.until)
    terms = terms_of(wanted.words)
    if wanted.veiled and (terms or wanted.kinds):
        statement = statement.where(~_E.private)
    if terms:
        rows = search.rows_matching().bindparams(query=search.query_of(terms, person_id))
        statement = statement.where(_E.id.in_(rows))
    return statement


def _corrections(session: Session, subject_ids: Sequence[str]) -> tuple[Correction, ...]:
    where = f"subject_id {IN_LIST} ORDER BY at"
    return read(session, Correction, where, listed(subject_ids))
