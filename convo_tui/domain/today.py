"""What today asks for: whom to talk with next, what the manager owes, what is due this week."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo

from convo_tui.domain.cadence import Cadence, CadenceState, ScheduleChange, cadence_state
from convo_tui.domain.commitments import Commitment
from convo_tui.domain.counting import several
from convo_tui.domain.dates import clock_time, relative_day, short_date
from convo_tui.domain.feedback import Feedback
from convo_tui.domain.overview import Overview

SUNDAY = 6


@dataclass(frozen=True, slots=True)
class Standing:
    """A person with everything open, and how the talks with them stand today."""

    overview: Overview
    cadence: Cadence


@dataclass(frozen=True, slots=True)
class Owed:
    """Something the manager owes a person: a promise, or feedback not yet said."""

    overview: Overview
    subject: Commitment | Feedback

    @property
    def due(self) -> date | None:
        """The day a promise is due; None for feedback, which is always owed now."""
        return self.subject.due if isinstance(self.subject, Commitment) else None

    def since(self, today: date, zone: tzinfo) -> tuple[int, date]:
        """Sorts what is owed longest first.

        A promise that is late is owed since its day, and comes first; feedback since it was seen,
        and a promise without a day since it was made; what has a day ahead comes last.
        """
        if isinstance(self.subject, Feedback):
            return 1, self.subject.seen_at.astimezone(zone).date()
        if self.due is None:
            return 1, self.subject.created_at.astimezone(zone).date()
        return (0 if self.due < today else 2), self.due

    @property
    def private(self) -> bool:
        """Whether a shared screen hides it; feedback is the person's only once it was said."""
        return isinstance(self.subject, Feedback) or self.subject.private


def by_urgency(overviews: Iterable[Overview], now: datetime, home_zone: str) -> list[Standing]:
    """The people by how much their talk presses: a running one, then overdue, today, by day.

    Args:
        overviews: the people.
        now: an aware instant.
        home_zone: the manager's IANA zone.
    """
    standings = [standing_of(overview, now, home_zone) for overview in overviews]
    return sorted(standings, key=lambda each: pressing(each, live=each.overview.live is not None))


def standing_of(
    overview: Overview, now: datetime, home_zone: str, changes: Iterable[ScheduleChange] = ()
) -> Standing:
    """How it stands with one person; a talk that runs counts as held, see `cadence_state`."""
    last, live = (each.started_at if each else None for each in (overview.last, overview.live))
    cadence = cadence_state(overview.person, last, now, home_zone, changes, running=live)
    return Standing(overview, cadence)


def pressing(standing: Standing, *, live: bool) -> tuple[bool, tuple[date, float], str]:
    """Sorts whose talk presses most first; `live` is whether one runs."""
    return not live, standing.cadence.urgency, standing.overview.person.name.casefold()


def owed(overviews: Iterable[Overview], today: date, zone: tzinfo = UTC) -> list[Owed]:
    """What the manager owes, the oldest first; see `Owed.since`."""
    everybody = list(overviews)
    everything = [
        *(Owed(each, promise) for each in everybody for promise in each.promises),
        *(Owed(each, feedback) for each in everybody for feedback in each.feedback),
    ]

    def age(each: Owed) -> tuple[int, date, datetime]:
        subject = each.subject
        made = subject.seen_at if isinstance(subject, Feedback) else subject.created_at
        return *each.since(today, zone), made

    return sorted(everything, key=age)


def checkpoints_this_week(overviews: Iterable[Overview], today: date) -> list[Owed]:
    """Checkpoints passed unseen or due until Sunday, apart from what the manager owes."""
    sunday = today + timedelta(days=SUNDAY - today.weekday())
    due = [
        Owed(each, commitment)
        for each in overviews
        for commitment in each.checkpoints_until(sunday)
        if not commitment.promised
    ]
    return sorted(due, key=lambda each: each.due or date.max)


def next_words(cadence: Cadence, now: datetime) -> str:
    """`today 14:30`, `9 days overdue`, `tomorrow 10:00`, `Mon 30 Nov` or `no rhythm`.

    Args:
        cadence: how the talks with the person stand.
        now: aware, in the manager's zone, in which the words are.
    """
    if cadence.planned is None or cadence.day is None:
        return "no rhythm"
    if cadence.state is CadenceState.OVERDUE:
        return f"{days_words(cadence.days_overdue)} overdue"
    today = now.date()
    if (cadence.day - today).days > 1:
        return short_date(cadence.day, today)
    return f"{relative_day(cadence.day, today)} {next_clock(cadence, now.tzinfo)}".rstrip()


def next_clock(cadence: Cadence, zone: tzinfo | None) -> str:
    """The time of the next talk on the clocks of a zone; "" where only the day is settled."""
    planned = cadence.planned
    if planned is None or not planned.has_time:
        return ""
    return clock_time(planned.at.astimezone(zone))


def due_words(due: date | None, today: date) -> str:
    """`4 days late`, `today`, `tomorrow`, `Fri 27 Nov` or `no date`."""
    if due is None:
        return "no date"
    days = (due - today).days
    if days < 0:
        return f"{days_words(-days)} late"
    return relative_day(due, today) if days < 2 else short_date(due, today)


def days_words(days: int) -> str:
    """`1 day`, `9 days`."""
    return "1 day" if days == 1 else f"{days} days"


def promised_words(promise: Commitment, today: date, zone: tzinfo) -> str:
    """`promised 5 weeks ago`: days at first, then weeks, months and years."""
    days = max(0, (today - promise.created_at.astimezone(zone).date()).days)
    if days < 2:
        return f"promised {'yesterday' if days else 'today'}"
    for unit, most, length in (("day", 14, 1), ("week", 61, 7), ("month", 730, 30)):
        if days < most:
            return f"promised {several(days // length, unit)} ago"
    return f"promised {several(days // 365, 'year')} ago"


def promise_words(promise: Commitment, today: date, zone: tzinfo) -> str:
    """`promised 5 weeks ago, 9 days overdue`, `promised yesterday, due Fri 27 Nov`."""
    words = promised_words(promise, today, zone)
    due = promise.due
    if due is None:
        return f"{words}, no date"
    if due < today:
        return f"{words}, {days_words((today - due).days)} overdue"
    return f"{words}, due {due_words(due, today)}"
