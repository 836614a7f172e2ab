"""A key sealed under a secret: scrypt makes the secret costly to guess, AES-GCM seals.

Imports nothing heavy until something is sealed or opened.
"""

from __future__ import annotations

import hashlib
import secrets
from base64 import b64decode, b64encode
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Self

from convo_tui.storage.driver import KEY_BYTES, MISSING, DataKey
from convo_tui.storage.problems import StorageProblem

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_PARTS = ("salt", "nonce", "key")


class NotEnoughMemory(StorageProblem):
    """The machine has less memory free than a key needs."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What trying one passphrase costs: scrypt's parameters, kept in the key file.

    Attributes:
        n: how much memory, with `r`: 128 * n * r bytes.
    """

    n: int
    r: int = 8
    p: int = 1

    def __post_init__(self) -> None:
        # A file can say anything: 2 GB and some seconds are the most that it gets.
        fits = 1 < self.n <= 1 << 21 and self.n & self.n - 1 == 0
        if not (fits and 1 <= self.r <= 8 and 1 <= self.p <= 16):
            raise ValueError("not a cost of scrypt that Convo uses")

    @property
    def memory(self) -> int:
        """Bytes that scrypt needs, and some to spare."""
        return 128 * self.r * (self.n + self.p + 2) + (1 << 20)


@dataclass(frozen=True, slots=True)
class Sealed:
    """The data key under one secret."""

    cost: Cost
    salt: bytes
    nonce: bytes
    key: bytes = field(repr=False)

    @classmethod
    def new(cls, key: DataKey, secret: bytes, cost: Cost, about: bytes) -> Self:
        """Seal the data key; `about` says whose it is, and has to be the same on opening."""
        salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
        wrapping = aes_gcm(_stretched(secret, salt, cost))
        return cls(cost, salt, nonce, wrapping.encrypt(nonce, key.raw, about))

    def opened(self, secret: bytes, about: bytes) -> DataKey | None:
        """The data key; None where the secret is not the one it was sealed with."""
        wrapping = aes_gcm(_stretched(secret, self.salt, self.cost))
        from cryptography.exceptions import InvalidTag

        try:
            return DataKey(wrapping.decrypt(self.nonce, self.key, about))
        except InvalidTag:
            return None

    def as_data(self) -> dict[str, Any]:
        """What the file says of it."""
        parts = {"salt": self.salt, "nonce": self.nonce, "key": self.key}
        cost = {"kdf": "scrypt", "n": self.cost.n, "r": self.cost.r, "p": self.cost.p}
        return cost | {name: b64encode(part).decode() for name, part in parts.items()}

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> Self:
        """The same read back; raises KeyError, TypeError or ValueError."""
        salt, nonce, key = (b64decode(data[name], validate=True) for name in _PARTS)
        if data["kdf"] != "scrypt" or len(nonce) != 12 or len(key) != KEY_BYTES + 16:
            raise ValueError("not a sealed key")
        return cls(Cost(int(data["n"]), int(data["r"]), int(data["p"])), salt, nonce, key)


def _stretched(secret: bytes, salt: bytes, cost: Cost) -> bytes:
    try:
        return hashlib.scrypt(
            secret, salt=salt, n=cost.n, r=cost.r, p=cost.p, maxmem=cost.memory, dklen=KEY_BYTES
        )
    except (MemoryError, ValueError):
        # OpenSSL says that there is no memory by a ValueError; the parameters were looked at.
        needed = cost.memory >> 20
        raise NotEnoughMemory(f"Opening takes {needed} MB of memory; free some first.") from None


def aes_gcm(key: bytes) -> AESGCM:
    """What seals with a key.

    Raises:
        StorageProblem: it is not installed.
    """
    try:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM
    except ImportError as fault:
        raise StorageProblem(MISSING) from fault
    return AESGCM(key)
