"""Convo: live 1:1 talks from the terminal."""

__version__ = "0.1.0"
