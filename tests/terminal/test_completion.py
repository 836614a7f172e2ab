"""Names at the tabulator key, in the shells themselves."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from convo_tui.clock import FakeClock
from convo_tui.domain.people import Person

if TYPE_CHECKING:
    from terminal.real_convo import Convo
    from terminal.terminal import Terminal

MAYA = Person("00000000aaaa", "Maya Lindqvist", FakeClock.START)
ODD = replace(MAYA, id="00000000bbbb", name='Tom, * $(touch hit) O\'Hara "x" ü漢')

BASH = ("--norc", "--noprofile", "-i")
ZSH = ("-f", "-i")
SOURCE = {
    "bash": 'eval "$(convo completion bash)"',
    "zsh": 'autoload -U compinit; compinit -u -D; eval "$(convo completion zsh)"',
}


@pytest.fixture
def environment(convo: Convo) -> dict[str, str]:
    """A shell's, in which `convo` is this one."""
    convo.keep(MAYA, ODD)
    programs = convo.folder / "bin"
    programs.mkdir()
    program = programs / "convo"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m convo_tui "$@"\n')
    program.chmod(0o700)
    path = f"{programs}:{convo.env['PATH']}"
    return {**convo.env, "PATH": path, "PS1": "$ ", "TERM": "xterm", "LC_ALL": "C.UTF-8"}


@contextmanager
def opened(convo: Convo, environment: dict[str, str], name: str) -> Iterator[Terminal]:
    from terminal.terminal import Terminal

    program = shutil.which(name)
    if program is None:
        pytest.skip(f"{name} is not installed")
    arguments = BASH if name == "bash" else ZSH
    with Terminal([program, *arguments], env=environment) as terminal:
        terminal.type(f"cd {convo.folder}; {SOURCE[name]}; echo ready-$((40 + 2))\r")
        terminal.wait_for("ready-42")
        yield terminal


@pytest.mark.parametrize("name", SOURCE)
def test_a_name_is_put_in_as_one_word(convo: Convo, environment: dict[str, str], name: str) -> None:
    with opened(convo, environment, name) as terminal:
        terminal.type("convo meet may\t")
        terminal.wait_for("convo meet Maya\\ Lindqvist")
        terminal.press("ctrl+u")
        terminal.type("convo note Maya\\ L\t")
        terminal.wait_for("convo note Maya\\ Lindqvist")


@pytest.mark.parametrize("name", SOURCE)
def test_a_hostile_name_is_a_word_and_no_command(
    convo: Convo, environment: dict[str, str], name: str
) -> None:
    with opened(convo, environment, name) as terminal:
        terminal.type("convo note tom\t")
        terminal.wait_for("O\\'Hara")
        terminal.press("ctrl+a")
        terminal.type("printf '<%s>' \r")
        terminal.wait_for(f"<convo><note><{ODD.name}>")
    assert not (convo.folder / "hit").exists()


@pytest.mark.parametrize("name", SOURCE)
def test_commands_are_completed(convo: Convo, environment: dict[str, str], name: str) -> None:
    with opened(convo, environment, name) as terminal:
        terminal.type("convo cal\t")
        terminal.wait_for("convo calendar")


def test_fish_offers_names(convo: Convo, environment: dict[str, str]) -> None:
    fish = shutil.which("fish")
    if fish is None:
        pytest.skip("fish is not installed")

    def offered(line: str) -> list[str]:
        done = subprocess.run(
            [fish, "--no-config", "-c", "convo completion fish | source; complete -C $argv", line],
            env=environment,
            cwd=convo.folder,
            capture_output=True,
            text=True,
            timeout=60,
            check=True,
        )
        return done.stdout.splitlines()

    assert offered("convo meet may") == ["Maya Lindqvist"]
    assert offered("convo note to") == [ODD.name]
    assert [line.split("\t")[0] for line in offered("convo cal")] == ["calendar"]
    assert not (convo.folder / "hit").exists()
