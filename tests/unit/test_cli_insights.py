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
        *("ON TRACK", "TALKS", "MOVED AND CANCELLED", "TALK SHARE", "SHARE AND OUTCOMES"),
        *("MINUTES", "COMMITMENTS", "GOALS", "FEEDBACK", "QUESTIONS", "SIGNS AND ENERGY"),
    ]
    assert any(line.startswith("  You spoke ") for line in lines)
    assert lines[1].startswith("  yes            We met at least every two weeks: ")
    assert sum(" until proven" in line for line in lines) == 1


def test_the_same_figures_are_in_the_json(filled: Convo) -> None:
    told = filled.told("insights", "maya")
    figures = filled.json("insights", "maya", "--json")
    checks = {check["id"]: check for check in figures["on_track"]}
    assert [*checks] == [f"K{n}" for n in range(1, 11)]
    for check in checks.values():
        assert f"{check['statement']}: {check['figure']}." in told
    moved = sum(goal["moved"] for goal in figures["goals"])
    assert f"{moved} of {len(figures['goals'])} goals moved" in told
    with_talk = sum(week["held"] > 0 for week in figures["weeks"])
    assert f"A talk in {with_talk} of {len(figures['weeks'])} weeks." in told
    assert sum(figures["share"]["bands"].values()) == len(figures["share"]["talks"])


def test_for_everybody_it_says_how_many_people_say_yes(filled: Convo) -> None:
    team = filled.json("insights", "--json")
    met = team["on_track"][0]
    own = [person["on_track"][0]["answer"] for person in team["people"]]
    assert (met["yes"], met["known"]) == (own.count("yes"), len(own) - own.count("not known yet"))


def test_what_is_private_is_not_told_where_the_settings_hide_it(filled: Convo) -> None:
    assert "Your energy" in filled.told("insights", "maya")
    filled.set("private_hidden = true")
    told = filled.told("insights", "maya")
    assert "Your energy" not in told
    assert "~ private." in told


def test_the_team_is_told_together_and_who_got_least(filled: Convo) -> None:
    told = filled.told("insights")
    assert "held with 5 people." in told
    assert "Fewest talks for their rhythm: " in told


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
