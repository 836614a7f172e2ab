"""Figures as sentences: the same on the screen, in the shell and under every plot.

Each sentence says of how many talks or things it is made. What is not known is left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from convo_tui.domain.counting import several
from convo_tui.domain.dates import short_date
from convo_tui.domain.figures.minutes import most_squeezed
from convo_tui.domain.figures.person import Figures, PersonFigures, TeamFigures
from convo_tui.domain.figures.promises import Kept
from convo_tui.domain.figures.rhythm import Attention, Changed
from convo_tui.domain.figures.share import SPAN, Guesses
from convo_tui.domain.ledger import became_words
from convo_tui.domain.talk_share import percent
from convo_tui.domain.values import Side

MOST_QUESTIONS = 3
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


def told_person(each: PersonFigures) -> tuple[Told, ...]:
    """Everything that can be said about the talks with one person."""
    name = each.review.person.first_name
    return _groups(
        ("Talks", _rhythm(each)),
        (LEDGER, _ledger(each.figures, named=False)),
        *_parts(each.figures, name),
    )


def told_team(team: TeamFigures) -> tuple[Told, ...]:
    """Everything that can be said about all talks together."""
    if team.figures is None:
        return ()
    return _groups(
        ("Talks", _team_rhythm(team)),
        (LEDGER, _team_ledger(team)),
        *_parts(team.figures, "they"),
    )


def _groups(*groups: tuple[str, Iterator[str]]) -> tuple[Told, ...]:
    told = ((title, tuple(sentences)) for title, sentences in groups)
    return tuple(Told(title, sentences) for title, sentences in told if sentences)


def _parts(figures: Figures, name: str) -> tuple[tuple[str, Iterator[str]], ...]:
    return (
        ("Talk share", _share(figures)),
        ("Minutes", _minutes(figures)),
        ("Commitments", _commitments(figures, name)),
        ("Feedback", _feedback(figures)),
        ("Questions", _questions(figures)),
    )


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
    yield from _changes(figures, "them")
    if team.evenness is not None:
        least, most = team.evenness
        yield f"Least of their rhythm: {_got(least)}. Most: {_got(most)}."


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


def _share(figures: Figures) -> Iterator[str]:
    shares = figures.shares
    if shares.whole is None:
        return
    count = several(len(shares.talks), "talk")
    yield f"You spoke {percent(shares.whole)} % of the time, over {count}."
    if shares.lately is not None and shares.before is not None:
        half = min(SPAN, len(shares.talks) // 2)
        yield (
            f"In the last {several(half, 'talk')} {percent(shares.lately)} %,"
            f" in the {half} before {percent(shares.before)} %."
        )
    if figures.guesses is not None:
        yield _guessed(figures.guesses)
    yield from _outcomes(figures)


def _guessed(guesses: Guesses) -> str:
    points = round(100 * guesses.bias)
    way = "too high" if points > 0 else "too low"
    if guesses.talks == 1:
        return f"Your guess was {abs(points)} points {way}." if points else "Your guess was right."
    miss = round(100 * guesses.miss)
    tail = f"; on average {abs(points)} points {way}" if points else ""
    return f"Half of your {guesses.talks} guesses came within {miss} points{tail}."


def _outcomes(figures: Figures) -> Iterator[str]:
    outcomes = figures.outcomes
    if outcomes is None or outcomes.kept_quiet is None or outcomes.kept_loud is None:
        return
    yield (
        f"Where you spoke up to {percent(outcomes.parted_at)} %, {percent(outcomes.kept_quiet)} %"
        f" of {outcomes.quiet} commitments were kept; where you spoke more,"
        f" {percent(outcomes.kept_loud)} % of {outcomes.loud}."
        " A coincidence until proven."
    )


def _minutes(figures: Figures) -> Iterator[str]:
    for each in figures.minutes:
        sentence = f"{each.name}: {each.held:.0f} of {each.planned:.0f} min"
        if each.cut and each.short_by is not None:
            sentence += f"; cut short in {each.cut} of {each.talks}, by {each.short_by:.0f} min"
        yield f"{sentence}."
    squeezed = most_squeezed(figures.minutes)
    if squeezed is not None and squeezed.cut > 1:
        yield f"Squeezed most: {squeezed.name}."


def _commitments(figures: Figures, name: str) -> Iterator[str]:
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
        yield f"{kept.open} open"
    if kept.late:
        yield f"{kept.late} late"


def _feedback(figures: Figures) -> Iterator[str]:
    feedback = figures.feedback
    if feedback.days is not None:
        pieces = "It was" if feedback.said == 1 else f"Half of {feedback.said} pieces were"
        yield f"{pieces} said within {_days(feedback.days)} of being seen."
    if feedback.unsaid and feedback.oldest is not None:
        yield f"{feedback.unsaid} unsaid, the oldest for {several(feedback.oldest, 'day')}."


def _days(days: float) -> str:
    return several(int(days), "day") if days == int(days) else f"{days:.1f} days"


def _questions(figures: Figures) -> Iterator[str]:
    for each in figures.questions[:MOST_QUESTIONS]:
        if each.lines:
            lines = (
                f"{each.lines:.1f} lines of answer"
                if each.times > 1
                else (several(round(each.lines), "line") + " of answer")
            )
            times = "once" if each.times == 1 else f"{each.times} times"
            yield f"“{each.text}”: {lines}, asked {times}."
