"""Plots made of letters: they read without colour, at any width, in both themes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

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
        limits: words for shares, each of which stands at the left of its line; without any there
            are figures at the top, the mark and the bottom.
        below: a sign beneath each column, of one cell.
        below_label: what the signs are about.
    """

    def __init__(
        self,
        values: Sequence[float | None],
        style: str,
        *,
        height: int = 5,
        mark: float = 0.5,
        limits: Mapping[float, str] | None = None,
        below: Sequence[str] = (),
        below_label: str = "",
    ) -> None:
        super().__init__("")
        self._values = values
        self._style = style
        self._height = height
        self._mark = mark
        self._below, self._below_label = below, below_label
        named = {0.0: "0 %", mark: _figure(mark), 1.0: "100 %"} if limits is None else limits
        self._labels = {self._level(share): words for share, words in sorted(named.items())}
        self._cells = max(LABEL, *map(len, self._labels.values()), len(below_label))

    @property
    def plain(self) -> str:
        """A plot has no words; the sentences beneath it say the same."""
        return ""

    def lines(self, width: int) -> list[Content]:
        """The plot, its highest line first."""
        room = width - MARKER_WIDTH - self._cells - 1
        named = self._cells == LABEL or room >= min(len(self._values), LEAST_COLUMNS)
        cells = self._cells if named else 0
        room = max(1, width - MARKER_WIDTH - cells - 1)
        levels = [
            (self._labels.get(level, ""), [self._cell(value, level) for value in self._values])
            for level in reversed(range(self._height))
        ]
        if self._below:
            signs = [(sign, "$muted") for sign in self._below]
            levels.append((self._below_label, signs))
        return [
            Content.assemble(
                " " * MARKER_WIDTH,
                (f"{label if named else '':>{cells}} ", "$muted"),
                *drawn[-room:],
            )
            for label, drawn in levels
        ]

    def _level(self, share: float) -> int:
        return min(self._height - 1, int(share * self._height + 1e-9))

    def _cell(self, value: float | None, level: int) -> tuple[str, str]:
        empty = ("╌", "$faint") if level == self._level(self._mark) else (" ", "")
        if value is None:
            return ("·", "$muted") if level == 0 else empty
        eighths = round(min(max(value, 0.0), 1.0) * self._height * 8) - level * 8
        if eighths <= 0:
            # None at all is a thin line, so that it is not taken for a gap.
            return ("▁", self._style) if level == 0 else empty
        return _EIGHTHS[min(8, eighths)], self._style


LEAST_COLUMNS = 12
"""Where fewer columns would have room, what stands at their left goes."""


def _figure(share: float) -> str:
    return f"{share:.0%}".replace("%", " %")


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
