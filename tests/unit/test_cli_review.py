import json
import os
import stat
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sample_team import TUESDAY, YEAR, about
from shell_commands import ZONE, Convo

from convo_tui import paths
from convo_tui.clock import FakeClock
from convo_tui.domain.feedback import Feedback
from convo_tui.domain.notes import Note, NoteKind
from convo_tui.domain.people import Person

ADA = Person("00000000aaaa", "Ada Byron", TUESDAY)
WIN = Note("00000000f1f1", ADA.id, TUESDAY, "shipped it", NoteKind.WIN)
SECRET = replace(WIN, id="00000000f2f2", text="hush", private=True)
UNSAID = Feedback("00000000f3f3", ADA.id, TUESDAY, "too short with Tom")


@pytest.fixture(autouse=True)
def _ada(convo: Convo) -> None:
    convo.clock = FakeClock(TUESDAY, ZONE)
    convo.keep([ADA, WIN, SECRET, UNSAID])


@pytest.fixture
def year(convo: Convo) -> Convo:
    convo.keep(YEAR.values, YEAR.events)
    return convo


def writer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """Set an editor that does something with `p`, the file it is given."""
    file = tmp_path / "editor.py"
    file.write_text(f"import pathlib, sys\np = pathlib.Path(sys.argv[1])\n{script}\n")
    monkeypatch.setenv("VISUAL", f"{sys.executable} {file}")
    monkeypatch.setenv("EDITOR", "no-editor-at-all")


def test_the_last_twelve_months_for_the_report_are_the_default(year: Convo) -> None:
    told = year.told("review", "maya")
    assert told.startswith("# Maya Lindqvist: review packet\n")
    assert "Tuesday 25 November 2025 to Tuesday 24 November 2026" in told
    assert "Talk share" not in told
    assert told == year.told("review", "maya", "--for", "report", "--format", "md")


def test_what_is_private_is_for_the_manager(convo: Convo) -> None:
    told = convo.told("review", "ada")
    assert "shipped it" in told
    assert "hush" not in told
    assert "too short" not in told
    own = convo.told("review", "ada", "--for", "manager")
    assert "- \\~ private: hush" in own or "- ~ private: hush" in own
    assert "too short with Tom" in own
    assert "This copy is for the manager alone" in own


@pytest.mark.parametrize("form", ["md", "html", "text", "json"])
def test_each_format_has_the_same_facts(year: Convo, form: str) -> None:
    told = year.told("review", "maya", "--format", form)
    for note in about("Maya", Note):
        shared = note.kind is NoteKind.WIN and not note.private
        if shared and note.at > TUESDAY - timedelta(days=300):
            assert note.id[:6] in told


def test_days_are_those_that_people_say(convo: Convo) -> None:
    assert "Thursday 1 January 2026 to Friday 20 November 2026" in convo.told(
        "review", "ada", "--from", "1 jan", "--to", "fri"
    )
    told = convo.told("review", "ada", "--to", "2026-06-30")
    assert "Tuesday 1 July 2025 to Tuesday 30 June 2026" in told
    asked = ("review", "ada", "--since", "1 jan", "--until", "fri")
    assert convo.told(*asked) == convo.told("review", "ada", "--from", "1 jan", "--to", "fri")


def test_a_period_backwards_and_a_word_that_is_no_day_are_told(convo: Convo) -> None:
    told = convo.refused("review", "ada", "--from", "1 oct", "--to", "1 sep")
    assert told == (
        "The period ends on Tuesday 1 September 2026, before it begins on Thursday 1 October 2026;"
        " give the earlier day first."
    )
    assert "‘whenever’ is no date I know" in convo.refused("review", "ada", "--to", "whenever")
    assert convo.refused("review", "zz").startswith("Nobody is called “zz”.")


def test_a_time_without_entries_is_a_packet_all_the_same(convo: Convo) -> None:
    told = convo.told("review", "ada", "--from", "2020-01-01", "--to", "2020-12-31")
    assert "Nothing was written down between Ada and the manager in this time" in told


def test_the_archived_have_a_packet_too(convo: Convo) -> None:
    convo.told("people", "archive", "ada")
    assert "shipped it" in convo.told("review", "ada")


def test_it_is_saved_where_one_says(convo: Convo, tmp_path: Path) -> None:
    file = tmp_path / "ada.html"
    result = convo.run("review", "ada", "--format", "html", "-o", str(file))
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == f"Saved to {file}; only you can read it.\n"
    assert file.read_text() == convo.told("review", "ada", "--format", "html")
    assert os.name != "posix" or stat.S_IMODE(file.stat().st_mode) == 0o600


def test_another_file_is_not_replaced_unasked(
    convo: Convo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "ada.md"
    file.write_text("mine")
    told = convo.refused("review", "ada", "-o", str(file))
    assert told == f"{file} is there already. Choose another name, or replace it with --force."
    monkeypatch.setattr("convo_tui.cli.asking.at_terminal", lambda: True)
    result = convo.run("review", "ada", "-o", str(file), given="n\n")
    assert result.exit_code == 1
    assert "is there already. Replace it? [y/N]" in result.stderr
    assert result.stderr.endswith("Nothing was saved.\n")
    assert file.read_text() == "mine"
    assert convo.run("review", "ada", "-o", str(file), given="y\n").exit_code == 0
    assert "shipped it" in file.read_text()
    file.write_text("mine")
    convo.run("review", "ada", "-o", str(file), "--force")
    assert "shipped it" in file.read_text()


def test_a_missing_folder_is_told_before_an_editor_opens(
    convo: Convo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    writer(tmp_path, monkeypatch, f"pathlib.Path({str(tmp_path)!r}, 'opened').touch()")
    told = convo.refused("review", "ada", "--edit", "-o", str(tmp_path / "no" / "a.md"))
    assert told.startswith("There is no folder")
    assert not (tmp_path / "opened").exists()


# --- the editor ----------------------------------------------------------------------------------


def test_the_editor_has_the_last_word(
    convo: Convo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    writer(
        tmp_path, monkeypatch, "p.write_text(p.read_text().replace('shipped it', '**done** <b>'))"
    )
    assert "- **done** \\<b> (" in convo.told("review", "ada", "--edit")
    page = convo.told("review", "ada", "--edit", "--format", "html")
    assert "<strong>done</strong> &lt;b&gt;" in page
    told = json.loads(convo.told("review", "ada", "--edit", "--format", "json"))
    assert "**done**" in told["edited"]


def test_an_editor_that_changes_nothing_changes_nothing(
    year: Convo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    writer(tmp_path, monkeypatch, "pass")
    for form in ("md", "html"):
        arguments = ("review", "maya", "--format", form)
        assert year.told(*arguments, "--edit") == year.told(*arguments)


def test_while_it_is_edited_nobody_else_can_read_it(
    convo: Convo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "seen"
    writer(
        tmp_path,
        monkeypatch,
        f"o = pathlib.Path({str(out)!r})\n"
        "o.write_text(f'{p} {p.stat().st_mode & 0o777:o} {p.parent.stat().st_mode & 0o777:o}')",
    )
    convo.told("review", "ada", "--edit")
    file, mode, folder = out.read_text().split()
    assert paths.state_dir() in Path(file).parents
    assert os.name != "posix" or (mode, folder) == ("600", "700")
    assert not Path(file).parent.exists()


def test_an_editor_that_is_missing_is_told(convo: Convo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VISUAL", "no-editor-at-all --wait")
    told = convo.refused("review", "ada", "--edit")
    assert told == (
        "no-editor-at-all could not be started: no such file or directory; set VISUAL or EDITOR"
        " to an editor. Nothing was saved."
    )


def test_an_editor_that_fails_loses_nothing(
    convo: Convo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    writer(tmp_path, monkeypatch, "sys.exit(3)")
    name = Path(sys.executable).name
    told = convo.refused("review", "ada", "--edit")
    assert told == f"{name} ended with an error (3). Nothing was saved."
    writer(tmp_path, monkeypatch, "p.write_text('# Hers\\n'); sys.exit(3)")
    told = convo.refused("review", "ada", "--edit")
    assert told.endswith("What you wrote is kept, and --edit opens it again.")
    writer(tmp_path, monkeypatch, "pass")
    result = convo.run("review", "ada", "--edit")
    assert result.stdout == "# Hers\n"
    assert result.stderr.startswith("What you wrote before is back;")
    # Once it is handed over, the next one begins afresh.
    assert "shipped it" in convo.told("review", "ada", "--edit")


def test_what_was_written_outlives_a_file_that_cannot_be_saved(
    convo: Convo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "soon-gone"
    folder.mkdir()
    writer(tmp_path, monkeypatch, f"p.write_text('# Hers'); pathlib.Path({str(folder)!r}).rmdir()")
    told = convo.refused("review", "ada", "--edit", "-o", str(folder / "a.md"))
    assert told.startswith("There is no folder")
    writer(tmp_path, monkeypatch, "pass")
    assert convo.told("review", "ada", "--edit") == "# Hers\n"


def test_an_empty_file_saves_nothing_and_begins_afresh(
    convo: Convo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    writer(tmp_path, monkeypatch, "p.write_text(' \\n')")
    told = convo.refused("review", "ada", "--edit")
    assert told == "The file was empty, so nothing was saved; --edit begins afresh."
    writer(tmp_path, monkeypatch, "pass")
    assert "shipped it" in convo.told("review", "ada", "--edit")


def test_a_file_that_is_no_text_is_told(
    convo: Convo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    writer(tmp_path, monkeypatch, "p.write_bytes(b'caf\\xe9')")
    told = convo.refused("review", "ada", "--edit")
    assert "left a file that is not UTF-8 text. What you wrote is kept" in told


def test_a_file_that_is_gone_is_told(
    convo: Convo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    writer(tmp_path, monkeypatch, "p.unlink()")
    assert "left no file. Nothing was saved." in convo.refused("review", "ada", "--edit")
