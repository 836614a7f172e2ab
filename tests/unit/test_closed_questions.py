import pytest

from convo_tui.assets import load_toml
from convo_tui.domain.questions import parse_bank, sounds_closed


@pytest.mark.parametrize(
    "text",
    [
        "Is the deadline fine?",
        "do you like it",
        "Couldn't you ask Tom?",
        "Won’t that be too late?",
        "Tell me, do you like it?",
        "That was a hard month. Are you well?",
        "Anything new?",
    ],
)
def test_what_yes_or_no_could_answer_sounds_closed(text: str) -> None:
    assert sounds_closed(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "?",
        "What is it like?",
        "Island life, how was it?",
        "Tell me about your week.",
        "Where are you stuck?",
        "You have seen the plan. What is missing in it?",
    ],
)
def test_what_needs_words_does_not(text: str) -> None:
    assert not sounds_closed(text)


def test_no_shipped_question_sounds_closed() -> None:
    bank = parse_bank(load_toml("questions"))
    assert not [q.id for q in bank if sounds_closed(q.text) or sounds_closed(q.follow_up)]
