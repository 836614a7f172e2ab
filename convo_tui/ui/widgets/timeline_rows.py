"""The lines of a timeline: an entry and the heading of a month on one line each."""

from __future__ import annotations

from rich.cells import cell_len
from textual.content import Content
from textual.css.styles import RulesMap

from convo_tui.domain.cadence import ScheduleChange
from convo_tui.domain.commitments import Commitment
from convo_tui.domain.counting import several
from convo_tui.domain.date_words import MONTHS
from convo_tui.domain.feedback import Feedback
from convo_tui.domain.goals import Goal, GoalUpdate, measure_words
from convo_tui.domain.history import Extent
from convo_tui.domain.meeting import Meeting
from convo_tui.domain.notes import NoteKind
from convo_tui.domain.outline import Month
from convo_tui.domain.timeline import Counts, Entry, EntryKind
from convo_tui.text import clean
from convo_tui.ui.widgets.row import MARKER_WIDTH, Row
from convo_tui.ui.widgets.rows import gap, key_row, title_row
from convo_tui.ui.widgets.signs import COMMITMENT, NEXT_TIME, NOTE_STYLES, OUTCOMES, SAID, STATES
from convo_tui.ui.widgets.teller import PRIVATE, Teller, share_words, talk_length

KIND_CELLS = 11
SIGNS = {
    EntryKind.WIN: (NoteKind.WIN.sign, NOTE_STYLES[NoteKind.WIN]),
    EntryKind.BLOCKER: (NoteKind.BLOCKER.sign, NOTE_STYLES[NoteKind.BLOCKER]),
    EntryKind.COMMITMENT: COMMITMENT,
    EntryKind.POINT: NEXT_TIME,
    EntryKind.MOVED: ("↷", "$asks"),
    EntryKind.CANCELLED: ("×", "$bad"),
    EntryKind.MILESTONE: ("✓", "$good"),
    EntryKind.REACHED: ("✓", "$good"),
    EntryKind.CELEBRATED: ("★", "$good"),
}
"""Sign and colour of the kinds that have one whatever became of the entry."""


class CutRow(Row):
    """A row of exactly one line: what has no room ends in `…`."""

    def lines(self, width: int) -> list[Content]:
        """The one line."""
        indent = MARKER_WIDTH + self.lead.cell_length
        tail = self.tail.cell_length
        body = self.body.truncate(max(1, width - indent - (tail + 2 if tail else 0)), ellipsis=True)
        gap = max(0, width - indent - body.cell_length - tail)
        line = Content.assemble(" " * MARKER_WIDTH, self.lead, body, " " * gap, self.tail)
        return [line.truncate(max(0, width))]

    def get_height(self, rules: RulesMap, width: int) -> int:
        """Always one; long timelines are laid out without a look at their words."""
        del rules, width
        return 1


def empty_timeline(name: str) -> list[Row]:
    """What a timeline without entries says: what belongs here, which keys begin it."""
    return [
        title_row("Nothing yet"),
        Row(
            f"All that happens with {name} will stand here, newest first: talks, wins, "
            "blockers, feedback, commitments, questions asked, goals and growth, talks moved and "
            "cancelled."
        ),
        gap(),
        key_row("m", "starts the first talk"),
        key_row("n", "captures a line: + win, ! blocker, > commitment, ? to raise"),
        key_row("f", "writes down feedback"),
    ]


def nothing_found(total: int) -> list[Row]:
    """What a filter that finds nothing says."""
    return [
        title_row("Nothing fits"),
        Row(f"None of the {several(total, 'entry', 'entries')} fits all that is asked for."),
        gap(),
        key_row("0", "shows everything again; esc does too"),
        key_row("1-9", "choose other kinds, the same digit twice takes one away"),
        key_row("w", "changes the words"),
        key_row("s", "changes the period"),
    ]


def month_row(month: Month, teller: Teller) -> Row:
    """The heading of a month, with how many entries stand under it."""
    words = MONTHS[month.month - 1].upper()
    if month.year != teller.today.year:
        words += f" {month.year}"
    entries = Content.styled(several(month.count, "entry", "entries"), "$muted")
    return CutRow(Content.styled(words, "bold $muted"), tail=entries)


def entry_row(entry: Entry, teller: Teller, day: str) -> Row:
    """One entry on one line; `day` is the day of the month, or "" below another of that day."""
    hidden = entry.private and teller.hides
    sign, colour = ("", "") if hidden else _sign(entry)
    private = "~" if entry.private and not hidden else ""
    lead = Content.assemble(
        (f"{day:>2}  {'' if hidden else entry.kind.value:<{KIND_CELLS}} ", "$muted"),
        (private.rjust(2 - cell_len(sign)), "$muted"),
        (sign, colour),
        " ",
    )
    if hidden:
        return CutRow(PRIVATE, lead)
    body, tail = _body(entry, teller)
    return CutRow(body, lead, tail)


def _sign(entry: Entry) -> tuple[str, str]:
    if entry.checkpoint is not None and entry.checkpoint.outcome is not None:
        return OUTCOMES[entry.checkpoint.outcome][1:]
    if entry.kind in SIGNS:
        return SIGNS[entry.kind]
    return STATES[entry.subject.state] if isinstance(entry.subject, Commitment) else ("", "")


def _body(entry: Entry, teller: Teller) -> tuple[Content, Content]:
    match entry.subject:
        case Meeting() as talk:
            return talk_words(talk, entry.counts or Counts()), Content("")
        case Feedback() as feedback:
            word, colour = SAID[feedback.kind]
            unsaid = ("not yet said", "$asks") if feedback.said_at is None else ""
            body = Content.assemble((f"{word:<10}", colour), clean(entry.text))
            return body, Content.assemble(unsaid)
        case Commitment() as commitment:
            return _commitment_words(entry, commitment, teller), Content("")
        case ScheduleChange() as change:
            return schedule_words(change, teller), Content("")
        case Goal() as goal:
            return _goal_words(entry, goal), Content("")
        case _:
            return Content.styled(clean(entry.text), "$muted" if entry.private else ""), Content("")


def talk_words(talk: Meeting, counts: Counts) -> Content:
    """`1:1, 31 min   you 34 %   +2 !1 >1`."""
    signs = [
        Content.styled(f"{sign}{number}", colour)
        for sign, number, colour in (
            ("+", counts.wins, "$good"),
            ("!", counts.blockers, "$bad"),
            (">", counts.commitments, "$date"),
        )
        if number
    ]
    share = share_words(talk.sums.manager_share)
    return Content.assemble(
        (f"1:1, {talk_length(talk):>6}   ", "bold"),
        share.pad_right(max(0, 9 - share.cell_length)),
        "  ",
        Content(" ").join(signs),
    )


def _commitment_words(entry: Entry, commitment: Commitment, teller: Teller) -> Content:
    parts = [teller.who_column(commitment.owner)]
    note = ""
    if entry.checkpoint is not None and entry.checkpoint.outcome is not None:
        word, _, colour = OUTCOMES[entry.checkpoint.outcome]
        parts += [Content.styled(word, colour), Content("  ")]
        note = entry.checkpoint.note
    elif entry.kind in (EntryKind.BROKEN, EntryKind.DROPPED):
        note = commitment.reason
    parts.append(Content(clean(commitment.goal)))
    if note:
        parts.append(Content.styled(f": {clean(note)}", "$muted"))
    return Content("").join(parts)


def _goal_words(entry: Entry, goal: Goal) -> Content:
    step, note = entry.step, ""
    if isinstance(step, GoalUpdate):
        value = "" if step.value is None else measure_words(step.value, goal.unit)
        note = ", ".join(part for part in (value, step.note) if part)
    elif step is not None:
        note = step.text
    elif entry.kind is EntryKind.SET_ASIDE:
        note = goal.reason
    elif entry.kind is EntryKind.CELEBRATED:
        note = goal.celebration
    rest = Content.styled(f": {clean(note)}", "$muted") if note else Content("")
    return Content.assemble(clean(goal.title), rest)


def schedule_words(change: ScheduleChange, teller: Teller) -> Content:
    """`to Tue 10 Nov, by you: board meeting`, or the day that was cancelled."""
    if change.moved_to is None:
        when = Content.styled(teller.day(change.planned_for), "$date")
    else:
        when = Content.assemble("to ", (teller.day(change.moved_to), "$date"))
    reason = f": {clean(change.reason)}" if change.reason else ""
    return Content.assemble(when, ", by ", teller.who(change.who), reason)


def timeline_summary(extent: Extent, teller: Teller) -> str:
    """`412 entries since Jan 2025`."""
    if extent.first is None:
        return "no entries yet"
    first = teller.local(extent.first)
    since = f"{MONTHS[first.month - 1][:3]} {first.year}"
    return f"{several(extent.count, 'entry', 'entries')} since {since}"
