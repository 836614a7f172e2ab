"""Hostile texts on every page at once, and in every sheet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from hostile_team import NOW, commitment_of, goal_of, named, recap_with
from hostile_terminal import Seat
from textual import events
from textual.screen import Screen
from textual.widgets import Input
from ui.steps import today, until

from convo_tui.domain.cadence import Planned, ScheduleChange, ScheduleKind
from convo_tui.domain.commitments import CommitmentState
from convo_tui.domain.feedback import Feedback
from convo_tui.domain.growth import Preferences, Roadmap, Strength
from convo_tui.domain.hard_talks import HardTalk, HardTalkKind
from convo_tui.domain.overview import Overview
from convo_tui.domain.people import Person
from convo_tui.domain.questions import Question
from convo_tui.domain.values import new_id
from convo_tui.ui.bank import shipped_walks
from convo_tui.ui.modals.capture import CaptureSheet
from convo_tui.ui.modals.choice import Choice, Option
from convo_tui.ui.modals.close_commitment import CloseCommitment
from convo_tui.ui.modals.commitment_editor import CommitmentEditor
from convo_tui.ui.modals.feedback import FeedbackSheet
from convo_tui.ui.modals.goal_form import GoalForm
from convo_tui.ui.modals.goal_update import GoalUpdateSheet
from convo_tui.ui.modals.hard_talk_sheet import HardTalkSheet
from convo_tui.ui.modals.keys import KeysSheet, keys_of
from convo_tui.ui.modals.line import LineSheet
from convo_tui.ui.modals.log_talk import LogTalk
from convo_tui.ui.modals.move_talk import MoveTalk
from convo_tui.ui.modals.person_form import PersonForm
from convo_tui.ui.modals.preferences_sheet import PreferencesSheet
from convo_tui.ui.modals.question_form import QuestionForm
from convo_tui.ui.modals.question_picker import QuestionPicker
from convo_tui.ui.modals.recap_sheet import RecapSheet
from convo_tui.ui.modals.review_sheet import ReviewSheet
from convo_tui.ui.modals.roadmap_walk import RoadmapWalk
from convo_tui.ui.modals.schedule_reason import ScheduleReason
from convo_tui.ui.modals.search_sheet import HitList, SearchSheet, SeekField
from convo_tui.ui.modals.strength_sheet import StrengthSheet
from convo_tui.ui.screens.insights import InsightsScreen
from convo_tui.ui.screens.past_talk import PastTalkScreen
from convo_tui.ui.screens.person import PersonScreen
from convo_tui.ui.screens.person_tab import Tab
from convo_tui.ui.screens.prepare import PrepareScreen
from convo_tui.ui.screens.talk import TalkScreen
from convo_tui.ui.screens.wrap_up import WrapUpScreen
from convo_tui.ui.widgets.row_list import RowList


async def every_page(seat: Seat, person: Person) -> None:
    """Look at each page about a person, in a window high enough for all of it."""
    app, pilot = seat.app, seat.pilot
    await today(app, pilot)
    seat.look("today")
    page = PersonScreen(person.id)
    await app.push_screen(page)
    await until(pilot, lambda: page.is_mounted and page.entry)
    seat.look("timeline")
    for _ in range(len(Tab) - 1):
        await pilot.press("tab")
        await until(pilot, lambda: not page.tab.stale)
        seat.look(page.tab.which)
    talks = await app.store.read(lambda store: store.talks_with(person.id))
    past = PastTalkScreen(talks[0].id)
    await app.switch_screen(past)
    await until(pilot, lambda: past.is_mounted and past.query_one("#story", RowList).items)
    seat.look("past talk")
    wrap_up = WrapUpScreen(talks[0].id)
    await app.switch_screen(wrap_up)
    await until(pilot, lambda: wrap_up.is_mounted and wrap_up.page)
    for step in ("check", "guess", "signs", "date", "recap"):
        seat.look(f"wrap-up, {step}")
        if step != "recap":
            await pilot.press("n")
    figures = InsightsScreen()
    await app.switch_screen(figures)
    await until(pilot, lambda: figures.is_mounted and figures.query_one("#people", RowList).items)
    figures.query_one("#people", RowList).highlighted = 1
    await pilot.pause()
    seat.look("insights of everybody")
    plans = PrepareScreen(person.id)
    packet = ReviewSheet(person)
    await app.push_screen(packet)
    await until(pilot, lambda: packet.complete)
    seat.look("packet")
    await pilot.press("a")
    await until(pilot, lambda: packet.complete)
    seat.look("the manager's packet")
    await app.pop_screen()
    await app.switch_screen(plans)
    await until(pilot, lambda: plans.is_mounted and plans.query_one("#plans", RowList).items)
    seat.look("prepare")
    await app.pop_screen()
    await app.start_talk(person)
    await until(pilot, lambda: isinstance(app.screen, TalkScreen))
    await until(pilot, lambda: app.screen.query_one("#raise", RowList).items)
    seat.look("talk")
    await pilot.press("n", "n")
    seat.look("talk, goals")
    await pilot.press("s")
    seat.look("talk, its sheet")
    await pilot.press("s")
    await every_hit(seat)


async def every_hit(seat: Seat) -> None:
    """Look at what a search finds, its rows high enough for much of it."""
    app, pilot = seat.app, seat.pilot
    await pilot.press("slash")
    await until(pilot, lambda: isinstance(app.screen, SearchSheet))
    field, hits = app.screen.query_one(SeekField), app.screen.query_one(HitList)
    for words in ("a", "1", "x"):
        field.value = words
        await until(pilot, lambda: hits.display and hits.items)
        seat.look(f"search for {words}")


async def every_sheet(seat: Seat, texts: Sequence[str], together: int = 20) -> None:
    """Look at each sheet with each text, as many of them in a sheet at a time as fit its title."""
    app, pilot = seat.app, seat.pilot
    await today(app, pilot)
    await app.push_screen(KeysSheet(keys_of(app.screen)))
    sheets: list[Screen[Any]] = [_choice(texts), RecapSheet(recap_with(texts))]
    for start in range(0, len(texts), together):
        sheets += _sheets(seat, texts[start : start + together])
    for sheet in sheets:
        await app.switch_screen(sheet)
        await pilot.pause()
        seat.look(type(sheet).__name__)
    await app.pop_screen()


def _sheets(seat: Seat, texts: Sequence[str]) -> Iterator[Screen[Any]]:
    together = " ".join(texts)
    (person,) = named([together])
    commitment = commitment_of(person, texts)
    dropped = replace(commitment, state=CommitmentState.DROPPED, reason=together, closed_at=NOW)
    question = Question(new_id(), together, texts[0], tuple(texts), texts[-1], own=True)
    segments = {text: text for text in texts}
    planned = Planned(seat.app.local(NOW + timedelta(days=2)), has_time=True)
    first, second = (*texts, *texts)[:2]
    yield CaptureSheet(person)
    yield FeedbackSheet(person)
    form = Feedback(new_id(), person.id, NOW, together, so_what=together, now_what=together)
    yield FeedbackSheet(person, before=form)
    yield ScheduleReason(_cancelled(person, together), person)
    yield LogTalk(Overview(replace(person, template=texts[-1])), planned)
    yield MoveTalk(person, planned)
    yield PersonForm(replace(person, name=first, role=second, template=texts[-1]))
    yield LineSheet(together, value=first, placeholder=second, hint=together)
    yield CommitmentEditor(commitment, person)
    yield CloseCommitment(dropped, seat.app.today(), seat.app.now())
    record = goal_of(person, NOW, 2, texts)
    yield GoalForm(record, person)
    yield GoalUpdateSheet(record, seat.app.now())
    yield QuestionForm(segments, question)
    yield QuestionPicker(person, "wins")
    roadmap, strength, liking, *hard = shipped_walks()
    drawn = Roadmap(new_id(), person.id, NOW, together, first, tuple(texts), second)
    yield RoadmapWalk(roadmap, person, drawn)
    named_so = Strength(new_id(), person.id, together, NOW, first, second)
    yield StrengthSheet(strength, person, named_so, counting=3)
    likes = Preferences(new_id(), person.id, NOW, ("direct", first), together, first, second)
    yield PreferencesSheet(liking, person, likes)
    for walk, kind in zip(hard, HardTalkKind, strict=True):
        sheet = HardTalk(new_id(), person.id, kind, NOW, (together, first, second, together))
        yield HardTalkSheet(walk, person, sheet)


def _cancelled(person: Person, reason: str) -> ScheduleChange:
    return ScheduleChange(new_id(), person.id, NOW, ScheduleKind.CANCELLED, NOW, reason=reason)


def _choice(texts: Sequence[str]) -> Choice[str]:
    options = [Option(text[:1] or "x", text, text, text) for text in texts]
    return Choice(" ".join(texts), options, text="\n".join(texts))


async def pasted(seat: Seat, texts: Sequence[str], *, opening: str) -> None:
    """Paste each text into the line that a key opens, and look at it."""
    app, pilot = seat.app, seat.pilot
    await today(app, pilot)
    await pilot.press(opening)
    await until(pilot, lambda: isinstance(app.screen.focused, Input))
    line = app.screen.focused
    assert isinstance(line, Input)
    for text in texts:
        line.value = ""
        app.post_message(events.Paste(text))
        await pilot.pause()
        seat.look(f"pasted after {opening}")
    await pilot.press("escape")


async def said(seat: Seat, texts: Sequence[str]) -> None:
    """Tell each text in the bottom line and in a corner, and look at it."""
    for text in texts:
        seat.app.say(f"{text} was added.")
        seat.app.notify(text, title=text)
        await seat.pilot.pause()
        seat.look("told")
        seat.app.clear_notifications()
