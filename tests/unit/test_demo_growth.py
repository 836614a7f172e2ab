"""The fabricated sample team: what grows between its talks, and whether one can believe it."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st
from sample_team import BANK, SPEC, YEAR, ZONES, about, all_of, person

from convo_tui.demo import DemoYear, generate
from convo_tui.domain.commitments import Commitment, CommitmentState
from convo_tui.domain.feedback import Feedback
from convo_tui.domain.goals import STILL_AFTER, Goal, GoalState, GoalUpdate, Milestone, records
from convo_tui.domain.growth import STYLES, Evidence, Preferences, Roadmap, Strength
from convo_tui.domain.hard_talks import HardTalk
from convo_tui.domain.meeting import Meeting
from convo_tui.domain.openings import Opening
from convo_tui.domain.people import Person
from convo_tui.domain.signs import Sign, Signs

NAMES = ("Maya", "Priya", "Tom", "Luis", "Ines")

GOALS = {
    record.goal.title: record
    for record in records(all_of(Goal), all_of(Milestone), all_of(GoalUpdate))
}


def test_everybody_has_goals_that_say_why() -> None:
    assert {name for name in NAMES if about(name, Goal)} == set(NAMES)
    assert all(goal.link and goal.why.endswith(".") for goal in all_of(Goal))
    assert len({goal.link for goal in all_of(Goal)}) == 4
    states = Counter(goal.state for goal in all_of(Goal))
    assert states[GoalState.REACHED] >= 2
    assert states[GoalState.SET_ASIDE] == 1
    assert states[GoalState.OPEN] >= 6
    assert sum(goal.private for goal in all_of(Goal)) == 1


def test_measures_rise_and_fall_and_milestones_are_ticked_off() -> None:
    pages, tests = GOALS["fewer pages at night"], GOALS["a test before the change"]
    assert list(pages.values) == [24, 17, 11, 8, 5, 4, 7]
    assert pages.progress == (24 - 7) / (24 - 4)
    assert list(tests.values)[:2] + list(tests.values)[-1:] == [20, 50, 88]
    release = GOALS["release to every customer, alone"]
    assert [bool(each.reached_at) for each in release.milestones] == [True] * 5 + [False]


def test_one_goal_stands_still_and_the_others_move() -> None:
    still = set()
    for who in all_of(Person):
        talks = [talk.started_at for talk in about(who.first_name, Meeting)]
        still |= {
            record.goal.title
            for record in GOALS.values()
            if record.goal.person_id == who.id
            and record.goal.state is GoalState.OPEN
            and record.still_over(talks) >= STILL_AFTER
        }
    assert "hours a week lost to staging" in still
    assert "a group for the questions of the whole house" in still
    assert {"fewer pages at night", "say the decision first"}.isdisjoint(still)


def test_celebrations_are_held_and_owed() -> None:
    def owed(values: list[Goal] | list[Commitment]) -> list[str]:
        ended = [v for v in values if v.state in ("reached", "kept") and v.celebration]
        return [v.celebration for v in ended if v.celebrated_at is None]

    assert owed(all_of(Goal)) == ["a day off after it, and dinner at a place she picks"]
    assert owed(all_of(Commitment)) == ["her choice of cake"]
    assert sum(goal.celebrated_at is not None for goal in all_of(Goal)) == 3
    assert sum(c.celebrated_at is not None for c in all_of(Commitment)) == 5


def test_roadmaps_have_versions_and_the_newest_exit_is_a_commitment() -> None:
    commitments = {c.id: c for c in all_of(Commitment)}
    for name in ("Maya", "Ines"):
        first, newest = about(name, Roadmap)
        assert first.at < newest.at
        assert newest.steps_filled == 4
        promise = commitments[newest.commitment_id or ""]
        assert promise.state is CommitmentState.OPEN
        assert newest.exit_on == promise.due


def test_strengths_rest_on_wins_and_feedback() -> None:
    for name in NAMES:
        assert 2 <= sum(each.ended_at is None for each in about(name, Strength)) <= 3
    kinds = Counter(bool(each.note_id) for each in all_of(Evidence))
    assert kinds[True] >= 5
    assert kinds[False] >= 5
    assert {each.strength_id for each in all_of(Evidence)} == {s.id for s in all_of(Strength)}


def test_most_have_preferences_and_two_sheets_were_written() -> None:
    assert [name for name in NAMES if not about(name, Preferences)] == ["Luis"]
    assert all(set(each.styles) <= set(STYLES) for each in all_of(Preferences))
    assert Counter(sheet.closed_at is None for sheet in all_of(HardTalk)) == {True: 1, False: 1}
    assert all(all(sheet.answers) for sheet in all_of(HardTalk))


def test_signs_after_most_talks_with_trends_of_their_own() -> None:
    for name in NAMES:
        signs, talks = about(name, Signs), about(name, Meeting)
        assert 0.7 * len(talks) <= len(signs) < len(talks)
        assert len({each.meeting_id for each in signs}) == len(signs)
    answers = [each.answer(sign) for each in all_of(Signs) for sign in Sign]
    assert set(answers) == {-1, 0, 1, None}

    def stays(part: slice) -> float:
        found = [each.stays for each in about("Priya", Signs)[part] if each.stays is not None]
        return sum(found) / len(found)

    assert stays(slice(-7, None)) < stays(slice(7))


def test_talks_open_with_what_went_well_and_never_with_the_same() -> None:
    openings = all_of(Opening)
    assert len({each.subject_id for each in openings}) == len(openings)
    assert max(Counter(each.meeting_id for each in openings).values()) <= 3
    named = sum(each.named_at is not None for each in openings)
    assert len(openings) / 2 < named < len(openings)


def test_feedback_of_some_says_so_what_and_now_what() -> None:
    whole = [each for each in all_of(Feedback) if each.so_what and each.now_what]
    assert 10 < len(whole) < len(all_of(Feedback)) / 2
    assert any(each.said_at is None for each in whole)


def test_one_talk_was_logged_and_typing_was_counted_in_the_others() -> None:
    (logged,) = (talk for talk in all_of(Meeting) if talk.logged_at is not None)
    assert logged.person_id == person("Tom").id
    assert (logged.sums.total, logged.segment_seconds, logged.typed_seconds) == (0, (), None)
    assert 20 * 60 < (logged.length or 0) < 45 * 60
    for talk in all_of(Meeting):
        if talk is not logged:
            assert talk.typed_seconds is not None
            assert 0 < talk.typed_seconds < talk.report_seconds


def check_growth(year: DemoYear) -> None:
    """What grew stands in its order, and opens with what lay before the talk."""
    found = records(all_of(Goal, year), all_of(Milestone, year), all_of(GoalUpdate, year))
    for record in found:
        moments = [each.at for each in record.updates]
        reached = [each.reached_at for each in record.milestones if each.reached_at]
        assert moments == sorted(moments)
        assert all(at > record.goal.created_at for at in (*moments, *reached))
        closed = record.goal.closed_at
        assert (closed is None) == (record.goal.state is GoalState.OPEN)
        assert bool(record.goal.reason) == (record.goal.state is GoalState.SET_ASIDE)
        if record.goal.state is GoalState.REACHED:
            assert record.progress == 1.0
            assert all(at < closed for at in reached if closed)
        assert closed is None or (record.goal.celebrated_at or closed) >= closed
    talks = {talk.id: talk for talk in all_of(Meeting, year)}
    for opening in all_of(Opening, year):
        assert opening.at < talks[opening.meeting_id].started_at
    for who in all_of(Person, year):
        drawn = about(who.first_name, Roadmap, year)
        likes = about(who.first_name, Preferences, year)
        assert all(a.at < b.at for a, b in pairwise(drawn))
        assert all(a.at < b.at for a, b in pairwise(likes))
    for commitment in all_of(Commitment, year):
        if commitment.celebrated_at is not None and commitment.closed_at is not None:
            assert commitment.celebrated_at > commitment.closed_at - timedelta(hours=12)


def test_what_grew_is_in_order() -> None:
    check_growth(YEAR)


@settings(max_examples=15)
@given(
    wall=st.datetimes(datetime(2001, 1, 1), datetime(2037, 12, 31)),  # noqa: DTZ001 - a wall time
    zone=st.sampled_from(ZONES),
)
def test_it_is_in_order_whatever_the_day(wall: datetime, zone: str) -> None:
    check_growth(generate(SPEC, BANK, wall.replace(tzinfo=ZoneInfo(zone)), zone))
