"""The words that leave a goal open, and what each of them leaves open.

A goal is clear when three things can be answered: what will be seen, by when, and how both will
know. Most vague words are excused by something else in the same goal: "improve" by a figure,
"look into" by something handed over. The list is English.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from convo_tui.domain.clear_words import Clear


class Missing(StrEnum):
    """What a vague word leaves open."""

    SEEN = "what will be seen"
    WHEN = "by when"
    KNOWN = "how both will know"


@dataclass(frozen=True, slots=True)
class Vague:
    """Words that leave something open.

    Attributes:
        words: a regular expression for them.
        sentence: says what is missing; `{words}` are the words as they were typed.
        better: the goal in other words, with `…` where the person fills something in; `{goal}` is
            all of it, `{before}` and `{after}` what stands around the words.
        excuse: any of these, elsewhere in the goal, makes the words clear enough.
    """

    missing: Missing
    words: str
    sentence: str
    better: str
    excuse: Clear = Clear.NOT

    def search(self, text: str) -> re.Match[str] | None:
        """The first place in a text with these words, whatever their case."""
        return re.search(rf"\b(?:{self.words})\b", text, re.IGNORECASE)


_FIRST = r"(?<!\w )"
"""Stands where no word is before it: a verb that opens the goal, not a noun within it."""

_OPEN = "‘{words}’ leaves it open: say what will be there in the end."
_NO_END = "‘{words}’ has no end: say what will be there to see."
_HOW_MUCH = "‘{words}’ by how much? Say from what to what, so that both will know."

GAP = re.compile(r"…|\.{3}|_{2,}|\b(?:tbd|tbc)\b", re.IGNORECASE)
"""Something still to be filled in, as in an accepted rewrite."""

VAGUE: tuple[Vague, ...] = (
    # Whether it happens at all.
    Vague(
        Missing.SEEN,
        r"try (?:to|and)|trying to|attempt to|aim to|hope to|intend to"
        rf"|{_FIRST}(?:i |we )?(?:want|plan|would like) to"
        r"|do (?:my|your|our|her|his|their) best(?: to)?",
        _OPEN,
        "{before}{after}",
    ),
    Vague(
        Missing.SEEN,
        r"if possible|if (?:i|we) can|(?:if|when) time (?:allows|permits)|where(?:ver)? possible"
        r"|(?:as|when|where|if) (?:needed|required|necessary|appropriate)"
        r"|maybe|perhaps|hopefully|ideally",
        _OPEN,
        "{before}{after}",
    ),
    Vague(
        Missing.SEEN,
        r"etc|and so on|and the like|stuff|things",
        "‘{words}’ hides what is meant: name it.",
        "{before}…{after}",
        Clear.FIGURE,
    ),
    # By when.
    Vague(
        Missing.WHEN,
        r"asap|as soon as possible|(?<!as )soon|shortly|sometime|at some point|eventually"
        r"|in the (?:near )?future|in due course|later on|down the road|over time"
        r"|when(?:ever)? (?:i|we|you|she|he|they|there) (?:\w+ ){1,2}time"
        r"|in the (?:coming|next few) (?:days|weeks|months)",
        "‘{words}’ is no day: say by when.",
        "{before}by …{after}",
        Clear.DAY,
    ),
    Vague(
        Missing.WHEN,
        r"regularly|frequently|occasionally|(?<!how )(?:more |quite )?often|from time to time"
        r"|now and then|on a regular basis|continuously|constantly",
        "‘{words}’ is how often? Say on which days, or how many times.",
        "{before}every …{after}",
        Clear.DAY | Clear.FIGURE,
    ),
    # What will be seen: activities that have no end, and states that nobody can see.
    Vague(
        Missing.SEEN,
        r"communicat(?:e|ing) (?:more|better|clearly)|(?:better|more|improved?) communication",
        "‘{words}’ about what, to whom, how often? Say what will be sent or said.",
        "{before}tell … about … every …{after}",
        Clear.FIGURE,
    ),
    Vague(
        Missing.KNOWN,
        r"(?:be|get|become|becoming|getting) (?:a )?better (?:at|in|with)",
        "‘{words}’ is seen in what? Name one time and place where it will show.",
        "{before}show … in{after}",
        Clear.FIGURE,
    ),
    Vague(
        Missing.SEEN,
        rf"{_FIRST}(?:to )?be(?: more| less)?(?! (?:able|done|ready|on call|there|the|at|in)\b)",
        "‘{words} …’ says how to be: say what one would see.",
        "{goal}, seen when …",
        Clear.FIGURE | Clear.ACT,
    ),
    Vague(
        Missing.SEEN,
        r"(?:tak|show|hav)(?:e|ing)? (?:more )?"
        r"(?:ownership|initiative|leadership|responsibility|commitment|care of)",
        "‘{words}’ is seen in what? Name the act.",
        "{goal}, seen when …",
        Clear.ACT,
    ),
    Vague(
        Missing.SEEN,
        r"work(?:ing)? (?:on|towards?)|mak(?:e|ing) progress(?: on| with)?|focus(?:ing)? on"
        r"|mov(?:e|ing) forward(?: on| with)?|concentrat(?:e|ing) on|deal(?:ing)? with",
        _NO_END,
        "{before}finish … of{after}",
        Clear.ACT,
    ),
    Vague(
        Missing.SEEN,
        r"look(?:ing)? (?:into|at)|think(?:ing)? (?:about|over|through)|explor(?:e|ing)"
        rf"|investigat(?:e|ing)|{_FIRST}research(?:ing)?|consider(?:ing)?|reflect(?:ing)? on",
        "‘{words}’ ends with what? Say what will be written, decided or shown.",
        "{before}write down … about{after}",
        Clear.ACT,
    ),
    Vague(
        Missing.KNOWN,
        rf"{_FIRST}(?:learn|study)(?:ing)?|understand(?:ing)?|familiari[sz]e"
        r"|(?:get|become) (?:more )?familiar|get to know|get up to speed",
        "‘{words}’ shows in what? Say what will then be done with it.",
        "{goal}, shown by …",
        Clear.ACT,
    ),
    Vague(
        Missing.SEEN,
        rf"help(?:ing)? out|help with|{_FIRST}support|{_FIRST}assist|get involved|engage"
        r"|participate|contribute|collaborate|touch base|sync up|align",
        "‘{words}’ with which act? Say what will be done, and for whom.",
        "{goal}, seen by …",
        Clear.ACT,
    ),
    Vague(
        Missing.SEEN,
        rf"keep(?:ing)? (?:an|my|one) eye on|{_FIRST}monitor|(?:stay|keep) on top of"
        r"|pay (?:more )?attention to|keep in mind",
        "‘{words}’ how often, and what then? Say what will be seen.",
        "{before}check{after} every …",
        Clear.ACT,
    ),
    Vague(
        Missing.SEEN,
        r"grow(?:ing)? (?:as|in|into)|develop (?:as|into|my|your|more|\w+ skills)"
        r"|build (?:up )?(?:trust|confidence|relationships?|rapport)",
        "‘{words}’ shows in what? Name the act that one would see.",
        "{goal}, seen when …",
        Clear.ACT,
    ),
    # How both will know.
    Vague(
        Missing.KNOWN,
        r"improv(?:e|ing)|enhanc(?:e|ing)|increas(?:e|ing)|decreas(?:e|ing)|reduc(?:e|ing)|boost"
        r"|strengthen(?:ing)?|optimi[sz](?:e|ing)|streamlin(?:e|ing)|speed(?:ing)? up",
        _HOW_MUCH,
        "{goal}: from … to …",
        Clear.FIGURE | Clear.ACT,
    ),
    Vague(
        Missing.KNOWN,
        r"(?<!no )(?<!once )(?<!any )(?<!one )(?:more|less|fewer)(?! than| or less)"
        r"|better|faster|quicker|stronger|clearer|smoother|cleaner|healthier",
        _HOW_MUCH,
        "{goal}: … instead of …",
        Clear.FIGURE,
    ),
)
"""In the order in which they are tried: where two overlap, the first one speaks."""
