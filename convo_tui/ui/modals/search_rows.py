"""What a search lists: people whose name fits, then entries, each with what was found in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.content import Content

from convo_tui.domain.people import Person, offered
from convo_tui.domain.search import Hit, terms_of
from convo_tui.text import clean, one_line, shorten
from convo_tui.ui.widgets.row import Row
from convo_tui.ui.widgets.row_list import Item
from convo_tui.ui.widgets.teller import NAME_CELLS, Teller

if TYPE_CHECKING:
    from datetime import datetime

    from convo_tui.storage.store import Store

MOST_HITS = 50
MOST_PEOPLE = 5
KIND_CELLS = 11
MARK = "bold underline"
"""How what was found is marked: never by colour, which not everybody sees."""

Target = Hit | Person


@dataclass(frozen=True, slots=True)
class Asked:
    """What is searched for.

    Attributes:
        person_id: about whom alone; None for everybody.
        private: whether private entries are found, too.
    """

    words: str
    person_id: str | None
    private: bool


@dataclass(frozen=True, slots=True)
class Found:
    """What was found.

    Attributes:
        people: whose name fits.
        total: how many people there are.
    """

    hits: tuple[Hit, ...] = ()
    people: tuple[Person, ...] = ()
    total: int = 0


def look_up(store: Store, asked: Asked, now: datetime) -> Found:
    """Ask the store, in its thread."""
    people = store.people(archived=True)
    hits = store.search(asked.words, now, asked.person_id, limit=MOST_HITS, private=asked.private)
    named = offered(people, one_line(asked.words))[:MOST_PEOPLE]
    return Found(hits, tuple(named), len(people))


def items(found: Found, asked: Asked, teller: Teller) -> list[Item[Target]]:
    """The rows; none where nothing at all was found."""
    listed: list[Item[Target]] = []
    if found.people:
        listed.append(_heading("people"))
        listed += [Item(_person_row(person), person) for person in found.people]
        listed.append(Item(Row("", marker=False)))
        if found.hits:
            listed.append(_heading("written"))
        else:
            words = f"Nothing {'was written' if terms_of(asked.words) else 'to look for'} with"
            line = f"{words} “{shorten(asked.words, 40)}” in it."
            listed.append(Item(Row(Content.styled(line, "$muted"))))
    names = {} if asked.person_id else _short_names(hit.person for hit in found.hits)
    name_cells = max(map(cell_len, names.values()), default=0)
    days = [teller.day(hit.entry.at) for hit in found.hits]
    day_cells = max(map(len, days), default=0)
    for hit, day in zip(found.hits, days, strict=True):
        name = names.get(hit.person.id, "")
        room = " " * (name_cells - cell_len(name) + 2) if names else ""
        tail = Content.assemble(name, room, (day.rjust(day_cells), "$date"))
        listed.append(Item(_hit_row(hit, tail), hit, hit.entry.key))
    return listed


def _heading(word: str) -> Item[Target]:
    return Item(Row(Content.styled(word.upper(), "bold $muted"), marker=False))


def _person_row(person: Person) -> Row:
    facts = [clean(person.role)] if person.role.strip() else []
    facts += ["archived"] if person.archived_at is not None else []
    return Row(
        Content.styled(clean(person.name), "bold"),
        Content.styled(f"{'person':<{KIND_CELLS}}   ", "$muted"),
        Content.styled(shorten(" · ".join(facts), 2 * NAME_CELLS), "$muted"),
    )


def _short_names(people: Iterable[Person]) -> dict[str, str]:
    """What each person is called in their column: the first name where nobody shares it."""
    everybody = {person.id: person for person in people}
    firsts = [person.first_name for person in everybody.values()]
    return {
        person.id: shorten(
            person.first_name if firsts.count(person.first_name) == 1 else person.name,
            NAME_CELLS,
        )
        for person in everybody.values()
    }


def _hit_row(hit: Hit, tail: Content) -> Row:
    entry = hit.entry
    private = "~" if entry.private else " "
    lead = Content.styled(f"{entry.kind.value:<{KIND_CELLS}} {private} ", "$muted")
    return Row(marked(hit.context), lead, tail)


def marked(context: Sequence[tuple[str, bool]]) -> Content:
    """The words around what was found, and that marked."""
    return Content.assemble(*((clean(text), MARK if found else "") for text, found in context))
