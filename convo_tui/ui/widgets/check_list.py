"""The commitments of a talk, each with what its wording leaves open beneath it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content

from convo_tui.domain.commitments import Commitment
from convo_tui.domain.wording import Finding, Part, check
from convo_tui.text import clean
from convo_tui.ui.command_tables import CHECK
from convo_tui.ui.commands import bindings
from convo_tui.ui.widgets.row import Row
from convo_tui.ui.widgets.row_list import BrowseList, Item
from convo_tui.ui.widgets.signs import STATES
from convo_tui.ui.widgets.teller import PRIVATE, Teller, parts_words

FIELDS = {Part.METRIC: "The metric: ", Part.MANAGER_PART: "Your part: "}
"""Where vague words stand, if not in the goal."""


@dataclass(frozen=True, slots=True)
class CheckLine:
    """A line of the check: the commitment, and the field that the line points at."""

    commitment: Commitment
    part: Part = Part.GOAL


class CheckList(BrowseList[CheckLine]):
    """Enter on a line opens the commitment at the field in question."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(CHECK)]


def check_items(commitments: Iterable[Commitment], teller: Teller) -> Iterator[Item[CheckLine]]:
    """The lines for these commitments; nothing of a private one while those are hidden."""
    for commitment in commitments:
        if commitment.private and teller.hides:
            yield Item(Row(PRIVATE))
            continue
        yield _commitment(commitment, teller)
        for number, finding in enumerate(check(commitment, teller.today)):
            line = CheckLine(commitment, finding.part)
            yield Item(_finding(finding), line, (commitment.id, finding.part, number))
        yield Item(Row(""))


def _commitment(commitment: Commitment, teller: Teller) -> Item[CheckLine]:
    sign, colour = STATES[commitment.state]
    lead = Content.assemble((f"{sign} ", colour), teller.who_column(commitment.owner))
    goal = clean(commitment.goal) or "no goal yet"
    body = Content.assemble((goal, "bold"), "\n", parts_words(commitment))
    return Item(Row(body, lead, teller.state(commitment)), CheckLine(commitment), commitment.id)


def _finding(finding: Finding) -> Row:
    """A vague word asks; a blank only says so, and names its field itself."""
    if finding.hint is None:
        return Row(Content.styled(finding.sentence, "$muted"), Content.styled("  · ", "$muted"))
    better = f"\n→ {clean(finding.hint.rewrite)}" if finding.hint.rewrite else ""
    where = FIELDS.get(finding.part, "")
    body = Content.assemble((where, "$muted"), clean(finding.sentence), (better, "$muted"))
    return Row(body, Content.styled("  ? ", "$asks"))
