"""Files of notes become talks, notes and commitments, a value at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date
from pathlib import Path

from convo_tui.documents.notes_files import NotesFile, Unreadable, files_in, look_through
from convo_tui.documents.notes_markdown import Day, Fault
from convo_tui.domain.heading_dates import Order
from convo_tui.domain.logged_talks import DayAhead, LoggedTalks, Reading, Tally
from convo_tui.domain.people import Person
from convo_tui.domain.values import Value, new_id
from convo_tui.domain.whose_notes import SeveralFit, whose

MOST_FAULTS = 1000
"""So many of the things that could not be read are told one by one; the rest is counted."""


@dataclass(slots=True)
class NotesImport:
    """Reads files of notes, and says what came of them.

    Attributes:
        reading: what it depends on.
        days_of: the days of the talks that there are with somebody.
        tallies: by the id of the person, once `values` is read.
        faults: what could not be read, each with file and line.
        untold: how many more of those there were.
    """

    reading: Reading
    days_of: Callable[[Person], Iterable[date]]
    tallies: dict[str, Tally] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    untold: int = 0
    _files: list[tuple[NotesFile, Person]] = field(default_factory=list)
    _talks: dict[str, LoggedTalks] = field(default_factory=dict)

    def choose(
        self,
        places: Iterable[Path],
        people: Iterable[Person],
        *,
        person: Person | None = None,
        order: Order | None = None,
    ) -> None:
        """See which files there are, that they can be read, and whom each is about.

        Args:
            places: files and folders.
            people: everybody there is.
            person: whom a file is about, where that was said; they may be new.
            order: how dates in figures are read where a file does not tell.

        Raises:
            PathProblem: one of the places is not there.
        """
        everybody = list(people)
        known = {each.id for each in everybody}
        for path, told in files_in(list(places)):
            try:
                file = look_through(path, told, order)
            except Unreadable as problem:
                self._fault(str(problem).rstrip("."))
                continue
            them = person or self._whose(file, everybody)
            if them is None:
                continue
            if them.id not in self.tallies:
                self.tallies[them.id] = Tally(them, new=them.id not in known)
                if them not in everybody:
                    everybody.append(them)
            self._files.append((file, them))

    def _whose(self, file: NotesFile, everybody: list[Person]) -> Person | None:
        try:
            found = whose(everybody, file.title, file.name)
        except SeveralFit as several:
            names = " or ".join(several.names)
            self._fault(f"{file.told}: may be about {names}; say whom with --person")
            return None
        if isinstance(found, Person):
            return found
        if not found:
            self._fault(f"{file.told}: nothing says whom it is about; say so with --person")
            return None
        return Person(new_id(), found, self.reading.now.astimezone(UTC))

    def values(self) -> Iterator[Value]:
        """Everything the files become, each after what it refers to; read once."""
        for file, person in self._files:
            yield from self._of_file(file, person)

    def _of_file(self, file: NotesFile, person: Person) -> Iterator[Value]:
        tally = self.tallies[person.id]
        dated = False
        for part in file.parts():
            if isinstance(part, Fault):
                self._fault(f"{file.told}:{part.line}: {part.why}")
            elif isinstance(part, Day):
                dated = True
                if person.id not in self._talks:
                    taken = frozenset(self.days_of(person))
                    self._talks[person.id] = LoggedTalks(tally, self.reading, taken)
                    if tally.new:
                        yield person
                yield from self._begin(file, part, self._talks[person.id])
            else:
                talks = self._talks[person.id]
                if (value := talks.value(part)) is not None:
                    yield value
                for why in talks.faults:
                    self._fault(f"{file.told}:{part.line}: {why}")
                talks.faults.clear()
        if not dated:
            self._fault(f"{file.told}: no heading is a date such as ‘## 2026-11-24’")

    def _begin(self, file: NotesFile, day: Day, talks: LoggedTalks) -> Iterator[Value]:
        try:
            if (meeting := talks.begin(day.day)) is not None:
                yield meeting
        except DayAhead:
            self._fault(f"{file.told}:{day.line}: {day.day.isoformat()} is still to come")

    def told_of(self) -> list[Tally]:
        """What came of it, by name; people of whom nothing was read are left out."""
        read = [tally for id, tally in self.tallies.items() if id in self._talks]  # noqa: A001
        return sorted(read, key=lambda tally: tally.person.name.casefold())

    def _fault(self, sentence: str) -> None:
        if len(self.faults) < MOST_FAULTS:
            self.faults.append(sentence)
        else:
            self.untold += 1
