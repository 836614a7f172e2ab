"""`convo doctor`, and what other commands say of a damaged file."""

from __future__ import annotations

import pytest
from damaged_files import bytes_of, cut_within_a_page, in_folder, index_behind, other_words
from shell_commands import Convo


@pytest.fixture
def filled(convo: Convo) -> Convo:
    """A machine with a filled file."""
    convo.file.parent.parent.mkdir(parents=True, exist_ok=True)
    in_folder(convo.file.parent)
    return convo


def test_a_sound_file(filled: Convo) -> None:
    assert filled.lines("doctor") == [
        "All is well: every page, row, event and reference was looked at."
    ]
    assert filled.json("doctor", "--json") == {
        "file": str(filled.file),
        "well": True,
        "findings": [],
        "mended": [],
    }


def test_no_file_at_all(convo: Convo) -> None:
    assert "There is no file" in convo.refused("doctor")
    assert not convo.file.exists()


def test_a_damaged_file_is_told_and_left_as_it_is(filled: Convo) -> None:
    cut_within_a_page(filled.file)
    before = bytes_of(filled.file.parent)
    for options in ((), ("--repair",), ("--json",)):
        result = filled.run("doctor", *options)
        assert result.exit_code == 1
        assert "damage" in result.stdout.lower()
        assert "convo restore" in result.stdout
    assert bytes_of(filled.file.parent) == before


@pytest.mark.parametrize(
    "command", [("today",), ("status",), ("people",), ("note", "maya", "a line"), ("commitments",)]
)
def test_other_commands_name_what_helps(filled: Convo, command: tuple[str, ...]) -> None:
    cut_within_a_page(filled.file)
    before = bytes_of(filled.file.parent)
    line = filled.refused(*command)
    assert "convo doctor" in line
    assert "convo restore" in line
    assert bytes_of(filled.file.parent) == before


def test_the_search_index_is_made_anew_unasked(filled: Convo) -> None:
    index_behind(filled.file)
    assert filled.lines("doctor") == [
        "✓ The search index is damaged. It was made anew.",
        "All is well: every page, row, event and reference was looked at.",
    ]


def test_anything_else_only_when_told_to(filled: Convo) -> None:
    other_words(filled.file)
    before = bytes_of(filled.file.parent)
    result = filled.run("doctor")
    assert result.exit_code == 1
    assert "convo doctor --repair makes it anew." in result.stdout
    assert bytes_of(filled.file.parent) == before
    assert "made anew" in filled.told("doctor", "--repair")
    assert filled.json("doctor", "--json")["well"]
