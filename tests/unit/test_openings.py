"""What a talk opens with: at most three things, from four sources, never the same twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from convo_tui.domain.commitments import Commitment, CommitmentState
from convo_tui.domain.feedback import Feedback, FeedbackKind
from convo_tui.domain.goals import Goal, GoalRecord, GoalState, GoalUpdate, Milestone
from convo_tui.domain.meeting import Meeting
from convo_tui.domain.notes import Note, NoteKind
from convo_tui.domain.openings import About, opened, proposals
from convo_tui.domain.overview import Overview
from convo_tui.domain.people import Person
from convo_tui.domain.values import Side

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
MAYA = Person("maya", "Maya Lindqvist", NOON - timedelta(days=300))


def ago(days: float) -> datetime:
    return NOON - timedelta(days=days)


LAST = Meeting("last", "maya", ago(7), ())
EMPTY = Overview(MAYA, 3, LAST)


def win(id: str, days: float, *, private: bool = False) -> Note:  # noqa: A002
    return Note(id, "maya", ago(days), f"win {id}", NoteKind.WIN, private)


def praise(id: str, days: float) -> Feedback:  # noqa: A002
    return Feedback(id, "maya", ago(days), f"praise {id}")


def kept(id: str, days: float, owner: Side = Side.REPORT) -> Commitment:  # noqa: A002
    state = CommitmentState.KEPT
    return Commitment(id, "maya", f"goal {id}", ago(60), owner, state=state, closed_at=ago(days))


def falling(*updates: tuple[str, float, float | None], private: bool = False) -> GoalRecord:
    goal = Goal("g", "maya", "Fewer pages", ago(90), unit="a week", start=9.0, target=2.0)
    return GoalRecord(
        replace(goal, private=private),
        updates=tuple(
            GoalUpdate(key, "maya", "g", ago(days), value, "words") for key, days, value in updates
        ),
    )


def ids(overview: Overview) -> list[str]:
    return [each.subject_id for each in proposals(overview)]


def test_one_of_each_source_comes_before_a_second_of_any() -> None:
    page = replace(
        EMPTY,
        notes=(win("w1", 5), win("w2", 1), win("w3", 2)),
        kept=(kept("k1", 4),),
        feedback=(praise("f1", 20),),
        goals=(falling(("u1", 3, 7.0)),),
    )
    assert ids(page) == ["w2", "k1", "f1"]
    assert ids(replace(page, feedback=())) == ["w2", "u1", "k1"]
    assert ids(replace(page, feedback=(), kept=(), goals=())) == ["w2", "w3", "w1"]


def test_what_was_proposed_once_is_not_proposed_again() -> None:
    page = replace(EMPTY, notes=(win("w1", 5), win("w2", 1)), feedback=(praise("f1", 20),))
    assert ids(replace(page, proposed=frozenset({"w2", "f1"}))) == ["w1"]
    assert ids(replace(page, proposed=frozenset({"w1", "w2", "f1"}))) == []


def test_nobody_names_what_is_private_or_their_own_promise_or_a_redirect() -> None:
    page = replace(
        EMPTY,
        notes=(win("w1", 1, private=True), Note("n", "maya", ago(1), "a note")),
        kept=(kept("k1", 1, Side.MANAGER), replace(kept("k2", 1), private=True)),
        feedback=(replace(praise("f1", 1), kind=FeedbackKind.REDIRECT),),
        goals=(falling(("u1", 1, 3.0), private=True),),
    )
    assert ids(page) == []
    assert ids(EMPTY) == ids(Overview(MAYA)) == []


def test_a_goal_is_named_by_its_newest_step_towards_the_target() -> None:
    moved = falling(("u1", 9, 8.0), ("u2", 5, 6.0), ("u3", 4, None), ("u4", 2, 6.5))
    (found,) = proposals(replace(EMPTY, goals=(moved,)))
    assert (found.subject_id, found.about) == ("u2", About.GOAL)
    assert found.text == "Fewer pages: 8 → 6 a week"
    assert ids(replace(EMPTY, goals=(falling(("u1", 9, 8.0), ("u2", 5, 8.0)),))) == []


def test_a_milestone_is_a_step_and_the_first_talk_looks_at_all_of_them() -> None:
    goal = Goal("g", "maya", "Lead the review", ago(90))
    steps = tuple(
        Milestone(key, "maya", "g", f"step {key}", at, reached)
        for at, (key, reached) in enumerate((("m1", ago(30)), ("m2", ago(9)), ("m3", None)))
    )
    record = GoalRecord(goal, steps)
    assert ids(replace(EMPTY, goals=(record,))) == []
    (found,) = proposals(Overview(MAYA, goals=(record,)))
    assert found.text == "Lead the review: step m2"


def test_a_goal_reached_since_is_named() -> None:
    goal = Goal("g", "maya", "Lead the review", ago(90), state=GoalState.REACHED, closed_at=ago(2))
    (found,) = proposals(replace(EMPTY, reached=(goal,)))
    assert (found.subject_id, found.at, found.text) == ("g", ago(2), "Lead the review: reached")
    assert ids(replace(EMPTY, reached=(replace(goal, private=True),))) == []


def test_a_talk_keeps_what_it_opened_with() -> None:
    page = replace(EMPTY, notes=(win("w1", 1),))
    talk = Meeting("talk", "maya", NOON, ())
    (kept_one,) = opened(proposals(page), talk)
    assert (kept_one.meeting_id, kept_one.subject_id, kept_one.named_at) == ("talk", "w1", None)
    assert (kept_one.text, kept_one.at) == ("win w1", ago(1))
