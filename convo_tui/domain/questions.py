"""The bank of open questions, and what was asked to whom."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import datetime

from convo_tui.domain.agenda import DEFAULT

SEGMENTS = tuple(segment.key for segment in DEFAULT.segments)
"""The segments a shipped question may belong to."""

FIRST_TALK = "first-talk"
"""The theme of questions for the first talk with a person: suggested there first, later never."""

HARD_TALK = "hard-talk"
"""The theme of questions for a hard talk: never suggested, for they belong where one looks."""

RESTING_TALKS = 8
"""A question asked in the running talk or in this many before it is not suggested again."""

CLOSE_ENOUGH = 75.0
"""How alike, of 100, the words of a search and of a question must be on average."""

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_CLOSED = re.compile(
    r"(am|is|are|was|were|do|does|did|have|has|had|can|could|will|would|shall|should|may|might"
    r"|must|any|anything|anyone|ever)(n['’]?t)?\b|won['’]t\b",
    re.IGNORECASE,
)
_KEYS = frozenset({"id", "text", "segment", "themes", "follow_up"})
_MOST_WORDS = 8  # of a search: a page pasted by mistake must not hold up the screen


@dataclass(frozen=True, slots=True)
class Question:
    """An open question of the bank, shipped or the manager's own.

    Attributes:
        segment: the key of the segment it fits: wins, blockers, development or help.
        themes: what it is about; the eight intents of the bank are themes too.
        own: written by the manager; shipped ones are never changed in place.
    """

    id: str
    text: str
    segment: str
    themes: tuple[str, ...] = ()
    follow_up: str = ""
    own: bool = False
    starred: bool = False
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class QuestionMark:
    """What the manager laid over a shipped question, kept apart from its words.

    Attributes:
        id: the id of the question.
    """

    id: str
    starred: bool = False
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """A question put to a person in a talk, with the words it had then.

    Attributes:
        segment: the index of the agenda's segment in which it was asked.
    """

    id: str
    person_id: str
    meeting_id: str
    question_id: str
    text: str
    at: datetime
    segment: int | None = None


@dataclass(frozen=True, slots=True)
class Memory:
    """When a question was last put to a person, and what came of it.

    Attributes:
        talks_ago: 0 in the running talk, 1 in the one before it.
        lines: how many lines of notes answered it that time.
    """

    question_id: str
    last_at: datetime
    talks_ago: int
    lines: int


def parse_bank(document: Mapping[str, object]) -> tuple[Question, ...]:
    """The shipped questions out of the loaded TOML of the bank, in its order.

    Raises:
        ValueError: a table is wrong; the message names it by its number and id, and the fault.
    """
    tables = document.get("question")
    if not isinstance(tables, list) or not tables:
        raise ValueError("the question bank has no [[question]] table")
    bank: dict[str, Question] = {}
    for number, table in enumerate(tables, 1):
        try:
            question = _parse_question(table, taken=bank.keys())
        except ValueError as error:
            name = f" ({table['id']!r})" if isinstance(table, dict) and "id" in table else ""
            raise ValueError(f"question {number}{name}: {error}") from None
        bank[question.id] = question
    return tuple(bank.values())


def _parse_question(table: object, taken: AbstractSet[str]) -> Question:
    if not isinstance(table, dict):
        raise ValueError("not a table")  # noqa: TRY004 - a fault of the file like the others
    if odd := sorted(table.keys() ^ _KEYS):
        raise ValueError(f"{odd[0]} is {'not a known key' if odd[0] in table else 'missing'}")
    for key in ("id", "text", "segment", "follow_up"):
        if not isinstance(table[key], str) or not table[key].strip():
            raise ValueError(f"{key} must be text and not empty")
    themes = table["themes"]
    if not isinstance(themes, list) or not themes or not all(map(_is_slug, themes)):
        raise ValueError('themes must be a list of words like "next-skill"')
    question = Question(**{**table, "themes": tuple(themes)})
    if not _is_slug(question.id):
        raise ValueError('the id must be small letters, digits and hyphens, as in "stuck-where"')
    if question.id in taken:
        raise ValueError("an earlier question has the same id")
    if question.segment not in SEGMENTS:
        raise ValueError(f"segment {question.segment!r} is not one of {', '.join(SEGMENTS)}")
    return question


def _is_slug(value: object) -> bool:
    return isinstance(value, str) and _SLUG.fullmatch(value) is not None


def merge(
    shipped: Sequence[Question],
    own: Sequence[Question],
    starred: AbstractSet[str],
    hidden: AbstractSet[str],
) -> tuple[Question, ...]:
    """The whole bank: the shipped questions, then the own ones, with stars and hides laid over.

    Args:
        shipped: the questions of the bank's file; they are never changed in place.
        own: the manager's questions, which may carry star and hide themselves.
        starred: ids of starred questions. Ids that no question has are passed over.
        hidden: ids of hidden questions, likewise.
    """
    return tuple(
        replace(
            question,
            starred=question.starred or question.id in starred,
            hidden=question.hidden or question.id in hidden,
        )
        for question in (*shipped, *own)
    )


def search(bank: Sequence[Question], query: str, segment: str) -> tuple[Question, ...]:
    """The questions whose text or themes are like the query, typing errors forgiven.

    The best matches come first, among equals those of the running segment, then the order of the
    bank. An empty query lists everything. Hidden questions never show.
    """
    from rapidfuzz.utils import default_process  # only where somebody searches

    shown = sorted(
        (question for question in bank if not question.hidden),
        key=lambda question: question.segment != segment,
    )
    wanted = default_process(query).split()[:_MOST_WORDS]
    if not wanted:
        return tuple(shown)
    scored = [(_likeness(wanted, question), question) for question in shown]
    close = [pair for pair in scored if pair[0] >= CLOSE_ENOUGH]
    close.sort(key=lambda pair: -pair[0])
    return tuple(question for _, question in close)


def _likeness(wanted: Sequence[str], question: Question) -> float:
    """How well the words that were typed are found in a question: 0 to 100, the mean of each."""
    from rapidfuzz import fuzz, process
    from rapidfuzz.utils import default_process

    words = default_process(" ".join((question.text, *question.themes))).split()

    def best(word: str) -> float:
        # A half-typed word is compared with a piece of longer ones, never the other way round:
        # else "he" in a question would be a perfect match for "help".
        longer = [other for other in words if len(other) > len(word)]
        whole = process.extractOne(word, words, scorer=fuzz.ratio)
        piece = process.extractOne(word, longer, scorer=fuzz.partial_ratio)
        return max((found[1] for found in (whole, piece) if found), default=0.0)

    return sum(best(word) for word in wanted) / len(wanted)


def sounds_closed(text: str) -> bool:
    """Whether a yes or a no could answer the question, going by the word it ends its asking with.

    For a hint only: "Tell me, do you like it?" sounds closed, "Tell me about it." does not.
    """
    asked = [sentence for sentence in re.findall(r"[^.?!]+[.?!]*", text) if sentence.strip()]
    last = asked[-1].strip() if asked else ""
    clauses = [clause.strip() for clause in re.split(r"[,;:–—]", last)]
    return bool(_CLOSED.match(clauses[0]) or (last.endswith("?") and _CLOSED.match(clauses[-1])))


def last_asked_words(memory: Memory | None, now: datetime) -> str:
    """The picker's line beside a question: "last asked 12 May, 6 lines of answer".

    Args:
        memory: None for a question this person was never asked.
        now: the present in the manager's zone; it gives the zone of the date, and the year that
            need not be said.
    """
    if memory is None:
        return "never asked"
    at = memory.last_at.astimezone(now.tzinfo)
    year = "" if at.year == now.year else f" {at.year}"
    lines = "1 line" if memory.lines == 1 else f"{memory.lines or 'no'} lines"
    return f"last asked {at.day} {at:%b}{year}, {lines} of answer"
