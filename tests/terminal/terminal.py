"""A pseudo-terminal with a screen: what a person would see of the program in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pyte
from terminal.program import Program


class _Screen(pyte.Screen):
    """pyte's screen, deaf to the private sequences that it would take for others."""

    def select_graphic_rendition(self, *attributes: int, private: bool = False) -> None:
        if not private:
            super().select_graphic_rendition(*attributes)

    def report_device_status(self, mode: int, **_: Any) -> None:
        """Nobody is there to answer."""


class Terminal(Program):
    """A program in a pseudo-terminal, and the screen it paints."""

    def __init__(
        self,
        command: Sequence[str],
        *,
        columns: int = 120,
        rows: int = 36,
        env: Mapping[str, str] | None = None,
    ) -> None:
        self._screen = _Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        super().__init__(command, columns=columns, rows=rows, env=env)

    def took(self, data: bytes) -> None:
        """Paint what came."""
        try:
            self._stream.feed(data)
        except (IndexError, KeyError, TypeError, ValueError):
            # The emulator gave up on a sequence it does not know; its parser begins anew.
            self._stream = pyte.ByteStream(self._screen)

    def resize(self, columns: int, rows: int) -> None:
        """Drag the corner of the window."""
        with self._news:
            self._screen.resize(rows, columns)
        self.set_size(columns, rows)

    @property
    def lines(self) -> list[str]:
        """The screen, line by line."""
        with self._news:
            return [line.rstrip() for line in self._screen.display]

    @property
    def text(self) -> str:
        """The screen as one text."""
        return "\n".join(self.lines)

    def line_with(self, part: str) -> str:
        """The first line of the screen with this in it; "" where there is none."""
        return next((line for line in self.lines if part in line), "")

    def shows(self, *parts: str) -> bool:
        """Whether all of these are on the screen now."""
        text = self.text
        return all(part in text for part in parts)

    def wait_for(self, *parts: str) -> str:
        """Wait until all of these are on the screen at once; the screen then."""
        self.wait_until(lambda: self.shows(*parts), ", ".join(map(repr, parts)))
        return self.text

    def gone(self, part: str) -> str:
        """Wait until this is on the screen no more; the screen then."""
        self.wait_until(lambda: part not in self.text, f"{part!r} gone")
        return self.text

    def seen(self) -> str:
        """The screen, for a wait that was in vain."""
        return self.text
