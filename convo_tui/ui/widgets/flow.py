"""Rows of a page that go on in a second column where the page is wide enough for two."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, chain

from textual.content import Content
from textual.css.styles import RulesMap

from convo_tui.ui.widgets.entry_page import EntryPage
from convo_tui.ui.widgets.row import Row
from convo_tui.ui.widgets.rows import Rows

LEAST_COLUMN = 68
"""Cells that each of two columns has at least: a statement and its figure stand on a line."""

BETWEEN = 4
"""Cells between the columns."""


class PartRow(Row):
    """The first row of a part, which is never torn apart; a column begins with one."""


def part_row(words: str) -> PartRow:
    """The heading of a part."""
    return PartRow(Content.styled(words.upper(), "bold $muted"))


@dataclass(frozen=True, slots=True)
class Split:
    """Where rows stand that are spread over two columns.

    Attributes:
        first, second: the places at which the two columns begin; rows before the first are above
            both of them.
        width: of each column.
    """

    first: int
    second: int
    width: int


class Spread:
    """Finds how rows are spread over a width; asked often, so it remembers.

    Args:
        rows: all of the page, in the order in which they are read.
    """

    def __init__(self, rows: Sequence[Row]) -> None:
        self.rows = rows
        self._splits: dict[int, Split | None] = {}

    def split(self, width: int) -> Split | None:
        """How they stand at a width; None where all are below each other."""
        if width not in self._splits:
            self._splits[width] = self._split(width)
        return self._splits[width]

    def _split(self, width: int) -> Split | None:
        parts = [place for place, row in enumerate(self.rows) if isinstance(row, PartRow)]
        column = (width - BETWEEN) // 2
        if column < LEAST_COLUMN or len(parts) < 2:
            return None
        # The first column has the first parts, so that each column is read downwards.
        above = [0, *accumulate(_height(row, column) for row in self.rows)]
        first, *others = parts
        highest = {
            second: max(above[second] - above[first], above[-1] - above[second])
            for second in others
        }
        return Split(first, min(others, key=lambda second: highest[second]), column)

    def line_of(self, place: int, width: int) -> int:
        """The line of the page in which a row begins."""
        split = self.split(width)
        if split is None or place < split.first:
            return sum(_height(row, width) for row in self.rows[:place])
        begins = split.first if place < split.second else split.second
        above = sum(_height(row, width) for row in self.rows[: split.first])
        return above + sum(_height(row, split.width) for row in self.rows[begins:place])


class Flow(Rows):
    """The rows as one thing to show, in two columns where there is room for these.

    Args:
        spread: the rows, and how they are spread.
        here: mark a row with `▸`; see `Rows`.
        marked: which row that is.
    """

    def __init__(self, spread: Spread, *, here: bool = False, marked: int = 0) -> None:
        super().__init__(spread.rows, here=here, marked=marked)
        self._spread = spread

    def lines(self, width: int) -> list[Content]:
        """All lines; a column that is the shorter one ends in blanks."""
        split = self._spread.split(width)
        if split is None:
            return super().lines(width)
        end = len(self._rows)
        left = self.lines_of(range(split.first, split.second), split.width)
        right = self.lines_of(range(split.second, end), split.width)
        blank = Content("")
        beside = [
            Content.assemble(one.pad_right(split.width + BETWEEN - one.cell_length), other)
            for one, other in zip(
                chain(left, [blank] * (len(right) - len(left))),
                chain(right, [blank] * (len(left) - len(right))),
                strict=True,
            )
        ]
        return [*self.lines_of(range(split.first), width), *beside]

    def get_height(self, rules: RulesMap, width: int) -> int:
        """How many lines; see `Visual`."""
        split = self._spread.split(width)
        return super().get_height(rules, width) if split is None else len(self.lines(width))


class FlowPage(EntryPage):
    """A page whose parts go on in a second column where it is wide enough."""

    _spread = Spread(())

    @property
    def spread(self) -> Spread:
        """How its rows are spread."""
        if self._spread.rows is not self._rows:
            self._spread = Spread(self._rows)
        return self._spread

    def _text(self) -> Rows:
        return Flow(self.spread, here=self._here, marked=self.marked)


def _height(row: Row, width: int) -> int:
    return row.get_height(RulesMap(), width)
