import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convo_tui.settings.text import (
    BrokenText,
    Loc,
    Simple,
    lines_of,
    parse,
    toml_value,
    with_value,
)

TEXT = '''\
# about
theme = "dusk"
"quoted name" = 1
talk.template = "long"   # dotted

[talk.bands]
good = 0.4
many = [
    1, # one
    { a = "[no.header]" },
]

[ dates ]
text = """
[not.a.header]
theme = "inside"
"""

[[agenda]]
name = "one"
[[agenda.segments]]
key = "wins"
[[agenda.segments]]
key = "help"

[[agenda]]
name = "two"
[agenda.extra]
x = 1
'''

LINES: dict[Loc, int] = {
    ("theme",): 2,
    ("quoted name",): 3,
    ("talk",): 4,
    ("talk", "template"): 4,
    ("talk", "bands"): 6,
    ("talk", "bands", "good"): 7,
    ("talk", "bands", "many"): 8,
    ("talk", "bands", "many", 0): 8,
    ("talk", "bands", "many", 1): 8,
    ("talk", "bands", "many", 1, "a"): 8,
    ("dates",): 13,
    ("dates", "text"): 14,
    ("agenda",): 19,
    ("agenda", 0): 19,
    ("agenda", 0, "name"): 20,
    ("agenda", 0, "segments"): 21,
    ("agenda", 0, "segments", 0): 21,
    ("agenda", 0, "segments", 0, "key"): 22,
    ("agenda", 0, "segments", 1): 23,
    ("agenda", 0, "segments", 1, "key"): 24,
    ("agenda", 1): 26,
    ("agenda", 1, "name"): 27,
    ("agenda", 1, "extra"): 28,
    ("agenda", 1, "extra", "x"): 29,
}


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_every_table_and_setting_has_its_line(end: str) -> None:
    assert lines_of(TEXT.replace("\n", end)) == LINES


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("a = 1\nb =\n", 2, "invalid value"),
        ("[a\n", 1, "expected ']' at the end of a table declaration"),
        ("a = 1\n\n[a]\n", 3, "cannot overwrite a value"),
        ("x = " + "9" * 5000, None, "a number is too long"),
        ("x = " + "[" * 5000, None, "lists stand in lists too deep"),
    ],
)
def test_a_text_that_is_not_toml_is_told_with_its_line(
    text: str, line: int | None, reason: str
) -> None:
    for read in (parse, lambda broken: with_value(broken, "theme", "dawn")):
        with pytest.raises(BrokenText) as caught:
            read(text)
        assert caught.value.line == line
        assert str(caught.value).startswith(reason)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        # changed where it stands
        ("theme = 'x'\n", 'theme = "dawn"\n'),
        ('theme="x"', 'theme="dawn"'),
        ('  theme\t=\t"x"\t#\tremark\n', '  theme\t=\t"dawn"\t#\tremark\n'),
        ('theme = "a # b" # c # d\n', 'theme = "dawn" # c # d\n'),
        ('"theme" = "x"\n', '"theme" = "dawn"\n'),
        (r'"them\u0065" = "x"' + "\n", r'"them\u0065" = "dawn"' + "\n"),
        ('theme = """\nx # no\n"""  # remark\nb = 1\n', 'theme = "dawn"  # remark\nb = 1\n'),
        ("theme = ''' = '''\n", 'theme = "dawn"\n'),
        ("theme = 3\n", 'theme = "dawn"\n'),
        ('theme = ["a", # one\n "b"] # two\n', 'theme = "dawn" # two\n'),
        ("theme = { a = 1 }\n", 'theme = "dawn"\n'),
        ('a = 1\r\ntheme = "x" # r\r\nb = 2\r\n', 'a = 1\r\ntheme = "dawn" # r\r\nb = 2\r\n'),
        ('a = 1\r\ntheme = "x"', 'a = 1\r\ntheme = "dawn"'),
        ('theme = "x"   \n', 'theme = "dawn"   \n'),
        # not the setting of another table, nor what only looks like one
        ('[a]\ntheme = "x"\n', 'theme = "dawn"\n[a]\ntheme = "x"\n'),
        ('a = """\ntheme = "x"\n"""\n', 'a = """\ntheme = "x"\n"""\ntheme = "dawn"\n'),
        ('a = """\n#theme = "x"\n"""\n', 'a = """\n#theme = "x"\n"""\ntheme = "dawn"\n'),
        ('a = """\n[x]\n"""\n#theme = 1\n', 'a = """\n[x]\n"""\n#theme = 1\ntheme = "dawn"\n'),
        ("a.theme = 1\n", 'a.theme = 1\ntheme = "dawn"\n'),
        # added beneath its default
        ('#theme = "dusk"\nb = 1\n', '#theme = "dusk"\ntheme = "dawn"\nb = 1\n'),
        ('# theme = "dusk"\n[a]\n', '# theme = "dusk"\ntheme = "dawn"\n[a]\n'),
        ('#theme = "dusk"', '#theme = "dusk"\ntheme = "dawn"'),
        # but not beneath another's, nor inside a table
        ("# a theme = b\n[a]\n", 'theme = "dawn"\n# a theme = b\n[a]\n'),
        ("[a]\n#theme = 1\n", 'theme = "dawn"\n[a]\n#theme = 1\n'),
        # added elsewhere
        ("", 'theme = "dawn"\n'),
        ("# a\n\nb = 1\n\n# c\n[d]\n", '# a\n\nb = 1\ntheme = "dawn"\n\n# c\n[d]\n'),
        ("b = 1", 'b = 1\ntheme = "dawn"'),
        ("b = 1\r\nc = 2", 'b = 1\r\nc = 2\r\ntheme = "dawn"'),
        ("b = 1\r\n[d]\r\n", 'b = 1\r\ntheme = "dawn"\r\n[d]\r\n'),
        ("b = [\n1,\n]\n[d]\n", 'b = [\n1,\n]\ntheme = "dawn"\n[d]\n'),
        ("[[a]]\n", 'theme = "dawn"\n[[a]]\n'),
    ],
)
def test_one_setting_changes_and_all_else_stays(before: str, after: str) -> None:
    assert with_value(before, "theme", "dawn") == after


@pytest.mark.parametrize(
    "text", ["theme.a = 1\n", "theme.a = 1\ntheme.b = 2\n", "[theme]\na = 1\n", "[[theme]]\n"]
)
def test_a_table_of_that_name_is_not_guessed_at(text: str) -> None:
    with pytest.raises(BrokenText):
        with_value(text, "theme", "dawn")


def test_a_value_that_is_no_setting_is_refused() -> None:
    with pytest.raises(TypeError, match="has no place in a settings file"):
        toml_value(None)


SIGNS = st.characters(exclude_categories=["Cs"])
SIMPLE = st.one_of(st.text(SIGNS), st.booleans(), st.integers(-(10**18), 10**18))


@given(SIMPLE)
def test_every_value_reads_back_as_it_was(value: Simple) -> None:
    assert tomllib.loads(f"a = {toml_value(value)}") == {"a": value}


PIECES = st.sampled_from(
    [
        "# remark",
        "",
        '#theme = "dusk"',
        "#mouse = true",
        'theme = "x"',
        "theme = 'x' # a # b",
        '  theme = """x\n#theme = 1\n[no]\n""" # r',
        "mouse = false",
        '"mouse"=false#r',
        "zone = ''",
        "a.b = [ # one\n 1,\n]",
        "a.c = { theme = 'no' }",
        "[talk]",
        "[talk.bands] # [x]",
        "[[agenda]]",
        "x = 1",
        "y = '#'",
    ]
)


@given(
    pieces=st.lists(PIECES, max_size=12),
    end=st.sampled_from(["\n", "\r\n"]),
    last=st.booleans(),
    name=st.sampled_from(["theme", "mouse", "zone"]),
    value=SIMPLE,
)
def test_a_changed_text_differs_in_nothing_but_the_one_line(
    pieces: list[str], end: str, last: bool, name: str, value: Simple
) -> None:
    text = end.join(piece.replace("\n", end) for piece in pieces) + (end if last else "")
    try:
        before = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        with pytest.raises(BrokenText):
            with_value(text, name, value)
        return
    after = with_value(text, name, value)
    assert tomllib.loads(after) == before | {name: value}
    assert with_value(after, name, value) == after
    old, new = text.split("\n"), after.split("\n")
    place = lines_of(after)[name,] - 1
    above, beneath = new[:place], new[place + 1 :]
    # A last line without an end gets one when a line is added beneath it.
    assert [line.rstrip("\r") for line in old[:place]] == [line.rstrip("\r") for line in above]
    assert old[len(old) - len(beneath) :] == beneath
    assert name in before or len(new) == len(old) + 1
