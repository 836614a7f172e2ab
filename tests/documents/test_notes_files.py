"""Which files of notes are found, and what is read of them before anything is kept."""

from __future__ import annotations

import os
import sys
from datetime import date
from pathlib import Path

import pytest

from convo_tui.documents import notes_files
from convo_tui.documents.notes_files import Unreadable, files_in, look_through
from convo_tui.documents.notes_markdown import Day
from convo_tui.domain.heading_dates import Order
from convo_tui.domain.written_notes import Entry
from convo_tui.paths import PathProblem

posix = pytest.mark.skipif(sys.platform == "win32", reason="links as POSIX has them")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the notes stand, beside what is none of its business."""
    made = tmp_path / "notes"
    made.mkdir()
    return made


def put(path: Path, text: str = "# 2026-11-24\n- x\n") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def names(*places: Path) -> list[str]:
    return [path.name for path, _ in files_in(places)]


def test_markdown_is_found_in_all_folders_but_hidden_ones(folder: Path) -> None:
    for name in ("b.md", "a.MD", "deep/er/c.markdown", ".git/d.md", ".e.md", "f.txt", "g.md~"):
        put(folder / name)
    assert names(folder) == ["a.MD", "b.md", "c.markdown"]


def test_a_file_that_was_named_is_read_whatever_it_is_called(folder: Path) -> None:
    put(folder / "maya.txt")
    assert names(folder / "maya.txt", folder / "maya.txt") == ["maya.txt"]


def test_a_place_that_is_not_there(folder: Path) -> None:
    with pytest.raises(PathProblem, match="There is no file or folder"):
        names(folder / "nowhere")


@posix
def test_links_are_not_followed(folder: Path, tmp_path: Path) -> None:
    theirs = put(tmp_path / "theirs" / "tom.md")
    put(folder / "maya.md")
    (folder / "link.md").symlink_to(theirs)
    (folder / "inner.md").symlink_to(folder / "maya.md")
    (folder / "out").symlink_to(theirs.parent)
    (folder / "circle").symlink_to(folder)
    os.mkfifo(folder / "pipe.md")
    assert names(folder) == ["maya.md"]


@posix
def test_what_is_no_file_is_told(folder: Path) -> None:
    os.mkfifo(folder / "pipe.md")
    with pytest.raises(PathProblem, match="There is no file or folder"):
        names(folder / "pipe.md")
    with pytest.raises(Unreadable, match="is not a file"):
        look_through(folder / "pipe.md", "pipe.md")


def test_a_file_is_looked_through_once(folder: Path) -> None:
    path = put(folder / "1-1_maya-lindqvist.md", "# Maya\n\n## 3/4/2026\n- x\n## 24/11/2026\n")
    file = look_through(path, "notes.md")
    assert (file.title, file.order, file.day) == ("Maya", Order.DAY_FIRST, None)
    assert file.name == "1 1 maya lindqvist"
    assert [part.day for part in file.parts() if isinstance(part, Day)] == [
        date(2026, 4, 3),
        date(2026, 11, 24),
    ]


def test_a_heading_behind_a_date_is_no_title(folder: Path) -> None:
    path = put(folder / "maya.md", "# 2026-11-24\n## Wins\n")
    assert look_through(path, "maya.md").title == ""


def test_the_order_that_was_asked_for_holds_where_the_file_does_not_tell(folder: Path) -> None:
    path = put(folder / "maya.md", "# 3/4/2026\n")
    assert look_through(path, "x", Order.MONTH_FIRST).order is Order.MONTH_FIRST


def test_a_file_for_each_talk_is_about_whom_its_folder_is_called(folder: Path) -> None:
    path = put(folder / "Maya Lindqvist" / "2026-11-24.md", "- x\n")
    file = look_through(path, "x")
    assert (file.name, file.day) == ("Maya Lindqvist", date(2026, 11, 24))
    assert len(list(file.parts())) == 2


@pytest.mark.parametrize("end", ["---", "..."])
def test_front_matter_is_left_out(folder: Path, end: str) -> None:
    path = put(folder / "m.md", f"---\ntitle: 2020-01-01\n# no heading\n{end}\n# 2026-11-24\n- x\n")
    day, entry = look_through(path, "m.md").parts()
    assert day == Day(5, date(2026, 11, 24))
    assert isinstance(entry, Entry)
    assert entry.line == 6


def test_a_rule_that_nothing_closes_is_no_front_matter(folder: Path) -> None:
    path = put(folder / "m.md", "---\n# 2026-11-24\n- x\n")
    assert len(list(look_through(path, "m.md").parts())) == 2


def test_a_byte_order_mark_and_lines_of_windows(folder: Path) -> None:
    path = folder / "m.md"
    path.write_bytes(b"\xef\xbb\xbf# 2026-11-24\r\n\r\n- x\r\n")
    day, entry = look_through(path, "m.md").parts()
    assert isinstance(day, Day)
    assert isinstance(entry, Entry)
    assert (entry.line, entry.captured.text) == (3, "x")


@pytest.mark.parametrize(
    "raw", [b"# caf\xe9\n", "# 2026-11-24\n".encode("utf-16"), b"ok\n" * 9 + b"\xff"]
)
def test_what_is_not_utf_8_gets_one_sentence(folder: Path, raw: bytes) -> None:
    path = folder / "m.md"
    path.write_bytes(raw)
    with pytest.raises(Unreadable, match=r"^m\.md is not text in UTF-8; save it .*\.$"):
        look_through(path, "m.md")


def test_a_line_without_end_gets_one_sentence(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(notes_files, "LONGEST_LINE", 100)
    path = put(folder / "m.md", "x" * 200)
    with pytest.raises(Unreadable, match="a line of a million characters"):
        look_through(path, "m.md")
