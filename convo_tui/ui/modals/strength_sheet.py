"""A strength: what it is, how it helps today, and which new problem it could serve."""

from __future__ import annotations

from dataclasses import replace

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from convo_tui.domain.growth import USUAL_STRENGTHS, Strength
from convo_tui.domain.people import Person
from convo_tui.domain.walks import Walk
from convo_tui.text import clean, one_line
from convo_tui.ui.modals.form import part
from convo_tui.ui.modals.walk_form import WalkForm
from convo_tui.ui.widgets.field import Field
from convo_tui.ui.widgets.key_bar import KeyBar
from convo_tui.ui.widgets.prose_field import ProseField
from convo_tui.ui.widgets.told import Told


class StrengthSheet(WalkForm[Strength]):
    """Hands back the strength as it was written, or None; the caller keeps it.

    Args:
        walk: its questions.
        person: whose strength.
        strength: as it stands; for a new one with an id, a person and a moment.
        counting: how many others count now; None for one that is there already.
    """

    def __init__(
        self, walk: Walk, person: Person, strength: Strength, *, counting: int | None = None
    ) -> None:
        new = counting is not None
        super().__init__(walk, f"strength {person.id if new else strength.id}")
        self._person = person
        self._before = strength
        self._new = new
        self._counting = counting or 0

    def compose(self) -> ComposeResult:
        """The three parts, and the questions of the one that one is in."""
        before, name = self._before, clean(self._person.name)
        title = f"A strength of {name}"
        with Vertical(classes="sheet"):
            yield Static(Content(title), classes="sheet-title")
            if self._new and self._counting >= USUAL_STRENGTHS:
                yield Static(Content.styled(too_many(self._counting), "$asks"), id="gently")
            good = "good at, in a few words"
            yield from part("strength", Field(before.name, placeholder=good, id="name"))
            helps = ProseField(before.helps, placeholder="where it helps now", id="helps")
            yield from part("helps", helps, gap=True)
            new = "one new problem it could serve"
            serves = ProseField(before.serves, placeholder=new, id="serves")
            yield from part("serves", serves, gap=True)
            yield Static(id="questions")
            yield Told(id="told")
            yield KeyBar()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Ask what belongs to the part where one is."""
        if event.widget.id is not None:
            step = self._walk.step(event.widget.id)
            self.query_one("#questions", Static).update(self.questions_of(step))

    def action_save(self) -> None:
        """Hand it back, once it has a name."""
        name = one_line(self.text("name")).strip()
        if not name:
            self.refuse("name", "Name the strength first, or press esc to leave.")
            return
        before = self._before
        self.hand_back(
            replace(
                before,
                name=before.name if name == one_line(before.name).strip() else name,
                helps=self.prose("helps", before.helps),
                serves=self.prose("serves", before.serves),
            )
        )


def too_many(counting: int) -> str:
    """What is said, gently, where three count already."""
    return (
        f"{counting} count already. Two or three are easier to build on: "
        "one of them could be let go, it stays in the record."
    )
