"""Feedback as rows: its page, and its line on the page of what came of it."""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content

from convo_tui.domain.commitments import Commitment
from convo_tui.domain.feedback import NOON, Feedback, age_days
from convo_tui.text import clean
from convo_tui.ui.widgets.row import Row
from convo_tui.ui.widgets.rows import gap, labelled
from convo_tui.ui.widgets.signs import SAID, STATES
from convo_tui.ui.widgets.teller import PRIVATE, Teller


def feedback_rows(
    feedback: Feedback, teller: Teller, commitments: Iterable[Commitment] = ()
) -> list[Row]:
    """The page of feedback: What / So what / Now what, when, and what came of it."""
    word, colour = SAID[feedback.kind]
    rows = [Row(Content.styled(word.capitalize(), f"bold {colour}")), gap()]
    for label, words in (
        ("What", feedback.text),
        ("So what", feedback.so_what),
        ("Now what", feedback.now_what),
    ):
        if words.strip():
            rows.append(labelled(label, clean(words, newlines=True).strip()))
    rows += [
        gap(),
        labelled("Seen", _seen(feedback, teller)),
        labelled("Said", _said(feedback, teller)),
    ]
    came = [labelled("Led to", _commitment(each, teller)) for each in commitments]
    return [*rows, *([gap()] if came else []), *came]


def _seen(feedback: Feedback, teller: Teller) -> str:
    """The moment; of what was seen on another day nobody asked for the hour."""
    hour_is_known = teller.local(feedback.seen_at).time() != NOON
    return teller.moment(feedback.seen_at) if hour_is_known else teller.day(feedback.seen_at)


def _said(feedback: Feedback, teller: Teller) -> Content:
    if feedback.said_at is not None:
        return Content.styled(teller.day(feedback.said_at), "$date")
    days = age_days(feedback, teller.today, teller.zone)
    waits = f", it waits since {days} days" if days > 1 else ""
    return Content.styled(f"not yet said{waits}", "$asks")


def _commitment(commitment: Commitment, teller: Teller) -> Content:
    if commitment.private and teller.hides:
        return PRIVATE
    sign, colour = STATES[commitment.state]
    return Content.assemble(
        (f"{sign} ", colour),
        clean(commitment.goal),
        "\n",
        teller.who(commitment.owner),
        ("  ·  ", "$muted"),
        teller.state(commitment),
    )


def came_from_row(feedback: Feedback, teller: Teller) -> Row:
    """On the page of a commitment: the feedback that it came of."""
    if feedback.said_at is None and teller.hides:
        return labelled("Came of", PRIVATE)
    word, colour = SAID[feedback.kind]
    seen = f"\nseen {teller.day(feedback.seen_at)}"
    words = Content.assemble((f"{word}: ", colour), clean(feedback.text), (seen, "$muted"))
    return labelled("Came of", words)
