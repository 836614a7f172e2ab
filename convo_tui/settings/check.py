"""Checking the settings file: what is wrong takes its default and is told, with its line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any, cast

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from convo_tui.assets import load_toml
from convo_tui.domain.agenda import parse_agendas, with_own
from convo_tui.settings.model import Settings, Talk
from convo_tui.settings.text import BrokenText, Loc, lines_of, parse
from convo_tui.settings.values import Loaded, Problem

SENTENCES = {
    "bool_type": "{name} must be true or false.",
    "int_type": "{name} must be a whole number.",
    "float_type": "{name} must be a number.",
    "string_type": "{name} must be a text in quotes.",
    "string_too_short": "{name} must not be empty.",
    "literal_error": "{name} must be {expected}.",
    "greater_than": "{name} must be above {gt:g}.",
    "greater_than_equal": "{name} must be at least {ge:g}.",
    "less_than_equal": "{name} must be at most {le:g}.",
    "finite_number": "{name} must be a number.",
    "model_type": "{name} is a table: write [{name}] and its settings beneath.",
    "dict_type": "{name} is a table: write [{name}] and its settings beneath.",
    "tuple_type": "{name} is a list of tables: write [[{name}]] and its settings beneath.",
    "value_error": "{error}",
}
"""What pydantic finds, by its own name for it, in words for the person who wrote the file."""


def check(text: str, *problems: Problem) -> Loaded:
    """The settings that a text gives, with what was found before and what is found in it."""
    try:
        data, lines = parse(text), lines_of(text)
    except BrokenText as error:
        # Half a file could mean anything, so none of it counts.
        broken = Problem(error.line, f"The settings are not valid TOML, so none counts: {error}.")
        return _loaded(Settings(), {}, [*problems, broken])
    found = [*problems, *_flatten_keys(data, lines)]
    return _loaded(_settings(data, lines, found), lines, found)


def _flatten_keys(data: dict[str, Any], lines: dict[Loc, int]) -> Iterator[Problem]:
    """Make one name of `talk.next = "n"` in the table of keys, which TOML takes for two tables."""
    table = data.get("keys")
    if not isinstance(table, dict):
        return
    flat: dict[str, object] = {}
    stated = [(loc, value, lines[loc]) for loc, value in _leaves(table, ("keys",))]
    for loc, value, line in stated:
        name = ".".join(map(str, loc[1:]))
        if name in flat:
            yield Problem(line, f"The key of {name} is set twice; the first counts.")
        else:
            flat[name], lines["keys", name] = value, line
    data["keys"] = flat


def _leaves(table: Mapping[str, Any], loc: Loc) -> Iterator[tuple[Loc, object]]:
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _leaves(value, (*loc, name))
        else:
            yield (*loc, name), value


def _settings(data: dict[str, Any], lines: Mapping[Loc, int], found: list[Problem]) -> Settings:
    """Validate, put what is wrong aside, and again, until the rest is right."""
    while True:
        try:
            return Settings.model_validate(data)
        except ValidationError as error:
            # From the end, so that dropping one of a list leaves the numbers before it alone.
            for fault in reversed(error.errors(include_url=False)):
                found.append(Problem(_line(fault["loc"], lines), _sentence(fault)))
                _drop(data, fault["loc"])


def _drop(data: dict[str, Any], loc: Loc) -> None:
    """Take out what stands at this place of the file, or the nearest thing around it."""
    holder: Any = None
    last: Any = None
    value: Any = data
    for name in loc:
        inside = name in value if isinstance(value, dict) else isinstance(value, list)
        if not inside:
            break
        holder, last, value = value, name, value[name]
    del holder[last]


def _loaded(settings: Settings, lines: Mapping[Loc, int], found: list[Problem]) -> Loaded:
    templates = with_own(parse_agendas(load_toml("agendas")), settings.agenda)
    names = [template.name for template in templates]
    talk = settings.talk
    if talk.template not in names:
        sentence = f"No agenda is called {talk.template}; there are {', '.join(names)}."
        found.append(Problem(_line(("talk", "template"), lines), sentence))
        talk = talk.model_copy(update={"template": Talk().template})
        settings = settings.model_copy(update={"talk": talk})
    return Loaded(
        settings,
        templates,
        tuple(sorted(found, key=lambda problem: problem.line or 0)),
        {name: lines["keys", name] for name in settings.keys},
        lines.get(("theme",)),
    )


def _line(loc: Loc, lines: Mapping[Loc, int]) -> int | None:
    """The line of a setting, or of the nearest table around it."""
    around = (loc[:length] for length in range(len(loc), 0, -1))
    return next((lines[each] for each in around if each in lines), None)


def _sentence(fault: ErrorDetails) -> str:
    loc = fault["loc"]
    if fault["type"] == "extra_forbidden":
        return _unknown(loc)
    sentence = SENTENCES.get(fault["type"], "{name}: {msg}.")
    name = ".".join(map(str, loc))
    return sentence.format(name=name, msg=fault["msg"], **fault.get("ctx", {}))


def _unknown(loc: Loc) -> str:
    """There is no such setting; the nearest name at that place of the file is likely meant."""
    table: type[BaseModel] = Settings
    for name in loc[:-1]:
        table = cast("type[BaseModel]", table.model_fields[str(name)].annotation)
    near = get_close_matches(str(loc[-1]), table.model_fields, n=1)
    hint = f" Did you mean {near[0]}?" if near else ""
    where = f" in [{'.'.join(map(str, loc[:-1]))}]" if loc[:-1] else ""
    return f"There is no setting called {loc[-1]}{where}.{hint}"
