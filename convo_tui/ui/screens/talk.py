"""The live talk: what is written in it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from textual import on, work
from textual.widgets import Input, OptionList

from convo_tui.domain.cadence import proposed_next
from convo_tui.domain.capture import Captured, LineKind, as_line, parse_line
from convo_tui.domain.commitments import Commitment
from convo_tui.domain.dates import DateNotUnderstood, warm_up
from convo_tui.domain.entering import Place, changes_for_line, due_of
from convo_tui.domain.feedback import Feedback
from convo_tui.domain.notes import Note, NoteKind
from convo_tui.domain.points import PointState, TalkingPoint
from convo_tui.domain.questions import Asked
from convo_tui.domain.values import Change, new_id
from convo_tui.ui.live_talk import draft_key, lead
from convo_tui.ui.modals.choice import Choice, Option
from convo_tui.ui.modals.line import LineSheet
from convo_tui.ui.screens.talk_frame import SIGNS, TalkFrame
from convo_tui.ui.widgets.note_line import NoteLine
from convo_tui.ui.widgets.row_list import RowList


class TalkScreen(TalkFrame):
    """The live talk, written in by keys alone."""

    _editing: Note | None = None
    _warm = False

    def on_mount(self) -> None:
        """Bring back the line that a kill left unfinished."""
        self._restore_line()

    @work
    async def _restore_line(self, *, focus: bool = True) -> None:
        typed = await self.convo.store.read(lambda store: store.draft(draft_key(self.talk.id)))
        line = self.query_one(NoteLine)
        if typed and not line.value:
            with line.prevent(Input.Changed):
                line.value = typed
            line.cursor_position = len(typed)
            # While the talk asks about a gap, its letters must not land in the line.
            if focus and self.talk.gap is None:
                line.focus()

    def try_to_lead(self) -> None:
        """Lead, once the other window is gone."""
        database, meeting_id = self.convo.setup.database, self.talk.id
        if self.talk.page.live and self.talk.take_lock(lambda: lead(database, meeting_id)):
            self._lead_on()

    @work(exclusive=True, group="lead")
    async def _lead_on(self) -> None:
        """Read what the other window wrote last before anything is written here."""
        talk = self.talk
        page = await self.convo.store.read(lambda store: store.talk_page(talk.id))
        if page is not None and not talk.leads:
            talk.lead_on(page)
            self.show_page()
            self._restore_line(focus=False)
            self.say("The other window is gone; this one leads the talk now.")

    # --- the note line -----------------------------------------------------------------------

    def action_note(self) -> None:
        """Go to the note line."""
        # At once, not in a moment: the next key may be typed already.
        self.set_focus(self.query_one(NoteLine))

    def action_win(self) -> None:
        """Go to the note line with the sign of a win."""
        line = self.query_one(NoteLine)
        if not line.value:
            line.value = "+ "
            line.cursor_position = 2
        self.set_focus(line)

    @on(NoteLine.Left)
    def _line_left(self) -> None:
        if self._editing is not None:
            self._stop_editing()
            self.say("The note is as it was.")
        self.set_focus(self.query_one("#notes", RowList))

    @on(Input.Changed, "#note-line")
    def _line_changed(self, event: Input.Changed) -> None:
        self.talk.touch()
        if self._editing is None and self.talk.leads:
            self.talk.draft(event.value)
        if "^" in event.value and not self._warm:
            # A month's name in a date needs a library that is slow to come: it comes meanwhile.
            self._warm = True
            self.run_worker(warm_up, thread=True)

    @on(Input.Submitted, "#note-line")
    def _line_entered(self, event: Input.Submitted) -> None:
        event.stop()
        captured = parse_line(event.value)
        if captured.empty or not self.may_act():
            return
        wrong = self._rewrite(captured) if self._editing else self._write(captured)
        if wrong:
            self.tell(wrong)
            return
        if self._editing is not None:
            self._stop_editing()
            self.set_focus(self.query_one("#notes", RowList))
            self.say("The note is changed; u takes it back.")
        else:
            event.input.value = ""
            self.talk.draft("")
        self.show_page()

    def _write(self, captured: Captured) -> str:
        """Keep a new line; what is wrong with it, or ""."""
        talk, convo = self.talk, self.convo
        dates = convo.settings.dates
        now = convo.local(talk.now())
        try:
            due = due_of(
                captured,
                now.date(),
                next_talk=self._next_talk(),
                week_ends=dates.last_weekday,
                day_first=dates.day_first,
            )
        except DateNotUnderstood as fault:
            return str(fault)
        place = Place(talk.id, talk.state().current, talk.answering)
        changes, sentence = changes_for_line(
            captured, talk.page.person, now, due=due, place=place, position=self._last_position()
        )
        talk.change(f"the {captured.kind.value}", *changes)
        if captured.kind in (LineKind.COMMITMENT, LineKind.POINT):
            self.say(sentence)
        return ""

    def _last_position(self) -> int:
        """Where a new talking point goes: behind all others."""
        page = self.talk.page
        return max((point.position for point in (*page.carried, *page.points)), default=0) + 1

    def _rewrite(self, captured: Captured) -> str:
        """Keep the note under edit with other words; what is wrong, or ""."""
        note = self._editing
        if note is None:
            return ""
        if captured.kind in (LineKind.COMMITMENT, LineKind.POINT):
            return "An edited note stays a note: leave the > or ? away, or write a new line."
        edited = replace(
            note,
            text=captured.text,
            kind=NoteKind(captured.kind.value),
            private=captured.private,
            tags=captured.tags,
            edited_at=self.talk.now(),
        )
        self.talk.change("the edit of a note", Change.edited(note, edited))
        return ""

    def _stop_editing(self) -> None:
        self._editing = None
        line = self.query_one(NoteLine)
        with line.prevent(Input.Changed):
            line.value = ""
        line.placeholder = SIGNS
        self._restore_line(focus=False)

    # --- the line under the cursor -----------------------------------------------------------

    def _under_cursor(self) -> object:
        focused = self.focused
        return focused.value if isinstance(focused, RowList) else None

    @on(OptionList.OptionSelected)
    def _clicked(self, event: OptionList.OptionSelected) -> None:
        event.stop()

    def action_edit(self) -> None:
        """Edit the note, the point or the commitment under the cursor."""
        value, hides = self._under_cursor(), self.convo.private_hidden
        if not self.may_act():
            return
        match value:
            case Note() | TalkingPoint() | Commitment() if value.private and hides:
                self.say("This is private. The key . shows private things again.")
            case Note():
                self._edit_note(value)
            case TalkingPoint():
                self._edit_point(value)
            case Commitment():
                self._edit_commitment(value)
            case _:
                self.say("Go to a note or a commitment first: tab and the arrows.")

    def _edit_note(self, note: Note) -> None:
        self._editing = note
        line = self.query_one(NoteLine)
        captured = Captured(LineKind(note.kind.value), note.private, note.text, tags=note.tags)
        with line.prevent(Input.Changed):
            line.value = as_line(captured)
        line.cursor_position = len(line.value)
        self.set_focus(line)
        self.say("Editing the note: enter keeps the new words, esc the old ones.")

    @work
    async def _edit_point(self, point: TalkingPoint) -> None:
        text = await self.convo.push_screen_wait(LineSheet("Talking point", value=point.text))
        if text:
            self.talk.change("the edit of a point", Change.edited(point, replace(point, text=text)))
            self.show_page()

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
            self.say("Go to a note first: tab and the arrows.")

    def action_tick(self) -> None:
        """Tick off what is under the cursor, each in its own way."""
        value = self._under_cursor()
        if not self.may_act():
            return
        now = self.talk.now()
        match value:
            case TalkingPoint():
                done = value.state is PointState.DONE
                ticked = replace(
                    value,
                    state=PointState.OPEN if done else PointState.DONE,
                    closed_at=None if done else now,
                )
                self.talk.change("the tick", Change.edited(value, ticked))
            case Feedback():
                said = replace(value, said_at=None if value.said_at else now)
                self.talk.change("feedback said", Change.edited(value, said))
            case Asked():
                self.talk.answering = None if self.talk.answering == value.id else value.id
            case Commitment():
                self._close(value)
            case _:
                self.say("Go to a line first: tab and the arrows.")
        self.show_page()

    @work
    async def _close(self, commitment: Commitment) -> None:
        from convo_tui.ui.modals.close_commitment import CloseCommitment

        sheet = CloseCommitment(commitment, self.convo.today(), self.talk.now())
        closed = await self.convo.push_screen_wait(sheet)
        if closed is not None:
            self.talk.change("the promise", Change.edited(commitment, closed))
            self.show_page()

    def action_park(self) -> None:
        """Put the talking point off to the next talk, or take it back."""
        value = self._under_cursor()
        if not self.may_act():
            return
        if not isinstance(value, TalkingPoint) or value.meeting_id == self.talk.id:
            self.say("Go to a talking point first: tab and the arrows.")
            return
        parked = None if value.parked_in == self.talk.id else self.talk.id
        self.talk.change("the parked point", Change.edited(value, replace(value, parked_in=parked)))
        self.show_page()

    def action_undo(self) -> None:
        """Take back the last thing done in this talk."""
        if self.may_act():
            self.say(self.talk.undo())
            self.show_page()

    # --- sheets over the talk ----------------------------------------------------------------

    @work
    async def action_question(self) -> None:
        """Pick a question; the notes that follow answer it."""
        from convo_tui.ui.modals.question_picker import QuestionPicker

        if not self.may_act():
            return
        talk, state = self.talk, self.talk.state()
        segment = state.segments[state.current].key
        picker = QuestionPicker(talk.page.person, segment, first_talk=talk.page.number == 1)
        question = await self.convo.push_screen_wait(picker)
        if question is None:
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
        talk.change("the question asked", Change.added(asked))
        talk.answering = asked.id
        self.show_page()

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
    async def _edit_commitment(self, commitment: Commitment) -> None:
        await self._commitment_sheet(commitment, new=False)

    async def _commitment_sheet(self, commitment: Commitment, *, new: bool) -> None:
        from convo_tui.ui.modals.commitment_editor import CommitmentEditor

        sheet = CommitmentEditor(
            commitment, self.talk.page.person, new=new, next_talk=self._next_talk()
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
                position=self._last_position(),
            )
            self.talk.change("the talking point", Change.added(point))
            self.show_page()

    def action_history(self) -> None:
        """Look at the person's timeline; the talk goes on beneath."""
        from convo_tui.ui.screens.person import PersonScreen

        self.convo.push_screen(PersonScreen(self.talk.page.person.id))

    def action_leave(self) -> None:
        """Leave the screen; the talk goes on."""
        name = self.talk.page.person.first_name
        convo, live = self.convo, self.talk.page.live
        self.dismiss()
        if live:
            convo.call_later(convo.say, f"The talk with {name} goes on; m opens it again.")

    @work
    async def action_end(self) -> None:
        """End the talk, after one more key, and wrap it up."""
        from convo_tui.ui.screens.wrap_up import WrapUpScreen

        if not self.may_act():
            return
        sheet = Choice(
            "End the talk?",
            (Option("e", "End it and wrap up", True), Option("g", "Go on talking", False)),
        )
        if await self.convo.push_screen_wait(sheet):
            self.talk.end()
            self.convo.live_talks.pop(self.talk.id, None)
            # Not awaited: it takes this screen away, and this worker with it.
            self.convo.switch_screen(WrapUpScreen(self.talk.id))

    def _next_talk(self) -> date | None:
        """The day of the talk after this one, for dates like "next talk"."""
        planned = proposed_next(self.talk.page.person, self.talk.now(), self.convo.zone)
        return self.convo.local(planned.at).date() if planned else None
