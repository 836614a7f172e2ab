"""What the screen of a person shows beside the timeline, read at once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from convo_tui.domain.cadence import ScheduleChange
from convo_tui.domain.commitments import Commitment
from convo_tui.domain.overview import Overview
from convo_tui.ui.widgets.teller import Teller

if TYPE_CHECKING:
    from convo_tui.storage.store import Store


@dataclass(frozen=True, slots=True)
class Shown:
    """What was read about the person.

    Attributes:
        schedule: the talks moved and cancelled.
    """

    overview: Overview
    commitments: tuple[Commitment, ...]
    schedule: tuple[ScheduleChange, ...]
    teller: Teller


def read_person(store: Store, person_id: str, teller: Teller) -> Shown | None:
    """Read the person, in the store's thread; None where there is nobody of that id."""
    overviews = store.overviews((person_id,))
    if not overviews:
        return None
    return Shown(
        overviews[0],
        store.commitments(person_id, closed=True),
        store.schedule_changes(person_id),
        replace(teller, name=overviews[0].person.name),
    )
