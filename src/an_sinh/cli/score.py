"""`ansinh score [YEAR]`."""

from __future__ import annotations

from typing import Annotated

from an_sinh.cli.options import (
    CsvDialect,
    Data,
    Groups,
    Lang,
    Output,
    Statuses,
    Summary,
    TallyBy,
    TallyKey,
    Yardstick,
    Year,
    format_option,
    known_format,
)
from an_sinh.cli.page import Page
from an_sinh.terms import Against

FORMATS = ("table", "prose", "json", "csv", "markdown", "html", "junit", "github")

EXAMPLES = """\
ansinh score 2022                           the year against its own plan
ansinh score 2025 --against term            against the end-of-term targets
ansinh score 2022 --status unmet            some rows; the counts stay whole
ansinh score 2022 --format prose --lang vi  the paragraph for a report
"""


def command(
    year: Year = None,
    data: Data = None,
    lang: Lang = None,
    against: Yardstick = Against.ANNUAL,
    format_: Annotated[str, format_option(FORMATS)] = "table",
    group: Groups = None,
    status: Statuses = None,
    summary: Summary = False,
    by: TallyBy = TallyKey.GROUP,
    csv_dialect: CsvDialect = "plain",
    output: Output = None,
) -> Page:
    """Classify every indicator of a year and count: "23/27 met"."""
    from an_sinh.cli.scoring import score_page

    return score_page(
        year,
        data,
        lang,
        against,
        known_format("score", format_, FORMATS),
        group or [],
        status or [],
        summary,
        by,
        csv_dialect,
        output,
    )
