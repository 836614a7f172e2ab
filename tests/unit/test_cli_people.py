from dataclasses import replace
from datetime import timedelta

import pytest
from rich.cells import cell_len
from shell_commands import Convo

from convo_tui.clock import FakeClock
from convo_tui.domain.people import Person

NOW = FakeClock.START
MAYA = Person("00000000aaaa", "Maya Lindqvist", NOW - timedelta(days=3), "Senior engineer")
PRIYA = Person("00000000bbbb", "Priya Raman", NOW - timedelta(days=30), every_weeks=2)
GONE = Person("00000000cccc", "Tom Okafor", NOW, archived_at=NOW)


def people(convo: Convo) -> tuple[Person, ...]:
    store = convo.open()
    try:
        return store.people(archived=True)
    finally:
        store.close()


@pytest.mark.parametrize("command", ["people", "status", "today"])
@pytest.mark.parametrize("place", ["/dev/null", "."])
def test_what_is_no_ordinary_file_is_refused_in_one_line(
    convo: Convo, monkeypatch: pytest.MonkeyPatch, place: str, command: str
) -> None:
    monkeypatch.setenv("CONVO_DATABASE", place)
    assert "is not an ordinary file" in convo.refused(command)


def test_where_nobody_is_the_way_to_add_somebody_is_told(convo: Convo) -> None:
    (line,) = convo.lines("people")
    assert line == "There is nobody yet. Add somebody: convo people add 'Maya Lindqvist'"
    assert convo.json("people", "--json") == []


def test_people_stand_with_their_rhythm_and_their_next_talk(convo: Convo) -> None:
    weekly = replace(MAYA, weekday=4, time="14:30")
    convo.keep([PRIYA, weekly, GONE, Person("00000000dddd", "Ada", NOW, every_weeks=None)])
    assert convo.lines("people") == [
        "Ada no rhythm",
        "Maya Lindqvist Senior engineer every week, Fri 14:30 Fri 27 Nov",
        "Priya Raman every 2 weeks 15 days overdue",
    ]
    assert convo.lines("people", "--archived")[-1] == "Tom Okafor every week archived"


def test_columns_are_aligned_whatever_the_width_of_the_letters(convo: Convo) -> None:
    convo.keep([replace(MAYA, name="漢字 山"), PRIYA])
    maya, priya = sorted(convo.told("people").splitlines(), reverse=True)
    assert cell_len(maya.partition("Senior")[0]) == len("Priya Raman") + 2
    assert cell_len(maya.partition("every")[0]) == cell_len(priya.partition("every")[0])


def test_a_person_is_added_with_nothing_but_a_name(convo: Convo) -> None:
    assert convo.told("people", "add", "Maya", "Lindqvist") == "Added Maya Lindqvist, every week.\n"
    (maya,) = people(convo)
    assert maya == Person(maya.id, "Maya Lindqvist", NOW)


def test_all_that_can_be_known_of_a_person_is_kept(convo: Convo) -> None:
    details = "--role Lead --every 2 --day Tuesday --time 9 --zone tokyo --template short"
    convo.told("people", "add", "Maya", *details.split())
    (maya,) = people(convo)
    assert maya == Person(
        maya.id, "Maya", NOW, "Lead", 2, 1, "09:00", "Asia/Tokyo", template="short"
    )


def test_what_is_not_named_stays(convo: Convo) -> None:
    convo.keep([replace(MAYA, weekday=1, time="14:30", zone="Asia/Tokyo")])
    convo.told("people", "edit", "maya", "--name", "Maya L.", "--time", "", "--every", "none")
    (maya,) = people(convo)
    expected = replace(
        MAYA, name="Maya L.", weekday=1, time="", zone="Asia/Tokyo", every_weeks=None
    )
    assert maya == expected


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ("add Maya --time 25:99", "“25:99” is no time of day, such as 14:30."),
        ("add Maya --zone Nowhere", "“Nowhere” is no time zone, such as Europe/Berlin."),
        ("add Maya --day someday", "someday"),
        ("add", "Missing argument"),
        ("edit maya", "Say what to change"),
    ],
)
def test_what_cannot_be_read_is_wrong_usage_and_keeps_nothing(
    convo: Convo, arguments: str, told: str
) -> None:
    convo.keep([MAYA])
    result = convo.run("people", *arguments.split())
    assert result.exit_code == 2
    assert told in result.stderr
    assert people(convo) == (MAYA,)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["add", "maya lindqvist"], "There is Maya Lindqvist already. Add something to tell"),
        (["add", "TOM OKAFOR"], "There is Tom Okafor already, archived."),
        (["add", " \x1b[31m "], "A name is needed"),
        (["add", "x" * 201], "at most"),
        (["add", "Ada", "--template", "nope"], "No agenda is called “nope”; there are standard,"),
        (["edit", "priya", "--name", "Maya Lindqvist"], "There is Maya Lindqvist already."),
        (["edit", "nobody", "--role", "x"], "Nobody is called “nobody”. There are Maya"),
        (["archive", "tom"], "Tom Okafor is archived already."),
        (["archive", "--undo", "maya"], "Maya Lindqvist is not archived."),
        (["archive", "a"], "“a” fits Maya Lindqvist and Priya Raman. Nothing was done;"),
    ],
)
def test_what_cannot_be_done_is_told_in_one_line(
    convo: Convo, arguments: list[str], told: str
) -> None:
    convo.keep([MAYA, PRIYA, GONE])
    assert told in convo.refused("people", *arguments)
    assert set(people(convo)) == {MAYA, PRIYA, GONE}


def test_a_name_may_be_kept_with_other_letters(convo: Convo) -> None:
    convo.keep([MAYA])
    convo.told("people", "edit", "maya", "--name", "MAYA Lindqvist")
    (maya,) = people(convo)
    assert maya.name == "MAYA Lindqvist"


def test_archiving_keeps_the_person_and_can_be_taken_back(convo: Convo) -> None:
    convo.keep([MAYA])
    assert convo.told("people", "archive", "maya") == "Maya Lindqvist is archived.\n"
    assert people(convo) == (replace(MAYA, archived_at=NOW),)
    told = convo.refused("note", "maya", "hello")
    assert told == (
        "Maya Lindqvist is archived. To bring them back:"
        " convo people archive --undo 'Maya Lindqvist'"
    )
    assert convo.told("people", "archive", "--undo", "maya") == "Maya Lindqvist is back on Today.\n"
    assert people(convo) == (MAYA,)


@pytest.mark.parametrize("name", ["[/]", "[red]x", "Ü 漢字 👩‍💻 שלום", "tab\there"])
def test_names_are_printed_as_they_are(convo: Convo, name: str) -> None:
    convo.told("people", "add", name)
    assert convo.lines("people")[0].startswith(name.replace("\t", " "))
    assert convo.json("people", "--json")[0]["name"] == name.replace("\t", " ")


def test_control_codes_in_a_file_do_not_reach_the_terminal(convo: Convo) -> None:
    convo.keep([replace(MAYA, name="a\x1b]0;title\x07\x9b31mb\u202ec", role="\x07")])
    for arguments in (["people"], ["people", "--json"], ["today"], ["status"], ["note", "a", "x"]):
        assert not set(convo.told(*arguments)) & set("\x1b\x07\x9b\u202e")
