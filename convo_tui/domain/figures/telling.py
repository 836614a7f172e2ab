"""Figures as sentences: the same on the screen, in the shell and under every plot.

Each sentence says of how many talks or things it is made. What is not known is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from convo_tui.domain.counting import several
from convo_tui.domain.dates import short_date
from convo_tui.domain.figures.checks import Answer, Check, TeamCheck
from convo_tui.domain.figures.person import Figures, PersonFigures, TeamFigures
from convo_tui.domain.figures.rhythm import Attention, Changed
from convo_tui.domain.figures.telling_between import (
    commitment_sentences,
    feedback_sentences,
    goal_sentences,
    question_sentences,
    sign_sentences,
    team_feedback_sentences,
    team_goal_sentences,
)
from convo_tui.domain.figures.telling_talks import (
    minutes_sentences,
    outcome_sentences,
    share_sentences,
)
from convo_tui.domain.ledger import became_words
from convo_tui.domain.values import Side

LEDGER = "Moved and cancelled"
MOST_LINES = 20
"""Talks moved or cancelled that are told one by one."""


@dataclass(frozen=True, slots=True)
class Told:
    """A group of sentences.

    Attributes:
        title: what they are about.
        sentences: at least one.
    """

    title: str
    sentences: tuple[str, ...]


ON_TRACK = "On track"
OUTCOMES = "Share and outcomes"
SIGNS = "Signs and energy"
GOALS = "Goals"


def told_person(each: PersonFigures, *, hides: bool = False) -> tuple[Told, ...]:
    """Everything that can be said about the talks with one person.

    Args:
        each: their figures.
        hides: whether private things are hidden.
    """
    name, figures = each.review.person.first_name, each.figures
    goals = goal_sentences(figures, hides=hides)
    return _groups(
        (ON_TRACK, _checks(each.checks)),
        ("Talks", _rhythm(each)),
        (LEDGER, _ledger(figures, named=False)),
        *_parts(figures, name, goals, feedback_sentences(figures), hides=hides),
    )


def told_team(team: TeamFigures, *, hides: bool = False) -> tuple[Told, ...]:
    """Everything that can be said about all talks together; see `told_person`."""
    if team.figures is None:
        return ()
    goals, feedback = team_goal_sentences(team), team_feedback_sentences(team)
    return _groups(
        (ON_TRACK, _checks(team.checks)),
        ("Talks", _team_rhythm(team)),
        (LEDGER, _team_ledger(team)),
        *_parts(team.figures, "they", goals, feedback, hides=hides),
    )


def _groups(*groups: tuple[str, Iterator[str]]) -> tuple[Told, ...]:
    told = ((title, tuple(sentences)) for title, sentences in groups)
    return tuple(Told(title, sentences) for title, sentences in told if sentences)


def _parts(
    figures: Figures,
    name: str,
    goals: Iterator[str],
    feedback: Iterator[str],
    *,
    hides: bool,
) -> tuple[tuple[str, Iterator[str]], ...]:
    return (
        ("Talk share", share_sentences(figures)),
        (OUTCOMES, outcome_sentences(figures)),
        ("Minutes", minutes_sentences(figures)),
        ("Commitments", commitment_sentences(figures, name)),
        (GOALS, goals),
        ("Feedback", feedback),
        ("Questions", question_sentences(figures)),
        (SIGNS, sign_sentences(figures, hides=hides)),
    )


ANSWER_CELLS = max(len(answer) for answer in Answer)


def _checks(checks: Sequence[Check | TeamCheck]) -> Iterator[str]:
    """Nothing while nothing is known."""
    if all(check.answer is Answer.UNKNOWN for check in checks):
        return
    for check in checks:
        yield f"{check.answer:<{ANSWER_CELLS}}  {check.statement}: {check.figure}."


def _rhythm(each: PersonFigures) -> Iterator[str]:
    rhythm, attention = each.rhythm, each.attention
    if not rhythm.held:
        yield "No talk was held in this time."
    elif attention.share is not None:
        yield f"{several(rhythm.held, 'talk')} held, of {attention.expected:.0f} in the rhythm."
    else:
        yield f"{several(rhythm.held, 'talk')} held."
    if rhythm.counted:
        yield f"{rhythm.in_time} of {rhythm.counted} came in time."
    if rhythm.streak > 1:
        yield f"The last {rhythm.streak} came in time, one after the other."
    if rhythm.longest:
        yield f"The longest time without one: {several(rhythm.longest, 'day')}."
    yield from _weeks(each.figures)
    yield from _changes(each.figures, each.review.person.first_name)
    if each.figures.talks:
        yield f"{several(each.figures.wins, 'win')} written down."


def _team_rhythm(team: TeamFigures) -> Iterator[str]:
    figures = team.figures
    if figures is None:
        return
    people = several(len(team.people), "person", "people")
    met = sum(each.figures.talks > 0 for each in team.people)
    if met < len(team.people):
        people = f"{met} of {people}"
    if figures.talks:
        yield f"{several(figures.talks, 'talk')} held with {people}."
    else:
        yield "No talk was held in this time."
    yield from _weeks(figures)
    yield from _changes(figures, "them")
    if team.evenness is not None:
        least, most = team.evenness
        yield f"Fewest talks for their rhythm: {_got(least)}. Most: {_got(most)}."


def _weeks(figures: Figures) -> Iterator[str]:
    """In how many weeks of the strip there was a talk."""
    with_talk = sum(week.held > 0 for week in figures.weeks)
    if with_talk:
        yield f"A talk in {with_talk} of {several(len(figures.weeks), 'week')}."


def _got(attention: Attention) -> str:
    return f"{attention.person.first_name}, {attention.held} of {attention.expected:.0f} talks"


def _changes(figures: Figures, name: str) -> Iterator[str]:
    for word, ledger in (("moved", figures.moved), ("cancelled", figures.cancelled)):
        if ledger.total:
            yield f"{ledger.total} {word}: {_by(ledger, name)}."


def _by(ledger: Changed, name: str) -> str:
    who = {Side.MANAGER: "you", Side.REPORT: name, Side.BOTH: "both"}
    return ", ".join(f"{ledger.by[side]} by {who[side]}" for side in Side if side in ledger.by)


def _team_ledger(team: TeamFigures) -> Iterator[str]:
    """Who had how many talks moved and cancelled, the most first; then each of them."""
    if team.figures is None:
        return
    counts = [
        (each.figures.moved.total, each.figures.cancelled.total, each) for each in team.people
    ]
    counts.sort(key=lambda count: (-count[1], -count[0]))
    for moved, cancelled, each in counts:
        if moved or cancelled:
            facts = [f"{n} {word}" for n, word in ((cancelled, "cancelled"), (moved, "moved")) if n]
            held = several(each.figures.talks, "talk")
            yield f"{each.review.person.first_name}: {', '.join(facts)}; {held} held."
    yield from _ledger(team.figures, named=True)


def _ledger(figures: Figures, *, named: bool) -> Iterator[str]:
    for line in figures.ledger[:MOST_LINES]:
        name = line.person.first_name
        day = short_date(line.day, figures.last)
        whose = f" with {name}" if named else ""
        yield f"{day}{whose}: {became_words(line, name, figures.last)}."
    if len(figures.ledger) > MOST_LINES:
        yield f"And {len(figures.ledger) - MOST_LINES} before."
