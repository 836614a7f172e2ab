"""Talks: their events, and everything written in them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import update
from sqlmodel import Session

from convo_tui.domain.commitments import Commitment
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
    ask_of,
    insert_all,
    read,
    read_one,
    table_of,
)
from convo_tui.storage.coaching_store import (
    celebrated_in,
    goals_at,
    openings_of,
    preferences_at,
    roadmaps_at,
    sheets_at,
    signs_of,
    sources,
    strengths_at,
    until_end,
    use_sheets,
    veiled,
)
from convo_tui.storage.columns import UtcDateTime

EARLIER_TALKS = 8


class TalkStore(StoreBase):
    """Talks, live and held."""

    def start_meeting(
        self,
        meeting: Meeting,
        started: MeetingEvent,
        openings: Iterable[Opening] = (),
        changes: Iterable[Change] = (),
    ) -> None:
        """Keep a new talk together with the event that starts it, and what it opens with.

        Args:
            meeting: the talk.
            started: its first event.
            openings: what it opens with.
            changes: what else its start changes.
        """
        with self.database.writing() as session:
            apply_change(session, Change.added(meeting))
            insert_all(session, (started, *openings))
            for change in changes:
                apply_change(session, change)

    def append_events(self, events: Sequence[MeetingEvent]) -> None:
        """Append what happened, in one transaction."""
        if not events:
            return
        with self.database.writing() as session:
            insert_all(session, events)

    def take_in(self, values: Sequence[Value], events: Sequence[MeetingEvent]) -> None:
        """Keep many new values and events at once, each after what it refers to: all or none."""
        with self.database.writing() as session:
            insert_all(session, values)
            insert_all(session, events)

    def end_meeting(self, before: Meeting, held: Meeting, ended: MeetingEvent) -> None:
        """Keep the end of a talk and the sums of its fold; sheets that waited for it are used."""
        with self.database.writing() as session:
            insert_all(session, (ended,))
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
        talks = table_of(Meeting)
        live = (talks.c.id == meeting_id, talks.c.state == MeetingState.LIVE.value)
        with self.database.writing() as session:
            session.execute(update(talks).where(*live).values(seen))

    def meeting(self, meeting_id: str) -> Meeting | None:
        """One talk."""
        with self.database.reading() as session:
            return read_one(session, Meeting, meeting_id)

    def live_meetings(self) -> tuple[Meeting, ...]:
        """Talks that run or were cut off, newest first."""
        with self.database.reading() as session:
            return read(session, Meeting, "state = 'live' ORDER BY started_at DESC")

    def talks_with(self, person_id: str) -> tuple[Meeting, ...]:
        """Talks held with a person, newest first."""
        theirs = "person_id = ? AND state = 'held' ORDER BY started_at DESC"
        with self.database.reading() as session:
            return read(session, Meeting, theirs, person_id)

    def neighbours(self, talk: Meeting) -> tuple[str | None, str | None]:
        """The ids of the talks held before and after one with the same person, where there are."""
        held = "SELECT id FROM meeting WHERE person_id = ? AND state = 'held'"
        older = "(started_at, id) < (?, ?) ORDER BY started_at DESC, id DESC LIMIT 1"
        newer = "(started_at, id) > (?, ?) ORDER BY started_at, id LIMIT 1"
        here = (talk.person_id, talk.started_at, talk.id)
        with self.database.reading() as session:
            ask = ask_of(session)
            before, after = ask(f"{held} AND {older}", here), ask(f"{held} AND {newer}", here)
        return before[0][0] if before else None, after[0][0] if after else None

    def all_held(self) -> tuple[Meeting, ...]:
        """Every talk held, newest first."""
        with self.database.reading() as session:
            return read(session, Meeting, "state = 'held' ORDER BY started_at DESC")

    def events(self, meeting_id: str, after: int = -1) -> tuple[MeetingEvent, ...]:
        """The events of a talk by `seq`, those after `after`."""
        with self.database.reading() as session:
            return _events(session, meeting_id, after)

    def talk_page(self, meeting_id: str) -> TalkPage | None:
        """A talk with everything written in it and carried into it."""
        with self.database.reading() as session:
            meeting = read_one(session, Meeting, meeting_id)
            if meeting is None:
                return None
            person = read_one(session, Person, meeting.person_id)
            if person is None:
                return None
            return _page(session, meeting, person)


def _events(session: Session, meeting_id: str, after: int = -1) -> tuple[MeetingEvent, ...]:
    where = "meeting_id = ? AND seq > ? ORDER BY seq"
    return read(session, MeetingEvent, where, meeting_id, after)


def _page(session: Session, meeting: Meeting, person: Person) -> TalkPage:
    ((number, later),) = ask_of(session)(_ITS_PLACE, (meeting.started_at,) * 2 + (person.id,))
    openings, mine = openings_of(session, meeting), "meeting_id = ?"
    return TalkPage(
        meeting=meeting,
        person=person,
        number=number or 1,
        newest=not later,
        events=_events(session, meeting.id),
        notes=read(session, Note, f"{mine} ORDER BY at, id", meeting.id),
        points=read(session, TalkingPoint, f"{mine} ORDER BY created_at", meeting.id),
        carried=_carried(session, meeting),
        commitments=read(session, Commitment, f"{mine} ORDER BY created_at, id", meeting.id),
        promises=_promises(session, meeting),
        asked=read(session, Asked, f"{mine} ORDER BY at", meeting.id),
        feedback=_feedback(session, meeting),
        goals=goals_at(session, meeting),
        openings=openings,
        veiled=veiled(session, openings),
        sources=sources(session, openings),
        sheets=sheets_at(session, meeting),
        roadmaps=roadmaps_at(session, meeting),
        strengths=strengths_at(session, meeting),
        preferences=preferences_at(session, meeting),
        celebrated=celebrated_in(session, meeting),
        signs=signs_of(session, meeting),
        earlier=_earlier(session, meeting),
    )


_ITS_PLACE = """
SELECT count(*) FILTER (WHERE started_at <= ?), count(*) FILTER (WHERE started_at > ?)
FROM meeting WHERE person_id = ?
"""


def _promises(session: Session, meeting: Meeting) -> tuple[Commitment, ...]:
    """What was promised before this talk, and was still open when it began."""
    # A clock set back may have given one of its own an earlier time.
    where = (
        "person_id = ? AND created_at < ? AND meeting_id IS NOT ?"
        " AND (state = 'open' OR closed_at >= ?) ORDER BY created_at, id"
    )
    parameters = (meeting.person_id, meeting.started_at, meeting.id, meeting.started_at)
    return read(session, Commitment, where, *parameters)


def _earlier(session: Session, meeting: Meeting) -> tuple[datetime, ...]:
    """When the last talks held before this one began, oldest first."""
    rows = ask_of(session)(_BEFORE, (meeting.person_id, meeting.started_at, EARLIER_TALKS))
    return tuple(UtcDateTime.read(at) for (at,) in rows)[::-1]


_BEFORE = """
SELECT started_at FROM meeting WHERE person_id = ? AND state = 'held' AND started_at < ?
ORDER BY started_at DESC LIMIT ?
"""


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
