"""A whole talk in the real program by keys alone, and finding it again from the shell."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from terminal.talking_by_keys import wait_for_talk, write

if TYPE_CHECKING:
    from terminal.real_convo import Convo
    from terminal.terminal import Terminal

FRIDAY = 4


def add_maya(terminal: Terminal) -> None:
    """From the empty first run: add the first person."""
    terminal.wait_for("Nobody here yet", "a add")
    terminal.press("a")
    terminal.wait_for("Add a person", "ctrl+s save")
    terminal.type("Maya Lindqvist")
    terminal.wait_for("Maya Lindqvist")
    terminal.press("ctrl+s")
    terminal.wait_for("Maya Lindqvist was added. m starts a talk")


def ask_a_question(terminal: Terminal) -> str:
    """Take the first suggestion; its first words."""
    terminal.press("q")
    terminal.wait_for("A question for Maya", "SUGGESTED", "never asked")
    terminal.press("enter")
    terminal.wait_for("answers: ", "space speaker")
    return terminal.line_with("answers: ").partition("answers: ")[2][:40]


def commit(terminal: Terminal, goal: str) -> None:
    """Write a commitment of Maya's until Friday."""
    terminal.press("c")
    terminal.wait_for("New commitment with Maya Lindqvist", "0 of 7 parts")
    terminal.type(goal)
    terminal.wait_for(goal, "1 of 7 parts")
    terminal.press("enter")
    terminal.wait_for("enter saves")
    terminal.type("fri")
    terminal.wait_for("2 of 7 parts")
    terminal.press("enter")
    terminal.gone("New commitment")
    terminal.wait_for("NEXT STEPS", "2 of 7")


def end_and_wrap_up(terminal: Terminal) -> str:
    """End the talk and go through the wrap-up; its last page, the recap."""
    terminal.press("e")
    terminal.wait_for("End the talk?")
    terminal.press("e")
    terminal.wait_for("wrap-up of the 1st talk", "n next", "1 written")
    terminal.press("n")
    terminal.wait_for("how much did you say?")
    terminal.type("30")
    terminal.wait_for("you 30 %")
    terminal.press("enter")
    terminal.gone("how much did you say?")
    terminal.press("n")
    terminal.wait_for("HOW IT GOES", "raises problems sooner", "space same")
    terminal.press("+")
    terminal.wait_for("+ sooner", "1 of 6 answered")
    terminal.press("n")
    terminal.wait_for("NEXT TALK", "enter keep this date")
    terminal.press("n")
    return terminal.wait_for("# Maya Lindqvist", "## Next steps")


def test_a_whole_talk_by_keys_alone(convo: Convo) -> None:
    terminal = convo.open()
    add_maya(terminal)
    terminal.press("m")
    wait_for_talk(terminal)
    terminal.press("space")
    terminal.wait_for("Maya speaks")
    write(terminal, "+ shipped the importer", "! staging is down", "~ looks tired")
    terminal.press("n")
    terminal.wait_for("▸ Blockers")
    question = ask_a_question(terminal)
    terminal.press("f2")
    terminal.wait_for("you speak")
    write(terminal, "the release waits for three people", "? on-call in December")
    commit(terminal, "draft the plan for the importer")
    recap = end_and_wrap_up(terminal)
    assert "looks tired" not in recap
    terminal.press("n")
    terminal.wait_for("Today", "The talk with Maya is wrapped up: 1 next step.")
    terminal.press("ctrl+q")
    assert terminal.exit_status() == 0

    assert_found_again(convo, question)


def assert_found_again(convo: Convo, question: str) -> None:
    """Everything of the talk is there for the shell."""
    (maya,) = convo.json("people")
    assert (maya["name"], maya["talks"], maya["live_talk"]) == ("Maya Lindqvist", 1, None)

    (promise,) = convo.json("commitments")
    assert promise["goal"] == "draft the plan for the importer"
    assert (promise["owner"], promise["state"]) == ("report", "open")
    assert date.fromisoformat(promise["due"]).weekday() == FRIDAY

    recap = convo.told("recap", "maya")
    assert "- shipped the importer" in recap
    assert "- staging is down" in recap
    assert question in recap
    assert "the release waits for three people" in recap
    assert "on-call in December" in recap
    assert "draft the plan for the importer" in recap
    assert "looks tired" not in recap

    with convo.store() as store:
        (talk,) = store.talks_with(maya["id"])
        page = store.talk_page(talk.id)
    assert talk.guess == 0.3
    assert talk.manager_seconds > 0
    assert talk.report_seconds > 0
    assert page is not None
    assert [note.text for note in page.notes if note.private] == ["looks tired"]
    (asked,) = page.asked
    assert [note.text for note in page.answers_to(asked.id)] == [
        "the release waits for three people"
    ]
