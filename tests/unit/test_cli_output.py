"""Tables on the shell: a line a row, folded where a terminal is too narrow for it."""

from __future__ import annotations

import os
import shutil
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from shell_commands import Convo

from convo_tui.cli import output
from convo_tui.cli.output import table_lines
from convo_tui.clock import FakeClock
from convo_tui.domain.commitments import Commitment
from convo_tui.domain.goals import Goal
from convo_tui.domain.people import Person
from convo_tui.domain.values import Side

ROWS = [
    ["7c1b", "by Tue 8 Dec", "Luis", "release alone", "5 of 6", "for the team"],
    ["0225", "no date", "Maya", "everybody in the rota has led one", "", "not moved since May"],
    ["83eb", "reached", "漢字", "short", "", ""],
]


def test_a_pipe_gets_a_line_a_row() -> None:
    assert list(table_lines(ROWS)) == [
        "7c1b  by Tue 8 Dec  Luis  release alone                      5 of 6  for the team",
        "0225  no date       Maya  everybody in the rota has led one          not moved since May",
        "83eb  reached       漢字  short",
    ]


def test_what_does_not_fit_on_a_terminal_stands_below_between_whole_cells() -> None:
    assert list(table_lines(ROWS, 40)) == [
        "7c1b  by Tue 8 Dec  Luis  release alone",
        "      5 of 6 · for the team",
        "0225  no date       Maya",
        "      everybody in the rota has led one",
        "      not moved since May",
        "83eb  reached       漢字  short",
    ]


def test_a_cell_wider_than_the_terminal_is_folded_between_its_words() -> None:
    assert list(table_lines([["7c1b", "Luis", "one two three four five six"]], 20)) == [
        "7c1b  Luis",
        "     one two three",
        "     four five six",
    ]


@given(
    st.lists(st.lists(st.text("ab 漢é"), min_size=3, max_size=3), min_size=1, max_size=4),
    st.integers(8, 60),
)
def test_no_word_is_lost_and_no_line_too_wide_where_words_are_not(
    rows: list[list[str]], width: int
) -> None:
    lines = list(table_lines(rows, width))
    words = [word for row in rows for cell in row for word in cell.split()]
    assert [word for line in lines for word in line.split() if word != "·"] == words
    if max(map(cell_len, [*words, *(row[0] for row in rows)]), default=0) <= width * 3 // 4:
        assert max(map(cell_len, lines)) <= width


@pytest.mark.parametrize("terminal", [True, False])
@pytest.mark.parametrize("command", ["goals", "today"])
def test_a_command_folds_on_a_terminal_alone(
    convo: Convo, monkeypatch: pytest.MonkeyPatch, terminal: bool, command: str
) -> None:
    now = FakeClock.START
    maya = Person("00000000aaaa", "Maya Lindqvist", now - timedelta(days=3), every_weeks=2)
    aim = "a title of which every word is read " * 3 + "to its end"
    owed = Commitment("3f2a00000002", maya.id, aim, now, Side.MANAGER)
    convo.keep([maya, Goal("3f2a00000001", maya.id, aim, now), owed])
    monkeypatch.setattr(shutil, "get_terminal_size", lambda: os.terminal_size((80, 24)))
    monkeypatch.setattr(output, "_at_terminal", lambda: terminal)
    told = convo.told(command)
    assert (aim in told) != terminal
    assert aim in " ".join(told.split())
