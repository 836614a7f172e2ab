"""Examining the file from the shell."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from convo_tui.cli.output import json_option, print_json, say
from convo_tui.cli.shell import CannotDo, ConvoCommand, Shell, pass_shell

if TYPE_CHECKING:
    from convo_tui.storage.findings import Finding


@click.command(
    cls=ConvoCommand,
    short_help="See whether the file is sound.",
    epilog="\b\nExample:\n  convo doctor\n  convo doctor --repair",
)
@click.option("--repair", is_flag=True, help="Make anew, too, what follows from the rest.")
@json_option
@click.pass_context
@pass_shell
def doctor(shell: Shell, ctx: click.Context, repair: bool, as_json: bool) -> None:
    """See whether the file is sound, and say what was found.

    Nothing that you wrote is changed. A search index that is out of step is made anew; so are, with
    --repair, the timeline, the seconds of talks, and who may read the file. Ends with 0 where all
    is well, else with 1.
    """
    from convo_tui.storage.doctor import examine, mend
    from convo_tui.storage.findings import Mend, all_well

    path = shell.database
    if not path.exists():
        raise CannotDo(f"There is no file {path} yet, so nothing can be wrong with it.")
    found = examine(path, shell.now, shell.home)
    mended = mend(path, found, [*Mend] if repair else [Mend.INDEX])
    if mended:
        found = examine(path, shell.now, shell.home)
    if as_json:
        print_json(
            {
                "file": str(path),
                "well": all_well(found),
                "findings": [_shape(each) for each in found],
                "mended": [_shape(each) for each in mended],
            }
        )
    else:
        _tell(found, mended, well=all_well(found))
    ctx.exit(0 if all_well(found) else 1)


def _tell(found: Sequence[Finding], mended: Sequence[Finding], *, well: bool) -> None:
    for finding in mended:
        say(f"✓ {finding.sentence} It was made anew.")
    for finding in found:
        say(f"{_SIGNS[finding.weight]} {finding.sentence}")
    for advice in dict.fromkeys(finding.advice for finding in found if finding.advice):
        say(f"  {advice}")
    if well:
        say("All is well: every page, row, event and reference was looked at.")


def _shape(finding: Finding) -> dict[str, str | None]:
    return {
        "about": finding.about,
        "weight": str(finding.weight),
        "sentence": finding.sentence,
        "advice": finding.advice or None,
        "mend": finding.mend and str(finding.mend),
    }


_SIGNS = {"damage": "✗", "wrong": "!", "remark": "·"}
