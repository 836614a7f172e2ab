"""Texts that break programs: chosen by hand, and made by chance out of the worst signs.

Each of them may stand wherever a person types. None may crash anything, reach a terminal as a
control code, or change what a document is made of.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

MARKUP = (
    "[/]",
    "[red]x",
    "[/red]",
    "[bold]loud[/bold]",
    "[@click=app.quit]x[/]",
    "[@click=app.quit()]Maya[/]",
    "[link=https://example.org]x[/link]",
    "[$primary]x[/] $manager",
    "[[double]] \\[escaped] [ ]",
    "#people { display: none; } * { offset-x: -9 }",
    "{{x}} {name!r:>10} {0} {}",
    "%s %d %(name)s %n ${HOME} `id` $(id)",
    ":smile: :warning: :x:",
)
"""What Textual, Rich, style sheets, templates and shells might read as their own."""

DATA = (
    "'; DROP TABLE person; --",
    "' OR '1'='1",
    '"quoted" AND \'single\' NEAR/2 text* col:x ^"',
    "NULL",
    "-1e309",
    "=cmd|' /C calc'!A0",
    "+SUM(1+1)*cmd|' /C calc'!A0",
    '@SUM(1,2)\t=HYPERLINK("http://pwned")',
    "../../etc/passwd",
    "/dev/null\x00.md",
    "~root/.ssh/authorized_keys",
    "C:\\Windows\\System32\\CON\\nul.md",
    "--json --force -o /etc/passwd",
    "Subject: hello\r\nBcc: all@pwned.example\r\n\r\nbody",
    "BEGIN:VCALENDAR\r\nATTACH:file:///etc/passwd\nEND:VCALENDAR",
)
"""What databases, sheets, file systems, command lines, mails and calendars might obey."""

DOCUMENTS = (
    "<script>alert(1)</script>",
    '<img src="http://pwned/x.png" onerror=alert(1)>',
    "<!-- hidden --> <![CDATA[x]]> <?php x ?>",
    "</li></ul><h1>over</h1>",
    "&lt;b&gt; &#60;b&#62; &amp;",
    "![x](http://pwned/x.png)",
    "[x](javascript:alert(1))",
    "<http://pwned> <me@pwned.example>",
    "[x]: http://pwned 'a footnote'",
    "# heading\n\n---\n- [ ] box\n1. one",
    "```\nfence\n~~~",
    "| a | b |\n|---|---|\n| c | d |",
    "**bold** __bold__ ~~gone~~ `code` a_b_c",
    "> quote\n===\n***",
    "\\\\\\` \\*ends with a backslash\\",
)
"""What Markdown and HTML might take for structure, a link or a script."""

OBEYED = (
    "\x1b",
    "\x1b[31mred\x1b[0m",
    "\x1b[2J\x1b[Hcleared",
    "\x1b[8;7;9t\x1b[6n\x1bc\x1b(0qqq",
    "\x1b\x1b[31m[31mnested",
    "\x1b]0;a title\x07after",
    "\x1b]52;c;Y29weQ==\x07clip",
    "\x1b]8;;https://example.org\x1b\\link\x1b]8;;\x1b\\",
    "\x1b]1337;File=inline=1:AAAA\x07picture",
    "\x1bPq#0;2;0;0;0\x1b\\sixel",
    "\x1b_Gf=24;AAAA\x1b\\APC \x1b^PM\x1b\\ \x1bXSOS\x1b\\",
    "\x1b]0;never ended",
    "\x9b31mC1 \x9d0;title\x9c \x90dcs\x9c \x9fapc\x9c",
    "bell\x07 back\x08 vt\x0b ff\x0c so\x0e si\x0f",
    "nul\x00 sub\x1a us\x1f del\x7f nel\x85",
    "tab\tand\nnewline\r\nand\rreturn",
    "\n\n\n",
    "line\u2028para\u2029graph",
)
"""What a terminal would obey; its words alone may be shown."""

SCRIPTS = (
    "漢字かな交じり文한국어",
    "漢" * 200,
    "Zoë Łukasz Ñandú ﷺ ꧁꧂",
    "שלום עולם",
    "مرحبا بالعالم",
    "mixed שלום and left",
    "over\u202eride \u202dand\u202c",
    "iso\u2066late\u2069 \u2067x",
    "marks\u200e\u200f\u061c",
    "Z\u0351\u036b\u0343a\u0300\u0301\u0302lgo",
    "flood a" + "\u0301\u0489" * 300,
    "\u0301starts combining",
    "👨‍👩‍👧‍👦 family 👩🏽‍💻 ❤️‍🔥",
    "👨‍👩‍👧‍👦" * 40,
    "🇩🇪🇯🇵🇩 flags 🏴󠁧󠁢󠁥󠁮󠁧󠁿 1️⃣",
    "🏽 alone \ufe0f alone",
    "ශ්‍රී क्‍ष ﻻ พยัญชนะ",
    "joiner\u200dbetween\u200d letters\u200d",
    "\u200d\u200d\u200d",
    "zero\u200bwidth\ufeff\u2060\u00ad",
    "no\u00a0break\u3000wide space",
    "ｆｕｌｌ width",
    "half \ud800 pair \udfff\ud83d",
    "tags \U000e0041\U000e0042 private \ue000\U0010ffff \ufffe\ufdd0",
)
"""Letters and signs of all sorts, wide, narrow, of no width, turning the text around."""

SHAPES = (
    "",
    " ",
    "   spaces   around   ",
    "\u200b",
    "x" * 10_000,
    "漢" * 10_000,
    "word " * 2000,
    "a" + "\u0301" * 9999,
    "x\n" * 500,
)
"""Nothing, nearly nothing, and far too much."""

CHOSEN = (*MARKUP, *DATA, *DOCUMENTS, *OBEYED, *SCRIPTS, *SHAPES)
"""All of them."""

SHORT = tuple(text for text in CHOSEN if len(text) < 1000)
"""Those that fit on a page, so that the next one on it is seen as well."""

LONG = tuple(text for text in CHOSEN if len(text) >= 1000)
"""The others."""

_PIECES = (
    *"\x00\x07\x08\t\n\x0b\x0c\r\x1b\x7f\x80\x85\x90\x9b\x9c\x9d\x9f\u2028\u2029",
    *"[]{}()<>#*_`~|\\/&;:=@$%^!?+-.,'\" ",
    *"aZ0é漢ー한ا שﷺ\u0301\u0489\u0e31\u093f\u1160\u115f",
    *"👩👨👧🏽🇩🇪❤🏴\u200b\u200c\u200d\u200e\u200f\ufe0e\ufe0f\ufeff\u00ad\u00a0\u3000\u2060",
    *"\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ud800\udbff\udc00\udfff",
    *"\U000e0041\ue000\ufffd\ufffe\U0010ffff",
    *("\x1b[", "\x1b]", "\x1bP", "\x1b_", "\x1b^", "\x1bX", "\x1b\\", "\x1b]8;;http://pwned\x1b\\"),
    *("\x1b]52;c;", "\x1b]0;", "\x1b[31m", "\x1b[2J", "\x1b[6n", "\x9b1m", "\x1b(0", "31m", "m"),
    *("[/]", "[red]", "[@click=app.quit]", "![", "](http://pwned)", "<script>", "<!--", "-->"),
    *("```", "---", "- [ ] ", "1. ", "> ", "# ", "&lt;", "https://pwned", "=cmd|", "../", "~/"),
    *("\r\nBcc: ", "\nEND:VEVENT", "'; --", "%s", "{}", "$x", "word ", "longer word "),
)


def generated(count: int, seed: int = 0) -> Iterator[str]:
    """Texts made by chance out of the worst signs, the same ones for the same seed."""
    chance = random.Random(seed)  # no secrets are made of it
    for _ in range(count):
        yield "".join(chance.choices(_PIECES, k=chance.choice((1, 2, 3, 5, 8, 12, 20, 40))))
