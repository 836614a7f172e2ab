"""Markdown as people keep their notes, read into days and entries."""

from __future__ import annotations

import time
from datetime import date

import pytest

from convo_tui.documents import notes_markdown
from convo_tui.documents.notes_markdown import Day, Fault, Part, plain, read_notes
from convo_tui.domain.capture import LineKind
from convo_tui.domain.heading_dates import Order
from convo_tui.domain.values import Side
from convo_tui.domain.written_notes import Entry

NOTE, WIN, BLOCKER, COMMITMENT = (
    LineKind.NOTE, LineKind.WIN, LineKind.BLOCKER, LineKind.COMMITMENT
)  # fmt: skip


def read(text: str, order: Order | None = None, day: date | None = None) -> list[Part]:
    return list(read_notes(enumerate(text.splitlines(keepends=True), 1), order, day))


def told(text: str) -> list[tuple[LineKind, str]]:
    """What stands under one day."""
    parts = read(f"## 2026-11-24\n{text}")
    assert parts[0] == Day(1, date(2026, 11, 24))
    entries = [part for part in parts[1:] if isinstance(part, Entry)]
    assert len(entries) == len(parts) - 1
    return [(entry.captured.kind, entry.captured.text) for entry in entries]


def entries(text: str) -> list[Entry]:
    return [part for part in read(f"## 2026-11-24\n{text}") if isinstance(part, Entry)]


@pytest.mark.parametrize("bullet", ["-", "*", "+", "1.", "1)"])
def test_every_bullet_is_an_entry_and_no_sign(bullet: str) -> None:
    assert told(f"{bullet} shipped it\n") == [(NOTE, "shipped it")]


@pytest.mark.parametrize(
    ("line", "kind", "text"),
    [
        ("- + shipped it", WIN, "shipped it"),
        ("* ! staging is down", BLOCKER, "staging is down"),
        ("- > write it up", COMMITMENT, "write it up"),
        ("- [ ] write it up", COMMITMENT, "write it up"),
        ("[x] write it up", COMMITMENT, "write it up"),
        ("- +1 from me", NOTE, "+1 from me"),
        ("- ~20 people", NOTE, "~20 people"),
        ("- !important", NOTE, "!important"),
        ("- ? raise it", NOTE, "? raise it"),
        ("- [link](https://x.org)", NOTE, "link (https://x.org)"),
        ("- [done] it", NOTE, "[done] it"),
        ("> she said so", NOTE, "she said so"),
        ("- \\+ plus", NOTE, "+ plus"),
        ("    code", NOTE, "code"),
        ("- snake_case **bold** `x` <b>y</b> &amp;", NOTE, "snake_case bold x <b>y</b> &"),
    ],
)
def test_signs_and_boxes(line: str, kind: LineKind, text: str) -> None:
    assert told(f"\n{line}\n") == [(kind, text)]


def test_what_a_commitment_carries() -> None:
    open_one, kept, private = entries(
        '- [ ] write it ^fri @me #docs\n- [X] call ^"in 2 weeks" @both\n- [ ] ~ hush\n'
    )
    assert (open_one.captured.due_words, open_one.captured.owner) == ("fri", Side.MANAGER)
    assert open_one.captured.tags == ("docs",)
    assert (open_one.done, kept.done) == (False, True)
    assert (kept.captured.due_words, kept.captured.owner) == ("in 2 weeks", Side.BOTH)
    assert private.captured.private
    assert private.captured.text == "hush"


def test_private_lines() -> None:
    both = entries("- ~ tired\n### Private\n- between us\n")
    assert [(entry.captured.text, entry.captured.private) for entry in both] == [
        ("tired", True),
        ("between us", True),
    ]


def test_headings_say_what_stands_beneath() -> None:
    text = (
        "### Wins\n- one\n### 🚧 Blockers:\n- two\n#### Growth\n- three\n\n**Help**\n- four\n"
        "Next steps:\n\nas agreed\n- five\n## Actions\n1. six\n### Anything else\n- seven\n"
    )
    assert told(text) == [
        (WIN, "one"),
        (BLOCKER, "two"),
        (NOTE, "three"),
        (NOTE, "four"),
        (NOTE, "as agreed"),
        (COMMITMENT, "five"),
        (COMMITMENT, "six"),
        (NOTE, "Anything else"),
        (NOTE, "seven"),
    ]
    assert [entry.segment for entry in entries(text)][:4] == [0, 1, 2, 3]


def test_nested_bullets_and_long_items() -> None:
    assert told("- one\n  goes on\n  - two\n    - [x] three\n\n  more\n- four\n") == [
        (NOTE, "one goes on"),
        (NOTE, "two"),
        (COMMITMENT, "three"),
        (NOTE, "more"),
        (NOTE, "four"),
    ]


def test_paragraphs_tables_and_code() -> None:
    assert told(
        "One\nthought.\n\n[ ] a\n[x] b\n\n| a | b |\n|---|---|\n| 1 | |\n\n"
        "```sh\n# 2020-01-01\nls\n```\n\n---\n<!-- hidden\n2 -->\n"
    ) == [
        (NOTE, "One thought."),
        (COMMITMENT, "a"),
        (COMMITMENT, "b"),
        (NOTE, "a | b"),
        (NOTE, "1"),
        (NOTE, "# 2020-01-01 ls"),
    ]


def test_words_behind_the_date_are_a_note_but_a_time_is_none() -> None:
    assert told("") == []
    (_, note) = read("# 2026-11-24: lunch\n")
    assert isinstance(note, Entry)
    assert note.captured.text == "lunch"
    assert read("# 2026-11-24 @ 14:30\n") == [Day(1, date(2026, 11, 24))]


def test_what_stands_under_no_date_is_told_with_its_line() -> None:
    text = "# Maya\n\nLikes tea.\n- and cake\n## 2026-11-24\n- kept\n# Appendix\n- not kept\n"
    assert [part for part in read(text) if isinstance(part, Fault)] == [
        Fault(3, "2 lines stand under no date"),
        Fault(8, "1 line stands under no date"),
    ]


def test_a_day_that_cannot_be_told_takes_its_lines_along() -> None:
    text = "## 3/4/2026\n- lost\n## 2026-11-24\n- kept\n"
    fault, lost, day, kept = read(text)
    assert fault == Fault(1, "‘3/4/2026’ may be day first or month first")
    assert lost == Fault(2, "1 line stands under no date")
    assert isinstance(day, Day)
    assert isinstance(kept, Entry)
    assert read(text, Order.MONTH_FIRST)[0] == Day(1, date(2026, 3, 4))


def test_a_deeper_heading_with_a_date_is_part_of_the_talk() -> None:
    assert told("### 2026-12-01 deadline\n- x\n") == [(NOTE, "2026-12-01 deadline"), (NOTE, "x")]


def test_underlined_headings() -> None:
    assert read("24 Nov 2026\n===========\n- x\n")[0] == Day(1, date(2026, 11, 24))


def test_a_file_that_is_one_talk() -> None:
    parts = read("- x\n", day=date(2026, 11, 24))
    assert parts[0] == Day(1, date(2026, 11, 24))
    assert isinstance(parts[1], Entry)


def test_a_large_file_reads_in_pieces_as_it_would_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "".join(
        f"## 2026-11-{day:02}\n\n### Wins\n- one\n\n```\n# no heading\n```\n\nwords\n- [x] two\n"
        for day in range(1, 29)
    )
    whole = read(text)
    monkeypatch.setattr(notes_markdown, "PIECE", 20)
    assert read(text) == whole
    assert len(whole) == 28 * 5


@pytest.mark.parametrize(
    "text",
    ["[" * 20_000, "*a " * 20_000, "> " * 5_000, "- " * 5_000, "`" * 50_000, "<" * 50_000,
     "[a](" * 10_000, "| a " * 5_000, "#" * 50_000, "\t" * 50_000, "![" * 20_000],
)  # fmt: skip
def test_text_made_to_take_long_does_not(text: str) -> None:
    started = time.process_time()
    read(f"## 2026-11-24\n\n- {text}\n\n{text}\n")
    assert time.process_time() - started < 20


def test_plain_words() -> None:
    assert plain("**a** _b_ [c](d) <https://e.org> ![alt](x)") == "a b c (d) https://e.org alt"
    long = "**a** " * 2000
    assert plain(long) == long.strip()
