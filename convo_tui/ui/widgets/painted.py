"""A widget that is repainted only when what it shows has changed."""

from __future__ import annotations

from textual.app import RenderResult
from textual.content import Content
from textual.widget import Widget


class Painted(Widget):
    """Shows text that something outside makes, often the same as a second ago.

    Textual compares contents by their words alone, so a reactive would miss a bar that only
    changed its colours; here their spans count too.
    """

    def __init__(
        self,
        *,
        id: str | None = None,  # noqa: A002  # Textual's own name
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self.painted = Content("")

    def paint(self, content: Content) -> None:
        """Show this from now on; a layout is made only where the number of lines changes."""
        before, self.painted = self.painted, content
        if not before.is_same(content):
            self.refresh(layout=before.plain.count("\n") != content.plain.count("\n"))

    def render(self) -> RenderResult:
        """What was painted last."""
        return self.painted
