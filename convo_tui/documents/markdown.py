r"""Typed text inside Markdown: it reads as it was typed and is never structure, link or HTML."""

from __future__ import annotations

import re

from convo_tui.text import one_line

# Only what Markdown could take for something else gets a backslash: a star between two spaces, an
# underscore within a word, the backslash of a path stay as they are.
_LIVE = re.compile(
    r"""
      \\(?=[!-/:-@\[-`{-~]|$)      # a backslash that would escape what follows, or break the line
    | [`\[]                        # code, links, images, footnotes, task boxes
    | <(?=\S)                      # HTML, autolinks, comments
    | &(?=\#?\w+;)                 # entities
    | \*(?=\S) | (?<=\S)\*         # emphasis
    | (?<![^\W_])_(?=\S) | (?<=\S)_(?![^\W_])
    | (?<=\S)~                     # struck text, fences
    | ^[#>]                        # headings, quotes
    | ^[-+*](?=\s|$|-)             # list items, rules
    """,
    re.VERBOSE,
)
_ACTIVE = re.compile(
    r"""
    (\\*) (                                  # an odd number of backslashes has escaped it already
        <(?!https?://[^\s<>]*>)(?=[a-z/!?])   # HTML; a bare address in angles is only a link
      | !\[                                   # a picture, which tells its server who looks at it
    )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_NUMBERED = re.compile(r"^(\d{1,9})([.)])(?=\s|$)")


def escaped(text: str) -> str:
    r"""One line of Markdown that reads as `text` does, wherever in a line it stands.

    `[x](y)` becomes `\[x](y)`, `# plan` becomes `\# plan`; control codes and line ends are gone.
    """
    return _NUMBERED.sub(r"\1\\\2", _LIVE.sub(r"\\\g<0>", one_line(text)))


def inert(markdown: str) -> str:
    r"""Markdown that a person wrote, in which HTML and pictures are only text.

    `<b>` becomes `\<b>`, `![x](y)` becomes `\![x](y)`; all else stays, and doing it twice changes
    nothing more.
    """
    return _ACTIVE.sub(lambda at: at[0] if len(at[1]) % 2 else f"{at[1]}\\{at[2]}", markdown)
