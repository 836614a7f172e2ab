"""How a goal stands: a value, a note, milestones, and whether it is reached or set aside."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.types import CSSPathType
from textual.widget import Widget
from textual.widgets import Static

from convo_tui import assets
from convo_tui.domain.dates import at_wall_time
from convo_tui.domain.goal_updates import Found, as_it_stands, changes_for, told
from convo_tui.domain.goal_words import stand_words, why_words
from convo_tui.domain.goal_writing import NotANumber, read_value
from convo_tui.domain.goals import GoalRecord, GoalState, measure_words
from convo_tui.domain.logging_talks import read_day
from convo_tui.domain.values import Change
from convo_tui.text import clean, one_line
from convo_tui.ui.modals.form import FormSheet, Typed, part
from convo_tui.ui.widgets.date_field import DateField
from convo_tui.ui.widgets.field import Field
from convo_tui.ui.widgets.key_bar import KeyBar
from convo_tui.ui.widgets.tick_list import TickList
from convo_tui.ui.widgets.told import Told
from convo_tui.ui.widgets.word_choice import LetterChoice, WordChoice

STATES = {
    GoalState.OPEN: ("goes on", "open again"),
    GoalState.REACHED: ("reached", "reached"),
    GoalState.SET_ASIDE: ("set aside", "set aside"),
}
"""The word for each state, of an open goal and of a closed one."""

NOON = time(12)
TICK = "tick "


@dataclass(frozen=True, slots=True)
class UpdatedGoal:
    """What the sheet hands back, for the screen to keep.

    Attributes:
        changes: kept together, so that one undo takes all of them back.
        sentence: tells what was done.
    """

    changes: tuple[Change, ...]
    sentence: str


class GoalUpdateSheet(FormSheet[UpdatedGoal]):
    """Asks for what is new; what is left blank stays as it is.

    Args:
        record: the goal as it stands.
        now: when it is asked, in the manager's zone.
        meeting_id: the talk in which it is asked, if any.
        state: the state that is chosen at first, and goes on to its reason.
    """

    CSS_PATH: ClassVar[CSSPathType | None] = [
        assets.styles_dir() / "modals" / "form.tcss",
        assets.styles_dir() / "modals" / "goal.tcss",
    ]

    hint: ClassVar[str] = "enter goes on, and saves from the note · ctrl+s saves"

    def __init__(
        self,
        record: GoalRecord,
        now: datetime,
        meeting_id: str | None = None,
        *,
        state: GoalState | None = None,
    ) -> None:
        super().__init__(f"goal update {record.id}")
        self._record = record
        self._now = now
        self._meeting_id = meeting_id
        self._at_first = state or record.goal.state
        self._refused = False

    @property
    def shows_private(self) -> bool:
        """As the goal is."""
        return self._record.goal.private

    # --- what it shows -----------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        """The goal with its why, and a line for each thing that may be new."""
        record, goal = self._record, self._record.goal
        states = [
            (state, words[goal.state is not GoalState.OPEN]) for state, words in STATES.items()
        ]
        held = goal.celebrated_at is not None
        with Vertical(classes="sheet"):
            yield Static(Content(clean(goal.title)), classes="sheet-title")
            yield Static(self._standing(), classes="sheet-text")
            if goal.measured:
                before = measure_words(record.values[-1], goal.unit)
                yield from part("now", Field(placeholder=f"until now {before}", id="value"))
            yield from part("note", Field(placeholder="what you saw, or heard", id="note"))
            if record.milestones:
                yield from part("reached", TickList(record.milestones, id="steps"))
            day = DateField(
                read=self._read_day,
                today=self._now.date(),
                id="on",
                over=True,
                examples="now, or the day: yesterday, 12 May",
            )
            yield from part("on", day)
            yield from part("the goal", LetterChoice(states, self._at_first, id="state"))
            yield from part(
                "because", Field(goal.reason, placeholder="why it is set aside", id="reason")
            )
            cheer = [(False, "still owed"), (True, "celebrated")]
            yield from part("celebration", WordChoice(cheer, held, id="cheer"))
            yield Told(id="told")
            yield KeyBar()

    def _standing(self) -> Content:
        why, stands = why_words(self._record.goal), stand_words(self._record)
        return Content.assemble(
            (clean(why), "$muted"), (f"\n{clean(stands)}" if stands else "", "")
        )

    def _read_day(self, text: str) -> date:
        dates = self.convo.settings.dates
        return read_day(text, self._now.date(), day_first=dates.day_first)

    async def prepare(self) -> None:
        """Where it was opened to set the goal aside, the reason is what is asked."""
        if self._at_first is GoalState.SET_ASIDE is not self._record.goal.state:
            self._fold()
            self.query_one("#reason").focus()

    @property
    def _state(self) -> GoalState:
        choice: WordChoice[GoalState] = self.query_one("#state", WordChoice)
        return choice.value

    def checked(self) -> None:
        """Show what the chosen state asks for, and say that the aim is reached."""
        self._refused = False
        self._fold()
        self._tell_of_part()

    def refuse(self, field_id: str, sentence: str) -> None:
        """Say what is wrong until something else is typed, and go there."""
        self._refused = True
        super().refuse(field_id, sentence)

    def _tell_of_part(self) -> None:
        focused = self.focused
        try:
            value, misread = self._value(), ""
        except NotANumber as fault:
            value, misread = None, str(fault)
        if misread and focused is not None and focused.id != "value":
            self.tell(misread)  # while it is typed it may yet become one
        elif self._is_reached(value) and self._state is GoalState.OPEN:
            self.tell("That is all of it: is the goal reached? r says so at “the goal”.")
        elif isinstance(focused, TickList):
            self.tell("space ticks · enter goes on · ctrl+s saves")
        elif isinstance(focused, LetterChoice):
            self.tell("g goes on · r reached · s set aside" if self._was_open else self.hint)
        else:
            back = "What you typed before is back · " if self._restored else ""
            self.tell(f"{back}{self.hint}")

    def _fold(self) -> None:
        aside = self._state is GoalState.SET_ASIDE
        self.query_one("#reason-part").display = aside
        cheers = self._state is GoalState.REACHED and bool(self._record.goal.celebration.strip())
        self.query_one("#cheer-part").display = cheers

    @property
    def _was_open(self) -> bool:
        return self._record.goal.state is GoalState.OPEN

    def _is_reached(self, value: float | None) -> bool:
        goal, steps = self._record.goal, self.query(TickList)
        if goal.start is not None and goal.target is not None:
            way = goal.target - goal.start
            return value is not None and way != 0 and (value - goal.start) / way >= 1
        return bool(steps) and len(steps.first().ticked) == len(self._record.milestones)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Tell which keys work where one is now."""
        del event
        if self._keeps and not self._refused:
            self._tell_of_part()

    # --- what stands in it -------------------------------------------------------------------

    def typed(self) -> Typed:
        """The ticks too."""
        ticks = {
            f"{TICK}{step.id}": "x" * (step.id in steps.ticked)
            for steps in self.query(TickList)
            for step in self._record.milestones
        }
        return {**super().typed(), **ticks}

    def fill(self, typed: Typed) -> None:
        """The ticks too."""
        super().fill(typed)
        for steps in self.query(TickList):
            known = {step.id for step in self._record.milestones}
            marked = {key.removeprefix(TICK) for key, mark in typed.items() if mark == "x"}
            steps.ticked = frozenset(known & marked)

    @on(TickList.Changed)
    def _ticked(self) -> None:
        self._keep()

    def on_key(self, event: events.Key) -> None:
        """Enter goes on from the milestones too."""
        if event.key == "enter" and isinstance(self.focused, TickList):
            event.stop()
            self.go_on(self.focused)
        else:
            super().on_key(event)

    def go_on(self, widget: Widget) -> None:
        """From the note it is saved: the fewest keys; from all others on to the next."""
        fields = [each for each in self.focus_chain if each.display]
        if widget.id == "value":
            try:
                self._value()
            except NotANumber as fault:
                self.refuse("value", str(fault))
                return
        if widget.id in ("note", "reason") or widget is fields[-1]:
            self.action_save()
        else:
            self.focus_next()

    # --- what it hands back ------------------------------------------------------------------

    def _value(self) -> float | None:
        if not self._record.goal.measured:
            return None
        typed = one_line(self.text("value"))
        return read_value(typed, self._record.goal) if typed else None

    def action_save(self) -> None:
        """Hand back what is new, once all of it can be kept."""
        day = self.query_one(DateField)
        try:
            found = self._found(self._value())
        except NotANumber as fault:
            self.refuse("value", str(fault))
            return
        if day.problem:
            day.insist(day.problem)
        elif found.state is GoalState.SET_ASIDE and not found.reason:
            self.refuse("reason", "Why is it set aside? Say it in a few words first.")
        elif changes := changes_for(
            self._record, found, self._at(day), self._now, self._meeting_id
        ):
            self.hand_back(UpdatedGoal(changes, told(self._record, found)))
        else:
            about = "value" if self._record.goal.measured else "note"
            self.refuse(about, "Nothing is new yet: type something, or press esc to leave.")

    def _found(self, value: float | None) -> Found:
        cheer: WordChoice[bool] = self.query_one("#cheer", WordChoice)
        ticked = as_it_stands(self._record).ticked
        for steps in self.query(TickList):
            ticked = steps.ticked
        state = self._state
        held = cheer.value if state is GoalState.REACHED else False
        return Found(
            value, one_line(self.text("note")), ticked, state, one_line(self.text("reason")), held
        )

    def _at(self, day: DateField) -> datetime:
        """Now, or noon of the day that was typed."""
        on = day.day
        if on is None or on == self._now.date() or self._now.tzinfo is None:
            return self._now
        return at_wall_time(on, NOON, self._now.tzinfo)
