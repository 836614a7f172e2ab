"""The on-track checklist of docs/figures.md, answered by hand for a small written history."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from convo_tui.domain.agenda import DEFAULT
from convo_tui.domain.cadence import ScheduleChange, ScheduleKind
from convo_tui.domain.commitments import Checkpoint, Commitment, CommitmentState
from convo_tui.domain.feedback import Feedback
from convo_tui.domain.figures.checklist import OF_ALL, checklist, team_checklist
from convo_tui.domain.figures.checks import Answer, Check
from convo_tui.domain.figures.goals import goal_moves
from convo_tui.domain.figures.person import person_figures, team_figures
from convo_tui.domain.figures.telling import told_person, told_team
from convo_tui.domain.goals import Goal, GoalRecord, GoalState, GoalUpdate
from convo_tui.domain.growth import Roadmap, Strength
from convo_tui.domain.meeting import Meeting, MeetingState
from convo_tui.domain.notes import Note, NoteKind
from convo_tui.domain.openings import Opening
from convo_tui.domain.people import Person
from convo_tui.domain.review import Period, Review, StrengthRecord
from convo_tui.domain.timeline import GROUPS
from convo_tui.domain.values import Side

BERLIN = ZoneInfo("Europe/Berlin")
TODAY = date(2026, 11, 24)
NOON = datetime(2026, 11, 24, 11, tzinfo=UTC)
DAY = timedelta(days=1)
MAYA = Person("maya", "Maya Lindqvist", NOON - 400 * DAY, every_weeks=2)
NOTHING = Review(MAYA, Period(TODAY - 363 * DAY, TODAY))


def talk(ago: float, manager: float = 0.0, report: float = 0.0) -> Meeting:
    at = NOON - ago * DAY
    return Meeting(
        f"t{ago}",
        "maya",
        at,
        DEFAULT.segments,
        state=MeetingState.HELD,
        ended_at=at + timedelta(minutes=30),
        manager_seconds=manager,
        report_seconds=report,
    )


def promise(name: str, state: CommitmentState, owner: Side, due: int | None = None) -> Commitment:
    points = () if due is None else (Checkpoint(f"c{name}", TODAY - due * DAY),)
    closed = None if state is CommitmentState.OPEN else NOON - DAY
    return Commitment(
        name, "maya", name, NOON - 90 * DAY, owner, checkpoints=points, state=state,
        closed_at=closed,
    )  # fmt: skip


def told(review: Review, row: str, last: date = TODAY) -> Check:
    checks = {check.id: check for check in checklist(review, last, BERLIN)}
    assert [*checks] == [f"K{n}" for n in range(1, 11)]
    return checks[row]


def answered(review: Review, row: str, last: date = TODAY) -> tuple[str, int, int]:
    check = told(review, row, last)
    return check.answer.value, check.good, check.counted


def held(*ago: float) -> Review:
    return replace(NOTHING, talks=tuple(map(talk, ago)))


@pytest.mark.parametrize(
    ("ago", "answer", "good", "counted"),
    [
        ((), "not known yet", 0, 0),
        ((3,), "not known yet", 0, 0),
        ((40, 26, 12), "not known yet", 2, 2),
        ((43, 26, 12, 2), "yes", 3, 3),  # 17 days: two weeks and three days
        ((47, 29, 12, 2), "not quite", 2, 3),  # 18 days
        ((80, 60, 40, 2), "no", 0, 3),
        ((60, 46, 32, 20), "not quite", 3, 4),  # nothing for 20 days
        ((60, 46, 32, 17), "yes", 3, 3),  # and for 17
        ((43, 26, 12, 2, 2.1), "yes", 3, 3),  # two of a day, one over the other
    ],
)
def test_met_at_least_every_two_weeks(
    ago: tuple[float, ...], answer: str, good: int, counted: int
) -> None:
    assert answered(held(*ago), "K1") == (answer, good, counted)


def test_a_longer_rhythm_is_its_own_measure_and_a_shorter_one_asks_for_no_more() -> None:
    monthly = replace(held(90, 60, 31, 2), person=replace(MAYA, every_weeks=4))
    assert told(monthly, "K1").statement == "We met at least every 4 weeks"
    assert answered(monthly, "K1") == ("yes", 3, 3)
    # The rhythm became weekly in the middle of the year: older talks lose nothing by it.
    weekly = replace(held(60, 46, 32, 18, 11, 4), person=replace(MAYA, every_weeks=1))
    assert answered(weekly, "K1") == ("yes", 5, 5)
    none = replace(held(60, 46, 32, 18), person=replace(MAYA, every_weeks=None))
    assert told(none, "K1").statement == "We met at least every two weeks"


def test_the_longest_gap_is_told_where_one_was_too_long() -> None:
    assert told(held(80, 60, 40, 2), "K1").figure == "0 of 3, longest 38 days"
    assert told(held(43, 26, 12, 2), "K1").figure == "3 of 3 gaps"
    assert told(held(12, 2), "K1").figure == "1 gap, told from 3 on"
    assert told(NOTHING, "K1").figure == "no gap"


def test_who_spoke_more_leaves_out_what_is_too_short_to_judge() -> None:
    talks = (
        talk(1, 600, 1200),
        talk(8, 900, 900),  # even is not more
        talk(15, 300, 301),
        talk(22, 170, 9),  # under three minutes
        talk(29),  # nobody was marked
        talk(36, 5 * 3600 / 3, 2 * 5 * 3600 / 3),  # five hours count as one talk
    )
    review = replace(NOTHING, talks=talks)
    assert answered(review, "K2") == ("not quite", 3, 4)
    assert told(review, "K2").statement == "Maya spoke more than I did"
    assert told(review, "K2").figure == "3 of 4 talks"


def test_a_win_or_an_opening_that_was_named() -> None:
    def win(ago: float, kind: NoteKind = NoteKind.WIN) -> Note:
        return Note(f"n{ago}", "maya", NOON, "it runs", kind, meeting_id=f"t{ago}")

    def opening(ago: float, named: datetime | None) -> Opening:
        return Opening(f"o{ago}", "maya", f"t{ago}", f"s{ago}", NOON, "praise", named)

    logged = replace(talk(40), logged_at=NOON)
    told_later = replace(talk(50), logged_at=NOON)
    review = replace(
        NOTHING,
        talks=(talk(1), talk(8), talk(15), talk(22), logged, told_later),
        notes=(win(1), win(8, NoteKind.BLOCKER), win(50)),
        openings=(opening(15, NOON), opening(22, None)),
    )
    # The first, the one that opened with praise, and the logged one of which anything is written.
    assert answered(review, "K3") == ("not quite", 3, 5)
    assert answered(review, "K4") == ("no", 0, 5)


def test_a_next_step_has_its_day() -> None:
    def made(ago: float, *, dated: bool) -> Commitment:
        point = Checkpoint(f"c{ago}", TODAY)
        return Commitment(
            f"m{ago}", "maya", "a draft", NOON, meeting_id=f"t{ago}",
            checkpoints=(point,) if dated else (),
        )  # fmt: skip

    review = replace(
        held(1, 8, 15),
        commitments=(made(1, dated=True), made(8, dated=False), made(99, dated=True)),
    )
    assert answered(review, "K4") == ("no", 1, 3)


def test_what_was_kept_counts_late_ones_against_it() -> None:
    review = replace(
        NOTHING,
        commitments=(
            promise("a", CommitmentState.KEPT, Side.MANAGER),
            promise("b", CommitmentState.KEPT, Side.BOTH),
            promise("c", CommitmentState.BROKEN, Side.REPORT),
            promise("d", CommitmentState.OPEN, Side.MANAGER, due=1),  # late
            promise("e", CommitmentState.OPEN, Side.MANAGER, due=0),
            promise("f", CommitmentState.DROPPED, Side.MANAGER),
        ),
    )
    assert answered(review, "K5") == ("not quite", 2, 3)
    assert told(review, "K5").figure == "2 of 2 kept, 1 late"
    assert answered(review, "K6") == ("not known yet", 1, 2)
    assert told(review, "K6").figure == "2 commitments, told from 3 on"


def test_what_was_kept_is_one_number_on_the_whole_page() -> None:
    made = [promise(f"k{n}", CommitmentState.KEPT, Side.MANAGER) for n in range(11)]
    made += [promise(f"b{n}", CommitmentState.BROKEN, Side.MANAGER) for n in range(2)]
    made += [promise("late", CommitmentState.OPEN, Side.MANAGER, due=4)]
    made += [promise("later", CommitmentState.OPEN, Side.MANAGER, due=-4)]
    review = replace(NOTHING, commitments=tuple(made))
    check = told(review, "K5")
    # 11 of 14 are under 80 %: what is late is held against the answer, and told apart.
    assert (check.answer, check.figure) == (Answer.NOT_QUITE, "11 of 13 kept, 1 late")
    page = told_person(person_figures(review, TODAY, BERLIN))
    assert {"You: 11 of 13 kept (85 %), 2 broken, 2 open (1 of them late)."} == {
        each for part in page if part.title == "Commitments" for each in part.sentences
    }
    theirs = replace(review, commitments=tuple(replace(c, owner=Side.REPORT) for c in made))
    assert told(theirs, "K6").statement == "Maya kept their commitments"
    assert told(theirs, "K6").figure == check.figure
    only = person_figures(replace(review, commitments=tuple(made[:-1])), TODAY, BERLIN)
    assert any(
        "2 broken, 1 open (late)." in each for part in told_person(only) for each in part.sentences
    )
    late = tuple(promise(n, CommitmentState.OPEN, Side.MANAGER, due=4) for n in "abc")
    assert told(replace(NOTHING, commitments=late), "K5").figure == "none kept, 3 late"


def test_feedback_that_waits_longer_than_a_week_counts_said_or_not() -> None:
    def seen(ago: float, said: float | None) -> Feedback:
        at = None if said is None else NOON - said * DAY
        return Feedback(f"f{ago}", "maya", NOON - ago * DAY, "calm", said_at=at)

    review = replace(
        NOTHING, feedback=(seen(30, 23), seen(31, 23), seen(9, 9), seen(8, None), seen(7, None))
    )
    assert answered(review, "K7") == ("not quite", 2, 4)


def goal(name: str, moved: float | None = None, state: GoalState = GoalState.OPEN) -> GoalRecord:
    made = Goal(name, "maya", name, NOON - 200 * DAY, start=0, target=10, state=state)
    updates = () if moved is None else (GoalUpdate("u", "maya", name, NOON - moved * DAY, 5),)
    return GoalRecord(made, updates=updates)


def test_goals_that_stand_still_over_three_talks() -> None:
    review = replace(held(30, 20, 10), goals=(goal("still"), goal("moves", 15), goal("old", 300)))
    moves = goal_moves(review.goals, review.talks, review.period.first, BERLIN)
    assert [(each.moved, each.still, each.progress) for each in moves] == [
        (False, 3, 0.0),
        (True, 1, 0.5),
        (False, 3, 0.5),
    ]
    assert answered(review, "K8") == ("no", 1, 3)
    assert answered(replace(review, goals=(goal("moves", 15),)), "K8") == ("yes", 1, 1)
    # Set aside, or with too few talks to say so.
    quiet = (goal("x", state=GoalState.SET_ASIDE),)
    assert answered(replace(review, goals=quiet), "K8") == ("not known yet", 0, 0)
    few = replace(held(20, 10), goals=(goal("new"),))
    assert answered(few, "K8") == ("not known yet", 0, 0)


def test_a_goal_that_moved_and_stands_still_is_told_as_both() -> None:
    talks = held(60, 30, 20, 10)
    review = replace(talks, goals=(goal("early", 70), goal("late", 15), goal("reports", 12)))
    assert told(review, "K8").figure == "1 of 3 goals, for 4 talks"
    (part,) = [
        each for each in told_person(person_figures(review, TODAY, BERLIN)) if each.title == "Goals"
    ]
    assert part.sentences == (
        "3 of 3 goals moved in this time; 1 stood still at the end.",
        "early: 50 % of the way, it moved, but not in the last 4 talks.",
        "late: 50 % of the way, it moved.",
        "reports: 50 % of the way, it moved.",
    )
    moving = replace(talks, goals=(goal("late", 15),))
    assert told(moving, "K8").figure == "none of 1 goal"
    assert [part.sentences[0] for part in told_person(person_figures(moving, TODAY, BERLIN))][
        -1
    ].startswith("1 of 1 goal moved in this time.")
    fresh = replace(held(20, 10), goals=(goal("late", 15), goal("new")))
    assert told(fresh, "K8").figure == "none of 1 goal, 1 too new to say"
    team = told_team(team_figures([review], TODAY, BERLIN))
    (goals,) = [each.sentences for each in team if each.title == "Goals"]
    assert goals[1] == "Maya: 3 of 3 moved; 1 stood still at the end."


@pytest.mark.parametrize(
    ("ago", "answer"),
    [(92, "yes"), (93, "not quite"), (184, "not quite"), (185, "no"), (None, "no")],
)
def test_growth_was_written_down_in_the_last_three_months(ago: int | None, answer: str) -> None:
    roadmaps = () if ago is None else (Roadmap("r", "maya", NOON - ago * DAY, "lead"),)
    review = replace(held(30, 20, 10), roadmaps=roadmaps)
    assert told(review, "K9").answer.value == answer


def test_growth_may_be_a_strength_and_takes_talks_to_be_missed() -> None:
    strength = StrengthRecord(Strength("s", "maya", "calm", NOON - 9 * DAY))
    check = told(replace(NOTHING, strengths=(strength,)), "K9")
    assert (check.answer, check.figure) == (Answer.YES, "last on Sun 15 Nov")
    assert told(held(20, 10), "K9").answer is Answer.UNKNOWN


def test_cancelled_talks_weigh_more_than_other_slips() -> None:
    def change(n: int, kind: ScheduleKind, to: datetime | None = None) -> ScheduleChange:
        at = NOON - n * DAY
        return ScheduleChange(f"s{n}", "maya", at, kind, at, Side.MANAGER, moved_to=to)

    moved = change(5, ScheduleKind.MOVED, NOON - 4 * DAY)
    one, two = change(9, ScheduleKind.CANCELLED), change(19, ScheduleKind.CANCELLED)
    nine = tuple(map(talk, range(1, 10)))
    review = replace(NOTHING, talks=nine, schedule=(one, moved))
    assert answered(review, "K10") == ("yes", 9, 10)
    assert answered(replace(review, schedule=(one, two)), "K10") == ("not quite", 9, 11)
    assert answered(replace(review, talks=nine[:4], schedule=(one, two)), "K10") == ("no", 4, 6)


def test_without_anything_nothing_is_known_and_nothing_is_told() -> None:
    assert {check.answer for check in checklist(NOTHING, TODAY, BERLIN)} == {Answer.UNKNOWN}
    titles = [each.title for each in told_person(person_figures(NOTHING, TODAY, BERLIN))]
    assert "On track" not in titles


def test_a_thousand_talks() -> None:
    review = replace(NOTHING, talks=tuple(talk(n / 3, 600, 1200) for n in range(1000)))
    assert answered(review, "K2") == ("yes", 1000, 1000)
    assert answered(review, "K1")[0] == "yes"
    assert told_person(person_figures(review, TODAY, BERLIN))[0].title == "On track"


def test_with_an_archived_person_no_talk_is_missed_since() -> None:
    gone = replace(MAYA, archived_at=NOON - 100 * DAY)
    review = replace(held(142, 128, 114, 102), person=gone)
    figures = person_figures(review, TODAY, BERLIN)
    assert figures.checks[0].answer is Answer.YES
    assert figures.rhythm.longest == 14
    assert figures.attention.expected == pytest.approx(264 / 14)
    assert figures.figures.weeks[-1].monday == date(2026, 8, 10)
    assert answered(replace(review, person=MAYA), "K1") == ("not quite", 3, 4)


def test_a_period_that_is_over_is_seen_as_it_stood() -> None:
    period = Period(TODAY - 363 * DAY, TODAY - 30 * DAY)
    late = replace(
        NOTHING,
        period=period,
        commitments=tuple(promise(n, CommitmentState.KEPT, Side.MANAGER, due=40) for n in "abc"),
        feedback=(Feedback("f", "maya", NOON - 40 * DAY, "calm", said_at=NOON - 2 * DAY),),
    )
    figures = person_figures(late, TODAY, BERLIN)
    assert (figures.figures.manager.kept, figures.figures.manager.late) == (0, 3)
    assert (figures.figures.feedback.said, figures.figures.feedback.unsaid) == (0, 1)
    assert figures.checks[4].answer is Answer.NO


def test_days_are_those_of_the_manager() -> None:
    """A talk late in the evening of New York is one of the next day in Berlin."""
    at = datetime(2026, 11, 7, 23, 30, tzinfo=UTC)  # 0:30 on the eighth in Berlin
    evening = replace(talk(0), id="night", started_at=at)
    review = replace(held(51, 34, 2), talks=(talk(51), talk(34), evening, talk(2)))
    there = {zone: checklist(review, TODAY, ZoneInfo(zone))[0] for zone in ("Europe/Berlin", "UTC")}
    assert there["Europe/Berlin"].good == 2  # 17, 18 and 14 days apart
    assert there["UTC"].good == 3  # 17, 17 and 15


def test_the_team_is_told_by_how_many_say_yes() -> None:
    tom, ines = (replace(MAYA, id=name, name=name) for name in ("Tom", "Ines"))
    reviews = [
        held(43, 26, 12, 2),
        replace(held(80, 60, 40, 2), person=tom),
        replace(NOTHING, person=ines),
    ]
    team = team_figures(reviews, TODAY, BERLIN)
    assert [check.statement for check in team.checks] == list(OF_ALL)
    met = team.checks[0]
    assert (met.yes, met.known, met.answer) == (1, 2, Answer.NOT_QUITE)
    assert met.figure == "yes for 1 of 2 people, 1 not known yet"
    assert [person.name for person, _ in met.people] == ["Maya Lindqvist", "Tom", "Ines"]
    assert team.checks[1].answer is Answer.UNKNOWN
    assert team.checks[1].figure == "not known of anybody yet"
    assert told_team(team)[0].sentences[0].startswith("not quite      We met as often")
    assert team_checklist([]) == ()


def test_every_statement_opens_a_group_of_the_timeline() -> None:
    names = {group.name for group in GROUPS}
    assert {check.behind for check in checklist(NOTHING, TODAY, BERLIN)} <= names
