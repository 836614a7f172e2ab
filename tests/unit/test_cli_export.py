"""`convo export`, and `convo import archive`, which reads it back."""

from __future__ import annotations

import json
import stat
import sys
from pathlib import Path

import pytest
from rows import rows_of
from shell_commands import Convo
from storage_samples import every_kind

from convo_tui.cli import asking
from convo_tui.clock import FakeClock
from convo_tui.domain.notes import Note
from convo_tui.domain.people import Person

NOW = FakeClock.START
MAYA = Person("00000000aaaa", "Maya Lindqvist", NOW)
NOTE = Note("00000000cccc", MAYA.id, NOW, "between us", private=True)
OPEN = Note("00000000dddd", MAYA.id, NOW, "for both")


@pytest.fixture
def kept(convo: Convo) -> Convo:
    """Somebody, and a note of each kind."""
    convo.keep([MAYA, NOTE, OPEN])
    return convo


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """Where it is saved."""
    return tmp_path / "out.json"


def other(convo: Convo, out: Path) -> list[str]:
    return ["import", "archive", str(out), "--database", str(out.parent / "other.db")]


def test_everything_out_and_in_again(convo: Convo, out: Path) -> None:
    convo.keep([*every_kind("words"), MAYA, NOTE])
    result = convo.run("export", "-o", str(out))
    assert result.exit_code == 0
    assert result.stderr == f"Saved to {out}; only you can read it.\n"
    assert result.stdout == ""
    told = convo.lines(*other(convo, out))
    assert told[0].startswith("Brought: 2 people, 1 talk, 2 notes, ")
    assert len(told) == 1
    assert rows_of(out.parent / "other.db") == rows_of(convo.file)
    assert convo.lines(*other(convo, out)) == [
        "Brought: nothing.",
        "Here already, and left alone: 25.",
    ]


def test_a_dry_run_of_an_archive_keeps_nothing(kept: Convo, out: Path) -> None:
    kept.told("export", "-o", str(out))
    kept.told("people", "add", "Ada", "--database", str(out.parent / "other.db"))
    told = kept.lines(*other(kept, out), "--dry-run")
    assert told == [
        "Would bring: 1 person, 2 notes.",
        "Nothing was imported: this was a dry run.",
    ]
    assert kept.lines(*other(kept, out))[-1] == "To take it back: convo import undo"


def test_what_cannot_be_taken_in_gets_one_line(kept: Convo, out: Path) -> None:
    kept.told("export", "-o", str(out))
    out.write_text(out.read_text().replace("between us", "changed"))
    line = kept.refused("import", "archive", str(out))
    assert line == (
        f"{out} cannot be taken in: note {NOTE.id} is here with other content."
        " Nothing was imported."
    )
    out.write_text("[1, 2")
    assert kept.refused("import", "archive", str(out)).endswith("Nothing was imported.")
    assert kept.refused("import", "archive", str(out.parent)).startswith("There is no file")


@pytest.mark.parametrize("form", ["json", "html"])
def test_all_about_one_person(kept: Convo, out: Path, form: str) -> None:
    kept.told("people", "add", "Tom")
    kept.told("note", "tom", "about him")
    path = out.with_suffix(f".{form}")
    kept.told("export", "maya", "-o", str(path))
    text = path.read_text()
    assert "between us" in text
    assert "for both" in text
    assert "about him" not in text
    assert ("<html" in text) == (form == "html")
    kept.told("export", "maya", "--format", "html", "-o", str(out), "--force")
    assert "<html" in out.read_text()


def test_json_of_a_person_keeps_private_apart(kept: Convo, out: Path) -> None:
    kept.told("people", "archive", "maya")
    kept.told("export", "maya", "-o", str(out))
    told = json.loads(out.read_text())
    assert [note["text"] for note in told["shared"]["note"]] == ["for both"]
    assert [note["text"] for note in told["private"]["note"]] == ["between us"]


@pytest.mark.skipif(sys.platform == "win32", reason="modes are POSIX")
@pytest.mark.parametrize("arguments", [[], ["maya"]])
def test_only_the_owner_may_read_it(kept: Convo, out: Path, arguments: list[str]) -> None:
    kept.told("export", *arguments, "-o", str(out))
    assert stat.S_IMODE(out.stat().st_mode) == 0o600


@pytest.mark.parametrize("arguments", [[], ["maya"]])
def test_a_file_that_is_there_is_kept(
    kept: Convo, out: Path, arguments: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    out.write_text("mine")
    command = ["export", *arguments, "-o", str(out)]
    assert "is there already. Choose another name" in kept.refused(*command)
    assert out.read_text() == "mine"
    monkeypatch.setattr(asking, "at_terminal", lambda: True)
    result = kept.run(*command, given="n\n")
    assert result.exit_code == 1
    assert "Replace it? [y/N]" in result.stderr
    assert out.read_text() == "mine"
    assert kept.run(*command, given="y\n").exit_code == 0
    assert out.read_text() != "mine"
    out.write_text("mine")
    kept.told(*command, "--force")
    assert out.read_text() != "mine"


def test_a_place_that_will_not_do(kept: Convo, out: Path) -> None:
    assert kept.refused("export", "-o", str(out / "deep" / "x")).startswith("There is no folder")
    assert kept.refused("export", "-o", str(out.parent)).endswith("give the name of a file in it.")
    if sys.platform != "win32":
        out.symlink_to(out.parent / "elsewhere")
        assert "is a link to another file" in kept.refused("export", "-o", str(out), "--force")
        assert not (out.parent / "elsewhere").exists()


def test_wrong_usage(kept: Convo, out: Path) -> None:
    assert kept.run("export").exit_code == 2
    assert kept.run("export", "-o", str(out), "--format", "html").exit_code == 2
    assert kept.refused("export", "nobody", "-o", str(out)).startswith("Nobody is called")
    assert not out.exists()
