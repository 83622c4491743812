"""`ansinh check [YEAR]`: the gate for CI."""

from __future__ import annotations

from typing import Annotated

import typer

from an_sinh.cli.completing import complete_conditions, complete_years
from an_sinh.cli.options import Data, Lang, Output, Yardstick, Year, format_option, known_format
from an_sinh.cli.page import Page
from an_sinh.terms import Against

FORMATS = ("table", "json", "csv", "markdown", "junit", "github")

EXAMPLES = """\
ansinh check 2022 --min-met 85%          open: 23 of 27 are 85.2 %
ansinh check 2022 --min-met 24           closed, exit code 1
ansinh check 2022 --fail-on published    open: the published headline agrees
"""


def command(
    year: Year = None,
    data: Data = None,
    lang: Lang = None,
    against: Yardstick = Against.ANNUAL,
    min_met: Annotated[
        str | None, typer.Option(metavar="N|N%", help="At least so many, or such a share, must be met or exceeded.")
    ] = None,
    fail_on: Annotated[
        list[str] | None,
        typer.Option(
            metavar="WHAT",
            help="A status, discrepancy, provisional or published. Repeatable.",
            autocompletion=complete_conditions,
        ),
    ] = None,
    no_regression_from: Annotated[
        str | None,
        typer.Option(
            metavar="YEAR",
            help="No verdict may be worse than in that year, and none lost.",
            autocompletion=complete_years,
        ),
    ] = None,
    format_: Annotated[str, format_option(FORMATS)] = "table",
    output: Output = None,
) -> Page:
    """Exit with 1 unless the year passes its gates. Without a gate, unless all are met or exceeded."""
    from an_sinh.cli.checking import check_page

    known_format("check", format_, FORMATS)
    return check_page(year, data, lang, against, min_met, fail_on or [], no_regression_from, format_, output)
