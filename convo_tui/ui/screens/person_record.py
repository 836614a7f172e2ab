"""All that the screen of a person shows, read at once beside the screen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from convo_tui.domain.cadence import ScheduleChange
from convo_tui.domain.commitments import Commitment
from convo_tui.domain.overview import Overview
from convo_tui.domain.timeline import Entry
from convo_tui.ui.widgets.page_rows import Record
from convo_tui.ui.widgets.row_list import Item
from convo_tui.ui.widgets.teller import Teller
from convo_tui.ui.widgets.timeline_list import timeline_items

if TYPE_CHECKING:
    from convo_tui.storage.store import Store


@dataclass(frozen=True, slots=True)
class Shown:
    """Everything that was read about the person.

    Attributes:
        items: the rows of the timeline, made beside the reading and not on the screen's time.
    """

    overview: Overview
    entries: tuple[Entry, ...]
    commitments: tuple[Commitment, ...]
    record: Record
    teller: Teller
    items: Sequence[Item[Entry]]

    @property
    def schedule(self) -> tuple[ScheduleChange, ...]:
        """The talks moved and cancelled."""
        return tuple(e.subject for e in self.entries if isinstance(e.subject, ScheduleChange))


def read_person(store: Store, person_id: str, teller: Teller, before: Shown | None) -> Shown | None:
    """Read the person, in the store's thread; None where there is nobody of that id."""
    overviews = store.overviews((person_id,))
    if not overviews:
        return None
    entries = store.timeline(person_id)
    teller = replace(teller, name=overviews[0].person.name)
    same = before is not None and (before.entries, before.teller) == (entries, teller)
    return Shown(
        overviews[0],
        entries,
        store.commitments(person_id, closed=True),
        Record.of(entries),
        teller,
        before.items if same and before else timeline_items(entries, teller),
    )
