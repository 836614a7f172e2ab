"""Numbers with the word for what is counted."""

from __future__ import annotations


def several(number: int, one: str, more: str = "") -> str:
    """`1 talk`, `2 talks`; `more` where the word for several is not made with an s."""
    return f"{number} {one if number == 1 else more or one + 's'}"
