"""What the answers after the talks add up to: the five signs, and the manager's own energy."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from convo_tui.domain.figures.share import SPAN
from convo_tui.domain.signs import Sign, Signs

TREND_FROM = 5
"""Talks with an answer before a trend is told."""

MORE, SAME, LESS = 1, 0, -1


@dataclass(frozen=True, slots=True)
class Answers:
    """How often each answer was given to one question."""

    less: int = 0
    same: int = 0
    more: int = 0

    @property
    def talks(self) -> int:
        """Talks with an answer; skipped ones are in no figure."""
        return self.less + self.same + self.more

    @property
    def mean(self) -> float | None:
        """Of -1 (less), 0 (the same) and 1 (more)."""
        return (self.more - self.less) / self.talks if self.talks else None

    def times(self, answer: int) -> int:
        """How often this answer was given."""
        return {LESS: self.less, SAME: self.same, MORE: self.more}[answer]

    @property
    def usual(self) -> int | None:
        """The answer given most often; None where two were given equally often, or none was."""
        most = max(self.less, self.same, self.more)
        often = [answer for answer in (LESS, SAME, MORE) if self.times(answer) == most]
        return often[0] if most and len(often) == 1 else None


@dataclass(frozen=True, slots=True)
class SignTrend:
    """The answers to one question over some talks: figure A1, for the energy figure A2.

    Attributes:
        answers: of all the talks.
        lately, before: of the newest half of the last ten with an answer (at most five), and of
            the half before it; None until there are enough of them.
    """

    sign: Sign
    answers: Answers
    lately: Answers | None = None
    before: Answers | None = None

    @property
    def moved(self) -> float | None:
        """Mean of the newer half - mean of the half before it; above 0 it goes up."""
        if self.lately is None or self.before is None:
            return None
        return (self.lately.mean or 0.0) - (self.before.mean or 0.0)


def sign_trend(sign: Sign, signs: Iterable[Signs], *, trend_from: int = TREND_FROM) -> SignTrend:
    """The answers to one question.

    Args:
        sign: which question.
        signs: of the talks in their order, oldest first; those that skipped it are left out.
        trend_from: how many answers a trend needs.
    """
    given = [answer for each in signs if (answer := each.answer(sign)) is not None]
    if len(given) < trend_from:
        return SignTrend(sign, _count(given))
    half = min(SPAN, len(given) // 2)
    return SignTrend(sign, _count(given), _count(given[-half:]), _count(given[-2 * half : -half]))


def sign_trends(signs: Iterable[Signs], *, trend_from: int = TREND_FROM) -> tuple[SignTrend, ...]:
    """The answers to each of the six questions; see `sign_trend`."""
    listed = tuple(signs)
    return tuple(sign_trend(sign, listed, trend_from=trend_from) for sign in Sign)


def _count(given: Sequence[int]) -> Answers:
    return Answers(given.count(LESS), given.count(SAME), given.count(MORE))
