"""What is done about a person's growth, from any screen: the walks, evidence, the next exit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from convo_tui.domain.commitments import Checkpoint, Commitment
from convo_tui.domain.dates import full_date, short_date
from convo_tui.domain.feedback import Feedback
from convo_tui.domain.growth import (
    Evidence,
    Growth,
    Preferences,
    Roadmap,
    Shown,
    Strength,
    is_private,
    shown_at,
    versioned,
)
from convo_tui.domain.hard_talks import kind_of_walk
from convo_tui.domain.people import Person
from convo_tui.domain.values import ID_LENGTH, Change, Side, new_id
from convo_tui.domain.walks import Walk
from convo_tui.text import clean, one_line, shorten
from convo_tui.ui.bank import shipped_walks

if TYPE_CHECKING:
    from convo_tui.ui.app import ConvoApp
    from convo_tui.ui.screen import ConvoScreen

Keep = Callable[[str, str, Sequence[Change]], None]
"""Keeps changes as one: what undo calls it, the sentence that says it was done, the changes."""

QUOTED_CELLS = 40
"""How much of a text a sentence in the bottom line quotes."""

RECENT = 20
"""Wins and feedback that are offered as evidence."""

HIDDEN = "This is private. The key . shows private things again."
NOTHING_TO_LINK = "Nothing shows it yet: a win (n, then +) or feedback (f) is what one links."


@dataclass(frozen=True, slots=True)
class Growing:
    """Opens what is about the growth of one person, and keeps what comes of it.

    Attributes:
        keep: how the screen keeps changes.
        say: tells a sentence where nothing was kept.
        meeting_id: the talk that runs, if it is done there.
        segment: where in the talk.
        next_talk: the day that "next talk" means.
    """

    convo: ConvoApp
    person: Person
    keep: Keep
    say: Callable[[str], None]
    meeting_id: str | None = None
    segment: int | None = None
    next_talk: date | None = None

    async def growth(self) -> Growth:
        """All that is written about it."""
        person_id = self.person.id
        return await self.convo.store.read(lambda store: store.growth(person_id))

    async def walk(self, walk_id: str) -> None:
        """Go through one of the walks: a hard talk, the roadmap, a strength or preferences."""
        if (kind := kind_of_walk(walk_id)) is not None:
            from convo_tui.ui.hard_talks import write_sheet

            await write_sheet(self, kind)
            return
        match walk_id:
            case "roadmap":
                await self.roadmap()
            case "strength":
                await self.strength()
            case _:
                await self.preferences()

    # --- the roadmap -------------------------------------------------------------------------

    async def roadmap(self) -> None:
        """Walk along the roadmap; its next exit may become a commitment at the end."""
        from convo_tui.ui.modals.roadmap_walk import RoadmapWalk

        growth, walk = await self.growth(), await walk_of("roadmap")
        sheet = RoadmapWalk(
            walk,
            self.person,
            growth.roadmap,
            meeting_id=self.meeting_id,
            next_talk=self.next_talk,
        )
        drawn = await self.convo.push_screen_wait(sheet)
        if drawn is None:
            return
        change = versioned(growth.roadmap, drawn, self.convo.today())
        held = growth.roadmap if change is None else change.after
        if change is None:
            self.say("The roadmap stays as it was.")
        else:
            anew = "Replaced today's version of" if change.before is not None else "Kept:"
            sentence = f"{anew} the roadmap, {drawn.steps_filled} of 4 steps. u takes it back."
            self.keep("the roadmap", sentence, (change,))
        if isinstance(held, Roadmap) and _open_exit(held):
            await self.offer_exit(held)

    async def offer_exit(self, roadmap: Roadmap) -> None:
        """Ask whether the next exit becomes a commitment."""
        from convo_tui.ui.modals.choice import Choice, Option

        by = f", by {full_date(roadmap.exit_on)}" if roadmap.exit_on is not None else ""
        options = [
            Option("c", "Make it a commitment", True, "its day is the checkpoint"),
            Option("n", "Not now", False, "the tab Growth offers it any time"),
        ]
        text = f"Next exit: {one_line(roadmap.next_exit)}{by}."
        sheet = Choice("Shall the next exit be a commitment?", options, text=text)
        if await self.convo.push_screen_wait(sheet):
            await self.exit_commitment(roadmap)

    async def exit_commitment(self, roadmap: Roadmap) -> None:
        """Write the next exit as a commitment."""
        from convo_tui.ui.modals.commitment_editor import CommitmentEditor

        if not _open_exit(roadmap):
            return
        blank = exit_as_commitment(roadmap)
        blank = replace(
            blank, created_at=self.convo.now(), meeting_id=self.meeting_id, segment=self.segment
        )
        editor = CommitmentEditor(blank, self.person, new=True, next_talk=self.next_talk)
        written = await self.convo.push_screen_wait(editor)
        if written is None:
            return
        became = replace(roadmap, commitment_id=written.id)
        changes = (Change.added(written), Change.edited(roadmap, became))
        sentence = f"The next exit is a commitment: {_quoted(written.goal)}. u takes it back."
        self.keep("the next exit as a commitment", sentence, changes)

    # --- strengths ---------------------------------------------------------------------------

    async def strength(self) -> None:
        """Name a strength."""
        written = await self._new_strength()
        if written is not None:
            sentence = f"A strength: {_quoted(written.name)}. u takes it back."
            self.keep(f"the strength {_quoted(written.name)}", sentence, (Change.added(written),))

    async def _new_strength(self) -> Strength | None:
        growth = await self.growth()
        blank = Strength(new_id(), self.person.id, "", self.convo.now(), meeting_id=self.meeting_id)
        return await edited_strength(self.convo, self.person, blank, len(growth.counting))

    def let_go(self, strength: Strength) -> None:
        """Take a strength off those that count, or count it again; it stays in the record."""
        now = self.convo.now()
        after = replace(strength, ended_at=now if strength.ended_at is None else None)
        quoted = _quoted(strength.name)
        if after.ended_at is None:
            label, sentence = f"counting {quoted} again", f"{quoted} counts again."
        else:
            label = f"letting go of {quoted}"
            sentence = f"Let go of {quoted}; it stays in the record."
        changes = (Change.edited(strength, after),)
        self.keep(label, f"{sentence} u takes it back.", changes)

    # --- evidence ----------------------------------------------------------------------------

    async def link_shown(self, shown: Shown) -> None:
        """Say which strength a win or feedback shows; once more takes it away again."""
        from convo_tui.ui.modals.choice import Choice, Option

        growth = await self.growth()
        if self.convo.private_hidden and is_private(shown):  # by now: reading may take a while
            self.say(HIDDEN)
            return
        linked = {each.strength_id: each for each, value in growth.evidence if value.id == shown.id}
        listed = [s for s in growth.strengths if s.ended_at is None or s.id in linked]
        if not listed:
            await self._link_new(shown)
            return
        options: list[Option[Strength | str]] = [
            Option(
                str(number) if number <= 9 else "·",  # as many keys as digits
                strength.name,
                strength,
                "✓ linked: takes it away" if strength.id in linked else "",
            )
            for number, strength in enumerate(listed, 1)
        ]
        options.append(Option("n", "A new strength", "new"))
        title = "Which strength does it show?"
        text = shorten(shown.text, 3 * QUOTED_CELLS)
        sheet = Choice(title, options, text=text, private=is_private(shown))
        chosen = await self.convo.push_screen_wait(sheet)
        if isinstance(chosen, Strength):
            self._link(chosen, shown, linked.get(chosen.id))
        elif chosen is not None:
            await self._link_new(shown)

    async def _link_new(self, shown: Shown) -> None:
        written = await self._new_strength()
        if written is None:
            return
        evidence = self._evidence(written, shown)
        sentence = f"It shows the new strength {_quoted(written.name)}. u takes it back."
        changes = (Change.added(written), Change.added(evidence))
        self.keep(f"the strength {_quoted(written.name)}", sentence, changes)

    async def link_strength(self, strength: Strength) -> None:
        """Pick a win or feedback in which a strength shows; once more takes it away again."""
        from convo_tui.ui.modals.choice import Choice, Option

        person_id = self.person.id
        recent = await self.convo.store.read(lambda store: store.showable(person_id, RECENT))
        growth = await self.growth()
        linked = {value.id: (each, value) for each, value in growth.shows(strength.id)}
        older = [value for _, value in linked.values() if value.id not in {r.id for r in recent}]
        hides = self.convo.private_hidden
        listed = [each for each in (*recent, *older) if not (hides and is_private(each))]
        if not listed:
            self.say(NOTHING_TO_LINK)
            return
        zone = self.convo.now().tzinfo
        options = [
            Option(
                str(number) if number <= 9 else "·",  # as many keys as digits
                f"{'+' if not isinstance(each, Feedback) else each.kind.value + ':'} {each.text}",
                each,
                ("✓ " if each.id in linked else "")
                + short_date(shown_at(each).astimezone(zone).date(), self.convo.today()),
            )
            for number, each in enumerate(listed, 1)
        ]
        text = "A win or feedback; one with ✓ is linked, and choosing it takes the link away."
        title = f"Where did {_quoted(strength.name)} show?"
        sheet = Choice(title, options, text=text, private=any(map(is_private, listed)))
        chosen = await self.convo.push_screen_wait(sheet)
        if chosen is not None:
            pair = linked.get(chosen.id)
            self._link(strength, chosen, pair[0] if pair is not None else None)

    def _link(self, strength: Strength, shown: Shown, evidence: Evidence | None) -> None:
        quoted = _quoted(strength.name)
        if evidence is not None:
            label, sentence = f"unlinking {quoted}", f"No longer linked to {quoted}."
            change = Change.removed(evidence)
        else:
            label, sentence = f"linking {quoted}", f"Linked: it shows {quoted}."
            change = Change.added(self._evidence(strength, shown))
        self.keep(label, f"{sentence} u takes it back.", (change,))

    def _evidence(self, strength: Strength, shown: Shown) -> Evidence:
        told = isinstance(shown, Feedback)
        return Evidence(
            new_id(),
            self.person.id,
            strength.id,
            self.convo.now(),
            note_id=None if told else shown.id,
            feedback_id=shown.id if told else None,
        )

    # --- preferences -------------------------------------------------------------------------

    async def preferences(self) -> None:
        """Write down how the person likes it."""
        from convo_tui.ui.modals.preferences_sheet import PreferencesSheet

        growth, walk = await self.growth(), await walk_of("preferences")
        if self.convo.private_hidden:
            self.say(HIDDEN)
            return
        sheet = PreferencesSheet(walk, self.person, growth.liking)
        written = await self.convo.push_screen_wait(sheet)
        if written is None:
            return
        change = versioned(growth.liking, written, self.convo.today())
        if change is None:
            self.say("It stays as it was.")
        else:
            name = clean(self.person.first_name)
            self.keep(
                f"how {name} likes it",
                f"Kept, for you alone: how {name} likes it. u takes it back.",
                (change,),
            )


def exit_as_commitment(roadmap: Roadmap) -> Commitment:
    """The next exit as a commitment of the person, its day the checkpoint.

    Its id follows from the exit, so that a commitment which was begun, and cut off, goes on with
    its draft when the same exit is offered again.
    """
    goal = one_line(roadmap.next_exit).strip()

    def made(what: str) -> str:
        return sha256(f"{what} {roadmap.id} {goal}".encode()).hexdigest()[:ID_LENGTH]

    points = (Checkpoint(made("checkpoint"), roadmap.exit_on),) if roadmap.exit_on else ()
    return Commitment(
        made("exit"), roadmap.person_id, goal, roadmap.at, Side.REPORT, checkpoints=points
    )


async def walk_of(walk_id: str) -> Walk:
    """A shipped walk by its id."""
    import asyncio

    walks = await asyncio.to_thread(shipped_walks)
    return next(walk for walk in walks if walk.id == walk_id)


async def choose_walk(convo: ConvoApp) -> Walk | None:
    """Ask which of the walks to go through."""
    import asyncio

    from convo_tui.ui.modals.choice import Choice, Option

    walks = await asyncio.to_thread(shipped_walks)
    options = [Option(str(n), walk.title, walk, walk.about) for n, walk in enumerate(walks, 1)]
    return await convo.push_screen_wait(Choice("Which walk?", options))


async def edited_strength(
    convo: ConvoApp, person: Person, strength: Strength, counting: int | None = None
) -> Strength | None:
    """A strength as it was written, None where the sheet was left; of a new one tell the others."""
    from convo_tui.ui.modals.strength_sheet import StrengthSheet

    walk = await walk_of("strength")
    return await convo.push_screen_wait(StrengthSheet(walk, person, strength, counting=counting))


def growing_on(screen: ConvoScreen[Any], person: Person, next_talk: date | None) -> Growing:
    """Growth as a screen keeps it, which its own undo takes back."""

    def keep(label: str, sentence: str, changes: Sequence[Change]) -> None:
        screen.change(label, *changes)
        screen.say(sentence)
        screen.reload()

    return Growing(screen.convo, person, keep, screen.say, next_talk=next_talk)


def is_newest(subject: Roadmap | Preferences, growth: Growth) -> bool:
    """Whether it is the version that holds."""
    newest = growth.roadmap if isinstance(subject, Roadmap) else growth.liking
    return newest is not None and newest.id == subject.id


def _open_exit(roadmap: Roadmap) -> bool:
    """Whether there is a next exit that is no commitment yet."""
    return bool(roadmap.next_exit.strip()) and roadmap.commitment_id is None


def _quoted(words: str) -> str:
    return f"“{shorten(words, QUOTED_CELLS)}”"
