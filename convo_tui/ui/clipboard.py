"""Copying: by the system's own clipboard where there is one, else through the terminal."""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from textual.app import App

TIMEOUT_SECONDS = 2.0
"""A clipboard program that takes longer hangs."""


@dataclass(frozen=True, slots=True)
class Tool:
    """A program that takes a text for the clipboard on its standard input.

    Attributes:
        needs: a variable without which its clipboard cannot be reached; "" for none.
        remote: whether it reaches the screen in front of a person who came by SSH.
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


async def copy(app: App[Any], text: str, environment: Mapping[str, str] = os.environ) -> str:
    """Copy a text; a sentence that says by which way.

    Args:
        app: whose terminal takes the text where no program does.
        text: what to copy.
        environment: says which clipboards can be reached.
    """
    for tool in TOOLS:
        program = found(tool, environment)
        if program is not None and await asyncio.to_thread(_run, tool, program, text):
            return f"Copied with {tool.command[0]}."
    app.copy_to_clipboard(text)
    return "Handed to the terminal's clipboard (OSC 52); if nothing arrives, save it to a file."


def found(tool: Tool, environment: Mapping[str, str]) -> str | None:
    """Where the program is, if its clipboard is the one in front of the person."""
    away = "SSH_CONNECTION" in environment or "SSH_TTY" in environment
    if (tool.needs and not environment.get(tool.needs)) or (away and not tool.remote):
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
