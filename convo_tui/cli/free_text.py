"""Telling a slip in an option from a text that begins with a dash.

What was meant as an option is never kept as words: what was to be private would be shared.
"""

from __future__ import annotations

import re

import click

from convo_tui.cli.shell import ConvoCommand
from convo_tui.text import one_line, shorten

NAMED_CELLS = 40
"""Of a word that is no option."""

_LIKE_AN_OPTION = re.compile(r"(?:--?|[\u2013\u2014])[^\W\d_]")
"""A dash or two before a letter: `-x`, `--date fri`, or the long dash that an editor made of two.

But `-`, `- cut him off` and `-5 %` are text.
"""


def like_an_option(word: str) -> bool:
    """Whether a word of a command may be meant as an option, there or not."""
    return _LIKE_AN_OPTION.match(word) is not None


class TextCommand(ConvoCommand):
    """A command whose last argument is free text; its options may stand anywhere before `--`.

    Words that look like an option are one, or are refused. Other words that begin with a dash are
    text, which click by itself would take apart into options of one letter.
    """

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the options first and the words behind a `--`, where click lets them be."""
        named = {
            name: isinstance(each, click.Option) and not each.is_flag
            for each in self.get_params(ctx)
            for name in (*each.opts, *each.secondary_opts)
        }
        options: list[str] = []
        words: list[str] = []
        left = iter(args)
        for word in left:
            if word == "--":
                words += left
            elif not like_an_option(word):
                words.append(word)
            elif (name := word.partition("=")[0]) in named:
                options.append(word)
                if named[name] and name == word:
                    options += [value for value in [next(left, None)] if value is not None]
            elif not ctx.resilient_parsing:  # a shell completes what is not whole yet
                raise _no_option(name, named, ctx)
        return super().parse_args(ctx, [*options, "--", *words])


def _no_option(name: str, named: dict[str, bool], ctx: click.Context) -> click.NoSuchOption:
    shown = shorten(one_line(name), NAMED_CELLS)
    return click.NoSuchOption(
        shown,
        f"No such option '{shown}'; if that is text, -- starts the text.",
        possibilities=[known for known in named if known.startswith("-")],
        ctx=ctx,
    )
