"""The plots of the page of figures, by the heading under which they stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual.content import Content

from convo_tui.domain.figures.person import Figures
from convo_tui.domain.figures.promises import Kept
from convo_tui.domain.figures.rhythm import Attention
from convo_tui.domain.figures.telling import GOALS, OUTCOMES, SIGNS
from convo_tui.domain.figures.telling_between import HIDDEN, MOST_GOALS
from convo_tui.domain.figures.telling_between import SIGNS as ABOUT
from convo_tui.domain.meeting import Meeting
from convo_tui.domain.signs import Signs
from convo_tui.domain.talk_share import Band, Bands, percent
from convo_tui.text import clean
from convo_tui.ui.widgets.plots import Columns, Measure
from convo_tui.ui.widgets.row import Row
from convo_tui.ui.widgets.rows import gap, hint
from convo_tui.ui.widgets.strips import Answers, Weeks

SHARE_LINES = 10
"""Lines of the plot of the talk share: ten percent each, so that the bands can be told apart."""

NEAR = 0.05
"""A guess no further from the share is told as right."""

GOAL_CELLS = 26
SIGN_CELLS = 23
ANSWERS = {-1: "-", 0: "=", 1: "+", None: "·"}
"""The sign of each answer after a talk."""


def plots_of(
    figures: Figures,
    talks: Sequence[Meeting],
    signs: Sequence[Signs],
    name: str,
    bands: Bands,
    *,
    hides: bool,
) -> dict[str, list[Row]]:
    """The plots by the heading of their sentences; what cannot be known has none.

    Args:
        figures: what to plot.
        talks: of the period, in any order.
        signs: the answers after them, oldest first.
        name: what the other is called.
        bands: where the bands of the talk share meet.
        hides: whether private things are hidden.
    """
    return {
        "Talks": [Weeks(figures.weeks)] if any(week.held for week in figures.weeks) else [],
        "Talk share": list(_shares(figures, talks, bands)),
        OUTCOMES: list(_outcomes(figures)),
        "Minutes": list(_minutes(figures)),
        "Commitments": list(_kept(figures, name)),
        GOALS: list(_goals(figures, hides=hides)),
        SIGNS: [] if hides else list(_signs(figures, signs)),
    }


def evenness(people: Sequence[Attention]) -> Iterator[Row]:
    """What each person got of what their rhythm promises, the least first."""
    known = [(each, share) for each in people if (share := each.share) is not None]
    most = max((share for _, share in known), default=1.0)
    for each, share in sorted(known, key=lambda pair: pair[1]):
        words = Content.assemble(f"{each.held:3}", (f" of {each.expected:2.0f} talks", "$muted"))
        name = clean(each.person.first_name)
        yield Measure(name, share, 1.0, max(most, 1.0), words, style="$report")
    if known:
        yield gap()


def _shares(figures: Figures, talks: Sequence[Meeting], bands: Bands) -> Iterator[Row]:
    if not figures.shares.talks:
        return
    by_time = sorted(talks, key=lambda talk: talk.started_at)
    guessed = [_guessed(talk) for talk in by_time]
    any_guess = any(sign.strip() for sign in guessed)
    yield Columns(
        [talk.sums.manager_share for talk in by_time],
        "$manager",
        height=SHARE_LINES,
        limits=_limits(bands),
        below=guessed if any_guess else (),
        below_label="guess" if any_guess else "",
    )
    if any_guess:
        yield hint("guess: ▲ too high  ▼ too low  = within 5 points")


def _limits(bands: Bands) -> dict[float, str]:
    """Where each band begins, in words."""
    begins = {
        0.0: Band.QUIET,
        bands.quiet: Band.GOOD,
        bands.good: Band.FINE,
        bands.fine: Band.LEANING_IN,
        bands.leaning_in: Band.TALKING_A_LOT,
        bands.lecturing: Band.LECTURING,
    }
    return {share: f"{band.value} {percent(share):2} %" for share, band in begins.items()}


def _guessed(talk: Meeting) -> str:
    share = talk.sums.manager_share
    if talk.guess is None or share is None:
        return " "
    gap = talk.guess - share
    return "=" if abs(gap) <= NEAR else "▲" if gap > 0 else "▼"


def _outcomes(figures: Figures) -> Iterator[Row]:
    found = figures.outcomes
    if found is None or found.kept_quiet is None or found.kept_loud is None:
        return
    limit = percent(found.parted_at)
    for label, rate, count in (
        (f"up to {limit} %", found.kept_quiet, found.quiet),
        ("more", found.kept_loud, found.loud),
    ):
        words = Content.assemble(f"{percent(rate):3} %", (f" of {count:2} kept", "$muted"))
        yield Measure(label, rate, 1.0, 1.0, words)


def _minutes(figures: Figures) -> Iterator[Row]:
    most = max((max(each.held, each.planned) for each in figures.minutes), default=0.0)
    for each in figures.minutes:
        words = Content.assemble(f"{each.held:4.1f}", (f" of {each.planned:2.0f} min", "$muted"))
        style = "$asks" if each.cut > each.talks / 2 else "$foreground"
        yield Measure(clean(each.name), each.held, each.planned, most, words, style=style)


def _kept(figures: Figures, name: str) -> Iterator[Row]:
    for who, kept, style in (
        ("you", figures.manager, "$manager"),
        (name, figures.report, "$report"),
    ):
        if kept.rate is not None:
            yield Measure(who, kept.rate, 1.0, 1.0, _rate(kept), style=style)


def _rate(kept: Kept) -> Content:
    return Content.assemble(
        f"{percent(kept.rate or 0.0):3} %", (f" of {kept.kept + kept.broken:2} kept", "$muted")
    )


def _goals(figures: Figures, *, hides: bool) -> Iterator[Row]:
    for each in figures.goals[:MOST_GOALS]:
        if each.progress is not None:
            title = HIDDEN if hides and each.goal.private else clean(each.goal.title)
            words = Content.styled(f"{percent(each.progress):3} %", "$foreground")
            yield Measure(title, each.progress, 1.0, 1.0, words, label_cells=GOAL_CELLS)


def _signs(figures: Figures, signs: Sequence[Signs]) -> Iterator[Row]:
    """A sign a talk, for what has enough answers to be told."""
    any_told = False
    for each in figures.signs:
        if each.lately is None:
            continue
        any_told = True
        answers = [ANSWERS[given.answer(each.sign)] for given in signs]
        counts = each.answers
        words = Content.assemble(
            f"{counts.more:3} +  {counts.same:3} =  {counts.less:3} -",
            (f"  of {counts.talks:2}", "$muted"),
        )
        yield Answers(ABOUT[each.sign], answers, words, label_cells=SIGN_CELLS)
    if any_told:
        yield hint("+ more  = the same  - less  · skipped; the newest at the right")
