"""The words in writes that no file took."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from storage_samples import every_kind

from convo_tui.domain.commitments import Commitment
from convo_tui.domain.notes import Note
from convo_tui.domain.values import Change, Value
from convo_tui.storage.unsaved import words_in

EVERY = every_kind("words of mine")
NOTE = next(value for value in EVERY if isinstance(value, Note))
STEP = next(value for value in EVERY if isinstance(value, Commitment))


def _added(value: Value, store: Any) -> None:
    store.apply(Change.added(value))


def test_every_kind_gives_its_words_and_no_ids() -> None:
    values: list[Value] = [NOTE, replace(STEP, goal="a goal of mine")]
    words = words_in([partial(_added, value) for value in (*values, *EVERY)])
    assert {"words of mine", "a goal of mine"} <= {*words}
    assert not {value.id for value in EVERY} & {*words}
    assert len(words) == len({*words})


def test_the_last_draft_of_a_field_counts_and_one_that_became_a_note_does_not() -> None:
    note = replace(NOTE, text="the whole line")
    words = words_in(
        [
            lambda store: store.keep_draft("line", "the who"),
            lambda store: store.apply(Change.added(note), forgets="line"),
            lambda store: store.keep_draft("other", "a"),
            lambda store: store.keep_draft("other", "a word"),
            lambda store: store.keep_draft("left", "gone"),
            lambda store: store.keep_draft("left", ""),
            lambda store: store.keep_draft("step", "2"),
        ]
    )
    assert words == ["the whole line", "a word"]


def test_a_write_that_needs_an_answer_hides_none_of_the_others() -> None:
    words = words_in(
        [
            lambda store: store.person("x").name,
            lambda store: store.apply(Change.added(NOTE)),
            lambda store: store.apply(Change.removed(STEP)),
        ]
    )
    assert words == [NOTE.text]
