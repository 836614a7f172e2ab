"""The rules of the bank: reading it, marks and own questions, suggestions, search, memory."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convo_tui.domain.questions import (
    FIRST_TALK,
    HARD_TALK,
    RESTING_TALKS,
    SEGMENTS,
    Memory,
    Question,
    last_asked_words,
    merge,
    parse_bank,
    search,
)
from convo_tui.domain.suggesting import Suggestion
from convo_tui.domain.suggesting import suggest as suggestions

NOW = datetime(2026, 11, 27, 14, 30, tzinfo=UTC)


def question(name: str, segment: str = "wins", *themes: str, **others: Any) -> Question:
    return Question(name, others.pop("text", f"Which {name}?"), segment, themes, **others)


def asked(name: str, talks_ago: int, lines: int = 3) -> Memory:
    return Memory(name, NOW - timedelta(weeks=talks_ago), talks_ago, lines)


def remembered(*memories: Memory) -> dict[str, Memory]:
    return {memory.question_id: memory for memory in memories}


def suggest(*arguments: Any, **others: Any) -> tuple[Question, ...]:
    found: tuple[Suggestion, ...] = suggestions(*arguments, **others)
    return tuple(each.question for each in found)


def ids(questions: Sequence[Question]) -> list[str]:
    return [one.id for one in questions]


class TestParse:
    def table(self, **changes: Any) -> dict[str, Any]:
        table = {
            "id": "stuck-where",
            "text": "Where are you stuck?",
            "segment": "blockers",
            "themes": ["stuck", "drain"],
            "follow_up": "What have you tried?",
        }
        return {key: value for key, value in (table | changes).items() if value is not None}

    def test_a_table_becomes_a_question(self) -> None:
        other = self.table(id="second")
        first, second = parse_bank({"question": [self.table(), other]})
        assert first == Question(
            "stuck-where",
            "Where are you stuck?",
            "blockers",
            ("stuck", "drain"),
            "What have you tried?",
        )
        assert second.id == "second"

    @pytest.mark.parametrize(
        ("changes", "fault"),
        [
            ({"id": None}, "question 2: id is missing"),
            ({"id": 7}, "question 2 (7): id must be text"),
            ({"id": "Stuck where"}, "question 2 ('Stuck where'): the id must be small letters"),
            ({"id": "first"}, "question 2 ('first'): an earlier question has the same id"),
            ({"text": "  "}, "question 2 ('stuck-where'): text must be text and not empty"),
            ({"text": None}, "question 2 ('stuck-where'): text is missing"),
            ({"segment": "winz"}, "segment 'winz' is not one of wins, blockers, development, help"),
            ({"themes": "stuck"}, "themes must be a list"),
            ({"themes": []}, "themes must be a list"),
            ({"themes": ["Stuck!"]}, "themes must be a list"),
            ({"themes": [3]}, "themes must be a list"),
            ({"follow_up": None}, "follow_up is missing"),
            ({"folow_up": "What else?"}, "folow_up is not a known key"),
            ({"own": True}, "own is not a known key"),
        ],
    )
    def test_a_wrong_table_is_named_with_its_fault(
        self, changes: dict[str, Any], fault: str
    ) -> None:
        with pytest.raises(ValueError, match=r"^question 2") as caught:
            parse_bank({"question": [self.table(id="first"), self.table(**changes)]})
        assert fault in str(caught.value)

    @pytest.mark.parametrize("document", [{}, {"question": []}, {"question": "What?"}])
    def test_a_file_without_questions_is_refused(self, document: dict[str, object]) -> None:
        with pytest.raises(ValueError, match=r"no \[\[question\]\] table"):
            parse_bank(document)

    def test_a_question_that_is_no_table_is_refused(self) -> None:
        with pytest.raises(ValueError, match=r"^question 1: not a table$"):
            parse_bank({"question": ["What?"]})


class TestMerge:
    def test_own_questions_follow_the_shipped_ones(self) -> None:
        shipped, own = question("shipped"), question("own", own=True)
        assert merge([shipped], [own], set(), set()) == (shipped, own)

    def test_stars_and_hides_are_laid_over_by_id_and_the_shipped_stay_as_they_are(self) -> None:
        shipped = [question("a"), question("b"), question("c")]
        merged = merge(shipped, [], {"a", "c", "gone"}, {"b", "c"})
        assert [(one.starred, one.hidden) for one in merged] == [
            (True, False),
            (False, True),
            (True, True),
        ]
        assert not any(one.starred or one.hidden for one in shipped)

    def test_an_own_question_keeps_its_own_star_and_hide(self) -> None:
        own = question("own", own=True, starred=True, hidden=True)
        assert merge([], [own], set(), set()) == (own,)


class TestSuggest:
    def test_only_questions_of_the_running_segment(self) -> None:
        bank = [question("w"), question("b", "blockers"), question("w2")]
        assert ids(suggest(bank, {}, "blockers")) == ["b"]

    def test_any_segment_where_no_question_goes_by_the_running_one(self) -> None:
        bank = [question("w"), question("b", "blockers")]
        assert ids(suggest(bank, {}, "retro")) == ["w", "b"]

    def test_an_own_segment_with_own_questions_takes_no_others(self) -> None:
        bank = [question("w"), question("r", "retro", own=True)]
        assert ids(suggest(bank, {}, "retro")) == ["r"]

    def test_a_segment_whose_questions_all_rest_offers_none_of_another(self) -> None:
        bank = [question("w"), question("b", "blockers", hidden=True)]
        assert suggest(bank, {}, "blockers") == ()

    def test_two_at_most_unless_told_otherwise(self) -> None:
        bank = [question(letter) for letter in "abc"]
        assert ids(suggest(bank, {}, "wins")) == ["a", "b"]
        assert ids(suggest(bank, {}, "wins", limit=1)) == ["a"]
        assert suggest(bank, {}, "wins", limit=0) == ()

    @pytest.mark.parametrize(("talks_ago", "offered"), [(0, []), (1, []), (8, []), (9, ["a"])])
    def test_what_was_asked_rests_for_eight_talks(self, talks_ago: int, offered: list[str]) -> None:
        assert ids(suggest([question("a")], remembered(asked("a", talks_ago)), "wins")) == offered

    def test_never_asked_first_then_asked_longest_ago(self) -> None:
        bank = [question(letter) for letter in "abcd"]
        memory = remembered(asked("a", 9), asked("b", 30), asked("c", 12))
        assert ids(suggest(bank, memory, "wins", limit=4)) == ["d", "b", "c", "a"]

    def test_starred_before_never_asked(self) -> None:
        bank = [question("a"), question("b", starred=True), question("c", starred=True)]
        memory = remembered(asked("b", 9))
        assert ids(suggest(bank, memory, "wins", limit=3)) == ["c", "b", "a"]

    def test_a_star_does_not_wake_what_rests(self) -> None:
        bank = [question("a", starred=True), question("b")]
        assert ids(suggest(bank, remembered(asked("a", 8)), "wins")) == ["b"]

    def test_hidden_ones_never(self) -> None:
        bank = [question("a", hidden=True, starred=True), question("b")]
        assert ids(suggest(bank, {}, "wins")) == ["b"]

    def test_first_talk_questions_lead_the_first_talk_and_never_show_later(self) -> None:
        bank = [question("a", starred=True), question("f", "wins", FIRST_TALK), question("b")]
        assert ids(suggest(bank, {}, "wins", first_talk=True)) == ["f", "a"]
        assert ids(suggest(bank, {}, "wins")) == ["a", "b"]

    def test_hard_talk_questions_are_never_suggested_not_even_starred(self) -> None:
        bank = [question("h", "wins", HARD_TALK, starred=True), question("a")]
        assert ids(suggest(bank, {}, "wins")) == ["a"]
        assert ids(suggest(bank, {}, "wins", first_talk=True)) == ["a"]

    def test_equals_keep_the_order_of_the_bank(self) -> None:
        bank = [question(letter) for letter in "dbca"]
        memory = {one.id: asked(one.id, 9) for one in bank}
        assert ids(suggest(bank, memory, "wins", limit=4)) == list("dbca")


THEMES = ("stuck", "energy", FIRST_TALK, HARD_TALK)
BANKS = st.lists(
    st.builds(
        Question,
        id=st.from_regex(r"[a-z]{1,3}", fullmatch=True),
        text=st.text(max_size=40),
        segment=st.sampled_from((*SEGMENTS, "retro")),
        themes=st.lists(st.sampled_from(THEMES), max_size=2).map(tuple),
        starred=st.booleans(),
        hidden=st.booleans(),
    ),
    max_size=30,
    unique_by=lambda one: one.id,
)


@given(
    bank=BANKS,
    talks_ago=st.lists(st.none() | st.integers(0, 20), min_size=30, max_size=30),
    segment=st.sampled_from((*SEGMENTS, "retro", "unheard-of")),
    first_talk=st.booleans(),
    limit=st.integers(0, 5),
)
def test_suggestions_keep_every_rule_on_any_bank(
    bank: list[Question],
    talks_ago: list[int | None],
    segment: str,
    first_talk: bool,
    limit: int,
) -> None:
    ago = dict(zip(ids(bank), talks_ago, strict=False))
    memory = remembered(*(asked(name, talks) for name, talks in ago.items() if talks is not None))

    suggested = suggest(bank, memory, segment, first_talk=first_talk, limit=limit)

    def allowed(one: Question) -> bool:
        talks = ago[one.id]
        return (
            not one.hidden
            and HARD_TALK not in one.themes
            and (first_talk or FIRST_TALK not in one.themes)
            and (talks is None or talks > RESTING_TALKS)
        )

    in_segment = [one for one in bank if one.segment == segment]
    candidates = [one for one in (in_segment or bank) if allowed(one)]
    assert len(suggested) == min(limit, len(candidates))
    assert all(one in candidates for one in suggested)
    assert len(set(ids(suggested))) == len(suggested)
    for earlier, later in pairwise(suggested):
        if (FIRST_TALK in earlier.themes) == (FIRST_TALK in later.themes):
            assert earlier.starred >= later.starred


class TestSearch:
    BANK = (
        question("win", text="What small thing are you proud of?"),
        question("stuck", "blockers", "stuck", text="Where does nothing move?"),
        question("energy", "wins", "energy", text="Which hour would you live again?"),
        question("off", "blockers", "stuck", text="Where are you stuck?", hidden=True),
        question("help", "help", "support-this-month", text="What should I do first?"),
        question("hard", "help", HARD_TALK, text="What was my part in this?"),
    )

    @pytest.mark.parametrize("query", ["", "   ", "?!"])
    def test_an_empty_query_lists_all_with_the_running_segment_first(self, query: str) -> None:
        assert ids(search(self.BANK, query, "help")) == ["help", "hard", "win", "stuck", "energy"]

    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ("proud", ["win"]),
            ("PROUD", ["win"]),
            ("prod", ["win"]),
            ("pruod", ["win"]),
            ("sup", ["help"]),
            ("enrgy", ["energy"]),
            ("energgy", ["energy"]),
            ("proud small", ["win"]),
            ("stuck", ["stuck"]),
            ("hard-talk", ["hard"]),
            ("hard tlak", ["hard"]),
            ("zebra", []),
            ("proud zebra", []),
        ],
    )
    def test_words_of_text_and_themes_are_found_in_any_order_and_spelling(
        self, query: str, found: list[str]
    ) -> None:
        assert ids(search(self.BANK, query, "wins")) == found

    def test_short_words_of_a_question_do_not_swallow_what_was_typed(self) -> None:
        assert search([question("a", text="What would he do?")], "help", "wins") == ()

    def test_scripts_without_spaces_are_searched_within(self) -> None:
        assert ids(
            search([question("a", text="最近何が一番楽しかったですか")], "楽し", "wins")
        ) == ["a"]

    def test_of_a_pasted_page_only_the_first_words_count(self) -> None:
        assert ids(search(self.BANK, "proud " * 8 + "zebra " * 2000, "wins")) == ["win"]

    def test_better_matches_lead_even_from_another_segment(self) -> None:
        bank = [question("near", text="Which gaol?"), question("is", "help", text="Which goal?")]
        assert ids(search(bank, "goal", "wins")) == ["is", "near"]

    def test_equal_matches_begin_with_the_running_segment(self) -> None:
        bank = [question("w", text="Which goal?"), question("h", "help", text="What goal?")]
        assert ids(search(bank, "goal", "help")) == ["h", "w"]

    @given(bank=BANKS, query=st.text(max_size=20), segment=st.sampled_from(SEGMENTS))
    def test_any_query_finds_each_shown_question_once_at_most(
        self, bank: list[Question], query: str, segment: str
    ) -> None:
        found = search(bank, query, segment)
        assert len(set(ids(found))) == len(found)
        assert all(one in bank and not one.hidden for one in found)

    @given(bank=BANKS.filter(lambda bank: any(not one.hidden for one in bank)), data=st.data())
    def test_a_theme_typed_in_full_finds_every_question_that_has_it(
        self, bank: list[Question], data: st.DataObject
    ) -> None:
        theme = data.draw(st.sampled_from(THEMES))
        having = {one.id for one in bank if theme in one.themes and not one.hidden}
        assert having <= set(ids(search(bank, theme, "wins")))


class TestLastAskedWords:
    def memory(self, at: datetime, lines: int = 6) -> Memory:
        return Memory("a", at, 3, lines)

    def test_never(self) -> None:
        assert last_asked_words(None, NOW) == "never asked"

    @pytest.mark.parametrize(
        ("lines", "words"),
        [(6, "6 lines of answer"), (1, "1 line of answer"), (0, "no lines of answer")],
    )
    def test_the_lines_are_counted(self, lines: int, words: str) -> None:
        memory = self.memory(datetime(2026, 5, 12, 9, 0, tzinfo=UTC), lines)
        assert last_asked_words(memory, NOW) == f"last asked 12 May, {words}"

    def test_another_year_is_named(self) -> None:
        memory = self.memory(datetime(2025, 12, 3, 9, 0, tzinfo=UTC))
        assert last_asked_words(memory, NOW) == "last asked 3 Dec 2025, 6 lines of answer"

    def test_day_and_year_are_those_of_the_managers_zone(self) -> None:
        memory = self.memory(datetime(2025, 12, 31, 20, 0, tzinfo=UTC))
        in_tokyo = NOW.astimezone(ZoneInfo("Asia/Tokyo"))
        assert last_asked_words(memory, in_tokyo) == "last asked 1 Jan, 6 lines of answer"


def test_the_fuzzy_matcher_is_loaded_only_by_a_search() -> None:
    code = (
        "import sys; from convo_tui.domain.questions import search;"
        "print('rapidfuzz' in sys.modules); search([], '', 'wins');"
        "print('rapidfuzz' in sys.modules)"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout.split() == ["False", "True"]
