from dataclasses import replace
from datetime import date, timedelta

import pytest
from shell_commands import Convo

from convo_tui.clock import FakeClock
from convo_tui.domain.commitments import (
    Checkpoint,
    CheckpointOutcome,
    Commitment,
    CommitmentState,
)
from convo_tui.domain.people import Person
from convo_tui.domain.values import Side

NOW = FakeClock.START
MAYA = Person("00000000aaaa", "Maya Lindqvist", NOW)
TOM = Person("00000000bbbb", "Tom Okafor", NOW)
MINE = Commitment(
    "3f2a00000001",
    MAYA.id,
    "introduce her to data",
    NOW - timedelta(days=9),
    Side.MANAGER,
    checkpoints=(Checkpoint("00000000dddd", date(2026, 11, 20)),),
)
HERS = Commitment("3f2b00000001", MAYA.id, "a draft", NOW - timedelta(days=8), private=True)
BOTH = Commitment(
    "c00000000001",
    TOM.id,
    "a plan",
    NOW - timedelta(days=7),
    Side.BOTH,
    checkpoints=(Checkpoint("00000000eeee", date(2026, 12, 24)),),
)


@pytest.fixture(autouse=True)
def _three_open(convo: Convo) -> None:
    convo.keep([MAYA, TOM, HERS, BOTH, MINE])


def stored(convo: Convo, id: str) -> Commitment:  # noqa: A002
    store = convo.open()
    try:
        return next(each for each in store.commitments(closed=True) if each.id == id)
    finally:
        store.close()


def test_they_stand_by_their_day_with_who_owes_them(convo: Convo) -> None:
    assert convo.lines("commitments") == [
        "3f2a 4 days late you, to Maya introduce her to data",
        "c000 Thu 24 Dec you and Tom a plan",
        "3f2b no date Maya a draft",
    ]


@pytest.mark.parametrize(
    ("options", "ids"),
    [
        ("--person maya", ["3f2a", "3f2b"]),
        ("maya", ["3f2a", "3f2b"]),
        ("--due maya", ["3f2a"]),
        ("LINDQVIST --owner them", ["3f2b"]),
        ("--owner me -- tom", ["c000"]),
        ("--owner me", ["3f2a", "c000"]),
        ("--owner them", ["c000", "3f2b"]),
        ("--due", ["3f2a"]),
        ("--owner them --person maya", ["3f2b"]),
    ],
)
def test_options_narrow_the_list(convo: Convo, options: str, ids: list[str]) -> None:
    listed = convo.lines("commitments", *options.split())
    assert [line.split()[0] for line in listed] == ids
    shapes = convo.json("commitments", "--json", *options.split())
    assert [shape["id"][:4] for shape in shapes] == ids


def test_a_word_that_is_both_is_the_command(convo: Convo) -> None:
    convo.keep([replace(TOM, id="00000000cccc", name="Done Deal")])
    done = convo.run("commitments", "done")
    assert done.exit_code == 2
    assert "Missing argument 'ID'" in done.stderr
    assert convo.lines("commitments", "--person", "done") == ["No open commitments."]
    assert convo.lines("commitments", "deal") == ["No open commitments."]


def test_a_person_is_named_once(convo: Convo) -> None:
    for words in (("maya", "--person", "tom"), ("--person", "tom", "maya")):
        twice = convo.run("commitments", *words)
        assert twice.exit_code == 2
        assert "Name the person once: PERSON or --person." in twice.stderr


def test_a_slip_in_a_command_is_told_as_one(convo: Convo) -> None:
    slip = convo.run("commitments", "dome", "3f2a")
    assert slip.exit_code == 2
    assert "No such command 'dome'" in slip.stderr
    assert "zoe" in convo.refused("commitments", "zoe")
    told = convo.told("commitments", "--help")
    assert "[PERSON | COMMAND" in told
    assert "convo commitments maya --due" in told


def test_an_empty_list_says_so(convo: Convo) -> None:
    assert convo.lines("commitments", "--person", "tom", "--due") == ["No open commitments."]


def test_ids_are_as_long_as_they_must_be(convo: Convo) -> None:
    convo.keep([replace(HERS, id="3f2b00000002")])
    ids = [line.split()[0] for line in convo.lines("commitments")]
    assert "3f2b00000001" in ids
    assert "3f2b00000002" in ids


def test_what_is_private_is_hidden_where_the_settings_say_so(convo: Convo) -> None:
    convo.set("private_hidden = true\n")
    assert convo.lines("commitments")[-1] == "3f2b no date Maya ~ private"


def test_done_keeps_it(convo: Convo) -> None:
    assert convo.told("commitments", "done", "3F2A") == "Kept: introduce her to data\n"
    assert stored(convo, MINE.id) == replace(MINE, state=CommitmentState.KEPT, closed_at=NOW)


def test_drop_takes_the_reason(convo: Convo) -> None:
    told = convo.told("commitments", "drop", "3f2b", "--reason", "the\tproject ended")
    assert told == "Dropped: a draft\n"
    assert stored(convo, HERS.id).reason == "the project ended"


def test_broken_takes_the_reason(convo: Convo) -> None:
    assert convo.told("commitments", "broken", "3f2a", "--reason", "forgot") == (
        "Broken: introduce her to data\n"
    )
    kept = stored(convo, MINE.id)
    assert (kept.state, kept.reason) == (CommitmentState.BROKEN, "forgot")


def test_move_takes_a_day_as_it_is_said(convo: Convo) -> None:
    told = convo.told("commitments", "move", "3f2a", "in", "2", "weeks")
    assert told == "Moved to Tuesday 8 December 2026: introduce her to data\n"
    moved = stored(convo, MINE.id)
    assert moved.due == date(2026, 12, 8)
    assert moved.checkpoints[0].outcome is CheckpointOutcome.SLIPPED


def test_drop_asks_for_the_reason(convo: Convo) -> None:
    told = convo.told("commitments", "drop", "3f2b", given="no longer needed\n")
    assert told.endswith("Dropped: a draft\n")
    assert stored(convo, HERS.id).reason == "no longer needed"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["done", "3f2"], "2 commitments have an id that begins with “3f2”. Nothing was done;"),
        (["done", "ff"], "No commitment has an id that begins with “ff”."),
        (["done", ""], "No commitment has an id that begins with “”."),
        (["drop", "3f2b", "--reason", " "], "A dropped commitment needs a reason;"),
        (["broken", "3f2b", "--reason", " "], "A broken commitment needs a reason;"),
        (["move", "3f2b", "blursday"], "‘blursday’ is no date I know"),
        (["--person", "nobody"], "Nobody is called “nobody”."),
    ],
)
def test_what_cannot_be_done_is_told_in_one_line(
    convo: Convo, arguments: list[str], told: str
) -> None:
    assert convo.refused("commitments", *arguments).startswith(told)
    assert stored(convo, HERS.id) == HERS


def test_what_is_closed_stays_as_it_is(convo: Convo) -> None:
    convo.told("commitments", "done", "3f2b")
    assert convo.refused("commitments", "done", "3f2b") == "This was kept already: a draft"
    assert convo.told("commitments", "done", "3f2").startswith("Kept: introduce")


# --- celebrations ----------------------------------------------------------------------------

KEPT = replace(
    HERS,
    id="3f2c00000001",
    celebration="cake",
    private=False,
    state=CommitmentState.KEPT,
    closed_at=NOW - timedelta(days=2),
)


def test_a_celebration_is_owed_until_it_was_marked(convo: Convo) -> None:
    convo.keep([KEPT])
    assert "3f2c  commitment  since Sun 22 Nov  Maya  cake: a draft" in convo.told("today")
    (owed,) = convo.json("today", "--json")["celebrations"]
    assert owed == {
        "id": KEPT.id,
        "kind": "commitment",
        "person": "Maya Lindqvist",
        "celebration": "cake",
        "text": "a draft",
        "since": "2026-11-22T15:30:00+01:00",
        "private": False,
    }
    assert convo.told("commitments", "celebrated", "3f2c") == "Celebrated: cake\n"
    assert stored(convo, KEPT.id) == replace(KEPT, celebrated_at=NOW)
    assert "TO CELEBRATE" not in convo.told("today")
    assert convo.json("today", "--json")["celebrations"] == []


def test_none_is_owed_of_others(convo: Convo) -> None:
    convo.keep([KEPT])
    before = [stored(convo, each.id) for each in (MINE, HERS, BOTH, KEPT)]
    told = convo.refused("commitments", "celebrated", "3f2a")
    assert told == "No celebration is owed: introduce her to data"
    convo.told("commitments", "celebrated", "3f2c")
    again = convo.refused("commitments", "celebrated", "3f2c")
    assert again == "No celebration is owed: a draft"
    assert "No commitment" in convo.refused("commitments", "celebrated", "zz")
    assert [stored(convo, each.id) for each in (MINE, HERS, BOTH)] == before[:3]


def test_a_private_celebration_keeps_its_words_where_they_are_hidden(convo: Convo) -> None:
    convo.keep([replace(KEPT, private=True)])
    convo.set("private_hidden = true\n")
    told = convo.told("today")
    assert "Maya  ~ private" in told
    assert "cake" not in told
