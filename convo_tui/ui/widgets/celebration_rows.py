"""A celebration that is owed, as it stands on Today, on Prepare and with a commitment."""

from __future__ import annotations

from textual.content import Content

from convo_tui.domain.celebrations import celebration_owed, what_for
from convo_tui.domain.commitments import Commitment
from convo_tui.domain.goals import Goal, GoalState
from convo_tui.text import clean
from convo_tui.ui.widgets.signs import CELEBRATION
from convo_tui.ui.widgets.teller import PRIVATE


def owed_line(subject: Goal | Commitment) -> Content:
    """`☆ celebration owed: cake with the team`; nothing where none is."""
    if not celebration_owed(subject):
        return Content("")
    words = f"{CELEBRATION[0]} celebration owed: {clean(subject.celebration)}"
    return Content.styled(words, CELEBRATION[1])


def to_celebrate(subject: Goal | Commitment, *, hides: bool) -> Content:
    """`cake with the team: reached “two talks in public”`."""
    if subject.private and hides:
        return PRIVATE
    what = "reached" if subject.state is GoalState.REACHED else "kept"
    return Content.assemble(
        clean(subject.celebration), (f": {what} “{clean(what_for(subject))}”", "$muted")
    )
