import json
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sample_team import TUESDAY, YEAR
from shell_commands import ZONE, Convo

from convo_tui.clock import FakeClock
from convo_tui.domain.agenda import DEFAULT
from convo_tui.domain.commitments import Checkpoint, Commitment, kept
from convo_tui.domain.feedback import Feedback
from convo_tui.domain.goals import Goal, reached
from convo_tui.domain.meeting import Meeting, MeetingState
from convo_tui.domain.notes import Note, NoteKind
from convo_tui.domain.people import Person
from convo_tui.domain.values import Side, Value

NOW = FakeClock.START
LAST_WEEK = NOW - timedelta(days=7)
MAYA = Person("00000000aaaa", "Maya Lindqvist", LAST_WEEK, weekday=1, time="17:30")
PRIYA = Person("00000000bbbb", "Priya Raman", NOW - timedelta(days=30), every_weeks=2)
HELD = Meeting(
    "00000000eeee",
    MAYA.id,
    LAST_WEEK,
    DEFAULT.segments,
    state=MeetingState.HELD,
    ended_at=LAST_WEEK + timedelta(minutes=30),
)
LATE = Commitment(
    "00000000cccc",
    MAYA.id,
    "introduce her to data",
    LAST_WEEK,
    Side.MANAGER,
    checkpoints=(Checkpoint("00000000dddd", date(2026, 11, 20)),),
)


def test_an_empty_day_says_how_to_begin(convo: Convo) -> None:
    assert convo.lines("today") == [
        "Tuesday 24 November 2026",
        "",
        "There is nobody yet. Add somebody: convo people add 'Maya Lindqvist'",
    ]


def test_today_says_who_is_due_and_what_is_owed(convo: Convo) -> None:
    hers = replace(LATE, id="00000000c2c2", owner=Side.REPORT, goal="a draft", checkpoints=())
    due = Checkpoint("00000000d2d2", date(2026, 11, 26))
    convo.keep(
        [
            MAYA,
            PRIYA,
            HELD,
            Note("00000000f1f1", MAYA.id, NOW, "done", NoteKind.WIN),
            LATE,
            replace(hers, checkpoints=(due,)),
            Feedback("00000000f2f2", MAYA.id, NOW - timedelta(days=2), "calm"),
        ]
    )
    assert convo.lines("today") == [
        "Tuesday 24 November 2026",
        "",
        "PEOPLE",
        "Priya Raman 15 days overdue no talk yet",
        "Maya Lindqvist today 17:30 last talk 7 days ago 1 win, 1 feedback to say",
        "",
        "I OWE",
        "00000000cc promised 7 days ago, 4 days overdue Maya introduce her to data",
        "unsaid 2 days Maya praise: calm",
        "",
        "CHECKPOINTS THIS WEEK",
        "00000000c2 Thu 26 Nov Maya a draft",
        "",
        "convo commitments done, broken, move or drop takes the ID before a promise"
        " or a checkpoint.",
    ]
    assert convo.told("status") == "Maya 17:30 · 1 overdue · 1 late\n"


CLOSE = "convo commitments done, broken, move or drop takes the ID before a promise."
FEEDBACK = Feedback("00000000f2f2", MAYA.id, NOW - timedelta(days=2), "calm")
CAKE = kept(replace(LATE, id="00000000c3c3", celebration="cake", checkpoints=()), NOW)
DINNER = reached(
    Goal("00000000c4c4", MAYA.id, "deploy alone", LAST_WEEK, celebration="dinner"), NOW
)
KEPT = "convo commitments celebrated takes the ID before a commitment to celebrate."
REACHED = "convo goals celebrated takes the ID before a goal to celebrate."


@pytest.mark.parametrize(
    ("there", "sentences"),
    [
        ([], []),
        ([FEEDBACK], []),
        ([LATE], [CLOSE]),
        ([CAKE], [KEPT]),
        ([DINNER], [REACHED]),
        ([LATE, FEEDBACK, CAKE, DINNER], [CLOSE, KEPT, REACHED]),
    ],
)
def test_the_last_lines_say_which_command_takes_an_id_that_is_listed(
    convo: Convo, there: list[Value], sentences: list[str]
) -> None:
    convo.keep([MAYA, *there])
    lines = convo.lines("today")
    assert [line for line in lines if line.startswith("convo ")] == sentences
    for what, how in (("commitment", CAKE), ("goal", DINNER)):
        rows = [line for line in lines if f" {what} since " in line and how.celebration in line]
        assert len(rows) == (how in there)


def test_what_is_private_is_hidden_where_the_settings_say_so(convo: Convo) -> None:
    convo.keep([MAYA, replace(LATE, private=True)])
    assert "4 days overdue Maya introduce her to data" in " ".join(convo.told("today").split())
    convo.set("private_hidden = true\n")
    assert "4 days overdue Maya ~ private" in " ".join(convo.told("today").split())


def test_the_sample_team_reads_as_it_does_on_the_screen(convo: Convo) -> None:
    convo.clock = FakeClock(TUESDAY, ZONE)
    convo.keep(YEAR.values, YEAR.events)
    lines = convo.lines("today")
    assert lines[3].startswith("Priya Raman 9 days overdue last talk 22 days ago")
    (owed,) = [line for line in lines if line.endswith("introduce Maya to the data team")]
    assert "4 days overdue" in owed
    assert convo.told("status") == "Maya 14:30 · 1 overdue · 1 late\n"


def test_status_is_silent_where_nothing_presses(convo: Convo) -> None:
    assert convo.told("status") == ""
    assert not convo.file.exists()
    convo.keep([replace(MAYA, created_at=NOW, weekday=3)])
    assert convo.told("status") == ""


def test_status_names_the_earliest_talk_of_today(convo: Convo) -> None:
    created = MAYA.created_at
    ada = Person("00000000a2a2", "Ada", created, weekday=1, time="16:00")
    anytime = Person("00000000a3a3", "Tom", created, weekday=1)
    convo.keep([MAYA, ada])
    assert convo.told("status") == "Ada 16:00\n"
    convo.keep([anytime])
    assert convo.told("status") == "Tom today\n"


def test_status_shows_a_time_in_the_zone_of_the_settings(convo: Convo) -> None:
    convo.set('zone = "Europe/London"\n')
    convo.keep([replace(MAYA, zone="Europe/Berlin")])
    assert convo.told("status") == "Maya 16:30\n"


def test_status_names_a_running_talk(convo: Convo) -> None:
    live = Meeting("00000000e2e2", MAYA.id, NOW, DEFAULT.segments)
    convo.keep([MAYA, live])
    assert convo.told("status") == "Maya now\n"
    assert "talk unfinished" in convo.told("today")


@pytest.mark.parametrize("days", [0, 20])
def test_a_running_talk_is_the_one_that_was_due(convo: Convo, days: int) -> None:
    """Its settled date is taken, and by the rhythm it would have been yesterday."""
    began = NOW - timedelta(days=days)
    before = began - timedelta(days=15)
    weekly = replace(MAYA, every_weeks=2, weekday=None, next_at=None)
    last = Meeting("00000000e2e1", MAYA.id, before, DEFAULT.segments, state=MeetingState.HELD)
    last = replace(last, ended_at=before + timedelta(minutes=30))
    live = Meeting("00000000e2e2", MAYA.id, began, DEFAULT.segments)
    convo.keep([weekly, last])
    assert convo.told("status") == "1 overdue\n"
    convo.keep([live])
    late = max(0, days - 14)
    words = f"{late} days overdue" if late else "overdue"
    assert convo.told("status") == ("Maya now · 1 overdue\n" if late else "Maya now\n")
    assert (words in convo.told("people")) is bool(late)
    (told,) = json.loads(convo.told("today", "--json"))["people"]
    assert told["days_overdue"] == late
    assert told["state"] == ("overdue" if late else "ok")
    assert told["days_since"] == days + 15


def test_the_archived_press_nobody(convo: Convo) -> None:
    convo.keep([replace(MAYA, archived_at=NOW), LATE])
    assert convo.told("status") == ""


@pytest.mark.parametrize("text", ['zone = "Nowhere/At-all"\n', "zone = 3\n", "zone = \n", "\x00"])
def test_status_goes_by_the_machine_without_a_zone_in_the_settings(convo: Convo, text: str) -> None:
    convo.set(text)
    convo.keep([MAYA])
    assert convo.told("status") == "Maya 17:30\n"
