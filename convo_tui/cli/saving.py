"""Handing over a document: on standard output, or in a file that nobody overwrites by a slip."""

from __future__ import annotations

from pathlib import Path

import click

from convo_tui.cli.shell import CannotDo
from convo_tui.text import clean

output_option = click.option(
    "-o", "--output", metavar="FILE", type=click.Path(path_type=Path), help="Save it there instead."
)
force_option = click.option("--force", is_flag=True, help="Replace FILE if it is there already.")


def hand_over(text: str, output: Path | None, *, force: bool) -> None:
    """Print a document, or save it so that only its owner reads it.

    Where a file is there already, somebody at a terminal is asked.

    Raises:
        CannotDo: the file is there already, and there is no leave to replace it.
        PathProblem: it cannot be written.
    """
    from convo_tui.documents.files import AlreadyThere, save_text

    if output is None:
        click.echo(clean(text, newlines=True), nl=False)
        return
    path = output.expanduser().absolute()
    try:
        save_text(path, text, overwrite=force)
    except AlreadyThere as there:
        _ask_to_replace(there)
        save_text(path, text, overwrite=True)
    click.echo(f"Saved to {clean(str(output))}; only you can read it.", err=True)


def must_have_place(output: Path | None, *, force: bool) -> bool:
    """See, before anybody writes a word, that the file can be saved; whether to replace one.

    Raises:
        CannotDo: it is there already, and there is no leave to replace it.
        PathProblem: there is no such folder, or something else than a file stands there.
    """
    from convo_tui.documents.files import AlreadyThere, check_place

    if output is None:
        return force
    path = output.expanduser().absolute()
    check_place(path)
    if path.exists() and not force:
        _ask_to_replace(AlreadyThere(f"{path} is there already."))
        return True
    return force


def _ask_to_replace(there: Exception) -> None:
    from convo_tui.cli.asking import at_terminal

    if not at_terminal():
        raise CannotDo(f"{there} Choose another name, or replace it with --force.")
    if not click.confirm(clean(f"{there} Replace it?"), err=True):
        raise CannotDo("Nothing was saved.")
