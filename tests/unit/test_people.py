"""Whom part of a name fits."""

from __future__ import annotations

import pytest

from convo_tui.clock import FakeClock
from convo_tui.domain.people import Person, matching

NAMES = ("Łukasz Żak", "Zoë Maddox", "Zoe Berg", "Jørn Çelik", "Maya Lindqvist", "Maya")
EVERYBODY = [Person(str(n), name, FakeClock.START) for n, name in enumerate(NAMES)]


@pytest.mark.parametrize(
    ("part", "names"),
    [
        ("LIND", ["Maya Lindqvist"]),
        ("maya", ["Maya"]),  # a whole name wins alone
        ("may", ["Maya Lindqvist", "Maya"]),
        ("lukasz", ["Łukasz Żak"]),
        ("łukasz", ["Łukasz Żak"]),
        ("zak", ["Łukasz Żak"]),
        ("jorn celik", ["Jørn Çelik"]),
        ("zoë", ["Zoë Maddox"]),
        ("zoe", ["Zoe Berg"]),  # who is written so comes before who is not
        ("zoe m", ["Zoë Maddox"]),
        ("\u0301", []),
        ("nobody", []),
        (" ", []),
    ],
)
def test_whom_part_of_a_name_fits(part: str, names: list[str]) -> None:
    assert [person.name for person in matching(EVERYBODY, part)] == names
