import os
import stat
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from calendars import events, length
from shell_commands import Convo

from convo_tui.cli import asking
from convo_tui.clock import FakeClock
from convo_tui.domain.commitments import Checkpoint, Commitment
from convo_tui.domain.people import Person

NOW = FakeClock.START
ADA = Person("00000000aaaa", "Ada Byron", NOW, "", 1, 1, "09:30")
TOM = Person("00000000bbbb", "Tom Okafor", NOW, "", None)
PLAN = Commitment(
    "00000000cccc", TOM.id, "the plan", NOW, checkpoints=(Checkpoint("1", date(2026, 12, 1)),)
)
SECRET = replace(PLAN, id="00000000dddd", goal="hush", private=True,
                 checkpoints=(Checkpoint("2", date(2026, 12, 2)),))  # fmt: skip


@pytest.fixture(autouse=True)
def _two_people(convo: Convo) -> None:
    convo.keep([ADA, TOM, PLAN, SECRET])


def titles(text: str) -> list[str]:
    return [event.summary.value for event in events(text)]


def test_everybody_is_in_it(convo: Convo) -> None:
    told = convo.told("calendar")
    assert titles(told) == ["Talk with Ada Byron", "Checkpoint with Tom Okafor: the plan"]
    assert b"\r\nEND:VCALENDAR\r\n" in convo.run("calendar").stdout_bytes


def test_one_person_alone(convo: Convo) -> None:
    assert titles(convo.told("calendar", "byron")) == ["Talk with Ada Byron"]
    assert convo.refused("calendar", "zz").startswith("Nobody is called “zz”.")


def test_private_commitments_are_left_out_unless_asked_for(convo: Convo) -> None:
    assert "hush" not in convo.told("calendar", "tom")
    assert "hush" in convo.told("calendar", "tom", "--include-private")


def test_the_archived_are_left_out(convo: Convo) -> None:
    convo.told("people", "archive", "ada")
    assert titles(convo.told("calendar")) == ["Checkpoint with Tom Okafor: the plan"]


def test_the_agenda_of_the_settings_gives_the_length(convo: Convo) -> None:
    convo.set('[talk]\ntemplate = "quick"\n')
    quick = events(convo.told("calendar", "ada"))[0]
    assert length(quick) < timedelta(minutes=30)


def test_without_anything_it_says_so(convo: Convo) -> None:
    convo.told("commitments", "done", PLAN.id)
    assert convo.refused("calendar", "tom").startswith("Nothing for a calendar: no talk is planned")
    assert "hush" in convo.told("calendar", "tom", "--include-private")


def test_it_is_saved_for_its_owner_alone(convo: Convo, tmp_path: Path) -> None:
    file = tmp_path / "talks.ics"
    result = convo.run("calendar", "-o", str(file))
    assert result.stdout == ""
    assert result.stderr == f"Saved to {file}; only you can read it.\n"
    assert file.read_bytes() == convo.run("calendar").stdout_bytes
    assert os.name != "posix" or stat.S_IMODE(file.stat().st_mode) == 0o600


def test_another_file_is_not_replaced_unasked(convo: Convo, tmp_path: Path) -> None:
    file = tmp_path / "talks.ics"
    file.write_text("mine")
    told = convo.refused("calendar", "-o", str(file))
    assert told == f"{file} is there already. Choose another name, or replace it with --force."
    assert file.read_text() == "mine"
    assert convo.run("calendar", "-o", str(file), "--force").exit_code == 0
    assert titles(file.read_text()) == titles(convo.told("calendar"))


@pytest.mark.parametrize(("answer", "replaced"), [("y\n", True), ("n\n", False), ("\n", False)])
def test_at_a_terminal_it_asks(
    convo: Convo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: str, replaced: bool
) -> None:
    monkeypatch.setattr(asking, "at_terminal", lambda: True)
    file = tmp_path / "talks.ics"
    file.write_text("mine")
    result = convo.run("calendar", "-o", str(file), given=answer)
    assert f"{file} is there already. Replace it? [y/N]" in result.stderr
    assert (result.exit_code == 0) == replaced
    assert (file.read_text() != "mine") == replaced


def test_a_folder_that_is_not_there_is_told(convo: Convo, tmp_path: Path) -> None:
    assert "There is no folder" in convo.refused("calendar", "-o", str(tmp_path / "no" / "a.ics"))
