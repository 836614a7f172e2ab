"""A real calendar program takes the file twice, and shows each talk once (khal, of Debian)."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from convo_tui.clock import FakeClock
from convo_tui.documents.calendar import Plan, calendar_text
from convo_tui.domain.commitments import Checkpoint, Commitment, moved
from convo_tui.domain.overview import Overview
from convo_tui.domain.people import Person

pytestmark = pytest.mark.skipif(not shutil.which("khal"), reason="khal is not installed")

NOW = FakeClock.START
BERLIN = "Europe/Berlin"
MAYA = Person("00000000aaaa", "Maya Lindqvist", NOW, "", 2, 1, "14:30", "America/New_York")
TOM = Person("00000000bbbb", "Tom; O'Hara, 漢字", NOW, "", 1, 3, "")
DRAFT = Commitment(
    "00000000cccc",
    MAYA.id,
    "three-point draft",
    NOW,
    checkpoints=(Checkpoint("1", date(2026, 12, 4)), Checkpoint("2", date(2026, 12, 18))),
)

CONFIGURATION = """\
[calendars]
[[convo]]
path = {folder}/calendar
type = calendar
[sqlite]
path = {folder}/khal.db
[locale]
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
local_timezone = Europe/Berlin
default_timezone = Europe/Berlin
"""


@dataclass
class Khal:
    """khal with one calendar, in a folder of its own."""

    folder: Path

    def run(self, *arguments: str) -> str:
        done = subprocess.run(
            ["khal", "-c", str(self.folder / "config"), *arguments],
            env={**os.environ, "HOME": str(self.folder), "LC_ALL": "C.UTF-8"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def take(self, *plans: Plan, now: datetime = NOW) -> None:
        """Import the calendar of these people, as a person does."""
        file = self.folder / "convo.ics"
        file.write_text(calendar_text(plans, now, BERLIN), encoding="utf-8", newline="")
        self.run("import", "--batch", "-a", "convo", str(file))

    def shown(self, start: date, days: int) -> list[str]:
        """What it lists, an event a line; the days' headings left out."""
        form = "= {start-date} {start-time} {end-time} {title}"
        told = self.run("list", "--format", form, str(start), f"{days}d").splitlines()
        lines = [" ".join(line.removeprefix("= ").split()) for line in told if line[:2] == "= "]
        return sorted(lines)


@pytest.fixture
def khal(tmp_path: Path) -> Khal:
    (tmp_path / "calendar").mkdir()
    (tmp_path / "config").write_text(CONFIGURATION.format(folder=tmp_path))
    return Khal(tmp_path)


def test_a_second_import_updates_and_doubles_nothing(khal: Khal) -> None:
    plans = [Plan(Overview(MAYA, commitments=(DRAFT,)), 30), Plan(Overview(TOM), 30)]
    khal.take(*plans)
    first = khal.shown(date(2026, 11, 24), 30)
    assert first == [
        "2026-11-26 Talk with Tom; O'Hara, 漢字",
        "2026-12-01 20:30 21:00 Talk with Maya Lindqvist",
        "2026-12-03 Talk with Tom; O'Hara, 漢字",
        "2026-12-04 Checkpoint with Maya Lindqvist: three-point draft",
        "2026-12-10 Talk with Tom; O'Hara, 漢字",
        "2026-12-15 20:30 21:00 Talk with Maya Lindqvist",
        "2026-12-17 Talk with Tom; O'Hara, 漢字",
        "2026-12-18 Checkpoint with Maya Lindqvist: three-point draft",
    ]
    khal.take(*plans, now=NOW + timedelta(days=1))
    assert khal.shown(date(2026, 11, 24), 30) == first
    # The talk was moved and is longer, a checkpoint slipped, and Tom has a time now.
    at = datetime(2026, 12, 2, 9, tzinfo=ZoneInfo("America/New_York")).astimezone(UTC)
    later = moved(replace(DRAFT, checkpoints=DRAFT.checkpoints[:1]), date(2026, 12, 9), NOW)
    khal.take(
        Plan(Overview(replace(MAYA, next_at=at), commitments=(later,)), 45),
        Plan(Overview(replace(TOM, time="10:00", every_weeks=2)), 30),
        now=NOW + timedelta(days=2),
    )
    assert khal.shown(date(2026, 11, 24), 30) == [
        "2026-11-26 10:00 10:30 Talk with Tom; O'Hara, 漢字",
        "2026-12-02 15:00 15:45 Talk with Maya Lindqvist",
        "2026-12-09 Checkpoint with Maya Lindqvist: three-point draft",
        "2026-12-10 10:00 10:30 Talk with Tom; O'Hara, 漢字",
        "2026-12-15 20:30 21:15 Talk with Maya Lindqvist",
    ]
    assert len(list((khal.folder / "calendar").iterdir())) == 3


def test_wall_time_is_the_persons_own_when_clocks_change_on_both_sides(khal: Khal) -> None:
    khal.take(Plan(Overview(replace(MAYA, every_weeks=1)), 30))
    # New York changes on 14 March and 7 November, Berlin on 28 March and 31 October.
    spring = khal.shown(date(2027, 3, 9), 22)
    assert [line[:16] for line in spring] == [
        "2027-03-09 20:30",
        "2027-03-16 19:30",
        "2027-03-23 19:30",
        "2027-03-30 20:30",
    ]
    autumn = khal.shown(date(2027, 10, 26), 15)
    assert [line[:16] for line in autumn] == [
        "2027-10-26 20:30",
        "2027-11-02 19:30",
        "2027-11-09 20:30",
    ]
