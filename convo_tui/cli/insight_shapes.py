"""The figures as `convo insights --json` prints them; docs/json.md describes the keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convo_tui.cli.shapes import Shape
from convo_tui.domain.talk_share import Band
from convo_tui.domain.values import Side

if TYPE_CHECKING:
    from convo_tui.domain.figures.checks import Check
    from convo_tui.domain.figures.goals import GoalMoves
    from convo_tui.domain.figures.minutes import SegmentMinutes
    from convo_tui.domain.figures.person import Figures, PersonFigures, TeamFigures
    from convo_tui.domain.figures.promises import Kept
    from convo_tui.domain.figures.rhythm import Attention, Changed
    from convo_tui.domain.figures.share import Guesses, Outcomes, Shares
    from convo_tui.domain.figures.signs import Answers, SignTrend
    from convo_tui.domain.ledger import LedgerLine
    from convo_tui.domain.review import Period


def period_shape(period: Period) -> Shape:
    """The first and the last day."""
    return {"from": period.first.isoformat(), "to": period.last.isoformat()}


def person_shape(each: PersonFigures) -> Shape:
    """The figures of one person."""
    rhythm = each.rhythm
    return {
        "person": each.review.person.name,
        "on_track": [_check_shape(check) for check in each.checks],
        **_figures_shape(each.figures),
        "rhythm": {
            "expected": round(each.attention.expected, 1),
            "in_time": rhythm.in_time,
            "counted": rhythm.counted,
            "streak": rhythm.streak,
            "longest_days": rhythm.longest,
        },
    }


def team_shape(team: TeamFigures) -> Shape:
    """The figures of everybody, each and all together."""
    least, most = team.evenness or (None, None)
    return {
        "people": [person_shape(each) for each in team.people],
        "on_track": [
            {
                "id": check.id,
                "statement": check.statement,
                "answer": check.answer.value,
                "yes": check.yes,
                "known": check.known,
            }
            for check in team.checks
        ],
        "together": team.figures and _figures_shape(team.figures),
        "least": _attention_shape(least),
        "most": _attention_shape(most),
    }


def _attention_shape(attention: Attention | None) -> Shape | None:
    if attention is None:
        return None
    return {
        "person": attention.person.name,
        "held": attention.held,
        "expected": round(attention.expected, 1),
    }


def _figures_shape(figures: Figures) -> Shape:
    typed, feedback = figures.typed, figures.feedback
    return {
        "talks": figures.talks,
        "wins": figures.wins,
        "share": _shares_shape(figures.shares),
        "typing": typed and {"talks": typed.talks, "share": _rounded(typed.share)},
        "guesses": _guesses_shape(figures.guesses),
        "outcomes": _outcomes_shape(figures.outcomes),
        "minutes": [_minutes_shape(each) for each in figures.minutes],
        "commitments": {
            "manager": _kept_shape(figures.manager),
            "report": _kept_shape(figures.report),
        },
        "feedback": {
            "said": feedback.said,
            "days": feedback.days,
            "unsaid": feedback.unsaid,
            "oldest_days": feedback.oldest,
        },
        "moved": _changed_shape(figures.moved),
        "cancelled": _changed_shape(figures.cancelled),
        "ledger": [_line_shape(line) for line in figures.ledger],
        "weeks": [
            {"monday": week.monday.isoformat(), "held": week.held, "cancelled": week.cancelled}
            for week in figures.weeks
        ],
        "goals": [_goal_shape(each) for each in figures.goals],
        "signs": {each.sign.value: _sign_shape(each) for each in figures.signs},
        "questions": [
            {"question": each.text, "asked": each.times, "lines": round(each.lines, 1)}
            for each in figures.questions
        ],
    }


def _shares_shape(shares: Shares) -> Shape:
    return {
        "whole": _rounded(shares.whole),
        "lately": _rounded(shares.lately),
        "before": _rounded(shares.before),
        "bands": {band.value: shares.bands.get(band, 0) for band in Band},
        "talks": [
            {
                "id": each.talk.id,
                "share": _rounded(each.share),
                "band": each.band and each.band.value,
                "guess": _rounded(each.talk.guess),
            }
            for each in shares.talks
        ],
    }


def _guesses_shape(guesses: Guesses | None) -> Shape | None:
    if guesses is None:
        return None
    return {
        "count": guesses.talks,
        "bias": _rounded(guesses.bias),
        "miss": _rounded(guesses.miss),
        "lately": _rounded(guesses.lately),
    }


def _outcomes_shape(outcomes: Outcomes | None) -> Shape | None:
    if outcomes is None:
        return None
    return {
        "talks": outcomes.talks,
        "parted_at": _rounded(outcomes.parted_at),
        "kept_quiet": _rounded(outcomes.kept_quiet),
        "quiet": outcomes.quiet,
        "kept_loud": _rounded(outcomes.kept_loud),
        "loud": outcomes.loud,
    }


def _minutes_shape(minutes: SegmentMinutes) -> Shape:
    return {
        "segment": minutes.name,
        "talks": minutes.talks,
        "planned": round(minutes.planned, 1),
        "held": round(minutes.held, 1),
        "cut": minutes.cut,
        "short_by": None if minutes.short_by is None else round(minutes.short_by, 1),
    }


def _kept_shape(kept: Kept) -> Shape:
    return {
        "kept": kept.kept,
        "broken": kept.broken,
        "dropped": kept.dropped,
        "open": kept.open,
        "late": kept.late,
        "rate": _rounded(kept.rate),
    }


def _line_shape(line: LedgerLine) -> Shape:
    return {
        "person": line.person.name,
        "day": line.day.isoformat(),
        "what": line.what,
        "by": line.change and line.change.who.value,
        "reason": line.change and line.change.reason,
        "to": line.to and line.to.isoformat(),
    }


def _goal_shape(movement: GoalMoves) -> Shape:
    return {
        "id": movement.goal.id,
        "goal": movement.goal.title,
        "state": movement.goal.state.value,
        "progress": _rounded(movement.progress),
        "moved": movement.moved,
        "still": movement.still,
        "private": movement.goal.private,
    }


def _check_shape(check: Check) -> Shape:
    return {
        "id": check.id,
        "statement": check.statement,
        "answer": check.answer.value,
        "figure": check.figure,
        "good": check.good,
        "counted": check.counted,
    }


def _sign_shape(trend: SignTrend) -> Shape:
    return {
        "talks": trend.answers.talks,
        **_answers_shape(trend.answers),
        "lately": trend.lately and _answers_shape(trend.lately),
        "before": trend.before and _answers_shape(trend.before),
    }


def _answers_shape(answers: Answers) -> Shape:
    return {"more": answers.more, "same": answers.same, "less": answers.less}


def _changed_shape(changed: Changed) -> Shape:
    return {
        "count": changed.total,
        "by": {side.value: changed.by.get(side, 0) for side in Side},
        "reasons": list(changed.reasons),
    }


def _rounded(share: float | None) -> float | None:
    return None if share is None else round(share, 3)
