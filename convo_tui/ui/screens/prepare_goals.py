"""What can be done with a goal on the page before a talk."""

from __future__ import annotations

from textual import work

from convo_tui.domain.goals import Goal, GoalRecord
from convo_tui.ui.goal_sheets import ask_update, quoted_goal
from convo_tui.ui.screen import ConvoScreen


class PrepareGoals(ConvoScreen[None]):
    """Say how the goal under the cursor stands, or edit it."""

    @property
    def line(self) -> object:
        """What the line under the cursor is about."""
        return None

    @property
    def goal(self) -> Goal | None:
        """The goal under the cursor, where its words may be seen."""
        value = self.line
        goal = value.goal if isinstance(value, GoalRecord) else value
        if not isinstance(goal, Goal) or (goal.private and self.convo.private_hidden):
            return None
        return goal

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The key for a goal works on one."""
        if action == "goal":
            return self.goal is not None
        return super().check_action(action, parameters)

    @work
    async def action_goal(self) -> None:
        """Say how the goal stands."""
        convo, goal = self.convo, self.goal
        if goal is None:
            return
        goals = await convo.store.read(lambda store: store.goals(goal.person_id))
        record = next((each for each in goals if each.id == goal.id), None)
        if record is None:
            self.say("This goal is no longer in the file.")
            return
        updated = await ask_update(convo, record, convo.now())
        if updated is not None:
            about = quoted_goal(goal, hides=convo.private_hidden)
            self.change(f"the update of {about}", *updated.changes)
            self.say(updated.sentence)
            self.reload()

    @work
    async def edit_goal(self, goal: Goal) -> None:
        """Open the form of the goal."""
        from convo_tui.ui.correcting import edit_subject

        await edit_subject(self, goal)
