"""A page with a cursor: moves over what was written on it, and scrolls over all the rest."""

from __future__ import annotations

from textual.geometry import Region

from convo_tui.domain.timeline import Subject
from convo_tui.ui.widgets.row_list import BrowseList


class StoryList(BrowseList[Subject]):
    """Stops at each line with a value; what stands above and below it comes into view with it.

    Unlike a list its ends do not meet: whoever reads to the end stays there.
    """

    def action_cursor_down(self) -> None:
        """To the next line; a line down where none follows."""
        here = self._stops.index(self.highlighted) if self.highlighted in self._stops else -1
        if here + 1 < len(self._stops):
            self.highlighted = self._stops[here + 1]
        else:
            self.scroll_down(animate=False)

    def action_cursor_up(self) -> None:
        """To the line before; a line up where there is none."""
        here = self._stops.index(self.highlighted) if self.highlighted in self._stops else 0
        if here > 0:
            self.highlighted = self._stops[here - 1]
        else:
            self.scroll_up(animate=False)

    @property
    def _stops(self) -> list[int | None]:
        """The places of the lines at which the cursor stops."""
        return [index for index, item in enumerate(self.items) if item.value is not None]

    def scroll_to_highlight(self, top: bool = False) -> None:
        """Show the line under the cursor, the headings above it and what belongs to it below."""
        here = self.highlighted
        if here is None or top or not self.is_mounted or here >= len(self.items):
            super().scroll_to_highlight(top)
            return
        first = last = here
        while first and self.items[first - 1].value is None:
            first -= 1
        while last + 1 < len(self.items) and self.items[last + 1].value is None:
            last += 1
        lines, heights = self._index_to_line, self._heights
        room = self.scrollable_content_region
        if last not in lines or first not in lines:
            return
        begin, end = lines[first], lines[last] + heights[last]
        if end - begin > room.height:
            end = lines[here] + heights[here]
        if end - begin > room.height:
            begin = lines[here]
        region = Region(0, begin, room.width, end - begin)
        self.scroll_to_region(region, animate=False, force=True, immediate=True)
