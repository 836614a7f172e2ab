"""The pages in a real Chromium: nothing is asked for, no script runs, and they print."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from documents.chromium import PROGRAM, Chromium, browser, pages_in
from documents.packets import REVIEW, id_of, note, packet
from documents.parsed import Tag, parsed
from hostile_strings import CHOSEN
from hostile_team import in_a_file, talk_with
from ready_files import sample_file
from sample_team import BERLIN, TUESDAY, day_of, person

from convo_tui.documents.model import Format
from convo_tui.documents.packet import Audience
from convo_tui.documents.recap import recap_in
from convo_tui.documents.review import Packet, review_in
from convo_tui.domain.notes import NoteKind
from convo_tui.domain.review import year_until
from convo_tui.storage.store import open_store
from convo_tui.text import one_line

pytestmark = [
    pytest.mark.skipif(not PROGRAM, reason="no Chromium is installed"),
    pytest.mark.timeout(300),
]
HARMFUL = {"script", "iframe", "object", "embed", "link", "img", "base", "form", "!comment"}
REMOTE = {"src", "srcset", "href", "action", "data", "poster", "background", "xlink:href"}


@pytest.fixture
def chromium(tmp_path: Path) -> Iterator[Chromium]:
    with browser(tmp_path) as running:
        yield running


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Packet:
    """The year of the sample team's Maya, as her manager reads it."""
    file = tmp_path_factory.mktemp("year") / "convo.db"
    sample_file(file)
    store = open_store(file)
    today = day_of(TUESDAY)
    review = store.reviews.review(person("Maya").id, year_until(today), BERLIN)
    store.close()
    assert review is not None
    return Packet(review, Audience.MANAGER, BERLIN, today)


def saved(folder: Path, text: str) -> Path:
    path = folder / "page.html"
    path.write_text(text, encoding="utf-8")
    return path


def of_pages(asked: list[str]) -> list[str]:
    """What a page asked for; the browser itself may ask its makers for something."""
    return [each for each in asked if "google" not in each and "gvt1" not in each]


# --- the browser would tell ----------------------------------------------------------------------


def test_the_browser_tells_of_a_script_and_of_a_picture(chromium: Chromium, tmp_path: Path) -> None:
    page = "<img src='http://pwned.example/x.png'><script>document.title = 'ran'</script>"
    assert "<title>ran</title>" in chromium.dom(saved(tmp_path, f"<title>x</title>{page}"))
    assert of_pages(chromium.asked) == ["http://pwned.example/x.png"]


# --- our pages -----------------------------------------------------------------------------------


def hostile_packet() -> str:
    texts = in_a_file([text for text in CHOSEN if one_line(text)])
    notes = [
        replace(note(0x1000 + number, NoteKind.WIN, text), id=id_of(0x1000 + number))
        for number, text in enumerate(texts)
    ]
    feedback = tuple(replace(each, text=texts[0]) for each in REVIEW.feedback)
    whose = replace(REVIEW.person, name="<script>document.title='ran'</script> <img src=//pwned>")
    review = replace(REVIEW, person=whose, notes=tuple(notes), feedback=feedback)
    return review_in(Format.HTML, packet(Audience.MANAGER, review))


def hostile_recap() -> str:
    text = (
        "<script>document.title='ran'</script><img src=http://pwned/x onerror=document.title='ran'>"
    )
    return recap_in(Format.HTML, talk_with(text), BERLIN)


def hostile_wording() -> str:
    own = "\n\n".join(CHOSEN) + "\n\n<script>document.title='ran'</script>\n\n[chart cadence]\n"
    own += "\n![x](http://pwned/x.png) [x](javascript:document.title='ran') [y](data:text/html,x)\n"
    return review_in(Format.HTML, packet(Audience.MANAGER, wording=own))


@pytest.mark.parametrize("make", [hostile_packet, hostile_recap, hostile_wording])
def test_a_page_asks_for_nothing_and_runs_nothing(
    chromium: Chromium, tmp_path: Path, make: object
) -> None:
    assert callable(make)
    page = chromium.dom(saved(tmp_path, make()))
    assert of_pages(chromium.asked) == []
    assert "<title>ran</title>" not in page
    root = parsed(page)
    for tag in everything(root):
        assert tag.name not in HARMFUL, tag
        assert not any(name.startswith("on") for name in tag.attributes), tag
        for name in REMOTE & tag.attributes.keys():
            inner = tag.attributes[name].startswith("#")
            assert inner or (tag.name == "a" and re.match("https?:|mailto:", tag.attributes[name]))
    assert len(root.all("style")) == 1
    assert "url(" not in root.all("style")[0].text.replace("url(#", "")


def everything(tag: Tag) -> Iterator[Tag]:
    for each in tag.inside:
        if isinstance(each, Tag):
            yield each
            yield from everything(each)


def test_a_page_prints_on_pages_that_are_numbered(
    chromium: Chromium, tmp_path: Path, year: Packet
) -> None:
    pdf = chromium.pdf(saved(tmp_path, review_in(Format.HTML, year)))
    assert pdf.startswith(b"%PDF-")
    number = pages_in(pdf)
    assert 5 < number < 40
    assert of_pages(chromium.asked) == []
    if not shutil.which("pdftotext"):
        return
    done = subprocess.run(
        ["pdftotext", "-layout", tmp_path / "printed.pdf", "-"], capture_output=True, check=True
    )
    pages = done.stdout.decode().split("\f")[:-1]
    assert len(pages) == number
    for place, text in enumerate(pages, start=1):
        assert f"{place} / {number}" in text
    assert "At a glance" in pages[0]
    assert "Wins" in pages[0]
    # The entries begin on a page of their own.
    began = next(place for place, text in enumerate(pages) if text.lstrip().startswith("Wins"))
    assert began >= 1


def test_a_short_recap_prints_on_one_page(chromium: Chromium, tmp_path: Path) -> None:
    short = replace(
        talk_with("words"),
        commitments=(),
        openings=(),
        goals=(),
        roadmaps=(),
        strengths=(),
        celebrated=(),
    )
    page = recap_in(Format.HTML, short, BERLIN)
    assert pages_in(chromium.pdf(saved(tmp_path, page))) == 1


def test_each_chart_shows_the_figures_of_its_table(
    chromium: Chromium, tmp_path: Path, year: Packet
) -> None:
    root = parsed(chromium.dom(saved(tmp_path, review_in(Format.HTML, year))))
    figures = root.all("figure")
    assert len(figures) == 4
    for figure in figures:
        (drawing,) = figure.all("svg", "drawing")
        (table,) = figure.all("table")
        names, *rows = table.cells
        written = {
            f"{row[0]}, {name}: {value}"
            for row in rows
            for name, value in zip(names[1:], row[1:], strict=True)
            if value.split()[0] not in ("0", "not")
        }
        bars = drawing.all("rect")
        assert {bar.text for bar in bars} == written
        assert len(written) >= 3
        # As long as the figure is large.
        lying = figure.attributes["id"] in ("chart-commitments", "chart-goals")
        sizes = [float(bar.attributes["width" if lying else "height"]) for bar in bars]
        values = [float(bar.text.rpartition(": ")[2].split()[0]) for bar in bars]
        scale = max(sizes) / max(values)
        assert sizes == pytest.approx([value * scale for value in values], abs=0.2)
        # And each figure stands in the drawing itself, in sight.
        told = [each.text for each in drawing.all("text", "figure")]
        assert {f"{value:.0f}" for value in values} <= {each.split()[0] for each in told}
