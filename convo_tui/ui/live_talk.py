"""A running talk, apart from any screen: what happened in it, and what can be done in it.

The screen asks for the state and paints it. Everything done becomes an event or a change, stands
on the page at once, and is queued for the file; nothing here waits on a disk.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from convo_tui.clock import DRIFT_LIMIT, Clock, TalkClock
from convo_tui.domain.meeting import EventKind, MeetingEvent, Payload, TalkState
from convo_tui.domain.overview import TalkPage
from convo_tui.domain.replay import replay
from convo_tui.domain.unfinished import last_sign, thrown_away
from convo_tui.domain.values import Change, Side
from convo_tui.ui.screen import UndoStep
from convo_tui.ui.typing_meter import TypingMeter

if TYPE_CHECKING:
    from filelock import FileLock

    from convo_tui.domain.people import Person
    from convo_tui.storage.async_store import AsyncStore

STILL_SECONDS = 20.0
"""A clock that beats every second and was not heard for so long stood still: somebody should say
whether that time belongs to the talk."""

SIGN_OF_LIFE_SECONDS = 10.0
"""How often a running talk notes that it runs; a cut-off one loses at most this much."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Time of which nobody knows whether it belongs to the talk. It is left out until said.

    Attributes:
        seq: the event that left it out; taking that back makes the time count.
        why: what happened, as the beginning of a sentence.
    """

    seq: int
    start: datetime
    end: datetime
    why: str

    @property
    def seconds(self) -> float:
        """Its length."""
        return (self.end - self.start).total_seconds()


class LiveTalk:
    """One running talk.

    Args:
        page: the talk as the store has it.
        leads: False in a second window, which only follows what the first one does.
        lock: held while this window leads; the system lets go of it if the program is killed.
    """

    def __init__(
        self,
        page: TalkPage,
        store: AsyncStore,
        clock: Clock,
        *,
        leads: bool = True,
        lock: FileLock | None = None,
    ) -> None:
        self.page = page
        self.store = store
        self.clock = clock
        self.leads = leads
        self.told = ""
        self.answering: str | None = None
        self.undo_steps: list[UndoStep] = []
        self._lock = lock
        self._gaps: deque[Gap] = deque()
        self._typing = TypingMeter(page.meeting.typed_seconds)
        self._time = TalkClock(clock, last_sign(page.meeting, page.events))
        self._last_beat = clock.elapsed()
        self._slept = clock.asleep()
        self._last_sign = clock.elapsed()
        self._last_key = clock.elapsed()

    @property
    def id(self) -> str:
        """The id of the talk."""
        return self.page.meeting.id

    def now(self) -> datetime:
        """The talk's own time, which a stepped wall clock does not move."""
        return self._time.now()

    def state(self) -> TalkState:
        """Everything the clock of the talk shows now."""
        return replay(self.page.meeting.segments, self.page.events, self.now())

    # --- the clock ---------------------------------------------------------------------------

    @property
    def gap(self) -> Gap | None:
        """The first of the gaps about which nobody has said yet whether they count."""
        return self._gaps[0] if self._gaps else None

    def beat(self) -> None:
        """Called every second: notes that the talk runs, and notices time that went missing."""
        elapsed, asleep = self.clock.elapsed(), self.clock.asleep()
        silent, slept = elapsed - self._last_beat, asleep - self._slept
        self._last_beat, self._slept = elapsed, asleep
        if not (self.leads and self.page.live):
            if abs(self._time.drift()) >= DRIFT_LIMIT:
                self._time.reanchor()
            return
        if silent >= STILL_SECONDS:
            why = "The machine slept" if slept >= DRIFT_LIMIT else "Convo stood still"
            self._leave_out(self.now() - timedelta(seconds=silent), why)
        self._notice_set_clock()
        if elapsed - self._last_sign >= SIGN_OF_LIFE_SECONDS:
            self._last_sign = elapsed
            now = self.now()
            self.store.seen_live(self.id, now, self._typing.seconds(self.page, now))

    def resume_after_cut(self) -> None:
        """The talk was cut off: leave out the time since its last sign of life, and ask."""
        last = last_sign(self.page.meeting, self.page.events)
        if (last - self.clock.now()).total_seconds() >= DRIFT_LIMIT:
            self._tell_of_clock("set back")
        elif self.now() > last:
            self._leave_out(last, "Convo was closed", worth_asking=0.0)

    def _notice_set_clock(self) -> None:
        """Leave out what a clock set ahead skipped; what one set back says again is no time."""
        drift, start = self._time.drift(), self.now()
        if abs(drift) < DRIFT_LIMIT:
            return
        self._time.reanchor()
        skipped = (self.now() - start).total_seconds()
        if skipped > 0:
            self._leave_out(start, "The computer's clock jumped ahead")
        if skipped < DRIFT_LIMIT:
            self._tell_of_clock("set back" if drift < 0 else "put forward again")

    def _tell_of_clock(self, what: str) -> None:
        self.told = f"The computer's clock was {what}; the talk's own time goes on as it was."

    def _leave_out(self, start: datetime, why: str, *, worth_asking: float = DRIFT_LIMIT) -> None:
        """Append the time since `start` as left out; ask about so many seconds, and more."""
        end = self.now()
        event = self._append(
            EventKind.GAP, {"start": start.isoformat(), "end": end.isoformat(), "counts": False}
        )
        gap = Gap(event.seq, start, end, why)
        if gap.seconds >= worth_asking:
            self._gaps.append(gap)

    def count_gap(self, *, counts: bool) -> None:
        """Say whether the time of the gap belongs to the talk."""
        if not self._gaps:
            return
        self.beat()
        gap = self._gaps.popleft()
        if counts:
            self._append(EventKind.UNDONE, {"seq": gap.seq})

    def _append(self, kind: EventKind, payload: Payload | None = None) -> MeetingEvent:
        events = self.page.events
        last = events[-1].at if events else self.now()
        seq = events[-1].seq + 1 if events else 0
        at = max(self.now(), last)
        event = MeetingEvent(self.id, seq, at, kind, payload or {})
        self.page = replace(self.page, events=(*events, event))
        self._told_if_refused(self.store.write(lambda store: store.append_events([event])))
        return event

    def _told_if_refused(self, saved: Future[None]) -> None:
        """A full or locked disk is tried again; what the file refuses for good must be told."""

        def look(done: Future[None]) -> None:
            if done.exception() is not None:
                self.told = "The file refused the last change; leave the talk and open it again."

        saved.add_done_callback(look)

    def _do(self, label: str, kind: EventKind, payload: Payload | None = None) -> None:
        """Append an event that `u` can take back."""
        # Time that went missing is noticed before the key that ended it, not counted by it.
        self.beat()
        event = self._append(kind, payload)
        self.undo_steps.append(
            UndoStep(label, lambda: self._take_back(event.seq)),
        )

    def _take_back(self, seq: int) -> None:
        self.beat()
        self._append(EventKind.UNDONE, {"seq": seq})

    # --- who speaks --------------------------------------------------------------------------

    def speak(self, who: Side | None) -> None:
        """Mark who speaks from now on; the same again changes nothing."""
        if self.state().speaker is not who:
            self._do("who speaks", EventKind.SPEAKER, {"who": who.value if who else None})

    def switch_speaker(self) -> None:
        """Flip manager and report; from nobody, to the report."""
        self.speak(Side.MANAGER if self.state().speaker is Side.REPORT else Side.REPORT)

    def reassign(self) -> str:
        """Give the running or just-ended stretch to the other; a sentence that says so."""
        stretch = self.state().reassignable()
        if stretch is None or stretch.who is None:
            return "Nobody has spoken yet."
        self._do("the stretch given to the other", EventKind.REASSIGNED)
        name = "you" if stretch.who.other is Side.MANAGER else self.page.person.first_name
        return f"The last stretch belongs to {name} now."

    def touch(self) -> None:
        """A key was pressed: somebody is looking."""
        self._last_key = self.clock.elapsed()

    def still_asks(self, after_seconds: float, state: TalkState | None = None) -> bool:
        """Whether to ask if the same person still speaks: a long stretch, no key for as long."""
        if after_seconds <= 0:
            return False
        state = state or self.state()
        running = state.running
        quiet = self.clock.elapsed() - self._last_key
        return (
            state.speaker is not None
            and not state.paused
            and running is not None
            and running.length >= after_seconds
            and quiet >= after_seconds
        )

    # --- the agenda --------------------------------------------------------------------------

    def go(self, step: int) -> str:
        """Go to the next (1) or the previous (-1) segment; a sentence where there is none."""
        state = self.state()
        wanted = state.current + step
        if wanted >= len(state):
            return "This is the last segment; e ends the talk."
        if wanted < 0:
            return "This is the first segment."
        self._do(f"going to {state.segments[wanted].name}", EventKind.SEGMENT, {"to": wanted})
        self.answering = None
        return ""

    def lend(self) -> str:
        """Give the running segment a minute; a sentence that says from where."""
        state = self.state()
        source = state.lender()
        self._do("the lent minute", EventKind.LENT, {"to": state.current, "source": source})
        here = state.segments[state.current].name
        if source is None:
            return f"{here} has a minute more; the talk ends a minute later."
        return f"{here} has a minute more, taken from {state.segments[source].name}."

    def give_back(self) -> str:
        """Give the last lent minute back; a sentence that says to where."""
        state = self.state()
        loan = state.last_loan()
        here = state.segments[state.current].name
        if loan is None:
            return f"{here} has no lent minute to give back."
        self._do("the minute given back", EventKind.RETURNED, {"to": state.current})
        if loan.source is None:
            return "A minute given back; the talk ends a minute earlier."
        return f"A minute given back to {state.segments[loan.source].name}."

    def pause(self) -> str:
        """Pause, or go on."""
        if self.state().paused:
            self._do("going on", EventKind.RESUMED)
            return "The talk goes on."
        self._do("the pause", EventKind.PAUSED)
        return "Paused: no time counts until p is pressed again."

    # --- what is written ---------------------------------------------------------------------

    def change(self, label: str, *changes: Change, from_line: bool = False) -> None:
        """Put changes on the page and queue them for the file; `u` takes them back as one.

        Args:
            label: what was done, for the sentence when it is taken back.
            changes: kept together.
            from_line: whether the note line became these changes, and is empty now.
        """
        self._keep(*changes, forgets=draft_key(self.id) if from_line else "")
        inverse = tuple(change.inverse for change in reversed(changes))
        self.undo_steps.append(UndoStep(label, lambda: self._keep(*inverse)))

    def _keep(self, *changes: Change, forgets: str = "") -> None:
        self.page = self.page.changed(*changes)
        self._told_if_refused(self.store.apply(*changes, forgets=forgets))

    def undo(self, *, hides: bool = False) -> str:
        """Take back the last thing done in this talk; see `UndoStep.told` for what it says."""
        if not self.undo_steps:
            return "Nothing to undo in this talk."
        step = self.undo_steps.pop()
        step.undo()
        return step.told(hides=hides)

    def draft(self, text: str) -> None:
        """Keep the unfinished line."""
        self.store.keep_draft(draft_key(self.id), text)

    def typed(self) -> None:
        """A key was typed in the note line; costs no more than looking at the clock."""
        if self.leads and self.page.live:
            self._typing.key(self.now())

    # --- the end -----------------------------------------------------------------------------

    def end(self) -> None:
        """End the talk and keep the sums of its fold."""
        self.beat()
        events = self.page.events
        at = max(self.now(), events[-1].at)
        ended = MeetingEvent(self.id, events[-1].seq + 1, at, EventKind.ENDED)
        everything = (*events, ended)
        before = self.page.meeting
        typed = self._typing.seconds(self.page, at)
        held = replace(before.closed(replay(before.segments, everything, at)), typed_seconds=typed)
        self.page = replace(self.page, meeting=held, events=everything)
        self.store.end_meeting(before, held, ended)
        self._let_go_for_good()

    def throw_away(self, person: Person) -> None:
        """Have no talk at all: its clock and its share go, what was written down stays."""
        changes = thrown_away(self.page.meeting, self.page.events, person)
        self.store.apply(*changes, forgets=draft_key(self.id))
        self._let_go_for_good()

    def _let_go_for_good(self) -> None:
        """Nobody will ever lead this talk again; where an open file cannot go, it stays."""
        if self._lock is not None:
            with suppress(OSError):
                Path(self._lock.lock_file).unlink(missing_ok=True)
        self.let_go()

    def let_go(self) -> None:
        """Stop leading: another window may."""
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    def follow(self, page: TalkPage) -> None:
        """Take in what the leading window wrote."""
        self.page = page
        last = last_sign(page.meeting, page.events)
        if last > self.now():
            self._time.reanchor(last)

    def take_lock(self, acquire: Callable[[], FileLock | None]) -> bool:
        """In a following window: whether the other one is gone, and the lock now held here."""
        if self._lock is None:
            self._lock = acquire()
        return self._lock is not None

    def lead_on(self, page: TalkPage) -> None:
        """Lead from here on, from all that the other window wrote before it went."""
        self.follow(page)
        self.leads = True
        self._typing = TypingMeter(page.meeting.typed_seconds)
        self._time.reanchor()
        self._last_beat = self.clock.elapsed()


def draft_key(meeting_id: str) -> str:
    """Where the unfinished note line of a talk is kept."""
    return f"note {meeting_id}"


def lead(database: Path, meeting_id: str) -> FileLock | None:
    """Hold the lock that says who leads a talk; None where another window holds it."""
    from filelock import FileLock, Timeout

    # Taken in a thread, let go of in the loop's.
    lock = FileLock(f"{database}.talk-{meeting_id}.lock", timeout=0, mode=0o600, thread_local=False)
    try:
        lock.acquire()
    except Timeout:
        return None
    return lock
