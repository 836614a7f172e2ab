"""No name and no path breaks what keeps the file: recovery, rescue and their commands."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from conftest import Tally
from damaged_files import cut_within_a_page
from hostile_strings import CHOSEN, SHORT
from hostile_team import NOW, in_a_file, life, named
from hostile_terminal import Seat, seated, see_text
from ui.steps import today, until

from convo_tui import paths
from convo_tui.cli import run
from convo_tui.domain.values import Change
from convo_tui.storage.backup import Why, make
from convo_tui.storage.problems import Damaged
from convo_tui.storage.store import open_store
from convo_tui.ui.modals.choice import Choice
from convo_tui.ui.modals.passphrase import PassphraseSheet
from convo_tui.ui.modals.rescue import Rescue
from convo_tui.ui.screens.recovery import RecoveryScreen

Told = Callable[..., str]

LONGEST = 200
"""Bytes of a name that any file system takes."""

pytestmark = pytest.mark.skipif(os.name != "posix", reason="Windows refuses most of these names")


def names(texts: Sequence[str]) -> Iterator[str]:
    """As a folder can be called."""
    for text in in_a_file(texts):
        name = text.replace("\x00", "").replace("/", "_").encode()[:LONGEST].decode(errors="ignore")
        if name.strip(". "):
            yield name


def folders(base: Path, texts: Sequence[str]) -> list[Path]:
    made = []
    for number, name in enumerate(names(texts)):
        folder = base / str(number) / name
        folder.mkdir(parents=True, mode=0o700)
        made.append(folder)
    return made


def filled(path: Path, texts: Sequence[str]) -> None:
    people = named(in_a_file(texts))
    with closing(open_store(path)) as store:
        store.apply(*map(Change.added, [*people, *life(people[0], [each.name for each in people])]))


@pytest.mark.long
@pytest.mark.parametrize("texts", [SHORT[::2], SHORT[1::2]], ids=["even", "odd"])
async def test_in_recovery(tmp_path: Path, tally: Tally, texts: tuple[str, ...]) -> None:
    path = tmp_path / "damaged" / "convo.db"
    filled(path, SHORT)
    make(path, Why.BY_HAND, NOW)
    async with seated(tmp_path, named(["Maya"]), (100, 40)) as seat:
        await today(seat.app, seat.pilot)
        await recovered(seat, path, "found")
        for text in texts:
            await recovered(seat, path, text)
        for folder in folders(tmp_path, texts):
            await recovered(seat, folder / "convo.db", "found")
    assert seat.seen("STILL READABLE")
    tally("chosen hostile strings in recovery: names, findings, paths", len(texts), 0)


async def recovered(seat: Seat, path: Path, why: str) -> None:
    fault = Damaged.found_in(path, why)
    screen = RecoveryScreen(path, fault, ZoneInfo("Europe/Berlin"), NOW)
    await seat.app.push_screen(screen)
    await until(seat.pilot, lambda: screen.complete)
    seat.look("recovery")
    await seat.app.pop_screen()


@pytest.mark.long
@pytest.mark.parametrize("texts", [CHOSEN[::2], CHOSEN[1::2]], ids=["even", "odd"])
async def test_where_a_path_is_asked_about(
    tmp_path: Path, tally: Tally, texts: tuple[str, ...]
) -> None:
    async with seated(tmp_path, named(["Maya"]), (100, 40)) as seat:
        await today(seat.app, seat.pilot)
        file = seat.app.store.path
        for folder in folders(tmp_path, texts):
            sheet = PassphraseSheet(folder / "convo.db")
            await seat.app.push_screen(sheet)
            await seat.pilot.pause()
            seat.look("passphrase")
            await seat.app.pop_screen()
            seat.app.store.path = folder / "convo.db"
            rescue = Rescue()
            await seat.app.push_screen(rescue)
            await seat.pilot.pause()
            seat.look("rescue")
            await seat.app.pop_screen()
            seat.app.store.path = file
    tally("chosen hostile paths at the passphrase and at the rescue", len(texts), 0)


async def test_among_the_archived(tmp_path: Path, tally: Tally) -> None:
    people = [replace(each, archived_at=NOW) for each in named(in_a_file(SHORT))]
    async with seated(tmp_path, [*named(["Maya"]), *people], (100, 300)) as seat:
        home = await today(seat.app, seat.pilot)
        for key in "123":
            await seat.pilot.press("A")
            await until(seat.pilot, lambda: isinstance(seat.app.screen, Choice))
            seat.look("who is archived")
            sheet = seat.app.screen
            await seat.pilot.press(key)
            await until(seat.pilot, lambda s=sheet: seat.app.screen is not s)  # type: ignore[misc]
            await until(seat.pilot, lambda: isinstance(seat.app.screen, Choice))
            seat.look("what to do")
            await seat.pilot.press("b")
            await until(seat.pilot, lambda: seat.app.screen is home)
            seat.look("brought back")
    unseen = [each.name for each in people if not seat.seen(each.name)]
    tally("chosen hostile names among the archived", len(people), len(unseen))
    assert unseen == []


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Told:
    """Run commands as a terminal gets their words; what they print, once it was judged."""
    monkeypatch.setattr("click.utils.should_strip_ansi", lambda *_: False)

    def run_it(*arguments: str) -> str:
        status = run(arguments)
        printed = capsys.readouterr()
        assert status in (0, 1, 2)
        for text in printed:
            see_text(text, "\n\t")
        assert not paths.log_path().exists(), f"a fault of Convo's own: {arguments}"
        return printed.out + printed.err

    return run_it


def test_in_what_commands_say_of_a_path(tmp_path: Path, tally: Tally, told: Told) -> None:
    """The file stands in a folder of that name, sound at first and then damaged."""
    places = folders(tmp_path, SHORT)
    for folder in places:
        path = folder / "convo.db"
        filled(path, [folder.name])
        on = ("--database", str(path))
        assert "well" in told(*on, "doctor")
        told(*on, "doctor", "--json")
        told(*on, "backup")
        told(*on, "backup", "--list")
        told(*on, "backup", str(folder / f"{folder.name[:20]}.db"))
        told(*on, "restore", str(folder / "none.db"), "--yes")
        told(*on, "encrypt", "--passphrase-file", str(folder / "none.txt"), "--yes")
        cut_within_a_page(path)
        for command in (["doctor"], ["doctor", "--json"], ["restore"], ["today"], ["encrypt"]):
            told(*on, *command)
    tally("chosen hostile paths in what doctor, backup, restore, encrypt say", len(places), 0)


def test_as_an_argument(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tally: Tally, told: Told
) -> None:
    monkeypatch.chdir(tmp_path)
    for text in SHORT:
        # As a shell hands it over: bytes, up to the end of an argument.
        given = os.fsdecode(text.replace("\x00", "").encode(errors="surrogatepass"))
        told("backup", given)
        told("restore", given)
        told("encrypt", f"--passphrase-file={given}", "--yes")
        told("decrypt", given)
        told("doctor", given)
        told("purge", given)
    tally("chosen hostile strings as arguments of those commands", len(SHORT), 0)
