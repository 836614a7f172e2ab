"""What was typed and never got into the damaged file: kept as text, never lost without a word."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from convo_tui.documents.files import save_text
from convo_tui.paths import PathProblem
from convo_tui.storage.driver import is_encrypted
from convo_tui.storage.unsaved import words_in

if TYPE_CHECKING:
    from convo_tui.ui.app import ConvoApp


class Unsaved:
    """The words that an app before this one could not write, until they are somewhere.

    They are, once the file is open again, once they are saved as text, or once somebody said that
    they may go.
    """

    def __init__(self, app: ConvoApp) -> None:
        self._app = app
        self.words = words_in(app.setup.unwritten)
        self.told = ""
        """Where they are, for the last words on the terminal."""

    def settled(self) -> None:
        """Nothing is left to be kept."""
        self.words = []

    def save(self, now: datetime) -> Path:
        """Save them beside the file, for its owner alone; waits for the disk.

        Raises:
            PathProblem, OSError: they cannot be written there.
        """
        path = self._app.store.path
        place = path.with_name(f"{path.stem}-unsaved-{now:%Y-%m-%d-%H%M%S}.md")
        head = "# Written last, and not in the file"
        save_text(place, "\n".join([head, "", *self.words]) + "\n")
        self.told = f"What you wrote last stands in {place}."
        self.settled()
        return place

    def at_the_end(self) -> None:
        """Where the app ends before anybody was asked, keep them all the same.

        Beside an encrypted file nothing is written in plain without being asked for.
        """
        if not self.words:
            return
        try:
            if is_encrypted(self._app.store.path):
                self.told = "What you wrote last was not saved: the file is encrypted."
            else:
                self.save(self._app.clock.now())
        except (PathProblem, OSError) as problem:
            self.told = f"What you wrote last could not be saved: {problem}"
