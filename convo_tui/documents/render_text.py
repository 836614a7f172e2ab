"""A document as plain text."""

from __future__ import annotations

from collections.abc import Iterator

from convo_tui.documents.model import (
    Block,
    Chart,
    Document,
    Figures,
    Line,
    Listing,
    Paragraph,
    Table,
    own_words,
)


def as_text(document: Document) -> str:
    """Plain text, ending with a line end; the manager's own wording stands as it is."""
    if document.wording:
        notice = f"{document.notice}\n\n" if document.notice else ""
        return f"{notice}{own_words(document)}\n"
    lines = [document.title, *document.lead]
    if document.notice:
        lines += ["", document.notice]
    for section in document.sections:
        lines += ["", section.title.upper()]
        for number, block in enumerate(section.blocks):
            if number and not (isinstance(block, Listing) and not block.title):
                lines.append("")
            lines += _block(block)
    if document.closing:
        lines += ["", document.closing]
    return "\n".join(lines) + "\n"


def _block(block: Block) -> Iterator[str]:
    match block:
        case Paragraph():
            yield block.text
        case Listing():
            if block.title:
                yield block.title
            for line in block.lines:
                yield from _line(line)
        case Table():
            yield from _table(block)
        case Figures():
            for each in block.figures:
                yield f"- {each.label}: {each.value}"
                yield f"    {each.source}"
        case Chart():
            yield block.title
            yield from _table(block.table)


def _line(line: Line) -> Iterator[str]:
    yield f"- {line.words}"
    for below in line.below:
        yield f"    {below}"


def _table(table: Table) -> Iterator[str]:
    from rich.cells import cell_len

    rows = [table.header, *table.rows]
    widths = [max(map(cell_len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = []
        for column, (cell, width) in enumerate(zip(row, widths, strict=True)):
            gap = " " * (width - cell_len(cell))
            cells.append(gap + cell if column in table.numbers else cell + gap)
        yield f"  {'  '.join(cells)}".rstrip()
