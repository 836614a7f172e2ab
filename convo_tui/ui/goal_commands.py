"""The commands of goals; `command_tables` lists them with all others."""

from __future__ import annotations

from convo_tui.ui.commands import Command

# One row a command: a table is read by its columns.
# fmt: off
GOAL_FORM = (
    Command("goal.private", "ctrl+t", "private", "private", "Make the goal private, or shared again.", "The goal", True),
)

GOALS = (
    Command("goals.update", "enter", "update", "update", "Say how the goal under the cursor stands: a value, a note, milestones.", "This goal", True),
    Command("goals.new", "a", "new_goal", "new goal", "Write a new goal.", "Goals", True),
    Command("goals.edit", "e", "edit_goal", "edit", "Edit the goal under the cursor: why it matters, its measure, its milestones.", "This goal", True),
    Command("goals.reached", "d", "reach", "reached", "Mark the goal as reached.", "This goal", True),
    Command("goals.aside", "s", "set_aside", "set aside", "Set the goal aside, with the reason.", "This goal", True),
    Command("goals.celebrated", "h", "celebrate", "celebrated", "Mark its celebration as held.", "This goal", True),
    Command("goals.again", "o", "open_again", "open again", "Open a closed goal again.", "This goal", True),
    Command("goals.read", "right", "read", "read", "Go into the page of the goal, to scroll it.", "This goal"),
)
# fmt: on
