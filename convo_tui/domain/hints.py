"""Hints that the manager has had enough of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Dismissed:
    """A hint that is shown no more.

    Attributes:
        id: the name of the hint: `pitfall typing`, `behaviour words`.
        at: since when.
    """

    id: str
    at: datetime
