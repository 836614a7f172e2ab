from __future__ import annotations

import pytest
from sample_team import TUESDAY, YEAR
from shell_commands import ZONE, Convo

from convo_tui.clock import FakeClock


@pytest.fixture
def filled(convo: Convo) -> Convo:
    convo.clock = FakeClock(TUESDAY, ZONE)
    convo.keep(YEAR.values, YEAR.events)
    return convo


def test_a_person_is_told_in_groups_of_sentences(filled: Convo) -> None:
    lines = filled.told("insights", "maya").splitlines()
    titles = [line for line in lines if line and not line.startswith(" ")]
    assert titles == [
        *("TALKS", "MOVED AND CANCELLED", "TALK SHARE", "MINUTES"),
        *("COMMITMENTS", "FEEDBACK", "QUESTIONS"),
    ]
    assert any(line.startswith("  You spoke ") for line in lines)
    assert lines[0] == "TALKS"


def test_the_team_is_told_together_and_who_got_least(filled: Convo) -> None:
    told = filled.told("insights")
    assert "held with 5 people." in told
    assert "Least of their rhythm: " in told


def test_a_period_holds_only_its_own_talks(filled: Convo) -> None:
    year = filled.json("insights", "maya", "--json")
    month = filled.json("insights", "maya", "--json", "--from", "1 Nov", "--to", "20 Nov")
    assert (month["from"], month["to"]) == ("2026-11-01", "2026-11-20")
    assert 0 < month["talks"] < year["talks"]
    assert month["share"]["lately"] is None
    assert "No talk was held in this time." in filled.told("insights", "maya", "--from", "today")


def test_the_figures_of_everybody_add_up(filled: Convo) -> None:
    team = filled.json("insights", "--json")
    assert team["together"]["talks"] == sum(each["talks"] for each in team["people"])
    assert team["together"]["wins"] == sum(each["wins"] for each in team["people"])


def test_what_cannot_be_is_one_plain_line(convo: Convo, filled: Convo) -> None:
    assert "Nobody is called “zoe”" in filled.refused("insights", "zoe")
    assert "before it begins" in filled.refused(
        "insights", "--from", "2026-05-02", "--to", "2026-05-01"
    )
    assert "is no date I know" in filled.refused("insights", "--from", "whenever")


def test_without_anybody_it_says_how_to_begin(convo: Convo) -> None:
    assert convo.refused("insights").startswith("There is nobody yet.")
