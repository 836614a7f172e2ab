"""Encrypted files for tests, whose passphrases are cheap to try."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from convo_tui.storage import changeover, cipher, driver
from convo_tui.storage.cipher import KeyFile
from convo_tui.storage.driver import DataKey
from convo_tui.storage.sealing import Cost

WEAK = Cost(2**4)
PASSPHRASE = "correct horse battery"  # noqa: S105
NEW_PASSPHRASE = "quite another one"  # noqa: S105
SECRET = "the importer broke on Tuesday"  # noqa: S105
"""A text that no file of an encrypted database has among its bytes."""

PLAIN = """
from pathlib import Path
from storage_samples import every_kind
from convo_tui.storage.store import open_store
store = open_store(Path({path!r}))
store.take_in(every_kind({secret!r}), ())
store.close()
"""
HOLD = """
import sys
from pathlib import Path
from encrypted import PASSPHRASE
from convo_tui.storage import cipher, driver
from convo_tui.storage.database import Watch
from convo_tui.storage.glance import glances
from convo_tui.storage.store import open_store
path = Path({path!r})
if driver.is_locked(path):
    cipher.unlock(path, PASSPHRASE)
store = open_store(path)
watch = Watch(path)
for _ in range(3):
    # A file opened and closed beside SQLite's would let go of all its locks.
    glances(path), watch.changed(), store.people(), driver.is_encrypted(path)
print("open", flush=True)
sys.stdin.readline()
"""
TESTS = Path(__file__).parent


class Ring:
    """A keyring in memory. No subclass of keyring's own: those offer themselves to every test."""

    priority = 5

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        """As keyring has it."""
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        """As keyring has it."""
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        """As keyring has it."""
        del self.kept[service, username]


def run(code: str) -> subprocess.CompletedProcess[str]:
    """Run code in an interpreter of its own, with the tests' helpers at hand."""
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=TESTS
    )


def plain(path: Path) -> Path:
    """A plain database with one of everything in it; this process has not opened it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(_plain())
    path.chmod(0o600)
    return path


@cache
def _plain() -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "convo.db"
        done = run(PLAIN.format(path=str(path), secret=SECRET))
        assert done.returncode == 0, done.stderr
        return path.read_bytes()


def encrypt(path: Path, passphrase: str = PASSPHRASE) -> tuple[KeyFile, DataKey, str]:
    """Make a plain database encrypted; its key file, its key, and the recovery key."""
    file, key, groups = KeyFile.new(passphrase, WEAK)
    changeover.encrypt(path, file, key)
    return file, key, "-".join(groups)


def contents(path: Path) -> dict[str, list[Any]]:
    """All tables, and the header's numbers; by the cipher's library alone."""
    driver.by_cipher(path)
    with closing(driver.connect(path, read_only=True)) as connection:
        objects = connection.execute("SELECT name, sql FROM sqlite_master ORDER BY 1").fetchall()
        found: dict[str, list[Any]] = {"": objects}
        for name in ("application_id", "user_version"):
            found[name] = connection.execute(f"PRAGMA {name}").fetchall()
        for query in changeover._all_rows(connection):
            found[query] = connection.execute(query).fetchall()
    return found


@contextmanager
def _cheap() -> Iterator[None]:
    """Leave out what takes time, and no trace that could be cut off; it may die in between."""
    before = cipher.FOR_RECOVERY, changeover._all_rows
    cipher.FOR_RECOVERY = WEAK
    # Comparing all rows is half of all statements, and only reads.
    changeover._all_rows = lambda source: iter(())
    try:
        yield
    finally:
        cipher.FOR_RECOVERY, changeover._all_rows = before


def encrypt_in(folder: Path) -> None:
    """An operation to be cut off: see `dying`."""
    with _cheap():
        encrypt(folder / "convo.db")


def decrypt_in(folder: Path) -> None:
    """Another one."""
    path = folder / "convo.db"
    with _cheap():
        cipher.unlock(path, PASSPHRASE)
        changeover.decrypt(path)


def change_passphrase_in(folder: Path) -> None:
    """And the third: a new passphrase and a new recovery key."""
    path = folder / "convo.db"
    with _cheap():
        file = KeyFile.of(path)
        key = file.open(PASSPHRASE)
        file, _ = file.with_passphrase(key, NEW_PASSPHRASE, WEAK).with_new_recovery(key)
        file.write(path)


@contextmanager
def held_open(path: Path) -> Iterator[None]:
    """Another process has the file open as the app does, until the block ends."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD.format(path=str(path))],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=TESTS,
    )
    with process:
        assert process.stdout is not None
        assert process.stdout.readline() == "open\n"
        try:
            yield
        finally:
            process.communicate("\n")
    assert process.returncode == 0
