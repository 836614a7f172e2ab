"""How saving and reading go: shown on every screen, with a way out while nothing is saved."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from convo_tui.ui.screen import ConvoModal, ConvoScreen

if TYPE_CHECKING:
    from textual.timer import Timer

    from convo_tui.storage.writer import SaveState
    from convo_tui.ui.app import ConvoApp

LOOK_SECONDS = 0.5
"""How often a save that takes long has its age redrawn."""


class SaveWatch:
    """Follows the writer; screens are touched in the app's own thread only."""

    def __init__(self, app: ConvoApp) -> None:
        self.app = app
        self.troubled = False
        """Whether what is written does not reach the file."""
        self.moved_to: Path | None = None
        """Where the app went on, if it had to leave the file it was started with."""
        self._looking = self._shown = False
        self._looks: Timer | None = None

    def start(self) -> None:
        """Be ready to look, once the app runs."""
        self._looks = self.app.set_interval(LOOK_SECONDS, self.refresh, pause=True)

    def told(self, state: SaveState) -> None:
        """Called as tasks come and go, in the writer's thread too.

        A save that is done at once, as nearly all are, costs no look at all.
        """
        if state.problem or state.unread or (self._shown and state.is_calm):
            self.app.call_later(self.refresh)
        if not state.is_calm and not self._looking and self._looks is not None:
            self._looking = True
            self.app.call_later(self._looks.resume)

    def refresh(self) -> None:
        """Show on every screen how saving goes now; stop looking once nothing waits."""
        state = self.app.store.state
        if state.problem and (damage := self.app.store.damage):
            self.app.leave_for_recovery(damage)
        self._shown = not state.is_calm
        turned, self.troubled = self.troubled != bool(state.problem), bool(state.problem)
        for screen in self.app.screen_stack:
            if turned:
                screen.refresh_bindings()
            if isinstance(screen, ConvoScreen | ConvoModal):
                screen.show_save(state)
        if not self._shown and self._looks is not None:
            self._looking = False
            self._looks.pause()

    async def go_on_in(self, path: Path) -> None:
        """Write everything into another file, what waits too, and go on in that one.

        Raises:
            StorageProblem: it could not be done; all is as it was.
        """
        await self.app.store.go_on_in(path)
        self.moved_to = self.app.store.path
        self.refresh()

    def last_words(self, *, written: bool) -> str:
        """What must be known once the screen is gone; "" where there is nothing."""
        words = []
        problem = self.app.store.state.problem
        if not written and problem:
            words.append(f"Not everything was saved: {problem}.")
        if self.moved_to is not None:
            words.append(f"Your data went on in another file: convo --database {self.moved_to}")
        return " ".join(words)
