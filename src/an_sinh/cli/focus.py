"""`ansinh focus [YEAR]`."""

from __future__ import annotations

from typing import Annotated

from an_sinh.cli.options import Data, Lang, Output, Yardstick, Year, format_option, known_format
from an_sinh.cli.page import Page
from an_sinh.terms import Against

FORMATS = ("table", "prose", "json", "csv", "markdown")

EXAMPLES = """\
ansinh focus 2022                        what 2022 leaves to 2023
ansinh focus 2022 --format prose         the same in sentences
"""


def command(
    year: Year = None,
    data: Data = None,
    lang: Lang = None,
    against: Yardstick = Against.ANNUAL,
    format_: Annotated[str, format_option(FORMATS)] = "table",
    output: Output = None,
) -> Page:
    """Show what carries over, by who answers for it. That is what is unmet, not started or not judged."""
    from an_sinh.cli.years import focus_page

    return focus_page(year, data, lang, against, known_format("focus", format_, FORMATS), output)
