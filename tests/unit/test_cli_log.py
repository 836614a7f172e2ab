from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from shell_commands import ZONE, Convo

from convo_tui.clock import FakeClock
from convo_tui.domain.agenda import DEFAULT
from convo_tui.domain.cadence import next_talk
from convo_tui.domain.meeting import EventKind, Meeting, MeetingEvent, MeetingState
from convo_tui.domain.notes import NoteKind
from convo_tui.domain.overview import Overview, TalkPage
from convo_tui.domain.people import Person
from convo_tui.domain.values import Change

NOW = datetime(2026, 11, 24, 13, 5, tzinfo=UTC)  # Tuesday, 14:05 in Berlin
MAYA = Person("00000000aaaa", "Maya Lindqvist", NOW - timedelta(days=300), weekday=1, time="14:30")
ADA = Person("00000000bbbb", "Ada Byron", NOW - timedelta(days=300))
LAST = datetime(2026, 11, 17, 13, 30, tzinfo=UTC)
HELD = Meeting(
    "00000000cccc",
    MAYA.id,
    LAST,
    DEFAULT.segments,
    state=MeetingState.HELD,
    ended_at=LAST + timedelta(minutes=31),
    manager_seconds=600.0,
    report_seconds=1200.0,
)


@pytest.fixture(autouse=True)
def _kept(convo: Convo) -> None:
    convo.clock = FakeClock(NOW, ZONE)
    convo.keep([MAYA, ADA, HELD])


def overview(convo: Convo, person: Person = MAYA) -> Overview:
    store = convo.open()
    try:
        (found,) = store.overviews((person.id,))
        return found
    finally:
        store.close()


def logged(convo: Convo, person: Person = MAYA) -> TalkPage:
    """The one talk that was logged."""
    store = convo.open()
    try:
        (talk,) = (talk for talk in store.talks_with(person.id) if talk.logged_at is not None)
        page = store.talk_page(talk.id)
        assert page is not None
        return page
    finally:
        store.close()


def test_a_day_alone_is_all_that_must_be_known(convo: Convo) -> None:
    told = convo.told("log", "maya", "--on", "fri")
    assert told == "Logged: the talk with Maya on Friday 20 November 2026.\n"
    talk = logged(convo).meeting
    assert talk.logged_at == NOW
    assert talk.state is MeetingState.HELD
    assert talk.started_at.date() == date(2026, 11, 20)
    assert not talk.has_time
    assert talk.length is None
    assert talk.segment_seconds == ()
    assert talk.sums.manager_share is None
    assert talk.segments == DEFAULT.segments


def test_everything_that_is_known_is_kept(convo: Convo) -> None:
    convo.told(
        *("log", "maya", "--on", "2026-11-20", "--at", "16:15", "--minutes", "5,12,10,5"),
        *("--share", "40 %", "--template", "short"),
        *("--note", "+ shipped it", "--note", "> send the draft ^mon @me", "--note", "? staging"),
        *("--note", "-5 % errors, #ops"),
    )
    page = logged(convo)
    talk = page.meeting
    assert talk.template == "short"
    assert talk.started_at == datetime(2026, 11, 20, 15, 15, tzinfo=UTC)
    assert talk.has_time
    assert talk.length == 32 * 60
    assert talk.ended_at == talk.started_at + timedelta(minutes=32)
    assert talk.sums.manager_share == pytest.approx(0.4)
    assert [(note.kind, note.text) for note in page.notes] == [
        (NoteKind.WIN, "shipped it"),
        (NoteKind.NOTE, "-5 % errors, #ops"),
    ]
    (promise,) = page.commitments
    assert promise.goal == "send the draft"
    assert promise.due == date(2026, 11, 23)  # seen from the day of the talk
    assert [point.text for point in page.points] == ["staging"]
    written = [page.notes[0].at, promise.created_at, page.points[0].created_at, page.notes[1].at]
    assert written == sorted(written)
    assert talk.started_at < written[0]
    assert written[-1] < talk.ended_at


def test_minutes_of_each_segment_are_kept_apart_and_those_of_the_talk_are_not(convo: Convo) -> None:
    convo.told("log", "maya", "--on", "fri", "--minutes", "5,12,10,0")
    assert logged(convo).meeting.segment_seconds == (300.0, 720.0, 600.0, 0.0)
    convo.told("log", "ada", "--on", "fri", "--minutes", "30")
    assert logged(convo, ADA).meeting.segment_seconds == ()


def test_a_share_without_a_length_is_a_share_and_no_length(convo: Convo) -> None:
    convo.told("log", "maya", "--on", "fri", "--share", "35")
    talk = logged(convo).meeting
    assert talk.length is None
    assert talk.sums.manager_share == pytest.approx(0.35)


def test_lines_come_from_standard_input(convo: Convo) -> None:
    given = "+ a win\n\n  \n! a blocker\n~ quiet\n"
    convo.told("log", "maya", "--on", "fri", "--note", "first", "--note", "-", given=given)
    notes = logged(convo).notes
    assert [note.text for note in notes] == ["first", "a win", "a blocker", "quiet"]
    assert [note.private for note in notes] == [False, False, False, True]


@pytest.mark.parametrize("line", ["--private looks for another job", "-p tired", "--private"])
def test_a_line_that_begins_like_an_option_is_not_kept_as_shared_words(
    convo: Convo, line: str
) -> None:
    result = convo.run("log", "maya", "--on", "2026-11-20", "--note", "+ fine", "--note", line)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "~ before it makes it private" in result.stderr
    assert convo.json("history", "maya", "--json", "--kind", "wins") == []
    told = convo.told("log", "maya", "--on", "2026-11-20", "--note", "-", given=f"{line}\n")
    assert told
    assert logged(convo).notes[0].text == line


def test_an_earlier_talk_moves_neither_the_last_one_nor_the_next_date(convo: Convo) -> None:
    settled = datetime(2026, 12, 4, 9, 0, tzinfo=UTC)
    store = convo.open()
    store.apply(Change.edited(MAYA, replace(MAYA, next_at=settled)))
    store.close()
    before = overview(convo)
    convo.told("log", "maya", "--on", "3 nov")
    after = overview(convo)
    assert after.last == before.last == HELD
    assert after.person == before.person
    assert after.talks == 2
    assert convo.json("people", "--json")[1]["days_since"] == 7


def test_a_later_talk_is_the_last_one_and_takes_the_date_settled_for_it(convo: Convo) -> None:
    settled = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
    store = convo.open()
    store.apply(Change.edited(MAYA, replace(MAYA, next_at=settled)))
    store.close()
    convo.told("log", "maya", "--on", "yesterday")
    after = overview(convo)
    assert after.last == logged(convo).meeting
    assert after.last is not None
    assert after.last.started_at.replace(microsecond=0) == settled
    assert after.person.next_at is None
    planned = next_talk(after.person, after.last.started_at, ZONE)
    assert planned is not None
    assert planned.at.date() == date(2026, 12, 1)


def test_today_before_the_usual_time_does_not_lie_ahead(convo: Convo) -> None:
    convo.told("log", "maya", "--on", "today", "--minutes", "25")
    talk = logged(convo).meeting
    assert not talk.has_time
    assert talk.ended_at is not None
    assert talk.ended_at <= NOW + timedelta(milliseconds=1)
    assert talk.started_at.astimezone(UTC).date() == NOW.date()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--on", "tomorrow"], "Wednesday 25 November 2026 is still to come."),
        (["--on", "march"], "On which day was it?"),
        (["--on", "soon"], "‘soon’ is no date I know."),
        (["--on", "today", "--at", "15:00"], "15:00 is still to come."),
        (["--on", "today", "--at", "14:00", "--minutes", "30"], "would not be over yet."),
        (["--on", "fri", "--at", "25:00"], "“25:00” is no time of day"),
        (["--on", "fri", "--minutes", "half an hour"], "Minutes are whole numbers"),
        (["--on", "fri", "--minutes", "5,10"], "for: Wins, Blockers, Development, Help."),
        (["--on", "fri", "--minutes", "0"], "A talk takes 1 to"),
        (["--on", "fri", "--minutes", "9999"], "A talk takes 1 to"),
        (["--on", "fri", "--minutes", "100000"], "A talk takes 1 to"),
        (["--on", "fri", "--share", "140"], "from 0 to 100"),
        (["--on", "fri", "--share", "a third"], "from 0 to 100"),
        (["--on", "fri", "--note", "> draft ^blue"], "‘blue’ is no date I know."),
        (["--on", "fri", "--template", "none"], "No agenda is called “none”"),
    ],
)
def test_what_cannot_be_is_one_sentence_and_nothing_is_logged(
    convo: Convo, arguments: Sequence[str], sentence: str
) -> None:
    assert sentence in convo.refused("log", "maya", *arguments)
    assert overview(convo).talks == 1


@pytest.mark.parametrize(
    ("arguments", "clashes"),
    [
        (["--on", "2026-11-17"], True),  # the day alone
        (["--on", "2026-11-17", "--at", "14:30"], True),
        (["--on", "2026-11-17", "--at", "14:00", "--minutes", "45"], True),
        (["--on", "2026-11-17", "--at", "14:00", "--minutes", "30"], False),
        (["--on", "2026-11-17", "--at", "15:01", "--minutes", "30"], False),
        (["--on", "2026-11-16"], False),
    ],
)
def test_two_talks_at_one_time_are_asked_about(
    convo: Convo, arguments: Sequence[str], clashes: bool
) -> None:
    if clashes:
        told = convo.refused("log", "maya", *arguments)
        assert told == (
            "There is a talk with Maya on Tuesday 17 November 2026 already, 14:30 to 15:01."
            " To log this one beside it: --force"
        )
        arguments = [*arguments, "--force"]
    convo.told("log", "maya", *arguments)
    assert overview(convo).talks == 2


def test_a_talk_that_runs_is_in_the_way_too(convo: Convo) -> None:
    begun = NOW - timedelta(minutes=20)
    live = Meeting("00000000dddd", ADA.id, begun, DEFAULT.segments, seen_at=NOW)
    convo.keep([live], [MeetingEvent(live.id, 0, begun, EventKind.STARTED, {"who": None})])
    assert "already" in convo.refused("log", "ada", "--on", "today", "--at", "13:50")


def test_an_archived_person_can_have_had_a_talk(convo: Convo) -> None:
    convo.told("people", "archive", "ada")
    convo.told("log", "ada", "--on", "fri")
    assert overview(convo, ADA).talks == 1


def test_json_has_its_id_and_what_is_known(convo: Convo) -> None:
    told = convo.json("log", "maya", "--on", "fri", "--note", "+ shipped it", "--json")
    page = logged(convo)
    assert told["id"] == page.meeting.id
    assert told["lines"] == [note.id for note in page.notes]
    assert told["on"] == "2026-11-20"
    assert told["started_at"] is told["minutes"] is told["share"] is None


def test_a_recap_of_it_pretends_no_clock(convo: Convo) -> None:
    convo.told("log", "maya", "--on", "fri", "--note", "+ shipped it")
    told = convo.told("recap", "maya")
    assert "Written down afterwards" in told
    assert "minute" not in told
    assert ":" not in told
    recap = convo.json("recap", "maya", "--format", "json")
    assert recap["logged"] is True
    assert recap["minutes"] is recap["ended_at"] is None
    assert recap["started_at"] == "2026-11-20T14:30:00+01:00"


def test_doctor_has_nothing_against_it(convo: Convo) -> None:
    convo.told("log", "maya", "--on", "fri", "--minutes", "30", "--share", "40", "--note", "> go")
    weights = {finding["weight"] for finding in convo.json("doctor", "--json")["findings"]}
    assert weights <= {"remark"}


def test_the_history_pretends_no_time_of_day(convo: Convo) -> None:
    convo.told("log", "maya", "--on", "yesterday", "--note", "+ walked by the river")
    lines = [line for line in convo.lines("history", "maya") if "Mon 23 Nov" in line]
    assert [line.removeprefix("Mon 23 Nov ").split()[0] for line in lines] == ["talk", "win"]
