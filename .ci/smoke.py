"""Use an installed convo as a person would for a minute: the commands, then the app in a terminal.

Usage: smoke.py PATH-OF-CONVO. Needs only the standard library, so that the environment it runs in
holds what the wheel brought and nothing else. Everything it writes goes to a folder of its own.
"""

# ruff: noqa: T201, S603
import fcntl
import json
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import tempfile
import termios
import time
from pathlib import Path

PATIENCE = 60.0
"""Seconds to wait for the app to show or to do something; a slow CI machine needs a few."""

CTRL_Q = b"\x11"
ESCAPES = re.compile(rb"\x1b(\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(\x07|\x1b\\)|[P^_].*?\x1b\\|.)")
LEAVE_ALTERNATE_SCREEN = b"\x1b[?1049l"


class Failed(Exception):
    """What was seen is not what a person should see."""


def check(holds: bool, what: str, seen: object) -> None:
    """Say that a check holds, or stop at it and show what was seen instead."""
    if not holds:
        raise Failed(f"not so: {what}\n{seen}")
    print(f"ok: {what}")


def commands(convo: str, env: dict[str, str]) -> None:
    """The commands that need no screen."""

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [convo, *arguments],
            env=env,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )

    version = run("--version")
    check(version.returncode == 0 and "0." in version.stdout, "convo --version", version)
    usage = run("--help")
    check(usage.returncode == 0 and "meet" in usage.stdout, "convo --help", usage)
    people = run("people", "--json")
    check(people.returncode == 0, "convo people --json", people)
    check(not json.loads(people.stdout), "nobody is there yet", people)
    check(Path(env["CONVO_DATABASE"]).is_file(), "the database stands where it was put", env)
    run("people", "add", "Ada")
    run("note", "ada", "+ shipped it")
    packet = run("review", "ada", "--format", "html")
    whole = packet.stdout.startswith("<!doctype html>") and "shipped it" in packet.stdout
    check(packet.returncode == 0 and whole, "convo review ada --format html", packet)
    wrong = run("no-such-command")
    check(wrong.returncode == 2, "an unknown command ends with status 2", wrong)
    bare = run()
    plain = bare.stderr.count("\n") == 1 and "Traceback" not in bare.stderr
    check(bare.returncode == 1 and plain, "without a terminal it says so in one line", bare)


def app(convo: str, env: dict[str, str]) -> None:
    """The app in a terminal of 120 by 36: it starts, shows Today, and leaves by ctrl+q."""
    child, terminal = pty.fork()
    if child == 0:
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 36, 120, 0, 0))
        os.execve(convo, [convo], env)  # noqa: S606
    try:
        seen = read_until(terminal, b"Today")
        check(b"Today" in ESCAPES.sub(b"", seen), "convo shows Today", seen[-2000:])
        os.write(terminal, CTRL_Q)
        seen = read_until(terminal, None)
    except Failed:
        os.kill(child, signal.SIGKILL)
        raise
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    check(status == 0, "ctrl+q leaves with status 0", (status, seen[-2000:]))
    check(LEAVE_ALTERNATE_SCREEN in seen, "the terminal is given back", seen[-2000:])


def read_until(terminal: int, wanted: bytes | None) -> bytes:
    """What the app writes until the wanted text shows, it ends, or patience does."""
    seen = b""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if wanted is not None and wanted in ESCAPES.sub(b"", seen):
            return seen
        if select.select([terminal], [], [], 0.2)[0]:
            try:
                piece = os.read(terminal, 65536)
            except OSError:  # how Linux says that the other side is closed
                return seen
            if not piece:
                return seen
            seen += piece
    raise Failed(f"nothing more came within {PATIENCE:.0f} s\n{seen[-2000:]!r}")


def main(convo: str) -> int:
    """Run all of it; the exit status says whether all held."""
    with tempfile.TemporaryDirectory() as folder:
        env = {
            "PATH": os.environ["PATH"],
            "HOME": folder,
            "LANG": "C.UTF-8",
            "TERM": "xterm-256color",
            "CONVO_DATABASE": str(Path(folder) / "own" / "smoke.db"),
        }
        try:
            commands(convo, env)
            app(convo, env)
        except Failed as failed:
            print(failed)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
