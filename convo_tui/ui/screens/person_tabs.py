"""The tabs on the screen of a person, in their order."""

from __future__ import annotations

from typing import Any

from convo_tui.ui.screens.person_commitments import CommitmentsTab
from convo_tui.ui.screens.person_goals import GoalsTab
from convo_tui.ui.screens.person_growth import GrowthTab
from convo_tui.ui.screens.person_insights import InsightsTab
from convo_tui.ui.screens.person_profile import ProfileTab
from convo_tui.ui.screens.person_tab import PersonTab
from convo_tui.ui.screens.person_timeline import TimelineTab

TABS: tuple[type[PersonTab[Any]], ...] = (
    TimelineTab,
    CommitmentsTab,
    GoalsTab,
    GrowthTab,
    InsightsTab,
    ProfileTab,
)
"""One class for each member of `person_tab.Tab`."""
