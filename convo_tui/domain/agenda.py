"""The agenda of a talk: segments in their order, each with its minutes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

OPENING = "wins"
"""Every talk opens with what went well, so this is the key of every first segment."""

MAX_SEGMENTS = 8
MAX_MINUTES = 240
MAX_NAME = 24
MAX_TITLE = 60

Kind = TypeVar("Kind")

_WORD = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Segment:
    """One part of the agenda.

    Attributes:
        key: what questions go by: wins, blockers, development, help, or an own word.
        name: what the screens show.
        minutes: planned length.
    """

    key: str
    name: str
    minutes: int


@dataclass(frozen=True, slots=True)
class Template:
    """A named agenda; the length of the talk is the sum of its segments."""

    name: str
    title: str
    segments: tuple[Segment, ...]

    @property
    def minutes(self) -> int:
        """Planned length of the whole talk."""
        return sum(segment.minutes for segment in self.segments)


DEFAULT = Template(
    "standard",
    "Standard 30 minutes",
    (
        Segment("wins", "Wins", 5),
        Segment("blockers", "Blockers", 10),
        Segment("development", "Development", 10),
        Segment("help", "Help", 5),
    ),
)


def parse_agendas(tables: Mapping[str, object]) -> tuple[Template, ...]:
    """Read the templates of a TOML file, one `[[agenda]]` table each, in their order.

    Raises:
        ValueError: one plain sentence on the first thing that is wrong.
    """
    _only(tables, {"agenda"}, "The file")
    found = _of(list, tables.get("agenda", []), "Agendas are written as [[agenda]].")
    return distinct(parse_agenda(table) for table in found)


def parse_agenda(table: object) -> Template:
    """Read one template: `name`, `title` and `segments`, each of these `key`, `name`, `minutes`.

    Raises:
        ValueError: one plain sentence on the first thing that is wrong.
    """
    fields = _of(dict, table, "Agendas are written as [[agenda]].")
    name = _word(fields.get("name"), "The name of an agenda")
    where = f"The agenda {name}"
    _only(fields, {"name", "title", "segments"}, where)
    title = _line(fields.get("title"), f"{where}: its title", MAX_TITLE)
    parts = _of(list, fields.get("segments", []), f"{where}: its segments must be a list.")
    if not 1 <= len(parts) <= MAX_SEGMENTS:
        raise ValueError(f"{where} has {len(parts)} segments; it needs 1 to {MAX_SEGMENTS}.")
    segments = tuple(
        _segment(part, f"{where}, segment {number}") for number, part in enumerate(parts, start=1)
    )
    _check_order(segments, where)
    return Template(name, title, segments)


def distinct(templates: Iterable[Template]) -> tuple[Template, ...]:
    """The templates as they are.

    Raises:
        ValueError: two have one name.
    """
    found: dict[str, Template] = {}
    for template in templates:
        if template.name in found:
            raise ValueError(f"Two agendas are called {template.name}.")
        found[template.name] = template
    return tuple(found.values())


def with_own(shipped: Iterable[Template], own: Iterable[Template]) -> tuple[Template, ...]:
    """The shipped templates with a person's own: one of the same name takes the other's place."""
    by_name = {template.name: template for template in shipped}
    return tuple((by_name | {template.name: template for template in own}).values())


def _segment(part: object, where: str) -> Segment:
    fields = _of(dict, part, f"{where} must be a table with key, name and minutes.")
    _only(fields, {"key", "name", "minutes"}, where)
    key = _word(fields.get("key"), f"{where}: its key")
    name = _line(fields.get("name"), f"{where}: its name", MAX_NAME)
    return Segment(key, name, _minutes(fields.get("minutes"), where))


def _check_order(segments: tuple[Segment, ...], where: str) -> None:
    if segments[0].key != OPENING:
        raise ValueError(f"{where} must open with what went well: its first key is {OPENING}.")
    keys = [segment.key for segment in segments]
    twice = next((key for key in keys if keys.count(key) > 1), None)
    if twice is not None:
        raise ValueError(f"{where} has two segments with the key {twice}.")


def _only(table: Mapping[str, object], known: set[str], where: str) -> None:
    for name in table:
        if name not in known:
            raise ValueError(f"{where} knows no {name}; it takes {', '.join(sorted(known))}.")


def _of(kind: type[Kind], value: object, sentence: str) -> Kind:
    if not isinstance(value, kind):
        raise ValueError(sentence)  # noqa: TRY004 (a person typed it: the value is wrong, not a call)
    return value


def _minutes(value: object, where: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= MAX_MINUTES:
        raise ValueError(f"{where}: minutes must be a whole number from 1 to {MAX_MINUTES}.")
    return value


def _word(value: object, where: str) -> str:
    """A name that can be typed on the command line without quotes."""
    if not isinstance(value, str) or not _WORD.fullmatch(value) or len(value) > MAX_NAME:
        raise ValueError(
            f"{where} must be of small letters, digits and hyphens, such as first-talk."
        )
    return value


def _line(value: object, where: str, longest: int) -> str:
    """One line to show, without control codes; emoji and right-to-left names are welcome."""
    text = value.strip() if isinstance(value, str) else ""
    codes = any(unicodedata.category(sign) == "Cc" for sign in text)
    if codes or not 1 <= len(text) <= longest:
        raise ValueError(f"{where} must be a line of 1 to {longest} characters.")
    return text
