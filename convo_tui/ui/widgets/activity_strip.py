"""A year of weeks, a bar each, with the week marked in which the cursor of the list stands."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from textual.content import Content

from convo_tui.domain.counting import several
from convo_tui.domain.date_words import MONTHS
from convo_tui.domain.history import Week
from convo_tui.ui.widgets.painted import PaintedLines

BARS = "▁▂▃▄▅▆▇█"
NONE = "·"
MARK = "▾"
WIDE = 2
"""Cells of a week where there is room for as many."""


class ActivityStrip(PaintedLines):
    """Three lines: the chosen week in words, the bars, the months beneath."""

    DEFAULT_CSS = """
    ActivityStrip { height: 3; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._weeks: Sequence[Week] = ()
        self._chosen = 0
        self._today = date.min
        self.paint([Content("")] * 3)

    def show(self, weeks: Sequence[Week], chosen: int, today: date) -> None:
        """Show some weeks.

        Args:
            weeks: the oldest first.
            chosen: the place of the marked one among them.
            today: which year needs not be told.
        """
        self._weeks, self._chosen, self._today = weeks, chosen, today
        self._draw()

    def on_resize(self) -> None:
        """Where there is more room, a week is wider."""
        self._draw()

    @property
    def words(self) -> str:
        """`week of 12 Oct, 7 entries`."""
        week = self._weeks[self._chosen]
        year = f" {week.monday.year}" if week.monday.year != self._today.year else ""
        day = f"{week.monday.day} {MONTHS[week.monday.month - 1][:3]}{year}"
        return f"week of {day}, {several(week.count, 'entry', 'entries')}"

    def _draw(self) -> None:
        width = self.size.width
        if not self._weeks or width <= 0:
            return
        cells = WIDE if len(self._weeks) * WIDE <= width else 1
        lines = (self._label(cells, width), self._bars(cells, width), self._months(cells))
        self.paint([line.truncate(width) for line in lines])

    def _label(self, cells: int, width: int) -> Content:
        """The mark over the chosen week, with its words on the side that has room."""
        words = Content.styled(self.words, "$foreground")
        mark = Content.styled(MARK, "bold $foreground")
        before = self._chosen * cells + (cells - 1) // 2
        if before + 2 + words.cell_length <= width:
            return Content.assemble(" " * before, mark, " ", words)
        gap = max(0, before - words.cell_length - 1)
        return Content.assemble(" " * gap, words, " ", mark)

    def _bars(self, cells: int, width: int) -> Content:
        tallest = max(week.count for week in self._weeks)
        parts = []
        for place, week in enumerate(self._weeks):
            level = (week.count * len(BARS) - 1) // tallest if week.count else 0
            sign = BARS[level] if week.count else NONE
            colour = "$foreground" if place == self._chosen else "$muted"
            parts.append((sign * cells, colour if week.count else "$faint"))
        bars = Content.assemble(*parts)
        room = width - bars.cell_length
        for scale in (f"  at most {tallest} a week", f"  at most {tallest}"):
            if tallest and len(scale) <= room:
                return Content.assemble(bars, (scale, "$muted"))
        return bars

    def _months(self, cells: int) -> Content:
        """The name of each month, below the first week that begins in it."""
        line, shown = "", 0
        for place, week in enumerate(self._weeks):
            month = week.monday.month
            begins = place * cells
            # A month that begins in the very first weeks has room only if the next one is far.
            if month != shown and len(line) <= begins and (week.monday.day <= 7 or not place):
                if not place and self._weeks[min(3, len(self._weeks) - 1)].monday.month != month:
                    continue
                line = f"{line:<{begins}}{MONTHS[month - 1][:3]} "
                shown = month
        return Content.styled(line.rstrip(), "$muted")
