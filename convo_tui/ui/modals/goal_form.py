"""A goal: its title at once; why it matters, how it is measured and the rest one tab away."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.types import CSSPathType
from textual.widget import Widget
from textual.widgets import Static, TextArea

from convo_tui import assets
from convo_tui.domain.dates import is_past, parse_date
from convo_tui.domain.goal_writing import NotANumber, milestone_changes, number_text, read_measure
from convo_tui.domain.goals import Goal, GoalRecord, GoalState, WhyLink
from convo_tui.domain.people import Person
from convo_tui.domain.values import Change
from convo_tui.text import clean, one_line
from convo_tui.ui.commands import bindings
from convo_tui.ui.goal_commands import GOAL_FORM
from convo_tui.ui.modals.form import FormSheet, Typed, part
from convo_tui.ui.widgets.date_field import DateField
from convo_tui.ui.widgets.field import Field
from convo_tui.ui.widgets.key_bar import KeyBar
from convo_tui.ui.widgets.lines_field import LinesField
from convo_tui.ui.widgets.told import Told
from convo_tui.ui.widgets.word_choice import LetterChoice, WordChoice

LINKS: tuple[tuple[WhyLink | None, str], ...] = (
    (None, "not said"),
    (WhyLink.TEAM, "team"),
    (WhyLink.CUSTOMERS, "customers"),
    (WhyLink.ORGANISATION, "organisation"),
    (WhyLink.AIM, "long-term aim"),
)
HOLDS = "Start and target are the same: a level to hold, of which no progress is shown."
BY_ONE = "A measure needs a start and a target: what is the other one?"
UNIT_ALONE = "A unit alone measures nothing: from which number to which?"


@dataclass(frozen=True, slots=True)
class WrittenGoal:
    """What the form hands back.

    Attributes:
        goal: as it was written.
        milestones: what becomes of its milestones.
    """

    goal: Goal
    milestones: tuple[Change, ...] = ()


class Parts(VerticalScroll, inherit_bindings=False):
    """Scrolls to the part one is in."""


class GoalForm(FormSheet[WrittenGoal]):
    """Hands back the goal as it was written, or None; the caller keeps it.

    Enter in the title saves: a goal in one line, in the middle of a talk.

    Args:
        record: the goal as it stands; for a new one with an id, a person and a moment.
        person: whose goal it is.
        new: whether it is not kept yet.
        next_talk: the day that `next talk` means.
    """

    CSS_PATH: ClassVar[CSSPathType | None] = [
        assets.styles_dir() / "modals" / "form.tcss",
        assets.styles_dir() / "modals" / "goal.tcss",
    ]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (30, "-high")]  # noqa: RUF012 (typed by Textual)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(GOAL_FORM)]

    hint: ClassVar[str] = "enter saves · tab goes on: why it matters, its measure, milestones"

    def __init__(
        self,
        record: GoalRecord,
        person: Person,
        *,
        new: bool = False,
        next_talk: date | None = None,
    ) -> None:
        super().__init__(f"goal new {person.id}" if new else f"goal {record.id}")
        self._record = record
        self._person = person
        self._new = new
        self._next_talk = next_talk
        self._past_taken: date | None = None
        self._refused = False

    # --- what it shows -----------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        """The title, and below it the parts that may stay blank."""
        goal, name = self._record.goal, clean(self._person.name)
        state = "" if goal.state is GoalState.OPEN else f", {goal.state.value}"
        due = goal.due.isoformat() if goal.due else ""
        seen_by = [(False, "both of you"), (True, "you alone ~")]
        with Vertical(classes="sheet"):
            title = "New goal with" if self._new else "Goal of"
            yield Static(Content(f"{title} {name}{state}"), classes="sheet-title")
            with Parts(id="goal-body", can_focus=False):
                asks = "what will they be able to do, or have done?"
                yield from part("goal", Field(goal.title, placeholder=asks, id="title"))
                yield from part("matters for", LetterChoice(LINKS, goal.link, id="link"), gap=True)
                aloud = "one sentence on it that you can say aloud"
                yield from part("why", Field(goal.why, placeholder=aloud, id="why"))
                yield from self._measure(goal)
                yield from part("milestones", self._milestones())
                day = DateField(due, read=self._read_day, today=self.convo.today(), id="due")
                yield from part("by", day)
                cheer = "how to celebrate once it is reached"
                yield from part("celebrate", Field(goal.celebration, placeholder=cheer, id="cheer"))
                yield from part("seen by", WordChoice(seen_by, goal.private, id="private"))
            yield Told(id="told")
            yield KeyBar()

    def _measure(self, goal: Goal) -> ComposeResult:
        with Horizontal(classes="part -gap", id="measure-part"):
            yield Static(Content("measure"), classes="part-name")
            yield Field(number_text(goal.start), placeholder="from 40", id="start")
            yield Static(Content("→"), classes="between")
            yield Field(number_text(goal.target), placeholder="to 80", id="target")
            yield Static(Content("in"), classes="between")
            yield Field(goal.unit, placeholder="%", id="unit")

    def _milestones(self) -> LinesField:
        field = LinesField(placeholder="or steps that are reached or not, one a line", id="steps")
        field.text = "\n".join(one_line(step.text) for step in self._record.milestones)
        return field

    def _read_day(self, text: str) -> date:
        dates = self.convo.settings.dates
        return parse_date(
            text,
            self.convo.today(),
            next_talk=self._next_talk,
            week_ends=dates.last_weekday,
            day_first=dates.day_first,
        )

    # --- what stands in it -------------------------------------------------------------------

    def typed(self) -> Typed:
        """The milestones too."""
        return {**super().typed(), "steps": self.query_one(LinesField).text}

    def fill(self, typed: Typed) -> None:
        """The milestones too."""
        super().fill(typed)
        steps = self.query_one(LinesField)
        steps.load_text(clean(typed.get("steps", steps.text), newlines=True))

    @on(TextArea.Changed)
    def _lines_typed(self) -> None:
        self._keep()

    def checked(self) -> None:
        """Say what follows from the measure, as it is typed."""
        self._refused = False
        self._tell_of_part()

    def refuse(self, field_id: str, sentence: str) -> None:
        """Say what is wrong until something else is typed, and go there."""
        self._refused = True
        super().refuse(field_id, sentence)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Tell what enter does where one is now."""
        del event
        self._tell_of_part()

    def _tell_of_part(self) -> None:
        focused = self.focused
        if focused is None or self._refused:
            return
        try:
            start, target, _ = self._measured()
        except (NotANumber, _Refused):
            start, target = None, 1.0
        back = "What you typed before is back · " if self._restored else ""
        if start is not None and start == target:
            self.tell(HOLDS)
        elif focused.id == "title":
            self.tell(f"{back}{self.hint}")
        elif focused.id == "link":
            self.tell("t, c, o or l says for whom; n takes it away · tab goes on")
        elif focused.id == "steps":
            self.tell("enter begins the next milestone · tab goes on · ctrl+s saves")
        else:
            self.tell(f"{back}enter goes on · ctrl+s saves")

    def go_on(self, widget: Widget) -> None:
        """Out of the title it is saved; from all others to the next part."""
        if widget.id == "title":
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

    # --- what it hands back ------------------------------------------------------------------

    def action_save(self) -> None:
        """Hand back what was written, once all of it can be."""
        day = self.query_one(DateField)
        if not one_line(self.text("title")):
            self.refuse("title", "Say what the goal is first, or press esc to leave.")
            return
        try:
            start, target, unit = self._measured()
        except _Refused as refused:
            self.refuse(refused.field, str(refused))
            return
        if wrong := self._wrong_day(day):
            day.insist(wrong)
            return
        self._hand_back(start, target, unit, day.day)

    def _hand_back(
        self, start: float | None, target: float | None, unit: str, due: date | None
    ) -> None:
        link: WordChoice[WhyLink | None] = self.query_one("#link", WordChoice)
        private: WordChoice[bool] = self.query_one("#private", WordChoice)
        goal = replace(
            self._record.goal,
            title=one_line(self.text("title")),
            link=link.value,
            why=one_line(self.text("why")),
            unit=unit,
            start=start,
            target=target,
            due=due,
            celebration=one_line(self.text("cheer")),
            private=private.value,
        )
        lines = [one_line(line) for line in self.query_one(LinesField).lines]
        steps = milestone_changes(self._record.milestones, [each for each in lines if each], goal)
        self.hand_back(WrittenGoal(goal, tuple(steps)))

    def _wrong_day(self, day: DateField) -> str:
        if day.problem:
            return day.problem
        due = day.day
        same = due is None or due in (self._record.goal.due, self._past_taken)
        if due is None or same or not is_past(due, self.convo.today()):
            return ""
        self._past_taken = due
        return f"{day.words}: that day is over. Save again to keep it."

    def _measured(self) -> tuple[float | None, float | None, str]:
        """Start, target and unit, which may stand behind either number.

        Raises:
            _Refused: they are no measure.
        """
        (start, of_start), (target, of_target) = self._number("start"), self._number("target")
        unit = one_line(self.text("unit"))
        if start is None and target is None:
            if unit:
                raise _Refused("start", UNIT_ALONE)
            return None, None, ""
        if start is None or target is None:
            raise _Refused("start" if start is None else "target", BY_ONE)
        told = {each.casefold(): each for each in (of_target, of_start, unit) if each}
        if len(told) > 1:
            raise _Refused(
                "unit", f"In which of these is it measured: {' or '.join(told.values())}?"
            )
        return start, target, next(iter(told.values()), "")

    def _number(self, field: str) -> tuple[float | None, str]:
        typed = one_line(self.text(field))
        before: float | None = getattr(self._record.goal, field)
        if not typed or typed == number_text(before):
            return (before if typed else None), ""
        try:
            return read_measure(typed)
        except NotANumber as fault:
            raise _Refused(field, str(fault)) from None


class _Refused(ValueError):
    """What was typed cannot be kept so; the message says why in one sentence."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field
