"""What an examination of the file finds: values with plain sentences; imports nothing heavy."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Weight(StrEnum):
    """How bad a finding is."""

    REMARK = "remark"
    """Worth knowing; all is well."""
    WRONG = "wrong"
    """Something does not agree with something else; nothing that was written is lost."""
    DAMAGE = "damage"
    """The file is damaged: write nothing into it."""


class Mend(StrEnum):
    """What can be made anew out of the rest."""

    INDEX = "index"
    """The search index; mended unasked."""
    TIMELINE = "timeline"
    """The stream of entries that search and history read."""
    SUMS = "sums"
    """The seconds that a talk held keeps of its events."""
    RIGHTS = "rights"
    """Who may read the file."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found.

    Attributes:
        about: a word for programs: `pages`, `references`, `log`, `rows`, `index`, `timeline`,
            `sums`, `events`, `origins`, `corrections`, `times`, `drafts`, `rights`, `header`,
            `age`.
        weight: how bad it is.
        sentence: what is so, for a person.
        advice: what can be done; "" where nothing need be.
        mend: what can be made anew; None where nothing can.
    """

    about: str
    weight: Weight
    sentence: str
    advice: str = ""
    mend: Mend | None = None


RESTORE = "Bring a backup back with convo restore; it goes into a new file and keeps this one."
REPAIR = "convo doctor --repair makes it anew."


def all_well(findings: Iterable[Finding]) -> bool:
    """Whether nothing is wrong."""
    return all(finding.weight is Weight.REMARK for finding in findings)


def is_damaged(findings: Iterable[Finding]) -> bool:
    """Whether nothing may be written into the file any more."""
    return any(finding.weight is Weight.DAMAGE for finding in findings)
