"""A program in a real pseudo-terminal: keys in, bytes out, each with the moment it came."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import signal
import struct
import termios
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Self

PATIENCE = 60.0
"""Seconds after which a wait gives up. Only a test that fails ever waits for so long."""

SEQUENCES = re.compile(
    rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[PX^_][^\x1b]*\x1b\\|[ -/]*[0-~])"
)
"""What a terminal obeys in what a program writes; without it the text is left."""

KEYS = {
    "enter": b"\r",
    # As terminals with the kitty protocol send it: a bare escape is one only once nothing follows.
    "escape": b"\x1b[27u",
    "tab": b"\t",
    "shift+tab": b"\x1b[Z",
    "space": b" ",
    "backspace": b"\x7f",
    "delete": b"\x1b[3~",
    "up": b"\x1b[A",
    "down": b"\x1b[B",
    "right": b"\x1b[C",
    "left": b"\x1b[D",
    "home": b"\x1b[H",
    "end": b"\x1b[F",
    "f2": b"\x1bOQ",
    "f3": b"\x1bOR",
    "f4": b"\x1bOS",
}


def as_installed(compiled: Path) -> dict[str, str]:
    """This environment, with compiled modules kept in a folder.

    Elsewhere they may be neither there nor welcome, and compiling costs more than a start does.
    """
    env = {name: text for name, text in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**env, "PYTHONPYCACHEPREFIX": str(compiled)}


class NotSeen(AssertionError):
    """What was waited for did not come."""


class Program:
    """Starts a program in a pseudo-terminal of its own and takes in what it writes.

    Args:
        command: the program and its arguments; the program by its whole path.
        env: its whole environment.
    """

    def __init__(
        self,
        command: Sequence[str],
        *,
        columns: int = 120,
        rows: int = 36,
        env: Mapping[str, str] | None = None,
    ) -> None:
        self._raw = bytearray()
        self.arrivals: list[tuple[float, int]] = []
        """When bytes came, in `time.perf_counter` seconds, and how many there were by then."""
        self._news = threading.Condition()
        self._ended = False
        self._status: int | None = None
        self._line, other_end = pty.openpty()
        self.set_size(columns, rows)
        name = os.ttyname(other_end)
        self.started = time.perf_counter()
        self.pid = self.start(list(command), dict(os.environ if env is None else env), name)
        self._reader = threading.Thread(target=self._read, name="terminal", daemon=True)
        self._reader.start()
        # Held open until the program has its own: a line without another end gives no bytes.
        os.close(other_end)

    def start(self, command: list[str], env: dict[str, str], terminal: str) -> int:
        """Start the program as the leader of a session on that terminal; its process id.

        Such a leader is given the terminal as its own: resizing and hanging up then send it the
        signals that a real terminal sends.
        """
        return os.posix_spawn(
            command[0],
            command,
            env,
            setsid=True,
            # Tests that run in the background have it ignored, and would hand that on.
            setsigdef=[signal.SIGINT],
            file_actions=[
                (os.POSIX_SPAWN_OPEN, 0, terminal, os.O_RDWR, 0),
                (os.POSIX_SPAWN_DUP2, 0, 1),
                (os.POSIX_SPAWN_DUP2, 0, 2),
            ],
        )

    def ended(self) -> int:
        """Wait for the process; its status as `os.waitpid` gives it."""
        return os.waitpid(self.pid, 0)[1]

    def _read(self) -> None:
        while True:
            try:
                data = os.read(self._line, 65536)
            except OSError:  # how Linux says that the other end is closed
                data = b""
            with self._news:
                if data:
                    self._raw += data
                    self.arrivals.append((time.perf_counter(), len(self._raw)))
                    self.took(data)
                else:
                    self._ended = True
                self._news.notify_all()
            if not data:
                return

    @property
    def raw(self) -> bytes:
        """All that it has written so far; a copy, as more may come while one looks through it."""
        return bytes(self._raw)

    def took(self, data: bytes) -> None:
        """Called with all that the program writes, in order."""

    # --- keys --------------------------------------------------------------------------------

    def press(self, *keys: str) -> None:
        """Press keys, one after the other: "a", "ctrl+q", "enter"."""
        for key in keys:
            if key.startswith("ctrl+"):
                self.send(bytes([ord(key[-1].upper()) & 0x1F]))
            else:
                self.send(KEYS.get(key) or key.encode())

    def type(self, text: str) -> None:
        """Type a text as it stands."""
        self.send(text.encode())

    def paste(self, text: str) -> None:
        """Paste a text, as terminals tell it from typing."""
        self.send(b"\x1b[200~" + text.encode() + b"\x1b[201~")

    def send(self, data: bytes) -> None:
        """Send bytes as the keyboard would."""
        while data:
            data = data[os.write(self._line, data) :]

    def set_size(self, columns: int, rows: int) -> None:
        """Say how big the window is; the program is told by its SIGWINCH."""
        fcntl.ioctl(self._line, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def modes(self) -> list[object]:
        """How the terminal treats what is typed, as the program has set it."""
        return list(termios.tcgetattr(self._line))

    # --- waiting -----------------------------------------------------------------------------

    def wait_until(self, holds: Callable[[], bool], what: str) -> None:
        """Wait until something holds; it is asked anew whenever the program wrote.

        Raises:
            NotSeen: it did not within `PATIENCE`, or the program ended first.
        """
        with self._news:
            self._news.wait_for(lambda: holds() or self._ended, PATIENCE)
            if not holds():
                raise NotSeen(f"not seen: {what}\n{self.seen()}")

    def seen(self) -> str:
        """What there is to tell when a wait was in vain."""
        return self.plain()[-4000:].decode(errors="replace")

    def plain(self, end: int | None = None) -> bytes:
        """The text in the bytes so far, or in the first `end` of them."""
        return SEQUENCES.sub(b"", self._raw[:end])

    def first_seen(self, text: str, start: int = 0) -> float:
        """Wait for a text in the bytes from `start` on; the `perf_counter` moment it came."""
        wanted = text.encode()
        self.wait_until(lambda: wanted in SEQUENCES.sub(b"", self._raw[start:]), repr(text))
        return next(
            at
            for at, end in self.arrivals
            if end > start and wanted in SEQUENCES.sub(b"", self._raw[start:end])
        )

    # --- the end -----------------------------------------------------------------------------

    def kill(self, how: signal.Signals = signal.SIGKILL) -> None:
        """Send the program a signal."""
        os.kill(self.pid, how)

    def exit_status(self) -> int:
        """Wait for the end; the status, or the signal that ended it as a negative number.

        Raises:
            NotSeen: the program goes on.
        """
        if self._status is None:
            self._reader.join(PATIENCE)
            if self._reader.is_alive():
                raise NotSeen(f"the end of the program\n{self.seen()}")
            self._status = os.waitstatus_to_exitcode(self.ended())
        return self._status

    def hang_up(self) -> None:
        """Take the terminal away, as closing its window does, and wait for the end."""
        os.close(self._line)
        self._line = -1
        self.ended()

    def close(self) -> None:
        """End it whatever it does, and take the terminal away."""
        if self._line < 0:
            return
        if self._status is None:
            self.kill(signal.SIGKILL)
            self.exit_status()
        os.close(self._line)
        self._line = -1

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
