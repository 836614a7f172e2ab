"""Reading what the end of a talk is looked at beside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import col, select

from convo_tui.domain.cadence import ScheduleChange
from convo_tui.domain.meeting import Meeting, MeetingState
from convo_tui.domain.signs import Signs
from convo_tui.storage.base import value_or_none, values
from convo_tui.storage.coaching_store import CoachingStore
from convo_tui.storage.coaching_tables import SignsRow
from convo_tui.storage.tables import MeetingRow, ScheduleChangeRow

if TYPE_CHECKING:
    # Every start carries this module, and only the end of a talk what it hands out.
    from convo_tui.domain.after_talk import AfterTalk


class AfterStore(CoachingStore):
    """What stands beside a talk that was held."""

    def after_talk(self, meeting_id: str) -> AfterTalk:
        """The talks before it with the answers after them, the ledger, and the hints dismissed."""
        from convo_tui.domain.after_talk import EARLIER_TALKS, AfterTalk

        with self.database.reading() as session:
            talk = value_or_none(session, Meeting, meeting_id)
            if talk is None:
                return AfterTalk()
            before = (
                col(MeetingRow.person_id) == talk.person_id,
                col(MeetingRow.state) == MeetingState.HELD.value,
                col(MeetingRow.started_at) < talk.started_at,
            )
            newest = (col(MeetingRow.started_at).desc(), col(MeetingRow.id).desc())
            earlier = select(MeetingRow).where(*before).order_by(*newest).limit(EARLIER_TALKS)
            answers = (
                select(SignsRow)
                .join(MeetingRow, col(MeetingRow.id) == col(SignsRow.meeting_id))
                .where(*before)
                .order_by(*newest)
                .limit(EARLIER_TALKS)
            )
            ledger = (
                select(ScheduleChangeRow)
                .where(col(ScheduleChangeRow.person_id) == talk.person_id)
                .order_by(col(ScheduleChangeRow.at), col(ScheduleChangeRow.id))
            )
            found = AfterTalk(
                values(session, Meeting, earlier)[::-1],
                values(session, Signs, answers)[::-1],
                values(session, ScheduleChange, ledger),
            )
        return AfterTalk(found.earlier, found.signs, found.schedule, self.dismissed())
