from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from commitment_editing import (
    BLANK,
    MAYA,
    OLD,
    editing,
    open_again,
)
from textual import events

from convo_tui.domain.commitments import Commitment
from convo_tui.domain.values import Side
from convo_tui.storage.store import open_store
from convo_tui.ui.app import ConvoApp
from convo_tui.ui.modals.commitment_editor import CommitmentEditor
from convo_tui.ui.widgets.date_field import DateField
from convo_tui.ui.widgets.field import Field
from convo_tui.ui.widgets.key_bar import KeyBar

MakeApp = Callable[..., ConvoApp]


@pytest.fixture
def app(make_app: MakeApp) -> ConvoApp:
    return make_app([MAYA, OLD])


async def test_what_was_typed_survives_leaving_and_is_told_when_it_is_back(app: ConvoApp) -> None:
    async with editing(app, BLANK) as opened:
        await opened.type("Send the dr", "<tab>", "b", "<tab>", "in 2", "<escape>")
        assert opened.results == [None]
        again = await open_again(app, opened.pilot, replace(BLANK, id="new another"))
        assert (again.text("goal"), again.text("checkpoint")) == ("Send the dr", "in 2")
        assert "What you typed before is back" in again.words("#told")
        assert "start afresh" in again.keys
        await again.type("<ctrl+s>")
        assert again.results == []  # "in 2" is no day yet
        await again.type(" weeks", "<enter>")
        assert again.result.id == "new another"
        assert again.result.owner is Side.BOTH
        third = await open_again(app, opened.pilot, BLANK)
        assert third.text("goal") == ""  # what was saved is no draft any more
        assert "is back" not in third.words("#told")


async def test_what_is_being_typed_is_in_the_file_already(app: ConvoApp) -> None:
    async with editing(app, BLANK) as opened:
        await opened.type("Send the dra")
        await app.store.read(lambda store: None)
        other = open_store(app.setup.database)  # as after a kill: nothing was closed
        assert "Send the dra" in other.draft("commitment new maya")
        other.close()


async def test_a_draft_can_be_forgotten(app: ConvoApp) -> None:
    async with editing(app, OLD) as opened:
        await opened.type(" and more", "<escape>")
        again = await open_again(app, opened.pilot, OLD)
        assert again.text("goal") == "Write the runbook for staging and more"
        await again.type("<ctrl+r>")
        assert again.text("goal") == OLD.goal
        await again.type("<escape>")
        third = await open_again(app, opened.pilot, OLD)
        assert third.text("goal") == OLD.goal
        assert "is back" not in third.words("#told")


async def test_drafts_of_different_commitments_stand_apart(app: ConvoApp) -> None:
    async with editing(app, BLANK) as opened:
        await opened.type("mine", "<escape>")
        with_goal = await open_again(app, opened.pilot, replace(BLANK, goal="From a note line"))
        assert with_goal.text("goal") == "From a note line"
        await with_goal.type("!", "<escape>")
        old = await open_again(app, opened.pilot, OLD)
        assert old.text("goal") == OLD.goal
        await old.type("<escape>")
        again = await open_again(app, opened.pilot, BLANK)
        assert again.text("goal") == "mine"


# --- any text, any size ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pasted", "kept"),
    [
        ("one\ntwo\r\n\tthree", "one two three"),
        ("[/] [red]x[/red]", "[/] [red]x[/red]"),
        ("\x1b[31mred\x1b]0;t\x07 \u202eabc", "red abc"),
        ("Ü 漢字 👩‍💻", "Ü 漢字 👩‍💻"),
        ("improve " * 1250, ("improve " * 1250).strip()),
    ],
)
async def test_anything_can_be_pasted(app: ConvoApp, pasted: str, kept: str) -> None:
    async with editing(app, BLANK) as opened:
        for part in ("goal", "checkpoint", "metric"):
            widget = opened.sheet.query_one(f"#{part}", Field)
            widget.focus()
            widget.post_message(events.Paste(pasted))
            await opened.pilot.pause()
        assert opened.sheet.query_one("#goal-hint").region.height <= 3
        await opened.type("<ctrl+s>")
        assert opened.results == []  # none of it is a day
        opened.sheet.query_one("#checkpoint", Field).value = ""
        await opened.type("<ctrl+s>")
        assert (opened.result.goal, opened.result.metric) == (kept, kept)


async def test_a_name_of_any_kind_is_shown(app: ConvoApp) -> None:
    async with app.run_test() as pilot:
        await app.ready()
        for name in ("[/]", "[red]x", "Ü 漢字 👩‍💻", "שלום", "x" * 10_000):
            sheet = CommitmentEditor(BLANK, replace(MAYA, name=name), new=True, focus="owner")
            await app.push_screen(sheet)
            await pilot.pause()
            assert name[:3] in str(sheet.query_one("#commitment-title").render())
            await pilot.press("escape")


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 60)])
@pytest.mark.parametrize("commitment", [BLANK, OLD], ids=["new", "old"])
async def test_every_part_and_the_keys_can_be_seen(
    app: ConvoApp, size: tuple[int, int], commitment: Commitment
) -> None:
    async with editing(app, commitment, size) as opened:
        sheet = opened.sheet
        for _ in sheet.focus_chain:
            assert sheet.focused is not None
            await opened.pilot.pause()
            body = sheet.query_one("#commitment-body").region
            assert body.contains_region(sheet.focused.region)
            for foot in (sheet.query_one("#told"), sheet.query_one(KeyBar)):
                assert sheet.region.contains_region(foot.region)
                assert foot.region.height == 1
            await opened.pilot.press("tab")


async def test_the_speaker_keys_are_left_alone(app: ConvoApp) -> None:
    async with editing(app, BLANK) as opened:
        assert not {"f2", "f3", "f4"} & opened.sheet.active_bindings.keys()


async def test_a_date_field_alone_tells_what_it_holds(app: ConvoApp) -> None:
    async with editing(app, BLANK, focus="checkpoint") as opened:
        day = opened.sheet.query_one("#checkpoint-date", DateField)
        assert (day.day, day.problem, day.words) == (None, "", "")
        await opened.type("fri")
        assert (day.day, day.problem) == (date(2026, 11, 27), "")
        await opened.type("x")
        assert day.day is None
        assert day.problem
