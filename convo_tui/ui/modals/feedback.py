"""Feedback in one line, or in the form What / So what / Now what."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date
from typing import ClassVar
from zoneinfo import ZoneInfo

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.types import CSSPathType
from textual.widget import Widget
from textual.widgets import Input, Static

from convo_tui import assets
from convo_tui.domain.behaviour_words import BEHAVIOUR, spoken_of
from convo_tui.domain.dates import short_date
from convo_tui.domain.feedback import Feedback, FeedbackKind, seen_on, signed
from convo_tui.domain.logging_talks import DAY_EXAMPLES, read_day
from convo_tui.domain.people import Person
from convo_tui.domain.values import new_id
from convo_tui.text import clean, one_line
from convo_tui.ui.commands import bindings
from convo_tui.ui.hints import HintActs, HintLine
from convo_tui.ui.modals.form import FormSheet, Typed, part
from convo_tui.ui.sheet_commands import FEEDBACK, HINT
from convo_tui.ui.widgets.date_field import DateField
from convo_tui.ui.widgets.field import Field
from convo_tui.ui.widgets.key_bar import KeyBar
from convo_tui.ui.widgets.told import Told
from convo_tui.ui.widgets.word_choice import WordChoice

REST = (
    ("so_what", "so what", "the effect it had, on whom"),
    ("now_what", "now what", "what comes next"),
)
"""The parts that are asked for once the form is open: the field, its name, the question in it."""


class FeedbackSheet(FormSheet[Feedback], HintActs[Feedback | None]):
    """Asks for feedback in one line, which enter saves; tab opens the rest of the form in place.

    `+` or `-` before the words says which kind it is. What speaks of the person and not of what
    was seen gets a hint beneath it, which holds nothing up.

    Args:
        person: whom it is for.
        meeting_id: the talk in which it is written down, if any.
        before: feedback that is to be worded anew, in the whole form; None for a new one.
    """

    CSS_PATH: ClassVar[CSSPathType | None] = [
        assets.styles_dir() / "modals" / "form.tcss",
        assets.styles_dir() / "modals" / "feedback.tcss",
    ]
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(FEEDBACK, HINT)]

    takes_feedback: ClassVar[bool] = False  # F7 opens no second one over it

    hint: ClassVar[str] = "enter saves · + praise or - redirect before the words"

    def __init__(
        self, person: Person, meeting_id: str | None = None, *, before: Feedback | None = None
    ) -> None:
        super().__init__(f"feedback {before.id if before else person.id}")
        self._person = person
        self._meeting_id = meeting_id
        self._before = before
        self._whole = before is not None

    def compose(self) -> ComposeResult:
        """The line and two choices; between them the parts that tab opens."""
        name = clean(self._person.first_name)
        before = self._before
        was_said = before is not None and before.said_at is not None
        kind = before.kind if before else FeedbackKind.PRAISE
        kinds = WordChoice([(kind, kind.value) for kind in FeedbackKind], kind, id="kind")
        words = [(False, "not yet"), (True, "as it stands" if was_said else "just now")]
        said = WordChoice(words, was_said, id="said")
        with Vertical(classes="sheet"):
            yield Static(Content(f"Feedback for {clean(self._person.name)}"), classes="sheet-title")
            typed = before.text if before else ""
            yield from part(
                "what",
                Field(typed, placeholder=f"what {name} did, as a camera saw it", id="line"),
            )
            yield HintLine(BEHAVIOUR, id="behaviour", most=2)
            for field, label, question in REST:
                value: str = getattr(before, field) if before else ""
                yield from part(label, Field(value, placeholder=question, id=field))
            yield from part("seen", self._day_field())
            yield from part("is", kinds)
            yield from part("said", said)
            yield Told(id="told")
            yield KeyBar()

    @property
    def shows_private(self) -> bool:
        """Feedback is the manager's alone until it is said."""
        return not self.query_one("#said", WordChoice).value

    def _day_field(self) -> DateField:
        before, convo = self._before, self.convo
        return DateField(
            convo.local(before.seen_at).date().isoformat() if before else "",
            read=self._read_day,
            today=convo.today(),
            id="seen",
            over=True,
            examples=f"now; or {DAY_EXAMPLES}",
        )

    def _read_day(self, text: str) -> date:
        today = self.convo.today()
        if text.strip().casefold() in ("now", "just now"):
            return today
        return read_day(text, today, day_first=self.convo.settings.dates.day_first)

    async def on_mount(self) -> None:
        """Fold the rest away, unless it is what one came for."""
        # Textual calls the form's own after this one. Twice, and a draft would pass for the
        # beginning, so that nobody could start afresh.
        self._fold()

    def _fold(self) -> None:
        for field in (*(field for field, _, _ in REST), "seen-date"):
            self.query_one(f"#{field}-part").display = self._whole
        words = {"feedback.next": "next field"} if self._whole else {}
        self.query_one(KeyBar).words = words

    @property
    def idle(self) -> str:
        """What enter does, which differs from part to part once the form is open."""
        return "enter saves, and goes on from so what and now what" if self._whole else self.hint

    def fill(self, typed: Typed) -> None:
        """A draft of the whole form opens it."""
        super().fill(typed)
        if any(self.text(field) for field in (*(field for field, _, _ in REST), "seen")):
            self._whole = True
            self._fold()

    @on(Input.Changed, "#line")
    def _sign_typed(self, event: Input.Changed) -> None:
        kept = self._before is not None and event.value == one_line(self._before.text)
        kind, _ = signed(event.value)
        if not kept and kind is not None:
            self._kind.choose(kind)

    def checked(self) -> None:
        """Hint where the words are about the person."""
        spoken = spoken_of(self._what(), self._person.first_name)
        self.query_one(HintLine).offer(spoken.sentence if spoken else "")

    @property
    def _kind(self) -> WordChoice[FeedbackKind]:
        return self.query_one("#kind", WordChoice)

    def _what(self) -> str:
        """What was seen, without the sign before it."""
        before, text = self._before, one_line(self.text("line"))
        if before is None or text != one_line(before.text):
            _, text = signed(text)
        return text

    def go_on(self, widget: Widget) -> None:
        """One line is enough, so enter saves; only from a part that another follows it goes on."""
        if widget.id in [field for field, _, _ in REST]:
            self.focus_next()
        else:
            self.action_save()

    def action_next(self) -> None:
        """Open the rest of the form, or go to the next field of it."""
        if self._whole:
            self.focus_next()
            return
        self._whole = True
        self._fold()
        self.tell(self.idle)
        self.query_one("#so_what").focus()

    def action_save(self) -> None:
        """Hand the feedback back, once there is something seen, on a day that is one."""
        text, seen = self._what(), self.query_one("#seen-date", DateField)
        if not text:
            self.refuse("line", "Type what you saw first, or press esc to leave.")
            return
        if seen.problem:
            self._insist(seen.problem)
            return
        written = self._written(text, seen.day)
        said_at, local = written.said_at, self.convo.local
        if said_at is not None and local(said_at).date() < local(written.seen_at).date():
            said = short_date(local(said_at).date(), self.convo.today())
            self._insist(f"You said it {said}: it was seen on that day or before.")
            return
        self.hand_back(written)

    def _insist(self, sentence: str) -> None:
        self._whole = True
        self._fold()
        self.query_one("#seen-date", DateField).insist(sentence)

    def _written(self, text: str, day: date | None) -> Feedback:
        """The feedback as the form has it now."""
        before, zone = self._before, ZoneInfo(self.convo.zone)
        now = self.convo.clock.now().astimezone(UTC)
        wants_said: WordChoice[bool] = self.query_one("#said", WordChoice)
        if before is None:
            before = Feedback(new_id(), self._person.id, now, "", meeting_id=self._meeting_id)
        was_on = before.seen_at.astimezone(zone).date()
        moved = day is not None and day != was_on
        return replace(
            before,
            text=_kept(before.text, text),
            so_what=_kept(before.so_what, one_line(self.text("so_what"))),
            now_what=_kept(before.now_what, one_line(self.text("now_what"))),
            kind=self._kind.value,
            seen_at=seen_on(day, now, zone).astimezone(UTC) if day and moved else before.seen_at,
            said_at=(before.said_at or now) if wants_said.value else None,
        )

    def action_kind(self) -> None:
        """Praise becomes redirect, and redirect praise."""
        self._kind.action_step(1)

    def action_said(self) -> None:
        """Said just now, or not yet."""
        self.query_one("#said", WordChoice).action_step(1)


def _kept(before: str, typed: str) -> str:
    """What was typed; words that came with lines of their own keep them where nobody edited."""
    return before if typed == one_line(before) else typed
