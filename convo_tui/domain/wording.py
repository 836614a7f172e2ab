"""What a commitment does not say yet: blanks, vague words, a checkpoint that has passed.

It points out and never forbids. Clear goals pass in silence, and what one part answers is not
asked of another: with a checkpoint ahead nobody is asked by when, with a metric nobody is asked
how both will know.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from convo_tui.domain.clear_words import clear_in
from convo_tui.domain.commitments import Commitment, CommitmentState
from convo_tui.domain.dates import is_past, short_date
from convo_tui.domain.vague_words import GAP, VAGUE, Missing
from convo_tui.domain.values import Side

__all__ = ["Finding", "Hint", "Missing", "Part", "check", "check_goal"]

FEW_WORDS = 4
"""A goal of more words is taken to say what it is about, in whichever language."""


class Part(StrEnum):
    """The fields of a commitment, in the order in which findings come."""

    GOAL = "goal"
    OWNER = "owner"
    CHECKPOINT = "checkpoint"
    RESOURCES = "resources"
    METRIC = "metric"
    MANAGER_PART = "manager_part"
    OBSTACLES = "obstacles"
    CELEBRATION = "celebration"


_BLANK = {
    Part.GOAL: "The goal is blank: what will be there to see?",
    Part.RESOURCES: "Resources are blank: which time, people or access does it need?",
    Part.METRIC: "The metric is blank: how will both of you know that it is done?",
    Part.MANAGER_PART: "Your own part is blank: what will you do for it?",
    Part.OBSTACLES: "Obstacles are blank: what might get in the way?",
    Part.CELEBRATION: "The celebration is blank: how will you mark it?",
}
_WORDED = (Part.GOAL, Part.METRIC, Part.MANAGER_PART)
"""Parts that promise something; obstacles and the rest may be as vague as they are."""


@dataclass(frozen=True, slots=True)
class Hint:
    """What a vague word leaves open.

    Attributes:
        words: the words as they were typed.
        sentence: says what is missing.
        rewrite: the whole text worded better, with `…` where something is to be filled in; ""
            where there is nothing to offer.
    """

    words: str
    missing: Missing
    sentence: str
    rewrite: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to look at again in a commitment.

    Attributes:
        part: the field in which it is to be mended.
        hint: the vague words behind it; None for a blank, a missing or a passed day.
    """

    part: Part
    sentence: str
    hint: Hint | None = None


def check_goal(text: str) -> tuple[Hint, ...]:
    """What the wording of a goal leaves open, at most one hint for each thing that is missing.

    A blank text gives none; neither does a goal of more than four words without a vague word.
    """
    hints = _vague_words(text)
    words = text.split()
    if hints or not words or len(words) > FEW_WORDS:
        return hints
    if clear_in(text):
        return ()
    sentence = "Nothing to see in it yet: say what will be there when it is done."
    return (Hint(text.strip(), Missing.SEEN, sentence, f"{text.strip()}: … by …"),)


def check(commitment: Commitment, today: date) -> tuple[Finding, ...]:
    """What an open commitment leaves blank or open, in the order of `Part`.

    Args:
        commitment: one that was closed has no findings.
        today: the day from which checkpoints are seen.
    """
    if commitment.state is not CommitmentState.OPEN:
        return ()
    found = [*_wording(commitment, today), *_blanks(commitment), *_days(commitment, today)]
    if commitment.owner is Side.BOTH and not commitment.manager_part.strip():
        found.append(Finding(Part.OWNER, "Both own it: who does which part?"))
    order = list(Part)
    return tuple(sorted(found, key=lambda finding: order.index(finding.part)))


def _wording(commitment: Commitment, today: date) -> Iterator[Finding]:
    answered = set()
    if commitment.due and not is_past(commitment.due, today):
        answered.add(Missing.WHEN)
    if commitment.metric.strip() and not _vague_words(commitment.metric):
        answered.add(Missing.KNOWN)
    for part in _WORDED:
        text: str = getattr(commitment, part.value)
        for hint in check_goal(text) if part is Part.GOAL else _vague_words(text):
            if hint.missing not in answered:
                yield Finding(part, hint.sentence, hint)


def _blanks(commitment: Commitment) -> Iterator[Finding]:
    for part, sentence in _BLANK.items():
        if part is Part.MANAGER_PART and commitment.owner is Side.MANAGER:
            continue  # all of it is the manager's part
        if not getattr(commitment, part.value).strip():
            yield Finding(part, sentence)


def _days(commitment: Commitment, today: date) -> Iterator[Finding]:
    if commitment.due is None:
        again = " again" if commitment.checkpoints else ""
        sentence = f"No checkpoint ahead: on which day do you look at it together{again}?"
        yield Finding(Part.CHECKPOINT, sentence)
    elif is_past(commitment.due, today):
        day = short_date(commitment.due, today)
        sentence = f"The checkpoint {day} has passed: say what came of it, or set another day."
        yield Finding(Part.CHECKPOINT, sentence)


def _vague_words(text: str) -> tuple[Hint, ...]:
    if gap := GAP.search(text):
        return (Hint(gap[0], Missing.SEEN, "A gap is left: fill it in."),)
    hints: dict[Missing, Hint] = {}
    taken: list[tuple[int, int]] = []
    for vague in VAGUE:
        found = vague.search(text)
        if not found or any(found.start() < end and start < found.end() for start, end in taken):
            continue
        before, after = text[: found.start()], text[found.end() :]
        # The gap keeps what stood behind the words from being read as the first word.
        if clear_in(f"{before} … {after}") & vague.excuse:
            continue
        taken.append(found.span())
        sentence = vague.sentence.format(words=found[0])
        parts = {"goal": text.strip(" ."), "before": before, "after": after}
        hint = Hint(found[0], vague.missing, sentence, _tidy(vague.better.format(**parts), text))
        hints.setdefault(vague.missing, hint)
    return tuple(hints.values())


def _tidy(text: str, like: str) -> str:
    words = re.sub(r"[\s,]+([,.;:])", r"\1", " ".join(text.split())).strip(" ,")
    return words[:1].upper() + words[1:] if like.strip()[:1].isupper() else words
