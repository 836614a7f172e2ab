"""Private is hidden, or shown again: what that does to all that is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convo_tui.ui.screen import ConvoModal, ConvoScreen
from convo_tui.ui.widgets.key_bar import KeyBar

if TYPE_CHECKING:
    from convo_tui.ui.app import ConvoApp

SET_ASIDE = "What was begun here is private: it is kept, and comes back once private is shown."
"""What a sheet says in place of a draft while private is hidden."""


def turned(app: ConvoApp) -> None:
    """Have every screen and sheet show nothing private from now on, or all of it again."""
    if app.private_hidden:
        _leave_private_sheets(app)
    for screen in app.screen_stack:
        for bar in screen.query(KeyBar):
            bar.hush()  # it may quote something
        if isinstance(screen, ConvoScreen | ConvoModal) and screen.is_mounted:
            screen.private_turned()


def _leave_private_sheets(app: ConvoApp) -> None:
    """Leave what is about something private, with all that lies over it."""
    sheets = (each for each in app.screen_stack if isinstance(each, ConvoModal))
    about_private = [sheet for sheet in sheets if sheet.shows_private]
    while any(sheet in app.screen_stack for sheet in about_private):
        app.screen.dismiss()
