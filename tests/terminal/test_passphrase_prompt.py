"""The passphrase of an encrypted file, asked for by a command: nothing typed there is shown."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from encrypted import PASSPHRASE, encrypt
from storage_samples import a_person

from convo_tui.storage import driver

if TYPE_CHECKING:
    from terminal.real_convo import Convo
    from terminal.terminal import Terminal

WRONG = "quite a wrong one"
TRIES = 3


@pytest.fixture
def locked(convo: Convo) -> Convo:
    """Convo on an encrypted file with one person in it."""
    pytest.importorskip("sqlcipher3")
    convo.keep(a_person("Maya Lindqvist"))
    encrypt(convo.database)
    driver.forget_key(convo.database)
    return convo


def asked(locked: Convo, *arguments: str) -> Terminal:
    terminal = locked.open(*arguments)
    terminal.wait_for("Passphrase of convo.db:")
    return terminal


def times(terminal: Terminal, part: str) -> int:
    return terminal.text.count(part)


def test_the_right_one_goes_on_and_is_not_shown(locked: Convo) -> None:
    terminal = asked(locked, "people")
    terminal.type(PASSPHRASE)
    terminal.press("enter")
    terminal.wait_for("Maya Lindqvist")
    assert terminal.exit_status() == 0
    shown = terminal.plain().decode()
    assert PASSPHRASE not in shown
    assert "*" not in shown
    assert not any(word in shown for word in PASSPHRASE.split())


def test_a_wrong_one_is_told_and_in_the_end_refused(locked: Convo) -> None:
    before = locked.database.read_bytes()
    terminal = asked(locked, "people")
    for number in range(1, TRIES + 1):
        terminal.wait_until(
            lambda wanted=number: times(terminal, "Passphrase of convo.db:") == wanted,  # type: ignore[misc]
            f"asked {number} times",
        )
        terminal.type(WRONG)
        terminal.press("enter")
    assert terminal.exit_status() == 1
    told = [line for line in terminal.lines if line and "Passphrase of" not in line]
    assert told == ["That passphrase does not open it."] * TRIES
    shown = terminal.plain().decode()
    assert not any(word in shown for word in WRONG.split() if len(word) > 3)
    assert "Traceback" not in shown
    assert "Maya" not in shown
    assert locked.database.read_bytes() == before


def test_leaving_it_by_ctrl_c_gives_the_echo_back(locked: Convo) -> None:
    terminal = asked(locked, "people")
    terminal.type("half a pass")
    terminal.send(b"\x03")
    assert terminal.exit_status() == 1
    assert "half" not in terminal.plain().decode()
    assert "Traceback" not in terminal.plain().decode()


def test_the_new_one_is_asked_for_twice_and_not_shown(convo: Convo, tmp_path: Path) -> None:
    pytest.importorskip("sqlcipher3")
    convo.keep(a_person("Maya Lindqvist"))
    terminal = convo.open("encrypt", "--yes")
    terminal.wait_for("New passphrase:")
    terminal.type(PASSPHRASE)
    terminal.press("enter")
    terminal.wait_for("The same once more:")
    terminal.type(WRONG)
    terminal.press("enter")
    terminal.wait_for("These two are not the same")
    shown = terminal.plain().decode()
    assert not any(word in shown for word in PASSPHRASE.split())
    terminal.send(b"\x03")
    assert terminal.exit_status() == 1
    assert convo.told("people").count("Maya") == 1
    assert sorted(tmp_path.glob("*key*")) == []
