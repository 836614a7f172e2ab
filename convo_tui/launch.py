"""Opening the app on this terminal. Without click: the first frame waits for every import here."""

from __future__ import annotations

import gc
import io
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from convo_tui import paths
from convo_tui.text import clean

if TYPE_CHECKING:
    from convo_tui.domain.people import Person

LEAST_COLUMNS, LEAST_LINES = 40, 12

SAMPLE = "A fabricated sample team, apart from your data; nothing here is kept."
SAMPLE_KEPT = "A fabricated sample team, in a file of its own."


DEVELOPERS_OWN = ("TEXTUAL", "TEXTUAL_DEBUG", "TEXTUAL_LOG", "TEXTUAL_SCREENSHOT")
"""Textual's switches for who writes an app: a log, a console and a picture, all with the notes."""


class NoTerminal(Exception):
    """There is no terminal, or not enough of one; the message says what there is instead."""


def convo() -> int:
    """The command without a word behind it: Today; the exit status."""
    return _told(lambda: today(paths.database_path()))


def can_meet(arguments: Sequence[str]) -> bool:
    """Whether these words are a talk with somebody and nothing else, in a file that opens as it is.

    Then click has nothing to say about them, and a talk need not carry it along.
    """
    match arguments:
        case ["meet", person] if not person.startswith("-"):
            from convo_tui.storage.driver import is_locked

            try:
                return not is_locked(paths.database_path())
            except paths.PathProblem:
                return False
    return False


def meet(person: str) -> int:
    """The talk with a person, given by part of the name; the exit status."""

    def talk() -> int:
        database = paths.database_path()
        return today(database, talk_with=whom_to_meet(database, person).id)

    return _told(talk)


def whom_to_meet(database: Path, part: str) -> Person:
    """The one person who has this part of a name.

    Raises:
        NoTerminal: there is no terminal to meet them on.
        NotNamed, StorageProblem: nobody or several are called so, or the file cannot be read.
    """
    from convo_tui.naming import the_person
    from convo_tui.storage.glance import everybody

    need_terminal()
    return the_person(everybody(database), part)


def _told(act: Callable[[], int]) -> int:
    """What an act ends with; what it could not do becomes one plain line."""
    from convo_tui.naming import NotNamed
    from convo_tui.storage.problems import StorageProblem

    tame_streams()
    try:
        return act()
    except (NoTerminal, NotNamed, StorageProblem, paths.PathProblem) as problem:
        sys.stderr.write(f"{clean(str(problem))}\n")
    except Exception as fault:  # noqa: BLE001  # the last line of defence: no traceback for people
        from convo_tui.faults import sentence_for

        sys.stderr.write(f"{sentence_for(fault)}\n")
    return 1


def tame_streams() -> None:
    """What this process writes is its owner's alone; what cannot be written becomes a ?."""
    os.umask(0o077)
    _dump_no_core()
    for switch in DEVELOPERS_OWN:
        os.environ.pop(switch, None)
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def _dump_no_core() -> None:
    """A core dump would be all that stands in memory, in a file."""
    if sys.platform == "win32":
        return
    import resource

    # Linux hands a dump to a program that collects them even at 0; at 1 byte it makes none.
    limit = 1 if sys.platform == "linux" else 0
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (limit, limit))


def hold_collector() -> None:
    """Start without Python's collector: it would search all that imports make, again and again.

    `bootstrap.run_app` lets it go, once the app stands.
    """
    gc.disable()


def today(database: Path, *, talk_with: str | None = None, template: str = "") -> int:
    """Open the app, and the sample team if that was asked for in it; the exit status.

    Raises:
        NoTerminal: there is no terminal to open it on.
    """
    hold_collector()
    from convo_tui.bootstrap import build_app, run_app

    need_terminal()
    app = build_app(database, talk_with=talk_with, template=template)
    status = run_app(app)
    while app.damage is not None:
        app = build_app(database, after=app)
        status = run_app(app)
    return sample() if app.wants_sample else status


def sample(keep: Path | None = None) -> int:
    """Open the sample team; the exit status.

    Raises:
        NoTerminal: there is no terminal to open it on.
    """
    from convo_tui.bootstrap import build_app, run_app, sample_database

    need_terminal()
    notice = SAMPLE if keep is None else SAMPLE_KEPT
    with sample_database(keep) as database:
        return run_app(build_app(database, notice=notice, backups=keep is not None))


def need_terminal() -> None:
    """See whether there is a terminal, and enough of one.

    Raises:
        NoTerminal: there is not.
    """
    streams = (sys.stdin, sys.stdout, sys.stderr)
    if not all(stream.isatty() for stream in streams) or os.environ.get("TERM") == "dumb":
        raise NoTerminal("Convo's screens need a terminal. For text there is: convo today")
    columns, lines = os.get_terminal_size(sys.stdout.fileno())
    # A line that does not know its size says 0.
    if 0 < columns < LEAST_COLUMNS or 0 < lines < LEAST_LINES:
        raise NoTerminal(
            f"This window has {columns}x{lines} characters, and Convo needs at least"
            f" {LEAST_COLUMNS}x{LEAST_LINES}. Make it larger and start again."
        )
