"""The settings file: a first look, the whole of it, its commented form, and keeping a choice."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from convo_tui.paths import PathProblem, write_private
from convo_tui.settings.values import FirstLook, Problem, SettingsProblem

if TYPE_CHECKING:
    from convo_tui.settings.text import Simple
    from convo_tui.settings.values import Loaded

BOM = "\ufeff"
"""Some editors on Windows begin a file with it; TOML does not know it, and it is kept."""


def peek_theme(path: Path) -> FirstLook:
    """What the first frame must know, in a few milliseconds; never fails.

    What is missing, wrong or unreadable takes its default here; `load` tells what was wrong.
    """
    default = FirstLook()
    try:
        text = _read(path)
    except (OSError, UnicodeDecodeError):
        return default
    if not text:
        return default  # and what reads TOML is not imported for it
    from convo_tui.settings.text import BrokenText, parse

    try:
        said = parse(text.removeprefix(BOM))
    except BrokenText:
        return default
    theme, mouse, hidden = said.get("theme"), said.get("mouse"), said.get("private_hidden")
    return FirstLook(
        theme if isinstance(theme, str) and theme else default.theme,
        mouse if isinstance(mouse, bool) else default.mouse,
        hidden if isinstance(hidden, bool) else default.private_hidden,
    )


def peek_zone(path: Path) -> str:
    """The manager's zone where the file names one that there is, in a few milliseconds; else ""."""
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    from convo_tui.settings.text import BrokenText, parse

    try:
        zone = parse(_read(path).removeprefix(BOM)).get("zone")
        return ZoneInfo(zone).key if isinstance(zone, str) and zone else ""
    except (BrokenText, OSError, ValueError, ZoneInfoNotFoundError):
        return ""


def load(path: Path) -> Loaded:
    """The settings, checked: imports pydantic, so not before the first frame; never fails.

    A wrong setting takes its default and is reported, the others count. A file that is not there
    gives the defaults without a word.
    """
    from convo_tui.settings.check import check  # pydantic comes with it

    try:
        return check(_read(path).removeprefix(BOM))
    except UnicodeDecodeError:
        return check("", Problem(None, f"The settings file {path} is not text in UTF-8."))
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        return check("", Problem(None, f"The settings file {path} cannot be read: {reason}."))


def default_text() -> str:
    """The settings file as it comes: every setting explained, its default behind a #."""
    from convo_tui.settings.template import render  # pydantic comes with it

    return render()


def save_choice(path: Path, name: str, value: Simple) -> None:
    """Keep a choice made in the app, such as the theme: one line changes, comments stay.

    A file that is not there is begun with `default_text`. Waits for the disk: call it off the loop.

    Args:
        path: the settings file.
        name: a setting outside all tables.
        value: its new value.

    Raises:
        SettingsProblem: the file is broken, unreadable or unwritable; it is left as it was.
    """
    from convo_tui.settings.text import BrokenText, with_value

    try:
        text = _read(path) or default_text()
        mark = BOM if text.startswith(BOM) else ""
        write_private(path, mark + with_value(text.removeprefix(mark), name, value))
    except BrokenText as error:
        where = "" if error.line is None else f"line {error.line}, "
        raise SettingsProblem(f"{name} was not kept: {path}, {where}{error}.") from error
    except UnicodeDecodeError as error:
        raise SettingsProblem(f"{name} was not kept: {path} is not text in UTF-8.") from error
    except OSError as error:
        raise SettingsProblem(f"{name} was not kept: {path} cannot be read.") from error
    except PathProblem as error:
        raise SettingsProblem(f"{name} was not kept. {error}") from error


def _read(path: Path) -> str:
    """The text of the file with its line ends as they are; empty when there is no file."""
    try:
        return path.read_bytes().decode()
    except FileNotFoundError:
        return ""
