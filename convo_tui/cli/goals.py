"""Goals from the shell: list them with how far they are, and say how one stands."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

import click

from convo_tui.cli.completing import all_names
from convo_tui.cli.finding import by_id, the_person
from convo_tui.cli.free_text import TextCommand
from convo_tui.cli.output import json_option, print_json, print_table, say
from convo_tui.cli.shapes import goal_shape
from convo_tui.cli.shell import CannotDo, ConvoGroup, Shell, pass_shell
from convo_tui.cli.today import PRIVATE
from convo_tui.domain.dates import short_date
from convo_tui.domain.goal_updates import Found, as_it_stands, changes_for
from convo_tui.domain.goal_words import link_words, moved_words, stand_words
from convo_tui.domain.goal_writing import NotANumber, read_value
from convo_tui.domain.goals import Goal, GoalRecord, GoalState, in_order, measure_words
from convo_tui.domain.goals import celebrated as was_celebrated
from convo_tui.domain.people import Person
from convo_tui.domain.values import Change, short_ids
from convo_tui.text import one_line

if TYPE_CHECKING:
    from convo_tui.storage.store import Store

NONE = "No open goals."


class Whom(click.Argument):
    """The person; no part of what a command of the group is called by."""

    def get_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Nothing before the name of a command."""
        return super().get_usage_pieces(ctx) if self in ctx.command.params else []


class GoalsGroup(ConvoGroup):
    """A group that lists where no command of it is named, about the person who is."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Tell a command from a person."""
        if args and args[0] in self.commands:
            args = ["", *args]  # nobody is named
        else:
            ctx.allow_interspersed_args = True
        return super().parse_args(ctx, args)


@click.group(
    cls=GoalsGroup,
    short_help="List goals with how far they are, or update one.",
    invoke_without_command=True,
    subcommand_metavar="[COMMAND [ARGS]...]",
    epilog="\b\nExample:\n  convo goals maya\n  convo goals update 3f2a 55 --note 'two rollbacks'",
)
@click.argument("person", cls=Whom, required=False, shell_complete=all_names)
@click.option("--all", "closed", is_flag=True, help="Those that are reached or set aside, too.")
@json_option
@click.pass_context
@pass_shell
def goals(
    shell: Shell, ctx: click.Context, person: str | None, closed: bool, as_json: bool
) -> None:
    """List the open goals of PERSON, or of everybody, and say how one stands.

    A goal that is reached stays in the list until its celebration was held. Each line begins with
    the shortest beginning of its id that update takes.
    """
    if ctx.invoked_subcommand is not None:
        return
    with shell.reading() as store:
        people = {each.id: each for each in store.people(archived=True)}
        chosen = the_person(tuple(people.values()), person, archived=True) if person else None
        everything = store.goals()
        listed = [each for each in in_order(everything) if closed or _waits(each.goal)]
        if chosen is not None:
            listed = [each for each in listed if each.goal.person_id == chosen.id]
        talks = {
            person_id: [talk.started_at for talk in store.talks_with(person_id)]
            for person_id in {each.goal.person_id for each in listed}
        }
    if as_json:
        print_json(
            [
                goal_shape(
                    each, people[each.goal.person_id], talks[each.goal.person_id], shell.zone
                )
                for each in listed
            ]
        )
    elif listed:
        ids = short_ids(each.id for each in everything)
        print_table([_line(shell, each, people, talks, ids) for each in listed])
    else:
        say(NONE)


def _waits(goal: Goal) -> bool:
    return goal.state is GoalState.OPEN or goal.owed


def _line(
    shell: Shell,
    record: GoalRecord,
    people: dict[str, Person],
    talks: dict[str, list[datetime]],
    ids: dict[str, str],
) -> Sequence[str]:
    goal, today = record.goal, shell.now.date()
    hidden = shell.loaded.settings.private_hidden and goal.private
    name = people[goal.person_id].first_name
    if hidden:
        return [ids[goal.id], _when(goal, shell), name, PRIVATE, "", "", ""]
    moved = moved_words(record, talks[goal.person_id], today, shell.home)
    if goal.state is not GoalState.OPEN:
        moved = f"celebration owed: {goal.celebration}" if goal.owed else goal.reason
    return [
        ids[goal.id],
        _when(goal, shell),
        name,
        goal.title,
        stand_words(record),
        link_words(goal),
        moved,
    ]


def _when(goal: Goal, shell: Shell) -> str:
    today = shell.now.date()
    if goal.state is not GoalState.OPEN:
        return goal.state.value
    return "no date" if goal.due is None else f"by {short_date(goal.due, today)}"


@goals.command(
    cls=TextCommand,
    short_help="Say how a goal stands: a value, a note, or both.",
    epilog="\b\nExample:\n  convo goals update 3f2a 55\n  convo goals update 3f2a paired with Luis",
)
@click.argument("id", metavar="ID")
@click.argument("words", metavar="VALUE|NOTE", nargs=-1)
@click.option("--note", metavar="TEXT", help="A note beside the value, or one that is a number.")
@pass_shell
def update(shell: Shell, id: str, words: Sequence[str], note: str | None) -> None:
    """Write down how the goal whose id begins with ID stands: a value, a note, or both.

    A value of its measure is a number, with its unit or without. Anything else is a note.
    """
    text, beside = one_line(" ".join(words)), one_line(note or "")
    if not text and not beside:
        raise CannotDo("Nothing is new: give a value or a note. Nothing was changed.")
    with shell.store() as store:
        record = _open(store, id)
        value, said = _read(text, record.goal)
        found = as_it_stands(record)
        told = ": ".join(part for part in (said, beside) if part)
        found = Found(value, told, found.ticked, found.state, found.reason, found.celebrated)
        now = shell.clock.now()
        store.apply(*changes_for(record, found, now, now))
    figure = "" if value is None else measure_words(value, record.goal.unit)
    say(f"{record.goal.title}: {', '.join(part for part in (figure, told) if part)}")


@goals.command(
    short_help="Mark a goal as celebrated.", epilog="\b\nExample:\n  convo goals celebrated 3f2a"
)
@click.argument("id", metavar="ID")
@pass_shell
def celebrated(shell: Shell, id: str) -> None:
    """Mark the celebration of the goal whose id begins with ID as held."""
    with shell.store() as store:
        everything = [record.goal for record in store.goals()]
        parties = [goal for goal in everything if goal.owed]
        among = parties if any(goal.id.startswith(id) for goal in parties) else everything
        found = by_id(among, id, "goal")
        if not found.owed:
            raise CannotDo(f"No celebration is owed: {found.title}")
        store.apply(Change.edited(found, was_celebrated(found, shell.clock.now())))
    say(f"Celebrated: {found.celebration}")


def _read(text: str, goal: Goal) -> tuple[float | None, str]:
    """The value, or else the note.

    Raises:
        CannotDo: it begins like a number, and is no value of the measure.
    """
    if not goal.measured or not text.lstrip("+-\N{MINUS SIGN}")[:1].isdecimal():
        return None, text
    try:
        return read_value(text, goal), ""
    except NotANumber as fault:
        raise CannotDo(f"{fault} A note that begins with a number is given by --note.") from None


def _open(store: Store, start: str) -> GoalRecord:
    everything = store.goals()
    waiting = [each for each in everything if each.goal.state is GoalState.OPEN]
    among = waiting if any(each.id.startswith(start) for each in waiting) else everything
    found = by_id(among, start, "goal")
    if found.goal.state is not GoalState.OPEN:
        raise CannotDo(f"This was {found.goal.state} already: {found.goal.title}")
    return found
