"""Nothing to read: for the moment when somebody looks over one's shoulder."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from convo_tui.ui.screen import ConvoModal


class Blank(ConvoModal[None]):
    """An empty screen over everything; any key takes it away."""

    searchable = False

    def compose(self) -> ComposeResult:
        """One faint sentence."""
        yield Static(Content("Blank. Any key brings everything back."), id="blank")

    def on_key(self, event: events.Key) -> None:
        """Any key, and it goes no further."""
        event.stop()
        event.prevent_default()
        self.dismiss()

    def on_click(self) -> None:
        """A click does too."""
        self.dismiss()
