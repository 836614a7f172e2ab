"""Every command of the app, by the place where its key works.

The footer, `?`, the palette, `convo keys` and the settings file all read these tables.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from convo_tui.ui.commands import Command
from convo_tui.ui.goal_commands import GOAL_FORM, GOALS
from convo_tui.ui.sheet_commands import (
    ANSWERS,
    COMMITMENT,
    DRAFT,
    FEEDBACK,
    FIND,
    FORM,
    HINT,
    PICKER,
    RECAP_SHEET,
    REVIEW_SHEET,
    SEARCH,
    SEEK,
    UNLOCK,
    WALK,
)

# One row a command: a table is read by its columns.
# fmt: off
ANYWHERE = (
    Command("app.keys", "question_mark,f1", "app.keys", "keys", "Show the keys that work here.", "Anywhere", True),
    Command("app.palette", "ctrl+p", "app.command_palette", "palette", "Find any command by its name.", "Anywhere", palette=False),
    Command("app.search", "slash", "app.search", "search", "Search everything that was written, with everybody or one person.", "Anywhere"),
    Command("app.feedback", "f7", "app.feedback", "feedback", "Write down feedback from wherever you are: for the person at hand, or for whom you choose.", "Anywhere"),
    Command("app.private", "full_stop", "app.toggle_private", "private", "Hide or show everything private, for a shared screen.", "Anywhere"),
    Command("app.blank", "comma", "app.blank", "blank", "Blank all text at once; any key brings it back.", "Anywhere"),
    Command("app.rescue", "f8", "app.rescue", "write elsewhere", "Write everything into another file, while this one cannot be written.", "Anywhere", True),
    Command("app.quit", "ctrl+q", "app.quit", "leave", "Leave Convo; what runs can be continued.", "Anywhere"),
)

LISTS = (
    Command("list.down", "j", "cursor_down", "down", "Move down (the arrows do too).", "Lists", palette=False),
    Command("list.up", "k", "cursor_up", "up", "Move up.", "Lists", palette=False),
    Command("list.first", "g", "first", "first", "Jump to the first line.", "Lists", palette=False),
    Command("list.last", "G", "last", "last", "Jump to the last line.", "Lists", palette=False),
)

TODAY = (
    Command("today.wrap_up", "w", "wrap_up", "wrap up", "Go on with the wrap-up of the last talk.", "This person", True),
    Command("today.rebook", "y", "rebook", "rebook", "Give the talk that was cancelled another day.", "This person", True),
    Command("today.kept", "K", "keep", "kept", "Mark the commitment under the cursor as kept.", "This line", True),
    Command("today.broken", "B", "break", "broken", "Mark it as broken, with the reason.", "This line", True),
    Command("today.moved", "M", "slip", "moved", "Move its checkpoint to another day.", "This line", True),
    Command("today.celebrated", "h", "celebrate", "celebrated", "Mark the celebration under the cursor as held.", "This line", True),
    Command("today.talk", "m", "talk", "talk now", "Start a talk with this person now, or continue it.", "This person", True),
    Command("today.prepare", "p", "prepare", "prepare", "Prepare the next talk on one page.", "This person", True),
    Command("today.person", "enter", "person", "person", "Open the person: timeline, commitments, goals, insights, profile.", "This person", True),
    Command("today.note", "n", "note", "note", "Capture a line about this person.", "This person", True),
    Command("today.move", "x", "move", "move", "Cancel or move the next talk, with who and why.", "This person", True),
    Command("today.feedback", "f", "feedback", "feedback", "Write down feedback for this person.", "This person", True),
    Command("today.said", "S", "said", "said", "Mark the feedback under the cursor as said just now.", "This line", True),
    Command("today.commit", "greater_than_sign", "commit", "commitment", "Make a commitment of the feedback under the cursor.", "This person", True),
    Command("today.insights", "i", "insights", "insights", "Show what all talks add up to.", "People", True),
    Command("today.add", "a", "add", "add", "Add a person.", "People", True),
    Command("today.archived", "A", "archived", "archived", "Show who is archived: open their page, or bring them back.", "People"),
    Command("today.sample", "D", "sample", "sample team", "Look around with a fabricated sample team, apart from your own data.", "People", True),
    Command("today.backup", "b", "backup", "backup", "Make a backup now.", "Convo"),
    Command("today.settings", "s", "settings", "settings", "Show the settings and where they are kept.", "Convo", True),
    Command("today.undo", "u", "undo", "undo", "Undo the last change.", "Convo"),
)

PERSON = (
    Command("person.rebook", "y", "rebook", "rebook", "Give the talk that was cancelled another day.", "This person", True),
    Command("person.said", "S", "said", "said", "Mark the feedback under the cursor as said just now.", "This line", True),
    Command("person.commit", "greater_than_sign", "commit", "commitment", "Make a commitment of the feedback under the cursor.", "This line", True),
    Command("person.kept", "K", "keep", "kept", "Mark the commitment under the cursor as kept.", "This line"),
    Command("person.broken", "B", "break", "broken", "Mark it as broken, with the reason.", "This line"),
    Command("person.dropped", "X", "drop", "dropped", "Drop it, with the reason.", "This line"),
    Command("person.recap", "r", "recap", "recap", "Open the recap of the talk under the cursor.", "This line", True),
    Command("person.review", "R", "review", "review packet", "Make a whole period into one document: wins, feedback, commitments, talks.", "This person"),
    Command("person.next_tab", "tab", "next_tab", "next", "Go to the next tab.", "This person", True, palette=False),
    Command("person.previous_tab", "shift+tab", "previous_tab", "tab before", "Go to the tab before.", "This person", palette=False),
    Command("person.tab", "v", "choose_tab", "go to", "Go straight to a tab, by its letter.", "This person"),
    Command("person.talk", "m", "talk", "talk", "Start a talk with this person now, or continue it.", "This person", True),
    Command("person.prepare", "p", "prepare", "prepare", "Prepare the next talk on one page.", "This person", True),
    Command("person.note", "n", "note", "note", "Capture a line about this person.", "This person", True),
    Command("person.commitment", "c", "commitment", "commitment", "Write a new commitment.", "This person"),
    Command("person.feedback", "f", "feedback", "feedback", "Write down feedback.", "This person"),
    Command("person.insights", "i", "insights", "insights", "Go to what the talks with this person add up to.", "This person"),
    Command("person.log", "l", "log", "log a talk", "Log a talk that was held away from the keyboard.", "This person"),
    Command("person.move", "x", "move", "cancel or move", "Cancel or move the next talk, with who and why.", "This person"),
    Command("person.calendar", "C", "calendar", "calendar file", "Save the next talks and the checkpoints as a file for your calendar.", "This person"),
    Command("person.undo", "u", "undo", "undo", "Undo the last change.", "This person"),
    Command("person.back", "escape", "back", "back", "Go back.", "This person", True),
)

INSIGHTS = (
    Command("insights.person", "enter", "person", "person", "Open the person, at these figures.", "The figures", True),
    Command("insights.behind", "enter", "behind", "open", "Show what is behind the statement under the cursor: its entries, or the people.", "The figures", True, instead="insights.person"),
    Command("insights.period", "s,p", "period", "period", "Go on to the next period: twelve months, this year, the last one, this quarter, the last one.", "The figures", True),
    Command("insights.text", "t", "as_text", "plots", "Show the figures as text alone, or with the plots again.", "The figures", True),
    Command("insights.column", "tab,shift+tab", "column", "page", "Go from the list to the page, to scroll it, and back.", "The figures", True, palette=False),
    Command("insights.back", "escape", "back", "back", "Go back.", "The figures", True),
)

FIGURES = (
    Command("figures.behind", "enter", "behind", "open", "Show the entries behind the statement under the cursor.", "The figures", True),
    Command("figures.period", "s", "period", "period", "Go on to the next period: twelve months, this year, the last one, this quarter, the last one.", "The figures", True),
    Command("figures.text", "t", "as_text", "plots", "Show the figures as text alone, or with the plots again.", "The figures", True),
)

PAST_TALK = (
    Command("past.edit", "e,enter", "edit", "edit", "Edit the line under the cursor; what it said until then stays beside it.", "This line", True),
    Command("past.said", "S", "said", "said", "Mark the feedback under the cursor as said just now.", "This line", True),
    Command("past.commit", "greater_than_sign", "commit", "commitment", "Make a commitment of the feedback under the cursor.", "This line", True),
    Command("past.delete", "d,delete", "delete", "delete", "Delete the note under the cursor; u brings it back.", "This line", True),
    Command("past.feedback", "f", "feedback", "feedback", "Write down feedback for this person.", "This talk"),
    Command("past.recap", "r", "recap", "recap", "Open the recap of this talk.", "This talk", True),
    Command("past.older", "b,left", "older", "talk before", "Go to the talk before this one.", "This talk", True),
    Command("past.newer", "n,right", "newer", "next talk", "Go to the talk after this one.", "This talk", True),
    Command("past.undo", "u", "undo", "undo", "Undo the last change.", "This talk"),
    Command("past.back", "escape", "back", "back", "Go back.", "This talk", True),
)

TIMELINE = (
    Command("timeline.open", "enter", "open", "open", "Show the entry under the cursor whole.", "This entry", True),
    Command("timeline.edit", "e", "edit_entry", "edit", "Edit the entry; after its talk is over, what it said until then stays beside it.", "This entry", True),
    Command("timeline.talk", "o", "its_talk", "its talk", "Open the talk that the entry is, or belongs to.", "This entry", True),
    Command("timeline.strength", "L", "link_strength", "a strength", "Say which strength a win or feedback shows.", "This entry"),
    Command("timeline.clear", "0", "clear", "all again", "Show everything again.", "What is shown", True),
    Command("timeline.words", "w", "words", "words", "Show only entries with these words, as they are typed.", "What is shown", True),
    Command("timeline.period", "s", "period", "period", "Show only a period, as one says it: since March, last quarter, 12 May to 3 June.", "What is shown", True),
    Command("timeline.date", "colon", "date", "date", "Go to a date: 12 May, last month, 2025, 3 weeks ago.", "Moving", True),
    Command("timeline.earlier", "left", "earlier_week", "week before", "Go to the week before in the strip, over weeks without entries.", "Moving", palette=False),
    Command("timeline.later", "right", "later_week", "week after", "Go to the week after.", "Moving", palette=False),
    Command("timeline.talks", "1", "group(0)", "talks", "Show talks, moved and cancelled ones among them, or leave them out again.", "Kinds, as many as you like"),
    Command("timeline.wins", "2", "group(1)", "wins", "Show wins.", "Kinds, as many as you like"),
    Command("timeline.blockers", "3", "group(2)", "blockers", "Show blockers.", "Kinds, as many as you like"),
    Command("timeline.notes", "4", "group(3)", "notes", "Show notes.", "Kinds, as many as you like"),
    Command("timeline.feedback", "5", "group(4)", "feedback", "Show feedback.", "Kinds, as many as you like"),
    Command("timeline.commitments", "6", "group(5)", "commitments", "Show commitments: made, looked at, closed.", "Kinds, as many as you like"),
    Command("timeline.questions", "7", "group(6)", "questions", "Show questions that were asked.", "Kinds, as many as you like"),
    Command("timeline.points", "8", "group(7)", "points", "Show talking points.", "Kinds, as many as you like"),
    Command("timeline.goals", "9", "group(8)", "goals and growth", "Show goals and growth.", "Kinds, as many as you like"),
)

COMMITMENTS = (
    Command("commitments.edit", "enter", "edit_line", "edit", "Edit the commitment under the cursor.", "This line", True),
    Command("commitments.read", "right", "read", "read", "Go into the page of the commitment, to scroll it.", "This line"),
    Command("commitments.celebrated", "h", "celebrate", "celebrated", "Mark the celebration of the kept commitment as held.", "This line", True),
    Command("commitments.outcome", "o", "outcome", "outcome", "Say how the commitment stands: kept, broken, dropped, moved, on track, open again.", "This line", True),
)

GROWTH = (
    Command("growth.edit", "enter,e", "edit_line", "edit", "Edit what stands under the cursor; of the roadmap that is a walk along it.", "Growth", True),
    Command("growth.roadmap", "w", "roadmap", "walk", "Walk along the career roadmap: where to go, where today, routes, next exit.", "Growth", True),
    Command("growth.strength", "a", "strength", "strength", "Name a strength.", "Growth", True),
    Command("growth.link", "L", "link", "link", "Link a win or feedback in which the strength showed, or take a link away.", "Growth", True),
    Command("growth.let_go", "d", "let_go", "let go", "Let go of the strength or the sheet, or count on it again; it stays in the record.", "Growth", True),
    Command("growth.preferences", "h", "preferences", "how they like it", "Write down how the person thinks and likes to be spoken to; only you see it.", "Growth", True),
    Command("growth.hard_talk", "W", "hard_talk", "hard talk", "Write the sheet for a hard talk; only you see it.", "Growth"),
    Command("growth.exit", "E", "exit", "exit: commit", "Make the next exit a commitment, its day the checkpoint.", "Growth", True),
    Command("growth.versions", "o", "versions", "versions", "Show the earlier versions too, or only the one that holds.", "Growth", True),
    Command("growth.read", "right", "read", "read", "Go into the page, to scroll it.", "Growth"),
)

PROFILE = (
    Command("profile.edit", "e", "edit", "edit person", "Edit name, role, rhythm and zone.", "Profile", True),
    Command("profile.archive", "A", "archive", "archive", "Archive the person, or bring them back: kept in history, gone from Today.", "Profile", True),
)

ASKING = (
    Command("asking.take", "enter", "submit", "take it", "Take what stands in the field.", "The field", True, palette=False),
    Command("asking.leave", "escape", "leave", "leave the field", "Leave the field.", "The field", True, palette=False),
    Command("asking.next", "down", "step(1)", "usual ones", "Go through the periods that are asked for most.", "The field", True, palette=False),
    Command("asking.previous", "up", "step(-1)", "the one before", "Go through them backwards.", "The field", palette=False),
)

PREPARE = (
    Command("prepare.question", "enter", "keep_question", "keep to ask", "Keep the question under the cursor for the talk: it becomes a talking point of its segment.", "This line", True, instead="prepare.start"),
    Command("prepare.start", "enter,m", "start", "start the talk", "Start the talk.", "The talk", True),
    Command("prepare.add", "t", "add_point", "add a point", "Add a talking point.", "Talking points", True),
    Command("prepare.edit", "e", "edit_point", "edit", "Edit the talking point or the goal under the cursor.", "Talking points", True),
    Command("prepare.sheet", "e", "edit_sheet", "edit", "Edit the sheet for a hard talk under the cursor.", "This line", True, instead="prepare.edit"),
    Command("prepare.kept", "K", "keep", "kept", "Mark the commitment under the cursor as kept.", "This line", True, instead="prepare.earlier"),
    Command("prepare.broken", "B", "break", "broken", "Mark it as broken, with the reason.", "This line", True),
    Command("prepare.moved", "M", "slip", "moved", "Move its checkpoint to another day.", "This line", True),
    Command("prepare.celebrated", "h", "celebrate", "celebrated", "Mark the celebration under the cursor as held.", "This line", True),
    Command("prepare.earlier", "K", "earlier", "move up", "Move the talking point up.", "Talking points", True),
    Command("prepare.later", "J", "later", "move down", "Move the talking point down.", "Talking points", True),
    Command("prepare.segment", "s", "segment", "segment", "Plan the talking point for the next segment.", "Talking points", True),
    Command("prepare.drop", "d", "drop_point", "drop", "Drop the talking point.", "Talking points", True),
    Command("prepare.pick", "q", "pick_question", "question", "Pick any question to ask in the talk.", "Talking points", True),
    Command("prepare.hard_talk", "W", "hard_talk", "hard talk", "Write the sheet for a hard talk; only you see it, and it stands beside the notes in the talk.", "The talk"),
    Command("prepare.said", "S", "said", "said", "Mark the feedback under the cursor as said just now.", "This line", True),
    Command("prepare.commit", "greater_than_sign", "commit", "commitment", "Make a commitment of the feedback under the cursor.", "This line", True),
    Command("prepare.feedback", "f", "feedback", "feedback", "Write down feedback for this person.", "The talk"),
    Command("prepare.goal", "o", "goal", "how it stands", "Say how the goal under the cursor stands: a value, a note, reached.", "The talk", True),
    Command("prepare.template", "T", "template", "agenda", "Choose another agenda for this talk.", "The talk"),
    Command("prepare.column", "tab,shift+tab", "column", "other column", "Go to the other column.", "Looking", palette=False),
    Command("prepare.undo", "u", "undo", "undo", "Undo the last change.", "Talking points"),
    Command("prepare.back", "escape", "back", "back", "Go back.", "The talk", True),
)

TALK = (
    # What is asked comes first: it must find room in the footer of the smallest window.
    Command("talk.gap_counts", "y", "gap_counts", "it counts", "The time that went missing belongs to the talk.", "The clock", True),
    Command("talk.gap_out", "o", "gap_out", "leave it out", "The time that went missing does not belong to the talk.", "The clock", True),
    Command("talk.speaker", "space", "speaker", "speaker", "Switch between you and the person as the one who speaks.", "Who speaks", True),
    Command("talk.fold", "v", "fold", "columns", "Go through the columns that a small window folds away.", "Looking", True),
    Command("talk.reassign", "z", "reassign", "other side", "Give the running or just-ended stretch to the other.", "Who speaks"),
    Command("talk.next", "n", "next", "next", "Go on to the next segment.", "The clock", True),
    Command("talk.back", "b", "back", "back", "Go back to the segment before.", "The clock"),
    Command("talk.lend", "plus", "lend", "a minute more", "Give this segment a minute from the latest one that can spare it.", "The clock"),
    Command("talk.return", "minus", "give_back", "a minute back", "Give the last lent minute back.", "The clock"),
    Command("talk.pause", "p", "pause", "pause", "Pause or go on.", "The clock", True),
    Command("talk.end", "e", "end", "end", "End the talk and wrap it up.", "The clock", True),
    Command("talk.tick", "x", "tick", "tick off", "Tick off the line under the cursor: a point, feedback said, a promise, a goal.", "This line", True),
    Command("talk.goal", "enter", "goal", "goal", "Say how the goal under the cursor stands: a value, a note, reached.", "This line", True, palette=False, instead="talk.note"),
    Command("talk.note", "i,enter", "note", "note", "Write a note.", "Writing", True),
    Command("talk.win", "w", "win", "win", "Write down a win.", "Writing"),
    Command("talk.sheet", "s", "sheet", "sheet", "Show the sheet for the hard talk beside the notes, or put it away.", "Looking", True),
    Command("talk.question", "q", "question", "question", "Pick a question to ask.", "Writing", True),
    Command("talk.walk", "W", "walk", "walks", "Go through a walk: career roadmap, strength, how they like it, a hard talk.", "Writing"),
    Command("talk.commitment", "c", "commitment", "commitment", "Write a commitment.", "Writing", True),
    Command("talk.feedback", "f", "feedback", "feedback", "Write down feedback.", "Writing", True),
    Command("talk.point", "t", "point", "talking point", "Add a talking point to this talk.", "Writing"),
    Command("talk.new_goal", "g", "new_goal", "new goal", "Write a goal that is set in this talk.", "Writing"),
    Command("talk.focus_next", "tab", "next_list(1)", "next list", "Move to the next list.", "Lists", palette=False),
    Command("talk.focus_previous", "shift+tab", "next_list(-1)", "list before", "Move to the list before.", "Lists", palette=False),
    Command("talk.commit", "greater_than_sign", "commit", "commitment", "Make a commitment of the feedback under the cursor.", "This line"),
    Command("talk.park", "k", "park", "park", "Park the talking point for the next talk.", "This line"),
    Command("talk.edit", "E", "edit", "edit", "Edit the note, commitment or goal under the cursor.", "This line"),
    Command("talk.delete", "d,delete", "delete", "delete", "Delete the note under the cursor; u brings it back.", "This line"),
    Command("talk.undo", "u", "undo", "undo", "Undo the last thing you did in this talk.", "This line"),
    Command("talk.history", "h", "history", "history", "Look at the person's timeline while the talk goes on.", "Looking"),
    Command("talk.leave", "escape", "leave", "leave", "Leave the screen; the talk goes on and can be opened again.", "Looking"),
)

SPEAKERS = (
    Command("talk.manager", "f2", "app.speak_anywhere('manager')", "you", "You speak; works inside text fields too.", "Who speaks", priority=True),
    Command("talk.report", "f3", "app.speak_anywhere('report')", "them", "The person speaks; works inside text fields too.", "Who speaks", priority=True),
    Command("talk.nobody", "f4", "app.speak_anywhere('')", "nobody", "Nobody speaks; works inside text fields too.", "Who speaks", priority=True),
)

NOTE_LINE = (
    Command("note.save", "enter", "submit", "save", "Save the line and stay.", "The note line", True, palette=False),
    Command("note.leave", "escape", "leave", "leave the line", "Leave the line; what stands in it is kept.", "The note line", True, palette=False),
)

WRAP_UP = (
    Command("wrap.next", "n", "next_step", "next", "Go on to the next part of the wrap-up; after the last one it is done.", "Steps", True),
    Command("wrap.previous", "b", "previous_step", "before", "Go back to the part of the wrap-up before.", "Steps", True),
    Command("wrap.commitment", "c", "commitment", "commitment", "Write one more commitment.", "This step", True),
    Command("wrap.feedback", "f", "feedback", "feedback", "Write down feedback for this person.", "This person"),
    Command("wrap.edit", "e", "edit", "edit", "Type another date for the next talk, or edit the recap.", "This step", True),
    Command("wrap.copy", "y", "copy", "copy", "Copy the recap to the clipboard.", "This step", True),
    Command("wrap.save", "s", "save", "save to a file", "Save the recap to a file.", "This step", True),
    Command("wrap.calendar", "C", "calendar", "calendar file", "Save the next talks and the checkpoints as a file for your calendar.", "This step"),
    Command("wrap.notice", "tab,shift+tab", "notice", "to notice", "Go to what is to notice about this talk, and back to the recap.", "This step"),
    Command("wrap.undo", "u", "undo", "undo", "Undo the last change.", "Steps"),
    Command("wrap.back", "escape", "back", "done", "Leave the wrap-up; everything is kept.", "Steps", True),
)

CHECK = (
    Command("check.fix", "enter", "screen.fix", "mend it", "Open the commitment at the field that the line points at.", "This step", True),
)

GUESS = (
    Command("guess.reveal", "enter", "screen.reveal", "show it", "Keep the guess and show your share.", "This step", True),
    Command("guess.less", "left,down,minus", "step(-5)", "less", "Guess five percent less.", "This step", True),
    Command("guess.more", "right,up,plus", "step(5)", "more", "Guess five percent more; typing a number does the same.", "This step", True),
)

SIGNS = (
    Command("signs.less", "left,minus,h", "screen.answer(-1)", "less", "Answer the line with less than before; once more takes the answer back.", "This step", True),
    Command("signs.same", "space,equals_sign", "screen.answer(0)", "same", "Answer the line with: the same; once more takes the answer back.", "This step", True),
    Command("signs.more", "right,plus,l", "screen.answer(1)", "more", "Answer the line with more than before; once more takes the answer back.", "This step", True),
)

NEXT_DATE = (
    Command("date.accept", "enter", "screen.accept", "keep this date", "Keep the date for the next talk.", "This step", True),
)

RECAP_TEXT = (
    Command("recap.leave", "escape", "screen.leave_edit", "leave the field", "Leave the field; what stands in it is the recap.", "This step", True, palette=False),
)

SETTINGS = (
    Command("settings.theme", "t", "theme", "theme", "Choose the theme.", "Settings", True),
    Command("settings.edit", "e", "edit", "edit the file", "Open the settings file in your editor.", "Settings", True),
    Command("settings.hints", "h", "hints", "hints again", "Show the hints again that you dismissed.", "Settings", True),
    Command("settings.back", "escape", "back", "back", "Go back.", "Settings", True),
)
RECOVERY = (
    Command("recovery.restore", "enter,r", "restore", "restore it", "Bring the backup under the cursor back; the damaged file is kept beside it.", "The damaged file", True),
    Command("recovery.mend", "w", "mend", "make it anew", "Make anew what follows from what you wrote, and open the file.", "The damaged file", True),
    Command("recovery.text", "t", "save_text", "save as text", "Save what can still be read as text that only you may read.", "The damaged file", True),
    Command("recovery.again", "o", "again", "open again", "Try to open the file again.", "The damaged file", True),
    Command("recovery.leave", "q,escape", "leave", "leave", "Leave Convo; everything stays as it is.", "The damaged file", True),
)
# fmt: on

TABLES: dict[str, tuple[Command, ...]] = {
    "app": ANYWHERE,
    "list": LISTS,
    "today": TODAY,
    "person": PERSON,
    "insights": INSIGHTS,
    "figures": FIGURES,
    "past": PAST_TALK,
    "timeline": TIMELINE,
    "commitments": COMMITMENTS,
    "growth": GROWTH,
    "profile": PROFILE,
    "asking": ASKING,
    "prepare": PREPARE,
    "talk": (*TALK, *SPEAKERS),
    "note": NOTE_LINE,
    "picker": PICKER,
    "find": FIND,
    "search": SEARCH,
    "seek": SEEK,
    "form": FORM,
    "draft": DRAFT,
    "feedback": FEEDBACK,
    "hint": HINT,
    "commitment": COMMITMENT,
    "answers": ANSWERS,
    "walk": WALK,
    "goal": GOAL_FORM,
    "goals": GOALS,
    "wrap": WRAP_UP,
    "check": CHECK,
    "guess": GUESS,
    "signs": SIGNS,
    "date": NEXT_DATE,
    "recap": RECAP_TEXT,
    "sheet": RECAP_SHEET,
    "packet": REVIEW_SHEET,
    "settings": SETTINGS,
    "recovery": RECOVERY,
    "unlock": UNLOCK,
}

_TOGETHER = (
    {"person", "timeline"},
    {"person", "commitments"},
    {"person", "figures"},
    {"person", "growth"},
    {"person", "goals"},
    {"person", "profile"},
    {"form", "draft", "feedback"},
    {"form", "hint"},
    {"draft", "hint"},
    {"feedback", "hint"},
    {"answers", "hint"},
    {"wrap", "hint"},
    {"form", "draft", "commitment"},
    {"form", "draft", "answers", "walk"},
    {"form", "draft", "goal"},
    {"wrap", "check"},
    {"wrap", "guess"},
    {"wrap", "signs"},
    {"wrap", "date"},
)


def _live_together(one: str, other: str) -> bool:
    pair = {one, other}
    if "list" in pair:
        return "talk" not in pair  # its lists move by arrows: `k` parks there
    return "app" in pair or any(pair <= places for places in _TOGETHER)


@cache
def neighbours() -> Mapping[str, frozenset[str]]:
    """Which places are live together, so that their keys must differ.

    Asked for once the settings are read: the first frame does without it.
    """
    return {
        place: frozenset(
            other for other in TABLES if other != place and _live_together(place, other)
        )
        for place in TABLES
    }


COMMANDS: dict[str, Command] = {
    command.id: command for table in TABLES.values() for command in table
}
