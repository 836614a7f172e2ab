"""The app on the sample team's year."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from ready_files import sample_file
from sample_team import BERLIN, TUESDAY

from convo_tui import settings
from convo_tui.clock import FakeClock
from convo_tui.ui.app import ConvoApp
from convo_tui.ui.setup import Setup


def sample_app(folder: Path, now: datetime = TUESDAY, settings_text: str = "") -> ConvoApp:
    """The app, not yet running, on the sample team; it goes by a `FakeClock`."""
    sample_file(folder / "convo.db")
    return app_in(folder, now, settings_text)


def app_in(folder: Path, now: datetime = TUESDAY, settings_text: str = "") -> ConvoApp:
    """The app, not yet running, on whatever database is in the folder."""
    settings_file = folder / "convo.toml"
    settings_file.write_text(settings_text, encoding="utf-8")
    return ConvoApp(
        Setup(
            folder / "convo.db",
            settings_file,
            FakeClock(now, BERLIN),
            lambda: settings.load(settings_file),
            settings.peek_theme(settings_file),
        )
    )
