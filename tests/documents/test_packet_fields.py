"""What of a period the report's packet depends on, field by field: a field that joins is not in."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

import pytest
from documents.packets import MAYA, REVIEW, commitment, goal, id_of, note, packet
from field_edits import START, edits

from convo_tui.documents import packet_sections
from convo_tui.documents.packet import Audience, Scope
from convo_tui.documents.review import FORMATS, review_in
from convo_tui.domain.feedback import Feedback
from convo_tui.domain.goals import GoalRecord, GoalState
from convo_tui.domain.growth import Preferences
from convo_tui.domain.hard_talks import HardTalk, HardTalkKind
from convo_tui.domain.notes import NoteKind
from convo_tui.domain.openings import Opening
from convo_tui.domain.review import Review
from convo_tui.domain.signs import Signs

SHARED = {
    "Person": "name",
    "Period": "first last",
    "Meeting": "id started_at ended_at manager_seconds report_seconds untracked_seconds logged_at",
    "Segment": "",
    "Note": "id at text kind private meeting_id",
    "Feedback": "id text kind said_at so_what now_what",
    "Commitment": "id goal created_at owner state private metric manager_part closed_at"
    " celebration celebrated_at",
    "Goal": "id title created_at link why unit start target due state closed_at private"
    " celebration celebrated_at",
    "GoalRecord": "",
    "Milestone": "text reached_at",
    "GoalUpdate": "at value note",
    "Roadmap": "id at where_to today routes next_exit exit_on",
    "StrengthRecord": "",
    "Strength": "id name created_at helps serves ended_at",
    "Review": "",
    "Opening": "id subject_id text named_at",
    "Signs": "",
    "Preferences": "",
    "HardTalk": "",
    "Checkpoint": "on outcome",  # which of them comes next
    "Asked": "",
    "ScheduleChange": "id at kind planned_for who moved_to",
}
"""All that the report's packet tells, or that decides what it tells. Think twice before it grows.

The seconds of a talk are told as its length alone; see `test_the_talk_share_leaves_no_trace`.
"""


def documents(review: Review) -> str:
    return "".join(review_in(form, packet(review=review)) for form in FORMATS)


def told() -> dict[str, set[str]]:
    """The fields that make a difference to the report's packet."""
    before, found = documents(REVIEW), {name: set[str]() for name in SHARED}
    for kind, name, review in edits(REVIEW):
        if documents(review) != before:
            found[kind].add(name)
    return found


def test_it_depends_on_the_fields_that_are_listed_and_no_others() -> None:
    assert told() == {kind: set(names.split()) for kind, names in SHARED.items()}


def test_a_field_that_leaks_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    made = packet_sections._note

    def with_tags(scope: Scope, note: Any) -> Any:
        return replace(made(scope, note), text=f"{note.text} {note.tags}")

    monkeypatch.setattr(packet_sections, "_note", with_tags)
    assert "tags" in told()["Note"]


def test_every_value_of_a_review_is_tried() -> None:
    assert [part.name for part in fields(REVIEW) if not getattr(REVIEW, part.name)] == []
    assert {kind for kind, _, _ in edits(REVIEW)} == set(SHARED)


def test_what_is_private_makes_no_difference_at_all() -> None:
    """Neither its words nor that it is there."""
    jotted = replace(note(0x95, NoteKind.BLOCKER, "zxqv"), meeting_id=None)
    hidden: list[tuple[str, Any]] = [
        ("notes", note(0x91, NoteKind.WIN, "zxqv", private=True)),
        ("notes", note(0x92, NoteKind.BLOCKER, "zxqv", private=True)),
        ("notes", note(0x93, NoteKind.NOTE, "zxqv", private=True)),
        ("notes", note(0x94, NoteKind.NOTE, "zxqv")),
        ("notes", jotted),
        ("commitments", replace(commitment(0x96, "zxqv"), private=True)),
        ("feedback", Feedback(id_of(0x97), REVIEW.person.id, START, "zxqv")),
        ("goals", GoalRecord(goal(0x98, "zxqv", private=True, start=1.0, target=2.0))),
        ("celebrations", goal(0x99, "zxqv", private=True, state=GoalState.REACHED,
                              closed_at=START, celebrated_at=START)),
        ("celebrations", goal(0x9A, "zxqv", state=GoalState.REACHED, closed_at=START)),
        ("openings", Opening(id_of(0x9B), MAYA.id, id_of(1), id_of(1), START, "zxqv")),
        ("signs", Signs(id_of(0x9C), MAYA.id, id_of(1), START, 1, 1, 1, 1, 1, 1)),
        ("preferences", Preferences(id_of(0x9D), MAYA.id, START, ("warm",), "zxqv", "zxqv")),
        ("sheets", HardTalk(id_of(0x9E), MAYA.id, HardTalkKind.STRONG, START, ("zxqv",))),
    ]  # fmt: skip
    for name, value in hidden:
        more: dict[str, Any] = {name: (*getattr(REVIEW, name), value)}
        assert documents(replace(REVIEW, **more)) == documents(REVIEW), name


def test_evidence_that_is_private_makes_no_difference() -> None:
    (first, *others) = REVIEW.strengths
    for value in (
        note(0x91, NoteKind.WIN, "zxqv", private=True),
        Feedback(id_of(0x97), MAYA.id, START, "zxqv"),
    ):
        more = (replace(first, shown=(*first.shown, value)), *others)
        assert documents(replace(REVIEW, strengths=more)) == documents(REVIEW)


def test_the_talk_share_leaves_no_trace() -> None:
    """The sums of a talk are told as its length and nothing else."""
    turned = tuple(
        replace(talk, manager_seconds=talk.report_seconds, report_seconds=talk.manager_seconds)
        for talk in REVIEW.talks
    )
    assert documents(replace(REVIEW, talks=turned)) == documents(REVIEW)


def test_the_manager_gets_all_of_it_with_what_is_private_marked() -> None:
    for form in FORMATS:
        text = review_in(form, packet(Audience.MANAGER))
        for words in (
            "a win to keep to myself",
            "interrupts in planning",
            "find a successor",
            "jotted down in between",
            "she fixed it twice",
            "lost heart",
            "the budget",
            "so so",
            "What helps you?",
            "a title to keep quiet about",
            "too dear",
            "still owed",
            "in the morning",
            "cut him off twice",
            "problems sooner",
        ):
            assert words in text, (form, words)
    marked = review_in(FORMATS[2], packet(Audience.MANAGER)).splitlines()
    for words in ("a win to keep to myself", "interrupts in planning", "find a successor"):
        (line,) = (each for each in marked if words in each and each.startswith("- "))
        assert line.startswith("- ~ private: "), line
