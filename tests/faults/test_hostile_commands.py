"""No text breaks what the commands print, whoever typed it: into the file, or as an argument."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import Tally
from hostile_strings import CHOSEN, SHORT, generated
from hostile_team import NOW, in_a_file, life, named
from hostile_terminal import see_text
from shell_commands import Convo

from convo_tui import bootstrap, paths
from convo_tui.cli import run
from convo_tui.domain.goals import Goal
from convo_tui.domain.imports import ImportKind
from convo_tui.domain.people import Person
from convo_tui.domain.values import new_id
from convo_tui.storage.store import Store

SOMEBODY = "Olivia Ordinary"
"""A person whose name is easy to type."""

LISTS = [
    ["people"],
    ["people", "--json"],
    ["today"],
    ["today", "--json"],
    ["status"],
    ["commitments"],
    ["commitments", "--json"],
    ["goals", "--all"],
    ["goals", "--all", "--json"],
    ["insights"],
    ["insights", SOMEBODY],
    ["insights", "--json"],
    ["calendar"],
    ["calendar", "--include-private"],
    ["history", SOMEBODY],
    ["history", SOMEBODY, "--json"],
    ["search", "a"],
    ["search", "a", "--json"],
    ["recap"],
    ["recap", "--format", "text"],
    ["recap", "--format", "json"],
    ["import", "list"],
    ["import", "list", "--json"],
    ["recap", "--format", "html", "--include-private"],
    ["recap", "--format", "eml"],
]

PARTS = 3
"""Into which the texts are dealt, for workers side by side."""

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def convo(monkeypatch: pytest.MonkeyPatch) -> Convo:
    """Commands on a machine on which nothing was ever kept, and as a terminal gets their words."""
    monkeypatch.setattr("click.utils.should_strip_ansi", lambda *_: False)
    return Convo()


def printed(capsys: Captured, arguments: Sequence[str]) -> str:
    """What a command prints, once it is seen that a terminal obeys nothing in it."""
    status = run(arguments)
    out, err = capsys.readouterr()
    assert status in (0, 1, 2)
    if arguments[0] == "search":
        for mark in ("\x1b[1m", "\x1b[0m"):  # Convo's own, around what was found
            out = out.replace(mark, "")
    for text in (out, err):
        see_text(text.replace("\r\n", "\n"), "\n\t")  # the line ends of a calendar
    assert not paths.log_path().exists(), f"a fault of Convo's own: {arguments}"
    return out


@pytest.mark.parametrize("texts", [CHOSEN, tuple(generated(200))], ids=["chosen", "generated"])
def test_in_the_file(convo: Convo, capsys: Captured, tally: Tally, texts: tuple[str, ...]) -> None:
    kept = in_a_file(texts)
    people = named(kept)
    people[0] = replace(people[0], name=SOMEBODY)
    convo.keep([*people, *life(people[0], kept)])
    store = convo.open()
    store.imports.bring(ImportKind.PEOPLE, [Person(new_id(), "Ada", NOW)], NOW)
    store.close()
    for command in LISTS:
        out = printed(capsys, command)
        if "json" in " ".join(command):
            assert json.loads(out)
    assert len(json.loads(printed(capsys, ["people", "--json"]))) == len(people) + 1
    tally("hostile strings in what each command lists", len(texts), 0)


@pytest.mark.parametrize("audience", ["report", "manager"])
def test_in_a_packet(convo: Convo, capsys: Captured, tally: Tally, audience: str) -> None:
    kept = in_a_file(CHOSEN)
    (maya,) = named(["Maya"])
    convo.keep([maya, *life(maya, kept)])
    period = ["--from", "2026-01-01", "--for", audience]
    for form in ("md", "html", "text", "json"):
        out = printed(capsys, ["review", "maya", *period, "--format", form])
        assert len(out) > len(kept) * 10
    assert json.loads(out)["sections"][0]["entries"]
    tally("hostile strings in what the review packet prints", len(kept), 0)


def told_with(text: str) -> list[list[str]]:
    """Commands with a text in each place that takes one."""
    return [
        ["people", "add", text],
        ["note", text, f"! {text}"],
        ["note", "maya", "--redirect", text],
        ["feedback", text, f"- {text}"],
        ["feedback", "maya", text, f"--so-what={text}", f"--now-what={text}"],
        ["feedback", "maya", "calm", f"--seen={text}"],
        ["people", "edit", text, f"--role={text}", f"--time={text}"],
        ["people", "edit", "maya", f"--zone={text}"],
        ["people", "edit", "maya", f"--template={text}"],
        ["note", "maya", f"> {text} ^{text}"],
        ["log", text, f"--on={text}"],
        ["log", "maya", "--on=today", f"--at={text}"],
        ["log", "maya", "--on=today", f"--minutes={text}"],
        ["log", "maya", "--on=today", f"--share={text}"],
        ["log", "maya", "--on=today", f"--template={text}"],
        ["log", "maya", "--on=today", "--force", f"--note={text}", f"--note=> {text} ^{text}"],
        ["log", "maya", "--on=today", "--force", "--json", f"--note=! {text}"],
        ["commitments", f"--person={text}"],
        ["commitments", "--", text],
        ["commitments", "done", text],
        ["commitments", "celebrated", text],
        ["goals", "celebrated", text],
        ["goals", text],
        ["goals", "update", text, text],
        ["goals", "update", "abab", text, f"--note={text}"],
        ["commitments", "broken", text, "--reason", text],
        ["commitments", "move", text, text],
        ["history", text],
        ["history", "maya", f"--kind={text}"],
        ["history", "maya", f"--since={text}"],
        ["search", "--", text],
        ["search", text, f"--person={text}"],
        ["recap", text],
        ["calendar", text],
        ["review", text],
        ["review", "maya", f"--from={text}", f"--to={text}"],
        ["insights", text],
        ["insights", "maya", f"--since={text}", f"--until={text}"],
        ["meet", text],
        ["people", "archive", "maya", text],
        ["import", "people", text],
        ["import", "notes", text],
        ["import", "archive", text],
        ["export", text, "-o", f"/nowhere/{text}"],
        ["export", "-o", f"/nowhere/{text}"],
        [text],
        [f"--{text}"],
    ]


@pytest.fixture
def one_store(convo: Convo, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Commands find the store open: what they say is tried here, not how they open it."""
    with closing(convo.open()) as store:

        @contextmanager
        def opened(database: Path) -> Iterator[Store]:
            assert database == store.database.path
            yield store

        monkeypatch.setattr(bootstrap, "shell_store", opened)
        yield


@pytest.mark.long
@pytest.mark.usefixtures("one_store")
@pytest.mark.parametrize(
    "texts",
    [*(SHORT[part::PARTS] for part in range(PARTS)), tuple(generated(20, 9))],
    ids=[*(f"chosen {part}" for part in range(PARTS)), "generated"],
)
def test_as_an_argument(
    convo: Convo, capsys: Captured, tally: Tally, texts: tuple[str, ...]
) -> None:
    (maya,) = named(["Maya"])
    convo.keep([maya, Goal("abababab0001", maya.id, "deploy alone", NOW, start=1.0, target=9.0)])
    for text in texts:
        for command in told_with(text.replace("\x00", "")):  # the end of an argument, to a shell
            printed(capsys, command)
    tally("hostile strings as arguments of each command", len(texts), 0)


def test_in_files_that_are_imported(
    convo: Convo, capsys: Captured, tally: Tally, tmp_path: Path
) -> None:
    texts = [text.encode(errors="ignore").decode() for text in (*SHORT[::4], *generated(5, 9))]
    sheet, notes, archive = (tmp_path / name for name in ("a.csv", "a.md", "a.json"))
    for text in texts:
        for line in (f"name,role,{text}\n{text},x\n", f"name,time\nMaya,{text}\n"):
            sheet.write_text(line)
            printed(capsys, ["import", "people", str(sheet)])
        notes.write_text(f"# {text}\n## 2026-11-03 {text}\n- {text}\n- [ ] {text} ^{text}\n")
        printed(capsys, ["import", "notes", str(notes)])
        printed(capsys, ["import", "undo"])
        head = '{"format": "convo-archive", "version": 1, "values": '
        key = json.dumps(text)
        unknown = (f"{head}{{{key}: []}}}}", f'{head}{{"note": [{{{key}: 1}}]}}}}', f"{{{key}: 1}}")
        for said in (*unknown, text):
            archive.write_text(said)
            printed(capsys, ["import", "archive", str(archive)])
    tally("hostile strings in files that are imported", len(texts), 0)


def test_what_the_settings_say(convo: Convo, capsys: Captured) -> None:
    for text in in_a_file(SHORT):
        quoted = json.dumps(text)
        name = f'[[agenda]]\nname = {quoted}\ntitle = {quoted}\nsegments = [{{ key = "wins", '
        convo.set(
            f"theme = {quoted}\nzone = {quoted}\n{quoted} = 1\n[keys]\n{quoted} = {quoted}\n"
            f"{name}name = {quoted}, minutes = 20 }}]\n"
        )
        for command in (["config", "show"], ["config", "show", "--json"], ["keys"], ["status"]):
            printed(capsys, command)
