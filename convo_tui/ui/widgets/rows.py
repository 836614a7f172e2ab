"""Rows below each other as one page of text, and the few kinds of rows that pages are made of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual.content import Content
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual

from convo_tui.ui.widgets.row import Row

LABEL_CELLS = 13


class Rows(Visual):
    """Rows below each other, as one thing to show.

    Args:
        rows: what to show.
        here: mark a row with `▸`, for a page that has the focus.
        marked: which row that is.
    """

    def __init__(self, rows: Sequence[Row], *, here: bool = False, marked: int = 0) -> None:
        self._rows = rows
        self._marked = marked if here else None

    @property
    def plain(self) -> str:
        """The text, a line a row."""
        return "\n".join(row.plain for row in self._rows)

    def lines(self, width: int) -> list[Content]:
        """All lines, of at most `width` cells each."""
        return self.lines_of(range(len(self._rows)), width)

    def lines_of(self, places: Iterable[int], width: int) -> list[Content]:
        """The lines of some of the rows, by their places."""
        lines: list[Content] = []
        for place in places:
            own = self._rows[place].lines(width)
            if place == self._marked and own:
                own[0] = Content.assemble("▸", own[0][1:])
                if place:  # the first one stands for the page, and is no line to be on
                    own = [line.pad_right(width - line.cell_length) for line in own]
                    own = [line.stylize("on $panel") for line in own]
            lines += own
        return lines

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        """Draw the lines; see `Visual`."""
        return [
            strip
            for line in self.lines(width)[:height]
            for strip in (line.render_strips(width, 1, style, options) or [Strip.blank(width)])
        ]

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """That of the longest row; see `Visual`."""
        return max((row.get_optimal_width(rules, container_width) for row in self._rows), default=0)

    def get_height(self, rules: RulesMap, width: int) -> int:
        """How many lines; see `Visual`."""
        return sum(row.get_height(rules, width) for row in self._rows)


def title_row(words: str, tail: Content | str = "") -> Row:
    """The first row of a page, or the heading of a part of it."""
    return Row(Content.styled(words.upper(), "bold $muted"), tail=tail)


def gap() -> Row:
    """An empty line."""
    return Row("")


def hint(words: str) -> Row:
    """A quiet line."""
    return Row(Content.styled(words, "$muted"))


def labelled(label: str, body: Content | str) -> Row:
    """A muted label and what it labels."""
    return Row(body, Content.styled(f"{label:<{LABEL_CELLS}}", "$muted"))


def key_row(key: str, words: str) -> Row:
    """A key and what it does, where a page teaches."""
    return Row(words, Content.styled(f"{key}  ", "bold $foreground"))
