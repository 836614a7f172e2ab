"""Asking for what opens an encrypted file, before anything of it is on the screen."""

from __future__ import annotations

import asyncio
from importlib import import_module
from pathlib import Path
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from convo_tui import assets
from convo_tui.storage import remembered
from convo_tui.storage.changeover import sweep
from convo_tui.storage.cipher import WrongSecret, unlock
from convo_tui.storage.driver import key_of
from convo_tui.storage.problems import StorageProblem
from convo_tui.storage.sealing import NotEnoughMemory
from convo_tui.text import clean
from convo_tui.ui.commands import bindings
from convo_tui.ui.screen import ConvoModal
from convo_tui.ui.sheet_commands import UNLOCK
from convo_tui.ui.widgets.field import Field
from convo_tui.ui.widgets.key_bar import KeyBar

ASKS = "Type the passphrase, or the recovery key."
OPENING = "Opening…"
EMPTY = "Type the passphrase first, or press esc to leave."
WILL_REMEMBER = "This system's keyring will open it from now on."
NO_KEYRING = "This system has no keyring that Convo can use; it will ask again next time."


class HiddenField(Field):
    """A line that nobody reads over a shoulder, or from the clipboard."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(UNLOCK)]

    def __init__(self, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self.password = True

    def action_copy(self) -> None:
        """Nothing of it goes to the clipboard."""

    def action_cut(self) -> None:
        """As little."""


class PassphraseSheet(ConvoModal[StorageProblem | bool]):
    """Asks until the file is unlocked, and hands back True; False where the person leaves.

    What is wrong with the key file itself is handed back too: it is no matter of typing.

    Args:
        path: the encrypted file.
    """

    CSS_PATH = assets.styles_dir() / "modals" / "passphrase.tcss"
    searchable = False

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path
        self._remembers = False
        self._at_it = False

    def compose(self) -> ComposeResult:
        """What is asked, the field, and what came of it."""
        with Vertical(classes="sheet"):
            yield Static(Content("Convo is locked"), classes="sheet-title")
            yield Static(Content(f"{clean(str(self._path))} is encrypted."), classes="sheet-text")
            yield HiddenField("passphrase")
            yield Static(Content(ASKS), id="told")
            yield Static(id="remembers")
            yield KeyBar()

    def on_mount(self) -> None:
        """Type at once; what opening needs is imported meanwhile."""
        self.query_one("#remembers").display = False
        self._field.focus()
        self._import()

    @work(thread=True)
    def _import(self) -> None:
        import_module("convo_tui.storage.store")

    @property
    def _field(self) -> HiddenField:
        return self.query_one(HiddenField)

    @work
    async def action_open(self) -> None:
        """Try what was typed; half a second of work, so not in the loop."""
        typed = self._field.value
        if self._at_it:
            return
        if not typed.strip():
            self._tell(EMPTY, "$asks")
            return
        self._at_it = True
        self._tell(OPENING)
        try:
            await asyncio.to_thread(unlock, self._path, typed)
        except (WrongSecret, NotEnoughMemory) as fault:
            self._field.value = ""
            self._tell(str(fault), "$asks")
            self._at_it = False
        except StorageProblem as fault:
            self.dismiss(fault)
        else:
            self._field.value = ""
            await self._finish()
            self.dismiss(True)

    async def _finish(self) -> None:
        # What a change that was cut off left behind may be a plain copy.
        await asyncio.to_thread(sweep, self._path)
        if self._remembers and not await asyncio.to_thread(_remember, self._path):
            self.convo.notify(NO_KEYRING)

    def _tell(self, sentence: str, colour: str = "$muted") -> None:
        self.query_one("#told", Static).update(Content.styled(clean(sentence), colour))

    def action_remember(self) -> None:
        """Have the system's keyring open it from now on, or not."""
        self._remembers = not self._remembers
        line = self.query_one("#remembers", Static)
        line.update(Content.styled(WILL_REMEMBER, "$muted"))
        line.display = self._remembers

    def action_leave(self) -> None:
        """Leave Convo; the file stays as it is."""
        self.dismiss(False)


def _remember(path: Path) -> bool:
    key = key_of(path)
    return key is not None and remembered.remember(path, key)
