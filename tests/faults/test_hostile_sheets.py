"""No text breaks a sheet, a line it is pasted into, or what is told at the bottom."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import Tally
from hostile_pages import every_page, every_sheet, pasted, said
from hostile_strings import CHOSEN, LONG, SHORT
from hostile_team import in_a_file, life, named
from hostile_terminal import seated

pytestmark = pytest.mark.long


async def test_in_every_sheet(tmp_path: Path, tally: Tally) -> None:
    async with seated(tmp_path, named(["Maya"]), (100, 40)) as seat:
        await every_sheet(seat, SHORT)
    tally("chosen hostile strings in every sheet", len(SHORT), 0)


async def test_pasted_and_told(tmp_path: Path, tally: Tally) -> None:
    async with seated(tmp_path, named(["Maya"]), (80, 24)) as seat:
        await pasted(seat, CHOSEN, opening="n")
        await pasted(seat, SHORT, opening="ctrl+p")
        await said(seat, SHORT)
    tally("chosen hostile strings pasted and told", len(CHOSEN), 0)


async def test_far_too_much_in_a_small_window(tmp_path: Path) -> None:
    texts = in_a_file(LONG)
    people = named(texts)
    async with seated(tmp_path, [*people, *life(people[0], texts)], (80, 24)) as seat:
        await every_page(seat, people[0])
