"""Reading what the end of a talk is looked at beside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convo_tui.domain.cadence import ScheduleChange
from convo_tui.domain.meeting import Meeting
from convo_tui.domain.signs import Signs
from convo_tui.storage.base import read, read_one
from convo_tui.storage.coaching_store import CoachingStore

if TYPE_CHECKING:
    # Every start carries this module, and only the end of a talk what it hands out.
    from convo_tui.domain.after_talk import AfterTalk


_EARLIER = """
person_id = ? AND state = 'held' AND started_at < ? ORDER BY started_at DESC, id DESC LIMIT ?
"""
_ANSWERED = f"""
meeting_id IN (
    SELECT id FROM meeting
    WHERE EXISTS (SELECT 1 FROM signs WHERE signs.meeting_id = meeting.id) AND {_EARLIER}
) ORDER BY (SELECT started_at FROM meeting WHERE id = signs.meeting_id) DESC, meeting_id DESC
"""  # noqa: S608  # our own names


class AfterStore(CoachingStore):
    """What stands beside a talk that was held."""

    def after_talk(self, meeting_id: str) -> AfterTalk:
        """The talks before it with the answers after them, the ledger, and the hints dismissed."""
        from convo_tui.domain.after_talk import EARLIER_TALKS, AfterTalk

        with self.database.reading() as session:
            talk = read_one(session, Meeting, meeting_id)
            if talk is None:
                return AfterTalk()
            before = (talk.person_id, talk.started_at, EARLIER_TALKS)
            schedule = "person_id = ? ORDER BY at, id"
            found = AfterTalk(
                read(session, Meeting, _EARLIER, *before)[::-1],
                read(session, Signs, _ANSWERED, *before)[::-1],
                read(session, ScheduleChange, schedule, talk.person_id),
            )
        return AfterTalk(found.earlier, found.signs, found.schedule, self.dismissed())
