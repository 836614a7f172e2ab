"""The live talk, put together: how one gets into it and out of it again.

What it looks like is in `talk_frame`, the keys of its clock in `talk_keys`, the note line in
`talk_notes`, the lines of its lists in `talk_lines`, what opens over it in `talk_sheets`.
"""

from __future__ import annotations

from textual import work

from convo_tui.ui.live_talk import lead
from convo_tui.ui.modals.choice import Choice, Option
from convo_tui.ui.screens.talk_lines import TalkLines
from convo_tui.ui.unwrapped import keep_step


class TalkScreen(TalkLines):
    """The live talk, worked by keys alone."""

    def try_to_lead(self) -> None:
        """Lead, once the other window is gone."""
        database, meeting_id = self.convo.setup.database, self.talk.id
        if self.talk.page.live and self.talk.take_lock(lambda: lead(database, meeting_id)):
            self._lead_on()

    @work(exclusive=True, group="lead")
    async def _lead_on(self) -> None:
        """Read what the other window wrote last before anything is written here."""
        talk, store = self.talk, self.convo.store
        page = await store.until_read(lambda: store.read(lambda opened: opened.talk_page(talk.id)))
        if page is not None and not talk.leads:
            talk.lead_on(page)
            self.show_page()
            self.restore_line(focus=False)
            self.say("The other window is gone; this one leads the talk now.")

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
        """End the talk, after one more key, and wrap it up; or have none, begun by mistake."""
        from convo_tui.ui.screens.unfinished import Fate, sure_to_throw_away

        if not self.may_act():
            return
        sheet = Choice(
            "End the talk?",
            (
                Option("e", "End it and wrap up", Fate.END),
                Option("g", "Go on talking", Fate.CONTINUE),
                Option("x", "Throw the talk away", Fate.THROW_AWAY, "its notes stay"),
            ),
        )
        fate, name = await self.convo.push_screen_wait(sheet), self.talk.page.person.first_name
        if fate is Fate.END:
            self._wrap_up()
        elif fate is Fate.THROW_AWAY and await sure_to_throw_away(self.convo, name):
            await self._throw_away(name)

    def _wrap_up(self) -> None:
        from convo_tui.ui.screens.wrap_up import WrapUpScreen

        self.talk.end()
        keep_step(self.convo.store, self.talk.id, 0)
        self.convo.live_talks.pop(self.talk.id, None)
        # Not awaited: it takes this screen away, and this worker with it.
        self.convo.switch_screen(WrapUpScreen(self.talk.id))

    async def _throw_away(self, name: str) -> None:
        from convo_tui.ui.screens.unfinished import gone_words

        talk, store = self.talk, self.convo.store
        person = await store.read(lambda opened: opened.person(talk.page.person.id))
        self.convo.live_talks.pop(talk.id, None)
        talk.throw_away(person or talk.page.person)
        self.dismiss()
        self.convo.call_later(self.convo.say, gone_words(name))
