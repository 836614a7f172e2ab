"""What makes a shell complete the words of `convo`, made by click for bash, zsh and fish."""

from __future__ import annotations

import re
from typing import Any

import click
from click.shell_completion import (
    BashComplete,
    CompletionItem,
    FishComplete,
    ZshComplete,
    add_completion_class,
)

from convo_tui import COMPLETION_VARIABLE
from convo_tui.cli.shell import ConvoCommand

_SPECIAL = re.compile(r"[^\w%+,./:=@\-\x80-\U0010ffff]", re.ASCII)
"""What a word in bash has a backslash before."""


class ConvoBash(BashComplete):
    """Bash puts in what it gets as it stands, so a name of two words comes with a backslash."""

    source_template = BashComplete.source_template.replace(
        "COMPREPLY+=($value)", 'COMPREPLY+=("$value")'
    ).replace("IFS=',' read type value", "IFS=',' read -r type value")

    def format_completion(self, item: CompletionItem[Any]) -> str:
        """A word that stands for itself, whatever is in it."""
        word = _SPECIAL.sub(r"\\\g<0>", item.value)
        return f"{item.type},{word}"


class ConvoFish(FishComplete):
    """Fish quotes by itself; a comma in a name ends nothing."""

    source_template = FishComplete.source_template.replace(
        'string split "," $completion', 'string split -m 1 "," $completion'
    )


SHELLS = {"bash": ConvoBash, "zsh": ZshComplete, "fish": ConvoFish}


def ready() -> None:
    """Have click answer a shell by the classes here."""
    for kind in SHELLS.values():
        add_completion_class(kind)


@click.command(
    cls=ConvoCommand,
    short_help="Print what makes your shell complete.",
    epilog='\b\nExample, in ~/.bashrc:\n  eval "$(convo completion bash)"\n\n'
    '\b\nIn ~/.zshrc:\n  eval "$(convo completion zsh)"\n\n'
    "\b\nIn ~/.config/fish/completions/convo.fish:\n  convo completion fish | source",
)
@click.argument("shell", metavar="SHELL", type=click.Choice(list(SHELLS)))
@click.pass_context
def completion(ctx: click.Context, shell: str) -> None:
    """Print what makes SHELL complete commands, options and names: bash, zsh or fish.

    Names come from the file. An encrypted file gives none, and nothing is asked for.
    """
    click.echo(SHELLS[shell](ctx.find_root().command, {}, "convo", COMPLETION_VARIABLE).source())
