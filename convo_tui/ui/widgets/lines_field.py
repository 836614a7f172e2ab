"""A field of several lines, each of which becomes something of its own."""

from __future__ import annotations

from textual import events
from textual.widgets import TextArea

from convo_tui.text import clean


class LinesField(TextArea):
    """Lines of text; enter begins another one, tab leaves the field.

    Args:
        placeholder: what stands in it while it is blank.
        id: of the widget.
    """

    def __init__(self, *, placeholder: str, id: str) -> None:  # noqa: A002
        super().__init__(
            id=id,
            soft_wrap=True,
            show_line_numbers=False,
            tab_behavior="focus",
            placeholder=placeholder,
            compact=True,
        )
        self.cursor_blink = False  # movement only where time moves

    async def _on_paste(self, event: events.Paste) -> None:
        # Runs before Textual's own handler, which then inserts the cleaned text.
        event.text = clean(event.text, newlines=True)
        event.stop()  # taken here, it goes to nobody else

    @property
    def lines(self) -> list[str]:
        """What was typed, line by line."""
        return clean(self.text, newlines=True).splitlines()
