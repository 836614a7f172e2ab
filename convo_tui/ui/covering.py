"""What was hidden goes at once: until a screen is filled anew, no words of it are drawn.

A screen is filled by what is read from the file, and that may be a second away. So hiding does not
wait for it: from then on the compositor draws blanks where the words of the screen are, whichever
widgets these are in. Nothing is taken away, so cursor, focus and what was typed stay as they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

from rich.segment import Segment
from textual.geometry import Region
from textual.screen import Screen
from textual.scrollbar import ScrollBar
from textual.strip import Strip
from textual.widget import Widget

from convo_tui.ui.painting import LayeredScreen, SparingCompositor

ResultT = TypeVar("ResultT")

DRAWN_AFTER_SECONDS = 0.05
"""How long the picture on the terminal may stay: what is read by then comes without a flicker."""


class CoveringCompositor(SparingCompositor):
    """A compositor that can leave out the words.

    Attributes:
        covered: whether it does.
        drawn: whether anything was drawn since it does.
    """

    covered = False
    drawn = False

    def _get_renders(
        self, crop: Region | None = None
    ) -> Iterable[tuple[Region, Region, list[Strip]]]:
        return self._blanks(crop) if self.covered else super()._get_renders(crop)

    def _blanks(self, crop: Region | None) -> Iterator[tuple[Region, Region, list[Strip]]]:
        """As Textual's own, which keeps to itself whose lines they are."""
        self.drawn = True
        for widget, (region, clip) in self.visible_widgets.items():
            seen = region.intersection(clip)
            if not seen or (crop and not crop.overlaps(clip)):
                continue
            x, y = region.offset
            strips = widget.render_lines(seen.translate((-x, -y)))
            stays = stays_drawn(widget)
            yield region, clip, strips if stays else [_without_words(strip) for strip in strips]


class CoveredScreen(LayeredScreen[ResultT]):
    """A screen whose words can be left out."""

    def __init__(self) -> None:
        super().__init__()
        self._compositor: CoveringCompositor = CoveringCompositor()

    @property
    def covered(self) -> bool:
        """Whether its words are left out."""
        return self._compositor.covered

    def cover(self) -> None:
        """Draw no words from now on, however it comes to be drawn."""
        if self.covered:
            return
        self._compositor.covered, self._compositor.drawn = True, False
        stack = self.app.screen_stack
        if self in stack:
            for sheet in stack[stack.index(self) + 1 :]:
                sheet._set_dirty()  # noqa: SLF001  # a sheet keeps its drawing of what is beneath
        self.set_timer(DRAWN_AFTER_SECONDS, self._draw_cover)

    def _draw_cover(self) -> None:
        if self.covered:
            self.refresh()

    def uncover(self) -> None:
        """Draw the words again."""
        if not self.covered:
            return
        self._compositor.covered = False
        if self._compositor.drawn:
            self.refresh()


def stays_drawn(widget: Widget) -> bool:
    """Whether a widget is drawn on a covered screen, too.

    A widget says so by `stays_drawn`: the lines above and below, and the fields, in which nothing
    stands but what was typed just now. A screen itself only has what is seen through it.
    """
    return isinstance(widget, Screen | ScrollBar) or getattr(widget, "stays_drawn", False)


def _without_words(strip: Strip) -> Strip:
    """As wide, and on the same ground."""
    blanks = [
        Segment(" " * segment.cell_length, segment.style and segment.style.background_style)
        for segment in strip
        if not segment.control
    ]
    return Strip(blanks, strip.cell_length)
