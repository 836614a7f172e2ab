"""A talk that was held, read as a document, and corrected where it says something wrong."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar
from zoneinfo import ZoneInfo

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import OptionList

from convo_tui import assets
from convo_tui.domain.corrections import Correction
from convo_tui.domain.feedback import Feedback
from convo_tui.domain.notes import Note
from convo_tui.domain.overview import TalkPage
from convo_tui.domain.timeline import Subject
from convo_tui.text import shorten
from convo_tui.ui.command_tables import PAST_TALK
from convo_tui.ui.commands import bindings
from convo_tui.ui.correcting import delete_note, edit_subject
from convo_tui.ui.screens.feedback_acts import FeedbackActs
from convo_tui.ui.widgets.key_bar import KeyBar
from convo_tui.ui.widgets.story_list import StoryList
from convo_tui.ui.widgets.talk_story import talk_items
from convo_tui.ui.widgets.teller import Teller, ordinal
from convo_tui.ui.widgets.title_bar import TitleBar

if TYPE_CHECKING:
    from convo_tui.domain.people import Person
    from convo_tui.storage.store import Store

NAME_CELLS = 40
"""How much of a name the top line has room for."""


@dataclass(frozen=True, slots=True)
class _Read:
    """What the screen shows, and where it leads.

    Attributes:
        corrections: the later edits of anything on the page.
        older, newer: the ids of the talks with the person before and after it.
    """

    page: TalkPage
    corrections: tuple[Correction, ...]
    older: str | None
    newer: str | None


class PastTalkScreen(FeedbackActs):
    """The talk from its figures to what was promised; the cursor is on what can be corrected.

    Args:
        meeting_id: a talk that was held, or logged.
    """

    CSS_PATH = assets.styles_dir() / "screens" / "past_talk.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(PAST_TALK)]
    AUTO_FOCUS = "#story"

    def __init__(self, meeting_id: str) -> None:
        super().__init__()
        self._meeting_id = meeting_id
        self._read: _Read | None = None

    def compose(self) -> ComposeResult:
        """The document alone."""
        yield TitleBar()
        with Horizontal(id="past-talk"):
            yield StoryList(id="story")
        yield KeyBar()

    @property
    def person_at_hand(self) -> Person | None:
        """With whom the talk was."""
        return self._read.page.person if self._read is not None else None

    # --- filling it --------------------------------------------------------------------------

    async def load(self) -> None:
        """Read the talk with all that was written in it, and its later edits."""
        wanted = self._meeting_id
        read = await self.convo.store.read(lambda store: _read_talk(store, wanted))
        if wanted != self._meeting_id:
            return  # another talk was asked for meanwhile, and is read next
        if read is None:
            if self.is_current:
                self.dismiss()
                self.convo.notify("This talk is no longer in the file.", markup=False)
            return
        before, self._read = self._read, read
        self._tell(read, another=before is None or before.page.meeting.id != wanted)

    def tell_anew(self) -> bool:
        """The talk is at hand."""
        if self._read is not None:
            self._tell(self._read)
        return True

    def _tell(self, read: _Read, *, another: bool = False) -> None:
        teller = Teller(
            read.page.person.name,
            ZoneInfo(self.convo.zone),
            self.convo.today(),
            self.convo.private_hidden,
        )
        items = talk_items(read.page.meeting, read.page, teller, read.corrections)
        self._story.set_items(items, key=read.page.meeting.id if another else None)
        if another:
            self._story.scroll_home(animate=False)
        title = f"{shorten(read.page.person.name, NAME_CELLS)} · {ordinal(read.page.number)} talk"
        self.show_title(Content.styled(title, "bold"))
        self.refresh_bindings()

    @property
    def _story(self) -> StoryList:
        return self.query_one("#story", StoryList)

    @property
    def subject(self) -> Subject | None:
        """What was written at the cursor."""
        return self._story.value

    @property
    def feedback(self) -> Feedback | None:
        """The feedback at the cursor."""
        subject = self.subject
        return subject if isinstance(subject, Feedback) else None

    # --- what its keys do --------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """No key that would do nothing here."""
        read = self._read
        works = {
            "edit": read is not None and self.subject is not None,
            "delete": read is not None and isinstance(self.subject, Note),
            "recap": read is not None,
            "feedback": read is not None,
            "commit": read is not None and self.feedback is not None,
            "said": read is not None,
            "older": read is not None and read.older is not None,
            "newer": read is not None and read.newer is not None,
            "undo": bool(self.undo_steps),
        }
        return works.get(action, True) and super().check_action(action, parameters)

    @on(OptionList.OptionHighlighted)
    def _moved(self) -> None:
        self.refresh_bindings()

    @on(OptionList.OptionSelected)
    def _click(self, event: OptionList.OptionSelected) -> None:
        """A click puts the cursor there; it opens nothing by itself."""
        event.stop()

    @work
    async def action_edit(self) -> None:
        """Correct what stands under the cursor."""
        if (subject := self.subject) is not None:
            await edit_subject(self, subject)

    @work
    async def action_delete(self) -> None:
        """Delete the note under the cursor."""
        if isinstance(note := self.subject, Note):
            await delete_note(self, note)

    @work
    async def action_recap(self) -> None:
        """Open the recap."""
        from convo_tui.ui.modals.recap_sheet import RecapSheet

        if self._read is not None:
            await self.app.push_screen_wait(RecapSheet(self._read.page))

    def action_older(self) -> None:
        """Go to the talk before."""
        self._go(self._read.older if self._read else None)

    def action_newer(self) -> None:
        """Go to the talk after."""
        self._go(self._read.newer if self._read else None)

    def _go(self, meeting_id: str | None) -> None:
        if meeting_id is not None:
            self._meeting_id = meeting_id
            self.reload()

    def action_back(self) -> None:
        """Leave the talk."""
        self.dismiss()


def _read_talk(store: Store, meeting_id: str) -> _Read | None:
    page = store.talk_page(meeting_id)
    if page is None or page.live:
        return None
    corrections = store.corrections(page.ids)
    return _Read(page, corrections, *store.neighbours(page.meeting))
