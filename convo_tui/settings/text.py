"""The settings file as text: which line says what, and changing one line and nothing else.

tomllib reads TOML but keeps neither lines nor comments. It is still the only judge here of what a
piece of TOML means: the text is cut into the shortest pieces that it accepts, so quoted names,
dotted names and values over several lines need no grammar of our own.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, NamedTuple

Loc = tuple[str | int, ...]
"""The way to a value: the names of tables and settings, and numbers (from 0) within lists."""

Simple = str | bool | int
"""What a setting chosen in the app can be."""


class BrokenText(Exception):
    """The text is not TOML, or cannot be changed as wanted; the text says why in a few words.

    Attributes:
        line: where, from 1; None when it breaks off at the end.
    """

    def __init__(self, line: int | None, reason: str) -> None:
        super().__init__(reason)
        self.line = line


class Statement(NamedTuple):
    """One piece of the file: the header of a table, or a setting in it.

    Attributes:
        table: the way to the table opened, or stood in.
        said: the setting by itself, under its name; empty for a header.
        first: its first line, from 0.
        last: its last line; another only for a value over several lines.
    """

    table: Loc
    said: Mapping[str, Any]
    first: int
    last: int


@contextmanager
def _judged() -> Iterator[None]:
    """Turn every way in which tomllib refuses a text into `BrokenText`."""
    try:
        yield
    except tomllib.TOMLDecodeError as error:
        reason, _, place = str(error).partition(" (at ")
        line = re.match(r"line (\d+)", place)
        raise BrokenText(int(line[1]) if line else None, reason[0].lower() + reason[1:]) from error
    except ValueError as error:
        raise BrokenText(None, "a number is too long") from error
    except RecursionError as error:
        raise BrokenText(None, "lists stand in lists too deep") from error


@_judged()
def parse(text: str) -> dict[str, Any]:
    """What the text says.

    Raises:
        BrokenText: it is not TOML.
    """
    return tomllib.loads(text)


@_judged()
def lines_of(text: str) -> dict[Loc, int]:
    """The line, from 1, on which each table and setting of a valid text begins.

    A table that is only implied, as `talk` by `talk.template = "quick"`, has the line that implies
    it, and all that stands within one value has the line on which the value begins.
    """
    found: dict[Loc, int] = {}
    for statement in _statements(text.split("\n")):
        for loc in _locs(statement.said, statement.table):
            for length in range(1, len(loc) + 1):
                found.setdefault(loc[:length], statement.first + 1)
    return found


@_judged()
def with_value(text: str, name: str, value: Simple) -> str:
    """The text with one setting outside all tables changed or added; all else stays as it is.

    A new setting goes beneath its commented-out default if there is one, else beneath the last
    setting outside tables, else to the top.

    Raises:
        BrokenText: the text is not TOML, or more than the one setting would change.
    """
    before = parse(text)
    lines = text.split("\n")
    top = [each for each in _statements(lines) if not each.table]
    stated = next((each for each in top if name in each.said), None)
    if stated is None:
        _add(lines, _place_for(name, lines, top), f"{name} = {toml_value(value)}")
    else:
        old = "\n".join(lines[stated.first : stated.last + 1])
        lines[stated.first : stated.last + 1] = [_replaced(old, toml_value(value))]
    after = "\n".join(lines)
    if parse(after) != before | {name: value}:
        raise BrokenText(None, f"{name} does not stand there as one value")
    return after


def toml_value(value: object) -> str:
    """A value as TOML.

    Raises:
        TypeError: nothing like it stands in a settings file.
    """
    match value:
        case bool():
            return "true" if value else "false"
        case int() | float():
            return repr(value)
        case str():
            # JSON's escapes are TOML's too; only DEL goes bare in JSON and may not in TOML.
            return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    raise TypeError(f"{value!r} has no place in a settings file")


def _statements(lines: list[str]) -> Iterator[Statement]:
    table: Loc = ()
    lists: dict[Loc, int] = {}
    first = 0
    while first < len(lines):
        last, said = _piece(lines, first)
        if lines[first].lstrip(" \t").startswith("["):
            table = _opened(said, lists)
            yield Statement(table, {}, first, last)
        elif said:
            yield Statement(table, said, first, last)
        first = last + 1


def _piece(lines: list[str], first: int) -> tuple[int, dict[str, Any]]:
    """The last line of what begins here, and what it says taken by itself."""
    for last in range(first, len(lines)):
        try:
            return last, tomllib.loads("\n".join(lines[first : last + 1]) + "\n")
        except tomllib.TOMLDecodeError:
            continue  # a value over several lines is not whole yet
    raise BrokenText(first + 1, "the value does not end")


def _opened(header: Mapping[str, Any], lists: dict[Loc, int]) -> Loc:
    """The way to the table that a header opens; counts the tables of each `[[list]]`."""
    loc: Loc = ()
    value: object = header
    while isinstance(value, Mapping) and value:
        name, value = next(iter(value.items()))
        loc += (name,)
        if isinstance(value, list):
            lists[loc] = lists.get(loc, -1) + 1
            value = value[0]
        if loc in lists:
            loc += (lists[loc],)
    return loc


def _locs(value: object, loc: Loc) -> Iterator[Loc]:
    """The ways to a value and to all within it."""
    yield loc
    within: Iterator[tuple[str | int, object]] = iter(())
    if isinstance(value, Mapping):
        within = iter(value.items())
    elif isinstance(value, list):
        within = iter(enumerate(value))
    for name, part in within:
        yield from _locs(part, (*loc, name))


def _replaced(old: str, value: str) -> str:
    """A statement with another value, and with its name, spacing, remark and line end as it was."""
    head = re.match(r"[^=]*=[ \t]*", old)
    assert head is not None  # noqa: S101 (tomllib has read it as `name = value`)
    return head[0] + value + old[_end_of_value(old) :]


def _end_of_value(old: str) -> int:
    """Where the value ends: at the first # that is no part of it, or at the end of the line."""
    for remark in re.finditer("#", old):
        bare = old[: remark.start()].rstrip(" \t")
        try:
            tomllib.loads(bare)
        except tomllib.TOMLDecodeError:
            continue
        return len(bare)
    return len(old.rstrip(" \t\r"))


def _place_for(name: str, lines: list[str], top: list[Statement]) -> int:
    """The index at which a new setting is to stand, before the first table."""
    taken = {line for each in top for line in range(each.first, each.last + 1)}
    default = re.compile(rf"#[ \t]*{re.escape(name)}[ \t]*=")
    for index, line in enumerate(lines):
        if index not in taken and default.match(line):
            return index + 1
        if index not in taken and line.lstrip(" \t").startswith("["):
            break
    return top[-1].last + 1 if top else 0


def _add(lines: list[str], index: int, line: str) -> None:
    """Put a line in, ended as the others are."""
    ending = "\r" if lines[0].endswith("\r") else ""
    if index == len(lines):  # the last line had no end yet
        lines[-1] += ending
        lines.append(line)
    else:
        lines.insert(index, line + ending)
