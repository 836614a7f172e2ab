"""Feedback from any screen: writing it down, and making a commitment of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from convo_tui.domain.commitments import Commitment
from convo_tui.domain.values import Change, new_id
from convo_tui.text import clean, one_line

if TYPE_CHECKING:
    from datetime import date

    from convo_tui.domain.feedback import Feedback
    from convo_tui.domain.people import Person
    from convo_tui.storage.store import Store
    from convo_tui.ui.app import ConvoApp
    from convo_tui.ui.screen import ConvoScreen

HIDDEN = "This is private. The key . shows private things again."


async def write_feedback(
    screen: ConvoScreen[Any], person: Person, meeting_id: str | None = None
) -> None:
    """Ask for feedback, keep it and say so; call it in a worker.

    Args:
        screen: whose undo takes it back, and which shows it then.
        person: whom it is for.
        meeting_id: the talk in which it is written down, if any.
    """
    from convo_tui.ui.modals.feedback import FeedbackSheet

    feedback = await screen.convo.push_screen_wait(FeedbackSheet(person, meeting_id))
    if feedback is not None:
        said = "said" if feedback.said_at is not None else "not yet said"
        what = f"{feedback.kind.value} for {clean(person.first_name)}"
        screen.change(f"the {what}", Change.added(feedback))
        screen.say(f"Kept: {what}, {said}.")
        screen.reload()


async def commitment_of(
    convo: ConvoApp,
    feedback: Feedback,
    person: Person,
    next_talk: date | None,
    *,
    meeting_id: str | None = None,
    segment: int | None = None,
) -> Commitment | None:
    """Open the seven parts filled in from what comes next; None where they were left.

    What is not said yet is the manager's alone, and so is its commitment, unless one chooses
    otherwise in the form.

    Args:
        convo: the app over whose screen they open.
        feedback: what it comes from; its Now what is the goal, or else what was seen.
        person: whom it is about.
        next_talk: the day that `next talk` means.
        meeting_id: the talk in which it is made, if any.
        segment: the index of the segment of that talk.
    """
    from convo_tui.ui.modals.commitment_editor import CommitmentEditor

    blank = Commitment(
        new_id(),
        person.id,
        one_line(feedback.now_what.strip() or feedback.text),
        convo.clock.now(),
        meeting_id=meeting_id,
        segment=segment,
        private=feedback.said_at is None,
        feedback_id=feedback.id,
    )
    draft = f"commitment of {feedback.id}"
    sheet = CommitmentEditor(blank, person, new=True, next_talk=next_talk, draft=draft)
    return await convo.push_screen_wait(sheet)


async def keep_commitment_of(screen: ConvoScreen[Any], feedback: Feedback, person: Person) -> None:
    """Make a commitment of feedback, keep it and say so; call it in a worker.

    Args:
        screen: whose undo takes it back, and which shows it then.
        feedback: as in `commitment_of`, with the rest.
        person: likewise.
    """
    next_talk = await next_talk_day(screen.convo, person)
    if screen.convo.private_hidden and feedback.said_at is None:
        screen.say(HIDDEN)
        return
    written = await commitment_of(screen.convo, feedback, person, next_talk)
    if written is not None:
        screen.change("the commitment from feedback", Change.added(written))
        screen.say("The commitment is kept, and the feedback leads to it. u takes it back.")
        screen.reload()


async def next_talk_day(convo: ConvoApp, person: Person) -> date | None:
    """The day that `next talk` means with a person, where the screen does not know it."""
    from convo_tui.domain.cadence import next_talk

    def read(store: Store) -> date | None:
        found = store.overviews((person.id,))
        last = found[0].last_began if found else None
        planned = next_talk(person, last, convo.zone, store.schedule_changes(person.id))
        return planned.at.date() if planned else None

    return await convo.store.read(read)


async def ask_for_whom(convo: ConvoApp, title: str) -> Person | None:
    """Whom something is for, where nobody is at hand; None where one left or nobody is there."""
    from convo_tui.ui.modals.choice import Choice, Option
    from convo_tui.ui.screens.archived import KEYS

    people = await convo.store.read(lambda store: store.people())
    if not people:
        convo.say("There is nobody yet: a on Today adds a person.")
        return None
    keys = KEYS.ljust(len(people), "·")
    options = [
        Option(key, person.name, person, clean(person.role))
        for key, person in zip(keys, people, strict=False)
    ]
    return await convo.push_screen_wait(Choice(title, options))
