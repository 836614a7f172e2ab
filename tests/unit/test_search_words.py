"""Any text is a query."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convo_tui.domain.search import HALF_LIFE, MOST_TERMS, Term, terms_of, weight

NOW = datetime(2026, 11, 24, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("", []),
        ("  ", []),
        ('"', []),
        ('"" -- *', []),
        ("calm", [Term("calm")]),
        ("calm cust", [Term("calm"), Term("cust")]),
        ('"calm customer"', [Term("calm customer", whole=True)]),
        ('"calm cust', [Term("calm cust")]),
        ("“calm customer” x", [Term("calm customer", whole=True), Term("x")]),
        ('say"hi there"', [Term("say"), Term("hi there", whole=True)]),
        ("NOT (a OR b)*", [Term("NOT"), Term("(a"), Term("OR"), Term("b)*")]),
        ("3-point", [Term("3-point")]),
    ],
)
def test_words_and_phrases(text: str, terms: list[Term]) -> None:
    assert list(terms_of(text)) == terms


def test_a_page_pasted_by_mistake_is_cut() -> None:
    assert len(terms_of("word " * 5_000)) == MOST_TERMS


@given(st.text())
def test_every_term_has_something_to_search_for(text: str) -> None:
    assert all(any(sign.isalnum() for sign in term.words) for term in terms_of(text))


def test_newness_counts_half_and_fades() -> None:
    assert weight(2.0, NOW, NOW) == weight(2.0, NOW + timedelta(days=9), NOW) == 2.0
    assert weight(2.0, NOW - HALF_LIFE, NOW) == pytest.approx(1.5)
    assert weight(2.0, NOW - 100 * HALF_LIFE, NOW) == pytest.approx(1.0)
