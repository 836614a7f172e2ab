"""The recovery key as people write it down, read it aloud and type it back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convo_tui.storage.recovery_key import ALPHABET, KEY_BYTES, groups_of, looks_like_one, parse

KEYS = st.binary(min_size=KEY_BYTES, max_size=KEY_BYTES)
MISREAD = str.maketrans({"0": "o", "1": "l"})


@given(KEYS)
def test_it_is_typed_back_as_it_is_shown(key: bytes) -> None:
    groups = groups_of(key)
    assert [len(group) for group in groups] == [4] * 9
    assert set("".join(groups)) <= set(ALPHABET)
    assert parse("-".join(groups)) == key


@given(KEYS)
def test_case_gaps_and_look_alikes_do_not_matter(key: bytes) -> None:
    shown = " ".join(groups_of(key)).lower()
    assert parse(f"  {shown.translate(MISREAD)}\n") == key
    assert parse(shown.replace(" ", "").replace("1", "I").replace("0", "O")) == key
    assert parse(shown.replace(" ", " – ")) == key


@given(KEYS, st.integers(0, 35), st.integers(1, 31))
def test_one_wrong_letter_is_told(key: bytes, place: int, by: int) -> None:
    letters = list("".join(groups_of(key)))
    letters[place] = ALPHABET[(ALPHABET.index(letters[place]) + by) % 32]
    slipped = "".join(letters)
    assert looks_like_one(slipped)
    assert parse(slipped) is None


@given(KEYS, st.integers(0, 7))
def test_two_groups_in_the_wrong_order_are_told(key: bytes, place: int) -> None:
    groups = list(groups_of(key))
    groups[place], groups[place + 1] = groups[place + 1], groups[place]
    if "".join(groups) != "".join(groups_of(key)):
        assert parse("-".join(groups)) is None


@pytest.mark.parametrize("typed", ["", "correct horse battery", "ABCD-" * 8, "ÄÖÜ?" * 9])
def test_a_passphrase_is_not_taken_for_one(typed: str) -> None:
    assert not looks_like_one(typed)
    assert parse(typed) is None
