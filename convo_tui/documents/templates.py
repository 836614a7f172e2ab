"""The templates that pages are made of; typed text in them is escaped."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from convo_tui import assets


@cache
def template(name: str) -> Template:
    """A template that ships with Convo, by the name of its file."""
    environment = Environment(
        loader=FileSystemLoader(assets.data_dir() / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["place"] = lambda number: f"{number:.1f}"
    return environment.get_template(name)
