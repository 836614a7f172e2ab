"""The sample team in a real terminal, and what is left of it however the program ends."""

from __future__ import annotations

import signal
import stat
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from terminal.real_convo import Convo
    from terminal.terminal import Terminal

NOTICE = "A fabricated sample team, apart from your data; nothing here is kept."


@pytest.fixture
def temporary(tmp_path: Path) -> Path:
    """Where the program makes what it throws away."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    return folder


def open_sample(convo: Convo, temporary: Path, *arguments: str) -> Terminal:
    terminal = convo.open("demo", *arguments, TMPDIR=str(temporary))
    terminal.wait_for("Maya Lindqvist", "I OWE")
    return terminal


def test_the_sample_team_is_apart_and_gone_afterwards(convo: Convo, temporary: Path) -> None:
    terminal = open_sample(convo, temporary)
    terminal.wait_for(NOTICE)
    (folder,) = temporary.iterdir()
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    terminal.press("ctrl+q")
    assert terminal.exit_status() == 0
    assert not convo.database.exists()
    assert list(temporary.iterdir()) == []


def test_the_sample_team_opens_from_an_empty_today(convo: Convo, temporary: Path) -> None:
    terminal = convo.open(TMPDIR=str(temporary))
    terminal.wait_for("sample team")
    terminal.press("D")
    terminal.wait_for("Maya Lindqvist", NOTICE)
    terminal.press("ctrl+q")
    assert terminal.exit_status() == 0
    assert list(temporary.iterdir()) == []
    with convo.store() as store:
        assert store.people() == ()


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGHUP])
def test_a_shutdown_and_a_closed_window_leave_nothing_behind(
    convo: Convo, temporary: Path, how: signal.Signals
) -> None:
    terminal = open_sample(convo, temporary)
    terminal.kill(how)
    assert terminal.exit_status() == 1
    assert list(temporary.iterdir()) == []


def test_the_sample_team_can_be_kept_and_is_never_overwritten(
    convo: Convo, temporary: Path, tmp_path: Path
) -> None:
    kept = tmp_path / "kept.db"
    terminal = open_sample(convo, temporary, "--keep", str(kept))
    terminal.press("ctrl+q")
    assert terminal.exit_status() == 0
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert "Priya Raman" in convo.told("--database", str(kept), "people")
    # Wide enough for the path, however long it is: else a word is cut where the window ends.
    again = convo.open("demo", "--keep", str(kept), columns=400)
    again.wait_for("is there already; choose another name")
    assert again.exit_status() == 1


def test_a_window_too_small_is_told(convo: Convo) -> None:
    terminal = convo.open(columns=30, rows=10)
    terminal.wait_for("30x10")
    assert terminal.exit_status() == 1


def test_a_person_nobody_knows_opens_no_screen(convo: Convo) -> None:
    convo.told("people", "add", "Maya")
    terminal = convo.open("meet", "nobody")
    terminal.wait_for("Nobody is called “nobody”. There is Maya.")
    assert terminal.exit_status() == 1


def test_an_agenda_that_there_is_not_is_told_before_the_talk(convo: Convo) -> None:
    convo.told("people", "add", "Maya")
    terminal = convo.open("meet", "maya", "--template", "nope")
    terminal.wait_for("No agenda is called “nope”; there are standard, quick")
    assert terminal.exit_status() == 1
