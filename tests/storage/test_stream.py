"""Pages of a timeline, how much there is, and what a search finds."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from storage_samples import NOON, a_person, a_talk, days, every_kind

from convo_tui.domain.commitments import (
    Checkpoint,
    CheckpointOutcome,
    Commitment,
    CommitmentState,
)
from convo_tui.domain.corrections import corrections_of
from convo_tui.domain.feedback import Feedback
from convo_tui.domain.goals import Goal
from convo_tui.domain.growth import Preferences, Roadmap, Strength
from convo_tui.domain.hard_talks import HardTalk, HardTalkKind
from convo_tui.domain.history import Filter, Page
from convo_tui.domain.notes import Note, NoteKind
from convo_tui.domain.people import Person
from convo_tui.domain.questions import Asked
from convo_tui.domain.search import Hit
from convo_tui.domain.timeline import EntryKind, Place
from convo_tui.domain.values import Change, Value, new_id
from convo_tui.storage.store import Store, open_store


def add(store: Store, *values: Value) -> None:
    store.apply(*map(Change.added, values))


def a_note(person: Person, ago: float, text: str = "words", *, private: bool = False) -> Note:
    return Note(new_id(), person.id, days(-ago), text, NoteKind.WIN, private)


@pytest.fixture
def maya(store: Store) -> Person:
    person = a_person()
    add(store, person)
    return person


def texts(page: Page) -> list[str]:
    return [entry.text for entry in page.entries]


def test_pages_follow_each_other_without_a_gap_both_ways(store: Store, maya: Person) -> None:
    # Several at one instant: the place tells them apart.
    add(store, *(a_note(maya, number // 3, str(number)) for number in range(25)))
    newest = store.timeline_page(maya.id, limit=10)
    assert (newest.newer, newest.older) == (False, True)
    second = store.timeline_page(maya.id, before=newest.entries[-1].place, limit=10)
    third = store.timeline_page(maya.id, before=second.entries[-1].place, limit=10)
    assert (third.newer, third.older) == (True, False)
    listed = [*newest.entries, *second.entries, *third.entries]
    assert listed == list(store.timeline(maya.id))
    assert sorted(int(entry.text) for entry in listed) == list(range(25))
    above = store.timeline_page(maya.id, after=third.entries[0].place, limit=10)
    assert (above.entries, above.newer, above.older) == (second.entries, True, True)
    top = store.timeline_page(maya.id, after=second.entries[0].place, limit=10)
    assert (top.entries, top.newer) == (newest.entries, False)


def test_a_page_can_begin_at_any_instant(store: Store, maya: Person) -> None:
    add(store, *(a_note(maya, number, str(number)) for number in range(5)))
    assert texts(store.timeline_page(maya.id, before=Place(days(-1.5)))) == ["2", "3", "4"]
    assert texts(store.timeline_page(maya.id, before=Place(days(-99)))) == []
    assert texts(store.timeline_page(maya.id, after=Place(days(-1.5)))) == ["0", "1"]


def test_a_page_can_step_over_entries_and_a_place_knows_how_many(
    store: Store, maya: Person
) -> None:
    add(store, *(a_note(maya, number // 3, str(number)) for number in range(25)))
    listed = store.timeline(maya.id)
    page = store.timeline_page(maya.id, skip=10, limit=10)
    assert (page.entries, page.newer, page.older) == (listed[10:20], True, True)
    assert not store.timeline_page(maya.id, skip=20, limit=10).older
    for number, entry in enumerate(listed):
        assert store.number_above(maya.id, entry.place) == number
        assert store.place_of(maya.id, entry.id) == entry.place
    wanted = Filter(since=days(-1.5))
    assert store.number_above(maya.id, Place(days(-99)), wanted) == 6
    assert store.place_of(maya.id, "nobody") is None


def test_what_is_private_is_found_by_nothing_while_it_is_hidden(store: Store, maya: Person) -> None:
    add(store, a_note(maya, 1, "calm open"), a_note(maya, 2, "calm closed", private=True))
    wins = frozenset({EntryKind.WIN})
    for wanted in (Filter(words="calm"), Filter(kinds=wins), Filter(wins, "calm")):
        assert len(texts(store.timeline_page(maya.id, wanted))) == 2
        assert texts(store.timeline_page(maya.id, replace(wanted, veiled=True))) == ["calm open"]
    # Its place among all others is no secret.
    assert store.extent(maya.id, Filter(since=days(-9), veiled=True)).count == 2


def test_kinds_words_and_period_combine(store: Store, maya: Person) -> None:
    notes = [
        replace(a_note(maya, ago, text), kind=kind)
        for ago, text, kind in (
            (1, "calm with the customer", NoteKind.WIN),
            (2, "the customer left", NoteKind.BLOCKER),
            (3, "calm", NoteKind.WIN),
            (40, "calm long ago", NoteKind.WIN),
        )
    ]
    add(store, *notes)
    wins = frozenset({EntryKind.WIN})
    month = Filter(since=days(-30), until=NOON)
    for wanted, found in (
        (Filter(kinds=wins), ["calm with the customer", "calm", "calm long ago"]),
        (Filter(words="custom"), ["calm with the customer", "the customer left"]),
        (Filter(wins, "custom"), ["calm with the customer"]),
        (replace(month, kinds=wins, words="CALM"), ["calm with the customer", "calm"]),
        (replace(month, until=days(-2)), ["calm"]),
        (Filter(words="nowhere"), []),
    ):
        assert texts(store.timeline_page(maya.id, wanted)) == found
        extent = store.extent(maya.id, wanted)
        assert extent.count == len(found)
        assert (extent.first is None) == (not found)
    assert store.extent(maya.id).first == days(-40)
    assert store.extent(maya.id).last == days(-1)


def test_the_activity_counts_what_stands_between_two_instants(store: Store, maya: Person) -> None:
    add(store, *(a_note(maya, ago) for ago in (0.5, 0.6, 1, 2.5, 9)))
    edges = (days(-3), days(-2), days(-1), NOON)
    # Who stands right on an edge belongs to what follows.
    assert store.activity(maya.id, edges) == (1, 0, 3)
    assert store.activity(maya.id, edges, Filter(words="nowhere")) == (0, 0, 0)


def test_a_talk_stands_above_what_was_written_in_it(store: Store, maya: Person) -> None:
    talk = a_talk(maya, days(-1))
    inside = replace(
        a_note(maya, 1, "inside"), at=days(-1) + timedelta(minutes=9), meeting_id=talk.id
    )
    live = a_talk(maya, NOON, held=False)
    add(store, talk, inside, live)
    assert [entry.kind for entry in store.timeline(maya.id)] == [EntryKind.TALK, EntryKind.WIN]


def test_a_checkpoint_done_as_the_commitment_was_kept_is_told_once(
    store: Store, maya: Person
) -> None:
    made = Commitment(
        new_id(), maya.id, "draft", days(-9), checkpoints=(Checkpoint(new_id(), NOON.date()),)
    )
    done = replace(made.checkpoints[0], outcome=CheckpointOutcome.DONE, answered_at=days(-1))
    kept = replace(
        made, checkpoints=(done,), state=CommitmentState.KEPT, closed_at=done.answered_at
    )
    add(store, made)
    store.apply(Change.edited(made, kept))
    kinds = [EntryKind.KEPT, EntryKind.COMMITMENT]
    assert [entry.kind for entry in store.timeline(maya.id)] == kinds
    store.apply(Change.edited(kept, replace(kept, closed_at=NOON)))
    kinds.insert(1, EntryKind.CHECKPOINT)
    assert [entry.kind for entry in store.timeline(maya.id)] == kinds
    assert store.timeline(maya.id)[1].checkpoint == done


def test_the_context_of_an_entry_is_its_talk_its_answers_and_its_corrections(
    store: Store, maya: Person
) -> None:
    talk = a_talk(maya, days(-1))
    asked = Asked(new_id(), maya.id, talk.id, "q", "What gives energy?", days(-1))
    answer = replace(a_note(maya, 1, "pairing"), meeting_id=talk.id, asked_id=asked.id)
    add(store, talk, asked, answer)
    entries = {entry.id: entry for entry in store.timeline(maya.id)}
    assert store.context(entries[asked.id]).talk == talk
    assert store.context(entries[asked.id]).answers == (answer,)
    mended = replace(answer, text="pairing, and quiet")
    corrections = tuple(corrections_of(answer, mended, NOON))
    store.apply(Change.edited(answer, mended), *corrections)
    told = store.context(entries[answer.id]).corrections
    assert [(each.field, each.was, each.at) for each in told] == [("text", "pairing", NOON)]
    assert store.corrections([answer.id, asked.id]) == told


# --- search ----------------------------------------------------------------------------------


def found(store: Store, words: str, person: Person | None = None) -> list[str]:
    return [hit.entry.text for hit in store.search(words, NOON, person.id if person else None)]


def test_a_search_folds_accents_and_finds_beginnings_and_phrases(
    store: Store, maya: Person
) -> None:
    add(store, a_note(maya, 1, "Calm in Zürich"), a_note(maya, 2, "in calm waters"))
    assert found(store, "zur") == ["Calm in Zürich"]
    assert found(store, "ZÜRICH calm") == ["Calm in Zürich"]
    assert found(store, '"calm in"') == ["Calm in Zürich"]
    assert found(store, "waters zurich") == []
    assert found(store, "urich") == []


def test_a_search_marks_what_it_found_in_context(store: Store, maya: Person) -> None:
    add(store, a_note(maya, 1, "word " * 60 + "the needle, here"))
    (hit,) = store.search("need", NOON)
    assert ("needle", True) in hit.context
    assert hit.context[0][0].startswith("…")
    assert hit.person == maya


def test_the_parts_of_a_commitment_stay_apart_in_context(store: Store, maya: Person) -> None:
    goal = Commitment(
        new_id(), maya.id, "a needle plan", NOON, metric="one page", celebration="cake",
        state=CommitmentState.KEPT, closed_at=NOON,
    )  # fmt: skip
    add(store, goal, a_note(maya, 1, "needle\nand thread"))
    told = {"".join(text for text, _ in hit.context) for hit in store.search("needle", NOON)}
    assert told == {"a needle plan · one page · cake", "a needle plan", "needle\nand thread"}


def test_the_fields_of_every_kind_stay_apart_in_context(store: Store, maya: Person) -> None:
    add(
        store,
        Feedback(new_id(), maya.id, NOON, "named the needle", so_what="less fear", now_what="more"),
        Goal(new_id(), maya.id, "a needle course", NOON, why="for the readers", celebration="cake"),
        Roadmap(new_id(), maya.id, NOON, "a needle shop", "one", ("by land", "by sea"), "ask"),
        Strength(new_id(), maya.id, "sees a needle", NOON, "in hay", "in straw"),
        Preferences(new_id(), maya.id, NOON, spoken="needle", motivates="thread", avoids="pins"),
        HardTalk(new_id(), maya.id, HardTalkKind.TENSION, NOON, answers=("the needle", "was late")),
    )
    told = {"".join(text for text, _ in hit.context) for hit in store.search("needle", NOON)}
    assert told == {
        "named the needle · less fear · more",
        "a needle course · for the readers · cake",
        "a needle shop · one · by land · by sea · ask",
        "sees a needle · in hay · in straw",
        "needle · thread · pins",
        "the needle · was late",
    }


def test_a_search_is_about_everybody_or_one(store: Store, maya: Person) -> None:
    tom = a_person("Tom")
    add(store, tom, a_note(maya, 1, "calm Maya"), a_note(tom, 2, "calm Tom"))
    assert sorted(found(store, "calm")) == ["calm Maya", "calm Tom"]
    assert found(store, "calm", tom) == ["calm Tom"]
    # Ids are in the index, and are no words.
    assert found(store, tom.id) == found(store, tom.id[:3], tom) == []


def test_of_what_fits_as_well_the_newer_comes_first(store: Store, maya: Person) -> None:
    add(store, *(a_note(maya, ago, f"calm then, {ago}") for ago in (900, 3, 100)))
    assert found(store, "calm") == ["calm then, 3", "calm then, 100", "calm then, 900"]


def test_private_entries_can_be_left_out_and_a_limit_holds(store: Store, maya: Person) -> None:
    add(store, a_note(maya, 1, "calm open"), a_note(maya, 2, "calm closed", private=True))
    shown = store.search("calm", NOON, private=False)
    assert [hit.entry.text for hit in shown] == ["calm open"]
    assert len(store.search("calm", NOON, limit=1)) == 1


def test_every_kind_that_has_words_is_found(store: Store) -> None:
    kinds = every_kind("Zürich metrics")
    add(store, *kinds)
    hits: tuple[Hit, ...] = store.search("zurich", NOON)
    assert {hit.entry.kind for hit in hits} == {
        EntryKind.WIN,
        EntryKind.FEEDBACK,
        EntryKind.COMMITMENT,
        EntryKind.CHECKPOINT,
        EntryKind.ASKED,
        EntryKind.POINT,
        EntryKind.MOVED,
        EntryKind.GOAL,
        EntryKind.UPDATE,
        EntryKind.MILESTONE,
        EntryKind.SET_ASIDE,
        EntryKind.CELEBRATED,
        EntryKind.ROADMAP,
        EntryKind.STRENGTH,
        EntryKind.PREFERENCES,
        EntryKind.HARD_TALK,
    }


@pytest.fixture(scope="module")
def lasting(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """One store for all the examples of a property."""
    store = open_store(tmp_path_factory.mktemp("lasting") / "convo.db")
    person = a_person()
    add(store, person, *(a_note(person, ago, f"calm {ago}") for ago in range(3)))
    return store


@settings(max_examples=200)
@given(st.text() | st.text(alphabet='"*^:(){}+-~ANDORTNEARa \x00\\'))
def test_no_text_is_a_mistake(lasting: Store, words: str) -> None:
    person = lasting.people()[0]
    lasting.search(words, NOON)
    lasting.search(words, NOON, person.id)
    lasting.timeline_page(person.id, Filter(words=words))
