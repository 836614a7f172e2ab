"""The keys that work where one stands, grouped, each with a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from convo_tui.domain.capture import sign_words
from convo_tui.ui.command_tables import COMMANDS
from convo_tui.ui.commands import Command, key_name, typed_into
from convo_tui.ui.screen import ConvoModal
from convo_tui.ui.widgets.row import Row

Keys = list[tuple[str, Command]]

KEY_COLUMN = 14

SIGNS = "Signs of a note"
"""The heading of what no key does, but a sign at the beginning of a line, or in it."""


def keys_of(screen: Screen[object]) -> Keys:
    """The keys that work on a screen now, with a remapping laid over, and their commands.

    A key that writes a sign into the field in focus does not work as a command there.
    """
    found: dict[str, tuple[list[str], Command]] = {}
    for key, active in screen.active_bindings.items():
        command = COMMANDS.get(active.binding.id or "")
        if command is None or typed_into(screen.focused, key):
            continue
        if active.enabled:
            found.setdefault(command.id, ([], command))[0].append(key_name(key))
    return [(" ".join(names), command) for names, command in found.values()]


def signs_of(screen: Screen[object]) -> tuple[tuple[str, str], ...]:
    """The signs that the line in focus reads, each with what it means; none elsewhere."""
    holders = (screen, screen.focused)
    return sign_words() if any(getattr(each, "takes_signs", False) for each in holders) else ()


class Groups(VerticalScroll, can_focus=True):
    """What the sheet lists; what moves in lists moves here too."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "scroll_down", "down", show=False),
        Binding("k", "scroll_up", "up", show=False),
        Binding("g", "scroll_home", "first", show=False),
        Binding("G", "scroll_end", "last", show=False),
    ]


class KeysSheet(ConvoModal[None]):
    """`?`: one heading a group; arrows scroll, any of its own keys closes it.

    Args:
        keys: those that work, see `keys_of`.
        signs: what the line in focus reads, see `signs_of`.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,question_mark,f1,q,enter", "dismiss", "close", show=False)
    ]

    def __init__(self, keys: Keys, signs: Sequence[tuple[str, str]] = ()) -> None:
        super().__init__()
        self._keys = keys
        self._signs = signs

    def compose(self) -> ComposeResult:
        """The groups in the order of their tables, what works anywhere last."""
        groups: dict[str, list[tuple[str, str]]] = {}
        for keys, command in self._keys:
            groups.setdefault(command.group, []).append((keys, command.help))
        groups[SIGNS] = [*self._signs]
        for last in ("Lists", "Anywhere"):
            groups[last] = groups.pop(last, [])
        with Groups(id="keys-sheet", classes="sheet"):
            title = Content.assemble("Keys", ("   arrows scroll, esc closes", "not bold $muted"))
            yield Static(title, classes="sheet-title")
            for group, listed in groups.items():
                if not listed:
                    continue
                yield Static(Content(group.upper()), classes="heading")
                for keys, words in listed:
                    lead = Content.styled(keys.ljust(KEY_COLUMN), "bold")
                    yield Static(Row(Content(words), lead, marker=False))
            yield Static()
            yield Static(Content("esc closes this"), classes="hint")

    def on_mount(self) -> None:
        """Arrows scroll at once."""
        self.query_one("#keys-sheet").focus()
