"""The settings by their keys: shown, chosen, edited, and what is wrong in the file."""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from textual.command import CommandPalette
from textual.pilot import Pilot
from textual.widgets import OptionList
from ui.conftest import MakeApp
from ui.steps import opened, shown, today, until

from convo_tui.documents.editing import editor_command
from convo_tui.settings.model import Settings
from convo_tui.ui.app import ConvoApp
from convo_tui.ui.screens.settings import SettingsScreen
from convo_tui.ui.screens.settings_rows import settings_rows
from convo_tui.ui.screens.today import TodayScreen


async def settings(app: ConvoApp, pilot: Pilot[None]) -> SettingsScreen:
    await today(app, pilot)
    await pilot.press("s")
    screen = await opened(app, pilot, SettingsScreen)
    await until(pilot, lambda: "THE FILE" in shown(app))
    return screen


def page(app: ConvoApp) -> str:
    return "\n".join(row.plain for row in settings_rows(app, there=True))


def file_of(app: ConvoApp) -> str:
    return app.setup.settings_file.read_text(encoding="utf-8")


class TestShowing:
    async def test_every_setting_stands_there_with_what_it_is_for(self, make_app: MakeApp) -> None:
        app = make_app()
        async with app.run_test(size=(120, 36)) as pilot:
            await settings(app, pilot)
            text = " ".join(page(app).split())
            for field in Settings.model_fields.values():
                if field.description:
                    assert " ".join(field.description.split()) in text
            assert 'theme "dusk"' in text
            assert "ask_after_minutes 4" in text
            assert "TALK · BANDS" in text
            assert "quick 15 min Wins 3 · Blockers 7 · Help 5" in text

    async def test_what_was_changed_tells_its_default(self, make_app: MakeApp) -> None:
        app = make_app(settings_text='zone = "Asia/Tokyo"\n[keys]\n"today.talk" = "t"\n')
        async with app.run_test(size=(120, 36)) as pilot:
            await settings(app, pilot)
            text = page(app)
            assert 'The default is "".' in text
            assert "today.talk" in text

    @pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 60)])
    async def test_the_file_and_its_problems_come_first(
        self, make_app: MakeApp, size: tuple[int, int]
    ) -> None:
        text = 'mouse = 3\ncolour = "[red]"\n[keys]\n"today.talk" = "p"\n'
        app = make_app(settings_text=text)
        async with app.run_test(size=size) as pilot:
            await settings(app, pilot)
            seen = " ".join(shown(app).split())
            # The path is as long as it is, and may break anywhere.
            assert str(app.setup.settings_file) in shown(app).replace(" ", "").replace("\n", "")
            assert "Line 1: mouse must be true or false." in seen
            assert "Line 2: There is no setting called colour." in seen
            assert "Line 4: p for “today.talk” is taken by “today.prepare”" in seen

    async def test_our_own_themes_come_first(self, make_app: MakeApp) -> None:
        app = make_app()
        async with app.run_test(size=(100, 40)) as pilot:
            await today(app, pilot)
            app.action_change_theme()
            await until(pilot, lambda: isinstance(app.screen, CommandPalette))
            found = app.screen.query_one(OptionList)
            await until(pilot, lambda: found.option_count == len(app.available_themes))
            names = [str(option.prompt).strip() for option in found.options]
            assert names[:2] == ["dusk", "dawn"]
            assert names[2:] == sorted(names[2:])
            await pilot.press("down", "enter")
            await until(pilot, lambda: app.theme == "dawn")

    async def test_an_unknown_theme_is_told_and_left_in_the_file(self, make_app: MakeApp) -> None:
        app = make_app(settings_text='theme = "dusky"\n')
        async with app.run_test(size=(120, 36)) as pilot:
            await settings(app, pilot)
            assert "No theme is called dusky; dusk counts." in shown(app)
            assert app.theme == "dusk"
            assert file_of(app) == 'theme = "dusky"\n'

    async def test_a_missing_file_is_no_problem(self, make_app: MakeApp) -> None:
        app = make_app()
        app.setup.settings_file.unlink()
        async with app.run_test(size=(120, 36)) as pilot:
            await settings(app, pilot)
            assert "It is not there yet" in shown(app)

    async def test_escape_goes_back(self, make_app: MakeApp) -> None:
        app = make_app()
        async with app.run_test(size=(120, 36)) as pilot:
            await settings(app, pilot)
            await pilot.press("escape")
            assert isinstance(app.screen, TodayScreen)


class TestTheme:
    async def test_chosen_by_key_it_is_kept(self, make_app: MakeApp) -> None:
        app = make_app(settings_text='# mine\ntheme = "dusk" # dark\n')
        async with app.run_test(size=(120, 36)) as pilot:
            await settings(app, pilot)
            await pilot.press("t")
            await until(pilot, lambda: isinstance(app.screen, CommandPalette))
            await pilot.press(*"dawn")
            found = app.screen.query_one(OptionList)
            await until(pilot, lambda: 0 < found.option_count < 4)
            await pilot.press("enter")
            await until(pilot, lambda: app.theme == "dawn")
            await until(pilot, lambda: "dawn" in file_of(app))
            assert file_of(app) == '# mine\ntheme = "dawn" # dark\n'
            await until(pilot, lambda: '"dawn"' in shown(app))

    async def test_chosen_anywhere_the_last_one_is_kept(self, make_app: MakeApp) -> None:
        app = make_app()
        async with app.run_test(size=(120, 36)) as pilot:
            await today(app, pilot)
            for theme in ("dawn", "nord", "dusk", "gruvbox"):
                app.theme = theme
            await app.workers.wait_for_complete()
            assert tomllib.loads(file_of(app))["theme"] == "gruvbox"
            assert app.settings.theme == "gruvbox"

    async def test_starting_writes_nothing(self, make_app: MakeApp) -> None:
        app = make_app(settings_text='theme = "dawn"\n')
        async with app.run_test(size=(120, 36)) as pilot:
            await today(app, pilot)
            await app.workers.wait_for_complete()
            assert app.theme == "dawn"
            assert file_of(app) == 'theme = "dawn"\n'

    async def test_a_broken_file_is_left_as_it_is_and_said(self, make_app: MakeApp) -> None:
        app = make_app(settings_text="theme = \n")
        async with app.run_test(size=(120, 36)) as pilot:
            await today(app, pilot)
            app.theme = "dawn"
            await until(pilot, lambda: "theme was not kept" in shown(app))
            assert file_of(app) == "theme = \n"


class TestEditing:
    @pytest.fixture
    def suspended(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """A terminal that can be lent to an editor, which the one of Pilot cannot."""

        @contextmanager
        def suspend(_: ConvoApp) -> Iterator[None]:
            yield

        monkeypatch.setattr(ConvoApp, "suspend", suspend)

    def editor(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, body: str) -> None:
        """Have a small script be the editor."""
        script = tmp_path / "my editor.py"
        script.write_text(f"import pathlib, sys\nfile = pathlib.Path(sys.argv[-1])\n{body}\n")
        monkeypatch.setenv("VISUAL", f"'{sys.executable}' '{script}' --wait")

    @pytest.mark.usefixtures("suspended")
    async def test_what_was_edited_counts_at_once(
        self, make_app: MakeApp, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        self.editor(
            monkeypatch,
            tmp_path,
            """file.write_text('theme="dawn"\\nzone="Asia/Tokyo"\\nkeys."today.add"="+"\\n')""",
        )
        app = make_app()
        async with app.run_test(size=(120, 36)) as pilot:
            await settings(app, pilot)
            await pilot.press("e")
            await until(pilot, lambda: "Read again: all counts." in shown(app))
            assert (app.theme, app.zone) == ("dawn", "Asia/Tokyo")
            assert app.settings.keys == {"today.add": "+"}
            assert '"Asia/Tokyo"' in shown(app)

    @pytest.mark.usefixtures("suspended")
    async def test_what_is_wrong_after_editing_is_told(
        self, make_app: MakeApp, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        self.editor(monkeypatch, tmp_path, "file.write_text('mouse = 3\\n')")
        app = make_app()
        async with app.run_test(size=(120, 36)) as pilot:
            await settings(app, pilot)
            await pilot.press("e")
            await until(pilot, lambda: "Read again: 1 to mend" in shown(app))
            assert "Line 1: mouse must be true or false." in shown(app)

    @pytest.mark.usefixtures("suspended")
    async def test_the_first_edit_begins_with_every_setting_explained(
        self, make_app: MakeApp, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        self.editor(monkeypatch, tmp_path, "assert file.exists()")
        app = make_app()
        app.setup.settings_file.unlink()
        async with app.run_test(size=(120, 36)) as pilot:
            await settings(app, pilot)
            await pilot.press("e")
            await until(pilot, lambda: "Read again: all counts." in shown(app))
            assert '#theme = "dusk"' in file_of(app)

    @pytest.mark.usefixtures("suspended")
    async def test_an_editor_that_is_not_there_is_said(
        self, make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("VISUAL", "no-such-editor-at-all")
        app = make_app()
        async with app.run_test(size=(120, 36)) as pilot:
            await settings(app, pilot)
            await pilot.press("e")
            await until(pilot, lambda: "no-such-editor-at-all could not be started" in shown(app))

    async def test_a_terminal_that_cannot_be_lent_is_said(
        self, make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("VISUAL", "true")
        app = make_app()
        async with app.run_test(size=(120, 36)) as pilot:
            await settings(app, pilot)
            await pilot.press("e")
            await until(pilot, lambda: "No editor can be opened from here" in shown(app))

    def test_visual_comes_before_editor(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("EDITOR", "ed")
        assert editor_command() == ["ed"]
        monkeypatch.setenv("VISUAL", "code --wait")
        assert editor_command() == ["code", "--wait"]

    def test_no_editor_at_all(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("PATH", "")
        assert editor_command() is None
