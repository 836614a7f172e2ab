"""How much the manager speaks: by talk, against the guess, and beside what came of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean, median

from convo_tui.domain.commitments import Commitment, CommitmentState
from convo_tui.domain.meeting import Meeting
from convo_tui.domain.talk_share import DEFAULT_BANDS, Band, Bands, band
from convo_tui.domain.values import Side

SPAN = 5
"""Talks on each side of a trend, at most."""

TREND_FROM = 5
"""Talks with a known share before a trend is told: two fifths of them may be chance."""

OUTCOMES_FROM = 10
"""Talks with a known share before it is set beside what came of the talks."""


@dataclass(frozen=True, slots=True)
class TalkShare:
    """The share of one talk: figure S1.

    Attributes:
        share: manager_share, 0 to 1.
        band: what it is called; None for a talk too short to judge.
    """

    talk: Meeting
    share: float
    band: Band | None


@dataclass(frozen=True, slots=True)
class Shares:
    """The shares of some talks: figures S1 to S3.

    Attributes:
        talks: those with a known share, oldest first.
        whole: manager seconds / (manager + report seconds) of all of them together.
        lately, before: the same of the newest half of the last ten, and of the half before it;
            None until there are enough talks.
    """

    talks: tuple[TalkShare, ...] = ()
    whole: float | None = None
    lately: float | None = None
    before: float | None = None

    @property
    def bands(self) -> dict[Band, int]:
        """How many talks lie in each band that has any, the quietest first: figure S6."""
        counts = Counter(each.band for each in self.talks)
        return {band: counts[band] for band in Band if counts[band]}


def shares(
    talks: Iterable[Meeting],
    bands: Bands = DEFAULT_BANDS,
    *,
    trend_from: int = TREND_FROM,
) -> Shares:
    """The manager's share by talk and over all.

    Args:
        talks: held, in any order; those without a tracked share are left out.
        bands: where the bands meet.
        trend_from: how many talks a trend needs.
    """
    known = sorted(_tracked(talks), key=lambda talk: talk.started_at)
    listed = tuple(
        TalkShare(talk, share, band(share, talk.sums.total, bands))
        for talk in known
        if (share := talk.sums.manager_share) is not None
    )
    if len(known) < trend_from:
        return Shares(listed, _pooled(known))
    half = min(SPAN, len(known) // 2)
    return Shares(listed, _pooled(known), _pooled(known[-half:]), _pooled(known[-2 * half : -half]))


def _tracked(talks: Iterable[Meeting]) -> list[Meeting]:
    return [talk for talk in talks if talk.sums.tracked > 0]


def _pooled(talks: Sequence[Meeting]) -> float | None:
    """The share of all seconds together, so that a talk of three minutes weighs three minutes."""
    tracked = sum(talk.sums.tracked for talk in talks)
    return sum(talk.sums.manager for talk in talks) / tracked if tracked else None


@dataclass(frozen=True, slots=True)
class Guesses:
    """The guess against the truth: figure S4; both in shares of 0 to 1.

    Attributes:
        talks: how many had a guess and a share.
        bias: mean of guess - truth; above 0 the manager believes to speak more than they do.
        miss: median of the distance between the two.
        lately: the distance in the newest talk.
    """

    talks: int
    bias: float
    miss: float
    lately: float


def guesses(talks: Iterable[Meeting]) -> Guesses | None:
    """How well the manager knows their own share; None without a guess."""
    known = [
        talk.guess - share
        for talk in sorted(talks, key=lambda talk: talk.started_at)
        if talk.guess is not None and (share := talk.sums.manager_share) is not None
    ]
    if not known:
        return None
    return Guesses(len(known), fmean(known), median(map(abs, known)), abs(known[-1]))


@dataclass(frozen=True, slots=True)
class Typed:
    """Typing while the person spoke, over some talks: figure Y2.

    Attributes:
        talks: in how many it was counted.
        share: all typed seconds / all seconds of the person in them, 0 to 1.
    """

    talks: int
    share: float


def typed(talks: Iterable[Meeting]) -> Typed | None:
    """How much the manager typed while the other spoke; None where nobody counted."""
    known = [
        (talk.typed_seconds, talk.report_seconds)
        for talk in talks
        if talk.typed_seconds is not None and talk.report_seconds > 0
    ]
    if not known:
        return None
    spoken = sum(seconds for _, seconds in known)
    return Typed(len(known), sum(min(typed, seconds) for typed, seconds in known) / spoken)


@dataclass(frozen=True, slots=True)
class Outcomes:
    """Commitments kept after talks with less and with more of the manager: figure S5.

    A coincidence until proven: it says nothing of why.

    Attributes:
        talks: of how many talks it is made.
        parted_at: the median share, at which the talks are parted.
        kept_quiet, kept_loud: kept / (kept + broken) of the report's commitments made in talks at
            or below it, and above it; None where none of them was closed.
        quiet, loud: of how many commitments.
    """

    talks: int
    parted_at: float
    kept_quiet: float | None
    kept_loud: float | None
    quiet: int
    loud: int


def outcomes(
    talks: Iterable[Meeting],
    commitments: Iterable[Commitment],
    *,
    least: int = OUTCOMES_FROM,
) -> Outcomes | None:
    """What came of the talks beside who spoke in them; None until there are enough talks."""
    known = {talk.id: share for talk in talks if (share := talk.sums.manager_share) is not None}
    if len(known) < least:
        return None
    middle = median(known.values())
    closed = [
        each
        for each in commitments
        if each.meeting_id in known
        and each.owner is not Side.MANAGER
        and each.state in (CommitmentState.KEPT, CommitmentState.BROKEN)
    ]
    quiet = [each for each in closed if known[each.meeting_id or ""] <= middle]
    loud = [each for each in closed if known[each.meeting_id or ""] > middle]
    return Outcomes(len(known), middle, _kept(quiet), _kept(loud), len(quiet), len(loud))


def _kept(commitments: Sequence[Commitment]) -> float | None:
    if not commitments:
        return None
    return sum(each.state is CommitmentState.KEPT for each in commitments) / len(commitments)
