"""The app on the sample team's year; the database is made once and copied for each test."""

from __future__ import annotations

import tempfile
from datetime import datetime
from functools import cache
from pathlib import Path

from sample_team import BERLIN, TUESDAY, YEAR

from convo_tui import settings
from convo_tui.clock import FakeClock
from convo_tui.storage.store import open_store
from convo_tui.ui.app import ConvoApp
from convo_tui.ui.setup import Setup


@cache
def sample_bytes() -> bytes:
    """A database with the sample team in it."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "sample.db"
        store = open_store(file)
        store.take_in(YEAR.values, YEAR.events)
        store.close()
        return file.read_bytes()


def sample_app(folder: Path, now: datetime = TUESDAY, settings_text: str = "") -> ConvoApp:
    """The app, not yet running, on the sample team; it goes by a `FakeClock`."""
    database = folder / "convo.db"
    database.touch(0o600)  # as Convo makes it
    database.write_bytes(sample_bytes())
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
