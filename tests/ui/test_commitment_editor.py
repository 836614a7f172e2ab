from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from commitment_editing import (
    BLANK,
    KEPT_TRACK,
    LATER,
    MAYA,
    NEXT,
    OLD,
    Opened,
    editing,
    open_again,
)
from textual.content import Content

from convo_tui.domain.values import Side
from convo_tui.domain.wording import Part
from convo_tui.ui.app import ConvoApp
from convo_tui.ui.modals.commitment_editor import CommitmentEditor
from convo_tui.ui.widgets.field import Field

MakeApp = Callable[..., ConvoApp]


@pytest.fixture
def app(make_app: MakeApp) -> ConvoApp:
    return make_app([MAYA, OLD])


async def test_goal_enter_day_enter_is_a_commitment(app: ConvoApp) -> None:
    async with editing(app, BLANK) as opened:
        await opened.type("Send the draft", "<enter>", "fri", "<enter>")
        (point,) = opened.result.checkpoints
        assert point.on == date(2026, 11, 27)
        assert point.outcome is None
        wanted = replace(BLANK, goal="Send the draft", checkpoints=(point,))
        assert opened.result == wanted


async def test_a_commitment_needs_no_day(app: ConvoApp) -> None:
    async with editing(app, BLANK) as opened:
        await opened.type("Send the draft to Luis", "<enter>", "<enter>")
        assert opened.result == replace(BLANK, goal="Send the draft to Luis")


@pytest.mark.parametrize("way", ["<enter>", "<ctrl+s>"])
async def test_an_empty_goal_is_refused_in_place(app: ConvoApp, way: str) -> None:
    async with editing(app, BLANK) as opened:
        await opened.type("   ", "<enter>", "fri", way)
        assert opened.results == []
        assert opened.focused == "goal"
        assert "Say what will be done first" in opened.words("#goal-hint")
        assert opened.text("checkpoint") == "fri"
        await opened.type("Send the draft to Luis", "<ctrl+s>")
        assert opened.result.goal == "Send the draft to Luis"


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("fri", "Friday 27 November 2026, in 3 days"),
        ("next talk", "Tuesday 1 December 2026, in 7 days"),
        ("end of month", "Monday 30 November 2026, in 6 days"),
        ("12 May", "Wednesday 12 May 2027, in 169 days"),
        ("today", "Tuesday 24 November 2026, today"),
        ("2026-11-20", "Friday 20 November 2026, 4 days ago: in the past?"),
        ("some", ""),
        ("", ""),
    ],
)
async def test_a_day_is_shown_back_in_full_as_it_is_typed(
    app: ConvoApp, typed: str, shown: str
) -> None:
    async with editing(app, BLANK, focus="checkpoint") as opened:
        await opened.type(typed)
        assert opened.shown_day == shown


async def test_dates_are_read_as_the_settings_say(make_app: MakeApp) -> None:
    settings = '[dates]\nday_first = false\nweek_ends = "sunday"\n'
    app = make_app([MAYA], settings_text=settings)
    async with editing(app, BLANK, focus="checkpoint") as opened:
        await opened.type("12/5")
        assert opened.shown_day.startswith("Saturday 5 December 2026")
        await opened.type("<ctrl+u>", "eow")
        assert opened.shown_day.startswith("Sunday 29 November 2026")


async def test_nonsense_is_no_day_and_stays_as_it_was_typed(app: ConvoApp) -> None:
    async with editing(app, BLANK) as opened:
        await opened.type("Send the draft", "<enter>", "someday", "<enter>")
        assert opened.results == []
        assert opened.focused == "checkpoint"
        assert opened.text("checkpoint") == "someday"
        assert "no date I know. Try: fri, in 2 weeks" in opened.shown_day


async def test_a_day_in_the_past_is_questioned_once(app: ConvoApp) -> None:
    async with editing(app, BLANK) as opened:
        await opened.type("Send the draft", "<enter>", "yesterday", "<enter>")
        assert opened.results == []
        assert "that day is over" in opened.shown_day
        await opened.type("<ctrl+u>", "2026-11-20", "<enter>")
        assert opened.results == []  # another day is another question
        await opened.type("<enter>")
        assert opened.result.checkpoints[0].on == date(2026, 11, 20)


async def test_two_days_in_the_past_are_each_questioned_once(app: ConvoApp) -> None:
    async with editing(app, OLD, focus="checkpoint") as opened:
        await opened.type("<ctrl+u>", "yesterday")
        opened.sheet.query_one("#another", Field).value = "2026-11-20"
        await opened.type("<ctrl+s>", "<ctrl+s>")
        assert opened.results == []
        await opened.type("<ctrl+s>")
        assert [point.on.day for point in opened.result.checkpoints] == [13, 20, 23, 11]


async def test_a_day_that_has_passed_since_is_not_questioned(app: ConvoApp) -> None:
    overdue = replace(OLD, checkpoints=(replace(NEXT, on=date(2026, 11, 2)),))
    async with editing(app, overdue, focus="metric") as opened:
        await opened.type(" again", "<ctrl+s>")
        assert opened.result == replace(overdue, metric="nobody asks how to restart it again")


# --- who ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("keys", "owner"),
    [
        (["y"], Side.MANAGER),
        (["B"], Side.BOTH),
        (["b", "m"], Side.REPORT),
        (["<right>"], Side.MANAGER),
        (["<left>"], Side.BOTH),
        (["<right>", "<right>", "<right>"], Side.REPORT),
        (["x"], Side.REPORT),
    ],
)
async def test_the_owner_is_chosen_by_a_letter_or_arrows(
    app: ConvoApp, keys: list[str], owner: Side
) -> None:
    async with editing(app, BLANK, focus="owner") as opened:
        await opened.type(*keys)
        await opened.type("<enter>")
        assert opened.focused == "checkpoint"
        await opened.type("<shift+tab>", "<up>", "Send the draft", "<ctrl+s>")
        assert opened.result.owner is owner


async def test_names_that_begin_alike_take_turns(app: ConvoApp) -> None:
    async with app.run_test() as pilot:
        await app.ready()
        opened = await open_again(app, pilot, BLANK, focus="owner")
        sheet = CommitmentEditor(BLANK, replace(MAYA, name="Yara Both"), new=True, focus="owner")
        await app.push_screen(sheet)
        await pilot.pause()
        assert "● Yara" in str(sheet.query_one("#owner").render()).replace("\xa0", " ")
        opened = Opened(app, pilot, sheet)
        for word in ("● you", "● Yara"):
            await opened.type("y")
            assert word in str(sheet.query_one("#owner").render()).replace("\xa0", " ")


# --- wording --------------------------------------------------------------------------------


async def test_a_vague_goal_is_pointed_out_and_saved_all_the_same(app: ConvoApp) -> None:
    async with editing(app, BLANK) as opened:
        assert opened.words("#goal-hint") == ""
        await opened.type("improve the handover")
        assert "‘improve’ by how much?" in opened.words("#goal-hint")
        await opened.type("<ctrl+s>")
        assert opened.result.goal == "improve the handover"


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_typing_lays_nothing_out_anew_and_moves_no_field(
    app: ConvoApp, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    layouts: list[CommitmentEditor] = []
    lay_out = CommitmentEditor._refresh_layout

    def counted(sheet: CommitmentEditor, *args: Any, **kwargs: Any) -> None:
        layouts.append(sheet)
        lay_out(sheet, *args, **kwargs)

    monkeypatch.setattr(CommitmentEditor, "_refresh_layout", counted)
    async with editing(app, BLANK, size=size) as opened:
        places = [field.region for field in opened.sheet.query(Field)]
        await opened.type("i")
        layouts.clear()
        await opened.type("mprove the onboarding of new people asap, when I have time")
        assert "is no day" in opened.words("#goal-hint")
        await opened.type("<enter>", "fri", "<tab>", "a room")
        assert "3 of 7" in opened.words("#commitment-parts")
        assert layouts == []
        assert [field.region for field in opened.sheet.query(Field)] == places


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_a_hint_without_room_ends_in_dots(app: ConvoApp, size: tuple[int, int]) -> None:
    async with editing(app, BLANK, size=size) as opened:
        opened.sheet.query_one("#goal", Field).value = "improve " + "the handover of it " * 20
        await opened.pilot.pause()
        hint = opened.sheet.query_one("#goal-hint")
        words = Content(opened.words("#goal-hint"))
        assert words.plain.startswith("‘improve’ by how much?")
        assert words.plain.endswith("…")
        assert len(words.wrap(hint.content_size.width)) == hint.size.height == 3


async def test_a_better_wording_is_taken_and_given_back_by_one_key(app: ConvoApp) -> None:
    async with editing(app, BLANK) as opened:
        await opened.type("improve the handover")
        better = opened.words("#goal-hint").splitlines()[-1]
        await opened.type("<ctrl+o>")
        assert opened.text("goal") == better
        await opened.type("<ctrl+o>")
        assert opened.text("goal") == "improve the handover"
        await opened.type("<ctrl+o>", "2 days")
        assert opened.text("goal") == better.replace("…", "2 days", 1)


async def test_the_key_for_a_better_wording_shows_only_where_there_is_one(app: ConvoApp) -> None:
    async with editing(app, BLANK) as opened:
        assert "better wording" not in opened.keys
        await opened.type("improve the handover")
        assert "better wording" in opened.keys
        await opened.type("<tab>", "<tab>", "<tab>")
        assert opened.focused == "resources"
        assert "better wording" not in opened.keys


async def test_vague_words_in_another_part_are_told_while_one_is_in_it(app: ConvoApp) -> None:
    async with editing(app, replace(OLD, checkpoints=()), focus="manager_part") as opened:
        await opened.type("talk to Data soon")
        assert "‘soon’" in opened.words("#told")
        assert opened.words("#goal-hint") == ""


# --- the other parts ------------------------------------------------------------------------


async def test_the_other_parts_are_a_tab_away_and_counted(app: ConvoApp) -> None:
    async with editing(app, BLANK) as opened:
        assert opened.words("#commitment-parts") == "▫▫▫▫▫▫▫  0 of 7 parts"
        await opened.type("Send the draft", "<tab>", "<tab>", "fri")
        assert opened.words("#commitment-parts") == "▪▪▫▫▫▫▫  2 of 7 parts"
        parts = ["an hour", "Luis has read it", "ask Luis", "on call", "cake"]
        for part in parts:
            await opened.type("<down>", part)
        assert opened.words("#commitment-parts") == "▪▪▪▪▪▪▪  7 of 7 parts"
        await opened.type("<enter>", "<right>")  # who sees it
        await opened.type("<enter>")
        result = opened.result
        assert [
            result.resources,
            result.metric,
            result.manager_part,
            result.obstacles,
            result.celebration,
        ] == parts
        assert result.private


@pytest.mark.parametrize("part", list(Part))
async def test_it_begins_at_the_part_that_was_asked_for(app: ConvoApp, part: Part) -> None:
    async with editing(app, OLD, focus=part) as opened:
        assert opened.focused == part.value


async def test_private_is_one_key_in_any_part(app: ConvoApp) -> None:
    async with editing(app, OLD) as opened:
        await opened.type("<ctrl+t>", "<ctrl+s>")
        assert opened.result == replace(OLD, private=True)


# --- its life so far ------------------------------------------------------------------------


async def test_a_commitment_that_was_only_looked_at_is_as_it_was(app: ConvoApp) -> None:
    async with editing(app, OLD) as opened:
        assert opened.text("checkpoint") == "2026-11-27"
        assert opened.shown_day == "Friday 27 November 2026, in 3 days"
        await opened.type("<ctrl+s>")
        assert opened.result == OLD


async def test_checkpoints_so_far_are_listed(app: ConvoApp) -> None:
    async with editing(app, OLD) as opened:
        strips = opened.sheet._compositor.render_strips()
        screen = "\n".join(strip.text for strip in strips)
        assert "Fri 13 Nov  on track  half of it" in screen
        assert "Fri 11 Dec  ahead" in screen
        assert "Fri 27 Nov" not in screen  # the next one is in the form


async def test_one_more_checkpoint_can_be_added(app: ConvoApp) -> None:
    async with editing(app, OLD, focus="another") as opened:
        await opened.type("mon", "<enter>")
        points = opened.result.checkpoints
        assert [point.on.day for point in points] == [13, 27, 30, 11]
        assert points[2] not in OLD.checkpoints
        assert {KEPT_TRACK, NEXT, LATER} < set(points)


async def test_a_wrong_day_for_one_more_is_refused_where_it_is(app: ConvoApp) -> None:
    async with editing(app, OLD, focus="another") as opened:
        await opened.type("whenever", "<enter>")
        assert opened.results == []
        assert opened.focused == "another"
        assert opened.text("another") == "whenever"


async def test_the_next_checkpoint_is_moved_or_taken_away(app: ConvoApp) -> None:
    async with editing(app, OLD, focus="checkpoint") as opened:
        await opened.type("<ctrl+u>", "mon", "<enter>")
        moved = replace(NEXT, on=date(2026, 11, 30))
        assert opened.result.checkpoints == (KEPT_TRACK, moved, LATER)
        opened = await open_again(app, opened.pilot, OLD, focus="checkpoint")
        await opened.type("<ctrl+u>", "<enter>")
        assert opened.result.checkpoints == (KEPT_TRACK, LATER)


async def test_a_new_checkpoint_follows_where_none_is_ahead(app: ConvoApp) -> None:
    looked_at = replace(OLD, checkpoints=(KEPT_TRACK,))
    async with editing(app, looked_at, focus="checkpoint") as opened:
        assert opened.text("checkpoint") == ""
        await opened.type("fri", "<enter>")
        first, second = opened.result.checkpoints
        assert first == KEPT_TRACK
        assert (second.on, second.outcome) == (date(2026, 11, 27), None)
