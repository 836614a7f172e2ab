"""The recap as its Markdown source, to read and to scroll, and the field in which it is edited."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from convo_tui.text import clean
from convo_tui.ui.command_tables import RECAP_TEXT
from convo_tui.ui.commands import bindings
from convo_tui.ui.widgets.row import Row
from convo_tui.ui.widgets.rows import Rows
from convo_tui.ui.widgets.text_lines import TextLines

_LEAD = re.compile(r"\s*(?:[-*+] |\d+[.)] )?")


class RecapView(VerticalScroll, can_focus=True):
    """Each line of the source as it stands; long ones wrap beneath themselves."""

    def compose(self) -> ComposeResult:
        """The text."""
        yield Static(id="recap-lines")

    def show(self, markdown: str) -> None:
        """Show a recap."""
        self.query_one("#recap-lines", Static).update(Rows(list(recap_rows(markdown))))


def recap_rows(markdown: str) -> Iterator[Row]:
    """The lines of a recap: headings bold, list items with a hanging indent."""
    for line in clean(markdown, newlines=True).expandtabs(4).splitlines():
        if line.startswith("#"):
            yield Row(Content.styled(line, "bold"), marker=False)
        else:
            found = _LEAD.match(line)
            lead = found[0] if found else ""
            yield Row(line[len(lead) :], Content.styled(lead, "$muted"), marker=False)


class RecapEditor(TextLines):
    """The source as text to write in; what is pasted loses its control codes."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(RECAP_TEXT)]

    def __init__(self, *, id: str) -> None:  # noqa: A002
        super().__init__(id=id, soft_wrap=True, show_line_numbers=False)
        self.cursor_blink = False  # movement only where time moves
