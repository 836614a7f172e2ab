"""The pages of what grows between talks: a roadmap, a strength, preferences, a sheet."""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content

from convo_tui.domain.dates import full_date
from convo_tui.domain.growth import Preferences, Roadmap, Strength
from convo_tui.domain.hard_talks import HardTalk
from convo_tui.text import clean
from convo_tui.ui.widgets.row import Row
from convo_tui.ui.widgets.rows import gap, hint, labelled
from convo_tui.ui.widgets.teller import Teller


def roadmap_rows(roadmap: Roadmap) -> list[Row]:
    """The page of a version of a roadmap: its four steps."""
    exit_on = f"\n{full_date(roadmap.exit_on)}" if roadmap.exit_on is not None else ""
    return _written(
        (
            ("Where to", roadmap.where_to),
            ("Today", roadmap.today),
            ("Routes", "\n".join(roadmap.routes)),
            ("Next exit", roadmap.next_exit + exit_on),
        )
    )


def strength_rows(strength: Strength, teller: Teller) -> list[Row]:
    """The page of a strength."""
    rows = [Row(Content.styled(clean(strength.name), "bold")), gap()]
    rows += _written((("Helps today", strength.helps), ("Could serve", strength.serves)))
    if strength.ended_at is not None:
        rows += [gap(), hint(f"Counted among the strengths until {teller.day(strength.ended_at)}.")]
    return rows


def preferences_rows(preferences: Preferences) -> list[Row]:
    """The page of how a person likes to be spoken to."""
    return _written(
        (
            ("Thinks", ", ".join(preferences.styles)),
            ("Spoken to", preferences.spoken),
            ("Motivates", preferences.motivates),
            ("Avoid", preferences.avoids),
        )
    )


def hard_talk_rows(sheet: HardTalk) -> list[Row]:
    """The page of a sheet for a hard talk: its answers."""
    rows = [Row(Content.styled(f"Sheet: {sheet.kind.value}", "bold")), gap()]
    for answer in sheet.answers:
        if answer.strip():
            rows += [Row(clean(answer, newlines=True)), gap()]
    return [*rows, hint("~ private: only you see it.")]


def _written(parts: Iterable[tuple[str, str]]) -> list[Row]:
    """What is written of some parts, each with its label."""
    return [
        labelled(label, clean(words, newlines=True).strip())
        for label, words in parts
        if words.strip()
    ]
