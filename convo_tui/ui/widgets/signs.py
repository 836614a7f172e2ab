"""The sign and the colour of each kind of thing: the same on every screen.

Green is good news, yellow asks, red is overdue or over time, blue is a date or a link.
"""

from __future__ import annotations

from convo_tui.domain.commitments import CheckpointOutcome, CommitmentState
from convo_tui.domain.feedback import FeedbackKind
from convo_tui.domain.goals import GoalState
from convo_tui.domain.notes import NoteKind

NOTE_STYLES = {NoteKind.WIN: "$good", NoteKind.BLOCKER: "$bad"}
"""Colour of a note; a plain one is muted. Its sign is `NoteKind.sign`."""

POINT = ("☐", "$muted")
"""A talking point that waits."""

NEXT_TIME = ("?", "$date")
"""A talking point written down for the next talk."""

COMMITMENT = (">", "$date")
"""A commitment as it was made."""

UNSAID = ("✦", "$asks")
"""Feedback that asks to be said."""

DUE = ("◷", "$asks")
"""A checkpoint that is due."""

LATE = ("↩", "$bad")
"""A promise of the manager's that is late."""

STATES = {
    CommitmentState.OPEN: ("☐", "$muted"),
    CommitmentState.KEPT: ("☑", "$good"),
    CommitmentState.BROKEN: ("☒", "$bad"),
    CommitmentState.DROPPED: ("–", "$muted"),
}
"""Each state of a commitment; its value is the word."""

GOALS = {
    GoalState.OPEN: ("◇", "$date"),
    GoalState.REACHED: ("✓", "$good"),
    GoalState.SET_ASIDE: ("–", "$muted"),
}
"""Each state of a goal; its value is the word."""

CELEBRATION = ("☆", "$asks")
"""A celebration that is owed."""

OUTCOMES = {
    CheckpointOutcome.ON_TRACK: ("on track", "✓", "$good"),
    CheckpointOutcome.DONE: ("done", "✓", "$good"),
    CheckpointOutcome.SLIPPED: ("slipped", "↷", "$asks"),
}
"""Word, sign and colour of what was found at a checkpoint."""

SAID = {FeedbackKind.PRAISE: ("praise", "$good"), FeedbackKind.REDIRECT: ("redirect", "$asks")}
"""Word and colour of the two kinds of feedback."""
