"""The keys of a talk's clock: who speaks, which segment, a minute more, a pause, a gap."""

from __future__ import annotations

from textual import events, on

from convo_tui.domain.values import Side
from convo_tui.ui.screens.talk_frame import FOLDS, TalkFrame
from convo_tui.ui.widgets.note_line import NoteLine
from convo_tui.ui.widgets.row_list import RowList


class TalkKeys(TalkFrame):
    """The talk with its clock worked by keys; whatever acts asks first whether it `may_act`."""

    def on_key(self, event: events.Key) -> None:
        """Any key shows that somebody is looking."""
        del event
        self.talk.touch()
        self._told = ""
        if self.talk.gap is None:  # what is asked stands before what is told
            self.talk.told = ""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys that would do nothing now are neither shown nor taken."""
        del parameters
        if action in {"gap_counts", "gap_out"}:
            return self.talk.gap is not None
        if action == "fold":
            return self.has_class("-narrow")
        return True

    def may_act(self) -> bool:
        """Whether this window leads; says so where it does not. Whoever acts is looking."""
        self.talk.touch()
        if not self.talk.leads:
            self.say("This talk runs in another window; close it there to go on here.")
            return False
        if not self.talk.page.live:
            self.say("This talk has ended.")
            return False
        return True

    def _act(self, sentence: str = "") -> None:
        if sentence:
            self.say(sentence)
        self.paint()

    def action_next_list(self, by: int) -> None:
        """Move to the nearest list with something in it.

        The note line is passed over: it has keys of its own, and a letter there is no command.
        """
        chain = self.focus_chain
        here = chain.index(self.focused) if self.focused in chain else 0
        around = [*chain[here + 1 :], *chain[:here]]
        for each in around[::by]:
            if isinstance(each, RowList) and each.first_value is not None:
                each.focus()
                return

    def action_speaker(self) -> None:
        """Flip who speaks."""
        if self.may_act():
            self.talk.switch_speaker()
            self._act()

    def action_speak(self, who: str) -> None:
        """Mark who speaks: "manager", "report" or "" for nobody."""
        if self.may_act():
            self.talk.speak(Side(who) if who else None)
            self._act()

    def action_reassign(self) -> None:
        """Give the last stretch to the other."""
        if self.may_act():
            self._act(self.talk.reassign())

    def action_next(self) -> None:
        """The next segment."""
        if self.may_act():
            self._act(self.talk.go(1))

    def action_back(self) -> None:
        """The segment before."""
        if self.may_act():
            self._act(self.talk.go(-1))

    def action_lend(self) -> None:
        """A minute more."""
        if self.may_act():
            self._act(self.talk.lend())

    def action_give_back(self) -> None:
        """A minute back."""
        if self.may_act():
            self._act(self.talk.give_back())

    def action_pause(self) -> None:
        """Pause or go on."""
        if self.may_act():
            self._act(self.talk.pause())

    def action_gap_counts(self) -> None:
        """The gap belongs to the talk."""
        self.talk.count_gap(counts=True)
        self._act("That time counts.")

    def action_gap_out(self) -> None:
        """The gap does not belong to the talk."""
        self.talk.count_gap(counts=False)
        self._act("That time is left out.")

    def action_fold(self) -> None:
        """In a small window: the next of the three columns."""
        columns = list(FOLDS)
        here = next((name for name, fold in FOLDS.items() if self.has_class(fold)), columns[0])
        following = columns[(columns.index(here) + 1) % len(columns)]
        self.unfold(following)
        self.query_one(f"#{following}", RowList).focus()

    @on(NoteLine.SpeakerSwitched)
    def _switched(self) -> None:
        self.action_speaker()
