"""The command line from outside: statuses, streams, what is loaded, faults."""

import os
import re
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import click
import pytest
from shell_commands import Convo

from convo_tui import __version__, launch, paths
from convo_tui.cli import cli, run
from convo_tui.cli import today as today_module

ONLY_POSIX = pytest.mark.skipif(os.name != "posix", reason="modes and pseudo-terminals are POSIX")
NOT_ROOT = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere"
)


def outside(*arguments: str, given: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "convo_tui", *arguments],
        input=given,
        capture_output=True,
        text=True,
        check=False,
    )


def every_command(group: click.Group, *names: str) -> Iterator[tuple[str, ...]]:
    yield names
    ctx = click.Context(group)
    for name in group.list_commands(ctx):
        command = group.get_command(ctx, name)
        if isinstance(command, click.Group):
            yield from every_command(command, *names, name)
        else:
            yield (*names, name)


COMMANDS = list(every_command(cli))


@pytest.mark.parametrize("names", COMMANDS, ids=" ".join)
def test_every_help_has_an_example_that_is_this_command(
    convo: Convo, names: tuple[str, ...]
) -> None:
    told = convo.told(*names, "--help")
    example = told.partition("Example")[2]
    assert re.search(rf"convo {' '.join(names)}".strip(), example)
    assert "--database FILE" in told


GROUPS = sorted({names[:length] for names in COMMANDS for length in range(len(names))})


@pytest.mark.parametrize("names", GROUPS, ids=" ".join)
def test_a_list_of_commands_has_a_whole_sentence_for_each(
    convo: Convo, names: tuple[str, ...]
) -> None:
    told = convo.told(*names, "--help").partition("Commands:\n")[2].partition("\n\n")[0]
    lines = told.splitlines()
    assert [line.split()[0] for line in lines] == [
        each[-1] for each in COMMANDS if each[:-1] == names and each
    ]
    for line in lines:
        assert re.fullmatch(r"  \w+ +[A-Z].*[^.]\.", line), line


@pytest.mark.parametrize("names", COMMANDS, ids=" ".join)
def test_what_leads_an_example_is_one_word_in_all(convo: Convo, names: tuple[str, ...]) -> None:
    assert "Examples" not in convo.told(*names, "--help")


def test_the_version_is_told(convo: Convo) -> None:
    assert convo.told("--version") == f"convo {__version__}\n"


def test_one_line_on_standard_error_and_status_1_say_what_could_not_be() -> None:
    done = outside("note", "maya", "hello")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == ("There is nobody yet. Add somebody: convo people add 'Maya Lindqvist'\n")


def test_wrong_usage_is_status_2() -> None:
    done = outside("nosuch")
    assert done.returncode == 2
    assert "No such command 'nosuch'" in done.stderr


def test_a_slip_in_a_command_is_told_what_may_be_meant(convo: Convo) -> None:
    slip = convo.run("peple")
    assert slip.exit_code == 2
    assert "No such command 'peple'. Did you mean 'people'?" in slip.stderr


@pytest.mark.parametrize("arguments", [(), ("demo",), ("meet", "maya")])
def test_without_a_terminal_a_screen_says_so(arguments: tuple[str, ...]) -> None:
    done = outside(*arguments)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "Convo's screens need a terminal. For text there is: convo today\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ["meet"],
        ["meet", "--help"],
        ["meet", "-h"],
        ["meet", "maya", "--template", "quick"],
        ["meet", "maya", "noor"],
        ["note", "maya"],
        ["--database", "other.db", "meet", "maya"],
    ],
    ids=" ".join,
)
def test_only_a_plain_talk_goes_without_click(arguments: list[str]) -> None:
    assert launch.can_meet(["meet", "maya"])
    assert not launch.can_meet(arguments)


def test_a_sealed_file_is_left_to_what_asks_for_the_passphrase(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("convo_tui.storage.driver.is_locked", lambda path: bool(path))
    assert not launch.can_meet(["meet", "maya"])


def test_the_file_can_be_named_before_and_after_the_command(tmp_path: Path) -> None:
    file = str(tmp_path / "odd ?name#%.db")
    assert outside("--database", file, "people", "add", "Maya").returncode == 0
    assert outside("people", "--database", file).stdout.startswith("Maya")
    assert outside("today", "--database", file).stdout.count("Maya") == 1
    assert outside("status", "--database", file).returncode == 0


def test_a_file_named_by_a_slip_is_not_made(tmp_path: Path) -> None:
    done = outside("people", "--database", str(tmp_path / "slip.db"))
    assert (done.returncode, done.stderr) == (1, f"There is no file {tmp_path / 'slip.db'}.\n")
    assert not (tmp_path / "slip.db").exists()


@ONLY_POSIX
def test_what_is_made_only_its_owner_may_read(tmp_path: Path) -> None:
    file = tmp_path / "new" / "convo.db"
    assert outside("--database", str(file), "people", "add", "Maya").returncode == 0
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert {stat.S_IMODE(each.stat().st_mode) for each in file.parent.iterdir()} == {0o600}


def foreign(file: Path) -> None:
    connection = sqlite3.connect(file)
    connection.execute("CREATE TABLE theirs (x)")
    connection.close()


def damaged(file: Path) -> None:
    file.write_bytes(b"not a database at all" * 100)


@pytest.mark.parametrize("command", ["today", "status", "people add Maya", "note maya hello"])
@pytest.mark.parametrize(
    ("spoil", "told"),
    [(foreign, "belongs to another program"), (damaged, "is damaged and was left as is")],
)
def test_a_file_that_is_not_ours_is_told_and_left_as_it_is(
    tmp_path: Path, command: str, spoil: object, told: str
) -> None:
    file = tmp_path / "theirs.db"
    assert callable(spoil)
    spoil(file)
    before = file.read_bytes()
    done = outside("--database", str(file), *command.split())
    assert (done.returncode, done.stdout) == (1, "")
    (line,) = done.stderr.splitlines()
    assert told in line
    assert file.read_bytes() == before


@NOT_ROOT
def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    done = outside("--database", str(tmp_path / "convo.db"), "people", "add", "Maya")
    tmp_path.chmod(0o700)
    assert (done.returncode, done.stdout) == (1, "")
    assert "permission denied" in done.stderr


@ONLY_POSIX
def test_a_reader_that_leaves_early_is_no_fault(convo: Convo) -> None:
    command = f"{sys.executable} -m convo_tui keys | head -n 1"
    done = subprocess.run(command, shell=True, capture_output=True, text=True, check=True)  # noqa: S602
    assert (done.stdout, done.stderr) == ("APP\n", "")


LOADED = """
import sys
from convo_tui.cli import run
status = run(sys.argv[1:])
assert status == 0, status
print(*sorted({name.partition(".")[0] for name in sys.modules}), file=sys.stderr)
"""
HEAVY = {"textual", "sqlmodel", "sqlalchemy", "alembic", "pydantic", "pendulum", "dateparser"}


@pytest.mark.parametrize(
    ("command", "may_load"),
    [
        ("--help", set()),
        ("note --help", set()),
        ("status", set()),
        ("config path", set()),
        ("keys", {"pydantic"}),
        ("people", {"pydantic", "sqlmodel", "sqlalchemy"}),
        ("commitments", {"pydantic", "sqlmodel", "sqlalchemy"}),
        ("note maya hello", {"pydantic", "sqlmodel", "sqlalchemy"}),
    ],
)
def test_a_command_loads_what_it_needs_and_no_more(
    convo: Convo, command: str, may_load: set[str]
) -> None:
    convo.told("people", "add", "Maya", "--day", "monday")
    done = subprocess.run(
        [sys.executable, "-c", LOADED, *command.split()],
        capture_output=True,
        text=True,
        check=True,
    )
    assert set(done.stderr.split()) & HEAVY <= may_load


def test_a_fault_of_ours_is_a_sentence_and_a_log_without_what_was_typed(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object) -> None:
        note = "what she said"
        raise ValueError(f"cannot read {note}")

    monkeypatch.setattr(today_module, "by_urgency", fail)
    assert run(["today"]) == 1
    out, err = capfd.readouterr()
    log = paths.log_path()
    assert out == ""
    assert err == (
        f"Convo met a fault of its own. Where it happened stands in {log}, without your notes.\n"
    )
    written = log.read_text()
    assert "ValueError" in written
    assert "in fail" in written
    assert "what she said" not in written


def test_ctrl_c_at_a_question_does_nothing(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(today_module, "by_urgency", stop)
    assert run(["today"]) == 1
    assert capfd.readouterr().err.splitlines()[-1] == "Stopped; nothing was done."


class Line:
    """A stream that says that it is a terminal."""

    def isatty(self) -> bool:
        return True

    def fileno(self) -> int:
        return 1


@pytest.fixture
def in_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(launch, "sys", SimpleNamespace(stdin=Line(), stdout=Line(), stderr=Line()))


@pytest.mark.usefixtures("in_a_terminal")
@pytest.mark.parametrize(("size", "fits"), [((40, 12), True), ((39, 12), False), ((80, 11), False)])
def test_a_window_too_small_is_told_with_its_size(
    monkeypatch: pytest.MonkeyPatch, size: tuple[int, int], fits: bool
) -> None:
    monkeypatch.setattr(os, "get_terminal_size", lambda _: os.terminal_size(size))
    if fits:
        launch.need_terminal()
        return
    with pytest.raises(launch.NoTerminal, match=f"{size[0]}x{size[1]} characters.* 40x12"):
        launch.need_terminal()


@pytest.mark.usefixtures("in_a_terminal")
def test_a_line_that_does_not_know_its_size_may_be_large_enough(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(os, "get_terminal_size", lambda _: os.terminal_size((0, 0)))
    launch.need_terminal()


@pytest.mark.usefixtures("in_a_terminal")
def test_a_dumb_terminal_has_no_screens(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "dumb")
    with pytest.raises(launch.NoTerminal, match="need a terminal"):
        launch.need_terminal()
