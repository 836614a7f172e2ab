"""Growth told: the lines of its tab, and the pages of a roadmap, a strength, preferences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from textual.content import Content

from convo_tui.domain.commitments import Commitment
from convo_tui.domain.counting import several
from convo_tui.domain.dates import full_date
from convo_tui.domain.feedback import Feedback
from convo_tui.domain.growth import (
    STYLES,
    Growth,
    Preferences,
    Roadmap,
    Shown,
    Strength,
    is_private,
    shown_at,
)
from convo_tui.domain.hard_talks import HardTalk
from convo_tui.domain.suggesting import style_words
from convo_tui.text import clean, one_line, shorten
from convo_tui.ui.widgets.row import Row
from convo_tui.ui.widgets.row_list import Item
from convo_tui.ui.widgets.rows import gap, hint, key_row, labelled, title_row
from convo_tui.ui.widgets.signs import SAID
from convo_tui.ui.widgets.teller import PRIVATE, Teller

Grown = Roadmap | Strength | Preferences | HardTalk
"""What a line of the tab is about."""

LINE_CELLS = 160
"""How much of an answer a line of the list has; its page has all of it."""


# --- the list --------------------------------------------------------------------------------


def growth_items(growth: Growth, teller: Teller) -> Iterator[Item[Grown]]:
    """The lines of the tab: the roadmap, the strengths, how they like it; what is blank teaches."""
    yield from _roadmap_items(growth, teller)
    yield _gap()
    yield from _strength_items(growth, teller)
    yield _gap()
    yield from _liking_items(growth, teller)


def growth_summary(growth: Growth, teller: Teller) -> str:
    """`roadmap of Tue 10 Nov, 2 strengths`, for the title line."""
    words = []
    if growth.roadmap is not None:
        words.append(f"roadmap of {teller.day(growth.roadmap.at)}")
    if growth.counting:
        words.append(several(len(growth.counting), "strength"))
    return ", ".join(words)


def _roadmap_items(growth: Growth, teller: Teller) -> Iterator[Item[Grown]]:
    roadmap = growth.roadmap
    if roadmap is None:
        yield _heading("CAREER ROADMAP")
        yield _teach("Where to go, where today, two or three routes, the next exit with its day.")
        yield Item(key_row("w", f"walks along it with {clean(teller.short_name)}, step by step"))
        return
    versions = len(growth.roadmaps)
    told = f"{several(versions, 'version')}, drawn {teller.day(roadmap.at)}"
    yield _heading("CAREER ROADMAP", told)
    where = _line(roadmap.where_to) or Content.styled("where to is not written", "$muted")
    body = [where]
    if roadmap.next_exit.strip():
        day = "" if roadmap.exit_on is None else f"  {teller.day(roadmap.exit_on)}"
        words = _line(roadmap.next_exit)
        body.append(Content.assemble(("next exit: ", "$muted"), words, (day, "$date")))
    yield Item(Row(Content("\n").join(body)), roadmap)


def _strength_items(growth: Growth, teller: Teller) -> Iterator[Item[Grown]]:
    count = len(growth.counting)
    yield _heading("STRENGTHS", f"{count} today" if count else "")
    if not growth.strengths:
        yield _teach("Two or three, how each helps today, and one new problem it could serve.")
        yield Item(key_row("a", "names the first one"))
    ended = [each for each in growth.strengths if each.ended_at is not None]
    for strength in (*growth.counting, *ended):
        yield Item(_strength_row(strength, growth, teller), strength)


def _strength_row(strength: Strength, growth: Growth, teller: Teller) -> Row:
    if strength.ended_at is not None:
        until = Content.styled(f"until {teller.day(strength.ended_at)}", "$muted")
        return Row(Content.styled(clean(one_line(strength.name)), "$muted"), tail=until)
    shows = growth.shows(strength.id)
    seen = "not linked yet" if not shows else f"seen {several(len(shows), 'time')}"
    name = Content.styled(clean(one_line(strength.name)), "bold")
    helps = _line(strength.helps).stylize("$muted") if strength.helps.strip() else ""
    return Row(name, tail=Content.styled(seen, "$muted"), below=helps)


def _liking_items(growth: Growth, teller: Teller) -> Iterator[Item[Grown]]:
    liking, name = growth.liking, clean(teller.short_name).upper()
    yield _heading(f"HOW {name} LIKES IT", "~ private")
    if liking is None:
        yield _teach("It changes which questions come first, and only you ever see it.")
        yield Item(key_row("h", "writes it down"))
        return
    if teller.hides:
        yield Item(Row(PRIVATE), liking)
        return
    ways = [Content(style_words(style)) for style in STYLES if style in liking.styles]
    parts = (
        ("spoken to", liking.spoken),
        ("motivates", liking.motivates),
        ("avoid", liking.avoids),
    )
    told = [
        Content.assemble((f"{part}: ", "$muted"), _line(words))
        for part, words in parts
        if words.strip()
    ]
    yield Item(Row(Content("\n").join((*ways, *told))), liking)


def _line(words: str) -> Content:
    return Content(shorten(clean(one_line(words)), LINE_CELLS))


def _heading(title: str, tail: str = "") -> Item[Grown]:
    return Item(Row(Content.styled(title, "bold $muted"), tail=Content.styled(tail, "$muted")))


def _teach(words: str) -> Item[Grown]:
    return Item(hint(words))


def _gap() -> Item[Grown]:
    return Item(gap())


# --- the pages -------------------------------------------------------------------------------


def roadmap_page(growth: Growth, teller: Teller, *, versions: bool) -> list[Row]:
    """The roadmap as it holds, and its earlier versions where they are asked for."""
    roadmap = growth.roadmap
    if roadmap is None:
        return []
    rows = [title_row("Career roadmap", _date(teller.day(roadmap.at))), gap()]
    rows += roadmap_rows(roadmap)
    commitment = growth.commitment_of(roadmap)
    rows += [gap(), *_became(roadmap, commitment, teller)]
    earlier = growth.roadmaps[-2::-1]
    if earlier and not versions:
        rows.append(hint(f"o shows {several(len(earlier), 'earlier version')}."))
    for each in earlier if versions else ():
        rows += [gap(), title_row("Before", _date(teller.day(each.at))), gap()]
        rows += roadmap_rows(each)
    return rows


def _became(roadmap: Roadmap, commitment: Commitment | None, teller: Teller) -> list[Row]:
    """What became of the next exit."""
    if commitment is not None:
        words = PRIVATE if commitment.private and teller.hides else Content(clean(commitment.goal))
        return [labelled("Commitment", Content.assemble(words, "\n", teller.state(commitment)))]
    if roadmap.next_exit.strip():
        return [hint("E makes the next exit a commitment.")]
    return [hint("No next exit yet: w goes on along it.")]


def strength_page(strength: Strength, growth: Growth, teller: Teller) -> list[Row]:
    """A strength, and in what it shows."""
    shows = [shown for _, shown in growth.shows(strength.id)]
    return [title_row("Strength", _date(f"since {teller.day(strength.created_at)}")), gap(),
            *strength_rows(strength, teller, shows)]  # fmt: skip


def preferences_page(growth: Growth, teller: Teller, *, versions: bool) -> list[Row]:
    """How a person likes it, and the earlier versions where they are asked for."""
    liking = growth.liking
    if liking is None:
        return []
    title = title_row("How they like it", _date(teller.day(liking.at)))
    if teller.hides:
        return [title, gap(), Row(PRIVATE), gap(), hint("The key . shows private things again.")]
    earlier = growth.preferences[-2::-1]
    rows = [title, gap(), *preferences_rows(liking)]
    if earlier and not versions:
        rows += [gap(), hint(f"o shows {several(len(earlier), 'earlier version')}.")]
    for each in earlier if versions else ():
        rows += [gap(), title_row("Before", _date(teller.day(each.at))), gap()]
        rows += preferences_rows(each)
    return rows


def roadmap_rows(roadmap: Roadmap) -> list[Row]:
    """A version of a roadmap: its four steps."""
    routes = "\n".join(f"{n}. {one_line(each)}" for n, each in enumerate(roadmap.routes, 1))
    rows = _written(
        (
            ("Where to", roadmap.where_to),
            ("Today", roadmap.today),
            ("Routes", routes),
            ("Next exit", roadmap.next_exit),
        )
    )
    if roadmap.exit_on is not None:
        rows.append(labelled("By", _date(full_date(roadmap.exit_on))))
    return rows


def strength_rows(strength: Strength, teller: Teller, shows: Sequence[Shown] = ()) -> list[Row]:
    """A strength: what it is for, and the wins and feedback in which it shows, newest first."""
    rows = [Row(Content.styled(clean(strength.name, newlines=True), "bold"))]
    told = _written((("Helps today", strength.helps), ("Could serve", strength.serves)))
    rows += [gap(), *told] if told else []
    if strength.ended_at is not None:
        rows += [gap(), hint(f"Counted among the strengths until {teller.day(strength.ended_at)}.")]
    rows += [gap(), title_row("It showed in")]
    rows += [_shown_row(each, teller) for each in shows]
    if not shows:
        rows.append(hint("Nothing is linked yet: L links a win or feedback."))
    return rows


def _shown_row(shown: Shown, teller: Teller) -> Row:
    word, colour = SAID[shown.kind] if isinstance(shown, Feedback) else ("+ win", "$good")
    hidden = teller.hides and is_private(shown)
    words = PRIVATE if hidden else Content(clean(shown.text, newlines=True))
    lead = Content.styled(f"{word:<10}", colour)
    return Row(words, lead, _date(teller.day(shown_at(shown))))


def shown_strength_rows(strengths: Iterable[Strength]) -> list[Row]:
    """Beneath a win or feedback: the strengths that it shows."""
    return [labelled("Shows", clean(each.name, newlines=True)) for each in strengths]


def preferences_rows(preferences: Preferences) -> list[Row]:
    """How a person thinks and likes to be spoken to."""
    ways = [style_words(style) for style in STYLES if style in preferences.styles]
    return _written(
        (
            ("Thinks", ", ".join(preferences.styles)),
            ("So", "\n".join(ways)),
            ("Spoken to", preferences.spoken),
            ("Motivates", preferences.motivates),
            ("Avoid", preferences.avoids),
        )
    )


def _date(words: str) -> Content:
    return Content.styled(words, "$date")


def _written(parts: Iterable[tuple[str, str]]) -> list[Row]:
    """What is written of some parts, each with its label."""
    return [
        labelled(label, clean(words, newlines=True).strip())
        for label, words in parts
        if words.strip()
    ]
