"""The time left, in large figures."""

from __future__ import annotations

from textual.app import RenderResult
from textual.reactive import reactive
from textual.renderables.digits import Digits
from textual.widget import Widget


class BigClock(Widget):
    """Figures three lines tall.

    Textual's own widget lays the whole screen out anew for each change; a clock keeps its width.
    """

    value: reactive[str] = reactive("")
    """What it shows: "4:32", or "+1:12" once the time is over."""

    def render(self) -> RenderResult:
        """The figures."""
        return Digits(self.value, self.rich_style)
