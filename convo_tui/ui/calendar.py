"""Saving a person's next talks and checkpoints as a file for a calendar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convo_tui.documents.files import proposed_name
from convo_tui.text import clean
from convo_tui.ui.saving import ask_and_save

if TYPE_CHECKING:
    from convo_tui.domain.people import Person
    from convo_tui.ui.app import ConvoApp


async def save_calendar(app: ConvoApp, person: Person) -> str:
    """Ask where it should go and save it there; it pushes screens, so call it in a worker.

    Private commitments are not in it.

    Returns:
        The sentence that says what was done; "" where the person left without.
    """
    from convo_tui.documents.calendar import NOTHING, calendar_text, plans_of

    overviews, changes = await app.store.read(
        lambda store: (store.overviews((person.id,)), store.schedule_changes(person.id))
    )
    plans = plans_of(overviews, changes, app.templates, app.settings.talk.template)
    text = calendar_text(plans, app.now(), app.zone)
    if not text:
        return NOTHING
    name = proposed_name(person.name, app.today(), "ics")
    path = await ask_and_save(app, "Where should the calendar file go?", text, name)
    return f"Saved as {clean(str(path))}. Import it into your calendar." if path else ""
