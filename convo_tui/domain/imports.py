"""What came from elsewhere: the values that an import brought, so that it can be undone whole."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class ImportKind(StrEnum):
    """What was imported."""

    PEOPLE = "people"
    NOTES = "notes"
    ARCHIVE = "archive"


@dataclass(frozen=True, slots=True)
class Imported:
    """One value that an import brought. The names of files are not kept: they often name people.

    Attributes:
        batch: the same for all that one import brought.
        at: when that was.
        source: the name of the table that keeps the value.
        value_id: the id of the value.
        person_id: whom it is about; None for what is about nobody, such as a question.
    """

    id: str
    batch: str
    at: datetime
    kind: ImportKind
    source: str
    value_id: str
    person_id: str | None = None
