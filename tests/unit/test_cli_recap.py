import json
import os
import stat
from dataclasses import replace
from datetime import timedelta
from email import message_from_string
from pathlib import Path

import pytest
from shell_commands import Convo

from convo_tui.clock import FakeClock
from convo_tui.domain.agenda import DEFAULT
from convo_tui.domain.meeting import Meeting, MeetingState
from convo_tui.domain.notes import Note, NoteKind
from convo_tui.domain.people import Person
from convo_tui.domain.values import Change

NOW = FakeClock.START
ADA = Person("00000000aaaa", "Ada Byron", NOW)
TOM = Person("00000000bbbb", "Tom Okafor", NOW)


def talk(id: str, person: Person, days: int) -> Meeting:  # noqa: A002
    at = NOW - timedelta(days=days)
    end = at + timedelta(minutes=30)
    return Meeting(id, person.id, at, DEFAULT.segments, state=MeetingState.HELD, ended_at=end)


OLD, NEW, TOMS = talk("ada000000001", ADA, 14), talk("ada000000002", ADA, 7), talk("b1", TOM, 3)
WIN = Note("00000000f1f1", ADA.id, NOW, "shipped it", NoteKind.WIN, meeting_id=NEW.id, segment=0)
SECRET = Note("00000000f2f2", ADA.id, NOW, "hush", private=True, meeting_id=NEW.id, segment=0)


@pytest.fixture(autouse=True)
def _three_talks(convo: Convo) -> None:
    convo.keep([ADA, TOM, OLD, NEW, TOMS, WIN, SECRET])


def test_without_a_name_it_is_the_newest_of_all(convo: Convo) -> None:
    assert convo.lines("recap")[0] == "# Tom Okafor, Saturday 21 November 2026"


def test_a_name_gives_their_newest(convo: Convo) -> None:
    told = convo.told("recap", "byron")
    assert told.startswith("# Ada Byron, Tuesday 17 November 2026\n")
    assert "- shipped it" in told
    assert "hush" not in told


def test_a_name_made_of_the_letters_of_an_id_is_a_name(convo: Convo) -> None:
    assert convo.lines("recap", "ada")[0].endswith("Tuesday 17 November 2026")


def test_the_beginning_of_an_id_gives_that_talk(convo: Convo) -> None:
    assert convo.lines("recap", "ada000000001")[0].endswith("Tuesday 10 November 2026")
    assert convo.refused("recap", "ada0").startswith("2 talks have an id that begins")


def test_a_day_gives_the_talk_that_was_held_then(convo: Convo) -> None:
    assert convo.lines("recap", "ada", "--on", "10 Nov")[0].endswith("Tuesday 10 November 2026")
    assert convo.lines("recap", "--on", "sat")[0] == "# Tom Okafor, Saturday 21 November 2026"
    assert convo.refused("recap", "ada", "--on", "21 Nov") == (
        "There was no talk with Ada Byron on that day."
    )
    assert convo.refused("recap", "--on", "1 Nov") == (
        "No talk was held then. The newest was on Saturday 21 November 2026."
    )
    assert "is no date I know" in convo.refused("recap", "--on", "whenever")


def test_the_archived_can_be_looked_up(convo: Convo) -> None:
    convo.told("people", "archive", "ada")
    assert convo.lines("recap", "ada")[0].startswith("# Ada Byron")


def test_text_and_json_say_the_same(convo: Convo) -> None:
    assert convo.lines("recap", "ada", "--format", "text")[0].startswith("Ada Byron, Tuesday")
    assert convo.json("recap", "ada", "--format", "json")["wins"] == ["shipped it"]


def test_own_wording_is_the_recap(convo: Convo) -> None:
    convo.keep([replace(talk("c1", TOM, 1), recap="As we said.\nGood.")])
    assert convo.told("recap", "tom") == "As we said.\nGood.\n"


def test_it_is_saved_where_one_says_and_only_its_owner_reads_it(
    convo: Convo, tmp_path: Path
) -> None:
    file = tmp_path / "recap.md"
    result = convo.run("recap", "ada", "-o", str(file))
    assert result.stdout == ""
    assert result.stderr == f"Saved to {file}; only you can read it.\n"
    assert file.read_text() == convo.told("recap", "ada")
    assert os.name != "posix" or stat.S_IMODE(file.stat().st_mode) == 0o600


def test_another_file_is_not_replaced_unasked(convo: Convo, tmp_path: Path) -> None:
    file = tmp_path / "recap.json"
    file.write_text("mine")
    told = convo.refused("recap", "ada", "-o", str(file))
    assert told == f"{file} is there already. Choose another name, or replace it with --force."
    assert file.read_text() == "mine"
    convo.run("recap", "ada", "-o", str(file), "--format", "json", "--force")
    assert json.loads(file.read_text())["person"] == "Ada Byron"


def test_a_folder_that_is_not_there_is_told(convo: Convo, tmp_path: Path) -> None:
    assert "There is no folder" in convo.refused("recap", "-o", str(tmp_path / "no" / "a.md"))


def test_only_what_is_there_is_offered(convo: Convo) -> None:
    assert convo.run("recap", "--format", "pdf").exit_code == 2


def test_a_page_and_a_mail_say_the_same(convo: Convo) -> None:
    page = convo.told("recap", "ada", "--format", "html")
    assert page.startswith("<!doctype html>")
    assert "<li>shipped it" in page
    mail = message_from_string(convo.told("recap", "ada", "--format", "eml"))
    assert mail["Subject"] == "Recap: Ada Byron, Tuesday 17 November 2026"
    assert "hush" not in page + mail.as_string()


@pytest.mark.parametrize("form", ["md", "html", "text", "eml", "json"])
def test_private_notes_leave_only_by_that_choice_and_are_announced(convo: Convo, form: str) -> None:
    assert "hush" not in convo.told("recap", "ada", "--format", form)
    told = convo.told("recap", "ada", "--format", form, "--include-private")
    assert "hush" in told
    if form != "json":
        assert "This copy has private notes in it." in told
    else:
        assert json.loads(told)["private"] == [{"kind": "note", "text": "hush"}]


def test_own_wording_keeps_private_notes_apart(convo: Convo) -> None:
    own = replace(talk("c1", TOM, 1), recap="As we said.")
    convo.keep([own, replace(SECRET, id="c2", person_id=TOM.id, meeting_id="c1")])
    assert convo.told("recap", "tom") == "As we said.\n"
    told = convo.told("recap", "tom", "--include-private")
    assert told.startswith("> This copy has private notes in it.")
    assert told.endswith("As we said.\n\n## Private notes\n\n- Note: hush\n")


def test_nothing_private_needs_no_warning(convo: Convo) -> None:
    assert convo.told("recap", "tom", "--include-private") == convo.told("recap", "tom")


def test_where_there_was_no_talk_that_is_told(convo: Convo) -> None:
    convo.told("people", "add", "Luis")
    assert convo.refused("recap", "luis") == "There was no talk with Luis yet."
    assert convo.refused("recap", "zz").startswith("Nobody is called “zz”.")


def test_the_next_talk_stands_in_the_recap_of_the_newest_alone(convo: Convo) -> None:
    line = "Next talk: Thu 3 Dec 2026, 15:30"
    store = convo.open()
    store.apply(Change.edited(ADA, replace(ADA, next_at=NOW + timedelta(days=9))))
    store.close()
    assert line in convo.lines("recap", "ada")
    assert line not in convo.lines("recap", OLD.id)
    assert not [each for each in convo.lines("recap", "tom") if "Next talk" in each]
