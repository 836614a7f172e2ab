"""A sheet for a hard talk, told wherever it stands; nothing of it while private things are hidden.

That there is one says enough, so no heading tells of it on a shared screen.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from textual.content import Content

from convo_tui.domain.hard_talks import HardTalk
from convo_tui.text import clean, one_line, shorten
from convo_tui.ui.widgets.row import Row
from convo_tui.ui.widgets.row_list import Item
from convo_tui.ui.widgets.rows import LABEL_CELLS, gap, hint, labelled

if TYPE_CHECKING:
    # The teller is built on the rows of a talk, which take these.
    from convo_tui.ui.widgets.teller import Teller

LINE_CELLS = 160
"""How much of an answer a list has; the sheet's page has all of it."""


def sheet_title(sheet: HardTalk) -> str:
    """`Hard talk: struggling`."""
    return f"Hard talk: {sheet.kind.value}"


def sheet_rows(sheet: HardTalk) -> list[Row]:
    """The answers that are written, each beside its part."""
    return [labelled(part, clean(words, newlines=True).strip()) for part, words in sheet.told]


def hard_talk_page(sheet: HardTalk, teller: Teller) -> list[Row]:
    """A sheet whole, and whether it still waits."""
    rows = [Row(Content.styled(sheet_title(sheet), "bold")), gap(), *sheet_rows(sheet), gap()]
    return [*rows, hint(f"{_fate(sheet, teller)}."), hint("~ private: only you see it.")]


def _fate(sheet: HardTalk, teller: Teller) -> str:
    if sheet.closed_at is None:
        return "Waits for the next talk"
    used = "Used in the talk of" if sheet.meeting_id is not None else "Done with since"
    return f"{used} {teller.day(sheet.closed_at)}"


def growth_sheets(sheets: Iterable[HardTalk], teller: Teller) -> Iterator[Item[HardTalk]]:
    """The sheets in the tab of growth: those that wait first, then the newest."""
    if teller.hides:
        return
    listed = sorted(sheets, key=lambda sheet: sheet.created_at, reverse=True)
    listed.sort(key=lambda sheet: sheet.closed_at is not None)
    if not listed:
        return
    title = Content.styled("HARD TALKS", "bold $muted")
    yield Item(gap())
    yield Item(Row(title, tail=Content.styled("~ private", "$muted")))
    for sheet in listed:
        waits = sheet.closed_at is None
        words = next((shorten(clean(one_line(words)), LINE_CELLS) for _, words in sheet.told), "")
        first = (f"\n{words}", "$muted")
        body = Content.assemble((sheet.kind.value, "bold" if waits else "$muted"), first)
        fate = "waits" if sheet.closed_at is None else teller.day(sheet.closed_at)
        yield Item(Row(body, tail=Content.styled(fate, "$asks" if waits else "$muted")), sheet)


def beside_notes(sheets: Iterable[HardTalk]) -> Iterator[Item[HardTalk]]:
    """The sheets of a talk in its left column, an answer a line under the cursor."""
    first = True
    for sheet in sheets:
        if not first:
            yield Item(Row("", marker=False))
        first = False
        yield Item(Row(_heading(sheet), marker=False))
        for number, (part, words) in enumerate(sheet.told):
            body = Content.assemble((f"{part}\n", "$muted"), clean(words, newlines=True).strip())
            yield Item(Row(body), sheet, (sheet.id, number))
    yield Item(Row("", marker=False))
    yield Item(Row(Content.styled("~ private · E edits · s goes back", "$muted"), marker=False))


def prepared_sheets(sheets: Iterable[HardTalk], *, hides: bool) -> Iterator[Item[HardTalk]]:
    """The sheets that wait, as sections of the page before a talk."""
    for sheet in () if hides else sheets:
        yield Item(Row(""))
        private = Content.styled("~ private", "$muted")
        yield Item(Row(_heading(sheet), tail=private, marker=False))
        for number, (part, words) in enumerate(sheet.told):
            lead = Content.styled(f"{part:<{LABEL_CELLS}}", "$muted")
            row = Row(clean(words, newlines=True).strip(), lead)
            yield Item(row, sheet, (sheet.id, number))


def used_sheets(sheets: Iterable[HardTalk], *, hides: bool) -> Iterator[Item[HardTalk]]:
    """The sheets that a talk of the past was held with."""
    for sheet in () if hides else sheets:
        yield Item(gap())
        private = Content.styled("~ private", "$muted")
        yield Item(Row(_heading(sheet), tail=private))
        for number, row in enumerate(sheet_rows(sheet)):
            yield Item(row, sheet, (sheet.id, number))


def _heading(sheet: HardTalk) -> Content:
    return Content.styled(sheet_title(sheet).upper(), "bold $muted")
