from __future__ import annotations

import time
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convo_tui.domain.commitments import (
    Checkpoint,
    CheckpointOutcome,
    Commitment,
    CommitmentState,
)
from convo_tui.domain.vague_words import VAGUE, Missing
from convo_tui.domain.values import Side
from convo_tui.domain.wording import Part, check, check_goal

TODAY = date(2026, 11, 25)
SEEN, WHEN, KNOWN = Missing.SEEN, Missing.WHEN, Missing.KNOWN

CLEAR = [
    "Send the three-point draft to the platform team by Friday",
    "Three-point draft",
    "Intro to data",
    "Weekly call with Ana",
    "Product launch",
    "Postmortem draft by 12 May",
    "Introduce Noor to the data team",
    "Access to the metrics dashboard",
    "Cut the build from 14 to 8 minutes",
    "Improve test coverage of the importer from 60 to 80 %",
    "Ask two more questions than I answer in the next retro",
    "Run the planning meeting on 2 December",
    "Pair with Sam on the release once a week until Christmas",
    "Write down what we learned from the outage and share it in the team channel",
    "Decide with Ana which of the two designs we build",
    "Look into the flaky tests and post a list of their causes",
    "Learn enough SQL to write the churn report alone",
    "Agree how often the two of us meet",
    "Move to the new pager as soon as the contract is signed",
    "Be on call in week 49",
    "Talk to Ana soon, on Friday at the latest",
    "Post the notes regularly, on Mondays",
    "Clean up the backlog",
    "Be the note taker in the next planning",
    "Present the results of the machine learning course to the team",
    "Order a second monitor",
    "Close the support tickets that are older than 30 days",
    "Share the plan to move off the old server with more than one team",
    "Reply to code reviews within 24 h",
    "Raise the question of on-call pay with the works council before Easter",
    "Die Unterlagen bis Freitag an das Team schicken",
]
VAGUE_GOALS = [
    ("work on the onboarding", SEEN),
    ("Working on communication skills", SEEN),
    ("improve code quality", KNOWN),
    ("Improve onboarding by 12 May", KNOWN),
    ("increase test coverage in 2027", KNOWN),
    ("try to write the draft", SEEN),
    ("Do my best to be on time", SEEN),
    ("be better at estimating", KNOWN),
    ("communicate more with the design team", SEEN),
    ("better communication", SEEN),
    ("Send the report asap", WHEN),
    ("Talk to Ana soon", WHEN),
    ("Write the postmortem when I have time", WHEN),
    ("Update the roadmap at some point", WHEN),
    ("Post the notes regularly", WHEN),
    ("speak up more in meetings", KNOWN),
    ("fewer interruptions in stand-up", KNOWN),
    ("look into the flaky tests", SEEN),
    ("think about a mentor", SEEN),
    ("explore the new database", SEEN),
    ("help out with the release", SEEN),
    ("support the new colleagues", SEEN),
    ("keep an eye on the costs", SEEN),
    ("Update the wiki as needed", SEEN),
    ("Maybe write a blog post", SEEN),
    ("be more proactive", SEEN),
    ("Be a stronger presence in planning", SEEN),
    ("take more ownership of the pipeline", SEEN),
    ("focus on the migration", SEEN),
    ("learn Rust", KNOWN),
    ("understand the billing system", KNOWN),
    ("stay on top of incidents", SEEN),
    ("grow as a leader", SEEN),
    ("faster reviews", KNOWN),
    ("Fix the tests, docs etc.", SEEN),
    ("leadership", SEEN),
    ("more visibility", KNOWN),
    ("Ownership in the team", SEEN),
    ("Write … by Friday", SEEN),
    ("Send TBD", SEEN),
]
PAIRS = [
    ("improve the on-call rota", "improve the on-call rota: swap two of its weeks"),
    ("Improve the build", "Improve the build by splitting it into two steps"),
    ("improve call quality", "improve call quality: listen to a call together and write down why"),
    ("Enhance the team's launch plan", "Enhance the launch plan; Maya shows it to the board"),
    ("reduce the number of open offers", "reduce open offers and answer the oldest"),
    ("streamline our release checks", "streamline our releases: run the checks by a script"),
    ("speed up the merge queue", "speed up the merge queue: we merge before noon"),
    ("look into the on-call handover", "look into the on-call handover and describe it"),
    ("look into our print costs", "look into our print costs, then tell the team"),
    ("focus on the next launch", "focus on the next launch and attend its rehearsal"),
    ("optimise the call-out process", "optimise the call-out process so that nobody waits"),
    ("strengthen pair work", "strengthen pair work: pair with Sam"),
    ("improve recorded demos", "improve demos, which are recorded and published"),
]
"""The same verb: as a thing it leaves the goal as vague as it was, as an act it clears it."""

WHOLE = Commitment(
    id="c1",
    person_id="maya",
    goal="Send the three-point draft to the platform team",
    created_at=datetime(2026, 11, 20, tzinfo=UTC),
    resources="Two free afternoons",
    metric="The team has answered it in the channel",
    manager_part="Ask Jon to free her from the rota",
    obstacles="The release may slip",
    celebration="Lunch at the harbour",
    checkpoints=(Checkpoint("p1", TODAY + timedelta(days=7)),),
)


@pytest.mark.parametrize("goal", CLEAR)
def test_clear_goals_pass_in_silence(goal: str) -> None:
    assert check_goal(goal) == ()


@pytest.mark.parametrize(("goal", "missing"), VAGUE_GOALS)
def test_vague_goals_are_told_what_is_missing(goal: str, missing: Missing) -> None:
    hints = check_goal(goal)
    assert missing in {hint.missing for hint in hints}
    for hint in hints:
        assert hint.words in goal
        assert len(hint.sentence) < 90
        assert "{" not in hint.sentence


@pytest.mark.parametrize(("thing", "act"), PAIRS)
def test_a_verb_clears_a_goal_only_where_it_is_done(thing: str, act: str) -> None:
    assert check_goal(thing)
    assert check_goal(act) == ()


@pytest.mark.parametrize(("goal", "_"), VAGUE_GOALS)
def test_a_rewrite_drops_the_words_or_leaves_one_gap_to_fill(goal: str, _: Missing) -> None:
    for hint in check_goal(goal):
        if hint.rewrite:
            assert hint.rewrite != goal
            after = check_goal(hint.rewrite)
            assert not any(left.words == hint.words for left in after)
            assert [left.words for left in after] == ["…"] or "…" not in hint.rewrite


@pytest.mark.parametrize(
    ("goal", "rewrite"),
    [
        ("Try to write the draft", "Write the draft"),
        ("Update the wiki, if possible.", "Update the wiki."),
        ("Send the report asap", "Send the report by …"),
        ("improve code quality", "improve code quality: from … to …"),
        ("Look into the flaky tests", "Write down … about the flaky tests"),
        ("Be more visible.", "Be more visible, seen when …"),
        ("Keep an eye on the costs", "Check the costs every …"),
        ("Leadership", "Leadership: … by …"),
    ],
)
def test_rewrites_start_from_what_was_typed(goal: str, rewrite: str) -> None:
    assert check_goal(goal)[0].rewrite == rewrite


def test_one_hint_for_each_thing_that_is_missing() -> None:
    hints = check_goal("Try to work on better docs soon, maybe later on")
    assert [hint.missing for hint in hints] == [SEEN, WHEN, KNOWN]
    assert hints[0].sentence.startswith("‘Try to’ leaves it open")


def test_each_entry_names_its_words_and_words_the_goal_anew() -> None:
    for vague in VAGUE:
        assert "{words" in vague.sentence
        assert vague.better.format(goal="goal", before="", after="") != "goal"


@given(st.text())
def test_any_text_can_be_checked(text: str) -> None:
    for hint in check_goal(text):
        assert hint.sentence
        assert hint.words.strip()


@pytest.mark.parametrize("piece", ["more ", "1", "in 2 weeks ", "a-", "when we have ", "1.1."])
def test_ten_thousand_characters_are_quick(piece: str) -> None:
    goal = "work on " + piece * (10_000 // len(piece))
    before = time.process_time()
    assert check_goal(goal)
    assert time.process_time() - before < 0.25


def test_blank_goals_have_no_wording() -> None:
    assert check_goal(" ") == ()


def parts(commitment: Commitment) -> list[str]:
    return [finding.part.value for finding in check(commitment, TODAY)]


def test_a_whole_commitment_has_no_findings() -> None:
    assert check(WHOLE, TODAY) == ()
    assert check(replace(WHOLE, checkpoints=(Checkpoint("p", TODAY),)), TODAY) == ()


def test_each_blank_part_is_named() -> None:
    blank = Commitment("c2", "maya", " ", WHOLE.created_at)
    assert parts(blank) == [part.value for part in Part if part is not Part.OWNER]
    assert len(parts(blank)) == 7 - blank.parts_filled
    for part in Part:
        if part not in (Part.OWNER, Part.CHECKPOINT):
            blanked: dict[str, Any] = {part.value: "\t"}
            assert parts(replace(WHOLE, **blanked)) == [part.value]
    assert all(finding.sentence.endswith("?") for finding in check(blank, TODAY))


def test_both_owners_are_asked_who_does_what() -> None:
    both = replace(WHOLE, owner=Side.BOTH)
    assert parts(both) == []
    assert parts(replace(both, manager_part="")) == ["owner", "manager_part"]


def test_the_next_checkpoint_must_lie_ahead() -> None:
    past = replace(WHOLE, checkpoints=(Checkpoint("p1", date(2026, 11, 20)),))
    (finding,) = check(past, TODAY)
    assert finding.part is Part.CHECKPOINT
    assert finding.sentence.startswith("The checkpoint Fri 20 Nov has passed")
    looked_at = replace(past.checkpoints[0], outcome=CheckpointOutcome.ON_TRACK)
    (finding,) = check(replace(past, checkpoints=(looked_at,)), TODAY)
    assert finding.sentence.endswith("together again?")
    (finding,) = check(replace(past, checkpoints=()), TODAY)
    assert finding.sentence.endswith("together?")


def test_closed_commitments_are_left_alone() -> None:
    blank = Commitment("c2", "maya", "try to", WHOLE.created_at)
    for state in CommitmentState:
        assert bool(check(replace(blank, state=state), TODAY)) == (state is CommitmentState.OPEN)


def test_what_one_part_answers_is_not_asked_of_another() -> None:
    assert parts(replace(WHOLE, goal="Improve the onboarding soon")) == []
    without_metric = replace(WHOLE, goal="Improve the onboarding", metric="")
    assert parts(without_metric) == ["goal", "metric"]
    without_day = replace(WHOLE, goal="Send the draft soon", checkpoints=())
    assert parts(without_day) == ["goal", "checkpoint"]
    assert parts(replace(WHOLE, goal="Work on the onboarding")) == ["goal"]


def test_a_metric_and_the_own_part_can_be_vague_too_but_obstacles_may() -> None:
    vague = replace(WHOLE, metric="more calm", manager_part="help out", obstacles="soon, more work")
    findings = check(vague, TODAY)
    assert [finding.part for finding in findings] == [Part.METRIC, Part.MANAGER_PART]
    assert [finding.hint.words for finding in findings if finding.hint] == ["more", "help out"]
    assert parts(replace(WHOLE, metric="Yes", manager_part="Ask")) == []


@pytest.mark.parametrize(("owner", "asked"), [(Side.REPORT, True), (Side.MANAGER, False)])
def test_nobody_is_asked_for_their_part_in_what_is_all_theirs(owner: Side, asked: bool) -> None:
    commitment = Commitment(
        "c", "p", "write the postmortem", datetime(2026, 11, 24, tzinfo=UTC), owner
    )
    parts = [finding.part for finding in check(commitment, date(2026, 11, 24))]
    assert (Part.MANAGER_PART in parts) == asked
