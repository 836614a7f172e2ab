"""Encrypting the database, changing what opens it, and making it plain again."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from convo_tui.cli.asking import TRIES, at_terminal, new_passphrase
from convo_tui.cli.output import say
from convo_tui.cli.shell import CannotDo, ConvoCommand, Shell, pass_shell
from convo_tui.storage import driver

if TYPE_CHECKING:
    from convo_tui.storage.cipher import KeyFile
    from convo_tui.storage.driver import DataKey

INSTALL = "Encrypting needs some packages more; install Convo as convo-tui[encrypted]."
NO_PROMISE = (
    "The plain file is gone from its folder; what a disk, above all an SSD, still keeps of it"
    " cannot be erased for certain."
)
NO_KEYRING = "This system has no keyring that Convo can use; it will go on asking."
ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "last")
NOTHING = "Nothing was changed."

yes_option = click.option("--yes", is_flag=True, help="Do not ask anything back.")


@click.command(
    cls=ConvoCommand,
    short_help="Encrypt the file with a passphrase.",
    epilog="\b\nExample:\n  convo encrypt\n  convo encrypt --change-passphrase",
)
@click.option(
    "--passphrase-file",
    metavar="FILE",
    help="Take the new passphrase from the first line of a file; - is standard input.",
)
@click.option(
    "--change-passphrase", is_flag=True, help="Give an encrypted file another passphrase."
)
@click.option(
    "--new-recovery-key", is_flag=True, help="Give an encrypted file another recovery key."
)
@click.option(
    "--remember", is_flag=True, help="Have this system's keyring open the file without asking."
)
@click.option(
    "--backups",
    type=click.Choice(["keep", "remove", "encrypt"]),
    help="What becomes of backups that anyone can read; asked for where it is not said.",
)
@click.option(
    "--keep-plain",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Leave a plain copy in this new file.",
)
@yes_option
@pass_shell
def encrypt(
    shell: Shell,
    /,
    passphrase_file: str | None,
    change_passphrase: bool,
    new_recovery_key: bool,
    remember: bool,
    backups: str | None,
    keep_plain: Path | None,
    yes: bool,
) -> None:
    """Encrypt the file; from then on it opens with a passphrase.

    A recovery key is shown once, for when the passphrase is forgotten. Nobody can open the file
    without one of the two.
    """
    from convo_tui.storage.cipher import has_extra

    if not has_extra():
        raise CannotDo(INSTALL)
    database = shell.database
    encrypted = driver.is_encrypted(database)
    rewraps = change_passphrase or new_recovery_key
    if encrypted and not (rewraps or remember or backups):
        raise CannotDo(
            f"{database} is encrypted already; --change-passphrase and --new-recovery-key change"
            " what opens it."
        )
    if rewraps and not encrypted:
        raise CannotDo(f"{database} is not encrypted yet; that is: convo encrypt")
    if rewraps:
        _rewrap(database, passphrase_file, change_passphrase, new_recovery_key, yes=yes)
    elif not encrypted:
        _encrypt(shell, passphrase_file, keep_plain, yes=yes)
    if remember:
        _remember(database)
    if not rewraps:
        _see_to_copies(database, backups, yes=yes)


def _encrypt(shell: Shell, passphrase_file: str | None, keep: Path | None, *, yes: bool) -> None:
    from convo_tui.storage import changeover
    from convo_tui.storage.cipher import KeyFile

    database = shell.database
    driver.by_cipher(database)
    with shell.store():
        pass  # it is there, ours, sound and up to date
    file, key, recovery = KeyFile.new(new_passphrase(passphrase_file))
    _show(recovery, yes=yes)
    changeover.encrypt(database, file, key, keep=keep)
    say(f"{database} is encrypted. It opens with the passphrase, or with the recovery key.")
    say(NO_PROMISE if keep is None else f"A plain copy is in {keep}.")


def _rewrap(
    database: Path, passphrase_file: str | None, passphrase: bool, recovery: bool, *, yes: bool
) -> None:
    from convo_tui.storage.cipher import KeyFile

    file, key = KeyFile.of(database), _key(database)
    if passphrase:
        file = file.with_passphrase(key, new_passphrase(passphrase_file))
    if recovery:
        file, groups = file.with_new_recovery(key)
        _show(groups, yes=yes)
    file.write(database)
    changed = " and ".join(
        name for name, wanted in (("passphrase", passphrase), ("recovery key", recovery)) if wanted
    )
    say(f"{database} has a new {changed}. Backups made before still open with the one of then.")


def _show(groups: Sequence[str], *, yes: bool) -> None:
    """Show a recovery key, and see that it was written down."""
    say("The recovery key opens the file when the passphrase is forgotten. Write it")
    say("down, and keep it away from this machine; it is not shown again:")
    say("")
    say("  " + "-".join(groups))
    say("")
    if yes:
        return
    asked = secrets.randbelow(len(groups))
    from convo_tui.storage.recovery_key import normal

    for _ in range(TRIES):
        typed = click.prompt(f"To be sure, type its {ORDINALS[asked]} group", err=True)
        if normal(typed) == groups[asked]:
            return
        click.echo("That is not what stands there.", err=True)
    raise CannotDo(f"{NOTHING} Begin again when the recovery key is written down.")


def _remember(database: Path) -> None:
    from convo_tui.storage import remembered

    took = remembered.remember(database, _key(database))
    say(f"This system's keyring opens {database} from now on." if took else NO_KEYRING)


def _see_to_copies(database: Path, wanted: str | None, *, yes: bool) -> None:
    """Name the copies that anyone can read, and do with them what is wanted."""
    from convo_tui.storage import changeover
    from convo_tui.storage.copies import delete_copies

    copies = changeover.plain_copies(database)
    if not copies:
        return
    say("These copies of it are not encrypted:" if wanted is None else "Not encrypted were:")
    for copy in copies:
        say(f"  {copy}")
    if wanted is None and not yes and at_terminal():
        choice = click.Choice(["keep", "remove", "encrypt"])
        wanted = click.prompt("What to do with them", type=choice, default="encrypt", err=True)
    left: tuple[Path, ...] = ()
    if wanted == "remove":
        left = delete_copies(copies)
    elif wanted == "encrypt":
        left = changeover.encrypt_copies(copies, *_keys(database))
    if left:
        raise CannotDo(f"These stay as they were: {', '.join(map(str, left))}.")
    done = {"remove": "They were removed.", "encrypt": "They are encrypted with the same key."}
    say(done.get(wanted or "", "They stay; --backups encrypt and --backups remove see to them."))


def _keys(database: Path) -> tuple[KeyFile, DataKey]:
    from convo_tui.storage.cipher import KeyFile

    return KeyFile.of(database), _key(database)


def _key(database: Path) -> DataKey:
    key = driver.key_of(database)
    if key is None:
        raise CannotDo(f"{database} is not encrypted.")
    return key


@click.command(
    cls=ConvoCommand,
    short_help="Make an encrypted file plain again.",
    epilog="\b\nExample:\n  convo decrypt\n  convo decrypt --yes",
)
@yes_option
@pass_shell
def decrypt(shell: Shell, yes: bool) -> None:
    """Make the file plain again, so that it opens without a passphrase.

    Whoever gets hold of the file can then read it.
    """
    from convo_tui.storage import changeover, remembered

    database = shell.database
    if not driver.is_encrypted(database):
        raise CannotDo(f"{database} is not encrypted.")
    file, _ = _keys(database)
    if not yes:
        if not at_terminal():
            raise CannotDo("There is no terminal to ask on; give --yes to go on.")
        click.confirm("Whoever gets the file can then read it. Go on?", abort=True, err=True)
    changeover.decrypt(database)
    remembered.forget(file)
    say(f"{database} is plain. Backups made before stay as they are.")
