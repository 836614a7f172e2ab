"""Celebrations that are owed: from a goal reached or a commitment kept, until they were held."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from convo_tui.domain.celebrations import celebration_owed, celebrations_owed, marked_celebrated
from convo_tui.domain.commitments import Commitment, CommitmentState, kept, reopened
from convo_tui.domain.goals import Goal, GoalState
from convo_tui.domain.overview import Overview
from convo_tui.domain.people import Person

NOON = datetime(2026, 11, 24, 11, tzinfo=UTC)
MAYA = Person("maya", "Maya Lindqvist", NOON)
DRAFT = Commitment("c", "maya", "a draft", NOON - timedelta(days=9), celebration="cake")
REACHED = Goal(
    "g", "maya", "two talks", NOON - timedelta(days=90), celebration="dinner",
    state=GoalState.REACHED, closed_at=NOON - timedelta(days=1),
)  # fmt: skip


@pytest.mark.parametrize(
    ("subject", "owed"),
    [
        (DRAFT, False),
        (kept(DRAFT, NOON), True),
        (replace(kept(DRAFT, NOON), celebration="  "), False),
        (replace(DRAFT, state=CommitmentState.BROKEN, closed_at=NOON), False),
        (replace(kept(DRAFT, NOON), celebrated_at=NOON), False),
        (REACHED, True),
        (replace(REACHED, state=GoalState.OPEN), False),
        (replace(REACHED, celebration=""), False),
    ],
)
def test_owed_from_the_end_until_it_was_held(subject: Goal | Commitment, owed: bool) -> None:
    assert celebration_owed(subject) is owed
    if not owed:
        with pytest.raises(ValueError, match="no celebration"):
            marked_celebrated(subject, NOON)
        return
    after = marked_celebrated(subject, NOON)
    assert after == replace(subject, celebrated_at=NOON)
    assert not celebration_owed(after)


def test_the_oldest_comes_first_and_knows_its_day() -> None:
    done = kept(DRAFT, NOON + timedelta(hours=12, minutes=30))  # the next day in Berlin
    listed = celebrations_owed([Overview(MAYA, celebrations=(done, REACHED))])
    assert [(each.how, each.what) for each in listed] == [
        ("dinner", "two talks"),
        ("cake", "a draft"),
    ]
    assert listed[1].since(ZoneInfo("Europe/Berlin")) == date(2026, 11, 25)
    assert listed[1].since(UTC) == date(2026, 11, 24)


def test_a_commitment_that_is_open_again_was_not_celebrated() -> None:
    done = marked_celebrated(kept(DRAFT, NOON), NOON)
    assert isinstance(done, Commitment)
    assert reopened(done) == DRAFT
