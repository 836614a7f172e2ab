"""The questions after a talk and their answers, in words about the person."""

from __future__ import annotations

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

WORDS = {
    Sign.SOONER: ("later", "as before", "sooner"),
    Sign.ENERGY: ("less", "the same", "more"),
}
"""Less, the same and more, where the usual words do not fit."""

USUAL_WORDS = ("less", "as before", "more")


def statement(sign: Sign, name: str) -> str:
    """What is asked about a person, by first name."""
    return STATEMENTS[sign].replace("{name}", name)


def answer_word(sign: Sign, answer: int) -> str:
    """`more`; `sooner` where that is what more means."""
    return WORDS.get(sign, USUAL_WORDS)[answer - LESS]


def trend_words(trend: SignTrend) -> str:
    """`5 of 8 talks: more (4 of the last 4, before 1 of 4)`; "" until there is a trend."""
    lately, before, answers = trend.lately, trend.before, trend.answers
    if lately is None or before is None:
        return ""
    usual = answers.usual
    if usual is None:
        given = (one for one in (MORE, SAME, LESS) if answers.times(one))
        each = ", ".join(_times(trend.sign, answers, one) for one in given)
        return f"{answers.talks} talks: {each}"
    return (
        f"{answers.times(usual)} of {answers.talks} talks: {answer_word(trend.sign, usual)}"
        f" ({lately.times(usual)} of the last {lately.talks},"
        f" before {before.times(usual)} of {before.talks})"
    )


def _times(sign: Sign, answers: Answers, answer: int) -> str:
    return f"{answers.times(answer)} {answer_word(sign, answer)}"
