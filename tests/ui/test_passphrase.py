"""An encrypted file in the app: asked for first, told apart, and nothing shown before."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from encrypted import NEW_PASSPHRASE, PASSPHRASE, WEAK, encrypt
from storage_samples import NOON
from textual.pilot import Pilot
from ui.conftest import MakeApp
from ui.steps import opened, shown, today, until, write

from convo_tui.domain.people import Person
from convo_tui.domain.values import new_id
from convo_tui.storage import cipher, driver
from convo_tui.storage.cipher import KeyFile
from convo_tui.storage.problems import Damaged, StorageProblem
from convo_tui.storage.sealing import NotEnoughMemory, Sealed
from convo_tui.ui import opening
from convo_tui.ui.app import ConvoApp
from convo_tui.ui.modals import passphrase
from convo_tui.ui.modals.passphrase import HiddenField, PassphraseSheet

NAME = "Maya Lindqvist"
SIZES = [(80, 24), (120, 36), (200, 60)]


class Locked:
    """An app on an encrypted file with one person in it."""

    def __init__(self, app: ConvoApp) -> None:
        self.app = app
        self.file: Path = app.setup.database
        self.key_file, self.key, self.recovery = encrypt(self.file)
        driver.forget_key(self.file)


@pytest.fixture
def locked(make_app: MakeApp) -> Locked:
    return Locked(make_app([Person(new_id(), NAME, NOON)]))


async def asked(locked: Locked, pilot: Pilot[None]) -> PassphraseSheet:
    """The sheet, once it is there."""
    return await opened(locked.app, pilot, PassphraseSheet)


def nothing_shown(app: ConvoApp) -> None:
    for screen in app.screen_stack:
        strips = screen._compositor.render_strips()
        text = "\n".join("".join(segment.text for segment in strip) for strip in strips)
        assert "Maya" not in text
        assert "Nobody" not in text
        assert "sample team" not in text


class TestAsking:
    @pytest.mark.parametrize("size", SIZES)
    async def test_it_is_asked_before_anything_is_shown(
        self, locked: Locked, size: tuple[int, int]
    ) -> None:
        async with locked.app.run_test(size=size) as pilot:
            await asked(locked, pilot)
            assert "Convo is locked" in shown(locked.app)
            nothing_shown(locked.app)
            await pilot.resize_terminal(size[0] - 1, size[1] - 1)
            await pilot.pause()
            nothing_shown(locked.app)
            await write(pilot, PASSPHRASE)
            assert PASSPHRASE not in shown(locked.app)
            assert "•" * len(PASSPHRASE) in shown(locked.app)
            await pilot.press("enter")
            await today(locked.app, pilot)
            await until(pilot, lambda: NAME in shown(locked.app))

    async def test_the_recovery_key_opens_it_in_the_same_field(self, locked: Locked) -> None:
        async with locked.app.run_test() as pilot:
            await asked(locked, pilot)
            await write(pilot, locked.recovery.lower().replace("-", " "))
            await pilot.press("enter")
            await today(locked.app, pilot)
            await until(pilot, lambda: NAME in shown(locked.app))

    async def test_a_wrong_passphrase_is_told_and_asked_again(self, locked: Locked) -> None:
        async with locked.app.run_test() as pilot:
            sheet = await asked(locked, pilot)
            await pilot.press("enter")
            assert passphrase.EMPTY in shown(locked.app)
            await write(pilot, "not this one")
            await pilot.press("enter")
            await until(pilot, lambda: "That passphrase does not open it." in shown(locked.app))
            assert sheet.query_one(HiddenField).value == ""
            for word in ("damage", "reset", "new file", "delete", "restore"):
                assert word not in shown(locked.app).casefold()
            nothing_shown(locked.app)
            await write(pilot, PASSPHRASE)
            await pilot.press("enter")
            await today(locked.app, pilot)

    async def test_leaving_leaves_the_file_as_it_is(self, locked: Locked) -> None:
        before = locked.file.read_bytes()
        async with locked.app.run_test() as pilot:
            await asked(locked, pilot)
            await pilot.press("escape")
            await until(pilot, lambda: locked.app.last_words)
        assert locked.app.return_code == 1
        assert "it opens with its passphrase" in locked.app.last_words
        assert locked.file.read_bytes() == before
        assert not list(locked.file.parent.glob("*-wal"))

    async def test_the_screen_lives_while_the_passphrase_is_tried(
        self, locked: Locked, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        go_on, tried = threading.Event(), []

        def slow(path: Path, typed: str) -> None:
            tried.append(typed)
            assert go_on.wait(20)
            cipher.unlock(path, typed)

        monkeypatch.setattr(passphrase, "unlock", slow)
        async with locked.app.run_test() as pilot:
            await asked(locked, pilot)
            await write(pilot, PASSPHRASE)
            await pilot.press("enter", "enter")
            await until(pilot, lambda: passphrase.OPENING in shown(locked.app))
            await pilot.press("ctrl+t")
            await until(pilot, lambda: passphrase.WILL_REMEMBER in shown(locked.app))
            await pilot.press("ctrl+t", "enter")
            go_on.set()
            await today(locked.app, pilot)
        assert tried == [PASSPHRASE]

    async def test_nothing_of_it_goes_to_the_clipboard(self, locked: Locked) -> None:
        async with locked.app.run_test() as pilot:
            sheet = await asked(locked, pilot)
            await write(pilot, PASSPHRASE)
            field = sheet.query_one(HiddenField)
            field.select_all()
            await pilot.press("ctrl+c", "ctrl+x")
            assert locked.app.clipboard == ""
            assert field.value == PASSPHRASE

    async def test_a_plain_file_is_not_asked_about(self, make_app: MakeApp) -> None:
        app = make_app([Person(new_id(), NAME, NOON)])
        async with app.run_test() as pilot:
            await today(app, pilot)
            assert len(app.screen_stack) == 1


class TestDamage:
    """Damage goes where the other damage goes, and is not called a wrong passphrase."""

    @pytest.fixture
    def told(self, monkeypatch: pytest.MonkeyPatch) -> list[StorageProblem]:
        """What the person is offered help with."""
        faults: list[StorageProblem] = []
        helped = opening.helped

        async def noting(app: ConvoApp, fault: StorageProblem) -> bool:
            faults.append(fault)
            return not isinstance(fault, Damaged) and await helped(app, fault)

        monkeypatch.setattr(opening, "helped", noting)
        return faults

    async def test_of_the_file(self, locked: Locked, told: list[StorageProblem]) -> None:
        whole = bytearray(locked.file.read_bytes())
        whole[1000] ^= 1
        locked.file.write_bytes(whole)
        async with locked.app.run_test() as pilot:
            await asked(locked, pilot)
            await write(pilot, PASSPHRASE)
            await pilot.press("enter")
            await until(pilot, lambda: len(told) == 2)
        assert isinstance(told[1], Damaged)
        assert bytes(whole) == locked.file.read_bytes()

    async def test_of_the_key_file(self, locked: Locked, told: list[StorageProblem]) -> None:
        driver.key_file(locked.file).write_text("{}")
        async with locked.app.run_test() as pilot:
            await until(pilot, lambda: told and isinstance(told[-1], Damaged))
            assert not isinstance(pilot.app.screen, PassphraseSheet)
        assert "convo.db.key is damaged" in str(told[-1])


class TestKeyring:
    async def test_what_the_keyring_holds_opens_it_without_asking(
        self, locked: Locked, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("convo_tui.storage.remembered.key_left", lambda _: locked.key)
        async with locked.app.run_test() as pilot:
            await today(locked.app, pilot)
            assert NAME in shown(locked.app)

    async def test_it_is_given_the_key_only_where_that_was_chosen(
        self, locked: Locked, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        given: list[object] = []

        def takes(_: Path, key: object) -> bool:
            given.append(key)
            return True

        monkeypatch.setattr("convo_tui.storage.remembered.remember", takes)
        async with locked.app.run_test() as pilot:
            await asked(locked, pilot)
            await pilot.press("ctrl+t")
            await write(pilot, PASSPHRASE)
            await pilot.press("enter")
            await today(locked.app, pilot)
        assert given == [locked.key]

    async def test_where_there_is_none_it_opens_all_the_same(
        self, locked: Locked, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        told: list[str] = []
        monkeypatch.setattr(locked.app, "notify", told.append)
        async with locked.app.run_test() as pilot:
            await asked(locked, pilot)
            await pilot.press("ctrl+t")
            await write(pilot, PASSPHRASE)
            await pilot.press("enter")
            await today(locked.app, pilot)
        assert told == [passphrase.NO_KEYRING]
        assert not KeyFile.of(locked.file).remembered


async def test_a_passphrase_changed_meanwhile_counts(locked: Locked) -> None:
    async with locked.app.run_test() as pilot:
        await asked(locked, pilot)
        locked.key_file.with_passphrase(locked.key, NEW_PASSPHRASE, WEAK).write(locked.file)
        await write(pilot, NEW_PASSPHRASE)
        await pilot.press("enter")
        await today(locked.app, pilot)


async def test_too_little_memory_is_told_and_may_be_tried_again(
    locked: Locked, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none_left(*_: object) -> None:
        raise NotEnoughMemory("Opening takes 129 MB of memory; free some first.")

    async with locked.app.run_test() as pilot:
        await asked(locked, pilot)
        with monkeypatch.context() as patch:
            patch.setattr(Sealed, "opened", none_left)
            await write(pilot, PASSPHRASE)
            await pilot.press("enter")
            await until(pilot, lambda: "129 MB of memory" in shown(locked.app))
        await write(pilot, PASSPHRASE)
        await pilot.press("enter")
        await today(locked.app, pilot)
