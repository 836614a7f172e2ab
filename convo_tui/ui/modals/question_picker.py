"""Picking a question to ask: a couple of suggestions, a search, everything else beneath."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static

from convo_tui import assets
from convo_tui.domain.growth import Preferences
from convo_tui.domain.people import Person
from convo_tui.domain.questions import Memory, Question, search
from convo_tui.domain.values import Change
from convo_tui.domain.walks import Walk
from convo_tui.text import clean, shorten
from convo_tui.ui.bank import Bank, read_bank, shipped_walks
from convo_tui.ui.commands import bindings
from convo_tui.ui.modals.question_form import QuestionForm
from convo_tui.ui.modals.question_rows import Lookout, Offered, segment_names
from convo_tui.ui.screen import ConvoModal
from convo_tui.ui.sheet_commands import FIND, PICKER
from convo_tui.ui.widgets.field import Field
from convo_tui.ui.widgets.key_bar import KeyBar
from convo_tui.ui.widgets.row import Row
from convo_tui.ui.widgets.row_list import BrowseList, Item

QUOTED_CELLS = 40
"""How much of a question a sentence about it quotes."""

SHARED_WALKS = ("roadmap", "strength")
"""The walks that both know of, by id."""


class SearchField(Field):
    """Where one types; the arrows move the list beneath, enter asks what it points at."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(FIND),
        Binding("down", "screen.move('cursor_down')", show=False),
        Binding("up", "screen.move('cursor_up')", show=False),
        Binding("pagedown", "screen.move('page_down')", show=False),
        Binding("pageup", "screen.move('page_up')", show=False),
    ]


class QuestionList(BrowseList[Offered]):
    """The questions; what enter asks is marked while one types, too."""

    @property
    def marks_cursor(self) -> bool:
        """Always: enter takes the marked one from the field as well."""
        return True


class QuestionPicker(ConvoModal[Offered | None]):
    """Hands back the question to ask, the walk to go through, or None.

    Args:
        person: who is asked; the picker says when they were asked each question last.
        segment: the key of the running segment, whose questions come first.
        first_talk: whether it is the first talk with them, which has questions of its own.
        keeps: whether the question is kept for the coming talk, and not asked at once.
    """

    CSS_PATH = assets.styles_dir() / "modals" / "question_picker.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(PICKER),
        Binding("tab,shift+tab", "search", show=False),
    ]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (30, "-high")]  # noqa: RUF012 (typed by Textual)

    def __init__(
        self, person: Person, segment: str, *, first_talk: bool = False, keeps: bool = False
    ) -> None:
        super().__init__()
        self._person = person
        self._segment = segment
        self._first_talk = first_talk
        self._keeps = keeps
        self._show_hidden = False
        self._bank = Bank(())
        self._memory: dict[str, Memory] = {}
        self._liking: Preferences | None = None
        self._walks: tuple[Walk, ...] = ()
        self._undo_steps: list[tuple[str, tuple[Change, ...]]] = []

    def compose(self) -> ComposeResult:
        """Whom to ask, the search, the list, what to ask next, the keys."""
        with Vertical(classes="sheet"):
            with Horizontal(id="picker-title"):
                title = f"A question for {clean(self._person.first_name)}"
                yield Static(Content(title), id="picker-name")
                yield Static(Content(""), id="picker-segment")
            yield SearchField(placeholder="type to search", id="search")
            yield QuestionList(id="questions")
            yield Static(Content(""), id="nothing")
            yield Static(Content(""), id="follow-up")
            yield KeyBar()

    def on_mount(self) -> None:
        """Ready to type at once; the bank comes a moment later."""
        self.query_one("#search").focus()
        if self._keeps:
            self.query_one(KeyBar).words = dict.fromkeys(("picker.ask", "find.ask"), "keep to ask")
        self.reload()

    def private_turned(self) -> None:
        """Why a question is suggested is private, and so are some walks."""
        self._list(stay=True)

    async def load(self) -> None:
        """Read the bank, and what was asked before."""
        person = self._person.id
        self._bank, self._memory, likings, self._walks = await asyncio.gather(
            read_bank(self.convo.store),
            self.convo.store.read(lambda store: store.question_memory(person)),
            self.convo.store.read(lambda store: store.preferences(person)),
            asyncio.to_thread(shipped_walks),
        )
        self._liking = likings[-1] if likings else None
        # The matcher's first use imports it, which the first letter typed should not wait for.
        await asyncio.to_thread(search, self._bank.questions[:1], "warm", self._segment)
        segment = self._names().get(self._segment, self._segment)
        self.query_one("#picker-segment", Static).update(Content(clean(segment)))
        self._list()

    def _names(self) -> dict[str, str]:
        return segment_names(self.convo.templates)

    @property
    def _query(self) -> str:
        return self.query_one("#search", Field).value

    @property
    def _questions(self) -> QuestionList:
        return self.query_one("#questions", QuestionList)

    def _list(self, *, stay: bool = False) -> None:
        """Fill the list; the cursor goes to the first question, or stays where it is.

        A search whose last question was just hidden or deleted is given up: one is in the list,
        and goes on there.
        """
        items = self._items()
        if stay and not items:
            self._clear_search()
            items = self._items()
        first = next((item.identity for item in items if item.value is not None), None)
        self._questions.set_items(items, key=None if stay else first)
        if not stay:
            self._questions.scroll_home(animate=False)
        self._questions.display = bool(items)
        nothing = self.query_one("#nothing", Static)
        nothing.display = not items
        if not items:
            nothing.update(self._nothing())
        self._show_follow_up()

    def _offered_walks(self) -> tuple[Walk, ...]:
        """On a shared screen none whose very name is private, such as a hard talk."""
        if not self.convo.private_hidden:
            return self._walks
        return tuple(walk for walk in self._walks if walk.id in SHARED_WALKS)

    def _items(self) -> list[Item[Offered]]:
        lookout = Lookout(
            self._segment,
            self._names(),
            self._memory,
            self.convo.now(),
            self._first_talk,
            self._show_hidden,
            self._liking,
            not self.convo.private_hidden,
            self._offered_walks(),
        )
        return lookout.items(self._bank.questions, self._query)

    def _clear_search(self) -> None:
        with self.prevent(Input.Changed):
            self.query_one("#search", Field).value = ""

    def _nothing(self) -> Content:
        return Content.assemble(
            f"No question fits “{shorten(self._query, QUOTED_CELLS)}”.\n\n",
            ("enter", "bold"),
            (" writes it down as your own.", "$muted"),
        )

    @on(OptionList.OptionHighlighted)
    def _show_follow_up(self) -> None:
        offered = self._questions.value if self._questions.display else None
        line = self.query_one("#follow-up", Static)
        if isinstance(offered, Walk):
            line.update(Row(Content.styled(offered.about, "$muted"), marker=False))
        elif offered is None or not offered.follow_up:
            line.update(Content(""))
        else:
            then = Content.styled("then  ", "$muted")
            line.update(Row(clean(offered.follow_up), then, marker=False))
        self.refresh_bindings()

    @property
    def _question(self) -> Question | None:
        """The question at the cursor; a walk is none."""
        offered = self._questions.value
        return offered if isinstance(offered, Question) else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Stars and edits are for questions; a walk comes as it is."""
        if action in {"star", "edit", "hide", "delete"} and self.is_mounted:
            return not isinstance(self._questions.value, Walk)
        return super().check_action(action, parameters)

    @on(Input.Changed, "#search")
    def _search(self) -> None:
        self._list()

    @on(OptionList.OptionSelected)
    def _clicked(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.action_ask()

    def action_move(self, how: str) -> None:
        """Move the list's cursor from within the search field."""
        moves: dict[str, Callable[[], None]] = {
            "cursor_down": self._questions.action_cursor_down,
            "cursor_up": self._questions.action_cursor_up,
            "page_down": self._questions.action_page_down,
            "page_up": self._questions.action_page_up,
        }
        moves[how]()

    def action_ask(self) -> None:
        """Hand back the question at the cursor; where none fits, write one."""
        if not self._questions.display:
            self.action_add()
        elif self._questions.value is not None:
            self.dismiss(self._questions.value)

    def action_search(self) -> None:
        """Go to the search field."""
        self.query_one("#search").focus()

    def action_leave_search(self) -> None:
        """Go to the list; a search that found nothing is given up, for there is no list."""
        if not self._questions.display:
            self._clear_search()
            self._list()
        self._questions.focus()

    def action_show_hidden(self) -> None:
        """Show hidden questions too, or leave them out again."""
        self._show_hidden = not self._show_hidden
        self._list(stay=True)
        hidden = sum(question.hidden for question in self._bank.questions)
        if not hidden:
            self.say("No question is hidden.")
        elif self._show_hidden:
            self.say(f"{hidden} hidden at the end; x brings the one at the cursor back.")

    def action_star(self) -> None:
        """Star the question, or take its star away."""
        question = self._question
        if question is not None:
            label = "took the star away from" if question.starred else "starred"
            self._change(f"{label} {_quoted(question)}", self._bank.starring(question))

    def action_hide(self) -> None:
        """Hide the question, or bring it back."""
        question = self._question
        if question is not None:
            label = "brought back" if question.hidden else "hid"
            self._change(f"{label} {_quoted(question)}", self._bank.hiding(question))

    def action_delete(self) -> None:
        """Delete an own question; shipped ones can only be hidden."""
        question = self._question
        if question is None:
            return
        if question.own:
            removed = Change.removed(self._bank.own[question.id])
            self._change(f"deleted {_quoted(question)}", (removed,))
        else:
            self.say("This question comes with Convo: it cannot be deleted, but x hides it.")

    @work
    async def action_add(self) -> None:
        """Write an own question, beginning with what stands in the search field."""
        form = QuestionForm(self._names(), text=self._query, segment=self._segment)
        written = await self.app.push_screen_wait(form)
        if written is not None:
            self._clear_search()
            self._change(f"added {_quoted(written)}", (Change.added(written),), written.id)

    @work
    async def action_edit(self) -> None:
        """Edit an own question; of a shipped one make an own version in its place."""
        question = self._question
        if question is None:
            return
        worded = await self.app.push_screen_wait(QuestionForm(self._names(), question))
        if worded is not None:
            changes = self._bank.rewording(question, worded)
            self._change(f"reworded {_quoted(worded)}", changes, worded.id)

    def action_undo(self) -> None:
        """Take back the last change made here."""
        if not self._undo_steps:
            self.say("Nothing to undo here.")
            return
        label, changes = self._undo_steps.pop()
        self._keep(changes)
        self.say(f"Undone: {label}.")

    def action_back(self) -> None:
        """Ask nothing."""
        self.dismiss(None)

    def _change(self, label: str, changes: tuple[Change, ...], show: str = "") -> None:
        inverse = tuple(change.inverse for change in reversed(changes))
        self._undo_steps.append((label, inverse))
        self._keep(changes, show)
        self.say(f"{label[0].upper()}{label[1:]}.")

    def _keep(self, changes: tuple[Change, ...], show: str = "") -> None:
        """Show the changes at once; the file follows behind."""
        self.convo.store.apply(*changes)
        self._bank = self._bank.after(changes)
        self._list(stay=True)
        if show:
            self._questions.focus()
            self._questions.set_items(self._questions.items, key=show)


def _quoted(question: Question) -> str:
    return f"“{shorten(question.text, QUOTED_CELLS)}”"
