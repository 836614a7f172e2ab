import sys
import tomllib
from datetime import UTC, datetime

import pytest
from shell_commands import Convo

from convo_tui.settings import default_text
from convo_tui.ui.command_tables import COMMANDS

WRONG = """\
them = "dawn"
theme = "dawn"

[talk]
ask_after_minutes = "often"

[keys]
talk.next = "b"
talk.none = "x"
"""

PROBLEMS = [
    "Line 1: There is no setting called them. Did you mean theme?",
    "Line 5: talk.ask_after_minutes must be a whole number.",
    "Line 8: b for “talk.next” is taken by “talk.back”, so “talk.next” keeps n.",
    "Line 9: there is no command “talk.none”.",
]


def test_the_defaults_are_in_force_where_there_is_no_file(convo: Convo) -> None:
    told = convo.told("config")
    first, _, rest = told.partition("\n")
    assert first == f"# {convo.settings_file} is not there yet; these are the defaults."
    assert tomllib.loads(rest)["talk"]["template"] == "standard"
    assert convo.told("config", "show") == told


def test_what_is_wrong_is_told_with_its_line_and_the_rest_counts(convo: Convo) -> None:
    convo.set(WRONG)
    result = convo.run("config", "show")
    assert result.exit_code == 0
    assert tomllib.loads(result.stdout)["theme"] == "dawn"
    assert result.stderr.splitlines() == PROBLEMS
    shape = convo.json("config", "show", "--json")
    assert [f"Line {each['line']}: {each['message']}" for each in shape["problems"]] == PROBLEMS


def test_what_does_not_count_is_not_in_force(convo: Convo) -> None:
    convo.set('theme = "mauve"\n[keys]\ntalk.next = "b"\ntalk.end = "ctrl+g"\n')
    result = convo.run("config", "show")
    told = tomllib.loads(result.stdout)
    assert told["theme"] == "dusk"
    assert told["keys"] == {"talk.end": "ctrl+g"}
    assert result.stderr.startswith("Line 1: There is no theme called mauve.\nLine 3: b for")
    assert convo.json("config", "show", "--json")["settings"]["theme"] == "dusk"


def test_path_says_where_both_files_are(convo: Convo) -> None:
    assert convo.lines("config", "path") == [
        f"settings {convo.settings_file}",
        f"notes {convo.file}",
    ]
    assert not convo.file.exists()
    assert not convo.settings_file.exists()


def edit_by(monkeypatch: pytest.MonkeyPatch, program: str) -> None:
    monkeypatch.setenv("VISUAL", f'"{sys.executable}" -c "{program}"')


def test_editing_begins_with_every_setting_explained(
    convo: Convo, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit_by(monkeypatch, "pass")
    assert convo.told("config", "edit") == ""
    assert convo.settings_file.read_text() == default_text()


def test_after_editing_what_is_wrong_is_told(convo: Convo, monkeypatch: pytest.MonkeyPatch) -> None:
    convo.set("")
    program = "import sys, pathlib; pathlib.Path(sys.argv[1]).write_text('= 1')"
    edit_by(monkeypatch, program)
    result = convo.run("config", "edit")
    assert result.exit_code == 0
    assert result.stderr.startswith("Line 1: The settings are not valid TOML, so none counts:")


def test_an_editor_that_fails_is_told(convo: Convo, monkeypatch: pytest.MonkeyPatch) -> None:
    edit_by(monkeypatch, "raise SystemExit(3)")
    assert "Editing failed. Set $EDITOR to" in convo.refused("config", "edit")


def test_every_command_stands_with_its_keys(convo: Convo) -> None:
    listed = convo.lines("keys")
    assert "APP" in listed
    assert any(line.startswith("n talk.next Go on to") for line in listed)
    shapes = convo.json("keys", "--json")
    assert [shape["id"] for shape in shapes] == list(COMMANDS)


def test_remapped_keys_are_shown_and_clashes_are_not(convo: Convo) -> None:
    convo.set('[keys]\ntalk.next = "ctrl+g, F9"\ntalk.end = "p"\n')
    keys = {shape["id"]: shape["shown"] for shape in convo.json("keys", "--json")}
    assert keys["talk.next"] == ["ctrl+g", "F9"]
    assert keys["talk.end"] == ["e"]
    assert any(line.startswith("ctrl+g F9 talk.next") for line in convo.lines("keys"))


def test_hints_that_were_dismissed_are_listed_and_come_back(convo: Convo) -> None:
    assert convo.run("config", "hints").stderr == "No hint was dismissed.\n"
    store = convo.open()
    store.dismiss("behaviour words", datetime(2026, 11, 25, 9, tzinfo=UTC))
    store.dismiss("behaviour words", datetime(2026, 11, 26, 9, tzinfo=UTC))
    store.close()
    assert convo.lines("config", "hints") == ["behaviour words"]
    assert convo.lines("config", "hints", "--again") == ["1 kind of hints will be shown again."]
    assert convo.lines("config", "hints", "--again") == ["no kinds of hints will be shown again."]
    assert convo.run("config", "hints").stdout == ""
