"""`ansinh outlook [YEAR]`."""

from __future__ import annotations

from typing import Annotated

from an_sinh.cli.options import Data, Lang, Output, Year, format_option, known_format
from an_sinh.cli.page import Page

FORMATS = ("table", "json", "csv", "markdown", "html")

EXAMPLES = """\
ansinh outlook 2024                    as things stood at the end of 2024
ansinh outlook 2024 --format markdown
"""


def command(
    year: Year = None,
    data: Data = None,
    lang: Lang = None,
    format_: Annotated[str, format_option(FORMATS)] = "table",
    output: Output = None,
) -> Page:
    """Ask whether the end-of-term targets will be reached as things go."""
    from an_sinh.cli.years import outlook_page

    return outlook_page(year, data, lang, known_format("outlook", format_, FORMATS), output)
