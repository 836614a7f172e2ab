"""What the timeline reads, in the store's thread."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from functools import partial
from typing import TYPE_CHECKING

from convo_tui.domain.dates import at_wall_time
from convo_tui.domain.history import Extent, Filter
from convo_tui.domain.outline import Outline, outline_of
from convo_tui.domain.timeline import Entry, EntryKind, Place
from convo_tui.ui.widgets.timeline_list import PAGE

if TYPE_CHECKING:
    from convo_tui.storage.store import Store


@dataclass(frozen=True, slots=True)
class Anchor:
    """What the cursor stays on when the entries are read again.

    Attributes:
        key: of the entry; None where only a place or a value is known.
        place: where it stood.
        subject_id: whose newest entry it is to be put on, instead of a place.
    """

    key: tuple[EntryKind, str, datetime] | None = None
    place: Place | None = None
    subject_id: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read.

    Attributes:
        total: of everything there is with the person, whatever is asked for.
        cursor: the number of the entry that the anchor means, or of what stands next below it.
        pages: those around the cursor.
    """

    total: Extent
    outline: Outline
    cursor: int
    pages: Mapping[int, tuple[Entry, ...]]


def read_page(store: Store, person_id: str, wanted: Filter, page: int) -> tuple[Entry, ...]:
    """The entries of one page."""
    return store.timeline_page(person_id, wanted, skip=page * PAGE, limit=PAGE).entries


def read_timeline(
    store: Store, person_id: str, wanted: Filter, anchor: Anchor, today: date, zone: tzinfo
) -> Reading:
    """The outline of what is wanted, and the entries around the anchor."""
    total = store.extent(person_id)
    extent = store.extent(person_id, wanted) if wanted else total
    count = partial(store.activity, person_id, wanted=wanted)
    outline = outline_of(extent, count, today, zone)
    place = anchor.place
    if anchor.subject_id:
        place = store.place_of(person_id, anchor.subject_id)
    cursor = store.number_above(person_id, place, wanted) if place is not None else 0
    cursor = max(0, min(cursor, outline.count - 1))
    end = (outline.count - 1) // PAGE
    # The page beside the nearer edge, too: some of it is in view.
    beside = cursor // PAGE + (1 if cursor % PAGE >= PAGE // 2 else -1)
    pages = {
        page: read_page(store, person_id, wanted, page)
        for page in sorted({cursor // PAGE, beside})
        if 0 <= page <= end
    }
    return Reading(total, outline, _found(pages, anchor, cursor), pages)


def _found(pages: Mapping[int, tuple[Entry, ...]], anchor: Anchor, cursor: int) -> int:
    """The number of the anchor's entry; an edit gives it another place at its instant."""
    numbers = [
        page * PAGE + place
        for page, entries in pages.items()
        for place, entry in enumerate(entries)
        if entry.key == anchor.key
    ]
    return min(numbers, key=lambda number: abs(number - cursor), default=cursor)


def read_day(
    store: Store, person_id: str, wanted: Filter, day: date, zone: tzinfo
) -> tuple[int, Entry | None]:
    """The newest entry of a day or before it: its number, and the entry if there is one."""
    end = Place(at_wall_time(day + timedelta(days=1), datetime.min.time(), zone))
    page = store.timeline_page(person_id, wanted, before=end, limit=1)
    entry = page.entries[0] if page.entries else None
    return store.number_above(person_id, end, wanted), entry
