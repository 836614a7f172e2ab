"""A talk that was held and not wrapped up yet, so that Today leads back to its wrap-up.

What is kept is the step where one was, as a draft: a kill in the middle keeps it too. A talk held
after it makes it history.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from convo_tui.domain.overview import Overview
    from convo_tui.storage.async_store import AsyncStore
    from convo_tui.storage.store import Store


def draft_of(meeting_id: str) -> str:
    """The key of the draft; there is none once the talk is wrapped up."""
    return f"wrap-up {meeting_id}"


def keep_step(store: AsyncStore, meeting_id: str, step: int) -> None:
    """Remember that the wrap-up of a talk stands at a step, counted from 0."""
    store.keep_draft(draft_of(meeting_id), str(step))


def wrapped_up(store: AsyncStore, meeting_id: str) -> None:
    """The wrap-up is done."""
    store.keep_draft(draft_of(meeting_id), "")


def waiting(store: Store, overviews: Iterable[Overview]) -> frozenset[str]:
    """The ids of those last talks that wait for their wrap-up."""
    last = [overview.last.id for overview in overviews if overview.last is not None]
    return frozenset(each for each in last if store.draft(draft_of(each)))
