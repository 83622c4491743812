"""`ansinh report [YEAR]`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from an_sinh.cli.options import Data, Groups, Lang, Statuses, Yardstick, Year
from an_sinh.cli.page import Page
from an_sinh.terms import Against

EXAMPLES = """\
ansinh report 2022 --output bao-cao-2022.docx --lang vi
ansinh report 2025 --against term --output report.docx
"""


def command(
    output: Annotated[Path, typer.Option(metavar="FILE", help="The .docx to write, whole or not at all.")],
    year: Year = None,
    data: Data = None,
    lang: Lang = None,
    against: Yardstick = Against.ANNUAL,
    group: Groups = None,
    status: Statuses = None,
) -> Page:
    """Write the report in Word. In Vietnamese it has the form of Decree 30/2020."""
    from an_sinh.cli.reporting import report_page

    return report_page(year, output, data, lang, against, group or [], status or [])
