"""Copying: by a program of the system where one reaches the person, else by the terminal."""

from __future__ import annotations

import sys
from pathlib import Path
from unittest.mock import Mock

import pytest

from convo_tui.ui import clipboard
from convo_tui.ui.clipboard import TOOLS, copy, found

TEXT = "Ü 漢字\n- point"

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the programs here are scripts")


def program(folder: Path, name: str, script: str) -> Path:
    """A program that leaves what it took beside itself."""
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o700)
    return folder / f"{name}.txt"


def taking(folder: Path, name: str) -> Path:
    return program(folder, name, f'cat > "{folder}/{name}.txt"; echo "$@" > "{folder}/arguments"')


async def test_the_program_of_the_system_takes_the_text(tmp_path: Path) -> None:
    took, app = taking(tmp_path, "xclip"), Mock()
    said = await copy(app, TEXT, {"PATH": str(tmp_path), "DISPLAY": ":0"})
    assert said == "Copied with xclip."
    assert took.read_text(encoding="utf-8") == TEXT
    assert (tmp_path / "arguments").read_text() == "-selection clipboard\n"
    app.copy_to_clipboard.assert_not_called()


async def test_windows_takes_sixteen_bits(tmp_path: Path) -> None:
    took = taking(tmp_path, "clip.exe")
    assert await copy(Mock(), TEXT, {"PATH": str(tmp_path)}) == "Copied with clip.exe."
    assert took.read_text(encoding="utf-16") == TEXT


async def test_a_program_that_fails_gives_way_to_the_next(tmp_path: Path) -> None:
    program(tmp_path, "xclip", "exit 1")
    took = taking(tmp_path, "xsel")
    environment = {"PATH": str(tmp_path), "DISPLAY": ":0"}
    assert await copy(Mock(), TEXT, environment) == "Copied with xsel."
    assert took.read_text(encoding="utf-8") == TEXT


async def test_a_program_that_hangs_gives_way_to_the_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clipboard, "TIMEOUT_SECONDS", 0.05)
    program(tmp_path, "pbcopy", "exec sleep 60")
    app = Mock()
    assert "OSC 52" in await copy(app, TEXT, {"PATH": str(tmp_path)})
    app.copy_to_clipboard.assert_called_once_with(TEXT)


async def test_without_any_program_the_terminal_takes_it(tmp_path: Path) -> None:
    app = Mock()
    assert "OSC 52" in await copy(app, TEXT, {"PATH": str(tmp_path), "DISPLAY": ":0"})
    app.copy_to_clipboard.assert_called_once_with(TEXT)


def test_a_clipboard_without_its_screen_is_not_tried(tmp_path: Path) -> None:
    for tool in TOOLS:
        taking(tmp_path, tool.command[0])
    bare = {"PATH": str(tmp_path)}
    assert [tool.command[0] for tool in TOOLS if found(tool, bare)] == ["pbcopy", "clip.exe"]


def test_over_ssh_only_a_forwarded_screen_is_the_persons_own(tmp_path: Path) -> None:
    for tool in TOOLS:
        taking(tmp_path, tool.command[0])
    away = {"PATH": str(tmp_path), "SSH_CONNECTION": "1", "WAYLAND_DISPLAY": "w"}
    assert not [tool for tool in TOOLS if found(tool, away)]
    forwarded = {**away, "DISPLAY": "localhost:10"}
    assert [tool.command[0] for tool in TOOLS if found(tool, forwarded)] == ["xclip", "xsel"]
