from __future__ import annotations

from dataclasses import replace
from datetime import date

from storage_samples import (
    NOON,
    a_person,
    a_talk,
    closed,
    days,
    kept,
    started,
)

from convo_tui.domain.cadence import ScheduleChange, ScheduleKind
from convo_tui.domain.commitments import Checkpoint, CheckpointOutcome, Commitment
from convo_tui.domain.feedback import Feedback
from convo_tui.domain.notes import Note, NoteKind
from convo_tui.domain.points import TalkingPoint
from convo_tui.domain.questions import Asked, Memory, Question, QuestionMark
from convo_tui.domain.timeline import Counts, EntryKind
from convo_tui.domain.values import Change, Value, new_id
from convo_tui.storage.store import Store


def add(store: Store, *values: Value) -> None:
    store.apply(*map(Change.added, values))


# --- people -----------------------------------------------------------------------------------


def test_people_stand_by_name_and_the_archived_only_where_asked_for(store: Store) -> None:
    maya, anna, tom = a_person("maya"), a_person("Anna"), a_person("Tom", archived=True)
    add(store, tom, maya, anna)
    assert store.people() == (anna, maya)
    assert store.people(archived=True) == (anna, maya, tom)
    assert store.person(tom.id) == tom
    assert store.person("nobody") is None


def test_an_overview_holds_what_is_open_with_a_person(store: Store) -> None:
    person = a_person()
    talks = [a_talk(person, days(-70 + 7 * week), manager=100.0 * week) for week in range(10)]
    live = a_talk(person, days(-0.1), held=False)
    after = Note(new_id(), person.id, days(-1), "since then", NoteKind.WIN)
    before = Note(new_id(), person.id, days(-8), "before the last talk")
    in_talk = Note(new_id(), person.id, days(-1), "in a talk", meeting_id=live.id)
    points = [TalkingPoint(new_id(), person.id, text, NOON) for text in ("second", "first", "done")]
    points[0] = replace(points[0], position=2)
    points[2] = closed(points[2], NOON)
    unsaid = Feedback(new_id(), person.id, days(-2), "owed")
    said = Feedback(new_id(), person.id, days(-3), "told", said_at=days(-1))
    late, soon, open_end, over = (Commitment(new_id(), person.id, g, days(-9)) for g in "abcd")
    late = replace(late, checkpoints=(Checkpoint(new_id(), date(2026, 11, 28)),))
    soon = replace(soon, checkpoints=(Checkpoint(new_id(), date(2026, 11, 20)),))
    over = kept(over, NOON)
    add(store, person, *talks, live, after, before, in_talk, *points, unsaid, said)
    add(store, late, soon, open_end, over)

    (overview,) = store.overviews()
    assert overview.person == person
    assert overview.talks == 10
    assert overview.last == talks[-1]
    assert overview.live == live
    assert overview.shares == tuple(100.0 * week / 1800 for week in range(2, 10))
    assert overview.notes == (after,)
    assert overview.points == (points[1], points[0])
    assert overview.feedback == (unsaid,)
    assert overview.commitments == (soon, late, open_end)


def test_overviews_are_of_those_present_or_of_those_named(store: Store) -> None:
    maya, tom = a_person("Maya"), a_person("Tom", archived=True)
    add(store, tom, maya, Feedback(new_id(), maya.id, NOON, "hers alone"))
    assert [overview.person for overview in store.overviews()] == [maya]
    assert [overview.person for overview in store.overviews((tom.id, maya.id))] == [maya, tom]
    assert store.overviews((tom.id,))[0].feedback == ()
    assert store.overviews(()) == ()


# --- talks ------------------------------------------------------------------------------------


def test_talks_are_live_or_held(store: Store) -> None:
    person, other = a_person(), a_person("Tom")
    old, new = a_talk(person, days(-14)), a_talk(person, days(-7))
    live, lively = a_talk(person, NOON, held=False), a_talk(other, days(-1), held=False)
    add(store, person, other, old, live, new, lively)
    assert store.talks_with(person.id) == (new, old)
    assert store.live_meetings() == (live, lively)


def test_a_sign_of_life_is_kept_while_the_talk_runs(store: Store) -> None:
    person = a_person()
    live, held = a_talk(person, NOON, held=False), a_talk(person, days(-7))
    add(store, person, live, held)
    for talk in (live, held):
        store.seen_live(talk.id, days(0.01))
    assert store.meeting(live.id) == replace(live, seen_at=days(0.01))
    assert store.meeting(held.id) == held


def test_a_talk_page_holds_what_was_written_and_what_was_carried(store: Store) -> None:
    person = a_person()
    earlier, talk = a_talk(person, days(-7)), a_talk(person, NOON)
    later_talk = a_talk(person, days(7))
    notes = [Note(new_id(), person.id, days(0.01 * n), str(n), meeting_id=talk.id) for n in (1, 2)]
    elsewhere = Note(new_id(), person.id, days(-7), "x", meeting_id=earlier.id)
    asked = Asked(new_id(), person.id, talk.id, "wins-one", "What went well?", days(0.01))
    carried = TalkingPoint(new_id(), person.id, "from before", days(-1))
    raised = TalkingPoint(new_id(), person.id, "parked before", days(-6), meeting_id=earlier.id)
    ticked = closed(TalkingPoint(new_id(), person.id, "ticked here", days(-2)), days(0.01))
    gone = closed(TalkingPoint(new_id(), person.id, "done before", days(-9)), days(-7))
    fresh = TalkingPoint(new_id(), person.id, "for next time", days(0.01), meeting_id=talk.id)
    later_point = TalkingPoint(new_id(), person.id, "thought of afterwards", days(2))
    mine = Commitment(new_id(), person.id, "made here", days(0.01), meeting_id=talk.id)
    owed = Commitment(new_id(), person.id, "made before", days(-7), meeting_id=earlier.id)
    kept_here = kept(Commitment(new_id(), person.id, "kept here", days(-8)), days(0.01))
    long_kept = kept(Commitment(new_id(), person.id, "long kept", days(-9)), days(-8))
    unsaid = Feedback(new_id(), person.id, days(-1), "unsaid")
    said_here = Feedback(new_id(), person.id, days(-2), "said here", said_at=days(0.01))
    said_before = Feedback(new_id(), person.id, days(-9), "said before", said_at=days(-7))
    seen_later = Feedback(new_id(), person.id, days(3), "seen later")
    add(store, person, earlier, talk, later_talk, *notes[::-1], elsewhere, asked, carried, raised)
    add(store, ticked, gone, fresh, later_point, mine, owed, kept_here, long_kept)
    add(store, unsaid, said_here, said_before, seen_later)
    store.append_events([started(talk)])

    page = store.talk_page(talk.id)
    assert page is not None
    assert (page.meeting, page.person, page.number) == (talk, person, 2)
    assert page.events == (started(talk),)
    assert page.notes == tuple(notes)
    assert page.points == (fresh,)
    assert set(page.carried) == {carried, raised, ticked}
    assert page.commitments == (mine,)
    assert set(page.promises) == {owed, kept_here}
    assert page.asked == (asked,)
    assert page.feedback == (said_here, unsaid)


def test_there_is_no_page_of_a_talk_that_never_was(store: Store) -> None:
    assert store.talk_page("nothing") is None
    assert store.meeting("nothing") is None


# --- records ----------------------------------------------------------------------------------


def test_commitments_are_listed_by_age_open_ones_first_of_all(store: Store) -> None:
    maya, tom = a_person(), a_person("Tom")
    old, new = (Commitment(new_id(), maya.id, "x", days(-n)) for n in (9, 1))
    done, his = kept(replace(old, id=new_id()), NOON), Commitment(new_id(), tom.id, "y", days(-5))
    add(store, maya, tom, new, done, his, old)
    assert store.commitments() == (old, his, new)
    assert store.commitments(maya.id) == (old, new)
    assert set(store.commitments(maya.id, closed=True)) == {old, new, done}


def test_checkpoints_come_by_date(store: Store) -> None:
    person = a_person()
    points = tuple(Checkpoint(new_id(), date(2026, 12, day)) for day in (20, 1, 9))
    add(store, person, Commitment(new_id(), person.id, "x", NOON, checkpoints=points))
    (commitment,) = store.commitments()
    assert [point.on.day for point in commitment.checkpoints] == [1, 9, 20]


def test_the_memory_of_a_question_is_its_last_asking(store: Store) -> None:
    person, other = a_person(), a_person("Tom")
    talks = [a_talk(person, days(-7 * ago)) for ago in (3, 2, 1)]
    his = a_talk(other, NOON)
    first = Asked(new_id(), person.id, talks[0].id, "energy", "?", days(-21))
    again = Asked(new_id(), person.id, talks[1].id, "energy", "?", days(-14))
    once = Asked(new_id(), person.id, talks[2].id, "stuck", "?", days(-7))
    not_hers = Asked(new_id(), other.id, his.id, "wins", "?", NOON)
    answers = [
        Note(new_id(), person.id, days(-14), str(n), asked_id=asked.id)
        for n, asked in enumerate((first, again, again))
    ]
    add(store, person, other, *talks, his, first, again, once, not_hers, *answers)
    held = {
        "energy": Memory("energy", days(-14), talks_ago=2, lines=2),
        "stuck": Memory("stuck", days(-7), talks_ago=1, lines=0),
    }
    assert store.question_memory(person.id) == held
    add(store, a_talk(person, NOON, held=False))
    running = {key: (memory.talks_ago, memory.lines) for key, memory in held.items()}
    found = store.question_memory(person.id)
    assert {key: (memory.talks_ago, memory.lines) for key, memory in found.items()} == running


def test_own_questions_and_marks_are_kept_apart(store: Store) -> None:
    question = Question("own-1", "What else?", "help", ("closing",), own=True)
    mark = QuestionMark("wins-1", starred=True)
    add(store, question, mark)
    assert store.own_questions() == (question,)
    assert store.question_marks() == (mark,)


def test_the_timeline_tells_everything_newest_first(store: Store) -> None:
    person, other = a_person(), a_person("Tom")
    talk, live = a_talk(person, days(-7)), a_talk(person, NOON, held=False)
    win = Note(new_id(), person.id, days(-7), "shipped", NoteKind.WIN, meeting_id=talk.id)
    blocker = Note(new_id(), person.id, days(-6.9), "down", NoteKind.BLOCKER, True, (), talk.id)
    line = Note(new_id(), person.id, days(-5), "captured")
    feedback = Feedback(new_id(), person.id, days(-4), "clear talk")
    asked = Asked(new_id(), person.id, talk.id, "energy", "What gives energy?", days(-6.8))
    answered = Checkpoint(new_id(), date(2026, 11, 20), CheckpointOutcome.ON_TRACK, "", days(-3))
    commitment = kept(
        Commitment(new_id(), person.id, "a draft", days(-6.7), meeting_id=talk.id), days(-1)
    )
    commitment = replace(commitment, meeting_id=talk.id, checkpoints=(answered,))
    moved = ScheduleChange(
        new_id(), person.id, days(-2), ScheduleKind.MOVED, NOON, reason="ill", moved_to=days(1)
    )
    his = Note(new_id(), other.id, NOON, "his")
    add(store, person, other, talk, live, win, blocker, line, feedback, asked, commitment, moved)
    add(store, his)
    entries = store.timeline(person.id)
    assert [entry.kind for entry in entries] == [
        EntryKind.KEPT,
        EntryKind.MOVED,
        EntryKind.CHECKPOINT,
        EntryKind.FEEDBACK,
        EntryKind.NOTE,
        EntryKind.COMMITMENT,
        EntryKind.ASKED,
        EntryKind.BLOCKER,
        EntryKind.TALK,
        EntryKind.WIN,
    ]
    (held,) = (entry for entry in entries if entry.kind is EntryKind.TALK)
    assert held.counts == Counts(wins=1, blockers=1, commitments=1)
    assert {entry.kind for entry in entries if entry.private} == {
        EntryKind.BLOCKER,
        EntryKind.FEEDBACK,
    }
