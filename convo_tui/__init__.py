"""Convo: live 1:1 talks from the terminal."""

__version__ = "0.1.0"

COMPLETION_VARIABLE = "_CONVO_COMPLETE"
"""With it a shell asks `convo` what could come next; the name is click's."""
