"""The answers after the talks, by hand: figures A1 and A2, and the words for them."""

from __future__ import annotations

from datetime import UTC, date, timedelta

import pytest

from convo_tui.clock import FakeClock
from convo_tui.domain.figures.person import person_figures
from convo_tui.domain.figures.signs import Answers, SignTrend, sign_trend, sign_trends
from convo_tui.domain.figures.telling_between import sign_sentences
from convo_tui.domain.people import Person
from convo_tui.domain.review import Period, Review
from convo_tui.domain.sign_words import answer_word, count_words, statement, trend_words
from convo_tui.domain.signs import Sign, Signs

START = FakeClock.START
SIGN = {"+": 1, "=": 0, "-": -1, ".": None}


def after(said: str, sign: Sign = Sign.IDEAS) -> list[Signs]:
    """The answers to one question, a sign each, oldest first; a dot where it was skipped."""
    return [
        Signs(f"s{n}", "maya", f"t{n}", START + timedelta(days=7 * n)).with_answer(sign, SIGN[each])
        for n, each in enumerate(said)
    ]


def test_until_the_fifth_answer_there_is_no_trend() -> None:
    assert sign_trend(Sign.IDEAS, after("")) == SignTrend(Sign.IDEAS, Answers())
    four = sign_trend(Sign.IDEAS, after("+.+=.-"))
    assert four == SignTrend(Sign.IDEAS, Answers(less=1, same=1, more=2))
    assert trend_words(four) == ""
    assert four.moved is None


def test_the_fifth_answer_brings_the_last_two_beside_the_two_before() -> None:
    five = sign_trend(Sign.IDEAS, after("-=.+-++"))  # the answers: - = + - + +
    assert five.answers == Answers(less=2, same=1, more=3)
    assert five.lately == Answers(less=1, more=2)  # - + +
    assert five.before == Answers(less=1, same=1, more=1)  # - = +
    just = sign_trend(Sign.IDEAS, after("-=++="))
    assert (just.lately, just.before) == (Answers(same=1, more=1), Answers(same=1, more=1))
    assert just.moved == 0.0


def test_it_looks_at_ten_answers_at_most() -> None:
    found = sign_trend(Sign.IDEAS, after("---" + "-----" + "++++="))
    assert found.answers == Answers(less=8, same=1, more=4)
    assert found.lately == Answers(same=1, more=4)
    assert found.before == Answers(less=5)
    assert found.moved == pytest.approx(0.8 - (-1.0))


def test_a_skipped_question_is_in_no_figure_of_its_own() -> None:
    both = [each.with_answer(Sign.ENERGY, -1) for each in after("++.++")]
    trends = {each.sign: each for each in sign_trends(both)}
    assert list(trends) == list(Sign)
    assert (trends[Sign.IDEAS].answers.talks, trends[Sign.IDEAS].lately) == (4, None)
    assert trends[Sign.ENERGY].lately == Answers(less=2)
    assert trends[Sign.STAYS].answers == Answers()
    assert trends[Sign.STAYS].answers.mean is None


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("=+=+-+++", "lately more in 3 of 4, before in 2 of 4"),
        ("=====", "lately the same in 2 of 2, before in 2 of 2"),
        ("-----+", "lately less in 2 of 3, before in 3 of 3"),
        # The year's commonest answer is the same, eight of thirteen; lately it is more.
        ("====+====++++", "lately more in 4 of 5, before in 1 of 5"),
        ("===+=====+++++", "lately more in 5 of 5, before in 0 of 5"),
        ("++--=", "lately 1 the same, 1 less; before 1 more, 1 less"),
    ],
)
def test_the_words_say_of_how_many_talks(said: str, words: str) -> None:
    assert trend_words(sign_trend(Sign.IDEAS, after(said))) == words


def test_all_answers_are_told_with_how_many_talks_have_one() -> None:
    found = sign_trend(Sign.SOONER, after("=+.+-+=", Sign.SOONER))
    assert count_words(found) == "of 6 talks 3 sooner, 2 the same, 1 later"


def test_the_page_tells_where_the_answers_of_late_go_and_not_the_commonest_of_the_year() -> None:
    """Thirty talks without a change, then five of more engagement after three of five."""
    signs = tuple(after("=" * 25 + "=+=++" + "+++++", Sign.ENGAGED))
    review = Review(
        Person("maya", "Maya Lindqvist", START), Period(date(2000, 1, 1), date(2100, 1, 1)),
        signs=signs,
    )  # fmt: skip
    figures = person_figures(review, date(2099, 1, 1), UTC).figures
    assert list(sign_sentences(figures, hides=False)) == [
        "Engaged: lately more in 5 of 5, before in 3 of 5; of 35 talks 8 more, 27 the same."
    ]


def test_each_question_has_its_own_words() -> None:
    assert [statement(sign, "Maya") for sign in Sign] == [
        "Maya raises problems sooner than before",
        "Maya comes with own ideas",
        "Maya's goals move between talks",
        "Maya is engaged",
        "Maya is likely to stay",
        "My energy as I leave this talk",
    ]
    assert [answer_word(Sign.SOONER, each) for each in (-1, 0, 1)] == [
        "later",
        "the same",
        "sooner",
    ]
    assert [answer_word(Sign.ENERGY, each) for each in (-1, 0, 1)] == ["less", "the same", "more"]
    assert statement(Sign.IDEAS, "{whose}") == "{whose} comes with own ideas"


def test_an_answer_taken_back_leaves_the_others() -> None:
    signs = after("+")[0].with_answer(Sign.STAYS, 0)
    assert signs.answered == 2
    assert signs.with_answer(Sign.IDEAS, None) == after(".")[0].with_answer(Sign.STAYS, 0)
