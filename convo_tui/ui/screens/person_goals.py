"""The goals of a person, and what can be done with the one under the cursor."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import BindingType

from convo_tui.domain.goals import GoalRecord, GoalState, celebrated, reached, reopened
from convo_tui.domain.values import Change
from convo_tui.text import clean
from convo_tui.ui.commands import bindings
from convo_tui.ui.correcting import HIDDEN
from convo_tui.ui.goal_commands import GOALS
from convo_tui.ui.goal_sheets import ask_new_goal, ask_update, quoted_goal
from convo_tui.ui.screens.person_tab import ListTab, Tab
from convo_tui.ui.widgets.goal_rows import (
    GoalList,
    empty_goals,
    goal_items,
    goal_rows,
    goals_summary,
)
from convo_tui.ui.widgets.row import Row
from convo_tui.ui.widgets.teller import Teller

if TYPE_CHECKING:
    from convo_tui.storage.store import Store


class GoalsTab(ListTab[GoalList]):
    """What the person works towards, open and closed."""

    which = Tab.GOALS
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(GOALS)]

    _found: tuple[GoalRecord, ...] = ()
    _talks: tuple[datetime, ...] = ()

    def make_front(self) -> GoalList:
        """The list."""
        return GoalList(id="goals")

    async def load(self, teller: Teller) -> None:
        """Read the goals, and when the talks were."""
        person_id = self.person_id

        def read(store: Store) -> tuple[tuple[GoalRecord, ...], tuple[datetime, ...]]:
            talks = store.talks_with(person_id)
            return store.goals(person_id), tuple(talk.started_at for talk in talks)

        self._found, self._talks = await self.convo.store.read(read)
        self.tell(teller)

    def tell(self, teller: Teller) -> bool:
        """All the goals."""
        rows = goal_items(self._found, teller, self._talks)
        self.front.set_items(rows or empty_goals(teller.short_name))
        self.front.set_class(not rows, "-teaches")
        self.go_there(self.front)
        return True

    def summary(self, teller: Teller) -> str:
        """`3 open, 1 without movement`."""
        del teller
        return goals_summary(self._found, self._talks)

    @property
    def subject(self) -> GoalRecord | None:
        """The goal under the cursor."""
        return self.front.value

    def page_rows(self, teller: Teller) -> Sequence[Row]:
        """All that is known of it."""
        record = self.subject
        return () if record is None else goal_rows(record, teller, self._talks)

    def works(self) -> Mapping[str, bool]:
        """What depends on there being a goal, and on how it stands."""
        goal = self.subject.goal if self.subject is not None else None
        is_open = goal is not None and goal.state is GoalState.OPEN
        return {
            "update": goal is not None,
            "edit_goal": goal is not None,
            "reach": is_open,
            "set_aside": is_open,
            "celebrate": goal is not None and goal.owed,
            "open_again": goal is not None and not is_open,
            "read": goal is not None and not self.reading,
            "new_goal": self.about.chosen is not None,
        }

    def action_take(self) -> None:
        """A click says how it stands, as enter does."""
        self.action_update()

    def _seen(self) -> GoalRecord | None:
        """The goal under the cursor, where its words may be seen; says so where they may not."""
        record = self.subject
        if record is not None and record.goal.private and self.convo.private_hidden:
            self.about.say(HIDDEN)
            return None
        return record

    # --- writing -----------------------------------------------------------------------------

    @work
    async def action_new_goal(self) -> None:
        """Write a new goal."""
        if (standing := self.about.chosen) is None:
            return
        person, now = standing.overview.person, self.convo.now()
        next_talk = standing.cadence.day
        written = await ask_new_goal(self.convo, person, now, next_talk=next_talk)
        if written is not None:
            goal, changes = written
            words = f"wrote the goal {quoted_goal(goal, hides=self.convo.private_hidden)}"
            self.go_to = goal.id
            self.about.do(words, f"You {words}. u takes it back.", *changes)

    @work
    async def action_edit_goal(self) -> None:
        """Edit the goal; one that is closed keeps what it said until then."""
        from convo_tui.ui.correcting import edit_subject

        if self.subject is not None:
            await edit_subject(self.about, self.subject.goal)

    def action_update(self) -> None:
        """Say how the goal stands."""
        self._update()

    def action_set_aside(self) -> None:
        """Set the goal aside; asks why."""
        self._update(GoalState.SET_ASIDE)

    @work
    async def _update(self, state: GoalState | None = None) -> None:
        record = self._seen()
        if record is None:
            return
        updated = await ask_update(self.convo, record, self.convo.now(), state=state)
        if updated is not None:
            about = quoted_goal(record.goal, hides=self.convo.private_hidden)
            self.about.do(f"the update of {about}", updated.sentence, *updated.changes)

    # --- how it ends -------------------------------------------------------------------------

    def action_reach(self) -> None:
        """The goal is reached."""
        record = self._seen()
        if record is not None:
            after = reached(record.goal, self.convo.now())
            owed = f" Its celebration is owed: {clean(after.celebration)}." if after.owed else ""
            self._ended("reached", record, Change.edited(record.goal, after), owed)

    def action_celebrate(self) -> None:
        """Its celebration was held."""
        record = self._seen()
        if record is not None:
            after = celebrated(record.goal, self.convo.now())
            self._ended("celebrated", record, Change.edited(record.goal, after))

    def action_open_again(self) -> None:
        """The goal is open again, as it was."""
        record = self._seen()
        if record is not None:
            self._ended("opened again", record, Change.edited(record.goal, reopened(record.goal)))

    def _ended(self, what: str, record: GoalRecord, change: Change, more: str = "") -> None:
        words = f"{what} {quoted_goal(record.goal, hides=self.convo.private_hidden)}"
        self.about.do(words, f"{words[0].upper()}{words[1:]}.{more} u takes it back.", change)
