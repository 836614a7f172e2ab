"""A line of a list that wraps with a hanging indent and keeps its last column at the right."""

from __future__ import annotations

from textual.content import Content
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual

MARKER_WIDTH = 2
"""Cells at the left of every row for `▸`, which says where one is."""

MIN_BODY = 12
"""Below this width of the body the right column goes to a line of its own."""

NOTHING = Content("")


class Row(Visual):
    """Left columns, a text that wraps beneath itself, and a right-aligned end.

    Args:
        body: the text, wrapped to what is left of the width.
        lead: stands before it on the first line; its width is the hanging indent.
        tail: stands at the right end of the first line, or below where there is no room.
        below: stands beneath the body, over the whole width.
        marker: reserve the two cells in which lists show `▸`.
    """

    def __init__(
        self,
        body: Content | str,
        lead: Content | str = "",
        tail: Content | str = "",
        *,
        below: Content | str = "",
        marker: bool = True,
    ) -> None:
        self.body = body if isinstance(body, Content) else Content(body)
        self.lead = lead if isinstance(lead, Content) else Content(lead)
        self.tail = tail if isinstance(tail, Content) else Content(tail)
        self.below = below if isinstance(below, Content) else Content(below) if below else NOTHING
        self.marker = marker

    @property
    def plain(self) -> str:
        """The text of all parts, for tests and for copying."""
        parts = (self.lead.plain, self.body.plain, self.tail.plain, self.below.plain)
        return " ".join(part.strip() for part in parts if part.strip())

    def lines(self, width: int) -> list[Content]:
        """The row as lines of at most `width` cells."""
        indent = (MARKER_WIDTH if self.marker else 0) + self.lead.cell_length
        tail = self.tail.cell_length
        room = width - indent - (tail + 2 if tail else 0)
        own_line = bool(tail) and room < MIN_BODY
        room = max(1, width - indent if own_line else room)
        wrapped = [part.rstrip() for part in self.body.wrap(room)] or [Content("")]
        blank = Content(" " * indent)
        first = Content.assemble(" " * (MARKER_WIDTH if self.marker else 0), self.lead, wrapped[0])
        if tail and not own_line:
            gap = max(1, width - first.cell_length - tail)
            first = Content.assemble(first, " " * gap, self.tail)
        listed = [first, *(Content.assemble(blank, part) for part in wrapped[1:])]
        if own_line:
            listed += [Content.assemble(blank, part.rstrip()) for part in self.tail.wrap(room)]
        if self.below.plain:
            beneath = self.below.wrap(max(1, width - indent))
            listed += [Content.assemble(blank, part.rstrip()) for part in beneath]
        return listed

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        """Draw the lines; see `Visual`."""
        lines = self.lines(width)[:height]
        return [
            strip
            for line in lines
            for strip in (line.render_strips(width, 1, style, options) or [Strip.blank(width)])
        ]

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """All of it on one line; see `Visual`."""
        del rules
        parts = self.lead.cell_length + self.body.cell_length + self.tail.cell_length
        widest = max(parts, self.lead.cell_length + self.below.cell_length)
        return min(container_width, widest + MARKER_WIDTH + 2)

    def get_height(self, rules: RulesMap, width: int) -> int:
        """How many lines it takes; see `Visual`."""
        del rules
        return len(self.lines(width)) if width > 0 else 1
