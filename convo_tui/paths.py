"""Where the database, the settings, the log and the state stand, and making their folders private.

Everything follows the habit of the system (platformdirs): the XDG folders on Linux, Library on
macOS, AppData on Windows. Two environment variables move the two files people care about.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

import platformdirs

APP = "convo"
DATABASE_VARIABLE = "CONVO_DATABASE"
SETTINGS_VARIABLE = "CONVO_CONFIG"


class PathProblem(Exception):
    """A place that cannot be used; its text is one plain sentence for the person."""


def database_path(given: str | Path | None = None) -> Path:
    """The database: what `--database` gave, else `CONVO_DATABASE`, else the data folder.

    Raises:
        PathProblem: the given path begins with the home of a user who does not exist.
    """
    chosen = given or os.environ.get(DATABASE_VARIABLE)
    if chosen:
        return _absolute(chosen)
    return platformdirs.user_data_path(APP, appauthor=False) / "convo.db"


def settings_path() -> Path:
    """The settings file: `CONVO_CONFIG`, else `convo.toml` in the folder for configuration.

    Raises:
        PathProblem: the variable begins with the home of a user who does not exist.
    """
    chosen = os.environ.get(SETTINGS_VARIABLE)
    if chosen:
        return _absolute(chosen)
    return platformdirs.user_config_path(APP, appauthor=False) / "convo.toml"


def log_path() -> Path:
    """The log file, which has what no screen shows: tracebacks, never the text of notes."""
    return platformdirs.user_log_path(APP, appauthor=False) / "convo.log"


def state_dir() -> Path:
    """The folder for what may be lost without harm: locks, what was open last."""
    return platformdirs.user_state_path(APP, appauthor=False)


def prepare_folder(folder: Path) -> Path:
    """Make a folder that only its owner may enter, and every missing one above it.

    Folders that are there already keep their rights. Whatever the umask says, new ones get 0700.

    Returns:
        The folder itself, now there and writable.

    Raises:
        PathProblem: it cannot be made, is not a folder, or cannot be written to.
    """
    missing: list[Path] = []
    step = folder
    try:
        while not step.exists():
            missing.append(step)
            step = step.parent
        for path in reversed(missing):
            path.mkdir(mode=0o700, exist_ok=True)
            path.chmod(0o700)
    except OSError as error:
        raise PathProblem(f"The folder {folder} cannot be made: {_reason(error)}.") from error
    if not folder.is_dir():
        raise PathProblem(f"{folder} is a file where a folder is needed.")
    if not os.access(folder, os.W_OK | os.X_OK):
        raise PathProblem(f"The folder {folder} cannot be written to.")
    return folder


def prepare_file(path: Path) -> Path:
    """Make sure that a file can be written at this path; the file itself is not made.

    Raises:
        PathProblem: its folder cannot be used, or a folder stands where the file should.
    """
    if path.is_dir():
        raise PathProblem(f"{path} is a folder; give the name of a file.")
    prepare_folder(path.parent)
    return path


def write_private(path: Path, text: str | Iterable[str], *, follow: bool = True) -> None:
    """Write a whole file, readable by its owner only, so that at no moment half of it stands there.

    It is written aside and renamed. Waits for the disk.

    Args:
        path: where.
        text: all of it, or its pieces.
        follow: a symbolic link stays one, and the file it leads to is replaced; without it the
            link itself gives way, and nothing is written where it leads.

    Raises:
        PathProblem: it cannot be written; what was there before is untouched.
    """
    try:
        target = path.resolve() if follow else path.parent.resolve() / path.name
        if target.exists() and not target.is_file():
            raise PathProblem(f"{path} is not a file.")
        prepare_folder(target.parent)
        _replace(target, text)
    except (OSError, RuntimeError) as error:  # RuntimeError: links that lead in a circle
        raise PathProblem(f"{path} cannot be written: {_reason(error)}.") from error


def _replace(target: Path, text: str | Iterable[str]) -> None:
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    aside = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            aside.chmod(0o600)
            file.writelines([text] if isinstance(text, str) else text)
            file.flush()
            os.fsync(file.fileno())
        aside.replace(target)
    except BaseException:
        aside.unlink(missing_ok=True)
        raise


def _absolute(given: str | Path) -> Path:
    try:
        return Path(given).expanduser().absolute()
    except RuntimeError as error:  # ~nobody-here/convo.db
        raise PathProblem(f"There is no home folder for {given}.") from error


def _reason(error: Exception) -> str:
    text = getattr(error, "strerror", None) or str(error)
    return text[:1].lower() + text[1:]
