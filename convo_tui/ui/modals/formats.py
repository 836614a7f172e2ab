"""Choosing what a document is written as."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from convo_tui.documents.model import Format
from convo_tui.ui.modals.choice import Choice, Option

if TYPE_CHECKING:
    from convo_tui.ui.app import ConvoApp

_KEYS = {
    Format.MARKDOWN: "m",
    Format.HTML: "h",
    Format.TEXT: "t",
    Format.MAIL: "e",
    Format.JSON: "j",
}


async def choose_format(app: ConvoApp, formats: Sequence[Format], current: Format) -> Format:
    """Ask for a format; it pushes a screen, so call it in a worker.

    Returns:
        The one that was chosen, or the current one where the person left without.
    """
    options = [Option(_KEYS[each], each.words, each) for each in formats]
    sheet: Choice[Format] = Choice("Written as what?", options, current=current)
    return await app.push_screen_wait(sheet) or current
