"""Questions on the page before a talk: kept for it, they stand among the talking points."""

from __future__ import annotations

from textual import work

from convo_tui.domain.kept_questions import is_kept, keeping, segment_of
from convo_tui.domain.points import TalkingPoint
from convo_tui.domain.questions import Question
from convo_tui.domain.values import Change
from convo_tui.domain.walks import Walk
from convo_tui.text import clean
from convo_tui.ui.screens.prepare_points import PreparePoints
from convo_tui.ui.screens.prepare_sheets import PrepareSheets
from convo_tui.ui.widgets.prepare_rows import offers


class PrepareQuestions(PrepareSheets, PreparePoints):
    """Enter keeps the question under the cursor; the picker has all the others."""

    @property
    def question(self) -> Question | None:
        """The question under the cursor."""
        return self.line if isinstance(self.line, Question) else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only a question is kept; everywhere else enter starts the talk."""
        if action == "keep_question":
            return self.question is not None
        return super().check_action(action, parameters)

    def action_keep_question(self) -> None:
        """Keep the question under the cursor for the segment it is offered for."""
        if self.page is None or (question := self.question) is None:
            return
        places = {each.question: index for index, each in offers(self.page)}
        if question not in places:
            return
        # One who chooses among them goes on choosing: the cursor stays in the list.
        around = list(places)
        here = around.index(question)
        near = [*around[here + 1 :], *around[:here][::-1]]
        self._keep_question(question, places[question], near[0].id if near else None)

    @work
    async def action_pick_question(self) -> None:
        """Pick a question of the whole bank, or go through a walk."""
        from convo_tui.ui.growing import growing_on
        from convo_tui.ui.modals.question_picker import QuestionPicker

        page = self.page
        if page is None:
            return
        overview, segments = page.briefing.overview, page.template.segments
        picker = QuestionPicker(
            overview.person,
            segments[self._segment_here()].key,
            first_talk=overview.talks == 0,
            keeps=True,
        )
        picked = await self.convo.push_screen_wait(picker)
        if isinstance(picked, Walk):
            await growing_on(self, overview.person, self.next_day).walk(picked.id)
        elif isinstance(picked, Question):
            self._keep_question(picked, segment_of(picked, segments))

    def _segment_here(self) -> int:
        """The segment of the line under the cursor; the first one where it has none."""
        page, line = self.page, self.line
        if page is None:
            return 0
        place: int | None = None
        if isinstance(line, Question):
            place = next((index for index, each in offers(page) if each.question == line), None)
        elif isinstance(line, TalkingPoint):
            place = line.segment
        return place if place is not None and place < len(page.template.segments) else 0

    def _keep_question(
        self, question: Question, segment: int | None, then: str | None = None
    ) -> None:
        """Make a point of a question.

        Args:
            question: the one to keep.
            segment: the index of its segment, None for any time.
            then: the id of the line that the cursor goes to; by default that of the point.
        """
        page = self.page
        if page is None:
            return
        if is_kept(question, page.points):
            self.say("It stands among the talking points already.")
            return
        now, person = self.convo.clock.now(), page.briefing.overview.person
        point = keeping(question, page.points, person.id, segment, now)
        self.plan("keeping the question", [Change.added(point)], then=then)
        where = "any time" if segment is None else clean(page.template.segments[segment].name)
        self.say(f"Kept for {where}, among the talking points. u takes it back.")
