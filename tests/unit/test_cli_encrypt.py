"""`convo encrypt` and `convo decrypt`, and how the other commands ask for the passphrase."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click
import pytest
from encrypted import WEAK, Ring
from shell_commands import Convo
from storage_samples import NOON

from convo_tui.cli import asking
from convo_tui.domain.people import Person
from convo_tui.domain.values import new_id
from convo_tui.storage import backup, cipher, driver
from convo_tui.storage.cipher import KeyFile, WrongSecret

PASSPHRASE = "correct horse battery"  # noqa: S105
OTHER = "quite another one"
NAME = "Maya Lindqvist"


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Trying a passphrase costs a test nothing."""
    monkeypatch.setattr(cipher, "STRONG", WEAK)
    monkeypatch.setattr(cipher, "FOR_RECOVERY", WEAK)


@pytest.fixture
def passphrase_file(tmp_path: Path) -> Path:
    file = tmp_path / "passphrase"
    file.write_text(f"{PASSPHRASE}\n")
    file.chmod(0o600)
    return file


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody sits there; what they type comes from the runner."""
    monkeypatch.setattr(asking, "at_terminal", lambda: True)
    monkeypatch.setattr("convo_tui.cli.encrypt.at_terminal", lambda: True)


@pytest.fixture
def locked(convo: Convo, passphrase_file: Path) -> Convo:
    """Maya stands in an encrypted file that nobody has unlocked."""
    convo.keep([Person(new_id(), NAME, NOON)])
    convo.told("encrypt", "--passphrase-file", str(passphrase_file), "--yes")
    driver.forget_key(convo.file)
    return convo


def recovery_key(told: str) -> str:
    (line,) = (line.strip() for line in told.splitlines() if line.startswith("  "))
    return line


class TestEncrypting:
    def test_a_script_gives_the_passphrase_by_a_file(
        self, convo: Convo, passphrase_file: Path
    ) -> None:
        convo.keep([Person(new_id(), NAME, NOON)])
        told = convo.told("encrypt", "--passphrase-file", str(passphrase_file), "--yes")
        assert driver.is_encrypted(convo.file)
        assert NAME.encode() not in convo.file.read_bytes()
        assert "It opens with the passphrase, or with the recovery key." in told
        assert "cannot be erased for certain" in told
        assert PASSPHRASE not in told
        file = KeyFile.of(convo.file)
        assert file.open(PASSPHRASE) == file.open(recovery_key(told))

    def test_or_by_standard_input(self, convo: Convo) -> None:
        convo.told("encrypt", "--passphrase-file", "-", "--yes", given=f"{PASSPHRASE}\nmore\n")
        assert KeyFile.of(convo.file).open(PASSPHRASE)

    def test_a_file_that_is_not_there_yet_is_encrypted_from_its_first_word(
        self, convo: Convo, passphrase_file: Path
    ) -> None:
        convo.told("encrypt", "--passphrase-file", str(passphrase_file), "--yes")
        convo.told("people", "add", NAME)
        assert driver.is_encrypted(convo.file)
        assert all(
            NAME.encode() not in each.read_bytes()
            for each in convo.file.parent.rglob("*")
            if each.is_file()
        )

    @pytest.mark.usefixtures("terminal")
    def test_a_person_types_it_twice_and_a_group_of_the_recovery_key(
        self, convo: Convo, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("secrets.randbelow", lambda _: 2)
        made = KeyFile.new
        groups: list[str] = []

        def noting(passphrase: str) -> object:
            file, key, shown = made(passphrase)
            groups.extend(shown)
            return file, key, shown

        monkeypatch.setattr(KeyFile, "new", noting)
        answers = iter(["short", PASSPHRASE, OTHER, PASSPHRASE, PASSPHRASE])
        monkeypatch.setattr(asking, "_hidden", lambda _: next(answers))
        monkeypatch.setattr(click, "prompt", lambda question, **_: self.typed(question, groups))
        result = convo.run("encrypt")
        assert result.exit_code == 0, result.stderr
        assert "8 letters at least" in result.stderr
        assert "These two are not the same" in result.stderr
        assert KeyFile.of(convo.file).open(PASSPHRASE)

    @staticmethod
    def typed(question: str, groups: list[str]) -> str:
        assert question == "To be sure, type its third group"
        return groups[2].lower()

    def test_whoever_did_not_write_it_down_changes_nothing(
        self, convo: Convo, passphrase_file: Path
    ) -> None:
        convo.keep([Person(new_id(), NAME, NOON)])
        result = convo.run("encrypt", "--passphrase-file", str(passphrase_file), given="?\n?\n?\n")
        assert result.exit_code == 1
        assert result.stderr.splitlines()[-1].startswith("Nothing was changed.")
        assert not driver.is_encrypted(convo.file)
        assert not driver.key_file(convo.file).exists()

    def test_what_cannot_be_is_one_plain_sentence(
        self, locked: Convo, tmp_path: Path, passphrase_file: Path
    ) -> None:
        assert "is encrypted already" in locked.refused("encrypt")
        other = str(tmp_path / "other.db")
        changing = ("--database", other, "encrypt", "--change-passphrase")
        assert "is not encrypted yet" in locked.refused(*changing)
        assert "is not encrypted" in locked.refused("--database", other, "decrypt")
        assert "give --passphrase-file" in locked.refused("--database", other, "encrypt")
        given = ("--database", other, "encrypt", "--passphrase-file")
        assert "no such file" in locked.refused(*given, str(tmp_path / "none"))
        passphrase_file.write_text("short\n")
        assert "8 letters at least" in locked.refused(*given, str(passphrase_file))
        passphrase_file.write_bytes(b"\xff\xfe\xff\xfe")
        assert "not a text file" in locked.refused(*given, str(passphrase_file))

    @pytest.mark.skipif(os.name != "posix", reason="modes are POSIX")
    def test_a_file_that_others_can_read_holds_no_passphrase(
        self, convo: Convo, passphrase_file: Path
    ) -> None:
        passphrase_file.chmod(0o640)
        refused = convo.refused("encrypt", "--passphrase-file", str(passphrase_file), "--yes")
        assert "Others can read" in refused
        assert "chmod 600" in refused

    def test_without_the_extra_it_says_what_to_install(
        self, convo: Convo, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setitem(sys.modules, "sqlcipher3.dbapi2", None)
        assert "convo-tui[encrypted]" in convo.refused("encrypt")
        assert convo.told("people", "add", NAME)


class TestBackups:
    @pytest.fixture
    def made(self, convo: Convo) -> backup.Backup:
        convo.keep([Person(new_id(), NAME, NOON)])
        return backup.make(convo.file, backup.Why.BY_HAND, NOON)

    def test_plain_ones_are_named_and_stay(
        self, convo: Convo, made: backup.Backup, passphrase_file: Path
    ) -> None:
        told = convo.told("encrypt", "--passphrase-file", str(passphrase_file), "--yes")
        assert str(made.path) in told
        assert "They stay; --backups encrypt and --backups remove see to them." in told
        assert NAME.encode() in made.path.read_bytes()
        assert "They are encrypted" in convo.told("encrypt", "--backups", "encrypt")
        assert NAME.encode() not in made.path.read_bytes()
        assert made.contents() == backup.Contents(1, 0, 0)

    @pytest.mark.usefixtures("terminal")
    def test_a_person_is_offered_to_remove_them(
        self, convo: Convo, made: backup.Backup, passphrase_file: Path
    ) -> None:
        given = ("encrypt", "--passphrase-file", str(passphrase_file))
        convo.told(*given, "--yes")
        told = convo.told("encrypt", "--backups", "remove")
        assert "They were removed." in told
        assert not made.path.exists()


class TestOpening:
    def test_a_command_without_a_terminal_says_how(self, locked: Convo) -> None:
        refused = locked.refused("people")
        assert "is encrypted; without a terminal" in refused
        assert asking.VARIABLE in refused

    def test_a_file_named_by_the_variable_opens_it(
        self, locked: Convo, passphrase_file: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv(asking.VARIABLE, str(passphrase_file))
        assert NAME in locked.told("people")
        driver.forget_key(locked.file)
        passphrase_file.write_text(OTHER)
        assert f"The passphrase in {passphrase_file} does not open" in locked.refused("people")
        passphrase_file.unlink()
        assert "no such file" in locked.refused("people")

    @pytest.mark.usefixtures("terminal")
    def test_on_a_terminal_it_is_asked_for_hidden(self, locked: Convo) -> None:
        result = locked.run("people", given=f"wrong\n{PASSPHRASE}\n")
        assert result.exit_code == 0
        assert NAME in result.stdout
        assert "Passphrase of convo.db" in result.stderr
        assert "That passphrase does not open it." in result.stderr
        assert PASSPHRASE not in result.output

    @pytest.mark.usefixtures("terminal")
    def test_three_wrong_ones_end_it(self, locked: Convo) -> None:
        result = locked.run("people", given="wrong one\nwrong two\nwrong three\nwrong four\n")
        assert result.exit_code == 1
        assert result.stdout == ""
        assert result.stderr.count("That passphrase does not open it.") == 3

    def test_a_prompt_is_told_that_it_is_locked_and_asks_nothing(
        self, locked: Convo, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def refuse(_: Path) -> None:
            raise AssertionError("it asked")

        monkeypatch.setattr(asking, "key_for", refuse)
        assert locked.told("status") == "locked\n"

    def test_the_keyring_opens_it_where_it_was_asked_to(
        self, locked: Convo, passphrase_file: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        ring = Ring()
        monkeypatch.setattr("keyring.get_keyring", lambda: ring)
        with monkeypatch.context() as patch:
            patch.setenv(asking.VARIABLE, str(passphrase_file))
            assert "This system's keyring opens" in locked.told("encrypt", "--remember")
        driver.forget_key(locked.file)
        assert NAME in locked.told("people")
        assert "is plain" in locked.told("decrypt", "--yes")
        assert not ring.kept


class TestChanging:
    @pytest.fixture(autouse=True)
    def known(self, locked: Convo, passphrase_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv(asking.VARIABLE, str(passphrase_file))

    def test_a_new_passphrase_and_a_new_recovery_key(self, locked: Convo, tmp_path: Path) -> None:
        new = tmp_path / "new"
        new.write_text(OTHER)
        new.chmod(0o600)
        database = locked.file.read_bytes()
        given = ("--passphrase-file", str(new), "--new-recovery-key", "--yes")
        told = locked.told("encrypt", "--change-passphrase", *given)
        assert "has a new passphrase and recovery key." in told
        assert locked.file.read_bytes() == database
        file = KeyFile.of(locked.file)
        assert file.open(OTHER) == file.open(recovery_key(told))
        with pytest.raises(WrongSecret):
            file.open(PASSPHRASE)

    def test_decrypting_asks_back_and_makes_it_plain(self, locked: Convo) -> None:
        assert "give --yes" in locked.refused("decrypt")
        assert driver.is_encrypted(locked.file)
        assert "is plain." in locked.told("decrypt", "--yes")
        assert not driver.key_file(locked.file).exists()
        assert locked.file.read_bytes().startswith(driver.PLAIN)
        assert NAME in locked.told("people")
