"""What commands print: plain aligned text for people, JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime

import click

from convo_tui.text import clean


def show_json(document: object) -> None:
    """Print JSON, with letters of all languages as they are."""
    click.echo(json.dumps(document, ensure_ascii=False, indent=2, default=_plain))


def _plain(value: object) -> str:
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    raise TypeError(type(value).__name__)


def show_rows(rows: Sequence[Sequence[str]]) -> None:
    """Print columns under one another; the last one may be as long as it is."""
    from rich.cells import cell_len

    shown = [[clean(cell) for cell in row] for row in rows]
    widths = [max(map(cell_len, column)) for column in zip(*shown, strict=True)]
    for row in shown:
        padded = [
            cell + " " * (width - cell_len(cell)) for cell, width in zip(row, widths, strict=True)
        ]
        click.echo("  ".join(padded).rstrip())


json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON, for programs.")


def instant(moment: datetime | None) -> str | None:
    """An instant for JSON: UTC, to the second."""
    return None if moment is None else moment.replace(microsecond=0).isoformat()


def counted(count: int, word: str) -> str:
    """`1 person`, `2 people`."""
    plural = {"person": "people"}.get(word, f"{word}s")
    return f"{count} {word if count == 1 else plural}"


Row = Mapping[str, object]
