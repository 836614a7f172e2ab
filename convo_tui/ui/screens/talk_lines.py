"""What is done with the line under the cursor: points, promises, feedback, questions, notes."""

from __future__ import annotations

from dataclasses import replace

from textual import events, on, work
from textual.widgets import OptionList

from convo_tui.domain.commitments import Commitment, CommitmentState
from convo_tui.domain.feedback import Feedback
from convo_tui.domain.goals import GoalRecord
from convo_tui.domain.hard_talks import HardTalk
from convo_tui.domain.notes import Note
from convo_tui.domain.openings import Opening, naming, praise_of, saying
from convo_tui.domain.points import TalkingPoint
from convo_tui.domain.questions import Asked
from convo_tui.domain.values import Change
from convo_tui.ui.screens.closing import told_ending
from convo_tui.ui.screens.talk_goals import TalkGoals
from convo_tui.ui.screens.talk_hard import TalkHard
from convo_tui.ui.screens.talk_notes import TalkNotes
from convo_tui.ui.screens.talk_points import TalkPoints
from convo_tui.ui.widgets.key_bar import KeyBar
from convo_tui.ui.widgets.row_list import RowList

TICKS = (
    ((TalkingPoint, Feedback, Opening), "tick off"),
    (Commitment, "outcome"),
    (Asked, "answers"),
)
"""What its key does with a line, in the word of the footer."""


class TalkLines(TalkNotes, TalkPoints, TalkGoals, TalkHard):
    """The talk with its three lists, each line of which can be ticked, parked, edited, deleted."""

    def _under_cursor(self) -> object:
        focused = self.focused
        return focused.value if isinstance(focused, RowList) else None

    @on(OptionList.OptionHighlighted)
    @on(events.DescendantFocus)
    @on(events.DescendantBlur)
    def _name_tick(self) -> None:
        """The footer has the key of the tick where there is something to tick."""
        value = self._under_cursor()
        word = next((word for kind, word in TICKS if isinstance(value, kind)), "")
        if isinstance(value, Commitment) and value.state is not CommitmentState.OPEN:
            word = "open again"
        bar = self.query_one(KeyBar)
        bar.words = {**bar.words, "talk.tick": word}

    def _go_to(self, what: str) -> None:
        """Say how one gets there: a small window folds the other columns away from tab."""
        key = "v" if self.has_class("-narrow") else "tab"
        self.say(f"Go to {what} first: {key} and the arrows.")

    def action_edit(self) -> None:
        """Edit the note, the point, the commitment or the goal under the cursor."""
        value, hides = self._under_cursor(), self.convo.private_hidden
        if not self.may_act():
            return
        match value:
            case Note() | TalkingPoint() | Commitment() if value.private and hides:
                self.say("This is private. The key . shows private things again.")
            case Note():
                self.edit_note(value)
            case TalkingPoint():
                self.edit_point(value)
            case Commitment():
                self.edit_commitment(value)
            case GoalRecord():
                self.edit_goal(value)
            case HardTalk():
                self.edit_sheet(value)
            case _:
                self._go_to("a note or a commitment")

    def action_delete(self) -> None:
        """Delete the note or the next-time point under the cursor."""
        value = self._under_cursor()
        if not self.may_act():
            return
        if isinstance(value, (Note, Commitment)) or (
            isinstance(value, TalkingPoint) and value.meeting_id == self.talk.id
        ):
            word = "commitment" if isinstance(value, Commitment) else "line"
            if isinstance(value, Commitment) and value.meeting_id != self.talk.id:
                self.say("A promise from before is closed with x, not deleted.")
                return
            self.talk.change(f"the deleted {word}", Change.removed(value))
            self.say(f"Deleted the {word}; u brings it back.")
            self.show_page()
        else:
            self._go_to("a note")

    def action_tick(self) -> None:
        """Tick off what is under the cursor, each in its own way."""
        value = self._under_cursor()
        if not self.may_act():
            return
        now = self.talk.now()
        match value:
            case TalkingPoint():
                self.tick_point(value)
            case Feedback():
                self.talk.change("feedback said", *saying(self.talk.page, value, now))
            case Opening():
                self.talk.change("what was named", *naming(self.talk.page, value, now))
            case Asked():
                self.talk.answering = None if self.talk.answering == value.id else value.id
            case Commitment():
                self._close(value)
            case GoalRecord():
                self.action_goal()
            case HardTalk():
                self.say("A sheet is not ticked off: E writes in it, s puts it away.")
            case Note():
                self.say("A note is not ticked off: E edits it, d deletes it.")
            case _:
                self._go_to("a line")
        self.show_page()

    def action_commit(self) -> None:
        """Make a commitment of the feedback under the cursor."""
        value = self._under_cursor()
        if not self.may_act():
            return
        if isinstance(value, Opening):  # praise stands once: among what the talk opens with
            value = praise_of(self.talk.page, value)
        if not isinstance(value, Feedback):
            self._go_to("feedback")
        elif self.convo.private_hidden and value.said_at is None:
            self.say("This is private. The key . shows private things again.")
        else:
            self.commit_feedback(value)

    @work
    async def _close(self, commitment: Commitment) -> None:
        from convo_tui.ui.modals.close_commitment import CloseCommitment

        today, now = self.convo.today(), self.talk.now()
        sheet = CloseCommitment(commitment, today, now, next_talk=self.next_talk())
        closed = await self.convo.push_screen_wait(sheet)
        if closed is not None:
            hides = self.convo.private_hidden
            words, sentence = told_ending(commitment, closed, hides=hides)
            self.talk.change(words, Change.edited(commitment, closed))
            self.say(sentence)
            self.show_page()

    def action_park(self) -> None:
        """Put the talking point off to the next talk, or take it back."""
        value = self._under_cursor()
        if not self.may_act():
            return
        if not isinstance(value, TalkingPoint) or value.meeting_id == self.talk.id:
            self._go_to("a talking point")
            return
        parked = None if value.parked_in == self.talk.id else self.talk.id
        self.talk.change("the parked point", Change.edited(value, replace(value, parked_in=parked)))
        self.show_page()

    def action_undo(self) -> None:
        """Take back the last thing done in this talk."""
        if self.may_act():
            self.say(self.talk.undo(hides=self.convo.private_hidden))
            self._stale = True  # an earlier version may hold again, and is not on this page
            self.show_page()
