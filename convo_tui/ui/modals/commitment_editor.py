"""A commitment in its seven parts: the goal, who and the day at once, the rest one tab away."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
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
from textual.widgets.input import Selection

from convo_tui import assets
from convo_tui.domain.commitments import Checkpoint, Commitment, CommitmentState
from convo_tui.domain.dates import is_past, parse_date, short_date
from convo_tui.domain.people import Person
from convo_tui.domain.values import Side, new_id
from convo_tui.domain.wording import Hint, Part, check
from convo_tui.text import clean, one_line, shorten
from convo_tui.ui.commands import bindings
from convo_tui.ui.modals.form import FormSheet, part
from convo_tui.ui.sheet_commands import COMMITMENT
from convo_tui.ui.widgets.bars import part_boxes
from convo_tui.ui.widgets.date_field import DateField
from convo_tui.ui.widgets.field import Field
from convo_tui.ui.widgets.key_bar import KeyBar
from convo_tui.ui.widgets.owner_choice import OwnerChoice
from convo_tui.ui.widgets.row import Row
from convo_tui.ui.widgets.told import Told
from convo_tui.ui.widgets.word_choice import WordChoice

LATER_PARTS = (
    (Part.RESOURCES, "resources", "time, people, access"),
    (Part.METRIC, "metric", "how both will know that it worked"),
    (Part.MANAGER_PART, "your part", "what you do for it"),
    (Part.OBSTACLES, "obstacles", "what might get in your way?"),
    (Part.CELEBRATION, "celebrate", "how to celebrate it"),
)
"""The parts that are not asked for at once: the field, its name, and the question in it."""

ANOTHER = "another"
"""The id of the field for one more checkpoint."""

HINT_LINES = 3
"""Lines beneath the goal, whether a hint stands there or not: the fields below stay in place."""

LONGEST_SHOWN = 130
"""Cells of a better wording that are shown: two lines in a small window."""

GAP = "…"
"""What a better wording leaves for the person to fill in."""


@dataclass(frozen=True, slots=True)
class Reworded:
    """A better wording that was taken, and the words it took the place of."""

    field: str
    before: str
    after: str


class Parts(VerticalScroll, inherit_bindings=False):
    """Scrolls to the part one is in; up and down go from part to part."""


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
        draft: the key of its draft, for a new one that comes from something that lasts.
    """

    CSS_PATH: ClassVar[CSSPathType | None] = [
        assets.styles_dir() / "modals" / "form.tcss",
        assets.styles_dir() / "modals" / "commitment_editor.tcss",
    ]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (30, "-high")]  # noqa: RUF012 (typed by Textual)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(COMMITMENT)]

    def __init__(
        self,
        commitment: Commitment,
        person: Person,
        *,
        new: bool = False,
        next_talk: date | None = None,
        focus: str = Part.GOAL,
        draft: str = "",
    ) -> None:
        blank = new and not commitment.goal
        super().__init__(draft or f"commitment {f'new {person.id}' if blank else commitment.id}")
        self._before = commitment
        self._person = person
        self._new = new
        self._next_talk = next_talk
        self._begin_at = focus
        self._past_taken: set[tuple[str, date]] = set()
        self._hints: Mapping[str, Hint] = {}
        self._reworded: Reworded | None = None

    # --- what it shows -----------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        """The parts, and for one with a past its checkpoints."""
        before, name = self._before, clean(self._person.name)
        with Vertical(classes="sheet"):
            with Horizontal(id="commitment-head"):
                title = "New commitment with" if self._new else "Commitment with"
                yield Static(Content(f"{title} {name}{self._state_words()}"), id="commitment-title")
                yield Told(id="commitment-parts", most=1)
            with Parts(id="commitment-body", can_focus=False):
                question = "what will be there to see?"
                yield from part("goal", Field(before.goal, placeholder=question, id="goal"))
                yield Told(id="goal-hint", most=HINT_LINES)
                yield from part("who", OwnerChoice(self._person, before.owner, id="owner"))
                yield from part("checkpoint", self._day_field(Part.CHECKPOINT, before.due))
                yield from self._later_parts()
                if not self._new:
                    yield from self._checkpoints()
            yield Told(id="told")
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
        day = Content.styled(f"{short_date(point.on, self.convo.today()):<10}  ", "$date")
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
        written = self._written()
        filled = written.parts_filled
        asked = written.parts_asked
        words = Content.assemble(
            part_boxes(filled, asked), (f"  {filled} of {asked} parts", "$muted")
        )
        self.query_one("#commitment-parts", Told).tell(words)
        found = check(replace(written, state=CommitmentState.OPEN), self.convo.today())
        # The first hint of a part is the one to begin with.
        self._hints = {each.part: each.hint for each in reversed(found) if each.hint}
        self.query_one("#goal-hint", Told).tell(self._hint_words(Part.GOAL))
        self._tell_of_part()
        self.refresh_bindings()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Tell of the part where one is now."""
        del event
        self._tell_of_part()
        self.refresh_bindings()

    def _tell_of_part(self) -> None:
        """What is vague in it, or else what enter does there."""
        focused = self.focused
        if focused is None:
            return
        hint = self._hints.get(str(focused.id))
        if hint is not None and focused.id != Part.GOAL:
            self.query_one("#told", Told).tell(self._hint_words(str(focused.id)))
        else:
            back = "What you typed before is back · " if self._restored else ""
            self.tell(f"{back}{self._enter_words(focused)}")

    def _enter_words(self, focused: Widget) -> str:
        if focused.id in (Part.GOAL, Part.OWNER):
            return "enter goes on to the day, and there it saves"
        if focused.id == Part.CHECKPOINT or focused is self.focus_chain[-1]:
            return "enter saves · tab goes on"
        return "enter goes on · ctrl+s saves"

    # --- wording -----------------------------------------------------------------------------

    def _hint_words(self, field: str) -> Content:
        hint = self._hints.get(field)
        if hint is None:
            return Content("")
        better = f"\n{shorten(hint.rewrite, LONGEST_SHOWN)}" if hint.rewrite else ""
        return Content.assemble((clean(hint.sentence), "$asks"), (better, "$muted"))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The key for a better wording works only where there is one."""
        if action == "reword":
            return self._takes_back() is not None or self._rewrite() is not None
        return super().check_action(action, parameters)

    def _worded_field(self) -> Field:
        """The field one is in, or the goal."""
        focused = self.focused
        return focused if isinstance(focused, Field) else self.query_one("#goal", Field)

    def _rewrite(self) -> str | None:
        hint = self._hints.get(str(self._worded_field().id))
        return hint.rewrite or None if hint is not None else None

    def _takes_back(self) -> Reworded | None:
        taken, field = self._reworded, self._worded_field()
        same = taken is not None and (taken.field, taken.after) == (field.id, field.value)
        return taken if same else None

    def action_reword(self) -> None:
        """Take the better wording of the part one is in, or once more the earlier one."""
        field, taken, rewrite = self._worded_field(), self._takes_back(), self._rewrite()
        if taken is not None:
            field.value, self._reworded = taken.before, None
        elif rewrite is not None:
            self._reworded = Reworded(str(field.id), field.value, rewrite)
            field.value = rewrite
            field.focus()
            gap = rewrite.find(GAP)
            if gap >= 0:  # what is typed next goes there
                field.selection = Selection(gap, gap + len(GAP))

    # --- going on and saving -----------------------------------------------------------------

    def go_on(self, widget: Widget) -> None:
        """From the goal and the owner to the day, where enter saves; below, to the next part."""
        if widget.id in (Part.GOAL, Part.OWNER):
            self.query_one(f"#{Part.CHECKPOINT}").focus()
        elif widget.id == Part.CHECKPOINT:
            self.action_save()
        else:
            super().go_on(widget)

    @property
    def shows_private(self) -> bool:
        """As long as the manager alone sees it."""
        return bool(self.query_one("#private", WordChoice).value)

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
        """Say what is wrong right beneath the field, and go there."""
        for field in self.query(DateField):
            if field.id == f"{field_id}-date":
                field.insist(sentence)
                return
        self.query_one("#goal-hint", Told).tell(Content.styled(sentence, "$asks"))
        self.query_one("#goal").focus()

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
        if (field_id, day) in self._past_taken:
            return False
        self._past_taken.add((field_id, day))
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
