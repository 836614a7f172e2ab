"""A list of rows moved through by arrows or j and k, with a marker where one is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar, Generic, NamedTuple, TypeVar

from rich.segment import Segment
from textual._widget_navigation import Direction
from textual.binding import Binding, BindingType
from textual.strip import Strip
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from convo_tui.ui.command_tables import LISTS
from convo_tui.ui.commands import bindings
from convo_tui.ui.widgets.row import Row

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


class Item(NamedTuple, Generic[T_co]):
    """A row and the value behind it; a heading has no value and is stepped over.

    Attributes:
        key: what the cursor stays on when the rows change; the value's id unless said.
    """

    row: Row
    value: T_co | None = None
    key: object = None

    @property
    def identity(self) -> object:
        """The key, or the value's own id, or the value."""
        return self.key if self.key is not None else getattr(self.value, "id", self.value)


_MOVES: list[BindingType] = [
    Binding("down", "cursor_down", show=False),
    Binding("up", "cursor_up", show=False),
    Binding("home", "first", show=False),
    Binding("end", "last", show=False),
    Binding("pagedown", "page_down", show=False),
    Binding("pageup", "page_up", show=False),
]


class RowList(OptionList, Generic[T], inherit_bindings=False):
    """Rows with values behind them, moved through by the arrows.

    Enter is left to the screen, whose command then shows in the footer and in `?`. The values
    never become widget ids. `set_items` keeps the cursor on the same value, or failing that on
    the same line.
    """

    BINDINGS: ClassVar[list[BindingType]] = _MOVES

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes, markup=False, compact=True)
        self._items: list[Item[T]] = []

    @property
    def items(self) -> Sequence[Item[T]]:
        """The rows as they stand."""
        return self._items

    @property
    def first_value(self) -> int | None:
        """The place of the first row with a value; None where there is nothing to go to."""
        return next(
            (place for place, each in enumerate(self._items) if each.value is not None), None
        )

    @property
    def value(self) -> T | None:
        """The value under the cursor."""
        item = self.item
        return None if item is None else item.value

    @property
    def item(self) -> Item[T] | None:
        """The row under the cursor."""
        if self.highlighted is None or self.highlighted >= len(self._items):
            return None
        return self._items[self.highlighted]

    def set_items(self, items: Iterable[Item[T]], *, key: object = None) -> None:
        """Show other rows.

        Args:
            items: the rows.
            key: what to put the cursor on; by default it stays on what it is on.
        """
        here = self.item
        wanted = key if key is not None or here is None else here.identity
        line = self.highlighted or 0
        offset = self.scroll_offset
        before, self._items = self._items, list(items)
        if _begins_with(self._items, before):
            new = self._items[len(before) :]
        else:
            new = self._items
            self.clear_options()
        self.add_options(Option(item.row, disabled=item.value is None) for item in new)
        places = [index for index, item in enumerate(self._items) if item.value is not None]
        same = [index for index in places if self._items[index].identity == wanted]
        if wanted is not None and same:
            self.highlighted = same[0]
        elif places:
            self.highlighted = min(places, key=lambda index: abs(index - line))
        self.scroll_to(offset.x, offset.y, animate=False)

    def _move_page(self, direction: Direction) -> None:
        """Where there is no room for a single line nothing is laid out, and Textual would fail."""
        if self.scrollable_content_region:
            super()._move_page(direction)

    def validate_highlighted(self, highlighted: int | None) -> int | None:
        """A page up from where only headings lie above, Textual would take the cursor away."""
        found = super().validate_highlighted(highlighted)
        kept = self.highlighted
        if found is None and kept is not None and kept < len(self.options) == len(self._items):
            return kept
        return found

    def watch_show_vertical_scrollbar(self, shown: bool) -> None:
        """A bar that did not show was not told by Textual how far the list was scrolled."""
        if shown:
            self.vertical_scrollbar.position = self.scroll_y

    @property
    def marks_cursor(self) -> bool:
        """Whether `▸` stands at the cursor now."""
        return self.has_focus

    def render_line(self, y: int) -> Strip:
        """Draw a line, with the marker where the cursor is and the list has the focus."""
        strip = super().render_line(y)
        line = self.scroll_offset.y + y
        if not self.marks_cursor or line >= len(self._lines):
            return strip
        index, offset = self._lines[line]
        if index != self.highlighted or offset:
            return strip
        style = next((segment.style for segment in strip if segment.text), None)
        return Strip.join([Strip([Segment("▸", style)], 1), strip.crop(1)])


class BrowseList(RowList[T]):
    """Rows moved through by j, k, g and G as well, where these letters are free."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(LISTS)]


def _begins_with(items: Sequence[Item[T]], before: Sequence[Item[T]]) -> bool:
    """Whether the rows only grew at the end, so that those before them need no new layout."""
    return 0 < len(before) <= len(items) and all(
        old.row is new.row for old, new in zip(before, items, strict=False)
    )
