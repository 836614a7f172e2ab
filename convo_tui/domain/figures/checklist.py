"""On track: ten plain statements, answered from the data. Each has a row in docs/figures.md.

Three answers, and a fourth where there is too little to say any of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta, tzinfo
from itertools import pairwise

from convo_tui.domain.cadence import ScheduleKind
from convo_tui.domain.counting import several
from convo_tui.domain.dates import short_date
from convo_tui.domain.figures.checks import FEWEST, Answer, Check, TeamCheck, check_of
from convo_tui.domain.figures.goals import goal_moves
from convo_tui.domain.figures.promises import kept_by
from convo_tui.domain.figures.rhythm import GRACE_DAYS
from convo_tui.domain.ledger import without_rebookings
from convo_tui.domain.meeting import Meeting
from convo_tui.domain.notes import NoteKind
from convo_tui.domain.people import Person
from convo_tui.domain.review import Review
from convo_tui.domain.talk_share import JUDGE_AFTER
from convo_tui.domain.values import Side

EVEN = 0.5
"""The talk share of two who speak equally long."""

LEAST_WEEKS = 2
"""People are met every two weeks at least, unless their rhythm is a longer one."""

SAID_DAYS = 7
"""Feedback is said within so many days of being seen."""

GROWTH_DAYS = 92
"""Three months; growth that was written down no longer ago is talked about."""


@dataclass(frozen=True, slots=True)
class _Seen:
    """What the statements are answered from.

    Attributes:
        last: the last day that counts, in the calendar of `zone`, the manager's.
    """

    review: Review
    last: date
    zone: tzinfo

    @property
    def talks(self) -> tuple[Meeting, ...]:
        return self.review.talks

    @property
    def name(self) -> str:
        return self.review.person.first_name

    @property
    def there(self) -> list[Meeting]:
        """Talks of which it is known what was written: of a logged one, only where anything is."""
        written = {note.meeting_id for note in self.review.notes}
        written |= {each.meeting_id for each in self.review.commitments}
        return [talk for talk in self.talks if talk.logged_at is None or talk.id in written]


def checklist(review: Review, last: date, zone: tzinfo) -> tuple[Check, ...]:
    """The ten statements about the talks with one person: figures K1 to K9, and figure K10.

    Args:
        review: everything of the period.
        last: the last day of it that counts, in the manager's calendar.
        zone: the manager's.
    """
    seen = _Seen(review, last, zone)
    return tuple(replace(look(seen), id=f"K{n}") for n, look in enumerate(_LOOKS, start=1))


def team_checklist(
    people: Iterable[tuple[Person, Sequence[Check]]],
) -> tuple[TeamCheck, ...]:
    """The ten statements for some people, each with who says what."""
    listed = [(person, tuple(checks)) for person, checks in people]
    if not listed:
        return ()
    return tuple(
        TeamCheck(f"K{n + 1}", words, tuple((person, checks[n]) for person, checks in listed))
        for n, words in enumerate(OF_ALL)
    )


OF_ALL = (
    "We met as often as we should",
    "They spoke more than I did",
    "I named what went well in each talk",
    "Our talks ended with a commitment and its day",
    "I kept my promises",
    "They kept their commitments",
    "Feedback was said within a week",
    "No goal stood still",
    "We spoke of their growth in the last three months",
    "Our talks were rarely cancelled",
)
"""The statements where they are about everybody."""


def _met(seen: _Seen) -> Check:
    weeks = max(LEAST_WEEKS, seen.review.person.every_weeks or LEAST_WEEKS)
    most = 7 * weeks + GRACE_DAYS
    days = sorted({talk.started_at.astimezone(seen.zone).date() for talk in seen.talks})
    gaps = [(later - earlier).days for earlier, later in pairwise(days)]
    # The time since the last talk counts once it is too long, and not before.
    if days and (seen.last - days[-1]).days > most:
        gaps.append((seen.last - days[-1]).days)
    statement = f"We met at least every {'two' if weeks == LEAST_WEEKS else weeks} weeks"
    check = check_of(statement, sum(gap <= most for gap in gaps), len(gaps), "gap", "talks")
    if check.answer in (Answer.UNKNOWN, Answer.YES) and max(gaps, default=0) <= most:
        return check
    return replace(
        check, figure=f"{check.figure.removesuffix(' gaps')}, longest {several(max(gaps), 'day')}"
    )


def _spoke(seen: _Seen) -> Check:
    shares = [
        share
        for talk in seen.talks
        if talk.sums.total >= JUDGE_AFTER and (share := talk.sums.manager_share) is not None
    ]
    good = sum(share < EVEN for share in shares)
    return check_of(f"{seen.name} spoke more than I did", good, len(shares), "talk", "talks")


def _wins(seen: _Seen) -> Check:
    named = {note.meeting_id for note in seen.review.notes if note.kind is NoteKind.WIN}
    named |= {each.meeting_id for each in seen.review.openings if each.named_at is not None}
    good = sum(talk.id in named for talk in seen.there)
    return check_of("I named what went well in each talk", good, len(seen.there), "talk", "wins")


def _next_steps(seen: _Seen) -> Check:
    dated = {each.meeting_id for each in seen.review.commitments if each.checkpoints}
    good = sum(talk.id in dated for talk in seen.there)
    words = "Our talks ended with a commitment and its day"
    return check_of(words, good, len(seen.there), "talk", "commitments")


def _promises(seen: _Seen) -> Check:
    return _kept("I kept my promises", Side.MANAGER, seen)


def _theirs(seen: _Seen) -> Check:
    return _kept(f"{seen.name} kept their commitments", Side.REPORT, seen)


def _kept(statement: str, side: Side, seen: _Seen) -> Check:
    found = kept_by(seen.review.commitments, side, seen.last)
    counted = found.kept + found.broken + found.late
    check = check_of(statement, found.kept, counted, "commitment", "commitments")
    if check.answer is Answer.UNKNOWN:
        return check
    # The number is the one that stands everywhere (figure P1); what is late, which the answer
    # holds against it, is no part of that.
    closed = found.kept + found.broken
    figure = f"{found.kept} of {closed} kept" if closed else "none kept"
    return replace(check, figure=f"{figure}, {found.late} late" if found.late else figure)


def _said(seen: _Seen) -> Check:
    good = late = 0
    for each in seen.review.feedback:
        day = each.seen_at.astimezone(seen.zone).date()
        said = each.said_at.astimezone(seen.zone).date() if each.said_at is not None else None
        if ((said or seen.last) - day).days > SAID_DAYS:
            late += 1
        elif said is not None:
            good += 1
    return check_of("Feedback was said within a week", good, good + late, "piece", "feedback")


def _goals(seen: _Seen) -> Check:
    moves = goal_moves(seen.review.goals, seen.talks, seen.review.period.first, seen.zone)
    # A goal says something once it moved, or had its talks and did not.
    told = [each for each in moves if each.moved or each.stands_still]
    still = [each.still for each in told if each.stands_still]
    statement = "No goal stood still"
    good = len(told) - len(still)
    check = check_of(statement, good, len(told), "goal", "goals", yes=1.0, fewest=1)
    if not told:
        return check
    # "2 of 3" would stand against "3 of 3 moved", which is about the whole period.
    figure = f"{len(still) or 'none'} of {several(len(told), 'goal')}"
    if still:
        figure += f", for {several(max(still), 'talk')}"
    new = len(moves) - len(told)
    return replace(check, figure=f"{figure}, {new} too new to say" if new else figure)


def _growth(seen: _Seen) -> Check:
    review = seen.review
    written = [
        *(each.at for each in review.roadmaps),
        *(each.strength.created_at for each in review.strengths),
    ]
    statement = f"We spoke of {seen.name}'s growth in the last three months"
    days = [at.astimezone(seen.zone).date() for at in written]
    newest = max((day for day in days if day <= seen.last), default=None)
    if newest is None:
        answer = Answer.NO if len(seen.talks) >= FEWEST else Answer.UNKNOWN
        return Check("", statement, answer, "nothing written", 0, 0, "growth")
    ago = (seen.last - newest).days
    answer = Answer.NO
    if ago <= 2 * GROWTH_DAYS:
        answer = Answer.YES if ago <= GROWTH_DAYS else Answer.NOT_QUITE
    figure = f"last on {short_date(newest, seen.last)}"
    since = seen.last - timedelta(days=GROWTH_DAYS)
    good = sum(since <= day <= seen.last for day in days)
    return Check("", statement, answer, figure, good, len(days), "growth")


def _held(seen: _Seen) -> Check:
    cancelled = sum(
        each.kind is ScheduleKind.CANCELLED for each in without_rebookings(seen.review.schedule)
    )
    held = len(seen.talks)
    words = "Our talks were rarely cancelled"
    return check_of(words, held, held + cancelled, "talk", "talks", yes=0.9, half=0.75)


_LOOKS: tuple[Callable[[_Seen], Check], ...] = (
    _met,
    _spoke,
    _wins,
    _next_steps,
    _promises,
    _theirs,
    _said,
    _goals,
    _growth,
    _held,
)
