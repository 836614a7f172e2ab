"""What the app sends to its terminal, kept as it is written, and judged as a terminal reads it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ready_files import keep
from rich.cells import cell_len
from textual.drivers.headless_driver import HeadlessDriver
from textual.pilot import Pilot

from convo_tui import settings
from convo_tui.clock import FakeClock
from convo_tui.domain.values import Value
from convo_tui.text import clean
from convo_tui.ui.app import ConvoApp
from convo_tui.ui.setup import Setup

TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Signs that turn the text beside them around, on a screen that heeds them."""

OWN = re.compile(
    r"""
      \x1b\[(?P<line>\d+);(?P<column>\d+)H   # where the text after it stands
    | \x1b\[[\d;]*m                          # its colours
    | \x1b\[\?2026[hl]                       # a frame begins, a frame is whole
    | \x1b\]22;[a-z-]*\x07                   # the shape of the mouse pointer
    | (?P<next>\n)(?=\x1b\[\d+;\d+H)         # only ever before a place
    """,
    re.VERBOSE,
)
"""All that Textual itself says to a terminal between two frames; nothing else is allowed."""

COPIED = re.compile(r"\x1b\]52;c;[A-Za-z0-9+/]*=*\x07")
"""A copy for the terminal's clipboard, which a person asked for."""


class Harm(AssertionError):
    """Something reached the terminal that should not."""


class Recorder(HeadlessDriver):
    """A terminal that shows nothing and keeps all that is written to it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.written: list[str] = []

    @property
    def is_headless(self) -> bool:
        """Textual writes only to a driver that is not."""
        return False

    def write(self, data: str) -> None:
        """Keep what is written."""
        self.written.append(data)


@dataclass
class Seat:
    """In front of a terminal that is watched.

    Attributes:
        looks: how often what was written was judged.
        words: all that was ever on the screen, without spaces.
    """

    app: ConvoApp
    pilot: Pilot[None]
    looks: int = 0
    words: list[str] = field(default_factory=list)

    def taken(self) -> str:
        """What was written since this was last asked for."""
        driver = self.app._driver
        assert isinstance(driver, Recorder)
        written = "".join(driver.written)
        driver.written.clear()
        return written

    def look(self, place: str, *, allowed: re.Pattern[str] | None = None) -> None:
        """Judge what was written on the way here, and what stands on the screen now.

        Raises:
            Harm: it is not as it should be; says where.
        """
        written = self.taken()
        if allowed is not None:
            written = allowed.sub("", written)
        try:
            judge(written, self.app.size.width)
            see_layout(self.app)
        except (Harm, UnicodeError) as harm:
            raise Harm(f"{place}: {harm}") from harm
        self.looks += 1
        self.words.append("".join(OWN.sub("", written).split()))

    def seen(self, text: str) -> bool:
        """Whether a text was ever on the screen; its first signs do, as places are narrow."""
        return "".join(clean(text).split())[:8] in "".join(self.words)


@asynccontextmanager
async def seated(
    folder: Path, values: Iterable[Value], size: tuple[int, int], settings_text: str = ""
) -> AsyncIterator[Seat]:
    """Run the app on a file with these values, in front of a terminal that is watched."""
    database, settings_file = folder / "convo.db", folder / "convo.toml"
    settings_file.write_text(settings_text, encoding="utf-8")
    keep(database, values)
    clock = FakeClock(FakeClock.START, "Europe/Berlin")
    app = ConvoApp(Setup(database, settings_file, clock, lambda: settings.load(settings_file)))
    app.driver_class = Recorder
    async with app.run_test(headless=False, size=size, notifications=True) as pilot:
        yield Seat(app, pilot)


def judge(written: str, width: int) -> None:
    """See that a terminal obeys nothing in this but what Textual says itself.

    Raises:
        Harm: something else is in it, or a line runs out of the window.
    """
    written.encode()  # half of a pair cannot be written at all
    column, end, run = 0, 0, ""
    for own in OWN.finditer(written):
        run += written[end : own.start()]
        end = own.end()
        if own["line"] or own["next"]:
            _see(run, column, width)
            run = ""
            column = int(own["column"]) - 1 if own["column"] else 0
    _see(run + written[end:], column, width)


def _see(run: str, column: int, width: int) -> None:
    see_text(run)
    if column + cell_len(run) > width:
        raise Harm(f"runs out of the window from column {column}: {run[-80:]!r}")


def see_text(text: str, allowed: str = "") -> None:
    """See that nothing in a text is a control code.

    Raises:
        Harm: something is, beside those that are allowed.
    """
    if text.isascii() and text.isprintable():
        return
    for sign in text:
        bad = unicodedata.category(sign) in ("Cc", "Cs", "Zl", "Zp") or sign in TURNING
        if bad and sign not in allowed:
            at = text.index(sign)
            raise Harm(f"{sign!r} in {text[max(0, at - 40) : at + 40]!r}")


def see_layout(app: ConvoApp) -> None:
    """See that each line on the screen is exactly as wide as the screen.

    Raises:
        Harm: one is not.
    """
    strips = app.screen._compositor.render_strips()
    width, height = app.size
    if len(strips) != height:
        raise Harm(f"{len(strips)} lines on a screen of {height}")
    for line, strip in enumerate(strips):
        parts = [segment.text for segment in strip]
        wide = {sum(map(cell_len, parts)), cell_len("".join(parts))}
        if wide != {width}:
            raise Harm(f"line {line} is {wide} of {width} wide: {''.join(parts).rstrip()!r}")
        if any(segment.style and segment.style.link for segment in strip):
            raise Harm(f"a link in line {line}: {''.join(parts)!r}")
