"""Redraws only the widgets that lie where something changed.

Textual redraws every widget inside the rectangle around all that changed. In a talk a clock at the
top right and a bar at the top left change each second, and that rectangle is half the screen.
"""

from __future__ import annotations

from collections.abc import Collection

from textual._compositor import ChopsUpdate, Compositor
from textual.geometry import Region
from textual.widget import Widget


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
