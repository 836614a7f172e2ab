"""Copying in a real terminal: what it is handed, and what the screen says of it."""

from __future__ import annotations

import base64
import re
import shutil
import subprocess
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from terminal.talking_by_keys import MAYA

from convo_tui.domain.agenda import DEFAULT
from convo_tui.domain.meeting import Meeting, MeetingState
from convo_tui.domain.notes import Note, NoteKind

if TYPE_CHECKING:
    from terminal.real_convo import Convo
    from terminal.terminal import Terminal

BEGAN = MAYA.created_at + timedelta(days=1)
TALK = Meeting(
    "bbbbbbbbbbbb",
    MAYA.id,
    BEGAN,
    DEFAULT.segments,
    state=MeetingState.HELD,
    ended_at=BEGAN + timedelta(minutes=30),
)
WIN = Note("cccccccccccc", MAYA.id, BEGAN, "漢字 shipped", NoteKind.WIN, meeting_id=TALK.id)

CLIPBOARD = re.compile(rb"\x1b\]52;c?;([A-Za-z0-9+/=]*)(?:\x07|\x1b\\)")
NO_CLIPBOARD = {
    "DISPLAY": "",
    "WAYLAND_DISPLAY": "",
    "TMUX": "",
    "SSH_TTY": "",
    "SSH_CONNECTION": "",
}


@pytest.fixture
def place(convo: Convo, tmp_path: Path) -> dict[str, str]:
    """The environment of a terminal on a machine without any clipboard program."""
    convo.keep(MAYA, TALK, WIN)
    programs = tmp_path / "programs"
    programs.mkdir()
    return {**NO_CLIPBOARD, "PATH": str(programs), "TERM": "xterm-256color"}


def opened(convo: Convo, env: dict[str, str]) -> Terminal:
    return convo.open(**env)  # type: ignore[arg-type]  # no variable is called as its parameters


def copy_the_recap(terminal: Terminal) -> None:
    terminal.wait_for("Maya Lindqvist", "prepare")
    terminal.press("enter")
    terminal.wait_for("Timeline", "shipped")
    terminal.press("r")
    terminal.wait_for("The recap, without anything private", "shipped")
    terminal.press("y")


def handed(terminal: Terminal) -> list[str]:
    """What the terminal was handed for its clipboard."""
    return [base64.b64decode(found).decode() for found in CLIPBOARD.findall(terminal.raw)]


def test_the_terminal_is_handed_the_whole_recap(convo: Convo, place: dict[str, str]) -> None:
    terminal = opened(convo, place)
    copy_the_recap(terminal)
    terminal.wait_for("Handed to the terminal (OSC 52)", "save it to a file.")
    assert handed(terminal) == [convo.told("recap", "maya")]


def test_over_ssh_it_is_the_terminal_in_front_of_the_person(
    convo: Convo, place: dict[str, str]
) -> None:
    program = Path(place["PATH"], "xclip")
    program.write_text("#!/bin/sh\nexit 0\n")
    program.chmod(0o700)
    terminal = opened(convo, {**place, "SSH_TTY": "/dev/pts/9", "DISPLAY": "localhost:10"})
    copy_the_recap(terminal)
    terminal.wait_for("Handed to the terminal (OSC 52)")
    assert "shipped" in handed(terminal)[0]


def test_a_program_of_the_system_is_named(convo: Convo, place: dict[str, str]) -> None:
    took = convo.folder / "took"
    program = Path(place["PATH"], "xclip")
    program.write_text(f'#!/bin/sh\nwhile IFS= read -r line; do echo "$line"; done > "{took}"\n')
    program.chmod(0o700)
    terminal = opened(convo, {**place, "DISPLAY": ":0"})
    copy_the_recap(terminal)
    terminal.wait_for("Copied with xclip.")
    assert took.read_text(encoding="utf-8") == convo.told("recap", "maya")
    assert handed(terminal) == []


def test_a_console_without_any_clipboard_is_told_so(convo: Convo, place: dict[str, str]) -> None:
    terminal = opened(convo, {**place, "TERM": "linux"})
    copy_the_recap(terminal)
    terminal.wait_for("No clipboard can be reached from here; save it to a file instead.")
    assert handed(terminal) == []


@pytest.mark.skipif(not shutil.which("tmux"), reason="tmux is not installed")
def test_tmux_hands_it_on_to_the_terminal_around_it(convo: Convo, place: dict[str, str]) -> None:
    from terminal.real_convo import COMMAND
    from terminal.terminal import Terminal

    tmux = str(shutil.which("tmux"))
    server = [tmux, "-S", str(convo.folder / "tmux"), "-f", "/dev/null"]
    env = {**convo.env, "TERM": "xterm-256color", "LC_ALL": "C.UTF-8"}
    for name in NO_CLIPBOARD:
        env.pop(name, None)
    with Terminal([*server, "new-session", *COMMAND], env=env) as terminal:
        copy_the_recap(terminal)
        terminal.wait_for("Handed to tmux for the terminal (OSC 52)")
        recap = convo.told("recap", "maya")
        terminal.wait_until(lambda: handed(terminal) == [recap], "the sequence of tmux")
        kept = subprocess.run(
            [*server, "show-buffer"], env=env, capture_output=True, text=True, check=True
        )
        assert kept.stdout == recap
        subprocess.run([*server, "kill-server"], env=env, check=True)
