"""Correcting what was written, from any screen: the sheet, the mark of a later edit, the undo."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from convo_tui.domain.cadence import Planned, ScheduleChange, next_talk
from convo_tui.domain.capture import Captured, LineKind, as_line, parse_line
from convo_tui.domain.commitments import Commitment
from convo_tui.domain.corrections import corrections_of, is_later
from convo_tui.domain.feedback import Feedback
from convo_tui.domain.goals import Goal, GoalRecord
from convo_tui.domain.growth import Preferences, Roadmap, Strength
from convo_tui.domain.hard_talks import HardTalk
from convo_tui.domain.logging_talks import changes_for_relogged
from convo_tui.domain.meeting import Meeting, MeetingState
from convo_tui.domain.notes import Note, NoteKind
from convo_tui.domain.overview import Overview, TalkPage
from convo_tui.domain.people import Person
from convo_tui.domain.points import TalkingPoint
from convo_tui.domain.questions import Asked
from convo_tui.domain.timeline import Subject
from convo_tui.domain.values import Change
from convo_tui.text import one_line, shorten

if TYPE_CHECKING:
    from convo_tui.storage.store import Store
    from convo_tui.ui.app import ConvoApp
    from convo_tui.ui.screen import ConvoScreen

QUOTED_CELLS = 32
"""How much of a text a sentence in the bottom line quotes."""

GONE = "This is no longer in the file."
HIDDEN = "This is private. The key . shows private things again."
EARLIER_VERSION = "An earlier version stays as it was; the newest one can be gone through again."
STAYS_A_NOTE = "An edited note stays a note: leave the > or ? away."


@dataclass(frozen=True, slots=True)
class _Found:
    """What a sheet needs to know beside the value."""

    overview: Overview
    planned: Planned | None
    talk: Meeting | None
    page: TalkPage | None = None
    goal: GoalRecord | None = None

    @property
    def person(self) -> Person:
        """Whom it is about."""
        return self.overview.person

    @property
    def next_day(self) -> date | None:
        """The day of the next talk."""
        return self.planned.at.date() if self.planned else None


async def edit_subject(screen: ConvoScreen[Any], subject: Subject) -> None:
    """Open what edits a value, and keep the edit; call it in a worker.

    What is a later edit by `domain.corrections.is_later` keeps what was written beside it, in the
    same transaction, so that one undo takes both back. What cannot be edited is told in one
    sentence.

    Args:
        screen: whose undo takes it back, and which shows it then.
        subject: a value as the screen shows it.
    """
    convo = screen.convo
    await convo.ready()
    found = await convo.store.read(lambda store: _found(store, subject, convo.zone))
    if convo.private_hidden and is_private(subject):  # by now: reading may take a while
        screen.say(HIDDEN)
        return
    if found is None:
        screen.say(GONE)
        return
    if isinstance(subject, Roadmap | Preferences):
        await _walked_again(screen, subject, found)
        return
    refusal = _refusal(subject, found)
    if refusal:
        screen.say(refusal)
        return
    if found.goal is not None:
        await _edit_goal(screen, found.goal, found)
        return
    after = await _edited(convo, subject, found)
    if after is not None and after != subject:
        along: tuple[Change, ...] = ()
        if isinstance(after, Meeting) and found.page is not None:
            along = tuple(changes_for_relogged(found.page, after))
        keep_edit(screen, subject, after, found.talk, *along)


def keep_edit(
    screen: ConvoScreen[Any],
    before: Subject,
    after: Subject,
    talk: Meeting | None,
    *along: Change,
) -> None:
    """Keep an edit with its corrections, say so, and show what is there now.

    Args:
        screen: as in `edit_subject`.
        before: the value as it stood.
        after: the same value, edited.
        talk: the talk it came from, or is.
        along: what changes with it.
    """
    now = screen.convo.now()
    later = False
    corrections: tuple[Change, ...] = ()
    kept_beside = (Roadmap, Preferences, HardTalk)  # their earlier versions stay by themselves
    if not isinstance(before, kept_beside) and not isinstance(after, kept_beside):
        later = is_later(before, talk, now)
        corrections = tuple(corrections_of(before, after, now)) if later else ()
    if isinstance(after, Note) and not later:
        after = replace(after, edited_at=now)
    edited = Change.edited(before, after)
    screen.change(f"the edit of {quoted(before)}", edited, *along, *corrections)
    kept = " What it said until now stays beside it." if corrections else ""
    screen.say(f"Edited.{kept} u takes it back.")
    screen.reload()


async def delete_note(screen: ConvoScreen[Any], note: Note) -> None:
    """Delete a note with its earlier wordings; the screen's undo brings all of it back."""
    convo = screen.convo
    edits = await convo.store.read(lambda store: store.corrections((note.id,)))
    if convo.private_hidden and note.private:
        screen.say(HIDDEN)
        return
    gone = (Change.removed(note), *(Change.removed(edit) for edit in edits))
    screen.change(f"deleted {quoted(note)}", *gone)
    screen.say(f"Deleted {quoted(note)}. u brings it back.")
    screen.reload()


def is_private(subject: Subject) -> bool:
    """Whether only the manager may see it: some things always, feedback until it was said."""
    if isinstance(subject, Feedback):
        return subject.said_at is None
    return isinstance(subject, Preferences | HardTalk) or bool(getattr(subject, "private", False))


def quoted(subject: Subject) -> str:
    """`the note “she fixed it …”`, for a sentence."""
    match subject:
        case Commitment():
            what, text = "the commitment", subject.goal
        case Goal():
            what, text = "the goal", subject.title
        case Strength():
            what, text = "the strength", subject.name
        case Roadmap():
            return "the roadmap"
        case Preferences():
            return "the preferences"
        case HardTalk():
            return "the sheet"
        case ScheduleChange():
            return f"the {subject.kind.value} talk"
        case Meeting():
            return "the talk"
        case Note():
            what, text = f"the {subject.kind.value}", subject.text
        case TalkingPoint():
            what, text = "the talking point", subject.text
        case Feedback():
            what, text = "the feedback", subject.text
        case Asked():
            what, text = "the question", subject.text
    return f"{what} “{shorten(text, QUOTED_CELLS)}”"


def _found(store: Store, subject: Subject, zone: str) -> _Found | None:
    overviews = store.overviews((subject.person_id,))
    if not overviews:
        return None
    (overview,) = overviews
    page = None
    if isinstance(subject, Meeting):
        page = store.talk_page(subject.id)
        talk = page.meeting if page else None
    else:
        meeting_id = getattr(subject, "meeting_id", None)
        talk = store.meeting(meeting_id) if meeting_id else None
    changes = store.schedule_changes(subject.person_id)
    planned = next_talk(overview.person, overview.last_began, zone, changes)
    goal = None
    if isinstance(subject, Goal):
        goal = next(
            (each for each in store.goals(subject.person_id) if each.id == subject.id), None
        )
    return _Found(overview, planned, talk, page, goal)


def _refusal(subject: Subject, found: _Found) -> str:
    """Why a value cannot be edited, in one sentence; "" where it can."""
    match subject:
        case Asked():
            return "What was asked stays as it was asked; its answers can be edited."
        case Goal() if found.goal is None:
            return GONE
        case Meeting() if found.talk is None:
            return GONE
        case Meeting() if subject.state is MeetingState.LIVE:
            return "This talk runs; its own screen has the keys for it."
        case Meeting() if subject.logged_at is None:
            return "The clock of this talk stays as it ran; what was written in it can be edited."
        case _:
            return ""


async def _edited(convo: ConvoApp, subject: Subject, found: _Found) -> Subject | None:
    """The value as it was edited; None where the sheet was left."""
    match subject:
        case Note():
            return await _edited_note(convo, subject)
        case TalkingPoint():
            title, private = "Edit the talking point", subject.private
            text = await _line(convo, subject.id, title, subject.text, private=private)
            return None if text is None else replace(subject, text=text)
        case Commitment():
            from convo_tui.ui.modals.commitment_editor import CommitmentEditor

            editor = CommitmentEditor(subject, found.person, next_talk=found.next_day)
            return await convo.push_screen_wait(editor)
        case Feedback():
            from convo_tui.ui.modals.feedback import FeedbackSheet

            return await convo.push_screen_wait(FeedbackSheet(found.person, before=subject))
        case ScheduleChange():
            from convo_tui.ui.modals.schedule_reason import ScheduleReason

            return await convo.push_screen_wait(ScheduleReason(subject, found.person))
        case Strength():
            from convo_tui.ui.growing import edited_strength

            return await edited_strength(convo, found.person, subject)
        case HardTalk():
            from convo_tui.ui.hard_talks import written_sheet

            return await written_sheet(convo, found.person, subject)
        case Meeting():
            return await _edited_talk(convo, subject, found)
        case _:
            return None


async def _walked_again(
    screen: ConvoScreen[Any], subject: Roadmap | Preferences, found: _Found
) -> None:
    """Go through the walk again, which makes a new version; an earlier one stays as it was."""
    from convo_tui.ui.growing import growing_on, is_newest

    growing = growing_on(screen, found.person, found.next_day)
    if not is_newest(subject, await growing.growth()):
        screen.say(EARLIER_VERSION)
    elif isinstance(subject, Roadmap):
        await growing.roadmap()
    else:
        await growing.preferences()


async def _edit_goal(screen: ConvoScreen[Any], record: GoalRecord, found: _Found) -> None:
    """Edit a goal with its milestones."""
    from convo_tui.ui.goal_sheets import ask_goal

    written = await ask_goal(screen.convo, record, found.person, next_talk=found.next_day)
    if written is not None and (written.goal != record.goal or written.milestones):
        keep_edit(screen, record.goal, written.goal, found.talk, *written.milestones)


async def _edited_talk(convo: ConvoApp, talk: Meeting, found: _Found) -> Meeting | None:
    from convo_tui.ui.modals.log_talk import LogTalk

    lines = 0
    if (page := found.page) is not None:
        lines = sum(map(len, (page.notes, page.asked, page.commitments, page.points)))
    sheet = LogTalk(found.overview, found.planned, before=talk, lines=lines)
    logged = await convo.push_screen_wait(sheet)
    return None if logged is None else logged.talk


async def _edited_note(convo: ConvoApp, note: Note) -> Note | None:
    from convo_tui.ui.modals.capture import NOTE_SIGNS

    before = Captured(LineKind(note.kind.value), note.private, note.text, tags=note.tags)
    line = await _line(convo, note.id, "Edit the note", as_line(before), NOTE_SIGNS, _wrong_note)
    if line is None or line == one_line(as_line(before)):
        return None
    captured = parse_line(line)
    return replace(
        note,
        text=captured.text,
        kind=NoteKind(captured.kind.value),
        private=captured.private,
        tags=captured.tags,
    )


def _wrong_note(line: str) -> str:
    captured = parse_line(one_line(line))
    if captured.empty:
        return "There is only a sign: type what it is about."
    return STAYS_A_NOTE if captured.kind in (LineKind.COMMITMENT, LineKind.POINT) else ""


async def _line(
    convo: ConvoApp,
    subject_id: str,
    title: str,
    value: str,
    hint: str = "enter saves · esc leaves",
    check: Callable[[str], str] = lambda _: "",
    *,
    private: bool = False,
) -> str | None:
    from convo_tui.ui.modals.line import LineSheet

    draft = f"edit {subject_id}"
    sheet = LineSheet(title, value=value, hint=hint, draft=draft, check=check, private=private)
    line = await convo.push_screen_wait(sheet)
    return None if line is None else one_line(line)
