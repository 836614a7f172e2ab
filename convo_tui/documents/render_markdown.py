"""A document as Markdown."""

from __future__ import annotations

from collections.abc import Iterator

from convo_tui.documents.markdown import escaped
from convo_tui.documents.model import (
    Block,
    Chart,
    Document,
    Figures,
    Line,
    Listing,
    Paragraph,
    Section,
    Table,
    chart_mark,
    own_words,
)


def as_markdown(document: Document, *, for_editing: bool = False) -> str:
    """Markdown in which nothing that was typed is structure; it ends with a line end.

    Args:
        document: what to write; the manager's own wording stands as it is.
        for_editing: put the line before each chart that stands for its drawing.
    """
    if document.wording:
        words = document.wording if for_editing else own_words(document)
        notice = f"> {escaped(document.notice)}\n\n" if document.notice else ""
        return f"{notice}{words}\n"
    parts = [f"# {escaped(document.title)}"]
    parts += [escaped(line) for line in document.lead]
    if document.notice:
        parts.append(f"> {escaped(document.notice)}")
    parts += [
        section_as_markdown(section, for_editing=for_editing) for section in document.sections
    ]
    if document.closing:
        parts.append(escaped(document.closing))
    return "\n\n".join(parts) + "\n"


def section_as_markdown(section: Section, *, for_editing: bool = False) -> str:
    """A section alone, without a line end; see `as_markdown`."""
    parts = [f"## {escaped(section.title)}"]
    for block in section.blocks:
        parts += _block(block, for_editing)
    return "\n\n".join(parts)


def _block(block: Block, for_editing: bool) -> Iterator[str]:
    match block:
        case Paragraph():
            yield escaped(block.text)
        case Listing():
            if block.title:
                yield f"### {escaped(block.title)}"
            yield "\n".join(text for line in block.lines for text in _line(line))
        case Table():
            yield _table(block)
        case Figures():
            rows = tuple((each.label, each.value, each.source) for each in block.figures)
            yield _table(Table(("Figure", "Value", "Where it comes from"), rows))
        case Chart():
            yield f"### {escaped(block.title)}"
            if for_editing:
                yield chart_mark(block)
            yield _table(block.table)


def _line(line: Line) -> Iterator[str]:
    yield f"- {escaped(line.words)}"
    for below in line.below:
        yield f"  - {escaped(below)}"


def _table(table: Table) -> str:
    rules = ["---:" if column in table.numbers else "---" for column in range(len(table.header))]
    rows = [map(_cell, table.header), rules, *(map(_cell, row) for row in table.rows)]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _cell(text: str) -> str:
    return escaped(text).replace("|", r"\|")
