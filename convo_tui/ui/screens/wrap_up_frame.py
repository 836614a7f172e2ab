"""The wrap-up on the screen: its five steps, where one is, and how they stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar
from zoneinfo import ZoneInfo

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.events import Resize
from textual.widget import Widget
from textual.widgets import ContentSwitcher, Static

from convo_tui import assets
from convo_tui.documents.recap import generated_markdown, recap_markdown
from convo_tui.domain.after_talk import AfterTalk, facts_of
from convo_tui.domain.cadence import Planned, zone_of
from convo_tui.domain.counting import several
from convo_tui.domain.dates import clock_time, short_date
from convo_tui.domain.meeting import Meeting, TalkState
from convo_tui.domain.people import Person
from convo_tui.domain.pitfalls import Told, pitfalls
from convo_tui.domain.replay import replay
from convo_tui.domain.talk_share import percent
from convo_tui.domain.values import Change
from convo_tui.domain.wording import check
from convo_tui.text import clean
from convo_tui.ui.command_tables import WRAP_UP
from convo_tui.ui.commands import bindings
from convo_tui.ui.screen import ConvoScreen
from convo_tui.ui.sheet_commands import HINT
from convo_tui.ui.unwrapped import draft_of, keep_step, wrapped_up
from convo_tui.ui.widgets.check_list import CheckLine, CheckList, check_items
from convo_tui.ui.widgets.guess_dial import GuessDial, Reveal
from convo_tui.ui.widgets.key_bar import KeyBar
from convo_tui.ui.widgets.next_date import Candidate, NextDate, Origin, candidate
from convo_tui.ui.widgets.pitfall_list import PitfallList
from convo_tui.ui.widgets.recap_view import RecapEditor, RecapView
from convo_tui.ui.widgets.row import Row
from convo_tui.ui.widgets.row_list import Item
from convo_tui.ui.widgets.sign_list import SignList, sign_items, signs_step
from convo_tui.ui.widgets.steps import Step, Steps
from convo_tui.ui.widgets.teller import Teller, ordinal
from convo_tui.ui.widgets.title_bar import TitleBar

if TYPE_CHECKING:
    from convo_tui.domain.overview import TalkPage

WIDE = 100
"""From so many cells on, the steps stand in a column of their own."""

CHECK, GUESS, SIGNS, DATE, RECAP = range(5)
PARTS = ("check", "guess", "signs", "date", "recap")
"""The ids of the parts on the screen, by step."""

TITLES = ("Next steps", "Your share", "How it goes", "Next talk", "Recap")


class WrapUpFrame(ConvoScreen[None]):
    """What the wrap-up looks like and how one moves in it; `WrapUpScreen` does the work.

    Args:
        meeting_id: a talk that was held, just now or long ago.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(WRAP_UP, HINT)]
    CSS_PATH = assets.styles_dir() / "screens" / "wrap_up.tcss"
    HORIZONTAL_BREAKPOINTS: list[tuple[int, str]] | None = [  # noqa: RUF012  (as Textual has it)
        (0, "-narrow"),
        (WIDE, "-wide"),
    ]

    def __init__(self, meeting_id: str) -> None:
        super().__init__()
        self.meeting_id = meeting_id
        self.page: TalkPage | None = None
        self.after = AfterTalk()
        self.step = CHECK
        self.typed_date: datetime | None = None
        self.recap_went = ""
        self._unwrapped = False

    def compose(self) -> ComposeResult:
        """The steps at the left or on top, and the one where one is."""
        title = TitleBar()
        title.always_saved = True
        yield title
        with Horizontal(id="body"):
            yield Steps()
            with Vertical(id="part"):
                yield Static(id="part-title")
                with ContentSwitcher(initial=PARTS[CHECK]):
                    yield CheckList(id=PARTS[CHECK])
                    yield GuessDial(id=PARTS[GUESS])
                    yield SignList(id=PARTS[SIGNS])
                    yield NextDate(id=PARTS[DATE])
                    with Vertical(id=PARTS[RECAP]):
                        yield RecapView()
                        yield RecapEditor(id="recap-text")
                        yield PitfallList(id="notice")
        yield KeyBar()

    @property
    def person_at_hand(self) -> Person | None:
        """With whom the talk was."""
        return self.page.person if self.page is not None else None

    # --- what it shows -----------------------------------------------------------------------

    async def load(self) -> None:
        """Read the talk whole, and what a cut-off edit of its recap left behind."""
        store, key = self.convo.store, self.draft_key
        before = self.page
        page, after, draft, stood = await store.read(
            lambda store: (
                store.talk_page(self.meeting_id),
                store.after_talk(self.meeting_id),
                store.draft(key),
                store.draft(draft_of(self.meeting_id)),
            )
        )
        if self.page is not before:
            self.reload()  # something was done meanwhile: what was read is old
            return
        if page is None:
            self.dismiss()
            self.convo.call_later(self.convo.say, "This talk is no longer there.")
            return
        self.page, self.after = page, after
        if draft and not self.editing:
            self.keep_recap(draft)
        if before is None and stood.isdecimal():
            self._unwrapped = True
            self.action_go_step(int(stood))
            return
        self.show()
        if before is None:
            self._focus_step()

    def tell_anew(self) -> bool:
        """The talk is at hand."""
        self.show()
        return True

    def show(self) -> None:
        """Show the page as it stands."""
        page = self.page
        if page is None:
            return
        convo, meeting = self.convo, page.meeting
        # Only behind the last step is it done; before that one leaves, and it waits.
        self.query_one(KeyBar).words = {} if self.step == RECAP else {"wrap.back": "leave"}
        teller = Teller(page.person.name, ZoneInfo(convo.zone), convo.today(), convo.private_hidden)
        self.query_one(CheckList).set_items(list(check_items(page.commitments, teller)) or _none())
        judge_after = convo.settings.talk.judge_after_minutes * 60.0
        reveal = Reveal(meeting, page.person.first_name, _as_it_ended(page), judge_after)
        self.query_one(GuessDial).shown = reveal
        self._show_after(page, teller)
        self.query_one(NextDate).shown = self.date
        if not self.editing:
            self.query_one(RecapView).show(recap_markdown(page, convo.zone))
        number = f"   wrap-up of the {ordinal(page.number)} talk, {teller.day(meeting.started_at)}"
        self.show_title(Content.assemble((clean(page.person.name), "bold"), (number, "$muted")))
        self._show_steps(page)
        self.refresh_bindings()

    def _show_after(self, page: TalkPage, teller: Teller) -> None:
        """The answers with their trends, and what is to notice; both are the manager's alone."""
        convo = self.convo
        name = page.person.first_name
        answers = sign_items(page.signs, self.after.signs, name, hides=teller.hides)
        self.query_one(SignList).set_items(answers)
        found: Sequence[Told] = ()
        if not teller.hides:
            limits = convo.settings.pitfalls.limits
            found = pitfalls(
                facts_of(page, self.after, limits.cancelled_weeks, teller.zone),
                limits,
                dismissed=self.after.dismissed,
                judge_after=convo.settings.talk.judge_after_minutes * 60.0,
            )
        self.query_one(PitfallList).show(found)

    def _show_steps(self, page: TalkPage) -> None:
        recap = self.recap_went or ("edited" if page.meeting.recap else "ready")
        line = self.query_one(Steps)
        line.steps = (
            self._check_step(page),
            _guess_step(page.meeting),
            signs_step(TITLES[SIGNS], page.signs, hides=self.convo.private_hidden),
            _date_step(self.date),
            Step(TITLES[RECAP], recap, bool(self.recap_went)),
        )
        line.current = self.step
        title = Content.styled(TITLES[self.step].upper(), "bold $muted")
        self.query_one("#part-title", Static).update(title)

    def _check_step(self, page: TalkPage) -> Step:
        today = self.convo.today()
        open_ends = sum(len(check(each, today)) for each in page.commitments)
        words = f"{len(page.commitments) or 'none'} written"
        if page.commitments:
            words += f", {open_ends} to look at" if open_ends else ", all clear"
        return Step(TITLES[CHECK], words, bool(page.commitments) and not open_ends)

    @property
    def date(self) -> Candidate | None:
        """The date for the next talk that stands on the screen."""
        page, now = self.page, self.convo.now()
        if page is None:
            return None
        if self.typed_date is not None:
            theirs = self.typed_date.astimezone(zone_of(page.person, self.convo.zone))
            return Candidate(page.person, now, Planned(theirs, has_time=True), Origin.TYPED)
        return candidate(page.person, page.meeting.started_at, now, self.convo.zone)

    def on_resize(self, event: Resize) -> None:
        """The steps go on top where there is no room beside."""
        self.query_one(Steps).in_a_line = event.size.width < WIDE

    # --- from step to step -------------------------------------------------------------------

    def action_next_step(self) -> None:
        """Go on; after the last step all is done."""
        if self.step == RECAP:
            self.action_back()
        else:
            self.action_go_step(self.step + 1)

    def action_previous_step(self) -> None:
        """Go back a step."""
        self.action_go_step(self.step - 1)

    def action_go_step(self, step: int) -> None:
        """Go to a step."""
        if self.editing:
            self.action_leave_edit()
        self.step = min(max(step, CHECK), RECAP)
        if self._unwrapped:
            keep_step(self.convo.store, self.meeting_id, self.step)
        self.query_one(ContentSwitcher).current = PARTS[self.step]
        self._focus_step()
        self.show()

    def _focus_step(self) -> None:
        parts: tuple[type[Widget], ...] = (CheckList, GuessDial, SignList, NextDate, RecapView)
        self.query_one(parts[self.step]).focus()

    def action_back(self) -> None:
        """Leave, and say what came of the talk where one lands; before the last step it waits."""
        if self.editing:
            self.action_leave_edit()
        waits = self._unwrapped and self.step != RECAP
        if self._unwrapped and not waits:
            wrapped_up(self.convo.store, self.meeting_id)
        self.dismiss()
        if self.page is not None:
            words = self._waiting_words if waits else self._done_words
            self.convo.call_later(self.convo.say, words(self.page))

    def _waiting_words(self, page: TalkPage) -> str:
        return f"The talk with {page.person.first_name} is not wrapped up; w on Today goes on."

    def _done_words(self, page: TalkPage) -> str:
        steps = several(len(page.commitments), "next step")
        words = f"The talk with {page.person.first_name} is wrapped up: {steps}"
        self.typed_date = None
        if self.date is not None and self.date.origin is Origin.SETTLED:
            words += f", next talk {_moment_words(self.date)}"
        return f"{words}."

    # --- what is kept ------------------------------------------------------------------------

    def keep(self, label: str, *changes: Change) -> None:
        """Show changes at once, and have them kept."""
        self.change(label, *changes)
        self._take_in(changes)

    def _keep(self, *changes: Change) -> None:
        """Undoing shows at once, too, so that the next key finds what it was meant for."""
        super()._keep(*changes)
        self._take_in(changes)

    def _take_in(self, changes: Sequence[Change]) -> None:
        if self.page is None:
            return
        page = self.page.changed(*changes)
        people = [change.after for change in changes if isinstance(change.after, Person)]
        self.page = replace(page, person=people[-1]) if people else page
        self.show()

    def keep_recap(self, text: str) -> None:
        """Keep an edited recap; one like the generated one, or empty, is the generated one."""
        page = self.page
        if page is None:
            return
        text = clean(text, newlines=True).strip()
        generated = generated_markdown(page, self.convo.zone).strip()
        after = replace(page.meeting, recap="" if text == generated else text)
        if after != page.meeting:
            self.keep("editing the recap", Change.edited(page.meeting, after))
        self.convo.store.keep_draft(self.draft_key, "")

    @property
    def draft_key(self) -> str:
        """Where the recap is kept while it is edited."""
        return f"recap {self.meeting_id}"

    @property
    def editing(self) -> bool:
        """Whether the recap is being edited."""
        return self.has_class("-editing")

    def set_editing(self, editing: bool) -> None:
        """Change between reading and editing the recap."""
        self.set_class(editing, "-editing")
        self.query_one(RecapEditor if editing else RecapView).focus()

    def action_leave_edit(self) -> None:
        """Leave the field; what stands in it is the recap from now on."""
        text = self.query_one(RecapEditor).text
        self.set_editing(False)
        self.keep_recap(text)
        self.show()


def _as_it_ended(page: TalkPage) -> TalkState | None:
    """The fold of the talk; None for one without a clock."""
    if not page.events:
        return None
    return replay(page.meeting.segments, page.events, page.meeting.ended_at or page.events[-1].at)


def _none() -> Sequence[Item[CheckLine]]:
    sentences = (
        "No next step was written in this talk.",
        "A talk ends well with one clear promise: c writes it, n goes on without.",
    )
    return [Item(Row(Content.styled(sentence, "$muted"))) for sentence in sentences]


def _guess_step(meeting: Meeting) -> Step:
    """The share itself is not told here: it would spoil the guess."""
    if meeting.sums.manager_share is None:
        return Step(TITLES[GUESS], "nothing tracked")
    if meeting.guess is None:
        return Step(TITLES[GUESS], "to guess")
    return Step(TITLES[GUESS], f"guessed {percent(meeting.guess)} %", done=True)


def _date_step(date: Candidate | None) -> Step:
    if date is None or date.planned is None:
        return Step(TITLES[DATE], "none")
    if date.origin is Origin.SETTLED:
        return Step(TITLES[DATE], _moment_words(date), done=True)
    return Step(TITLES[DATE], "to settle")


def _moment_words(date: Candidate) -> str:
    """`Tue 1 Dec 14:30`."""
    at = date.at(date.now.tzinfo)
    if at is None or date.planned is None:
        return ""
    clock = f" {clock_time(at)}" if date.planned.has_time else ""
    return f"{short_date(at.date(), date.now.date())}{clock}"
