"""The words in writes that no file took, as text: what one would type again if they were gone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import fields
from typing import Any

from convo_tui.domain.values import Change

_WORDS = frozenset(
    {
        "name",
        "text",
        "goal",
        "resources",
        "metric",
        "manager_part",
        "obstacles",
        "celebration",
        "reason",
        "note",
        "recap",
    }
)
"""The fields of our values in which people write."""


class _Listener:
    """Takes a store's place, and notes what it is asked to write."""

    def __init__(self) -> None:
        self.values: list[Any] = []
        self.drafts: dict[str, str] = {}

    def apply(self, *changes: Change, forgets: str = "") -> None:
        """Changes, and the draft that became these."""
        self.drafts.pop(forgets, None)
        self.values += [change.after for change in changes if change.after is not None]

    def keep_draft(self, key: str, text: str) -> None:
        """What stands in a field; nothing there is no draft."""
        self.drafts.pop(key, None)
        if text.strip() and not text.isdecimal():  # a number only says how far a wrap-up got
            self.drafts[key] = text

    def __getattr__(self, name: str) -> Callable[..., None]:
        """Everything else: what is a value among the arguments."""

        def take(*values: Any, **_: Any) -> None:
            self.values += values

        return take


def words_in(tasks: Iterable[Callable[[Any], Any]]) -> list[str]:
    """What people wrote in writes that wait, in their order; each text as it stood last.

    Args:
        tasks: as a writer holds them; none of them is done by this.
    """
    listener = _Listener()
    for task in tasks:
        # Some need an answer from a store to go on; what they ask first has been heard.
        with suppress(Exception):
            task(listener)
    written = [text for value in listener.values for text in _texts(value)]
    return list(dict.fromkeys([*written, *listener.drafts.values()]))


def _texts(value: Any) -> Iterator[str]:
    if not hasattr(value, "__dataclass_fields__"):
        return
    for part in fields(value):
        found = getattr(value, part.name)
        if isinstance(found, str) and part.name in _WORDS and found.strip():
            yield found
        elif isinstance(found, tuple):
            for inner in found:
                yield from _texts(inner)
