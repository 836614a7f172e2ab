from __future__ import annotations

import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from convo_tui.domain.capture import Captured, LineKind, as_line, parse_line, sign_words
from convo_tui.domain.notes import NoteKind
from convo_tui.domain.values import Side

NOTE, WIN, BLOCKER = LineKind.NOTE, LineKind.WIN, LineKind.BLOCKER
COMMITMENT, POINT = LineKind.COMMITMENT, LineKind.POINT


@pytest.mark.parametrize(
    ("line", "captured"),
    [
        ("she fixed it twice", Captured(NOTE, text="she fixed it twice")),
        ("+ shipped the importer", Captured(WIN, text="shipped the importer")),
        ("+shipped", Captured(WIN, text="shipped")),
        ("! staging is down again", Captured(BLOCKER, text="staging is down again")),
        ("? the on-call rota", Captured(POINT, text="the on-call rota")),
        ("~ looks tired, ask again", Captured(NOTE, private=True, text="looks tired, ask again")),
        ("~!x", Captured(BLOCKER, private=True, text="x")),
        ("~ + x", Captured(WIN, private=True, text="x")),
        ("!~ x", Captured(BLOCKER, private=True, text="x")),
        ("! ~20 % slower", Captured(BLOCKER, text="~20 % slower")),
        ("+ !important is gone", Captured(WIN, text="!important is gone")),
        (r"\+1 from me", Captured(NOTE, text="+1 from me")),
        (r"~\?", Captured(NOTE, private=True, text="?")),
        (r"\\+", Captured(NOTE, text=r"\+")),
        (r"\n is a newline", Captured(NOTE, text=r"\n is a newline")),
        ("  +\tone\r\n two  ", Captured(WIN, text="one two")),
    ],
)
def test_the_first_sign_sets_the_kind(line: str, captured: Captured) -> None:
    assert parse_line(line) == captured


@pytest.mark.parametrize(
    ("line", "text", "due", "owner"),
    [
        ("> send the draft ^fri @me", "send the draft", "fri", Side.MANAGER),
        ("> @them draft ^in-2-weeks", "draft", "in-2-weeks", Side.REPORT),
        ('> draft ^"in 2 weeks" and share it', "draft and share it", "in 2 weeks", None),
        ("> draft ^in 2 weeks @BOTH", "draft", "in 2 weeks", Side.BOTH),
        ("> draft ^next talk", "draft", "next talk", None),
        ("> draft ^end of next month", "draft", "end of next month", None),
        ("> draft ^12 May", "draft", "12 May", None),
        ("> draft ^12.5. by hand", "draft by hand", "12.5.", None),
        ("> a ^mon b ^fri", "a ^mon b", "fri", None),
        (r"> a \^mon b", "a ^mon b", None, None),
        (r"> tell \@me @them", "tell @me", None, Side.REPORT),
        ("> x^2 and ^ and ^^ and 2 ^", "x^2 and ^ and ^^ and 2 ^", None, None),
        ("> mail a@me.org, @them!", "mail a@me.org, @them!", None, None),
        ('> say ^"" and ^" "', 'say ^"" and ^" "', None, None),
        ("? ask about ^fri @them", "ask about ^fri", None, Side.REPORT),
        ("intro to data ^fri @me", "intro to data ^fri @me", None, None),
        ("! down since ^mon @them", "down since ^mon @them", None, None),
    ],
)
def test_dates_and_owners(line: str, text: str, due: str | None, owner: Side | None) -> None:
    captured = parse_line(line)
    assert (captured.text, captured.due_words, captured.owner) == (text, due, owner)


@pytest.mark.parametrize(
    ("line", "tags"),
    [
        ("talked about #Hiring with Sam, #on-call.", ("hiring", "on-call")),
        ("#hiring and #HIRING", ("hiring",)),
        ("> draft #Größe ^fri", ("grösse",)),
        ("ticket #42, C#, a#b, # and ##", ()),
        ("see https://example.org/#top", ()),
    ],
)
def test_tags_are_collected_and_stay_in_the_text(line: str, tags: tuple[str, ...]) -> None:
    captured = parse_line(line)
    assert captured.tags == tags
    assert all(word in captured.text for word in line.split() if "#" in word)


@pytest.mark.parametrize("line", ["", "   ", "+", " ! ", "~", "~ +", ">", "> ^fri @me", "?"])
def test_a_sign_alone_is_empty(line: str) -> None:
    assert parse_line(line).empty
    assert not parse_line(line + " word").empty


@pytest.mark.parametrize("piece", ["x", '^"a ', '^"', "\\\\", "@me ", "#a ", "in 2 weeks ", "^a ^"])
def test_ten_thousand_characters_are_quick(piece: str) -> None:
    line = '> ^"a ' + piece * (10_000 // len(piece))
    before = time.process_time()
    as_line(parse_line(line))
    assert time.process_time() - before < 0.25


def test_kinds_of_notes_have_the_same_values() -> None:
    assert [NoteKind(kind.value).sign.strip() for kind in (NOTE, WIN, BLOCKER)] == ["", "+", "!"]
    assert [NOTE.sign, WIN.sign, BLOCKER.sign] == ["", "+", "!"]


def test_a_line_for_editing_reads_well() -> None:
    captured = Captured(COMMITMENT, True, "send the draft", "in 2 weeks", Side.MANAGER)
    assert as_line(captured) == '~> send the draft ^"in 2 weeks" @me'
    assert as_line(Captured(WIN, text="shipped")) == "+ shipped"
    assert as_line(Captured(NOTE, text="+1")) == r"\+1"
    assert as_line(Captured(NOTE, text="spoke #well", tags=("well", "calm"))) == "spoke #well #calm"


PIECES = st.sampled_from(
    [
        *("+", "!", ">", "?", "~", "\\", "^", "@", "#", '"', " ", "\t", "\n", "\u00a0", "\x1c"),
        *("^fri", '^"in 2 weeks"', "^in 2 weeks", "@me", "@them", "#tag", "#42", "C#", "a@b.c"),
        *("word", "ß", "漢", "12", "next talk", "."),
    ]
)
LINES = st.one_of(st.lists(PIECES).map("".join), st.lists(PIECES).map(" ".join), st.text())


@given(LINES)
@example('> ^"a ^b"')
@example('> \\^"a @me b"')
def test_a_line_edited_without_a_change_says_the_same(line: str) -> None:
    captured = parse_line(line)
    assert parse_line(as_line(captured)) == captured


@given(st.sampled_from(LineKind), st.booleans(), LINES, st.sampled_from([None, *Side]))
def test_whatever_is_stored_survives_editing(
    kind: LineKind, private: bool, text: str, owner: Side | None
) -> None:
    text = " ".join(text.split())
    due = "end of month" if kind is COMMITMENT else None
    owner = owner if kind in (COMMITMENT, POINT) else None
    tags = parse_line(f"+ {text}").tags
    captured = Captured(kind, private, text, due, owner, tags)
    assert parse_line(as_line(captured)) == captured


@given(LINES)
def test_no_word_is_lost(line: str) -> None:
    captured = parse_line(line)
    kept = f"{captured.text} {captured.due_words or ''} {captured.owner or ''}"
    assert sorted(_letters(kept, captured)) == sorted(_letters(line, None))


def _letters(text: str, captured: Captured | None) -> list[str]:
    """Every letter and figure, with the word of an owner as it was typed."""
    for side, word in ((Side.MANAGER, "me"), (Side.REPORT, "them"), (Side.BOTH, "both")):
        if captured and captured.owner is side:
            text = text.removesuffix(side.value) + word
    return [char for char in text.casefold() if char.isalnum()]


def test_every_sign_that_a_line_reads_is_told_and_each_that_is_told_is_read() -> None:
    signs = dict(sign_words())
    assert {kind.sign for kind in LineKind if kind.sign} <= signs.keys()
    for sign in signs:
        if sign == "\\":
            assert parse_line(f"{sign}+ a draft") == Captured(text="+ a draft")
            continue
        behind = sign[0] in "^@#"
        read = parse_line(f"> a draft {sign}" if behind else f"{sign} a draft")
        assert read != parse_line("> a draft" if behind else "a draft")
        assert read.text == ("a draft #tag" if sign == "#tag" else "a draft")
