"""Bare Textual apps, the least that could do what Convo is measured at.

Usage: python bare.py frame | data FILE | field | list | clock
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime

from textual.app import App, ComposeResult
from textual.widgets import Digits, Input, OptionList, Static

READY = "ready"


class Frame(App[None]):
    """A first frame, and nothing more."""

    def compose(self) -> ComposeResult:
        """One word."""
        yield Static(READY, markup=False)


class Data(Frame):
    """One SELECT with SQLModel, shown."""

    def on_mount(self) -> None:
        """Show the names of the people in the file."""
        self.query_one(Static).update(" ".join(names(sys.argv[2])))


class FieldOfText(App[None]):
    """A field to type into."""

    def compose(self) -> ComposeResult:
        """One field."""
        yield Static(READY, markup=False)
        yield Input(compact=True)


class Many(App[None]):
    """A list to scroll through."""

    def compose(self) -> ComposeResult:
        """As many lines as somebody's timeline may have."""
        yield Static(READY, markup=False)
        yield OptionList(*(f"line {number} of the list" for number in range(2_000)), markup=False)


class Clock(App[None]):
    """The clock of Textual's own documentation."""

    CSS = "Screen { align: center middle; } Digits { width: auto; }"

    def compose(self) -> ComposeResult:
        """Large digits."""
        yield Static(READY, markup=False)
        yield Digits()

    def on_mount(self) -> None:
        """Tick."""
        self.tick()
        self.set_interval(1.0, self.tick)

    def tick(self) -> None:
        """Show the time."""
        self.query_one(Digits).update(f"{datetime.now(UTC):%T}")


def names(path: str) -> list[str]:
    """The names in the table of people."""
    from sqlmodel import Field, Session, SQLModel, create_engine, select

    class Person(SQLModel, table=True):
        id: str = Field(primary_key=True)
        name: str

    with Session(create_engine(f"sqlite:///{path}")) as session:
        return [person.name for person in session.exec(select(Person))]


APPS: dict[str, type[App[None]]] = {
    "frame": Frame,
    "data": Data,
    "field": FieldOfText,
    "list": Many,
    "clock": Clock,
}

if __name__ == "__main__":
    APPS[sys.argv[1]]().run()
