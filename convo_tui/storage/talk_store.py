"""Talks: their events, and everything written in them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import bindparam, func, insert, or_, tuple_, update
from sqlmodel import Session, col, select

from convo_tui.domain.commitments import CommitmentState
from convo_tui.domain.feedback import Feedback
from convo_tui.domain.meeting import Meeting, MeetingEvent, MeetingState
from convo_tui.domain.notes import Note
from convo_tui.domain.openings import Opening
from convo_tui.domain.overview import TalkPage
from convo_tui.domain.people import Person
from convo_tui.domain.points import TalkingPoint
from convo_tui.domain.questions import Asked
from convo_tui.domain.values import Change, Value
from convo_tui.storage.base import (
    StoreBase,
    apply_change,
    commitments,
    insert_all,
    read,
    value_or_none,
    values,
)
from convo_tui.storage.coaching_store import (
    celebrated_in,
    goals_at,
    openings_of,
    preferences_at,
    roadmaps_at,
    sheets_at,
    signs_of,
    strengths_at,
    until_end,
    use_sheets,
    veiled,
)
from convo_tui.storage.codecs import encode
from convo_tui.storage.columns import UtcDateTime
from convo_tui.storage.tables import (
    CommitmentRow,
    MeetingEventRow,
    MeetingRow,
)

EARLIER_TALKS = 8


class TalkStore(StoreBase):
    """Talks, live and held."""

    def start_meeting(
        self, meeting: Meeting, started: MeetingEvent, openings: Iterable[Opening] = ()
    ) -> None:
        """Keep a new talk together with the event that starts it, and what it opens with."""
        with self.database.writing() as session:
            apply_change(session, Change.added(meeting))
            session.execute(insert(MeetingEventRow).values(**encode(started)))
            insert_all(session, tuple(openings))

    def append_events(self, events: Sequence[MeetingEvent]) -> None:
        """Append what happened, in one transaction."""
        if not events:
            return
        with self.database.writing() as session:
            session.execute(insert(MeetingEventRow), [encode(event) for event in events])

    def take_in(self, values: Sequence[Value], events: Sequence[MeetingEvent]) -> None:
        """Keep many new values and events at once, each after what it refers to: all or none."""
        with self.database.writing() as session:
            insert_all(session, values)
            insert_all(session, events)

    def end_meeting(self, before: Meeting, held: Meeting, ended: MeetingEvent) -> None:
        """Keep the end of a talk and the sums of its fold; sheets that waited for it are used."""
        with self.database.writing() as session:
            session.execute(insert(MeetingEventRow).values(**encode(ended)))
            apply_change(session, Change.edited(before, held))
            use_sheets(session, held)

    def seen_live(self, meeting_id: str, at: datetime, typed: float | None = None) -> None:
        """Note a sign of life, so that a cut-off talk knows how long it surely went on.

        Args:
            meeting_id: of a running talk; one that was ended meanwhile stays as it is.
            at: when it was seen.
            typed: `Meeting.typed_seconds` by then; None leaves what stands there.
        """
        seen: dict[str, datetime | float] = {"seen_at": at}
        if typed is not None:
            seen["typed_seconds"] = typed
        with self.database.writing() as session:
            session.execute(
                update(MeetingRow)
                .where(
                    col(MeetingRow.id) == meeting_id,
                    col(MeetingRow.state) == MeetingState.LIVE.value,
                )
                .values(seen)
            )

    def meeting(self, meeting_id: str) -> Meeting | None:
        """One talk."""
        with self.database.reading() as session:
            return value_or_none(session, Meeting, meeting_id)

    def live_meetings(self) -> tuple[Meeting, ...]:
        """Talks that run or were cut off, newest first."""
        statement = (
            select(MeetingRow)
            .where(col(MeetingRow.state) == MeetingState.LIVE.value)
            .order_by(col(MeetingRow.started_at).desc())
        )
        with self.database.reading() as session:
            return values(session, Meeting, statement)

    def talks_with(self, person_id: str) -> tuple[Meeting, ...]:
        """Talks held with a person, newest first."""
        statement = (
            select(MeetingRow)
            .where(
                col(MeetingRow.person_id) == person_id,
                col(MeetingRow.state) == MeetingState.HELD.value,
            )
            .order_by(col(MeetingRow.started_at).desc())
        )
        with self.database.reading() as session:
            return values(session, Meeting, statement)

    def neighbours(self, talk: Meeting) -> tuple[str | None, str | None]:
        """The ids of the talks held before and after one with the same person, where there are."""
        place = (col(MeetingRow.started_at), col(MeetingRow.id))
        here = tuple_(bindparam(None, talk.started_at, UtcDateTime()), bindparam(None, talk.id))
        held = select(MeetingRow.id).where(
            col(MeetingRow.person_id) == talk.person_id,
            col(MeetingRow.state) == MeetingState.HELD.value,
        )
        older = held.where(tuple_(*place) < here).order_by(*(each.desc() for each in place))
        newer = held.where(tuple_(*place) > here).order_by(*place)
        with self.database.reading() as session:
            return session.scalar(older.limit(1)), session.scalar(newer.limit(1))

    def all_held(self) -> tuple[Meeting, ...]:
        """Every talk held, newest first."""
        statement = (
            select(MeetingRow)
            .where(col(MeetingRow.state) == MeetingState.HELD.value)
            .order_by(col(MeetingRow.started_at).desc())
        )
        with self.database.reading() as session:
            return values(session, Meeting, statement)

    def events(self, meeting_id: str, after: int = -1) -> tuple[MeetingEvent, ...]:
        """The events of a talk by `seq`, those after `after`."""
        with self.database.reading() as session:
            return _events(session, meeting_id, after)

    def talk_page(self, meeting_id: str) -> TalkPage | None:
        """A talk with everything written in it and carried into it."""
        with self.database.reading() as session:
            meeting = value_or_none(session, Meeting, meeting_id)
            if meeting is None:
                return None
            person = value_or_none(session, Person, meeting.person_id)
            if person is None:
                return None
            return _page(session, meeting, person)


def _events(session: Session, meeting_id: str, after: int = -1) -> tuple[MeetingEvent, ...]:
    statement = (
        select(MeetingEventRow)
        .where(col(MeetingEventRow.meeting_id) == meeting_id, col(MeetingEventRow.seq) > after)
        .order_by(col(MeetingEventRow.seq))
    )
    return values(session, MeetingEvent, statement)


def _page(session: Session, meeting: Meeting, person: Person) -> TalkPage:
    number = session.scalar(
        select(func.count())
        .select_from(MeetingRow)
        .where(
            col(MeetingRow.person_id) == person.id,
            col(MeetingRow.started_at) <= meeting.started_at,
        )
    )
    later = session.scalar(
        select(MeetingRow.id)
        .where(
            col(MeetingRow.person_id) == person.id,
            col(MeetingRow.started_at) > meeting.started_at,
        )
        .limit(1)
    )
    commitment_order = (col(CommitmentRow.created_at), col(CommitmentRow.id))
    openings, mine = openings_of(session, meeting), "meeting_id = ?"
    return TalkPage(
        meeting=meeting,
        person=person,
        number=number or 1,
        newest=later is None,
        events=_events(session, meeting.id),
        notes=read(session, Note, f"{mine} ORDER BY at, id", meeting.id),
        points=read(session, TalkingPoint, f"{mine} ORDER BY created_at", meeting.id),
        carried=_carried(session, meeting),
        commitments=commitments(
            session,
            select(CommitmentRow)
            .where(col(CommitmentRow.meeting_id) == meeting.id)
            .order_by(*commitment_order),
        ),
        promises=commitments(
            session,
            select(CommitmentRow)
            .where(
                col(CommitmentRow.person_id) == person.id,
                col(CommitmentRow.created_at) < meeting.started_at,
                # A clock set back may have given one of its own an earlier time.
                col(CommitmentRow.meeting_id).is_distinct_from(meeting.id),
                or_(
                    col(CommitmentRow.state) == CommitmentState.OPEN.value,
                    col(CommitmentRow.closed_at) >= meeting.started_at,
                ),
            )
            .order_by(*commitment_order),
        ),
        asked=read(session, Asked, f"{mine} ORDER BY at", meeting.id),
        feedback=_feedback(session, meeting),
        goals=goals_at(session, meeting),
        openings=openings,
        veiled=veiled(session, openings),
        sheets=sheets_at(session, meeting),
        roadmaps=roadmaps_at(session, meeting),
        strengths=strengths_at(session, meeting),
        preferences=preferences_at(session, meeting),
        celebrated=celebrated_in(session, meeting),
        signs=signs_of(session, meeting),
        earlier=_earlier(session, meeting),
    )


def _earlier(session: Session, meeting: Meeting) -> tuple[datetime, ...]:
    """When the last talks held before this one began, oldest first."""
    statement = (
        select(MeetingRow.started_at)
        .where(
            col(MeetingRow.person_id) == meeting.person_id,
            col(MeetingRow.state) == MeetingState.HELD.value,
            col(MeetingRow.started_at) < meeting.started_at,
        )
        .order_by(col(MeetingRow.started_at).desc())
        .limit(EARLIER_TALKS)
    )
    return tuple(session.scalars(statement))[::-1]


def _carried(session: Session, meeting: Meeting) -> tuple[TalkingPoint, ...]:
    """Points to raise in this talk: from before it, and still open when it began."""
    made, until = until_end(meeting, "created_at")
    where = (
        "person_id = ? AND meeting_id IS NOT ? AND (state = 'open' OR closed_at >= ?)"
        f"{made} ORDER BY position, created_at"
    )
    parameters = (meeting.person_id, meeting.id, meeting.started_at, *until)
    return read(session, TalkingPoint, where, *parameters)


def _feedback(session: Session, meeting: Meeting) -> tuple[Feedback, ...]:
    """Feedback unsaid when the talk began, or written down in it."""
    seen, until = until_end(meeting, "seen_at")
    where = (
        "person_id = ? AND (said_at IS NULL OR said_at >= ? OR meeting_id = ?)"
        f"{seen} ORDER BY seen_at"
    )
    parameters = (meeting.person_id, meeting.started_at, meeting.id, *until)
    return read(session, Feedback, where, *parameters)
