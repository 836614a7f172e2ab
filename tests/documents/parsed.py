"""A page read back: its tags, its text, and the tables in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"meta", "rect", "line", "br", "hr", "img", "link", "input"}


@dataclass
class Tag:
    """An element with what is in it, in order."""

    name: str
    attributes: dict[str, str]
    inside: list[Tag | str] = field(default_factory=list)

    def all(self, name: str, of_class: str = "") -> list[Tag]:
        """Every element of that name beneath this one, in order."""
        found = []
        for each in self.inside:
            if isinstance(each, Tag):
                classes = each.attributes.get("class", "").split()
                if each.name == name and (not of_class or of_class in classes):
                    found.append(each)
                found += each.all(name, of_class)
        return found

    @property
    def text(self) -> str:
        """All text beneath it."""
        return "".join(each if isinstance(each, str) else each.text for each in self.inside)

    @property
    def cells(self) -> list[list[str]]:
        """Of a table: the text of each cell, by rows."""
        rows = self.all("tr")
        return [[each.text for each in row.inside if isinstance(each, Tag)] for row in rows]

    def shape(self) -> list[tuple[str, tuple[str, ...]]]:
        """Each element with the names of its attributes: what a text must not change."""
        found = [(self.name, tuple(sorted(self.attributes)))]
        for each in self.inside:
            if isinstance(each, Tag):
                found += each.shape()
        return found


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Tag("", {})
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        made = Tag(tag, {name: value or "" for name, value in attrs})
        self._open[-1].inside.append(made)
        if tag not in VOID or tag == "rect":
            self._open.append(made)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._open[-1].inside.append(Tag(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        if tag in {each.name for each in self._open[1:]}:
            while self._open.pop().name != tag:
                pass

    def handle_data(self, data: str) -> None:
        self._open[-1].inside.append(data)

    def handle_comment(self, data: str) -> None:
        self._open[-1].inside.append(Tag("!comment", {"text": data}))

    def unknown_decl(self, data: str) -> None:
        self._open[-1].inside.append(Tag("!declaration", {"text": data}))

    def handle_pi(self, data: str) -> None:
        self._open[-1].inside.append(Tag("!instruction", {"text": data}))


def parsed(page: str) -> Tag:
    """The page as a tree."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    return reader.root
