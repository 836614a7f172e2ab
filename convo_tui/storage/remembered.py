"""The system's keyring, as a convenience: where there is none, Convo just asks.

It is given the data key, never the passphrase. `keyring` is imported only for a file whose key
somebody asked to have remembered.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from convo_tui.storage.cipher import KeyFile
from convo_tui.storage.driver import DataKey

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

SERVICE = "convo-tui"


def key_left(path: Path) -> DataKey | None:
    """The key of an encrypted database, where somebody had it remembered.

    Raises:
        StorageProblem: the key file cannot be used.
    """
    file = KeyFile.of(path)
    return recall(file) if file.remembered else None


def remember(path: Path, key: DataKey) -> bool:
    """Give the keyring the key of a database; whether it took it."""
    file = KeyFile.of(path)
    with suppress(Exception):  # a keyring fails in as many ways as there are systems
        if (ring := _keyring()) is not None:
            ring.set_password(SERVICE, file.id.hex(), b64encode(key.raw).decode())
            if recall(file) == key:
                replace(file, remembered=True).write(path)
                return True
    return False


def recall(file: KeyFile) -> DataKey | None:
    """The key of a database, if the keyring has it and it is the right one."""
    with suppress(Exception):
        if (ring := _keyring()) is not None:
            kept = ring.get_password(SERVICE, file.id.hex())
            key = DataKey(b64decode(kept, validate=True)) if kept else None
            return key if key is not None and file.fits(key) else None
    return None


def forget(file: KeyFile) -> None:
    """Take the key of a database out of the keyring, if it was given it."""
    if not file.remembered:
        return
    with suppress(Exception):
        if (ring := _keyring()) is not None:
            ring.delete_password(SERVICE, file.id.hex())


def _keyring() -> KeyringBackend | None:
    """The system's keyring; None where there is none that keeps secrets secret."""
    import keyring
    from keyring.core import recommended

    ring = keyring.get_keyring()
    return ring if recommended(ring) else None
