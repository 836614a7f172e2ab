"""Talking points on the page before a talk: as they are typed, and what is done with them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from textual import work

from convo_tui.domain.agenda import Template
from convo_tui.domain.capture import Captured, LineKind, as_line, parse_line
from convo_tui.domain.planning import next_position, replanned, shifted
from convo_tui.domain.points import PointState, TalkingPoint
from convo_tui.domain.values import Change, Side, new_id
from convo_tui.text import clean
from convo_tui.ui.modals.line import LineSheet
from convo_tui.ui.screens.prepare_goals import PrepareGoals
from convo_tui.ui.widgets.prepare_rows import Preparation

SIGNS_HINT = "enter saves · esc leaves · ~ before it: private · @them: they raise it"


def as_point(line: str) -> Captured:
    """A line read as a talking point, with or without the sign of one."""
    return parse_line("?" + line.strip().removeprefix("?").lstrip())


def new_point(captured: Captured, person_id: str, at: datetime, position: int) -> TalkingPoint:
    """The point that was written down."""
    return TalkingPoint(
        new_id(),
        person_id,
        captured.text,
        at,
        captured.owner or Side.MANAGER,
        captured.private,
        position=position,
    )


def line_of(point: TalkingPoint) -> str:
    """A point as one would type it."""
    raised_by = None if point.raised_by is Side.MANAGER else point.raised_by
    written = Captured(LineKind.POINT, point.private, point.text, owner=raised_by)
    return as_line(written).replace("?", "", 1).strip()


def reworded(point: TalkingPoint, captured: Captured) -> TalkingPoint:
    """The point as it was worded anew."""
    raised_by = captured.owner or Side.MANAGER
    return replace(point, text=captured.text, private=captured.private, raised_by=raised_by)


def minutes_words(template: Template) -> str:
    """`Wins 5 · Blockers 10`."""
    return " · ".join(f"{clean(each.name)} {each.minutes}" for each in template.segments)


class PreparePoints(PrepareGoals):
    """The page before a talk with what is done with a talking point.

    Attributes:
        page: all that it shows; None until that is read.
    """

    page: Preparation | None = None

    def show_page(self, *, key: object = None) -> None:
        """Show the page as it stands.

        Args:
            key: of the line that the cursor goes to; by default it stays.
        """

    @property
    def point(self) -> TalkingPoint | None:
        """The talking point under the cursor, where its words may be seen."""
        point = self.line
        hidden = isinstance(point, TalkingPoint) and point.private and self.convo.private_hidden
        return point if isinstance(point, TalkingPoint) and not hidden else None

    def plan(self, label: str, changes: Sequence[Change], *, then: str | None = None) -> None:
        """Show the points as changed at once, and have the changes kept.

        Args:
            label: what was done, for the sentence that undoes it.
            changes: kept together.
            then: the id of the line that the cursor goes to; by default that of a new point.
        """
        if changes:
            self.change(label, *changes)
            self._take_in(changes, then)

    def _keep(self, *changes: Change) -> None:
        """Undoing shows at once, too, so that the next key finds what it was meant for."""
        super()._keep(*changes)
        self._take_in(changes)

    def _take_in(self, changes: Sequence[Change], then: str | None = None) -> None:
        page = self.page
        if page is None:
            return
        points = {point.id: point for point in page.points}
        for change in changes:
            after = change.after
            if isinstance(after, TalkingPoint) and after.state is PointState.OPEN:
                points[after.id] = after
            elif change.before is not None:
                points.pop(change.before.id, None)
        self.page = page.with_points(tuple(points.values()))
        came = points.keys() - {point.id for point in page.points}
        self.show_page(key=then or min(came, default=None))

    @work
    async def action_add_point(self) -> None:
        """Write down a point for the talk."""
        page = self.page
        if page is None:
            return
        person = page.briefing.overview.person
        title = f"What is to be raised with {person.first_name}?"
        draft = f"point {person.id}"
        line = await self.convo.push_screen_wait(LineSheet(title, hint=SIGNS_HINT, draft=draft))
        captured = as_point(line or "")
        if captured.empty or self.page is None:
            return
        place = next_position(self.page.points)
        point = new_point(captured, person.id, self.convo.clock.now(), place)
        self.plan("the new talking point", [Change.added(point)])

    @work
    async def action_edit_point(self) -> None:
        """Word the point under the cursor anew, or edit the goal."""
        if self.goal is not None:
            self.edit_goal(self.goal)
        if (point := self.point) is None:
            return
        value = line_of(point)
        draft = f"edit {point.id}"
        sheet = LineSheet("The talking point", value=value, hint=SIGNS_HINT, draft=draft)
        line = await self.convo.push_screen_wait(sheet)
        captured = as_point(line or "")
        if captured.empty or line == value:
            return
        self.plan("the new wording", [Change.edited(point, reworded(point, captured))])

    def action_earlier(self) -> None:
        """Move the point up within its segment."""
        self._shift(-1)

    def action_later(self) -> None:
        """Move the point down within its segment."""
        self._shift(1)

    def _shift(self, step: int) -> None:
        page, point = self.page, self.point
        if page is None or point is None:
            return
        changes = shifted(page.points, point, step, len(page.template.segments))
        if not changes:
            place = "first" if step < 0 else "last"
            self.say(f"It is the {place} there; s plans it for the next segment.")
        self.plan("moving the talking point", changes)

    def action_segment(self) -> None:
        """Plan the point for the next segment; after the last one, for any time."""
        page, point = self.page, self.point
        if page is None or point is None:
            return
        segments = page.template.segments
        after = replanned(point, page.points, len(segments))
        self.plan("planning the talking point", [Change.edited(point, after)])
        place = "any time" if after.segment is None else clean(segments[after.segment].name)
        self.say(f"Planned for {place}.")

    def action_drop_point(self) -> None:
        """Let the point go."""
        point = self.point
        if point is None:
            return
        after = replace(point, state=PointState.DROPPED, closed_at=self.convo.clock.now())
        self.plan("dropping the talking point", [Change.edited(point, after)])
        self.say("Dropped. u brings it back.")
