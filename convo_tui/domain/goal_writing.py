"""What people type about goals: numbers with their unit, and milestones, one a line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from convo_tui.domain.goals import Goal, Milestone
from convo_tui.domain.values import Change, new_id

LONGEST_NUMBER = 15
"""Digits; more of them a number cannot tell apart."""

LONGEST_QUOTE = 24
"""Letters of what was typed that a sentence quotes."""

_NUMBER = re.compile(
    r"(?P<sign>[+\-\N{MINUS SIGN}]?) ?"
    r"(?P<whole>\d{1,3}(?:[ '\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}]\d{3})+|\d+)"
    r"(?:(?P<point>[.,])(?P<part>\d+))?"
    r"(?P<unit>(?: ?(?!e[+-]?\d)[^\d\s.,].*)?)",
    re.IGNORECASE,
)
_GROUPED = {
    comma: re.compile(
        rf"(?P<sign>[+\-\N{{MINUS SIGN}}]?) ?(?:(?P<whole>\d{{1,3}}(?:{comma}\d{{3}})+){point}"
        rf"(?P<part>\d+)|(?P<long>\d{{1,3}}(?:{comma}\d{{3}}){{2,}}))(?P<unit>(?: ?[^\d\s.,].*)?)"
    )
    for comma, point in ((",", r"\."), (r"\.", ","))
}


class NotANumber(ValueError):
    """What was typed is no number; the message says so in one sentence."""


def read_measure(text: str) -> tuple[float, str]:
    """A number as people type it, and the unit behind it: `4,5 hours` is (4.5, "hours").

    `55`, `55 %`, `4,5`, `4.5`, `1 200`, `1,200.50`, `-3` are understood. What may be two numbers
    (`1,200`) is refused and never guessed.

    Raises:
        NotANumber: it is none, or may be two.
    """
    typed = " ".join(text.split())
    for grouped in _GROUPED.values():
        if found := grouped.fullmatch(typed):
            whole = re.sub(r"\D", "", found["whole"] or found["long"])
            return _number(found["sign"], whole, found["part"] or "", typed), found["unit"].strip()
    found = _NUMBER.fullmatch(typed)
    if found is None:
        raise NotANumber(f"“{_quoted(typed)}” is no number, such as 55, 4.5 or 80 %.")
    whole, part = re.sub(r"\D", "", found["whole"]), found["part"] or ""
    if len(part) == 3 and whole != "0" and len(whole) <= 3:
        other = number_text(float(f"{whole}.{part}"))
        raise NotANumber(f"“{_quoted(typed)}” may be {whole}{part} or {other}: type one of these.")
    return _number(found["sign"], whole, part, typed), found["unit"].strip()


def _number(sign: str, whole: str, part: str, typed: str) -> float:
    if len(whole.lstrip("0")) + len(part) > LONGEST_NUMBER:
        raise NotANumber(f"“{_quoted(typed)}” has more digits than a measure needs.")
    number = float(f"{whole}.{part or 0}")
    return -number if sign in ("-", "\N{MINUS SIGN}") and number else number


def _quoted(typed: str) -> str:
    return typed if len(typed) <= LONGEST_QUOTE else f"{typed[: LONGEST_QUOTE - 1]}…"


def read_value(text: str, goal: Goal) -> float:
    """A value of a goal's measure; its unit may stand behind it.

    Raises:
        NotANumber: it is no number, or in another unit.
    """
    value, unit = read_measure(text)
    if unit and unit.casefold() != goal.unit.casefold():
        said = f"in {goal.unit}" if goal.unit else "by a bare number"
        raise NotANumber(f"This goal is measured {said}, not in {_quoted(unit)}.")
    return value


def number_text(value: float | None) -> str:
    """A number as it stands in a field, so that `read_measure` gives the same again."""
    if value is None:
        return ""
    text = f"{value:.{LONGEST_NUMBER}f}".rstrip("0").rstrip(".")
    rounded = f"{value:.{LONGEST_NUMBER}g}"
    text = rounded if "e" not in rounded else text
    whole, point, part = text.partition(".")
    return f"{text}0" if point and len(part) == 3 and whole.lstrip("-") != "0" else text


def milestone_changes(
    before: Sequence[Milestone], texts: Sequence[str], goal: Goal
) -> Iterator[Change]:
    """What the milestones of a goal become when they stand so, one a line.

    A line that stayed keeps its milestone, whether it was reached too. One that was worded anew
    in its place does the same.

    Args:
        before: by position.
        texts: the lines, none of them blank.
        goal: whose milestones they are.
    """
    texts_before = [step.text for step in before]
    matcher = SequenceMatcher(None, texts_before, texts, autojunk=False)
    kept: dict[int, Milestone] = {}
    for _, first, end, at, end_at in matcher.get_opcodes():
        kept |= dict(zip(range(at, end_at), before[first:end], strict=False))
    # A line that was moved is the same one all the same.
    loose = [step for step in before if step not in kept.values()]
    for index, text in enumerate(texts):
        moved = next((step for step in loose if step.text == text), None)
        if moved is not None and (index not in kept or kept[index].text != text):
            loose.remove(moved)
            if index in kept:
                loose.append(kept[index])
            kept[index] = moved
    gone = {step.id for step in before} - {step.id for step in kept.values()}
    yield from (Change.removed(step) for step in before if step.id in gone)
    for index, text in enumerate(texts):
        step = kept.get(index)
        if step is None:
            yield Change.added(Milestone(new_id(), goal.person_id, goal.id, text, index))
        elif (step.text, step.position) != (text, index):
            yield Change.edited(step, replace(step, text=text, position=index))
