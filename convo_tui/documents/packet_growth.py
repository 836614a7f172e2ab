"""What grew in the period of a review packet: goals, roadmap, strengths, openings, celebrations.

What each function takes for the report is an allow-list, as in `packet_sections`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime

from convo_tui.documents.model import Bar, Chart, Figure, Series
from convo_tui.documents.packet import Entries, Entry, Scope, told_day
from convo_tui.documents.telling import measure_of, why_words
from convo_tui.domain.commitments import Commitment
from convo_tui.domain.feedback import Feedback
from convo_tui.domain.goals import Goal, GoalRecord, GoalState, measure_words
from convo_tui.domain.growth import Roadmap
from convo_tui.domain.notes import Note
from convo_tui.domain.review import StrengthRecord
from convo_tui.domain.talk_share import percent
from convo_tui.text import one_line

_ROADMAP, _STRENGTH, _CELEBRATED, _OWED = "roadmap", "strength", "celebrated", "owed"


# --- goals -----------------------------------------------------------------------------------


def goals(scope: Scope) -> Iterator[Entry]:
    """Goals with why they matter and how far they were at the end of the period.

    A private goal is the manager's alone with all that belongs to it, and so is the reason why
    one was set aside.
    """
    order = list(GoalState)
    for record in sorted(_seen_goals(scope), key=lambda each: order.index(each.goal.state)):
        goal = record.goal
        yield Entry(
            goal.id,
            scope.day(goal.created_at),
            goal.state.value,
            one_line(goal.title),
            mark=_stand(scope, record),
            private=goal.private,
            parts=tuple(_goal_parts(scope, record)),
        )


def _seen_goals(scope: Scope) -> Iterator[GoalRecord]:
    for record in scope.review.goals:
        if scope.may_see(private=record.goal.private):
            yield record


def _stand(scope: Scope, record: GoalRecord) -> str:
    goal = record.goal
    words = goal.state.value
    if goal.closed_at is not None:
        return f"{words} {told_day(scope.day(goal.closed_at))}"
    if record.progress is not None:
        words += f", {percent(record.progress)} %"
    return f"{words}, by {told_day(goal.due)}" if goal.due is not None else words


def _goal_parts(scope: Scope, record: GoalRecord) -> Iterator[tuple[str, str]]:
    goal = record.goal
    yield "Why it matters", why_words(goal)
    yield "Measure", measure_of(goal)
    yield from _way(scope, record)
    for step in record.milestones:
        if step.reached_at is None:
            yield "Not reached", one_line(step.text)
    if scope.whole:
        yield "Why it was set aside", one_line(goal.reason)


def _way(scope: Scope, record: GoalRecord) -> Iterator[tuple[str, str]]:
    """What was found and reached on the way, each under its day, the oldest first."""
    unit = one_line(record.goal.unit)
    told = [
        (step.reached_at, f"reached: {one_line(step.text)}")
        for step in record.milestones
        if step.reached_at is not None
    ]
    for update in record.updates:
        value = "" if update.value is None else measure_words(update.value, unit)
        words = ", ".join(part for part in (value, one_line(update.note)) if part)
        told.append((update.at, words))
    for at, words in sorted(told):
        yield told_day(scope.day(at)), words


def goal_state(scope: Scope, entry: Entry) -> str:
    """The small heading that a goal stands under."""
    del scope
    return entry.kind.capitalize()


def goal_figures(scope: Scope, entries: Entries) -> Iterator[Figure]:
    """How many were reached, set aside and are open."""
    del scope
    if entries:
        numbers = Counter(entry.kind for entry in entries)
        states = (state.value for state in GoalState if numbers[state.value])
        words = ", ".join(f"{numbers[state]} {state}" for state in states)
        source = "each goal below, as it stood at the end of the period"
        ids = tuple(entry.id for entry in entries)
        yield Figure("goals", "Goals", words, source, "goals", ids)


def goal_chart(scope: Scope, entries: Entries) -> Iterator[Chart]:
    """How far each goal was; one that nothing measures is not in it."""
    del entries
    measured = [record for record in _seen_goals(scope) if record.progress is not None]
    if measured:
        yield Chart(
            "goals",
            "How far the goals were at the end of the period",
            (Series("of the way", "good"),),
            tuple(
                Bar(one_line(record.goal.title), (float(percent(record.progress or 0.0)),))
                for record in measured
            ),
            unit=" %",
            top=100.0,
            lying=True,
            label_header="Goal",
        )


# --- growth ----------------------------------------------------------------------------------


def growth(scope: Scope) -> Iterator[Entry]:
    """The versions of the roadmap, then the strengths, each with what it shows in."""
    versions = scope.review.roadmaps
    for number, roadmap in enumerate(versions, 1):
        newest = number == len(versions) and len(versions) > 1
        yield Entry(
            roadmap.id,
            scope.day(roadmap.at),
            _ROADMAP,
            one_line(roadmap.where_to),
            mark="the newest" if newest else "",
            parts=tuple(_steps(roadmap)),
        )
    for record in scope.review.strengths:
        strength = record.strength
        ended = strength.ended_at and scope.day(strength.ended_at)
        over = ended is not None and ended <= scope.review.period.last
        yield Entry(
            strength.id,
            scope.day(strength.created_at),
            _STRENGTH,
            one_line(strength.name),
            mark=f"counted until {told_day(ended)}" if ended is not None and over else "",
            parts=(
                ("How it helps", one_line(strength.helps)),
                ("What it could serve", one_line(strength.serves)),
                *_shown(scope, record),
            ),
        )


def _steps(roadmap: Roadmap) -> Iterator[tuple[str, str]]:
    yield "Today", one_line(roadmap.today)
    yield "Routes", "; ".join(one_line(route) for route in roadmap.routes)
    exit_ = one_line(roadmap.next_exit)
    by = f", by {told_day(roadmap.exit_on)}" if roadmap.exit_on is not None else ""
    yield "Next exit", f"{exit_}{by}" if exit_ else ""


def _shown(scope: Scope, record: StrengthRecord) -> Iterator[tuple[str, str]]:
    """Wins that are not private and feedback that was said; for the manager all of it."""
    seen = sorted((*_told(each), one_line(each.text)) for each in record.shown)
    for at, private, text in seen:
        if scope.may_see(private=private):
            name = f"Showed {told_day(scope.day(at))}"
            yield f"{name}, private" if private else name, text


def _told(seen: Note | Feedback) -> tuple[datetime, bool]:
    """When it was told, and whether the manager alone knows it."""
    if isinstance(seen, Note):
        return seen.at, seen.private
    return seen.said_at or seen.seen_at, seen.said_at is None


def growth_part(scope: Scope, entry: Entry) -> str:
    """The small heading that an entry of growth stands under."""
    del scope
    return "Roadmap" if entry.kind == _ROADMAP else "Strengths"


# --- openings and celebrations ---------------------------------------------------------------


def openings(scope: Scope) -> Iterator[Entry]:
    """What the manager named at the start of the talks; what stayed unsaid is not in it.

    What became private after it was named is for the manager alone.
    """
    for opening in scope.review.openings:
        private = opening.subject_id in scope.review.veiled
        if opening.named_at is not None and scope.may_see(private=private):
            day, words = scope.day(opening.named_at), one_line(opening.text)
            yield Entry(opening.id, day, "named", words, private=private)


def celebrations(scope: Scope) -> Iterator[Entry]:
    """What was celebrated; what is still owed is for the manager to know."""
    found = [entry for each in scope.review.celebrations for entry in _celebration(scope, each)]
    yield from sorted(found, key=lambda entry: (entry.kind != _CELEBRATED, entry.on))


def _celebration(scope: Scope, each: Goal | Commitment) -> Iterator[Entry]:
    if not scope.may_see(private=each.private):
        return
    held = each.celebrated_at and scope.day(each.celebrated_at)
    if held is not None and not _in_period(scope, held):
        held = None
    if (held is None and not scope.whole) or each.closed_at is None:
        return
    what = each.title if isinstance(each, Goal) else each.goal
    yield Entry(
        each.id,
        held or scope.day(each.closed_at),
        _CELEBRATED if held else _OWED,
        one_line(each.celebration),
        mark="" if held else "still owed",
        private=each.private,
        parts=(("For", one_line(what)),),
    )


def _in_period(scope: Scope, day: date) -> bool:
    return scope.review.period.first <= day <= scope.review.period.last


def celebration_figures(scope: Scope, entries: Entries) -> Iterator[Figure]:
    """How many were held, and for the manager how many are owed."""
    if not entries:
        return
    owed = sum(entry.kind == _OWED for entry in entries)
    words = f"{len(entries) - owed} held"
    words += f", {owed} owed" if scope.whole else ""
    ids = tuple(entry.id for entry in entries)
    source = "each celebration that was named for a goal or a commitment"
    yield Figure("celebrations", "Celebrations", words, source, "celebrations", ids)
