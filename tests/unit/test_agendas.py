import re
from typing import Any

import pytest

from convo_tui.assets import load_toml
from convo_tui.domain.agenda import (
    DEFAULT,
    OPENING,
    Segment,
    Template,
    distinct,
    parse_agenda,
    parse_agendas,
    with_own,
)

SHIPPED = parse_agendas(load_toml("agendas"))
ASKED_BY = {"wins", "blockers", "development", "help"}


def agenda(**changes: Any) -> dict[str, Any]:
    """A right template as TOML gives it, but for what a test changes."""
    return {"name": "mine", "title": "Mine", "segments": [part()], **changes}


def part(**changes: Any) -> dict[str, Any]:
    return {"key": "wins", "name": "Wins", "minutes": 5, **changes}


def test_the_shipped_agendas_have_the_lengths_people_book() -> None:
    lengths = {template.name: template.minutes for template in SHIPPED}
    assert lengths == {
        "standard": 30,
        "quick": 15,
        "short": 25,
        "long": 45,
        "hour": 60,
        "first": 45,
        "career": 45,
    }


def test_the_standard_agenda_is_the_one_the_program_falls_back_on() -> None:
    assert SHIPPED[0] == DEFAULT


@pytest.mark.parametrize("template", SHIPPED, ids=lambda template: str(template.name))
def test_every_shipped_agenda_opens_well_and_has_questions_throughout(template: Template) -> None:
    assert template.segments[0].key == OPENING
    assert {segment.key for segment in template.segments} <= ASKED_BY


@pytest.mark.parametrize("template", SHIPPED, ids=lambda template: str(template.name))
def test_every_shipped_title_says_how_long_it_is(template: Template) -> None:
    assert str(template.minutes) in template.title


def test_an_agenda_is_read_as_it_is_written() -> None:
    parts = [part(), part(key="own-word", name="  Ü 漢字 👩‍💻 [/]  ", minutes=240)]
    assert parse_agenda(agenda(segments=parts)) == Template(
        "mine", "Mine", (Segment("wins", "Wins", 5), Segment("own-word", "Ü 漢字 👩‍💻 [/]", 240))
    )


def test_a_file_without_agendas_has_none() -> None:
    assert parse_agendas({}) == ()


WORD = "must be of small letters, digits and hyphens, such as first-talk."
MINUTES = "The agenda mine, segment 1: minutes must be a whole number from 1 to 240."


@pytest.mark.parametrize(
    ("table", "sentence"),
    [
        ("standard", "Agendas are written as [[agenda]]."),
        (agenda(name=None), f"The name of an agenda {WORD}"),
        (agenda(name="my agenda"), f"The name of an agenda {WORD}"),
        (agenda(name="Mine"), f"The name of an agenda {WORD}"),
        (agenda(name="-mine"), f"The name of an agenda {WORD}"),
        (agenda(name="m" * 25), f"The name of an agenda {WORD}"),
        (agenda(title=""), "The agenda mine: its title must be a line of 1 to 60 characters."),
        (agenda(title="a\nb"), "The agenda mine: its title must be a line of 1 to 60 characters."),
        (
            agenda(title="\x1b]0;"),
            "The agenda mine: its title must be a line of 1 to 60 characters.",
        ),
        (agenda(title=7), "The agenda mine: its title must be a line of 1 to 60 characters."),
        (agenda(colour=1), "The agenda mine knows no colour; it takes name, segments, title."),
        (agenda(segments={}), "The agenda mine: its segments must be a list."),
        (agenda(segments=[]), "The agenda mine has 0 segments; it needs 1 to 8."),
        (agenda(segments=[part()] * 9), "The agenda mine has 9 segments; it needs 1 to 8."),
        (
            agenda(segments=[5]),
            "The agenda mine, segment 1 must be a table with key, name and minutes.",
        ),
        (
            agenda(segments=[part(key="blockers"), part()]),
            "The agenda mine must open with what went well: its first key is wins.",
        ),
        (
            agenda(segments=[part(), part()]),
            "The agenda mine has two segments with the key wins.",
        ),
        (
            agenda(segments=[part(), part(key="Two words")]),
            f"The agenda mine, segment 2: its key {WORD}",
        ),
        (
            agenda(segments=[part(name=" ")]),
            "The agenda mine, segment 1: its name must be a line of 1 to 24 characters.",
        ),
        (
            agenda(segments=[part(lenght=5)]),
            "The agenda mine, segment 1 knows no lenght; it takes key, minutes, name.",
        ),
        (agenda(segments=[part(minutes=0)]), MINUTES),
        (agenda(segments=[part(minutes=241)]), MINUTES),
        (agenda(segments=[part(minutes=2.5)]), MINUTES),
        (agenda(segments=[part(minutes=True)]), MINUTES),
        (agenda(segments=[part(minutes="5")]), MINUTES),
        (agenda(segments=[part(minutes=None)]), MINUTES),
    ],
)
def test_what_is_wrong_is_said_in_one_sentence(table: object, sentence: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(sentence)}$"):
        parse_agenda(table)


@pytest.mark.parametrize(
    ("tables", "sentence"),
    [
        ({"agenda": {"name": "mine"}}, "Agendas are written as [[agenda]]."),
        ({"agendas": []}, "The file knows no agendas; it takes agenda."),
        ({"agenda": [agenda(), agenda()]}, "Two agendas are called mine."),
    ],
)
def test_a_file_of_agendas_is_checked_whole(tables: dict[str, Any], sentence: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(sentence)}$"):
        parse_agendas(tables)


def test_an_own_agenda_takes_the_place_of_a_shipped_one() -> None:
    shorter = Template("standard", "Ours", (Segment("wins", "Wins", 5),))
    new = Template("friday", "Friday", (Segment("wins", "Wins", 5),))
    found = with_own(SHIPPED, [new, shorter])
    assert found[0] == shorter
    assert found[-1] == new
    assert len(found) == len(SHIPPED) + 1
    assert distinct(found) == found
