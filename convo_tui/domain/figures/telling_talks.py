"""What the talks themselves add up to, in sentences: who spoke, and what got its minutes."""

from __future__ import annotations

from collections.abc import Iterator

from convo_tui.domain.counting import several
from convo_tui.domain.figures.minutes import most_squeezed
from convo_tui.domain.figures.person import Figures
from convo_tui.domain.figures.share import SPAN, Guesses
from convo_tui.domain.talk_share import percent


def share_sentences(figures: Figures) -> Iterator[str]:
    """Who spoke how much, how well that was guessed, and how much was typed meanwhile."""
    shares = figures.shares
    if shares.whole is None:
        return
    count = several(len(shares.talks), "talk")
    yield f"You spoke {percent(shares.whole)} % of the time, over {count}."
    if len(shares.bands) > 1:
        bands = ", ".join(f"{times} {band.value}" for band, times in shares.bands.items())
        yield f"By talk: {bands}."
    if shares.lately is not None and shares.before is not None:
        half = min(SPAN, len(shares.talks) // 2)
        yield (
            f"In the last {several(half, 'talk')} {percent(shares.lately)} %,"
            f" in the {half} before {percent(shares.before)} %."
        )
    if figures.guesses is not None:
        yield _guessed(figures.guesses)
    if figures.typed is not None:
        counted = several(figures.typed.talks, "talk")
        share = percent(figures.typed.share)
        yield f"You typed during {share} % of their speaking time, over {counted}."


def _guessed(guesses: Guesses) -> str:
    points = round(100 * guesses.bias)
    way = "too high" if points > 0 else "too low"
    if guesses.talks == 1:
        return f"Your guess was {abs(points)} points {way}." if points else "Your guess was right."
    miss = round(100 * guesses.miss)
    tail = f"; on average {abs(points)} points {way}" if points else ""
    return f"Half of your {guesses.talks} guesses came within {miss} points{tail}."


def outcome_sentences(figures: Figures) -> Iterator[str]:
    """What was kept beside who spoke; it says nothing of why."""
    outcomes = figures.outcomes
    if outcomes is None or outcomes.kept_quiet is None or outcomes.kept_loud is None:
        return
    yield (
        f"Where you spoke up to {percent(outcomes.parted_at)} %, {percent(outcomes.kept_quiet)} %"
        f" of {outcomes.quiet} commitments were kept; where you spoke more,"
        f" {percent(outcomes.kept_loud)} % of {outcomes.loud}."
        " This is a coincidence until proven."
    )


def minutes_sentences(figures: Figures) -> Iterator[str]:
    """Minutes against plan, and which segment is cut short."""
    for each in figures.minutes:
        sentence = f"{each.name}: {each.held:.0f} of {each.planned:.0f} min"
        if each.cut and each.short_by is not None:
            sentence += f"; cut short in {each.cut} of {each.talks}, by {each.short_by:.0f} min"
        yield f"{sentence}."
    squeezed = most_squeezed(figures.minutes)
    if squeezed is not None and squeezed.cut > 1:
        yield f"Squeezed most: {squeezed.name}."
