"""The page beside a list: what stands under the cursor, whole."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.css.styles import RulesMap
from textual.widgets import Static

from convo_tui.ui.command_tables import LISTS
from convo_tui.ui.commands import bindings
from convo_tui.ui.widgets.row import Row
from convo_tui.ui.widgets.rows import Rows


class EntryPage(VerticalScroll, can_focus=True, inherit_bindings=False):
    """Scrolls over rows, by the arrows and by the keys of lists.

    Textual lays out the whole screen whenever a `Static` is updated; as this one fills the page,
    that is only needed where the page has more lines than fit, or had.
    """

    DEFAULT_CSS = """
    EntryPage > Static { min-height: 100%; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(LISTS),
        Binding("down", "cursor_down", show=False),
        Binding("up", "cursor_up", show=False),
        Binding("home", "first", show=False),
        Binding("end", "last", show=False),
        Binding("pagedown", "page_down", show=False),
        Binding("pageup", "page_up", show=False),
    ]

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes)
        self._rows: Sequence[Row] = ()
        self._shown: object = None
        self._here = False
        self._fitted = False

    def compose(self) -> ComposeResult:
        """One text for all rows: a page changes with each move of the cursor."""
        yield Static()

    def show(self, rows: Sequence[Row], about: object) -> None:
        """Show rows; from the top, unless they are about the same thing as before."""
        self._rows = rows
        self._draw()
        if about != self._shown:
            self._shown = about
            self.scroll_home(animate=False)

    @property
    def plain(self) -> str:
        """What it says, a line a row."""
        return Rows(self._rows).plain

    @property
    def marked(self) -> int:
        """The row with the marker, while the page has the keys."""
        return 0

    def _text(self) -> Rows:
        return Rows(self._rows, here=self._here, marked=self.marked)

    def _draw(self) -> None:
        text, rows = self.query_one(Static), self._text()
        width = text.content_size.width
        before = self._fitted
        self._fitted = width > 0 and rows.get_height(RulesMap(), width) <= self.size.height
        text.update(rows, layout=not (before and self._fitted))

    def on_resize(self) -> None:
        """What fitted may fit no more."""
        self._fitted = False

    def on_focus(self) -> None:
        """Show the marker."""
        self._here = True
        self._draw()

    def on_blur(self) -> None:
        """Hide the marker."""
        self._here = False
        self._draw()

    def action_cursor_down(self) -> None:
        """A line down."""
        self.scroll_down(animate=False)

    def action_cursor_up(self) -> None:
        """A line up."""
        self.scroll_up(animate=False)

    def action_page_down(self) -> None:
        """A page down."""
        self.scroll_page_down(animate=False)

    def action_page_up(self) -> None:
        """A page up."""
        self.scroll_page_up(animate=False)

    def action_first(self) -> None:
        """To the top."""
        self.scroll_home(animate=False)

    def action_last(self) -> None:
        """To the end."""
        self.scroll_end(animate=False)
