"""A commitment in its seven parts: the goal, who and the day at once, the rest one tab away."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.types import CSSPathType
from textual.widget import Widget
from textual.widgets import Static

from convo_tui import assets
from convo_tui.domain.commitments import Checkpoint, Commitment, CommitmentState
from convo_tui.domain.dates import is_past, parse_date, short_date
from convo_tui.domain.people import Person
from convo_tui.domain.values import Side, new_id
from convo_tui.domain.wording import Hint, Part, check
from convo_tui.text import clean, one_line
from convo_tui.ui.command_tables import COMMITMENT
from convo_tui.ui.commands import bindings
from convo_tui.ui.modals.form import FormSheet, part
from convo_tui.ui.widgets.bars import part_boxes
from convo_tui.ui.widgets.date_field import DateField
from convo_tui.ui.widgets.field import Field
from convo_tui.ui.widgets.key_bar import KeyBar
from convo_tui.ui.widgets.owner_choice import OwnerChoice
from convo_tui.ui.widgets.row import Row
from convo_tui.ui.widgets.word_choice import WordChoice

LATER_PARTS = (
    (Part.RESOURCES, "needs", "time, people, access"),
    (Part.METRIC, "success", "how both will know that it worked"),
    (Part.MANAGER_PART, "your part", "what you do for it"),
    (Part.OBSTACLES, "obstacles", "what might get in your way?"),
    (Part.CELEBRATION, "celebrate", "how to celebrate it"),
)
"""The parts that are not asked for at once: the field, its name, and the question in it."""

ANOTHER = "another"
"""The id of the field for one more checkpoint."""

GAP = "…"
"""What a better wording leaves for the person to fill in."""


class CommitmentEditor(FormSheet[Commitment]):
    """Hands back the commitment as it was written, or None; the caller keeps it.

    Enter goes from the goal to the day, and there it saves: the fewest keys in a live talk. What
    was typed is kept as a draft until it is saved. A new commitment that comes with a goal has a
    draft of its own, so that it never takes the place of another one's.

    Args:
        commitment: as it stands; for a new one with an id, a person and a moment.
        new: whether it is not kept yet.
        next_talk: the day that `next talk` means.
        focus: where to begin: a `Part` of the commitment.
    """

    CSS_PATH: ClassVar[CSSPathType] = [
        FormSheet.CSS_PATH,
        assets.styles_dir() / "modals" / "commitment_editor.tcss",
    ]
    VERTICAL_BREAKPOINTS: ClassVar[list[tuple[int, str]] | None] = [(0, "-low"), (30, "-high")]
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(COMMITMENT)]

    def __init__(
        self,
        commitment: Commitment,
        person: Person,
        *,
        new: bool = False,
        next_talk: date | None = None,
        focus: str = Part.GOAL,
    ) -> None:
        blank = new and not commitment.goal
        super().__init__(f"commitment {f'new {person.id}' if blank else commitment.id}")
        self._before = commitment
        self._person = person
        self._new = new
        self._next_talk = next_talk
        self._begin_at = focus
        self._past_taken = ""
        self._reworded: tuple[str, str, str] | None = None

    # --- what it shows -----------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        """The parts, and for one with a past its checkpoints."""
        before, name = self._before, clean(self._person.name)
        with Vertical(classes="sheet"):
            with Horizontal(id="commitment-head"):
                title = "New commitment with" if self._new else "Commitment with"
                yield Static(Content(f"{title} {name}{self._state_words()}"), id="commitment-title")
                yield Static(id="commitment-parts")
            with VerticalScroll(id="commitment-body", can_focus=False):
                goal = Field(before.goal, placeholder="what will be there to see?", id=Part.GOAL.value)
                yield from part("goal", goal)
                yield Static(id="goal-hint")
                owner = OwnerChoice(self._person, before.owner, id=Part.OWNER.value)
                yield from part("who", owner)
                yield from part("checkpoint", self._day_field(Part.CHECKPOINT, before.due))
                yield from self._later_parts()
                if not self._new:
                    yield from self._checkpoints()
            yield Static(id="told")
            yield KeyBar()

    def _state_words(self) -> str:
        if self._before.state is CommitmentState.OPEN:
            return ""
        return f", {self._before.state.value}"

    def _later_parts(self) -> ComposeResult:
        for place, (field, name, question) in enumerate(LATER_PARTS):
            value: str = getattr(self._before, field.value)
            yield from part(name, Field(value, placeholder=question, id=field), gap=place == 0)
        seen_by = WordChoice(
            [(False, "both of you"), (True, "you alone ~")], self._before.private, id="private"
        )
        yield from part("seen by", seen_by)

    def _checkpoints(self) -> ComposeResult:
        """Those of its life so far; the next one stands in the form above."""
        yield Static(Content("CHECKPOINTS"), classes="heading")
        for point in self._before.checkpoints:
            if point is not self._before.next_checkpoint:
                yield Static(Row(*self._told_point(point), marker=False))
        yield from part("one more", self._day_field(ANOTHER, None))

    def _told_point(self, point: Checkpoint) -> tuple[Content, Content]:
        day = Content.styled(f"{short_date(point.on, self.convo.today()):<16}", "$date")
        if point.outcome is None:
            return Content.styled("ahead", "$muted"), day
        words = point.outcome.value.replace("_", " ")
        return Content.assemble(f"{words:<10}", (clean(point.note), "$muted")), day

    def _day_field(self, field: str, day: date | None) -> DateField:
        value = day.isoformat() if day else ""
        return DateField(value, read=self._read_day, today=self.convo.today(), id=field)

    def _read_day(self, text: str) -> date:
        dates = self.convo.settings.dates
        return parse_date(
            text,
            self.convo.today(),
            next_talk=self._next_talk,
            week_ends=dates.last_weekday,
            day_first=dates.day_first,
        )

    async def prepare(self) -> None:
        """Begin at the part that was asked for."""
        self.query_one(f"#{self._begin_at}").focus()

    def checked(self) -> None:
        """Show what is filled and what is vague, as it is typed."""
        filled = self._written().parts_filled
        words = Content.assemble(part_boxes(filled), (f"  {filled} of 7 parts", "$muted"))
        self.query_one("#commitment-parts", Static).update(words)
        self._show_hint(Part.GOAL, self.query_one("#goal-hint", Static))
        self._say_what_enter_does()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Say what enter does in the part where one is now."""
        del event
        self._say_what_enter_does()

    # --- wording -----------------------------------------------------------------------------

    def _hint(self, field: str) -> Hint | None:
        """What is vague in a part, seen together with the others."""
        opened = replace(self._written(), state=CommitmentState.OPEN)
        found = check(opened, self.convo.today())
        return next((each.hint for each in found if each.hint and each.part == field), None)

    def _show_hint(self, field: str, place: Static) -> None:
        hint = self._hint(field)
        if hint is None:
            place.update(Content(""))
            return
        better = f"\n{clean(hint.rewrite)}" if hint.rewrite else ""
        place.update(Content.assemble((clean(hint.sentence), "$asks"), (better, "$muted")))

    def _say_what_enter_does(self) -> None:
        focused = self.focused
        if focused is None:
            return
        hint = self._hint(str(focused.id)) if focused.id != Part.GOAL else None
        if hint is not None:
            self.tell(hint.sentence, "$asks")
        elif self._enter_saves(focused):
            self.tell("enter saves · tab goes on")
        else:
            self.tell("enter goes on to the day, and there it saves")

    def action_reword(self) -> None:
        """Take the better wording of the part one is in, or the earlier one back."""
        field = self.focused if isinstance(self.focused, Field) else None
        field = field or self.query_one(f"#{Part.GOAL}", Field)
        here = (str(field.id), field.value)
        if self._reworded is not None and self._reworded[::2] == here:
            field.value = self._reworded[1]
            self._reworded = None
            return
        hint = self._hint(here[0])
        if hint is None or not hint.rewrite:
            self.say("No other wording to offer here.")
            return
        self._reworded = (here[0], field.value, hint.rewrite)
        field.value = hint.rewrite
        field.focus()
        gap = hint.rewrite.find(GAP)
        if gap >= 0:
            field.selection = type(field.selection)(gap, gap + len(GAP))

    # --- going on and saving -----------------------------------------------------------------

    def go_on(self, widget: Widget) -> None:
        """From the goal and the owner to the day, where enter saves; below, to the next part."""
        if widget.id in (Part.GOAL, Part.OWNER):
            self.query_one(f"#{Part.CHECKPOINT}").focus()
        elif widget.id == Part.CHECKPOINT:
            self.action_save()
        else:
            super().go_on(widget)

    def _enter_saves(self, widget: Widget) -> bool:
        return widget.id == Part.CHECKPOINT or widget is self.focus_chain[-1]

    def action_private(self) -> None:
        """Make it private, or shared again."""
        self.query_one("#private", WordChoice).action_step(1)

    def action_next(self) -> None:
        """Go to the next part."""
        self.focus_next()

    def action_previous(self) -> None:
        """Go to the part before."""
        self.focus_previous()

    def refuse(self, field_id: str, sentence: str) -> None:
        """Say what is wrong beneath the field where it is."""
        for field in self.query(DateField):
            if field.id == f"{field_id}-date":
                field.insist(sentence)
                return
        super().refuse(field_id, sentence)

    def action_save(self) -> None:
        """Hand back what was written, once the goal is there and the days are days."""
        written = self._written()
        if not written.goal:
            self.refuse(Part.GOAL, "Say what will be done first, or press esc to leave.")
        elif not any(self._day_wrong(field) for field in self.query(DateField)):
            self.hand_back(written)

    def _day_wrong(self, field: DateField) -> bool:
        field_id = str(field.id).removesuffix("-date")
        if field.problem:
            self.refuse(field_id, field.problem)
            return True
        day = field.day
        same = field_id == Part.CHECKPOINT and day == self._before.due
        if day is None or same or not is_past(day, self.convo.today()):
            return False
        if self._past_taken == f"{field_id} {day}":
            return False
        self._past_taken = f"{field_id} {day}"
        self.refuse(field_id, f"{field.words}: that day is over. Save again to keep it.")
        return True

    def _written(self) -> Commitment:
        """The commitment as the form has it now."""
        owner: WordChoice[Side] = self.query_one(f"#{Part.OWNER}", WordChoice)
        private: WordChoice[bool] = self.query_one("#private", WordChoice)
        return replace(
            self._before,
            goal=one_line(self.text(Part.GOAL)),
            owner=owner.value,
            resources=one_line(self.text(Part.RESOURCES)),
            metric=one_line(self.text(Part.METRIC)),
            manager_part=one_line(self.text(Part.MANAGER_PART)),
            obstacles=one_line(self.text(Part.OBSTACLES)),
            celebration=one_line(self.text(Part.CELEBRATION)),
            checkpoints=self._points(),
            private=private.value,
        )

    def _points(self) -> tuple[Checkpoint, ...]:
        """The next checkpoint on its day, or taken away with it, and one more if there is one."""
        following = self._before.next_checkpoint
        points = [point for point in self._before.checkpoints if point is not following]
        for field in self.query(DateField):
            if field.day is None:
                continue
            if field.id == f"{Part.CHECKPOINT}-date" and following is not None:
                points.append(replace(following, on=field.day))
            else:
                points.append(Checkpoint(new_id(), field.day))
        return tuple(sorted(points, key=lambda point: (point.on, point.id)))
