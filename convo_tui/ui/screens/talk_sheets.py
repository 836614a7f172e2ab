"""The sheets over a talk: a question, a commitment, feedback, one more point."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import work

from convo_tui.domain.commitments import Commitment
from convo_tui.domain.feedback import Feedback
from convo_tui.domain.points import TalkingPoint
from convo_tui.domain.questions import Asked, Question
from convo_tui.domain.values import Change, new_id
from convo_tui.domain.walks import Walk
from convo_tui.ui.modals.line import LineSheet
from convo_tui.ui.screens.talk_keys import TalkKeys

if TYPE_CHECKING:
    from convo_tui.ui.growing import Growing


class TalkSheets(TalkKeys):
    """The talk with what is written in sheets; they are imported when they are opened."""

    @work
    async def action_question(self) -> None:
        """Pick a question; the notes that follow answer it."""
        from convo_tui.domain.kept_questions import raising
        from convo_tui.ui.modals.question_picker import QuestionPicker

        if not self.may_act():
            return
        talk, state = self.talk, self.talk.state()
        segment = state.segments[state.current].key
        picker = QuestionPicker(talk.page.person, segment, first_talk=talk.page.number == 1)
        question = await self.convo.push_screen_wait(picker)
        if isinstance(question, Walk):
            await self.growing().walk(question.id)
        if not isinstance(question, Question):
            return
        asked = Asked(
            new_id(),
            talk.page.person.id,
            talk.id,
            question.id,
            question.text,
            talk.now(),
            state.current,
        )
        raised = raising(talk.page, question, asked.at)  # where it was kept for this talk
        talk.change("the question asked", Change.added(asked), *raised)
        talk.answering = asked.id
        self.show_page()

    def growing(self) -> Growing:
        """Growth as the talk keeps it."""
        from convo_tui.ui.growing import Growing

        talk = self.talk

        def keep(label: str, sentence: str, changes: Sequence[Change]) -> None:
            talk.change(label, *changes)
            self.say(sentence)
            self.show_page()

        return Growing(
            self.convo,
            talk.page.person,
            keep,
            self.say,
            talk.id,
            talk.state().current,
            self.next_talk(),
        )

    @work
    async def action_walk(self) -> None:
        """Choose one of the walks, and go through it."""
        from convo_tui.ui.growing import choose_walk

        if self.may_act():
            chosen = await choose_walk(self.convo)
            if chosen is not None:
                await self.growing().walk(chosen.id)

    @work
    async def action_commitment(self) -> None:
        """Write a commitment."""
        if not self.may_act():
            return
        talk = self.talk
        commitment = Commitment(
            new_id(),
            talk.page.person.id,
            "",
            talk.now(),
            meeting_id=talk.id,
            segment=talk.state().current,
            asked_id=talk.answering,
        )
        await self._commitment_sheet(commitment, new=True)

    @work
    async def edit_commitment(self, commitment: Commitment) -> None:
        """Change a commitment of this talk or from before."""
        await self._commitment_sheet(commitment, new=False)

    async def _commitment_sheet(self, commitment: Commitment, *, new: bool) -> None:
        from convo_tui.ui.modals.commitment_editor import CommitmentEditor

        sheet = CommitmentEditor(
            commitment, self.talk.page.person, new=new, next_talk=self.next_talk()
        )
        written = await self.convo.push_screen_wait(sheet)
        if written is None:
            return
        change = Change.added(written) if new else Change.edited(commitment, written)
        self.talk.change("the commitment", change)
        self.show_page()

    @work
    async def action_feedback(self) -> None:
        """Write down feedback, said now or later."""
        from convo_tui.ui.modals.feedback import FeedbackSheet

        if not self.may_act():
            return
        sheet = FeedbackSheet(self.talk.page.person, self.talk.id)
        feedback = await self.convo.push_screen_wait(sheet)
        if feedback is not None:
            self.talk.change("the feedback", Change.added(feedback))
            self.show_page()

    @work
    async def commit_feedback(self, feedback: Feedback) -> None:
        """Make a commitment of feedback."""
        from convo_tui.ui.feedback import commitment_of

        talk = self.talk
        written = await commitment_of(
            self.convo,
            feedback,
            talk.page.person,
            self.next_talk(),
            meeting_id=talk.id,
            segment=talk.state().current,
        )
        if written is not None:
            talk.change("the commitment", Change.added(written))
            self.show_page()

    @work
    async def action_point(self) -> None:
        """Add something to raise in this talk."""
        if not self.may_act():
            return
        sheet = LineSheet("What else to raise today?", draft=f"point {self.talk.id}")
        text = await self.convo.push_screen_wait(sheet)
        if text:
            point = TalkingPoint(
                new_id(),
                self.talk.page.person.id,
                text,
                self.talk.now(),
                position=self.last_position(),
            )
            self.talk.change("the talking point", Change.added(point))
            self.show_page()
