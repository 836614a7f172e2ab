"""The settings file as it comes, made from the model so that it never says what is not so."""

from __future__ import annotations

import inspect
import textwrap
from collections.abc import Iterator

from convo_tui.settings.model import Settings, Table
from convo_tui.settings.text import toml_value

WIDTH = 88

OPENING = """The settings of Convo. Each stands here with its default: take away the # right before
it, and change it. What is wrong here is told with its line on the next start, and its default
counts."""

EXAMPLES = {
    "keys": """\
[keys]
#talk.next = "right"
""",
    "agenda": """\
#[[agenda]]
#name = "friday"
#title = "Friday 20 minutes"
#segments = [
#    { key = "wins", name = "Wins", minutes = 5 },
#    { key = "team", name = "The team", minutes = 10 },
#    { key = "help", name = "Help", minutes = 5 },
#]
""",
}
"""Where the default is that there is none, an example instead."""


def render() -> str:
    """All of the file: every setting explained, with its default behind a #."""
    return "\n\n".join([_remark(OPENING), *_blocks(Settings())]) + "\n"


def in_force(settings: Settings) -> str:
    """The settings as they count now, as TOML without remarks."""
    return "\n".join(_plain(settings)) + "\n"


def _plain(table: Table, path: str = "") -> Iterator[str]:
    within: list[str] = []
    for name in type(table).model_fields:
        value = getattr(table, name)
        if isinstance(value, Table):
            within += ["", f"[{path}{name}]", *_plain(value, f"{path}{name}.")]
        elif name == "keys":
            pairs = [f"{toml_value(key)} = {toml_value(keys)}" for key, keys in value.items()]
            within += ["", f"[{name}]", *pairs] if pairs else []
        elif name == "agenda":
            for agenda in value:
                parts = ", ".join(f"{part.name} {part.minutes}" for part in agenda.segments)
                within += ["", f"# agenda {agenda.name}: {agenda.title} ({parts})"]
        else:
            yield f"{name} = {toml_value(value)}"
    yield from within


def _blocks(table: Table, path: str = "") -> Iterator[str]:
    """The settings of a table, one block each, and after them the tables within, as TOML has it."""
    within: list[str] = []
    for name, field in type(table).model_fields.items():
        value = getattr(table, name)
        if isinstance(value, Table):
            header = f"[{path}{name}]"
            about = field.description or type(value).__doc__ or ""
            within += [f"{_remark(about)}\n{header}", *_blocks(value, f"{path}{name}.")]
        elif name in EXAMPLES:
            within.append(f"{_remark(field.description or '')}\n{EXAMPLES[name].rstrip()}")
        else:
            yield f"{_remark(field.description or '')}\n#{name} = {toml_value(value)}"
    yield from within


def _remark(text: str) -> str:
    """Explaining text: it has a space after its #, and what may be switched on has none."""
    paragraphs = inspect.cleandoc(text).split("\n\n")
    lines = [textwrap.wrap(paragraph, WIDTH) for paragraph in paragraphs]
    return "\n#\n".join("\n".join(f"# {line}" for line in part) for part in lines)
