from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convo_tui.domain.behaviour_words import ASK, spoken_of

OF_THE_PERSON = [
    ("lazy", "lazy"),
    ("Lazy again on Friday", "Lazy"),
    ("She is lazy when it comes to tests", "lazy"),
    ("you’re so careless with the numbers", "careless"),
    ("was rude to Tom", "rude"),
    ("He was a bit defensive in the review", "defensive"),
    ("Maya is a star", "is a"),
    ("she’s a natural in front of customers", "’s a"),
    ("she is not a listener", "is not a"),
    ("is a slacker", "a slacker"),
    ("was a real pain today", "a real pain"),
    ("You are a problem", "a problem"),
    ("Not a team player", "Not a team player"),
    ("came late, isn't a team-player", "isn't a team-player"),
    ("has a bad attitude", "bad attitude"),
    ("an arrogant answer to the client", "arrogant"),
    ("You always interrupt Tom", "always"),
    ("She’s always late", "always"),
    ("is never prepared", "never"),
    ("Never listens", "Never"),
    ("is never on time", "never"),
    ("Always on time", "Always"),
    ("he just never tests his own work", "never"),
    ("Maya constantly checks her phone", "constantly"),
    ("She cut Tom off. She always does that.", "always"),
    ("comes late to the standup, always", "always"),
    ("you talk over people all the time", "all the time"),
    ("doesn't care about the tests", "doesn't care"),
    ("being negative in the planning", "negative"),
]

SEEN = [
    "",
    "Came at 9:20 on Tuesday, twenty minutes into the standup",
    "The flaky test is a problem for the build",
    "is a problem for the build",
    "It is a good plan",
    "The migration is a great piece of work",
    "Left a reliable rollback script for the next on-call",
    "Reliable builds since she took the pipeline over",
    "Great demo on Tuesday: two customers asked for a trial",
    "Replaced the lazy import that slowed the start",
    "Made the images lazy-loaded",
    "Explained lazy evaluation to the new colleague",
    "The build always fails on Mondays, and she found out why",
    "Wrote a check so that the tests always pass before a merge",
    "Asked why the alert never fires",
    "he never got access to the metrics",
    "She was never told about the deadline",
    "Said “I always do it like this” when Tom asked",
    'Told Ana "you are never prepared" in front of the client',
    "Was never late since May",
    "She never spoke in the last four retros",
    "She is a bit ahead of the plan",
    "She was a guest at the customer's planning",
    "Answered the client calmly, as always",
    "Nevertheless stayed until the fix was out",
    "Stayed curious when the client pushed",
    "Interrupted Tom three times in the retro",
    "Named the risk before anybody asked",
    "Kind words for the intern in the team channel",
    "Negative test cases for the parser were missing",
    "Is always-on the right choice? She asked before we built it",
    "Always on call when it matters, he was there in four minutes",
    "Never mind the demo: she had a screenshot ready",
    "Wrote perfect pitch notes for Tom",
    "They are a good fit for the new importer, she said of the queues",
    "Was on call in week 49 and answered within a minute",
]


@pytest.mark.parametrize(("text", "words"), OF_THE_PERSON)
def test_words_about_the_person_ask_for_the_moment(text: str, words: str) -> None:
    spoken = spoken_of(text, "Maya")
    assert spoken is not None
    assert spoken.words == words
    assert spoken.sentence.startswith(f"“{words}” ")
    assert spoken.sentence.endswith(ASK)


@pytest.mark.parametrize("text", SEEN)
def test_what_was_seen_passes_in_silence(text: str) -> None:
    assert spoken_of(text, "Maya") is None


def test_a_name_is_a_subject_for_its_person_alone() -> None:
    assert spoken_of("Project Maya is a star schema", "Tom") is None
    assert spoken_of("Maya is a star", "") is None


@given(st.text(max_size=400), st.text(max_size=12))
def test_any_text_gets_an_answer_of_one_line(text: str, name: str) -> None:
    spoken = spoken_of(text, name)
    assert spoken is None or "\n" not in spoken.sentence


@pytest.mark.parametrize("part", ["she is ", "you ", "never ", "a ", "’s", "so very ", "“"])
def test_a_long_text_is_looked_at_while_one_types(part: str) -> None:
    begun = time.process_time()
    spoken_of(part * 5_000, "Maya")
    assert time.process_time() - begun < 0.5
