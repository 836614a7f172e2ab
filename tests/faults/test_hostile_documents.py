"""No text breaks what leaves: a recap keeps its structure, and a file stays where it belongs."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from email import message_from_bytes
from email.policy import SMTP
from pathlib import Path
from typing import Any

import calendars
import click
import pytest
from calendars import unfolded
from conftest import Tally
from documents.packets import REVIEW, packet
from documents.parsed import Tag, parsed
from hostile_strings import CHOSEN, generated
from hostile_team import NOW, commitment_of, named, recap_with, talk_with
from hostile_terminal import see_text
from markdown_it import MarkdownIt
from markdown_it.token import Token

from convo_tui.cli import cli
from convo_tui.cli.recap import recap
from convo_tui.cli.review import review
from convo_tui.documents import files
from convo_tui.documents.calendar import Plan, calendar_text
from convo_tui.documents.files import AlreadyThere, proposed_name, save_text, typed_path
from convo_tui.documents.model import Format
from convo_tui.documents.packet import Audience
from convo_tui.documents.recap import recap_in, recap_json, recap_markdown, recap_text
from convo_tui.documents.review import FORMATS, Packet, review_in
from convo_tui.domain.cadence import ScheduleChange, ScheduleKind
from convo_tui.domain.goals import Goal, GoalRecord
from convo_tui.domain.overview import Overview, TalkPage
from convo_tui.domain.review import Review, StrengthRecord
from convo_tui.domain.values import Side, new_id
from convo_tui.paths import PathProblem, write_private
from convo_tui.text import one_line

BERLIN = "Europe/Berlin"
DAY = date(2026, 11, 24)
TEXTS = [text for text in (*CHOSEN, *generated(500)) if one_line(text)]
FEWER = [text for text in (*CHOSEN, *generated(80, 3)) if one_line(text)]
READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
posix = pytest.mark.skipif(sys.platform == "win32", reason="links as POSIX has them")


def structure(markdown: str) -> list[tuple[str, str, int]]:
    """What a reader of Markdown takes a document for, without its words."""
    return [(token.type, token.tag, token.level) for token in READER.parse(markdown)]


def inside(markdown: str) -> list[Token]:
    """What stands in its lines."""
    return [part for token in READER.parse(markdown) for part in token.children or ()]


def test_a_recap_is_built_the_same_whatever_was_typed(tally: Tally) -> None:
    plain = structure(recap_markdown(talk_with("words"), BERLIN))
    assert len(plain) > 50
    for text in TEXTS:
        document = recap_markdown(talk_with(text), BERLIN)
        see_text(document, "\n")
        assert structure(document) == plain, text
        assert {part.type for part in inside(document)} <= {"text", "text_special"}, text
    tally("hostile strings in a recap as Markdown", len(TEXTS), 0)


def test_a_recap_shows_what_was_typed() -> None:
    for text in TEXTS:
        lines = READER.parse(recap_markdown(talk_with(text), BERLIN))
        read = ["".join(part.content for part in line.children or ()) for line in lines]
        assert read.count(one_line(text)) >= 3, text


def test_plain_text_and_json_have_no_control_codes() -> None:
    lines = recap_text(talk_with("words"), BERLIN).count("\n")
    for text in TEXTS:
        page = talk_with(text)
        plain = recap_text(page, BERLIN)
        see_text(plain, "\n")
        assert plain.count("\n") == lines, text
        for value in recap_json(page, BERLIN).values():
            if isinstance(value, str):
                see_text(value)


HARMFUL = {"html_inline", "html_block", "image"}


def test_the_manager_s_own_wording_has_no_html_and_no_picture(tally: Tally) -> None:
    for text in TEXTS:
        document = recap_markdown(own_words(f"# Ours\n\n{text}\n\n- {text} {text}"), BERLIN)
        see_text(document, "\n\t")
        kinds = {token.type for token in (*READER.parse(document), *inside(document))}
        assert not kinds & HARMFUL, document
    tally("hostile strings in the manager's own wording", len(TEXTS), 0)


def test_the_manager_s_own_wording_keeps_its_markdown() -> None:
    words = "# Ours\n\n- **short**, 3 < 4, [page](https://example.org), `x`\n- \\<b> stays"
    assert recap_markdown(own_words(words), BERLIN) == f"{words}\n"
    once = recap_markdown(own_words("<b>x</b> ![p](http://pwned)"), BERLIN)
    assert once == "\\<b>x\\</b> \\![p](http://pwned)\n"
    assert recap_markdown(own_words(once), BERLIN) == once


def own_words(markdown: str) -> TalkPage:
    page = recap_with(["Maya"])
    return replace(page, meeting=replace(page.meeting, recap=markdown))


def test_no_format_leaves_that_these_tests_do_not_know() -> None:
    """Whoever adds a sheet or a calendar guards it against formulas and properties here."""
    known = {
        "recap": ["md", "html", "text", "eml", "json"],
        "review": ["md", "html", "text", "json"],
    }
    for command in (recap, review):
        (form,) = (option for option in command.params if option.name == "form")
        assert isinstance(form.type, click.Choice)
        assert list(form.type.choices) == known[str(command.name)]
    assert [form.value for form in FORMATS] == known["review"]
    assert [form.value for form in Format] == known["recap"]


def test_no_command_saves_what_these_tests_do_not_know() -> None:
    """Whoever adds one that writes files tries hostile texts in those too."""
    ctx = click.Context(cli)
    commands = {name: cli.get_command(ctx, name) for name in cli.list_commands(ctx)}
    saving = {
        name
        for name, command in commands.items()
        if command and any(option.name == "output" for option in command.params)
    }
    assert saving == {"recap", "review", "calendar", "export"}  # that: test_hostile_exports.py


# --- pages ---------------------------------------------------------------------------------------


def page_of(text: str) -> Tag:
    return parsed(recap_in(Format.HTML, talk_with(text), BERLIN, private=True))


def test_a_page_is_built_the_same_whatever_was_typed(tally: Tally) -> None:
    plain = page_of("words").shape()
    assert len(plain) > 50
    for text in TEXTS:
        page = page_of(text)
        see_text(page.text, "\n")
        assert page.shape() == plain, text
        words = [" ".join(each.text.split()) for each in page.all("li")]
        assert sum(" ".join(one_line(text).split()) in each for each in words) >= 3, text
    tally("hostile strings in a recap as a page", len(TEXTS), 0)


ALLOWED = {
    *(
        "p",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "ul",
        "ol",
        "li",
        "a",
        "em",
        "strong",
        "code",
        "pre",
    ),
    *("blockquote", "hr", "br", "s", "table", "thead", "tbody", "tr", "th", "td"),
}
ATTRIBUTES = {
    "a": {"href", "title"},
    "ol": {"start"},
    "code": {"class"},
    "th": {"style"},
    "td": {"style"},
}


def test_the_manager_s_own_wording_becomes_a_page_with_nothing_live_in_it(tally: Tally) -> None:
    for text in TEXTS:
        page = parsed(
            recap_in(Format.HTML, own_words(f"# Ours\n\n{text}\n\n- {text} {text}"), BERLIN)
        )
        see_text(page.text, "\n\t")
        (wording,) = page.all("div", "wording")
        for tag in beneath(wording):
            assert tag.name in ALLOWED, (text, tag)
            assert set(tag.attributes) <= ATTRIBUTES.get(tag.name, set()), (text, tag)
            link = tag.attributes.get("href", "https://")
            assert link.lower().startswith(("http://", "https://", "mailto:")), text
            assert tag.attributes.get("style", "text-align:left").startswith("text-align:")
    tally("hostile strings in the manager's own wording as a page", len(TEXTS), 0)


def beneath(tag: Tag) -> Iterator[Tag]:
    for each in tag.inside:
        if isinstance(each, Tag):
            yield each
            yield from beneath(each)


def test_a_page_loads_nothing_and_says_so() -> None:
    page = page_of("words")
    policies = [each.attributes for each in page.all("meta") if "http-equiv" in each.attributes]
    (policy,) = policies
    assert policy["content"].startswith("default-src 'none'; style-src 'unsafe-inline'")
    assert not page.all("script") + page.all("link") + page.all("img")


# --- mails ---------------------------------------------------------------------------------------

HEADERS = {"Subject", "X-Unsent", "MIME-Version", "Content-Type"}


def test_a_mail_has_its_own_headers_and_no_others(tally: Tally) -> None:
    shape = parsed(recap_in(Format.HTML, talk_with("words"), BERLIN)).shape()
    for text in TEXTS:
        written = recap_in(Format.MAIL, talk_with(text), BERLIN)
        assert written.isascii()
        mail = message_from_bytes(written.encode(), policy=SMTP)
        assert set(mail.keys()) == HEADERS, text
        assert mail["X-Unsent"] == "1"
        assert str(mail["Subject"]).startswith("Recap: ")
        see_text(str(mail["Subject"]))
        plain, page = mail.iter_parts()
        assert (plain.get_content_type(), page.get_content_type()) == ("text/plain", "text/html")
        assert set(plain.keys()) | set(page.keys()) <= {
            "Content-Type",
            "Content-Transfer-Encoding",
            "MIME-Version",
        }
        see_text(plain.get_content().replace("\r\n", "\n"), "\n")
        assert one_line(text) in " ".join(plain.get_content().split()) or len(text) > 200
        assert parsed(page.get_content()).shape() == shape, text
    tally("hostile strings in a recap as a mail", len(TEXTS), 0)


# --- packets -------------------------------------------------------------------------------------


def packet_with(text: str, audience: Audience = Audience.MANAGER) -> Packet:
    """A packet in which one text stands in everything that somebody typed."""
    whose = replace(REVIEW.person, name=text, role=text)
    talks = tuple(replace(each, recap=text, template=text) for each in REVIEW.talks)
    notes = tuple(replace(each, text=text, tags=(text,)) for each in REVIEW.notes)
    feedback = tuple(
        replace(each, text=text, so_what=text, now_what=text) for each in REVIEW.feedback
    )
    schedule = tuple(replace(each, reason=text) for each in REVIEW.schedule)
    commitments = tuple(
        replace(
            each, goal=text, metric=text, manager_part=text, reason=text, obstacles=text,
            resources=text, celebration=text,
            checkpoints=tuple(replace(point, note=text) for point in each.checkpoints),
        )
        for each in REVIEW.commitments
    )  # fmt: skip
    asked = tuple(replace(each, text=text) for each in REVIEW.asked)
    review = Review(whose, REVIEW.period, talks, notes, feedback, commitments, schedule, asked)
    return packet(audience, replace(review, **grown_with(text)))


def grown_with(text: str) -> dict[str, Any]:
    """What grew in a packet, with one text in everything that somebody typed."""

    def aim(goal: Goal) -> Goal:
        return replace(goal, title=text, why=text, unit=text, celebration=text, reason=text)

    return {
        "goals": tuple(
            GoalRecord(
                aim(each.goal),
                tuple(replace(step, text=text) for step in each.milestones),
                tuple(replace(update, note=text) for update in each.updates),
            )
            for each in REVIEW.goals
        ),
        "roadmaps": tuple(
            replace(each, where_to=text, today=text, routes=(text, text), next_exit=text)
            for each in REVIEW.roadmaps
        ),
        "strengths": tuple(
            StrengthRecord(
                replace(each.strength, name=text, helps=text, serves=text),
                tuple(replace(seen, text=text) for seen in each.shown),
            )
            for each in REVIEW.strengths
        ),
        "openings": tuple(replace(each, text=text) for each in REVIEW.openings),
        "celebrations": tuple(
            aim(each) if isinstance(each, Goal) else replace(each, goal=text, celebration=text)
            for each in REVIEW.celebrations
        ),
        "signs": REVIEW.signs,
        "preferences": tuple(
            replace(each, spoken=text, motivates=text, avoids=text) for each in REVIEW.preferences
        ),
        "sheets": tuple(replace(each, answers=(text, text)) for each in REVIEW.sheets),
    }


def test_a_packet_is_built_the_same_whatever_was_typed(tally: Tally) -> None:
    plain = review_in(Format.MARKDOWN, packet_with("words"))
    page = parsed(review_in(Format.HTML, packet_with("words"))).shape()
    lines = review_in(Format.TEXT, packet_with("words")).count("\n")
    for text in FEWER:
        made = packet_with(text)
        document = review_in(Format.MARKDOWN, made)
        see_text(document, "\n")
        assert structure(document) == structure(plain), text
        assert {part.type for part in inside(document)} <= {"text", "text_special"}, text
        html = parsed(review_in(Format.HTML, made))
        see_text(html.text, "\n")
        assert html.shape() == page, text
        written = review_in(Format.TEXT, made)
        see_text(written, "\n")
        assert written.count("\n") == lines, text
        json.loads(review_in(Format.JSON, made))
    tally("hostile strings in a packet, in each of its formats", len(FEWER), 0)


def calendar_with(text: str) -> str:
    """A calendar of a person in which one text stands in everything that a person types."""
    (person,) = named([text])
    at = NOW + timedelta(days=9)
    moved = ScheduleChange(new_id(), person.id, NOW, ScheduleKind.MOVED, at, Side.REPORT, text, at)
    overview = Overview(
        replace(person, id="person", next_at=at),
        commitments=(replace(commitment_of(person, [text]), id="made", owner=Side.REPORT),),
    )
    return calendar_text([Plan(overview, 30, (moved,))], NOW, BERLIN, include_private=True)


def names_of(calendar: str) -> list[str]:
    """What stands in a calendar, without its values."""
    return [re.split("[:;]", line, maxsplit=1)[0] for line in unfolded(calendar)]


def test_a_calendar_is_built_the_same_whatever_was_typed(tally: Tally) -> None:
    plain = calendar_with("words")
    assert names_of(plain).count("BEGIN") > 5
    for text in TEXTS:
        document = calendar_with(text)
        see_text(document.replace("\r\n", "\n"), "\n")
        assert names_of(document) == names_of(plain), text
        lines = zip(unfolded(document), unfolded(plain), strict=True)
        told = {one.split(":")[0] for one, other in lines if one != other}
        assert told <= {"SUMMARY", "DESCRIPTION"}, text
    tally("hostile strings in a calendar", len(TEXTS), 0)


def test_a_calendar_says_what_was_typed() -> None:
    for text in TEXTS:
        line = one_line(text)
        series, moved, checkpoint = calendars.events(calendar_with(text))
        assert series.summary.value == moved.summary.value == f"Talk with {line}"
        assert checkpoint.summary.value == f"Checkpoint with {line}: {line}"
        first_name = line.partition(" ")[0]
        owner, metric = checkpoint.description.value.split("\n")
        assert owner == f"Owner: {first_name}"
        assert metric == f"How we see that it worked: {line}"
        assert checkpoint.valarm.description.value == checkpoint.summary.value


def test_a_proposed_name_stays_in_its_folder(tmp_path: Path, tally: Tally) -> None:
    for text in TEXTS:
        name = proposed_name(text, DAY)
        path = tmp_path / name
        assert path.parent == tmp_path
        assert os.path.normpath(path) == str(path)
        assert name == one_line(name)
        save_text(path, "words", overwrite=True)
        assert path in set(tmp_path.iterdir())
    tally("hostile strings in the name of a file", len(TEXTS), 0)


def test_a_typed_path_is_a_path_or_a_sentence(tmp_path: Path) -> None:
    here = tmp_path / "folder"
    here.mkdir()
    for text in TEXTS:
        try:
            path = typed_path(f"{here}/{text}")
            if here in path.parents and ".." not in path.parts:
                save_text(path, "words")
        except PathProblem as problem:
            see_text(str(problem))
    assert list(tmp_path.iterdir()) == [here]
    with pytest.raises(PathProblem):
        typed_path("~nobody-at-all/x")


@posix
@pytest.mark.parametrize("overwrite", [False, True])
def test_a_link_put_there_in_the_last_moment_is_not_followed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, overwrite: bool
) -> None:
    theirs, path = tmp_path / "theirs.md", tmp_path / "recap.md"
    theirs.write_text("theirs")
    if overwrite:
        path.write_text("before")

    def late(path: Path, text: str, **how: bool) -> None:
        path.unlink()
        path.symlink_to(theirs)
        write_private(path, text, **how)

    monkeypatch.setattr(files, "write_private", late)
    save_text(path, "mine", overwrite=overwrite)
    assert theirs.read_text() == "theirs"
    assert path.read_text() == "mine"
    assert not path.is_symlink()


@posix
@pytest.mark.parametrize("overwrite", [False, True])
def test_what_is_no_file_is_refused_and_left(tmp_path: Path, overwrite: bool) -> None:
    pipe = tmp_path / "pipe.md"
    os.mkfifo(pipe)
    with pytest.raises(PathProblem, match="is not a file"):
        save_text(pipe, "mine", overwrite=overwrite)
    assert pipe.is_fifo()


def test_a_file_that_another_program_made_meanwhile_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "recap.md"
    checked = files.check_place

    def late(place: Path) -> None:
        checked(place)
        place.write_text("theirs")

    monkeypatch.setattr(files, "check_place", late)
    with pytest.raises(AlreadyThere):
        save_text(path, "mine")
    assert path.read_text() == "theirs"
