"""What came from elsewhere: the values that an import brought, so that it can be undone whole."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

DIGEST_LENGTH = 24
"""Hex digits: 96 bits."""


class ImportKind(StrEnum):
    """What was imported."""

    PEOPLE = "people"
    NOTES = "notes"
    ARCHIVE = "archive"


@dataclass(frozen=True, slots=True)
class Imported:
    """One value that an import brought. The names of files are not kept: they often name people.

    Attributes:
        id: a digest of the batch and of the value as it came, which tells whether it was edited
            since; see `as_it_came`.
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


def as_it_came(batch: str, columns: Mapping[str, Any]) -> str:
    """The digest of a value that an import brought.

    Args:
        batch: of the import; it is random, so that no digest tells what a value says.
        columns: everything the value says, by name, in plain types of JSON and instants.
    """
    said = json.dumps(columns, sort_keys=True, default=str)
    return hashlib.sha256(f"{batch} {said}".encode()).hexdigest()[:DIGEST_LENGTH]
