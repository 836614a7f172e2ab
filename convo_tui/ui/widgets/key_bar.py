"""The bottom line: the keys that work here and now, or for a moment what was just done."""

from __future__ import annotations

from collections.abc import Mapping

from textual.app import RenderResult
from textual.content import Content
from textual.reactive import reactive
from textual.timer import Timer
from textual.widget import Widget

from convo_tui.text import clean
from convo_tui.ui.command_tables import COMMANDS
from convo_tui.ui.commands import key_name, typed_into

MOST_KEYS = 9
SAID_SECONDS = 5.0
GAP = "  "


class KeyBar(Widget):
    """At most nine keys, those of the focused part first."""

    stays_drawn = True
    """See `covering.stays_drawn`."""

    said: reactive[str] = reactive("")
    """A short sentence in place of the keys."""

    words: reactive[Mapping[str, str]] = reactive({}, init=False)
    """By the id of a command, what its key does just now, where the usual word is not true.

    "" leaves the command out: what it would say is not worth its room just now.
    """

    def on_mount(self) -> None:
        """Follow what the keys do as the focus moves."""
        self._timer: Timer | None = None
        self.screen.bindings_updated_signal.subscribe(self, lambda _: self.refresh())

    def say(self, sentence: str) -> None:
        """Show a sentence for a few seconds."""
        if self._timer is not None:
            self._timer.stop()
        self.said = clean(sentence)
        self._timer = self.set_timer(SAID_SECONDS, self._unsay)

    def hush(self) -> None:
        """The keys again, at once."""
        if self.said:
            self._unsay()

    def _unsay(self) -> None:
        self.said = ""

    def render(self) -> RenderResult:
        """Draw the keys as they fit."""
        if self.said:
            return Content.styled(self.said, "$foreground")
        listed = [
            Content.assemble((key, "bold"), " ", (label, "$muted")) for key, label in self.keys()
        ]
        # The way to all keys stands last and is never the one that finds no room.
        fitted = listed[-1:]
        room = self.size.width - sum(part.cell_length for part in fitted)
        for place, part in enumerate(listed[:-1]):
            room -= part.cell_length + len(GAP)
            if room < 0:
                break
            fitted.insert(place, part)
        return Content(GAP).join(fitted)

    def keys(self) -> list[tuple[str, str]]:
        """The keys and their words, in order."""
        focused = self.screen.focused
        listed: list[tuple[str, str]] = []
        seen: set[str] = set()
        for active in self.screen.active_bindings.values():
            binding = active.binding
            command = COMMANDS.get(binding.id or "")
            if command is None or not binding.show or not active.enabled or command.id in seen:
                continue
            if typed_into(focused, binding.key):
                continue
            seen.add(command.id)
            label = self.words.get(command.id, command.label)
            if not label:
                continue
            # What helps where nothing can be saved comes first: it must find room.
            place = 0 if command.id == "app.rescue" else len(listed)
            listed.insert(place, (key_name(binding.key), label))
        keys_last = [pair for pair in listed if pair[1] == "keys"]
        others = [pair for pair in listed if pair[1] != "keys"]
        return [*others[: MOST_KEYS - len(keys_last)], *keys_last]
