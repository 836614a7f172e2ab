"""Goals in a talk: how one stands, and a new one."""

from __future__ import annotations

from textual import work

from convo_tui.domain.goals import GoalRecord, GoalState
from convo_tui.domain.values import Change
from convo_tui.ui.goal_sheets import ask_goal, ask_new_goal, ask_update, quoted_goal
from convo_tui.ui.screens.talk_sheets import TalkSheets
from convo_tui.ui.widgets.row_list import RowList


class TalkGoals(TalkSheets):
    """The talk with the goals, which stand in the left column while development is talked about."""

    @property
    def goal_here(self) -> GoalRecord | None:
        """The goal under the cursor."""
        focused = self.focused
        value = focused.value if isinstance(focused, RowList) else None
        return value if isinstance(value, GoalRecord) else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enter is about a goal only on one."""
        if action == "goal":
            return self.goal_here is not None
        return super().check_action(action, parameters)

    def _hidden(self, record: GoalRecord) -> bool:
        """Whether its words are hidden; says so."""
        hidden = record.goal.private and self.convo.private_hidden
        if hidden:
            from convo_tui.ui.correcting import HIDDEN

            self.say(HIDDEN)
        return hidden

    def action_goal(self) -> None:
        """Say how the goal under the cursor stands."""
        record = self.goal_here
        if record is not None and self.may_act() and not self._hidden(record):
            self.update_goal(record)

    @work
    async def update_goal(self, record: GoalRecord) -> None:
        """Open what asks how a goal stands."""
        talk = self.talk
        updated = await ask_update(
            self.convo, record, self.convo.local(talk.now()), meeting_id=talk.id
        )
        if updated is not None:
            about = quoted_goal(record.goal, hides=self.convo.private_hidden)
            talk.change(f"the update of {about}", *updated.changes)
            self.say(updated.sentence)
            self.show_page()

    @work
    async def action_new_goal(self) -> None:
        """Write a goal that was set in this talk."""
        if not self.may_act():
            return
        talk = self.talk
        written = await ask_new_goal(
            self.convo,
            talk.page.person,
            talk.now(),
            next_talk=self.next_talk(),
            meeting_id=talk.id,
        )
        if written is not None:
            talk.change("the goal", *written[1])
            self.show_page()

    @work
    async def edit_goal(self, record: GoalRecord) -> None:
        """Edit a goal; once it is closed it is a record, which is corrected on its own page."""
        if self._hidden(record):
            return
        if record.goal.state is not GoalState.OPEN:
            self.say("It is closed: e on the page of the person, in the tab Goals, edits it.")
            return
        person, day = self.talk.page.person, self.next_talk()
        written = await ask_goal(self.convo, record, person, next_talk=day)
        if written is not None:
            edited = Change.edited(record.goal, written.goal)
            self.talk.change("the edit of the goal", edited, *written.milestones)
            self.show_page()
