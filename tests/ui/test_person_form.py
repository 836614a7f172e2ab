"""Adding and editing a person by keys, checked against the file."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from textual.pilot import Pilot
from textual.widgets import Input
from ui.conftest import MakeApp
from ui.steps import opened, people, shown, today, until, write

from convo_tui.clock import FakeClock
from convo_tui.domain.notes import Note
from convo_tui.domain.people import Person
from convo_tui.domain.rhythm_words import wall_time, zone_named
from convo_tui.domain.values import Change
from convo_tui.ui.app import ConvoApp
from convo_tui.ui.modals.person_form import (
    LONGEST,
    PersonForm,
    first_characters,
    zones_like,
)
from convo_tui.ui.screens.today import TodayScreen

NOW = FakeClock.START
TOM = Person(
    "aaaaaaaaaaaa",
    "Tom Okafor",
    NOW - timedelta(days=90),
    "Engineer",
    2,
    1,
    "10:00",
    "Asia/Tokyo",
    "quick",
)
ZONES = frozenset(
    {"Europe/Berlin", "America/New_York", "America/Argentina/Ushuaia", "UTC", "Etc/UTC"}
)


async def adding(app: ConvoApp, pilot: Pilot[None]) -> PersonForm:
    """The form, opened from Today."""
    screen = await today(app, pilot)
    await until(pilot, lambda: app.screen is screen)
    await pilot.press("a")
    return await opened(app, pilot, PersonForm)


async def back_on_today(app: ConvoApp, pilot: Pilot[None]) -> TodayScreen:
    await until(pilot, lambda: isinstance(app.screen, TodayScreen))
    return await today(app, pilot)


class TestAdding:
    async def test_a_name_is_enough(self, make_app: MakeApp) -> None:
        app = make_app()
        async with app.run_test(size=(80, 24)) as pilot:
            await adding(app, pilot)
            await write(pilot, "Tom")
            await pilot.press("ctrl+s")
            screen = await back_on_today(app, pilot)
            await until(pilot, lambda: screen.chosen)
            (tom,) = await people(app)
            assert tom == Person(tom.id, "Tom", NOW)
            assert "Tom was added" in shown(app)
            assert screen.lines.has_focus

    async def test_agendas_stand_with_their_minutes(self, make_app: MakeApp) -> None:
        app = make_app()
        async with app.run_test(size=(120, 50)) as pilot:
            await today(app, pilot)
            await pilot.press("a")
            await until(pilot, lambda: "quick 15" in shown(app))
            assert "standard 30" in shown(app)

    async def test_everything_by_enter_and_arrows(self, make_app: MakeApp) -> None:
        app = make_app()
        async with app.run_test(size=(80, 24)) as pilot:
            await adding(app, pilot)
            await write(pilot, "Tom Okafor")
            await pilot.press("enter")
            await write(pilot, "Site reliability engineer")
            await pilot.press("enter", "right", "enter", "right", "right", "enter")
            await write(pilot, "2pm")
            await pilot.press("enter")
            await write(pilot, "new york")
            await pilot.press("enter", "right", "right", "enter")
            await back_on_today(app, pilot)
            (tom,) = await people(app)
            assert tom == Person(
                tom.id,
                "Tom Okafor",
                NOW,
                "Site reliability engineer",
                2,
                1,
                "14:00",
                "America/New_York",
                "quick",
            )

    async def test_it_says_when_the_first_talk_will_be(self, make_app: MakeApp) -> None:
        app = make_app()
        async with app.run_test(size=(80, 24)) as pilot:
            form = await adding(app, pilot)
            form.query_one("#rhythm").focus()
            await pilot.press("right", "right")  # every 3 weeks, on any day
            await until(pilot, lambda: "the first talk: Tue 15 Dec" in " ".join(shown(app).split()))
            form.query_one("#weekday").focus()
            await pilot.press("right", "right", "right", "right", "right")
            form.query_one("#time").focus()
            await write(pilot, "2pm")
            await until(
                pilot, lambda: "first talk: Fri 27 Nov 14:00" in " ".join(shown(app).split())
            )
            form.query_one("#rhythm").focus()
            await pilot.press("right", "right")
            await until(pilot, lambda: "first talk" not in shown(app))

    async def test_the_cursor_goes_to_who_was_added(self, make_app: MakeApp) -> None:
        app = make_app([TOM])
        async with app.run_test(size=(80, 24)) as pilot:
            await adding(app, pilot)
            await write(pilot, "Zoë")
            await pilot.press("ctrl+s")
            screen = await back_on_today(app, pilot)
            await until(
                pilot, lambda: screen.chosen and screen.chosen.overview.person.name == "Zoë"
            )

    @pytest.mark.parametrize("text", ["", "   ", "\x1b[31m", "\n\t"])
    async def test_no_name_is_refused(self, make_app: MakeApp, text: str) -> None:
        app = make_app()
        async with app.run_test(size=(80, 24)) as pilot:
            form = await adding(app, pilot)
            await write(pilot, text)
            await pilot.press("ctrl+s")
            assert app.screen is form
            assert "A name is needed" in shown(app)
            assert await people(app) == ()

    @pytest.mark.parametrize(
        ("typed", "kept"),
        [
            ("[/]", "[/]"),
            ("[red]x", "[red]x"),
            ("Ü 漢字 👩‍💻", "Ü 漢字 👩‍💻"),
            ("שלום עולם", "שלום עולם"),
            ("one\ntwo\tthree", "one two three"),
            ("\x1b]0;title\x07Tom\x1b[31m!", "Tom!"),
            ("x" * 10_000, "x" * LONGEST),
        ],
    )
    async def test_any_name_is_kept_as_typed(
        self, make_app: MakeApp, typed: str, kept: str
    ) -> None:
        app = make_app()
        async with app.run_test(size=(80, 24)) as pilot:
            await adding(app, pilot)
            await write(pilot, typed)
            await pilot.press("ctrl+s")
            screen = await back_on_today(app, pilot)
            await until(pilot, lambda: screen.chosen)
            (person,) = await people(app)
            assert person.name == kept

    async def test_says_that_a_long_name_is_cut(self, make_app: MakeApp) -> None:
        app = make_app()
        async with app.run_test(size=(80, 24)) as pilot:
            await adding(app, pilot)
            await write(pilot, "x" * (LONGEST + 1))
            assert f"Only the first {LONGEST} characters are kept" in shown(app)

    async def test_a_name_twice_is_questioned_and_not_forbidden(self, make_app: MakeApp) -> None:
        app = make_app([TOM])
        async with app.run_test(size=(80, 24)) as pilot:
            form = await adding(app, pilot)
            await write(pilot, "tom okafor")
            await pilot.press("ctrl+s")
            assert app.screen is form
            assert "There is tom okafor already" in shown(app)
            await pilot.press("ctrl+s")
            await back_on_today(app, pilot)
            assert sorted(each.name for each in await people(app)) == ["Tom Okafor", "tom okafor"]


class TestWrongInput:
    async def test_a_time_is_refused_in_place(self, make_app: MakeApp) -> None:
        app = make_app()
        async with app.run_test(size=(80, 24)) as pilot:
            form = await adding(app, pilot)
            await write(pilot, "Tom")
            form.query_one("#time").focus()
            await pilot.pause()
            await write(pilot, "25:00")
            await pilot.press("enter")
            assert form.focused is form.query_one("#time")
            assert "‘25:00’ is no time of day. Try: 14:30" in shown(app)
            await pilot.press("ctrl+s")
            assert app.screen is form
            assert form.query_one("#time", Input).value == "25:00"
            assert await people(app) == ()

    async def test_a_zone_is_suggested_and_refused_in_place(self, make_app: MakeApp) -> None:
        app = make_app()
        async with app.run_test(size=(80, 24)) as pilot:
            form = await adding(app, pilot)
            await write(pilot, "Tom")
            form.query_one("#zone").focus()
            await pilot.pause()
            await write(pilot, "ber")
            await until(pilot, lambda: "Europe/Berlin" in shown(app))
            await pilot.press("ctrl+s")
            assert app.screen is form
            assert "‘ber’ is no one zone. Try:" in shown(app)
            assert form.query_one("#zone", Input).value == "ber"
            await write(pilot, "lin")
            await pilot.press("ctrl+s")
            await back_on_today(app, pilot)
            (tom,) = await people(app)
            assert tom.zone == "Europe/Berlin"

    async def test_a_city_is_written_out_on_leaving_the_field(self, make_app: MakeApp) -> None:
        app = make_app()
        async with app.run_test(size=(80, 24)) as pilot:
            form = await adding(app, pilot)
            form.query_one("#zone").focus()
            await pilot.pause()
            await write(pilot, "tokyo")
            await pilot.press("tab")
            zone = form.query_one("#zone", Input)
            await until(pilot, lambda: zone.value == "Asia/Tokyo")


class TestDrafts:
    async def test_what_was_typed_is_there_again(self, make_app: MakeApp) -> None:
        app = make_app()
        async with app.run_test(size=(80, 24)) as pilot:
            form = await adding(app, pilot)
            await write(pilot, "Half a na")
            await pilot.press("tab", "tab", "right", "escape")
            form = await adding(app, pilot)
            await until(pilot, lambda: form.query_one("#name", Input).value == "Half a na")
            assert "● 2 weeks" in shown(app)
            assert "What you typed before is back" in shown(app)
            assert await people(app) == ()

    async def test_can_be_forgotten(self, make_app: MakeApp) -> None:
        app = make_app()
        async with app.run_test(size=(80, 24)) as pilot:
            form = await adding(app, pilot)
            await write(pilot, "Half a na")
            await pilot.press("escape")
            form = await adding(app, pilot)
            await until(pilot, lambda: form.query_one("#name", Input).value)
            await pilot.press("ctrl+r")
            assert form.query_one("#name", Input).value == ""
            await pilot.press("escape")
            form = await adding(app, pilot)
            assert form.query_one("#name", Input).value == ""

    async def test_a_saved_one_is_gone(self, make_app: MakeApp) -> None:
        app = make_app()
        async with app.run_test(size=(80, 24)) as pilot:
            await adding(app, pilot)
            await write(pilot, "Tom")
            await pilot.press("ctrl+s")
            await back_on_today(app, pilot)
            form = await adding(app, pilot)
            assert form.query_one("#name", Input).value == ""


class TestUndo:
    async def test_takes_a_person_back(self, make_app: MakeApp) -> None:
        app = make_app()
        async with app.run_test(size=(80, 24)) as pilot:
            await adding(app, pilot)
            await write(pilot, "Tom")
            await pilot.press("ctrl+s")
            screen = await back_on_today(app, pilot)
            await until(pilot, lambda: screen.chosen)
            await pilot.press("u")
            await until(pilot, lambda: screen.standings == [])
            assert await people(app) == ()
            assert "Nobody here yet" in shown(app)

    async def test_never_takes_what_was_written_since(self, make_app: MakeApp) -> None:
        app = make_app()
        async with app.run_test(size=(80, 24)) as pilot:
            await adding(app, pilot)
            await write(pilot, "Tom")
            await pilot.press("ctrl+s")
            screen = await back_on_today(app, pilot)
            await until(pilot, lambda: screen.chosen)
            (tom,) = await people(app)
            note = Note("bbbbbbbbbbbb", tom.id, NOW, "from the shell")
            app.store.write(lambda store: store.apply(Change.added(note)))
            await pilot.press("u")
            await until(pilot, lambda: "Tom stays" in shown(app))
            assert await people(app) == (tom,)


class TestEditing:
    async def test_changes_only_what_was_changed(self, make_app: MakeApp) -> None:
        settled = replace(TOM, next_at=NOW + timedelta(days=2))
        app = make_app([settled])
        async with app.run_test(size=(80, 24)) as pilot:
            await today(app, pilot)
            result: list[Person | None] = []
            await app.push_screen(PersonForm(settled), result.append)
            form = await opened(app, pilot, PersonForm)
            assert [form.text(name) for name in ("name", "role", "time", "zone")] == [
                "Tom Okafor",
                "Engineer",
                "10:00",
                "Asia/Tokyo",
            ]
            form.query_one("#role").focus()
            await pilot.pause()
            await pilot.press("end")
            await write(pilot, ", on call")
            await pilot.press("ctrl+s")
            await until(pilot, lambda: result)
            assert result == [replace(settled, role="Engineer, on call")]

    async def test_unchanged_it_leaves_no_draft(self, make_app: MakeApp) -> None:
        app = make_app([TOM])
        async with app.run_test(size=(80, 24)) as pilot:
            await today(app, pilot)
            await app.push_screen(PersonForm(TOM))
            await opened(app, pilot, PersonForm)
            await pilot.press("tab", "tab", "right", "left", "escape")
            assert await app.store.read(lambda store: store.draft(f"person {TOM.id}")) == ""


class TestWords:
    @pytest.mark.parametrize(
        ("typed", "time"),
        [
            ("14:30", "14:30"),
            ("9:05", "09:05"),
            ("9", "09:00"),
            ("14.30", "14:30"),
            ("1430", "14:30"),
            ("2pm", "14:00"),
            ("12am", "00:00"),
            ("25:00", ""),
            ("9:60", ""),
            ("fri 14:30", ""),
            ("tomorrow", ""),
            ("noonish", ""),
            ("", ""),
        ],
    )
    def test_times(self, typed: str, time: str) -> None:
        assert wall_time(typed) == time

    @pytest.mark.parametrize(
        ("typed", "zone"),
        [
            ("Europe/Berlin", "Europe/Berlin"),
            ("europe/berlin", "Europe/Berlin"),
            (" new york ", "America/New_York"),
            ("ushuaia", "America/Argentina/Ushuaia"),
            ("utc", "UTC"),
            ("ber", ""),
            ("", ""),
            ("Mars/Base", ""),
        ],
    )
    def test_zones(self, typed: str, zone: str) -> None:
        assert zone_named(typed, ZONES) == zone

    def test_cities_that_begin_so_come_first(self) -> None:
        assert zones_like("u", ZONES)[:2] == ["America/Argentina/Ushuaia", "Etc/UTC"]
        assert zones_like("new y", ZONES) == ["America/New_York"]

    def test_a_joined_emoji_is_never_cut_in_two(self) -> None:
        family = "👩‍💻"
        assert first_characters(family * 100, 200) == family * (200 // len(family))
        assert first_characters("e\u0301" * 150, 201) == "e\u0301" * 100
        assert first_characters("short", 200) == "short"
