"""Lengths of time as documents tell them."""

from __future__ import annotations


def minutes_words(minutes: float) -> str:
    """`31 minutes`, `under a minute`."""
    whole = round(minutes)
    if minutes and not whole:
        return "under a minute"
    return f"{whole} minute" if whole == 1 else f"{whole} minutes"


def hours_words(seconds: float) -> str:
    """`21 h 30 min`, `45 min`."""
    hours, minutes = divmod(round(seconds / 60), 60)
    return f"{hours} h {minutes} min" if hours else f"{minutes} min"
