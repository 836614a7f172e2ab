"""The timeline: newest first, under month headings, one line an entry."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rich.cells import cell_len
from textual.content import Content
from textual.css.styles import RulesMap
from textual.geometry import Region

from convo_tui.domain.cadence import ScheduleChange
from convo_tui.domain.commitments import Commitment
from convo_tui.domain.date_words import MONTHS
from convo_tui.domain.feedback import Feedback
from convo_tui.domain.meeting import Meeting
from convo_tui.domain.notes import NoteKind
from convo_tui.domain.timeline import Counts, Entry, EntryKind, by_month
from convo_tui.text import clean
from convo_tui.ui.widgets.row import MARKER_WIDTH, Row
from convo_tui.ui.widgets.row_list import BrowseList, Item
from convo_tui.ui.widgets.rows import gap, key_row, title_row
from convo_tui.ui.widgets.signs import COMMITMENT, NEXT_TIME, NOTE_STYLES, OUTCOMES, SAID, STATES
from convo_tui.ui.widgets.teller import (
    PRIVATE,
    Teller,
    several,
    share_words,
    talk_length,
)

KIND_CELLS = 10
_SIGNS = {
    EntryKind.WIN: (NoteKind.WIN.sign, NOTE_STYLES[NoteKind.WIN]),
    EntryKind.BLOCKER: (NoteKind.BLOCKER.sign, NOTE_STYLES[NoteKind.BLOCKER]),
    EntryKind.COMMITMENT: COMMITMENT,
    EntryKind.POINT: NEXT_TIME,
    EntryKind.MOVED: ("↷", "$asks"),
    EntryKind.CANCELLED: ("×", "$bad"),
}


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


class TimelineList(BrowseList[Entry]):
    """Moves over the entries; the heading of a month comes into view with its first entry."""

    def scroll_to_highlight(self, top: bool = False) -> None:
        """Show the entry under the cursor, and the headings right above it."""
        here = self.highlighted
        first = here
        while first and self.items[first - 1].value is None:
            first -= 1
        if not top and first is not None and here is not None and first < here < len(self.items):
            region = Region(0, first, self.scrollable_content_region.width, here - first + 1)
            self.scroll_to_region(region, animate=False, force=True, immediate=True)
        super().scroll_to_highlight(top)


def timeline_items(entries: Iterable[Entry], teller: Teller) -> list[Item[Entry]]:
    """The rows of a timeline, with a heading for each month."""
    items: list[Item[Entry]] = []
    for (year, month), listed in by_month(entries, teller.zone).items():
        items.extend(_heading(year, month, len(listed), teller, first=not items))
        shown_day = 0
        for entry in listed:
            day = teller.local(entry.at).day
            row = entry_row(entry, teller, "" if day == shown_day else str(day))
            # A commitment gives several entries, each with its own place for the cursor.
            items.append(Item(row, entry, entry.key))
            shown_day = day
    return items


def empty_timeline(name: str) -> list[Item[Entry]]:
    """What a timeline without entries says: what belongs here, which keys begin it."""
    return [
        Item(title_row("Nothing yet")),
        Item(
            Row(
                f"All that happens with {name} will stand here, newest first: talks, wins, "
                "blockers, feedback, commitments, questions asked, talks moved and cancelled."
            )
        ),
        Item(gap()),
        Item(key_row("m", "starts the first talk")),
        Item(key_row("n", "captures a line: + win, ! blocker, > commitment, ? to raise")),
        Item(key_row("f", "writes down feedback")),
    ]


def _heading(
    year: int, month: int, number: int, teller: Teller, *, first: bool
) -> Iterator[Item[Entry]]:
    if not first:
        yield Item(CutRow(""))
    words = MONTHS[month - 1].upper()
    if year != teller.today.year:
        words += f" {year}"
    entries = Content.styled(several(number, "entry", "entries"), "$muted")
    yield Item(CutRow(Content.styled(words, "bold $muted"), tail=entries))


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
    if entry.kind in _SIGNS:
        return _SIGNS[entry.kind]
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


def schedule_words(change: ScheduleChange, teller: Teller) -> Content:
    """`to Tue 10 Nov, by you: board meeting`, or the day that was cancelled."""
    if change.moved_to is None:
        when = Content.styled(teller.day(change.planned_for), "$date")
    else:
        when = Content.assemble("to ", (teller.day(change.moved_to), "$date"))
    reason = f": {clean(change.reason)}" if change.reason else ""
    return Content.assemble(when, ", by ", teller.who(change.who), reason)


def timeline_summary(items: Sequence[Item[Entry]], teller: Teller) -> str:
    """`412 entries since Jan 2025`."""
    dates = [teller.local(item.value.at) for item in items if item.value is not None]
    if not dates:
        return "no entries yet"
    since = f"{MONTHS[min(dates).month - 1][:3]} {min(dates).year}"
    return f"{several(len(dates), 'entry', 'entries')} since {since}"
