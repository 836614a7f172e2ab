"""A choice made in the app is kept in the settings file, and nothing else of the file changes."""

import stat
from pathlib import Path
from typing import Any

import pytest

from convo_tui.settings import SettingsProblem, default_text, load, save_choice
from convo_tui.settings.model import Settings


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "convo.toml"


def test_a_choice_begins_the_file(file: Path) -> None:
    save_choice(file, "theme", "dawn")
    assert load(file).settings == Settings(theme="dawn")
    assert file.read_text() == default_text().replace(
        '#theme = "dusk"\n', '#theme = "dusk"\ntheme = "dawn"\n'
    )
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_choice_changes_one_line_of_the_file(file: Path) -> None:
    file.write_text('# mine\nmouse = false\ntheme = "dusk"  # for the night\n\n[talk] # x\n')
    save_choice(file, "theme", "dawn")
    assert file.read_text() == (
        '# mine\nmouse = false\ntheme = "dawn"  # for the night\n\n[talk] # x\n'
    )


def test_a_choice_keeps_the_byte_order_mark_and_line_ends(file: Path) -> None:
    file.write_bytes('\ufefftheme = "dusk"\r\nmouse = true\r\n'.encode())
    save_choice(file, "theme", "dawn")
    save_choice(file, "private_hidden", value=True)
    assert file.read_bytes() == (
        '\ufefftheme = "dawn"\r\nmouse = true\r\nprivate_hidden = true\r\n'.encode()
    )


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b'mouse = true\ntheme = "dusk\n', r"line 2, illegal character '\n'."),
        (b"theme = '\xff'", "is not text in UTF-8."),
        (b'theme.a = 1\ntheme.b = "x"\n', "."),
    ],
)
def test_a_file_that_cannot_be_understood_is_left_alone(
    file: Path, content: bytes, told: str
) -> None:
    file.write_bytes(content)
    with pytest.raises(SettingsProblem) as caught:
        save_choice(file, "theme", "dawn")
    assert str(caught.value).startswith(f"theme was not kept: {file}")
    assert str(caught.value).endswith(told)
    assert file.read_bytes() == content


def test_a_place_that_cannot_be_written_is_told(file: Path) -> None:
    with pytest.raises(SettingsProblem, match=r"^theme was not kept: .* cannot be read\.$"):
        save_choice(file.parent, "theme", "dawn")
    file.touch()
    with pytest.raises(SettingsProblem, match=r"^theme was not kept\b.*\.$"):
        save_choice(file / "inner.toml", "theme", "dawn")


def test_two_choices_stand_beside_each_other(file: Path) -> None:
    choices: dict[str, Any] = {"theme": "dawn", "mouse": False, "private_hidden": True}
    for name, value in choices.items():
        save_choice(file, name, value)
    assert load(file).settings == Settings(**choices)
