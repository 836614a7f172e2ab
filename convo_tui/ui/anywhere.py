"""What opens over any screen: search, blank, and the keys that work there."""

from __future__ import annotations

from convo_tui.ui.screen import ConvoScreen
from convo_tui.ui.talking import TalkingApp


class AnywhereApp(TalkingApp):
    """An app with sheets that open from anywhere; each is imported when it is opened."""

    async def action_search(self) -> None:
        """Search everything that was written; escape comes back here."""
        from convo_tui.ui.modals.search_sheet import SearchSheet

        screens = [screen for screen in self.screen_stack if isinstance(screen, ConvoScreen)]
        here = screens[-1] if screens else None
        person = here.person_at_hand if here is not None else None
        only = here is not None and here.about_one
        await self.push_screen(SearchSheet(person, only=only))

    async def action_blank(self) -> None:
        """Blank all text until a key is pressed."""
        from convo_tui.ui.modals.blank import Blank

        await self.push_screen(Blank())

    async def action_keys(self) -> None:
        """Show the keys that work here."""
        from convo_tui.ui.modals.keys import KeysSheet, keys_of

        await self.push_screen(KeysSheet(keys_of(self.screen)))
