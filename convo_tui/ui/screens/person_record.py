"""What the screen of a person tells beside its lists."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from convo_tui.domain.cadence import ScheduleChange
from convo_tui.domain.commitments import Commitment
from convo_tui.domain.feedback import Feedback
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


@dataclass(frozen=True, slots=True)
class Promised:
    """What was promised both ways, and the feedback that it came of by the commitment's id."""

    commitments: tuple[Commitment, ...] = ()
    came_from: Mapping[str, Feedback] = field(default_factory=dict)


def read_promised(store: Store, person_id: str) -> Promised:
    """Read every commitment of a person, closed ones too, in the store's thread."""
    commitments = store.commitments(person_id, closed=True)
    return Promised(commitments, store.came_from(commitments))


def read_person(store: Store, person_id: str) -> Shown | None:
    """Read the person, in the store's thread; None where there is nobody of that id."""
    overviews = store.overviews((person_id,))
    return Shown(overviews[0], store.schedule_changes(person_id)) if overviews else None
