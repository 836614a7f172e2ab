"""How people grow: the roadmap, strengths with what they show in, how each person likes it."""

from __future__ import annotations

from sqlmodel import Session

from convo_tui.domain.commitments import Commitment
from convo_tui.domain.feedback import Feedback
from convo_tui.domain.growth import (
    Evidence,
    Growth,
    Preferences,
    Roadmap,
    Shown,
    Strength,
    shown_at,
)
from convo_tui.domain.notes import Note
from convo_tui.storage.base import StoreBase, read
from convo_tui.storage.plain import IN_LIST, listed


class GrowthStore(StoreBase):
    """All that is written about how a person grows, and in what a strength can show."""

    def growth(self, person_id: str) -> Growth:
        """The roadmap, strengths and preferences of a person, with all versions."""
        with self.database.reading() as session:
            roadmaps = read(session, Roadmap, "person_id = ? ORDER BY at, id", person_id)
            became = [each.commitment_id for each in roadmaps if each.commitment_id is not None]
            return Growth(
                roadmaps,
                read(session, Strength, "person_id = ? ORDER BY created_at, id", person_id),
                evidence_where(session, "person_id = ?", person_id),
                read(session, Preferences, "person_id = ? ORDER BY at, id", person_id),
                read(session, Commitment, f"id {IN_LIST}", listed(became)),
            )

    def evidence_of(self, shown_id: str) -> tuple[Evidence, ...]:
        """Which strengths a win or a piece of feedback shows."""
        with self.database.reading() as session:
            return read(session, Evidence, f"{_OF_IT} ORDER BY at", shown_id, shown_id)

    def showable(self, person_id: str, limit: int) -> tuple[Shown, ...]:
        """The newest wins and feedback of a person, newest first."""
        wins = "person_id = ? AND kind = 'win' ORDER BY at DESC LIMIT ?"
        told = "person_id = ? ORDER BY seen_at DESC LIMIT ?"
        with self.database.reading() as session:
            found: list[Shown] = [
                *read(session, Note, wins, person_id, limit),
                *read(session, Feedback, told, person_id, limit),
            ]
        found.sort(key=shown_at, reverse=True)
        return tuple(found[:limit])


_OF_IT = "(note_id = ? OR feedback_id = ?)"


def evidence_where(
    session: Session, where: str, *parameters: object
) -> tuple[tuple[Evidence, Shown], ...]:
    """Evidence with the win or the feedback itself, oldest first; three queries."""
    found = read(session, Evidence, f"({where}) ORDER BY at, id", *parameters)
    if not found:
        return ()
    ids = listed(each.note_id or each.feedback_id for each in found)
    known: dict[str, Shown] = {each.id: each for each in read(session, Note, f"id {IN_LIST}", ids)}
    known |= {each.id: each for each in read(session, Feedback, f"id {IN_LIST}", ids)}
    shown = [(each, known.get(each.note_id or each.feedback_id or "")) for each in found]
    return tuple((each, value) for each, value in shown if value is not None)


def shown_in(session: Session, strength_id: str) -> tuple[Shown, ...]:
    """In what a strength shows, oldest first."""
    return tuple(shown for _, shown in evidence_where(session, "strength_id = ?", strength_id))


def strengths_shown(session: Session, shown_id: str) -> tuple[Strength, ...]:
    """The strengths that a win or a piece of feedback shows, oldest first."""
    shown = f"SELECT strength_id FROM evidence WHERE {_OF_IT}"  # noqa: S608  # our own words
    where = f"id IN ({shown}) ORDER BY created_at"
    return read(session, Strength, where, shown_id, shown_id)
