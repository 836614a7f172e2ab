"""Text that people typed or pasted: never a control code, never wider than its place.

A terminal obeys what it finds in data, so `clean` runs when text comes in and again when it is
shown. Letters of every script stay, emoji joined by U+200D stay, right-to-left text stays.
"""

from __future__ import annotations

import re
import unicodedata

# Left to `re` to compile when they are first asked for: most text is printable and needs none.
#
# Only whole sequences go with all they carry, and none reaches past its line: an escape that was
# cut off loses its control code alone, so that no words are lost with it.
_SEQUENCES = r"""(?x)
      (?:\x1b\[|\x9b) [0-?]* [ -/]* [@-~]                # CSI: colours, cursor
    | (?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f])              # OSC, DCS, SOS, PM, APC: titles, links
      [^\x00-\x1f\x7f-\x9f]* (?:\x07|\x1b\\|\x9c)
    | \x1b [\#%()*+\-./] [0-~]                            # character sets
"""
_LINE_ENDS = "\r\n|[\r\x0b\x0c\x85\u2028\u2029]"
_DROPPED = (
    "[\x00-\x08\x0e-\x1f\x7f-\x9f"  # C0 but tab and newline, DEL, C1
    "\u202a-\u202e\u2066-\u2069"  # overrides and isolates: they turn the text beside them around
    "\ud800-\udfff]"  # halves of a pair, which no encoding can write
)
# With them goes the wide space, which Textual takes for one cell where it ends a line.
_LINE_GAPS = "[\n\t]+|\u3000"

# What a joiner may join: emoji, and the scripts that write with it. Rich gives no width to the sign
# after any joiner, so one that joins nothing would shift the rest of its line.
_JOINS = (
    "\u00a9\u00ae\u203c-\u2bff\u3030-\u3299\U0001f000-\U0001faff"  # emoji
    "\u0600-\u061b\u061d-\u0dff\u1000-\u109f\u1780-\u18af\u1b00-\u1bff"  # Arabic to Sinhala, more
    "\ua800-\uaaff\U00011000-\U00011fff"
)
_LOOSE_JOINERS = f"(?<![{_JOINS}\ufe0f\U000e0020-\U000e007f])\u200d|\u200d(?![{_JOINS}])"


def clean(text: str, *, newlines: bool = False) -> str:
    r"""Drop what a terminal would obey, and normalise to NFC.

    Drops whole ANSI sequences (`"\x1b[31mred"` becomes `"red"`), the control codes C0 and C1, DEL,
    bidi overrides and isolates, lone surrogates, and joiners that join nothing. Cleaning twice
    changes nothing more.

    Args:
        text: as it was typed, pasted or read.
        newlines: keep line ends (all as newline), tabs and wide spaces; without it each run of
            them becomes one space.
    """
    if text.isprintable():  # which no control code, override, joiner or wide space is
        return unicodedata.normalize("NFC", text)
    text = re.sub(_LINE_ENDS, "\n", re.sub(_SEQUENCES, "", text))
    text = re.sub(_DROPPED, "", text)
    if not newlines:
        text = re.sub(_LINE_GAPS, " ", text)
    text = unicodedata.normalize("NFC", text)
    if "\u200d" not in text:
        return text
    return unicodedata.normalize("NFC", re.sub(_LOOSE_JOINERS, "", text))


def one_line(text: str) -> str:
    """Clean text for a field of one line: single spaces, and none at the ends."""
    return " ".join(clean(text).split())


def shorten(text: str, cells: int) -> str:
    """Clean text as one line in at most `cells` terminal cells, with `…` where it was cut.

    A wide character or a joined emoji is never cut in two.
    """
    from rich.cells import cell_len, split_text

    text = clean(text)
    if cells < 1:
        return ""
    if cell_len(text) <= cells:
        return text
    return split_text(text, cells - 1)[0].rstrip() + "…"


def brief(text: str, cells: int) -> str:
    """Clean text as one line in at most `cells` terminal cells, cut between two words."""
    line = one_line(text)
    short = shorten(line, cells)
    if short == line or not short:
        return short
    kept = short[:-1]
    if line[len(kept)] != " " and " " in kept:
        kept = kept.rsplit(" ", 1)[0]
    return kept.rstrip(" ,;:.") + "…"
