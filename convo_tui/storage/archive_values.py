"""What stands in an archive: every kind of value that `codecs.CODECS` knows, by its table's name.

Nothing lists the kinds here. A kind that joins the codecs is written, read back and described.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import fields
from datetime import UTC, datetime
from functools import cache
from typing import Any, Literal

from pydantic import TypeAdapter, ValidationError

from convo_tui.domain.people import Person
from convo_tui.domain.rhythm_words import wall_time
from convo_tui.storage.codecs import CODECS, kind_of
from convo_tui.storage.schema import metadata

FORMAT = "convo-archive"
VERSION = 1
"""Counts up when a field changes its meaning or goes; one that joins has a default."""

YEARS = range(1000, 9000)
"""Years that can be told in every zone."""


class NotAValue(ValueError):
    """Something in an archive that no value can be; the message says what."""


@cache
def kinds() -> dict[str, type[Any]]:
    """Every kind that an archive has a list of, each after what it refers to."""
    found = {}
    for table in metadata.sorted_tables:
        kind = kind_of(table.name)
        if kind is not None and not CODECS[kind].inside:
            found[table.name] = kind
    return found


@cache
def _adapters() -> dict[type[Any], TypeAdapter[Any]]:
    return {kind: TypeAdapter(kind) for kind in kinds().values()}


def as_json(value: Any) -> str:
    """A value as one line of JSON."""
    return _adapters()[type(value)].dump_json(value).decode()


def value_of(kind: type[Any], raw: object) -> Any:
    """The value that JSON says.

    Raises:
        NotAValue: it says none of this kind.
    """
    if not isinstance(raw, Mapping):
        raise NotAValue("it is no object")
    if unknown := raw.keys() - {part.name for part in fields(kind)}:
        raise NotAValue(f"nothing is called {min(unknown)!r}")
    try:
        value = _adapters()[kind].validate_json(json.dumps(raw), strict=True)
    except ValidationError as error:
        raise NotAValue(_words(error)) from None
    try:
        _must_be_sound(kind, value)
    except NotAValue:
        raise
    except (ValueError, KeyError, TypeError, OverflowError):
        raise NotAValue("what it says makes no sense") from None
    return value


def _words(error: ValidationError) -> str:
    first = error.errors(include_url=False, include_input=False)[0]
    place = ".".join(map(str, first["loc"][:3]))
    message = first["msg"][:1].lower() + first["msg"][1:]
    return f"{place}: {message}" if place else message


def _must_be_sound(kind: type[Any], value: Any) -> None:
    for instant in _instants(value):
        if instant.tzinfo is None:
            raise NotAValue("an instant needs its zone")
        if instant.astimezone(UTC).year not in YEARS:
            raise NotAValue("an instant lies beyond all years")
    if isinstance(value, Person) and value.time and wall_time(value.time) != value.time:
        raise NotAValue("time: it is no time of day such as 14:30")
    check = CODECS[kind].check
    if check is not None:
        check(value)


def _instants(value: Any) -> Iterator[datetime]:
    for part in fields(value):
        found = getattr(value, part.name)
        if isinstance(found, datetime):
            yield found
        elif isinstance(found, tuple) and part.name == CODECS[type(value)].children:
            for each in found:
                yield from _instants(each)


def schema() -> dict[str, Any]:
    """The JSON schema of an archive (https://json-schema.org/draft/2020-12/schema)."""
    mode: Literal["validation"] = "validation"
    inputs = [(name, mode, _adapters()[kind]) for name, kind in kinds().items()]
    refs, shared = TypeAdapter.json_schemas(inputs)
    definitions = shared["$defs"]
    for kind in CODECS:
        if kind.__name__ in definitions:
            definitions[kind.__name__]["additionalProperties"] = False
    lists = {name: {"type": "array", "items": refs[name, mode]} for name in kinds()}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Convo archive",
        "description": "Everything in a Convo file, as `convo export -o FILE` writes it.",
        "type": "object",
        "properties": {
            "format": {"const": FORMAT},
            "version": {"const": VERSION},
            "made_at": {"type": "string", "format": "date-time"},
            "made_by": {"type": "string", "description": "The version of Convo."},
            "values": {
                "description": "Every kind of value, by the name of its table.",
                "type": "object",
                "properties": lists,
                "additionalProperties": False,
            },
        },
        "required": ["format", "version", "values"],
        "additionalProperties": False,
        "$defs": definitions,
    }
