"""`ansinh diff OLD NEW`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from an_sinh.cli.completing import complete_years
from an_sinh.cli.options import Data, Groups, Lang, Output, Statuses, Yardstick, format_option, known_format
from an_sinh.cli.page import Page
from an_sinh.terms import Against

FORMATS = ("table", "prose", "json", "csv", "markdown", "html")

EXAMPLES = """\
ansinh diff 2022 2023                  from one year to the next
ansinh diff 2022 2023 --against term   both against the end-of-term targets
ansinh diff 2022 --since HEAD          what a change of the data does
"""


def command(
    old: Annotated[str, typer.Argument(metavar="OLD", help="The earlier year.", autocompletion=complete_years)],
    new: Annotated[
        str | None,
        typer.Argument(metavar="NEW", help="The later year; the same if not named.", autocompletion=complete_years),
    ] = None,
    data: Data = None,
    lang: Lang = None,
    against: Yardstick = Against.ANNUAL,
    old_data: Annotated[Path | None, typer.Option(metavar="DIR", help="Another data directory for OLD.")] = None,
    since: Annotated[
        str | None, typer.Option(metavar="REV", help="OLD from the data as they were at a git revision.")
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="Show the unchanged too.")] = False,
    exit_code: Annotated[bool, typer.Option("--exit-code", help="Exit with 1 if anything differs.")] = False,
    format_: Annotated[str, format_option(FORMATS)] = "table",
    group: Groups = None,
    status: Statuses = None,
    output: Output = None,
) -> Page:
    """Lay two years side by side: what got worse, better or only known. Or one year of two states of the data."""
    from an_sinh.cli.diffing import Asked, diff_page

    known_format("diff", format_, FORMATS)
    asked = Asked(old, new, data, old_data, since, everything, exit_code, format_, group or [], status or [], output)
    return diff_page(asked, lang, against)
