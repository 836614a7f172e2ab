"""The blocks that every document is made of, whatever it is written as.

Texts are one line each and cleaned of control codes where they are put in; a renderer escapes
them for what it writes, and needs to know nothing of talks.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

NOT_TRACKED = "not tracked"
"""Stands where a figure is not known; it is never shown as nought."""

PRIVATE = "private"


class Format(StrEnum):
    """What a document may be written as; the value is the word on the command line."""

    MARKDOWN = "md"
    HTML = "html"
    TEXT = "text"
    MAIL = "eml"
    JSON = "json"

    @property
    def ending(self) -> str:
        """How the name of such a file ends, without the dot."""
        return "txt" if self is Format.TEXT else self.value

    @property
    def words(self) -> str:
        """What a person calls it."""
        return {
            Format.MARKDOWN: "Markdown",
            Format.HTML: "HTML that prints",
            Format.TEXT: "plain text",
            Format.MAIL: "a mail, as a draft",
            Format.JSON: "JSON, for programs",
        }[self]


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a sentence comes from.

    Attributes:
        on: the day, as it is shown: `Fri 27 Nov 2026`.
        id: the beginning of the entry's id, which names it on the command line.
    """

    on: str
    id: str

    def __str__(self) -> str:
        return f"{self.on}, {self.id}"


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence, and the lines beneath it.

    Attributes:
        who: whose it is, before the text; "" where that says nothing.
        mark: what became of it, after the text: "kept Fri 27 Nov 2026".
        private: only the manager may read it; it is marked so.
    """

    text: str
    who: str = ""
    mark: str = ""
    source: Citation | None = None
    private: bool = False
    below: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """The sentence as text, with what is behind it in brackets."""
        said = f"{self.who}: {self.text}" if self.who else self.text
        behind = "; ".join(str(each) for each in (self.source, self.mark) if each)
        said = f"{said} ({behind})" if behind else said
        return f"~ {PRIVATE}: {said}" if self.private else said


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A sentence or two that stand for themselves."""

    text: str


@dataclass(frozen=True, slots=True)
class Listing:
    """Lines under one another, with a small heading where there is one."""

    lines: tuple[Line, ...]
    title: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Cells in rows.

    Attributes:
        numbers: which columns hold figures, and stand at the right.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Series:
    """One kind of bar in a chart, told from the others by a word and a pattern, never by colour.

    Attributes:
        look: the class of its pattern: `manager`, `report`, `good`, `bad`, `asks` or `none`.
    """

    name: str
    look: str


@dataclass(frozen=True, slots=True)
class Bar:
    """What stands over one label of a chart: a value for each series.

    Attributes:
        values: None where the figure is not known.
    """

    label: str
    values: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """Figures as a drawing; its table says the same in text, and is always beneath it.

    Attributes:
        key: tells it from the others in the document.
        unit: of the values, after the figure: " %" or "".
        top: the value that fills the height; None for the largest there is.
        line: a value at which a thin line is drawn, and its name; None for none.
        lying: whether the bars lie on their side, one below the other.
        label_header: what the labels are, for the table.
    """

    key: str
    title: str
    series: tuple[Series, ...]
    bars: tuple[Bar, ...]
    unit: str = ""
    top: float | None = None
    line: tuple[float, str] | None = None
    lying: bool = False
    label_header: str = ""

    @property
    def table(self) -> Table:
        """The same figures as text."""
        header = (self.label_header, *(each.name for each in self.series))
        rows = tuple((bar.label, *map(self.told, bar.values)) for bar in self.bars)
        return Table(header, rows, frozenset(range(1, len(header))))

    def told(self, value: float | None) -> str:
        """A value as the table and the drawing both tell it."""
        return NOT_TRACKED if value is None else f"{value:.0f}{self.unit}"


@dataclass(frozen=True, slots=True)
class Figure:
    """One of the figures at the top, and where it comes from.

    Attributes:
        section: the key of the section whose entries were counted.
        source: how it was counted, in words.
        ids: of the entries that were counted.
    """

    key: str
    label: str
    value: str
    source: str
    section: str = ""
    ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures at the top."""

    figures: tuple[Figure, ...]


Block = Paragraph | Listing | Table | Chart | Figures


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with what stands beneath it.

    Attributes:
        key: names it for links and in JSON; made by Convo, never typed.
        new_page: begins on a new page in print.
    """

    key: str
    title: str
    blocks: tuple[Block, ...]
    new_page: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """A document whole.

    Attributes:
        lead: the lines under the title.
        notice: what whoever holds it must know first; "" for nothing.
        closing: a sentence at the end, where little was written down; "" for none.
        wording: the manager's own Markdown in place of the sections; "" where there is none. A
            line of it that is `chart_mark` of a chart stands for that chart.
    """

    title: str
    lead: tuple[str, ...]
    sections: tuple[Section, ...]
    notice: str = ""
    closing: str = ""
    wording: str = ""

    @property
    def charts(self) -> tuple[Chart, ...]:
        """The charts in it."""
        return tuple(
            block
            for section in self.sections
            for block in section.blocks
            if isinstance(block, Chart)
        )


def chart_mark(chart: Chart) -> str:
    """The line that stands for the drawing while the document is edited as Markdown."""
    return f"[chart {chart.key}]"


def own_words(document: Document) -> str:
    """The manager's own wording without the lines that stand for charts."""
    marks = {chart_mark(chart) for chart in document.charts}
    kept: list[str] = []
    left_out = False
    for line in document.wording.split("\n"):
        if line.strip() in marks:
            left_out = True
        elif line.strip() or not (left_out and kept and not kept[-1].strip()):
            kept.append(line)
            left_out = False
    return "\n".join(kept).strip("\n")
