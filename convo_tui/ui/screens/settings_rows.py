"""The settings as rows: read from the model, so that the page never says what is not so."""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from convo_tui.settings.model import Settings, Table
from convo_tui.settings.text import toml_value
from convo_tui.text import clean
from convo_tui.ui.widgets.row import Row

if TYPE_CHECKING:
    from convo_tui.domain.agenda import Template
    from convo_tui.ui.app import ConvoApp

NAME = 21
VALUE = 17


def settings_rows(app: ConvoApp, *, there: bool, hidden: Sequence[str] = ()) -> Iterator[Row]:
    """The file and what is wrong in it, then every setting, the keys, the agendas and the hints.

    Args:
        app: whose settings.
        there: whether the file exists.
        hidden: the kinds of hints that were dismissed.
    """
    yield _heading("The file")
    yield _row(str(app.setup.settings_file))
    if not there:
        yield _row("It is not there yet, so all defaults count; e begins it.", style="$muted")
    elif app.settings_problems:
        for problem in app.settings_problems:
            yield _row(clean(problem), Content.styled("! ", "$asks"))
    else:
        yield _row("Everything in it counts.", Content.styled("✓ ", "$good"))
    yield from _table(app.settings, Settings(), "General")
    yield from _keys(app.settings)
    yield from _agendas(app)
    yield from _hints(hidden)


def _table(settings: Table, defaults: Table, title: str) -> Iterator[Row]:
    """The settings of a table; the tables within come after, each under its own heading."""
    yield from _section(title, "" if title == "General" else _about(settings))
    within: list[Row] = []
    for name, field in type(settings).model_fields.items():
        value, default = getattr(settings, name), getattr(defaults, name)
        if isinstance(value, Table):
            within += _table(value, default, f"{title} · {name}" if title != "General" else name)
        elif isinstance(value, str | bool | int | float):
            yield _setting(name, value, default, field.description or "")
    yield from within


def _about(table: Table) -> str:
    return " ".join(inspect.cleandoc(type(table).__doc__ or "").split())


def _setting(name: str, value: object, default: object, about: str) -> Row:
    changed = value != default
    shown = toml_value(value)
    lead = Content.assemble(
        name.ljust(NAME), (shown.ljust(VALUE - 1) + " ", "bold $date" if changed else "bold")
    )
    words = " ".join(about.split())
    if changed:
        words = f"{words} The default is {toml_value(default)}."
    return _row(words, lead, style="$muted")


def _keys(settings: Settings) -> Iterator[Row]:
    yield from _section("Keys", _described("keys"))
    for command, key in settings.keys.items():
        yield _row(clean(key), Content.assemble(clean(command).ljust(NAME)))
    if not settings.keys:
        yield _row("All keys are as they come.", style="$muted")


def _agendas(app: ConvoApp) -> Iterator[Row]:
    own = {template.name for template in app.settings.agenda}
    yield from _section("Agendas", _described("agenda"))
    for template in app.templates:
        mark = "  your own" if template.name in own else ""
        lead = f"{template.name.ljust(NAME)}{f'{template.minutes} min'.ljust(VALUE)}"
        yield _row(f"{_segments(template)}{mark}", Content.styled(lead, "bold"), style="$muted")


def _hints(hidden: Sequence[str]) -> Iterator[Row]:
    yield from _section("Hints", "Hints that you dismissed for good; h shows all of them again.")
    for kind in hidden:
        yield _row(clean(kind))
    if not hidden:
        yield _row("None: every hint is shown.", style="$muted")


def _segments(template: Template) -> str:
    return " · ".join(f"{clean(part.name)} {part.minutes}" for part in template.segments)


def _described(name: str) -> str:
    return " ".join((Settings.model_fields[name].description or "").split())


def _section(title: str, about: str) -> Iterator[Row]:
    yield _row("")
    yield _heading(title)
    if about:
        yield _row(about, style="$muted")


def _heading(title: str) -> Row:
    return _row(title.upper(), style="bold $muted")


def _row(text: str, lead: Content | str = "", *, style: str = "") -> Row:
    return Row(Content.styled(text, style), lead, marker=False)
