"""The top line of the page before a talk."""

from __future__ import annotations

from datetime import datetime

from textual.content import Content

from convo_tui.domain.cadence import rhythm_words
from convo_tui.domain.today import next_words
from convo_tui.text import clean
from convo_tui.ui.widgets.prepare_rows import Preparation
from convo_tui.ui.widgets.teller import ordinal


def prepare_title(page: Preparation, now: datetime) -> tuple[Content, Content]:
    """Whom the talk is with, which one it is and by what rhythm; at the right, when.

    Args:
        page: the page beneath.
        now: aware, in the manager's zone.
    """
    overview, cadence = page.briefing.overview, page.briefing.standing.cadence
    number = f"{ordinal(overview.talks + 1)} talk"
    rhythm = [number, rhythm_words(overview.person), page.briefing.row]
    facts_of = f"   {' · '.join(filter(None, rhythm))}"
    left = Content.assemble((clean(overview.person.name), "bold"), (facts_of, "$muted"))
    if overview.live is not None:
        return left, Content.styled("a talk is not ended: m goes on with it", "$asks")
    if cadence.planned is None:
        return left, Content("")
    style = "$bad" if cadence.days_overdue else "$date"
    return left, Content.styled(next_words(cadence, now), style)
