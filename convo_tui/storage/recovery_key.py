"""The recovery key: 160 random bits as letters and figures that can be read aloud and typed back.

Crockford's base 32 (https://www.crockford.com/base32.html): no I, L, O or U, and whoever types
them is understood. Eight groups of four, and a ninth that tells a slip.
"""

from __future__ import annotations

import hashlib

from convo_tui.text import clean

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
KEY_BYTES = 20
GROUP = 4
"""Letters in a group."""

_BITS = 5
_LETTERS = KEY_BYTES * 8 // _BITS
_TAKEN_FOR = str.maketrans("OIL", "011")


def groups_of(key: bytes) -> tuple[str, ...]:
    """A key as it is shown: nine groups, of which the last checks the others."""
    number = int.from_bytes(key, "big")
    letters = "".join(ALPHABET[number >> _BITS * place & 31] for place in reversed(range(_LETTERS)))
    written = letters + _check(key)
    return tuple(written[start : start + GROUP] for start in range(0, len(written), GROUP))


def normal(typed: str) -> str:
    """What was typed, as the key is written: capitals, no gaps, O as 0, I and L as 1."""
    kept = "".join(letter for letter in clean(typed).upper() if not letter.isspace())
    return kept.translate(str.maketrans("", "", "-–—_.,")).translate(_TAKEN_FOR)


def looks_like_one(typed: str) -> bool:
    """Whether somebody means a recovery key, with a slip in it or not."""
    letters = normal(typed)
    return len(letters) == _LETTERS + GROUP and set(letters) <= set(ALPHABET)


def parse(typed: str) -> bytes | None:
    """The key that was typed; None where it is none, or has a slip in it."""
    if not looks_like_one(typed):
        return None
    letters = normal(typed)
    number = 0
    for letter in letters[:_LETTERS]:
        number = number << _BITS | ALPHABET.index(letter)
    key = number.to_bytes(KEY_BYTES, "big")
    return key if letters[_LETTERS:] == _check(key) else None


def _check(key: bytes) -> str:
    digest = hashlib.sha256(b"convo recovery key" + key).digest()
    return "".join(ALPHABET[byte & 31] for byte in digest[:GROUP])
