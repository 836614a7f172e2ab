"""The sheet before a hard talk: what was seen, causes, and what to expect, offer or ask."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from convo_tui.domain.behaviour_words import BEHAVIOUR, spoken_of
from convo_tui.domain.hard_talks import HardTalk
from convo_tui.domain.people import Person
from convo_tui.domain.walks import Walk
from convo_tui.text import clean
from convo_tui.ui.commands import bindings
from convo_tui.ui.hints import HintActs, HintLine
from convo_tui.ui.modals.form import part
from convo_tui.ui.modals.walk_form import WalkForm
from convo_tui.ui.sheet_commands import HINT
from convo_tui.ui.widgets.key_bar import KeyBar
from convo_tui.ui.widgets.prose_field import ProseField
from convo_tui.ui.widgets.told import Told

NOTHING = "Nothing is written yet: answer one of them, or press esc to leave."

SEEN = "seen"
"""The part of behaviour, which every kind of hard talk begins with."""

PLACEHOLDERS = {
    SEEN: "what was done, when, where; not what somebody is",
    "causes": "in the work and in the system",
}
"""What stands in a field while it is blank, where its title says too little."""


class HardTalkSheet(WalkForm[HardTalk], HintActs[HardTalk | None]):
    """Hands back the sheet as it was written, or None; the caller keeps it.

    What was seen gets a hint where it speaks of the person, as in feedback; it holds nothing up.

    Args:
        walk: the questions of its kind.
        person: with whom the talk is.
        sheet: as it stands; a new one has no answers.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(HINT)]

    @property
    def shows_private(self) -> bool:
        """Always."""
        return True

    def __init__(self, walk: Walk, person: Person, sheet: HardTalk) -> None:
        name = sheet.id if sheet.answers else f"{person.id} {walk.id}"
        super().__init__(walk, f"hard talk {name}")
        self._person = person
        self._before = sheet

    def compose(self) -> ComposeResult:
        """An answer a part, and the questions of the one that one is in."""
        title = f"Hard talk with {clean(self._person.name)}: {self._before.kind.value}"
        with Vertical(classes="sheet"):
            yield Static(Content(title), classes="sheet-title")
            yield Static(Content.styled("~ private: only you ever see it.", "$muted"))
            for number, step in enumerate(self._walk.steps):
                shown = PLACEHOLDERS.get(step.id, "")
                field = ProseField(self._answer(number), placeholder=shown, id=step.id)
                yield from part(step.title, field, gap=number == 0)
                if step.id == SEEN:
                    yield HintLine(BEHAVIOUR, id="behaviour")
            yield Static(id="questions")
            yield Told(id="told")
            yield KeyBar()

    def _answer(self, number: int) -> str:
        answers = self._before.answers
        return answers[number] if number < len(answers) else ""

    def checked(self) -> None:
        """Hint where what was seen speaks of what somebody is."""
        spoken = spoken_of(self.query_one(f"#{SEEN}", ProseField).text, self._person.first_name)
        self.query_one(HintLine).offer(spoken.sentence if spoken else "")

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Ask what belongs to the part where one is."""
        if event.widget.id is not None:
            step = self._walk.step(event.widget.id)
            self.query_one("#questions", Static).update(self.questions_of(step))

    def action_save(self) -> None:
        """Hand it back, once something is in it."""
        steps = self._walk.steps
        answers = tuple(
            self.prose(step.id, self._answer(number)) for number, step in enumerate(steps)
        )
        if not any(answer.strip() for answer in answers):
            self.refuse(steps[0].id, NOTHING)
            return
        # Answers beyond those that are asked for came from elsewhere, and stay.
        beyond = self._before.answers[len(steps) :]
        self.hand_back(replace(self._before, answers=(*answers, *beyond)))
