"""Values read by plain SQL: for what cannot wait until SQLModel is imported, or until it answers.

What comes out is what `codecs.decode` makes of the same row; the value's own fields say how.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields
from datetime import UTC, date, datetime
from enum import StrEnum
from functools import cache
from typing import Any, NamedTuple, TypeVar, get_args, get_origin, get_type_hints

from convo_tui.domain.agenda import Segment
from convo_tui.domain.commitments import Checkpoint

V = TypeVar("V")

Ask = Callable[[str, tuple[object, ...]], Sequence[Sequence[Any]]]
"""Runs a SELECT with its parameters, and hands out the rows."""

IN_LIST = "IN (SELECT value FROM json_each(?))"
"""Takes any number of texts or numbers as one parameter; see `listed`."""


def listed(items: object) -> str:
    """What `IN_LIST` takes."""
    return json.dumps(list(items))  # type: ignore[call-overload]  # whatever can be gone through


def table_of(kind: type[Any]) -> str:
    """The table of a value: `talking_point` for a TalkingPoint."""
    return "".join(f"_{sign.lower()}" if sign.isupper() else sign for sign in kind.__name__)[1:]


def values(
    ask: Ask, kind: type[V], where: str, *parameters: object, **children: Any
) -> tuple[V, ...]:
    """The values of a table that fit.

    Args:
        ask: the file.
        kind: which values; not Commitment, whose checkpoints stand in another table, unless
            `children` has them.
        where: SQL behind WHERE.
        parameters: of that.
        children: fields that no column has, for each value by its id.

    Raises:
        TypeError, ValueError: what stands in a row is no such value.
    """
    table: type[Any] = kind
    plan = _plan(table, frozenset(children))  # type: ignore[arg-type]  # a class is hashable
    names = ", ".join(f'"{name}"' for name, _ in plan)
    rows = ask(f"SELECT {names} FROM {table_of(kind)} WHERE {where}", parameters)  # noqa: S608
    return tuple(
        kind(
            **{name: read(part) for (name, read), part in zip(plan, row, strict=True)},
            **{name: by_id.get(row[0], ()) for name, by_id in children.items()},
        )
        for row in rows
    )


def checkpoints_of(ask: Ask, commitments: Iterable[str]) -> dict[str, tuple[Checkpoint, ...]]:
    """The checkpoints of some commitments, by date."""
    wanted = f"commitment_id {IN_LIST}"
    owners: dict[str, str] = dict(
        ask(f"SELECT id, commitment_id FROM checkpoint WHERE {wanted}", (listed(commitments),))  # type: ignore[arg-type]  # noqa: S608  # two columns
    )
    points = values(ask, Checkpoint, f'id {IN_LIST} ORDER BY "on", id', listed(owners))
    found: dict[str, tuple[Checkpoint, ...]] = defaultdict(tuple)
    for point in points:
        found[owners[point.id]] += (point,)
    return found


Read = Callable[[Any], Any]


@cache
def _plan(kind: type[Any], without: frozenset[str]) -> tuple[tuple[str, Read], ...]:
    """The columns of a value, the id first, each with what reads it."""
    hints = get_type_hints(kind)
    return tuple(
        (field.name, _reader(hints[field.name]))
        for field in fields(kind)
        if field.name not in without
    )


def _reader(hint: Any) -> Read:
    kinds = [each for each in get_args(hint) or (hint,) if each is not type(None)]
    optional = type(None) in get_args(hint)
    if get_origin(hint) is tuple:
        item = get_args(hint)[0]
        return _segments if item is Segment else _tuple
    if get_origin(hint) is Mapping:
        return json.loads
    (kind,) = kinds
    read = _reader_of(kind)
    return (lambda stored: None if stored is None else read(stored)) if optional else read


def _reader_of(kind: type[Any]) -> Read:
    if issubclass(kind, StrEnum):
        return kind
    if kind is bool:
        return lambda stored: bool(_checked(stored, int))
    if kind is datetime:
        return instant
    if kind is date:
        return date.fromisoformat
    # SQLite keeps a text in a column of numbers, where a bit that flipped says so.
    wanted = (float, int) if kind is float else (kind,)
    return lambda stored: _checked(stored, *wanted)


def _checked(stored: Any, *kinds: type[Any]) -> Any:
    if not isinstance(stored, kinds):
        raise TypeError(f"no {kinds[0].__name__}")
    return stored


def _tuple(stored: str) -> tuple[Any, ...]:
    return tuple(json.loads(stored))


def _segments(stored: str) -> tuple[Segment, ...]:
    return tuple(Segment(**row) for row in json.loads(stored))


def instant(stored: str) -> datetime:
    """An instant as SQLite keeps it: in UTC, without saying so."""
    return datetime.fromisoformat(stored).replace(tzinfo=UTC)


class StreamRow(NamedTuple):
    """A row of the stream that `entries.py` makes, but for its text."""

    id: int
    person_id: str
    kind: str
    at: datetime
    source: str
    source_id: str
    subject_id: str
    meeting_id: str | None
    private: bool


def stream_rows(ask: Ask, where: str, *parameters: object) -> list[StreamRow]:
    """The rows of the stream that fit; `where` may go on with ORDER BY and LIMIT."""
    names = ", ".join(StreamRow._fields)
    rows = ask(f"SELECT {names} FROM entry WHERE {where}", parameters)  # noqa: S608
    return [StreamRow(*row)._replace(at=instant(row[3])) for row in rows]
