"""The keys in the running app: remapped, shown in the footer and in `?`, found in the palette."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from string import ascii_letters, digits, punctuation
from typing import Any

import pytest
from contrast import READABLE, contrast
from sample_app import sample_app
from sample_team import person
from textual.color import Color
from textual.command import CommandPalette
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Input, OptionList, Static, TextArea
from ui.conftest import MakeApp
from ui.places import PARTS, walk
from ui.steps import opened, shown, today, until, write
from ui.talking import BETWEEN, into_talk, state

from convo_tui.domain.capture import sign_words
from convo_tui.ui.app import ConvoApp
from convo_tui.ui.command_tables import COMMANDS, neighbours
from convo_tui.ui.commands import key_name
from convo_tui.ui.modals.capture import CaptureSheet
from convo_tui.ui.modals.keys import KeysSheet
from convo_tui.ui.screens.prepare import PrepareScreen
from convo_tui.ui.screens.today import TodayScreen
from convo_tui.ui.theme import PALETTES
from convo_tui.ui.widgets.key_bar import MOST_KEYS, KeyBar
from convo_tui.ui.widgets.note_line import NoteLine
from convo_tui.ui.widgets.row import Row

OVER = {
    ("note", "talk"),
    ("find", "picker"),
    ("seek", "search"),
    ("recap", "wrap"),
    ("asking", "person"),
    ("asking", "timeline"),
}
"""A field and the screen around it: there `enter` and `escape` mean the field, on purpose."""

FIELDS = (Input, TextArea)

SIGNS_TYPED = {*ascii_letters, *digits, *punctuation, "space"}


def active(screen: Screen[Any]) -> dict[str, set[str]]:
    """The commands that work on a screen now, each with its keys.

    In a text field no sign is a key: Textual gives some of them out all the same.
    """
    found: dict[str, set[str]] = {}
    types = isinstance(screen.focused, FIELDS)
    for key, each in screen.active_bindings.items():
        if types and key_name(key) in SIGNS_TYPED:
            continue
        if each.binding.id in COMMANDS and each.enabled:
            found.setdefault(str(each.binding.id), set()).add(key)
    return found


def told(app: ConvoApp) -> list[tuple[str, str]]:
    """The lines of `?`: keys, and what they do."""
    rows = [sheet.visual for sheet in app.screen.query("#keys-sheet Static").results(Static)]
    return [(row.lead.plain.strip(), row.body.plain) for row in rows if isinstance(row, Row)]


def enabled(app: ConvoApp) -> set[str]:
    """The commands that whatever has the focus, and what it stands in, would run if it could."""
    screen = app.screen
    found = set()
    nodes = (screen.focused or screen).ancestors_with_self
    for node in nodes[:-1] if screen.is_modal else nodes:  # a sheet keeps the app's own away
        for _, binding in node._bindings:
            if binding.id in COMMANDS:
                target, _, name = binding.action.partition("(")[0].rpartition(".")
                holder = {"app": app, "screen": screen}.get(target, node)
                if holder.check_action(name, ()):
                    found.add(str(binding.id))
    return found


def look(app: ConvoApp, place: str) -> None:
    """What must hold wherever one is."""
    screen = app.screen
    works = active(screen)
    for each in screen.active_bindings.values():
        assert each.binding.id in COMMANDS or not each.binding.show, (place, each.binding)

    places = {COMMANDS[command].place for command in works}
    for one in places:
        for other in places - {one}:
            apart = other in neighbours()[one] or {(one, other), (other, one)} & OVER
            forms = "app" in (one, other) or "talk" in (one, other)
            assert apart or forms, f"{place}: {one} and {other} are live together"

    for bar in screen.query(KeyBar):
        keys = bar.keys()  # a method, not a mapping
        assert 0 < len(keys) <= MOST_KEYS, place
        assert [word for _, word in keys].count("keys") <= 1, place
        for key, word in keys:
            meant = [
                command
                for command, live in works.items()
                if bar.words.get(command, COMMANDS[command].label) == word
                and key in map(key_name, live)
            ]
            assert meant, f"{place}: {key} {word} is shown and does nothing"
            assert COMMANDS[meant[0]].footer

    if not isinstance(screen.focused, FIELDS):
        assert enabled(app) == works.keys(), f"{place}: a key was pushed out by another"


async def all_told(app: ConvoApp, pilot: Pilot[None], place: str) -> None:
    """`?` has each command that works here, once, with its keys."""
    screen, works = app.screen, active(app.screen)
    await pilot.press("f1")
    assert isinstance(app.screen_stack[-1], KeysSheet), place
    listed = told(app)
    read = isinstance(screen.focused, NoteLine) or isinstance(screen, CaptureSheet)
    signs = sign_words() if read else ()
    assert [pair for pair in listed if pair in signs] == [*signs], place
    listed = [pair for pair in listed if pair not in signs]
    assert Counter(text for _, text in listed) == Counter(COMMANDS[each].help for each in works)
    for keys, text in listed:
        command = next(each for each in works if COMMANDS[each].help == text)
        assert set(keys.split()) == {*map(key_name, works[command])}, place
    await pilot.press("escape")
    assert app.screen is screen


def all_readable(app: ConvoApp, place: str) -> None:
    """Every word stands out from its ground; what lies dimmed under a sheet need not."""
    screen = app.screen
    region = screen.query(".sheet").first().region if screen.is_modal else screen.region
    strips = screen._compositor.render_strips()
    for strip in strips[region.y : region.bottom]:
        for text, style, _ in strip.crop(region.x, region.right):
            if any(map(str.isalnum, text)):
                assert style is not None
                assert style.color is not None
                assert style.bgcolor is not None
                ground = Color.from_rich_color(style.bgcolor)
                figure = contrast(Color.from_rich_color(style.color), ground)
                assert figure >= READABLE, f"{place}: {figure:.2f} for {text!r}"


PLACES = {"today": (12, 7), "person": (25, 10), "prepare and talk": (20, 10)}
"""At least so many places in each part of the walk, and kinds of them."""


def test_the_whole_walk_is_taken() -> None:
    assert PLACES.keys() == set(PARTS)


@pytest.mark.long
@pytest.mark.parametrize("part", PARTS)
async def test_wherever_one_is_every_key_is_told_and_none_does_nothing(
    tmp_path: Path, part: str
) -> None:
    app = sample_app(tmp_path)
    asked: set[tuple[type, type]] = set()
    seen = []
    async with app.run_test(size=(120, 36)) as pilot:
        async for place in walk(app, pilot, person("Maya").id, [part]):
            seen.append(place)
            look(app, place)
            all_readable(app, place)
            kind = (type(app.screen), type(app.screen.focused))
            if kind not in asked:
                asked.add(kind)
                await all_told(app, pilot, place)
    places, kinds = PLACES[part]
    assert len(seen) >= places
    assert len(asked) >= kinds


@pytest.mark.long
@pytest.mark.parametrize("part", PARTS)
async def test_the_same_in_a_small_window_in_the_light(tmp_path: Path, part: str) -> None:
    app = sample_app(tmp_path, settings_text='theme = "dawn"\n')
    async with app.run_test(size=(80, 24)) as pilot:
        async for place in walk(app, pilot, person("Maya").id, [part]):
            look(app, place)
            all_readable(app, place)


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_the_keys_of_the_speaker_are_told_wherever_they_work(
    make_app: MakeApp, size: tuple[int, int]
) -> None:
    app = make_app(BETWEEN, settings_text='[keys]\n"talk.nobody" = "F9"\n')
    speakers = {"F2": "talk.manager", "F3": "talk.report", "F9": "talk.nobody"}
    async with app.run_test(size=size) as pilot:
        screen = await into_talk(app, pilot)
        for opens in ((), ("c",), ("f",), ("t",), ("q",), ("q", "tab"), ("e",), ("h",)):
            await pilot.press(*opens)
            if opens:
                await until(pilot, lambda: app.screen is not screen)
            await all_told(app, pilot, f"talk, {opens}")
            for key, command in speakers.items():
                assert command in active(app.screen), (opens, key)
                await pilot.press("f3" if command != "talk.report" else "f2", key.lower())
                who = state(screen).speaker
                assert str(who or "nobody") == command.partition(".")[2], (opens, key)
            for _ in range(3):
                if app.screen is not screen:
                    await pilot.press("escape")
            assert app.screen is screen
        await pilot.press("escape")
        await today(app, pilot)
        await pilot.press("a")
        await until(pilot, lambda: app.screen is not app.screen_stack[0])
        assert not set(speakers.values()) & active(app.screen).keys()


async def test_in_a_field_the_list_has_only_keys_that_do_not_type(make_app: MakeApp) -> None:
    text = '[keys]\n"app.rescue" = "R"\n"app.feedback" = "Z"\n'  # by default keys that type nothing
    app = make_app(BETWEEN, settings_text=text)
    async with app.run_test(size=(120, 36)) as pilot:
        await today(app, pilot)
        await pilot.press("n")
        await opened(app, pilot, CaptureSheet)
        await all_told(app, pilot, "a line on Today")
        await pilot.press("escape")
        screen = await into_talk(app, pilot)
        await all_told(app, pilot, "talk")
        await pilot.press("i")
        await all_told(app, pilot, "the note line")
        await pilot.press("f1")
        helps = {text for _, text in told(app)}
        for command in ("talk.lend", "talk.return", "app.search", "app.feedback"):
            assert COMMANDS[command].help not in helps
        assert "SIGNS OF A NOTE" in shown(app)
        await pilot.press("escape", "plus", "Z")
        assert screen.query_one(NoteLine).value == "+Z"


async def test_an_empty_today_offers_no_key_for_a_person(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test() as pilot:
        await today(app, pilot)
        look(app, "first run")
        await all_told(app, pilot, "first run")
        assert "today.person" not in active(app.screen)
        assert "today.sample" in active(app.screen)


async def test_the_keys_of_the_list_go_with_the_list_and_not_a_moment_later(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill, focused = TodayScreen.fill, []

    async def filled(screen: TodayScreen, go_to: str | None = None) -> None:
        await fill(screen, go_to)
        focused.append(screen.focused)

    monkeypatch.setattr(TodayScreen, "fill", filled)
    app = make_app()
    async with app.run_test() as pilot:
        await today(app, pilot)
        assert set(focused) == {None}


class TestOtherKeys:
    async def test_work_and_are_shown_in_the_footer_and_in_the_list(
        self, make_app: MakeApp
    ) -> None:
        text = '[keys]\n"talk.next" = "right"\n"talk.back" = "left"\n"app.keys" = "F12"\n'
        app = make_app(BETWEEN, settings_text=text)
        async with app.run_test(size=(120, 36)) as pilot:
            screen = await into_talk(app, pilot)
            assert app.settings_problems == ()
            await pilot.press("right", "right", "left")
            assert state(screen).current == 1
            await pilot.press("n", "b")
            assert state(screen).current == 1
            assert "→ next" in shown(app)
            assert "F12 keys" in shown(app)
            await pilot.press("question_mark")
            assert app.screen is screen
            await pilot.press("f12")
            assert ("→", COMMANDS["talk.next"].help) in told(app)
            assert ("←", COMMANDS["talk.back"].help) in told(app)

    async def test_two_may_change_places(self, make_app: MakeApp) -> None:
        app = make_app(BETWEEN, settings_text='[keys]\ntalk.next = "b"\ntalk.back = "n"\n')
        async with app.run_test(size=(120, 36)) as pilot:
            screen = await into_talk(app, pilot)
            await pilot.press("b", "b", "n")
            assert state(screen).current == 1

    @pytest.mark.parametrize(
        ("line", "sentence"),
        [
            (
                '"talk.next" = "p"',
                "Line 3: p for “talk.next” is taken by “talk.pause”, so “talk.next” keeps n.",
            ),
            ('"talk.nxt" = "y"', "Line 3: there is no command “talk.nxt”."),
            (
                '"talk.next" = "rigth"',
                "Line 3: there is no key “rigth”, so “talk.next” keeps its own.",
            ),
        ],
    )
    async def test_what_cannot_be_is_told_on_start_with_its_line(
        self, make_app: MakeApp, line: str, sentence: str
    ) -> None:
        app = make_app(BETWEEN, settings_text=f"mouse = true\n[keys]\n{line}\n")
        async with app.run_test(size=(200, 60)) as pilot:
            await today(app, pilot)
            assert [toast.message for toast in app._notifications] == [sentence]
            assert app.settings_problems == (sentence,)
            screen = await into_talk(app, pilot)
            await pilot.press("n")
            assert state(screen).current == 1

    async def test_several_are_told_in_one_place_by_their_lines(self, make_app: MakeApp) -> None:
        text = '[keys]\n"talk.next" = "p"\n"talk.nxt" = "y"\n"talk.bak" = "y"\n'
        app = make_app(BETWEEN, settings_text=text)
        async with app.run_test(size=(80, 24)) as pilot:
            await today(app, pilot)
            lines = [problem[:7] for problem in app.settings_problems]
            assert lines == ["Line 2:", "Line 3:", "Line 4:"]
            (toast,) = app._notifications  # one, not a pile that covers half of a small window
            assert toast.message == " ".join(app.settings_problems)

    async def test_of_very_many_the_rest_are_counted(self, make_app: MakeApp) -> None:
        text = "[keys]\n" + "".join(f'"talk.x{number}" = "y"\n' for number in range(8))
        app = make_app(BETWEEN, settings_text=text)
        async with app.run_test(size=(80, 24)) as pilot:
            await today(app, pilot)
            (toast,) = app._notifications
            assert "Line 6:" in toast.message
            assert toast.message.endswith("And 3 more: the page of the settings has them.")

    async def test_a_theme_that_is_unknown_is_told_beside_the_others(
        self, make_app: MakeApp
    ) -> None:
        text = 'theme = "dusky"\nnonsense = 3\n[keys]\n"talk.nxt" = "F9"\n'
        app = make_app(BETWEEN, settings_text=text)
        async with app.run_test(size=(80, 24)) as pilot:
            await today(app, pilot)
            lines = [problem[:7] for problem in app.settings_problems]
            assert lines == ["Line 1:", "Line 2:", "Line 4:"]


class TestThePalette:
    def offered(self, app: ConvoApp, below: Screen[Any]) -> list[str]:
        works = active(below)
        listed = [COMMANDS[each] for each in works if COMMANDS[each].palette]
        return sorted(each.label.capitalize() for each in listed)

    async def open(self, app: ConvoApp, pilot: Pilot[None]) -> OptionList:
        below = app.screen
        await pilot.press("ctrl+p")
        await until(pilot, lambda: isinstance(app.screen, CommandPalette))
        found = app.screen.query_one(OptionList)
        wanted = self.offered(app, below)
        await until(pilot, lambda: found.option_count == len(wanted) + 1)
        names = [str(option.prompt).split("  (")[0].strip() for option in found.options]
        assert sorted(name for name in names if not name.startswith("Theme")) == wanted
        return found

    async def run(self, app: ConvoApp, pilot: Pilot[None], words: str, name: str) -> None:
        found = await self.open(app, pilot)
        await write(pilot, words)
        await until(pilot, lambda: found.options and name in str(found.options[0].prompt))
        await pilot.press("enter")

    @pytest.mark.parametrize("theme", ["dusk", "dawn"])
    @pytest.mark.parametrize("size", [(80, 24), (120, 36)])
    async def test_it_is_a_calm_sheet_whose_row_stands_out(
        self, make_app: MakeApp, theme: str, size: tuple[int, int]
    ) -> None:
        app = make_app(BETWEEN, settings_text=f'theme = "{theme}"\n')
        async with app.run_test(size=size) as pilot:
            await today(app, pilot)
            found = await self.open(app, pilot)
            colours = PALETTES[theme]
            row = found.get_component_styles("option-list--option-highlighted")
            assert row.background == Color.parse(colours["panel"])
            assert found.styles.background == Color.parse(colours["surface"])
            sheet = found.region
            strips = app.screen._compositor.render_strips()
            # The last column is the scroll bar, whose thumb may end anywhere.
            inside = sheet.right - 1
            rows = [strip.crop(sheet.x, inside) for strip in strips[sheet.y : sheet.bottom]]
            assert not set("▁▔▀▄━─") & {sign for row in rows for sign in row.text}
            for strip in strips[sheet.y : sheet.bottom]:
                for words, style, _ in strip.crop(sheet.x, sheet.right):
                    if any(map(str.isalnum, words)):
                        assert style is not None
                        assert style.color is not None
                        assert style.bgcolor is not None
                        pair = map(Color.from_rich_color, (style.color, style.bgcolor))
                        assert contrast(*pair) >= READABLE, words

    async def test_on_today(self, make_app: MakeApp) -> None:
        app = make_app(BETWEEN)
        async with app.run_test(size=(120, 60)) as pilot:
            await today(app, pilot)
            await self.run(app, pilot, "prepare", "Prepare  (p)")
            await opened(app, pilot, PrepareScreen)

    async def test_in_the_talk(self, make_app: MakeApp) -> None:
        app = make_app(BETWEEN)
        async with app.run_test(size=(120, 60)) as pilot:
            screen = await into_talk(app, pilot)
            await self.run(app, pilot, "next segment", "Next  (n)")
            await until(pilot, lambda: state(screen).current == 1)
            await self.run(app, pilot, "the person speaks", "Them  (F3)")
            await until(pilot, lambda: state(screen).speaker is not None)
