"""One picture a screen and size; after a change that is meant: `pytest --snapshot-update`."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path
from typing import Protocol

import pytest
from sample_app import app_in, sample_app
from sample_team import TUESDAY
from snapshots import scenes
from textual.app import App
from textual.pilot import Pilot

from convo_tui.storage.backup import Why, make

Scene = Callable[[Pilot[None]], Awaitable[None]]

SIZES = [(80, 24), (120, 36), (200, 60)]
MIDDLE = (120, 36)


class SnapCompare(Protocol):
    """What the fixture `snap_compare` is."""

    def __call__(
        self, app: App[None], *, terminal_size: tuple[int, int], run_before: Scene
    ) -> bool: ...


def size_name(size: tuple[int, int]) -> str:
    return f"{size[0]}x{size[1]}"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the files are, under a name that is the same on every machine."""
    monkeypatch.chdir(tmp_path)
    return Path()


@pytest.mark.parametrize("size", SIZES, ids=size_name)
def test_today(folder: Path, size: tuple[int, int], snap_compare: SnapCompare) -> None:
    assert snap_compare(sample_app(folder), terminal_size=size, run_before=scenes.today)


@pytest.mark.parametrize("size", SIZES, ids=size_name)
def test_timeline(folder: Path, size: tuple[int, int], snap_compare: SnapCompare) -> None:
    assert snap_compare(sample_app(folder), terminal_size=size, run_before=scenes.timeline)


GOALS = {
    "goals": scenes.goals,
    "goal_form": scenes.goal_form,
    "goal_update": scenes.goal_update,
    "talk_goals": scenes.talk_goals,
    "hard_talk": scenes.hard_talk,
    "talk_sheet": scenes.talk_sheet,
}


@pytest.mark.parametrize("size", SIZES[:2], ids=size_name)
@pytest.mark.parametrize("scene", GOALS.values(), ids=GOALS)
def test_goals(
    folder: Path, size: tuple[int, int], scene: Scene, snap_compare: SnapCompare
) -> None:
    assert snap_compare(sample_app(folder), terminal_size=size, run_before=scene)


@pytest.mark.parametrize("size", SIZES, ids=size_name)
@pytest.mark.parametrize("scene", [scenes.growth, scenes.roadmap], ids=["growth", "roadmap"])
def test_growth(
    folder: Path, size: tuple[int, int], scene: Scene, snap_compare: SnapCompare
) -> None:
    assert snap_compare(sample_app(folder), terminal_size=size, run_before=scene)


@pytest.mark.parametrize("size", SIZES[:2], ids=size_name)
@pytest.mark.parametrize("scene", [scenes.past_talk, scenes.logging], ids=["past_talk", "logging"])
def test_what_is_past(
    folder: Path, size: tuple[int, int], scene: Scene, snap_compare: SnapCompare
) -> None:
    assert snap_compare(sample_app(folder), terminal_size=size, run_before=scene)


@pytest.mark.parametrize("size", SIZES[:2], ids=size_name)
def test_search(folder: Path, size: tuple[int, int], snap_compare: SnapCompare) -> None:
    assert snap_compare(sample_app(folder), terminal_size=size, run_before=scenes.search)


@pytest.mark.parametrize("size", SIZES[:2], ids=size_name)
@pytest.mark.parametrize(
    "scene",
    [scenes.insights, scenes.team, scenes.behind, scenes.packet],
    ids=["insights", "team", "behind", "packet"],
)
def test_december(
    folder: Path, size: tuple[int, int], scene: Scene, snap_compare: SnapCompare
) -> None:
    assert snap_compare(sample_app(folder), terminal_size=size, run_before=scene)


@pytest.mark.parametrize("size", SIZES, ids=size_name)
def test_prepare(folder: Path, size: tuple[int, int], snap_compare: SnapCompare) -> None:
    assert snap_compare(sample_app(folder), terminal_size=size, run_before=scenes.prepare)


def test_kept_question(folder: Path, snap_compare: SnapCompare) -> None:
    app = sample_app(folder)
    assert snap_compare(app, terminal_size=MIDDLE, run_before=scenes.kept_question)


@pytest.mark.parametrize("size", SIZES, ids=size_name)
def test_talk(folder: Path, size: tuple[int, int], snap_compare: SnapCompare) -> None:
    app = sample_app(folder, scenes.TALK_TIME)
    assert snap_compare(app, terminal_size=size, run_before=scenes.talk)


@pytest.mark.parametrize("size", SIZES[:2], ids=size_name)
def test_feedback(folder: Path, size: tuple[int, int], snap_compare: SnapCompare) -> None:
    assert snap_compare(sample_app(folder), terminal_size=size, run_before=scenes.feedback)


@pytest.mark.parametrize("size", SIZES, ids=size_name)
def test_wrap_up(folder: Path, size: tuple[int, int], snap_compare: SnapCompare) -> None:
    app = sample_app(folder, scenes.TALK_TIME)
    assert snap_compare(app, terminal_size=size, run_before=scenes.wrap_up)


@pytest.mark.parametrize("size", SIZES, ids=size_name)
@pytest.mark.parametrize(
    "scene", [scenes.how_it_goes, scenes.to_notice], ids=["how it goes", "to notice"]
)
def test_after_the_talk(
    folder: Path, scene: Scene, size: tuple[int, int], snap_compare: SnapCompare
) -> None:
    app = sample_app(folder, scenes.TALK_TIME)
    assert snap_compare(app, terminal_size=size, run_before=scene)


@pytest.mark.parametrize("scene", [scenes.picker, scenes.editor], ids=["picker", "editor"])
def test_over_the_talk(folder: Path, scene: Scene, snap_compare: SnapCompare) -> None:
    app = sample_app(folder, scenes.TALK_TIME)
    assert snap_compare(app, terminal_size=MIDDLE, run_before=scene)


@pytest.mark.parametrize("scene", [scenes.today, scenes.talk], ids=["today", "talk"])
def test_in_dawn(folder: Path, scene: Scene, snap_compare: SnapCompare) -> None:
    now = scenes.TALK_TIME if scene is scenes.talk else TUESDAY
    app = sample_app(folder, now, 'theme = "dawn"\n')
    assert snap_compare(app, terminal_size=MIDDLE, run_before=scene)


def test_first_run(folder: Path, snap_compare: SnapCompare) -> None:
    assert snap_compare(app_in(folder), terminal_size=SIZES[0], run_before=scenes.first_run)


@pytest.mark.parametrize("size", SIZES[:2], ids=size_name)
def test_recovery(folder: Path, size: tuple[int, int], snap_compare: SnapCompare) -> None:
    app = sample_app(folder)
    for days, why in ((40, Why.DAILY), (9, Why.BEFORE_UPGRADE), (4, Why.AFTER_TALK)):
        make(folder / "convo.db", why, TUESDAY - timedelta(days=days))
    cut = (folder / "convo.db").read_bytes()[:300_000]
    (folder / "convo.db").write_bytes(cut)
    assert snap_compare(app, terminal_size=size, run_before=scenes.recovery)
