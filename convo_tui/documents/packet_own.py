"""What of a review packet is the manager's alone: signs, preferences, sheets for hard talks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from convo_tui.documents.model import Block, Figure, Paragraph, Table
from convo_tui.documents.packet import Cited, Entries, Entry, Scope, told_day
from convo_tui.domain.counting import several
from convo_tui.domain.signs import Sign, Signs
from convo_tui.text import one_line

TREND_FROM = 5
"""Talks with answers before their sum is told."""

ASKED = {
    Sign.SOONER: "Raises problems sooner",
    Sign.IDEAS: "Comes with own ideas",
    Sign.GOALS: "Goals move between talks",
    Sign.ENGAGED: "Is engaged",
    Sign.STAYS: "Is likely to stay",
    Sign.ENERGY: "Your own energy",
}
_SHORT = {
    Sign.SOONER: "problems sooner",
    Sign.IDEAS: "own ideas",
    Sign.GOALS: "goals move",
    Sign.ENGAGED: "engaged",
    Sign.STAYS: "stays",
    Sign.ENERGY: "energy",
}
ANSWERS = {1: "more", 0: "the same", -1: "less"}


def signs(scope: Scope) -> Iterator[Entry]:
    """The answers after each talk; a skipped one is not there."""
    for each in scope.review.signs:
        parts = tuple(_answers(each))
        if parts:
            words = "; ".join(_grouped(each))
            yield Entry(each.id, scope.day(each.at), "signs", words, private=True, parts=parts)


def _answers(given: Signs) -> Iterator[tuple[str, str]]:
    for sign, name in ASKED.items():
        answer = given.answer(sign)
        if answer is not None:
            yield name, ANSWERS[answer]


def _grouped(given: Signs) -> Iterator[str]:
    """`more: own ideas, energy; less: problems sooner`, in a few words for a row a talk."""
    for answer, word in ANSWERS.items():
        names = [name for sign, name in _SHORT.items() if given.answer(sign) == answer]
        if names:
            yield f"{word}: {', '.join(names)}"


def sign_blocks(entries: Entries, cites: Cited) -> Iterator[Block]:
    """How often each answer was given, beside the number of talks; then talk by talk."""
    if len(entries) < TREND_FROM:
        told = several(len(entries), "talk")
        yield Paragraph(f"The answers of {told} add up to nothing yet; from five on they do.")
    else:
        counts = Counter(part for entry in entries for part in entry.parts)
        rows = []
        for name in ASKED.values():
            numbers = [counts[name, answer] for answer in ANSWERS.values()]
            rows.append((name, *map(str, numbers), str(sum(numbers))))
        header = ("Sign", *ANSWERS.values(), "talks with an answer")
        yield Table(header, tuple(rows), frozenset(range(1, len(header))))
    yield Table(
        ("Day", "Answers after the talk", "Entry"),
        tuple((told_day(each.on), each.text, cites.of(each).id) for each in entries),
    )


def sign_figures(scope: Scope, entries: Entries) -> Iterator[Figure]:
    """After how many of the talks the questions were answered."""
    if entries:
        held = len(scope.review.talks)
        ids = tuple(entry.id for entry in entries)
        words = f"after {len(entries)} of {several(held, 'talk')}"
        yield Figure("signs", "Signs answered", words, "each talk with an answer", "signs", ids)


def preferences(scope: Scope) -> Iterator[Entry]:
    """How the person thinks and likes to be spoken to, by version."""
    versions = scope.review.preferences
    for number, each in enumerate(versions, 1):
        newest = number == len(versions) and len(versions) > 1
        yield Entry(
            each.id,
            scope.day(each.at),
            "preferences",
            one_line(", ".join(each.styles)) or "no style named",
            mark="the newest" if newest else "",
            private=True,
            parts=(
                ("Likes to be spoken to", one_line(each.spoken)),
                ("Motivates", one_line(each.motivates)),
                ("Avoid", one_line(each.avoids)),
            ),
        )


def sheets(scope: Scope) -> Iterator[Entry]:
    """The sheets that prepared hard talks, with their answers."""
    for each in scope.review.sheets:
        closed = each.closed_at and scope.day(each.closed_at)
        mark = "not used yet"
        if closed is not None:
            used = "used in the talk of" if each.meeting_id is not None else "put away"
            mark = f"{used} {told_day(closed)}"
        yield Entry(
            each.id,
            scope.day(each.created_at),
            "hard talk",
            each.kind.value,
            mark=mark,
            private=True,
            parts=tuple(("Written", one_line(answer)) for answer in each.answers),
        )
