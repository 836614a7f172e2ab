"""Plots made of letters: they read without colour, at any width, in both themes."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from convo_tui.ui.widgets.row import MARKER_WIDTH, Row

_EIGHTHS = " ▁▂▃▄▅▆▇█"
LABEL = 5
"""Cells for the figures at the left of a plot: `100 %`."""


class Columns(Row):
    """Shares of 0 to 1 as columns beside each other, the newest at the right.

    Args:
        values: oldest first; None leaves a gap, which is marked below. What has no room at the
            left is left out.
        style: of the columns.
        height: lines.
        mark: a share that is marked by a line through the empty part.
    """

    def __init__(
        self, values: Sequence[float | None], style: str, *, height: int = 5, mark: float = 0.5
    ) -> None:
        super().__init__("")
        self._values = values
        self._style = style
        self._height = height
        self._mark = mark

    @property
    def plain(self) -> str:
        """A plot has no words; the sentences beneath it say the same."""
        return ""

    def lines(self, width: int) -> list[Content]:
        """The plot, its highest line first."""
        room = max(1, width - MARKER_WIDTH - LABEL - 1)
        shown = self._values[-room:]
        return [
            Content.assemble(
                " " * MARKER_WIDTH,
                (f"{self._label(level):>{LABEL}} ", "$muted"),
                *(self._cell(value, level) for value in shown),
            )
            for level in reversed(range(self._height))
        ]

    def _label(self, level: int) -> str:
        """`100 %` at the top, the mark where it lies, `0 %` at the bottom."""
        if level == self._height - 1:
            return "100 %"
        if level == 0:
            return "0 %"
        return f"{self._mark:.0%}".replace("%", " %") if level == self._marked else ""

    @property
    def _marked(self) -> int:
        return min(self._height - 1, int(self._mark * self._height))

    def _cell(self, value: float | None, level: int) -> tuple[str, str]:
        empty = ("╌", "$faint") if level == self._marked else (" ", "")
        if value is None:
            return ("·", "$muted") if level == 0 else empty
        eighths = round(min(max(value, 0.0), 1.0) * self._height * 8) - level * 8
        if eighths <= 0:
            # None at all is a thin line, so that it is not taken for a gap.
            return ("▁", self._style) if level == 0 else empty
        return _EIGHTHS[min(8, eighths)], self._style


class Measure(Row):
    """A bar against a mark: `Wins  ━━━━━━━━┃━━  5 of 5 min`.

    Args:
        label: what is measured.
        value, mark: in the same unit.
        most: what the whole width stands for.
        words: the figures, at the right.
        style: of the bar.
        label_cells: the width of the labels of bars that stand together.
    """

    def __init__(
        self,
        label: str,
        value: float,
        mark: float,
        most: float,
        words: Content | str,
        *,
        style: str = "$foreground",
        label_cells: int = 12,
    ) -> None:
        super().__init__(label, tail=words)
        self._value, self._mark, self._most = value, mark, max(most, 1e-9)
        self._style = style
        self._cells = label_cells

    def lines(self, width: int) -> list[Content]:
        """One line; the bar goes where there is no room for it."""
        label = self.body.truncate(self._cells, ellipsis=True).pad_right(
            max(0, self._cells - min(self._cells, self.body.cell_length))
        )
        room = width - MARKER_WIDTH - self._cells - self.tail.cell_length - 3
        if room < 8:
            gap = max(1, width - MARKER_WIDTH - self._cells - self.tail.cell_length)
            return [Content.assemble(" " * MARKER_WIDTH, label, " " * gap, self.tail)]
        filled = round(min(self._value / self._most, 1.0) * room)
        at = min(room - 1, max(0, round(self._mark / self._most * room) - 1))
        bar = Content.assemble(("━" * filled, self._style), ("━" * (room - filled), "$faint"))
        marked = Content.assemble(bar[:at], ("┃", "$muted"), bar[at + 1 :])
        return [Content.assemble(" " * MARKER_WIDTH, label, " ", marked, "  ", self.tail)]


class Weeks(Row):
    """Talks by week, the last week at the right: `·` none, else the higher, the more."""

    def __init__(self, counts: Sequence[int]) -> None:
        super().__init__("")
        self._counts = counts
        self._most = max(counts, default=0)

    @property
    def plain(self) -> str:
        """A plot has no words; the sentences beneath it say the same."""
        return ""

    def lines(self, width: int) -> list[Content]:
        """One line."""
        shown = self._counts[-max(1, width - MARKER_WIDTH) :]
        return [Content.assemble(" " * MARKER_WIDTH, *map(self._week, shown))]

    def _week(self, count: int) -> tuple[str, str]:
        if count == 0:
            return "·", "$muted"
        if self._most == 1:
            return "▪", "$foreground"
        return _EIGHTHS[max(1, round(8 * count / self._most))], "$foreground"
