"""What the screen of a person tells beside its lists."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from convo_tui.domain.cadence import ScheduleChange
from convo_tui.domain.overview import Overview

if TYPE_CHECKING:
    from convo_tui.storage.store import Store


@dataclass(frozen=True, slots=True)
class Shown:
    """What was read about the person.

    Attributes:
        schedule: the talks moved and cancelled.
    """

    overview: Overview
    schedule: tuple[ScheduleChange, ...]


def read_person(store: Store, person_id: str) -> Shown | None:
    """Read the person, in the store's thread; None where there is nobody of that id."""
    overviews = store.overviews((person_id,))
    return Shown(overviews[0], store.schedule_changes(person_id)) if overviews else None
