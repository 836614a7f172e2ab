"""The settings: one commented TOML file, each of its mistakes told with its line.

Nothing here imports pydantic: the first frame needs only `peek_theme`, and `load` and
`default_text` bring the model in when they are called.
"""

from convo_tui.settings.file import default_text, load, peek_theme, peek_zone, save_choice
from convo_tui.settings.values import FirstLook, Loaded, Problem, SettingsProblem

__all__ = [
    "FirstLook",
    "Loaded",
    "Problem",
    "SettingsProblem",
    "default_text",
    "load",
    "peek_theme",
    "peek_zone",
    "save_choice",
]
