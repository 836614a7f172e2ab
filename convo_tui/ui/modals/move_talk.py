"""Cancelling or moving the next talk: who, why, and when instead."""

from __future__ import annotations

from dataclasses import dataclass

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from convo_tui.domain.cadence import Planned, zone_of
from convo_tui.domain.dates import DateNotUnderstood, clock_time
from convo_tui.domain.moving import after_cancelling, cancel, moment_of, move, planned_words
from convo_tui.domain.people import Person
from convo_tui.domain.values import Change, Side
from convo_tui.text import clean, one_line
from convo_tui.ui.modals.form import FormSheet, part
from convo_tui.ui.widgets.field import Field
from convo_tui.ui.widgets.key_bar import KeyBar
from convo_tui.ui.widgets.told import Told
from convo_tui.ui.widgets.word_choice import WordChoice


@dataclass(frozen=True, slots=True)
class Moved:
    """What the sheet hands back, for the screen to keep.

    Attributes:
        changes: kept together, so that one undo takes all of them back.
        label: what undo calls it.
        sentence: tells what was done.
    """

    changes: tuple[Change, ...]
    label: str
    sentence: str


class MoveTalk(FormSheet[Moved]):
    """Moves or cancels the next talk; where none is planned, settles when it is.

    Args:
        person: whose talk it is.
        planned: the next talk, or the overdue one.
    """

    def __init__(self, person: Person, planned: Planned | None) -> None:
        of = planned.at.isoformat() if planned else "none"
        super().__init__(f"move {person.id} {of}")
        self._person = person
        self._planned = planned
        self._questioned = ""

    def compose(self) -> ComposeResult:
        """What, when, who and why; a talk that nobody planned is moved by nobody."""
        name = clean(self._person.first_name)
        with Vertical(classes="sheet"):
            yield Static(
                Content(f"The next talk with {clean(self._person.name)}"), classes="sheet-title"
            )
            yield Static(id="planned", classes="sheet-text")
            if self._planned is not None:
                yield from part(
                    "what", WordChoice([(False, "move it"), (True, "cancel it")], id="what")
                )
            yield from part("to", Field(placeholder="fri 14:30", id="when"))
            yield Told(id="shown")
            if self._planned is not None:
                who = [(Side.MANAGER, "you"), (Side.REPORT, name)]
                yield from part("by", WordChoice(who, id="who"), gap=True)
                yield from part("because", Field(placeholder="why, in a few words", id="why"))
            yield Told(id="told")
            yield KeyBar()

    async def prepare(self) -> None:
        """Say which talk it is about."""
        planned = self._planned
        words = "None is planned: settle when it is."
        if planned is not None:
            words = planned_words(planned, self.convo.now())
        self.query_one("#planned", Static).update(Content(words))

    @property
    def _cancels(self) -> bool:
        if self._planned is None:
            return False
        what: WordChoice[bool] = self.query_one("#what", WordChoice)
        return what.value

    def checked(self) -> None:
        """Show the date in full, or what comes after a cancelled talk."""
        self.query_one("#when-part").display = not self._cancels
        self.query_one("#shown", Told).tell(Content.styled(self._shown(), "$date"))

    def _shown(self) -> str:
        if self._cancels:
            following = self._following()
            if following is None:
                return "Then no talk is planned."
            return f"The next one is then {planned_words(following, self.convo.now())}."
        try:
            to = self._to()
        except DateNotUnderstood:
            return ""
        words = planned_words(to, self.convo.now())
        theirs = to.at.astimezone(zone_of(self._person, self.convo.zone))
        if not to.has_time or theirs.utcoffset() == self.convo.local(to.at).utcoffset():
            return words
        name, zone = clean(self._person.first_name), clean(self._person.zone)
        return f"{words}\n{clock_time(theirs)} for {name} in {zone}"

    def _to(self) -> Planned:
        dates = self.convo.settings.dates
        return moment_of(
            self.text("when"),
            self._person,
            self.convo.now(),
            self.convo.zone,
            planned=self._planned,
            week_ends=dates.last_weekday,
            day_first=dates.day_first,
        )

    def _following(self) -> Planned | None:
        if self._planned is None:
            return None
        return after_cancelling(self._person, self._planned, self.convo.now(), self.convo.zone)

    def action_save(self) -> None:
        """Hand back the changes, once the date is one and not a slip."""
        if self._cancels:
            self._cancel()
            return
        try:
            to = self._to()
        except DateNotUnderstood as fault:
            self.refuse("when", str(fault))
            return
        typed = self.text("when")
        if self.convo.local(to.at).date() < self.convo.today() and self._questioned != typed:
            self._questioned = typed
            words = planned_words(to, self.convo.now())
            self.refuse("when", f"{words} has passed. ctrl+s keeps it all the same.")
            return
        self._move(to)

    def _cancel(self) -> None:
        if self._planned is None:
            return
        following = self._following()
        changes = cancel(
            self._person, self._planned, following, self.convo.now(), self._who(), self._why()
        )
        name = self._person.first_name
        then = planned_words(following, self.convo.now()) if following else "not planned"
        self.hand_back(
            Moved(changes, f"cancelled the talk with {name}", f"Cancelled; the next one is {then}.")
        )

    def _move(self, to: Planned) -> None:
        name, now = self._person.first_name, self.convo.now()
        if self._planned is None:
            changes = move(self._person, None, to, now, Side.MANAGER, "")
            label = f"settled the talk with {name}"
        else:
            changes = move(self._person, self._planned, to, now, self._who(), self._why())
            label = f"moved the talk with {name}"
        sentence = f"The talk with {name} is on {planned_words(to, now)}."
        self.hand_back(Moved(changes, label, sentence))

    def _who(self) -> Side:
        who: WordChoice[Side] = self.query_one("#who", WordChoice)
        return who.value

    def _why(self) -> str:
        return one_line(self.text("why"))
