from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len

from convo_tui.text import brief, clean, one_line, shorten

# Characters that make trouble stand beside ordinary ones, so that sequences come up by chance.
TROUBLE = (
    "\x00\x07\x08\t\n\r\x0b\x0c\x1b\x7f\x85\x90\x9b\x9c\x9d\u2028\u202e\u2066\u200d\ufe0f\ud800"
)
TEXT = st.text(st.one_of(st.sampled_from(TROUBLE + "[]P0;31m\\ (B😀👩e\u0301漢א"), st.characters()))


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x1b[38;2;1;2;3mtrue colour", "true colour"),
        ("\x9b31mC1 red", "C1 red"),
        ("\x1b[2J\x1b[1;1Hcleared", "cleared"),
        ("\x1b[?1049hother screen", "other screen"),
        ("\x1b]0;title\x07text", "text"),
        ("\x1b]8;;https://example.org\x1b\\link\x1b]8;;\x1b\\", "link"),
        ("\x9d52;c;aGk=\x9cclipboard", "clipboard"),
        ("\x1bP1$r0m\x1b\\device", "device"),
        ("\x1b(Bcharset", "charset"),
        ("a\x1bb", "ab"),
        ("\x1b\x1b[31m[31mtwice", "[31mtwice"),
    ],
)
def test_whole_sequences_go_with_all_they_carry(typed: str, kept: str) -> None:
    assert clean(typed) == kept


def test_a_sequence_that_was_cut_off_takes_no_words_with_it() -> None:
    assert clean("before \x1b]0;title without an end") == "before ]0;title without an end"
    assert clean("one \x1b]0;\ntwo\x07", newlines=True) == "one ]0;\ntwo"
    assert clean("cut \x1b[31") == "cut [31"


@pytest.mark.parametrize(
    "text",
    [
        "[/]",
        "[red]x",
        "Ü 漢字 👩‍💻",
        "שלום עולם",
        "مرحبا",
        "👨‍👩‍👧‍👦 🇩🇪 ❤️",
        "C:\\temp",
        "a\u00a0b",
        "",
    ],
)
def test_what_people_write_stays(text: str) -> None:
    assert clean(text) == text


def test_overrides_and_halves_of_pairs_go() -> None:
    assert clean("a\u202eb\u202cc\u2066d\u2069e\ud83df") == "abcdef"


def test_letters_are_composed() -> None:
    assert clean("e\u0301") == "é"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\n\n\t", "\r\n\r\n", "\x0b", "\u2028"])
def test_line_ends_become_one_space(end: str) -> None:
    assert clean(f"one{end}two") == "one two"


def test_line_ends_stay_where_they_are_wanted() -> None:
    assert clean("one\r\ntwo\rthree\n\n\tfour", newlines=True) == "one\ntwo\nthree\n\n\tfour"


@given(TEXT, st.booleans())
@example("\x1b\x1b[31m[31m", False)
@example("\x1b]\x1b]0;x\x07\x07", False)
def test_cleaning_twice_changes_nothing_and_leaves_no_code(text: str, newlines: bool) -> None:
    cleaned = clean(text, newlines=newlines)
    assert clean(cleaned, newlines=newlines) == cleaned
    left = {c for c in cleaned if unicodedata.category(c) in ("Cc", "Cs")}
    assert left <= (set("\n\t") if newlines else set())
    assert not set(cleaned) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
    cleaned.encode()


@given(st.text(st.characters(categories=["L", "M", "N", "P", "S", "Zs"])))
def test_nothing_printable_is_lost(text: str) -> None:
    assert clean(text) == unicodedata.normalize("NFC", text)


@given(TEXT)
def test_one_line_has_single_spaces_only(text: str) -> None:
    line = one_line(text)
    assert line == " ".join(line.split())
    assert one_line(line) == line


def test_one_line_of_a_pasted_block() -> None:
    assert one_line("  Maya \r\n\tLindqvist  ") == "Maya Lindqvist"


@given(TEXT, st.integers(-1, 30))
def test_shortened_text_fits_and_stays_fit(text: str, cells: int) -> None:
    short = shorten(text, cells)
    assert cell_len(short) <= max(cells, 0)
    assert shorten(short, cells) == short


@pytest.mark.parametrize(
    ("text", "cells", "short"),
    [
        ("Maya Lindqvist", 14, "Maya Lindqvist"),
        ("Maya Lindqvist", 8, "Maya Li…"),
        ("Maya Lindqvist", 6, "Maya…"),
        ("漢字漢字", 5, "漢字…"),
        ("漢字漢字", 4, "漢…"),
        ("👩‍💻👩‍💻👩‍💻", 3, "👩‍💻…"),
        ("any", 1, "…"),
        ("any", 0, ""),
    ],
)
def test_shorten_cuts_at_cells(text: str, cells: int, short: str) -> None:
    assert shorten(text, cells) == short


@pytest.mark.parametrize(
    ("text", "cells", "told"),
    [
        ("for the team: it saves hours", 28, "for the team: it saves hours"),
        ("for the team: it saves hours", 20, "for the team: it…"),
        ("for the team: it saves hours", 14, "for the team…"),
        ("one  two\nthree", 9, "one two…"),
        ("ends with…", 10, "ends with…"),
        ("Donaudampfschiff", 6, "Donau…"),
        ("word", 0, ""),
    ],
)
def test_what_is_brief_ends_with_a_whole_word(text: str, cells: int, told: str) -> None:
    assert brief(text, cells) == told


@pytest.mark.parametrize(
    "text",
    ["x" * 10_000, "\x1b]" * 5_000, "\x1b[" + "1;" * 5_000, "é\n" * 5_000, "漢\u200d" * 5_000],
)
def test_ten_thousand_characters_are_quick(text: str) -> None:
    before = time.process_time()
    clean(text)
    shorten(text, 40)
    assert time.process_time() - before < 0.25
