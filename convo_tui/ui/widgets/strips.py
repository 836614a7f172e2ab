"""Strips of one sign a week or a talk, the newest at the right; they read without colour."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from convo_tui.domain.figures.rhythm import Week
from convo_tui.ui.widgets.row import MARKER_WIDTH, Row

NONE, ONE, CANCELLED = "·", "▪", "×"
MANY = "▂▄▆█"
"""One talk in a week to four, where any week has more than one."""

MONTH_CELLS = 3


class Weeks(Row):
    """Talks by week with their months: `·` none, `▪` one, `×` cancelled and none held."""

    def __init__(self, weeks: Sequence[Week]) -> None:
        super().__init__("")
        self._weeks = weeks
        self._most = max((week.held for week in weeks), default=0)

    @property
    def plain(self) -> str:
        """A strip has no words; the sentences beneath it say the same."""
        return ""

    def lines(self, width: int) -> list[Content]:
        """The weeks, and the months beneath them where they begin."""
        shown = self._weeks[-max(1, width - MARKER_WIDTH) :]
        indent = " " * MARKER_WIDTH
        months = Content.styled(_months(shown), "$muted")
        return [Content.assemble(indent, *map(self._week, shown)), Content.assemble(indent, months)]

    def _week(self, week: Week) -> tuple[str, str]:
        if week.held == 0:
            return (CANCELLED, "$asks") if week.cancelled else (NONE, "$muted")
        if self._most == 1:
            return ONE, "$foreground"
        return MANY[min(week.held, len(MANY)) - 1], "$foreground"


def _months(weeks: Sequence[Week]) -> str:
    """`Jan Feb` beneath the weeks in which the months begin, each where it has room."""
    line = ""
    before = None
    for place, week in enumerate(weeks):
        month = week.monday.month
        fits = len(line) <= place and place + MONTH_CELLS <= len(weeks)
        if month != before and fits:
            line = f"{line:<{place}}{week.monday:%b} "
            before = month
    return line.rstrip()


class Answers(Row):
    """The answers to one question, a sign a talk: `Engaged  ++=·+-+   5 of 8 more`.

    Args:
        label: what was asked.
        signs: one of each talk, oldest first.
        words: the figures, at the right.
        label_cells: the width of the labels of strips that stand together.
    """

    def __init__(
        self, label: str, signs: Sequence[str], words: Content | str, *, label_cells: int
    ) -> None:
        super().__init__(label, tail=words)
        self._signs = "".join(signs)
        self._cells = label_cells

    @property
    def plain(self) -> str:
        """Its words and figures; the signs say the same."""
        return f"{self.body.plain} {self.tail.plain}".strip()

    def lines(self, width: int) -> list[Content]:
        """One line; what has no room at the left of the signs is left out."""
        label = self.body.truncate(self._cells, ellipsis=True)
        label = label.pad_right(max(0, self._cells - label.cell_length))
        room = width - MARKER_WIDTH - self._cells - self.tail.cell_length - 4
        if room < 1:
            words = Content.assemble(" " * MARKER_WIDTH, label, " ", self.tail)
            return [words.truncate(width, ellipsis=True)]
        shown = self._signs[-room:]
        gap = " " * (room - len(shown) + 2)
        return [Content.assemble(" " * MARKER_WIDTH, label, "  ", shown, gap, self.tail)]
