"""What more than one room of the domain shares: ids, sides and the changes that undo themselves."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple, Protocol

ID_LENGTH = 12


def new_id() -> str:
    """Twelve random hex digits: made where the value is made, so a screen need not wait for a save.

    Any unambiguous beginning names the value on the command line, as in git.
    """
    import secrets  # with all of hashlib, which the first frame need not wait for

    return secrets.token_hex(ID_LENGTH // 2)


def short_ids(ids: Iterable[str], least: int = 4) -> dict[str, str]:
    """For each id the shortest beginning that no other has.

    Args:
        ids: among which each must be told from the others.
        least: signs that are shown at least; more where later ids will join.
    """
    known = set(ids)
    length = least
    while len({id[:length] for id in known}) < len(known):  # noqa: A001
        length += 1
    return {id: id[:length] for id in known}  # noqa: A001


class Side(StrEnum):
    """Who of the two: who speaks, who owns a commitment, who raised a point."""

    MANAGER = "manager"
    REPORT = "report"
    BOTH = "both"

    @property
    def other(self) -> Side:
        """The one across the table; both stay both."""
        return {Side.MANAGER: Side.REPORT, Side.REPORT: Side.MANAGER}.get(self, self)


class Value(Protocol):
    """Anything the store keeps: a frozen dataclass with an id."""

    @property
    def id(self) -> str:
        """The id under which the store keeps it."""
        ...


class Change(NamedTuple):
    """One value as it was and as it is now; None where it did not exist or no longer does.

    The store applies any number of changes in one transaction, and the inverse of a change is
    its undo, so nothing needs an undo of its own.
    """

    before: Value | None
    after: Value | None

    @classmethod
    def added(cls, value: Value) -> Change:
        """A value that is new."""
        return cls(None, value)

    @classmethod
    def edited(cls, before: Value, after: Value) -> Change:
        """A value that became another one under the same id."""
        return cls(before, after)

    @classmethod
    def removed(cls, value: Value) -> Change:
        """A value that is to go."""
        return cls(value, None)

    @property
    def inverse(self) -> Change:
        """The change that takes this one back."""
        return Change(self.after, self.before)
