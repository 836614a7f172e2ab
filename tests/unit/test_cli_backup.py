"""Backups from the shell."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from shell_commands import Convo

from convo_tui import paths
from convo_tui.cli import backup as backup_module
from convo_tui.cli import run
from convo_tui.clock import FakeClock
from convo_tui.domain.notes import Note
from convo_tui.domain.people import Person
from convo_tui.domain.values import Change
from convo_tui.storage.backup import backups_of, contents_of, folder_of
from convo_tui.storage.store import Store

NOW = FakeClock.START
MAYA = Person("00000000aaaa", "Maya Lindqvist", NOW)
TOM = Person("00000000bbbb", "Tom Okafor", NOW)
NOTE = Note("00000000cccc", MAYA.id, NOW, "shipped it")


@pytest.fixture
def kept(convo: Convo) -> Convo:
    """A person and a note about her."""
    convo.keep([MAYA, NOTE])
    return convo


@pytest.fixture
def backed_up(kept: Convo) -> Convo:
    """The same with a backup, and somebody who joined since."""
    kept.told("backup")
    kept.keep([TOM])
    kept.clock.advance(60)
    return kept


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody sits there who can be asked."""
    monkeypatch.setattr(backup_module, "at_terminal", lambda: True)


@pytest.fixture
def window(backed_up: Convo) -> Iterator[Store]:
    """Convo, open on the same file."""
    with closing(backed_up.open()) as store:
        assert len(store.people()) == 2
        yield store


def people(convo: Convo) -> list[str]:
    return [person["name"] for person in convo.json("people", "--json")]


def the_backup(convo: Convo) -> Path:
    (backup,) = backups_of(convo.file)
    return backup.path


# --- making and listing ----------------------------------------------------------------------


def test_a_backup_says_where_it_is(kept: Convo) -> None:
    told = kept.told("backup")
    path = folder_of(kept.file) / "convo-2026-11-24T143000Z-by-hand.db"
    assert told == f"A backup was made and verified: {path}\n"
    assert contents_of(path) == contents_of(kept.file)


def test_there_is_nothing_to_back_up_before_the_first_word(convo: Convo) -> None:
    assert "nothing to back up" in convo.refused("backup")
    assert not convo.file.exists()


def test_the_list_says_when_why_and_how_much(backed_up: Convo) -> None:
    backed_up.told("backup")
    assert backed_up.lines("backup", "--list") == [
        str(folder_of(backed_up.file)),
        "Tuesday 24 November 2026 15:31 by hand 2 people, 0 talks, 1 note"
        " convo-2026-11-24T143100Z-by-hand.db",
        "Tuesday 24 November 2026 15:30 by hand 1 person, 0 talks, 1 note"
        " convo-2026-11-24T143000Z-by-hand.db",
    ]


def test_the_list_as_json(backed_up: Convo) -> None:
    path = the_backup(backed_up)
    assert backed_up.json("backup", "--list", "--json") == [
        {
            "file": str(path),
            "made_at": "2026-11-24T15:30:00+01:00",
            "why": "by-hand",
            "bytes": path.stat().st_size,
            "people": 1,
            "talks": 0,
            "notes": 1,
        }
    ]


def test_a_list_of_none_says_how_to_make_one(kept: Convo) -> None:
    assert "To make one: convo backup" in kept.told("backup", "--list")
    assert kept.json("backup", "--json") == []


def test_one_that_cannot_be_read_is_listed_as_such(backed_up: Convo) -> None:
    the_backup(backed_up).write_bytes(b"no database " * 400)
    assert "cannot be read" in backed_up.told("backup", "--list")
    (shape,) = backed_up.json("backup", "--json")
    assert (shape["people"], shape["talks"], shape["notes"]) == (None, None, None)


def test_a_file_of_ones_own_is_not_replaced_unasked(kept: Convo, tmp_path: Path) -> None:
    target = tmp_path / "stick.db"
    kept.told("backup", str(target))
    assert contents_of(target) == contents_of(kept.file)
    kept.keep([TOM])
    assert "--force" in kept.refused("backup", str(target))
    assert contents_of(target) != contents_of(kept.file)
    kept.told("backup", str(target), "--force")
    assert contents_of(target) == contents_of(kept.file)


@pytest.mark.usefixtures("asked")
def test_whoever_sits_there_is_asked(kept: Convo, tmp_path: Path) -> None:
    target = tmp_path / "stick.db"
    target.write_text("mine")
    assert kept.run("backup", str(target), given="n\n").exit_code == 1
    assert target.read_text() == "mine"
    kept.told("backup", str(target), given="y\n")
    assert contents_of(target) == contents_of(kept.file)


@pytest.mark.parametrize("make", ["folder", "link"])
def test_no_backup_goes_into_a_folder_or_through_a_link(
    kept: Convo, tmp_path: Path, make: str
) -> None:
    target, elsewhere = tmp_path / "target", tmp_path / "elsewhere"
    elsewhere.write_text("mine")
    if make == "folder":
        target.mkdir()
    else:
        target.symlink_to(elsewhere)
    kept.refused("backup", str(target), "--force")
    assert elsewhere.read_text() == "mine"


def test_a_list_takes_no_file(kept: Convo) -> None:
    assert kept.run("backup", "--list", "x.db").exit_code == 2


# --- bringing one back -----------------------------------------------------------------------


def test_a_backup_is_brought_back_and_the_old_file_kept(backed_up: Convo) -> None:
    told = backed_up.told("restore", "--yes", str(the_backup(backed_up)))
    kept = backed_up.file.with_name("convo.db.before-2026-11-24T143100Z")
    assert told == (
        f"Restored: 1 person, 0 talks, 1 note.\nWhat stood there before is kept in {kept}\n"
    )
    assert people(backed_up) == ["Maya Lindqvist"]
    backed_up.told("restore", "--yes", str(kept))
    assert people(backed_up) == ["Maya Lindqvist", "Tom Okafor"]


def test_its_name_alone_is_enough(backed_up: Convo) -> None:
    backed_up.told("restore", "--yes", the_backup(backed_up).name)
    assert people(backed_up) == ["Maya Lindqvist"]


@pytest.mark.usefixtures("asked")
def test_it_says_what_it_will_do_and_asks(backed_up: Convo) -> None:
    path = the_backup(backed_up)
    refused = backed_up.run("restore", str(path), given="n\n")
    assert refused.exit_code == 1
    assert f"{path} holds 1 person, 0 talks, 1 note." in refused.stdout
    assert f"{backed_up.file} holds 2 people, 0 talks, 1 note" in refused.stdout
    assert people(backed_up) == ["Maya Lindqvist", "Tom Okafor"]
    backed_up.told("restore", str(path), given="y\n")
    assert people(backed_up) == ["Maya Lindqvist"]


def test_without_anybody_to_ask_it_needs_yes(backed_up: Convo) -> None:
    result = backed_up.run("restore", str(the_backup(backed_up)))
    assert result.exit_code == 2
    assert "--yes" in result.stderr
    assert people(backed_up) == ["Maya Lindqvist", "Tom Okafor"]


def test_it_waits_for_no_window_that_is_open(backed_up: Convo, window: Store) -> None:
    line = backed_up.refused("restore", "--yes", str(the_backup(backed_up)))
    assert "open in another window" in line
    window.apply(Change.removed(TOM))
    assert len(window.people()) == 1


def test_a_lost_file_is_brought_back(backed_up: Convo) -> None:
    path = the_backup(backed_up)
    backed_up.file.unlink()
    told = backed_up.told("restore", "--yes", str(path))
    assert "kept" not in told
    assert people(backed_up) == ["Maya Lindqvist"]


def test_a_file_that_is_not_there_or_not_ours(backed_up: Convo, tmp_path: Path) -> None:
    assert "convo backup --list" in backed_up.refused("restore", "--yes", "nowhere.db")
    stranger = tmp_path / "letter.db"
    stranger.write_text("Dear diary\n" * 500)
    line = backed_up.refused("restore", "--yes", str(stranger))
    assert str(stranger) in line
    assert people(backed_up) == ["Maya Lindqvist", "Tom Okafor"]


def test_a_name_that_no_disk_takes_is_no_fault_of_convo(
    kept: Convo, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["restore", "x" * 5000, "--yes"]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("Cannot use ")
    assert "name too long." in line
    assert len(line) < 160
    assert not paths.log_path().exists()
