"""`ansinh report [YEAR]`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from an_sinh.cli.answer import Answer, sentence
from an_sinh.cli.options import Data, Everything, Force, Groups, Lang, Latest, Place, Statuses, Yardstick, Year
from an_sinh.terms import Against, Period

if TYPE_CHECKING:
    from an_sinh.cli.dataset import RunData
    from an_sinh.judge.places import PlacesReport

EXAMPLES = """\
ansinh report 2022 --output bao-cao-2022.docx --lang vi
ansinh report 2025 --against term --output report.docx
"""


def command(
    output: Annotated[Path, typer.Option(metavar="FILE", help="The .docx to write, whole or not at all.")],
    year: Year = None,
    data: Data = None,
    place: Place = None,
    lang: Lang = None,
    against: Yardstick = Against.ANNUAL,
    latest: Latest = False,
    group: Groups = None,
    status: Statuses = None,
    everything: Everything = False,
    force: Force = False,
) -> Answer:
    """Write the report in Word. In Vietnamese it has the form of Decree 30/2020."""
    from an_sinh.cli.dataset import load_card, load_latest, open_data
    from an_sinh.cli.selection import Filter, as_year_if_any, known_groups, known_statuses
    from an_sinh.cli.streams import say_for
    from an_sinh.errors import Phrase, UsageFault
    from an_sinh.judge.scorecard import score
    from an_sinh.keep.replacing import see_it_is_free, write_whole
    from an_sinh.text import quoted, visible

    say, wanted = say_for(lang, data), as_year_if_any(year)
    if output.suffix.lower() != ".docx":
        raise UsageFault(
            "--output: {path} is not named as a .docx file",
            Phrase("name it so", sense=".docx"),
            path=quoted(str(output)),
        )
    see_it_is_free(output, force=force)
    opened = open_data(data, say, place)
    card = (load_latest if latest else load_card)(opened, wanted, against, say)
    if not latest:  # with the year before, whose figures the report tells beside those of the year
        card = score(opened.files.programme([*opened.files.there, card.year]), card.year, against)
    of_places = _places(opened, card.year, against, latest=latest)
    rows = Filter(groups=known_groups(card.programme, group or ()), statuses=known_statuses(status or ()))
    from an_sinh.pages.report import report_page
    from an_sinh.pages.score import headline
    from an_sinh.render.as_docx import write_docx

    write_whole(output, write_docx(report_page(card, say, rows=rows, everything=everything, places=of_places)))
    told = say.text(
        "{path}: the report for {year}, {headline}",
        path=visible(str(output)),
        year=say.counting(card.programme.year_starts).year(card.year),
        headline=headline(card.tally, say, percent=True, so_far=card.is_so_far),
    )
    return sentence(told + "\n")


def _places(data: RunData, year: Period, against: str, *, latest: bool) -> PlacesReport | None:
    """The places of the year, where any has a file or rows for it, and not one of them alone is asked for."""
    files = data.files
    if files.of is not None or not files.has_places:
        return None
    own = files.place_set()
    there: set[Period] = {*own.years_there(), *own.months_there()}
    years = [year]
    if latest:
        from an_sinh.judge.latest import whole_year

        years = [each for each in own.years_there() if each <= whole_year(year)]
    if not there.intersection(years):
        return None
    from an_sinh.judge.places import places

    return places(files.programme(years, places=True), year, against, latest=latest)
