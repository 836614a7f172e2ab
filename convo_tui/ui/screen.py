"""What every screen shares: filling itself from the store, changing it, and undoing that."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, ClassVar, NamedTuple, TypeVar

from textual import events, work
from textual.binding import BindingType
from textual.content import Content
from textual.css.query import NoMatches
from textual.screen import ModalScreen

from convo_tui.domain.values import Change
from convo_tui.ui.command_tables import ANYWHERE, SPEAKERS
from convo_tui.ui.commands import bindings
from convo_tui.ui.ending import EndingScreen
from convo_tui.ui.reading import sentence_of
from convo_tui.ui.widgets.key_bar import KeyBar
from convo_tui.ui.widgets.title_bar import TitleBar

if TYPE_CHECKING:
    from convo_tui.domain.people import Person
    from convo_tui.storage.writer import SaveState
    from convo_tui.ui.app import ConvoApp

ResultT = TypeVar("ResultT")


class UndoStep(NamedTuple):
    """How to take back what was just done, and what it was, for the sentence that says so."""

    label: str
    undo: Callable[[], None]

    def told(self, *, hides: bool) -> str:
        """The sentence that says so, such as “Undone: deleted the note.”.

        Args:
            hides: whether private things are hidden. They may have been shown when it was done, so
                nothing at all is quoted then.
        """
        label = re.sub("“.*”", "“…”", self.label) if hides else self.label
        return f"Undone: {label}."


class ConvoScreen(EndingScreen[ResultT]):
    """A whole screen with a title bar, a body and the key bar."""

    AUTO_FOCUS = ""

    _composed = False

    searchable: ClassVar[bool] = True
    """Whether the search may be opened over it."""

    about_one: ClassVar[bool] = True
    """Whether it is about the person at hand alone, whom a search from here is about at first."""

    def __init__(self) -> None:
        super().__init__()
        self.undo_steps: list[UndoStep] = []
        self._was_in_front = False
        self._loads = 0

    @property
    def convo(self) -> ConvoApp:
        """The app, under its own type."""
        from convo_tui.ui.app import ConvoApp

        assert isinstance(self.app, ConvoApp)  # noqa: S101  # nothing else runs our screens
        return self.app

    @property
    def stands(self) -> bool:
        """Whether all its parts are there: only then may anything be shown on it."""
        return self._composed and not self.leaving

    @property
    def person_at_hand(self) -> Person | None:
        """The person on whom one stands here; None where there is none, or none yet."""
        return None

    async def load(self) -> None:
        """Read what the screen shows, and show it.

        Runs once the store is open, again when the screen comes back to the front, and again
        when another window or the shell changed something.
        """

    def on_mount(self) -> None:
        """Fill the screen as soon as the store is open."""
        self._composed = True
        self.reload()

    def is_early(self, key: str) -> bool:
        """Whether a key is for what is not read yet, and so waits until it is."""
        del key
        return False

    def on_screen_suspend(self) -> None:
        """What was meant for this screen is not done behind what came over it."""
        self.convo.drop_early()

    def on_screen_resume(self) -> None:
        """What lay over the screen may have changed something; at first nothing did."""
        if self._was_in_front and self.convo.store.is_open:
            self.reload()
        self._was_in_front = True

    def reload(self) -> None:
        """Fill the screen anew, one load after the other; while it is composed it comes to that."""
        if self.stands:
            self._loads += 1
            self._load_anew(self._loads)

    @work(group="load", exclusive=True)
    async def _load_anew(self, number: int) -> None:
        await self.convo.ready()
        await self.convo.store.until_read(self.load)
        if number == self._loads:  # else what it read is old, and more is on its way
            self.uncover()

    def private_turned(self) -> None:
        """Private was hidden, or is shown again: fill the screen anew.

        Hidden, no word of it is drawn until that is done, so no screen has to care.
        """
        if not self.convo.store.is_open:
            return  # nothing was read yet
        told = self.stands and self.tell_anew()
        if self.convo.private_hidden and not told:
            self.cover()
        else:
            self.uncover()
        self.reload()

    def tell_anew(self) -> bool:
        """Show all of it anew, of what was read already, for a screen that can; whether it did.

        One that cannot is covered until it is filled.
        """
        return False

    def change(self, label: str, *changes: Change) -> asyncio.Future[None]:
        """Keep changes, so that `u` takes them back as one; awaiting it waits for the file.

        Args:
            label: what was done, for the sentence that undoes it: "moved the talk".
            changes: kept together or not at all.
        """
        inverse = tuple(change.inverse for change in reversed(changes))
        step = UndoStep(label, lambda: self._keep(*inverse))
        self.undo_steps.append(step)
        done = asyncio.wrap_future(self.convo.store.apply(*changes))
        done.add_done_callback(partial(self._kept, step))
        return done

    def _kept(self, step: UndoStep, done: asyncio.Future[None]) -> None:
        """Say so where the store refused for good: a full disk it tries again, a deletion not."""
        if done.cancelled() or done.exception() is None:
            return
        if step in self.undo_steps:
            self.undo_steps.remove(step)
        self.say("Not kept: what it belongs to was deleted in another window.")

    def _keep(self, *changes: Change) -> None:
        done = asyncio.wrap_future(self.convo.store.apply(*changes))
        done.add_done_callback(lambda _: self.reload())

    def action_undo(self) -> None:
        """Take back the last change made on this screen."""
        if not self.undo_steps:
            self.say("Nothing to undo here.")
            return
        step = self.undo_steps.pop()
        step.undo()
        self.say(step.told(hides=self.convo.private_hidden))

    def on_key(self, event: events.Key) -> None:
        """What was told is read by the time of the next key; then the keys stand there again."""
        del event
        for bar in self.query(KeyBar):
            bar.hush()

    def say(self, sentence: str) -> None:
        """Tell something in the bottom line, for a few seconds."""
        try:
            self.query_one(KeyBar).say(sentence)
        except NoMatches:
            self.convo.notify(sentence, markup=False)

    def show_title(self, left: Content, right: Content | None = None) -> None:
        """Set the top line."""
        self.query_one(TitleBar).show(left, right or Content(""))

    def show_save(self, state: SaveState) -> None:
        """Take in how saving goes."""
        for bar in self.query(TitleBar):
            bar.show_save(state)


class ConvoModal(EndingScreen[ResultT], ModalScreen[ResultT]):
    """A sheet over a screen that hands something back; `escape` leaves it."""

    AUTO_FOCUS = ""
    # Textual keeps the app's own bindings from a modal, and "anywhere" means here too. The keys of
    # the speaker work all the same; without them here `?` and the palette would not tell of them.
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(ANYWHERE, SPEAKERS)]

    searchable: ClassVar[bool] = True
    """Whether the search may be opened over it."""

    @property
    def convo(self) -> ConvoApp:
        """The app, under its own type."""
        from convo_tui.ui.app import ConvoApp

        assert isinstance(self.app, ConvoApp)  # noqa: S101  # nothing else runs our screens
        return self.app

    @property
    def shows_private(self) -> bool:
        """Whether it is about something private: then it is left once private is hidden.

        What was typed in it must be there when it is opened again.
        """
        return False

    def private_turned(self) -> None:
        """Private was hidden, or is shown again: tell it anew, where it depends on that.

        A sheet that has to read for that covers itself until it has.
        """

    async def load(self) -> None:
        """Read what the sheet begins with, such as what was typed in it before."""

    async def load_first(self) -> None:
        """Load before the next key; where the disk does not let it, as soon as it does."""
        await self.convo.ready()
        try:
            await self.load()
        except Exception as fault:
            if not sentence_of(fault):
                raise
            self.reload()

    @work(group="load", exclusive=True)
    async def reload(self) -> None:
        """Load, as soon as the disk lets it."""
        await self.convo.ready()
        await self.convo.store.until_read(self.load)

    def show_save(self, state: SaveState) -> None:
        """Take in how saving goes; the screen below shows it, so most sheets need not."""

    def say(self, sentence: str) -> None:
        """Tell something in the bottom line, for a few seconds."""
        try:
            self.query_one(KeyBar).say(sentence)
        except NoMatches:
            self.convo.notify(sentence, markup=False)
