"""A word that stands only in what somebody wrote: searched by bytes wherever it must not be."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from email import message_from_string
from email.policy import default
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from conftest import Tally
from faults.sentinel import (
    MAYA,
    NOW,
    PUBLIC,
    SENTINEL,
    TOM,
    about_maya,
    files_with,
    own_files,
    talk_with,
)
from storage_samples import every_kind

from convo_tui import faults, paths
from convo_tui.domain.notes import Note
from convo_tui.domain.values import Change
from convo_tui.storage.backup import Why, make
from convo_tui.storage.purge import about
from convo_tui.storage.store import open_store

if TYPE_CHECKING:
    from terminal.real_convo import Convo

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(os.name != "posix", reason="pseudo-terminals and modes are POSIX"),
]

# --- errors --------------------------------------------------------------------------------------


def test_an_error_of_the_database_has_no_parameters(tmp_path: Path, tally: Tally) -> None:
    store = open_store(tmp_path / "convo.db")
    told = []
    for value in every_kind(SENTINEL):
        store.apply(Change.added(value))
        with pytest.raises(Exception, match="UNIQUE constraint failed") as caught:
            store.apply(Change.added(value))
        told += [str(caught.value), repr(caught.value)]
    note = next(value for value in every_kind(SENTINEL) if isinstance(value, Note))
    for refused in (
        replace(note, person_id=SENTINEL),
        replace(note, at=datetime(2026, 1, 1)),  # noqa: DTZ001  # refused, for it has no zone
        replace(note, kind=SENTINEL),  # type: ignore[arg-type]
        replace(note, tags=(object(),)),  # type: ignore[arg-type]
    ):
        with pytest.raises(Exception, match=r".") as caught:
            store.apply(Change.added(refused))
        told += [str(caught.value), repr(caught.value)]
        told.append(faults.sentence_for(caught.value))
    store.close()
    told.append(paths.log_path().read_text())
    tally("errors of the database searched for a note", len(told), len(saying(told)))
    assert saying(told) == []


def saying(told: list[str]) -> list[str]:
    return [words for words in told if SENTINEL in words]


QUOTING: list[Exception] = [
    ValueError(SENTINEL),
    KeyError(SENTINEL),
    FileNotFoundError(2, "No such file", f"/home/me/{SENTINEL}.md"),
    sqlite3.OperationalError(f'fts5: syntax error near "{SENTINEL}"'),
    UnicodeDecodeError("utf-8", SENTINEL.encode(), 0, 1, SENTINEL),
]


@pytest.mark.parametrize("error", QUOTING, ids=lambda error: type(error).__name__)
def test_the_log_has_no_words_of_an_error_that_may_quote(error: Exception) -> None:
    error.__cause__ = RuntimeError(SENTINEL)
    told = faults.sentence_for(error)
    log = paths.log_path().read_text()
    assert SENTINEL not in told + log
    assert type(error).__name__ in log
    assert "RuntimeError" in log


def test_the_log_still_says_what_kind_of_fault_a_disk_had() -> None:
    with (
        closing(sqlite3.connect(":memory:")) as connection,
        pytest.raises(sqlite3.OperationalError) as caught,
    ):
        connection.execute("SELECT nothing")
    faults.sentence_for(caught.value)
    faults.sentence_for(PermissionError(13, "Permission denied", "/x"))
    log = paths.log_path().read_text()
    assert "OperationalError: SQLITE_ERROR" in log
    assert "PermissionError: EACCES" in log


# --- the shell -----------------------------------------------------------------------------------

UNRELATED = (
    "keys",
    "config",
    "status",
    "note tom hello",
    "feedback tom calm in the review",
    "goals tom",
    "insights tom",
    "commitments --person tom",
    "recap tom",
    "calendar",
    "people add Ada",
    "doctor",
    "import list",
    "import undo --dry-run",
    "import undo",
    # Wrong usage and what cannot be.
    "recap nobody",
    "purge maya",
    "purge maya --name Maya",
)


def test_other_commands_do_not_tell(convo: Convo, places: tuple[Path, ...], tally: Tally) -> None:
    maya = [replace(value, role="") if value is MAYA else value for value in about_maya()]
    convo.keep(*maya, TOM, talk_with(TOM))
    convo.told("note", "tom", PUBLIC)
    told = [convo.run(*command.split()) for command in UNRELATED]
    told.append(convo.run("note", "maya", "-"))
    leaked = [done.args for done in told if SENTINEL in done.stdout + done.stderr]
    tally("commands about something else searched for a note", len(told), len(leaked))
    assert leaked == []
    assert files_with(places) <= own_files(convo)


def test_an_export_has_nothing_private(
    convo: Convo, places: tuple[Path, ...], tally: Tally
) -> None:
    convo.keep(*about_maya())
    folder = convo.folder / "out"
    folder.mkdir()
    written = 0
    for command, forms in EXPORTS.items():
        for form in forms:
            file = folder / f"{command}.{form}"
            assert PUBLIC in plain(convo.told(command, "maya", "--format", form), form)
            convo.told(command, "maya", "--format", form, "-o", str(file))
            written += 1
            if form == "eml":  # its lines are wrapped: as a mail program reads it
                assert SENTINEL not in plain(file.read_text(), form)
    leaked = files_with(places) - own_files(convo)
    tally("exports searched for what is private", written, len(leaked))
    assert leaked == set()
    path = folder / "maya.json"
    convo.told("export", "maya", "-o", str(path))
    told = json.loads(path.read_text())
    assert PUBLIC in json.dumps(told["shared"])
    assert SENTINEL in json.dumps(told["private"])
    # Said between talks and not private, and her role, are hers to read.
    shared = [note for note in told["shared"].pop("note") if note["meeting_id"]]
    told["shared"].pop("person")
    assert SENTINEL not in json.dumps([shared, told["shared"]])


def test_files_that_cannot_be_imported_are_not_quoted(
    convo: Convo, places: tuple[Path, ...], tally: Tally
) -> None:
    folder = convo.folder / "in"
    folder.mkdir()
    files = {
        "a.csv": f"name,every,role\nMaya,1,{SENTINEL}\nTom,9,{SENTINEL}\n",
        "b.csv": f'name,role\n"{SENTINEL}\n',
        "c.md": f"{SENTINEL}\n- {SENTINEL}\n",
        "d.md": f"## 3/4/2026\n- {SENTINEL}\n",
        "e.json": f'{{"format": "{SENTINEL}"}}',
        "f.json": '{"format": "convo-archive", "version": 1, "values": {"person": [{"id": "x",'
        f' "name": "Maya", "created_at": "{SENTINEL}"}}]}}}}',
    }
    told = []
    for name, text in files.items():
        (folder / name).write_text(text)
        kind = {"csv": "people", "md": "notes", "json": "archive"}[name.split(".")[1]]
        done = convo.run("import", kind, str(folder / name))
        assert done.returncode == 1
        told.append(done.stdout + done.stderr)
        (folder / name).unlink()
    tally("files that cannot be imported searched for what they quote", len(told), 0)
    assert saying(told) == []
    assert files_with(places) == set()


EXPORTS = {
    "recap": ("md", "html", "text", "eml", "json"),
    "review": ("md", "html", "text", "json"),
}


def plain(text: str, form: str) -> str:
    """The text as its reader sees it."""
    if form != "eml":
        return text
    mail = message_from_string(text, policy=default)
    return "".join(part.get_content() for part in mail.iter_parts())


EDITOR = """\
import os, pathlib, signal, sys
file = pathlib.Path(sys.argv[2])
text = file.read_text()
assert "zxqv" "wkj" in text
file.with_suffix(".md~").write_text(text)
file.write_text(text + "more")
if sys.argv[1].startswith("SIG"):
    os.kill(os.getppid(), getattr(signal, sys.argv[1]))
    sys.argv[1] == "SIGKILL" or signal.pause()
sys.exit(int(sys.argv[1]) if sys.argv[1].isdigit() else 0)
"""
"""Leaves a copy of its own, as editors do, and then ends well, badly, or not by itself."""


def test_a_packet_that_is_edited_is_in_no_other_file(
    convo: Convo, places: tuple[Path, ...], tally: Tally
) -> None:
    convo.keep(*about_maya())
    editor = convo.folder / "editor.py"
    editor.write_text(EDITOR)

    def edit(how: str) -> int:
        visual = f"{sys.executable} {editor} {how}"
        done = convo.run("review", "maya", "--for", "manager", "--edit", VISUAL=visual)
        return done.returncode

    ended = {"0": 0, "3": 1, "SIGTERM": 128 + signal.SIGTERM, "SIGHUP": 128 + signal.SIGHUP}
    for how, status in ended.items():
        assert edit(how) == status
        assert files_with(places) <= own_files(convo), how
    # What nothing can clean up stays where only its owner may go, until the next time.
    assert edit("SIGKILL") == -signal.SIGKILL
    left = files_with(places) - own_files(convo)
    assert left
    assert all(file.parent.stat().st_mode & 0o077 == 0 for file in left)
    assert edit("0") == 0
    assert files_with(places) <= own_files(convo)
    tally("editings searched for what they left behind", len(ended) + 1, 0)


# --- kill, and purge -----------------------------------------------------------------------------


def test_a_kill_leaves_it_in_the_database_alone(
    convo: Convo, places: tuple[Path, ...], tally: Tally
) -> None:
    from terminal.talking_by_keys import to_the_line, wait_for_talk, write

    convo.keep(replace(MAYA, role=""))
    terminal = convo.open("meet", "maya")
    wait_for_talk(terminal)
    write(terminal, f"~ {SENTINEL} one")
    to_the_line(terminal)
    terminal.type(f"{SENTINEL} two")
    terminal.wait_for(f"{SENTINEL} two")
    terminal.kill(signal.SIGKILL)
    terminal.exit_status()
    found = files_with(places)
    tally("files besides the database searched after a kill", 1, len(found - own_files(convo)))
    assert found
    assert found <= own_files(convo)


def test_a_purge_leaves_it_nowhere(convo: Convo, places: tuple[Path, ...], tally: Tally) -> None:
    from terminal.talking_by_keys import to_the_line, wait_for_talk

    convo.keep(*about_maya(), TOM)
    convo.told("note", "tom", PUBLIC)
    terminal = convo.open("meet", "maya")
    wait_for_talk(terminal)
    to_the_line(terminal)
    terminal.type(f"{SENTINEL} half a line")
    terminal.wait_for(f"{SENTINEL} half a line")
    make(convo.database, Why.DAILY, NOW)
    refused = convo.run("purge", "maya", "--name", MAYA.name)
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "open in another window" in refused.stderr
    terminal.kill(signal.SIGKILL)
    terminal.exit_status()
    assert len(files_with(places)) >= 2

    told = convo.told("purge", "maya", "--name", MAYA.name, "--prune-backups")
    assert "Deleted 1 backup" in told
    left = {text: files_with(places, text) for text in (SENTINEL, MAYA.id, MAYA.name)}
    tally("files searched after a purge", 3, sum(map(bool, left.values())))
    assert left == {SENTINEL: set(), MAYA.id: set(), MAYA.name: set()}
    assert files_with(places, PUBLIC) == {
        convo.database,
        *convo.database.parent.rglob("*by-hand.db"),
    }


CUT = {
    "before it is kept": ("_index_anew", 1),
    "before the file is rewritten": ("_rewrite", 0),
    "before the locks are forgotten": ("_forget_locks", 0),
}


@pytest.mark.parametrize("where", CUT)
def test_a_purge_that_is_killed_did_all_or_nothing(convo: Convo, tally: Tally, where: str) -> None:
    convo.keep(*about_maya(), TOM)
    function, kept = CUT[where]
    script = (
        "import os, signal\nfrom convo_tui import __main__\nfrom convo_tui.storage import purge\n"
        f"purge.{function} = lambda *_: os.kill(os.getpid(), signal.SIGKILL)\n__main__.main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, "purge", "maya", "--name", MAYA.name],
        env=convo.env,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    assert done.returncode == -signal.SIGKILL
    with convo.store() as store:
        left = store.people(), about(store.database, MAYA.id).rows.get("person", 0)
    tally("purges killed half way", 1, int(left[1] != kept))
    assert left == ((MAYA, TOM) if kept else (TOM,), kept)
