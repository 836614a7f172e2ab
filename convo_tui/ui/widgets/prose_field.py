"""A field for an answer of a sentence or two, which wraps; enter goes on."""

from __future__ import annotations

from textual import events
from textual.message import Message

from convo_tui.text import clean
from convo_tui.ui.widgets.lines_field import LinesField


class ProseField(LinesField):
    """Text that wraps; what was pasted keeps its lines, and enter leaves the field.

    Args:
        value: what stands in it at first.
        placeholder: what stands in it while it is blank.
        id: of the widget.
    """

    class Entered(Message):
        """Enter was pressed in it."""

    def __init__(self, value: str = "", *, placeholder: str, id: str) -> None:  # noqa: A002
        super().__init__(placeholder=placeholder, id=id)
        self.load_text(clean(value, newlines=True))
        self.move_cursor(self.document.end)

    async def _on_key(self, event: events.Key) -> None:
        # Runs before Textual's own handler, which would begin another line.
        if event.key == "enter":
            event.stop()
            event.prevent_default()
            self.post_message(self.Entered())
