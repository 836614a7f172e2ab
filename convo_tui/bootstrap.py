"""The one place that wires settings, clock, store and app together."""

from __future__ import annotations

import asyncio
import gc
import signal
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from convo_tui import paths, quiet
from convo_tui.clock import SystemClock
from convo_tui.text import clean

if TYPE_CHECKING:
    from convo_tui.storage.problems import Damaged
    from convo_tui.storage.store import Store
    from convo_tui.ui.app import ConvoApp


def build_app(
    database: Path,
    *,
    talk_with: str | None = None,
    template: str = "",
    notice: str = "",
    backups: bool = True,
    after: ConvoApp | None = None,
) -> ConvoApp:
    """The app on a database, with the settings of this machine; nothing heavy is read yet.

    With `after`, it begins with recovery from the damage that ended that app, and goes on with
    what that one could not write.
    """
    from convo_tui import settings
    from convo_tui.ui.app import ConvoApp
    from convo_tui.ui.setup import Setup

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
            backups,
            after.damage if after else None,
            after.store.unwritten if after else (),
        )
    )


def run_app(app: ConvoApp) -> int:
    """Run the app on this terminal; its exit status."""
    from convo_tui.storage.driver import asked_by

    quiet.quiet_logging()
    try:
        # The screen asks for a passphrase; from here on the command line does not.
        with asked_by(None):
            asyncio.run(_run(app))
    finally:
        gc.enable()
        # After a crash, too, what was typed goes into the file first.
        app.store.close()
    if app.crashed and app.damage is None:
        app.damage = _damage_behind(app.store.path)
    if app.damage is not None:
        return 1
    if app.last_words:
        sys.stderr.write(f"{clean(app.last_words)}\n")
    return app.return_code or 0


def _damage_behind(database: Path) -> Damaged | None:
    """Whether what looked like a fault of ours is one of the file."""
    from datetime import UTC

    from convo_tui.storage.doctor import examine
    from convo_tui.storage.findings import Weight
    from convo_tui.storage.problems import Damaged, StorageProblem

    try:
        found = examine(database, SystemClock().now(), UTC)
    except (StorageProblem, OSError):
        return None
    bad = [each for each in found if each.weight is not Weight.REMARK and each.about != "rights"]
    return Damaged.found_in(database, bad[0].sentence) if bad else None


async def _run(app: ConvoApp) -> None:
    loop = asyncio.get_running_loop()
    # A closed window and a shutdown end the app as its own key does: nothing is left behind.
    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            with suppress(NotImplementedError):  # Windows
                loop.add_signal_handler(getattr(signal, name), partial(app.exit, return_code=1))
    collecting = asyncio.create_task(_collect_when_ready(app))
    await app.run_async(mouse=app.setup.look.mouse)
    collecting.cancel()


async def _collect_when_ready(app: ConvoApp) -> None:
    """Let the collector go: once over everything, later past all that stays from now on.

    A search of all that was imported takes longer than many repaints.
    """
    await app.ready()
    gc.collect()
    gc.freeze()
    gc.enable()


@contextmanager
def shell_store(database: Path) -> Iterator[Store]:
    """The store for a command that has no screen."""
    from convo_tui.storage.store import open_store

    quiet.quiet_logging()
    store = open_store(database)
    try:
        yield store
    finally:
        store.close()


def fill_with_sample(database: Path) -> None:
    """Put the fabricated sample team and its year into a new database."""
    from convo_tui import settings
    from convo_tui.assets import load_toml
    from convo_tui.demo import generate
    from convo_tui.domain.questions import parse_bank

    clock = SystemClock()
    zone = settings.peek_zone(paths.settings_path()) or clock.local_zone()
    year = generate(load_toml("demo"), parse_bank(load_toml("questions")), clock.now(), zone)
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
