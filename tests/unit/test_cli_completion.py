"""What a shell is told that could come next; the shells themselves are in tests/terminal."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from encrypted import encrypt, plain
from shell_commands import Convo

from convo_tui import COMPLETION_VARIABLE
from convo_tui.cli import cli
from convo_tui.cli.completion import SHELLS
from convo_tui.cli.shell import Shell
from convo_tui.clock import FakeClock
from convo_tui.domain.people import Person

NOW = FakeClock.START
MAYA = Person("00000000aaaa", "Maya Lindqvist", NOW)
MARA = Person("00000000bbbb", "Mara Lindt", NOW)
TOM = Person("00000000cccc", "Tom, $(reboot) O'Hara", NOW)
GONE = Person("00000000dddd", "Mabel", NOW, archived_at=NOW)


def offered(convo: Convo, *words: str, shell: str = "bash") -> list[str]:
    """What could stand for the last word."""
    *before, begun = words
    asked = SHELLS[shell](cli, {"obj": Shell(convo.clock)}, "convo", COMPLETION_VARIABLE)
    return [item.value for item in asked.get_completions(before, begun)]


@pytest.fixture
def team(convo: Convo) -> Convo:
    convo.keep([MAYA, MARA, TOM, GONE])
    return convo


PLACES = (
    "meet",
    "note",
    "calendar",
    "recap",
    "purge",
    "people edit",
    "commitments",
    "commitments --person",
)


@pytest.mark.parametrize("place", PLACES)
def test_names_are_offered_wherever_a_person_is_meant(team: Convo, place: str) -> None:
    assert {"Maya Lindqvist", "Mara Lindt"} <= set(offered(team, *place.split(), "MA"))
    assert offered(team, *place.split(), "Maya") == ["Maya Lindqvist"]


def test_a_name_that_is_meant_by_another_part_is_offered_where_it_is_the_only_one(
    team: Convo,
) -> None:
    assert offered(team, "meet", "lindq") == ["Maya Lindqvist"]
    assert offered(team, "meet", "lind") == []
    assert offered(team, "meet", "zz") == []


def test_the_archived_are_offered_where_they_can_be_meant(team: Convo) -> None:
    assert offered(team, "meet", "mab") == []
    assert offered(team, "purge", "mab") == offered(team, "people", "archive", "mab") == ["Mabel"]


def test_commands_and_options_are_offered(team: Convo) -> None:
    assert offered(team, "cal") == ["calendar"]
    assert "--include-private" in offered(team, "calendar", "--")


def test_beside_a_person_stand_the_commands_that_could_be_meant(team: Convo) -> None:
    assert {"Maya Lindqvist", "done", "drop"} <= set(offered(team, "commitments", ""))
    assert offered(team, "commitments", "Maya", "ma") == []


def test_the_file_is_the_one_that_is_named(team: Convo, tmp_path: Path) -> None:
    other = plain(tmp_path / "other.db")
    there = offered(team, "--database", str(other), "meet", "")
    assert there
    assert "Maya Lindqvist" not in there
    assert offered(team, "meet", "--database", str(other), "") == there


def test_a_name_that_would_be_an_option_is_not_offered(convo: Convo) -> None:
    convo.keep([replace(MAYA, name="--force")])
    assert offered(convo, "meet", "") == []


def test_no_name_says_more_than_a_line(convo: Convo) -> None:
    convo.keep([replace(MAYA, name="Ma\nya\x1b[31m \u202eX")])
    assert offered(convo, "meet", "ma") == ["Ma ya X"]


@pytest.mark.parametrize("kind", ["missing", "empty", "encrypted", "foreign", "damaged", "folder"])
def test_where_no_name_can_be_read_nothing_is_said(tmp_path: Path, kind: str) -> None:
    file = tmp_path / "data" / "convo.db"
    file.parent.mkdir()
    match kind:
        case "encrypted":
            encrypt(plain(file))
        case "foreign" | "damaged":
            content = plain(file).read_bytes()
            file.write_bytes(b"nothing" if kind == "foreign" else content[:2000] + b"x" * 3000)
        case "folder":
            file.mkdir()
        case "empty":
            file.touch()
    before = sorted(file.parent.iterdir())
    env = {
        **os.environ,
        "CONVO_DATABASE": str(file),
        COMPLETION_VARIABLE: "bash_complete",
        "COMP_WORDS": "convo meet m",
        "COMP_CWORD": "2",
    }
    done = subprocess.run(
        [sys.executable, "-m", "convo_tui"],
        env=env,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stdout.strip(), done.stderr) == (0, "", "")
    assert sorted(file.parent.iterdir()) == before


def test_bash_gets_words_that_stand_for_themselves(team: Convo) -> None:
    asked = SHELLS["bash"](cli, {"obj": Shell(team.clock)}, "convo", COMPLETION_VARIABLE)
    (tom,) = asked.get_completions(["meet"], "tom")
    assert asked.format_completion(tom) == r"plain,Tom,\ \$\(reboot\)\ O\'Hara"


@pytest.mark.parametrize("shell", SHELLS)
def test_the_script_asks_by_our_variable(convo: Convo, shell: str) -> None:
    told = convo.told("completion", shell)
    assert f"{COMPLETION_VARIABLE}={shell}_complete" in told


def test_what_is_changed_of_clicks_scripts_is_there() -> None:
    bash, fish = SHELLS["bash"].source_template, SHELLS["fish"].source_template
    assert 'COMPREPLY+=("$value")' in bash
    assert "read -r type value" in bash
    assert 'string split -m 1 "," $completion' in fish


def test_other_shells_are_wrong_usage(convo: Convo) -> None:
    assert convo.run("completion", "csh").exit_code == 2
