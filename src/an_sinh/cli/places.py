"""`ansinh places [YEAR] [INDICATOR]`."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from an_sinh.cli.answer import Answer, answer
from an_sinh.cli.completing import complete_indicators, complete_kinds, complete_places
from an_sinh.cli.options import (
    ENGINES,
    CsvDialect,
    Data,
    EngineName,
    FactsAsked,
    FactsPath,
    Ids,
    Lang,
    Latest,
    Master,
    Memory,
    Output,
    Rejects,
    Yardstick,
    Year,
    format_option,
    known_format,
)
from an_sinh.terms import Against, Period

if TYPE_CHECKING:
    from an_sinh.cli.dataset import RunData
    from an_sinh.judge.places import PlacesReport, Sum
    from an_sinh.pages.say import Say
    from an_sinh.programme.model import Place, Programme

EXAMPLES = """\
ansinh places 2022                             a row for each place
ansinh places 2022 poverty-rate                one indicator over all
ansinh places 2022 --grid                      each place and indicator
ansinh places 2022 --sort met --kind district  by rank, of one kind
"""
SORTS = ("met", "name")
BYS = ("within", "kind", "group")


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
    by: Annotated[
        str | None,
        typer.Option("--by", metavar="|".join(BYS), help="Sums of places instead.", autocompletion=lambda: BYS),
    ] = None,
    rank: Annotated[bool, typer.Option("--rank", help="Rank the places of facts; others are ranked always.")] = False,
    everything: Annotated[bool, typer.Option("--all", help="Every row, of however many.")] = False,
    facts: FactsPath = None,
    engine: EngineName = ENGINES[0],
    master: Master = None,
    memory: Memory = None,
    lines: Annotated[
        Path | None,
        typer.Option("--lines", metavar="FILE", help="Write every line of every place of facts: .parquet or .csv."),
    ] = None,
    rejects: Rejects = None,
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
    from an_sinh.cli.country import has_facts, see_lines_file
    from an_sinh.cli.dataset import load_report, open_data
    from an_sinh.cli.selection import as_year_if_any, known_indicator
    from an_sinh.cli.streams import programs_in, say_for
    from an_sinh.errors import UsageFault
    from an_sinh.judge.places import summed
    from an_sinh.pages.places import arranged
    from an_sinh.render.results import PlacesResult, View
    from an_sinh.text import quoted

    known_format("places", format_)
    if sort not in (None, *SORTS):
        raise UsageFault("--sort: {text} is no order of places", "write {sorts}", text=quoted(str(sort)), sorts=SORTS)
    if grid and indicator is not None:
        raise UsageFault("--grid shows all indicators, and one is named", "keep one of the two")
    if by not in (None, *BYS):
        raise UsageFault("--by: {text} is nothing to add up by", "write {names}", text=quoted(str(by)), names=BYS)
    see_lines_file(lines)
    say, wanted = say_for(lang, data), as_year_if_any(year)
    opened = open_data(data, say)
    asked = FactsAsked(facts, engine, master, memory, rejects)
    if has_facts(opened, asked, latest=latest):
        seen = _Seen(
            kind,
            within,
            indicator,
            _much(format_, grid=grid, ranked=rank or sort == "met"),
            lines,
            by,
            format_ == "html",
        )
        report, indicator, sums = _of_facts(opened, asked, wanted, against, say, seen)
    elif lines is not None:
        raise UsageFault("{option} is of facts, and none are named", "name them with --facts", option="--lines")
    else:
        choose = partial(_places, kind=kind, within=within, latest=latest)
        report = load_report(opened, wanted, against, say, choose, latest=latest)
        if indicator is not None:
            indicator = known_indicator(report.programme, indicator)
        sums = summed(report, by, within) if by is not None else ()
    places = arranged(report, sort, say)
    result = PlacesResult(report=report, places=places, indicator=indicator, grid=grid, by=by, sums=sums)
    view = View(
        say=say,
        programs=programs_in(lang),
        folder=opened.directory.folder,
        dialect=csv_dialect,
        ids=ids,
        everything=everything,
    )
    return answer("places", result, format_, view, output=output)


def _much(format_: str, *, grid: bool, ranked: bool) -> str:
    """How much of each place is shown: its counts, ranks too, the status of each line, or its figures."""
    if format_ in ("csv", "html"):
        return "figures"
    return "statuses" if grid else "ranks" if ranked else "counts"


class _Seen(NamedTuple):
    """What of the facts is asked for."""

    kind: str | None
    within: str | None
    indicator: str | None
    much: str
    lines: Path | None
    by: str | None
    html: bool


def _of_a_page(places: Sequence[Place], within: str | None, say: Say) -> Sequence[Place]:
    """Of more places than a page holds, those at the top: provinces first, and inside one its communes."""
    from an_sinh.cli.streams import tell
    from an_sinh.pages.places import MOST_ROWS

    if len(places) <= MOST_ROWS:
        return places
    tell(say.text("the page has the places at the top; --within ID makes one of those inside a place"))
    return [place for place in places if place.within == within]


def _of_facts(
    data: RunData, asked: FactsAsked, year: Period | None, against: str, say: Say, seen: _Seen
) -> tuple[PlacesReport, str | None, tuple[Sum, ...]]:
    """The places of facts in a year, the indicator that is named, and the sums that are asked for."""
    from an_sinh.cli.country import open_country, write_beside, year_of_facts
    from an_sinh.cli.selection import known_indicator
    from an_sinh.engine.country import Shown, judge, report, sum_by_group
    from an_sinh.judge.places import chosen, summed

    with open_country(data, asked, say, [year] if year is not None else ()) as facts:
        programme = facts.programme
        _see_chosen(programme, seen.kind, seen.within)
        indicator = known_indicator(programme, seen.indicator) if seen.indicator is not None else None
        places = chosen(programme, seen.kind, seen.within)
        if seen.html:
            places = [*_of_a_page(places, seen.within, say)]
        path, put = write_beside(seen.lines) if seen.lines is not None else (None, None)
        shown = Shown(
            places=places,
            ranked=seen.much == "ranks",
            indicator=indicator,
            figures=seen.much == "figures" or indicator is not None,
            statuses=seen.much == "statuses",
            lines_to=path,
        )
        held = year_of_facts(facts, year, say)
        found = report(facts, held, Against(against), shown)
        if put is not None:
            put()
        if seen.by == "group":
            return found, indicator, sum_by_group(judge(facts, held, found.against), places)
        return found, indicator, summed(found, seen.by, seen.within) if seen.by is not None else ()


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
