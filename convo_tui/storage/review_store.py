"""A period of a person at once, for the review packet."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import and_, or_
from sqlmodel import col, select

from convo_tui.domain.cadence import ScheduleChange
from convo_tui.domain.feedback import Feedback
from convo_tui.domain.meeting import Meeting, MeetingState
from convo_tui.domain.notes import Note
from convo_tui.domain.people import Person
from convo_tui.domain.questions import Asked
from convo_tui.domain.review import Period, Review
from convo_tui.storage.base import StoreBase, read_one
from convo_tui.storage.loading import commitments, values
from convo_tui.storage.record_tables import FeedbackRow, ScheduleChangeRow
from convo_tui.storage.review_growth import with_growth
from convo_tui.storage.talk_tables import AskedRow, CommitmentRow, MeetingRow, NoteRow


class ReviewStore(StoreBase):
    """What a period brought; the number of queries does not depend on how much that is."""

    def review(self, person_id: str, period: Period, zone: str) -> Review | None:
        """All of a period of one person; None where there is nobody of that id.

        Args:
            person_id: whom it is about.
            period: from the first moment of its first day to the last of its last.
            zone: the IANA zone in whose calendar its days are meant.
        """
        start, end = _span(period, zone)

        def within(column: Any) -> Any:
            return and_(col(column) >= start, col(column) < end)

        with self.database.reading() as session:
            person = read_one(session, Person, person_id)
            if person is None:
                return None

            def theirs(table: Any, at: str, *where: Any) -> Any:
                mine = select(table).where(col(table.person_id) == person_id, *where)
                return mine.order_by(col(getattr(table, at)), col(table.id))

            held = col(MeetingRow.state) == MeetingState.HELD.value
            told = or_(within(FeedbackRow.seen_at), within(FeedbackRow.said_at))
            closed = col(CommitmentRow.closed_at)
            stood = and_(
                col(CommitmentRow.created_at) < end, or_(closed.is_(None), closed >= start)
            )
            review = Review(
                person,
                period,
                values(
                    session,
                    Meeting,
                    theirs(MeetingRow, "started_at", held, within(MeetingRow.started_at)),
                ),
                values(session, Note, theirs(NoteRow, "at", within(NoteRow.at))),
                values(session, Feedback, theirs(FeedbackRow, "seen_at", told)),
                commitments(session, theirs(CommitmentRow, "created_at", stood)),
                values(
                    session,
                    ScheduleChange,
                    theirs(ScheduleChangeRow, "at", within(ScheduleChangeRow.at)),
                ),
                values(session, Asked, theirs(AskedRow, "at", within(AskedRow.at))),
            )
            return with_growth(session, review, start, end)


def _span(period: Period, zone: str) -> tuple[datetime, datetime]:
    """The instants between which the period lies, the second one after its end."""
    home = ZoneInfo(zone)
    days = (period.first, period.last + timedelta(days=1))
    start, end = (datetime.combine(day, time(), home).astimezone(UTC) for day in days)
    return start, end
