"""The recap of a talk for both to read: as Markdown, HTML, plain text, JSON or a mail.

All are made of a `Recap`, which has nothing private in it; see `shared`. Private notes are put
beside it, apart and marked, only where the manager asks for them.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime

from convo_tui.documents.model import Document, Format, Line, Listing, Section
from convo_tui.documents.private import NOTICE, PRIVATE_NOTES, PrivateLine, private_of
from convo_tui.documents.recap_growth import (
    goal_json,
    goal_line,
    roadmap_json,
    roadmap_lines,
    strength_line,
)
from convo_tui.documents.render_markdown import as_markdown, section_as_markdown
from convo_tui.documents.render_text import as_text
from convo_tui.documents.shared import AgendaLine, Recap, Step, recap_of
from convo_tui.documents.telling import minutes_words
from convo_tui.domain.cadence import Planned
from convo_tui.domain.commitments import CommitmentState
from convo_tui.domain.dates import clock_time, day_and_year, full_date, short_date
from convo_tui.domain.overview import TalkPage
from convo_tui.domain.values import Side

AGENDA = "Agenda"
LEAST_AWAY = 2
"""Minutes of a talk in which its clock stood, from which on the recap says that it did."""

EMPTY = "Nothing was written down in this talk."


def recap_in(form: Format, page: TalkPage, zone: str, *, private: bool = False) -> str:
    """The recap as a file of that kind holds it, ending with a line end.

    Args:
        form: what to write.
        page: the talk; what is private in it gets out only where `private` says so.
        zone: the IANA zone in which times are told.
        private: put the private notes at the end, and say at the top that they are there.
    """
    if form is Format.JSON:
        shape = recap_json(page, zone, private=private)
        return json.dumps(shape, ensure_ascii=False, indent=2) + "\n"
    document = recap_document(page, zone, private=private)
    match form:
        case Format.MARKDOWN:
            return as_markdown(document)
        case Format.TEXT:
            return as_text(document)
        case Format.HTML:
            from convo_tui.documents.render_html import as_html

            return as_html(document)
        case Format.MAIL:
            from convo_tui.documents.mail import as_mail

            return as_mail(document)


def recap_markdown(page: TalkPage, zone: str) -> str:
    """The recap as Markdown, ending with a line end; the manager's own wording where there is one.

    Args:
        page: the talk; what is private in it does not get out.
        zone: the IANA zone in which times are told.
    """
    return as_markdown(recap_document(page, zone))


def generated_markdown(page: TalkPage, zone: str) -> str:
    """The recap as the talk gives it, whatever the manager made of it; see `recap_markdown`."""
    return as_markdown(_generated(recap_of(page, zone)))


def recap_text(page: TalkPage, zone: str) -> str:
    """The recap as plain text; see `recap_markdown`."""
    return as_text(recap_document(page, zone))


def recap_document(page: TalkPage, zone: str, *, private: bool = False) -> Document:
    """The recap, to be written as anything; the arguments are those of `recap_in`."""
    recap = recap_of(page, zone)
    hidden = private_of(page) if private else ()
    document = _generated(recap, hidden)
    if not recap.edited:
        return document
    wording = recap.edited
    if hidden:
        wording += f"\n\n{section_as_markdown(document.sections[-1])}"
    return Document(document.title, document.lead, (), document.notice, wording=wording)


def _generated(recap: Recap, hidden: tuple[PrivateLine, ...] = ()) -> Document:
    sections = _sections(recap)
    bare = all(section.title == AGENDA for section in sections)
    if hidden:
        lines = tuple(Line(each.text, who=each.what) for each in hidden)
        sections.append(Section("private", PRIVATE_NOTES, (Listing(lines),)))
    return Document(
        f"{recap.name}, {full_date(recap.started.date())}",
        (_span(recap), *_next_talk(recap)),
        tuple(sections),
        notice=NOTICE if hidden else "",
        closing=EMPTY if bare and not hidden else "",
    )


def recap_json(page: TalkPage, zone: str, *, private: bool = False) -> dict[str, object]:
    """The recap as plain values for `json.dumps`; a stable shape.

    `edited` is the manager's own wording or None, `private` None unless it was asked for; the
    other keys are there either way. Instants are ISO 8601 in `zone`, days are `2026-11-27`,
    owners `manager`, `report` or `both`.
    """
    recap = recap_of(page, zone)
    return {
        "person": recap.name,
        "talk": recap.talk,
        "number": recap.number,
        "started_at": _instant(recap.started, whole=not recap.has_time),
        "ended_at": recap.ended.isoformat() if recap.ended and recap.minutes is not None else None,
        "minutes": None if recap.minutes is None else round(recap.minutes),
        "logged": recap.logged,
        "agenda": [_agenda_json(line) for line in recap.agenda],
        "opened_with": list(recap.opened),
        "wins": list(recap.wins),
        "blockers": list(recap.blockers),
        "notes": [{"segment": name, "lines": list(lines)} for name, lines in recap.notes],
        "questions": [
            {"question": text, "answers": list(answers)} for text, answers in recap.questions
        ],
        "goals": [goal_json(goal) for goal in recap.goals],
        "roadmap": roadmap_json(recap.roadmap),
        "strengths": [asdict(strength) for strength in recap.strengths],
        "next_steps": [_step_json(step) for step in recap.next_steps],
        "promises_closed": [_step_json(step) for step in recap.closed],
        "celebrated": [{"celebration": how, "for": what} for how, what in recap.celebrated],
        "next_time": [{"raised_by": who.value, "text": text} for who, text in recap.parked],
        "edited": recap.edited or None,
        "next_talk": _next_json(recap.next_talk),
        "private": [{"kind": each.kind, "text": each.text} for each in private_of(page)]
        if private
        else None,
    }


def _next_json(planned: Planned | None) -> str | None:
    if planned is None:
        return None
    return planned.at.isoformat() if planned.has_time else planned.at.date().isoformat()


def _instant(at: datetime, *, whole: bool) -> str:
    """As ISO 8601; `whole` leaves out the fraction that marks a day alone."""
    return (at.replace(microsecond=0) if whole else at).isoformat()


def _span(recap: Recap) -> str:
    begun = clock_time(recap.started)
    if recap.ended is None:
        return f"Since {begun}, not ended yet"
    if not recap.logged:
        minutes = recap.minutes or 0
        # Pauses and gaps are not in the minutes, and two times of a clock promise more of them.
        away = (recap.ended - recap.started).total_seconds() / 60 - minutes
        clock = " on the clock" if away >= LEAST_AWAY else ""
        return f"{begun} to {clock_time(recap.ended)}, {minutes_words(minutes)}{clock}"
    known = [begun] if recap.has_time else []
    if recap.minutes is not None:
        known = [f"{begun} to {clock_time(recap.ended)}"] if known else []
        known.append(minutes_words(recap.minutes))
    return ", ".join([*known, "written down afterwards"]).capitalize()


def _next_talk(recap: Recap) -> tuple[str, ...]:
    planned = recap.next_talk
    if planned is None:
        return ()
    at = (clock_time(planned.at),) if planned.has_time else ()
    return (f"Next talk: {', '.join((day_and_year(planned.at.date()), *at))}",)


def _sections(recap: Recap) -> list[Section]:
    """The headings that have something beneath them, in the order in which a talk is read."""
    found = (
        (AGENDA, [_agenda_line(line) for line in recap.agenda if line.minutes is not None]),
        ("Opened with", [Line(text) for text in recap.opened]),
        ("Wins", [Line(text) for text in recap.wins]),
        ("Blockers", [Line(text) for text in recap.blockers]),
        ("Questions", [Line(text, below=answers) for text, answers in recap.questions]),
        ("Notes", [Line(name, below=lines) for name, lines in recap.notes]),
        ("Goals", [goal_line(goal) for goal in recap.goals]),
        ("Roadmap", roadmap_lines(recap.roadmap, recap.started.date())),
        ("Strengths", [strength_line(strength) for strength in recap.strengths]),
        ("Next steps", [_step_line(recap, step) for step in recap.next_steps]),
        ("Promises closed", [_step_words(recap, step) for step in recap.closed]),
        ("Celebrated", [Line(how, below=(f"For: {what}",)) for how, what in recap.celebrated]),
        ("For next time", [Line(text, who=_who(recap, side)) for side, text in recap.parked]),
    )
    return [
        Section(title.lower().replace(" ", "-"), title, (Listing(tuple(lines)),))
        for title, lines in found
        if lines
    ]


def _who(recap: Recap, side: Side) -> str:
    """A side by a name that both readers understand."""
    return {Side.MANAGER: "Manager", Side.REPORT: recap.first_name}.get(side, "Both")


def _agenda_line(line: AgendaLine) -> Line:
    if not line.minutes:
        return Line(f"not reached, {minutes_words(line.planned)} planned", who=line.name)
    took = round(line.minutes) or "under 1"
    return Line(f"{took} of {minutes_words(line.planned)}", who=line.name)


def _step_words(recap: Recap, step: Step, below: tuple[str, ...] = ()) -> Line:
    state = "" if step.state is CommitmentState.OPEN else step.state.value
    return Line(step.goal, who=_who(recap, step.owner), mark=state, below=below)


def _step_line(recap: Recap, step: Step) -> Line:
    talked_on = recap.started.date()
    days = [short_date(day, talked_on) for day in step.checkpoints]
    parts = (
        ("Checkpoints" if len(days) > 1 else "Checkpoint", ", ".join(days)),
        ("How we see that it worked", step.metric),
        ("What it needs", step.resources),
        ("The manager's part", step.manager_part),
        ("What might get in the way", step.obstacles),
        ("How we celebrate", step.celebration),
    )
    return _step_words(recap, step, tuple(f"{label}: {words}" for label, words in parts if words))


def _agenda_json(line: AgendaLine) -> dict[str, object]:
    return {
        "segment": line.name,
        "planned_minutes": line.planned,
        "minutes": None if line.minutes is None else round(line.minutes, 1),
    }


def _step_json(step: Step) -> dict[str, object]:
    return {
        "owner": step.owner.value,
        "goal": step.goal,
        "state": step.state.value,
        "checkpoints": [day.isoformat() for day in step.checkpoints],
        "metric": step.metric,
        "resources": step.resources,
        "manager_part": step.manager_part,
        "obstacles": step.obstacles,
        "celebration": step.celebration,
    }
