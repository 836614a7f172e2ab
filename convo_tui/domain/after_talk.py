"""What the end of a talk is looked at beside: the talks before it, the ledger, the answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from convo_tui.domain.cadence import ScheduleChange, ScheduleKind
from convo_tui.domain.commitments import Commitment, CommitmentState, as_it_stood
from convo_tui.domain.feedback import FeedbackKind
from convo_tui.domain.figures.share import SPAN, shares
from convo_tui.domain.figures.typed import typed_share
from convo_tui.domain.meeting import Meeting
from convo_tui.domain.notes import NoteKind
from convo_tui.domain.overview import TalkPage
from convo_tui.domain.pitfalls import Facts
from convo_tui.domain.signs import Signs
from convo_tui.domain.values import Side

EARLIER_TALKS = 10
"""So many talks before this one are looked at."""


@dataclass(frozen=True, slots=True)
class AfterTalk:
    """Beside a talk that was held.

    Attributes:
        earlier: the last talks with the person held before it, oldest first.
        signs: the answers after the last talks before it that have some, oldest first.
        schedule: talks with the person moved and cancelled, oldest first.
        dismissed: the names of the hints that are shown no more.
    """

    earlier: tuple[Meeting, ...] = ()
    signs: tuple[Signs, ...] = ()
    schedule: tuple[ScheduleChange, ...] = ()
    dismissed: frozenset[str] = frozenset()


def facts_of(page: TalkPage, after: AfterTalk, weeks: int, zone: tzinfo) -> Facts:
    """What the pitfalls look at, as it stood at the end of the talk.

    Args:
        page: a talk that was held.
        after: what stands beside it.
        weeks: over how many weeks before its end cancellations are counted.
        zone: the manager's.
    """
    talk = page.meeting
    end = talk.ended_at or talk.started_at
    before = shares(after.earlier).talks[-SPAN:]
    overdue = _overdue(page, end, end.astimezone(zone).date())
    return Facts(
        name=page.person.first_name,
        seconds=talk.sums.total,
        share=talk.sums.manager_share,
        usual=shares(each.talk for each in before).whole,
        earlier=len(before),
        typed=typed_share(talk),
        wins=_wins(page, end),
        cancelled=sum(_cancelled(each, end, weeks) for each in after.schedule),
        overdue=len(overdue),
        oldest=max(overdue, default=0),
        hard=bool(page.sheets),
    )


def _overdue(page: TalkPage, end: datetime, today: date) -> list[int]:
    """By how many days each promise was overdue."""
    stood = [as_it_stood(each, end) for each in (*page.promises, *page.commitments)]
    return [
        (today - each.due).days
        for each in stood
        if _owed(each) and each.due is not None and each.due < today
    ]


def _owed(commitment: Commitment) -> bool:
    return commitment.promised and commitment.state is CommitmentState.OPEN


def _wins(page: TalkPage, end: datetime) -> int:
    """What went well and was named: as a win, as praise, or as what the talk opened with."""
    start = page.meeting.started_at
    praised = sum(
        each.kind is FeedbackKind.PRAISE
        and each.said_at is not None
        and start <= each.said_at <= end
        for each in page.feedback
    )
    named = sum(each.named_at is not None for each in page.openings)
    return sum(note.kind is NoteKind.WIN for note in page.notes) + praised + named


def _cancelled(change: ScheduleChange, end: datetime, weeks: int) -> bool:
    """Whether it is a talk that the manager cancelled in the weeks before the end."""
    recent = end - timedelta(weeks=weeks) < change.at <= end
    return change.kind is ScheduleKind.CANCELLED and change.who is not Side.REPORT and recent
