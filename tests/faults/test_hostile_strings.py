"""No text breaks the screens: what leaves for the terminal is judged in every place."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import Tally
from hostile_pages import every_page
from hostile_strings import CHOSEN, SHORT
from hostile_team import in_a_file, life, named
from hostile_terminal import seated
from ui.places import PARTS, walk

pytestmark = pytest.mark.long

LEAST_CHOSEN = 60
WALKING_WITH = 15
"""Texts in a row while every place is walked through: a window shows only so many rows."""


def test_there_are_enough_of_them() -> None:
    assert len(set(CHOSEN)) == len(CHOSEN) >= LEAST_CHOSEN


async def test_on_every_page(tmp_path: Path, tally: Tally) -> None:
    texts = in_a_file(SHORT)
    people = named(texts)
    async with seated(tmp_path, [*people, *life(people[0], texts)], (120, 500)) as seat:
        await every_page(seat, people[0])
    unseen = [text for text in texts if not seat.seen(text)]
    tally("chosen hostile strings on every page", len(texts), len(unseen))
    assert unseen == []


@pytest.mark.parametrize("part", PARTS)
async def test_in_every_place(tmp_path: Path, part: str) -> None:
    texts = in_a_file(SHORT)
    rows = [" ".join(texts[at : at + WALKING_WITH]) for at in range(0, len(texts), WALKING_WITH)]
    people = named(["[red]x", *rows])
    async with seated(tmp_path, [*people, *life(people[0], rows)], (100, 40)) as seat:
        async for place in walk(seat.app, seat.pilot, people[0].id, [part]):
            seat.look(place)
