"""How a person thinks and likes to be spoken to; only the manager ever sees it."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from convo_tui.domain.growth import STYLES, Preferences
from convo_tui.domain.people import Person
from convo_tui.domain.suggesting import style_words
from convo_tui.domain.values import new_id
from convo_tui.domain.walks import Walk
from convo_tui.text import clean
from convo_tui.ui.modals.form import part
from convo_tui.ui.modals.walk_form import WalkForm
from convo_tui.ui.widgets.key_bar import KeyBar
from convo_tui.ui.widgets.prose_field import ProseField
from convo_tui.ui.widgets.style_choice import StyleChoice
from convo_tui.ui.widgets.told import Told

PARTS = (
    ("spoken", "spoken to", "how they like to be spoken to"),
    ("motivates", "motivates", "what makes a week worth it: such questions come first"),
    ("avoids", "avoid", "topics and ways to leave alone: such questions come last"),
)
"""The written parts: the field, its name, and what stands in it while it is blank."""


class PreferencesSheet(WalkForm[Preferences]):
    """Hands back the preferences as they were written, or None; the caller keeps a version.

    Args:
        walk: its questions.
        person: whose preferences.
        before: the version that holds.
    """

    @property
    def shows_private(self) -> bool:
        """Always."""
        return True

    def __init__(self, walk: Walk, person: Person, before: Preferences | None = None) -> None:
        super().__init__(walk, f"preferences {person.id}")
        self._person = person
        self._before = before or Preferences("", person.id, person.created_at)

    def compose(self) -> ComposeResult:
        """The ticks, three answers, and the questions of the part that one is in."""
        before = self._before
        with Vertical(classes="sheet"):
            title = f"How {clean(self._person.first_name)} likes it"
            private = ("   ~ private: only you ever see it", "$muted")
            yield Static(Content.assemble((title, "bold"), private), id="liking-title")
            yield from part("thinks", StyleChoice(STYLES, before.styles, id="styles"))
            for field, name, shown in PARTS:
                text: str = getattr(before, field)
                yield from part(name, ProseField(text, placeholder=shown, id=field), gap=True)
            yield Static(id="questions")
            yield Told(id="told")
            yield KeyBar()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Ask what belongs to the part where one is."""
        if event.widget.id is not None:
            step = self._walk.step(event.widget.id)
            self.query_one("#questions", Static).update(self.questions_of(step))
            self._tell_of_part()

    def checked(self) -> None:
        """Say what the ticks mean for a talk."""
        self._tell_of_part()

    def _tell_of_part(self) -> None:
        if not isinstance(self.focused, StyleChoice):
            self.tell(self.hint)
            return
        ticked = [style_words(style) for style in self.focused.chosen]
        self.tell(" · ".join(ticked) or "a letter ticks a word, as many as fit")

    def action_save(self) -> None:
        """Hand them back, once there is something to know."""
        before = self._before
        styles = self.query_one(StyleChoice).chosen
        spoken, motivates, avoids = (
            self.prose(field, getattr(before, field)) for field, _, _ in PARTS
        )
        if not (styles or spoken or motivates or avoids):
            self.tell("Nothing is written yet: tick a word or write one, or press esc.", "$asks")
            return
        person_id, now = self._person.id, self.convo.now()
        self.hand_back(Preferences(new_id(), person_id, now, styles, spoken, motivates, avoids))
