"""The review packet: each fact once, with its day and id, in every format."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest
from documents.packets import DAY, MAYA, REVIEW, id_of, note, packet, talk

from convo_tui.documents.model import Chart, Figures, Format
from convo_tui.documents.packet import Audience, Kind
from convo_tui.documents.packet_sections import SECTIONS
from convo_tui.documents.review import (
    FORMATS,
    review_document,
    review_in,
    review_json,
    text_to_edit,
)
from convo_tui.domain.commitments import CommitmentState
from convo_tui.domain.notes import NoteKind
from convo_tui.domain.review import Review

REPORT, MANAGER = Audience.REPORT, Audience.MANAGER
CITED = re.compile(r"\((?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) \d+ \w{3} \d{4}, ([0-9a-f]{6,12})[;)]")


def markdown(audience: Audience = REPORT, review: Review = REVIEW) -> str:
    return review_in(Format.MARKDOWN, packet(audience, review))


WHOLE = """\
# Maya Lindqvist: review packet

Tuesday 25 November 2025 to Tuesday 24 November 2026

Written on Tuesday 24 November 2026. After each line stands its day, and the beginning of its id in Convo.

## At a glance

| Figure | Value | Where it comes from |
| --- | --- | --- |
| Wins | 2 | each win below |
| Feedback | 1 praise, 1 redirect | each one that was said |
| Goals | 1 open, 1 reached, 1 set aside | each goal below, as it stood at the end of the period |
| Commitments kept, Maya | 0 of 1 | closed as kept, of those kept or broken; 1 open and 1 dropped not counted |
| Commitments kept, Manager | 1 of 1 | closed as kept, of those kept or broken; 1 dropped not counted |
| Celebrations | 2 held | each celebration that was named for a goal or a commitment |
| Talks held | 2, 58 min | each talk held, and its length |
| Moved or cancelled | 1 moved, 1 cancelled | Talks: each one that was not held as planned |

### How far the goals were at the end of the period

| Goal | of the way |
| --- | ---: |
| calm nights | 50 % |
| a plan of her own | 50 % |

### What became of the commitments

| Whose | kept | broken | dropped | open |
| --- | ---: | ---: | ---: | ---: |
| Maya | 0 | 1 | 0 | 1 |
| Manager | 1 | 0 | 0 | 0 |
| Both | 0 | 0 | 1 | 0 |

### Talks by month

| Month | held | moved | cancelled |
| --- | ---: | ---: | ---: |
| Nov 2025 | 0 | 0 | 0 |
| Dec 2025 | 0 | 0 | 0 |
| Jan 2026 | 0 | 0 | 0 |
| Feb 2026 | 0 | 0 | 0 |
| Mar 2026 | 0 | 0 | 0 |
| Apr 2026 | 0 | 0 | 0 |
| May 2026 | 0 | 0 | 0 |
| Jun 2026 | 0 | 0 | 0 |
| Jul 2026 | 0 | 0 | 0 |
| Aug 2026 | 1 | 0 | 0 |
| Sep 2026 | 0 | 0 | 0 |
| Oct 2026 | 0 | 1 | 1 |
| Nov 2026 | 1 | 0 | 0 |

## Wins

### April to June 2026

- shipped the billing migration (Fri 8 May 2026, 000011)

### October to December 2026

- a customer wrote (Sat 14 Nov 2026, 000016)

## Named at the start of the talks

### July to September 2026

- the calm release (Wed 26 Aug 2026, 000085)

## Feedback

### Praise

- explained it well (Thu 22 Oct 2026, 000021)
  - So what: they nodded
  - Now what: do it again

### Redirect

- too long a mail (Thu 5 Nov 2026, 000022)

## Goals

### Open

- calm nights (Wed 26 Aug 2026, 000071; open, 50 %, by Fri 18 Dec 2026)
  - Why it matters: for the team: calm nights help us all
  - Measure: from 20 to 4 pages
  - Sat 5 Sep 2026: 12 pages, half of them gone
  - Thu 15 Oct 2026: a quiet month

### Reached

- a plan of her own (Wed 26 Aug 2026, 000074; reached Wed 4 Nov 2026)
  - Why it matters: for the team: a plan of her own help us all
  - Tue 15 Sep 2026: reached: a draft
  - Not reached: a rehearsal

### Set aside

- a course (Wed 26 Aug 2026, 000077; set aside Mon 9 Nov 2026)
  - Why it matters: for the team: a course help us all

## Growth

### Roadmap

- to know billing (Fri 8 May 2026, 000081)
  - Today: new here
  - Routes: read; ask
  - Next exit: a first fix, by Mon 1 Jun 2026
- to lead migrations (Mon 5 Oct 2026, 000082; the newest)

### Strengths

- draws it (Sun 16 Aug 2026, 000083)
  - How it helps: people see it
  - What it could serve: the next plan
  - Showed Fri 8 May 2026: shipped the billing migration
  - Showed Thu 22 Oct 2026: explained it well
- quick (Sat 27 Jun 2026, 000084; counted until Fri 25 Sep 2026)

## Commitments

### Maya promised

- a draft (Sun 25 Oct 2026, 000031; open, checkpoint Fri 4 Dec 2026)
  - Checkpoints: Sun 1 Nov 2026; Fri 4 Dec 2026
  - How we see that it worked: how a draft is seen
  - The manager's part: help with a draft
- a talk (Sat 5 Sep 2026, 000034; broken Fri 25 Sep 2026)
  - Checkpoints: Sat 12 Sep 2026; Fri 4 Dec 2026
  - How we see that it worked: how a talk is seen
  - The manager's part: help with a talk

### The manager promised

- metrics (Fri 25 Sep 2026, 000032; kept Thu 15 Oct 2026)
  - Checkpoints: Fri 2 Oct 2026; Fri 4 Dec 2026
  - How we see that it worked: how metrics is seen
  - The manager's part: help with metrics

### Both promised

- a dinner (Fri 25 Sep 2026, 000033; dropped Thu 15 Oct 2026)
  - Checkpoints: Fri 2 Oct 2026; Fri 4 Dec 2026
  - How we see that it worked: how a dinner is seen
  - The manager's part: help with a dinner

## Celebrations

- cake for a demo (Sun 25 Oct 2026, 000036)
  - For: a demo
- tea for a plan of her own (Fri 6 Nov 2026, 000074)
  - For: a plan of her own

## What stood in the way

### October to December 2026

- staging is down again (Sat 14 Nov 2026, 000012)

## Talks

| Day | Talk | How long, or what changed | Entry |
| --- | --- | --- | --- |
| Wed 26 Aug 2026 | held | 27 minutes | 000001 |
| Mon 5 Oct 2026 | moved | the talk of Tue 6 Oct 2026, to Wed 7 Oct 2026, by the manager | 000041 |
| Sat 10 Oct 2026 | cancelled | the talk of Sun 11 Oct 2026, by Maya | 000042 |
| Sun 15 Nov 2026 | held | 31 minutes | 000002 |
"""  # noqa: E501


def test_the_whole_packet_for_the_report() -> None:
    assert markdown() == WHOLE


def test_a_share_that_is_not_known_is_never_nought() -> None:
    text = review_in(Format.TEXT, packet(MANAGER))
    assert "Your talk share: 40 %" in text
    assert "over 1 tracked talk; 1 not tracked" in text
    assert re.search(r"26 Aug 2026 +40 %\n +15 Nov 2026 +not tracked", text)
    untracked = replace(REVIEW, talks=(talk(2, 9, 0.0, 0.0),), goals=())
    text = review_in(Format.TEXT, packet(MANAGER, untracked))
    assert "Your talk share: not tracked" in text
    assert not re.search(r"\b0 %", text)
    (chart,) = (each for each in charts(MANAGER, untracked) if each["key"] == "share")
    assert chart["bars"] == [{"label": "15 Nov 2026", "values": [None]}]


def charts(audience: Audience, review: Review = REVIEW) -> list[dict[str, object]]:
    found = review_json(packet(audience, review))["charts"]
    assert isinstance(found, list)
    return found


@pytest.mark.parametrize("audience", Audience)
def test_each_entry_is_cited_with_its_day_and_the_beginning_of_its_id(audience: Audience) -> None:
    shape = review_json(packet(audience))
    sections = shape["sections"]
    assert isinstance(sections, list)
    ids = {entry["id"] for section in sections for entry in section["entries"]}
    assert len(ids) > 10
    text = markdown(audience)
    listed = {
        found for line in text.splitlines() if (cited := CITED.search(line)) for found in [cited[1]]
    }
    listed |= set(re.findall(r"\| ([0-9a-f]{6,12}) \|$", text, re.MULTILINE))
    assert {next(each for each in ids if each.startswith(start)) for start in listed} == ids
    for line in text.splitlines():
        if line.startswith("- "):
            assert CITED.search(line), line


def test_ids_that_begin_alike_are_told_apart() -> None:
    alike = replace(note(0x11, NoteKind.WIN, "another"), id="000011000001")
    text = markdown(review=replace(REVIEW, notes=(*REVIEW.notes, alike)))
    assert ", 000011000000)" in text
    assert ", 000011000001)" in text


@pytest.mark.parametrize("audience", Audience)
def test_each_figure_names_the_entries_it_was_counted_from(audience: Audience) -> None:
    shape = review_json(packet(audience))
    sections, figures = shape["sections"], shape["figures"]
    assert isinstance(sections, list)
    assert isinstance(figures, list)
    entries = {section["key"]: {e["id"] for e in section["entries"]} for section in sections}
    assert {figure["key"] for figure in figures} >= {"wins", "feedback", "kept_report", "talks"}
    for figure in figures:
        assert set(figure["entries"]) <= entries[figure["section"]], figure
        assert figure["source"]
    wins = next(figure for figure in figures if figure["key"] == "wins")
    assert wins["value"] == str(len(wins["entries"]))


@pytest.mark.parametrize("audience", Audience)
@pytest.mark.parametrize("form", FORMATS)
def test_a_person_without_entries_has_a_friendly_packet(form: Format, audience: Audience) -> None:
    text = review_in(form, packet(audience, Review(MAYA, REVIEW.period)))
    if form is Format.JSON:
        assert all(not section["entries"] for section in json.loads(text)["sections"])
        return
    assert "Maya Lindqvist: review packet" in text
    assert "Nothing was written down between" in text
    assert "At a glance" not in text
    assert "This copy is for the manager alone" not in text


def test_only_the_manager_s_copy_says_whom_it_is_for() -> None:
    for form in (Format.MARKDOWN, Format.HTML, Format.TEXT):
        assert "This copy is for the manager alone" in review_in(form, packet(MANAGER))
        assert "manager alone" not in review_in(form, packet(REPORT))


def test_a_talk_that_crosses_midnight_is_told_on_the_day_it_began() -> None:
    late = replace(talk(7, 3), started_at=REVIEW.talks[0].started_at.replace(hour=22, minute=30))
    text = markdown(review=Review(MAYA, REVIEW.period, talks=(late,)))
    assert "| Wed 26 Aug 2026 | held |" not in text  # 22:30 in UTC is the next day in Berlin
    assert "| Thu 27 Aug 2026 | held |" in text


# --- a kind of entry joins in one place --------------------------------------------------------


def test_a_kind_that_joins_the_table_is_in_every_format(monkeypatch: pytest.MonkeyPatch) -> None:
    from convo_tui.documents import review
    from convo_tui.documents.packet import Entry, Scope

    def goals(scope: Scope) -> list[Entry]:
        parts = (("Why it matters", "fewer calls at night"),)
        return [Entry(id_of(0x71), scope.review.period.last, "goal", "calm nights", parts=parts)]

    monkeypatch.setattr(review, "SECTIONS", (*SECTIONS, Kind("goals", "Goals", goals)))
    for form in FORMATS:
        text = review_in(form, packet())
        assert "calm nights" in text
        assert "fewer calls at night" in text
        assert "goals" in text.lower()


def test_keys_are_known_once() -> None:
    keys = [kind.key for kind in SECTIONS]
    assert len(set(keys)) == len(keys)
    assert all(re.fullmatch("[a-z]+", key) for key in keys)


# --- the manager's own wording -----------------------------------------------------------------


def test_what_was_edited_is_the_packet_and_charts_stand_where_their_lines_stand() -> None:
    own = "# Her year\n\n[chart cadence]\n\nA **good** one.\n"
    assert review_in(Format.MARKDOWN, packet(wording=own)) == "# Her year\n\nA **good** one.\n"
    assert "chart" not in review_in(Format.TEXT, packet(wording=own))
    page = review_in(Format.HTML, packet(wording=own))
    assert page.index("Her year") < page.index('id="chart-cadence"') < page.index("<strong>good")
    assert 'id="chart-commitments"' not in page
    assert review_json(packet(wording=own))["edited"] == "# Her year\n\nA **good** one."


def test_the_text_to_edit_has_a_line_for_each_chart() -> None:
    text = text_to_edit(packet(MANAGER))
    for chart in review_document(packet(MANAGER)).charts:
        assert isinstance(chart, Chart)
        assert text.count(f"\n[chart {chart.key}]\n") == 1
    assert "[chart " not in markdown(MANAGER)
    whole = review_in(Format.HTML, packet(MANAGER, wording=text))
    assert whole.count("<figure") == 4
    assert whole.count('class="notice"') == 1


def test_wording_is_kept_under_what_it_is_about() -> None:
    keys = {packet(audience).draft_key for audience in Audience}
    other = replace(REVIEW, period=replace(REVIEW.period, last=REVIEW.period.last - DAY))
    keys.add(packet(review=other).draft_key)
    assert len(keys) == 3
    assert all(MAYA.id in key.split() for key in keys)


def test_a_packet_is_no_mail() -> None:
    with pytest.raises(ValueError, match="never written as eml"):
        review_in(Format.MAIL, packet())


def test_in_their_own_copy_the_manager_is_you() -> None:
    told = markdown(MANAGER)
    for words in (
        "| Commitments kept, you | 1 of 1 |",
        "| You | 1 | 0 | 0 | 1 |",
        "### You promised",
        "- Your part: help with metrics",
        "to Wed 7 Oct 2026, by you",
    ):
        assert words in told
    body = told.partition("Do not pass it on.")[2]
    assert "manager" not in body.casefold()


@pytest.mark.parametrize("audience", Audience)
def test_the_section_in_which_a_figure_was_counted_is_named_once(audience: Audience) -> None:
    titles = {kind.key: kind.title for kind in SECTIONS}
    block = review_document(packet(audience)).sections[0].blocks[0]
    assert isinstance(block, Figures)
    counted = [each for each in block.figures if each.ids]
    assert counted
    for each in counted:
        title = titles[each.section]
        named = title.casefold() in each.label.casefold()
        assert each.source.startswith(f"{title}: ") != named


def test_hours_are_told_whole() -> None:
    long = replace(talk(1, 5), untracked_seconds=8400.0)
    assert "| 1, 2 h 45 min |" in markdown(review=Review(MAYA, REVIEW.period, talks=(long,)))


def test_a_length_that_is_not_known_is_never_nought() -> None:
    begun = REVIEW.talks[0].started_at
    logged = replace(talk(1, 5, 0.0, 0.0), ended_at=begun, started_at=begun, logged_at=begun)
    text = markdown(review=Review(MAYA, REVIEW.period, talks=(logged,)))
    assert "| held | logged, length not known |" in text


def test_a_promise_of_both_counts_for_each_and_the_figure_says_so() -> None:
    dinner = replace(REVIEW.commitments[2], state=CommitmentState.KEPT)
    told = markdown(review=replace(REVIEW, commitments=(dinner,)))
    source = "closed as kept, of those kept or broken, 1 that both promised among them"
    assert f"| Commitments kept, Maya | 1 of 1 | {source} |" in told
    assert f"| Commitments kept, Manager | 1 of 1 | {source} |" in told
    assert "| Both | 1 | 0 | 0 | 0 |" in told
