"""What stands beside a talk that was held, as the store reads it."""

from __future__ import annotations

from dataclasses import replace

from storage_samples import NOON, a_person, a_talk, days

from convo_tui.domain.after_talk import EARLIER_TALKS, AfterTalk
from convo_tui.domain.cadence import ScheduleChange, ScheduleKind
from convo_tui.domain.signs import Sign, Signs
from convo_tui.domain.values import Change, Side, Value, new_id
from convo_tui.storage.store import Store


def add(store: Store, *values: Value) -> None:
    store.apply(*map(Change.added, values))


def test_it_knows_the_talks_before_their_answers_and_the_ledger(store: Store) -> None:
    person, other = a_person(), a_person("Tom")
    old, last, this, later = (a_talk(person, days(7 * n)) for n in (-2, -1, 0, 1))
    live = a_talk(person, days(-0.5), held=False)
    theirs = a_talk(other, days(-3))
    # Answered late: the talk's own day gives the order, not that of the answer.
    answers = [
        replace(Signs(new_id(), talk.person_id, talk.id, at), sooner=1)
        for talk, at in ((old, days(9)), (last, days(-7)), (this, NOON), (later, days(7)))
    ]
    foreign = replace(Signs(new_id(), other.id, theirs.id, NOON), stays=1)
    cancelled, moved = (
        ScheduleChange(new_id(), who.id, days(-8), ScheduleKind.CANCELLED, days(-7), Side.MANAGER)
        for who in (person, other)
    )
    add(store, person, other, old, last, this, later, live, theirs, *answers, foreign)
    add(store, cancelled, moved)
    store.dismiss("pitfall typing", NOON)
    found = store.after_talk(this.id)
    assert found.earlier == (old, last)
    assert found.signs == tuple(answers[:2])
    assert found.schedule == (cancelled,)
    assert found.dismissed == {"pitfall typing"}


def test_it_reads_no_more_than_ten_talks_before(store: Store) -> None:
    person = a_person()
    talks = [a_talk(person, days(-n)) for n in range(EARLIER_TALKS + 5)]
    answers = [
        Signs(new_id(), person.id, talk.id, NOON).with_answer(Sign.ENERGY, 0) for talk in talks
    ]
    add(store, person, *talks, *answers)
    found = store.after_talk(talks[0].id)
    assert found.earlier == tuple(talks[EARLIER_TALKS:0:-1])
    assert found.signs == tuple(answers[EARLIER_TALKS:0:-1])


def test_a_talk_that_is_gone_has_nothing_beside_it(store: Store) -> None:
    assert store.after_talk("none") == AfterTalk()


def test_a_sign_of_life_keeps_what_was_typed_by_then(store: Store) -> None:
    person = a_person()
    live, held = a_talk(person, NOON, held=False), a_talk(person, days(-7))
    add(store, person, live, held)
    for talk in (live, held):
        store.seen_live(talk.id, days(0.01), 12.5)
    assert store.meeting(live.id) == replace(live, seen_at=days(0.01), typed_seconds=12.5)
    assert store.meeting(held.id) == held
    store.seen_live(live.id, days(0.02))
    again = store.meeting(live.id)
    assert again is not None
    assert again.typed_seconds == 12.5
