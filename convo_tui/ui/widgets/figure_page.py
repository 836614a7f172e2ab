"""The page of figures: it scrolls, and its cursor goes over the statements that are in sight."""

from __future__ import annotations

from collections.abc import Sequence

from textual.message import Message
from textual.widgets import Static

from convo_tui.domain.figures.checks import Check, TeamCheck
from convo_tui.ui.widgets.check_rows import CheckRow
from convo_tui.ui.widgets.flow import FlowPage
from convo_tui.ui.widgets.row import Row


class FigurePage(FlowPage):
    """A page with statements in it, each of which can be opened.

    An arrow goes on to the next statement where that is in sight, and else scrolls by a line.
    """

    class Moved(Message):
        """Another statement is under the cursor, or none that is in sight."""

    _at = 0
    _told: str | None = None

    @property
    def check(self) -> Check | TeamCheck | None:
        """The statement under the cursor, where it is in sight."""
        row = self._rows[self._at] if self._at < len(self._rows) else None
        return row.check if isinstance(row, CheckRow) and self._in_sight(self._at) else None

    def show(self, rows: Sequence[Row], about: object) -> None:
        """Show rows; the cursor stays on the statement it was on."""
        here = self._rows[self._at] if self._at < len(self._rows) else None
        wanted = here.check.id if isinstance(here, CheckRow) and about == self._shown else None
        listed = [(n, row) for n, row in enumerate(rows) if isinstance(row, CheckRow)]
        same = [n for n, row in listed if row.check.id == wanted]
        self._at = next(iter((*same, *(n for n, _ in listed))), 0)
        super().show(rows, about)
        self._tell()

    @property
    def marked(self) -> int:
        """The statement, or the first row where there is none."""
        return self._at

    def on_resize(self) -> None:
        """What was in sight may be so no more."""
        super().on_resize()
        self.call_after_refresh(self._tell)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """The statement may have come into sight, or left it."""
        super().watch_scroll_y(old_value, new_value)
        self._tell()

    def _tell(self) -> None:
        check = self.check if self.is_mounted else None
        told = None if check is None else check.id
        if told != self._told:
            self._told = told
            self.post_message(self.Moved())

    def action_cursor_down(self) -> None:
        """To the next statement, or a line down."""
        if not self._step(1):
            super().action_cursor_down()

    def action_cursor_up(self) -> None:
        """To the statement before, or a line up."""
        if not self._step(-1):
            super().action_cursor_up()

    def action_first(self) -> None:
        """To the top, and to the first statement."""
        places = self._places()
        if places:
            self._go(places[0])
        super().action_first()

    def _step(self, by: int) -> bool:
        places = self._places()
        if self._at not in places or not self._in_sight(self._at):
            return False
        place = places.index(self._at) + by
        if not 0 <= place < len(places) or not self._in_sight(places[place]):
            return False
        self._go(places[place])
        return True

    def _go(self, at: int) -> None:
        self._at = at
        self._draw()
        self._tell()

    def _places(self) -> list[int]:
        return [n for n, row in enumerate(self._rows) if isinstance(row, CheckRow)]

    def _in_sight(self, at: int) -> bool:
        width = self.query_one(Static).content_size.width
        line = self.spread.line_of(at, width)
        return self.scroll_y <= line < self.scroll_y + max(1, self.size.height)
