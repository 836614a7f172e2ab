"""The settings in force, where they are kept, and what of them does not count."""

from __future__ import annotations

import asyncio
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from textual import work
from textual.app import ComposeResult, SuspendNotSupported
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from convo_tui import assets
from convo_tui.documents.editing import editor_command
from convo_tui.domain.counting import several
from convo_tui.paths import PathProblem, write_private
from convo_tui.settings import default_text
from convo_tui.ui.command_tables import SETTINGS
from convo_tui.ui.commands import bindings
from convo_tui.ui.screen import ConvoScreen
from convo_tui.ui.widgets.key_bar import KeyBar
from convo_tui.ui.widgets.rows import Rows
from convo_tui.ui.widgets.title_bar import TitleBar


class SettingsScreen(ConvoScreen[None]):
    """Every setting with its value and what it is for."""

    CSS_PATH = assets.styles_dir() / "screens" / "settings.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(SETTINGS)]
    AUTO_FOCUS = "#settings"

    _hidden: Sequence[str] = ()

    def compose(self) -> ComposeResult:
        """A page that arrows scroll."""
        yield TitleBar()
        with VerticalScroll(id="settings"):
            yield Static(id="page")
        yield KeyBar()

    def on_mount(self) -> None:
        """Show a theme chosen in the palette, too."""
        self.app.theme_changed_signal.subscribe(self, lambda _: self.reload())

    async def load(self) -> None:
        """Show the settings that count now."""
        # Pydantic is loaded by now; for whoever never comes here it need not be.
        from convo_tui.ui.screens.settings_rows import settings_rows

        file = self.convo.setup.settings_file
        there = await asyncio.to_thread(file.is_file)
        self.show_title(Content.styled("Settings", "bold"))
        self._hidden = sorted(await self.convo.store.read(lambda store: store.dismissed()))
        rows = settings_rows(self.convo, there=there, hidden=self._hidden)
        self.query_one("#page", Static).update(Rows([*rows]))
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Hints come back only where some were dismissed."""
        if action == "hints":
            return bool(self._hidden)
        return super().check_action(action, parameters)

    @work
    async def action_hints(self) -> None:
        """Show the hints again that were dismissed."""
        from convo_tui.ui.hints import bring_back

        count = await bring_back(self.convo)
        await self.load()
        self.say(f"{several(count, 'kind')} of hints will be shown again.")

    def action_theme(self) -> None:
        """Choose among all themes; the choice is kept."""
        self.app.action_change_theme()

    @work
    async def action_edit(self) -> None:
        """Open the file in the person's own editor, and live by it afterwards."""
        command = editor_command()
        file = self.convo.setup.settings_file
        if command is None:
            self.say(f"No editor is known: set EDITOR, or edit {file} yourself.")
            return
        try:
            await asyncio.to_thread(make_file, file)
            self._run(command, file)
        except PathProblem as problem:
            self.say(str(problem))
            return
        except SuspendNotSupported:
            self.say(f"No editor can be opened from here; edit {file} elsewhere.")
            return
        except OSError as problem:
            self.say(f"{command[0]} could not be started: {problem.strerror}.")
            return
        await self.convo.read_settings()
        await self.load()
        wrong = len(self.convo.settings_problems)
        self.say(f"Read again: {wrong} to mend, see above." if wrong else "Read again: all counts.")

    def _run(self, command: list[str], file: Path) -> None:
        with self.app.suspend():
            subprocess.run([*command, str(file)], check=False)  # noqa: S603  # the person's own editor

    def action_back(self) -> None:
        """Go back."""
        self.dismiss()


def make_file(file: Path) -> None:
    """Begin the settings file, every setting explained, where there is none yet.

    Raises:
        PathProblem: it cannot be written.
    """
    if not file.exists():
        write_private(file, default_text())
