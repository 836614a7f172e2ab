"""Marking the celebration that is owed under the cursor, wherever one is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convo_tui.domain.values import Change
from convo_tui.text import shorten
from convo_tui.ui.screen import ConvoScreen

if TYPE_CHECKING:
    # Today is the first frame: what it needs only later is imported then.
    from convo_tui.domain.commitments import Commitment
    from convo_tui.domain.goals import Goal

WORDS_CELLS = 40
"""How much of what is celebrated a sentence in the bottom line quotes."""


class CelebratingActs(ConvoScreen[None]):
    """Mark a celebration as held, by one key; one undo takes it back."""

    @property
    def celebrated_line(self) -> object:
        """What the line under the cursor is about."""
        return None

    @property
    def celebration(self) -> Goal | Commitment | None:
        """The goal or commitment under the cursor, if its celebration is owed."""
        if (line := self.celebrated_line) is None:
            return None
        from convo_tui.domain.celebrations import celebration_owed
        from convo_tui.domain.commitments import Commitment
        from convo_tui.domain.goals import Goal

        return line if isinstance(line, Goal | Commitment) and celebration_owed(line) else None

    def action_celebrate(self) -> None:
        """The celebration was held."""
        from convo_tui.domain.celebrations import marked_celebrated, what_for

        before = self.celebration
        if before is None:
            return
        hidden = before.private and self.convo.private_hidden
        quoted = "a private line" if hidden else f"“{shorten(what_for(before), WORDS_CELLS)}”"
        after = marked_celebrated(before, self.convo.now())
        self.change(f"celebrated {quoted}", Change.edited(before, after))
        self.say(f"Celebrated {quoted}. u takes it back.")
        self.reload()
