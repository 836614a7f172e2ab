from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from shell_commands import Convo

from convo_tui.clock import FakeClock
from convo_tui.domain.behaviour_words import BEHAVIOUR
from convo_tui.domain.feedback import Feedback, FeedbackKind
from convo_tui.domain.people import Person

NOW = FakeClock.START
MAYA = Person("00000000aaaa", "Maya Lindqvist", NOW - timedelta(days=30))
MARA = Person("00000000bbbb", "Mara Stone", NOW - timedelta(days=3))


@pytest.fixture(autouse=True)
def _two_people(convo: Convo) -> None:
    convo.keep([MAYA, MARA])


def kept(convo: Convo) -> Feedback:
    store = convo.open()
    try:
        entries = store.timeline(MAYA.id)
    finally:
        store.close()
    (feedback,) = [each.subject for each in entries if isinstance(each.subject, Feedback)]
    return feedback


def test_one_line_is_praise_of_now_that_waits(convo: Convo) -> None:
    told = convo.told("feedback", "maya", "named", "the", "risk")
    assert told == "Kept: praise for Maya, not yet said.\n"
    feedback = kept(convo)
    assert feedback == Feedback(feedback.id, MAYA.id, NOW, "named the risk")


def test_the_whole_form(convo: Convo) -> None:
    told = convo.told(
        *("feedback", "maya", "--redirect", "cut Tom off twice", "--seen", "2026-11-20"),
        *("--so-what", "he did not\ncome back to it", "--now-what", "let him finish", "--said"),
    )
    assert told == "Kept: redirect for Maya, seen Fri 20 Nov, said.\n"
    feedback = kept(convo)
    assert feedback == Feedback(
        feedback.id,
        MAYA.id,
        datetime(2026, 11, 20, 11, tzinfo=UTC),  # noon in Berlin
        "cut Tom off twice",
        FeedbackKind.REDIRECT,
        NOW,
        so_what="he did not come back to it",
        now_what="let him finish",
    )


@pytest.mark.parametrize(
    ("arguments", "kind", "text"),
    [
        (["+ stayed calm"], FeedbackKind.PRAISE, "stayed calm"),
        (["- cut him off"], FeedbackKind.REDIRECT, "cut him off"),
        (["-5 % of the errors"], FeedbackKind.PRAISE, "-5 % of the errors"),
        (["-", "cut", "him", "off"], FeedbackKind.REDIRECT, "cut him off"),
        (["-5 % is what she hoped"], FeedbackKind.PRAISE, "-5 % is what she hoped"),
        (["named it", "--redirect"], FeedbackKind.REDIRECT, "named it"),
        (["--praise", "- as typed"], FeedbackKind.PRAISE, "- as typed"),
        (["--", "--said it aloud"], FeedbackKind.PRAISE, "--said it aloud"),
        (["[/] [red]x Ü 漢字"], FeedbackKind.PRAISE, "[/] [red]x Ü 漢字"),
    ],
)
def test_signs_and_words(convo: Convo, arguments: list[str], kind: FeedbackKind, text: str) -> None:
    convo.told("feedback", "maya", *arguments)
    assert (kept(convo).kind, kept(convo).text) == (kind, text)


def test_standard_input(convo: Convo) -> None:
    convo.told("feedback", "maya", "-", given="stayed\ncalm\n")
    assert kept(convo).text == "stayed calm"


@pytest.mark.parametrize("kind", FeedbackKind)
def test_a_note_becomes_feedback_by_the_word_before_it(convo: Convo, kind: FeedbackKind) -> None:
    told = convo.told("note", "maya", f"--{kind.value}", "stayed", "calm")
    assert told == f"Kept: {kind.value} for Maya, not yet said.\n"
    assert (kept(convo).kind, kept(convo).text) == (kind, "stayed calm")


@pytest.mark.parametrize("slip", ["--redirct", "--private", "-r", "-x"])
@pytest.mark.parametrize("first", [True, False])
def test_a_slip_in_an_option_keeps_nothing(convo: Convo, slip: str, first: bool) -> None:
    words = [slip, "cut Tom off"] if first else ["cut Tom off", slip]
    result = convo.run("feedback", "maya", *words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"No such option '{slip}'; if that is text, -- starts the text." in result.stderr
    assert ("Did you mean '--redirect'?" in result.stderr) == (slip == "--redirct")
    assert convo.json("history", "maya", "--json") == []


def test_the_short_word_for_help_is_help(convo: Convo) -> None:
    assert convo.told("feedback", "maya", "-h") == convo.told("feedback", "--help")
    assert "-h, --help" in convo.told("feedback", "-h")


@pytest.mark.parametrize("arguments", [["feedback", "maya", " "], ["feedback", "maya", "+"]])
def test_no_words_are_refused(convo: Convo, arguments: list[str]) -> None:
    assert convo.refused(*arguments) == "There are no words to keep; nothing was kept."


@pytest.mark.parametrize("seen", ["tomorrow", "someday", "last month", "12 May 3026", ""])
def test_a_day_that_is_none_keeps_nothing(convo: Convo, seen: str) -> None:
    line = convo.refused("feedback", "maya", "stayed calm", "--seen", seen)
    assert line.startswith("Nothing was kept: ")


def test_two_people_of_that_name(convo: Convo) -> None:
    assert convo.run("feedback", "ma", "stayed calm").exit_code == 1


def test_words_about_the_person_get_a_hint_until_it_is_dismissed(convo: Convo) -> None:
    result = convo.run("feedback", "maya", "Maya is always late")
    assert result.exit_code == 0
    assert result.stderr == "“always” is hard to show. What did you see? Name the moment.\n"
    store = convo.open()
    store.dismiss(BEHAVIOUR, NOW)
    store.close()
    assert convo.run("feedback", "maya", "Maya is always late").stderr == ""
