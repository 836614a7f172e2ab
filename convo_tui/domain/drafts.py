"""Text that was typed and not yet entered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Draft:
    """What stands in a field.

    Attributes:
        id: which field: `line PERSON`, `close COMMITMENT`, `note TALK`.
        at: when it was typed.
    """

    id: str
    text: str
    at: datetime
