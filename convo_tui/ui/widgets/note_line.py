"""The line at the bottom of a talk into which notes are typed."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.message import Message

from convo_tui.ui.command_tables import NOTE_LINE
from convo_tui.ui.commands import bindings
from convo_tui.ui.widgets.field import Field


class NoteLine(Field):
    """A field in which `space` flips the speaker while it is empty: no note begins with one."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(NOTE_LINE)]

    takes_signs = True
    """The list of keys has the signs of a note, too."""

    class SpeakerSwitched(Message):
        """Space was pressed with nothing typed yet."""

    class Left(Message):
        """Escape was pressed."""

    async def _on_key(self, event: events.Key) -> None:
        if event.key == "space" and not self.value:
            # Textual's own handler would type it.
            event.prevent_default()
            event.stop()
            self.post_message(self.SpeakerSwitched())

    def action_leave(self) -> None:
        """Leave the line; what stands in it stays."""
        self.post_message(self.Left())
