"""`ansinh show INDICATOR`."""

from __future__ import annotations

from typing import Annotated

import typer

from an_sinh.cli.completing import complete_indicators
from an_sinh.cli.options import Data, Lang, Output, Yardstick, format_option, known_format
from an_sinh.cli.page import Page
from an_sinh.terms import Against

FORMATS = ("table", "json", "csv", "markdown")

EXAMPLES = """\
ansinh show poverty-rate                 its years, its reasons, its sources
ansinh show poverty-rate --lang vi       the same in Vietnamese
"""


def command(
    indicator: Annotated[str, typer.Argument(metavar="INDICATOR", help="Its id.", autocompletion=complete_indicators)],
    data: Data = None,
    lang: Lang = None,
    against: Yardstick = Against.ANNUAL,
    format_: Annotated[str, format_option(FORMATS)] = "table",
    output: Output = None,
) -> Page:
    """Show one indicator over all years, and why each status is so."""
    from an_sinh.cli.years import show_page

    return show_page(indicator, data, lang, against, known_format("show", format_, FORMATS), output)
