"""The commands: each with its texts, its key and its action, none in another one's way."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterator, Mapping
from itertools import combinations
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.binding import Binding
from textual.content import Content
from textual.dom import DOMNode
from textual.screen import Screen
from textual.widgets import OptionList

import convo_tui.ui
from convo_tui.ui.app import ConvoApp
from convo_tui.ui.command_tables import COMMANDS, TABLES, neighbours
from convo_tui.ui.commands import (
    Command,
    KeyProblem,
    bindings,
    check_keymap,
    is_key,
    key_name,
    live_together,
    normal_key,
)

ALL = [command for table in TABLES.values() for command in table]
LABEL_CELLS = 16


def checked(keymap: Mapping[str, str]) -> tuple[dict[str, str], tuple[KeyProblem, ...]]:
    return check_keymap(TABLES, neighbours(), keymap)


def keys_of(command: Command, keymap: Mapping[str, str]) -> set[str]:
    return set(keymap.get(command.id, command.key).split(","))


def clashes(keymap: Mapping[str, str]) -> list[tuple[str, str]]:
    """The pairs of commands that are live together and have a key in common."""
    return [
        (one.id, other.id)
        for one, other in combinations(ALL, 2)
        if live_together(one, other, neighbours())
        if keys_of(one, keymap) & keys_of(other, keymap)
    ]


class TestTheTables:
    @pytest.mark.parametrize("command", ALL, ids=lambda command: command.id)
    def test_a_command_has_all_its_texts(self, command: Command) -> None:
        assert re.fullmatch(r"[a-z]+\.[a-z_]+", command.id)
        assert command.action
        assert 0 < Content(command.label).cell_length <= LABEL_CELLS
        assert command.label == command.label.strip()
        assert re.match(r"[A-Z+]\S* \S.*[^.]\.$", command.help)
        assert command.group[0].isupper()

    @pytest.mark.parametrize("command", ALL, ids=lambda command: command.id)
    def test_its_keys_are_named_as_textual_names_them(self, command: Command) -> None:
        for key in command.key.split(","):
            assert normal_key(key) == key
            assert is_key(key)

    def test_an_id_stands_for_one_command(self) -> None:
        assert len(ALL) == len({command.id for command in ALL}) == len(COMMANDS)

    @pytest.mark.parametrize("place", TABLES)
    def test_a_command_stands_in_the_table_of_its_place(self, place: str) -> None:
        assert {command.place for command in TABLES[place]} == {place}

    def test_neighbours_are_neighbours_both_ways(self) -> None:
        assert neighbours().keys() == TABLES.keys()
        for place, others in neighbours().items():
            assert place not in others
            assert all(place in neighbours()[other] for other in others)

    def test_no_key_means_two_things_where_both_work(self) -> None:
        assert clashes({}) == []


class TestAnotherKey:
    def test_a_free_key_is_taken(self) -> None:
        assert checked({"talk.next": "right"}) == ({"talk.next": "right"}, ())

    @pytest.mark.parametrize(
        ("typed", "meant"),
        [
            ("?", "question_mark"),
            ("F2", "f2"),
            ("ctrl+x", "ctrl+x"),
            ("Ctrl+X", "ctrl+x"),
            ("+", "plus"),
            ("-", "minus"),
            (" G ", "G"),
            ("g", "g"),
            ("esc", "escape"),
            ("PgUp", "pageup"),
            ("shift+tab", "shift+tab"),
            ("é", "é"),
        ],
    )
    def test_a_key_may_be_written_as_people_write_it(self, typed: str, meant: str) -> None:
        assert normal_key(typed) == meant
        assert is_key(meant)

    @pytest.mark.parametrize("key", ["?", "+", "-", ",", ".", "/", "F2", "ctrl+x", "G", "esc"])
    def test_a_key_may_be_written_as_it_is_shown(self, key: str) -> None:
        assert key_name(normal_key(key)) == key

    def test_several_keys_are_parted_by_commas(self) -> None:
        assert checked({"talk.note": "i, F5,"}) == ({"talk.note": "i,f5"}, ())

    @pytest.mark.parametrize("keys", ["", " ", ",", " , "])
    def test_no_key_at_all_is_told(self, keys: str) -> None:
        problem = KeyProblem("talk.next", "“talk.next” has no key")
        assert checked({"talk.next": keys}) == ({}, (problem,))

    def test_an_unknown_command_is_told(self) -> None:
        problem = KeyProblem("talk.nxt", "there is no command “talk.nxt”")
        assert checked({"talk.nxt": "y"}) == ({}, (problem,))

    @pytest.mark.parametrize("key", ["rigth", "hyperspace", "cmd+x", "ctrl+rigth"])
    def test_an_unknown_key_is_told(self, key: str) -> None:
        problem = KeyProblem("talk.next", f"there is no key “{key}”, so “talk.next” keeps its own")
        assert checked({"talk.next": key}) == ({}, (problem,))

    def test_a_key_that_another_command_has_is_told(self) -> None:
        sentence = "p for “talk.next” is taken by “talk.pause”, so “talk.next” keeps n"
        assert checked({"talk.next": "p"}) == ({}, (KeyProblem("talk.next", sentence),))

    def test_a_clash_is_told_with_what_works_anywhere(self) -> None:
        good, problems = checked({"app.blank": "n"})
        assert good == {}
        assert "is taken by “" in problems[0].message
        assert checked({"talk.next": "comma"})[0] == {}

    def test_a_key_of_the_lists_is_free_in_the_talk_whose_lists_move_by_arrows(self) -> None:
        assert checked({"talk.history": "j"}) == ({"talk.history": "j"}, ())
        assert checked({"today.note": "j"})[0] == {}

    @pytest.mark.parametrize("taken", ["ctrl+s", "ctrl+o", "ctrl+r", "pageup,ctrl+n", "enter"])
    def test_a_key_of_the_speaker_works_over_every_sheet(self, taken: str) -> None:
        good, problems = checked({"talk.manager": taken})
        assert good == {}
        assert "so “talk.manager” keeps F2" in problems[0].message

    @pytest.mark.parametrize("command_id", ["form.save", "commitment.reword", "picker.star"])
    def test_no_sheet_takes_a_key_of_the_speaker(self, command_id: str) -> None:
        good, problems = checked({command_id: "F3"})
        assert good == {}
        assert f"F3 for “{command_id}” is taken by “talk.report”" in problems[0].message

    @pytest.mark.parametrize("key", ["l", "/", "space", "backspace", "é"])
    def test_what_works_in_text_fields_takes_no_key_from_them(self, key: str) -> None:
        good, problems = checked({"talk.nobody": key})
        assert good == {}
        assert f"{key} is for text fields, in which “talk.nobody” works too" in problems[0].message
        assert checked({"talk.nobody": "F9"})[0] == {"talk.nobody": "f9"}

    def test_two_commands_may_change_keys(self) -> None:
        swapped = {"talk.next": "b", "talk.back": "n"}
        assert checked(swapped) == (swapped, ())

    def test_half_of_a_change_is_a_clash(self) -> None:
        good, problems = checked({"talk.next": "b"})
        assert good == {}
        assert [problem.command_id for problem in problems] == ["talk.next"]

    @pytest.mark.parametrize("order", [1, -1])
    def test_a_change_whose_other_half_fails_fails_whole(self, order: int) -> None:
        entries = [("talk.next", "b"), ("talk.back", "p")][::order]
        good, problems = checked(dict(entries))
        assert good == {}
        assert {problem.command_id for problem in problems} == {"talk.next", "talk.back"}

    def test_two_that_want_the_same_key_do_not_both_get_it(self) -> None:
        good, problems = checked({"talk.next": "right", "talk.back": "right"})
        assert len(good) == len(problems) == 1

    def test_the_same_key_may_do_other_things_in_places_apart(self) -> None:
        keymap = {"talk.next": "right", "today.note": "right"}
        assert checked(keymap) == (keymap, ())

    @given(
        st.dictionaries(
            st.sampled_from([*COMMANDS, "talk.nowhere"]),
            st.sampled_from(["n", "b", "p", "?", "right", "F9", "j,F8", "nokey", ""]),
            max_size=6,
        )
    )
    def test_whatever_is_asked_for_no_key_does_two_things(self, keymap: dict[str, str]) -> None:
        good, problems = checked(keymap)
        told = [problem.command_id for problem in problems]
        assert sorted([*good, *told]) == sorted(keymap)
        assert clashes(good) == []


class TestHowKeysAreShown:
    @pytest.mark.parametrize(
        ("key", "shown"),
        [
            ("question_mark", "?"),
            ("full_stop", "."),
            ("comma", ","),
            ("plus", "+"),
            ("f2", "F2"),
            ("f", "f"),
            ("ctrl+p", "ctrl+p"),
            ("shift+tab", "shift+tab"),
            ("escape", "esc"),
            ("right", "→"),
        ],
    )
    def test_as_a_person_knows_it(self, key: str, shown: str) -> None:
        assert key_name(key) == shown

    def test_a_binding_has_all_that_its_command_has(self) -> None:
        command = Command("talk.a", "x", "go", "away", "Go away.", "Going", True, priority=True)
        (binding,) = bindings((command,))
        assert (binding.key, binding.action, binding.id) == ("x", "go", "talk.a")
        assert (binding.description, binding.tooltip) == ("away", "Go away.")
        assert binding.show
        assert binding.priority


# --- what the classes bind -----------------------------------------------------------------------


def modules() -> Iterator[ModuleType]:
    """Every module of the interface."""
    for found in pkgutil.walk_packages(convo_tui.ui.__path__, "convo_tui.ui."):
        yield importlib.import_module(found.name)


OURS = [
    each
    for module in modules()
    for each in vars(module).values()
    if inspect.isclass(each) and issubclass(each, DOMNode) and each.__module__ == module.__name__
]
"""Every screen, sheet and widget, and the app."""

BINDING = [each for each in OURS if "BINDINGS" in vars(each)]
SCREENS = [
    each for each in OURS if issubclass(each, Screen) and each not in Screen.__subclasses__()
]


def bound(kind: type[DOMNode]) -> list[Binding]:
    """What a class itself binds."""
    listed = [each for each in vars(kind)["BINDINGS"] if isinstance(each, Binding)]
    assert len(listed) == len(vars(kind)["BINDINGS"])
    return listed


def in_use(kind: type[DOMNode]) -> list[type[DOMNode]]:
    """The classes of which there are instances: those nobody derives from."""
    return [
        each for each in OURS if issubclass(each, kind) and not set(each.__subclasses__()) & {*OURS}
    ]


def screens_with(kind: type[DOMNode]) -> list[type[DOMNode]]:
    """The screens that show a widget, or show the widget that is a kind of it."""
    kinds = {each for each in OURS if issubclass(each, kind)}
    return [
        screen
        for screen in OURS
        if issubclass(screen, Screen) and screen in in_use(screen)
        if any(
            each in kinds
            for base in screen.__mro__
            if base.__module__.startswith("convo_tui.ui.screens.")
            or base.__module__.startswith("convo_tui.ui.modals.")
            for each in vars(importlib.import_module(base.__module__)).values()
            if inspect.isclass(each)
        )
    ]


def acts(kind: type, name: str) -> bool:
    """Whether a class does something for an action."""
    method = getattr(kind, f"action_{name}", None)
    return method is not None and "raise NotImplementedError" not in inspect.getsource(method)


def test_the_classes_of_the_interface_were_found() -> None:
    names = {each.__name__ for each in BINDING}
    assert {"ConvoApp", "TodayScreen", "TalkFrame", "QuestionPicker", "NoteLine"} <= names


@pytest.mark.parametrize("kind", BINDING, ids=lambda kind: kind.__name__)
def test_a_key_that_is_shown_is_a_command(kind: type[DOMNode]) -> None:
    for binding in bound(kind):
        if binding.show or binding.id:
            command = COMMANDS[binding.id or ""]
            assert binding in bindings((command,))


@pytest.mark.parametrize("kind", BINDING, ids=lambda kind: kind.__name__)
def test_a_key_has_its_action_where_it_is_bound(kind: type[DOMNode]) -> None:
    for binding in bound(kind):
        target, _, name = binding.action.partition("(")[0].rpartition(".")
        if target == "app":
            holders: list[type] = [ConvoApp]
        elif target == "screen":
            holders = [*screens_with(kind)]
        else:
            holders = [*in_use(kind)]
        assert holders
        for holder in holders:
            assert acts(holder, name), f"{holder.__name__} has no action for {binding.key}"


def test_every_command_is_bound_somewhere() -> None:
    ids = {binding.id for kind in BINDING for binding in bound(kind)}
    assert ids - {None} == COMMANDS.keys()


def test_lists_do_what_their_commands_say() -> None:
    for command in TABLES["list"]:
        assert acts(OptionList, command.action)
