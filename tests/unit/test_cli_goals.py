from dataclasses import replace
from datetime import date, timedelta

import pytest
from shell_commands import Convo

from convo_tui.clock import FakeClock
from convo_tui.domain.agenda import DEFAULT
from convo_tui.domain.goals import (
    Goal,
    GoalRecord,
    GoalUpdate,
    Milestone,
    WhyLink,
    reached,
    set_aside,
)
from convo_tui.domain.meeting import Meeting, MeetingState
from convo_tui.domain.people import Person

NOW = FakeClock.START
MAYA = Person("00000000aaaa", "Maya Lindqvist", NOW)
TOM = Person("00000000bbbb", "Tom Okafor", NOW)


def ago(days: int) -> timedelta:
    return timedelta(days=days)


TALKS = [
    Meeting(
        f"00000000cc{days:02}",
        MAYA.id,
        NOW - ago(days),
        DEFAULT.segments,
        DEFAULT.name,
        MeetingState.HELD,
        ended_at=NOW - ago(days) + timedelta(minutes=30),
    )
    for days in (21, 14, 7)
]
DEPLOY = Goal(
    "3f2a00000001",
    MAYA.id,
    "deploy alone",
    NOW - ago(90),
    WhyLink.TEAM,
    unit="%",
    start=20.0,
    target=80.0,
    due=date(2026, 12, 18),
    celebration="cake",
)
UPDATE = GoalUpdate("00000000dd01", MAYA.id, DEPLOY.id, NOW - ago(30), 50.0)
SECRET = Goal("3f2b00000001", MAYA.id, "think about management", NOW - ago(2), private=True)
CIRCLE = Goal("c00000000001", TOM.id, "run the circle", NOW - ago(1))
STEP = Milestone("00000000ee01", TOM.id, CIRCLE.id, "first meeting", reached_at=NOW)
OWED = reached(replace(DEPLOY, id="d00000000001", title="fewer pages"), NOW - ago(9))
ASIDE = set_aside(replace(CIRCLE, id="e00000000001", title="a talk"), "too late", NOW)


@pytest.fixture(autouse=True)
def _some(convo: Convo) -> None:
    convo.keep([MAYA, TOM, *TALKS, DEPLOY, UPDATE, SECRET, CIRCLE, STEP, OWED, ASIDE])


def stored(convo: Convo, id: str) -> GoalRecord:  # noqa: A002
    store = convo.open()
    try:
        return next(each for each in store.goals() if each.id == id)
    finally:
        store.close()


def test_open_ones_and_what_is_owed_stand_with_how_far_they_are(convo: Convo) -> None:
    assert convo.lines("goals") == [
        "3f2a by Fri 18 Dec Maya deploy alone 50 %, aim 80 % for the team"
        " no movement for 3 talks, 30 days",
        "3f2b no date Maya think about management why it matters is not said yet"
        " not moved since it was set 2 days ago",
        "c000 no date Tom run the circle 1 of 1 milestone why it matters is not said yet"
        " moved today",
        "d000 reached Maya fewer pages 20 %, aim 80 % for the team celebration owed: cake",
    ]


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        ("tom", ["c000"]),
        ("maya", ["3f2a", "3f2b", "d000"]),
        ("tom --all", ["c000", "e000"]),
        ("--all", ["3f2a", "3f2b", "c000", "d000", "e000"]),
    ],
)
def test_a_person_and_all_change_the_list(convo: Convo, words: str, ids: list[str]) -> None:
    assert [line.split()[0] for line in convo.lines("goals", *words.split())] == ids
    shapes = convo.json("goals", "--json", *words.split())
    assert [shape["id"][:4] for shape in shapes] == ids


def test_json_has_the_figures(convo: Convo) -> None:
    shape = convo.json("goals", "maya", "--json")[0]
    assert (shape["progress"], shape["talks_since"], shape["value"]) == (0.5, 3, 50.0)
    assert (shape["link"], shape["due"]) == ("team", "2026-12-18")


def test_private_ones_keep_their_words_where_they_are_hidden(convo: Convo) -> None:
    convo.set("private_hidden = true\n")
    assert "management" not in convo.told("goals")
    assert "deploy alone" in convo.told("goals")


def test_nobody_and_nothing(convo: Convo) -> None:
    assert convo.refused("goals", "ada").startswith("Nobody is called “ada”")
    store = convo.open()
    store.close()
    assert convo.lines("goals", "tom") != ["No open goals."]


@pytest.mark.parametrize(
    ("words", "value", "note"),
    [
        (["55"], 55.0, ""),
        (["55", "%"], 55.0, ""),
        (["4,5"], 4.5, ""),
        (["-5", "%"], -5.0, ""),
        (["55", "--note", "two rollbacks"], 55.0, "two rollbacks"),
        (["paired", "with", "Luis"], None, "paired with Luis"),
        (["--note", "2 rollbacks"], None, "2 rollbacks"),
    ],
)
def test_an_update(convo: Convo, words: list[str], value: float | None, note: str) -> None:
    said = convo.told("goals", "update", "3f2a", *words)
    assert said.startswith("deploy alone: ")
    newest = stored(convo, DEPLOY.id).updates[-1]
    assert (newest.value, newest.note, newest.at) == (value, note, NOW)


def test_without_a_measure_all_is_a_note(convo: Convo) -> None:
    convo.told("goals", "update", "c0", "3 people came")
    assert stored(convo, CIRCLE.id).updates[-1].note == "3 people came"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["3f2a", "2", "rollbacks"], "This goal is measured in %, not in rollbacks."),
        (["3f2a", "1,200"], "“1,200” may be 1200 or 1.2"),
        (["3f2a"], "Nothing is new: give a value or a note."),
        (["3f", "55"], "2 goals have an id that begins with “3f”."),
        (["zz", "55"], "No goal has an id"),
        (["d000", "55"], "This was reached already: fewer pages"),
    ],
)
def test_what_cannot_be_kept_changes_nothing(convo: Convo, words: list[str], sentence: str) -> None:
    assert convo.refused("goals", "update", *words).startswith(sentence)
    assert stored(convo, DEPLOY.id).updates == (UPDATE,)


def test_a_slip_in_an_option_is_no_note(convo: Convo) -> None:
    result = convo.run("goals", "update", "3f2a", "55", "--nte", "two rollbacks")
    assert result.exit_code == 2
    assert "No such option '--nte'" in result.stderr
    assert stored(convo, DEPLOY.id).updates == (UPDATE,)


def test_help_has_an_example(convo: Convo) -> None:
    assert "convo goals maya" in convo.told("goals", "--help")
    assert "Usage: cli goals update [OPTIONS] ID" in convo.told("goals", "update", "--help")


def test_a_celebration_is_owed_until_it_was_marked(convo: Convo) -> None:
    done = reached(Goal("9a0000000001", MAYA.id, "two talks", NOW, celebration="dinner"), NOW)
    convo.keep([done])
    assert "dinner: two talks" in convo.told("today")
    assert convo.told("goals", "celebrated", "9a") == "Celebrated: dinner\n"
    assert stored(convo, done.id).goal == replace(done, celebrated_at=NOW)
    assert "dinner: two talks" not in convo.told("today")
    assert convo.refused("goals", "celebrated", "9a") == "No celebration is owed: two talks"
