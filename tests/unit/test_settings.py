import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from convo_tui.domain.agenda import DEFAULT
from convo_tui.domain.talk_share import DEFAULT_BANDS, JUDGE_AFTER
from convo_tui.settings import (
    FirstLook,
    Problem,
    default_text,
    load,
    peek_theme,
)
from convo_tui.settings.model import WEEKDAYS, Bands, Settings, Table
from convo_tui.ui.command_tables import TALK


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "convo.toml"


def problems(file: Path, text: str) -> list[str]:
    """What is told of a settings file with this text."""
    file.write_bytes(text.encode())
    return [str(problem) for problem in load(file).problems]


def switched_on(text: str) -> str:
    """The settings file with the # taken away before every default and example."""
    return re.sub(r"^#(?=[a-z\[\]]|    \{)", "", text, flags=re.MULTILINE)


# ---- loading ----


def test_without_a_file_the_defaults_hold_and_nothing_is_told(file: Path) -> None:
    loaded = load(file)
    assert loaded.settings == Settings()
    assert loaded.problems == ()
    assert loaded.templates[0].name == "standard"


def test_every_setting_can_be_set(file: Path) -> None:
    file.write_text(
        """
        theme = "nord"
        mouse = false
        private_hidden = true
        zone = "Europe/Berlin"
        [talk]
        template = "friday"
        ask_after_minutes = 0
        judge_after_minutes = 5
        [talk.bands]
        quiet = 0.1
        good = 0.2
        fine = 0.3
        leaning = 0.4
        lecturing = 1
        [dates]
        day_first = false
        week_ends = "sunday"
        [keys]
        talk.next = "right, n"
        "talk.back" = "left"
        [[agenda]]
        name = "friday"
        title = "Friday"
        segments = [{ key = "wins", name = "Wins", minutes = 5 }]
        """
    )
    loaded = load(file)
    settings = loaded.settings
    assert loaded.problems == ()
    assert (settings.theme, settings.mouse, settings.private_hidden) == ("nord", False, True)
    assert settings.zone == "Europe/Berlin"
    assert settings.talk.template == "friday"
    assert (settings.talk.ask_after_minutes, settings.talk.judge_after_minutes) == (0, 5)
    assert settings.talk.bands == Bands(quiet=0.1, good=0.2, fine=0.3, leaning=0.4, lecturing=1)
    assert (settings.dates.day_first, settings.dates.last_weekday) == (False, 6)
    assert settings.keys == {"talk.next": "right, n", "talk.back": "left"}
    assert loaded.key_lines == {"talk.next": 20, "talk.back": 21}
    assert [template.name for template in settings.agenda] == ["friday"]
    assert loaded.templates[-1].name == "friday"


def test_what_is_wrong_takes_its_default_and_the_rest_counts(file: Path) -> None:
    file.write_text('theme = 3\nmouse = false\n[talk]\nask_after_minutes = "4"\n')
    loaded = load(file)
    assert loaded.settings == Settings(mouse=False)
    assert loaded.problems == (
        Problem(1, "theme must be a text in quotes."),
        Problem(4, "talk.ask_after_minutes must be a whole number."),
    )


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('theme = ""', "Line 1: theme must not be empty."),
        ("\nmouse = 1", "Line 2: mouse must be true or false."),
        ('mouse = "yes"', "Line 1: mouse must be true or false."),
        ("thame = 1", "Line 1: There is no setting called thame. Did you mean theme?"),
        ("xyz = 1", "Line 1: There is no setting called xyz."),
        (
            "[dates]\n# remark\ndayfirst = true",
            "Line 3: There is no setting called dayfirst in [dates]. Did you mean day_first?",
        ),
        (
            "[talk.bands]\nfein = 0.5",
            "Line 2: There is no setting called fein in [talk.bands]. Did you mean fine?",
        ),
        ("[colours]\na = 1", "Line 1: There is no setting called colours."),
        (
            'zone = "Mars/Olympus"',
            "Line 1: No time zone is called Mars/Olympus; write one such as Europe/Berlin.",
        ),
        (
            'zone = "../etc"',
            "Line 1: No time zone is called ../etc; write one such as Europe/Berlin.",
        ),
        (
            "talk = 3",
            "Line 1: talk is a table: write [talk] and its settings beneath.",
        ),
        ("talk.ask_after_minutes = 61", "Line 1: talk.ask_after_minutes must be at most 60."),
        ("talk.ask_after_minutes = -1", "Line 1: talk.ask_after_minutes must be at least 0."),
        (
            "talk.judge_after_minutes = 2.5",
            "Line 1: talk.judge_after_minutes must be a whole number.",
        ),
        ("[talk.bands]\nquiet = 20", "Line 2: talk.bands.quiet must be at most 1."),
        ("talk.bands.quiet = 0", "Line 1: talk.bands.quiet must be above 0."),
        ("talk.bands.quiet = nan", "Line 1: talk.bands.quiet must be at most 1."),
        (
            "[talk]\nbands = { quiet = 0.45 }",
            "Line 2: The bands must rise: quiet, good, fine, leaning, lecturing.",
        ),
        (
            'dates.week_ends = "fri"',
            "Line 1: dates.week_ends must be 'monday', 'tuesday', 'wednesday', 'thursday', "
            "'friday', 'saturday' or 'sunday'.",
        ),
        ('[keys]\ntalk.next = ["n"]', "Line 2: keys.talk.next must be a text in quotes."),
        ('[keys.talk]\nnext = ""', "Line 2: keys.talk.next must not be empty."),
        ("keys = 4", "Line 1: keys is a table: write [keys] and its settings beneath."),
        (
            '[keys]\ntalk.next = "n"\n"talk.next" = "m"',
            "Line 3: The key of talk.next is set twice; the first counts.",
        ),
        (
            'agenda = "long"',
            "Line 1: agenda is a list of tables: write [[agenda]] and its settings beneath.",
        ),
        (
            '\n[[agenda]]\nname = "A b"',
            "Line 2: The name of an agenda must be of small letters, digits and hyphens, such as "
            "first-talk.",
        ),
        (
            "[talk]\ntemplate = 'none'",
            "Line 2: No agenda is called none; there are standard, quick, short, long, hour, "
            "first, career.",
        ),
    ],
)
def test_each_mistake_is_told_with_its_line(file: Path, text: str, told: str) -> None:
    assert problems(file, text) == [told]
    assert load(file).settings.model_copy(update={"keys": {}}) == Settings()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            'theme = "nord"\nmouse',
            "The settings are not valid TOML, so none counts: "
            "expected '=' after a key in a key/value pair.",
        ),
        (
            'theme = "nord"\nmouse = yes\n',
            "Line 2: The settings are not valid TOML, so none counts: invalid value.",
        ),
        (
            "a = 1\na = 2\n",
            "Line 2: The settings are not valid TOML, so none counts: cannot overwrite a value.",
        ),
        (
            "x = " + "1" * 5000,
            "The settings are not valid TOML, so none counts: a number is too long.",
        ),
        (
            "x = " + "[" * 5000,
            "The settings are not valid TOML, so none counts: lists stand in lists too deep.",
        ),
    ],
)
def test_a_broken_file_gives_the_defaults_and_the_line(file: Path, text: str, told: str) -> None:
    found = problems(file, text)
    # At the end of a file some releases of Python give the line and others do not.
    assert [found[0].removeprefix("Line 2: ") if "expected" in found[0] else found[0]] == [told]
    assert load(file).settings == Settings()
    assert peek_theme(file) == FirstLook()


def test_one_wrong_agenda_leaves_the_others(file: Path) -> None:
    good = 'title = "T"\nsegments = [{ key = "wins", name = "Wins", minutes = 5 }]\n'
    bad = 'title = "T"\nsegments = [{ key = "help", name = "Help", minutes = 5 }]\n'
    names = {"one": bad, "two": good, "three": bad, "four": good}
    file.write_text("".join(f'[[agenda]]\nname = "{name}"\n{rest}' for name, rest in names.items()))
    loaded = load(file)
    assert [template.name for template in loaded.settings.agenda] == ["two", "four"]
    assert [problem.line for problem in loaded.problems] == [1, 9]


def test_files_that_cannot_be_read_are_told(file: Path) -> None:
    file.write_bytes(b'theme = "\xff"')
    assert [str(each) for each in load(file).problems] == [
        f"The settings file {file} is not text in UTF-8."
    ]
    assert peek_theme(file) == FirstLook()
    folder = file.parent
    assert [str(each) for each in load(folder).problems] == [
        f"The settings file {folder} cannot be read: is a directory."
    ]
    assert peek_theme(folder) == FirstLook()


def test_a_byte_order_mark_is_no_mistake(file: Path) -> None:
    file.write_text('\ufefftheme = "dawn"\r\n')
    assert load(file).settings.theme == "dawn"
    assert load(file).problems == ()
    assert peek_theme(file).theme == "dawn"


VALUES = st.recursive(
    st.one_of(
        st.booleans(),
        st.integers(-5, 100),
        st.floats(-1, 2),
        st.sampled_from(["dusk", "standard", "friday", "wins", "", "n"]),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.sampled_from(["quiet", "key", "name", "minutes", "talk", "next"]), inner, max_size=3
        ),
    ),
    max_leaves=6,
)
TABLES = {
    "": ["theme", "mouse", "private_hidden", "zone", "agenda", "keys", "nonsense"],
    "[talk]": ["template", "ask_after_minutes", "judge_after_minutes", "bands", "nonsense"],
    "[dates]": ["day_first", "week_ends", "nonsense"],
}


def inline(value: object) -> str:
    """Any value as TOML on one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{name} = {inline(each)}" for name, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(inline, value)) + "]"
    return str(value).lower() if isinstance(value, bool) else repr(value)


@st.composite
def files(draw: st.DrawFn) -> str:
    lines: list[str] = []
    for header, names in TABLES.items():
        lines.append(header)
        chosen = draw(st.dictionaries(st.sampled_from(names), VALUES))
        lines += [f"{name} = {inline(value)}" for name, value in chosen.items()]
    return "\n".join(lines)


@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=files())
def test_no_valid_file_stops_the_program(file: Path, text: str) -> None:
    file.write_text(text)
    loaded = load(file)
    said = text.split("\n")
    assert Settings.model_validate(loaded.settings.model_dump()) == loaded.settings
    assert all(problem.line and said[problem.line - 1].strip() for problem in loaded.problems)
    assert loaded.settings.talk.template in {template.name for template in loaded.templates}


def test_the_settings_and_the_rules_agree_on_the_defaults() -> None:
    settings = Settings()
    assert settings.talk.bands.limits == DEFAULT_BANDS
    assert settings.talk.judge_after_minutes * 60 == JUDGE_AFTER
    assert settings.talk.template == DEFAULT.name


# ---- the first look ----


def test_the_first_look_and_the_model_agree_on_the_defaults(file: Path) -> None:
    whole = Settings()
    assert FirstLook() == FirstLook(whole.theme, whole.mouse, whole.private_hidden)
    assert peek_theme(file) == FirstLook()


@pytest.mark.parametrize(
    ("text", "look"),
    [
        ('theme = "dawn"\nmouse = false\nprivate_hidden = true', FirstLook("dawn", False, True)),
        ('theme = ""\nmouse = 0\nprivate_hidden = "yes"', FirstLook()),
        ('[talk]\ntheme = "dawn"', FirstLook()),
        ("theme = dawn", FirstLook()),
    ],
)
def test_the_first_look_takes_what_is_right(file: Path, text: str, look: FirstLook) -> None:
    file.write_text(text)
    assert peek_theme(file) == look


# ---- the file as it comes ----


def names_of(table: type[Table]) -> set[str]:
    return set(table.model_fields)


def test_the_file_as_it_comes_changes_nothing(file: Path) -> None:
    assert problems(file, default_text()) == []
    assert load(file).settings == Settings()


def test_switched_on_it_says_the_defaults_and_the_examples_are_right(file: Path) -> None:
    text = switched_on(default_text())
    assert problems(file, text) == []
    settings = load(file).settings
    assert settings.model_copy(update={"keys": {}, "agenda": ()}) == Settings()
    assert [template.name for template in settings.agenda] == ["friday"]
    assert set(settings.keys) <= {command.id for command in TALK}


def test_every_setting_stands_in_it_explained() -> None:
    def check(table: Table) -> None:
        for name, field in type(table).model_fields.items():
            value = getattr(table, name)
            assert field.description or value.__doc__, name
            assert re.search(rf"^#\s.+\n#?\[*([a-z.]+\.)?{name}\b", text, re.MULTILINE), name
            if isinstance(value, Table):
                check(value)

    text = default_text()
    check(Settings())


def test_it_fits_a_terminal_and_has_no_indented_remark() -> None:
    assert all(len(line) <= 90 for line in default_text().splitlines())
    assert not re.search(r"^#  ", default_text().partition("[keys]")[0], re.MULTILINE)


def test_weekdays_are_counted_as_python_counts_them() -> None:
    assert WEEKDAYS[0] == "monday"
    assert Settings().dates.last_weekday == 4
