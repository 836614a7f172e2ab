"""The questions after a talk and their answers, in words about the person."""

from __future__ import annotations

from convo_tui.domain.counting import several
from convo_tui.domain.figures.signs import LESS, MORE, SAME, Answers, SignTrend
from convo_tui.domain.signs import Sign

STATEMENTS = {
    Sign.SOONER: "{name} raises problems sooner than before",
    Sign.IDEAS: "{name} comes with own ideas",
    Sign.GOALS: "{name}'s goals move between talks",
    Sign.ENGAGED: "{name} is engaged",
    Sign.STAYS: "{name} is likely to stay",
    Sign.ENERGY: "My energy as I leave this talk",
}
"""What is asked, as a statement to which one says less, the same or more."""

WORDS = {Sign.SOONER: ("later", "the same", "sooner")}
"""Less, the same and more, where the usual words do not fit."""

USUAL_WORDS = ("less", "the same", "more")


def statement(sign: Sign, name: str) -> str:
    """What is asked about a person, by first name."""
    return STATEMENTS[sign].replace("{name}", name)


def answer_word(sign: Sign, answer: int) -> str:
    """`more`; `sooner` where that is what more means."""
    return WORDS.get(sign, USUAL_WORDS)[answer - LESS]


def trend_words(trend: SignTrend) -> str:
    """`lately more in 4 of 4, before in 1 of 4`; "" until there is a trend.

    What is told is the answer that is given most of late: beside how often that was given before
    it cannot gainsay where the answers go. Where no answer is, each stands with its number.
    """
    lately, before = trend.lately, trend.before
    if lately is None or before is None:
        return ""
    usual = lately.usual
    if usual is None:
        return f"lately {_each(trend.sign, lately)}; before {_each(trend.sign, before)}"
    return (
        f"lately {answer_word(trend.sign, usual)}"
        f" in {lately.times(usual)} of {lately.talks},"
        f" before in {before.times(usual)} of {before.talks}"
    )


def count_words(trend: SignTrend) -> str:
    """`of 8 talks 5 more, 3 the same`: all answers there are."""
    return f"of {several(trend.answers.talks, 'talk')} {_each(trend.sign, trend.answers)}"


def _each(sign: Sign, answers: Answers) -> str:
    given = (one for one in (MORE, SAME, LESS) if answers.times(one))
    return ", ".join(f"{answers.times(one)} {answer_word(sign, one)}" for one in given)
