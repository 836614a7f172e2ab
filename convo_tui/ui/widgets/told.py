"""A line of a form that tells something while one types, without the form being laid out anew."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static


class Told(Static):
    """Tells a sentence or two.

    Textual lays out the whole sheet whenever a `Static` changes, which costs more than the key
    that was pressed; here that is done only where the words take more or fewer lines.

    Args:
        most: lines that it has, whatever it tells; words beyond them end in `…`. None lets it grow.
    """

    def __init__(self, *, id: str | None = None, most: int | None = None) -> None:  # noqa: A002
        super().__init__(id=id, markup=False)
        self._most = most
        self._told = Content("")
        self._lines = 1  # an empty one takes a line too
        if most is not None:
            self.styles.height = most

    def tell(self, words: Content) -> None:
        """Tell this from now on."""
        if words.is_same(self._told):
            return
        self._told = words
        width, most = self.content_size.width, self._most
        lines = words.wrap(width) if width else [words]
        if most is not None and len(lines) > most:
            last = Content.assemble(lines[most - 1].rstrip(), "…").truncate(width, ellipsis=True)
            words = Content("\n").join([*(line.rstrip() for line in lines[: most - 1]), last])
        self.update(words, layout=most is None and len(lines) != self._lines)
        self._lines = len(lines)
