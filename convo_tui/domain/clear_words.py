"""The words that make a goal clear: acts, things, days and figures. The lists are English."""

from __future__ import annotations

import re
from enum import Flag, auto


class Clear(Flag):
    """What a text says clearly."""

    NOT = 0
    ACT = auto()
    THING = auto()
    DAY = auto()
    FIGURE = auto()


def clear_in(text: str) -> Clear:
    """Everything that a text says clearly: what is done, what is there, on which day, how much."""
    words = set(_WORD.findall(text.casefold()))
    without_days, days = _DAY.subn(" ", text)
    return (
        (Clear.ACT if _says_an_act(text) or _SHOWS.search(text) else Clear.NOT)
        | (Clear.THING if words & THINGS else Clear.NOT)
        | (Clear.DAY if days else Clear.NOT)
        | (Clear.FIGURE if _FIGURE.search(without_days) else Clear.NOT)
    )


def _says_an_act(text: str) -> bool:
    """Whether one of `ACTS` is done in the text, not only named: to build, and not the build."""
    words = _TOKEN.findall(text.casefold())
    triples = zip(["", *words], words, [*words[1:], ""], strict=False)
    return any(word in ACTS and _is_done(before, word, after) for before, word, after in triples)


def _is_done(before: str, word: str, after: str) -> bool:
    """Whether a word is a verb where it stands; English tells by its neighbours alone.

    A compound such as `on-call` is a word of its own and never gets here.
    """
    if before in _BEFORE_NOUNS:
        return False
    if after in _OBJECTS or not before or before in _SUBJECTS or before in _STOPS:
        return True
    if word.endswith("ing"):
        return before in _BEFORE_DOING
    if word.endswith("ed"):
        return before in _BEFORE_DONE
    return before in _BEFORE_DO and not word.endswith("s")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _acts(verbs: str) -> frozenset[str]:
    forms = set()
    for verb in verbs.split():
        stem = verb.removesuffix("e")
        forms |= {verb, f"{verb}s", f"{verb}es", f"{verb.removesuffix('y')}ies"}
        forms |= {part + end for part in (stem, stem + verb[-1]) for end in ("ed", "ing")}
    return frozenset(forms)


def _things(nouns: str) -> frozenset[str]:
    return frozenset(noun + end for noun in nouns.split() for end in ("", "s", "es"))


ACTS = _acts(
    """
    add agree announce answer apply arrange ask assign attend automate book bring build call
    cancel check choose clarify clean clear close coach collect compare complete configure confirm
    count cover create cut decide define delegate delete deliver demonstrate deploy describe draw
    escalate explain export file fill film find finish fix freeze fund gather give greet hand hire
    hold host implement import install interview introduce invite join launch list log make
    measure meet merge migrate move name negotiate offer open order organise organize pair pass
    pay pick post prepare print propose protect publish put raise read rebuild record refactor
    remove rename replace reply reserve resolve restore return rewrite rotate run save say
    schedule sell send set shadow share ship show sign solve sort speak spend split start stop
    submit swap switch talk teach tell thank train translate turn unblock update upgrade upload
    use verify visit walk watch write
    """
)
"""What one can be seen doing."""

THINGS = _things(
    """
    access agenda agreement article budget build call chart checklist class code contract course
    dashboard decision deck demo design diagram doc document draft email estimate example
    exercise feature feedback figure form guide handbook handover intro introduction issue
    launch letter mail meeting memo mentor message metric note offer onboard outline page paper
    plan policy poster postmortem pr presentation proposal prototype question recap recording
    release report request retro review rfc roadmap rota runbook script session sheet sketch
    slide spec spreadsheet step story summary survey table talk template test ticket timeline
    tool training tutorial version video wiki workshop
    """
)
"""What can lie on the table, or stand in the calendar."""

_WORD = re.compile(r"[a-z]+")

_TOKEN = re.compile(r"[^\W_]+(?:[-'’/][^\W_]+)*|[^\w\s]")
"""A word, whole where it is joined, or a sign."""

_BEFORE_NOUNS = _words(
    "a an the my your our his their its this each every some any no of more less"
)
_OBJECTS = _words(
    """
    a an the my your our her his their its it them him me us these those how what which whether
    why
    """
)
"""What stands behind a verb and hardly ever behind a noun."""

_STOPS = frozenset(",;:.!?()–—-")
_SUBJECTS = _words("i we you he she they it who will can could must should shall may")
_BEFORE_DO = _words("to and or then not")
_BEFORE_DOING = _words("by and or while when after before without start stop")
_BEFORE_DONE = _words("is are was were be been being get gets has have had and or")
_SHOWS = re.compile(r"\b(?:seen|shown|so that|until)\b", re.IGNORECASE)

# Days say when: their figures say nothing of how much.
_DAY = re.compile(
    r"""
    \b(?:
        \d{4}-\d\d-\d\d | \d\d?/\d\d?(?:/\d+)? | \d\d?\.\d\d?\.(?:\d{4}|\d\d)? | \d\d?:\d\d
      | (?:19|20)\d\d | 1:1s? | q[1-4] | (?:week|sprint)[ ]\d+ | in[ ]\d+[ ]\w+
      | next[ ](?:talk|week|month) | today | tomorrow
      | (?:mon|tues|wednes|thurs|fri|satur|sun)days?
      | (?:\d\d?(?:st|nd|rd|th|\.)?[ ])?
        (?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?
          |sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)
        (?:[ ]\d\d?)?
    )(?!\w)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_FIGURE = re.compile(
    r"""
    (?<![\w#:]) (?<![a-z]-) \d+ (?:[.,]\d+)? (?:x|h|d|s|ms|min|k)? (?![\w:]|-[a-z])
    | \b(?:two|three|four|five|six|seven|eight|nine|ten|twelve|dozen|once|twice|half|double|zero
          |at[ ]least[ ]one|one[ ](?:more|less|fewer))\b
    """,
    re.VERBOSE | re.IGNORECASE,
)
