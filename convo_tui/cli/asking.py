"""The key of an encrypted file for commands: from a file, from the keyring, or asked for."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import click

from convo_tui.storage import remembered
from convo_tui.storage.changeover import sweep
from convo_tui.storage.cipher import KeyFile, WrongSecret, wrong_with
from convo_tui.storage.driver import DataKey
from convo_tui.storage.problems import Locked, StorageProblem
from convo_tui.text import clean

VARIABLE = "CONVO_PASSPHRASE_FILE"
"""Names a file with the passphrase, for scripts."""

TRIES = 3
STANDARD_INPUT = "-"


def key_for(path: Path) -> DataKey:
    """The key of an encrypted file.

    Raises:
        Locked: there is nobody to ask, or what they typed does not open it.
        StorageProblem: the key file cannot be used.
    """
    file = KeyFile.of(path)
    key = _from_variable(path, file) or remembered.key_left(path) or _asked(path, file)
    # What a change that was cut off left behind may be a plain copy.
    sweep(path)
    return key


def passphrase_in(name: str) -> str:
    """The first line of a file that only its owner reads, or of standard input for `-`.

    Raises:
        StorageProblem: it cannot be read, or others can read it too.
    """
    if name == STANDARD_INPUT:
        return sys.stdin.readline().rstrip("\r\n")
    try:
        with Path(name).expanduser().open(encoding="utf-8") as file:
            found = os.fstat(file.fileno())
            if os.name == "posix" and stat.S_ISREG(found.st_mode) and found.st_mode & 0o077:
                raise StorageProblem(f"Others can read {name}; make it yours alone: chmod 600.")
            return file.readline().rstrip("\r\n")
    except UnicodeDecodeError:
        raise StorageProblem(f"{name} is not a text file.") from None
    except OSError as fault:
        raise StorageProblem(f"Cannot read {name}: {(fault.strerror or '').lower()}.") from fault


def new_passphrase(given: str | None) -> str:
    """A passphrase to encrypt with: from a file that was named, else asked for twice.

    Raises:
        StorageProblem: it will not do, or there is nobody to ask.
    """
    if given is not None:
        passphrase = passphrase_in(given)
        if wrong := wrong_with(passphrase):
            raise StorageProblem(wrong)
        return passphrase
    if not at_terminal():
        raise StorageProblem("There is no terminal to ask on; give --passphrase-file FILE.")
    while True:
        passphrase = _hidden("New passphrase")
        if wrong := wrong_with(passphrase):
            click.echo(wrong, err=True)
        elif _hidden("The same once more") == passphrase:
            return passphrase
        else:
            click.echo("These two are not the same; begin again.", err=True)


def at_terminal() -> bool:
    """Whether somebody sits there who can be asked."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def _from_variable(path: Path, file: KeyFile) -> DataKey | None:
    named = os.environ.get(VARIABLE)
    if not named:
        return None
    try:
        return file.open(passphrase_in(named))
    except WrongSecret:
        raise WrongSecret(f"The passphrase in {named} does not open {path}.") from None


def _asked(path: Path, file: KeyFile) -> DataKey:
    if not at_terminal():
        raise Locked(
            f"{path} is encrypted; without a terminal, name a file with its passphrase in"
            f" {VARIABLE}."
        )
    tries = TRIES
    while True:
        try:
            return file.open(_hidden(f"Passphrase of {clean(path.name)}"))
        except WrongSecret as wrong:
            tries -= 1
            if not tries:
                raise
            click.echo(str(wrong), err=True)


def _hidden(question: str) -> str:
    typed: str = click.prompt(question, hide_input=True, err=True, default="", show_default=False)
    return typed
