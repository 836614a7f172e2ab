"""Widgets that are repainted only where what they show has changed."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import RenderResult
from textual.content import Content
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.visual import Visual
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


class PaintedLines(Widget):
    """Shows lines of which few change at a time; each is drawn by itself, and cut where it ends."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: Sequence[Content] = ()

    def paint(self, lines: Sequence[Content]) -> None:
        """Show these from now on."""
        before, self.lines = self.lines, lines
        if len(before) != len(lines):
            self.refresh(layout=True)
            return
        pairs = enumerate(zip(before, lines, strict=True))
        changed = [y for y, (old, new) in pairs if not old.is_same(new)]
        if changed:
            self.refresh(*(Region(0, y, self.size.width, 1) for y in changed))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """One line each."""
        del container, viewport, width
        return len(self.lines)

    def render_line(self, y: int) -> Strip:
        """One line of it."""
        line = self.lines[y] if y < len(self.lines) else Content("")
        width = self.size.width
        strips = Visual.to_strips(self, line, width, 1, self.visual_style)
        return strips[0] if strips else Strip.blank(width)  # no width, no lines

    def render(self) -> RenderResult:
        """All of it, for whoever selects it with the mouse."""
        return Content("\n").join(self.lines)
