"""What commands print: aligned plain text, or JSON. Nothing in it can steer a terminal."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import click

from convo_tui.text import clean

GAP = "  "

BESIDE = " · "
"""Between two cells that are no columns any more."""

json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON instead of text.")


def say(sentence: str) -> None:
    """Print one line."""
    click.echo(clean(sentence))


def print_table(rows: Iterable[Sequence[str]]) -> None:
    """Print rows with their columns aligned, whatever the width of the letters.

    A pipe gets a line a row. On a terminal too narrow for one, what does not fit stands below it.
    """
    width = shutil.get_terminal_size().columns if _at_terminal() else None
    for line in table_lines(rows, width):
        click.echo(line)


def _at_terminal() -> bool:
    """Whether somebody reads; a program gets the same lines wherever it runs."""
    return sys.stdout.isatty()


def table_lines(rows: Iterable[Sequence[str]], width: int | None = None) -> Iterator[str]:
    """The lines of a table.

    Args:
        rows: their cells.
        width: in terminal cells, of the line that a row is folded to; None folds nothing.
    """
    from rich.cells import cell_len

    cleaned = [[clean(cell) for cell in row] for row in rows]
    widths = [max(map(cell_len, column)) for column in zip(*cleaned, strict=True)]
    for row in cleaned:
        line, left = "", 0
        for number, cell in enumerate(row):
            if width is not None and cell and cell_len(line + cell) > width and number:
                break
            line += cell + " " * (widths[number] - cell_len(cell)) + GAP
            left = number + 1
        yield line.rstrip()
        if width is not None:
            indent = min(widths[0] + len(GAP), width // 4)
            yield from _folded(filter(None, row[left:]), width, indent)


def _folded(cells: Iterable[str], width: int, indent: int) -> Iterator[str]:
    """Cells one after the other, in lines that end between two of them, or else two words."""
    from rich.cells import cell_len

    room, line = width - indent, ""
    for cell in cells:
        between = BESIDE
        for word in [cell] if cell_len(cell) <= room else cell.split():
            if line and cell_len(line + between + word) > room:
                yield " " * indent + line
                line = ""
            line += between + word if line else word
            between = " "
    if line:
        yield " " * indent + line


def print_section(title: str, rows: Sequence[Sequence[str]], *, first: bool = False) -> None:
    """Print a heading and its rows; nothing where there are none."""
    if rows:
        click.echo(("" if first else "\n") + title)
        print_table(rows)


def print_json(value: object) -> None:
    """Print JSON for another program, and for whoever looks at it."""
    click.echo(json.dumps(_cleaned(value), ensure_ascii=False, indent=2))


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return clean(value, newlines=True)
    if isinstance(value, Mapping):
        return {key: _cleaned(part) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [_cleaned(part) for part in value]
    return value
