"""Fresh interpreters prove that heavy libraries stay unloaded until something needs them."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

import convo_tui.domain

DOMAIN = sorted(
    f"convo_tui.domain.{path.stem}" for path in Path(convo_tui.domain.__path__[0]).glob("[a-z]*.py")
)

SHELL = {"textual", "sqlmodel", "sqlalchemy", "alembic", "pydantic", "pendulum", "dateparser"}
SCREENS = {"sqlmodel", "sqlalchemy", "alembic", "dateparser", "pydantic", "pydantic_settings"}

TELL = "\nimport json, sys; print(); print(json.dumps(sorted(sys.modules)))"


def loaded_after(code: str) -> set[str]:
    """The top-level packages that an interpreter of its own has loaded after running the code."""
    done = subprocess.run(
        [sys.executable, "-c", code + TELL], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    modules: list[str] = json.loads(done.stdout.splitlines()[-1])
    return {name.partition(".")[0] for name in modules}


@pytest.mark.parametrize("argument", ["--version", "--help"])
def test_the_shell_answers_simple_questions_without_the_heavy_parts(argument: str) -> None:
    loaded = loaded_after(
        f"""
import sys
from convo_tui.__main__ import main
sys.argv = ["convo", "{argument}"]
try:
    main()
except SystemExit as leaving:
    assert not leaving.code, leaving.code
"""
    )
    assert "convo_tui" in loaded
    assert not loaded & SHELL


def test_the_domain_is_found() -> None:
    assert {"convo_tui.domain.meeting", "convo_tui.domain.agenda"} <= set(DOMAIN)


def test_the_domain_loads_nothing_heavy() -> None:
    loaded = loaded_after("import " + ", ".join(DOMAIN))
    assert not loaded & SHELL


def test_the_first_frame_waits_for_nothing_that_comes_behind_it(tmp_path: Path) -> None:
    loaded = loaded_after(
        f"""
from pathlib import Path
from convo_tui.bootstrap import build_app
build_app(Path({str(tmp_path)!r}, "convo.db")).get_default_screen()
"""
    )
    assert "textual" in loaded
    assert not loaded & {*SCREENS, "hashlib", "sqlite3", "tomllib", "zoneinfo"}


@pytest.mark.parametrize("module", ["convo_tui.settings", "convo_tui.paths", "convo_tui.clock"])
def test_what_the_first_frame_needs_loads_nothing_heavy(module: str) -> None:
    assert not loaded_after(f"import {module}") & {*SHELL, "tzlocal"}


def test_the_theme_is_peeked_without_the_model(tmp_path: Path) -> None:
    file = tmp_path / "convo.toml"
    file.write_text('theme = "dawn"\n')
    loaded = loaded_after(
        f"""
from pathlib import Path
from convo_tui.settings import peek_theme
assert peek_theme(Path({str(file)!r})).theme == "dawn"
"""
    )
    assert not loaded & SHELL


def test_the_app_loads_no_storage() -> None:
    loaded = loaded_after("import convo_tui.ui.app")
    assert "textual" in loaded
    assert not loaded & SCREENS


def test_calendars_are_written_by_a_library_that_nothing_else_loads() -> None:
    parts = "convo_tui.cli.calendar, convo_tui.documents.calendar, convo_tui.ui.app"
    assert "icalendar" not in loaded_after(f"import {parts}")
    assert "icalendar" in loaded_after("import convo_tui.documents.ics")


def test_a_shell_that_completes_a_name_waits_for_no_store(tmp_path: Path) -> None:
    from convo_tui.clock import FakeClock
    from convo_tui.domain.people import Person
    from convo_tui.storage.store import open_store

    store = open_store(tmp_path / "convo.db")
    store.take_in([Person("00000000aaaa", "Maya Lindqvist", FakeClock.START)], ())
    store.close()
    loaded = loaded_after(
        f"""
import os, sys
os.environ |= {{
    "CONVO_DATABASE": {str(tmp_path / "convo.db")!r},
    "_CONVO_COMPLETE": "bash_complete",
    "COMP_WORDS": "convo meet may",
    "COMP_CWORD": "2",
}}
from convo_tui.__main__ import main
sys.argv = ["convo"]
try:
    main()
except SystemExit as leaving:
    assert not leaving.code, leaving.code
"""
    )
    assert "convo_tui" in loaded
    assert not loaded & {*SHELL, "icalendar", "cryptography"}


def test_a_talk_by_name_carries_no_click() -> None:
    loaded = loaded_after(
        """
import sys
from convo_tui import launch
from convo_tui.__main__ import main
met = []
launch.today = lambda database, **how: met.append(how) or 0
launch.need_terminal = lambda: None
from convo_tui.domain.people import Person
from convo_tui.storage import glance
from datetime import UTC, datetime
glance.everybody = lambda database: [Person("1", "Maya Lindqvist", created_at=datetime.now(UTC))]
sys.argv = ["convo", "meet", "maya"]
try:
    main()
except SystemExit as leaving:
    assert not leaving.code, leaving.code
assert met == [{"talk_with": "1"}], met
"""
    )
    assert "convo_tui" in loaded
    assert not loaded & {*SHELL, "click"}


def test_a_document_as_text_loads_nothing_that_only_pages_need() -> None:
    loaded = loaded_after("import convo_tui.documents.review, convo_tui.documents.recap")
    assert not loaded & {*SHELL, "jinja2", "markupsafe", "markdown_it", "email"}


def test_the_app_loads_nothing_that_only_documents_need() -> None:
    assert "jinja2" not in loaded_after("import convo_tui.ui.app, convo_tui.ui.screens.person")
