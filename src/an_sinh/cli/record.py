"""`ansinh record YEAR INDICATOR [VALUE]`."""

from __future__ import annotations

from typing import Annotated

import typer

from an_sinh.cli.completing import complete_indicators, complete_statuses, complete_years
from an_sinh.cli.options import Data, Lang
from an_sinh.cli.page import Page

SETTINGS = {"ignore_unknown_options": True}  # -0.5 is a value

EXAMPLES = """\
ansinh record 2025 jobs-created 1120             a figure
ansinh record 2025 jobs-created --reported met   the authority's verdict
ansinh record 2025 jobs-created 1125 --dry-run   what it would change
"""


def command(
    year: Annotated[str, typer.Argument(metavar="YEAR", autocompletion=complete_years)],
    indicator: Annotated[str, typer.Argument(metavar="INDICATOR", help="Its id.", autocompletion=complete_indicators)],
    value: Annotated[
        str | None, typer.Argument(metavar="VALUE", help="A figure such as 2.23, or true or false for a milestone.")
    ] = None,
    data: Data = None,
    lang: Lang = None,
    reported: Annotated[
        str | None,
        typer.Option(metavar="STATUS", help="The authority's verdict on the year.", autocompletion=complete_statuses),
    ] = None,
    reported_term: Annotated[
        str | None,
        typer.Option(metavar="STATUS", help="The authority's verdict on the term.", autocompletion=complete_statuses),
    ] = None,
    provisional: Annotated[
        bool | None, typer.Option("--provisional/--final", help="Whether the figure may still change.")
    ] = None,
    source: Annotated[list[str] | None, typer.Option(metavar="ID", help="Who said it. Repeatable.")] = None,
    note: Annotated[str | None, typer.Option(metavar="TEXT", help="A remark.")] = None,
    as_of: Annotated[str | None, typer.Option(metavar="DATE", help="YYYY, YYYY-MM or YYYY-MM-DD.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show the change, and write nothing.")] = False,
) -> Page:
    """Write one entry into its year's file, and change nothing else."""
    from an_sinh.cli.recording import Entered, record_page

    entered = Entered(value, reported, reported_term, provisional, tuple(source or ()), note, as_of)
    return record_page(year, indicator, entered, data, lang, dry_run)
