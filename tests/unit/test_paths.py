import os
import stat
from pathlib import Path

import pytest

from convo_tui import paths
from convo_tui.paths import PathProblem

posix = pytest.mark.skipif(os.name != "posix", reason="rights and umask are POSIX")


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_everything_stands_in_the_persons_own_folders(isolated: Path) -> None:
    files = [paths.database_path(), paths.settings_path(), paths.log_path(), paths.state_dir()]
    assert all(file.is_relative_to(isolated) for file in files)
    assert [file.name for file in files] == ["convo.db", "convo.toml", "convo.log", "convo"]
    assert len(set(files)) == 4


def test_looking_for_the_files_makes_none(isolated: Path) -> None:
    before = sorted(isolated.rglob("*"))
    paths.database_path()
    paths.settings_path()
    paths.log_path()
    paths.state_dir()
    assert sorted(isolated.rglob("*")) == before


def test_the_option_stands_above_the_variable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CONVO_DATABASE", str(tmp_path / "variable.db"))
    assert paths.database_path() == tmp_path / "variable.db"
    assert paths.database_path(tmp_path / "option.db") == tmp_path / "option.db"
    assert paths.database_path("") == tmp_path / "variable.db"


def test_an_empty_variable_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    usual = paths.database_path(), paths.settings_path()
    monkeypatch.setenv("CONVO_DATABASE", "")
    monkeypatch.setenv("CONVO_CONFIG", "")
    assert (paths.database_path(), paths.settings_path()) == usual


def test_the_settings_file_can_stand_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CONVO_CONFIG", str(tmp_path / "mine.toml"))
    assert paths.settings_path() == tmp_path / "mine.toml"


def test_a_given_path_is_made_whole(
    isolated: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert paths.database_path("team.db") == tmp_path / "team.db"
    assert paths.database_path("~/team.db") == isolated / "home" / "team.db"


def test_the_home_of_nobody_is_told() -> None:
    with pytest.raises(PathProblem, match=r"^There is no home folder for ~nobody-here/a\.db\.$"):
        paths.database_path("~nobody-here/a.db")


@posix
@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077, 0o777])
def test_new_folders_are_private_whatever_the_umask(tmp_path: Path, umask: int) -> None:
    tmp_path.chmod(0o755)
    folder = tmp_path / "one" / "two"
    before = os.umask(umask)
    try:
        assert paths.prepare_folder(folder) == folder
    finally:
        os.umask(before)
    assert mode(folder) == mode(folder.parent) == 0o700
    assert mode(tmp_path) == 0o755


def test_preparing_a_folder_twice_is_fine(tmp_path: Path) -> None:
    paths.prepare_folder(tmp_path / "one")
    assert paths.prepare_folder(tmp_path / "one").is_dir()


def test_a_file_in_the_way_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(PathProblem, match=r"file is a file where a folder is needed\.$"):
        paths.prepare_folder(tmp_path / "file")
    with pytest.raises(
        PathProblem, match=r"^The folder .*inner cannot be made: not a directory\.$"
    ):
        paths.prepare_folder(tmp_path / "file" / "inner")


def test_a_folder_that_may_not_be_written_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Asked of a stand-in, since to root every folder is writable.
    monkeypatch.setattr(os, "access", lambda path, how: False)
    with pytest.raises(PathProblem, match=r"^The folder .* cannot be written to\.$"):
        paths.prepare_file(tmp_path / "convo.db")


def test_a_folder_that_may_not_be_made_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path, mode: int = 0, **_: bool) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(
        PathProblem, match=r"^The folder .*new cannot be made: permission denied\.$"
    ):
        paths.prepare_file(tmp_path / "new" / "convo.db")


def test_a_folder_where_the_file_should_be_is_told(tmp_path: Path) -> None:
    with pytest.raises(PathProblem, match="is a folder; give the name of a file"):
        paths.prepare_file(tmp_path)


def test_a_prepared_file_is_not_made_yet(tmp_path: Path) -> None:
    file = paths.prepare_file(tmp_path / "new" / "convo.db")
    assert file.parent.is_dir()
    assert not file.exists()


@posix
@pytest.mark.parametrize("umask", [0o000, 0o777])
def test_a_private_file_is_its_owners_alone(tmp_path: Path, umask: int) -> None:
    file = tmp_path / "own" / "notes.md"
    before = os.umask(umask)
    try:
        paths.write_private(file, "Ü 漢字\r\n")
    finally:
        os.umask(before)
    assert file.read_bytes() == "Ü 漢字\r\n".encode()
    assert mode(file) == 0o600
    assert list(file.parent.iterdir()) == [file]


@posix
def test_writing_again_takes_the_rights_of_others_away(tmp_path: Path) -> None:
    file = tmp_path / "notes.md"
    file.write_text("old")
    file.chmod(0o644)
    paths.write_private(file, "new")
    assert (file.read_text(), mode(file)) == ("new", 0o600)


@posix
def test_a_link_stays_a_link(tmp_path: Path) -> None:
    target = tmp_path / "dotfiles" / "convo.toml"
    target.parent.mkdir()
    target.write_text("old")
    link = tmp_path / "convo.toml"
    link.symlink_to(target)
    paths.write_private(link, "new")
    assert link.is_symlink()
    assert target.read_text() == "new"


@posix
def test_links_in_a_circle_are_told(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to(tmp_path / "b")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    with pytest.raises(PathProblem, match="a cannot be written: "):
        paths.write_private(tmp_path / "a", "new")


@posix
def test_a_device_is_never_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(PathProblem, match=r"pipe is not a file\.$"):
        paths.write_private(pipe, "new")
    assert pipe.is_fifo()


def test_a_write_that_fails_leaves_the_old_file_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "notes.md"
    file.write_text("old")

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(PathProblem, match="cannot be written: no space left on device"):
        paths.write_private(file, "new")
    assert file.read_text() == "old"
    assert list(tmp_path.iterdir()) == [file]
