"""Copying: by the system's own clipboard where there is one, else through the terminal.

A program gets the text on its standard input, so it stands in no list of processes, and in a
thread of its own, so a clipboard that hangs holds up nothing.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from textual.app import App

TIMEOUT_SECONDS = 2.0
"""A clipboard program that takes longer hangs."""

LONGEST_BYTES = 74_994
"""What fits into a sequence of 100,000 bytes, the most that terminals with a limit take."""

WITHOUT = frozenset({"linux", "dumb", "ansi", "cygwin", "vt100", "vt102", "vt220"})
"""Terminals, by TERM, that know no clipboard at all."""

APPLE = "Apple_Terminal"
"""macOS's own terminal, by TERM_PROGRAM, which takes no OSC 52."""


@dataclass(frozen=True, slots=True)
class Tool:
    """A program that takes a text for the clipboard on its standard input.

    Attributes:
        needs: a variable without which its clipboard cannot be reached; "" for none.
        remote: whether it can reach the screen in front of a person who came by SSH.
        encoding: what it takes the text in.
    """

    command: tuple[str, ...]
    needs: str = ""
    remote: bool = False
    encoding: str = "utf-8"


TOOLS = (
    Tool(("wl-copy",), "WAYLAND_DISPLAY"),
    Tool(("xclip", "-selection", "clipboard"), "DISPLAY", remote=True),
    Tool(("xsel", "--clipboard", "--input"), "DISPLAY", remote=True),
    Tool(("pbcopy",)),
    Tool(("clip.exe",), encoding="utf-16"),
)

TMUX = Tool(("tmux", "load-buffer", "-w", "-"), "TMUX", remote=True)
"""tmux keeps OSC 52 of programs to itself unless it is told otherwise, but sends on by itself what
it is handed so (since 3.2)."""


class Copied(NamedTuple):
    """How copying went: a sentence that says by which way, and whether there was one."""

    said: str
    worked: bool = True


NOWHERE = Copied("No clipboard can be reached from here; save it to a file instead.", worked=False)


async def copy(app: App[Any], text: str, environment: Mapping[str, str] = os.environ) -> Copied:
    """Copy a text.

    The system's clipboard comes first, but the terminal's for a person who came by SSH: that one
    is on the machine in front of them.

    Args:
        app: whose terminal takes the text.
        text: what to copy.
        environment: says which clipboards can be reached.
    """
    ways = [_by_program, _by_terminal]
    for way in reversed(ways) if _away(environment) else ways:
        copied = await way(app, text, environment)
        if copied is not None:
            return copied
    return NOWHERE


async def _by_program(app: App[Any], text: str, environment: Mapping[str, str]) -> Copied | None:
    del app
    for tool in TOOLS:
        if await _taken(tool, text, environment):
            return Copied(f"Copied with {tool.command[0]}.")
    return None


async def _by_terminal(app: App[Any], text: str, environment: Mapping[str, str]) -> Copied | None:
    """Hand it to the terminal, which does not say whether it took it."""
    if await _taken(TMUX, text, environment):
        return Copied(
            "Handed to tmux for the terminal (OSC 52); if nothing arrives, save it to a file."
        )
    if environment.get("TERM") in WITHOUT or environment.get("TERM_PROGRAM") == APPLE:
        return None
    if len(text.encode()) > LONGEST_BYTES:
        return None
    app.copy_to_clipboard(text)
    return Copied("Handed to the terminal (OSC 52); if nothing arrives, save it to a file.")


async def _taken(tool: Tool, text: str, environment: Mapping[str, str]) -> bool:
    program = found(tool, environment)
    return program is not None and await asyncio.to_thread(_run, tool, program, text)


def _away(environment: Mapping[str, str]) -> bool:
    return bool(environment.get("SSH_CONNECTION") or environment.get("SSH_TTY"))


def found(tool: Tool, environment: Mapping[str, str]) -> str | None:
    """Where the program is, if its clipboard is the one in front of the person."""
    if (tool.needs and not environment.get(tool.needs)) or (_away(environment) and not tool.remote):
        return None
    return shutil.which(tool.command[0], path=environment.get("PATH"))


def _run(tool: Tool, program: str, text: str) -> bool:
    # The programs stay behind to hold the text: a pipe on their output would never end.
    try:
        done = subprocess.run(  # noqa: S603  (a fixed list of programs, and no shell)
            [program, *tool.command[1:]],
            input=text.encode(tool.encoding),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=TIMEOUT_SECONDS,
            check=False,
        )
    except (OSError, subprocess.SubprocessError):
        return False
    return done.returncode == 0
