from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from shell_commands import Convo

from convo_tui.cli import purge as purge_module
from convo_tui.clock import FakeClock
from convo_tui.domain.notes import Note
from convo_tui.domain.people import Person
from convo_tui.storage import driver
from convo_tui.storage.store import Store

NOW = FakeClock.START
MAYA = Person("00000000aaaa", "Maya Lindqvist", NOW)
TOM = Person("00000000bbbb", "Tom Okafor", NOW)
NOTE = Note("00000000cccc", MAYA.id, NOW, "zxqv of hers")


@pytest.fixture
def kept(convo: Convo) -> Convo:
    """Two people, and a note about one of them."""
    convo.keep([MAYA, TOM, NOTE])
    return convo


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody sits there who can be asked."""
    monkeypatch.setattr(purge_module, "can_be_asked", lambda: True)


@pytest.fixture
def backup(kept: Convo) -> Path:
    """A backup in which both stand."""
    target = kept.file.parent / "backups" / "convo.db"
    target.parent.mkdir()
    with closing(driver.connect(kept.file)) as old, closing(driver.connect(target)) as new:
        old.backup(new)
    return target


@pytest.fixture
def window(kept: Convo) -> Iterator[Store]:
    """Convo, open on the same file."""
    store = kept.open()
    assert len(store.people()) == 2
    yield store
    store.close()


def people(convo: Convo) -> list[str]:
    return [person["name"] for person in convo.json("people", "--json")]


@pytest.mark.usefixtures("asked")
@pytest.mark.parametrize("typed", ["Maya Lindqvist", "  maya   lindqvist "])
def test_whoever_types_the_whole_name_removes_the_person(kept: Convo, typed: str) -> None:
    told = kept.told("purge", "maya", given=f"{typed}\n")
    assert told.splitlines()[0] == "Maya Lindqvist: 1 note."
    assert told.splitlines()[-1] == "Removed Maya Lindqvist: 1 note."
    assert people(kept) == ["Tom Okafor"]
    assert b"zxqv" not in kept.file.read_bytes()


@pytest.mark.usefixtures("asked")
@pytest.mark.parametrize("typed", ["", "maya", "Maya Lindqvis", "y", "Tom Okafor"])
def test_anything_else_removes_nothing(kept: Convo, typed: str) -> None:
    result = kept.run("purge", "maya", given=f"{typed}\n")
    assert result.exit_code == 1
    assert result.stderr == "That is not their whole name; nothing was removed.\n"
    assert people(kept) == ["Maya Lindqvist", "Tom Okafor"]


def test_a_pipe_without_the_name_is_wrong_usage(kept: Convo) -> None:
    result = kept.run("purge", "maya", given="Maya Lindqvist\n")
    assert result.exit_code == 2
    assert "--name" in result.stderr
    assert people(kept) == ["Maya Lindqvist", "Tom Okafor"]


def test_a_script_gives_the_name(kept: Convo) -> None:
    assert kept.refused("purge", "maya", "--name", "maya").startswith("That is not their whole")
    (line,) = kept.lines("purge", "maya", "--name", "Maya Lindqvist")
    assert line == "Removed Maya Lindqvist: 1 note."
    assert kept.refused("purge", "maya", "--name", "Maya Lindqvist").startswith("Nobody is called")


def test_somebody_with_nothing_but_a_name(kept: Convo) -> None:
    (line,) = kept.lines("purge", "tom", "--name", "Tom Okafor")
    assert line == "Removed Tom Okafor: nothing but the name."


def test_an_archived_person_can_be_removed(kept: Convo) -> None:
    kept.told("people", "archive", "maya")
    kept.told("purge", "maya", "--name", "Maya Lindqvist")
    assert kept.json("people", "--archived", "--json")[0]["name"] == "Tom Okafor"


@pytest.mark.usefixtures("window")
def test_a_window_that_is_open_is_told(kept: Convo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("convo_tui.storage.purge.WAITS_SECONDS", 0.01)
    line = kept.refused("purge", "maya", "--name", "Maya Lindqvist")
    assert line.startswith("Convo has this file open in another window.")
    assert line.endswith("nothing was removed.")
    assert people(kept) == ["Maya Lindqvist", "Tom Okafor"]


def test_a_script_is_told_of_the_backups_that_still_hold_them(kept: Convo, backup: Path) -> None:
    told = kept.lines("purge", "maya", "--name", "Maya Lindqvist")
    assert told[-1] == f"1 backup still holds them: {backup}"
    assert backup.exists()


def test_backups_are_pruned_where_that_is_asked_for(kept: Convo, backup: Path) -> None:
    told = kept.lines("purge", "maya", "--name", "Maya Lindqvist", "--prune-backups")
    assert told[-1].startswith("Deleted 1 backup that held them; the newest is now ")
    (left,) = backup.parent.glob("*.db")
    assert told[-1].endswith(f"{left}.")
    assert b"zxqv" not in left.read_bytes()
    assert TOM.name.encode() in left.read_bytes()


@pytest.mark.usefixtures("asked")
@pytest.mark.parametrize(("answer", "stays"), [("n", True), ("", True), ("y", False)])
def test_a_person_is_asked_about_the_backups(
    kept: Convo, backup: Path, answer: str, stays: bool
) -> None:
    told = kept.told("purge", "maya", given=f"Maya Lindqvist\n{answer}\n")
    assert "1 backup still holds them. Make a new one, and delete that? [y/N]" in told
    assert f"{backup}\n1 backup still holds them." in told  # which one, before the answer
    assert backup.exists() == stays
    assert people(kept) == ["Tom Okafor"]


def test_a_backup_in_which_they_do_not_stand_is_left_alone(kept: Convo, backup: Path) -> None:
    kept.told("people", "add", "Ada")
    told = kept.lines("purge", "ada", "--name", "Ada", "--prune-backups")
    assert told == ["Removed Ada: nothing but the name."]
    assert backup.exists()


def test_a_backup_that_cannot_be_deleted_is_told(
    kept: Convo, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    unlink = Path.unlink

    def cannot(self: Path, *, missing_ok: bool = False) -> None:
        if self == backup:
            raise PermissionError(13, "Permission denied")
        unlink(self, missing_ok=missing_ok)

    monkeypatch.setattr(Path, "unlink", cannot)
    result = kept.run("purge", "maya", "--name", "Maya Lindqvist", "--prune-backups")
    monkeypatch.undo()
    assert result.exit_code == 1
    assert result.stderr == f"These could not be deleted; delete them yourself: {backup}\n"
    assert backup.exists()
