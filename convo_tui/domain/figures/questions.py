"""Which questions led to the longest answers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from statistics import fmean

from convo_tui.domain.questions import Asked


@dataclass(frozen=True, slots=True)
class Yield:
    """What a question brought: figure Q1.

    Attributes:
        question_id: of the bank, or the manager's own.
        text: as it was last asked.
        times: how often it was asked.
        lines: mean lines of notes that answered it, each time counting.
    """

    question_id: str
    text: str
    times: int
    lines: float


def question_yield(asked: Iterable[Asked], answers: Mapping[str, int]) -> tuple[Yield, ...]:
    """What each question brought, the longest answers first.

    Args:
        asked: every asking.
        answers: how many notes answer it, by the id of the asking.
    """
    times: dict[str, list[Asked]] = defaultdict(list)
    for each in sorted(asked, key=lambda each: each.at):
        times[each.question_id].append(each)
    found = [
        Yield(key, group[-1].text, len(group), fmean(answers.get(each.id, 0) for each in group))
        for key, group in times.items()
    ]
    return tuple(sorted(found, key=lambda each: (-each.lines, -each.times, each.text)))
