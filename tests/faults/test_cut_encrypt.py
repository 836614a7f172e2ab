"""Encrypting, decrypting and changing the passphrase, killed at every step: old or new."""

from __future__ import annotations

import os
from pathlib import Path

import dying
import pytest
from conftest import Tally
from dying import killed_at_every_size, killed_at_every_step
from encrypted import (
    NEW_PASSPHRASE,
    PASSPHRASE,
    change_passphrase_in,
    contents,
    decrypt_in,
    encrypt,
    encrypt_in,
    plain,
)

from convo_tui.storage import changeover, cipher, driver

# What each of the killed processes would else import anew.
dying.PRELOADED += [
    "encrypted",
    "sqlcipher3.dbapi2",
    "cryptography.hazmat.primitives.ciphers.aead",
]

pytestmark = pytest.mark.skipif(os.name != "posix", reason="killed by POSIX signals")


@pytest.fixture
def prepared(tmp_path: Path) -> Path:
    """A folder with a plain database."""
    return plain(tmp_path / "prepared" / "convo.db").parent


@pytest.fixture
def locked(prepared: Path) -> Path:
    """A folder with an encrypted one."""
    encrypt(prepared / "convo.db")
    return prepared


def opens(path: Path) -> str:
    """What stands there after a cut, which must open and hold all that it held."""
    if not driver.is_encrypted(path):
        assert path.read_bytes().startswith(driver.PLAIN)
        return "plain"
    for passphrase in (PASSPHRASE, NEW_PASSPHRASE):
        try:
            cipher.unlock(path, passphrase)
        except cipher.WrongSecret:
            continue
        return f"encrypted, {passphrase}"
    raise AssertionError("no passphrase opens it")


def test_encrypting_cut_off_at_any_step(prepared: Path, tmp_path: Path, tally: Tally) -> None:
    before, found = contents(prepared / "convo.db"), []
    for folder in killed_at_every_step(encrypt_in, prepared, tmp_path / "cut"):
        found.append(opens(folder / "convo.db"))
        assert contents(folder / "convo.db") == before
    tally("encrypting, killed at each step", len(found), 0)
    # It changes once, and early enough that there are steps after it.
    assert found == sorted(found, reverse=True)
    assert set(found) == {"plain", f"encrypted, {PASSPHRASE}"}


def test_decrypting_cut_off_at_any_step(locked: Path, tmp_path: Path, tally: Tally) -> None:
    before, found = contents(locked / "convo.db"), []
    for folder in killed_at_every_step(decrypt_in, locked, tmp_path / "cut"):
        found.append(opens(folder / "convo.db"))
        assert contents(folder / "convo.db") == before
    tally("decrypting, killed at each step", len(found), 0)
    assert found == sorted(found)
    assert set(found) == {"plain", f"encrypted, {PASSPHRASE}"}


def test_a_new_passphrase_cut_off_at_any_step(locked: Path, tmp_path: Path, tally: Tally) -> None:
    before, found = contents(locked / "convo.db"), []
    for folder in killed_at_every_step(change_passphrase_in, locked, tmp_path / "cut"):
        found.append(opens(folder / "convo.db"))
        assert contents(folder / "convo.db") == before
    tally("changing the passphrase, killed at each step", len(found), 0)
    assert set(found) <= {f"encrypted, {PASSPHRASE}", f"encrypted, {NEW_PASSPHRASE}"}
    change_passphrase_in(locked)
    assert cipher.KeyFile.of(locked / "convo.db").open(NEW_PASSPHRASE)


@pytest.mark.parametrize("operation", [encrypt_in, decrypt_in])
def test_cut_off_in_the_middle_of_a_write(
    prepared: Path, tmp_path: Path, times: int, tally: Tally, operation: object
) -> None:
    if operation is decrypt_in:
        encrypt(prepared / "convo.db")
    before, tried = contents(prepared / "convo.db"), 0
    acts = encrypt_in if operation is encrypt_in else decrypt_in
    cuts = killed_at_every_size(acts, prepared, tmp_path / "cut", every=max(1, 8 // times))
    for folder in cuts:
        path = folder / "convo.db"
        opens(path)
        assert contents(path) == before
        # What it left is in nobody's way.
        changeover.sweep(path)
        acts(folder)
        assert contents(path) == before
        assert not list(folder.glob("*.changing*"))
        tried += 1
    tally(f"{acts.__name__.partition('_')[0]}ing, killed in the middle of a write", tried, 0)
    assert tried > 2
