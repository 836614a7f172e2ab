"""`convo import`: people, notes, the list, and taking it back."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from shell_commands import Convo

from convo_tui.clock import FakeClock
from convo_tui.domain.commitments import CommitmentState
from convo_tui.domain.meeting import Meeting, MeetingState
from convo_tui.domain.people import Person
from convo_tui.domain.values import Change, Side, new_id
from convo_tui.storage.backup import backups_of

NOW = FakeClock.START
MAYA = Person("00000000aaaa", "Maya Lindqvist", NOW, time="09:30")
TEAM = "name;role;every;day;time;pay\nMaya Lindqvist;Engineer;2;tue;14:30;1\nTom;;none;;;2\n"
NOTES = """# Maya Lindqvist

## 2026-11-17
### Wins
- shipped it
### Actions
- [ ] write it up ^fri @me
- [x] call them

## Tue, Nov 10 2026
- ~ tired
- [ ] plan ^whenever

## 2026-12-01
- ahead
"""


@pytest.fixture
def team(tmp_path: Path) -> str:
    """A file of people."""
    path = tmp_path / "team.csv"
    path.write_text(TEAM)
    return str(path)


@pytest.fixture
def notes(tmp_path: Path) -> str:
    """A folder of notes."""
    folder = tmp_path / "notes"
    folder.mkdir()
    (folder / "maya.md").write_text(NOTES)
    return str(folder)


def names(convo: Convo) -> list[str]:
    return [person["name"] for person in convo.json("people", "--json")]


def talks(convo: Convo) -> list[Meeting]:
    store = convo.open()
    found = store.all_held()
    store.close()
    return list(found)


class TestPeople:
    def test_they_are_added(self, convo: Convo, team: str) -> None:
        assert convo.lines("import", "people", team) == [
            "Maya Lindqvist Engineer every 2 weeks Tue 14:30 added",
            "Tom no rhythm added",
            "Columns that were not read: pay.",
            "To take it back: convo import undo",
        ]
        maya = convo.json("people", "--json")[0]
        assert (maya["role"], maya["every_weeks"], maya["weekday"], maya["time"]) == (
            "Engineer", 2, "tuesday", "14:30",
        )  # fmt: skip

    def test_a_dry_run_keeps_nothing(self, convo: Convo, team: str) -> None:
        told = convo.lines("import", "people", "--dry-run", team)
        assert told[1] == "Tom no rhythm would be added"
        assert told[-1] == "Nothing was imported: this was a dry run."
        assert names(convo) == []

    def test_who_is_there_is_left_alone(self, convo: Convo, team: str) -> None:
        convo.keep([replace(MAYA, archived_at=NOW)])
        told = convo.lines("import", "people", team)
        assert told[1] == "Maya Lindqvist is there already, and was left alone."
        again = convo.lines("import", "people", team)
        assert again[-1] == "There was nobody to add."
        assert len(convo.json("import", "list", "--json")) == 1

    def test_a_broken_file_imports_nobody(self, convo: Convo, tmp_path: Path) -> None:
        path = tmp_path / "team.csv"
        path.write_text("name,every\nMaya,1\nTom,often\n")
        line = convo.refused("import", "people", str(path))
        assert line.startswith(f"{path}, line 3: every: “often” is no rhythm")
        assert names(convo) == []
        assert "There is no file" in convo.refused("import", "people", str(tmp_path / "none"))


class TestNotes:
    def test_a_dry_run_says_exactly_what_happens(self, convo: Convo, notes: str) -> None:
        dry = convo.lines("import", "notes", "--dry-run", notes)
        assert dry == [
            "Maya Lindqvist (new): 2 talks, 2 notes, 3 commitments (1 kept, 2 open),"
            " Tue 10 Nov to Tue 17 Nov.",
            "Not read:",
            f"{notes}/maya.md:12: ‘^whenever’ is no date, and stays in the words",
            f"{notes}/maya.md:14: 2026-12-01 is still to come",
            "Notes without ~ count as shared; with --private all of them are yours alone.",
            "Nothing was imported: this was a dry run.",
        ]
        assert names(convo) == []
        done = convo.lines("import", "notes", notes)
        assert done[:-1] == dry[:-1]
        assert done[-1] == "To take it back: convo import undo"

    def test_a_heading_becomes_a_talk_logged_afterwards(self, convo: Convo, notes: str) -> None:
        convo.keep([MAYA])
        convo.told("import", "notes", notes)
        store = convo.open()
        newest, older = store.talks_with(MAYA.id)
        page = store.talk_page(newest.id)
        earlier = store.talk_page(older.id)
        store.close()
        assert newest.started_at.replace(microsecond=0) == datetime(2026, 11, 17, 8, 30, tzinfo=UTC)
        assert newest.state is MeetingState.HELD
        assert (newest.has_time, newest.length) == (False, None)
        assert newest.logged_at == NOW
        assert newest.sums.manager_share is None
        assert newest.segments[0].key == "wins"
        assert newest.segment_seconds == ()
        assert page is not None
        assert earlier is not None
        (note,) = page.notes
        assert (note.text, note.kind.value, note.segment) == ("shipped it", "win", 0)
        mine, kept = page.commitments
        assert (mine.owner, str(mine.due), mine.state) == (
            Side.MANAGER, "2026-11-20", CommitmentState.OPEN,
        )  # fmt: skip
        assert (kept.goal, kept.state) == ("call them", CommitmentState.KEPT)
        assert kept.closed_at is not None
        assert earlier.notes[0].private
        assert earlier.commitments[0].goal == "plan ^whenever"
        assert earlier.commitments[0].due is None

    def test_entries_keep_their_order(self, convo: Convo, tmp_path: Path) -> None:
        path = tmp_path / "maya.md"
        path.write_text("# 2026-11-17\n" + "".join(f"- line {n}\n" for n in range(50)))
        convo.told("import", "notes", str(path))
        store = convo.open()
        page = store.talk_page(store.all_held()[0].id)
        store.close()
        assert page is not None
        assert [note.text for note in page.notes] == [f"line {n}" for n in range(50)]

    def test_a_day_named_twice_is_left_alone_once(self, convo: Convo, tmp_path: Path) -> None:
        path = tmp_path / "maya" / "2026-10-14.md"
        path.parent.mkdir()
        path.write_text("# 14 October 2026\n- a line\n")
        convo.told("import", "notes", str(path.parent.parent))
        told = convo.lines("import", "notes", str(path.parent.parent))
        assert "Left alone: 1 day that has a talk already." in told

    def test_a_folder_that_grew_is_imported_again(self, convo: Convo, notes: str) -> None:
        convo.told("import", "notes", notes)
        told = convo.lines("import", "notes", notes)
        assert told[:2] == [
            "Maya Lindqvist: nothing new.",
            "Left alone: 2 days that have a talk already.",
        ]
        assert told[-1] == "There was nothing new to import."
        with (Path(notes) / "maya.md").open("a") as file:
            file.write("## 2026-11-03\n- more\n")
        convo.told("import", "notes", notes)
        assert len(talks(convo)) == 3

    def test_a_day_in_two_files_is_one_talk(self, convo: Convo, notes: str) -> None:
        (Path(notes) / "maya2.md").write_text("# Maya Lindqvist\n## 2026-11-17\n- and more\n")
        convo.told("import", "notes", notes)
        store = convo.open()
        newest = store.all_held()[0]
        page = store.talk_page(newest.id)
        store.close()
        assert page is not None
        assert [note.text for note in page.notes] == ["shipped it", "and more"]

    def test_everything_private(self, convo: Convo, notes: str) -> None:
        told = convo.told("import", "notes", "--private", notes)
        assert "count as shared" not in told
        store = convo.open()
        page = store.talk_page(store.all_held()[0].id)
        store.close()
        assert page is not None
        assert all(note.private for note in page.notes)
        assert all(commitment.private for commitment in page.commitments)

    def test_a_person_is_named(self, convo: Convo, tmp_path: Path) -> None:
        path = tmp_path / "x.md"
        path.write_text("# 2026-11-17\n- x\n")
        convo.keep([MAYA])
        assert convo.lines("import", "notes", "--person", "maya", str(path))[0].startswith("Maya L")
        told = convo.lines("import", "notes", "--person", "Ada Lovelace", str(path))
        assert told[0].startswith("Ada Lovelace (new): 1 talk, 1 note, Tue 17 Nov")
        result = convo.run("import", "notes", "--person", "maya", str(tmp_path))
        assert result.exit_code == 2
        assert convo.run("import", "notes", "--person", " ", str(path)).exit_code == 2

    def test_several_people_of_a_name_are_told(self, convo: Convo, tmp_path: Path) -> None:
        convo.keep([MAYA, Person("00000000cccc", "Maya Ito", NOW)])
        path = tmp_path / "maya.md"
        path.write_text("# 2026-11-17\n- x\n")
        result = convo.run("import", "notes", str(path))
        assert result.exit_code == 1
        assert f"{path}: may be about Maya Ito or Maya Lindqvist" in result.stdout
        assert result.stderr == "There was nothing to import.\n"

    def test_the_order_of_figures(self, convo: Convo, tmp_path: Path) -> None:
        path = tmp_path / "maya.md"
        path.write_text("# 3/4/2026\n- x\n")
        assert convo.run("import", "notes", str(path)).exit_code == 1
        convo.told("import", "notes", "--dates", "month-first", str(path))
        assert talks(convo)[0].started_at.date().isoformat() == "2026-03-04"

    def test_what_cannot_be_read_does_not_hold_up_the_rest(self, convo: Convo, notes: str) -> None:
        (Path(notes) / "bad.md").write_bytes(b"\xff")
        (Path(notes) / "empty.md").write_text("nothing dated\n")
        told = convo.lines("import", "notes", notes)
        assert f"{notes}/bad.md is not text in UTF-8; save it in that encoding first" in told
        assert f"{notes}/empty.md: no heading is a date such as ‘## 2026-11-24’" in told
        assert len(talks(convo)) == 2

    def test_a_file_that_goes_while_it_is_read_keeps_nothing(
        self, convo: Convo, notes: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        from convo_tui.documents.notes_files import NotesFile, Unreadable

        def gone(self: NotesFile) -> object:
            yield from parts(self)
            raise Unreadable("It went away.")

        parts = NotesFile.parts
        monkeypatch.setattr(NotesFile, "parts", gone)
        assert convo.refused("import", "notes", notes) == "It went away."
        assert names(convo) == []
        assert convo.json("import", "list", "--json") == []


class TestUndo:
    def test_the_newest_import_is_undone_whole(self, convo: Convo, team: str, notes: str) -> None:
        convo.told("import", "people", team)
        convo.clock.advance(60)
        convo.told("import", "notes", notes)
        kinds = [batch["kind"] for batch in convo.json("import", "list", "--json")]
        assert kinds == ["notes", "people"]
        dry = convo.lines("import", "undo", "--dry-run")
        assert dry[0] == "Would remove: 2 talks, 2 notes, 3 commitments."
        assert dry[-1] == "Nothing was removed: this was a dry run."
        assert len(talks(convo)) == 2
        assert convo.lines("import", "undo") == ["Removed: 2 talks, 2 notes, 3 commitments."]
        assert talks(convo) == []
        assert [backup.why for backup in backups_of(convo.file)] == ["before-undo"]
        assert convo.lines("import", "undo") == ["Removed: 2 people."]
        assert names(convo) == []
        assert convo.refused("import", "undo") == "There is no import to undo."

    def test_a_batch_is_named_by_the_beginning_of_its_id(
        self, convo: Convo, team: str, notes: str
    ) -> None:
        convo.told("import", "people", team)
        convo.clock.advance(60)
        convo.told("import", "notes", notes)
        people_batch = convo.json("import", "list", "--json")[1]["id"]
        listed = convo.lines("import", "list")
        assert listed[0].endswith("notes 2 talks, 2 notes, 3 commitments")
        told = convo.lines("import", "undo", people_batch[:6])
        assert told == [
            "Removed: 1 person.",
            "Maya Lindqvist stays: it is needed by 2 talks, 2 notes, 3 commitments.",
        ]
        assert convo.refused("import", "undo", "zz").startswith("No import has an id")

    def test_what_was_written_since_stays_with_what_it_needs(
        self, convo: Convo, notes: str
    ) -> None:
        convo.told("import", "notes", notes)
        convo.told("note", "maya", "written since")
        store = convo.open()
        talk = store.all_held()[0]
        page = store.talk_page(talk.id)
        assert page is not None
        store.apply(
            Change.added(replace(page.notes[0], id=new_id(), text="and this")),
            Change.edited(page.commitments[0], replace(page.commitments[0], goal="another")),
        )
        store.close()
        told = convo.lines("import", "undo")
        assert told == [
            "Removed: 1 talk, 2 notes, 2 commitments.",
            "Maya Lindqvist stays: it is needed by 1 talk, 2 notes, 1 commitment.",
            "A talk with Maya Lindqvist stays: it is needed by 1 note, 1 commitment.",
            "A commitment “another” stays: it was edited since.",
            "What was only edited can be removed, too, with --force.",
        ]
        forced = convo.lines("import", "undo", "--force")
        assert forced[0] == "Removed: 1 commitment."
        assert forced[1] == "Maya Lindqvist stays: it is needed by 1 talk, 2 notes."
        store = convo.open()
        assert {note.text for note in store.overviews()[0].notes} == {"written since"}
        left = store.talk_page(talk.id)
        store.close()
        assert left is not None
        assert [note.text for note in left.notes] == ["and this"]
