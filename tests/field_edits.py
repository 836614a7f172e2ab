"""A value with one of its fields changed, for each field: what a document depends on."""

from __future__ import annotations

import types
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Any, Union, get_args, get_origin, get_type_hints

import pytest

START = datetime(2026, 11, 24, 13, 30, tzinfo=UTC)


def others(kind: Any, now: Any) -> Iterator[Any]:
    """Other things of the kind that a field may hold; a kind that joins must be taught here."""
    if get_origin(kind) in (Union, types.UnionType):
        for each in get_args(kind):
            yield from others(each, now if isinstance(now, get_origin(each) or each) else None)
    elif kind is type(None):
        yield None
    elif get_origin(kind) is tuple:
        for index, each in enumerate(now or ()):
            for other in others(get_args(kind)[0], each):
                yield (*now[:index], other, *now[index + 1 :])
        if not now or not is_dataclass(now[0]):
            yield tuple(now or ()) + tuple(others(get_args(kind)[0], None))[:1]
    elif get_origin(kind) is frozenset:
        yield frozenset(now or ()) | {"zxqv"}
    elif kind is str:
        yield f"{now or ''} zxqv"
    elif kind is bool:
        yield not now
    elif kind is int:
        yield (now or 0) + 1
    elif kind is float:
        yield (now or 0.0) + 240.0
    elif kind is datetime:
        yield (now or START) + timedelta(days=3)
    elif kind is date:
        yield (now or START.date()) + timedelta(days=3)
    elif isinstance(kind, type) and issubclass(kind, StrEnum):
        yield from (each for each in kind if each is not now)
    elif get_origin(kind) in (dict, types.MappingProxyType) or "Mapping" in str(kind):
        yield {"who": "zxqv"}
    elif is_dataclass(kind):
        # One that is not there cannot be made up: another value of the kind is tried.
        yield from (changed for _, _, changed in edits(now)) if now is not None else ()
    else:
        pytest.fail(f"teach this test what else a {kind} may be")


def edits(value: Any) -> Iterator[tuple[str, str, Any]]:
    """The value with one field changed: its class, the field, what it is then."""
    hints = get_type_hints(type(value))
    for part in fields(value):
        now = getattr(value, part.name)
        nested = [now] if is_dataclass(now) else list(now) if isinstance(now, tuple) else []
        if nested and is_dataclass(nested[0]):
            for index, each in enumerate(nested):
                for kind, name, changed in edits(each):
                    whole = (*nested[:index], changed, *nested[index + 1 :])
                    new = whole if isinstance(now, tuple) else changed
                    yield kind, name, replace(value, **{part.name: new})
            continue
        for other in others(hints[part.name], now):
            yield type(value).__name__, part.name, replace(value, **{part.name: other})
