"""Words in feedback that speak of the person, or of all times, in place of what was seen.

A camera sees that somebody came at 9:20 on Tuesday; it sees neither "lazy" nor "always". The
lists are English. A hint is the mildest thing there is, and still each false one costs trust: a
word that is said of things as well ("is a problem for the build", "the tests always pass") counts
only where the person is its subject, what stands in quotation marks was heard, and a count
("never in the last four") can be checked.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

LONGEST = 2_000
"""Signs of a text that are looked at."""

BEHAVIOUR = "behaviour words"
"""The kind of hint, by which it is dismissed."""

ASK = "What did you see? Name the moment."
"""What to write instead, in every hint."""

_IDENTITY = "“{words}” is about the person. " + ASK
_ABSOLUTE = "“{words}” is hard to show. " + ASK
_MIND = "“{words}” is a guess. " + ASK


def _list(words: str) -> tuple[str, ...]:
    return tuple(words.split())


TRAITS = _list("""
    abrasive aggressive amazing apathetic arrogant awesome awful bossy brilliant careless chaotic
    childish clever clueless cold defensive dependable difficult dishonest disengaged disorganised
    disorganized disrespectful emotional entitled fantastic friendly gifted great hard-working
    hardworking helpful hopeless immature impatient incompetent inconsiderate inflexible insecure
    irresponsible kind lazy moody naive negative nice oversensitive passive perfect petty pushy
    reliable rude self-centered self-centred selfish sensitive shy sloppy smart stubborn stupid
    talented terrible thoughtful timid toxic uncommitted unmotivated unprofessional unreliable weak
    wonderful
""")
"""What a person is said to be; counts with the person as the subject."""

INSULTS = _list("""
    arrogant bossy childish clueless immature incompetent inconsiderate lazy oversensitive
    self-centered self-centred selfish unprofessional
""")
"""Of those, what is said of people alone: counts anywhere."""

KINDS = _list("""
    bully complainer communicator diva genius guy hero idiot jerk know-it-all leader learner liar
    listener loner mess micromanager natural pain people-pleaser perfectionist person player
    problem procrastinator pushover rockstar slacker snob star team-player
""")
"""What a person is called: `was a star`. After `she is a` any word counts."""

_BE = r"(?:\s*[’']\s*(?:s|re)|\s+(?:is|are|was|were|seems|seemed|seem))(?:n[’']t)?"
_HOW = (
    r"(?:\s+(?:a bit|a little|kind of|sort of|just|so|very|too|really|quite|rather|being|such"
    r"|not|often|sometimes|basically|simply|clearly|somewhat|pretty|generally|usually))*"
)
_AND_SO = (
    r"(?=\s*(?:[.,;:!?)]|$|(?:about|again|and|as|at|but|during|in|on|or|to|towards|when|with)\b))"
)
"""What may follow on a trait: `reliable builds` are no trait of a person."""

_NO_KIND = (
    r"(?!(?:bit|day|few|fortnight|little|lot|minute|month|moment|part|quarter|week|year)s?\b)"
)
_TECHNICAL = r"(?!-|\s+(?:\w+ing\b|evaluat|import|init|load|quer|module|propert|list))"
"""`lazy loading` is no laziness."""

_TEAM_PLAYER = (
    r"(?:not|no|isn[’']t|aren[’']t|wasn[’']t)\s+(?:much of |really )?an?\s+team[\s-]player"
)
_ATTITUDE = (
    r"(?:bad|poor|wrong|negative|terrible|awful)\s+(?:attitude|character|personality)"
    r"|(?:attitude|personality)\s+problem"
)
_TIMES = r"(?:always|never|constantly|continually)"
_NOT_SO = r"(?!-|\s+(?:on[\s-]call|before|mind|again)\b)"
_RECEIVED = r"(?!\s+(?:been|given|got|get|gets|had|invited|received|shown|told|was)\b)"
"""What was withheld from somebody (`he never got access`) says nothing of them."""

_HELPERS = (
    r"(?:(?:\s*[’']\s*(?:s|re|ve|ll|d)|\s+(?:is|are|was|were|has|have|had|will|would|can|could|do"
    r"|does|did|just|simply|almost|nearly|also|still|really|seems to|seem to)))*"
)
_COUNTED = re.compile(
    r"\b(?:since|in (?:the|our|her|his|their|my) (?:last|past)|this (?:week|month|quarter|year)"
    r"|(?:last|past) (?:week|month|quarter|\d+|two|three|four|five|six)|\d+ (?:of|out of|times))\b",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|«[^»]*»|‘[^’]*’(?!\w)")
_SENTENCE = re.compile(r"[^.;!?]+[.;!?]*")


@dataclass(frozen=True, slots=True)
class Spoken:
    """Words that speak of something else than what was seen.

    Attributes:
        words: as they were typed.
        sentence: says in one line what to write instead.
    """

    words: str
    sentence: str


def spoken_of(text: str, name: str = "") -> Spoken | None:
    """The first words of a text that a camera could not have seen; None where there are none.

    Args:
        text: what was typed as the behaviour.
        name: the first name of the person, which counts as `she` does.
    """
    heard = _QUOTED.sub(lambda found: " " * len(found[0]), text[:LONGEST])
    for sentence in _SENTENCE.findall(heard):
        counted = _COUNTED.search(sentence) is not None
        for pattern, told, countable in _patterns(name.casefold()):
            found = None if countable and counted else pattern.search(sentence.strip())
            if found is not None:
                words = " ".join(found["words"].split())
                return Spoken(words, told.format(words=words))
    return None


def _any(words: tuple[str, ...]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


@lru_cache(maxsize=16)
def _patterns(name: str) -> tuple[tuple[re.Pattern[str], str, bool], ...]:
    """What is looked for, what it is told as, and whether a count excuses it."""
    named = f"|{re.escape(name)}" if name else ""
    one = rf"\b(?:she|he{named})"
    person = rf"\b(?:you|she|he|they{named})"
    subject = rf"(?:{person}{_BE}|^(?:(?:is|are|was|were|being|seems|seemed)\b)?|\bbeing)"
    rows = (
        (rf"\b(?P<words>{_TEAM_PLAYER})", _IDENTITY, False),
        (rf"\b(?P<words>{_ATTITUDE})\b", _IDENTITY, False),
        (rf"\b(?P<words>{_any(INSULTS)})\b{_TECHNICAL}", _IDENTITY, False),
        (
            rf"{subject}{_HOW}\s*\b(?P<words>{_any(TRAITS)})\b{_TECHNICAL}{_AND_SO}",
            _IDENTITY,
            False,
        ),
        (rf"{one}(?P<words>(?:[’']s|\s+is)(?:\s+\w+)?\s+an?)\s+{_NO_KIND}\w", _IDENTITY, False),
        (
            rf"{subject}{_HOW}\s*\b(?P<words>an?\s+(?:\w+\s+)?(?:{_any(KINDS)}))\b"
            r"(?!\s+(?:for|in|with|of)\s+(?:the|our|a|an|my)\b)",
            _IDENTITY,
            False,
        ),
        (
            rf"(?:^|{person}{_HELPERS}\s+|^(?:is|are|was|were|has|does)\s+)"
            rf"(?P<words>{_TIMES})\b{_NOT_SO}{_RECEIVED}",
            _ABSOLUTE,
            True,
        ),
        (rf"(?<!\bas )(?P<words>\b{_TIMES})\s*[.,!?]*$", _ABSOLUTE, True),
        (rf"{person}\b.*\b(?P<words>all the time|every single time)\b", _ABSOLUTE, True),
        (
            rf"(?:{person}|^)\s*\b(?P<words>(?:do|does|did)(?:n[’']t| not)\s+(?:really\s+)?"
            r"(?:care|give a damn|even try))\b",
            _MIND,
            False,
        ),
    )
    return tuple((re.compile(each, re.IGNORECASE), told, count) for each, told, count in rows)
