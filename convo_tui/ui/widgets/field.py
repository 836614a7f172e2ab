"""A text field of one line: control codes dropped, what stands in it safe against a kill."""

from __future__ import annotations

from textual import events
from textual.geometry import Size
from textual.reactive import Reactive
from textual.widgets import Input

from convo_tui.text import clean, one_line


class Field(Input):
    """One line of text; newlines and tabs that are pasted become spaces.

    Textual's own field keeps only the first pasted line; here nothing that was pasted is lost.
    """

    stays_drawn = True
    """See `covering.stays_drawn`."""

    # Textual lays the whole screen out anew for each letter, as a field may be as wide as its text.
    # Ours never is; in a talk this halves the work of a key.
    virtual_size = Reactive(Size(0, 0))

    def __init__(
        self,
        value: str = "",
        *,
        placeholder: str = "",
        id: str | None = None,  # noqa: A002
        classes: str | None = None,
    ) -> None:
        super().__init__(
            one_line(value),
            placeholder=one_line(placeholder),
            id=id,
            classes=classes,
            compact=True,
            select_on_focus=False,
        )
        self.cursor_blink = False  # movement only where time moves

    def validate_value(self, value: str) -> str:
        """Whatever way text comes in, a draft from the file too, it has no control codes."""
        return clean(value)

    def _on_paste(self, event: events.Paste) -> None:
        # Stops Textual's handler, which would insert the first line alone.
        event.prevent_default()
        event.stop()
        if event.text and not self.selection.is_empty:
            self.replace(one_line(event.text), *self.selection)
        elif event.text:
            self.insert_text_at_cursor(one_line(event.text))
