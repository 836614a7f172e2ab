"""Sheets for hard talks, from any screen: choosing a kind, writing one, being done with it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from convo_tui.domain.hard_talks import HardTalk, HardTalkKind, waiting
from convo_tui.domain.people import Person
from convo_tui.domain.values import Change, new_id
from convo_tui.ui.growing import HIDDEN, Growing, walk_of

if TYPE_CHECKING:
    from convo_tui.ui.app import ConvoApp


async def choose_kind(growing: Growing) -> None:
    """Ask which hard talk it is, and write its sheet."""
    from convo_tui.ui.modals.choice import Choice, Option

    waits = {sheet.kind for sheet in waiting(await _sheets(growing))}
    if growing.convo.private_hidden:
        growing.say(HIDDEN)
        return
    details = {
        HardTalkKind.STRUGGLING: "what was seen, causes in the system, the expectation, the help",
        HardTalkKind.STRONG: "a stretch, a mentor, honest career paths",
        HardTalkKind.TENSION: "coach them, rule on nothing",
    }
    options = [
        Option(str(number), kind.value, kind, "goes on with yours" if kind in waits else told)
        for number, (kind, told) in enumerate(details.items(), 1)
    ]
    text = "A sheet for you alone. It stands beside the notes in the next talk."
    choice = Choice("Which hard talk?", options, text=text, private=True)
    kind = await growing.convo.push_screen_wait(choice)
    if kind is not None:
        await write_sheet(growing, kind)


async def write_sheet(growing: Growing, kind: HardTalkKind) -> None:
    """Write a sheet of a kind, or go on with the one that waits."""
    waits = waiting(await _sheets(growing), kind)
    if growing.convo.private_hidden:
        growing.say(HIDDEN)
        return
    blank = HardTalk(new_id(), growing.person.id, kind, growing.convo.now())
    await edit_sheet(growing, waits[-1] if waits else blank)


async def edit_sheet(growing: Growing, sheet: HardTalk) -> None:
    """Write in a sheet, and keep what was written; one without answers is new."""
    written = await written_sheet(growing.convo, growing.person, sheet)
    if written is None:
        return
    if written == sheet:
        growing.say("The sheet stays as it was.")
        return
    change = Change.edited(sheet, written) if sheet.answers else Change.added(written)
    waits = " It waits for the next talk." if written.closed_at is None else ""
    sentence = f"Kept, for you alone.{waits} u takes it back."
    growing.keep("the sheet for a hard talk", sentence, (change,))


async def written_sheet(convo: ConvoApp, person: Person, sheet: HardTalk) -> HardTalk | None:
    """A sheet as it was written; None where it was left."""
    from convo_tui.ui.modals.hard_talk_sheet import HardTalkSheet

    walk = await walk_of(sheet.kind.walk_id)
    return await convo.push_screen_wait(HardTalkSheet(walk, person, sheet))


def let_go(growing: Growing, sheet: HardTalk) -> None:
    """Be done with a sheet without a talk, or have it wait for the next one again."""
    if sheet.closed_at is None:
        after = replace(sheet, closed_at=growing.convo.now())
        label, sentence = "being done with the sheet", "Done with it; it stays in the record."
    else:
        after = replace(sheet, closed_at=None, meeting_id=None)
        label, sentence = "having the sheet wait again", "It waits for the next talk again."
    growing.keep(label, f"{sentence} u takes it back.", (Change.edited(sheet, after),))


async def _sheets(growing: Growing) -> tuple[HardTalk, ...]:
    person_id = growing.person.id
    return await growing.convo.store.read(lambda store: store.sheets(person_id))
