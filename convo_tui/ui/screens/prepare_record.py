"""What the page before a talk reads."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from convo_tui.domain.figures.promises import BothWays
from convo_tui.domain.overview import Overview, TalkPage
from convo_tui.domain.questions import Memory
from convo_tui.domain.review import year_start

if TYPE_CHECKING:
    from convo_tui.storage.store import Store


def read_prepared(
    store: Store, person_id: str, now: datetime
) -> tuple[Overview, TalkPage | None, Mapping[str, Memory], BothWays] | None:
    """The person, the last talk, what they were asked, and what both sides kept.

    In the store's thread; None where there is nobody of that id.
    """
    found = store.overviews((person_id,))
    if not found:
        return None
    last = found[0].last
    page = store.talk_page(last.id) if last is not None else None
    both = store.closed_both_ways(year_start(now), person_id)
    return found[0], page, store.question_memory(person_id), both
