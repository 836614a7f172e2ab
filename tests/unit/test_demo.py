"""The fabricated sample team: what it shows on the day, and whether one can believe it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from sample_team import (
    BANK,
    BERLIN,
    SPEC,
    TUESDAY,
    YEAR,
    ZONES,
    about,
    all_of,
    day_of,
    person,
)

from convo_tui.demo import generate
from convo_tui.domain.cadence import ScheduleChange, ScheduleKind
from convo_tui.domain.commitments import Commitment, CommitmentState
from convo_tui.domain.feedback import Feedback, FeedbackKind
from convo_tui.domain.meeting import Meeting
from convo_tui.domain.notes import Note, NoteKind
from convo_tui.domain.people import Person
from convo_tui.domain.points import PointState, TalkingPoint
from convo_tui.domain.questions import RESTING_TALKS, Asked
from convo_tui.domain.values import Side

SEGMENTS = ("wins", "blockers", "development", "help")


def scripted_lines() -> Iterator[tuple[str, int, str, str]]:
    for script in SPEC["people"]:
        for index, talk in enumerate(script["talks"]):
            for key in ("between", *SEGMENTS):
                for line in talk.get(key, ()):
                    yield script["name"], index, key, line


# --- what Today shows of it ----------------------------------------------------------------


def test_the_next_and_the_last_talks_of_the_team() -> None:
    planned = {p.first_name: p.next_at for p in all_of(Person)}
    zone = ZoneInfo(BERLIN)
    assert planned == {
        "Maya": datetime(2026, 11, 24, 14, 30, tzinfo=zone),
        "Priya": datetime(2026, 11, 15, 15, 0, tzinfo=zone),
        "Tom": datetime(2026, 11, 25, 10, 0, tzinfo=zone),
        "Luis": None,
        "Ines": None,
    }
    since = {
        p.first_name: (
            day_of(TUESDAY) - max(day_of(m.started_at) for m in about(p.first_name, Meeting))
        ).days
        for p in all_of(Person)
    }
    assert since == {"Maya": 7, "Priya": 22, "Tom": 13, "Luis": 1, "Ines": 5}
    assert (person("Luis").weekday, person("Ines").weekday) == (0, 3)


@pytest.mark.parametrize(
    ("clock", "shown"),
    [
        ((6, 0), time(14, 30)),
        ((14, 29), time(14, 30)),
        ((14, 30), time(15, 0)),
        ((14, 31), time(15, 0)),
        ((23, 10), time(23, 30)),
        ((23, 40), time(23, 59)),
    ],
)
@pytest.mark.parametrize("zone", ZONES)
def test_maya_comes_today_whatever_the_hour(zone: str, clock: tuple[int, int], shown: time) -> None:
    now = datetime(2026, 11, 24, *clock, 12, 345, tzinfo=ZoneInfo(zone))
    planned = person("Maya", generate(SPEC, BANK, now, zone)).next_at
    assert planned == datetime.combine(now.date(), shown, now.tzinfo)


def test_what_the_manager_owes() -> None:
    owed = [c for c in all_of(Commitment) if c.promised and c.state is CommitmentState.OPEN]
    assert [(c.goal, c.due, day_of(c.created_at)) for c in owed] == [
        ("introduce Maya to the data team", date(2026, 11, 20), date(2026, 11, 10)),
        ("enrol Tom in the incident course", date(2026, 11, 27), date(2026, 11, 11)),
    ]
    unsaid = {f.text: day_of(f.seen_at) for f in all_of(Feedback) if f.said_at is None}
    assert unsaid["the calm hand-over to Nordhaven"] == date(2026, 11, 21)
    assert len(unsaid) == 2


def test_the_checkpoints_of_this_week() -> None:
    until = date(2026, 11, 29)
    due = {
        c.goal: c.due
        for c in all_of(Commitment)
        if c.state is CommitmentState.OPEN and not c.promised and c.due and c.due <= until
    }
    assert due == {
        "three-point project updates": date(2026, 11, 24),
        "first solo release": date(2026, 11, 26),
    }


def test_what_is_ready_for_maya() -> None:
    last = about("Maya", Meeting)[-1]
    since = [n for n in about("Maya", Note) if last.ended_at and n.at > last.ended_at]
    waiting = [p for p in about("Maya", TalkingPoint) if p.state is PointState.OPEN]
    assert [n.kind for n in since] == [NoteKind.WIN, NoteKind.WIN]
    assert all(n.meeting_id is None for n in since)
    assert [p.position for p in waiting] == [0, 1, 2]
    assert Counter(p.raised_by for p in waiting) == {Side.MANAGER: 2, Side.REPORT: 1}
    assert sum(f.said_at is None for f in about("Maya", Feedback)) == 1
    assert int(last.sums.total // 60) == 31
    assert last.sums.manager_share == pytest.approx(0.38, abs=0.005)


# --- the team and its rhythm ---------------------------------------------------------------


def test_five_people_with_two_rhythms() -> None:
    rhythms = {p.name: p.every_weeks for p in all_of(Person)}
    assert rhythms == {
        "Maya Lindqvist": 1,
        "Priya Raman": 2,
        "Tom Okafor": 2,
        "Luis Ortega": 1,
        "Ines Duarte": 2,
    }


@pytest.mark.parametrize("name", ["Maya", "Priya", "Tom", "Luis", "Ines"])
def test_talks_keep_their_rhythm_but_for_the_weeks_away(name: str) -> None:
    who = person(name)
    assert who.every_weeks is not None
    slots = [
        change.planned_for
        for change in about(name, ScheduleChange)
        if change.kind is ScheduleKind.CANCELLED
    ]
    moved = {c.moved_to: c.planned_for for c in about(name, ScheduleChange) if c.moved_to}
    for meeting in about(name, Meeting):
        wall = datetime.combine(
            day_of(meeting.started_at), time.fromisoformat(who.time), ZoneInfo(BERLIN)
        )
        assert timedelta() <= meeting.started_at - wall < timedelta(minutes=5)
        slots.append(moved.get(wall.astimezone(UTC), wall.astimezone(UTC)))
    gaps = Counter((day_of(b) - day_of(a)).days // 7 for a, b in pairwise(sorted(slots)))
    away = len(SPEC["away_weeks"])
    assert gaps == {who.every_weeks: len(slots) - 2, who.every_weeks + away: 1}
    assert len(slots) * who.every_weeks + away in range(50, 54)
    assert {day_of(slot).weekday() for slot in slots} == {who.weekday}


def test_one_talk_was_cancelled_and_a_few_were_moved() -> None:
    changes = all_of(ScheduleChange)
    kinds = Counter(change.kind for change in changes)
    assert kinds[ScheduleKind.CANCELLED] == 1
    assert 5 <= kinds[ScheduleKind.MOVED] <= 12
    assert {change.who for change in changes} == {Side.MANAGER, Side.REPORT}
    starts = [meeting.started_at for meeting in all_of(Meeting)]
    for change in changes:
        assert change.reason
        assert change.at < change.planned_for
        if change.moved_to is not None:
            held = change.moved_to
            assert change.planned_for < held
            assert any(held <= start < held + timedelta(minutes=5) for start in starts)


def test_the_talk_shares_have_their_own_trends() -> None:
    def mean(name: str, talks: slice) -> float:
        shares = [m.sums.manager_share or 0.0 for m in about(name, Meeting)[talks]]
        return sum(shares) / len(shares)

    first, last = slice(None, 5), slice(-5, None)
    assert mean("Priya", last) > 0.65 > mean("Priya", first) > 0.4
    for name in ("Maya", "Tom", "Luis", "Ines"):
        assert mean(name, last) < mean(name, first) < 0.6
    assert max(m.longest_manager for m in about("Priya", Meeting)) > 240


# --- promises, feedback, questions ---------------------------------------------------------


def test_promises_are_kept_and_broken_on_both_sides() -> None:
    ends = Counter((c.owner, c.state) for c in all_of(Commitment))
    for owner in (Side.MANAGER, Side.REPORT):
        assert ends[owner, CommitmentState.KEPT] > ends[owner, CommitmentState.BROKEN] >= 2
        assert ends[owner, CommitmentState.OPEN]
    assert ends[Side.BOTH, CommitmentState.KEPT]
    states = Counter(c.state for c in all_of(Commitment))
    assert states[CommitmentState.DROPPED] >= 2
    late = [
        c
        for c in all_of(Commitment)
        if c.state is CommitmentState.OPEN and c.due and c.due < day_of(TUESDAY)
    ]
    assert len(late) == 1


def test_commitments_have_several_of_their_seven_parts() -> None:
    parts = Counter(c.parts_filled for c in all_of(Commitment))
    assert set(parts) == {2, 3, 4, 5, 6, 7}
    assert parts[2] < 5
    assert any(c.asked_id for c in all_of(Commitment))


def test_feedback_of_both_kinds_said_and_unsaid() -> None:
    said = Counter(f.kind for f in all_of(Feedback) if f.said_at)
    assert said[FeedbackKind.PRAISE] > said[FeedbackKind.REDIRECT] > 0
    delays = [(f.said_at - f.seen_at).days for f in all_of(Feedback) if f.said_at]
    assert min(delays) == 0
    assert max(delays) >= 3


def test_questions_fit_the_segment_and_rest_between_two_times() -> None:
    segments = {question.id: question.segment for question in BANK}
    last: dict[tuple[str, str], int] = {}
    for name, index, key, line in scripted_lines():
        if line.startswith("?"):
            question = line.removeprefix("?").strip()
            assert segments[question] == key, line
            before = last.get((name, question))
            assert before is None or index - before > RESTING_TALKS, line
            last[name, question] = index
    assert len(all_of(Asked)) >= len(last)


def test_every_question_has_lines_that_answer_it() -> None:
    answers = Counter(note.asked_id for note in all_of(Note) if note.asked_id)
    assert set(answers) == {asked.id for asked in all_of(Asked)}


# --- the notes -----------------------------------------------------------------------------


def test_every_line_of_the_script_is_a_note_once() -> None:
    lines = [line for *_, line in scripted_lines() if not line.startswith("?")]
    lines += [note["text"] for who in SPEC["people"] for note in who["since"].get("notes", ())]
    bare = Counter(re.sub(r"^[=~+! ]+|( #\w+)+$", "", line) for line in lines)
    assert bare == Counter(note.text for note in all_of(Note))


def test_nobody_is_told_the_same_thing_twice() -> None:
    kinds: tuple[type[Note | TalkingPoint | Feedback | Commitment], ...]
    kinds = (Note, TalkingPoint, Feedback, Commitment)
    for who in all_of(Person):
        for kind in kinds:
            found = about(who.first_name, kind)
            texts = Counter(getattr(v, "goal" if kind is Commitment else "text") for v in found)
            assert max(texts.values()) == 1, texts.most_common(1)


def test_signs_and_tags_are_read_and_taken_off() -> None:
    notes = {note.text: note for note in all_of(Note)}
    staging = notes["staging keeps breaking, twice since we last talked"]
    assert (staging.kind, staging.tags, staging.private) == (NoteKind.BLOCKER, ("staging",), False)
    tired = notes["looks tired, ask about the weekends"]
    assert (tired.kind, tired.private) == (NoteKind.NOTE, True)
    assert notes["paired with Luis until he could deploy alone"].kind is NoteKind.WIN
    per_talk = Counter(note.meeting_id for note in notes.values() if note.meeting_id)
    assert all(3 <= count <= 9 for count in per_talk.values())
    assert set(per_talk) == {meeting.id for meeting in all_of(Meeting)}


def test_no_line_names_a_month_or_a_season() -> None:
    months = [date(2026, number, 1).strftime("%B") for number in range(1, 13)]
    months.remove("May")
    months.remove("March")
    named = re.compile(rf"\b({'|'.join(months)}|in May|in March|Christmas|summer|winter|autumn)\b")
    texts = [getattr(v, name, "") for v in YEAR.values for name in ("text", "goal", "reason")]
    assert [text for text in texts if named.search(text)] == []
