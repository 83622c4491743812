"""From the options of `ansinh report` to its file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from an_sinh.cli.page import Page
from an_sinh.cli.scoring import Filter, as_year, known_groups, known_statuses, load_card, open_data
from an_sinh.cli.streams import language_of
from an_sinh.errors import UsageFault
from an_sinh.pages.phrases import words
from an_sinh.text import quoted, visible


def report_page(
    year: str | None,
    output: Path,
    data: Path | None,
    lang: str | None,
    against: str,
    group: Sequence[str],
    status: Sequence[str],
) -> Page:
    """Write the report, and tell where it is and what its headline says."""
    language, wanted = language_of((), lang), as_year(year)
    if output.suffix.lower() != ".docx":
        raise UsageFault("report_docx", path=quoted(str(output)))
    card = load_card(open_data(data, language), wanted, against, language)
    rows = Filter(groups=known_groups(card.programme, group), statuses=known_statuses(status))
    from an_sinh.keep.replacing import write_whole
    from an_sinh.pages.page import headline
    from an_sinh.pages.report import report_sheet
    from an_sinh.render.as_docx import write_docx

    write_whole(output, write_docx(report_sheet(card, language, rows=rows)))
    told = words(language).report_written.format(
        path=visible(str(output)), year=card.year, headline=headline(card.tally, language, percent=True)
    )
    return Page(write=lambda _screen: told + "\n", for_people=True)
