"""What a person can do when the file does not open."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from convo_tui.storage.problems import StorageProblem
    from convo_tui.ui.app import ConvoApp


async def helped(app: ConvoApp, fault: StorageProblem) -> bool:
    """Let the person do what may make the file open; whether to try again."""
    del app, fault
    return False
