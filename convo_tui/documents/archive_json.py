"""Reading an archive as a stream: whole JSON, no key twice, not too deep, and ours.

ijson reads the JSON (https://github.com/ICRAR/ijson); what the values say is for the store.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from convo_tui.documents.files import check_source
from convo_tui.paths import PathProblem
from convo_tui.text import one_line, shorten

FORMAT = "convo-archive"
VERSION = 1
"""The newest that this Convo reads; the store has the same."""

DEEPEST = 12
"""Objects and lists within each other; ours have six."""

_HEAD = ("format", "version", "made_at", "made_by")

Event = tuple[str, object]


class Foreign(PathProblem):
    """A file that is no archive of ours, or no whole one; nothing was imported."""


class Archive:
    """A file that may be an archive.

    Args:
        path: where it is.

    Raises:
        PathProblem: it is not there.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.told = check_source(path)

    def items(self) -> Iterator[tuple[str, object]]:
        """Every value with the name of its list, from the beginning.

        Raises:
            Foreign: it is no archive, one of a newer Convo, or no whole JSON.
            PathProblem: it cannot be read.
        """
        import ijson

        try:
            with self.path.open("rb") as file:
                yield from self._items(file)
        except (ijson.JSONError, UnicodeDecodeError, RecursionError):
            raise self._foreign("is not whole JSON") from None
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            raise PathProblem(f"{self.told} cannot be read: {reason}.") from error

    def _items(self, file: BinaryIO) -> Iterator[tuple[str, object]]:
        import ijson

        events: Iterator[Event] = ijson.basic_parse(file, use_float=True)
        if next(events, ("", None))[0] != "start_map":
            raise self._foreign("is no archive of Convo")
        seen: set[object] = set()
        while (event := next(events))[0] == "map_key":
            key = event[1]
            self._once(key, seen)
            if key == "values":
                yield from self._lists(events)
            elif key in _HEAD:
                self._head(str(key), self._built(next(events), events, 1))
            else:
                raise self._foreign("is no archive of Convo")
        if next(events, None) is not None or not {"format", "version", "values"} <= seen:
            raise self._foreign("is no archive of Convo")

    def _head(self, key: str, said: object) -> None:
        if key == "format" and said != FORMAT:
            raise self._foreign("is no archive of Convo")
        if key == "version":
            if not isinstance(said, int) or isinstance(said, bool) or said < 1:
                raise self._foreign("is no archive of Convo")
            if said > VERSION:
                raise self._foreign("was written by a newer Convo; update this one first")

    def _lists(self, events: Iterator[Event]) -> Iterator[tuple[str, object]]:
        if next(events)[0] != "start_map":
            raise self._foreign("is no archive of Convo")
        seen: set[object] = set()
        while (event := next(events))[0] == "map_key":
            name = str(event[1])
            self._once(name, seen)
            if next(events)[0] != "start_array":
                raise self._foreign(f"has no list under “{_quoted(name)}”")
            while (event := next(events))[0] != "end_array":
                yield name, self._built(event, events, 3)

    def _built(self, event: Event, events: Iterator[Event], depth: int) -> object:
        """The JSON value that begins with an event."""
        if depth > DEEPEST:
            raise self._foreign("has objects too deep within each other")
        what, said = event
        if what == "start_array":
            listed = []
            while (event := next(events))[0] != "end_array":
                listed.append(self._built(event, events, depth + 1))
            return listed
        if what == "start_map":
            keyed: dict[str, object] = {}
            seen: set[object] = set()
            while (event := next(events))[0] == "map_key":
                self._once(event[1], seen)
                keyed[str(event[1])] = self._built(next(events), events, depth + 1)
            return keyed
        return said

    def _once(self, key: object, seen: set[object]) -> None:
        if key in seen:
            raise self._foreign(f"has “{_quoted(str(key))}” twice in one object")
        seen.add(key)

    def _foreign(self, words: str) -> Foreign:
        return Foreign(f"{self.told} {words}. Nothing was imported.")


def _quoted(key: str) -> str:
    return shorten(one_line(key), 30)
