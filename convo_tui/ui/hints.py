"""Hints that can be dismissed for good: the line that shows one, and the key that ends it.

A screen composes a `HintLine` for each kind of hint, derives from `HintActs` as its last base
(Textual takes styles from the first), has `*bindings(HINT)` among its own, and calls `offer`
whenever there is, or is no longer, something to say. Where a hint stands in no line of its own,
`is_dismissed` and the store's `dismiss` do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar, cast

from textual import work
from textual.content import Content
from textual.css.query import NoMatches
from textual.screen import Screen

from convo_tui.domain.values import Change
from convo_tui.text import clean
from convo_tui.ui.widgets.key_bar import KeyBar
from convo_tui.ui.widgets.told import Told

if TYPE_CHECKING:
    from convo_tui.ui.app import ConvoApp

ResultT = TypeVar("ResultT")

KEY_WORDS = "ctrl+g hides such hints"
"""What stands behind every hint."""

HIDDEN = "Such hints are shown no more; the settings (s on Today) bring them back."


class HintLine(Told):
    """Shows a hint unless hints of its kind were dismissed; until that is known it shows none.

    Args:
        hint: the kind, as the settings name it: `behaviour words`.
        id: of the widget.
        most: as `Told` has it.
    """

    def __init__(
        self,
        hint: str,
        *,
        id: str | None = None,  # noqa: A002
        most: int | None = None,
    ) -> None:
        super().__init__(id=id, most=most)
        self.hint = hint
        self._dismissed: bool | None = None
        self._sentence = ""

    def on_mount(self) -> None:
        """Ask once whether hints of this kind are still wanted."""
        self._look()

    @work(group="hints")
    async def _look(self) -> None:
        convo = cast("ConvoApp", self.app)
        await convo.ready()

        async def look() -> None:
            self._dismissed = await is_dismissed(convo, self.hint)

        await convo.store.until_read(look)
        self._draw()

    @property
    def shown(self) -> bool:
        """Whether a hint stands there now."""
        return bool(self._sentence) and self._dismissed is False

    def offer(self, sentence: str) -> None:
        """Show this hint from now on; "" shows none."""
        if sentence != self._sentence:
            self._sentence = sentence
            self._draw()

    def _draw(self) -> None:
        if self.shown:
            words = (clean(self._sentence), "$asks"), (f"  {KEY_WORDS}", "$muted")
            self.tell(Content.assemble(*words))
        else:
            self.tell(Content(""))
        self.screen.refresh_bindings()

    def dismiss(self) -> None:
        """Show hints of this kind never again."""
        convo = cast("ConvoApp", self.app)
        now = convo.clock.now()
        convo.store.write(lambda store: store.dismiss(self.hint, now))
        self._dismissed = True
        self._draw()


class HintActs(Screen[ResultT]):
    """A screen or sheet with hints, and the key that dismisses the kind that is shown."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """There must be a hint to dismiss."""
        if action == "dismiss_hint":
            return any(line.shown for line in self.query(HintLine))
        return super().check_action(action, parameters)

    def action_dismiss_hint(self) -> None:
        """Show hints of the kind that is shown never again."""
        for line in self.query(HintLine):
            if line.shown:
                line.dismiss()
        try:
            self.query_one(KeyBar).say(HIDDEN)
        except NoMatches:
            self.app.notify(HIDDEN, markup=False)


async def is_dismissed(convo: ConvoApp, hint: str) -> bool:
    """Whether hints of a kind are shown no more."""
    return hint in await convo.store.read(lambda store: store.dismissed())


async def bring_back(convo: ConvoApp) -> int:
    """Show every kind of hint again; how many kinds that were."""
    gone = await convo.store.read(lambda store: store.dismissed_hints())
    if gone:
        convo.store.apply(*(Change.removed(each) for each in gone))
    return len(gone)
