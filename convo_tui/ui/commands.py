"""One definition of a command gives its key, footer word, line in `?` and palette entry.

Imports nothing of Textual at load, so that the shell can print the keys too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from textual.binding import Binding
    from textual.widget import Widget


class Command(NamedTuple):
    """Something a key does in one place.

    Attributes:
        id: "place.name"; what the settings file remaps.
        key: Textual's name of the key, or several parted by commas.
        action: the action it runs there.
        label: one or two words for the footer.
        help: one sentence for `?` and the palette.
        group: the heading it stands under in `?`.
        footer: whether the footer shows it (at most nine do).
        palette: whether the palette offers it; moving a cursor is no command.
        priority: whether it comes before what a text field or a sheet does with the key.
        instead: the id of the command in whose place it works here, by the same key, on purpose.
    """

    id: str
    key: str
    action: str
    label: str
    help: str
    group: str
    footer: bool = False
    palette: bool = True
    priority: bool = False
    instead: str = ""

    @property
    def place(self) -> str:
        """Where it works: the part of the id before the dot."""
        return self.id.partition(".")[0]


def bindings(*tables: Iterable[Command]) -> list[Binding]:
    """The Textual bindings of one or more tables."""
    from textual.binding import Binding

    return [
        Binding(
            command.key,
            command.action,
            command.label,
            show=command.footer,
            id=command.id,
            priority=command.priority,
            tooltip=command.help,
        )
        for table in tables
        for command in table
    ]


KEY_NAMES = {
    "question_mark": "?",
    "full_stop": ".",
    "comma": ",",
    "greater_than_sign": ">",
    "colon": ":",
    "slash": "/",
    "plus": "+",
    "minus": "-",
    "equals_sign": "=",
    "space": "space",
    "escape": "esc",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "pageup": "pgup",
    "pagedown": "pgdn",
}
MISJUDGED = frozenset({"slash", "plus", "minus"})
"""Keys that type a sign although `key_to_character` knows none for these names."""

MODIFIERS = frozenset({"ctrl", "alt", "shift", "super", "hyper", "meta"})

_SHOWN_AS = {shown: key for key, shown in KEY_NAMES.items() if len(shown) > 1}
"""A person types a key as it is shown: `esc`."""


def key_name(key: str) -> str:
    """How a key is shown to a person: `?` for question_mark, `shift+tab`, `F2`."""
    *modifiers, last = key.split("+") if key not in {"+", "plus"} else ["plus"]
    shown = KEY_NAMES.get(last, last)
    if len(shown) > 1 and shown[0] == "f" and shown[1:].isdigit():
        shown = shown.upper()
    return "+".join([*modifiers, shown])


class KeyProblem(NamedTuple):
    """Why a remapping of the settings file cannot be used."""

    command_id: str
    message: str


def check_keymap(
    tables: Mapping[str, tuple[Command, ...]],
    neighbours: Mapping[str, frozenset[str]],
    keymap: Mapping[str, str],
) -> tuple[dict[str, str], tuple[KeyProblem, ...]]:
    """What of a remapping can be used, and what is wrong with the rest.

    Textual lets a remapped key silently push out the action that had it, so clashes are looked
    for here: within a place, and between it and the places whose keys work at the same time. What
    has priority works over every sheet and in every text field: its keys are nobody else's.

    Args:
        tables: commands by place.
        neighbours: for each place, the others whose keys are live together with it.
        keymap: command id to key, or keys parted by commas.

    Returns:
        The entries that hold, and a problem for each that does not.
    """
    known = {command.id: command for table in tables.values() for command in table}
    good: dict[str, str] = {}
    problems: list[KeyProblem] = []
    for command_id, keys in keymap.items():
        named = [normal_key(key) for key in keys.split(",") if key.strip()]
        strange = next((key for key in named if not is_key(key)), None)
        if command_id not in known:
            problems.append(KeyProblem(command_id, f"there is no command “{command_id}”"))
        elif not named:
            problems.append(KeyProblem(command_id, f"“{command_id}” has no key"))
        elif strange is not None:
            problem = f"there is no key “{strange}”, so “{command_id}” keeps its own"
            problems.append(KeyProblem(command_id, problem))
        elif known[command_id].priority and (sign := next(filter(types_a_sign, named), None)):
            problem = f"{key_name(sign)} is for text fields, in which “{command_id}” works too, "
            problem += f"so it keeps {key_name(known[command_id].key)}"
            problems.append(KeyProblem(command_id, problem))
        else:
            good[command_id] = ",".join(named)
    # A command that keeps its own key may have it taken by one that was looked at before.
    while clash := _first_clash(known, neighbours, good):
        command_id, key, other = clash
        problem = f"{key_name(key)} for “{command_id}” is taken by “{other}”, so "
        problem += f"“{command_id}” keeps {key_name(known[command_id].key.split(',')[0])}"
        problems.append(KeyProblem(command_id, problem))
        del good[command_id]
    return good, tuple(problems)


def normal_key(key: str) -> str:
    """A key as Textual names it: `?` becomes question_mark, `F2` f2, `esc` escape."""
    from textual.keys import _character_to_key

    key = key.strip()
    *modifiers, last = key.split("+") if len(key) > 1 and not key.endswith("+") else [key]
    if len(last) == 1:
        named = _character_to_key(last.lower() if modifiers else last)
    else:
        named = _SHOWN_AS.get(last.lower(), last.lower())
    return "+".join([*(part.lower() for part in modifiers), named])


def is_key(key: str) -> bool:
    """Whether there is such a key, named as `normal_key` names it."""
    from textual.keys import REPLACED_KEYS, Keys, key_to_character

    *modifiers, last = key.split("+")
    named = {str(each.value) for each in Keys} | REPLACED_KEYS.keys()
    known = last in named or key_to_character(last) is not None
    return known and MODIFIERS.issuperset(modifiers)


def types_a_sign(key: str) -> bool:
    """Whether the key writes or takes away something in a text field."""
    from textual.keys import key_to_character

    return key in MISJUDGED or key_to_character(key) is not None


def typed_into(widget: Widget | None, key: str) -> bool:
    """Whether the key writes a sign into the widget, a text field, so that no command has it."""
    from textual.keys import key_to_character

    if widget is None:
        return False
    sign = " " if key in MISJUDGED else key_to_character(key)
    return sign is not None and widget.check_consume_key(key, sign)


def live_together(one: Command, other: Command, neighbours: Mapping[str, frozenset[str]]) -> bool:
    """Whether there is a moment at which the keys of both work."""
    if one.instead == other.id or other.instead == one.id:
        return False
    near = neighbours.get(one.place, frozenset()) | {one.place}
    return one.priority or other.priority or other.place in near


def _first_clash(
    known: Mapping[str, Command],
    neighbours: Mapping[str, frozenset[str]],
    keymap: Mapping[str, str],
) -> tuple[str, str, str] | None:
    """A remapped command, its key, and the command that has this key where both work."""
    for command_id in keymap:
        if taken := _clash(known, neighbours, keymap, command_id):
            return command_id, *taken
    return None


def _clash(
    known: Mapping[str, Command],
    neighbours: Mapping[str, frozenset[str]],
    keymap: Mapping[str, str],
    command_id: str,
) -> tuple[str, str] | None:
    command = known[command_id]
    wanted = set(keymap[command_id].split(","))
    for other in known.values():
        if other is command or not live_together(command, other, neighbours):
            continue
        taken = set(keymap.get(other.id, other.key).split(","))
        both = wanted & taken
        if both:
            return min(both), other.id
    return None
