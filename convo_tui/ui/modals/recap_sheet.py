"""The recap of a past talk over any screen: to read, to copy, to save."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from convo_tui import assets
from convo_tui.documents.files import proposed_name
from convo_tui.documents.model import Format
from convo_tui.documents.recap import recap_in
from convo_tui.text import clean
from convo_tui.ui.clipboard import copy
from convo_tui.ui.commands import bindings
from convo_tui.ui.modals.formats import choose_format
from convo_tui.ui.saving import ask_and_save
from convo_tui.ui.screen import ConvoModal
from convo_tui.ui.sheet_commands import RECAP_SHEET
from convo_tui.ui.widgets.key_bar import KeyBar
from convo_tui.ui.widgets.recap_view import RecapView

if TYPE_CHECKING:
    from convo_tui.domain.overview import TalkPage


TITLE = "The recap, without anything private"


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
        self._format = Format.MARKDOWN

    def compose(self) -> ComposeResult:
        """The recap, as high as the window allows."""
        with Vertical(classes="sheet"):
            yield Static(Content(TITLE), id="recap-title", classes="sheet-title")
            yield RecapView()
            yield KeyBar()

    def on_mount(self) -> None:
        """Arrows scroll at once."""
        self._show()
        self.query_one(RecapView).focus()

    def _show(self) -> None:
        """Show it in the format, or a page and a mail as what they say."""
        form = self._format
        shown = {Format.HTML: Format.MARKDOWN, Format.MAIL: Format.TEXT}.get(form, form)
        text = recap_in(shown, self._page, self.convo.zone)
        self.query_one(RecapView).show(text)
        words = "" if form is Format.MARKDOWN else f"as {form.words}"
        title = Content.assemble(TITLE, (f"  {words}", "$muted"))
        self.query_one("#recap-title", Static).update(title)

    @work
    async def action_format(self) -> None:
        """Choose another format."""
        self._format = await choose_format(self.convo, tuple(Format), self._format)
        self._show()

    async def _written(self) -> str:
        form, page, zone = self._format, self._page, self.convo.zone
        return await asyncio.to_thread(recap_in, form, page, zone)

    @work
    async def action_copy(self) -> None:
        """Copy the recap."""
        self.say((await copy(self.convo, await self._written())).said)

    @work
    async def action_save(self) -> None:
        """Save the recap to a file."""
        meeting, person = self._page.meeting, self._page.person
        day = self.convo.local(meeting.started_at).date()
        name = proposed_name(person.name, day, self._format.ending)
        text = await self._written()
        path = await ask_and_save(self.convo, "Where should the recap go?", text, name)
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
