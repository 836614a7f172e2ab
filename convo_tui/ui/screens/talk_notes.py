"""The note line of a talk: writing a line, and wording a note anew."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import replace
from datetime import date

from textual import on, work
from textual.widgets import Input

from convo_tui.domain.capture import HEADS, Captured, LineKind, as_line, parse_line
from convo_tui.domain.dates import DateNotUnderstood, warm_up
from convo_tui.domain.entering import Place, changes_for_line, due_of, keeps_words
from convo_tui.domain.notes import Note, NoteKind
from convo_tui.domain.values import Change
from convo_tui.text import clean, shorten
from convo_tui.ui.command_tables import COMMANDS
from convo_tui.ui.live_talk import draft_key
from convo_tui.ui.screens.talk_frame import SIGNS
from convo_tui.ui.screens.talk_keys import TalkKeys
from convo_tui.ui.widgets.key_bar import KeyBar
from convo_tui.ui.widgets.note_line import NoteLine
from convo_tui.ui.widgets.row_list import RowList

BESIDE_KEEPS, FEWEST_KEEPS = 19, 20
"""Cells of the footer beside what enter keeps: `enter`, the way to all keys, and the gaps."""


class TalkNotes(TalkKeys):
    """The talk with its note line; what stands in it outlives a kill."""

    _editing: Note | None = None
    _warm = False
    _dates_known = False
    _keeps = ""

    def on_mount(self) -> None:
        """Bring back the line that a kill left unfinished."""
        self.restore_line()

    @work
    async def restore_line(self, *, focus: bool = True) -> None:
        """Put the unfinished line back, and with `focus` go to it."""
        store, key = self.convo.store, draft_key(self.talk.id)
        typed = await store.until_read(lambda: store.read(lambda opened: opened.draft(key)))
        line = self.query_one(NoteLine)
        if typed and not line.value:
            with line.prevent(Input.Changed):
                line.value = typed
            line.cursor_position = len(typed)
            self._tell_keeps()
            # While the talk asks about a gap, its letters must not land in the line.
            if focus and self.talk.gap is None:
                line.focus()

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
        self.talk.typed()
        if self._editing is None and self.talk.leads:
            self.talk.draft(event.value)
        if "^" in event.value and not self._warm:
            self._warm = True
            self._warm_up()
        if self._keeps or event.value.lstrip()[:1] in HEADS:
            self._tell_keeps()

    @work
    async def _warm_up(self) -> None:
        """A month's name in a date needs a library that is slow to come: it comes meanwhile."""
        await asyncio.to_thread(warm_up)
        self._dates_known = True
        self._tell_keeps()

    def _tell_keeps(self) -> None:
        """Have the footer say what enter keeps of a line with a sign."""
        captured = parse_line(self.query_one(NoteLine).value)
        keeps = ""
        if self._editing is None and (captured.private or captured.kind is not LineKind.NOTE):
            due = None
            if self._dates_known:
                with suppress(DateNotUnderstood):  # it is half typed; enter says what is wrong
                    due = self._due(captured)
            words = keeps_words(captured, self.talk.page.person, self.convo.today(), due)
            room = self.size.width - BESIDE_KEEPS
            keeps = shorten(f"keeps {clean(words)}", max(room, FEWEST_KEEPS))
        if keeps != self._keeps:
            self._keeps = keeps
            bar = self.query_one(KeyBar)
            words_of = {**bar.words, "note.save": keeps}
            bar.words = (
                words_of if keeps else {**words_of, "note.save": COMMANDS["note.save"].label}
            )

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
            with event.input.prevent(Input.Changed):  # its draft went with the note
                event.input.value = ""
            self._tell_keeps()
        self.show_page()

    def _write(self, captured: Captured) -> str:
        """Keep a new line; what is wrong with it, or ""."""
        talk, convo = self.talk, self.convo
        now = convo.local(talk.now())
        try:
            due = self._due(captured)
        except DateNotUnderstood as fault:
            return str(fault)
        place = Place(talk.id, talk.state().current, talk.answering)
        changes, sentence = changes_for_line(
            captured, talk.page.person, now, due=due, place=place, position=self.last_position()
        )
        talk.change(f"the {captured.kind.value}", *changes, from_line=True)
        if captured.kind in (LineKind.COMMITMENT, LineKind.POINT):
            self.say(sentence)
        return ""

    def _due(self, captured: Captured) -> date | None:
        """The day that a line names.

        Raises:
            DateNotUnderstood: its date words are no date.
        """
        dates = self.convo.settings.dates
        return due_of(
            captured,
            self.convo.local(self.talk.now()).date(),
            next_talk=self.next_talk(),
            week_ends=dates.last_weekday,
            day_first=dates.day_first,
        )

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
        self._tell_keeps()
        line.placeholder = SIGNS
        self.restore_line(focus=False)

    def edit_note(self, note: Note) -> None:
        """Take a note into the line, to word it anew."""
        self._editing = note
        line = self.query_one(NoteLine)
        captured = Captured(LineKind(note.kind.value), note.private, note.text, tags=note.tags)
        with line.prevent(Input.Changed):
            line.value = as_line(captured)
        self._tell_keeps()
        line.cursor_position = len(line.value)
        self.set_focus(line)
        self.say("Editing the note: enter keeps the new words, esc the old ones.")
