"""One line about a person, with its signs; what it becomes is told while it is typed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from textual import on
from textual.content import Content
from textual.widgets import Input, Static

from convo_tui.domain.capture import Captured, parse_line
from convo_tui.domain.dates import DateNotUnderstood, is_past
from convo_tui.domain.entering import changes_for_line, due_of, line_words
from convo_tui.domain.people import Person
from convo_tui.domain.values import Change
from convo_tui.text import clean, one_line
from convo_tui.ui.modals.line import LineSheet

if TYPE_CHECKING:
    from convo_tui.domain.overview import Overview
    from convo_tui.ui.app import ConvoApp

SIGNS = "+ win  ! blocker  > commitment  ? talking point  ~ private  ^fri  @me @them"


NOTE_SIGNS = "enter saves · + win  ! blocker  ~ private"
"""The signs that a note may get as it is edited."""


class CaptureSheet(LineSheet):
    """Asks for a line; hands back what `parse_line` reads without an error in its date.

    Args:
        person: whom the line is about.
        next_talk: the day that `^"next talk"` means.
    """

    takes_signs = True
    """The list of keys has the signs of a note, too."""

    def __init__(self, person: Person, next_talk: date | None = None) -> None:
        super().__init__(
            f"A line about {person.name}",
            placeholder="what happened, or what to remember",
            hint=SIGNS,
            draft=f"line {person.id}",
            check=self._wrong,
        )
        self._person = person
        self._next_talk = next_talk
        self._questioned = ""

    @on(Input.Changed, "#line")
    def _tell(self, event: Input.Changed) -> None:
        hint = self.query_one("#line-hint", Static)
        captured = parse_line(one_line(event.value))
        if captured.empty:
            hint.update(Content.styled(SIGNS, "$muted"))
            return
        try:
            due = due_in(self.convo, captured, self._next_talk)
        except DateNotUnderstood as fault:
            hint.update(Content.styled(clean(str(fault)), "$asks"))
            return
        words = line_words(captured, self._person, self.convo.today(), due)
        hint.update(Content.styled(f"enter keeps {clean(words)}", "$muted"))

    def _wrong(self, line: str) -> str:
        """What keeps the line from being kept; a date in the past is asked about once."""
        captured = parse_line(one_line(line))
        if captured.empty:
            return "There is only a sign yet: type what it is about."
        try:
            due = due_in(self.convo, captured, self._next_talk)
        except DateNotUnderstood as fault:
            return str(fault)
        if due is None or not is_past(due, self.convo.today()) or self._questioned == line:
            return ""
        self._questioned = line
        words = line_words(captured, self._person, self.convo.today(), due)
        return f"The date has passed: {words}. enter keeps it all the same."


def due_in(app: ConvoApp, captured: Captured, next_talk: date | None) -> date | None:
    """The day that a line names, read as the settings say.

    Raises:
        DateNotUnderstood: its date words are no date.
    """
    dates = app.settings.dates
    return due_of(
        captured,
        app.today(),
        next_talk=next_talk,
        week_ends=dates.last_weekday,
        day_first=dates.day_first,
    )


def changes_of(
    app: ConvoApp, overview: Overview, next_talk: date | None, line: str
) -> tuple[str, list[Change], str]:
    """What keeping a line from a `CaptureSheet` changes.

    Returns:
        What undo calls it, the changes, and the sentence that tells what was kept.
    """
    captured = parse_line(one_line(line))
    changes, sentence = changes_for_line(
        captured,
        overview.person,
        app.now(),
        due=due_in(app, captured, next_talk),
        position=max((point.position for point in overview.points), default=0) + 1,
    )
    return f"the {captured.kind.value} about {overview.person.first_name}", changes, sentence
