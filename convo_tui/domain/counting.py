"""Numbers with the word for what is counted."""

from __future__ import annotations


def several(number: int, one: str, more: str = "") -> str:
    """`1 talk`, `2 talks`, `no talks`; `more` where the plural is not the word with an s."""
    return f"{number or 'no'} {one if number == 1 else more or one + 's'}"
