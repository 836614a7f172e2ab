"""`convo history`: everything that happened with a person, on the shell."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sample_team import TUESDAY, YEAR, all_of, person
from shell_commands import ZONE, Convo
from storage_samples import every_kind

from convo_tui.cli.entry_lines import DAY_CELLS
from convo_tui.clock import FakeClock
from convo_tui.domain.agenda import DEFAULT
from convo_tui.domain.cadence import ScheduleChange, ScheduleKind
from convo_tui.domain.commitments import Checkpoint, CheckpointOutcome, Commitment, CommitmentState
from convo_tui.domain.feedback import Feedback, FeedbackKind
from convo_tui.domain.history import EVERYTHING
from convo_tui.domain.meeting import Meeting, MeetingState
from convo_tui.domain.notes import Note, NoteKind
from convo_tui.domain.people import Person
from convo_tui.domain.points import TalkingPoint
from convo_tui.domain.questions import Asked
from convo_tui.domain.timeline import EntryKind
from convo_tui.domain.values import Side, Value
from convo_tui.storage import stream
from convo_tui.storage.glance import looking

NOW = FakeClock.START
MAYA = Person("00000000aaaa", "Maya Lindqvist", NOW)
TOM = Person("00000000bbbb", "Tom Okafor", NOW)


def ago(days: float, minutes: float = 0) -> FakeClock.START.__class__:  # type: ignore[name-defined]
    return NOW - timedelta(days=days) + timedelta(minutes=minutes)


TALK = Meeting(
    "00000000000a", MAYA.id, ago(7), DEFAULT.segments, state=MeetingState.HELD,
    ended_at=ago(7, 31), manager_seconds=600.0, report_seconds=1200.0,
)  # fmt: skip
LIFE: list[Value] = [
    MAYA,
    TOM,
    TALK,
    Asked("00000000000b", MAYA.id, TALK.id, "energy", "What gives\nenergy?", ago(7, 2)),
    Note("00000000000c", MAYA.id, ago(7, 3), "shipped it", NoteKind.WIN, meeting_id=TALK.id),
    Note("00000000000d", MAYA.id, ago(7, 4), "looks tired", private=True, meeting_id=TALK.id),
    Feedback("00000000000e", MAYA.id, ago(5), "calm", FeedbackKind.PRAISE),
    ScheduleChange("00000000000f", MAYA.id, ago(4), ScheduleKind.MOVED, ago(0), Side.REPORT,
                   "a deadline", ago(-3)),
    ScheduleChange("000000000010", MAYA.id, ago(3), ScheduleKind.CANCELLED, ago(0)),
    TalkingPoint("000000000011", MAYA.id, "on-call", ago(2), Side.REPORT),
    Commitment(
        "000000000012", MAYA.id, "a draft", ago(7, 9), Side.MANAGER, private=True,
        checkpoints=(Checkpoint("000000000013", ago(1).date(), CheckpointOutcome.SLIPPED,
                                "no time", ago(1)),),
        state=CommitmentState.DROPPED, reason="no need", closed_at=ago(0, -9), meeting_id=TALK.id,
    ),
]  # fmt: skip

ALL = [
    "Tue 24 Nov 15:21 dropped ~ you, to Maya: a draft (no need)",
    "Mon 23 Nov 15:30 checkpoint ~ you, to Maya: slipped: a draft (no time)",
    "Sun 22 Nov 15:30 point on-call",
    "Sat 21 Nov 15:30 cancelled Tue 24 Nov, by you",
    "Fri 20 Nov 15:30 moved Tue 24 Nov to Fri 27 Nov, by Maya: a deadline",
    "Thu 19 Nov 15:30 feedback ~ praise: calm (not yet said)",
    "Tue 17 Nov 15:30 talk 30 min, you 33 %, +1 >1",
    "Tue 17 Nov 15:39 commitment ~ you, to Maya: a draft",
    "Tue 17 Nov 15:34 note ~ looks tired",
    "Tue 17 Nov 15:33 win shipped it",
    "Tue 17 Nov 15:32 asked What gives energy?",
]


@pytest.fixture(autouse=True)
def _kept(convo: Convo) -> None:
    convo.keep(LIFE)


def test_everything_stands_there_newest_first(convo: Convo) -> None:
    assert convo.lines("history", "maya") == ALL


@pytest.mark.parametrize(
    ("options", "wanted"),
    [
        (("--limit", "2"), ALL[:2]),
        (("--kind", "wins"), [ALL[9]]),
        (("--kind", "Win", "--kind", "asked"), ALL[9:]),
        (("--kind", "commitments"), [ALL[0], ALL[1], ALL[7]]),
        (("--since", "sun"), ALL[:3]),
        (("--from", "19 nov", "--to", "fri"), ALL[4:6]),
        (("--until", "17 nov"), ALL[6:]),
        (("--since", "19 nov", "--until", "fri"), ALL[4:6]),
        (("--since", "19/11", "--until", "2026-11-21", "--limit", "1"), [ALL[3]]),
        (("--since", "this week"), ALL[:2]),
        (("--until", "last week"), ALL[2:]),
        (("--since", "november", "--until", "2026"), ALL),
    ],
)
def test_options_narrow_it(convo: Convo, options: tuple[str, ...], wanted: list[str]) -> None:
    assert convo.lines("history", "maya", *options) == wanted


@pytest.mark.parametrize(
    ("length", "words", "minutes"),
    [
        (timedelta(milliseconds=2), "logged, untracked", None),
        (timedelta(minutes=30), "30 min, logged, untracked", 30),
    ],
)
def test_the_length_of_a_logged_talk_is_told_only_where_it_is_known(
    convo: Convo, length: timedelta, words: str, minutes: int | None
) -> None:
    logged = replace(
        TALK, id="0000000000a1", started_at=ago(1), ended_at=ago(1) + length, logged_at=NOW,
        manager_seconds=0.0, report_seconds=0.0,
    )  # fmt: skip
    convo.keep([logged])
    asked = ("history", "maya", "--kind", "talks", "--since", "yesterday")
    assert convo.lines(*asked) == [f"Mon 23 Nov 15:30 talk {words}"]
    (entry,) = convo.json(*asked, "--json")
    assert entry["minutes"] == minutes


def test_json_has_the_same_entries(convo: Convo) -> None:
    shapes = convo.json("history", "maya", "--json")
    assert [shape["kind"] for shape in shapes] == [line.split()[4] for line in ALL]
    dropped, slipped = shapes[:2]
    assert (dropped["note"], dropped["side"], dropped["private"]) == ("no need", "manager", True)
    assert (slipped["outcome"], slipped["checkpoint"]) == ("slipped", "2026-11-23")
    talk = shapes[6]
    assert talk["at"] == "2026-11-17T15:30:00+01:00"
    assert (talk["minutes"], talk["manager_share"], talk["wins"]) == (30, 0.333, 1)
    assert shapes[4]["moved_to"] == "2026-11-27T15:30:00+01:00"
    assert (shapes[5]["feedback"], shapes[5]["said_at"]) == ("praise", None)
    assert convo.json("history", "tom", "--json") == []


def test_what_is_private_is_hidden_where_the_settings_say_so(convo: Convo) -> None:
    convo.set("private_hidden = true\n")
    told = convo.told("history", "maya")
    assert "looks tired" not in told
    assert "a draft" not in told
    assert len(told.splitlines()) == len(ALL)
    assert convo.json("history", "maya", "--json")[0]["text"] == "a draft"


def test_who_has_no_entries_gets_a_friendly_line(convo: Convo) -> None:
    assert convo.told("history", "tom").startswith(
        "Nothing stands in the timeline of Tom Okafor yet. To write the first line: convo note"
    )
    told = convo.told("history", "maya", "--kind", "kept")
    assert told == "Nothing of that kind or time stands in the timeline of Maya Lindqvist.\n"


def test_the_archived_have_a_history(convo: Convo) -> None:
    gone = Person("00000000cccc", "Ada", NOW, archived_at=NOW)
    convo.keep([gone, Note("000000000020", gone.id, ago(1), "hello")])
    assert convo.lines("history", "ada") == ["Mon 23 Nov 15:30 note hello"]


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (
            ("maya", "--since", "fri", "--until", "thu"),
            "--since Friday 20 November 2026 lies after --until Thursday 19 November 2026;"
            " change them over.",
        ),
        (
            ("maya", "--kind", "gossip"),
            "No kind of entry is called “gossip”. There are talks, wins, blockers, notes,"
            " feedback, commitments, questions, points, goals, growth.",
        ),
        (
            ("maya", "--since", "soon"),
            "‘soon’ is no date I know. Try: 12 May, last month, March, 2025, 3 weeks ago",
        ),
        (("maya", "--until", ""), "No date yet. Try: 12 May, last month, March, 2025, 3 weeks ago"),
        (("ada",), "Nobody is called “ada”. There are Maya Lindqvist and Tom Okafor."),
    ],
)
def test_what_cannot_be_is_told_in_one_line(
    convo: Convo, options: tuple[str, ...], sentence: str
) -> None:
    assert convo.refused("history", *options) == sentence


def test_a_file_named_by_a_slip_is_not_made(convo: Convo) -> None:
    elsewhere = convo.file.with_name("none.db")
    assert "There is no file" in convo.refused("history", "maya", "--database", str(elsewhere))
    assert not elsewhere.exists()


# --- what plain SQL reads is what the store reads ----------------------------------------------


def test_it_is_the_timeline_of_the_store(convo: Convo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream, "READ_AT_ONCE", 7)  # so that many parts are read
    convo.clock = FakeClock(TUESDAY, ZONE)
    convo.keep(YEAR.values, YEAR.events)
    kinds = every_kind("Zürich")
    convo.keep(kinds)
    store = convo.open()
    timelines = {each: store.timeline(each.id) for each in (*all_of(Person), kinds[0])}
    store.close()
    with looking(convo.file) as found:
        assert found is not None
        for each, wanted in timelines.items():
            assert isinstance(each, Person)
            assert tuple(stream.history(found[0], each.id, EVERYTHING)) == wanted
    assert {entry.kind for listed in timelines.values() for entry in listed} == {*EntryKind}


def test_what_grew_is_told_with_how_it_was_celebrated(convo: Convo) -> None:
    convo.clock = FakeClock(TUESDAY, ZONE)
    convo.keep(YEAR.values, YEAR.events)
    at = TUESDAY - timedelta(days=2)
    convo.keep([
        Commitment("00000000cafe", person("Ines").id, "a demo", at, celebration="cake",
                   state=CommitmentState.KEPT, closed_at=at, celebrated_at=at),
    ])  # fmt: skip
    goals = convo.told("history", "ines", "--kind", "goals")
    assert "Ines: a demo (cake)" in goals
    assert "nobody has to tell us twice: tea and something baked" in goals
    assert "starts that somebody else leads: 60 %, the second country of Nordhaven" in goals
    growth = convo.told("history", "priya", "--kind", "growth")
    kinds = {line[DAY_CELLS + 7 :].split("  ")[0] for line in growth.splitlines()}
    assert kinds == {"strength", "preference", "hard talk"}
    listed = convo.json("history", "ines", "--kind", "goals", "--json")
    (update,) = (each for each in listed if each["value"] == 60)
    assert (update["unit"], update["kind"]) == ("%", "update")
    assert update["note"] == "the second country of Nordhaven"
    assert update["parts"][0] == {"name": "link", "text": "team"}
    assert next(each["note"] for each in listed if each["kind"] == "celebrated") == "cake"
