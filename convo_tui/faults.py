"""Faults of our own: a sentence for the person, the way there for the log, no notes in either."""

from __future__ import annotations

import errno
import os
import platform
import sqlite3
import traceback
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from convo_tui import __version__, paths

MOST_BYTES = 1_000_000
"""A log larger than this begins anew."""

SPEAKING = (ImportError, AttributeError, NameError)
"""Errors whose text names modules or attributes, and never what somebody typed."""


def sentence_for(error: BaseException) -> str:
    """Keep where an error came from in the log, and the sentence that a person is told."""
    try:
        log = keep(error)
    except Exception:  # noqa: BLE001  # whatever is wrong with the log, the error stays untold
        return "Convo met a fault of its own, and the log could not be written. Please report it."
    return f"Convo met a fault of its own. Where it happened stands in {log}, without your notes."


def keep(error: BaseException) -> Path:
    """Append an error to the log file.

    Raises:
        OSError, PathProblem: the log cannot be written.
    """
    log = paths.prepare_file(paths.log_path())
    too_long = log.exists() and log.stat().st_size > MOST_BYTES
    flags = os.O_WRONLY | os.O_CREAT | (os.O_TRUNC if too_long else os.O_APPEND)
    with os.fdopen(os.open(log, flags, 0o600), "a", encoding="utf-8", errors="replace") as file:
        file.write("".join(_lines(error)))
    return log


def _lines(error: BaseException) -> Iterator[str]:
    at = datetime.now(UTC).isoformat(timespec="seconds")
    system = f"{platform.system()}, Python {platform.python_version()}"
    yield f"\n{at} Convo {__version__}, {system}\n"
    for each in _chain(error):
        # Neither variables nor the error's own words: either may hold what somebody typed.
        yield from traceback.format_tb(each.__traceback__)
        yield f"{type(each).__qualname__}{_words(each)}\n"


def _words(error: BaseException) -> str:
    """What an error says that surely is not what somebody typed."""
    if isinstance(error, SPEAKING):
        return f": {error}"
    name = ""
    if isinstance(error, OSError):
        # Without the file: a path may be typed, and the names of people stand in it.
        name = errno.errorcode.get(error.errno or 0, "")
    elif isinstance(error, sqlite3.Error):
        # SQLite's own words quote what was searched for.
        name = getattr(error, "sqlite_errorname", "")
    return f": {name}" if name else ""


def _chain(error: BaseException) -> Iterator[BaseException]:
    """The error, what it was raised from, and what a worker that failed by it carries."""
    seen: set[int] = set()
    step: BaseException | None = error
    while step is not None and id(step) not in seen:
        seen.add(id(step))
        yield step
        inner = getattr(step, "error", None)
        step = inner if isinstance(inner, BaseException) else step.__cause__ or step.__context__
