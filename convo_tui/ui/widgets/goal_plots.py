"""The values of a goal as letters: a sparkline, and a plot with its figures at the left."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from convo_tui.domain.goals import measure_words
from convo_tui.ui.widgets.row import MARKER_WIDTH, Row

_LEVELS = "▁▂▃▄▅▆▇█"
SPARK_CELLS = 12
PLOT_LINES = 5
WIDEST_COLUMN = 4


def spark(values: Sequence[float], target: float | None = None, most: int = SPARK_CELLS) -> str:
    """The values as one line of columns, the newest at the right, the target in its range.

    One value shows no way; there is "" for it.
    """
    if len(values) < 2:  # a way has two ends
        return ""
    shown = values[-most:]
    low, high = _range(values, target)
    if low == high:
        return _LEVELS[3] * len(shown)
    return "".join(_LEVELS[round((each - low) / (high - low) * 7)] for each in shown)


def _range(values: Sequence[float], target: float | None) -> tuple[float, float]:
    ends = [*values, *(() if target is None else (target,))]
    return min(ends), max(ends)


class ValuePlot(Row):
    """The values as columns, with the target as a broken line.

    Args:
        values: oldest first; what has no room at the left is left out.
        target: of the measure.
        unit: of the measure.
    """

    def __init__(self, values: Sequence[float], target: float, unit: str) -> None:
        super().__init__("")
        self._values = values
        self._target = target
        self._unit = unit
        self._low, self._high = _range(values, target)

    @property
    def plain(self) -> str:
        """A plot has no words; the updates beneath it say the same."""
        return ""

    def lines(self, width: int) -> list[Content]:
        """The plot, its highest line first; none where there is no room for it."""
        labels = [measure_words(each, self._unit) for each in (self._low, self._high)]
        cells = max(map(len, labels))
        room = width - MARKER_WIDTH - cells - 1
        if self._low == self._high or room < len(self._values[-4:]):
            return []
        wide = max(1, min(WIDEST_COLUMN, room // max(1, len(self._values))))
        shown = self._values[-(room // wide) :]
        ends = {0: labels[0], PLOT_LINES - 1: labels[1]}
        return [
            Content.assemble(
                " " * MARKER_WIDTH,
                (f"{ends.get(level, ''):>{cells}} ", "$muted"),
                *(self._cell(value, level, wide) for value in shown),
            )
            for level in reversed(range(PLOT_LINES))
        ]

    def _eighths(self, value: float) -> int:
        return round((value - self._low) / (self._high - self._low) * PLOT_LINES * 8)

    def _cell(self, value: float, level: int, wide: int) -> tuple[str, str]:
        filled = self._eighths(value) - level * 8
        # Columns with room between them are told apart without colour.
        column, gap = (wide - 1, " ") if wide > 1 else (1, "")
        aim = min(PLOT_LINES - 1, max(0, (self._eighths(self._target) - 1) // 8))
        empty = "╌" if level == aim else " "
        if filled <= 0 and level > 0:
            return empty * wide, "$muted"
        return _LEVELS[min(8, max(1, filled)) - 1] * column + gap, "$foreground"
