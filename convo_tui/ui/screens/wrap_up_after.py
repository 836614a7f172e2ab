"""The wrap-up's answers about how it goes, and what is to notice about the talk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from textual import on
from textual.widgets import OptionList

from convo_tui.domain.pitfalls import Told
from convo_tui.domain.signs import Sign, Signs
from convo_tui.domain.values import Change, new_id
from convo_tui.ui.hints import HIDDEN
from convo_tui.ui.screens.wrap_up_frame import WrapUpFrame
from convo_tui.ui.widgets.pitfall_list import PitfallList
from convo_tui.ui.widgets.recap_view import RecapView
from convo_tui.ui.widgets.sign_list import SignList


class WrapUpAfter(WrapUpFrame):
    """The wrap-up with its answers, each of which is kept at once."""

    @property
    def sign(self) -> Sign | None:
        """What is asked in the line under the cursor."""
        return self.query_one(SignList).value

    @property
    def to_notice(self) -> Sequence[Told]:
        """What is to notice about the talk."""
        return self.query_one(PitfallList).told

    def action_answer(self, answer: int) -> None:
        """Answer the line under the cursor; the same answer again takes it back."""
        page, sign = self.page, self.sign
        if page is None or sign is None:
            return
        before = page.signs
        if before is None:
            blank = Signs(new_id(), page.person.id, page.meeting.id, self.convo.clock.now())
            self.keep("the answer", Change.added(blank.with_answer(sign, answer)))
            return
        again = before.answer(sign) == answer
        given = before.with_answer(sign, None if again else answer)
        if given.answered:
            self.keep("the answer", Change.edited(before, given))
        else:
            self.keep("the answer", Change.removed(before))

    @on(OptionList.OptionSelected, "#signs,#notice")
    def _picked(self, event: OptionList.OptionSelected) -> None:
        """A click goes to the line, and answers nothing by itself."""
        event.stop()

    def action_notice(self) -> None:
        """Go to what is to notice, and back."""
        noticing = self.query_one(PitfallList)
        self.set_focus(self.query_one(RecapView) if noticing.has_focus else noticing)

    def action_dismiss_hint(self) -> None:
        """Never again point out the one under the cursor, or else the first."""
        noticing = self.query_one(PitfallList)
        told = noticing.value if noticing.has_focus else next(iter(noticing.told), None)
        if told is None:
            return
        hint, now = told.pitfall.hint, self.convo.clock.now()
        self.convo.store.write(lambda store: store.dismiss(hint, now))
        self.after = replace(self.after, dismissed=self.after.dismissed | {hint})
        self.show()
        if not noticing.told and noticing.has_focus:
            self.set_focus(self.query_one(RecapView))
        self.say(HIDDEN)
