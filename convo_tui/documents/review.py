"""The review packet: a period of a person as one document, each sentence with its day and id.

`packet_sections.SECTIONS` says what is in it; see `packet` for how a kind of entry joins.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date
from zoneinfo import ZoneInfo

from convo_tui.documents.markdown import inert
from convo_tui.documents.model import Chart, Document, Figure, Figures, Format, Section
from convo_tui.documents.packet import Audience, Cited, Entries, Entry, Kind, Scope, cited
from convo_tui.documents.packet_sections import SECTIONS
from convo_tui.documents.render_markdown import as_markdown
from convo_tui.documents.render_text import as_text
from convo_tui.domain.dates import full_date
from convo_tui.domain.review import Review
from convo_tui.text import clean, one_line

NOTICE = (
    "This copy is for the manager alone: private notes, feedback not yet said, the talk share, the"
    " signs, preferences and sheets for hard talks are in it. Do not pass it on."
)
FORMATS = (Format.MARKDOWN, Format.HTML, Format.TEXT, Format.JSON)
"""What a packet may be written as."""

Taken = list[tuple[Kind, Entries]]


@dataclass(frozen=True, slots=True)
class Packet:
    """A packet to be written: the period, for whom, and the manager's own wording.

    Attributes:
        made_on: the day on which it is written.
        wording: the manager's own Markdown in place of what follows from the entries; "" for none.
    """

    review: Review
    audience: Audience
    zone: str
    made_on: date
    wording: str = ""

    @property
    def draft_key(self) -> str:
        """Under which the manager's own wording is kept until it is saved."""
        period = self.review.period
        return f"review {self.review.person.id} {self.audience} {period.first} {period.last}"

    @property
    def scope(self) -> Scope:
        """The period and its reader."""
        return Scope(self.review, self.audience, ZoneInfo(self.zone))


def review_in(form: Format, packet: Packet) -> str:
    """The packet as a file of that kind holds it, ending with a line end.

    Raises:
        ValueError: a packet is never written so.
    """
    match form:
        case Format.JSON:
            return json.dumps(review_json(packet), ensure_ascii=False, indent=2) + "\n"
        case Format.MARKDOWN:
            return as_markdown(review_document(packet))
        case Format.TEXT:
            return as_text(review_document(packet))
        case Format.HTML:
            from convo_tui.documents.render_html import as_html

            return as_html(review_document(packet))
        case _:
            raise ValueError(f"a packet is never written as {form}")


def text_to_edit(packet: Packet) -> str:
    """The packet as the manager edits it: Markdown, with a line for each chart's drawing."""
    return as_markdown(replace(review_document(packet), notice=""), for_editing=True)


def review_document(packet: Packet) -> Document:
    """The packet, to be written as anything."""
    scope, review = packet.scope, packet.review
    taken = _taken(scope)
    found = [entry for _, entries in taken for entry in entries]
    cites = cited(found)
    period = f"{full_date(review.period.first)} to {full_date(review.period.last)}"
    lead = [period, f"Written on {full_date(packet.made_on)}."]
    if found:
        lead[1] += " After each line stands its day, and the beginning of its id in Convo."
    document = Document(
        f"{one_line(review.person.name)}: review packet",
        tuple(lead),
        tuple(_sections(scope, taken, cites)) if found else (),
        notice=NOTICE if scope.whole and found else "",
        closing="" if found else _empty(scope),
    )
    return replace(document, wording=inert(clean(packet.wording, newlines=True).strip()))


def review_json(packet: Packet) -> dict[str, object]:
    """The packet as plain values for `json.dumps`; a stable shape, as docs/json.md has it."""
    scope, period = packet.scope, packet.review.period
    taken = _taken(scope)
    own = as_markdown(replace(review_document(packet), notice="")) if packet.wording else ""
    return {
        "person": one_line(packet.review.person.name),
        "for": packet.audience.value,
        "from": period.first.isoformat(),
        "to": period.last.isoformat(),
        "written_on": packet.made_on.isoformat(),
        "figures": [_figure_json(each) for each in _figures(scope, taken)],
        "sections": [
            {
                "key": kind.key,
                "title": kind.title,
                "entries": [_entry_json(entry) for entry in entries],
            }
            for kind, entries in taken
        ],
        "charts": [
            _chart_json(chart)
            for kind, entries in taken
            if entries
            for chart in kind.charts(scope, entries)
        ],
        "edited": own.strip() or None,
    }


def _taken(scope: Scope) -> Taken:
    """The entries of each kind of section that this reader gets, the empty ones too."""
    return [(kind, tuple(kind.take(scope))) for kind in SECTIONS if kind.is_for(scope.audience)]


def _figures(scope: Scope, taken: Taken) -> list[Figure]:
    return [figure for kind, entries in taken for figure in kind.figures(scope, entries)]


def _sections(scope: Scope, taken: Taken, cites: Cited) -> list[Section]:
    titles = {kind.key: kind.title for kind, _ in taken}
    told = [_placed(each, titles[each.section]) for each in _figures(scope, taken)]
    drawn = {kind.key: tuple(kind.charts(scope, entries)) for kind, entries in taken if entries}
    # What the report may see is small, and fits on the first page.
    first = (chart for kind, _ in taken if not kind.own for chart in drawn.get(kind.key, ()))
    sections = [Section("summary", "At a glance", (Figures(tuple(told)), *first))]
    for kind, entries in taken:
        if entries:
            blocks = (
                *(drawn[kind.key] if kind.own else ()),
                *kind.listed(scope, entries, cites),
            )
            sections.append(Section(kind.key, kind.title, blocks, new_page=len(sections) == 1))
    return sections


def _placed(figure: Figure, title: str) -> Figure:
    """A figure whose source names the section that it was counted in, unless its label does."""
    if not figure.ids or title.casefold() in figure.label.casefold():
        return figure
    return replace(figure, source=f"{title}: {figure.source}")


def _empty(scope: Scope) -> str:
    who = "you two" if scope.whole else f"{scope.name} and the manager"
    return f"Nothing was written down between {who} in this time: no talk, no win, no promise."


def _entry_json(entry: Entry) -> dict[str, object]:
    return {
        "id": entry.id,
        "on": entry.on.isoformat(),
        "kind": entry.kind,
        "text": entry.text,
        "owner": entry.owner and entry.owner.value,
        "became": entry.mark or None,
        "private": entry.private,
        "parts": [{"name": name, "text": text} for name, text in entry.parts if text],
    }


def _chart_json(chart: Chart) -> dict[str, object]:
    def known(value: float | None) -> int | None:
        return None if value is None else round(value)

    return {
        "key": chart.key,
        "title": chart.title,
        "unit": chart.unit.strip(),
        "series": [each.name for each in chart.series],
        "bars": [
            {"label": bar.label, "values": [known(each) for each in bar.values]}
            for bar in chart.bars
        ],
    }


def _figure_json(figure: Figure) -> dict[str, object]:
    return {
        "key": figure.key,
        "label": figure.label,
        "value": figure.value,
        "source": figure.source,
        "section": figure.section,
        "entries": list(figure.ids),
    }
