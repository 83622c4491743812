"""`ansinh trend`."""

from __future__ import annotations

from typing import Annotated

from an_sinh.cli.options import Data, Groups, Lang, Output, Statuses, Yardstick, format_option, known_format
from an_sinh.cli.page import Page
from an_sinh.terms import Against

FORMATS = ("table", "json", "csv", "markdown", "html")

EXAMPLES = """\
ansinh trend --against term              every indicator, year by year
ansinh trend --group welfare             one group of them
"""


def command(
    data: Data = None,
    lang: Lang = None,
    against: Yardstick = Against.ANNUAL,
    format_: Annotated[str, format_option(FORMATS)] = "table",
    group: Groups = None,
    status: Statuses = None,
    output: Output = None,
) -> Page:
    """Show every indicator over the years, a status for each. Beside them the course of the figures."""
    from an_sinh.cli.years import trend_page

    return trend_page(data, lang, against, known_format("trend", format_, FORMATS), group or [], status or [], output)
