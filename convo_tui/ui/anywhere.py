"""What opens over any screen: the palette, search, blank, and the keys that work there."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import work

from convo_tui.ui.screen import ConvoScreen
from convo_tui.ui.talking import TalkingApp

if TYPE_CHECKING:
    from textual.command import Provider


def _convo_commands() -> type[Provider]:
    from convo_tui.ui.palette import ConvoCommands

    return ConvoCommands


class AnywhereApp(TalkingApp):
    """An app with sheets that open from anywhere; each is imported when it is opened."""

    COMMANDS: ClassVar = {_convo_commands}

    def is_early(self, key: str) -> bool:
        """Whether a key is for what the screen in front has not read yet."""
        screens = self.screen_stack
        here = screens[-1] if screens else None
        return isinstance(here, ConvoScreen) and here.is_early(key)

    async def action_search(self) -> None:
        """Search everything that was written; escape comes back here."""
        from convo_tui.ui.modals.search_sheet import SearchSheet

        screens = [screen for screen in self.screen_stack if isinstance(screen, ConvoScreen)]
        here = screens[-1] if screens else None
        person = here.person_at_hand if here is not None else None
        only = here is not None and here.about_one
        await self.push_screen(SearchSheet(person, only=only))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Feedback opens where the search may, and not over itself."""
        if action == "feedback":
            here = self.screen
            return getattr(here, "searchable", False) and getattr(here, "takes_feedback", True)
        return super().check_action(action, parameters)

    @work
    async def action_feedback(self) -> None:
        """Write down feedback: for the person at hand, or for whom one says."""
        from convo_tui.ui.feedback import ask_for_whom, write_feedback
        from convo_tui.ui.screens.talk import TalkScreen

        screens = [screen for screen in self.screen_stack if isinstance(screen, ConvoScreen)]
        if not screens:
            return
        here = screens[-1]
        if isinstance(here, TalkScreen):
            here.action_feedback()
            return
        await here.convo.ready()
        person = here.person_at_hand
        person = person or await ask_for_whom(here.convo, "For whom is the feedback?")
        if person is not None:
            await write_feedback(here, person)

    async def action_blank(self) -> None:
        """Blank all text until a key is pressed."""
        from convo_tui.ui.modals.blank import Blank

        await self.push_screen(Blank())

    async def action_keys(self) -> None:
        """Show the keys that work here."""
        from convo_tui.ui.modals.keys import KeysSheet, keys_of, signs_of

        await self.push_screen(KeysSheet(keys_of(self.screen), signs_of(self.screen)))

    def action_help_quit(self) -> None:
        """Ctrl+c ends other programs, and here it copies: say how one leaves."""
        from convo_tui.ui.commands import key_name

        bound = self.active_bindings.values()
        keys = [each.binding.key for each in bound if each.binding.id == "app.quit"]
        self.say(f"{key_name(keys[0])} leaves Convo; what runs can be continued." if keys else "")

    def action_command_palette(self) -> None:
        """Open the palette of all that can be done here."""
        from convo_tui.ui.palette import Palette

        if not isinstance(self.screen, Palette):
            self.push_screen(Palette())

    def search_themes(self) -> None:
        """Choose a theme; Convo's own come first."""
        from convo_tui.ui.palette import theme_palette

        self.push_screen(theme_palette())
