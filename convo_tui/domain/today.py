"""What today asks for: whom to talk with next, what the manager owes, what is due this week."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from convo_tui.domain.cadence import Cadence, CadenceState, cadence_state
from convo_tui.domain.commitments import Commitment, by_due
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
    standings = [
        Standing(
            overview,
            cadence_state(
                overview.person,
                overview.last.started_at if overview.last else None,
                now,
                home_zone,
            ),
        )
        for overview in overviews
    ]
    return sorted(standings, key=lambda each: pressing(each, live=each.overview.live is not None))


def pressing(standing: Standing, *, live: bool) -> tuple[bool, tuple[date, float], str]:
    """Sorts whose talk presses most first; `live` is whether one runs."""
    return not live, standing.cadence.urgency, standing.overview.person.name.casefold()


def owed(overviews: Iterable[Overview], today: date) -> list[Owed]:
    """What the manager owes: late promises, then unsaid feedback by age, then promises by day."""
    everybody = list(overviews)
    whose = {promise.id: each for each in everybody for promise in each.promises}
    promises = [
        Owed(whose[promise.id], promise)
        for promise in by_due(promise for each in everybody for promise in each.promises)
    ]
    unsaid = [(feedback, each) for each in everybody for feedback in each.feedback]
    unsaid.sort(key=lambda pair: pair[0].seen_at)
    return [
        *(each for each in promises if _is_late(each, today)),
        *(Owed(overview, feedback) for feedback, overview in unsaid),
        *(each for each in promises if not _is_late(each, today)),
    ]


def _is_late(owed: Owed, today: date) -> bool:
    return owed.due is not None and owed.due < today


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
