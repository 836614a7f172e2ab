"""Keys go where they were meant, however fast they come and however slow the app is.

Textual hands a key to whatever has the focus at that moment, and runs a key that is a command only
after it has come up through all the queues from there: a letter typed behind `enter` may get into
the field before the line is taken out of it, and run as a command of the page under a sheet that is
only about to open. So what is no typing is let land before anything behind it goes anywhere.
A key for what is still being read waits for that, and so do those behind it (`is_early`): the same
keys do the same however slow the app is. Escape takes them back while they wait.
What is pasted loses its control codes here, before any field sees it.
"""

from __future__ import annotations

from collections import deque
from functools import partial
from typing import Any

from textual import events
from textual._time import get_time
from textual.app import App
from textual.message import Message
from textual.screen import Screen
from textual.widget import Widget

from convo_tui.text import clean

ONE_READ_SECONDS = 0.004
"""Keys closer together than this came in one read of the terminal, as nobody types."""

OPENS_SECONDS = 0.05
"""What a key may take to read and open something, before the next key of the same read."""

OPENS_EARLY_SECONDS = 2.0
"""And what a key may take that was pressed before all was read: much is still being imported."""

LOST_SECONDS = 0.5
"""By then a key has landed, or what it went to is gone."""

WAYS = 2
"""Once up through the queues behind the key; once more behind what the command then sent."""


class Landed(Message):
    """Comes up behind a key: once it is here, the key has been here too."""

    def __init__(self, key: int, way: int) -> None:
        super().__init__()
        self.key = key
        self.way = way


class PacedApp(App[None]):
    """An app in which no key overtakes the one before it."""

    def __init__(self) -> None:
        super().__init__()
        self._held: deque[events.Key | events.Paste] = deque()
        self._typed_into: Widget | None = None
        self._key_at = self._read_at = 0.0
        self._keys = 0
        self._landing = self._resting = False

    async def on_event(self, event: events.Event) -> None:
        """Hand a key on, or hold it until the one before it has landed; clean what is pasted."""
        if not isinstance(event, events.Key | events.Paste) or event.is_forwarded:
            await super().on_event(event)
            return
        if isinstance(event, events.Paste):
            event.text = clean(event.text, newlines=True)  # the palette's own field cleans nothing
        rushed = self._is_rushed(event)
        if self._waits_for_a_read and isinstance(event, events.Key) and not rushed:
            if event.key == "escape":
                self._held.clear()
                return
            if not event.is_printable and event.key in self._bindings.key_to_bindings:
                await super().on_event(event)  # leaving and help never wait for the disk
                return
        if self._held or self._landing or rushed or self._is_early(event):
            self._held.append(event)
            if rushed and len(self._held) == 1:
                self._rest()
        else:
            await self._take_key(event)

    def is_early(self, key: str) -> bool:
        """Whether a key is for what the screen in front has not read yet; then it is held."""
        del key
        return False

    def go_on(self) -> None:
        """What early keys waited for is there; they go on as if they had come in one read."""
        self._read_at = get_time()
        self.call_later(self._go_on)

    def drop_early(self) -> None:
        """Something came over the screen that early keys were for."""
        if self._waits_for_a_read:
            self._held.clear()

    @property
    def _waits_for_a_read(self) -> bool:
        """Whether what is held waits for the store, not for the key before it."""
        busy = self._landing or self._resting
        return not busy and bool(self._held) and self._is_early(self._held[0])

    def _is_early(self, event: events.Key | events.Paste) -> bool:
        return isinstance(event, events.Key) and self.is_early(event.key)

    def _is_rushed(self, event: events.Key | events.Paste) -> bool:
        """Whether it came in one read with the key before, and is not typed on."""
        rushed = event.time - self._key_at < ONE_READ_SECONDS and not self._types(event)
        self._key_at = max(self._key_at, event.time)
        return rushed

    def _types(self, event: events.Key | events.Paste) -> bool:
        """Whether it writes into the field into which the one before it wrote."""
        return self._typed_into is not None and self._field_for(event) is self._typed_into

    def _field_for(self, event: events.Key | events.Paste) -> Widget | None:
        """The field that it writes into, if it does."""
        field = self.focused
        if field is None or isinstance(event, events.Paste):
            return field
        return field if field.check_consume_key(event.key, event.character) else None

    async def _take_key(self, event: events.Key | events.Paste) -> None:
        self._typed_into = self._field_for(event)
        await super().on_event(event)
        if self._typed_into is None:
            self._keys += 1
            self._landing = True
            self._send_behind(1)
            self.set_timer(LOST_SECONDS, partial(self._has_landed, self._keys))

    def _send_behind(self, way: int) -> None:
        (self.focused or self.screen).post_message(Landed(self._keys, way))

    async def on_landed(self, message: Landed) -> None:
        """Something came up behind a key."""
        if message.key != self._keys:
            return
        if message.way < WAYS:
            self._send_behind(message.way + 1)
        else:
            await self._has_landed(message.key)

    async def _has_landed(self, key: int) -> None:
        if key == self._keys and self._landing:
            self._landing = False
            await self._go_on()

    def _rest(self, *, early: bool = False) -> None:
        """Let the key before open something; an early one gets the time that it needs."""
        self._resting = True
        tries = round(OPENS_EARLY_SECONDS / OPENS_SECONDS) if early else 1
        self.set_timer(OPENS_SECONDS, partial(self._has_rested, self.screen, tries))

    async def _has_rested(self, below: Screen[Any], tries: int) -> None:
        if tries > 1 and (self.screen is below or self.focused is None):
            self.set_timer(OPENS_SECONDS, partial(self._has_rested, below, tries - 1))
            return
        self._resting = False
        await self._go_on()

    async def _go_on(self) -> None:
        """Hand on what was held, up to the next one that has to land."""
        while self._held and not (self._landing or self._resting or self._is_early(self._held[0])):
            event = self._held.popleft()
            await self._take_key(event)
            following = self._held[0] if self._held else None
            if (
                following is not None
                and self._in_one_read(event, following)
                and not self._types(following)
            ):
                self._rest(early=event.time < self._read_at and not self._moves(event))

    def _moves(self, event: events.Key | events.Paste) -> bool:
        """Whether it is about the widget in focus, such as a list, and opens nothing."""
        if isinstance(event, events.Paste) or self.focused is None:
            return True
        bound = self.screen.active_bindings.get(event.key)
        return bound is not None and bound.node is self.focused

    def _in_one_read(
        self, event: events.Key | events.Paste, following: events.Key | events.Paste
    ) -> bool:
        return following.time < max(event.time + ONE_READ_SECONDS, self._read_at)
