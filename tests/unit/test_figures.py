"""Each figure of docs/figures.md, computed by hand for a small written history."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convo_tui.domain.agenda import DEFAULT, Segment
from convo_tui.domain.cadence import ScheduleChange, ScheduleKind
from convo_tui.domain.commitments import Checkpoint, Commitment, CommitmentState
from convo_tui.domain.feedback import Feedback
from convo_tui.domain.figures.minutes import most_squeezed, segment_minutes
from convo_tui.domain.figures.person import person_figures, team_figures
from convo_tui.domain.figures.promises import (
    BothWays,
    Kept,
    Latency,
    closed_both_ways,
    kept_by,
    latency,
)
from convo_tui.domain.figures.questions import question_yield
from convo_tui.domain.figures.rhythm import (
    Rhythm,
    Week,
    attention,
    changed,
    least_and_most,
    rhythm,
    streak,
    streak_words,
    weeks_held,
)
from convo_tui.domain.figures.share import Typed, guesses, outcomes, shares, typed
from convo_tui.domain.figures.telling import told_person, told_team
from convo_tui.domain.meeting import Meeting, MeetingState
from convo_tui.domain.notes import Note, NoteKind
from convo_tui.domain.people import Person
from convo_tui.domain.questions import Asked
from convo_tui.domain.review import Period, Review
from convo_tui.domain.talk_share import Band
from convo_tui.domain.values import Side

BERLIN = ZoneInfo("Europe/Berlin")
TODAY = date(2026, 11, 24)
NOON = datetime(2026, 11, 24, 11, tzinfo=UTC)
MAYA = Person("maya", "Maya Lindqvist", NOON - timedelta(days=400), every_weeks=1)


def a_talk(
    ago: float,
    manager: float = 0.0,
    report: float = 0.0,
    minutes: Sequence[float] = (),
    guess: float | None = None,
) -> Meeting:
    at = NOON - timedelta(days=ago)
    return Meeting(
        f"t{ago}",
        "maya",
        at,
        DEFAULT.segments,
        state=MeetingState.HELD,
        ended_at=at + timedelta(minutes=30),
        guess=guess,
        manager_seconds=manager,
        report_seconds=report,
        segment_seconds=tuple(60.0 * each for each in minutes),
    )


def a_promise(
    state: CommitmentState, owner: Side = Side.REPORT, talk: str | None = None
) -> Commitment:
    closed = None if state is CommitmentState.OPEN else NOON
    return Commitment(
        f"{state}{owner}{talk}", "maya", "a draft", NOON, owner, state=state, closed_at=closed,
        meeting_id=talk,
    )  # fmt: skip


# --- share -----------------------------------------------------------------------------------


def test_the_share_of_all_weighs_talks_by_their_seconds() -> None:
    long, short, untracked = a_talk(7, 300, 900), a_talk(1, 60, 0), a_talk(3)
    found = shares([short, long, untracked])
    assert [(each.share, each.band) for each in found.talks] == [(0.25, Band.GOOD), (1.0, None)]
    assert found.whole == 360 / 1260
    assert (found.lately, found.before) == (None, None)


def test_a_trend_sets_the_newest_five_beside_the_five_before() -> None:
    talks = [a_talk(ago, 10.0 * ago, 100 - 10.0 * ago) for ago in range(10)]  # 0 %, 10 % ... 90 %
    old = a_talk(99, 100, 0)
    found = shares([*talks, old])
    assert found.lately == pytest.approx(0.2)  # 0 to 40 %
    assert found.before == pytest.approx(0.7)  # 50 to 90 %
    five = shares(talks[:5])
    assert five.lately == pytest.approx(0.05)
    assert five.before == pytest.approx(0.25)
    assert shares(talks[:4]).lately is None


def test_a_guess_is_set_against_the_truth() -> None:
    found = guesses(
        [
            a_talk(9, 50, 50, guess=0.3),  # 20 points too low
            a_talk(5, 40, 60, guess=0.3),  # 10 too low
            a_talk(1, 20, 80, guess=0.5),  # 30 too high
            a_talk(2, guess=0.5),  # nothing to set it against
            a_talk(3, 10, 10),
        ]
    )
    assert found is not None
    assert found.talks == 3
    assert found.bias == pytest.approx(0.0)
    assert found.miss == pytest.approx(0.2)
    assert found.lately == pytest.approx(0.3)
    assert guesses([a_talk(1)]) is None


def test_outcomes_wait_for_ten_talks_and_part_them_at_the_median() -> None:
    talks = [a_talk(ago, 10.0 * ago, 100 - 10.0 * ago) for ago in range(10)]
    promises = [
        a_promise(CommitmentState.KEPT, talk="t0"),
        a_promise(CommitmentState.KEPT, Side.BOTH, "t4"),
        a_promise(CommitmentState.BROKEN, talk="t5"),
        a_promise(CommitmentState.KEPT, talk="t9"),
        a_promise(CommitmentState.DROPPED, talk="t9"),
        a_promise(CommitmentState.OPEN, talk="t9"),
        a_promise(CommitmentState.BROKEN, Side.MANAGER, "t0"),
        a_promise(CommitmentState.BROKEN),
    ]
    found = outcomes(talks, promises)
    assert found is not None
    assert found.parted_at == pytest.approx(0.45)
    assert (found.kept_quiet, found.quiet) == (1.0, 2)
    assert (found.kept_loud, found.loud) == (0.5, 2)
    assert outcomes(talks[:9], promises) is None


# --- minutes ---------------------------------------------------------------------------------


def test_minutes_against_plan_and_what_is_cut_short() -> None:
    talks = [
        a_talk(30, minutes=(5, 14, 6, 5)),
        a_talk(20, minutes=(5, 12, 4, 4.5)),  # half a minute is no squeeze
        a_talk(10, minutes=(6, 10, 10, 0)),
        a_talk(5),  # nobody knows
    ]
    wins, blockers, development, help_ = segment_minutes(talks)
    assert (wins.talks, wins.planned) == (3, 5.0)
    assert wins.held == pytest.approx(16 / 3)
    assert (wins.cut, wins.short_by, blockers.cut) == (0, None, 0)
    assert (development.cut, development.short_by) == (2, 5.0)
    assert (help_.cut, help_.short_by) == (1, 5.0)
    assert most_squeezed((wins, blockers, development, help_)) == development
    assert most_squeezed((wins,)) is None
    assert segment_minutes([a_talk(1)]) == ()


def test_a_segment_that_was_renamed_is_the_same() -> None:
    renamed = (Segment("wins", "Good news", 10), *DEFAULT.segments[1:])
    talks = [
        a_talk(9, minutes=(5, 10, 10, 5)),
        replace(a_talk(1, minutes=(10, 10, 10, 5)), segments=renamed),
    ]
    first, *_ = segment_minutes(talks)
    assert (first.name, first.talks, first.planned, first.held) == ("Good news", 2, 7.5, 7.5)


# --- promises and feedback -------------------------------------------------------------------


def test_kept_is_of_those_that_were_kept_or_broken() -> None:
    late = replace(
        a_promise(CommitmentState.OPEN, Side.MANAGER),
        checkpoints=(Checkpoint("c", TODAY - timedelta(days=1)),),
    )
    listed = [
        a_promise(CommitmentState.KEPT, Side.MANAGER),
        a_promise(CommitmentState.KEPT, Side.BOTH),
        a_promise(CommitmentState.BROKEN, Side.MANAGER),
        a_promise(CommitmentState.DROPPED, Side.MANAGER),
        a_promise(CommitmentState.OPEN, Side.REPORT),
        late,
    ]
    assert kept_by(listed, Side.MANAGER, TODAY) == Kept(2, 1, 1, 1, 1)
    assert kept_by(listed, Side.MANAGER, TODAY).rate == pytest.approx(2 / 3)
    assert kept_by(listed, Side.REPORT, TODAY) == Kept(1, 0, 0, 1, 0)
    assert Kept(open=3).rate is None


def test_latency_is_the_middle_of_the_days_until_it_was_said() -> None:
    def seen(ago: int, said: int | None) -> Feedback:
        at = None if said is None else NOON - timedelta(days=said)
        return Feedback(f"f{ago}", "maya", NOON - timedelta(days=ago), "calm", said_at=at)

    listed = [seen(10, 9), seen(20, 10), seen(30, 28), seen(5, None), seen(3, None)]
    assert latency(listed, TODAY, BERLIN) == Latency(2, 3, 2, 5)
    assert latency([], TODAY, BERLIN) == Latency(None, 0, 0, None)
    # 23:30 UTC is the next day in Berlin.
    night = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)
    said = replace(seen(0, 0), seen_at=night - timedelta(hours=1), said_at=night)
    assert latency([said], TODAY, BERLIN).days == 1


# --- rhythm ----------------------------------------------------------------------------------


def test_in_time_is_the_rhythm_and_three_days() -> None:
    talks = [a_talk(ago) for ago in (40, 30, 19, 12, 5, 5.1)]  # apart: 10, 11, 7, 7
    assert rhythm(MAYA, talks, TODAY, BERLIN) == Rhythm(5, 3, 4, 3, 11)
    late = rhythm(MAYA, talks, TODAY + timedelta(days=6), BERLIN)
    assert (late.streak, late.longest) == (0, 11)
    assert rhythm(replace(MAYA, every_weeks=None), talks, TODAY, BERLIN) == Rhythm(5, longest=11)
    assert rhythm(MAYA, [], TODAY, BERLIN) == Rhythm()


@pytest.mark.parametrize(
    ("weeks", "ago", "count"),
    [
        (1, [], 0),
        (1, [3], 1),
        (1, [10], 1),  # a week and three days: still in time
        (1, [11], 0),
        (1, [24, 17, 10, 3], 4),
        (1, [24, 13, 3], 2),  # 11 days apart: a week was left out
        (2, [24, 17, 3], 3),  # now every two weeks: the weekly ones before it count, too
        (1, [45, 31, 17, 10, 3], 3),  # now every week: those of every two weeks end the row
        (4, [80, 50, 20], 3),
        (None, [17, 10, 3], 0),
        (1, [3, 3.1, 3.2], 1),  # three talks of a day
        (1, [-2, 5], 2),  # one that lies ahead, on a machine whose clock was set back
    ],
)
def test_a_streak_is_the_talks_that_kept_the_rhythm(
    weeks: int | None, ago: list[float], count: int
) -> None:
    person = replace(MAYA, every_weeks=weeks)
    held = [NOON - timedelta(days=days) for days in ago]
    assert streak(person, held, TODAY, BERLIN) == count
    assert rhythm(person, [a_talk(days) for days in ago], TODAY, BERLIN).streak == count
    assert streak(replace(person, archived_at=NOON), held, TODAY, BERLIN) == 0


def test_a_streak_goes_by_the_managers_days() -> None:
    # 23:30 in Berlin is the next day in Kathmandu, so that the talk there was 10 days before.
    held = [datetime(2026, 11, 13, 22, 30, tzinfo=UTC)]
    assert streak(MAYA, held, TODAY, BERLIN) == 0
    assert streak(MAYA, held, TODAY, ZoneInfo("Asia/Kathmandu")) == 1
    # Over the end of summer time ten days are ten days.
    autumn = [datetime(2026, 10, 20, 21, 59, tzinfo=UTC), datetime(2026, 10, 30, 23, tzinfo=UTC)]
    assert streak(MAYA, autumn, date(2026, 10, 31), BERLIN) == 1
    autumn[1] -= timedelta(hours=1)
    assert streak(MAYA, autumn, date(2026, 10, 31), BERLIN) == 2


@pytest.mark.parametrize(
    ("count", "words"), [(0, ""), (1, ""), (2, "2 talks in a row"), (16, "16 talks in a row")]
)
def test_a_row_is_told_from_two_on(count: int, words: str) -> None:
    assert streak_words(count) == words


def test_what_both_sides_kept_is_told_where_there_is_enough() -> None:
    both = closed_both_ways(
        [
            (Side.MANAGER, CommitmentState.KEPT, 3),
            (Side.MANAGER, CommitmentState.BROKEN, 1),
            (Side.BOTH, CommitmentState.KEPT, 1),
            (Side.REPORT, CommitmentState.KEPT, 2),
            (Side.REPORT, CommitmentState.DROPPED, 9),
            (Side.MANAGER, CommitmentState.OPEN, 9),
        ]
    )
    assert (both.manager, both.report) == (Kept(4, 1), Kept(3, 0))
    assert both.words("Maya") == "you kept 4 of 5"
    assert BothWays(Kept(4, 1), Kept(5, 2)).words("Maya") == "you kept 4 of 5 · Maya kept 5 of 7"
    assert BothWays().words("Maya") == ""


def test_the_ledger_says_who_and_why() -> None:
    def change(ago: int, who: Side, reason: str = "") -> ScheduleChange:
        at = NOON - timedelta(days=ago)
        return ScheduleChange(f"s{ago}", "maya", at, ScheduleKind.CANCELLED, at, who, reason)

    listed = [change(9, Side.MANAGER, "ill"), change(2, Side.MANAGER), change(1, Side.REPORT, "x")]
    found = changed(listed, ScheduleKind.CANCELLED)
    assert (found.total, found.by) == (3, {Side.MANAGER: 2, Side.REPORT: 1})
    assert found.reasons == ("x", "ill")
    assert changed(listed, ScheduleKind.MOVED).total == 0


def test_attention_counts_from_when_somebody_joined() -> None:
    first, last = TODAY - timedelta(days=69), TODAY  # ten weeks
    talks = [a_talk(ago) for ago in (0, 7, 69, 70)]
    found = attention(MAYA, talks, first, last, BERLIN)
    assert (found.expected, found.held, found.share) == (10.0, 3, 0.3)
    joined = replace(MAYA, name="Tom", created_at=NOON - timedelta(days=13), every_weeks=2)
    tom = attention(joined, talks[:2], first, last, BERLIN)
    assert (tom.expected, tom.share) == (1.0, 2.0)
    new = attention(replace(joined, created_at=NOON), [], first, last, BERLIN)
    assert new.share is None
    assert least_and_most([tom, found, new]) == (found, tom)
    assert least_and_most([found, new]) is None


def test_talks_by_week() -> None:
    monday = date(2026, 11, 23)
    talks = [a_talk(0), a_talk(1), a_talk(2), a_talk(30)]
    off = ScheduleChange(
        "s", "maya", NOON, ScheduleKind.CANCELLED, NOON - timedelta(days=9), Side.REPORT
    )
    moved = replace(off, id="m", kind=ScheduleKind.MOVED, moved_to=NOON)
    weeks = weeks_held(talks, [off, moved], monday - timedelta(weeks=2), TODAY, BERLIN)
    assert weeks == (
        Week(monday - timedelta(weeks=2), 0, 1),
        Week(monday - timedelta(weeks=1), 1, 0),
        Week(monday, 2, 0),
    )
    assert weeks_held(talks, [], monday, monday - timedelta(days=1), BERLIN) == ()
    assert len(weeks_held(talks, [], monday - timedelta(weeks=520), TODAY, BERLIN)) == 106


def test_talks_lie_in_bands() -> None:
    talks = [a_talk(1, 100, 900), a_talk(2, 450, 550), a_talk(3, 460, 540), a_talk(4, 9, 1)]
    assert shares(talks).bands == {Band.QUIET: 1, Band.FINE: 2}


def test_typing_weighs_talks_by_their_seconds() -> None:
    def with_typing(ago: int, typing: float | None, report: float) -> Meeting:
        return replace(a_talk(ago, 60, report), typed_seconds=typing)

    found = typed(
        [
            with_typing(1, 100, 1000),
            with_typing(2, 50, 100),
            with_typing(3, None, 900),
            with_typing(4, 5, 0),
        ]
    )
    assert found == Typed(2, 150 / 1100)
    assert typed([a_talk(1)]) is None


# --- questions -------------------------------------------------------------------------------


def test_a_question_yields_the_mean_of_its_answers() -> None:
    def asked(key: str, question: str, ago: int, text: str) -> Asked:
        return Asked(key, "maya", "t", question, text, NOON - timedelta(days=ago))

    listed = [
        asked("a1", "stuck", 9, "Where are you stuck?"),
        asked("a2", "stuck", 1, "Where is it stuck?"),
        asked("a3", "energy", 5, "What gives energy?"),
    ]
    first, second = question_yield(listed, {"a1": 4, "a3": 1})
    assert (first.text, first.times, first.lines) == ("Where is it stuck?", 2, 2.0)
    assert (second.question_id, second.lines) == ("energy", 1.0)


# --- all together ----------------------------------------------------------------------------


def a_year() -> Review:
    asked = Asked("a1", "maya", "t7", "stuck", "Where are you stuck?", NOON)
    note = Note("n1", "maya", NOON, "shipped", NoteKind.WIN)
    return Review(
        MAYA,
        Period(TODAY - timedelta(days=27), TODAY),
        talks=(
            a_talk(14, 600, 1200, (5, 10, 10, 5), 0.5),
            a_talk(7, 900, 900, (5, 10, 4, 5)),
        ),
        notes=(note, replace(note, id="n2", kind=NoteKind.NOTE, asked_id="a1")),
        feedback=(Feedback("f", "maya", NOON - timedelta(days=4), "calm"),),
        commitments=(a_promise(CommitmentState.KEPT), a_promise(CommitmentState.BROKEN)),
        asked=(asked,),
    )


def test_a_year_is_told_in_sentences_with_their_figures() -> None:
    told = {
        each.title: each.sentences for each in told_person(person_figures(a_year(), TODAY, BERLIN))
    }
    assert told == {
        "Talks": (
            "2 talks held, of 4 in the rhythm.",
            "1 of 1 came in time.",
            "The last 2 came in time, one after the other.",
            "The longest time without one: 7 days.",
            "A talk in 2 of 5 weeks.",
            "1 win written down.",
        ),
        "Talk share": (
            "You spoke 42 % of the time, over 2 talks.",
            "By talk: 1 good, 1 fine.",
            "Your guess was 17 points too high.",
        ),
        "Minutes": (
            "Wins: 5 of 5 min.",
            "Blockers: 10 of 10 min.",
            "Development: 7 of 10 min; cut short in 1 of 2, by 6 min.",
            "Help: 5 of 5 min.",
        ),
        "Commitments": ("Maya: 1 of 2 kept (50 %), 1 broken.",),
        "Feedback": ("1 unsaid, the oldest for 4 days.",),
        "Questions": ("“Where are you stuck?”: 1 line of answer, asked once.",),
    }


def test_the_team_adds_up_and_nobody_gives_no_figures() -> None:
    team = team_figures([a_year(), a_year()], TODAY, BERLIN)
    assert team.figures is not None
    assert (team.figures.talks, team.figures.report) == (4, Kept(2, 2, 0, 0, 0))
    assert told_team(team)[0].sentences[0] == "4 talks held with 2 people."
    assert told_team(team_figures([], TODAY, BERLIN)) == ()


def test_the_team_counts_only_those_with_whom_a_talk_was_held() -> None:
    tom = replace(MAYA, id="tom", name="Tom Okafor")
    nothing = Review(tom, Period(TODAY - timedelta(days=27), TODAY))
    some = told_team(team_figures([a_year(), nothing], TODAY, BERLIN))
    assert some[0].sentences[0] == "2 talks held with 1 of 2 people."
    none = told_team(team_figures([nothing], TODAY, BERLIN))
    assert none[0].sentences[0] == "No talk was held in this time."


def test_without_a_talk_no_figure_is_made_up() -> None:
    empty = Review(MAYA, Period(TODAY - timedelta(days=27), TODAY))
    (only,) = told_person(person_figures(empty, TODAY, BERLIN))
    assert only.sentences == ("No talk was held in this time.",)


@given(st.lists(st.tuples(st.floats(0, 9000), st.floats(0, 9000), st.floats(0, 1)), max_size=30))
def test_shares_lie_in_0_to_1(seconds: list[tuple[float, float, float]]) -> None:
    talks = [
        a_talk(ago, manager, report, guess=guess)
        for ago, (manager, report, guess) in enumerate(seconds)
    ]
    found = shares(talks)
    known = [found.whole, found.lately, found.before, *(each.share for each in found.talks)]
    assert all(0 <= share <= 1 + 1e-9 for share in known if share is not None)
    if missed := guesses(talks):
        assert abs(missed.bias) <= 1 + 1e-9
        assert 0 <= missed.miss <= 1 + 1e-9


def test_every_figure_named_in_the_code_has_a_row() -> None:
    root = Path(__file__).parents[2]
    rows = set(re.findall(r"^\| (\w\d+) \|", (root / "docs/figures.md").read_text(), re.MULTILINE))
    named: set[str] = set()
    for file in (root / "convo_tui/domain").rglob("*.py"):
        text = file.read_text()
        for first, last in re.findall(r"figures? (\w\d+)(?: (?:to|and) (\w\d+))?", text):
            span = range(int(first[1:]), int(last[1:] if last else first[1:]) + 1)
            named |= {f"{first[0]}{number}" for number in span}
    assert named == rows
