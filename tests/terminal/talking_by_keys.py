"""What one does in a talk, key by key, each waiting until the screen has followed."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from terminal.terminal import Terminal

from convo_tui.domain.people import Person

MAYA = Person("aaaaaaaaaaaa", "Maya Lindqvist", datetime.now(UTC) - timedelta(days=200))

EMPTY_LINE = "a note …"
IN_THE_LINE = "esc leave the line"
"""The key bar's word for it: only then do letters go into the note line."""

OUT_OF_THE_LINE = "space speaker"
AMONG_THE_NOTES = re.compile(r"▸ +\d\d:\d\d")


def wait_for_talk(terminal: Terminal) -> str:
    """Wait until the talk is on the screen and takes keys."""
    return terminal.wait_for(EMPTY_LINE, OUT_OF_THE_LINE)


def to_the_line(terminal: Terminal) -> None:
    """Go into the note line."""
    terminal.press("i")
    terminal.wait_for(IN_THE_LINE)


def out_of_the_line(terminal: Terminal) -> None:
    """Leave the note line; what stands in it stays."""
    terminal.press("escape")
    # A sentence may lie over the key bar for some seconds; then the cursor among the notes tells.
    terminal.wait_until(
        lambda: bool(terminal.shows(OUT_OF_THE_LINE) or AMONG_THE_NOTES.search(terminal.text)),
        "the note line left",
    )


def write(terminal: Terminal, *lines: str) -> None:
    """Write whole lines, and leave the note line."""
    to_the_line(terminal)
    for line in lines:
        terminal.type(line)
        terminal.wait_for(line)
        terminal.press("enter")
        terminal.wait_for(EMPTY_LINE)
    out_of_the_line(terminal)
