"""The key of an encrypted file, and the small file beside it that keeps it wrapped.

The database is encrypted with a random data key. `convo.db.key` holds that key twice, sealed once
under the passphrase and once under the recovery key, and nothing that is not sealed. Changing
either seals anew; the database is not touched. Imports nothing heavy until a key is needed.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from convo_tui.paths import PathProblem, write_private
from convo_tui.storage import driver, recovery_key
from convo_tui.storage.driver import KEY_BYTES, DataKey
from convo_tui.storage.problems import Damaged, Locked, StorageProblem, TooNew, Unwritable
from convo_tui.storage.sealing import Cost, NotEnoughMemory, Sealed, aes_gcm
from convo_tui.text import one_line

VERSION = 1
LEAST_LETTERS = 8

_LARGEST = 1 << 16
"""Bytes; a key file has about a thousand."""


class WrongSecret(Locked):
    """What was typed opens nothing; the file itself may well be sound."""


STRONG = Cost(2**17)
"""128 MB and about half a second for each passphrase that somebody tries."""

LEAST = Cost(2**15)
"""What a machine with little memory falls back to."""

FOR_RECOVERY = Cost(2**14)
"""A recovery key has 160 random bits: nobody guesses it, whatever a guess costs."""


@dataclass(frozen=True, slots=True)
class KeyFile:
    """What `convo.db.key` holds.

    Attributes:
        id: of the database, so that a key file is not taken for that of another.
        proof: tells whether a data key is the right one, and nothing about it.
        remembered: whether the system's keyring was given the data key, on some machine.
    """

    id: bytes
    proof: bytes
    by_passphrase: Sealed
    by_recovery: Sealed
    remembered: bool = False

    @classmethod
    def new(
        cls, passphrase: str, cost: Cost | None = None
    ) -> tuple[KeyFile, DataKey, tuple[str, ...]]:
        """A new data key, the file for it, and the recovery key's groups to be written down."""
        id, key = secrets.token_bytes(16), DataKey(secrets.token_bytes(KEY_BYTES))  # noqa: A001
        recovery = secrets.token_bytes(recovery_key.KEY_BYTES)
        file = cls(
            id,
            _proof(id, key),
            _sealed(key, passphrase, cost or STRONG, id),
            Sealed.new(key, recovery, FOR_RECOVERY, _about(id, "recovery")),
        )
        return file, key, recovery_key.groups_of(recovery)

    def with_passphrase(self, key: DataKey, passphrase: str, cost: Cost | None = None) -> KeyFile:
        """The same data key under another passphrase; the earlier one opens this no more."""
        return replace(self, by_passphrase=_sealed(key, passphrase, cost or STRONG, self.id))

    def with_new_recovery(self, key: DataKey) -> tuple[KeyFile, tuple[str, ...]]:
        """The same data key under a new recovery key, and its groups."""
        recovery = secrets.token_bytes(recovery_key.KEY_BYTES)
        sealed = Sealed.new(key, recovery, FOR_RECOVERY, _about(self.id, "recovery"))
        return replace(self, by_recovery=sealed), recovery_key.groups_of(recovery)

    def open(self, typed: str) -> DataKey:
        """The data key, by its passphrase or its recovery key; takes about half a second.

        Raises:
            WrongSecret: what was typed is neither.
            StorageProblem: something to open it with is missing: a package, or memory.
        """
        recovery = recovery_key.parse(typed)
        key = recovery and self.by_recovery.opened(recovery, _about(self.id, "recovery"))
        key = key or self.by_passphrase.opened(_bytes(typed), _about(self.id, "passphrase"))
        if key:
            return key
        if recovery is None and recovery_key.looks_like_one(typed):
            raise WrongSecret("There is a slip in this recovery key; look at each group again.")
        raise WrongSecret("That passphrase does not open it.")

    def fits(self, key: DataKey) -> bool:
        """Whether this is the data key that the file holds."""
        return hmac.compare_digest(self.proof, _proof(self.id, key))

    @classmethod
    def of(cls, database: Path) -> KeyFile:
        """Read the key file beside a database.

        Raises:
            Damaged: it is not what Convo wrote.
            TooNew: a newer Convo wrote it.
            StorageProblem: it cannot be read.
        """
        path = driver.key_file(database)
        try:
            with path.open("rb") as opened:
                data = json.loads(opened.read(_LARGEST))
            # The one part that every version keeps as it is.
            if data.pop("check") != _checksum(data):
                raise _damaged(path, database)
            if data["convo_key"] != VERSION:
                raise TooNew(f"{path} was written by a newer Convo; update Convo to open it.")
            return cls._from_data(data)
        except OSError as fault:
            raise StorageProblem(
                f"Cannot read {path}: {(fault.strerror or '').lower()}."
            ) from fault
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            # Not `from` it: what stands in the file is not for a log.
            raise _damaged(path, database) from None

    @classmethod
    def _from_data(cls, data: dict[str, Any]) -> KeyFile:
        return cls(
            bytes.fromhex(data["id"]),
            bytes.fromhex(data["proof"]),
            Sealed.from_data(data["passphrase"]),
            Sealed.from_data(data["recovery"]),
            data["remembered"] is True,
        )

    def write(self, database: Path) -> None:
        """Write it beside a database, so that at no moment half of it stands there.

        Raises:
            Unwritable: it cannot be written; what was there before is untouched.
        """
        data: dict[str, Any] = {
            "convo_key": VERSION,
            "id": self.id.hex(),
            "proof": self.proof.hex(),
            "passphrase": self.by_passphrase.as_data(),
            "recovery": self.by_recovery.as_data(),
            "remembered": self.remembered,
        }
        text = json.dumps(data | {"check": _checksum(data)}, indent=2)
        try:
            write_private(driver.key_file(database), f"{text}\n")
        except PathProblem as problem:
            raise Unwritable(str(problem)) from problem


def unlock(path: Path, typed: str) -> None:
    """Let this process open an encrypted file, by its passphrase or its recovery key.

    Takes about half a second, so screens call it in a thread.

    Raises:
        WrongSecret: what was typed is neither.
        Damaged: the key file is not what Convo wrote.
    """
    driver.unlock(path, KeyFile.of(path).open(typed))


def fitting(path: Path, keys: Iterable[DataKey]) -> DataKey | None:
    """Which of these keys opens a file: that of a database opens its backups too.

    Raises:
        Damaged, TooNew, StorageProblem: the key file beside it cannot be used.
    """
    file = KeyFile.of(path)
    return next((key for key in keys if file.fits(key)), None)


def wrong_with(passphrase: str) -> str:
    """Why something will not do as a new passphrase, in a sentence; "" where it will."""
    if len(one_line(passphrase)) < LEAST_LETTERS:
        return f"A passphrase needs {LEAST_LETTERS} letters at least; four or five words are best."
    return ""


def has_extra() -> bool:
    """Whether what encrypts is installed."""
    try:
        driver.library(encrypted=True)
        aes_gcm(bytes(KEY_BYTES))
    except StorageProblem:
        return False
    return True


def _damaged(path: Path, database: Path) -> Damaged:
    return Damaged(
        f"{path} is damaged, and without it {database.name} does not open. Put back the one that"
        " a backup has beside it."
    )


def _sealed(key: DataKey, passphrase: str, cost: Cost, id: bytes) -> Sealed:  # noqa: A002
    """Seal under a passphrase, at a lower cost only where there is not the memory for more."""
    while True:
        try:
            return Sealed.new(key, _bytes(passphrase), cost, _about(id, "passphrase"))
        except NotEnoughMemory:
            if cost.n <= LEAST.n:
                raise
            cost = replace(cost, n=cost.n // 2)


def _bytes(passphrase: str) -> bytes:
    """A passphrase as it counts, wherever it was typed: composed letters, single spaces."""
    return one_line(passphrase).encode()


def _about(id: bytes, secret: str) -> bytes:  # noqa: A002
    return f"convo key {VERSION} {id.hex()} {secret}".encode()


def _proof(id: bytes, key: DataKey) -> bytes:  # noqa: A002
    return hmac.digest(key.raw, b"convo proof " + id, "sha256")


def _checksum(data: dict[str, Any]) -> str:
    """Tells a damaged key file from a wrong passphrase; it protects against nobody."""
    return hashlib.sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()[:16]
