"""Saving a document: never over another file unasked, never through a link, never half of it."""

from __future__ import annotations

import os
import re
import stat
import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convo_tui.documents import files
from convo_tui.documents.files import AlreadyThere, proposed_name, save_text, typed_path
from convo_tui.paths import PathProblem

DAY = date(2026, 11, 24)
posix = pytest.mark.skipif(sys.platform == "win32", reason="rights and links as POSIX has them")


def test_it_writes_the_text_as_it_is(tmp_path: Path) -> None:
    save_text(tmp_path / "a.md", "# ä\n\r\n")
    assert (tmp_path / "a.md").read_bytes() == "# ä\n\r\n".encode()
    assert [path.name for path in tmp_path.iterdir()] == ["a.md"]


@posix
def test_only_the_owner_may_read_it(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        save_text(tmp_path / "a.md", "text")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "a.md").stat().st_mode) == 0o600


def test_another_file_is_replaced_only_when_told(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("mine")
    with pytest.raises(AlreadyThere, match=r"a\.md is there already\."):
        save_text(path, "other")
    assert path.read_text() == "mine"
    save_text(path, "other", overwrite=True)
    assert path.read_text() == "other"


@posix
@pytest.mark.parametrize("overwrite", [False, True])
@pytest.mark.parametrize("target", ["there.md", "not-there.md"])
def test_a_link_is_never_followed(tmp_path: Path, target: str, overwrite: bool) -> None:
    (tmp_path / "there.md").write_text("mine")
    link = tmp_path / "link.md"
    link.symlink_to(tmp_path / target)
    with pytest.raises(PathProblem, match="is a link to another file"):
        save_text(link, "text", overwrite=overwrite)
    assert (tmp_path / "there.md").read_text() == "mine"
    assert not (tmp_path / "not-there.md").exists()


def test_a_missing_folder_is_told_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(PathProblem, match=r"^There is no folder .*; make it first or .*\.$"):
        save_text(tmp_path / "none" / "a.md", "text")
    assert not (tmp_path / "none").exists()


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(PathProblem, match="is a folder"):
        save_text(tmp_path, "text", overwrite=True)


@posix
def test_a_name_that_is_too_long_is_told(tmp_path: Path) -> None:
    with pytest.raises(PathProblem, match=r"cannot be written: file name too long\.$"):
        save_text(tmp_path / ("x" * 300), "text")


def test_a_failing_write_leaves_no_empty_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, text: str, *, follow: bool) -> None:
        raise PathProblem("The disk is full.")

    monkeypatch.setattr(files, "write_private", full)
    with pytest.raises(PathProblem, match="full"):
        save_text(tmp_path / "a.md", "text")
    assert list(tmp_path.iterdir()) == []


def test_a_failing_write_leaves_the_earlier_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, text: str, *, follow: bool) -> None:
        raise PathProblem("The disk is full.")

    path = tmp_path / "a.md"
    path.write_text("mine")
    monkeypatch.setattr(files, "write_private", full)
    with pytest.raises(PathProblem, match="full"):
        save_text(path, "text", overwrite=True)
    assert path.read_text() == "mine"


@pytest.mark.parametrize(
    ("name", "proposed"),
    [
        ("Maya Lindqvist", "maya-lindqvist-2026-11-24.md"),
        ("Ü 漢字 👩‍💻", "ü-漢字-2026-11-24.md"),
        ("../../etc/passwd", "etc-passwd-2026-11-24.md"),
        ("[/]", "talk-2026-11-24.md"),
        ("", "talk-2026-11-24.md"),
        ("CON", "con-2026-11-24.md"),
        ("x" * 400, f"{'x' * 40}-2026-11-24.md"),
    ],
)
def test_the_proposed_name(name: str, proposed: str) -> None:
    assert proposed_name(name, DAY) == proposed


@given(st.text())
def test_every_proposed_name_is_safe_everywhere(name: str) -> None:
    proposed = proposed_name(name, DAY)
    assert not re.search(r'[\x00-\x1f<>:"/\\|?*\s]', proposed)
    assert len(proposed.encode()) <= 255
    assert not proposed.startswith(("-", "."))


def test_a_typed_path_knows_home_and_refuses_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    assert typed_path("~/a.md") == Path.home() / "a.md"
    assert typed_path(" a.md ") == Path.cwd() / "a.md"
    with pytest.raises(PathProblem, match="Type the name"):
        typed_path("  ")
    with pytest.raises(PathProblem, match="no home folder"):
        typed_path("~nobody-here-at-all/a.md")
