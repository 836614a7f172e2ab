"""Versions, which questions suit whom and why, the walks that ship, the next exit."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sample_team import BANK
from unit.test_question_bank import why_closed

from convo_tui.assets import load_toml
from convo_tui.domain.feedback import Feedback
from convo_tui.domain.growth import (
    STYLES,
    Evidence,
    Growth,
    Preferences,
    Roadmap,
    Strength,
    counting,
    versioned,
)
from convo_tui.domain.hard_talks import kind_of_walk
from convo_tui.domain.notes import Note, NoteKind
from convo_tui.domain.questions import Memory, Question
from convo_tui.domain.suggesting import TRAITS, bare_reason, opening_words, suggest
from convo_tui.domain.values import Change, Side
from convo_tui.domain.walks import parse_walks
from convo_tui.ui.growing import exit_as_commitment

NOW = datetime(2026, 11, 24, 14, 0, tzinfo=UTC)
TODAY = NOW.date()
WALKS = parse_walks(load_toml("walks"))


def roadmap(at: datetime = NOW, name: str = "r1", **parts: object) -> Roadmap:
    return replace(Roadmap(name, "maya", at, "lead a team"), **parts)  # type: ignore[arg-type]


def liking(*styles: str, motivates: str = "", avoids: str = "") -> Preferences:
    return Preferences("p", "maya", NOW, styles, "", motivates, avoids)


def question(name: str, text: str = "", *themes: str) -> Question:
    return Question(name, text or f"Which {name}?", "wins", themes or ("going-well",))


class TestVersions:
    def test_the_first_one_is_added(self) -> None:
        assert versioned(None, roadmap(), TODAY) == Change.added(roadmap())

    def test_another_day_makes_a_new_version(self) -> None:
        before = roadmap(NOW - timedelta(days=1))
        after = roadmap(name="r2", today="runs reviews")
        assert versioned(before, after, TODAY) == Change.added(after)

    def test_the_same_day_replaces_it_and_keeps_its_id_and_its_talk(self) -> None:
        before = roadmap(NOW - timedelta(hours=2), meeting_id="talk")
        after = roadmap(name="r2", today="runs reviews")
        kept = replace(after, id="r1", meeting_id="talk")
        assert versioned(before, after, TODAY) == Change.edited(before, kept)

    def test_the_day_is_that_of_the_managers_calendar(self) -> None:
        before = roadmap(datetime(2026, 11, 23, 23, 30, tzinfo=UTC))  # already the 24th there
        east = datetime(2026, 11, 24, 9, 0).astimezone(UTC).replace(tzinfo=UTC)
        from zoneinfo import ZoneInfo

        after = roadmap(east.astimezone(ZoneInfo("Europe/Berlin")), "r2", today="x")
        change = versioned(before, after, date(2026, 11, 24))
        assert change is not None
        assert change.before == before

    @pytest.mark.parametrize("days", [0, 30])
    def test_nothing_new_makes_no_version(self, days: int) -> None:
        before = roadmap(NOW - timedelta(days=days), meeting_id="talk")
        assert versioned(before, roadmap(name="r2"), TODAY) is None

    def test_preferences_have_versions_alike(self) -> None:
        before = replace(liking("direct"), at=NOW - timedelta(days=2))
        after = replace(liking("warm"), id="p2")
        assert versioned(before, after, TODAY) == Change.added(after)


class TestSuits:
    def test_what_suits_the_person_comes_first_with_the_reason(self) -> None:
        bank = [question("a"), question("b", "", "going-well", "reflective")]
        first, second = suggest(bank, {}, "wins", liking=liking("reflective"))
        assert (first.question.id, first.reason) == ("b", "likes time to think: ask early")
        assert (second.question.id, second.reason) == ("a", "")

    def test_what_motivates_pulls_up_by_its_word_in_any_form(self) -> None:
        bank = [question("a"), question("b", "Where do customers notice your work?")]
        (first,) = suggest(bank, {}, "wins", liking=liking(motivates="the customer"), limit=1)
        assert (first.question.id, first.reason) == ("b", "“customer” motivates them")

    def test_a_theme_is_found_by_the_words_people_use_for_it(self) -> None:
        bank = [question("a"), question("b", "What is next?", "next-skill")]
        (first,) = suggest(bank, {}, "wins", liking=liking(motivates="learning"), limit=1)
        assert first.question.id == "b"

    def test_what_they_avoid_comes_last_even_starred_and_says_why(self) -> None:
        weekend = replace(question("a", "What was your weekend like?"), starred=True)
        bank = [weekend, question("b")]
        first, last = suggest(bank, {}, "wins", liking=liking(avoids="talking of weekends"))
        assert first.question.id == "b"
        assert (last.question, last.reason, last.avoided) == (
            weekend,
            "rather not: “weekends”",
            True,
        )

    def test_what_they_avoid_outweighs_what_suits(self) -> None:
        bank = [question("a", "How is your health?", "energy", "warm"), question("b")]
        found = suggest(bank, {}, "wins", liking=liking("warm", avoids="health"))
        assert [each.question.id for each in found] == ["b", "a"]

    def test_a_star_counts_more_than_what_suits_and_that_more_than_never_asked(self) -> None:
        starred = replace(question("s"), starred=True)
        suits = question("f", "", "energy", "direct")
        memory = {"f": Memory("f", NOW - timedelta(days=400), 30, 2)}
        bank = [question("a"), suits, starred]
        found = suggest(bank, memory, "wins", liking=liking("direct"), limit=3)
        assert [each.question.id for each in found] == ["s", "f", "a"]

    @pytest.mark.parametrize("words", ["", "and with that", "a b c", "?! 12"])
    def test_words_that_say_nothing_move_nothing(self, words: str) -> None:
        usual = suggest(BANK, {}, "help", limit=9)
        known = liking(motivates=words, avoids=words)
        assert suggest(BANK, {}, "help", limit=9, liking=known) == usual

    def test_the_same_is_suggested_each_time(self) -> None:
        known = liking("warm", "direct", motivates="praise from customers", avoids="meetings")
        once = suggest(BANK, {}, "blockers", limit=20, liking=known)
        assert once == suggest(BANK, {}, "blockers", limit=20, liking=known)
        assert [each.avoided for each in once] == sorted(each.avoided for each in once)

    def test_every_style_has_its_words(self) -> None:
        assert tuple(TRAITS) == STYLES
        assert len({style[0] for style in STYLES}) == len(STYLES)  # each is ticked by its letter

    def test_how_to_begin_is_one_line(self) -> None:
        assert opening_words(None) == ""
        known = replace(liking("direct", "analytical"), spoken="in the\nmorning")
        assert opening_words(known) == (
            "likes figures: ask for what can be counted · likes it straight: ask it plainly"
            " · in the morning"
        )

    def test_beneath_that_line_a_reason_is_bare(self) -> None:
        assert bare_reason("likes time to think: ask early") == "likes time to think"
        assert bare_reason("rather not: “promotion”") == "rather not: “promotion”"
        assert bare_reason("") == ""


class TestGrowth:
    def test_the_newest_version_holds(self) -> None:
        first, second = roadmap(NOW - timedelta(days=90)), roadmap(name="r2")
        assert Growth((first, second)).roadmap == second
        assert Growth().roadmap is None

    def test_what_was_let_go_counts_no_more(self) -> None:
        calm, bold = Strength("a", "maya", "calm", NOW), Strength("b", "maya", "bold", NOW)
        assert counting([calm, replace(bold, ended_at=NOW)]) == (calm,)

    def test_evidence_is_told_newest_first(self) -> None:
        old = Note("n", "maya", NOW - timedelta(days=9), "a win", NoteKind.WIN)
        new = Feedback("f", "maya", NOW, "clear words")
        pairs = (
            (Evidence("e2", "maya", "a", NOW, note_id="n"), old),
            (Evidence("e1", "maya", "a", NOW, feedback_id="f"), new),
            (Evidence("e3", "maya", "b", NOW, note_id="n"), old),
        )
        assert [shown.id for _, shown in Growth(evidence=pairs).shows("a")] == ["f", "n"]


class TestNextExit:
    def test_its_day_is_the_checkpoint_and_the_person_owns_it(self) -> None:
        drawn = roadmap(next_exit="run the review", exit_on=date(2026, 12, 18))
        made = exit_as_commitment(drawn)
        assert (made.goal, made.owner, made.due) == ("run the review", Side.REPORT, drawn.exit_on)

    def test_the_same_exit_has_the_same_id_and_another_one_another(self) -> None:
        drawn = roadmap(next_exit="run the review")
        assert exit_as_commitment(drawn) == exit_as_commitment(drawn)
        other = replace(drawn, next_exit="give a talk")
        assert exit_as_commitment(other).id != exit_as_commitment(drawn).id
        assert re.fullmatch(r"[0-9a-f]{12}", exit_as_commitment(drawn).id)


class TestWalks:
    def test_every_question_is_open(self) -> None:
        asked = [each for walk in WALKS for step in walk.steps for each in step.questions]
        assert {each: why_closed(each) for each in asked if why_closed(each)} == {}

    def test_the_steps_are_the_parts_of_what_they_fill(self) -> None:
        others = [walk for walk in WALKS if kind_of_walk(walk.id) is None]
        parts = {walk.id: [step.id for step in walk.steps] for walk in others}
        assert parts == {
            "roadmap": ["where_to", "today", "routes", "next_exit"],
            "strength": ["name", "helps", "serves"],
            "preferences": ["styles", "spoken", "motivates", "avoids"],
        }

    @pytest.mark.parametrize(
        ("document", "fault"),
        [
            ({}, r"the file has no \[\[walk\]\]"),
            ({"walk": [{"id": "a", "title": "A", "about": "b"}]}, r"walk 'a' has no \[\[step\]\]"),
            (
                {"walk": [{"id": "a", "title": "", "about": "b", "step": [
                    {"id": "s", "title": "S", "questions": ["What?"]}]}]},
                "walk 'a': title must be text",
            ),
            (
                {"walk": [{"id": "a", "title": "A", "about": "b", "step": [
                    {"id": "s", "title": "S", "questions": [" "]}]}]},
                "step 's': a question must be text",
            ),
        ],
    )  # fmt: skip
    def test_a_fault_is_named(self, document: dict[str, object], fault: str) -> None:
        with pytest.raises(ValueError, match=fault):
            parse_walks(document)
