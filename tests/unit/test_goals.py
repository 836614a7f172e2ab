"""Goals: figures by hand, how they are told, and what people type about them."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convo_tui.domain.agenda import DEFAULT, Segment
from convo_tui.domain.goal_updates import Found, as_it_stands, changes_for, told
from convo_tui.domain.goal_words import (
    TALKS_KNOWN,
    goals_segment,
    moved_words,
    stand_words,
    still_words,
    why_words,
)
from convo_tui.domain.goal_writing import (
    NotANumber,
    milestone_changes,
    number_text,
    read_measure,
    read_value,
)
from convo_tui.domain.goals import (
    Goal,
    GoalRecord,
    GoalState,
    GoalUpdate,
    Milestone,
    WhyLink,
    celebrated,
    in_order,
    measure_words,
    reached,
    reopened,
    set_aside,
)
from convo_tui.domain.values import Change
from convo_tui.storage.people_store import RECENT_TALKS
from convo_tui.ui.widgets.goal_plots import ValuePlot, spark
from convo_tui.ui.widgets.goal_rows import progress_line

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
TODAY = NOON.date()
BERLIN = ZoneInfo("Europe/Berlin")


def ago(days: float) -> datetime:
    return NOON - timedelta(days=days)


BARE = Goal("g", "maya", "Deploy alone", ago(40))
RISING = replace(BARE, start=20.0, target=80.0, unit="%")
FALLING = replace(BARE, start=14.0, target=4.0, unit="pages a month")
STEPS = tuple(Milestone(f"m{n}", "maya", "g", f"step {n}", n) for n in range(4))


def updated(goal: Goal, *values: tuple[float, float | None]) -> GoalRecord:
    """The goal with an update so many days ago, each with its value."""
    updates = [
        GoalUpdate(f"u{n}", "maya", "g", ago(days), value) for n, (days, value) in enumerate(values)
    ]
    return GoalRecord(goal, updates=tuple(updates))


class TestProgress:
    """G1."""

    @pytest.mark.parametrize(
        ("goal", "value", "progress"),
        [
            (RISING, 20.0, 0.0),
            (RISING, 50.0, 0.5),  # (50 - 20) / (80 - 20)
            (RISING, 80.0, 1.0),
            (RISING, 95.0, 1.0),
            (RISING, 5.0, 0.0),
            (FALLING, 9.0, 0.5),  # (9 - 14) / (4 - 14)
            (FALLING, 4.0, 1.0),
            (FALLING, 20.0, 0.0),
            (replace(BARE, start=99.0, target=99.0), 99.0, None),
            (BARE, 7.0, None),
        ],
    )
    def test_by_its_measure(self, goal: Goal, value: float, progress: float | None) -> None:
        assert updated(goal, (3, value)).progress == progress

    def test_before_any_update_it_stands_at_its_start(self) -> None:
        assert GoalRecord(RISING).progress == 0.0

    def test_the_newest_value_counts_and_words_alone_do_not(self) -> None:
        assert updated(RISING, (9, 30.0), (5, 50.0), (2, None)).progress == 0.5

    def test_by_milestones(self) -> None:
        assert GoalRecord(BARE, STEPS).progress == 0.0
        done = (replace(STEPS[0], reached_at=ago(3)), *STEPS[1:])
        assert GoalRecord(BARE, done).progress == 0.25

    def test_a_measure_goes_before_milestones(self) -> None:
        assert replace(updated(RISING, (3, 50.0)), milestones=STEPS).progress == 0.5


class TestMovement:
    """G2."""

    TALKS = (ago(35), ago(21), ago(14), ago(7))

    @pytest.mark.parametrize(
        ("record", "talks"),
        [
            (GoalRecord(RISING), 4),  # set 40 days ago
            (updated(RISING, (20, 30.0)), 2),
            (updated(RISING, (20, 30.0), (3, 30.0)), 2),  # the same value again
            (updated(RISING, (20, 20.0)), 4),  # the start itself
            (updated(RISING, (20, 30.0), (3, None)), 2),  # words alone
            (updated(RISING, (20, 30.0), (3, 25.0)), 0),  # back is movement, too
            (GoalRecord(BARE, (replace(STEPS[0], reached_at=ago(10)), STEPS[1])), 1),
            (GoalRecord(replace(BARE, state=GoalState.REACHED, closed_at=ago(1))), 0),
        ],
    )
    def test_talks_since_it_moved(self, record: GoalRecord, talks: int) -> None:
        assert record.still_over(self.TALKS) == talks

    def test_it_is_said_from_the_third_talk_on(self) -> None:
        record = updated(RISING, (20, 30.0))
        assert still_words(record, self.TALKS) == ""
        assert still_words(record, [*self.TALKS, ago(1)]) == "no movement for 3 talks"
        closed = replace(record, goal=set_aside(RISING, "over", ago(39)))
        assert still_words(closed, self.TALKS) == ""

    def test_where_more_may_have_been_it_says_so(self) -> None:
        words = still_words(GoalRecord(RISING), self.TALKS, most=4)
        assert words == "no movement for 4 talks or more"
        assert TALKS_KNOWN == RECENT_TALKS

    @pytest.mark.parametrize(
        ("record", "talks", "words"),
        [
            (GoalRecord(RISING), [], "not moved since it was set 40 days ago"),
            (GoalRecord(replace(RISING, created_at=NOON)), [], "set today"),
            (updated(RISING, (0, 30.0)), [], "moved today"),
            (updated(RISING, (1, 30.0)), [], "moved yesterday"),
            (updated(RISING, (9, 30.0)), [ago(7)], "moved 9 days ago"),
            (GoalRecord(RISING), TALKS, "no movement for 4 talks, 40 days"),
        ],
    )
    def test_since_when(self, record: GoalRecord, talks: Sequence[datetime], words: str) -> None:
        assert moved_words(record, talks, TODAY, BERLIN) == words


def test_how_far_is_told_in_its_own_measure() -> None:
    assert stand_words(updated(RISING, (3, 55.0))) == "55 %, aim 80 %"
    assert stand_words(updated(FALLING, (3, 5.5))) == "5.5, aim 4 pages a month"
    assert stand_words(GoalRecord(BARE, (replace(STEPS[0], reached_at=NOON), STEPS[1]))) == (
        "1 of 2 milestones"
    )
    assert stand_words(GoalRecord(BARE)) == ""
    assert measure_words(0.004, "s") == "0.004 s"


def test_why_it_matters_is_always_told() -> None:
    assert why_words(replace(BARE, link=WhyLink.AIM, why="we last")) == (
        "for the long-term aim: we last"
    )
    assert why_words(BARE) == "why it matters is not said yet"
    assert why_words(replace(BARE, why="we last")) == "we last (for whom is not said yet)"


@pytest.mark.parametrize(
    ("keys", "place"),
    [
        (["wins", "blockers", "development", "help"], 2),
        (["wins", "career plans", "help"], 1),
        (["wins", "blockers", "help"], 2),
        (["wins"], 0),
        ([], None),
    ],
)
def test_in_which_segment_goals_are_talked_about(keys: list[str], place: int | None) -> None:
    assert goals_segment([Segment(key, key.title(), 5) for key in keys]) == place
    assert goals_segment(DEFAULT.segments) == 2


class TestNumbers:
    @pytest.mark.parametrize(
        ("typed", "value", "unit"),
        [
            ("55", 55.0, ""),
            ("55 %", 55.0, "%"),
            ("55%", 55.0, "%"),
            ("4,5", 4.5, ""),
            ("4.5 hours a week", 4.5, "hours a week"),
            ("1 200", 1200.0, ""),
            ("1,200.50", 1200.5, ""),
            ("1.200,5 €", 1200.5, "€"),
            ("1,200,300", 1200300.0, ""),
            ("0.125", 0.125, ""),
            ("-3", -3.0, ""),
            ("\N{MINUS SIGN}3", -3.0, ""),
        ],
    )
    def test_as_people_type_them(self, typed: str, value: float, unit: str) -> None:
        assert read_measure(f"  {typed} ") == (value, unit)

    @pytest.mark.parametrize(
        "typed", ["", "abc", "5.", ".5.", "1e5", "4 5", "5 6 %", "12345678901234567", "--3"]
    )
    def test_what_is_none_is_refused(self, typed: str) -> None:
        with pytest.raises(NotANumber):
            read_measure(typed)

    def test_what_may_be_two_is_not_guessed(self) -> None:
        with pytest.raises(NotANumber, match=r"may be 1200 or 1.2: type one"):
            read_measure("1,200")

    def test_another_unit_is_refused(self) -> None:
        assert read_value("30 %", RISING) == read_value("30", RISING) == 30.0
        with pytest.raises(NotANumber, match="measured in %, not in hours"):
            read_value("30 hours", RISING)

    @given(st.decimals(-(10**9), 10**9, places=4))
    def test_what_stands_in_a_field_is_read_back(self, number: object) -> None:
        value = float(str(number))
        assert read_measure(number_text(value))[0] == value

    @given(st.text(max_size=40))
    def test_no_text_breaks_it(self, text: str) -> None:
        with suppress(NotANumber):
            assert isinstance(read_measure(text)[0], float)


def after(steps: Sequence[Milestone], lines: list[str]) -> list[Milestone]:
    """The milestones once these lines were written."""
    found = {step.id: step for step in steps}
    for change in milestone_changes(steps, lines, BARE):
        if change.before is not None:
            del found[change.before.id]
        if isinstance(change.after, Milestone):
            found[change.after.id] = change.after
    return sorted(found.values(), key=lambda step: step.position)


class TestMilestones:
    def test_new_ones_stand_in_the_order_of_their_lines(self) -> None:
        assert [(step.text, step.position) for step in after((), ["a", "b", "a"])] == [
            ("a", 0),
            ("b", 1),
            ("a", 2),
        ]

    def test_unchanged_lines_change_nothing(self) -> None:
        assert list(milestone_changes(STEPS, [step.text for step in STEPS], BARE)) == []

    def test_one_worded_anew_stays_reached(self) -> None:
        steps = (replace(STEPS[0], reached_at=NOON), *STEPS[1:])
        found = after(steps, ["the first step", *(step.text for step in STEPS[1:])])
        assert (found[0].id, found[0].reached_at) == ("m0", NOON)

    def test_moved_lines_are_the_same_milestones(self) -> None:
        found = after(STEPS, ["step 3", "step 0", "new", "step 1"])
        assert [step.id for step in found][:2] == ["m3", "m0"]
        assert found[3].id == "m1"
        assert [step.position for step in found] == [0, 1, 2, 3]

    @given(
        st.lists(st.sampled_from("abcd"), max_size=6),
        st.lists(st.sampled_from("abcde"), max_size=6),
    )
    def test_what_stands_there_then_is_what_was_written(
        self, before: list[str], lines: list[str]
    ) -> None:
        steps = [Milestone(f"m{n}", "maya", "g", text, n) for n, text in enumerate(before)]
        found = after(steps, lines)
        assert [step.text for step in found] == lines
        assert [step.position for step in found] == list(range(len(lines)))


CHEERED = replace(RISING, celebration="cake")


class TestUpdates:
    def test_nothing_new_is_no_change(self) -> None:
        record = GoalRecord(CHEERED, (replace(STEPS[0], reached_at=NOON),))
        assert changes_for(record, as_it_stands(record), NOON, NOON) == ()

    def test_a_value_and_a_note_are_one_update(self) -> None:
        (change,) = changes_for(GoalRecord(RISING), Found(55.0, " two "), NOON, NOON, "talk")
        update = change.after
        assert isinstance(update, GoalUpdate)
        assert (update.value, update.note, update.meeting_id, update.at) == (
            55,
            "two",
            "talk",
            NOON,
        )

    def test_ticks_come_and_go(self) -> None:
        record = GoalRecord(BARE, (replace(STEPS[0], reached_at=ago(3)), STEPS[1]))
        changes = changes_for(record, Found(ticked=frozenset({"m1"})), NOON, NOON, "talk")
        steps = [change.after for change in changes]
        assert [step.reached_at for step in steps if isinstance(step, Milestone)] == [None, NOON]

    def test_reached_on_an_earlier_day(self) -> None:
        (change,) = changes_for(GoalRecord(BARE), Found(state=GoalState.REACHED), ago(3), NOON)
        assert change == Change.edited(BARE, reached(BARE, ago(3)))

    def test_it_does_not_end_before_it_began(self) -> None:
        (change,) = changes_for(GoalRecord(BARE), Found(state=GoalState.REACHED), ago(90), NOON)
        assert change == Change.edited(BARE, reached(BARE, BARE.created_at))

    def test_set_aside_needs_a_reason(self) -> None:
        with pytest.raises(ValueError, match="reason"):
            changes_for(GoalRecord(BARE), Found(state=GoalState.SET_ASIDE), NOON, NOON)

    def test_reached_and_celebrated_in_one(self) -> None:
        found = Found(state=GoalState.REACHED, celebrated=True)
        (change,) = changes_for(GoalRecord(CHEERED), found, NOON, NOON)
        assert change.after == replace(reached(CHEERED, NOON), celebrated_at=NOON)

    def test_reached_instead_of_set_aside(self) -> None:
        aside = set_aside(CHEERED, "no time", ago(3))
        (change,) = changes_for(GoalRecord(aside), Found(state=GoalState.REACHED), NOON, NOON)
        assert change.after == reached(CHEERED, NOON)

    def test_what_was_done_is_told(self) -> None:
        record = GoalRecord(CHEERED, STEPS)
        assert told(record, Found(55.0, ticked=frozenset({"m0", "m1"}))) == (
            "Now 55 %, 2 milestones reached. u takes it back."
        )
        assert told(record, Found(state=GoalState.REACHED)) == (
            "Reached, with its celebration owed: cake. u takes it back."
        )
        assert told(record, Found(note="words")) == "Noted. u takes it back."


class TestEnds:
    def test_a_celebration_is_owed_until_it_was_held(self) -> None:
        closed = reached(CHEERED, ago(3))
        assert closed.owed
        assert not celebrated(closed, NOON).owed
        assert not reached(RISING, NOON).owed
        assert not set_aside(CHEERED, "over", NOON).owed
        with pytest.raises(ValueError, match="owed"):
            celebrated(CHEERED, NOON)

    def test_open_again_as_it_was(self) -> None:
        assert reopened(celebrated(reached(CHEERED, ago(3)), NOON)) == CHEERED
        assert reopened(set_aside(CHEERED, "over", NOON)) == CHEERED
        with pytest.raises(ValueError, match="open"):
            reopened(CHEERED)

    def test_the_order_of_the_list(self) -> None:
        goals = [
            set_aside(replace(BARE, id="aside"), "over", ago(1)),
            reached(replace(CHEERED, id="owed"), ago(9)),
            replace(BARE, id="later", due=date(2026, 12, 24)),
            replace(BARE, id="no day"),
            replace(BARE, id="late", due=date(2026, 11, 20)),
        ]
        found = in_order(GoalRecord(goal) for goal in goals)
        assert [each.id for each in found] == ["late", "later", "no day", "owed", "aside"]


class TestPlots:
    def test_a_sparkline_shows_the_way(self) -> None:
        assert spark((20.0, 50.0, 80.0), 80.0) == "▁▅█"
        assert spark((14.0, 4.0), 4.0) == "█▁"
        assert spark((5.0, 5.0), 5.0) == "▄▄"
        assert spark((5.0,), 9.0) == ""

    def test_a_plot_has_the_figures_of_both_ends(self) -> None:
        lines = [line.plain for line in ValuePlot((20.0, 50.0), 80.0, "%").lines(40)]
        assert len(lines) == 5
        assert lines[0].startswith("  80 % ╌")
        assert lines[-1].startswith("  20 % ▁▁▁ ███")

    @pytest.mark.parametrize("width", [1, 8, 12, 40])
    def test_it_is_never_wider_than_its_place(self, width: int) -> None:
        plot = ValuePlot(tuple(map(float, range(30))), 40.0, "a long unit")
        assert all(line.cell_length <= width for line in plot.lines(width))

    def test_a_level_needs_no_plot(self) -> None:
        assert ValuePlot((5.0, 5.0), 5.0, "%").lines(40) == []


@pytest.mark.parametrize("room", range(16, 60))
def test_how_far_a_goal_is_stays_in_one_piece(room: int) -> None:
    record = updated(RISING, (9, 30.0), (6, 45.0), (3, 55.0))
    words = stand_words(record)
    shown = [part.plain.rstrip() for part in progress_line(record, room).wrap(room)]
    assert shown[-1].endswith(words)
    assert all(len(line) <= room for line in shown)
    assert len(shown) == 1 or (room < len(words) + 7 and shown[1:] == [words])
    bar = sum(sign in "━─╸╺" for sign in shown[0])
    assert bar == (12 if room >= len(words) + 13 or len(shown) > 1 else room - len(words) - 1)


def test_words_without_room_for_them_wrap() -> None:
    record = updated(FALLING, (3, 5.5))
    assert progress_line(record, 20).plain.endswith("5.5, aim 4 pages a month")
    assert progress_line(GoalRecord(BARE), 20).plain == ""
