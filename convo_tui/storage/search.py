"""Asking the search index of `entries.py`. FTS5's own language, all of it, is spoken here.

The index has a column with the person's id, so that a search about one person does not go
through what fits with everybody else (https://sqlite.org/fts5.html, "Column Filters").
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from convo_tui.domain.search import Term
from convo_tui.storage.entries import INDEX

if TYPE_CHECKING:
    from sqlalchemy import TextClause

POOL = 200
"""How many of the best fitting entries are weighed against each other by their age, too."""

AROUND = 16
"""Words of context."""

_BEGIN, _END, _CUT = "\x01", "\x02", "…"
"""Around what was found; what is written is cleaned of such signs."""


def query_of(terms: Sequence[Term], person_id: str | None = None) -> str:
    """The terms in FTS5's language: each must stand there; what is quoted has no other meaning.

    Args:
        terms: at least one.
        person_id: about whom; None means anybody.
    """
    wanted = " ".join(_quoted(term.words) + ("" if term.whole else " *") for term in terms)
    query = f"{{text}} : ({wanted})"
    return query if person_id is None else f"{{person_id}} : {_quoted(person_id)} AND {query}"


def _quoted(words: str) -> str:
    return '"{}"'.format(words.replace('"', " ").replace("\0", " "))


def rows_matching() -> TextClause:
    """The rowids of the entries that `:query` finds, for an `IN`."""
    from sqlalchemy import text  # which a shell command does not wait for

    return text(f"SELECT rowid FROM {INDEX} WHERE {INDEX} MATCH :query")  # noqa: S608  # own name


BEST = (
    f"SELECT rowid, rank, snippet({INDEX}, 0, ?, ?, ?, ?)"  # noqa: S608  # own name
    f" FROM {INDEX} WHERE {INDEX} MATCH ? ORDER BY rank LIMIT ?"
)
"""Rowid, BM25 (the smaller, the better) and context of the entries that fit best."""


def best_parameters(query: str, pool: int) -> tuple[str | int, ...]:
    """What `BEST` wants to know; `pool` is how many."""
    return _BEGIN, _END, _CUT, AROUND, query, pool


def pieces_of(snippet: str, *, parts: bool = False) -> tuple[tuple[str, bool], ...]:
    """A snippet in pieces; True marks what was found.

    Args:
        snippet: as the index cut it out.
        parts: whether its lines are the parts of a whole, which a `·` keeps apart.
    """
    if parts:
        lines = (line.strip() for line in snippet.splitlines())
        snippet = " · ".join(line for line in lines if line)
    pieces: list[tuple[str, bool]] = []
    for part in snippet.split(_BEGIN):
        found, end, rest = part.partition(_END)
        pieces += [(found, True), (rest, False)] if end else [(part, False)]
    return tuple(piece for piece in pieces if piece[0])
