"""People from a spreadsheet saved as CSV: its first line says what the columns are."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, tzinfo
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from pydantic_core import PydanticCustomError

from convo_tui.documents.files import check_source
from convo_tui.domain.cadence import DAY_START, Planned, zone_of
from convo_tui.domain.dates import DateNotUnderstood, at_wall_time, parse_date, parse_moment
from convo_tui.domain.people import Person
from convo_tui.domain.rhythm_words import wall_time, weekday_named, weeks_between, zone_named
from convo_tui.domain.values import new_id
from convo_tui.domain.whose_notes import LONGEST_NAME
from convo_tui.paths import PathProblem
from convo_tui.text import one_line

LARGEST = 10_000_000
"""Bytes; a larger file is no list of the people that one manager talks with."""

COLUMNS = {
    "name": ("name", "full name", "person", "report", "employee"),
    "role": ("role", "title", "job title", "position"),
    "every_weeks": ("every", "cadence", "weeks", "every weeks", "rhythm", "frequency"),
    "weekday": ("weekday", "day", "usual day"),
    "time": ("time", "usual time", "time of day"),
    "zone": ("zone", "time zone", "timezone", "tz"),
    "next_at": ("next", "next talk", "next 1:1", "next meeting"),
}
"""By the part of a person, what its column may be called; the first is what we say."""

_SEPARATORS = ",;\t|"
_BOMS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}


class Broken(PathProblem):
    """A file that cannot be read as people; the sentence names the line and the reason."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The people of a file, none of them kept yet.

    Attributes:
        there: names that are in the database already, as they stand there.
        unknown: names of columns that say nothing to us.
        remarks: what was left out, each with its line.
    """

    people: tuple[Person, ...]
    there: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


def _wrong(sentence: str) -> PydanticCustomError:
    """What a cell is not, in words that come out as they are."""
    return PydanticCustomError("cell", "{words}", {"words": sentence})


def _weeks(typed: str) -> int | None:
    try:
        return weeks_between(typed) if typed else 1
    except ValueError:
        raise _wrong(f"“{typed}” is no rhythm; write 1, 2, 3 or 4 weeks, or none") from None


def _weekday(typed: str) -> int | None:
    try:
        return weekday_named(typed) if typed else None
    except ValueError:
        raise _wrong(f"“{typed}” is no weekday, such as Tuesday") from None


def _time(typed: str) -> str:
    if typed and not (found := wall_time(_without_seconds(typed))):
        raise _wrong(f"“{typed}” is no time of day, such as 14:30")
    return found if typed else ""


def _without_seconds(typed: str) -> str:
    """Spreadsheets write 14:30:00."""
    return typed.removesuffix(":00") if typed.count(":") == 2 else typed


def _zone(typed: str) -> str:
    from zoneinfo import available_timezones

    if typed and not (found := zone_named(typed, available_timezones())):
        raise _wrong(f"“{typed}” is no time zone, such as Europe/Berlin")
    return found if typed else ""


class Row(BaseModel):
    """A line of the file, read."""

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    name: Annotated[str, Field(min_length=1, max_length=LONGEST_NAME)]
    role: Annotated[str, Field(max_length=LONGEST_NAME)] = ""
    every_weeks: Annotated[int | None, BeforeValidator(_weeks)] = 1
    weekday: Annotated[int | None, BeforeValidator(_weekday)] = None
    time: Annotated[str, BeforeValidator(_time)] = ""
    zone: Annotated[str, BeforeValidator(_zone)] = ""
    next_at: str = ""


def read_people(
    path: Path, known: Collection[str], now: datetime, *, day_first: bool = True
) -> Sheet:
    """Read the people of a file.

    Args:
        path: the file.
        known: the names of those who are in the database.
        now: aware, in the manager's zone.
        day_first: as in `dates.parse_date`.

    Raises:
        Broken: the first thing that is wrong with it, with its line.
        PathProblem: it cannot be read.
    """
    told = check_source(path)
    try:
        return _sheet(_text(path, told), known, now, day_first)
    except _LineProblem as problem:
        more = "1 more line has a fault" if problem.more == 1 else f"{problem.more} more have"
        lines = f" ({more})" if problem.more else ""
        raise Broken(
            f"{told}, line {problem.line}: {problem}{lines}. Nothing was imported."
        ) from None


class _LineProblem(Exception):
    def __init__(self, line: int, sentence: str, more: int = 0) -> None:
        super().__init__(sentence)
        self.line, self.more = line, more


def _text(path: Path, told: str) -> str:
    try:
        if path.stat().st_size > LARGEST:
            raise PathProblem(f"{told} is larger than 10 MB; that is no list of people.")
        raw = path.read_bytes()
    except OSError as error:
        raise PathProblem(f"{told} cannot be read: {(error.strerror or '').lower()}.") from error
    encoding = next((name for bom, name in _BOMS.items() if raw.startswith(bom)), "utf-8")
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        raise Broken(
            f"{told} is not text in UTF-8; save it as “CSV UTF-8” first. Nothing was imported."
        ) from None


def _sheet(text: str, known: Collection[str], now: datetime, day_first: bool) -> Sheet:
    records = _records(text)
    head_line, head = next(records, (1, []))
    columns, unknown = _columns(head, head_line)
    there = {" ".join(name.casefold().split()): name for name in known}
    lines: dict[str, int] = {}
    people, skipped, remarks, problems = [], [], [], []
    for line, cells in records:
        try:
            row = _row(columns, cells, line, len(head))
            key = row.name.casefold()
            _must_be_new(row.name, lines.setdefault(key, line), line)
            if key in there:
                skipped.append(there[key])
                continue
            person, remark = _person(row, line, now, day_first)
        except _LineProblem as problem:
            problems.append(problem)
            continue
        people.append(person)
        remarks += [remark] if remark else []
    if problems:
        raise _LineProblem(problems[0].line, str(problems[0]), len(problems) - 1)
    if not lines:
        raise _LineProblem(head_line + 1, "there is nobody below the names of the columns")
    return Sheet(tuple(people), tuple(skipped), unknown, tuple(remarks))


def _records(text: str) -> Iterator[tuple[int, list[str]]]:
    """The lines that have something in them, as cells of one line, each with its number."""
    first, _, rest = text.partition("\n")
    skipped = 0
    if first.casefold().startswith("sep=") and len(first.rstrip("\r")) == 5:  # Excel's own
        separator, text, skipped = first[4], rest, 1
    else:
        separator = _separator(next((line for line in text.splitlines() if line.strip()), ""))
    reader = csv.reader(
        io.StringIO(text, newline=""), delimiter=separator, skipinitialspace=True, strict=True
    )
    begins = 1 + skipped
    while True:
        try:
            cells = next(reader, None)
        except csv.Error as error:
            raise _LineProblem(begins, f"it is not CSV ({error})") from None
        if cells is None:
            return
        if any(cell.strip() for cell in cells):
            yield begins, [one_line(cell) for cell in cells]
        begins = reader.line_num + 1 + skipped


def _separator(head: str) -> str:
    try:
        return csv.Sniffer().sniff(head, _SEPARATORS).delimiter
    except csv.Error:  # a single column
        return ","


def _columns(head: list[str], line: int) -> tuple[dict[str, int], tuple[str, ...]]:
    """Where each part of a person stands, and what says nothing to us."""
    meant = {name: part for part, names in COLUMNS.items() for name in names}
    columns: dict[str, int] = {}
    unknown = []
    for place, title in enumerate(head):
        part = meant.get(" ".join(title.casefold().replace("_", " ").split()))
        if part is None:
            unknown += [title] if title else []
        elif part in columns:
            raise _LineProblem(line, f"“{head[columns[part]]}” and “{title}” are the same column")
        else:
            columns[part] = place
    if "name" not in columns:
        raise _LineProblem(line, "no column is called name")
    return columns, tuple(unknown)


def _row(columns: Mapping[str, int], cells: list[str], line: int, width: int) -> Row:
    if any(cells[width:]):
        raise _LineProblem(line, f"it has {len(cells)} cells under {width} names of columns")
    parts = {part: cells[place] for part, place in columns.items() if place < len(cells)}
    try:
        return Row.model_validate(parts)
    except ValidationError as error:
        raise _LineProblem(line, _words(error)) from None


def _words(error: ValidationError) -> str:
    first = error.errors(include_url=False, include_input=False)[0]
    column = COLUMNS[str(first["loc"][0])][0]
    match first["type"]:
        case "cell":
            return f"{column}: {first['msg']}"
        case "string_too_long":
            return f"the {column} has more than {LONGEST_NAME} characters"
        case _:
            return f"the {column} is empty"


def _must_be_new(name: str, first: int, line: int) -> None:
    if first != line:
        raise _LineProblem(line, f"{name} stands in line {first} already")


def _person(row: Row, line: int, now: datetime, day_first: bool) -> tuple[Person, str]:
    person = Person(
        new_id(),
        row.name,
        now.astimezone(UTC),
        row.role,
        row.every_weeks,
        row.weekday,
        row.time,
        row.zone,
    )
    if not row.next_at:
        return person, ""
    zone = zone_of(person, str(now.tzinfo))
    planned = _planned(row.next_at, person, now.astimezone(zone), zone, line, day_first)
    if planned.day(zone) < now.astimezone(zone).date():
        return person, f"line {line}: the next talk with {row.name} is past, and was left out"
    return replace(person, next_at=planned.settled), ""


def _planned(
    typed: str, person: Person, now: datetime, zone: tzinfo, line: int, day_first: bool
) -> Planned:
    """The next talk: a day, or a day with a time."""
    try:
        day = parse_date(typed, now.date(), day_first=day_first)
        clock = time.fromisoformat(person.time) if person.time else DAY_START
        return Planned(at_wall_time(day, clock, zone), has_time=False)
    except DateNotUnderstood:
        pass
    try:
        return Planned(
            parse_moment(_without_seconds(typed), now, day_first=day_first), has_time=True
        )
    except DateNotUnderstood:
        raise _LineProblem(
            line, f"next: “{typed}” is no date, such as 2026-12-01 or 2026-12-01 14:30"
        ) from None
