"""No text made by chance breaks the screens either; `--faults N` makes N times as many."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import Tally
from hostile_pages import every_page, every_sheet, pasted
from hostile_strings import generated
from hostile_team import in_a_file, life, named
from hostile_terminal import seated

pytestmark = [pytest.mark.long, pytest.mark.timeout(1200)]  # for many times as many

COUNT = 500
IN_A_ROW = 4
"""Texts in one row: it wraps, so that all of them are drawn."""
WINDOW = (120, 1000)


async def test_on_every_page(tmp_path: Path, times: int, tally: Tally) -> None:
    for turn in range(times):
        folder = tmp_path / str(turn)
        folder.mkdir()
        texts = in_a_file(generated(COUNT, seed=1 + turn))
        rows = [" ".join(texts[at : at + IN_A_ROW]) for at in range(0, len(texts), IN_A_ROW)]
        people = named(rows)
        async with seated(folder, [*people, *life(people[0], rows)], WINDOW) as seat:
            await every_page(seat, people[0])
        tally("generated hostile strings on every page", COUNT, 0)


async def test_in_every_sheet(tmp_path: Path, times: int, tally: Tally) -> None:
    texts = list(generated(COUNT * times, seed=1_000_001))
    async with seated(tmp_path, named(["Maya"]), (120, 60)) as seat:
        await every_sheet(seat, texts, together=60)
    tally("generated hostile strings in every sheet", len(texts), 0)


async def test_pasted(tmp_path: Path, times: int, tally: Tally) -> None:
    texts = list(generated(COUNT * times, seed=1_000_001))
    async with seated(tmp_path, named(["Maya"]), (80, 24)) as seat:
        await pasted(seat, texts, opening="n")
    tally("generated hostile strings pasted", len(texts), 0)
