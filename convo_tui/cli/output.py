"""What commands print: aligned plain text, or JSON. Nothing in it can steer a terminal."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import click

from convo_tui.text import clean

GAP = "  "

json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON instead of text.")


def say(sentence: str) -> None:
    """Print one line."""
    click.echo(clean(sentence))


def print_table(rows: Iterable[Sequence[str]]) -> None:
    """Print rows with their columns aligned, whatever the width of the letters."""
    from rich.cells import cell_len

    cleaned = [[clean(cell) for cell in row] for row in rows]
    widths = [max(map(cell_len, column)) for column in zip(*cleaned, strict=True)]
    for row in cleaned:
        padded = (
            cell + " " * (width - cell_len(cell)) for cell, width in zip(row, widths, strict=True)
        )
        click.echo(GAP.join(padded).rstrip())


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
