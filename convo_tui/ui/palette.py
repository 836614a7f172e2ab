"""The palette: every command that works here, from the same definition as its key."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, ClassVar, NamedTuple

from textual.command import CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.theme import ThemeProvider

from convo_tui import assets
from convo_tui.ui.command_tables import COMMANDS
from convo_tui.ui.commands import Command, key_name
from convo_tui.ui.theme import PALETTES


class Palette(CommandPalette):
    """Textual's, as a sheet of ours."""

    CSS_PATH: ClassVar = assets.styles_dir() / "modals" / "palette.tcss"


class Themes(ThemeProvider):
    """All themes by their names, those made for Convo before Textual's own."""

    @property
    def commands(self) -> list[tuple[str, Callable[[], None]]]:
        """Each name with what chooses that theme."""
        own = list(PALETTES)
        first = {name: place for place, name in enumerate(own)}
        return sorted(super().commands, key=lambda each: first.get(each[0], len(own)))


def theme_palette() -> Palette:
    """The palette that has the themes alone."""
    return Palette(providers=[Themes], placeholder="Search for themes…")


class Offer(NamedTuple):
    """What the palette offers: its name with the key, its sentence, and what it does."""

    name: str
    help: str
    run: Callable[[], Any]


class ConvoCommands(Provider):
    """Commands of the screen below the palette, and of the app; last, the themes.

    Textual's own are not offered: its screenshot would write notes to a file that others can read.
    """

    def _offers(self) -> Iterator[Offer]:
        for command, active in self._commands():
            name = f"{command.label.capitalize()}  ({key_name(active.binding.key)})"
            run = partial(self.app.run_action, command.action, active.node)
            yield Offer(name, command.help, run)
        yield Offer("Theme", "Choose the theme.", self.app.action_change_theme)

    def _themes(self) -> Iterator[Offer]:
        for name, choose in Themes(self.screen).commands:
            yield Offer(f"Theme: {name}", "", choose)

    def _commands(self) -> Iterator[tuple[Command, Any]]:
        seen: set[str] = set()
        for active in self.screen.active_bindings.values():
            command = COMMANDS.get(active.binding.id or "")
            if command is None or not command.palette or command.id in seen or not active.enabled:
                continue
            seen.add(command.id)
            yield command, active

    async def discover(self) -> Hits:
        """All of them, before anything is typed."""
        for offer in self._offers():
            yield DiscoveryHit(Content(offer.name), offer.run, help=offer.help)

    async def search(self, query: str) -> Hits:
        """Those whose name fits what was typed, or whose sentence has all its words.

        In a sentence the letters of any word are found somewhere.
        """
        matcher, words = self.matcher(query), query.casefold().split()
        for offer in (*self._offers(), *self._themes()):
            said = offer.help.casefold()
            in_sentence = matcher.match(offer.help) if all(word in said for word in words) else 0
            score = max(matcher.match(offer.name), in_sentence * 0.8)
            if score > 0:
                yield Hit(score, Content(offer.name), offer.run, help=offer.help or None)
