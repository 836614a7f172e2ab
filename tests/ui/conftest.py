"""The app on a temporary database, with a clock that stands still."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Protocol

import pytest
from ready_files import keep

from convo_tui import settings
from convo_tui.clock import FakeClock
from convo_tui.domain.meeting import MeetingEvent
from convo_tui.domain.values import Value
from convo_tui.ui.app import ConvoApp
from convo_tui.ui.setup import Setup

ZONE = "Europe/Berlin"
"""Where the manager of the tests sits: one hour ahead of UTC in November."""


class MakeApp(Protocol):
    """What the fixture `make_app` is."""

    def __call__(
        self,
        values: Iterable[Value] = (),
        now: datetime = FakeClock.START,
        *,
        events: Iterable[MeetingEvent] = (),
        settings_text: str = "",
    ) -> ConvoApp:
        """An app, not yet running, on a database that holds these values and events."""
        ...


@pytest.fixture(autouse=True)
def sentences_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    """A sentence in the place of the keys goes by real time: on a busy machine, before a look."""
    monkeypatch.setattr("convo_tui.ui.widgets.key_bar.SAID_SECONDS", 600.0)


@pytest.fixture
def make_app(tmp_path: Path) -> Iterator[MakeApp]:
    """Make apps on one temporary database; `app.clock` is the `FakeClock` they go by."""
    made: list[ConvoApp] = []

    def make(
        values: Iterable[Value] = (),
        now: datetime = FakeClock.START,
        *,
        events: Iterable[MeetingEvent] = (),
        settings_text: str = "",
    ) -> ConvoApp:
        database, settings_file = tmp_path / "convo.db", tmp_path / "convo.toml"
        settings_file.write_text(settings_text, encoding="utf-8")
        keep(database, values, events)
        app = ConvoApp(
            Setup(
                database,
                settings_file,
                FakeClock(now, ZONE),
                lambda: settings.load(settings_file),
                settings.peek_theme(settings_file),
            )
        )
        made.append(app)
        return app

    yield make
    for app in made:
        app.store.close()
