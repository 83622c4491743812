"""`ansinh focus [YEAR]`."""

from __future__ import annotations

from typing import Annotated

from an_sinh.cli.options import Data, Lang, Output, Yardstick, Year, format_option, known_format
from an_sinh.cli.page import Page
from an_sinh.terms import Against

FORMATS = ("table", "prose", "json", "csv", "markdown")


def command(
    year: Year = None,
    data: Data = None,
    lang: Lang = None,
    against: Yardstick = Against.ANNUAL,
    format_: Annotated[str, format_option(FORMATS)] = "table",
    output: Output = None,
) -> Page:
    """Show what carries over: unmet, not started and not judged, by who answers for it."""
    from an_sinh.cli.years import focus_page

    return focus_page(year, data, lang, against, known_format("focus", format_, FORMATS), output)
