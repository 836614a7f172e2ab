"""The fabricated sample team: five people and a year of talks with them, told relative to today."""

from convo_tui.demo.year import DemoYear, generate

__all__ = ["DemoYear", "generate"]
