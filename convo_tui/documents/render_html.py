"""A document as one HTML file: no script, nothing loaded from anywhere, fit to be printed."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from markupsafe import Markup

from convo_tui import assets
from convo_tui.documents.charts import drawn
from convo_tui.documents.model import Chart, Document, chart_mark
from convo_tui.documents.templates import template

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

LINKS = re.compile(r"(?:https?://|mailto:)\S", re.IGNORECASE)
"""Where a link in the manager's own wording may lead; every other one is only text."""


def as_html(document: Document) -> str:
    """The document as a whole page; typed text is never a tag, an attribute or a script."""
    page = template("document.html")
    css = (assets.data_dir() / "templates" / "document.css").read_text(encoding="utf-8")
    return page.render(
        document=document,
        css=Markup(css),  # noqa: S704  # shipped with Convo
        drawn=drawn,
        wording=_wording(document),
        kind=_kind,
    )


def _kind(value: object) -> str:
    return type(value).__name__


def _wording(document: Document) -> list[Markup | Chart]:
    """The manager's own Markdown in pieces, with the charts where their lines stand."""
    marks = {chart_mark(chart): chart for chart in document.charts}
    pieces: list[Markup | Chart] = []
    lines: list[str] = []

    def finish() -> None:
        if any(line.strip() for line in lines):
            pieces.append(markdown_as_html("\n".join(lines)))
        lines.clear()

    for line in document.wording.split("\n"):
        chart = marks.get(line.strip())
        if chart is None:
            lines.append(line)
        else:
            finish()
            pieces.append(chart)
    finish()
    return pieces


def markdown_as_html(markdown: str) -> Markup:
    """Markdown that a person wrote, without HTML, pictures, and links to anything but a page."""
    return Markup(_reader().render(markdown))  # noqa: S704  # the reader escapes what was typed


@cache
def _reader() -> MarkdownIt:
    from markdown_it import MarkdownIt

    reader = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
    reader.disable("image")
    reader.validateLink = lambda url: LINKS.match(url) is not None  # type: ignore[method-assign]
    return reader
