"""Copying: by a program of the system where one reaches the person, else by the terminal."""

from __future__ import annotations

import asyncio
import os
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
    copied = await copy(app, TEXT, {"PATH": str(tmp_path), "DISPLAY": ":0"})
    assert copied == ("Copied with xclip.", True)
    assert took.read_text(encoding="utf-8") == TEXT
    assert (tmp_path / "arguments").read_text() == "-selection clipboard\n"
    app.copy_to_clipboard.assert_not_called()


async def test_windows_takes_sixteen_bits(tmp_path: Path) -> None:
    took = taking(tmp_path, "clip.exe")
    copied = await copy(Mock(), TEXT, {"PATH": str(tmp_path)})
    assert copied.said == "Copied with clip.exe."
    assert took.read_text(encoding="utf-16") == TEXT


async def test_a_program_that_fails_gives_way_to_the_next(tmp_path: Path) -> None:
    program(tmp_path, "xclip", "exit 1")
    took = taking(tmp_path, "xsel")
    environment = {"PATH": str(tmp_path), "DISPLAY": ":0"}
    assert (await copy(Mock(), TEXT, environment)).said == "Copied with xsel."
    assert took.read_text(encoding="utf-8") == TEXT


async def test_a_program_that_hangs_gives_way_to_the_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clipboard, "TIMEOUT_SECONDS", 0.05)
    program(tmp_path, "pbcopy", "exec sleep 60")
    app = Mock()
    assert "OSC 52" in (await copy(app, TEXT, {"PATH": str(tmp_path)})).said
    app.copy_to_clipboard.assert_called_once_with(TEXT)


async def test_without_any_program_the_terminal_takes_it(tmp_path: Path) -> None:
    app = Mock()
    copied = await copy(app, TEXT, {"PATH": str(tmp_path), "DISPLAY": ":0"})
    assert copied.worked
    assert "OSC 52" in copied.said
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


async def test_over_ssh_the_terminal_comes_before_a_forwarded_screen(tmp_path: Path) -> None:
    took, app = taking(tmp_path, "xclip"), Mock()
    away = {"PATH": str(tmp_path), "SSH_TTY": "/dev/pts/1", "DISPLAY": "localhost:10"}
    assert "OSC 52" in (await copy(app, TEXT, away)).said
    app.copy_to_clipboard.assert_called_once_with(TEXT)
    assert not took.exists()
    # Where the terminal can take nothing, the forwarded screen is the person's own too.
    assert (await copy(app, TEXT, {**away, "TERM": "linux"})).said == "Copied with xclip."


async def test_inside_tmux_the_text_is_handed_to_tmux(tmp_path: Path) -> None:
    took, app = taking(tmp_path, "tmux"), Mock()
    for place in ({}, {"SSH_CONNECTION": "1"}, {"TERM": "linux"}):
        inside = {"PATH": str(tmp_path), "TMUX": "socket,1,0", **place}
        copied = await copy(app, TEXT, inside)
        assert copied.worked
        assert "tmux" in copied.said
        assert took.read_text(encoding="utf-8") == TEXT
        took.unlink()
    assert (tmp_path / "arguments").read_text() == "load-buffer -w -\n"
    app.copy_to_clipboard.assert_not_called()


async def test_a_tmux_too_old_to_take_it_leaves_it_to_the_terminal(tmp_path: Path) -> None:
    program(tmp_path, "tmux", "exit 1")
    app = Mock()
    assert "OSC 52" in (await copy(app, TEXT, {"PATH": str(tmp_path), "TMUX": "x"})).said
    app.copy_to_clipboard.assert_called_once_with(TEXT)


@pytest.mark.parametrize("place", [{"TERM": "linux"}, {"TERM_PROGRAM": "Apple_Terminal"}])
async def test_where_nothing_takes_it_that_is_said(tmp_path: Path, place: dict[str, str]) -> None:
    app = Mock()
    copied = await copy(app, TEXT, {"PATH": str(tmp_path), **place})
    assert copied == clipboard.NOWHERE
    assert not copied.worked
    app.copy_to_clipboard.assert_not_called()


async def test_what_is_longer_than_terminals_take_is_not_cut_short(tmp_path: Path) -> None:
    app = Mock()
    longest = "ü" * (clipboard.LONGEST_BYTES // 2)
    assert (await copy(app, longest, {"PATH": str(tmp_path)})).worked
    app.copy_to_clipboard.assert_called_once_with(longest)
    assert not (await copy(app, longest + "ü", {"PATH": str(tmp_path)})).worked
    app.copy_to_clipboard.assert_called_once()


async def test_the_interface_goes_on_while_a_program_takes_its_time(tmp_path: Path) -> None:
    gate = tmp_path / "gate"
    os.mkfifo(gate)
    program(tmp_path, "pbcopy", f'cat > /dev/null; read line < "{gate}"')
    copying = asyncio.create_task(copy(Mock(), TEXT, {"PATH": f"{tmp_path}:/usr/bin:/bin"}))
    turns = 0
    while not copying.done():
        turns += 1
        if turns == 20:
            await asyncio.to_thread(gate.write_text, "go on\n")
        await asyncio.sleep(0.001)
    assert turns >= 20
    assert (await copying).said == "Copied with pbcopy."


async def test_the_text_is_in_no_list_of_processes(tmp_path: Path) -> None:
    seen = program(
        tmp_path, "pbcopy", f'cat > /dev/null; (echo "$0 $@"; env) > "{tmp_path}/pbcopy.txt"'
    )
    await copy(Mock(), "SENTINEL", {"PATH": str(tmp_path)})
    told = seen.read_text()
    assert str(tmp_path) in told
    assert "SENTINEL" not in told
