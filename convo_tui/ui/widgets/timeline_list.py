"""The timeline's list: any number of entries, of which only those around the view are in memory."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.binding import Binding, BindingType
from textual.cache import LRUCache
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.visual import Visual

from convo_tui.domain.outline import Month, Outline
from convo_tui.domain.timeline import Entry
from convo_tui.ui.command_tables import LISTS
from convo_tui.ui.commands import bindings
from convo_tui.ui.widgets.row import Row
from convo_tui.ui.widgets.rows import Rows
from convo_tui.ui.widgets.teller import Teller
from convo_tui.ui.widgets.timeline_rows import CutRow, entry_row, month_row

PAGE = 100
"""Entries that are read at once; page 0 has the newest."""

BESIDE = 1
"""Pages that are read before the view comes to them, on either side."""

PINNED_FROM = 4
"""Lines from which the list keeps its first one for the month of what is in view."""

KEPT = 2
"""Pages that stay in memory, on either side of those in view."""

_PENDING = CutRow("…")
"""Stands where an entry is still being read."""


@dataclass(frozen=True, slots=True)
class Stock:
    """What a list shows.

    Attributes:
        outline: which lines there are.
        pages: the entries of some pages; others are asked for as one comes near.
        cursor: the number of the entry that the cursor is on.
        teaches: what is said where there are no entries.
    """

    outline: Outline = field(default_factory=Outline)
    pages: Mapping[int, tuple[Entry, ...]] = field(default_factory=dict)
    cursor: int = 0
    teaches: Sequence[Row] = ()


class TimelineList(ScrollView, can_focus=True, inherit_bindings=False):
    """Moves over the entries; every line is one cell high, so that none is laid out.

    Args:
        want: called with the pages that are wanted next; `take` hands one in.
    """

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"timeline--cursor"}
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(LISTS),
        Binding("down", "cursor_down", show=False),
        Binding("up", "cursor_up", show=False),
        Binding("home", "first", show=False),
        Binding("end", "last", show=False),
        Binding("pagedown", "page_down", show=False),
        Binding("pageup", "page_up", show=False),
    ]

    class Moved(Message):
        """The cursor is on another entry, or the entry under it was read."""

    class Opened(Message):
        """A line was clicked."""

    def __init__(self, want: Callable[[Sequence[int]], None]) -> None:
        super().__init__()
        self._want = want
        self._outline = Outline()
        self._pages: dict[int, tuple[Entry, ...]] = {}
        self._asked: set[int] = set()
        self._cursor = 0
        self._teaches: Sequence[Row] = ()
        self._teller: Teller | None = None
        self._strips: LRUCache[tuple[int, int, bool, bool, bool], Strip] = LRUCache(1024)

    # --- what it shows -----------------------------------------------------------------------

    @property
    def outline(self) -> Outline:
        """Which lines there are."""
        return self._outline

    @property
    def cursor(self) -> int:
        """The number of the entry under the cursor."""
        return self._cursor

    @property
    def value(self) -> Entry | None:
        """The entry under the cursor; None where there is none, or it is still being read."""
        return self.entry(self._cursor)

    @property
    def pages(self) -> Sequence[int]:
        """Which pages are in memory."""
        return sorted(self._pages)

    def entry(self, number: int) -> Entry | None:
        """An entry by its number, if it is in memory."""
        page = self._pages.get(number // PAGE, ())
        place = number % PAGE
        return page[place] if 0 <= place < len(page) and number >= 0 else None

    def show(self, stock: Stock, teller: Teller) -> None:
        """Show other entries; what stays under the cursor stays in its place on the screen."""
        line = self._line(self._cursor)
        offset = self.scroll_offset.y
        begins = not self._outline.count
        self._outline, self._pages = stock.outline, dict(stock.pages)
        self._asked.clear()
        self._cursor = max(0, min(stock.cursor, stock.outline.count - 1))
        self._teaches, self._teller = stock.teaches, teller
        self._strips.clear()
        self._measure()
        moved = self._line(self._cursor) - line
        # Forced, here and where the cursor is shown: before the layout knows of the lines, a
        # list may not scroll at all.
        self.scroll_to(y=0 if begins else offset + moved, animate=False, force=True)
        self._show_cursor()
        self.refresh()
        self._look_ahead()
        self.post_message(self.Moved())

    def tell(self, teller: Teller) -> None:
        """Tell the same entries another way."""
        self._teller = teller
        self._strips.clear()
        self.refresh()

    def take(self, page: int, entries: tuple[Entry, ...]) -> None:
        """Take in a page that was wanted."""
        self._asked.discard(page)
        self._pages[page] = entries
        self._strips.clear()
        self.refresh()
        if page == self._cursor // PAGE:
            self.post_message(self.Moved())
        self._let_go()

    def _measure(self) -> None:
        """Say how high everything is."""
        width = self.scrollable_content_region.width
        lines = self._outline.lines or len(self._taught(width))
        if self.virtual_size != (size := Size(width, lines)):
            self.virtual_size = size

    def _taught(self, width: int) -> Sequence[Strip]:
        if not self._teaches or width <= 0:
            return []
        return Visual.to_strips(self, Rows(self._teaches), width, None, self.visual_style)

    # --- pages -------------------------------------------------------------------------------

    def _in_view(self) -> tuple[int, int]:
        """The first and the last page of which something is on the screen."""
        top = self.scroll_offset.y
        first = self._outline.nearest(top)
        last = self._outline.nearest(top + max(0, self.size.height - 1))
        return min(first, last) // PAGE, max(first, last) // PAGE

    def _look_ahead(self) -> None:
        """Ask for the pages in view, that of the cursor, and those beside."""
        if not self._outline.count:
            return
        first, last = self._in_view()
        end = (self._outline.count - 1) // PAGE
        near = range(max(0, first - BESIDE), min(end, last + BESIDE) + 1)
        missing = {*near, self._cursor // PAGE} - self._pages.keys() - self._asked
        if missing:
            # What one looks at comes before what one may look at next.
            listed = sorted(missing, key=lambda page: (not first <= page <= last, page))
            self._asked |= missing
            self._want(listed)

    def _let_go(self) -> None:
        """Forget the pages that are far away."""
        first, last = self._in_view()
        kept = {*range(first - KEPT, last + KEPT + 1), self._cursor // PAGE}
        for page in self._pages.keys() - kept:
            del self._pages[page]

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """See to the pages of what comes into view."""
        super().watch_scroll_y(old_value, new_value)
        if round(old_value) != round(new_value):
            self._look_ahead()

    # --- moving ------------------------------------------------------------------------------

    def _line(self, number: int) -> int:
        return self._outline.line_of(number) if self._outline.count else 0

    @property
    def _pinned(self) -> int:
        """Lines at the top in which the month stands, of whatever is in view."""
        return int(self.size.height >= PINNED_FROM)

    def _top(self, number: int) -> int:
        """The line that is the first in view where an entry is: its month stands above it."""
        return self._line(number) - max(self._pinned, int(self._outline.is_first(number)))

    def go_to(self, number: int, *, top: bool = False) -> None:
        """Put the cursor on an entry.

        Args:
            number: which one; one beyond either end means that end.
            top: whether to bring it to the top of the list, and not only into view.
        """
        if not self._outline.count:
            return
        number = max(0, min(number, self._outline.count - 1))
        before, self._cursor = self._cursor, number
        if top:
            self.scroll_to(y=self._top(number), animate=False)
        if before == number:
            self._show_cursor()
            return
        self.refresh_line(self._line(before))
        self.refresh_line(self._line(number))
        self._show_cursor()
        self._look_ahead()
        self.post_message(self.Moved())

    def _show_cursor(self) -> None:
        """Scroll as little as it takes to see the cursor, and the heading right above it."""
        height = self.size.height
        if not self._outline.count or height <= 0:
            return
        top, line = self._top(self._cursor), self._line(self._cursor)
        offset = self.scroll_offset.y
        if top < offset:
            self.scroll_to(y=max(0, top), animate=False, force=True)
        elif line >= offset + height:
            self.scroll_to(y=line - height + 1, animate=False, force=True)

    def action_cursor_down(self) -> None:
        """An entry down; where there are none, a line."""
        if self._outline.count:
            self.go_to(self._cursor + 1)
        else:
            self.scroll_down(animate=False)

    def action_cursor_up(self) -> None:
        """An entry up."""
        if self._outline.count:
            self.go_to(self._cursor - 1)
        else:
            self.scroll_up(animate=False)

    def action_first(self) -> None:
        """To the newest."""
        self.go_to(0)

    def action_last(self) -> None:
        """To the oldest."""
        self.go_to(self._outline.count - 1)

    def action_page_down(self) -> None:
        """What is in view, down; the cursor stays where it is on the screen."""
        self._page(1)

    def action_page_up(self) -> None:
        """What is in view, up."""
        self._page(-1)

    def _page(self, direction: int) -> None:
        lines = direction * max(1, self.size.height - self._pinned)
        if self._outline.count:
            line = self._line(self._cursor) + lines
            self.scroll_to(y=self.scroll_offset.y + lines, animate=False)
            self.go_to(self._outline.nearest(line))

    # --- drawing -----------------------------------------------------------------------------

    def render_line(self, y: int) -> Strip:
        """One line: an entry, a heading, or what is said where there is none."""
        line, width = self.scroll_offset.y + y, self.scrollable_content_region.width
        if not self._outline.count:
            taught = self._taught(width)
            return taught[line] if line < len(taught) else Strip.blank(width, self.rich_style)
        number = self._outline.at_line(line)
        if y == 0 and self._pinned and isinstance(number, int):
            line = self._line(number - self._outline.place_in_month(number)) - 1
            number = None
        here = isinstance(number, int) and number == self._cursor
        dated = y <= self._pinned  # what has its day from a line that is out of view
        key = (line, width, here, here and self.has_focus, dated)
        strip = self._strips.get(key)
        if strip is None:
            row = self.row(line, dated=dated)
            strip = self._strips[key] = self._drawn(row, width, here=here)
        return strip

    def _drawn(self, row: Row | None, width: int, *, here: bool) -> Strip:
        style = self.get_visual_style("timeline--cursor") if here else self.visual_style
        room = max(1, width - 1)
        strips = Visual.to_strips(self, row, room, 1, style) if row is not None else []
        strip = strips[0] if strips else Strip([])
        strip = strip.extend_cell_length(width, style.rich_style).crop(0, width)
        if not here or not self.has_focus or not width:
            return strip
        marker = next((segment.style for segment in strip if segment.text), None)
        return Strip.join([Strip([Segment("▸", marker)], 1), strip.crop(1)])

    def row(self, line: int, *, dated: bool = False) -> Row | None:
        """What stands in a line; None for a gap.

        Args:
            line: counted from the top of all lines.
            dated: whether it has its day even below another entry of that day.
        """
        there = self._outline.at_line(line)
        teller = self._teller
        if teller is None or there is None:
            return None
        if isinstance(there, Month):
            return month_row(there, teller)
        entry = self.entry(there)
        if entry is None:
            return _PENDING
        day = teller.local(entry.at).date()
        above = self.entry(there - 1)
        told = above is not None and not dated and not self._outline.is_first(there)
        same = told and above is not None and teller.local(above.at).date() == day
        return entry_row(entry, teller, "" if same else str(day.day))

    @property
    def plain(self) -> list[str]:
        """What it says, a line a row; where an entry is not in memory, `…`."""
        if not self._outline.count:
            return [row.plain for row in self._teaches]
        rows = map(self.row, range(self._outline.lines))
        return ["" if row is None else row.plain for row in rows]

    # --- events ------------------------------------------------------------------------------

    def notify_style_update(self) -> None:
        """Draw everything anew in other colours."""
        self._strips.clear()
        super().notify_style_update()

    def on_resize(self) -> None:
        """Keep the cursor in sight."""
        self._measure()
        self._show_cursor()
        self._look_ahead()

    def on_focus(self) -> None:
        """Show the marker."""
        self.refresh_line(self._line(self._cursor))

    def on_blur(self) -> None:
        """Hide the marker."""
        self.refresh_line(self._line(self._cursor))

    def on_click(self, event: events.Click) -> None:
        """A click on an entry puts the cursor there and opens it."""
        there = self._outline.at_line(self.scroll_offset.y + event.y)
        if isinstance(there, int) and event.y >= self._pinned:
            event.stop()
            self.go_to(there)
            self.post_message(self.Opened())
