"""Walks: what is thought through in steps, each with the open questions that lead through it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class WalkStep:
    """One step of a walk.

    Attributes:
        id: the field of the value that it fills.
        title: what it is about, in a few words.
        questions: open ones, to be said aloud.
    """

    id: str
    title: str
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Walk:
    """A walk: roadmap, strength, preferences or a kind of hard talk.

    Attributes:
        about: one sentence on what it is good for.
    """

    id: str
    title: str
    about: str
    steps: tuple[WalkStep, ...]

    def step(self, step_id: str) -> WalkStep:
        """The step that fills a field."""
        return next(step for step in self.steps if step.id == step_id)


def parse_walks(document: Mapping[str, object]) -> tuple[Walk, ...]:
    """The walks out of the loaded TOML, in its order.

    Raises:
        ValueError: a table is wrong; the message names it and the fault.
    """
    tables = _tables(document, "walk", "the file")
    walks = tuple(_parse_walk(table) for table in tables)
    if len({walk.id for walk in walks}) < len(walks):
        raise ValueError("two walks have the same id")
    return walks


def _parse_walk(table: Mapping[str, object]) -> Walk:
    name = f"walk {table.get('id')!r}"
    steps = tuple(_parse_step(step, name) for step in _tables(table, "step", name))
    if len({step.id for step in steps}) < len(steps):
        raise ValueError(f"{name}: two steps have the same id")
    title, about = (_text(table, key, name) for key in ("title", "about"))
    return Walk(_text(table, "id", name), title, about, steps)


def _parse_step(table: Mapping[str, object], walk: str) -> WalkStep:
    name = f"{walk}, step {table.get('id')!r}"
    questions = table.get("questions")
    if not isinstance(questions, list) or not questions:
        raise ValueError(f"{name}: questions must be a list")
    if not all(isinstance(each, str) and each.strip() for each in questions):
        raise ValueError(f"{name}: a question must be text and not empty")
    return WalkStep(_text(table, "id", name), _text(table, "title", name), tuple(questions))


def _tables(table: Mapping[str, object], key: str, name: str) -> list[Mapping[str, object]]:
    found = table.get(key)
    if not isinstance(found, list) or not found or not all(isinstance(e, dict) for e in found):
        raise ValueError(f"{name} has no [[{key}]] table")
    return found


def _text(table: Mapping[str, object], key: str, name: str) -> str:
    text = table.get(key)
    if not isinstance(text, str) or not text.strip():
        raise ValueError(f"{name}: {key} must be text and not empty")
    return text
