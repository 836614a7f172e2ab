"""Everything about a person: nothing left out, private apart from shared, nothing live in it."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from datetime import datetime
from html.parser import HTMLParser
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from storage_samples import NOON, every_kind, started

from convo_tui.documents.disclosure import disclosure_html, disclosure_json
from convo_tui.domain.commitments import Commitment
from convo_tui.domain.disclosure import halves, parted
from convo_tui.domain.feedback import Feedback
from convo_tui.domain.meeting import Meeting
from convo_tui.domain.notes import Note
from convo_tui.domain.people import Person
from convo_tui.storage.codecs import table_name

BERLIN = "Europe/Berlin"
NOW = NOON.astimezone(ZoneInfo(BERLIN))


def everything(text: str = "words") -> tuple[Person, dict[str, tuple[Any, ...]]]:
    """A value of each kind, by table."""
    values = every_kind(text)
    talk = next(value for value in values if isinstance(value, Meeting))
    found: dict[str, tuple[Any, ...]] = {}
    for value in (*values, started(talk)):
        found[table_name(type(value))] = (*found.get(table_name(type(value)), ()), value)
    (person,) = found["person"]
    return person, found


@pytest.mark.parametrize("value", every_kind("words"), ids=lambda value: type(value).__name__)
def test_every_field_is_in_one_half_or_the_other(value: Any) -> None:
    both = parted(value)
    told = (both.shared or {}).keys() | (both.private or {}).keys()
    names = {part.name for part in fields(value)}
    empty = {name for name in names if not getattr(value, name)}
    assert names - empty <= told
    # Of a commitment's checkpoints the notes alone are private.
    assert (both.shared or {}).keys() & (both.private or {}).keys() <= {
        "id", "person_id", "checkpoints",
    }  # fmt: skip


def test_what_is_private_is_in_the_private_half_alone() -> None:
    _, values = everything()
    shared, private = halves(values)
    for name in ("note", "commitment", "talking_point", "correction", "imported"):
        assert name not in shared
        assert name in private
    assert {"person", "meeting", "feedback", "asked", "schedule_change"} <= shared.keys()
    unsaid = replace(values["feedback"][0], said_at=None)
    assert isinstance(unsaid, Feedback)
    assert parted(unsaid).shared is None


def test_what_was_proposed_and_not_named_is_private() -> None:
    _, values = everything()
    unsaid = replace(values["opening"][0], named_at=None)
    assert parted(unsaid).shared is None
    named = parted(replace(unsaid, named_at=NOON))
    assert named.shared is not None
    assert "subject_id" not in named.shared


def test_what_was_named_and_became_private_since_is_private() -> None:
    _, values = everything()
    note, goal = values["note"][0], replace(values["goal"][0], private=False)
    step = replace(values["milestone"][0], goal_id=goal.id)
    opening = replace(values["opening"][0], named_at=NOON)
    for behind in (note, goal, step):
        named = {"opening": (replace(opening, subject_id=behind.id),), "milestone": (step,)}
        for private in (False, True):
            written = {"note": (replace(note, private=private),)}
            written |= {"goal": (replace(goal, private=private),)}
            shared, _ = halves(named | written)
            assert ("opening" in shared) is not private


def test_what_a_part_belongs_to_is_told_by_its_words_unless_that_is_private() -> None:
    person, values = everything()
    goal = replace(values["goal"][0], title="calm nights", private=False)
    page = disclosure_html(person, values | {"goal": (goal,)}, NOW, BERLIN)
    assert page.count("calm nights") >= 2
    hidden = disclosure_html(person, values | {"goal": (replace(goal, private=True),)}, NOW, BERLIN)
    assert hidden.count("calm nights") == 1


def test_what_the_manager_alone_knows_of_shared_things() -> None:
    _, values = everything("words")
    talk = replace(values["meeting"][0], manager_seconds=600.0)
    both = parted(talk)
    assert both.shared is not None
    assert both.private is not None
    assert not {"guess", "manager_seconds", "longest_manager"} & both.shared.keys()
    assert both.private["manager_seconds"] == 600
    commitment = replace(values["commitment"][0], private=False, reason="why not")
    assert isinstance(commitment, Commitment)
    half = parted(commitment)
    assert half.shared is not None
    assert half.private is not None
    assert "reason" not in half.shared
    assert [point.note for point in half.shared["checkpoints"]] == ["", ""]
    assert half.private["reason"] == "why not"
    assert [point.note for point in half.private["checkpoints"]] == ["words"]
    note = replace(values["note"][0], private=False)
    assert isinstance(note, Note)
    assert "tags" not in (parted(note).shared or {})


def test_json_has_both_halves() -> None:
    person, values = everything()
    told = json.loads(disclosure_json(person, values, NOW, "1.0"))
    assert list(told) == [
        "format", "version", "made_at", "made_by", "person", "shared", "private",
    ]  # fmt: skip
    assert told["person"] == {"id": person.id, "name": "words"}
    assert told["shared"].keys() | told["private"].keys() == values.keys()
    (commitment,) = told["private"]["commitment"]
    assert [point["on"] for point in commitment["checkpoints"]] == ["2026-11-20", "2026-11-27"]
    assert commitment["owner"] == "both"


class Tags(HTMLParser):
    """What a browser would make of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, tuple[tuple[str, str | None], ...]]] = []
        self.words: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, tuple(attrs)))

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def test_html_tells_the_same() -> None:
    person, values = everything("some words")
    page = disclosure_html(person, values, NOW, BERLIN)
    told = " ".join(" ".join(Tags(page).words).split())
    assert "Everything about some words" in told
    for words in (
        "Profile", "Talks", "Notes", "Commitments and checkpoints", "Feedback", "Questions asked",
        "Talking points", "Talks moved and cancelled", "Later edits", "The clock of the talks",
        "Tue 24 Nov 2026 13:00", "Fri 20 Nov 2026 (slipped): some words, Fri 27 Nov 2026",
        "manager share",
        "not tracked", "Wins 5 min, Blockers 10 min", "talk of Tue 24 Nov 2026 13:00",
        "13:00:00 started",
    ):  # fmt: skip
        assert words in told, words
    shared, private = told.split("Private What only", maxsplit=1)
    assert "Commitments and checkpoints" in private
    assert "Commitments and checkpoints" not in shared


def test_a_page_loads_nothing_and_runs_nothing() -> None:
    hostile = "<script>alert(1)</script><img src=http://x onerror=y>\"'{{ 7*7 }}</style>"
    person, values = everything(hostile)
    plain_person, plain = everything("words")
    page = Tags(disclosure_html(person, values, NOW, BERLIN))
    assert page.tags == Tags(disclosure_html(plain_person, plain, NOW, BERLIN)).tags
    names = {tag for tag, _ in page.tags}
    assert not names & {"script", "img", "link", "iframe", "a", "form", "object", "svg"}
    assert {name for _, attrs in page.tags for name, _ in attrs} <= {
        "lang", "charset", "name", "content", "http-equiv", "class",
    }  # fmt: skip
    assert hostile in "".join(page.words)


def test_nothing_to_tell() -> None:
    person = Person("aaaaaaaaaaaa", "Maya", datetime(2026, 1, 1, tzinfo=ZoneInfo(BERLIN)))
    page = disclosure_html(person, {"person": (person,)}, NOW, BERLIN)
    assert "Profile" in page
