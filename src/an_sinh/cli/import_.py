"""`ansinh import YEAR FILE`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from an_sinh.cli.completing import complete_years
from an_sinh.cli.options import Data, Lang
from an_sinh.cli.page import Page

EXAMPLES = """\
ansinh import 2026 figures.xlsx --dry-run        what it would change
ansinh import 2026 figures.xlsx --provisional
ansinh import 2026 figures.csv --numerals vi     1.250 is 1,250
"""


def command(
    year: Annotated[str, typer.Argument(metavar="YEAR", autocompletion=complete_years)],
    file: Annotated[Path, typer.Argument(metavar="FILE", help="An .xlsx, .xls, .ods or .csv file.")],
    data: Data = None,
    lang: Lang = None,
    sheet: Annotated[str | None, typer.Option(metavar="NAME", help="The sheet; else the first.")] = None,
    column: Annotated[
        str | None, typer.Option(metavar="HEADING", help="The column of figures, by its heading or letters.")
    ] = None,
    numerals: Annotated[
        str | None, typer.Option(metavar="vi|en", help="How texts write figures: 203.027,5 or 203,027.5.")
    ] = None,
    encoding: Annotated[str | None, typer.Option(metavar="NAME", help="Of a .csv that is not UTF-8: cp1258.")] = None,
    source: Annotated[list[str] | None, typer.Option(metavar="ID", help="Who said it. Repeatable.")] = None,
    provisional: Annotated[bool, typer.Option("--provisional", help="The figures may still change.")] = False,
    skip_unmatched: Annotated[bool, typer.Option("--skip-unmatched", help="Write the rest.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show the change, and write nothing.")] = False,
) -> Page:
    """Write the figures of a spreadsheet into a year's file. Nothing else in it changes."""
    from an_sinh.cli.sheets import Asked, import_page

    asked = Asked(sheet, column, numerals, encoding, tuple(source or ()), provisional, skip_unmatched, dry_run)
    return import_page(year, file, asked, data, lang)
