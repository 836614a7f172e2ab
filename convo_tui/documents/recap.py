"""The recap of a talk for both to read: as Markdown, as plain text, as JSON.

All three are made of a `Recap`, which has nothing private in it; see `shared`.
"""

from __future__ import annotations

from dataclasses import dataclass

from convo_tui.documents.markdown import escaped
from convo_tui.documents.shared import AgendaLine, Recap, Step, recap_of
from convo_tui.domain.commitments import CommitmentState
from convo_tui.domain.dates import clock_time, full_date, short_date
from convo_tui.domain.overview import TalkPage
from convo_tui.domain.values import Side

AGENDA = "Agenda"
EMPTY = "Nothing was written down in this talk."


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a list, and the lines beneath it."""

    text: str
    below: tuple[str, ...] = ()


def recap_markdown(page: TalkPage, zone: str) -> str:
    """The recap as Markdown, ending with a line end; the manager's own wording where there is one.

    Args:
        page: the talk; what is private in it does not get out.
        zone: the IANA zone in which times are told.
    """
    recap = recap_of(page, zone)
    if recap.edited:
        return recap.edited + "\n"
    return generated_markdown(page, zone)


def generated_markdown(page: TalkPage, zone: str) -> str:
    """The recap as the talk gives it, whatever the manager made of it; see `recap_markdown`."""
    recap = recap_of(page, zone)
    lines = [f"# {escaped(_title(recap))}", "", escaped(_span(recap))]
    sections = _sections(recap)
    for title, listed in sections:
        lines += ["", f"## {title}", ""]
        for line in listed:
            lines.append(f"- {escaped(line.text)}")
            lines += [f"  - {escaped(text)}" for text in line.below]
    if all(title == AGENDA for title, _ in sections):
        lines += ["", EMPTY]
    return "\n".join(lines) + "\n"


def recap_text(page: TalkPage, zone: str) -> str:
    """The recap as plain text; see `recap_markdown`."""
    recap = recap_of(page, zone)
    if recap.edited:
        return recap.edited + "\n"
    lines = [_title(recap), _span(recap)]
    sections = _sections(recap)
    for title, listed in sections:
        lines += ["", title.upper()]
        for line in listed:
            lines.append(f"- {line.text}")
            lines += [f"    {text}" for text in line.below]
    if all(title == AGENDA for title, _ in sections):
        lines += ["", EMPTY]
    return "\n".join(lines) + "\n"


def recap_json(page: TalkPage, zone: str) -> dict[str, object]:
    """The recap as plain values for `json.dumps`; a stable shape.

    `edited` is the manager's own wording or None; the other keys are there either way. Instants
    are ISO 8601 in `zone`, days are `2026-11-27`, owners `manager`, `report` or `both`.
    """
    recap = recap_of(page, zone)
    return {
        "person": recap.name,
        "talk": recap.talk,
        "number": recap.number,
        "started_at": recap.started.isoformat(),
        "ended_at": recap.ended and recap.ended.isoformat(),
        "minutes": round(recap.minutes),
        "agenda": [_agenda_json(line) for line in recap.agenda],
        "wins": list(recap.wins),
        "blockers": list(recap.blockers),
        "notes": [{"segment": name, "lines": list(lines)} for name, lines in recap.notes],
        "questions": [
            {"question": text, "answers": list(answers)} for text, answers in recap.questions
        ],
        "next_steps": [_step_json(step) for step in recap.next_steps],
        "promises_closed": [_step_json(step) for step in recap.closed],
        "next_time": [{"raised_by": who.value, "text": text} for who, text in recap.parked],
        "edited": recap.edited or None,
    }


def _title(recap: Recap) -> str:
    return f"{recap.name}, {full_date(recap.started.date())}"


def _span(recap: Recap) -> str:
    begun = clock_time(recap.started)
    if recap.ended is None:
        return f"Since {begun}, not ended yet"
    return f"{begun} to {clock_time(recap.ended)}, {_minutes(recap.minutes)}"


def _minutes(minutes: float) -> str:
    whole = round(minutes)
    if minutes and not whole:
        return "under a minute"
    return f"{whole} minute" if whole == 1 else f"{whole} minutes"


def _sections(recap: Recap) -> list[tuple[str, list[_Line]]]:
    """The headings that have something beneath them, in the order in which a talk is read."""
    sections = [
        (AGENDA, [_agenda_line(line) for line in recap.agenda if line.minutes is not None]),
        ("Wins", [_Line(text) for text in recap.wins]),
        ("Blockers", [_Line(text) for text in recap.blockers]),
        ("Questions", [_Line(text, answers) for text, answers in recap.questions]),
        ("Notes", [_Line(name, lines) for name, lines in recap.notes]),
        ("Next steps", [_step_line(recap, step) for step in recap.next_steps]),
        ("Promises closed", [_Line(_step_words(recap, step)) for step in recap.closed]),
        ("For next time", [_Line(f"{_who(recap, side)}: {text}") for side, text in recap.parked]),
    ]
    return [(title, lines) for title, lines in sections if lines]


def _who(recap: Recap, side: Side) -> str:
    """A side by a name that both readers understand."""
    return {Side.MANAGER: "Manager", Side.REPORT: recap.first_name}.get(side, "Both")


def _agenda_line(line: AgendaLine) -> _Line:
    if not line.minutes:
        return _Line(f"{line.name}: not reached, {_minutes(line.planned)} planned")
    took = round(line.minutes) or "under 1"
    return _Line(f"{line.name}: {took} of {_minutes(line.planned)}")


def _step_words(recap: Recap, step: Step) -> str:
    state = "" if step.state is CommitmentState.OPEN else f" ({step.state.value})"
    return f"{_who(recap, step.owner)}: {step.goal}{state}"


def _step_line(recap: Recap, step: Step) -> _Line:
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
    below = tuple(f"{label}: {words}" for label, words in parts if words)
    return _Line(_step_words(recap, step), below)


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
