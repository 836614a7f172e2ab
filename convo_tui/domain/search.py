"""What somebody searches for, and what is found. Any text is a query; none is a mistake."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from convo_tui.domain.people import Person
from convo_tui.domain.timeline import Entry

MOST_TERMS = 12
"""A page pasted by mistake must not hold up the screen."""

HALF_LIFE = timedelta(days=180)
"""In which what was found loses half of the weight that newness gives it."""

NEWNESS = 0.5
"""How much of the weight newness gives, 0 to 1; the rest is how well the words fit."""

_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»＂", '"'))
_TERM = re.compile(r'"([^"]*)(?:"|$)|([^\s"]+)')


@dataclass(frozen=True, slots=True)
class Term:
    """One thing that must stand in an entry.

    Attributes:
        words: as typed.
        whole: a phrase in quotes, word by word; otherwise its last word is the beginning of one.
    """

    words: str
    whole: bool = False


def terms_of(text: str) -> tuple[Term, ...]:
    """What a search is for; empty where the text has no letter and no digit."""
    found = []
    for match in _TERM.finditer(text.translate(_QUOTES)):
        phrase, word = match.groups()
        words = word if phrase is None else phrase
        if any(sign.isalnum() for sign in words):
            # A phrase that is still being typed ends in the beginning of a word.
            whole = phrase is not None and match[0].endswith('"') and len(match[0]) > 1
            found.append(Term(words, whole))
    return tuple(found[:MOST_TERMS])


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry that was found.

    Attributes:
        person: whom it is about.
        context: the words around what was found, in pieces; True marks what was searched for.
    """

    entry: Entry
    person: Person
    context: tuple[tuple[str, bool], ...]


def weight(relevance: float, at: datetime, now: datetime) -> float:
    """How far up a hit belongs.

    Args:
        relevance: how well the words fit, as BM25 has it: larger is better, above 0.
        at: when it happened.
        now: the time of the search.

    Returns:
        relevance x (1 - NEWNESS + NEWNESS x 2 ^ (-age / HALF_LIFE)); what lies ahead is new.
    """
    age = max(timedelta(), now - at)
    newness: float = 2.0 ** (-(age / HALF_LIFE))
    return relevance * (1.0 - NEWNESS + NEWNESS * newness)
