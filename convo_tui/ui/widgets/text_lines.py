"""A field of several lines, as all of Convo's are: no control codes, and lines that end whole."""

from __future__ import annotations

from rich.segment import Segment
from textual import events
from textual.strip import Strip
from textual.widgets import TextArea

from convo_tui.text import clean

_JOINER = "\N{ZERO WIDTH JOINER}"


class TextLines(TextArea):
    """Text that wraps; what is pasted loses its control codes."""

    stays_drawn = True
    """See `covering.stays_drawn`."""

    async def _on_paste(self, event: events.Paste) -> None:
        # Runs before Textual's own handler, which then inserts the cleaned text.
        event.text = clean(event.text, newlines=True)
        event.stop()  # taken here, it goes to nobody else

    def render_line(self, y: int) -> Strip:
        """A line as Textual draws it, joined to nothing that is drawn after it.

        It wraps by code points, and so within a sign that several make together: the joiner that
        is left at the end would swallow a cell of what stands beside the field.
        """
        strip = super().render_line(y)
        if not any(part.text.endswith(_JOINER) for part in strip):
            return strip
        parts = [Segment(part.text.rstrip(_JOINER), part.style, part.control) for part in strip]
        return Strip(parts, strip.cell_length)
