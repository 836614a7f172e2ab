"""How unsaid feedback tells its age and its form, in a line of any list."""

from __future__ import annotations

from textual.content import Content

from convo_tui.domain.feedback import OLD_DAYS, Feedback, seen_words
from convo_tui.text import clean


def age_words(days: int) -> Content:
    """`seen 9 days ago`, marked once it is old."""
    old = days > OLD_DAYS
    return Content.styled(f"{'! ' if old else ''}{seen_words(days)}", "$asks" if old else "$muted")


def form_lines(feedback: Feedback) -> list[Content]:
    """So what and Now what, each a line of its own, to have before one while one says it."""
    return [
        Content.assemble((f"{label} ", "$muted"), clean(words))
        for label, words in (("so what", feedback.so_what), ("now what", feedback.now_what))
        if words.strip()
    ]
