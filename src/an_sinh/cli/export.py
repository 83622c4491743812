"""`ansinh export YEAR FILE`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from an_sinh.cli.completing import complete_years
from an_sinh.cli.options import Data, Lang
from an_sinh.cli.page import Page

EXAMPLES = """\
ansinh export 2026 figures.xlsx
ansinh export 2026 bieu-so-lieu.xlsx --lang vi
"""


def command(
    year: Annotated[str, typer.Argument(metavar="YEAR", autocompletion=complete_years)],
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The .xlsx to write.")],
    data: Data = None,
    lang: Lang = None,
) -> Page:
    """Write a spreadsheet for the departments to fill in. import reads it back."""
    from an_sinh.cli.sheets import export_page

    return export_page(year, file, data, lang)
