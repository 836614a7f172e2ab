"""A talk that was cut off: how far it surely went, and ending it there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from convo_tui.domain.meeting import EventKind, Meeting, MeetingEvent
from convo_tui.domain.people import Person
from convo_tui.domain.replay import replay
from convo_tui.domain.values import Change


def last_sign(meeting: Meeting, events: Sequence[MeetingEvent]) -> datetime:
    """The last moment at which the talk is known to have gone on: an event or a sign of life."""
    return max(filter(None, [*(event.at for event in events), meeting.seen_at, meeting.started_at]))


def ended_at_last_sign(
    meeting: Meeting, events: Sequence[MeetingEvent]
) -> tuple[Meeting, MeetingEvent]:
    """The talk as held until its last sign of life, and the event that ends it there.

    Raises:
        IndexError: there are no events, so the talk never began.
    """
    at = last_sign(meeting, events)
    ended = MeetingEvent(meeting.id, events[-1].seq + 1, at, EventKind.ENDED)
    return meeting.closed(replay(meeting.segments, [*events, ended], at)), ended


def thrown_away(
    meeting: Meeting, events: Sequence[MeetingEvent], person: Person
) -> tuple[Change, ...]:
    """What throwing the talk away changes: the date that it took is settled again.

    Args:
        meeting: the talk.
        events: its events.
        person: as they stand now; a date settled since then stays.
    """
    gone = Change.removed(meeting)
    took = events[0].payload.get("took") if events else None
    if not isinstance(took, str) or person.next_at is not None:
        return (gone,)
    return gone, Change.edited(person, replace(person, next_at=datetime.fromisoformat(took)))
