"""The talks that run in an app: they beat whether or not their page is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.timer import Timer

from convo_tui.ui.reading import ReadingApp

if TYPE_CHECKING:
    from convo_tui.ui.live_talk import LiveTalk
    from convo_tui.ui.screens.talk_keys import TalkKeys

BEAT_SECONDS = 1.0


class TalkingApp(ReadingApp):
    """An app in which talks run.

    Attributes:
        live_talks: those that this app leads or follows, by id.
    """

    def __init__(self) -> None:
        super().__init__()
        self.live_talks: dict[str, LiveTalk] = {}
        self._beats: Timer | None = None

    def lead_talk(self, talk: LiveTalk) -> None:
        """Keep a running talk beating, whether or not its screen is open."""
        if not self.live_talks:
            self._beats = self._beats or self.set_interval(BEAT_SECONDS, self._beat)
        self.live_talks[talk.id] = talk

    def _beat(self) -> None:
        for talk in self.live_talks.values():
            talk.beat()
        screen = self.open_talk()
        if screen is not None:
            screen.tick()

    def action_speak_anywhere(self, who: str) -> None:
        """Mark who speaks in the talk that is open, whatever lies over it."""
        screen = self.open_talk()
        if screen is not None:
            screen.action_speak(who)

    def open_talk(self) -> TalkKeys | None:
        """The page of a running talk, if it is open, whatever lies over it."""
        if not self.live_talks:
            return None
        from convo_tui.ui.screens.talk_keys import TalkKeys

        screens = [screen for screen in self.screen_stack if isinstance(screen, TalkKeys)]
        return screens[-1] if screens else None
