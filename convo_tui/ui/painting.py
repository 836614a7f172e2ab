"""Redraws only the widgets that lie where something changed.

Textual redraws every widget inside the rectangle around all that changed. In a talk a clock at the
top right and a bar at the top left change each second, and that rectangle is half the screen.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TypeVar

from textual._compositor import ChopsUpdate, Compositor
from textual.geometry import Region
from textual.screen import Screen
from textual.widget import Widget

ResultT = TypeVar("ResultT")


class SparingCompositor(Compositor):
    """Textual's compositor, which asks no widget for lines that nobody will see."""

    _changed: Collection[Region] | None = None

    def render_partial_update(self) -> ChopsUpdate | None:
        """Draw what changed; every cell of it comes from a widget that reaches into it."""
        cuts = self.cuts  # kept by Textual once made, so they are made of all widgets
        self._changed = tuple(self._dirty_regions)
        try:
            return super().render_partial_update() if cuts else None
        finally:
            self._changed = None

    @property
    def visible_widgets(self) -> dict[Widget, tuple[Region, Region]]:
        """The widgets on the screen; while a change is drawn, those that it touches."""
        visible = super().visible_widgets
        if self._changed is None:
            return visible
        return {
            widget: (region, clip)
            for widget, (region, clip) in visible.items()
            if any(region.overlaps(it) and clip.overlaps(it) for it in self._changed)
        }


class LayeredScreen(Screen[ResultT]):
    """A screen of which all that changes is seen through every sheet that lies over it.

    A translucent sheet keeps its drawing of what is beneath. Textual has the sheet in front draw
    that anew, but not those between the two: these would go on showing what stood there before.
    """

    def _compositor_refresh(self) -> None:
        changed = tuple(self._compositor._dirty_regions)  # noqa: SLF001
        beneath = self.app._background_screens  # noqa: SLF001
        if changed and self in beneath:
            for sheet in beneath[beneath.index(self) + 1 :]:
                sheet._set_dirty(*changed)  # noqa: SLF001
        super()._compositor_refresh()
