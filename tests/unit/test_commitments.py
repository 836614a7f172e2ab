"""The life of a commitment: checkpoints, closing, opening again, and how pressing it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convo_tui.domain.commitments import (
    Checkpoint,
    CheckpointOutcome,
    Commitment,
    CommitmentState,
    Urgency,
    as_it_stood,
    became_of,
    broken,
    by_closing,
    by_due,
    checked,
    dropped,
    kept,
    moved,
    reopened,
    urgency,
)
from convo_tui.domain.values import Side

AT = datetime(2026, 11, 24, 14, 30, tzinfo=UTC)
TODAY = AT.date()
FIRST = Checkpoint("c1", date(2026, 11, 20))
SECOND = Checkpoint("c2", date(2026, 12, 4))
INTRO = Commitment(
    "k1", "maya", "introduce Maya to the data team", AT - timedelta(days=14), Side.MANAGER
)
DATED = replace(INTRO, checkpoints=(FIRST, SECOND))

closings: list[tuple[CommitmentState, str, Callable[[Commitment], Commitment]]] = [
    (CommitmentState.KEPT, "", lambda c: kept(c, AT)),
    (CommitmentState.BROKEN, "no time", lambda c: broken(c, " no time ", AT)),
    (CommitmentState.DROPPED, "not needed", lambda c: dropped(c, "not needed", AT)),
]


@pytest.mark.parametrize(("state", "reason", "close"), closings)
def test_closing_says_how_when_and_why(
    state: CommitmentState, reason: str, close: Callable[[Commitment], Commitment]
) -> None:
    closed = close(DATED)
    assert (closed.state, closed.reason, closed.closed_at) == (state, reason, AT)
    assert closed.checkpoints == DATED.checkpoints


@pytest.mark.parametrize(("state", "reason", "close"), closings)
def test_opening_again_is_the_inverse_of_closing(
    state: CommitmentState, reason: str, close: Callable[[Commitment], Commitment]
) -> None:
    assert reopened(close(DATED)) == DATED


@pytest.mark.parametrize(("state", "reason", "close"), closings)
def test_what_is_closed_is_not_closed_or_checked_again(
    state: CommitmentState, reason: str, close: Callable[[Commitment], Commitment]
) -> None:
    closed = close(DATED)
    with pytest.raises(ValueError, match=state.value):
        kept(closed, AT)
    with pytest.raises(ValueError, match=state.value):
        moved(closed, TODAY, AT)


@pytest.mark.parametrize("end", [broken, dropped])
def test_breaking_and_dropping_take_a_reason(
    end: Callable[[Commitment, str, datetime], Commitment],
) -> None:
    with pytest.raises(ValueError, match="reason"):
        end(DATED, "  ", AT)


def test_moving_marks_the_next_checkpoint_slipped_and_adds_one() -> None:
    after = moved(DATED, date(2026, 12, 1), AT, " board meeting ")
    slipped, new, untouched = after.checkpoints
    assert slipped == replace(
        FIRST, outcome=CheckpointOutcome.SLIPPED, note="board meeting", answered_at=AT
    )
    assert (new.on, new.outcome, new.answered_at) == (date(2026, 12, 1), None, None)
    assert untouched == SECOND
    assert after.due == date(2026, 12, 1)
    assert after.state is CommitmentState.OPEN


def test_on_track_without_a_new_day_leaves_the_ones_there_are() -> None:
    after = checked(DATED, CheckpointOutcome.ON_TRACK, "half done", AT)
    assert [point.outcome for point in after.checkpoints] == [CheckpointOutcome.ON_TRACK, None]
    assert after.due == SECOND.on


def test_a_look_without_a_checkpoint_is_one_of_that_day() -> None:
    after = checked(INTRO, CheckpointOutcome.ON_TRACK, "", AT)
    (point,) = after.checkpoints
    assert (point.on, point.outcome, point.answered_at) == (
        TODAY,
        CheckpointOutcome.ON_TRACK,
        AT,
    )
    assert after.due is None


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (None, Urgency.LATER),
        (-1, Urgency.LATE),
        (0, Urgency.DUE),
        (7, Urgency.DUE),
        (8, Urgency.LATER),
    ],
)
def test_urgency_goes_by_the_next_checkpoint(days: int | None, expected: Urgency) -> None:
    points = () if days is None else (Checkpoint("c", TODAY + timedelta(days=days)),)
    assert urgency(replace(INTRO, checkpoints=points), TODAY) is expected


def test_open_ones_go_by_day_and_closed_ones_newest_first() -> None:
    later = replace(INTRO, id="k2", checkpoints=(SECOND,))
    assert by_due([INTRO, later, DATED]) == [DATED, later, INTRO]
    old, new = kept(INTRO, AT - timedelta(days=3)), kept(later, AT)
    assert by_closing([old, DATED, new]) == [new, old]


days = st.dates(date(2026, 1, 1), date(2027, 12, 31))


@given(st.lists(days, max_size=4), st.lists(days, min_size=1, max_size=5))
def test_moving_again_and_again_never_loses_a_checkpoint(
    first: list[date], moves: list[date]
) -> None:
    commitment = replace(
        INTRO, checkpoints=tuple(Checkpoint(f"p{i}", day) for i, day in enumerate(first))
    )
    for number, to in enumerate(moves, start=1):
        commitment = moved(commitment, to, AT)
        points = commitment.checkpoints
        assert [point.on for point in points] == sorted(point.on for point in points)
        assert len(points) == max(len(first), 1) + number
        assert sum(point.outcome is CheckpointOutcome.SLIPPED for point in points) == number
    assert len({point.id for point in commitment.checkpoints}) == len(commitment.checkpoints)


@pytest.mark.parametrize("owner", Side)
def test_only_parts_that_apply_are_counted(owner: Side) -> None:
    whole = replace(
        Commitment("c", "p", "write it", datetime(2026, 11, 24, tzinfo=UTC), owner),
        resources="a day",
        metric="it is read",
        obstacles="the release",
        celebration="cake",
        checkpoints=(Checkpoint("x", date(2026, 11, 27)),),
    )
    own = owner is Side.MANAGER
    assert whole.parts_asked == (6 if own else 7)
    assert whole.parts_filled == 6
    assert replace(whole, manager_part="ask Jon").parts_filled == (6 if own else 7)


@pytest.mark.parametrize(("state", "reason", "close"), closings)
def test_what_was_closed_later_stood_open(
    state: CommitmentState, reason: str, close: Callable[[Commitment], Commitment]
) -> None:
    closed = close(DATED)
    assert closed.reason == reason
    before = AT - timedelta(seconds=1)
    assert as_it_stood(closed, before) == DATED
    assert became_of(closed, before) is state
    assert as_it_stood(closed, AT) == closed
    assert became_of(closed, AT) is None
    assert became_of(DATED, before) is None


def test_a_checkpoint_looked_at_later_was_still_to_come() -> None:
    slipped = moved(DATED, date(2026, 12, 11), AT, "no time")
    stood = as_it_stood(slipped, AT - timedelta(days=1))
    assert stood.next_checkpoint == FIRST
    assert as_it_stood(slipped, AT) == slipped
