"""`convo search`: everything that was written, on the shell."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta

import pytest
from sample_team import TUESDAY, YEAR
from shell_commands import ZONE, Convo

from convo_tui.clock import FakeClock
from convo_tui.domain.notes import Note, NoteKind
from convo_tui.domain.people import Person
from convo_tui.storage import entries, search
from convo_tui.storage.driver import connect
from convo_tui.storage.glance import looking
from convo_tui.storage.stream import find

NOW = FakeClock.START
MAYA = Person("00000000aaaa", "Maya Lindqvist", NOW)
TOM = Person("00000000bbbb", "Tom", NOW)
CALM = Note("0000000000c1", MAYA.id, NOW - timedelta(days=1), "calm in Zürich", NoteKind.WIN)
LATE = Note("0000000000c2", TOM.id, NOW - timedelta(days=9), "calm after\nthe outage")
MINE = Note("0000000000c3", MAYA.id, NOW - timedelta(days=2), "calmer, or tired", private=True)


@pytest.fixture(autouse=True)
def _kept(convo: Convo) -> None:
    convo.keep([MAYA, TOM, CALM, LATE, MINE])


def test_each_hit_has_person_day_kind_and_words_the_best_first(convo: Convo) -> None:
    assert sorted(convo.lines("search", "calm")) == [
        "Maya Lindqvist Mon 23 Nov 15:30 win calm in Zürich",
        "Maya Lindqvist Sun 22 Nov 15:30 note ~ calmer, or tired",
        "Tom Sun 15 Nov 15:30 note calm after the outage",
    ]


@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        (("zur", "CALM"), ["Maya Lindqvist Mon 23 Nov 15:30 win calm in Zürich"]),
        (("--person", "tom", "calm"), ["Sun 15 Nov 15:30 note calm after the outage"]),
        (
            ("calm", "--person", "tom", "--limit", "1"),
            ["Sun 15 Nov 15:30 note calm after the outage"],
        ),
        (('"after the"',), ["Tom Sun 15 Nov 15:30 note calm after the outage"]),
        (("the", "after"), ["Tom Sun 15 Nov 15:30 note calm after the outage"]),
        (('"the after"',), ["Nothing has “\"the after\"” in it."]),
        (("calm", "nowhere"), ["Nothing has “calm nowhere” in it."]),
        (("out", "--person", "maya"), ["Nothing about Maya Lindqvist has “out” in it."]),
        (("?!",), ["“?!” has no letter and no digit to look for."]),
        (("-5 calm",), ["Nothing has “-5 calm” in it."]),
        (("--", "-calm AND (NEAR", "zur"), ["Nothing has “-calm AND (NEAR zur” in it."]),
    ],
)  # fmt: skip
def test_any_words_are_a_query(convo: Convo, arguments: tuple[str, ...], found: list[str]) -> None:
    assert convo.lines("search", *arguments) == found


def test_json_marks_what_was_found(convo: Convo) -> None:
    (hit,) = convo.json("search", "zuri", "--json")
    assert (hit["id"], hit["person"], hit["kind"]) == (CALM.id, MAYA.name, "win")
    assert hit["context"] == [
        {"text": "calm in ", "found": False},
        {"text": "Zürich", "found": True},
    ]
    assert convo.json("search", "nowhere", "--json") == []


def test_what_is_private_is_not_found_where_the_settings_hide_it(convo: Convo) -> None:
    convo.set("private_hidden = true\n")
    assert len(convo.lines("search", "calm")) == 2
    assert convo.told("search", "tired") == (
        "Nothing has “tired” in it. What is private is hidden by the settings, and not looked"
        " through.\n"
    )
    assert len(convo.json("search", "tired", "--json")) == 1


def test_wrong_usage_and_nobody(convo: Convo) -> None:
    assert convo.run("search").exit_code == 2
    assert convo.run("search", "calm", "--limit", "0").exit_code == 2
    assert convo.refused("search", "calm", "--person", "ada").startswith("Nobody is called “ada”.")
    convo.file = convo.file.with_name("none.db")
    assert "There is no file" in convo.refused("search", "x", "--database", str(convo.file))


def test_where_nothing_was_ever_kept_it_says_how_to_begin(convo: Convo) -> None:
    for path in convo.file.parent.glob("convo.db*"):
        path.unlink()
    assert convo.refused("search", "calm").startswith("There is nobody yet.")
    assert not convo.file.exists()


def test_a_stream_of_an_older_version_is_made_anew_first(convo: Convo) -> None:
    connection = connect(convo.file)
    connection.execute(f"DROP TABLE {entries.INDEX}")
    connection.execute("PRAGMA user_version = 1")
    connection.close()
    assert len(convo.lines("search", "calm")) == 3


def test_it_finds_what_the_store_finds(convo: Convo) -> None:
    convo.clock = FakeClock(TUESDAY, ZONE)
    convo.keep(YEAR.values, YEAR.events)
    store = convo.open()
    with looking(convo.file) as looked:
        assert looked is not None
        for words in ("staging", "a", '"the team"', "migr cal", "zur"):
            wanted = store.search(words, TUESDAY)
            assert find(looked[0], words, TUESDAY, limit=50, private=True) == wanted
    store.close()


def test_private_entries_never_stand_in_the_way(
    convo: Convo, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "POOL", 3)
    crowd = [replace(MINE, id=f"{n:012x}", text="calm") for n in range(1, 40)]
    convo.keep(crowd)
    with looking(convo.file) as looked:
        assert looked is not None
        hits = find(looked[0], "calm", NOW, limit=2, private=False)
    assert {hit.entry.id for hit in hits} == {CALM.id, LATE.id}


# --- the real program ----------------------------------------------------------------------------


def started(*arguments: str, **env: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "convo_tui", *arguments]
    return subprocess.run(command, capture_output=True, env={**os.environ, **env}, check=False)


def on_a_terminal(*arguments: str, **env: str) -> bytes:
    line, end = pty.openpty()
    command = [sys.executable, "-m", "convo_tui", *arguments]
    with subprocess.Popen(command, stdout=end, env={**os.environ, **env}) as process:
        os.close(end)
        said = b""
        try:
            while data := os.read(line, 4096):
                said += data
        except OSError:  # how Linux says that the other end is closed
            pass
    os.close(line)
    assert process.returncode == 0
    return said


def test_what_was_found_is_bold_on_a_terminal_and_plain_elsewhere(convo: Convo) -> None:
    bold = "\x1b[1mZürich\x1b[0m".encode()
    assert bold in on_a_terminal("search", "zur")
    assert b"\x1b" not in on_a_terminal("search", "zur", NO_COLOR="1")
    assert b"\x1b" not in started("search", "zur").stdout


@pytest.mark.parametrize("command", [("search", "calm"), ("history", "maya")])
def test_it_loads_neither_sqlmodel_nor_pydantic(convo: Convo, command: tuple[str, ...]) -> None:
    code = (
        "import json, sys\nfrom convo_tui.cli import run\n"
        f"assert run({list(command)!r}) == 0\n"
        "print(json.dumps(sorted({name.partition('.')[0] for name in sys.modules})))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    loaded = set(json.loads(done.stdout.splitlines()[-1]))
    heavy = {"sqlmodel", "sqlalchemy", "pydantic", "textual", "rich", "pendulum", "dateparser"}
    assert "sqlite3" in loaded
    assert not loaded & heavy


def test_who_reads_only_the_first_line_is_no_fault(convo: Convo) -> None:
    convo.keep([replace(LATE, id=f"{n:012x}") for n in range(4096, 7000)])
    command = [sys.executable, "-m", "convo_tui", "history", "tom"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert b"calm after the outage" in process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
