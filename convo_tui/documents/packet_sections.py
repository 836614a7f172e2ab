"""The kinds of section of a review packet, in their order.

A kind of entry joins the packet by one row of `SECTIONS`. What each function takes for the report
is an allow-list; `tests/documents/test_packet_fields.py` holds it field by field.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from convo_tui.documents.model import Bar, Chart, Figure, Series
from convo_tui.documents.packet import Entries, Entry, Kind, Scope, quarter, told_day
from convo_tui.documents.packet_growth import (
    celebration_figures,
    celebrations,
    goal_chart,
    goal_figures,
    goal_state,
    goals,
    growth,
    growth_part,
    openings,
)
from convo_tui.documents.packet_own import (
    preferences,
    sheets,
    sign_blocks,
    sign_figures,
    signs,
)
from convo_tui.documents.packet_talks import (
    cadence_chart,
    share_blocks,
    share_chart,
    share_figures,
    shares,
    talk_blocks,
    talk_figures,
    talks,
)
from convo_tui.domain.commitments import Checkpoint, CheckpointOutcome, Commitment, CommitmentState
from convo_tui.domain.feedback import FeedbackKind
from convo_tui.domain.notes import Note, NoteKind
from convo_tui.domain.values import Side
from convo_tui.text import one_line

_OUTCOMES = {
    CheckpointOutcome.ON_TRACK: "on track",
    CheckpointOutcome.DONE: "done",
    CheckpointOutcome.SLIPPED: "slipped",
}
_OWNERS = (Side.REPORT, Side.MANAGER, Side.BOTH)


def _note(scope: Scope, note: Note) -> Entry:
    text = one_line(note.text)
    return Entry(note.id, scope.day(note.at), note.kind.value, text, private=note.private)


def wins(scope: Scope) -> Iterator[Entry]:
    """Every win that is not private, whether it was named in a talk or between two."""
    for note in scope.review.notes:
        if note.kind is NoteKind.WIN and scope.may_see(private=note.private):
            yield _note(scope, note)


def blockers(scope: Scope) -> Iterator[Entry]:
    """For the report those of the talks: what was jotted down in between, nobody told them."""
    for note in scope.review.notes:
        told = note.meeting_id is not None and not note.private
        if note.kind is NoteKind.BLOCKER and scope.may_see(private=not told):
            yield _note(scope, note)


def plain_notes(scope: Scope) -> Iterator[Entry]:
    """All other notes; the section is the manager's own."""
    for note in scope.review.notes:
        if note.kind is NoteKind.NOTE:
            yield _note(scope, note)


def asked(scope: Scope) -> Iterator[Entry]:
    """The questions that were asked; the section is the manager's own."""
    for each in scope.review.asked:
        yield Entry(each.id, scope.day(each.at), "asked", one_line(each.text))


def feedback(scope: Scope) -> Iterator[Entry]:
    """For the report what was said, under the day on which it was; the rest is still owed."""
    for each in scope.review.feedback:
        said = each.said_at and scope.day(each.said_at)
        if said is None and not scope.whole:
            continue
        on, mark = said, ""
        if scope.whole:
            on, mark = scope.day(each.seen_at), f"said {told_day(said)}" if said else "not yet said"
        yield Entry(
            each.id,
            on or scope.day(each.seen_at),
            each.kind.value,
            one_line(each.text),
            mark=mark,
            private=said is None,
            parts=(("So what", one_line(each.so_what)), ("Now what", one_line(each.now_what))),
        )


def _kind_of_feedback(_: Scope, entry: Entry) -> str:
    return "Praise" if entry.kind == FeedbackKind.PRAISE.value else "Redirect"


def commitments(scope: Scope) -> Iterator[Entry]:
    """What both promised, and what became of it; the reasons are the manager's own words."""
    for each in sorted(scope.review.commitments, key=lambda each: _OWNERS.index(each.owner)):
        if not scope.may_see(private=each.private):
            continue
        yield Entry(
            each.id,
            scope.day(each.created_at),
            each.state.value,
            one_line(each.goal),
            each.owner,
            _outcome(scope, each),
            each.private,
            tuple(_parts(scope, each)),
        )


def _outcome(scope: Scope, commitment: Commitment) -> str:
    if commitment.closed_at is not None:
        return f"{commitment.state.value} {told_day(scope.day(commitment.closed_at))}"
    waiting = [point.on for point in commitment.checkpoints if point.outcome is None]
    return f"open, checkpoint {told_day(min(waiting))}" if waiting else "open"


def _parts(scope: Scope, commitment: Commitment) -> Iterator[tuple[str, str]]:
    if len(commitment.checkpoints) > 1 or scope.whole:
        days = "; ".join(_checkpoint(scope, point) for point in commitment.checkpoints)
        yield "Checkpoints" if len(commitment.checkpoints) > 1 else "Checkpoint", days
    yield "How we see that it worked", one_line(commitment.metric)
    yield "Your part" if scope.whole else "The manager's part", one_line(commitment.manager_part)
    if scope.whole:
        yield "Why", one_line(commitment.reason)


def _checkpoint(scope: Scope, point: Checkpoint) -> str:
    words = told_day(point.on)
    if not scope.whole:
        return words
    if point.outcome is not None:
        words += f" {_OUTCOMES[point.outcome]}"
    return f"{words}: {one_line(point.note)}" if point.note.strip() else words


def _owner_of(scope: Scope, entry: Entry) -> str:
    return {
        Side.REPORT: f"{scope.name} promised",
        Side.MANAGER: f"{scope.manager.capitalize()} promised",
        Side.BOTH: "Both promised",
    }[entry.owner or Side.BOTH]


def _commitment_figures(scope: Scope, entries: Entries) -> Iterator[Figure]:
    names = {
        Side.REPORT: scope.name,
        Side.MANAGER: scope.manager if scope.whole else scope.who(Side.MANAGER),
    }
    for side in (Side.REPORT, Side.MANAGER):
        mine = [entry for entry in entries if entry.owner in (side, Side.BOTH)]
        if not mine:
            continue
        kept = [entry for entry in mine if entry.kind == CommitmentState.KEPT.value]
        closed = [*kept, *(each for each in mine if each.kind == CommitmentState.BROKEN.value)]
        others = [
            several_words
            for state in (CommitmentState.OPEN, CommitmentState.DROPPED)
            if (number := sum(each.kind == state.value for each in mine))
            and (several_words := f"{number} {state.value}")
        ]
        left_out = f"; {' and '.join(others)} not counted" if others else ""
        both = sum(entry.owner is Side.BOTH for entry in closed)
        shared = f", {both} that both promised among them" if both else ""
        yield Figure(
            f"kept_{side.value}",
            f"Commitments kept, {names[side]}",
            f"{len(kept)} of {len(closed)}",
            f"closed as kept, of those kept or broken{shared}{left_out}",
            "commitments",
            tuple(entry.id for entry in closed),
        )


def _commitment_chart(scope: Scope, entries: Entries) -> Iterator[Chart]:
    looks = {
        CommitmentState.KEPT: "good",
        CommitmentState.BROKEN: "bad",
        CommitmentState.DROPPED: "none",
        CommitmentState.OPEN: "asks",
    }
    series = tuple(Series(state.value, look) for state, look in looks.items())
    bars = tuple(
        Bar(
            scope.who(side),
            tuple(
                float(sum(each.owner is side and each.kind == state.value for each in entries))
                for state in looks
            ),
        )
        for side in _OWNERS
        if any(each.owner is side for each in entries)
    )
    if bars:
        yield Chart(
            "commitments",
            "What became of the commitments",
            series,
            bars,
            lying=True,
            label_header="Whose",
        )


def _win_figures(scope: Scope, entries: Entries) -> Iterator[Figure]:
    del scope
    yield _counted("wins", "Wins", str(len(entries) or "none"), "each win below", entries)


def _feedback_figures(scope: Scope, entries: Entries) -> Iterator[Figure]:
    praise = sum(entry.kind == FeedbackKind.PRAISE.value for entry in entries)
    unsaid = sum(entry.private for entry in entries)
    words = f"{praise} praise, {len(entries) - praise} redirect" if entries else "none"
    source = (
        f"each one below, {unsaid} of them not yet said" if unsaid else "each one that was said"
    )
    del scope
    yield _counted("feedback", "Feedback", words, source, entries)


def _counted(key: str, label: str, value: str, source: str, entries: Iterable[Entry]) -> Figure:
    return Figure(key, label, value, source, key, tuple(entry.id for entry in entries))


SECTIONS = (
    Kind("wins", "Wins", wins, quarter, figures=_win_figures),
    Kind("openings", "Named at the start of the talks", openings, quarter),
    Kind("feedback", "Feedback", feedback, _kind_of_feedback, figures=_feedback_figures),
    Kind("goals", "Goals", goals, goal_state, figures=goal_figures, charts=goal_chart),
    Kind("growth", "Growth", growth, growth_part),
    Kind(
        "commitments",
        "Commitments",
        commitments,
        _owner_of,
        figures=_commitment_figures,
        charts=_commitment_chart,
    ),
    Kind("celebrations", "Celebrations", celebrations, figures=celebration_figures),
    Kind("blockers", "What stood in the way", blockers, quarter),
    Kind(
        "talks",
        "Talks",
        talks,
        blocks=talk_blocks,
        figures=talk_figures,
        charts=cadence_chart,
    ),
    Kind(
        "share",
        "Talk share",
        shares,
        blocks=share_blocks,
        figures=share_figures,
        charts=share_chart,
        own=True,
    ),
    Kind(
        "signs",
        "Signs after the talks",
        signs,
        blocks=sign_blocks,
        figures=sign_figures,
        own=True,
    ),
    Kind("preferences", "How to talk with this person", preferences, own=True),
    Kind("sheets", "Sheets for hard talks", sheets, own=True),
    Kind("asked", "Questions asked", asked, quarter, own=True),
    Kind("notes", "Notes", plain_notes, quarter, own=True),
)
"""Every kind of section, in the order of the packet."""
