"""The bank that ships: its shape, what it covers, and that it holds only open questions."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from datetime import UTC, datetime
from itertools import combinations, pairwise
from pathlib import Path

import pytest
from rapidfuzz import fuzz
from rapidfuzz.utils import default_process

from convo_tui.domain.growth import Preferences
from convo_tui.domain.questions import (
    FIRST_TALK,
    HARD_TALK,
    RESTING_TALKS,
    SEGMENTS,
    Question,
    parse_bank,
)
from convo_tui.domain.suggesting import TRAITS, suggest

FILE = Path(__file__).parents[2] / "data" / "questions.toml"
BANK = parse_bank(tomllib.loads(FILE.read_text(encoding="utf-8")))

INTENTS = {
    "going-well",
    "harder-than-it-should-be",
    "stuck",
    "energy",
    "drain",
    "next-skill",
    "support-this-month",
    "one-change-between-us",
}
TOPICS = {FIRST_TALK, "remote", "career", "strengths", HARD_TALK}
WAYS = set(TRAITS)

OPENERS = {"what", "how", "which", "where", "when", "who", "whom", "whose"}
PROMPTS = {"tell", "describe", "walk", "show"}
LEAD_INS = {"imagine", "picture", "think"}
PROPOSALS = ("how about", "what about", "what if")
# fmt: off
CLOSED_OPENERS = {
    "am", "is", "are", "was", "were", "do", "does", "did", "have", "has", "had", "can", "could",
    "will", "would", "shall", "should", "may", "might", "must", "any", "anything", "anyone",
    "ever", "if", "whether",
}
# fmt: on
TAGS = {"right", "yes", "no", "ok", "okay", "correct", "agreed", "true"}


def why_closed(text: str) -> str | None:
    """Why yes or no could answer a question, or None for an open one. Rather strict than kind."""
    sentences = [part.strip().lower() for part in re.findall(r"[^.?!]+[.?!]*", text)]
    if not any(one.endswith("?") or one.split()[0] in PROMPTS for one in sentences):
        return "asks nothing"
    return next((fault for one in sentences if (fault := _fault(one))), None)


def _fault(sentence: str) -> str | None:
    words = re.findall(r"[\w'’]+", sentence)
    if words[0] not in OPENERS | PROMPTS | (set() if sentence.endswith("?") else LEAD_INS):
        return f"begins with {words[0]!r}"
    if sentence.startswith(PROPOSALS):
        return "proposes instead of asking"
    if "or" in words:
        return "offers a choice"
    if re.search(r"\bwhether\b|\b(me|us|know|say|see) if\b", sentence):
        return "asks whether"
    for clause in re.split(r"[,;:–—]|\b(?:and|but|so|then)\b", sentence):
        first, *others = re.findall(r"[\w'’]+", clause) or [""]
        if first in CLOSED_OPENERS or first.endswith(("n't", "n’t")):
            return f"has a part that begins with {first!r}"
        if first in TAGS and not others:
            return f"fishes for {first!r}"
    return None


@pytest.mark.parametrize("word", sorted(CLOSED_OPENERS))
def test_the_check_refuses_every_closed_opening(word: str) -> None:
    assert why_closed(f"{word.capitalize()} you glad about that?")
    assert why_closed(f"What happened, {word} you glad about that?")
    assert why_closed(f"What happened and {word} you glad about that?")


@pytest.mark.parametrize(
    "closed",
    [
        "Isn't that too much?",
        "Don’t you like it here?",
        "You feel fine about this?",
        "Still happy with the team?",
        "When we work apart, do you feel alone?",
        "What a week, isn't it?",
        "What stops you, can't you start?",
        "What do you think, don't you agree?",
        "Tell me if you are stuck.",
        "Tell me, are you stuck?",
        "What would you say: whether it works?",
        "Describe whether it went well.",
        "How about we meet earlier?",
        "What if we met earlier?",
        "How did it go, good or bad?",
        "What went wrong – was it me?",
        "That was a good week, right?",
        "How was it, okay?",
        "What went well? Did you enjoy it?",
        "Imagine you had more time?",
        "Imagine you had more time.",
        "Something you need",
    ],
)
def test_the_check_refuses_other_closed_shapes(closed: str) -> None:
    assert why_closed(closed)


@pytest.mark.parametrize(
    "open_one",
    [
        "What would you change?",
        "Which goal moved, and what moved it?",
        "Tell me about a good day.",
        "Imagine it is summer. What has changed?",
        "How do you like to work, and what should I never do?",
        "Who could make it, and by when?",
        "Where am I in your way?",
    ],
)
def test_the_check_lets_open_ones_pass(open_one: str) -> None:
    assert why_closed(open_one) is None


def test_no_question_and_no_follow_up_can_be_answered_with_yes_or_no() -> None:
    faults = {
        text: fault
        for question in BANK
        for text in (question.text, question.follow_up)
        if (fault := why_closed(text))
    }
    assert faults == {}


def test_the_bank_is_as_large_as_promised_and_every_segment_has_its_part() -> None:
    assert 75 <= len(BANK) <= 90
    assert min(Counter(question.segment for question in BANK)[key] for key in SEGMENTS) >= 12


def test_ids_are_unique_and_short() -> None:
    assert len({question.id for question in BANK}) == len(BANK)
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)+", question.id) for question in BANK)
    assert max(len(question.id) for question in BANK) <= 30


def test_every_intent_is_covered_by_questions_for_any_talk() -> None:
    for_any_talk = [q for q in BANK if not {FIRST_TALK, HARD_TALK} & set(q.themes)]
    counts = Counter(theme for question in for_any_talk for theme in question.themes)
    assert {intent for intent in INTENTS if counts[intent] < 4} == set()


def test_every_topic_has_at_least_five_questions() -> None:
    counts = Counter(theme for question in BANK for theme in question.themes)
    assert {topic for topic in TOPICS if counts[topic] < 5} == set()


def test_the_head_of_the_file_explains_every_theme_and_no_other_is_used() -> None:
    head = FILE.read_text(encoding="utf-8").split("[[question]]\n", 1)[0]
    explained = set(re.findall(r"^#   ([a-z-]+)  +\w", head, re.MULTILINE))
    assert explained == INTENTS | TOPICS | WAYS | {"id", "text", "segment", "themes"}
    assert {theme for question in BANK for theme in question.themes} == INTENTS | TOPICS | WAYS


def test_questions_are_short_enough_to_be_said_in_one_breath() -> None:
    assert max(len(text) for q in BANK for text in (q.text, q.follow_up)) <= 90


def test_questions_are_written_as_sentences() -> None:
    for question in BANK:
        for text in (question.text, question.follow_up):
            assert text == " ".join(text.split())
            assert text[0].isupper()
            assert text.endswith("?")


def test_no_two_questions_say_nearly_the_same() -> None:
    def likeness(one: Question, other: Question) -> float:
        return fuzz.token_sort_ratio(one.text, other.text, processor=default_process)

    twins = [(a.text, b.text) for a, b in combinations(BANK, 2) if likeness(a, b) > 75]
    assert twins == []
    assert len({question.follow_up for question in BANK}) >= 0.95 * len(BANK)


@pytest.mark.parametrize("segment", SEGMENTS)
def test_the_first_talk_has_two_questions_of_its_own_in_every_segment(segment: str) -> None:
    suggested = suggest(BANK, {}, segment, first_talk=True)
    assert [FIRST_TALK in each.question.themes for each in suggested] == [True, True]


@pytest.mark.parametrize("segment", SEGMENTS)
def test_suggestions_side_by_side_are_about_different_things(segment: str) -> None:
    everything = [each.question for each in suggest(BANK, {}, segment, limit=len(BANK))]
    alike = [
        (one.id, other.id)
        for one, other in pairwise(everything)
        if one.themes[0] == other.themes[0]
    ]
    assert alike == []


def test_a_manager_who_asks_two_in_every_segment_hears_no_repeat_for_eight_talks() -> None:
    # In the ninth talk, two for each of the eight before it rest, and two more are wanted.
    for segment in SEGMENTS:
        assert len(suggest(BANK, {}, segment, limit=len(BANK))) >= 2 * (RESTING_TALKS + 1)


@pytest.mark.parametrize("style", sorted(WAYS))
@pytest.mark.parametrize("segment", SEGMENTS)
def test_every_way_of_thinking_has_two_questions_in_every_segment(segment: str, style: str) -> None:
    liking = Preferences("p", "maya", datetime(2026, 11, 1, tzinfo=UTC), (style,))
    suggested = suggest(BANK, {}, segment, liking=liking)
    assert [style in each.question.themes for each in suggested] == [True, True]
    assert [each.reason for each in suggested] == [": ".join(TRAITS[style])] * 2


def test_a_way_of_thinking_is_never_what_a_question_is_about_in_the_first_place() -> None:
    assert not any(question.themes[0] in WAYS for question in BANK)
