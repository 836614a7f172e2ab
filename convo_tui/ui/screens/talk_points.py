"""What is done with a talking point in a talk; one that is a question is asked by its tick."""

from __future__ import annotations

from dataclasses import replace

from textual import work

from convo_tui.domain.points import PointState, TalkingPoint
from convo_tui.domain.values import Change
from convo_tui.ui.modals.line import LineSheet
from convo_tui.ui.screen import UndoStep
from convo_tui.ui.screens.talk_keys import TalkKeys


class TalkPoints(TalkKeys):
    """The talk with what is done with a talking point."""

    @work
    async def edit_point(self, point: TalkingPoint) -> None:
        """Word a point anew."""
        draft = f"edit {point.id}"
        sheet = LineSheet("Talking point", value=point.text, draft=draft, private=point.private)
        text = await self.convo.push_screen_wait(sheet)
        if text:
            self.talk.change("the edit of a point", Change.edited(point, replace(point, text=text)))
            self.show_page()

    def tick_point(self, point: TalkingPoint) -> None:
        """The point was raised, or was not after all."""
        talk = self.talk
        if point.state is PointState.DONE:
            from convo_tui.domain.kept_questions import unasking

            still = replace(point, state=PointState.OPEN, closed_at=None)
            talk.change("the tick", Change.edited(point, still), *unasking(talk.page, point))
            return
        raised = replace(point, state=PointState.DONE, closed_at=talk.now())
        talk.change("the tick", Change.edited(point, raised))
        self._remember_asked(raised, talk.undo_steps[-1], talk.state().current)

    @work
    async def _remember_asked(self, point: TalkingPoint, tick: UndoStep, segment: int) -> None:
        """Where the point is a question of the bank, remember that it was asked.

        The tick does not wait for the bank; what takes it back takes this back, too.
        """
        from convo_tui.domain.kept_questions import asking
        from convo_tui.ui.bank import load_bank

        talk, bank = self.talk, await load_bank(self.convo.store)
        steps, page = talk.undo_steps, talk.page
        if tick not in steps or point not in (*page.carried, *page.points):
            return  # taken back meanwhile, or worded anew
        changes = asking(page, point, bank, segment)
        if not changes:
            return
        talk.change("the question asked", *changes)
        asked, place = steps.pop(), steps.index(tick)

        def take_back() -> None:
            asked.undo()
            tick.undo()

        steps[place] = UndoStep(tick.label, take_back)
        self.show_page()
        self.say("Remembered as asked.")
