"""What comes of the talks, in sentences: commitments, feedback, goals, signs and questions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from convo_tui.domain.counting import several
from convo_tui.domain.figures.goals import GoalMoves
from convo_tui.domain.figures.person import Figures, TeamFigures
from convo_tui.domain.figures.promises import Kept
from convo_tui.domain.figures.signs import TREND_FROM
from convo_tui.domain.goals import GoalState
from convo_tui.domain.sign_words import count_words, trend_words
from convo_tui.domain.signs import Sign
from convo_tui.domain.talk_share import percent

MOST_QUESTIONS = 3
MOST_GOALS = 20
"""Goals that are told one by one."""

HIDDEN = "~ private"
"""Stands for what is private while that is hidden."""

SIGNS = {
    Sign.SOONER: "Raises problems sooner",
    Sign.IDEAS: "Comes with own ideas",
    Sign.GOALS: "Goals move",
    Sign.ENGAGED: "Engaged",
    Sign.STAYS: "Likely to stay",
    Sign.ENERGY: "Your energy",
}
"""What each answer after a talk is about, in a few words."""


def commitment_sentences(figures: Figures, name: str) -> Iterator[str]:
    """What both sides kept, and what still stands."""
    for who, kept in (("You", figures.manager), (name[:1].upper() + name[1:], figures.report)):
        facts = list(_kept(kept))
        if facts:
            yield f"{who}: {', '.join(facts)}."


def _kept(kept: Kept) -> Iterator[str]:
    if kept.rate is not None:
        yield f"{kept.kept} of {kept.kept + kept.broken} kept ({percent(kept.rate)} %)"
    if kept.broken:
        yield f"{kept.broken} broken"
    if kept.dropped:
        yield f"{kept.dropped} dropped"
    if kept.open:
        late = "late" if kept.late == kept.open else f"{kept.late} of them late"
        yield f"{kept.open} open ({late})" if kept.late else f"{kept.open} open"


def feedback_sentences(figures: Figures) -> Iterator[str]:
    """How long feedback waited until it was said, and what still waits."""
    feedback = figures.feedback
    if feedback.days is not None:
        pieces = "It was" if feedback.said == 1 else f"Half of {feedback.said} pieces were"
        yield f"{pieces} said within {_days(feedback.days)} of being seen."
    if feedback.unsaid and feedback.oldest is not None:
        yield f"{feedback.unsaid} unsaid, the oldest for {several(feedback.oldest, 'day')}."


def _days(days: float) -> str:
    return several(int(days), "day") if days == int(days) else f"{days:.1f} days"


def question_sentences(figures: Figures) -> Iterator[str]:
    """Which questions led to the longest answers."""
    for each in figures.questions[:MOST_QUESTIONS]:
        if each.lines:
            lines = (
                f"{each.lines:.1f} lines of answer"
                if each.times > 1
                else (several(round(each.lines), "line") + " of answer")
            )
            times = "once" if each.times == 1 else f"{each.times} times"
            yield f"“{each.text}”: {lines}, asked {times}."


def goal_sentences(figures: Figures, *, hides: bool) -> Iterator[str]:
    """How many goals moved, and how each stands."""
    goals = figures.goals
    if not goals:
        return
    moved = sum(each.moved for each in goals)
    yield f"{moved} of {several(len(goals), 'goal')} moved in this time{_still(goals)}."
    for each in goals[:MOST_GOALS]:
        title = HIDDEN if hides and each.goal.private else each.goal.title
        yield f"{title}: {', '.join(_stands(each))}."
    if len(goals) > MOST_GOALS:
        yield f"And {len(goals) - MOST_GOALS} more."


def team_goal_sentences(team: TeamFigures) -> Iterator[str]:
    """How many goals moved, of everybody and of each; their titles are on the people's pages."""
    goals = team.figures.goals if team.figures is not None else ()
    if not goals:
        return
    moved = sum(each.moved for each in goals)
    yield f"{moved} of {several(len(goals), 'goal')} moved in this time{_still(goals)}."
    for person in team.people:
        if theirs := person.figures.goals:
            moved = sum(each.moved for each in theirs)
            name = person.review.person.first_name
            yield f"{name}: {moved} of {len(theirs)} moved{_still(theirs)}."


def _still(goals: Sequence[GoalMoves]) -> str:
    """`; 1 stood still at the end`: a goal that moved early in the time may do so."""
    still = sum(each.stands_still for each in goals)
    return f"; {still} stood still at the end" if still else ""


def team_feedback_sentences(team: TeamFigures) -> Iterator[str]:
    """How long feedback waited, over all and with each person."""
    if team.figures is None:
        return
    yield from feedback_sentences(team.figures)
    for person in team.people:
        feedback, facts = person.figures.feedback, []
        if feedback.days is not None:
            facts.append(f"{_days(feedback.days)} in the median of {feedback.said}")
        if feedback.unsaid:
            facts.append(f"{feedback.unsaid} unsaid")
        if facts:
            yield f"{person.review.person.first_name}: {', '.join(facts)}."


def _stands(each: GoalMoves) -> Iterator[str]:
    if each.goal.state is GoalState.REACHED:
        yield "reached"
    else:
        yield "no figure yet" if each.progress is None else f"{percent(each.progress)} % of the way"
    if each.stands_still and each.moved:
        yield f"it moved, but not in the last {several(each.still, 'talk')}"
    elif each.stands_still:
        yield f"no movement for {several(each.still, 'talk')}"
    elif each.moved:
        yield "it moved"


def sign_sentences(figures: Figures, *, hides: bool) -> Iterator[str]:
    """What the answers after the talks say, from the fifth answer on; always private."""
    given = [each for each in figures.signs if each.answers.talks]
    if not given:
        return
    if hides:
        yield f"{HIDDEN}."
        return
    told = [(each, words) for each in given if (words := trend_words(each))]
    for each, words in told:
        yield f"{SIGNS[each.sign]}: {words}; {count_words(each)}."
    if len(told) < len(given):
        most = max(each.answers.talks for each in given if not trend_words(each))
        which = "The others are" if told else "They are"
        yield f"{which} told once {TREND_FROM} talks have an answer; so far {most} at most."
