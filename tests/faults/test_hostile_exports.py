"""No text breaks what `convo export` writes: a page keeps its structure, JSON stays JSON."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import click
from conftest import Tally
from hostile_strings import CHOSEN, generated
from hostile_team import in_a_file
from hostile_terminal import see_text
from storage_samples import every_kind

from convo_tui.cli.export import export
from convo_tui.documents.disclosure import disclosure_html, disclosure_json
from convo_tui.domain.people import Person
from convo_tui.domain.values import Change
from convo_tui.storage.codecs import table_name
from convo_tui.storage.store import open_store
from convo_tui.text import one_line

BERLIN = "Europe/Berlin"
TEXTS = [text for text in (*CHOSEN, *generated(500)) if one_line(text)]


def test_no_format_leaves_that_these_tests_do_not_know() -> None:
    """Whoever adds one guards it here."""
    (form,) = (option for option in export.params if option.name == "form")
    assert isinstance(form.type, click.Choice)
    assert list(form.type.choices) == ["json", "html"]


class Page(HTMLParser):
    """The tags and the words of a page, as a browser takes it."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[object] = []
        self.words = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, attrs))

    def handle_comment(self, data: str) -> None:
        self.tags.append(("comment", data))

    def handle_data(self, data: str) -> None:
        self.words += data


def all_about(text: str) -> tuple[Person, dict[str, tuple[Any, ...]]]:
    """A value of each kind with the text wherever text goes, by table."""
    found: dict[str, tuple[Any, ...]] = {}
    for value in every_kind(text):
        name = table_name(type(value))
        found[name] = (*found.get(name, ()), value)
    (person,) = found["person"]
    return person, found


def test_a_disclosure_is_built_the_same_whatever_was_typed(tally: Tally) -> None:
    def page_with(text: str) -> Page:
        page = disclosure_html(*all_about(text), datetime(2026, 11, 24, tzinfo=UTC), BERLIN)
        see_text(page, "\n\t")
        return Page(page)

    plain = page_with("words").tags
    assert len(plain) > 50
    for text in TEXTS:
        read = page_with(text)
        assert read.tags == plain, text
        assert read.words.count(one_line(text)) >= 3, text
    tally("hostile strings in a disclosure as HTML", len(TEXTS), 0)


def test_a_disclosure_as_json_and_an_archive_have_no_control_codes(tmp_path: Path) -> None:
    store = open_store(tmp_path / "convo.db")
    now = datetime(2026, 11, 24, tzinfo=UTC)
    for text in in_a_file(TEXTS)[:100]:
        person, values = all_about(text)
        told = disclosure_json(person, values, now, "1")
        see_text(told, "\n")
        assert json.loads(told)["private"]["note"]
        store.apply(*map(Change.added, every_kind(text)))
    archive = "".join(store.archives.write(now))
    store.close()
    # Kept as it is in the file, and shown with its codes escaped: nothing obeys it in an editor.
    assert not set(archive) & {chr(code) for code in range(32) if code != 10}
    assert json.loads(archive)["format"] == "convo-archive"
