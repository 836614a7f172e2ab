"""The commands of the sheets over a screen; `command_tables` lists them with all others."""

from __future__ import annotations

from convo_tui.ui.commands import Command

# One row a command: a table is read by its columns.
# fmt: off
PICKER = (
    Command("picker.ask", "enter", "ask", "ask", "Ask this question: it stays on the talk screen; before a talk, keep it for then.", "Questions", True, palette=False),
    Command("picker.star", "s", "star", "star", "Star the question, so that it is suggested first, or take the star away.", "Questions", True),
    Command("picker.add", "a,ctrl+n", "add", "add own", "Add a question of your own, with the words in the search field.", "Questions", True),
    Command("picker.edit", "e", "edit", "edit", "Edit the question; one that comes with Convo is copied and the copy is yours.", "Questions", True),
    Command("picker.hide", "x", "hide", "hide", "Hide the question, or bring a hidden one back.", "Questions", True),
    Command("picker.delete", "d,delete", "delete", "delete own", "Delete the question, if it is your own.", "Questions"),
    Command("picker.hidden", "H", "show_hidden", "hidden ones", "Show hidden questions too, at the end, to bring them back.", "Questions"),
    Command("picker.undo", "u", "undo", "undo", "Undo the last change.", "Questions"),
    Command("picker.search", "slash", "search", "search", "Go to the search field.", "Questions", True, palette=False, instead="app.search"),
    Command("picker.back", "escape", "back", "back", "Go back without asking.", "Questions", True),
)

FIND = (
    Command("find.ask", "enter", "screen.ask", "ask", "Ask the question at the cursor, or keep it for the talk; where none fits, write it down as your own.", "The search field", True, palette=False),
    Command("find.list", "tab", "screen.leave_search", "star, edit, hide", "Go to the list, where letters star, add, edit and hide.", "The search field", True, palette=False),
    Command("find.back", "escape", "screen.leave_search", "leave the field", "Leave the field for the list.", "The search field", True, palette=False),
)

SEARCH = (
    Command("search.open", "enter", "open", "open", "Open the hit in its timeline, or the page of the person.", "Search", True, palette=False),
    Command("search.whom", "ctrl+t", "whom", "all or one", "Search with everybody, or only with the person you came from.", "Search", True),
    Command("search.field", "slash", "field", "search", "Go to the search field.", "Search", True, palette=False, instead="app.search"),
    Command("search.back", "escape", "back", "back", "Go back to where you were.", "Search", True, palette=False),
)

SEEK = (
    Command("seek.open", "enter", "screen.open", "open", "Open the hit at the cursor in its timeline, or the page of the person.", "The search field", True, palette=False),
    Command("seek.list", "tab", "screen.leave_field", "to the hits", "Go to the hits, where letters are keys again.", "The search field", True, palette=False),
)

FORM = (
    Command("form.save", "ctrl+s", "save", "save", "Save the form.", "The form", True),
    Command("form.back", "escape", "back", "back", "Leave the form; what was typed is kept as a draft.", "The form", True),
)

DRAFT = (
    Command("draft.afresh", "ctrl+r", "afresh", "start afresh", "Forget what was typed here before, and begin with what is saved.", "The form", True),
)

FEEDBACK = (
    Command("feedback.next", "tab", "next", "whole form", "Open the rest of the form: so what, now what, when it was seen; then go to the next field.", "Feedback", True, palette=False),
    Command("feedback.kind", "ctrl+t", "kind", "kind", "Make it praise or redirect; + or - before the words does the same.", "Feedback", True),
    Command("feedback.said", "ctrl+n", "said", "said", "Say whether you have said it just now, or not yet.", "Feedback", True),
)

HINT = (
    Command("hint.dismiss", "ctrl+g", "dismiss_hint", "no such hints", "Show hints of this kind never again; the settings bring them back.", "Hints"),
)

COMMITMENT = (
    Command("commitment.next", "tab,down", "next", "other parts", "Go to the next part; the other five stand below the day.", "Commitment", True, palette=False),
    Command("commitment.previous", "shift+tab,up", "previous", "part before", "Go to the part before.", "Commitment", palette=False),
    Command("commitment.reword", "ctrl+o", "reword", "better wording", "Take the better wording that is offered; once more brings the earlier one back.", "Commitment", True),
    Command("commitment.private", "ctrl+t", "private", "private", "Make it private, or shared again.", "Commitment", True),
)

ANSWERS = (
    Command("answers.next", "tab", "part_after", "next part", "Go to the next part; in a walk to the next step after the last one.", "The walk", palette=False),
    Command("answers.previous", "shift+tab", "part_before", "part before", "Go to the part before.", "The walk", palette=False),
)

WALK = (
    Command("walk.next", "ctrl+n", "step_after", "next step", "Go to the next step; this one may stay blank.", "The walk", True),
    Command("walk.previous", "ctrl+b", "step_before", "step before", "Go back to the step before.", "The walk", True),
)

RECAP_SHEET = (
    Command("sheet.copy", "y", "copy", "copy", "Copy the recap to the clipboard.", "The recap", True),
    Command("sheet.save", "s", "save", "save to a file", "Save the recap to a file.", "The recap", True),
    Command("sheet.format", "f", "format", "format", "Write it as Markdown, a page, plain text, a mail or JSON.", "The recap", True),
    Command("sheet.wrap_up", "w", "wrap_up", "wrap-up", "Open the wrap-up of this talk again: next steps, guess, answers, next talk, recap.", "The recap", True),
    Command("sheet.back", "escape,q", "back", "back", "Go back.", "The recap", True),
)

REVIEW_SHEET = (
    Command("packet.period", "p", "period", "period", "Choose the period, or type one.", "The packet", True),
    Command("packet.audience", "a", "audience", "reader", "Make it for the person, or for you alone with everything private.", "The packet", True),
    Command("packet.format", "f", "format", "format", "Write it as Markdown, a page, plain text or JSON.", "The packet", True),
    Command("packet.edit", "e", "edit", "edit", "Edit it in your own editor ($VISUAL) before you save it.", "The packet", True),
    Command("packet.afresh", "x", "afresh", "anew", "Forget what you wrote, and make it from what is written down.", "The packet", True),
    Command("packet.copy", "y", "copy", "copy", "Copy it to the clipboard.", "The packet", True),
    Command("packet.save", "s", "save", "save", "Save it to a file.", "The packet", True),
    Command("packet.back", "escape,q", "back", "back", "Go back.", "The packet", True),
)

UNLOCK = (
    Command("unlock.open", "enter", "screen.open", "open", "Open the file with what was typed.", "The passphrase", True, palette=False),
    Command("unlock.remember", "ctrl+t", "screen.remember", "remember", "Have this system's keyring open the file from now on, or not.", "The passphrase", True),
    Command("unlock.leave", "escape", "screen.leave", "leave", "Leave Convo; the file stays as it is.", "The passphrase", True, palette=False),
)
# fmt: on
