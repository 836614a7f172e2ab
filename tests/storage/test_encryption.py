"""Encrypted files: nothing of them can be read without the key, and all of it with it."""

from __future__ import annotations

import hashlib
import json
import os
import re
import sqlite3
import stat
import sys
import traceback
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import encrypted
import pytest
from encrypted import NEW_PASSPHRASE, PASSPHRASE, SECRET, WEAK, contents, held_open, plain
from storage_samples import NOON, every_kind

import convo_tui
from convo_tui.domain.people import Person
from convo_tui.domain.values import new_id
from convo_tui.storage import backup, changeover, cipher, driver, remembered, sealing
from convo_tui.storage.cipher import KeyFile, WrongSecret
from convo_tui.storage.driver import DataKey
from convo_tui.storage.glance import glances
from convo_tui.storage.header import checked_revision
from convo_tui.storage.problems import Damaged, InUse, Locked, StorageProblem, TooNew
from convo_tui.storage.restore import restore
from convo_tui.storage.sealing import Cost, NotEnoughMemory
from convo_tui.storage.store import open_store

ONLY_POSIX = pytest.mark.skipif(os.name != "posix", reason="modes and links as POSIX has them")
PACKAGE = Path(convo_tui.__path__[0])


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """A plain database with one of everything in it."""
    return plain(tmp_path / "own" / "convo.db")


def files_of(path: Path) -> list[str]:
    return sorted(each.name for each in path.parent.iterdir())


def bytes_of(path: Path) -> bytes:
    return b"".join(each.read_bytes() for each in path.parent.rglob("*") if each.is_file())


def a_key(passphrase: str = PASSPHRASE) -> tuple[KeyFile, DataKey, str]:
    file, key, groups = KeyFile.new(passphrase, WEAK)
    return file, key, "-".join(groups)


class TestThereAndBack:
    def test_all_of_it_is_the_same_and_none_of_it_can_be_read(self, database: Path) -> None:
        before = contents(database)
        assert SECRET.encode() in bytes_of(database)
        encrypted.encrypt(database)
        assert driver.is_encrypted(database)
        assert contents(database) == before
        assert SECRET.encode() not in bytes_of(database)
        assert files_of(database) == ["convo.db", "convo.db.key", "convo.db.lock"]
        changeover.decrypt(database)
        assert database.read_bytes().startswith(driver.PLAIN)
        assert contents(database) == before
        assert files_of(database) == ["convo.db", "convo.db.lock"]

    @ONLY_POSIX
    def test_both_files_are_their_owners_alone(self, database: Path) -> None:
        before = os.umask(0)
        try:
            encrypted.encrypt(database)
        finally:
            os.umask(before)
        for path in (database, driver.key_file(database)):
            assert stat.S_IMODE(path.stat().st_mode) == 0o600

    def test_the_store_works_on_it(self, database: Path) -> None:
        encrypted.encrypt(database)
        store = open_store(database)
        values = every_kind("said later, and as private")
        store.take_in(values, ())
        store.keep_draft("line", "half a li")
        assert len(store.people()) == 2
        # While it is open, too: the log is encrypted as the file is.
        assert b"said later" not in bytes_of(database)
        store.close()
        store = open_store(database)
        assert store.draft("line") == "half a li"
        store.close()
        assert len(glances(database)) == 2

    def test_its_search_index_is_whole(self, database: Path) -> None:
        encrypted.encrypt(database)
        with closing(driver.connect(database)) as connection:
            query = "SELECT name FROM sqlite_master WHERE sql LIKE 'CREATE VIRTUAL TABLE%fts5%'"
            indexes = [name for (name,) in connection.execute(query).fetchall()]
            assert indexes
            for name in indexes:
                check = f"INSERT INTO {name} ({name}, rank) VALUES ('integrity-check', 1)"  # noqa: S608
                connection.execute(check)

    @pytest.mark.parametrize("name", ["it's; --.db", "100%20 ü?#.db", 'a"b.db'])
    @ONLY_POSIX
    def test_any_name_will_do(self, tmp_path: Path, name: str) -> None:
        path = plain(tmp_path / "odd'place" / name)
        encrypted.encrypt(path)
        assert len(glances(path)) == 1
        changeover.decrypt(path)
        assert len(glances(path)) == 1

    @ONLY_POSIX
    def test_a_link_stays_a_link(self, database: Path, tmp_path: Path) -> None:
        link = tmp_path / "elsewhere" / "convo.db"
        link.parent.mkdir()
        link.symlink_to(database)
        encrypted.encrypt(link)
        assert link.is_symlink()
        assert not database.read_bytes().startswith(driver.PLAIN)
        assert len(glances(link)) == 1
        changeover.decrypt(link)
        assert database.read_bytes().startswith(driver.PLAIN)

    def test_a_plain_copy_is_kept_only_where_it_was_asked_for(
        self, database: Path, tmp_path: Path
    ) -> None:
        before, kept = contents(database), tmp_path / "kept.db"
        file, key, _ = a_key()
        changeover.encrypt(database, file, key, keep=kept)
        assert kept.read_bytes().startswith(driver.PLAIN)
        assert contents(kept) == before
        changeover.decrypt(database)
        with pytest.raises(StorageProblem, match="is there already"):
            changeover.encrypt(database, file, key, keep=kept)
        assert not driver.is_encrypted(database)

    def test_an_encrypted_file_is_not_encrypted_over(self, database: Path) -> None:
        file, *_ = encrypted.encrypt(database)
        other, key, _ = a_key("another one altogether")
        with pytest.raises(StorageProblem, match="encrypted already"):
            changeover.encrypt(database, other, key)
        assert KeyFile.of(database) == file

    def test_what_was_left_of_a_cut_off_change_is_swept(self, database: Path) -> None:
        encrypted.encrypt(database)
        left = database.with_name("convo.db.changing")
        left.write_text(SECRET)
        changeover.sweep(database)
        assert not left.exists()


class TestAllOrNothing:
    def test_a_copy_that_lacks_a_row_does_not_take_the_place(
        self, database: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        export = changeover._export

        def losing_one(source: sqlite3.Connection, into: Path, key: DataKey | None) -> None:
            export(source, into, key)
            with closing(driver.connect(into, key=key, isolation_level=None)) as copy:
                copy.execute("DELETE FROM checkpoint WHERE rowid = 1")

        monkeypatch.setattr(changeover, "_export", losing_one)
        before = database.read_bytes()
        with pytest.raises(changeover.NotTheSame):
            encrypted.encrypt(database)
        # Only the header says that it has no log now.
        assert database.read_bytes()[100:] == before[100:]
        assert files_of(database) == ["convo.db", "convo.db.lock"]

    def test_a_disk_without_room_leaves_all_as_it_was(
        self, database: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        class Full:
            free = 1000

        before = contents(database)
        monkeypatch.setattr("shutil.disk_usage", lambda _: Full)
        with pytest.raises(StorageProblem, match="MB of free space"):
            encrypted.encrypt(database)
        assert contents(database) == before
        assert not driver.key_file(database).exists()

    @pytest.mark.parametrize("stands", ["plain", "plain beside a key file", "encrypted"])
    @ONLY_POSIX
    def test_a_file_that_is_open_elsewhere_is_left_alone(self, database: Path, stands: str) -> None:
        if stands == "encrypted":
            encrypted.encrypt(database)
        elif stands == "plain beside a key file":
            a_key()[0].write(database)
        with held_open(database):
            changing = changeover.decrypt if stands == "encrypted" else encrypted.encrypt
            with pytest.raises(InUse, match="Leave it there first"):
                changing(database)
            assert driver.is_encrypted(database) == (stands == "encrypted")
            assert not database.with_name("convo.db.changing").exists()
        assert len(glances(database)) == 1


class TestOpening:
    def test_the_passphrase_or_the_recovery_key_opens_it(self, database: Path) -> None:
        _, key, recovery = encrypted.encrypt(database)
        for typed in (PASSPHRASE, f" {PASSPHRASE} ", recovery, recovery.lower().replace("-", " ")):
            driver.forget_key(database)
            assert driver.is_locked(database)
            with pytest.raises(Locked):
                checked_revision(database)
            cipher.unlock(database, typed)
            assert driver.key_of(database) == key
            assert len(glances(database)) == 1

    def test_letters_may_be_composed_or_not(self) -> None:
        file, key, _ = a_key("Größe über alles")
        assert file.open("Gro\u0308\u00dfe u\u0308ber alles") == key

    @pytest.mark.parametrize(
        "typed", ["Correct horse battery", "correct horse batter", "", "x" * 9]
    )
    def test_a_wrong_passphrase_is_no_damage(self, database: Path, typed: str) -> None:
        encrypted.encrypt(database)
        driver.forget_key(database)
        before = bytes_of(database)
        with pytest.raises(WrongSecret, match=r"^That passphrase does not open it\.$") as caught:
            cipher.unlock(database, typed)
        assert not isinstance(caught.value, Damaged)
        assert driver.is_locked(database)
        assert bytes_of(database) == before

    def test_a_slip_in_the_recovery_key_is_told(self) -> None:
        file, _, recovery = a_key()
        slipped = recovery[:-1] + ("2" if recovery[-1] != "2" else "3")
        with pytest.raises(WrongSecret, match="slip in this recovery key"):
            file.open(slipped)

    def test_another_files_recovery_key_opens_nothing(self) -> None:
        with pytest.raises(WrongSecret, match="does not open"):
            a_key()[0].open(a_key()[2])

    def test_damage_in_the_file_is_no_wrong_passphrase(self, database: Path) -> None:
        encrypted.encrypt(database)
        driver.forget_key(database)
        whole = bytearray(database.read_bytes())
        whole[1000] ^= 1
        database.write_bytes(whole)
        cipher.unlock(database, PASSPHRASE)
        with pytest.raises(Damaged):
            checked_revision(database)

    def test_no_bit_of_the_key_file_turns_unseen(self, database: Path) -> None:
        encrypted.encrypt(database)
        kept = driver.key_file(database)
        whole = kept.read_bytes()
        for place in range(len(whole)):
            turned = bytearray(whole)
            turned[place] ^= 1 << place % 8
            kept.write_bytes(turned)
            try:
                read = KeyFile.of(database)
            except Damaged:
                continue
            # The line end after all that counts.
            assert place == len(whole) - 1
            assert read.open(PASSPHRASE)

    @pytest.mark.parametrize(
        "stands", [b"", b"{}", b"[]", b"null", b"\xff\xfe", b"[" * 50_000, b'{"check": 1}']
    )
    def test_what_is_no_key_file_is_damage(self, database: Path, stands: bytes) -> None:
        encrypted.encrypt(database)
        driver.key_file(database).write_bytes(stands)
        with pytest.raises(Damaged, match=r"convo\.db\.key is damaged"):
            KeyFile.of(database)

    @pytest.mark.parametrize("n", [0, 3, 2**40, "many", None])
    def test_a_key_file_cannot_ask_for_all_memory(self, database: Path, n: Any) -> None:
        encrypted.encrypt(database)
        self.rewrite(database, lambda data: data["passphrase"].update(n=n))
        with pytest.raises(Damaged):
            KeyFile.of(database)

    def test_a_newer_key_file_is_told(self, database: Path) -> None:
        encrypted.encrypt(database)
        self.rewrite(database, lambda data: data.update(convo_key=2))
        with pytest.raises(TooNew, match="update Convo"):
            KeyFile.of(database)

    @staticmethod
    def rewrite(database: Path, change: Any) -> None:
        """Change the key file as one who knows how its check is made."""
        kept = driver.key_file(database)
        data = json.loads(kept.read_text())
        del data["check"]
        change(data)
        kept.write_text(json.dumps(data | {"check": cipher._checksum(data)}))

    def test_without_the_extra_one_sentence_says_what_to_install(
        self, database: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        encrypted.encrypt(database)
        driver.forget_key(database)
        monkeypatch.setitem(sys.modules, "sqlcipher3.dbapi2", None)
        with pytest.raises(StorageProblem, match=r"convo-tui\[encrypted\]") as caught:
            open_store(database)
        assert not isinstance(caught.value, Locked)
        assert not cipher.has_extra()


class TestChangingWhatOpensIt:
    def test_a_new_passphrase_seals_the_same_key_anew(self, database: Path) -> None:
        file, key, recovery = encrypted.encrypt(database)
        before = database.read_bytes()
        file.with_passphrase(key, NEW_PASSPHRASE, WEAK).write(database)
        assert database.read_bytes() == before
        now = KeyFile.of(database)
        assert now.open(NEW_PASSPHRASE) == now.open(recovery) == key
        with pytest.raises(WrongSecret):
            now.open(PASSPHRASE)

    def test_a_new_recovery_key_replaces_the_old(self, database: Path) -> None:
        file, key, recovery = encrypted.encrypt(database)
        changed, groups = file.with_new_recovery(key)
        changed.write(database)
        now = KeyFile.of(database)
        assert now.open("-".join(groups)) == now.open(PASSPHRASE) == key
        with pytest.raises(WrongSecret):
            now.open(recovery)

    def test_a_backup_opens_with_the_passphrase_of_then(self, database: Path) -> None:
        file, key, _ = encrypted.encrypt(database)
        made = backup.make(database, backup.Why.BY_HAND, NOON)
        file.with_passphrase(key, NEW_PASSPHRASE, WEAK).write(database)
        # In the session that has the database open, it opens without being asked for.
        assert made.contents() == backup.Contents(1, 0, 1)
        driver.forget_key(database)
        driver.forget_key(made.path)
        assert driver.is_locked(made.path)
        with pytest.raises(WrongSecret):
            cipher.unlock(made.path, NEW_PASSPHRASE)
        cipher.unlock(made.path, PASSPHRASE)
        assert len(glances(made.path)) == 1
        assert SECRET.encode() not in made.path.read_bytes()

    def test_plain_backups_are_found_and_encrypted_with_the_same_key(self, database: Path) -> None:
        made = backup.make(database, backup.Why.BY_HAND, NOON)
        before = contents(made.path)
        file, key, _ = encrypted.encrypt(database)
        assert changeover.plain_copies(database) == (made.path,)
        assert changeover.encrypt_copies([made.path], file, key) == ()
        assert changeover.plain_copies(database) == ()
        assert contents(made.path) == before
        assert backup.backups_of(database) == (made,)
        assert not list(made.path.parent.glob("*.db.lock"))

    def test_another_database_in_the_folder_and_its_backups_are_left_alone(
        self, database: Path
    ) -> None:
        others = (database.with_name("convo-other.db"), database.with_name("other.db"))
        for other in others:
            store = open_store(other)
            store.take_in([Person(new_id(), "Somebody Else", NOON)], ())
            store.close()
            backup.make(other, backup.Why.BY_HAND, NOON)
        by_name = backup.make(database, backup.Why.BY_HAND, NOON).path
        by_people = database.with_name("convo-copied.db")
        backup.make_into(database, by_people)
        kept = database.with_name(f"{database.name}.before-2026-11-28T062710Z")
        kept.write_bytes(database.read_bytes()[:4096])  # nobody can tell who stands in it
        encrypted.encrypt(database)
        assert set(changeover.plain_copies(database)) == {by_name, by_people, kept}


class TestRestoring:
    def test_an_encrypted_backup_goes_back_into_an_encrypted_file(self, database: Path) -> None:
        file, key, _ = encrypted.encrypt(database)
        before = contents(database)
        made = backup.make(database, backup.Why.BY_HAND, NOON)
        file.with_passphrase(key, NEW_PASSPHRASE, WEAK).write(database)
        store = open_store(database)
        store.take_in(every_kind("written since"), ())
        store.close()
        restore(made.path, database, NOON)
        assert contents(database) == before
        assert SECRET.encode() not in bytes_of(database)
        # The passphrase of now goes on to open it.
        driver.forget_key(database)
        cipher.unlock(database, NEW_PASSPHRASE)
        assert len(glances(database)) == 1

    def test_into_a_place_where_nothing_is_it_opens_with_the_passphrase_of_then(
        self, database: Path, tmp_path: Path
    ) -> None:
        encrypted.encrypt(database)
        made = backup.make(database, backup.Why.BY_HAND, NOON)
        place = tmp_path / "new" / "convo.db"
        place.parent.mkdir()
        restore(made.path, place, NOON)
        for path in (database, made.path, place):
            driver.forget_key(path)
        assert driver.is_locked(place)
        cipher.unlock(place, PASSPHRASE)
        assert len(glances(place)) == 1

    def test_a_plain_backup_makes_the_file_plain(self, database: Path) -> None:
        made = backup.make(database, backup.Why.BY_HAND, NOON)
        encrypted.encrypt(database)
        restore(made.path, database, NOON)
        assert database.read_bytes().startswith(driver.PLAIN)
        assert not driver.is_encrypted(database)
        assert len(glances(database)) == 1


class TestSecrets:
    def test_trying_a_passphrase_costs_128_mb(self, monkeypatch: pytest.MonkeyPatch) -> None:
        asked: list[dict[str, Any]] = []
        scrypt = hashlib.scrypt

        def noting(secret: bytes, **parts: Any) -> bytes:
            asked.append(parts)
            return scrypt(secret, **parts | {"n": 2})

        monkeypatch.setattr(hashlib, "scrypt", noting)
        file, key, _ = KeyFile.new(PASSPHRASE)
        assert (asked[0]["n"], asked[0]["r"], asked[0]["p"]) == (2**17, 8, 1)
        assert len({each["salt"] for each in asked}) == 2
        assert all(len(each["salt"]) == 16 for each in asked)
        assert file.open(PASSPHRASE) == key
        assert asked[-1]["n"] == 2**17

    def test_a_machine_with_little_memory_pays_what_it_can(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        scrypt = hashlib.scrypt

        def small(secret: bytes, **parts: Any) -> bytes:
            if parts["n"] > most:
                raise ValueError("[digital envelope routines] memory limit exceeded")
            return scrypt(secret, **parts | {"n": 2})

        monkeypatch.setattr(hashlib, "scrypt", small)
        most = 2**15
        file, *_ = KeyFile.new(PASSPHRASE)
        assert file.by_passphrase.cost == Cost(2**15)
        most = 2**14
        with pytest.raises(NotEnoughMemory, match=r"takes \d+ MB of memory"):
            file.open(PASSPHRASE)
        with pytest.raises(NotEnoughMemory):
            KeyFile.new(PASSPHRASE)

    def test_no_two_files_are_alike(self) -> None:
        (one, first, a), (other, second, b) = a_key(), a_key()
        assert first != second
        assert a != b
        assert one.id != other.id
        assert not one.fits(second)
        assert replace(one, by_passphrase=other.by_passphrase).open(a) == first
        with pytest.raises(WrongSecret):
            # What another file's passphrase opens is sealed for that file.
            replace(one, by_passphrase=other.by_passphrase).open(PASSPHRASE)

    def test_nothing_secret_is_in_a_repr_or_a_traceback(self, database: Path) -> None:
        file, key, recovery = encrypted.encrypt(database)
        shown = [repr(key), repr(file), repr(file.by_passphrase)]
        for typed in ("a very secret slip", recovery[:-1] + "?"):
            try:
                file.open(typed)
            except WrongSecret as fault:
                shown += traceback.format_exception(fault)
            assert not any(typed in each for each in shown)
        data = driver.key_file(database).read_text()
        for secret in (PASSPHRASE, recovery, key.raw.hex(), str(key.raw)):
            assert not any(secret in each for each in [*shown, data])


class TestKeyring:
    @pytest.fixture
    def ring(self, monkeypatch: pytest.MonkeyPatch) -> dict[tuple[str, str], str]:
        """What a keyring in memory holds."""
        ring = encrypted.Ring()
        monkeypatch.setattr("keyring.get_keyring", lambda: ring)
        return ring.kept

    def test_it_keeps_the_key_and_never_the_passphrase(
        self, database: Path, ring: dict[tuple[str, str], str]
    ) -> None:
        _, key, _ = encrypted.encrypt(database)
        assert remembered.key_left(database) is None
        assert remembered.remember(database, key)
        assert remembered.key_left(database) == key
        assert PASSPHRASE not in str(ring)
        remembered.forget(KeyFile.of(database))
        assert not ring
        assert remembered.key_left(database) is None

    def test_a_key_that_is_not_this_files_is_not_taken(
        self, database: Path, ring: dict[tuple[str, str], str]
    ) -> None:
        file, key, _ = encrypted.encrypt(database)
        assert remembered.remember(database, key)
        for wrong in ("", "not base64!", "AAAA", "A" * 43 + "="):
            ring["convo-tui", file.id.hex()] = wrong
            assert remembered.key_left(database) is None

    @pytest.mark.parametrize("fails", ["raises", "keeps in the clear", "none"])
    def test_where_it_fails_convo_just_asks(
        self, database: Path, monkeypatch: pytest.MonkeyPatch, fails: str
    ) -> None:
        import keyring
        from keyring.backends import fail, null

        def none_here() -> Any:
            if fails == "raises":
                raise OSError("no bus")
            ring: Any = fail if fails == "none" else null
            return ring.Keyring()

        monkeypatch.setattr(keyring, "get_keyring", none_here)
        file, key, _ = encrypted.encrypt(database)
        assert not remembered.remember(database, key)
        replace(file, remembered=True).write(database)
        assert remembered.key_left(database) is None
        remembered.forget(file)

    def test_it_is_imported_only_where_it_was_wished_for(self, database: Path) -> None:
        encrypted.encrypt(database)
        done = encrypted.run(
            f"""
import sys
from pathlib import Path
from encrypted import PASSPHRASE
from convo_tui.storage import cipher, remembered
from convo_tui.storage.glance import glances
path = Path({str(database)!r})
assert remembered.key_left(path) is None
assert "cryptography" not in sys.modules
cipher.unlock(path, PASSPHRASE)
assert len(glances(path)) == 1
assert "keyring" not in sys.modules
"""
        )
        assert (done.returncode, done.stderr) == (0, "")


class TestOneLibrary:
    def test_sqlite_is_reached_by_one_door(self) -> None:
        beside = {PACKAGE / "storage" / "driver.py"}
        for file in set(PACKAGE.rglob("*.py")) - beside:
            text = file.read_text(encoding="utf-8")
            assert not re.search(r"sqlite3\.(dbapi2\.)?connect|sqlcipher3|apsw", text), file

    def test_an_encrypted_session_never_opens_the_file_with_another_library(
        self, database: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def refuse(*_: object, **__: object) -> None:
            raise AssertionError("the file was opened with Python's own SQLite")

        monkeypatch.setattr(sqlite3, "connect", refuse)
        driver.by_cipher(database)
        with pytest.raises(AssertionError, match="own SQLite"):
            driver.connect(database.with_name("other.db"))
        open_store(database).close()
        encrypted.encrypt(database)
        store = open_store(database)
        store.keep_draft("line", "half a li")
        made = backup.make(database, backup.Why.BY_HAND, NOON)
        assert made.contents() == backup.Contents(1, 0, 1)
        assert len(glances(database)) == 1
        store.close()
        changeover.decrypt(database)
        assert len(glances(database)) == 1

    @pytest.mark.parametrize("fault", ["wrong key", "a page", "the head", "cut short"])
    def test_the_library_says_nothing_on_standard_error(self, database: Path, fault: str) -> None:
        encrypted.encrypt(database)
        whole = bytearray(database.read_bytes())
        if fault == "a page":
            for place in range(4096, len(whole), 4096):
                whole[place + 50] ^= 1
        elif fault == "the head":
            whole[5] ^= 1
        elif fault == "cut short":
            del whole[len(whole) // 2 + 7 :]
        database.write_bytes(whole)
        done = encrypted.run(
            f"""
from pathlib import Path
from encrypted import PASSPHRASE
from convo_tui.storage import cipher, driver
from convo_tui.storage.problems import StorageProblem
from convo_tui.storage.store import open_store
path = Path({str(database)!r})
cipher.unlock(path, PASSPHRASE)
if {fault == "wrong key"}:
    driver.unlock(path, driver.DataKey(b"x" * 32))
try:
    connection = driver.connect(path)
    for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE rootpage").fetchall():
        connection.execute("SELECT * FROM " + name).fetchall()
except driver.database_errors() as fault:
    print("told", fault)
try:
    open_store(path).people()
except (StorageProblem, Exception):
    print("told")
"""  # noqa: S608
        )
        assert "told" in done.stdout
        assert (done.returncode, done.stderr) == (0, "")


def test_the_parameters_of_a_test_are_not_those_of_a_person() -> None:
    assert Cost(2**17, 8, 1) == cipher.STRONG
    assert cipher.LEAST.n >= 2**15
    assert sealing.Cost(2**17).memory >= 128 * 2**20
