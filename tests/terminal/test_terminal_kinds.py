"""Convo in all kinds of terminals: few colours and none, small and large, in tmux, in a pipe."""

from __future__ import annotations

import re
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from terminal.real_convo import COMMAND
from terminal.talking_by_keys import (
    EMPTY_LINE,
    IN_THE_LINE,
    MAYA,
    to_the_line,
    wait_for_talk,
    write,
)
from terminal.terminal import Terminal

if TYPE_CHECKING:
    from terminal.real_convo import Convo

SIZES = [(80, 24), (120, 36), (200, 60)]
TRUE_COLOURS = re.compile(rb"[34]8;2;(\d+);(\d+);(\d+)")


def write_a_win(terminal: Terminal) -> None:
    """Use the talk a little: who speaks, a win, and its sign on the screen."""
    wait_for_talk(terminal)
    terminal.press("space")
    terminal.wait_for("Maya speaks")
    write(terminal, "+ shipped the importer")
    assert "shipped the importer" in terminal.line_with("+ ")


def test_no_color_leaves_shades_of_grey(convo: Convo) -> None:
    convo.keep(MAYA)
    terminal = convo.open("meet", "maya", NO_COLOR="1", COLORTERM="truecolor")
    write_a_win(terminal)
    colours = {tuple(map(int, found)) for found in TRUE_COLOURS.findall(terminal.raw)}
    assert len(colours) > 3
    assert {colour for colour in colours if len(set(colour)) > 1} == set()


def test_sixteen_colours_are_enough(convo: Convo) -> None:
    convo.keep(MAYA)
    terminal = convo.open("meet", "maya", TERM="xterm")
    write_a_win(terminal)
    assert re.search(rb"\x1b\[[\d;]*3[0-7][;m]", terminal.raw)
    assert not re.search(rb"[34]8;[25];", terminal.raw)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_every_size_shows_the_talk(convo: Convo, size: tuple[int, int]) -> None:
    columns, rows = size
    convo.keep(MAYA)
    terminal = convo.open("meet", "maya", columns=columns, rows=rows)
    write_a_win(terminal)
    screen = terminal.wait_for("Maya Lindqvist", "▸ Wins", EMPTY_LINE)
    # In a small window the columns beside the notes fold away.
    assert ("TALK SHARE" in screen) == (columns > 80)
    assert terminal.lines[-1].strip() != ""


def test_resizing_while_typing_keeps_text_and_focus(convo: Convo) -> None:
    convo.keep(MAYA)
    terminal = convo.open("meet", "maya", columns=120, rows=36)
    wait_for_talk(terminal)
    to_the_line(terminal)
    typed = ""
    for (columns, rows), piece in zip([*SIZES, (60, 20)], ["ha", "lf a ", "li", "ne"], strict=True):
        terminal.resize(columns, rows)
        terminal.type(piece)
        typed += piece
        terminal.wait_for(typed.strip(), IN_THE_LINE, "Maya")
        terminal.wait_until(lambda: len(terminal.lines[-1].strip()) > 0, "the key bar, at the foot")
    terminal.press("enter")
    terminal.wait_for(EMPTY_LINE)
    with convo.store() as store:
        page = store.talk_page(store.live_meetings()[0].id)
    assert page is not None
    assert [note.text for note in page.notes] == ["half a line"]


@pytest.mark.parametrize("terminal_kind", ["dumb", "a pipe"])
def test_where_there_is_no_terminal_one_sentence_says_so(convo: Convo, terminal_kind: str) -> None:
    if terminal_kind == "dumb":
        terminal = convo.open(TERM="dumb")
        status = terminal.exit_status()
        said = terminal.plain().decode().strip()
    else:
        done = convo.run()
        status, said = done.returncode, done.stderr.strip()
        assert done.stdout == ""
    assert status == 1
    assert said.startswith("Convo's screens need a terminal")
    assert "\n" not in said
    assert not convo.database.exists()


@pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed")
def test_inside_tmux(convo: Convo) -> None:
    convo.keep(MAYA)
    # Its socket's path may have some 100 characters: the folder of a test is too deep.
    with tempfile.TemporaryDirectory() as folder:
        socket = str(Path(folder) / "tmux")
        tmux = [str(shutil.which("tmux")), "-S", socket, "-f", "/dev/null", "-u"]
        with Terminal([*tmux, "new-session", *COMMAND, "meet", "maya"], env=convo.env) as terminal:
            wait_for_talk(terminal)
            terminal.press("f2")
            terminal.wait_for("you speak")
            to_the_line(terminal)
            terminal.type("+ shipped it")
            terminal.press("f3")
            terminal.wait_for("Maya speaks", "+ shipped it")
            terminal.press("enter")
            terminal.wait_for(EMPTY_LINE)
            terminal.resize(80, 24)
            terminal.gone("TALK SHARE")
            terminal.wait_for("shipped it", EMPTY_LINE)
            terminal.press("ctrl+q")
            assert terminal.exit_status() == 0
    with convo.store() as store:
        page = store.talk_page(store.live_meetings()[0].id)
    assert page is not None
    assert [note.text for note in page.notes] == ["shipped it"]
