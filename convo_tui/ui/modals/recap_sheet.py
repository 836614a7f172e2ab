"""The recap of a past talk over any screen: to read, to copy, to save."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from convo_tui import assets
from convo_tui.documents.files import proposed_name
from convo_tui.documents.recap import recap_markdown
from convo_tui.text import clean
from convo_tui.ui.clipboard import copy
from convo_tui.ui.command_tables import RECAP_SHEET
from convo_tui.ui.commands import bindings
from convo_tui.ui.saving import ask_and_save
from convo_tui.ui.screen import ConvoModal
from convo_tui.ui.widgets.key_bar import KeyBar
from convo_tui.ui.widgets.recap_view import RecapView

if TYPE_CHECKING:
    from convo_tui.domain.overview import TalkPage


class RecapSheet(ConvoModal[None]):
    """Shows what both may read; nothing private is in it.

    Args:
        page: the talk whole, as the store gives it.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(RECAP_SHEET)]
    CSS_PATH = assets.styles_dir() / "modals" / "recap_sheet.tcss"

    def __init__(self, page: TalkPage) -> None:
        super().__init__()
        self._page = page

    def compose(self) -> ComposeResult:
        """The recap, as high as the window allows."""
        with Vertical(classes="sheet"):
            yield Static(Content("The recap, without anything private"), classes="sheet-title")
            yield RecapView()
            yield KeyBar()

    def on_mount(self) -> None:
        """Arrows scroll at once."""
        view = self.query_one(RecapView)
        view.show(self._markdown)
        view.focus()

    @property
    def _markdown(self) -> str:
        return recap_markdown(self._page, self.convo.zone)

    @work
    async def action_copy(self) -> None:
        """Copy the recap."""
        self.say((await copy(self.convo, self._markdown)).said)

    @work
    async def action_save(self) -> None:
        """Save the recap to a file."""
        meeting, person = self._page.meeting, self._page.person
        name = proposed_name(person.name, self.convo.local(meeting.started_at).date())
        path = await ask_and_save(self.convo, "Where should the recap go?", self._markdown, name)
        if path is not None:
            self.say(f"Saved as {clean(str(path))}.")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A talk that still runs has no wrap-up yet, and one that was logged never had one."""
        if action == "wrap_up":
            return not self._page.live and self._page.meeting.logged_at is None
        return super().check_action(action, parameters)

    def action_wrap_up(self) -> None:
        """Open the wrap-up of this talk again."""
        from convo_tui.ui.screens.wrap_up import WrapUpScreen

        self.dismiss()
        self.convo.call_later(self.convo.push_screen, WrapUpScreen(self._page.meeting.id))

    def action_back(self) -> None:
        """Close it."""
        self.dismiss()
