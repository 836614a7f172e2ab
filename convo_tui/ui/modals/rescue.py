"""Going on in another file, because this one can no longer be written."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from convo_tui import assets
from convo_tui.documents.files import typed_path
from convo_tui.paths import PathProblem
from convo_tui.storage.problems import StorageProblem
from convo_tui.storage.rescue import proposed
from convo_tui.text import clean
from convo_tui.ui.screen import ConvoModal
from convo_tui.ui.widgets.field import Field
from convo_tui.ui.widgets.title_bar import age_words

if TYPE_CHECKING:
    from convo_tui.storage.writer import SaveState

HINT = "enter copies all of it there and goes on in the copy · esc leaves"
WRITING = "Writing…"
WELL = "All is saved again. esc leaves this; nothing else is needed."


class Rescue(ConvoModal[None]):
    """Offers a place for everything: what the file has, and what could not be written into it."""

    CSS_PATH = assets.styles_dir() / "modals" / "rescue.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "leave", show=False),
        Binding("enter", "go_on", "go on", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._at_it = self._went = False

    def compose(self) -> ComposeResult:
        """How it stands, a place, and what came of it."""
        with Vertical(classes="sheet"):
            yield Static(Content("Write everything into another file"), classes="sheet-title")
            yield Static(id="stands", classes="sheet-text")
            yield Field(id="place")
            yield Static(Content(HINT), id="told", classes="hint")

    async def on_mount(self) -> None:
        """Propose a place."""
        field = self.query_one("#place", Field)
        field.focus()
        self.show_save(self.convo.store.state)
        place = await asyncio.to_thread(proposed, self.convo.store.path, self.convo.today())
        if not field.value:
            field.value = str(place)
            field.cursor_position = len(field.value)

    def show_save(self, state: SaveState) -> None:
        """Say how saving goes now."""
        if self._at_it or self._went:
            return
        for line in self.query("#stands").results(Static):  # none before the first frame
            line.update(Content(clean(self._standing(state))))

    def _standing(self, state: SaveState) -> str:
        if not state.problem:
            return WELL
        changes = "1 change waits" if state.waiting == 1 else f"{state.waiting} changes wait"
        waits = f"{changes} and will be in the copy" if state.waiting else "Nothing waits"
        age = age_words(state.age())
        return f"{self.convo.store.path} is not written: {state.problem}, for {age}. {waits}."

    @on(Input.Submitted, "#place")
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        if self._at_it:
            return
        try:
            place = typed_path(event.value)
        except PathProblem as problem:
            self._tell(str(problem), "$asks")
            return
        self._at_it = True
        self._tell(WRITING)
        self._write(place)

    @work
    async def _write(self, place: Path) -> None:
        old = self.convo.store.path
        try:
            await self.convo.saves.go_on_in(place)
        except StorageProblem as problem:
            self._tell(str(problem), "$asks")
        else:
            self._went = True
            self._say_where(old, place)
        self._at_it = False

    def _say_where(self, old: Path, new: Path) -> None:
        self.query_one("#place").display = False
        self.set_focus(None)
        words = (
            f"Convo goes on in {new}, with everything that waited.\n\n"
            f"The old file was {old}; nothing is written there any more. "
            f"Open the new one next time with: convo --database {new}"
        )
        self.query_one("#stands", Static).update(Content(clean(words, newlines=True)))
        self._tell("enter goes on")

    def _tell(self, sentence: str, style: str = "") -> None:
        self.query_one("#told", Static).update(Content.styled(clean(sentence), style))

    def action_go_on(self) -> None:
        """Close it, once there is nothing to choose any more."""
        if self._went:
            self.dismiss()

    def action_leave(self) -> None:
        """Leave; Convo keeps trying. What is being written is waited for."""
        if not self._at_it:
            self.dismiss()
