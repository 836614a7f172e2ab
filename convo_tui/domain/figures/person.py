"""All figures of a person over a period, and of the team."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, time, timedelta, tzinfo

from convo_tui.domain.cadence import ScheduleKind
from convo_tui.domain.commitments import as_it_stood
from convo_tui.domain.dates import at_wall_time
from convo_tui.domain.figures.checklist import checklist, team_checklist
from convo_tui.domain.figures.checks import Check, TeamCheck
from convo_tui.domain.figures.goals import GoalMoves, goal_moves
from convo_tui.domain.figures.minutes import SegmentMinutes, segment_minutes
from convo_tui.domain.figures.promises import Kept, Latency, kept_by, latency
from convo_tui.domain.figures.questions import Yield, question_yield
from convo_tui.domain.figures.rhythm import (
    Attention,
    Changed,
    Rhythm,
    Week,
    attention,
    changed,
    least_and_most,
    rhythm,
    weeks_held,
)
from convo_tui.domain.figures.share import (
    Guesses,
    Outcomes,
    Shares,
    Typed,
    guesses,
    outcomes,
    shares,
    typed,
)
from convo_tui.domain.figures.signs import SignTrend, sign_trends
from convo_tui.domain.ledger import LedgerLine, ledger, newest_first, without_rebookings
from convo_tui.domain.meeting import Meeting
from convo_tui.domain.notes import NoteKind
from convo_tui.domain.review import Review
from convo_tui.domain.talk_share import DEFAULT_BANDS, Bands
from convo_tui.domain.values import Side


@dataclass(frozen=True, slots=True)
class Figures:
    """What the record of some talks adds up to: of a person, or of all together.

    Attributes:
        talks: held in the period.
        wins: named in the period; those captured between talks count.
        moved, cancelled: how many, by whom.
        ledger: each talk moved or cancelled, newest first.
        last: the last day that counts.
        weeks: talks by week, the last week last.
        typed: typing while the other spoke.
        signs: the answers after the talks, one for each question.
        goals: how each goal moved.
    """

    talks: int
    wins: int
    shares: Shares
    guesses: Guesses | None
    outcomes: Outcomes | None
    minutes: tuple[SegmentMinutes, ...]
    manager: Kept
    report: Kept
    feedback: Latency
    moved: Changed
    cancelled: Changed
    questions: tuple[Yield, ...]
    ledger: tuple[LedgerLine, ...]
    last: date
    weeks: tuple[Week, ...] = ()
    typed: Typed | None = None
    signs: tuple[SignTrend, ...] = ()
    goals: tuple[GoalMoves, ...] = ()


@dataclass(frozen=True, slots=True)
class PersonFigures:
    """The figures of one person.

    Attributes:
        review: what they are made of.
        checks: the ten statements of the on-track checklist.
    """

    review: Review
    figures: Figures
    rhythm: Rhythm
    attention: Attention
    checks: tuple[Check, ...] = ()


@dataclass(frozen=True, slots=True)
class TeamFigures:
    """The figures of everybody.

    Attributes:
        people: one each, by name.
        figures: of all talks together.
        evenness: who got least and who most of what their rhythm promises.
        checks: the ten statements, each with who says what.
    """

    people: tuple[PersonFigures, ...] = field(default=())
    figures: Figures | None = None
    evenness: tuple[Attention, Attention] | None = None
    checks: tuple[TeamCheck, ...] = ()


def person_figures(
    review: Review, today: date, zone: tzinfo, bands: Bands = DEFAULT_BANDS
) -> PersonFigures:
    """The figures of one person over the period of the review.

    Args:
        review: everything of the period.
        today: in the manager's calendar; a period that goes on ends here.
        zone: the manager's.
        bands: where the bands of the talk share meet.
    """
    last = _last_day(review, today, zone)
    stood = _as_it_stood(review, last, zone)
    return PersonFigures(
        review,
        _figures([review], [stood], last, zone, bands),
        rhythm(review.person, review.talks, last, zone),
        attention(review.person, review.talks, review.period.first, last, zone),
        checklist(stood, last, zone),
    )


def _last_day(review: Review, today: date, zone: tzinfo) -> date:
    """The last day that counts: no talk is to be expected with a person who is archived."""
    archived = review.person.archived_at
    days = [review.period.last, today]
    return min([*days, archived.astimezone(zone).date()] if archived is not None else days)


def _as_it_stood(review: Review, last: date, zone: tzinfo) -> Review:
    """The review as one would have read it on its last day: what was closed later was open."""
    end = at_wall_time(last + timedelta(days=1), time(), zone)
    return replace(
        review,
        commitments=tuple(as_it_stood(each, end) for each in review.commitments),
        feedback=tuple(
            each if each.said_at is None or each.said_at < end else replace(each, said_at=None)
            for each in review.feedback
        ),
    )


def team_figures(
    reviews: Sequence[Review], today: date, zone: tzinfo, bands: Bands = DEFAULT_BANDS
) -> TeamFigures:
    """The figures of some people over one period, each and all together."""
    people = tuple(person_figures(review, today, zone, bands) for review in reviews)
    if not people:
        return TeamFigures()
    last = min(reviews[0].period.last, today)
    stood = [_as_it_stood(review, last, zone) for review in reviews]
    return TeamFigures(
        people,
        _figures(reviews, stood, last, zone, bands),
        least_and_most(each.attention for each in people),
        team_checklist((each.review.person, each.checks) for each in people),
    )


def _figures(
    reviews: Sequence[Review], stood: Sequence[Review], last: date, zone: tzinfo, bands: Bands
) -> Figures:
    """The figures of some reviews; `stood` is the same as it was on the last day."""
    talks: list[Meeting] = [talk for review in reviews for talk in review.talks]
    made = [each for review in reviews for each in review.commitments]
    commitments = [each for review in stood for each in review.commitments]
    signs = sorted((each for review in reviews for each in review.signs), key=lambda each: each.at)
    first = min(review.period.first for review in reviews)
    schedule = [each for review in reviews for each in review.schedule]
    counted = without_rebookings(schedule)
    notes = [note for review in reviews for note in review.notes]
    answers = Counter(note.asked_id for note in notes if note.asked_id is not None)
    return Figures(
        len(talks),
        sum(note.kind is NoteKind.WIN for note in notes),
        shares(talks, bands),
        guesses(talks),
        outcomes(talks, made),
        segment_minutes(talks),
        kept_by(commitments, Side.MANAGER, last),
        kept_by(commitments, Side.REPORT, last),
        latency([each for review in stood for each in review.feedback], last, zone),
        changed(counted, ScheduleKind.MOVED),
        changed(counted, ScheduleKind.CANCELLED),
        question_yield([each for review in reviews for each in review.asked], answers),
        _not_as_planned(reviews, zone),
        last,
        weeks_held(talks, counted, first, last, zone),
        typed(talks),
        sign_trends(signs),
        tuple(
            moves
            for review in reviews
            for moves in goal_moves(review.goals, review.talks, review.period.first, zone)
        ),
    )


def _not_as_planned(reviews: Sequence[Review], zone: tzinfo) -> tuple[LedgerLine, ...]:
    """Each talk of the reviews that was moved or cancelled: figure C6."""
    lines = [
        line for review in reviews for line in ledger(review.person, (), review.schedule, zone)
    ]
    return tuple(newest_first(lines))
