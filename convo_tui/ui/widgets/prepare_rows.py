"""The lines of the page before a talk: what has been, and what is to be raised and asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from textual.content import Content

from convo_tui.domain.agenda import Template
from convo_tui.domain.celebrations import celebrations_owed
from convo_tui.domain.commitments import Commitment, by_due
from convo_tui.domain.feedback import Feedback, age_days, by_place
from convo_tui.domain.goal_words import TALKS_KNOWN
from convo_tui.domain.goals import Goal, GoalRecord
from convo_tui.domain.hard_talks import HardTalk
from convo_tui.domain.notes import Note, NoteKind
from convo_tui.domain.openings import Proposal, opens_with
from convo_tui.domain.overview import Overview
from convo_tui.domain.planning import by_segment
from convo_tui.domain.points import TalkingPoint
from convo_tui.domain.questions import Memory, Question, last_asked_words
from convo_tui.domain.suggesting import Suggestion, bare_reason, offered, opening_words
from convo_tui.domain.today import owed, promise_words
from convo_tui.domain.values import Side
from convo_tui.text import clean
from convo_tui.ui.widgets.brief import Briefing
from convo_tui.ui.widgets.celebration_rows import to_celebrate
from convo_tui.ui.widgets.feedback_age import age_words, form_lines
from convo_tui.ui.widgets.goal_rows import (
    ends_words,
    goal_row,
    still_line,
)
from convo_tui.ui.widgets.growth_lines import growth_lines
from convo_tui.ui.widgets.hard_talk_rows import prepared_sheets
from convo_tui.ui.widgets.opening_rows import proposal_items
from convo_tui.ui.widgets.row import Row
from convo_tui.ui.widgets.row_list import Item
from convo_tui.ui.widgets.signs import CELEBRATION, NOTE_STYLES, SAID, STATES, UNSAID
from convo_tui.ui.widgets.talk_rows import due_words
from convo_tui.ui.widgets.teller import PRIVATE, Teller

Fact = Note | Commitment | Feedback | Goal | GoalRecord | Proposal | HardTalk | str
Plan = TalkingPoint | Question
Line = Fact | Plan


@dataclass(frozen=True, slots=True)
class Preparation:
    """All that the page shows.

    Attributes:
        briefing: the person, what is open, and the last talk.
        template: the agenda the talk will have.
        bank, memory: the questions, and what this person was asked.
        rates: how many commitments both sides kept; "" for not enough to say.
    """

    briefing: Briefing
    teller: Teller
    template: Template
    bank: Sequence[Question]
    memory: Mapping[str, Memory]
    rates: str = ""

    @property
    def points(self) -> tuple[TalkingPoint, ...]:
        """The open talking points."""
        return self.briefing.overview.points

    def with_points(self, points: tuple[TalkingPoint, ...]) -> Preparation:
        """The same page with other points."""
        overview = replace(self.briefing.overview, points=points)
        standing = replace(self.briefing.standing, overview=overview)
        return replace(self, briefing=replace(self.briefing, standing=standing))

    def told(self, *, hides: bool) -> Preparation:
        """The same page with private things hidden, or shown."""
        teller, briefing = replace(self.teller, hides=hides), replace(self.briefing, hides=hides)
        return replace(self, teller=teller, briefing=briefing)

    @property
    def talk_day(self) -> date:
        """The day up to which a checkpoint is due: that of the next talk, or today."""
        today = self.teller.today
        return max(today, self.briefing.standing.cadence.day or today)


def facts(page: Preparation, story: int) -> Iterator[Item[Line]]:
    """What has been: what to open with, the last talk, promises both ways, goals.

    Args:
        page: what is known.
        story: how many lines of the last talk to tell.
    """
    overview, teller = page.briefing.overview, page.teller
    owing = [each.subject for each in owed([overview], teller.today, teller.zone)]
    mine = [each for each in owing if isinstance(each, Commitment)]
    due = [each for each in overview.checkpoints_until(page.talk_day) if each not in mine]
    later = [each for each in by_due(overview.commitments) if each not in (*due, *mine)]
    others = [note for note in overview.notes if note.kind is not NoteKind.WIN]
    opening = opens_with(overview)
    named = {each.subject_id for each in opening}
    wins = [each for each in overview.wins if each.id not in named]
    grown = growth_lines(overview.roadmap, overview.strengths, teller.today)
    parts: list[tuple[str, list[Item[Line]]]] = [
        ("I OWE", [_owed(each, teller) for each in mine]),
        ("CHECKPOINTS DUE", [_promise(each, teller) for each in by_due(due)]),
        ("PROMISED TO ME", [_promise(each, teller) for each in later]),
        ("TO CELEBRATE", list(_celebrations(overview, teller))),
        ("MORE WINS" if opening else "WINS TO NAME", [_note(note, teller) for note in wins]),
        ("NOTED SINCE", [_note(note, teller) for note in others]),
        ("GOALS", list(_goals(overview, teller))),
        ("GROWTH", [Item(row) for row in grown]),
    ]
    if opening:
        yield _heading("OPEN WITH")
        yield from proposal_items(opening, overview, teller)
        yield _gap()
    yield from _last_time(page, story)
    yield from prepared_sheets(overview.sheets, hides=teller.hides)
    rates = Content.styled(clean(page.rates), "$muted")
    for title, items in parts:
        if items:
            yield _gap()
            # The rates are of both sides: the first heading about commitments has them.
            value = items[0].value
            promises = isinstance(value, Commitment) and value.closed_at is None
            yield _heading(title, rates if promises else "")
            rates = Content("") if promises else rates
            yield from items


def plans(page: Preparation) -> Iterator[Item[Line]]:
    """What is to come: feedback to say and talking points by segment, and questions that fit."""
    minutes = Content.styled(clean(page.template.title), "$muted")
    yield _heading("TALKING POINTS", minutes)
    overview = page.briefing.overview
    opening = {each.subject_id for each in opens_with(overview)}
    unsaid = tuple(each for each in overview.feedback if each.id not in opening)
    feedback = by_place(unsaid, page.template.segments)
    for index, points in by_segment(page.points, len(page.template.segments)):
        if index is None and not points:
            continue
        yield _segment(page, index)
        for place, each in feedback:
            if place == index:
                yield _feedback(each, page.teller)
        for point in points:
            yield _point(point, page.teller)
    if not page.points and not feedback:
        # A line one can stand on: what the cursor is on at first starts the talk.
        words = "Nothing to raise yet: t writes it down."
        yield Item(Row(Content.styled(words, "$muted")), words)
    asked = list(_questions(page))
    if asked:
        yield _gap()
        yield _heading("QUESTIONS THAT FIT")
        if not page.teller.hides and (words := opening_words(page.briefing.overview.preferences)):
            yield Item(Row(Content.styled(clean(words), "$muted"), Content.styled("~ ", "$muted")))
        yield from asked


def _last_time(page: Preparation, most: int) -> Iterator[Item[Line]]:
    briefing = page.briefing
    last = briefing.last()
    if last is None:
        yield _heading("FIRST TALK")
        yield _hint("Nothing has been said yet: this is where it begins.")
        return
    yield _heading("LAST TIME")
    yield Item(Row(last))
    said = briefing.said()
    kept = said if len(said) <= most else said[: most - 1]
    for number, (lead, words) in enumerate(kept):
        yield Item(Row(words, lead), words.plain, ("said", number))
    if len(said) > len(kept):
        yield _hint(f"and {len(said) - len(kept)} lines more")


def _owed(promise: Commitment, teller: Teller) -> Item[Line]:
    """What the manager promised, with its age beneath."""
    hidden = promise.private and teller.hides
    sign, colour = STATES[promise.state]
    whose = "both" if promise.owner is Side.BOTH else ""
    age, _, due = promise_words(promise, teller.today, teller.zone).partition(", ")
    late = promise.due is not None and promise.due < teller.today
    body = Content.assemble(
        PRIVATE if hidden else clean(promise.goal),
        (f"\n{age}, ", "$muted"),
        (due, "$bad" if late else "$muted"),
    )
    tail = Content.styled(whose, "$muted")
    return Item(Row(body, Content.styled(f"{sign} ", colour), tail), promise)


def _promise(promise: Commitment, teller: Teller) -> Item[Line]:
    sign, colour = STATES[promise.state]
    lead = Content.assemble((f"{sign} ", colour), teller.who_column(promise.owner))
    words = PRIVATE if promise.private and teller.hides else Content(clean(promise.goal))
    return Item(Row(words, lead, due_words(promise, teller.today)), promise)


def _goals(overview: Overview, teller: Teller) -> Iterator[Item[Line]]:
    """The open ones."""
    for record in overview.goals:
        still, end = (
            still_line(record, overview.recent, most=TALKS_KNOWN),
            ends_words(record.goal, teller),
        )
        yield Item(goal_row(record, end, still, hides=teller.hides), record)


def _celebrations(overview: Overview, teller: Teller) -> Iterator[Item[Line]]:
    """What was reached or kept, and is not yet celebrated."""
    for each in celebrations_owed([overview]):
        words = to_celebrate(each.subject, hides=teller.hides)
        sign = Content.styled(f"{CELEBRATION[0]} ", CELEBRATION[1])
        since = Content.styled(teller.day(each.since(teller.zone)), "$muted")
        yield Item(Row(words, sign, since), each.subject)


def _feedback(feedback: Feedback, teller: Teller) -> Item[Line]:
    """Not yet said, so still the manager's own."""
    word, colour = SAID[feedback.kind]
    days = age_days(feedback, teller.today, teller.zone)
    if teller.hides:
        return Item(Row(PRIVATE, _unsaid(), age_words(days)), feedback)
    said = Content.assemble((f"{word}: ", colour), clean(feedback.text))
    lines = (said, *form_lines(feedback), age_words(days))
    return Item(Row(Content("\n").join(lines), _unsaid()), feedback)


def _unsaid() -> Content:
    return Content.styled(f"  {UNSAID[0]} ", UNSAID[1])


def _note(note: Note, teller: Teller) -> Item[Line]:
    hidden = note.private and teller.hides
    words = PRIVATE if hidden else Content.styled(clean(note.text), "$muted" * note.private)
    sign = "~" if note.private else note.kind.sign.strip() or "·"
    lead = Content.styled(f"{sign} ", NOTE_STYLES.get(note.kind, "$muted"))
    return Item(Row(words, lead, Content.styled(teller.day(note.at), "$muted")), note)


def _segment(page: Preparation, index: int | None) -> Item[Line]:
    if index is None:
        return Item(Row(Content.styled("At any time", "$muted")))
    segment = page.template.segments[index]
    minutes = Content.styled(f"{segment.minutes} min", "$muted")
    return Item(Row(Content.styled(clean(segment.name), "$muted"), tail=minutes))


def _point(point: TalkingPoint, teller: Teller) -> Item[Line]:
    hidden = point.private and teller.hides
    words = PRIVATE if hidden else Content(clean(point.text))
    sign = "~ " if point.private else "☐ "
    lead = Content.styled(f"  {sign}", "$muted")
    return Item(Row(words, lead, teller.who(point.raised_by)), point)


def offers(page: Preparation) -> list[tuple[int, Suggestion]]:
    """The questions that are offered, each with the index of the segment it is for."""
    overview = page.briefing.overview
    found = offered(
        page.bank,
        page.memory,
        page.template.segments,
        page.points,
        first_talk=overview.talks == 0,
        liking=overview.preferences,
    )
    return list(found)


def _questions(page: Preparation) -> Iterator[Item[Line]]:
    for index, each in offers(page):
        question = each.question
        asked = last_asked_words(page.memory.get(question.id), page.briefing.now)
        lead = Content.styled("★ " if question.starred else "? ", "$date")
        why = "" if page.teller.hides else bare_reason(each.reason)
        segment = clean(page.template.segments[index].name)
        below = " · ".join(filter(None, (segment, asked, clean(why))))
        body = Content.assemble(clean(question.text), (f"\n{below}", "$muted"))
        yield Item(Row(body, lead), question)


def _heading(title: str, tail: Content | str = "") -> Item[Line]:
    return Item(Row(Content.styled(title, "bold $muted"), tail=tail, marker=False))


def _gap() -> Item[Line]:
    return Item(Row(""))


def _hint(words: str) -> Item[Line]:
    return Item(Row(Content.styled(words, "$muted")))
