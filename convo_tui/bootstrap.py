"""The one place that wires settings, clock, store and app together."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from convo_tui import paths
from convo_tui.clock import SystemClock

if TYPE_CHECKING:
    from convo_tui.storage.store import Store
    from convo_tui.ui.app import ConvoApp


def build_app(
    database: Path, *, talk_with: str | None = None, template: str = "", notice: str = ""
) -> ConvoApp:
    """The app on a database, with the settings of this machine; nothing heavy is read yet."""
    from convo_tui import settings
    from convo_tui.ui.app import ConvoApp, Setup

    settings_file = paths.settings_path()
    return ConvoApp(
        Setup(
            database,
            settings_file,
            SystemClock(),
            partial(settings.load, settings_file),
            settings.peek_theme(settings_file),
            talk_with,
            template,
            notice,
        )
    )


def run_app(app: ConvoApp) -> int:
    """Run the app on this terminal; its exit status."""
    app.run(mouse=app.setup.look.mouse)
    return app.return_code or 0


@contextmanager
def shell_store(database: Path) -> Iterator[Store]:
    """The store for a command that has no screen."""
    from convo_tui.storage.store import open_store

    store = open_store(database)
    try:
        yield store
    finally:
        store.close()


def fill_with_sample(database: Path) -> None:
    """Put the fabricated sample team and its year into a new database."""
    from convo_tui.assets import load_toml
    from convo_tui.demo import generate
    from convo_tui.domain.questions import parse_bank

    clock = SystemClock()
    year = generate(
        load_toml("demo"), parse_bank(load_toml("questions")), clock.now(), clock.local_zone()
    )
    with shell_store(database) as store:
        store.take_in(year.values, year.events)


@contextmanager
def sample_database(keep: Path | None = None) -> Iterator[Path]:
    """A database with the sample team: `keep`, or one that is gone afterwards."""
    if keep is not None:
        fill_with_sample(keep)
        yield keep
        return
    # Made 0700 by tempfile, and removed whole: log, lock and all.
    with tempfile.TemporaryDirectory(prefix="convo-demo-") as folder:
        database = Path(folder) / "sample.db"
        fill_with_sample(database)
        yield database


def private_from_the_start() -> None:
    """Whatever this process makes, only its owner may read."""
    os.umask(0o077)
