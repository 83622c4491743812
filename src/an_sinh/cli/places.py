"""`ansinh places [YEAR] [INDICATOR]`."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from an_sinh.cli.answer import Answer, answer
from an_sinh.cli.completing import complete_indicators, complete_kinds, complete_places
from an_sinh.cli.options import (
    CsvDialect,
    Data,
    Ids,
    Lang,
    Latest,
    Output,
    Yardstick,
    Year,
    format_option,
    known_format,
)
from an_sinh.terms import Against, Period

if TYPE_CHECKING:
    from an_sinh.judge.places import PlacesReport
    from an_sinh.programme.model import Programme

EXAMPLES = """\
ansinh places 2022                             a row for each place
ansinh places 2022 poverty-rate                one indicator over all
ansinh places 2022 --grid                      each place and indicator
ansinh places 2022 --sort met --kind district  by rank, of one kind
"""
SORTS = ("met", "name")


def command(
    year: Year = None,
    indicator: Annotated[
        str | None,
        typer.Argument(
            metavar="INDICATOR", help="Its id or name: this one over all places.", autocompletion=complete_indicators
        ),
    ] = None,
    grid: Annotated[bool, typer.Option("--grid", help="Places and indicators, a sign each.")] = False,
    sort: Annotated[
        str | None,
        typer.Option(metavar="|".join(SORTS), help="Else in the order of places.yaml.", autocompletion=lambda: SORTS),
    ] = None,
    kind: Annotated[
        str | None, typer.Option(metavar="NAME", help="Only places of this kind.", autocompletion=complete_kinds)
    ] = None,
    within: Annotated[
        str | None,
        typer.Option(metavar="ID", help="Only places inside this one.", autocompletion=complete_places),
    ] = None,
    data: Data = None,
    lang: Lang = None,
    against: Yardstick = Against.ANNUAL,
    latest: Latest = False,
    format_: Annotated[str, format_option("places")] = "table",
    ids: Ids = False,
    csv_dialect: CsvDialect = "plain",
    output: Output = None,
) -> Answer:
    """Lay the places of a programme side by side. Or one indicator over them, or a grid of signs."""
    from an_sinh.cli.dataset import load_report, open_data
    from an_sinh.cli.selection import as_year_if_any, known_indicator
    from an_sinh.cli.streams import programs_in, say_for
    from an_sinh.errors import UsageFault
    from an_sinh.pages.places import arranged
    from an_sinh.render.results import PlacesResult, View
    from an_sinh.text import quoted

    known_format("places", format_)
    if sort not in (None, *SORTS):
        raise UsageFault("--sort: {text} is no order of places", "write {sorts}", text=quoted(str(sort)), sorts=SORTS)
    if grid and indicator is not None:
        raise UsageFault("--grid shows all indicators, and one is named", "keep one of the two")
    say, wanted = say_for(lang, data), as_year_if_any(year)
    opened = open_data(data, say)
    judge = partial(_places, kind=kind, within=within, latest=latest)
    report = load_report(opened, wanted, against, say, judge, latest=latest)
    if indicator is not None:
        indicator = known_indicator(report.programme, indicator)
    places = arranged(report, sort, say)
    result = PlacesResult(report=report, places=places, indicator=indicator, grid=grid)
    view = View(say=say, programs=programs_in(lang), folder=opened.directory.folder, dialect=csv_dialect, ids=ids)
    return answer("places", result, format_, view, output=output)


def _places(
    programme: Programme, year: Period, against: str, *, kind: str | None, within: str | None, latest: bool
) -> PlacesReport:
    from an_sinh.judge.places import places

    _see_chosen(programme, kind, within)
    return places(programme, year, against, kind=kind, within=within, latest=latest)


def _see_chosen(programme: Programme, kind: str | None, within: str | None) -> None:
    """UsageFault for a kind that no place is of, or a place that there is not."""
    from an_sinh.errors import DidYouMean, UsageFault
    from an_sinh.programme.model import unknown_place
    from an_sinh.text import quoted

    kinds = {each: None for place in programme.places.values() for each in (place.kind or {}).values()}
    if kind is not None and kind not in kinds:
        raise UsageFault("--kind: no place is of the kind {text}", DidYouMean(kind, kinds), text=quoted(kind))
    if within is not None and within not in programme.places:
        fault = unknown_place(within, programme.places)
        raise UsageFault(fault.text, fault.remedy, **fault.slots)
