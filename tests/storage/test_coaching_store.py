"""What grows between the talks, as Today, Prepare and a talk are given it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from storage_samples import NOON, a_person, a_talk, days, started

from convo_tui.domain.commitments import Commitment, CommitmentState
from convo_tui.domain.feedback import Feedback
from convo_tui.domain.goals import Goal, GoalRecord, GoalUpdate, Milestone, reached, set_aside
from convo_tui.domain.growth import Preferences, Roadmap, Strength
from convo_tui.domain.hard_talks import HardTalk, HardTalkKind
from convo_tui.domain.hints import Dismissed
from convo_tui.domain.meeting import EventKind, MeetingState
from convo_tui.domain.notes import Note, NoteKind
from convo_tui.domain.openings import Opening
from convo_tui.domain.overview import Overview, TalkPage
from convo_tui.domain.people import Person
from convo_tui.domain.review import Period
from convo_tui.domain.signs import Signs
from convo_tui.domain.values import Change, Value, new_id
from convo_tui.storage.store import Store


@pytest.fixture
def maya(store: Store) -> Person:
    person = a_person()
    store.apply(Change.added(person))
    return person


def add(store: Store, *values: Value) -> None:
    store.apply(*map(Change.added, values))


def overview(store: Store) -> Overview:
    (found,) = store.overviews()
    return found


def a_goal(person: Person, title: str, ago: float, celebration: str = "") -> Goal:
    return Goal(new_id(), person.id, title, days(-ago), celebration=celebration)


def a_commitment(person: Person, goal: str, kept_ago: float, celebration: str = "") -> Commitment:
    return Commitment(
        new_id(),
        person.id,
        goal,
        days(-50),
        celebration=celebration,
        state=CommitmentState.KEPT,
        closed_at=days(-kept_ago),
    )


def test_open_goals_come_with_their_milestones_and_updates(store: Store, maya: Person) -> None:
    second, first = a_goal(maya, "second", 10), a_goal(maya, "first", 20)
    ended = set_aside(a_goal(maya, "no more", 30), "the plan changed", days(-5))
    steps = [Milestone(new_id(), maya.id, first.id, f"step {at}", at) for at in (2, 1)]
    updates = [GoalUpdate(new_id(), maya.id, first.id, days(-ago), 1.0 * ago) for ago in (3, 9)]
    add(store, second, first, ended, *steps, *updates)
    assert overview(store).goals == (
        GoalRecord(first, tuple(steps[::-1]), tuple(updates[::-1])),
        GoalRecord(second),
    )
    assert [record.goal for record in store.goals(maya.id)] == [ended, first, second]


def test_a_celebration_is_owed_until_it_was_held(store: Store, maya: Person) -> None:
    goal = reached(a_goal(maya, "a goal", 20, "cake"), days(-1))
    plain = reached(a_goal(maya, "no cake", 20), days(-1))
    promise = a_commitment(maya, "kept", 40, "lunch")
    add(store, goal, plain, promise, a_commitment(maya, "no lunch", 40))
    assert overview(store).celebrations == (goal, promise)
    store.apply(
        Change.edited(goal, replace(goal, celebrated_at=NOON)),
        Change.edited(promise, replace(promise, celebrated_at=NOON)),
    )
    assert overview(store).celebrations == ()


def test_what_was_kept_counts_from_the_last_talk_on(store: Store, maya: Person) -> None:
    talk = a_talk(maya, days(-7))
    before, since = a_commitment(maya, "before", 8, "lunch"), a_commitment(maya, "since", 2)
    add(store, before, since)
    assert overview(store).kept == (before, since)
    store.take_in([talk], [started(talk)])
    assert overview(store).kept == (since,)
    over, plain = (reached(a_goal(maya, "a goal", 20), days(-ago)) for ago in (9, 1))
    add(store, over, plain)
    assert (overview(store).reached, overview(store).celebrations) == ((plain,), (before,))
    assert overview(store).recent == (talk.started_at,)


def test_the_newest_version_holds_and_a_talk_keeps_its_own(store: Store, maya: Person) -> None:
    old, new = (Roadmap(new_id(), maya.id, days(at), f"way {at}") for at in (-20, -3))
    likes = Preferences(new_id(), maya.id, days(-2), ("direct",))
    talk = a_talk(maya, days(-10))
    add(store, old, new, likes)
    store.take_in([talk], [started(talk)])
    assert (overview(store).roadmap, overview(store).preferences) == (new, likes)
    page = store.talk_page(talk.id)
    assert page is not None
    assert (page.roadmap, page.preferences) == (old, None)
    assert store.growth(maya.id).roadmaps == (old, new)


def test_a_sheet_waits_for_a_talk_and_then_belongs_to_it(store: Store, maya: Person) -> None:
    sheet = HardTalk(new_id(), maya.id, HardTalkKind.STRONG, days(-1), ("seen",))
    past, live = a_talk(maya, days(-10)), a_talk(maya, NOON, held=False)
    add(store, sheet)
    store.take_in([past, live], [started(past), started(live)])
    assert overview(store).sheets == (sheet,)
    assert _page(store, live.id).sheets == (sheet,)
    assert _page(store, past.id).sheets == ()
    used = replace(sheet, meeting_id=live.id, closed_at=days(0.02))
    store.apply(Change.edited(sheet, used))
    assert overview(store).sheets == ()
    assert _page(store, live.id).sheets == store.sheets(maya.id) == (used,)


def test_a_talk_has_its_goals_signs_and_openings(store: Store, maya: Person) -> None:
    earlier, talk = a_talk(maya, days(-14)), a_talk(maya, days(-7))
    then, later = a_goal(maya, "then", 10), a_goal(maya, "later", 3)
    over = reached(a_goal(maya, "over", 20), days(-9))
    since = reached(a_goal(maya, "since", 20), days(-1))
    store.take_in([earlier, talk], [started(earlier), started(talk)])
    signs = Signs(new_id(), maya.id, talk.id, NOON, 1, None, 0)
    opening = Opening(new_id(), maya.id, talk.id, then.id, NOON, "well done")
    add(store, then, later, over, since, signs, opening)
    page = _page(store, talk.id)
    assert [record.goal for record in page.goals] == [since, then]
    assert (page.signs, page.openings, page.earlier) == (signs, (opening,), (earlier.started_at,))
    assert overview(store).proposed == {then.id}


def test_what_became_private_after_it_was_named_is_known(store: Store, maya: Person) -> None:
    talk, goal = a_talk(maya, days(-7)), a_goal(maya, "open", 20)
    step = Milestone(new_id(), maya.id, goal.id, "a step", reached_at=days(-9))
    win = Note(new_id(), maya.id, days(-9), "a win", NoteKind.WIN)
    kept, said = a_commitment(maya, "kept", 9), Feedback(new_id(), maya.id, days(-9), "seen")
    behind = (goal, step, win, kept, said)
    store.take_in([talk], [started(talk)])
    add(store, *behind)
    add(store, *(
        Opening(new_id(), maya.id, talk.id, each.id, NOON, "well done", NOON) for each in behind
    ))  # fmt: skip

    def veiled() -> frozenset[str]:
        review = store.reviews.review(maya.id, Period(days(-30).date(), NOON.date()), "UTC")
        assert review is not None
        assert review.veiled == _page(store, talk.id).veiled
        return review.veiled

    assert veiled() == {said.id}
    store.apply(
        Change.edited(said, replace(said, said_at=NOON)),
        *(Change.edited(each, replace(each, private=True)) for each in (goal, win, kept)),
    )
    assert veiled() == {goal.id, step.id, win.id, kept.id}


def test_nobody_is_taken_back_about_whom_something_was_written(store: Store, maya: Person) -> None:
    growing: tuple[Value, ...] = (
        a_goal(maya, "a goal", 1),
        Roadmap(new_id(), maya.id, NOON, "to lead"),
        Strength(new_id(), maya.id, "calm", NOON),
        Preferences(new_id(), maya.id, NOON, spoken="softly"),
        HardTalk(new_id(), maya.id, HardTalkKind.STRONG, NOON, ("seen",)),
    )
    for value in growing:
        add(store, value)
        assert not store.take_back(maya), value
        store.apply(Change.removed(value))
    assert store.take_back(maya)


def test_a_page_follows_changes_as_the_store_would(store: Store, maya: Person) -> None:
    talk = a_talk(maya, days(-1), held=False)
    store.take_in([talk], [started(talk)])
    page = _page(store, talk.id)
    goal = a_goal(maya, "a goal", 0.5)
    changes = [
        Change.added(goal),
        Change.added(GoalUpdate(new_id(), maya.id, goal.id, NOON, 3.0, meeting_id=talk.id)),
        Change.added(Milestone(new_id(), maya.id, goal.id, "a step")),
        Change.added(Opening(new_id(), maya.id, talk.id, goal.id, NOON, "well done")),
        Change.added(HardTalk(new_id(), maya.id, HardTalkKind.STRONG, NOON, meeting_id=talk.id)),
        Change.added(Roadmap(new_id(), maya.id, NOON, "there", meeting_id=talk.id)),
        Change.added(Signs(new_id(), maya.id, talk.id, NOON, energy=-1)),
    ]
    store.apply(*changes)
    assert page.changed(*changes) == _page(store, talk.id)
    undone = [change.inverse for change in reversed(changes)]
    store.apply(*undone)
    assert page.changed(*changes, *undone) == _page(store, talk.id) == page


def test_a_hint_is_dismissed_for_good(store: Store) -> None:
    add(store, Dismissed("pitfall typing", NOON))
    assert store.dismissed() == {"pitfall typing"}


def _page(store: Store, talk_id: str) -> TalkPage:
    page = store.talk_page(talk_id)
    assert page is not None
    return page


def test_a_talk_begins_with_its_openings_or_not_at_all(store: Store, maya: Person) -> None:
    talk = a_talk(maya, NOON, held=False)
    opening = Opening(new_id(), maya.id, talk.id, new_id(), days(-2), "a win")
    with pytest.raises(Exception, match="opening"):
        store.start_meeting(talk, started(talk), [replace(opening, text="")])
    assert store.meeting(talk.id) is None
    store.start_meeting(talk, started(talk), [opening])
    assert _page(store, talk.id).openings == (opening,)
    store.apply(Change.removed(talk))
    assert "opening" not in store.disclosures.everything_about(maya.id)
    assert overview(store).proposed == frozenset()


def test_sheets_are_used_by_the_end_of_a_talk_or_wait_on(store: Store, maya: Person) -> None:
    talk = a_talk(maya, NOON, held=False)
    sheet = HardTalk(new_id(), maya.id, HardTalkKind.TENSION, days(-1), ("saw it",))
    earlier = replace(sheet, id=new_id(), closed_at=days(-3))
    add(store, sheet, earlier)
    store.start_meeting(talk, started(talk))
    held = replace(talk, state=MeetingState.HELD, ended_at=days(0.02))
    with pytest.raises(Exception, match="meeting_event"):
        store.end_meeting(talk, held, started(talk))  # that number is taken: nothing is kept
    assert overview(store).sheets == (sheet,)
    store.end_meeting(talk, held, replace(started(talk), seq=1, kind=EventKind.ENDED))
    used = replace(sheet, meeting_id=talk.id, closed_at=held.ended_at)
    assert set(store.sheets(maya.id)) == {used, earlier}
    assert overview(store).sheets == ()
