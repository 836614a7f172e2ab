"""The walk along a career roadmap: where to go, where today, routes, the next exit."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from convo_tui.domain.dates import is_past, parse_date
from convo_tui.domain.growth import Roadmap
from convo_tui.domain.people import Person
from convo_tui.domain.values import new_id
from convo_tui.domain.walks import Walk, WalkStep
from convo_tui.text import clean, one_line, shorten
from convo_tui.ui.commands import bindings
from convo_tui.ui.modals.form import Typed, part
from convo_tui.ui.modals.walk_form import WalkForm
from convo_tui.ui.sheet_commands import WALK
from convo_tui.ui.widgets.date_field import DateField
from convo_tui.ui.widgets.field import Field
from convo_tui.ui.widgets.key_bar import KeyBar
from convo_tui.ui.widgets.prose_field import ProseField
from convo_tui.ui.widgets.row import Row
from convo_tui.ui.widgets.rows import LABEL_CELLS, Rows
from convo_tui.ui.widgets.told import Told

ROUTES = 3
"""Routes that are asked for; two are enough."""

WRITTEN_CELLS = 150
"""How much of an earlier answer is shown again in the steps after it."""

AT = "at"
"""Under which name the draft knows in which step one is."""


class RoadmapWalk(WalkForm[Roadmap]):
    """Leads through the four steps, one at a time; hands back the roadmap as it was drawn.

    It begins with the version that holds. Every step may be skipped, and `ctrl+s` finishes from
    any of them.

    Args:
        walk: its steps and questions.
        person: whose roadmap.
        before: the version that holds.
        meeting_id: the talk in which it is drawn, if any.
        next_talk: the day that "next talk" means.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(WALK)]

    hint: ClassVar[str] = "enter goes on · a step may stay blank · ctrl+s finishes from here"

    def __init__(
        self,
        walk: Walk,
        person: Person,
        before: Roadmap | None = None,
        *,
        meeting_id: str | None = None,
        next_talk: date | None = None,
    ) -> None:
        super().__init__(walk, f"roadmap {person.id}")
        self._person = person
        self._before = before or Roadmap("", person.id, person.created_at, "")
        self._meeting_id = meeting_id
        self._next_talk = next_talk
        self._at = 0
        self._past_taken: date | None = None

    # --- what it shows -----------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        """Where one is, what was answered so far, the questions, and the step's own fields."""
        before = self._before
        with Vertical(classes="sheet"):
            with Horizontal(id="walk-head"):
                title = f"{self._walk.title} with {clean(self._person.name)}"
                yield Static(Content(title), id="walk-title")
                yield Told(id="walk-progress", most=1)
            yield Told(id="walk-steps")
            yield Static(id="so-far")
            yield Static(id="questions")
            with Vertical(id="step-where_to", classes="step"):
                yield ProseField(before.where_to, placeholder="in their words", id="where_to")
            with Vertical(id="step-today", classes="step"):
                yield ProseField(before.today, placeholder="in their words", id="today")
            with Vertical(id="step-routes", classes="step"):
                for number, route in enumerate(_routes(before)):
                    name = f"route {number + 1}"
                    shown = "one way there" if not number else "another way there"
                    yield from part(name, Field(route, placeholder=shown, id=f"route-{number}"))
            with Vertical(id="step-next_exit", classes="step"):
                step = "one step that others will notice"
                exit_field = Field(before.next_exit, placeholder=step, id="next_exit")
                yield from part("next exit", exit_field)
                day = before.exit_on.isoformat() if before.exit_on else ""
                by = DateField(day, read=self._read_day, today=self.convo.today(), id="exit_on")
                yield from part("by", by)
            yield Told(id="told")
            yield KeyBar()

    def _read_day(self, text: str) -> date:
        dates = self.convo.settings.dates
        return parse_date(
            text,
            self.convo.today(),
            next_talk=self._next_talk,
            week_ends=dates.last_weekday,
            day_first=dates.day_first,
        )

    @property
    def step(self) -> WalkStep:
        """The step that one is in."""
        return self._walk.steps[self._at]

    @property
    def _part(self) -> Widget:
        return self.query_one(f"#step-{self.step.id}")

    @property
    def _fields(self) -> list[Widget]:
        return list(self._part.query("Field, ProseField"))

    async def on_mount(self) -> None:
        """Only one step is there, before anything is read."""
        self._show_step()

    def _show_step(self, *, at_end: bool = False) -> None:
        """Show the step that one is in, and go to its first field or its last."""
        for each in self._walk.steps:
            self.query_one(f"#step-{each.id}").display = each is self.step
        self.query_one("#questions", Static).update(self.questions_of(self.step))
        self._show_way()
        self._show_earlier()
        self._fields[-1 if at_end else 0].focus()
        self.refresh_bindings()

    def _show_way(self) -> None:
        """Which of the four steps this is, and which are answered."""
        steps = self._walk.steps
        progress = Content.styled(f"{self._at + 1} of {len(steps)}", "$muted")
        self.query_one("#walk-progress", Told).tell(progress)
        said = self._said()
        way: list[Content] = []
        for number, step in enumerate(steps):
            here = number == self._at
            sign = "▸" if here else "✓" if said[step.id] else "·"
            style = "bold" if here else "$good" if said[step.id] else "$muted"
            way.append(Content.styled(f"{sign} {step.title}", style))
        self.query_one("#walk-steps", Told).tell(Content("   ").join(way))

    def _show_earlier(self) -> None:
        """What the steps before this one say."""
        said = self._said()
        earlier = [step for step in self._walk.steps[: self._at] if said[step.id]]
        rows = [
            Row(
                Content.styled(shorten(said[step.id], WRITTEN_CELLS), "$muted"),
                Content.styled(f"{step.title:<{LABEL_CELLS}}", "$muted"),
                marker=False,
            )
            for step in earlier
        ]
        so_far = self.query_one("#so-far", Static)
        so_far.display = bool(rows)
        so_far.update(Rows(rows))

    def _said(self) -> dict[str, str]:
        """What is answered so far, a line a step."""
        typed = self.typed()
        routes = [one_line(typed[key]) for key in self._route_ids() if typed[key].strip()]
        said = {step.id: one_line(typed.get(step.id, "")) for step in self._walk.steps}
        return said | {"routes": " · ".join(routes)}

    def _route_ids(self) -> Iterator[str]:
        return (f"route-{number}" for number, _ in enumerate(_routes(self._before)))

    # --- the draft ---------------------------------------------------------------------------

    def typed(self) -> Typed:
        """The step one is in, too: a walk that was cut off goes on there."""
        return {**super().typed(), AT: str(self._at)}

    def fill(self, typed: Typed) -> None:
        """Go to the step, too."""
        super().fill(typed)
        at = typed.get(AT, "")
        self._at = int(at) if at in "0123" and at else 0
        self._show_step()

    def checked(self) -> None:
        """What is answered is ticked as it is typed."""
        self._show_way()

    # --- the way -----------------------------------------------------------------------------

    @property
    def _is_last(self) -> bool:
        return self._at == len(self._walk.steps) - 1

    def _go(self, by: int, *, at_end: bool = False) -> None:
        self._at = min(max(self._at + by, 0), len(self._walk.steps) - 1)
        self._show_step(at_end=at_end)
        self._keep()

    def go_on(self, widget: Widget) -> None:
        """To the next field, the next step, and from the last one out."""
        fields = self._fields
        if widget is not fields[-1] and widget in fields:
            fields[fields.index(widget) + 1].focus()
        elif self._is_last:
            self.action_save()
        else:
            self._go(1)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """No step beyond the ends."""
        if action == "step_after":
            return not self._is_last
        if action == "step_before":
            return self._at > 0
        return super().check_action(action, parameters)

    def action_step_after(self) -> None:
        """Go to the next step; this one stays as it is."""
        self._go(1)

    def action_step_before(self) -> None:
        """Go back to the step before."""
        self._go(-1)

    def action_part_after(self) -> None:
        """Go to the next field, or to the next step."""
        if self.focused is not self._fields[-1] or self._is_last:
            super().action_part_after()
        else:
            self._go(1)

    def action_part_before(self) -> None:
        """Go to the field before, or to the step before."""
        if self.focused is not self._fields[0] or not self._at:
            super().action_part_before()
        else:
            self._go(-1, at_end=True)

    # --- what it hands back ------------------------------------------------------------------

    def action_save(self) -> None:
        """Hand the roadmap back, once something is in it and the day is a day."""
        roadmap = self._written()
        field = self.query_one(DateField)
        day = field.day
        if not roadmap.steps_filled:
            self.tell("Nothing is written yet: answer one of the four, or press esc.", "$asks")
        elif field.problem:
            self._insist(field.problem)
        elif (
            day is not None
            and day not in (self._before.exit_on, self._past_taken)
            and is_past(day, self.convo.today())
        ):
            self._past_taken = day
            self._insist(f"{field.words}: that day is over. Save again to keep it.")
        else:
            self.hand_back(roadmap)

    def _insist(self, sentence: str) -> None:
        """Say what is wrong with the day, in the step where it stands."""
        self._at = len(self._walk.steps) - 1
        self._show_step()
        self.query_one(DateField).insist(sentence)

    def _written(self) -> Roadmap:
        """The roadmap as the fields have it now."""
        before, now = self._before, self.convo.now()
        typed = self.typed()
        routes = tuple(one_line(typed[key]) for key in self._route_ids() if typed[key].strip())
        next_exit = one_line(typed["next_exit"]).strip()
        same = next_exit == one_line(before.next_exit).strip()
        kept = tuple(one_line(route) for route in before.routes)
        return Roadmap(
            new_id(),
            self._person.id,
            now,
            self.prose("where_to", before.where_to),
            self.prose("today", before.today),
            before.routes if routes == kept else routes,
            before.next_exit if same else next_exit,
            self.query_one(DateField).day,
            before.commitment_id if same else None,
            self._meeting_id,
        )


def _routes(roadmap: Roadmap) -> tuple[str, ...]:
    """The routes, and blank ones up to as many as are asked for."""
    return (*roadmap.routes, *[""] * (ROUTES - len(roadmap.routes)))
