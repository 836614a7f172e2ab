from dataclasses import replace
from datetime import date, timedelta

import pytest
from shell_commands import Convo

from convo_tui.clock import FakeClock
from convo_tui.domain.commitments import Commitment
from convo_tui.domain.notes import Note, NoteKind
from convo_tui.domain.overview import Overview
from convo_tui.domain.people import Person
from convo_tui.domain.points import TalkingPoint
from convo_tui.domain.values import Side

NOW = FakeClock.START
MAYA = Person("00000000aaaa", "Maya Lindqvist", NOW - timedelta(days=3), weekday=3, time="14:30")
GONE = Person("00000000eeee", "Mia Gone", NOW)
MARA = Person("00000000bbbb", "Mara Stone", NOW - timedelta(days=3))


@pytest.fixture(autouse=True)
def _two_people(convo: Convo) -> None:
    convo.keep([MAYA, MARA])


def kept(convo: Convo) -> Overview:
    store = convo.open()
    try:
        (overview,) = store.overviews((MAYA.id,))
        return overview
    finally:
        store.close()


def only_note(convo: Convo) -> Note:
    (note,) = kept(convo).notes
    return note


def only_commitment(convo: Convo) -> Commitment:
    (commitment,) = kept(convo).commitments
    return commitment


def test_plain_words_are_a_note_of_now(convo: Convo) -> None:
    assert convo.told("note", "maya", "likes", "the", "plan") == "Kept: a note about Maya.\n"
    note = only_note(convo)
    assert note == Note(note.id, MAYA.id, NOW, "likes the plan")


@pytest.mark.parametrize(
    ("line", "kind", "private", "text"),
    [
        ("+ shipped it", NoteKind.WIN, False, "shipped it"),
        ("! staging is down", NoteKind.BLOCKER, False, "staging is down"),
        ("~ looks tired", NoteKind.NOTE, True, "looks tired"),
        ("-5 % errors", NoteKind.NOTE, False, "-5 % errors"),
        ("- x", NoteKind.NOTE, False, "- x"),
        ("-5 % is what she hoped", NoteKind.NOTE, False, "-5 % is what she hoped"),
        ("asked what --force does", NoteKind.NOTE, False, "asked what --force does"),
        ("[/] [red]x Ü 漢字", NoteKind.NOTE, False, "[/] [red]x Ü 漢字"),
        ("a\x1b[31mb\x07\tc\nd", NoteKind.NOTE, False, "ab c d"),
        ("x" * 10_000, NoteKind.NOTE, False, "x" * 10_000),
    ],
)
def test_signs_are_those_of_the_note_line(
    convo: Convo, line: str, kind: NoteKind, private: bool, text: str
) -> None:
    convo.told("note", "lindqvist", line)
    note = only_note(convo)
    assert (note.kind, note.private, note.text) == (kind, private, text)


def test_a_commitment_takes_its_owner_and_its_date(convo: Convo) -> None:
    told = convo.told("note", "maya", "> introduce her to data ^fri @me")
    assert told == ("Kept: a promise of yours to Maya, due Friday 27 November 2026 (in 3 days).\n")
    commitment = only_commitment(convo)
    assert (commitment.goal, commitment.owner) == ("introduce her to data", Side.MANAGER)
    assert commitment.due == date(2026, 11, 27)


def test_the_next_talk_is_a_date_too(convo: Convo) -> None:
    convo.told("note", "maya", '> draft ^"next talk"')
    assert only_commitment(convo).due == date(2026, 11, 26)


def test_dates_are_read_as_the_settings_say(convo: Convo) -> None:
    convo.set("[dates]\nday_first = false\n")
    convo.told("note", "maya", "> draft ^12/5/2026")
    assert only_commitment(convo).due == date(2026, 12, 5)


def test_talking_points_join_behind_the_others(convo: Convo) -> None:
    convo.keep([TalkingPoint("00000000cccc", MAYA.id, "first", NOW, position=4)])
    convo.told("note", "maya", "-", given="? second\n\n? third @them\n")
    points = kept(convo).points
    assert [(point.text, point.raised_by) for point in points] == [
        ("first", Side.MANAGER),
        ("second", Side.MANAGER),
        ("third", Side.REPORT),
    ]


def test_each_line_of_standard_input_is_kept(convo: Convo) -> None:
    told = convo.told("note", "maya", "-", given="+ a win\r\n\nplain\n~\n> a thing\n")
    assert told.splitlines() == [
        "Kept: a win about Maya.",
        "Kept: a note about Maya.",
        "Kept: a commitment of Maya, no date yet.",
    ]


def test_one_wrong_date_keeps_none_of_the_lines(convo: Convo) -> None:
    told = convo.refused("note", "maya", "-", given="+ a win\n> a thing ^blurgh\n")
    assert told.startswith("Nothing was kept: ‘blurgh’ is no date")
    assert kept(convo).notes == ()


@pytest.mark.parametrize("words", ["", "+", " ~ ", "\x1b[31m"])
def test_without_words_nothing_is_kept(convo: Convo, words: str) -> None:
    told = convo.refused("note", "maya", words)
    assert told == "There are no words to keep; nothing was kept."


def test_several_people_who_fit_are_named_and_nothing_is_done(convo: Convo) -> None:
    told = convo.refused("note", "ma", "hello")
    assert told == (
        "“ma” fits Mara Stone and Maya Lindqvist. Nothing was done; type more of the name."
    )
    assert kept(convo).notes == ()


@pytest.mark.parametrize(
    ("slip", "meant"),
    [
        ("mya", " Did you mean “Maya Lindqvist”?"),
        ("Lindqist", " Did you mean “Maya Lindqvist”?"),
        ("maja  lindkvist", " Did you mean “Maya Lindqvist”?"),
        ("nora", " Did you mean “Łora Ex”?"),
        ("mayra", " Did you mean “Maya Lindqvist” or “Mara Stone”?"),
        ("zoe", ""),
        ("[/] %s {}", ""),
    ],
)
@pytest.mark.parametrize("command", [("note",), ("feedback",)])
def test_a_slip_in_a_name_is_told_who_may_be_meant(
    convo: Convo, command: tuple[str], slip: str, meant: str
) -> None:
    convo.keep([Person("00000000dddd", "Łora Ex", NOW), replace(GONE, archived_at=NOW)])
    told = convo.refused(*command, slip, "hello")
    assert told == (
        f"Nobody is called “{slip}”.{meant} There are Mara Stone, Maya Lindqvist and Łora Ex."
    )


def test_an_archived_person_is_offered_where_one_will_do(convo: Convo) -> None:
    convo.keep([replace(GONE, archived_at=NOW)])
    assert "Did you mean “Mia Gone”?" in convo.refused("history", "mia goen")
    assert "Did you mean" not in convo.refused("note", "gone mia", "hello")


def test_a_whole_name_wins_over_a_part_of_another(convo: Convo) -> None:
    convo.keep([Person("00000000dddd", "Maya", NOW)])
    assert convo.told("note", "MAYA", "hello") == "Kept: a note about Maya.\n"
    assert kept(convo).notes == ()


def test_text_is_needed(convo: Convo) -> None:
    assert convo.run("note", "maya").exit_code == 2


@pytest.mark.parametrize(
    "arguments",
    [
        ["maya", "--private", "looks for another job"],
        ["maya", "looks for another job", "--private"],
        ["--private", "maya", "looks", "for", "another", "job"],
        ["maya", "--private", "~ looks for another job"],
        ["maya", "~", "looks for another job"],
    ],
)
def test_a_line_is_private_by_its_sign_or_by_the_option(convo: Convo, arguments: list[str]) -> None:
    assert convo.told("note", *arguments) == "Kept: a private note about Maya.\n"
    note = only_note(convo)
    assert (note.private, note.text) == (True, "looks for another job")


def test_each_line_of_standard_input_is_private_by_the_option(convo: Convo) -> None:
    convo.told("note", "maya", "-", "--private", given="tired\n? pay\n> a raise ^fri @me\n")
    overview = kept(convo)
    (note,), (point,), (promise,) = overview.notes, overview.points, overview.commitments
    assert note.private
    assert point.private
    assert promise.private


@pytest.mark.parametrize(
    ("arguments", "slip"),
    [
        (["--pravate", "looks for another job"], "--pravate"),
        (["looks for another job", "--pravate"], "--pravate"),
        (["--private looks for another job"], "--private looks for another job"),
        (["-p", "looks for another job"], "-p"),
        (["-x"], "-x"),
        (["\N{EM DASH}private", "looks for another job"], "\N{EM DASH}private"),
        (["--json", "hello"], "--json"),
        (["--date", "fri", "hello"], "--date"),
        (["--date=fri", "hello"], "--date"),
        (["--date fri", "hello"], "--date fri"),
    ],
)
def test_what_looks_like_an_option_is_one_or_refused(
    convo: Convo, arguments: list[str], slip: str
) -> None:
    result = convo.run("note", "maya", *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"No such option '{slip}'; if that is text, -- starts the text." in result.stderr
    meant = result.stderr.partition("Did you mean")[2]
    assert "'--private'" in meant or slip != "--pravate"
    assert kept(convo).notes == ()


@pytest.mark.parametrize(
    "arguments",
    [["maya", "--", "--pravate", "-x"], ["--", "maya", "--pravate", "-x"]],
)
def test_after_two_dashes_all_is_text(convo: Convo, arguments: list[str]) -> None:
    convo.told("note", *arguments)
    note = only_note(convo)
    assert (note.private, note.text) == (False, "--pravate -x")


def test_feedback_is_there_to_be_said_and_never_private(convo: Convo) -> None:
    result = convo.run("note", "maya", "--private", "--redirect", "cut him off")
    assert result.exit_code == 2
    assert "it cannot be private" in result.stderr
