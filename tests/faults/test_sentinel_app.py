"""The app that fails, and every file it makes: nothing of a note, and nobody else's business."""

from __future__ import annotations

import os
import signal
import stat
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from conftest import Tally
from faults.failing_app import CRASHES, GOES_ON, app_with, left_behind
from faults.sentinel import NOW, SENTINEL, about_maya, files_with, own_files

from convo_tui.storage.backup import Why, make

if TYPE_CHECKING:
    from terminal.real_convo import Convo

pytestmark = pytest.mark.skipif(os.name != "posix", reason="pseudo-terminals and modes are POSIX")


@pytest.mark.parametrize("how", CRASHES)
def test_a_crash_tells_nothing(
    convo: Convo, places: tuple[Path, ...], isolated: Path, tally: Tally, how: str
) -> None:
    convo.keep(*about_maya())
    with app_with(convo, CRASHES[how]) as terminal:
        terminal.press(",")
        assert terminal.exit_status() == 1
        told = left_behind(terminal)
    assert "Convo met a fault of its own." in told
    assert "Traceback" not in told
    (log,) = isolated.rglob("convo.log")
    assert "ValueError\n" in log.read_text()
    leaked = files_with(places) - own_files(convo)
    tally("crashes searched for a note", 1, int(SENTINEL in told or bool(leaked)))
    assert SENTINEL not in told
    assert leaked == set()


@pytest.mark.parametrize("how", GOES_ON)
def test_what_python_would_print_tells_nothing(
    convo: Convo, places: tuple[Path, ...], tally: Tally, how: str
) -> None:
    convo.keep(*about_maya())
    with app_with(convo, GOES_ON[how]) as terminal:
        terminal.press(",", "?")
        terminal.wait_for("Show the keys that work here.")
        terminal.press("escape")
        terminal.gone("Show the keys that work here.")
        terminal.press("ctrl+q")
        assert terminal.exit_status() == 0
        told = left_behind(terminal)
    leaked = files_with(places) - own_files(convo)
    tally(
        "errors that nobody caught, searched for a note", 1, int(SENTINEL in told or bool(leaked))
    )
    assert SENTINEL not in told
    assert "Traceback" not in told
    assert leaked == set()


def test_every_file_is_its_owners_alone_whatever_the_parents_umask(
    convo: Convo, places: tuple[Path, ...], isolated: Path, tally: Tally
) -> None:
    before = {each for place in places for each in place.rglob("*")}
    recorder = convo.folder / "editor"
    recorder.write_text(f'#!/bin/sh\numask > "{isolated}/umask"; echo hidden > "{isolated}/swap"\n')
    recorder.chmod(0o700)
    before.add(recorder)
    own = os.umask(0)
    try:
        use_everything(convo, recorder)
        seen = modes(places, before)
    finally:
        os.umask(own)
    assert {".db", ".lock", ".toml", ".md", ".log"} <= {each.suffix for each in seen}
    shown = {each: mode for each, mode in seen.items() if mode & 0o077}
    tally("files and folders whose rights were looked at", len(seen), len(shown))
    assert shown == {}
    assert int((isolated / "umask").read_text(), 8) == 0o077


def use_everything(convo: Convo, editor: Path) -> None:
    """Make every kind of file that there is."""
    from terminal.talking_by_keys import wait_for_talk, write

    convo.told("people", "add", "Maya")
    convo.told("note", "maya", "hello")
    convo.run("config", "edit", EDITOR=str(editor))
    terminal = convo.open("meet", "maya")
    wait_for_talk(terminal)
    write(terminal, "+ shipped it")
    beside = [convo.database.with_name(convo.database.name + end) for end in ("-wal", "-shm")]
    assert [stat.S_IMODE(each.stat().st_mode) for each in beside] == [0o600, 0o600]
    terminal.press("e")
    terminal.wait_for("End the talk?")
    terminal.press("e")
    terminal.wait_for("wrap-up of the 1st talk")
    terminal.press("ctrl+q")
    assert terminal.exit_status() == 0
    convo.told("recap", "maya", "-o", str(convo.folder / "recap.md"))
    make(convo.database, Why.DAILY, NOW)
    with app_with(convo, CRASHES["in a command"], "Maya") as crashing:
        crashing.press(",")
        assert crashing.exit_status() == 1
    convo.told("people", "add", "Tom")
    convo.told("purge", "tom", "--name", "Tom", "--prune-backups")


def modes(places: tuple[Path, ...], before: set[Path]) -> dict[Path, int]:
    return {
        each: stat.S_IMODE(each.lstat().st_mode)
        for place in places
        for each in place.rglob("*")
        if each not in before
    }


CORE = """
import os, resource, sys
from convo_tui import launch
launch.tame_streams()
print(*resource.getrlimit(resource.RLIMIT_CORE), flush=True)
os.abort()
"""


def test_no_core_is_dumped(tmp_path: Path) -> None:
    done = os.posix_spawn(
        sys.executable,
        [sys.executable, "-c", CORE],
        os.environ,
        file_actions=[
            (os.POSIX_SPAWN_OPEN, 1, str(tmp_path / "told"), os.O_WRONLY | os.O_CREAT, 0o600)
        ],
    )
    _, status = os.waitpid(done, 0)
    assert os.WTERMSIG(status) == signal.SIGABRT
    assert not os.WCOREDUMP(status)
    assert {int(limit) for limit in (tmp_path / "told").read_text().split()} <= {0, 1}
