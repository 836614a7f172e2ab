"""Between rows and the domain's frozen values: the same field names on both sides."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from enum import StrEnum
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import Float, Integer, String

from convo_tui.domain.agenda import Segment
from convo_tui.domain.cadence import ScheduleChange, ScheduleKind
from convo_tui.domain.commitments import (
    Checkpoint,
    CheckpointOutcome,
    Commitment,
    CommitmentState,
)
from convo_tui.domain.corrections import Correction
from convo_tui.domain.drafts import Draft
from convo_tui.domain.feedback import Feedback, FeedbackKind
from convo_tui.domain.goals import Goal, GoalState, GoalUpdate, Milestone, WhyLink
from convo_tui.domain.growth import Evidence, Preferences, Roadmap, Strength
from convo_tui.domain.hard_talks import HardTalk, HardTalkKind
from convo_tui.domain.hints import Dismissed
from convo_tui.domain.imports import Imported, ImportKind
from convo_tui.domain.meeting import EventKind, Meeting, MeetingEvent, MeetingState
from convo_tui.domain.notes import Note, NoteKind
from convo_tui.domain.openings import Opening
from convo_tui.domain.people import Person
from convo_tui.domain.points import PointState, TalkingPoint
from convo_tui.domain.questions import Asked, Question, QuestionMark
from convo_tui.domain.replay import must_make_sense
from convo_tui.domain.signs import Signs
from convo_tui.domain.values import Side
from convo_tui.storage import plain

if TYPE_CHECKING:
    from convo_tui.storage.table_base import Table

V = TypeVar("V")


class Room(StrEnum):
    """The modules that declare the tables: what a process never writes, it need not declare."""

    TALK = "talk_tables"
    RECORD = "record_tables"
    COACHING = "coaching_tables"


@dataclass(frozen=True, slots=True)
class Codec:
    """Where the table stands that keeps a value, and how fields that are not plain come back out.

    Attributes:
        room: where its class stands, called as the value with `Row` behind it.
        children: the field with the values that a table of their own keeps.
        inside: whether it is such a value, which nothing keeps but the one that it is in.
    """

    room: Room
    decode: Mapping[str, Callable[[Any], Any]] = field(default_factory=dict)
    children: str = ""
    check: Callable[[Any], None] | None = None
    inside: bool = False


def _segments(rows: Sequence[Mapping[str, Any]]) -> tuple[Segment, ...]:
    return tuple(Segment(**row) for row in rows)


def _word_of(kind: type[StrEnum]) -> Callable[[str | None], StrEnum | None]:
    """Reads a word that may be missing."""
    return lambda word: kind(word) if word else None


CODECS: dict[type[Any], Codec] = {
    Person: Codec(Room.TALK),
    Meeting: Codec(
        Room.TALK,
        {"state": MeetingState, "segments": _segments, "segment_seconds": tuple},
    ),
    MeetingEvent: Codec(Room.TALK, {"kind": EventKind}, check=must_make_sense),
    Note: Codec(Room.TALK, {"kind": NoteKind, "tags": tuple}),
    TalkingPoint: Codec(Room.TALK, {"state": PointState, "raised_by": Side}),
    Commitment: Codec(Room.TALK, {"state": CommitmentState, "owner": Side}, "checkpoints"),
    Checkpoint: Codec(
        Room.TALK,
        {"outcome": _word_of(CheckpointOutcome)},
        inside=True,
    ),
    Feedback: Codec(Room.RECORD, {"kind": FeedbackKind}),
    ScheduleChange: Codec(Room.RECORD, {"kind": ScheduleKind, "who": Side}),
    Goal: Codec(Room.COACHING, {"state": GoalState, "link": _word_of(WhyLink)}),
    Milestone: Codec(Room.COACHING),
    GoalUpdate: Codec(Room.COACHING),
    Roadmap: Codec(Room.COACHING, {"routes": tuple}),
    Strength: Codec(Room.COACHING),
    Evidence: Codec(Room.COACHING),
    Preferences: Codec(Room.COACHING, {"styles": tuple}),
    HardTalk: Codec(Room.COACHING, {"kind": HardTalkKind, "answers": tuple}),
    Signs: Codec(Room.COACHING),
    Opening: Codec(Room.TALK),
    Dismissed: Codec(Room.COACHING),
    Question: Codec(Room.RECORD, {"themes": tuple}),
    QuestionMark: Codec(Room.RECORD),
    Asked: Codec(Room.TALK),
    Correction: Codec(Room.RECORD),
    Imported: Codec(Room.RECORD, {"kind": ImportKind}),
    Draft: Codec(Room.TALK),
}


def table_class(kind: type[Any]) -> type[Table]:
    """The class that declares the table of a kind."""
    module = import_module(f"convo_tui.storage.{CODECS[kind].room}")
    table: type[Table] = getattr(module, f"{kind.__name__}Row")
    return table


def kind_of(table: str) -> type[Any] | None:
    """What a table keeps, by its name; None for one that is not known."""
    return next((kind for kind in CODECS if table_name(kind) == table), None)


def table_name(kind: type[Any]) -> str:
    """The name of the table that keeps values of a kind."""
    return plain.table_of(kind)


def encode(value: Any) -> dict[str, Any]:
    """The columns of a value, by name; children are saved apart."""
    codec = CODECS[type(value)]
    return {name: _plain(part) for name, part in asdict(value).items() if name != codec.children}


def _plain(part: Any) -> Any:
    if isinstance(part, StrEnum):
        return part.value
    if isinstance(part, tuple):
        return list(part)
    return part


@cache
def _plain_types(table: type[Table]) -> Mapping[str, tuple[type, ...]]:
    """By column, what a session hands out just as SQLite has it."""
    kinds: dict[type[Any], tuple[type, ...]] = {
        String: (str,),
        Integer: (int,),
        Float: (float, int),
    }
    columns = table.__table__.columns  # type: ignore[attr-defined]  # SQLModel makes it
    return {each.name: kinds[type(each.type)] for each in columns if type(each.type) in kinds}


def decode(kind: type[V], row: Any, **children: Any) -> V:
    """The frozen value that a row keeps."""
    codec = CODECS[kind]
    parts: dict[str, Any] = dict(children)
    simple = _plain_types(table_class(kind))
    for part in fields(kind):  # type: ignore[arg-type]  # every kind here is a dataclass
        if part.name in parts:
            continue
        stored = getattr(row, part.name)
        wanted = simple.get(part.name)
        if wanted is not None and stored is not None and not isinstance(stored, wanted):
            # SQLite keeps a text in a column of numbers, where a bit that flipped says so.
            raise TypeError(f"{part.name} is no {wanted[0].__name__}")
        read = codec.decode.get(part.name)
        parts[part.name] = read(stored) if read else stored
    value = kind(**parts)
    if codec.check is not None:
        codec.check(value)
    return value
