"""People from CSV: as spreadsheets write it, and what is wrong with a file, by its line."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from convo_tui.documents.people_csv import Broken, Sheet, read_people
from convo_tui.paths import PathProblem

NOW = datetime(2026, 11, 24, 14, 30, tzinfo=ZoneInfo("Europe/Berlin"))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the file stands."""
    return tmp_path / "team.csv"


def read(file: Path, text: str | bytes, *known: str) -> Sheet:
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_people(file, known, NOW)


def rows(sheet: Sheet) -> list[tuple[object, ...]]:
    return [
        (p.name, p.role, p.every_weeks, p.weekday, p.time, p.zone, p.next_at) for p in sheet.people
    ]


FULL = (
    "name,role,every,weekday,time,zone,next\n"
    "Maya Lindqvist,Senior engineer,2,Tuesday,14:30,Europe/Berlin,2026-12-01 15:00\n"
)
MAYA = (
    "Maya Lindqvist", "Senior engineer", 2, 1, "14:30", "Europe/Berlin",
    datetime(2026, 12, 1, 14, 0, tzinfo=UTC),
)  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        FULL,
        FULL.replace(",", ";"),
        FULL.replace(",", "\t"),
        FULL.replace(",", "|"),
        FULL.replace("\n", "\r\n"),
        FULL.replace(",", ", "),
        "sep=;\n" + FULL.replace(",", ";"),
        "\n\n" + FULL + "\n,,,,,,\n",
        FULL.encode("utf-8-sig"),
        FULL.replace(",", "\t").encode("utf-16"),
        '"Full Name","Job title","Cadence","Day","Usual time","Time zone","Next 1:1"\n'
        '"Maya Lindqvist","Senior engineer","every 2 weeks","tue","2:30pm","berlin",'
        '"1 Dec 2026 15:00"\n',
        "time_zone,NAME,Weeks,Title,Next talk,weekday,time\n"
        "Berlin,Maya  Lindqvist,biweekly,Senior engineer,1.12.2026 15:00,Tue,14:30:00\n",
    ],
)
def test_as_spreadsheets_write_it(file: Path, text: str | bytes) -> None:
    sheet = read(file, text)
    assert rows(sheet) == [MAYA]
    assert sheet.unknown == sheet.there == sheet.remarks == ()


def test_a_name_is_enough(file: Path) -> None:
    assert rows(read(file, "Name\nMaya\nTom\n")) == [
        ("Maya", "", 1, None, "", "", None),
        ("Tom", "", 1, None, "", "", None),
    ]


def test_quotes_keep_separators_quotes_and_line_ends(file: Path) -> None:
    sheet = read(file, 'name,role\n"Okafor, Tom","He said ""hi""\nand left"\n')
    assert rows(sheet)[0][:2] == ("Okafor, Tom", 'He said "hi" and left')


def test_who_is_there_is_left_alone_and_unknown_columns_are_told(file: Path) -> None:
    sheet = read(file, "name,Salary,,Café\nMAYA,1,,x\nTom,2\n", "Maya", "Ada")
    assert [person.name for person in sheet.people] == ["Tom"]
    assert sheet.there == ("Maya",)
    assert sheet.unknown == ("Salary", "Café")


def test_a_day_alone_is_the_next_talk(file: Path) -> None:
    (person,) = read(file, "name,time,next\nMaya,9:00,2026-12-01\n").people
    assert person.next_at == datetime(2026, 12, 1, 12, 0, 0, 1, tzinfo=UTC)


def test_a_next_talk_that_is_past_is_left_out_and_told(file: Path) -> None:
    sheet = read(file, "name,next\nMaya,2025-12-01\n")
    assert sheet.people[0].next_at is None
    assert sheet.remarks == ("line 2: the next talk with Maya is past, and was left out",)


@pytest.mark.parametrize(
    ("text", "line", "why"),
    [
        ("", 1, "no column is called name"),
        ("role\nx\n", 1, "no column is called name"),
        ("\nname\n", 3, "there is nobody below the names of the columns"),
        ("name,full name\nx,y\n", 1, "“name” and “full name” are the same column"),
        ("name,role\nMaya,x\n,y\n", 3, "the name is empty"),
        ("role\tname\nx\n", 2, "the name is empty"),
        ("name\nMaya\nTom\nmaya\n", 4, "maya stands in line 2 already"),
        ("name,every\nMaya,9\n", 2, "every: “9” is no rhythm; write 1, 2, 3 or 4 weeks, or none"),
        ("name,day\nMaya,some\n", 2, "weekday: “some” is no weekday, such as Tuesday"),
        ("name,time\nMaya,25:00\n", 2, "time: “25:00” is no time of day, such as 14:30"),
        ("name,zone\nMaya,Mars\n", 2, "zone: “Mars” is no time zone, such as Europe/Berlin"),
        ("name,next\nMaya,soon\n", 2, "next: “soon” is no date, such as 2026-12-01 or 2026-12-01"),
        ("name,role\nMaya,a,b\n", 2, "it has 3 cells under 2 names of columns"),
        (f"name\n{'x' * 201}\n", 2, "the name has more than 200 characters"),
        ('name,role\nMaya,"x\n', 2, "it is not CSV (unexpected end of data)"),
        ('name\n"a\nb"\n"c"d\n', 4, "it is not CSV"),
        ("name,every\nMaya,9\nTom,8\nAda,7\n", 2, "(2 more have)"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(file: Path, text: str, line: int, why: str) -> None:
    with pytest.raises(Broken) as caught:
        read(file, text)
    told = str(caught.value)
    assert told.startswith(f"{file}, line {line}: ")
    assert why in told
    assert told.endswith(" Nothing was imported.")
    assert "\n" not in told


def test_what_is_no_file_of_text(file: Path, tmp_path: Path) -> None:
    with pytest.raises(Broken, match="is not text in UTF-8"):
        read(file, "name\nJosé\n".encode("latin-1"))
    with pytest.raises(PathProblem, match="There is no file"):
        read_people(tmp_path, (), NOW)
    with file.open("wb") as large:
        large.truncate(10_000_001)
    with pytest.raises(PathProblem, match="larger than 10 MB"):
        read_people(file, (), NOW)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet=st.one_of(st.characters(codec="utf-8"), st.sampled_from(',;\t"\n\r')))
       | st.text().map(lambda text: f"name,every\n{text}"))  # fmt: skip
def test_any_text_is_people_or_a_sentence(tmp_path: Path, text: str) -> None:
    file = tmp_path / "any.csv"
    try:
        sheet = read(file, text.encode("utf-8", "replace"))
    except Broken as problem:
        assert str(problem).count("Nothing was imported.") == 1  # noqa: PT017
    else:
        assert all(person.name for person in sheet.people)
