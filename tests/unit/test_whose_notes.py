"""Whom a file of notes is about."""

from __future__ import annotations

import pytest

from convo_tui.clock import FakeClock
from convo_tui.domain.people import Person
from convo_tui.domain.whose_notes import SeveralFit, name_in, named_like, whose

NOW = FakeClock.START
MAYA = Person("a", "Maya Lindqvist", NOW)
HANNAH = Person("b", "Hannah Berg", NOW)
TOM, TOM_TOO = Person("c", "Tom Okafor", NOW), Person("d", "Tom Reyes", NOW)
EVERYBODY = [MAYA, HANNAH, TOM, TOM_TOO]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Maya Lindqvist – 1:1 notes", "Maya Lindqvist"),
        ("1:1s with Maya", "Maya"),
        ("1-1 Maya", "Maya"),
        ("One-on-one: Maya", "Maya"),
        ("Notes", ""),
        ("1:1", ""),
        ("2026", ""),
        ("Norbert Logan", "Norbert Logan"),
    ],
)
def test_the_name_in_a_heading(text: str, name: str) -> None:
    assert name_in(text) == name


def test_part_of_a_word_is_not_enough() -> None:
    assert named_like(EVERYBODY, "hanna") == []
    assert named_like(EVERYBODY, "ann") == []
    assert named_like(EVERYBODY, "BERG hannah") == [HANNAH]
    assert named_like(EVERYBODY, "") == []


@pytest.mark.parametrize(
    ("title", "name", "found"),
    [
        ("Maya Lindqvist", "x", MAYA),
        ("1:1 notes", "maya", MAYA),
        ("Weekly sync", "maya", MAYA),
        ("", "maya lindqvist", MAYA),
        ("", "1 1 hannah", HANNAH),
        ("Ann Smith", "ann", "Ann Smith"),
        ("Weekly sync", "ann", "Ann"),
        ("Ann Smith", "1-1s", "Ann Smith"),
        ("", "DeShawn", "DeShawn"),
        ("Notes", "2026", ""),
    ],
)
def test_a_heading_or_the_name_of_the_file_says_whom(
    title: str, name: str, found: Person | str
) -> None:
    assert whose(EVERYBODY, title, name) == found


def test_several_are_told() -> None:
    with pytest.raises(SeveralFit) as caught:
        whose(EVERYBODY, "", "tom")
    assert caught.value.names == ("Tom Okafor", "Tom Reyes")
