"""What imports say: what they brought, what stays after an undo, what could not be read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from convo_tui.cli.output import print_table, say
from convo_tui.domain.cadence import rhythm_words
from convo_tui.domain.date_words import WEEKDAYS
from convo_tui.domain.dates import short_date
from convo_tui.text import shorten

if TYPE_CHECKING:
    from convo_tui.cli.shell import Shell
    from convo_tui.documents.notes_import import NotesImport
    from convo_tui.documents.people_csv import Sheet
    from convo_tui.domain.logged_talks import Tally
    from convo_tui.storage.import_undo import Staying, Undone

WORDS = {
    "person": ("person", "people"),
    "meeting": ("talk", "talks"),
    "note": ("note", "notes"),
    "meeting_event": ("event of a talk's clock", "events of talks' clocks"),
    "talking_point": ("talking point", "talking points"),
    "commitment": ("commitment", "commitments"),
    "feedback": ("piece of feedback", "pieces of feedback"),
    "asked": ("question asked", "questions asked"),
    "question": ("question of your own", "questions of your own"),
    "schedule_change": ("talk moved or cancelled", "talks moved or cancelled"),
    "correction": ("later edit", "later edits"),
    "draft": ("unfinished line", "unfinished lines"),
}
"""What is counted, by its table; all else counts as other things."""

OTHER = ("other thing", "other things")

MOST_LINES = 20
"""Of what stays, or could not be read, on the screen; the rest is counted."""

LONGEST_WORDS = 50
"""Cells of a text that is quoted."""


def counted(brought: Mapping[str, int]) -> str:
    """`2 people, 24 talks, 85 notes`."""
    parts = [_number(brought[name], words) for name, words in WORDS.items() if brought.get(name)]
    other = sum(count for name, count in brought.items() if name not in WORDS)
    parts += [_number(other, OTHER)] if other else []
    return ", ".join(parts) or "nothing"


def _number(count: int, words: tuple[str, str]) -> str:
    return f"{count} {words[count != 1]}"


def tell_sheet(sheet: Sheet, *, dry_run: bool) -> None:
    """What came of a file of people."""
    added = "would be added" if dry_run else "added"
    if sheet.people:
        print_table(
            [
                [
                    person.name,
                    person.role,
                    rhythm_words(person),
                    " ".join(filter(None, [_day(person.weekday), person.time, person.zone])),
                    added,
                ]
                for person in sheet.people
            ]
        )
    for name in sheet.there:
        say(f"{name} is there already, and was left alone.")
    for remark in sheet.remarks:
        say(f"{remark[:1].upper()}{remark[1:]}.")
    if sheet.unknown:
        say(f"Columns that were not read: {', '.join(sheet.unknown)}.")


def _day(weekday: int | None) -> str:
    return "" if weekday is None else WEEKDAYS[weekday][:3]


def tell_notes(shell: Shell, plan: NotesImport, *, dry_run: bool) -> None:
    """What came of files of notes, and what could not be read."""
    for tally in plan.told_of():
        say(f"{tally.person.name}{' (new)' * tally.new}: {_tally_words(shell, tally)}.")
        if tally.there:
            days = "1 day that has" if tally.there == 1 else f"{tally.there} days that have"
            say(f"  Left alone: {days} a talk already.")
    shown = plan.faults if dry_run else plan.faults[:MOST_LINES]
    if shown:
        say("Not read:")
    for fault in shown:
        say(f"  {fault}")
    if more := len(plan.faults) - len(shown) + plan.untold:
        hint = "" if dry_run else "; --dry-run lists them"
        say(f"  and {more} more{hint}")


def _tally_words(shell: Shell, tally: Tally) -> str:
    if tally.first is None or tally.last is None:
        return "nothing new"
    parts = [_number(tally.talks, WORDS["meeting"]), _number(tally.notes, WORDS["note"])]
    commitments = _number(tally.commitments, WORDS["commitment"])
    if tally.commitments:
        parts.append(f"{commitments} ({tally.kept} kept, {tally.commitments - tally.kept} open)")
    today = shell.now.date()
    first, last = short_date(tally.first, today), short_date(tally.last, today)
    return f"{', '.join(parts)}, {first}" + ("" if first == last else f" to {last}")


def tell_undone(undone: Undone, names: Mapping[str, str], *, dry_run: bool) -> None:
    """What an undo removed, and what stays and why."""
    say(f"{'Would remove' if dry_run else 'Removed'}: {counted(undone.removed)}.")
    for staying in undone.stays[:MOST_LINES]:
        say(f"  {_what(staying.value, names)} stays: {_why(staying)}.")
    if (more := len(undone.stays) - MOST_LINES) > 0:
        say(f"  and {more} more stay.")
    if any(staying.edited and not staying.needed for staying in undone.stays):
        say("  What was only edited can be removed, too, with --force.")


def _what(value: Any, names: Mapping[str, str]) -> str:
    if name := getattr(value, "name", ""):
        return str(name)
    from convo_tui.storage.codecs import table_name

    one = WORDS.get(table_name(type(value)), OTHER)[0]
    whose = names.get(getattr(value, "person_id", None) or "", "")
    words = str(getattr(value, "text", "") or getattr(value, "goal", ""))
    quoted = f" “{shorten(words, LONGEST_WORDS)}”" if words else ""
    return f"A {one}{f' with {whose}' if whose and not quoted else ''}{quoted}"


def _why(staying: Staying) -> str:
    reasons = ["it was edited since"] if staying.edited else []
    if staying.needed:
        reasons.append(f"it is needed by {counted(staying.needed)}")
    return " and ".join(reasons)
