"""Which questions to suggest to whom, and why: the segment, what was asked, how they like it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from heapq import nsmallest

from convo_tui.domain.agenda import Segment
from convo_tui.domain.growth import STYLES, Preferences
from convo_tui.domain.kept_questions import question_of
from convo_tui.domain.points import TalkingPoint
from convo_tui.domain.questions import FIRST_TALK, HARD_TALK, RESTING_TALKS, Memory, Question

TRAITS = {
    "analytical": ("likes figures", "ask for what can be counted"),
    "creative": ("likes to play with ideas", "ask what could be"),
    "direct": ("likes it straight", "ask it plainly"),
    "reflective": ("likes time to think", "ask early"),
    "practical": ("likes what can be done", "ask for the next step"),
    "warm": ("likes it personal", "ask about people first"),
}
"""What each of `STYLES` says of a person, and how to ask then. Each is a theme of questions too."""

_NAMED = {
    "energy": "energy fun joy play",
    "next-skill": "learn skill master craft grow growth course",
    "career": "career promotion lead leading title path",
    "strengths": "strength talent praise thanks recognition",
    "going-well": "success result praise thanks recognition",
    "remote": "remote home office",
    "one-change-between-us": "trust honesty",
    "support-this-month": "support help",
    "drain": "stress pressure overtime",
}
"""Words by which people name what a theme of questions is about."""

# fmt: off
_EMPTY = frozenset({
    "about", "after", "again", "alone", "also", "always", "and", "been", "being", "before",
    "does", "doing", "done", "each", "ever", "every", "from", "front", "gets", "give", "good",
    "have", "having", "hers", "into", "just", "keep", "kind", "know", "like", "likes", "made",
    "make", "makes", "many", "more", "most", "much", "must", "never", "nobody", "only", "other",
    "others", "over", "own", "people", "real", "really", "said", "same", "says", "seen",
    "should", "some", "something", "such", "take", "talk", "than", "that", "their", "them",
    "then", "there", "these", "they", "thing", "things", "this", "those", "time", "topic",
    "until", "very", "want", "wants", "well", "were", "what", "when", "where", "which", "while",
    "will", "with", "without", "work", "works", "worked", "working", "would", "year", "your",
})
# fmt: on
_SHORTEST = 4
_ENDINGS = ("ations", "ation", "ings", "ing", "ers", "ies", "ed", "er", "es", "s", "e", "y")
_NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A question to offer.

    Attributes:
        reason: why it comes first or last with this person, in a few words; "" where nothing
            that is known of them speaks for it or against it.
        avoided: whether the reason is that they would rather not be asked.
    """

    question: Question
    reason: str = ""
    avoided: bool = False


def suggest(
    bank: Sequence[Question],
    memory: Mapping[str, Memory],
    segment: str,
    *,
    first_talk: bool = False,
    limit: int = 2,
    liking: Preferences | None = None,
) -> tuple[Suggestion, ...]:
    """The few questions to offer now, best first.

    They fit the running segment, or any where no question of the bank goes by its key. Left out
    are hidden ones, those for hard talks, those for first talks in any later one, and those put
    to the person in the running talk or one of the `RESTING_TALKS` before it. In a first talk
    its own questions lead. What touches what the person avoids comes last; then starred ones
    lead, those that suit the person, never asked ones, and those asked longest ago. Equals keep
    the order of the bank.

    Args:
        bank: the merged bank.
        memory: what this person was asked, by question id.
        segment: the key of the running segment.
        first_talk: whether this is the first talk with the person.
        limit: how many at most.
        liking: how the person likes it; None where that is not known.
    """
    fits_any = all(question.segment != segment for question in bank)

    def fits(question: Question) -> bool:
        last = memory.get(question.id)
        return (
            (fits_any or question.segment == segment)
            and not question.hidden
            and HARD_TALK not in question.themes
            and (first_talk or FIRST_TALK not in question.themes)
            and (last is None or last.talks_ago > RESTING_TALKS)
        )

    def rank(found: tuple[Suggestion, int]) -> tuple[bool, bool, bool, int, datetime]:
        suggestion, weight = found
        question = suggestion.question
        last = memory.get(question.id)
        since = last.last_at if last else _NEVER
        return (
            suggestion.avoided,
            FIRST_TALK not in question.themes,
            not question.starred,
            -weight,
            since,
        )

    weighed = [_weighed(question, liking) for question in bank if fits(question)]
    return tuple(suggestion for suggestion, _ in nsmallest(limit, weighed, key=rank))


def offered(
    bank: Iterable[Question],
    memory: Mapping[str, Memory],
    segments: Sequence[Segment],
    points: Sequence[TalkingPoint],
    *,
    first_talk: bool = False,
    liking: Preferences | None = None,
) -> Iterator[tuple[int, Suggestion]]:
    """One question for each segment that has none among the points yet, none of them twice.

    Args:
        bank: the merged bank.
        memory: what the person was asked, by question id.
        segments: of the agenda.
        points: the open ones of the person.
        first_talk: whether this is the first talk with the person.
        liking: how the person likes it; None where that is not known.
    """
    whole = tuple(bank)
    kept = [(point, question_of(point, whole)) for point in points]
    taken = {point.segment for point, question in kept if question is not None}
    left = [each for each in whole if each not in [question for _, question in kept]]
    for index, segment in enumerate(segments):
        if index in taken:
            continue
        for each in suggest(
            left, memory, segment.key, first_talk=first_talk, limit=1, liking=liking
        ):
            left.remove(each.question)
            yield index, each


def reason(question: Question, liking: Preferences | None) -> str:
    """Why a question suits a person, or does not, in a few words; "" where neither."""
    return _weighed(question, liking)[0].reason


def _weighed(question: Question, liking: Preferences | None) -> tuple[Suggestion, int]:
    """A question with the reason for its place, and how many things speak for it."""
    if liking is None:
        return Suggestion(question), 0
    if touched := _touches(question, liking.avoids):
        return Suggestion(question, f"rather not: “{touched}”", avoided=True), 0
    suits = [style for style in STYLES if style in liking.styles and style in question.themes]
    moved = _touches(question, liking.motivates)
    if suits:
        return Suggestion(question, style_words(suits[0])), len(suits) + bool(moved)
    return Suggestion(question, f"“{moved}” motivates them" if moved else ""), int(bool(moved))


def style_words(style: str) -> str:
    """A style as advice: `likes time to think: ask early`."""
    return ": ".join(TRAITS[style])


def bare_reason(reason: str) -> str:
    """A reason beneath `opening_words`, which have said how to ask: `likes time to think`."""
    known = {style_words(style): says for style, (says, _) in TRAITS.items()}
    return known.get(reason, reason)


def opening_words(liking: Preferences | None) -> str:
    """How to begin a talk with a person, in one line; "" where nothing is known."""
    if liking is None:
        return ""
    known = [style_words(style) for style in STYLES if style in liking.styles]
    spoken = " ".join(liking.spoken.split())
    return " · ".join(filter(None, (*known, spoken)))


def _touches(question: Question, words: str) -> str:
    """The first of some words that a question is about; "" where it is about none of them."""
    about = _about(question)
    return next((word for word in _words(words) if _stem(word) in about), "")


@lru_cache(maxsize=512)
def _about(question: Question) -> frozenset[str]:
    named = (_NAMED.get(theme, "") for theme in question.themes)
    themes = (theme.replace("-", " ") for theme in question.themes if theme not in TRAITS)
    text = " ".join((question.text, *themes, *named))
    return frozenset(_stem(word) for word in _words(text))


def _words(text: str) -> list[str]:
    found = re.findall(r"[^\W\d_]+", text.casefold())
    return [word for word in found if len(word) >= _SHORTEST and word not in _EMPTY]


def _stem(word: str) -> str:
    """What is left of a word without its ending: `weekends` and `weekend` are one."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            return _stem(word[: -len(ending)])
    return word
