"""A field of several lines, each of which becomes something of its own."""

from __future__ import annotations

from convo_tui.text import clean
from convo_tui.ui.widgets.text_lines import TextLines


class LinesField(TextLines):
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

    @property
    def lines(self) -> list[str]:
        """What was typed, line by line."""
        return clean(self.text, newlines=True).splitlines()
