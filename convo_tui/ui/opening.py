"""What a person can do when the file does not open."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from convo_tui.memory import give_back
from convo_tui.storage.problems import Damaged, Locked, StorageProblem

if TYPE_CHECKING:
    from pathlib import Path

    from convo_tui.ui.app import ConvoApp


async def helped(app: ConvoApp, fault: StorageProblem) -> bool:
    """Let the person do what may make the file open; whether to try again.

    It pushes screens, so call it in a worker.
    """
    if isinstance(fault, Locked):
        return await _unlocked(app)
    if isinstance(fault, Damaged):
        return await _recovered(app, fault)
    return False


async def _recovered(app: ConvoApp, fault: Damaged) -> bool:
    """Show what there is to bring back; nothing is written until the person says so."""
    from zoneinfo import ZoneInfo

    from convo_tui.ui.screens.recovery import RecoveryScreen

    screen = RecoveryScreen(app.store.path, fault, ZoneInfo(app.zone), app.clock.now())
    return await app.push_screen_wait(screen)


async def examined(app: ConvoApp) -> None:
    """Look at what opening had no time for, once the app stands; a damaged file ends it."""
    from convo_tui.storage.derived import make_index, rest_of_checks
    from convo_tui.storage.findings import Mend

    try:
        found = await asyncio.to_thread(rest_of_checks, app.store.path)
    except (StorageProblem, OSError):
        return
    finally:
        # The checks work on a copy of the whole file in memory.
        await asyncio.to_thread(give_back)
    if not found:
        return
    if all(each.mend is Mend.INDEX for each in found):
        await asyncio.wrap_future(app.store.write(make_index))
        app.say("The search index was out of step, and was made anew.")
        return
    app.leave_for_recovery(Damaged.found_in(app.store.path, found[0].sentence))


async def _unlocked(app: ConvoApp) -> bool:
    """Ask for what opens an encrypted file, where the keyring was not given it."""
    path = app.store.path
    try:
        outcome: StorageProblem | bool = await asyncio.to_thread(_by_keyring, path)
    except StorageProblem as fault:
        outcome = fault
    if outcome is False:
        from convo_tui.ui.modals.passphrase import PassphraseSheet

        outcome = await app.push_screen_wait(PassphraseSheet(path))
    if isinstance(outcome, StorageProblem):
        return await helped(app, outcome)
    return outcome


def _by_keyring(path: Path) -> bool:
    from convo_tui.storage import changeover, driver, remembered

    key = remembered.key_left(path)
    if key is not None:
        driver.unlock(path, key)
        changeover.sweep(path)
    return key is not None
