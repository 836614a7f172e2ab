"""Keys that arrive in one read go where they were meant.

Textual hands a key to whatever has the focus at that moment. Keys of one read (a slow line, a
stall) would run as commands of the page under a sheet that is only about to open, so what a key
opens is let come up before the key after it goes anywhere. What is typed into a field goes on.
"""

from __future__ import annotations

from collections import deque

from textual import events
from textual.app import App
from textual.widget import Widget

ONE_READ_SECONDS = 0.004
"""Keys closer together than this came in one read of the terminal."""

KEY_LANDS_SECONDS = 0.05
"""What a key may take to open or focus something before the next key of the read is looked at."""


class PacedApp(App[None]):
    """An app in which no key overtakes what the key before it opens."""

    def __init__(self) -> None:
        super().__init__()
        self._key_at = 0.0
        self._held: deque[events.Key] = deque()
        self._typed_into: Widget | None = None

    async def on_event(self, event: events.Event) -> None:
        """Hand a key on, or hold it until the one before it has landed."""
        if not isinstance(event, events.Key) or event.is_forwarded:
            await super().on_event(event)
        elif self._held or (
            event.time - self._key_at < ONE_READ_SECONDS and not self._types(event)
        ):
            if not self._held:
                self.set_timer(KEY_LANDS_SECONDS, self._let_keys_go)
            self._held.append(event)
        else:
            await self._take_key(event)
        if isinstance(event, events.Key):
            self._key_at = max(self._key_at, event.time)

    def _same_read(self, event: events.Key) -> bool:
        return event.time - self._key_at < ONE_READ_SECONDS

    async def _take_key(self, event: events.Key) -> None:
        field, sign = self.focused, event.character
        writes = field is not None and field.check_consume_key(event.key, sign)
        self._typed_into = field if writes else None
        await super().on_event(event)

    def _types(self, event: events.Key) -> bool:
        """Whether the key writes into the field into which the one before it wrote."""
        field = self.focused
        return (
            field is not None
            and field is self._typed_into
            and field.check_consume_key(event.key, event.character)
        )

    async def _let_keys_go(self) -> None:
        await self._take_key(self._held.popleft())
        while self._held and self._types(self._held[0]):
            await self._take_key(self._held.popleft())
        if self._held:
            self.set_timer(KEY_LANDS_SECONDS, self._let_keys_go)
