"""A document in the person's own editor, in a file that only they can read and that goes again."""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType

from convo_tui.paths import PathProblem, prepare_folder, state_dir

EDITORS = ("nano", "vi", "notepad")
"""What is tried where neither VISUAL nor EDITOR says."""

_ENDINGS = ("SIGTERM", "SIGHUP")
"""Signals that end the program; the file goes first."""

Run = Callable[[Sequence[str]], int]
"""Runs a command until it ends; its exit status."""


class EditorProblem(Exception):
    """The editor could not be used; the message is one sentence.

    Attributes:
        written: what stood in the file all the same; "" where that is what it began with.
    """

    def __init__(self, sentence: str, written: str = "") -> None:
        super().__init__(sentence)
        self.written = written


def editor_command(environment: Mapping[str, str] = os.environ) -> list[str] | None:
    """The person's editor as a command with its arguments; None where there is none."""
    for name in ("VISUAL", "EDITOR"):
        words = environment.get(name, "")
        try:
            command = shlex.split(words, posix=os.name == "posix")
        except ValueError:  # a quotation mark too many
            command = [words]
        if command:
            return command
    return next(([found] for each in EDITORS if (found := shutil.which(each))), None)


def edited(text: str, ending: str = "md", *, run: Run | None = None) -> str:
    """The text as it stands once the person's editor has ended. Waits for that.

    The file is 0600 in a folder of its own that is 0700. Both are removed whatever happens; what a
    killed program left is removed the next time.

    Args:
        text: what to edit.
        ending: of the file's name, by which editors know what it is.
        run: starts the editor; without it, it has this terminal.

    Raises:
        EditorProblem: there is none, it could not be started, it failed, or what it left is no
            text; what was written until then is in it.
        PathProblem: the file cannot be written.
    """
    command = editor_command()
    if command is None:
        raise EditorProblem("No editor is known; set VISUAL or EDITOR to one.")
    name = Path(command[0]).name
    with _private_folder() as folder:
        file = folder / f"packet.{ending}"
        _write(file, text)
        try:
            status = (run or _on_this_terminal)([*command, str(file)])
        except OSError as problem:
            reason = (problem.strerror or "it failed").lower()
            raise EditorProblem(
                f"{name} could not be started: {reason}; set VISUAL or EDITOR to an editor."
            ) from problem
        written = _read(file, name)
    if status:
        raise EditorProblem(
            f"{name} ended with an error ({status}).", written if written != text else ""
        )
    return written


def _write(file: Path, text: str) -> None:
    try:
        handle = os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as opened:
            opened.write(text)
    except OSError as problem:
        raise PathProblem(
            f"{file} cannot be written: {(problem.strerror or '').lower()}."
        ) from problem


def _read(file: Path, name: str) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise EditorProblem(f"{name} left no file.") from None
    except (OSError, UnicodeDecodeError):
        # What can be read of it is kept: a wrong letter is better than a lost page.
        left = file.read_bytes().decode(errors="replace") if file.is_file() else ""
        raise EditorProblem(f"{name} left a file that is not UTF-8 text.", left) from None


@contextmanager
def _private_folder() -> Iterator[Path]:
    """A folder of ours that is gone afterwards with all that the editor left in it."""
    place = prepare_folder(state_dir() / "editing")
    if os.name == "posix":
        place.chmod(0o700)
    _sweep(place)
    try:
        folder = Path(tempfile.mkdtemp(prefix=f"{os.getpid()}-", dir=place))
    except OSError as problem:
        raise PathProblem(
            f"The folder {place} cannot be written to: {(problem.strerror or '').lower()}."
        ) from problem
    with _removed_before_an_end():
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def _sweep(place: Path) -> None:
    """Remove what programs left that were killed while somebody edited."""
    for left in place.iterdir():
        owner = left.name.partition("-")[0]
        if owner.isdecimal() and not _runs(int(owner)):
            shutil.rmtree(left, ignore_errors=True)


def _runs(process: int) -> bool:
    if os.name != "posix":
        return False  # Windows keeps a file that an editor has open
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True


@contextmanager
def _removed_before_an_end() -> Iterator[None]:
    """A signal that ends the program lets what is underway clean up; ctrl+c is the editor's."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {}

    def leave(number: int, _: FrameType | None) -> None:
        raise SystemExit(128 + number)

    def stay(_: int, __: FrameType | None) -> None:
        """As git does: the editor gets the key too."""

    for name in _ENDINGS:
        if (number := getattr(signal, name, None)) is not None:
            before[number] = signal.signal(number, leave)
    before[signal.SIGINT] = signal.signal(signal.SIGINT, stay)
    try:
        yield
    finally:
        for number, handler in before.items():
            with suppress(TypeError):  # it was set by no Python code
                signal.signal(number, handler)


def _on_this_terminal(command: Sequence[str]) -> int:
    return subprocess.run(command, check=False).returncode  # noqa: S603  # the person's own editor
