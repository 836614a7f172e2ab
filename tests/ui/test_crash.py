"""An app that fails ends with a sentence; what was on the screen and in memory stays unsaid."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Protocol

import pytest

from convo_tui import bootstrap, paths
from convo_tui.ui.app import ConvoApp
from convo_tui.ui.screen import ConvoScreen
from convo_tui.ui.setup import Setup


class MakeApp(Protocol):
    def __call__(self) -> ConvoApp: ...


async def fails(self: ConvoApp) -> None:
    note = "what she said"
    raise ValueError(f"cannot show {note}")


def fails_in_a_worker(self: ConvoApp) -> None:
    self.run_worker(fails(self))


async def press_comma(app: ConvoApp) -> None:
    async with app.run_test() as pilot:
        await app.ready()
        await pilot.press("comma")
        await pilot.pause()


@pytest.mark.parametrize("how", [fails, fails_in_a_worker])
async def test_a_crash_is_one_sentence_and_a_log_without_notes(
    make_app: MakeApp,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    how: Callable[[ConvoApp], object],
) -> None:
    monkeypatch.setattr(ConvoApp, "get_default_screen", lambda _: ConvoScreen())
    monkeypatch.setattr(ConvoApp, "action_blank", how)
    app = make_app()
    with pytest.raises(Exception, match="what she said"):
        await press_comma(app)
    assert app.return_code == 1
    assert app.last_words == (
        f"Convo met a fault of its own. Where it happened stands in {paths.log_path()},"
        " without your notes."
    )
    written = paths.log_path().read_text()
    assert "in fails" in written
    assert "ValueError" in written
    shown = "".join(capfd.readouterr())
    for told in (written, shown):
        assert "what she said" not in told


def test_the_sentence_comes_on_standard_error_once_the_screen_is_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    with closing(sqlite3.connect(tmp_path / "theirs.db")) as theirs:
        theirs.execute("PRAGMA application_id = 1234")
    app = bootstrap.build_app(tmp_path / "theirs.db")

    async def opened(mouse: bool) -> None:
        assert mouse
        async with app.run_test() as pilot:
            await pilot.pause()
            await app.workers.wait_for_complete()

    monkeypatch.setattr(app, "run_async", opened)
    assert bootstrap.run_app(app) == 1
    err = capfd.readouterr().err
    assert err.startswith(f"{tmp_path / 'theirs.db'} belongs to another program")
    assert len(err.splitlines()) == 1


def test_the_mouse_can_be_left_to_the_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths.write_private(paths.settings_path(), "mouse = false\n")
    app = bootstrap.build_app(tmp_path / "convo.db")
    asked: list[bool] = []

    async def only_note(mouse: bool) -> None:
        asked.append(mouse)

    monkeypatch.setattr(app, "run_async", only_note)
    assert bootstrap.run_app(app) == 0
    assert asked == [False]
    assert isinstance(app.setup, Setup)
