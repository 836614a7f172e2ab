"""The review packet in the app: period, reader, format, own words, and handing it over."""

from __future__ import annotations

import json
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from sample_team import TUESDAY
from textual.pilot import Pilot
from ui.conftest import MakeApp
from ui.steps import opened, shown, today, until, write

from convo_tui.domain.feedback import Feedback
from convo_tui.domain.meeting import Meeting, MeetingState
from convo_tui.domain.notes import Note, NoteKind
from convo_tui.domain.people import Person
from convo_tui.domain.values import Value
from convo_tui.ui.app import ConvoApp
from convo_tui.ui.modals.choice import Choice
from convo_tui.ui.modals.line import LineSheet
from convo_tui.ui.modals.recap_sheet import RecapSheet
from convo_tui.ui.modals.review_sheet import ReviewSheet
from convo_tui.ui.screens.person import PersonScreen

MAYA = Person("0a0a0a0a0a0a", "Maya Lindqvist", TUESDAY)
WIN = Note("00000000f1f1", MAYA.id, TUESDAY, "shipped it", NoteKind.WIN)
OLD = replace(WIN, id="00000000f4f4", text="long ago", at=TUESDAY.replace(year=2024))
SECRET = replace(WIN, id="00000000f2f2", text="hush hush", private=True)
UNSAID = Feedback("00000000f3f3", MAYA.id, TUESDAY, "too short with Tom")
TALK = Meeting(
    "0b0b0b0b0b0b", MAYA.id, TUESDAY.replace(hour=8), (), state=MeetingState.HELD,
    ended_at=TUESDAY.replace(hour=9),
)  # fmt: skip
HISTORY: tuple[Value, ...] = (MAYA, TALK, WIN, OLD, SECRET, UNSAID)


class Sheet:
    """The sheet open over the person's page."""

    def __init__(self, app: ConvoApp, pilot: Pilot[None], sheet: ReviewSheet) -> None:
        self.app, self.pilot, self.sheet = app, pilot, sheet

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)

    async def sees(self, text: str) -> None:
        await until(self.pilot, lambda: text in shown(self.app))

    async def misses(self, text: str) -> None:
        await until(self.pilot, lambda: text not in shown(self.app))

    async def save(self, path: Path) -> None:
        await self.press("s")
        line = await opened(self.app, self.pilot, LineSheet)
        line.query_one("#line").value = ""  # type: ignore[attr-defined]
        await write(self.pilot, str(path))
        await self.press("enter")

    async def draft(self) -> str:
        packet = self.sheet._packet
        assert packet is not None
        key = packet.draft_key
        return await self.app.store.read(lambda store: store.draft(key))


@asynccontextmanager
async def packet(app: ConvoApp, size: tuple[int, int] = (120, 60)) -> AsyncIterator[Sheet]:
    async with app.run_test(size=size) as pilot:
        home = await today(app, pilot)
        await home.fill(go_to=MAYA.id)
        await pilot.press("enter")
        person = await opened(app, pilot, PersonScreen)
        await until(pilot, lambda: person.chosen)
        await pilot.press("R")
        sheet = await opened(app, pilot, ReviewSheet)
        await until(pilot, lambda: sheet.complete)
        yield Sheet(app, pilot, sheet)


@pytest.fixture
def _suspended(monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal that can be lent to an editor, which the one of Pilot cannot."""

    @contextmanager
    def suspend(_: ConvoApp) -> Iterator[None]:
        yield

    monkeypatch.setattr(ConvoApp, "suspend", suspend)


def editor(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, script: str) -> None:
    file = tmp_path / "editor.py"
    file.write_text(f"import pathlib, sys\np = pathlib.Path(sys.argv[1])\n{script}\n")
    monkeypatch.setenv("VISUAL", f"{sys.executable} {file}")


async def test_it_opens_with_a_year_for_the_report(make_app: MakeApp) -> None:
    async with packet(make_app(HISTORY, TUESDAY)) as at:
        await at.sees("shipped it")
        assert "Tue 25 Nov 2025 to Tue 24 Nov  for Maya  as Markdown" in shown(at.app)
        for text in ("hush", "too short", "long ago"):
            assert text not in shown(at.app)
        await at.press("escape")
        await until(at.pilot, lambda: isinstance(at.app.screen, PersonScreen))


async def test_the_other_reader_gets_all_and_what_is_private_can_be_hidden(
    make_app: MakeApp,
) -> None:
    async with packet(make_app(HISTORY, TUESDAY)) as at:
        await at.press("a")
        await at.sees("~ private: hush hush")
        assert "for you alone, private things marked" in shown(at.app)
        await at.press("full_stop")
        await at.misses("hush hush")
        assert "private is hidden now" in shown(at.app)
        await at.press("full_stop")
        await at.sees("hush hush")
        await at.press("a")
        await at.misses("hush hush")


async def test_a_period_is_chosen_or_typed(make_app: MakeApp) -> None:
    async with packet(make_app(HISTORY, TUESDAY)) as at:
        await at.press("p")
        await opened(at.app, at.pilot, Choice)
        await at.press("3")
        await at.sees("Nothing was written down between Maya and the manager")
        assert "Wed 1 Jan 2025 to Wed 31 Dec 2025" in shown(at.app)
        await at.press("p")
        await opened(at.app, at.pilot, Choice)
        await at.press("t")
        await opened(at.app, at.pilot, LineSheet)
        await write(at.pilot, "whenever")
        await at.press("enter")
        await at.sees("is no date I know")
        await at.press("ctrl+a", "ctrl+k")
        await write(at.pilot, "2024")
        await at.press("enter")
        await at.sees("long ago")


async def test_it_is_saved_as_what_one_chooses(make_app: MakeApp, tmp_path: Path) -> None:
    async with packet(make_app(HISTORY, TUESDAY)) as at:
        for key, name, begins in (
            ("m", "a.md", "# Maya Lindqvist: review packet"),
            ("h", "a.html", "<!doctype html>"),
            ("t", "a.txt", "Maya Lindqvist: review packet"),
            ("j", "a.json", "{"),
        ):
            await at.press("f")
            await opened(at.app, at.pilot, Choice)
            await at.press(key)
            await until(at.pilot, lambda: at.app.screen is at.sheet)
            await at.press("s")
            line = await opened(at.app, at.pilot, LineSheet)
            proposed = line.query_one("#line").value  # type: ignore[attr-defined]
            assert proposed == f"~/maya-lindqvist-review-2026-11-24.{name[2:]}"
            await at.press("escape")
            await until(at.pilot, lambda: at.app.screen is at.sheet)
            await at.save(tmp_path / name)
            await until(at.pilot, (tmp_path / name).exists)
            await until(at.pilot, lambda: at.app.screen is at.sheet)
            text = (tmp_path / name).read_text()
            assert text.startswith(begins)
            assert "shipped it" in text
            assert "hush" not in text


async def test_it_is_copied_as_it_is_written(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    copied: list[str] = []
    monkeypatch.setenv("PATH", "")
    async with packet(make_app(HISTORY, TUESDAY)) as at:
        monkeypatch.setattr(at.app, "copy_to_clipboard", copied.append)
        await at.press("y")
        await until(at.pilot, lambda: copied)
        assert copied[0].startswith("# Maya Lindqvist: review packet\n")


@pytest.mark.usefixtures("_suspended")
async def test_own_words_are_kept_until_they_are_saved(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    editor(monkeypatch, tmp_path, "p.write_text('# Her best year\\n')")
    app = make_app(HISTORY, TUESDAY)
    async with packet(app) as at:
        assert "x" not in at.sheet.active_bindings
        await at.press("e")
        await at.sees("Her best year")
        assert "s saves it, x makes it anew" in shown(at.app)
        assert await at.draft() == "# Her best year\n"
        await at.press("escape", "R")
        sheet = await opened(at.app, at.pilot, ReviewSheet)
        await until(at.pilot, lambda: sheet.complete)
        at.sheet = sheet
        await at.sees("Her best year")
        await at.press("a")  # another packet: these words are not about it
        await at.sees("hush hush")
        await at.press("a")
        await at.sees("Her best year")
        await at.save(tmp_path / "hers.md")
        await at.sees("Saved as")
        assert (tmp_path / "hers.md").read_text() == "# Her best year\n"
        assert await at.draft() == ""
        await at.press("x")
        await at.sees("shipped it")


@pytest.mark.usefixtures("_suspended")
async def test_an_editor_that_fails_or_is_missing_loses_nothing(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    async with packet(make_app(HISTORY, TUESDAY)) as at:
        monkeypatch.setenv("VISUAL", "no-such-editor-at-all")
        await at.press("e")
        await at.sees("no-such-editor-at-all could not be started")
        assert "shipped it" in shown(at.app)
        editor(monkeypatch, tmp_path, "p.write_text('# Half'); sys.exit(2)")
        await at.press("e")
        await at.sees("# Half")
        assert "What you wrote is kept." in shown(at.app)
        editor(monkeypatch, tmp_path, "p.write_text('')")
        await at.press("e")
        await at.sees("shipped it")
        assert await at.draft() == ""


async def test_where_no_editor_can_be_opened_that_is_told(make_app: MakeApp) -> None:
    async with packet(make_app(HISTORY, TUESDAY)) as at:
        await at.press("e")
        await at.sees("No editor can be opened from here")


@pytest.mark.usefixtures("_suspended")
async def test_nothing_hidden_is_opened_in_an_editor(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    editor(monkeypatch, tmp_path, f"pathlib.Path({str(tmp_path)!r}, 'opened').touch()")
    async with packet(make_app(HISTORY, TUESDAY)) as at:
        await at.press("a", "full_stop", "e")
        await at.pilot.pause()
        assert not (tmp_path / "opened").exists()


async def test_in_a_small_window_the_keys_and_the_packet_are_seen(make_app: MakeApp) -> None:
    async with packet(make_app(HISTORY, TUESDAY), (80, 24)) as at:
        await at.sees("AT A GLANCE")
        bottom = shown(at.app).splitlines()[-4:]
        assert any("p period" in line and "? keys" in line for line in bottom)


async def test_the_recap_has_its_formats(make_app: MakeApp, tmp_path: Path) -> None:
    app = make_app(HISTORY, TUESDAY)
    async with app.run_test(size=(120, 40)) as pilot:
        await today(app, pilot)
        page = await app.store.read(lambda store: store.talk_page(TALK.id))
        assert page is not None
        sheet = RecapSheet(page)
        await app.push_screen(sheet)
        at = Sheet(app, pilot, sheet)  # type: ignore[arg-type]
        for key, name in (("h", "a.html"), ("e", "a.eml"), ("t", "a.txt"), ("j", "a.json")):
            await pilot.press("f")
            await opened(app, pilot, Choice)
            await pilot.press(key)
            await until(pilot, lambda: app.screen is sheet)
            await at.save(tmp_path / name)
            await until(pilot, (tmp_path / name).exists)
            await until(pilot, lambda: app.screen is sheet)
        assert (tmp_path / "a.html").read_text().startswith("<!doctype html>")
        assert "X-Unsent: 1" in (tmp_path / "a.eml").read_text()
        assert json.loads((tmp_path / "a.json").read_text())["person"] == "Maya Lindqvist"
