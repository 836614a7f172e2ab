"""An archive reads back as an equal file, and nothing else reads at all."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import fields, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from ready_files import new_store
from rows import rows_of
from sample_team import YEAR
from storage_samples import NOON, a_person, a_talk, days, every_kind, started

from convo_tui.documents import archive_json
from convo_tui.documents.archive_json import Archive, Foreign
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
from convo_tui.domain.signs import Signs
from convo_tui.domain.values import Change, Side
from convo_tui.storage import archive_values
from convo_tui.storage.archive_store import NotSound, Taken
from convo_tui.storage.codecs import CODECS, table_name
from convo_tui.storage.store import Store
from convo_tui.storage.table_base import metadata

SCHEMA = Path(__file__).parents[2] / "docs" / "archive.schema.json"
MAYA = Person("aaaaaaaaaaaa", "Maya Lindqvist", NOON)


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Store]:
    """A second file, with nothing in it."""
    opened = new_store(tmp_path / "other" / "convo.db")
    yield opened
    opened.close()


def written(store: Store, to: Path) -> Path:
    to.write_text("".join(store.archives.write(NOON)), encoding="utf-8")
    return to


def taken(store: Store, path: Path, *, pretend: bool = False) -> Taken:
    return store.archives.take(Archive(path).items, NOON, pretend=pretend)


def said(path: Path, values: dict[str, Any], **head: Any) -> Path:
    """An archive with just these values."""
    document = {"format": "convo-archive", "version": 1, "values": values} | head
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


def raw(value: Any) -> Any:
    return json.loads(archive_values.as_json(value))


# --- equal ---------------------------------------------------------------------------------------


def test_every_table_has_a_kind_and_every_kind_is_in_the_archive(
    store: Store, tmp_path: Path
) -> None:
    assert {table_name(kind) for kind in CODECS} == set(metadata.tables)
    values = every_kind("words")
    store.apply(*map(Change.added, values))
    store.append_events([started(next(v for v in values if isinstance(v, Meeting)))])
    store.keep_draft("line x", "half a")
    lists = json.loads(written(store, tmp_path / "a.json").read_text())["values"]
    inside = {table_name(kind) for kind, codec in CODECS.items() if codec.inside}
    assert lists.keys() | inside == set(metadata.tables)
    assert all(lists.values()), "this test puts one of each kind in"
    (commitment,) = lists["commitment"]
    assert len(commitment["checkpoints"]) == 2


def test_a_year_reads_back_equal(store: Store, other: Store, tmp_path: Path, path: Path) -> None:
    store.take_in(YEAR.values, YEAR.events)
    store.keep_draft("line x", "half a")
    first = written(store, tmp_path / "a.json")
    came = taken(other, first)
    assert came.batch == ""
    assert rows_of(other.database.path) == rows_of(path)
    assert written(other, tmp_path / "b.json").read_bytes() == first.read_bytes()
    assert other.imports.batches() == ()


TEXT = st.text(st.characters(codec="utf-8"), max_size=20)
WORDS = TEXT.map(lambda text: f"x{text}")
INSTANTS = st.datetimes(
    datetime(1990, 1, 1),  # noqa: DTZ001  # Hypothesis adds the zone
    datetime(2099, 1, 1),  # noqa: DTZ001
    timezones=st.just(UTC),
)
SEGMENTS = st.lists(st.builds(Segment, WORDS, WORDS, st.integers(1, 240)), min_size=1, max_size=4)
SECONDS = st.floats(0, 1e6)
IDS = (f"{number:012x}" for number in itertools.count(1))


def new_ids() -> st.SearchStrategy[str]:
    return st.builds(lambda: next(IDS))


def maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | strategy


@st.composite
def talks(draw: st.DrawFn, person: str) -> Meeting:
    held = draw(st.booleans())
    return Meeting(
        next(IDS), person, draw(INSTANTS), tuple(draw(SEGMENTS)), draw(TEXT),
        MeetingState.HELD if held else MeetingState.LIVE, draw(INSTANTS) if held else None,
        draw(maybe(INSTANTS)), draw(maybe(st.floats(0, 1))), draw(SECONDS), draw(SECONDS),
        draw(SECONDS), tuple(draw(st.lists(SECONDS, max_size=4))), draw(SECONDS), draw(TEXT),
        draw(maybe(INSTANTS)),
    )  # fmt: skip


@st.composite
def commitments(draw: st.DrawFn, person: str, talk: str | None, asked: str | None) -> Commitment:
    state = draw(st.sampled_from(CommitmentState))
    points = [
        Checkpoint(
            next(IDS), draw(st.dates(date(1990, 1, 1))), outcome, draw(TEXT),
            None if outcome is None else draw(INSTANTS),
        )
        for outcome in draw(st.lists(maybe(st.sampled_from(CheckpointOutcome)), max_size=3))
    ]  # fmt: skip
    words = [draw(TEXT) for _ in range(6)]
    return Commitment(
        next(IDS), person, draw(WORDS), draw(INSTANTS), draw(st.sampled_from(Side)),
        resources=words[0], metric=words[1], manager_part=words[2], obstacles=words[3],
        celebration=words[4], checkpoints=tuple(points), state=state, reason=words[5],
        closed_at=None if state is CommitmentState.OPEN else draw(INSTANTS),
        private=draw(st.booleans()), meeting_id=talk, segment=draw(maybe(st.integers(0, 9))),
        asked_id=asked,
    )  # fmt: skip


@st.composite
def growing(draw: st.DrawFn, about: str, talk: str, feedback: str) -> list[Any]:
    """What grows between the talks with a person."""
    person, here = st.just(about), st.none() | st.just(talk)
    texts = st.lists(TEXT, max_size=3).map(tuple)
    state, measured = draw(st.sampled_from(GoalState)), draw(st.booleans())
    number = st.floats(-1e6, 1e6) if measured else st.none()
    goal = draw(st.builds(
        Goal, new_ids(), person, WORDS, INSTANTS, maybe(st.sampled_from(WhyLink)), TEXT, TEXT,
        number, number, maybe(st.dates(date(1990, 1, 1))), TEXT, st.just(state), TEXT,
        st.none() if state is GoalState.OPEN else INSTANTS, maybe(INSTANTS), st.booleans(), here,
    ))  # fmt: skip
    strength = draw(st.builds(
        Strength, new_ids(), person, WORDS, INSTANTS, TEXT, TEXT, maybe(INSTANTS), here
    ))  # fmt: skip
    sign = maybe(st.integers(-1, 1))
    others = st.tuples(
        st.builds(Milestone, new_ids(), person, st.just(goal.id), WORDS, st.integers(0, 9),
                  maybe(INSTANTS), here),
        st.builds(GoalUpdate, new_ids(), person, st.just(goal.id), INSTANTS,
                  maybe(st.floats(-1e6, 1e6)), WORDS, here),
        st.builds(Roadmap, new_ids(), person, INSTANTS, TEXT, TEXT, texts, TEXT,
                  maybe(st.dates(date(1990, 1, 1))), st.none(), here),
        st.builds(Evidence, new_ids(), person, st.just(strength.id), INSTANTS, st.none(),
                  st.just(feedback)),
        st.builds(Preferences, new_ids(), person, INSTANTS, texts, TEXT, TEXT, TEXT),
        st.builds(HardTalk, new_ids(), person, st.sampled_from(HardTalkKind), INSTANTS, texts,
                  here, maybe(INSTANTS)),
        st.builds(Signs, new_ids(), person, st.just(talk), INSTANTS, *(sign,) * 6),
        st.builds(Opening, new_ids(), person, st.just(talk), st.just(feedback), INSTANTS, WORDS,
                  maybe(INSTANTS)),
        st.builds(Dismissed, new_ids(), INSTANTS),
    )  # fmt: skip
    return [goal, strength, *draw(others)]


@st.composite
def lives(draw: st.DrawFn) -> list[Any]:
    """A person and what may be about them, with everything that a field can say."""
    person = draw(st.builds(
        Person, new_ids(), WORDS, INSTANTS, TEXT, maybe(st.integers(1, 4)),
        maybe(st.integers(0, 6)), st.sampled_from(["", "09:30", "23:59"]), TEXT, TEXT,
        maybe(INSTANTS), maybe(INSTANTS),
    ))  # fmt: skip
    about = person.id
    values: list[Any] = [person]
    talk = draw(talks(about))
    values.append(talk)
    asked = draw(st.builds(Asked, new_ids(), st.just(about), st.just(talk.id), TEXT, TEXT,
                           INSTANTS, maybe(st.integers(0, 9))))  # fmt: skip
    values.append(asked)
    here, answers = draw(maybe(st.just(talk.id))), draw(maybe(st.just(asked.id)))
    values += draw(st.lists(st.builds(
        Note, new_ids(), st.just(about), INSTANTS, WORDS, st.sampled_from(NoteKind), st.booleans(),
        st.lists(TEXT, max_size=3).map(tuple), st.just(here), maybe(st.integers(0, 9)),
        st.just(answers), maybe(INSTANTS),
    ), max_size=3))  # fmt: skip
    open_point = st.builds(
        TalkingPoint, new_ids(), st.just(about), WORDS, INSTANTS, st.sampled_from(Side),
        st.booleans(), maybe(st.integers(0, 9)), st.integers(-(2**62), 2**62),
        meeting_id=st.just(here), parked_in=st.just(here),
    )  # fmt: skip
    values += draw(st.lists(open_point, max_size=2))
    values += [
        replace(draw(open_point), state=PointState.DONE, closed_at=at)
        for at in draw(st.lists(INSTANTS, max_size=1))
    ]
    values.append(draw(commitments(about, here, answers)))
    values.append(draw(st.builds(Feedback, new_ids(), st.just(about), INSTANTS, WORDS,
                                 st.sampled_from(FeedbackKind), maybe(INSTANTS),
                                 st.just(here), TEXT, TEXT)))  # fmt: skip
    values += draw(growing(about, talk.id, values[-1].id))
    moved = draw(st.booleans())
    values.append(draw(st.builds(
        ScheduleChange, new_ids(), st.just(about), INSTANTS,
        st.just(ScheduleKind.MOVED if moved else ScheduleKind.CANCELLED), INSTANTS,
        st.sampled_from(Side), TEXT, INSTANTS if moved else st.none(),
    )))  # fmt: skip
    values.append(draw(st.builds(Question, new_ids(), WORDS, TEXT, st.lists(TEXT).map(tuple), TEXT,
                                 st.booleans(), st.booleans(), st.booleans())))  # fmt: skip
    values.append(draw(st.builds(Correction, new_ids(), st.just(about), st.just(talk.id), INSTANTS,
                                 WORDS, TEXT)))  # fmt: skip
    values.append(draw(st.builds(QuestionMark, new_ids(), st.booleans(), st.booleans())))
    return values


@settings(
    max_examples=12,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=list(HealthCheck),
    deadline=None,
)
@given(st.lists(lives(), max_size=2), st.lists(TEXT.filter(bool), max_size=3, unique=True))
def test_any_file_reads_back_equal(
    tmp_path_factory: pytest.TempPathFactory, people: list[list[Any]], drafts: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("any")
    store, other = new_store(folder / "a.db"), new_store(folder / "b.db")
    try:
        for values in people:
            store.apply(*map(Change.added, values))
            store.append_events([started(each) for each in values if isinstance(each, Meeting)])
            batch = store.imports.bring(ImportKind.PEOPLE, [a_person()], NOON)
            assert batch
        for key in drafts:
            store.keep_draft(f"line {key}", key)
        taken(other, written(store, folder / "a.json"))
        assert rows_of(folder / "b.db") == rows_of(folder / "a.db")
    finally:
        store.close()
        other.close()


# --- merged --------------------------------------------------------------------------------------


def test_what_is_not_there_is_merged_and_can_be_undone(
    store: Store, other: Store, tmp_path: Path
) -> None:
    ada, talk = a_person("Ada"), a_talk(MAYA, NOON)
    store.take_in([MAYA, talk, ada], [started(talk)])
    other.take_in([MAYA], [])
    before = rows_of(other.database.path)
    path = written(store, tmp_path / "a.json")
    assert taken(other, path, pretend=True).brought == {
        "person": 1,
        "meeting": 1,
        "meeting_event": 1,
    }
    assert rows_of(other.database.path) == before
    came = taken(other, path)
    assert (came.brought, came.there) == ({"person": 1, "meeting": 1, "meeting_event": 1}, 1)
    assert {person.name for person in other.people()} == {MAYA.name, "Ada"}
    assert len(other.events(talk.id)) == 1
    assert taken(other, path) == Taken(came.brought.__class__(), 4)
    assert other.imports.undo(came.batch, NOON).stays == ()
    assert rows_of(other.database.path) == before


@pytest.mark.parametrize("place", range(12))
def test_an_id_that_is_here_with_other_content_is_refused(
    store: Store, other: Store, tmp_path: Path, place: int
) -> None:
    values = every_kind("words")
    store.apply(*map(Change.added, values))
    other.apply(*map(Change.added, values))
    value: Any = values[place]
    name = next(
        part.name
        for part in fields(value)
        if part.name in ("text", "name", "goal", "recap", "reason", "was", "batch", "starred")
    )
    other.apply(Change.edited(value, replace(value, **{name: False if name == "starred" else "o"})))
    before = rows_of(other.database.path)
    with pytest.raises(NotSound, match=f"{value.id} is here with other content"):
        taken(other, written(store, tmp_path / "a.json"))
    assert rows_of(other.database.path) == before


def test_an_event_that_is_here_with_other_content_is_refused(
    store: Store, other: Store, tmp_path: Path
) -> None:
    talk = a_talk(MAYA, NOON, held=False)
    store.take_in([MAYA, talk], [started(talk)])
    other.take_in([MAYA, talk], [replace(started(talk), at=days(1))])
    with pytest.raises(NotSound, match="is here with other content"):
        taken(other, written(store, tmp_path / "a.json"))


def test_somebody_else_of_the_same_name_is_refused(
    store: Store, other: Store, tmp_path: Path
) -> None:
    store.take_in([MAYA], [])
    other.take_in([a_person(MAYA.name.upper())], [])
    with pytest.raises(NotSound, match="there is another Maya Lindqvist here already"):
        taken(other, written(store, tmp_path / "a.json"))


# --- refused -------------------------------------------------------------------------------------

TALK = a_talk(MAYA, NOON)
TOM = replace(MAYA, id="bbbbbbbbbbbb", name="Tom")
NOTE = Note("cccccccccccc", MAYA.id, NOON, "words", meeting_id=TALK.id)
PEOPLE = [raw(MAYA), raw(TOM)]

WRONG: list[tuple[dict[str, Any], str]] = [
    ({"person": [*PEOPLE, raw(MAYA)]}, "two values of “person” with the id aaaaaaaaaaaa"),
    ({"note": [raw(NOTE)]}, "note cccccccccccc refers to person aaaaaaaaaaaa, which is not there"),
    ({"person": PEOPLE, "note": [raw(NOTE)]}, "refers to meeting .* which is not there"),
    (
        {"person": PEOPLE, "meeting": [raw(TALK)], "note": [raw(replace(NOTE, person_id=TOM.id))]},
        "refers to meeting .* of somebody else",
    ),
    (
        {"person": [raw(MAYA) | {"id": TALK.id}], "note": [raw(replace(NOTE, person_id=TALK.id))]},
        "refers to meeting .* which is not there",
    ),
    ({"gossip": [{}]}, "nothing here is called “gossip”"),
    ({"checkpoint": [{}]}, "nothing here is called “checkpoint”"),
    ({"person": [1]}, "number 1 of “person” is none: it is no object"),
    ({"person": [{}]}, "number 1 of “person” is none: id: field required"),
    ({"person": [PEOPLE[0], PEOPLE[1] | {"name": 7}]}, "number 2 of “person” is none: name: input"),
    ({"person": [PEOPLE[0] | {"shoe": 7}]}, "nothing is called 'shoe'"),
    ({"person": [PEOPLE[0] | {"created_at": "2026-11-24"}]}, "created_at"),
    ({"person": [PEOPLE[0] | {"created_at": "2026-11-24T12:00:00"}]}, "an instant needs its zone"),
    ({"person": [PEOPLE[0] | {"created_at": "0001-01-01T00:00:00+05:00"}]}, "no sense|beyond"),
    ({"person": [PEOPLE[0] | {"time": "99:99"}]}, "no time of day"),
    ({"person": [PEOPLE[0] | {"name": " "}]}, "it holds what cannot be"),
    ({"person": [PEOPLE[0] | {"every_weeks": 1.5}]}, "every_weeks"),
    ({"person": [PEOPLE[0] | {"every_weeks": True}]}, "every_weeks"),
    ({"person": [PEOPLE[0] | {"every_weeks": 9}]}, "it holds what cannot be"),
    ({"person": [PEOPLE[0] | {"id": PEOPLE}]}, "id: input should be a valid string"),
    (
        {"person": PEOPLE, "meeting": [raw(TALK) | {"segments": [{"key": "x"}]}]},
        "segments.0.name",
    ),
    (
        {
            "person": PEOPLE,
            "meeting": [raw(TALK)],
            "meeting_event": [raw(MeetingEvent(TALK.id, 0, NOON, EventKind.GAP))],
        },
        "makes no sense",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("values", "why"), WRONG)
def test_what_is_not_sound_is_refused_whole(
    store: Store, path: Path, tmp_path: Path, values: dict[str, Any], why: str
) -> None:
    before = rows_of(path)
    with pytest.raises(NotSound, match=why):
        taken(store, said(tmp_path / "a.json", values))
    assert rows_of(path) == before


def test_two_parts_with_one_id_are_refused(store: Store, tmp_path: Path) -> None:
    point = Checkpoint("dddddddddddd", NOON.date())
    made = Commitment("cccccccccccc", MAYA.id, "plan", NOON, checkpoints=(point, point))
    with pytest.raises(NotSound, match="has a part with an id that another one has"):
        taken(store, said(tmp_path / "a.json", {"person": PEOPLE, "commitment": [raw(made)]}))


def test_values_may_come_in_any_order(store: Store, tmp_path: Path) -> None:
    values = {"note": [raw(NOTE)], "meeting": [raw(TALK)], "person": PEOPLE}
    taken(store, said(tmp_path / "a.json", values))
    assert len(store.people()) == 2
    page = store.talk_page(TALK.id)
    assert page is not None
    assert page.notes == (NOTE,)


def test_a_field_that_is_not_there_has_its_default(store: Store, tmp_path: Path) -> None:
    least = {"id": MAYA.id, "name": MAYA.name, "created_at": "2026-11-24T12:00:00Z"}
    taken(store, said(tmp_path / "a.json", {"person": [least]}))
    assert store.people() == (MAYA,)


def test_a_file_that_changes_while_it_is_read_is_refused(store: Store, tmp_path: Path) -> None:
    archive = Archive(said(tmp_path / "a.json", {"person": PEOPLE}))
    count = itertools.count()

    def changing() -> Iterator[tuple[str, object]]:
        yield from archive.items()
        if next(count):
            yield "note", raw(NOTE)

    with pytest.raises(NotSound, match="changed while it was read"):
        store.archives.take(changing, NOON)
    assert store.people() == ()


# --- JSON ----------------------------------------------------------------------------------------

HEAD = '{"format": "convo-archive", "version": 1, "values": '

FOREIGN = [
    ("", "is not whole JSON"),
    ("{", "is not whole JSON"),
    (HEAD, "is not whole JSON"),
    (HEAD + '{"person": [', "is not whole JSON"),
    (HEAD + '{"person": [{"id": NaN}]}}', "is not whole JSON"),
    (HEAD + '{"person": [{"id": Infinity}]}}', "is not whole JSON"),
    (HEAD + '{"person": [{"id": 1e999}]}}', "is not whole JSON"),
    (HEAD + '{"person": [{"id": 123456789012345678901234567890}]}}', "is not whole JSON"),
    (HEAD + "{}}{}", "is not whole JSON"),
    (HEAD + "{}} x", "is not whole JSON"),
    ("[]", "is no archive of Convo"),
    ("7", "is no archive of Convo"),
    ("{}", "is no archive of Convo"),
    ('{"name": "something else"}', "is no archive of Convo"),
    ('{"format": "other", "version": 1, "values": {}}', "is no archive of Convo"),
    ('{"format": "convo-archive", "values": {}}', "is no archive of Convo"),
    ('{"format": "convo-archive", "version": 1}', "is no archive of Convo"),
    ('{"format": "convo-archive", "version": "1", "values": {}}', "is no archive of Convo"),
    ('{"format": "convo-archive", "version": true, "values": {}}', "is no archive of Convo"),
    ('{"format": "convo-archive", "version": 2, "values": {}}', "was written by a newer Convo"),
    (HEAD + '[]}', "is no archive of Convo"),
    (HEAD + '{"person": {}}}', "has no list under “person”"),
    (HEAD + '{"person": [], "person": []}}', "has “person” twice"),
    (HEAD + '{"person": [{"id": "a", "id": "b"}]}}', "has “id” twice"),
    (HEAD + '{}, "version": 1}', "has “version” twice"),
    (HEAD + '{"person": [' + '{"a":' * 100_000, "too deep"),
    (HEAD + '{"person": [' + "[" * 100_000, "too deep"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "why"), FOREIGN)
def test_what_is_no_archive_gets_one_sentence(
    store: Store, path: Path, tmp_path: Path, text: str, why: str
) -> None:
    before = rows_of(path)
    (tmp_path / "a.json").write_text(text)
    with pytest.raises(Foreign) as caught:
        taken(store, tmp_path / "a.json")
    assert str(caught.value).startswith(f"{tmp_path / 'a.json'} ")
    assert why in str(caught.value)
    assert str(caught.value).endswith(". Nothing was imported.")
    assert rows_of(path) == before


@pytest.mark.parametrize(
    "raw_bytes", [b"\xff\xfe\x00", b"\x00" * 9, b'{"format": "\xff"}', b"PK\3\4"]
)
def test_bytes_that_are_no_text(store: Store, tmp_path: Path, raw_bytes: bytes) -> None:
    (tmp_path / "a.json").write_bytes(raw_bytes)
    with pytest.raises(Foreign, match="is not whole JSON"):
        taken(store, tmp_path / "a.json")


@settings(
    max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(st.data())
def test_an_archive_with_bytes_missing_or_changed_is_whole_or_refused(
    store: Store, tmp_path: Path, data: st.DataObject
) -> None:
    sound = json.dumps({"format": "convo-archive", "version": 1, "values": {"person": PEOPLE}})
    place = data.draw(st.integers(0, len(sound) - 1))
    sign = data.draw(st.sampled_from(["", '"', "{", "}", "1", "\\", "\x00", ","]))
    (tmp_path / "a.json").write_text(sound[:place] + sign + sound[place + 1 :])
    with suppress(Foreign, NotSound):
        taken(store, tmp_path / "a.json", pretend=True)
    assert store.people() == ()


# --- described -----------------------------------------------------------------------------------


def test_the_schema_in_the_docs_is_that_of_the_values() -> None:
    assert json.loads(SCHEMA.read_text(encoding="utf-8")) == archive_values.schema(), (
        "write it anew: uv run python docs/archive_schema.py"
    )


def test_reader_and_writer_agree() -> None:
    assert (archive_json.FORMAT, archive_json.VERSION) == (
        archive_values.FORMAT,
        archive_values.VERSION,
    )


def test_the_schema_knows_every_field() -> None:
    described = archive_values.schema()
    for name, kind in archive_values.kinds().items():
        reference = described["properties"]["values"]["properties"][name]["items"]["$ref"]
        definition = described["$defs"][reference.rpartition("/")[2]]
        assert definition["properties"].keys() == {part.name for part in fields(kind)}
        assert definition["additionalProperties"] is False


def test_kinds_of_values_are_what_this_test_tries() -> None:
    """Whoever adds a kind gives `lives` one of it, and `every_kind`."""
    assert {*archive_values.kinds().values()} == {
        Person, Meeting, MeetingEvent, Asked, Note, TalkingPoint, Commitment, Feedback,
        ScheduleChange, Question, QuestionMark, Imported, Draft,
        Correction,
        Goal, Milestone, GoalUpdate, Roadmap, Strength, Evidence, Preferences, HardTalk, Signs,
        Opening, Dismissed,
    }  # fmt: skip
