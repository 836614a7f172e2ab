"""What there is to do about a damaged file: bring a backup back, save what can be read, mend."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from datetime import datetime, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static

from convo_tui import assets
from convo_tui.documents.files import save_text
from convo_tui.domain.dates import clock_time, short_date
from convo_tui.paths import PathProblem
from convo_tui.storage.backup import Backup, Contents, backups_of
from convo_tui.storage.findings import Finding, Mend, Weight, is_damaged
from convo_tui.storage.problems import Damaged, StorageProblem
from convo_tui.storage.salvage import Readable, as_text, readable
from convo_tui.text import clean, one_line, shorten
from convo_tui.ui.command_tables import RECOVERY
from convo_tui.ui.commands import bindings
from convo_tui.ui.modals.choice import Choice, Option
from convo_tui.ui.screen import ConvoScreen
from convo_tui.ui.widgets.key_bar import KeyBar
from convo_tui.ui.widgets.row import Row
from convo_tui.ui.widgets.row_list import BrowseList, Item
from convo_tui.ui.widgets.rows import Rows
from convo_tui.ui.widgets.title_bar import TitleBar

if TYPE_CHECKING:
    from convo_tui.ui.unsaved import Unsaved

MOST_TOLD = 3
"""How many findings are told here; `convo doctor` tells all."""

WHY = {
    "after-talk": "after a talk",
    "daily": "once a day",
    "before-upgrade": "before an update",
    "before-undo": "before an import was undone",
    "by-hand": "by hand",
}

FOUND = {
    "header": "Its beginning is not that of a Convo file any more.",
    "pages": "Some of its pages do not fit together, as after a failing disk or a cut-off copy.",
    "references": "Some lines in it belong to nothing that is there.",
    "log": "The log with what was written last is damaged in its middle.",
    "rows": "Some lines in it cannot be read: a date, a word or a list is none.",
}
"""What a finding means, by what it is about; SQLite's own words are for `convo doctor`."""

LOST = {"it is gone": "is gone", "it is empty": "is empty"}
"""What is told of a file that is not damaged but not there, by why it does not open."""

NOT_YET = "Not all of it can be read as it was written."
"""Said while no more is known."""


class RecoveryScreen(ConvoScreen[bool]):
    """Hands back whether the file is to be opened again. Until a key says so, nothing is written.

    Args:
        path: the damaged file.
        fault: what was found.
        zone: in which times are told.
        now: an aware instant.
    """

    CSS_PATH = assets.styles_dir() / "screens" / "recovery.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(RECOVERY)]
    AUTO_FOCUS = "#backups"
    searchable = False

    def __init__(self, path: Path, fault: Damaged, zone: tzinfo, now: datetime) -> None:
        super().__init__()
        self.path, self.fault, self.zone, self.now = path, fault, zone, now.astimezone(zone)
        self.findings: tuple[Finding, ...] = ()
        self.rest = Readable()
        self.complete = False
        """Whether everything that is shown has been looked at."""
        self._at_it = False

    def compose(self) -> ComposeResult:
        """What is wrong, the backups, what can be read."""
        yield TitleBar()
        with Vertical(id="recovery"):
            yield Static(id="wrong")
            yield Static(Content.styled("BACKUPS", "bold $muted"), id="heading")
            yield BrowseList[Backup](id="backups")
            yield Static(id="rest")
        yield KeyBar()

    def on_mount(self) -> None:
        """Look at everything in threads; the store is not open, so nothing waits for it."""
        self.show_title(Content.styled("Recovery", "bold"))
        self.query_one("#wrong", Static).update(Rows([*self._wrong()]))
        self._fill()

    @property
    def unsaved_words(self) -> int:
        """How many texts are in no file yet."""
        return len(self.convo.unsaved.words) if self.convo.unsaved is not None else 0

    def on_screen_resume(self) -> None:
        """There is nothing to load from the store."""

    @work(exclusive=True)
    async def _fill(self) -> None:
        backups = await asyncio.to_thread(_listed, self.path)
        rows = self.query_one("#backups", BrowseList)
        rows.set_items(
            Item(backup_row(each, contents, self.now), each, each.path)
            for each, contents in backups
        )
        rows.display = bool(backups)
        rest = self.rest = await asyncio.to_thread(readable, self.path)
        self.findings = await asyncio.to_thread(self._examined)
        self.query_one("#wrong", Static).update(Rows([*self._wrong()]))
        self.query_one("#rest", Static).update(Rows([*self._rest(rest, none=not backups)]))
        self.complete = True
        self.refresh_bindings()

    def _examined(self) -> tuple[Finding, ...]:
        from convo_tui.storage.doctor import examine

        try:
            return examine(self.path, self.now, self.zone)
        except (StorageProblem, OSError):
            return ()

    def _wrong(self) -> Iterator[Row]:
        file = clean(str(self.path))
        if lost := LOST.get(self.fault.why):
            yield _line(f"{file} {lost}, and it held something before.", "bold")
            yield _line("Moved elsewhere? Bring it back, and open again: o.", "$muted")
            yield _line("To begin anew, move the folder of its backups away first.", "$muted")
            yield from self._unsaved()
            return
        yield _line(f"{file} is damaged. Nothing in it was changed.", "bold")
        told = [found_words(finding) for finding in self.findings]
        for sentence in list(dict.fromkeys(told))[:MOST_TOLD] or [NOT_YET]:
            yield _line(clean(sentence), "$muted")
        yield from self._unsaved()
        if self._mendable:
            yield _line("All of it follows from what you wrote, and can be made anew: w.")

    def _unsaved(self) -> Iterator[Row]:
        if self.unsaved_words:
            texts = _count(self.unsaved_words, "text", "texts")
            yield _line(f"{texts} you wrote last: not in it, kept for what you restore.", "$asks")

    def _rest(self, rest: Readable, *, none: bool) -> Iterator[Row]:
        if none:
            yield _line("There is none beside it; one from elsewhere: convo restore FILE")
            yield _line("")
        if self.fault.why in LOST and not rest:
            return
        yield _line("STILL READABLE", "bold $muted")
        if not rest:
            yield _line("Nothing of the damaged file can be read.")
            return
        counts = (
            (len(rest.names), "person", "people"),
            (rest.talks, "talk", "talks"),
            (rest.notes, "note", "notes"),
            (rest.commitments, "commitment", "commitments"),
        )
        yield _line(" · ".join(_count(*each) for each in counts))
        if rest.names and not self.convo.private_hidden:
            yield _line(", ".join(clean(name) for name in rest.names), "$muted")
        yield _line("t saves the words of it as text that only you may read.", "$muted")

    @property
    def _mendable(self) -> bool:
        return bool(self.findings) and all(each.mend is not None for each in self.findings)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A key that would do nothing is not shown."""
        if action == "mend":
            return self._mendable
        if action == "save_text":
            return bool(self.rest)
        if action == "restore":
            return self.is_mounted and bool(self.query_one("#backups", BrowseList).items)
        return super().check_action(action, parameters)

    @on(OptionList.OptionSelected)
    def _clicked(self) -> None:
        self.action_restore()

    @work
    async def action_restore(self) -> None:
        """Bring the backup under the cursor back; the damaged file is kept under another name."""
        from convo_tui.storage.restore import restore

        backup = self.query_one("#backups", BrowseList).value
        if backup is None or self._at_it:
            return
        self._at_it = True
        self.say("Bringing it back…")
        try:
            kept = await asyncio.to_thread(restore, backup.path, self.path, self.now)
        except StorageProblem as problem:
            self.say(str(problem))
            self._at_it = False
            return
        when = made_words(backup, self.now)
        aside = f" The damaged file is kept as {kept.name}." if kept else ""
        self.convo.notify(f"The backup of {when} is back.{aside}", timeout=12)
        self.dismiss(True)

    @work
    async def action_save_text(self) -> None:
        """Save what people wrote, as far as it can be read, beside the file."""
        place = self.path.with_name(f"{self.path.stem}-readable-{self.now:%Y-%m-%d-%H%M%S}.md")
        try:
            await asyncio.to_thread(_save, self.path, place)
        except (PathProblem, OSError) as problem:
            self.say(str(problem))
            return
        self.say(f"Saved as {place.name}, beside the damaged file.")

    @work
    async def action_mend(self) -> None:
        """Make anew what follows from the rest, and open the file."""
        from convo_tui.storage.doctor import mend

        if self._at_it or is_damaged(self.findings):
            return
        self._at_it = True
        try:
            await asyncio.to_thread(mend, self.path, self.findings, [*Mend])
        except StorageProblem as problem:
            self.say(str(problem))
            self._at_it = False
            return
        self.dismiss(True)

    def action_again(self) -> None:
        """Open the file again: it may have been put right from elsewhere."""
        self.dismiss(True)

    @work(exclusive=True, group="leave")
    async def action_leave(self) -> None:
        """Leave Convo; everything stays as it is. What is in no file yet is asked about first."""
        unsaved = self.convo.unsaved
        if unsaved is not None and unsaved.words and not await self._in_a_file(unsaved):
            return
        self.dismiss(False)

    async def _in_a_file(self, unsaved: Unsaved) -> bool:
        """Whether what was written last is saved, or may go."""
        sheet: Choice[str] = Choice(
            "What you wrote last is in no file yet",
            [
                Option("s", "Save it as text and leave", "save", "only you may read it"),
                Option("b", "Stay here; it goes into what you restore", "stay"),
                Option("l", "Leave all the same", "leave", "it is lost"),
            ],
            text="\n".join(shorten(one_line(text), 60) for text in unsaved.words[:MOST_TOLD])
            if not self.convo.private_hidden
            else "",
        )
        chosen = await self.convo.push_screen_wait(sheet)
        if chosen == "save":
            try:
                await asyncio.to_thread(unsaved.save, self.now)
            except (PathProblem, OSError) as problem:
                self.say(str(problem))
                return False
        elif chosen == "leave":
            unsaved.settled()
        return chosen in {"save", "leave"}


def found_words(finding: Finding) -> str:
    """What was found, in words of every day."""
    damage = finding.weight is Weight.DAMAGE
    return FOUND.get(finding.about, finding.sentence) if damage else finding.sentence


def backup_row(backup: Backup, contents: Contents | None, now: datetime) -> Row:
    """A backup by its date, with what it was made for and how much is in it."""
    if contents is None:
        return Row(Content.styled("cannot be read", "$muted"), made_words(backup, now).ljust(20))
    counts = (
        (contents.people, "person", "people"),
        (contents.talks, "talk", "talks"),
        (contents.notes, "note", "notes"),
    )
    return Row(
        Content.styled(WHY.get(backup.why, clean(backup.why)), "$muted"),
        Content.styled(made_words(backup, now).ljust(20), "$date"),
        Content(" · ".join(_count(*each) for each in counts)),
    )


def made_words(backup: Backup, now: datetime) -> str:
    """`Fri 20 Nov 18:02`."""
    at = backup.made_at.astimezone(now.tzinfo)
    return f"{short_date(at.date(), now.date())} {clock_time(at)}"


def _listed(path: Path) -> Sequence[tuple[Backup, Contents | None]]:
    try:
        return [(each, each.contents()) for each in backups_of(path)]
    except StorageProblem:
        return []


def _save(path: Path, place: Path) -> None:
    save_text(place, as_text(path))


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def _line(text: str, style: str = "") -> Row:
    return Row(Content.styled(text, style), marker=False)
