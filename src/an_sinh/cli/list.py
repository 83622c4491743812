"""`ansinh list [TEXT]`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from an_sinh.cli.answer import Answer, answer
from an_sinh.cli.completing import complete_years
from an_sinh.cli.options import Data, Groups, Lang, Leads, Output, Place, format_option, known_format
from an_sinh.terms import Period

if TYPE_CHECKING:
    from an_sinh.cli.dataset import RunData
    from an_sinh.judge.scorecard import Scorecard
    from an_sinh.programme.model import Programme

EXAMPLES = """\
ansinh list                              every indicator with its id
ansinh list insurance                    those whose id or name holds it
ansinh list "that nghiep"                tones and case do not count
ansinh list --year 2022 --group welfare  with the year's targets
"""


def command(
    text: Annotated[
        str | None, typer.Argument(metavar="TEXT", help="Only those whose id or name holds this, in any language.")
    ] = None,
    year: Annotated[
        str | None, typer.Option(metavar="YEAR", help="Tell this year's target too.", autocompletion=complete_years)
    ] = None,
    data: Data = None,
    place: Place = None,
    lang: Lang = None,
    format_: Annotated[str, format_option("list")] = "table",
    group: Groups = None,
    lead: Leads = None,
    output: Output = None,
) -> Answer:
    """List the indicators by id, name and lead. By the id, or a part of a name, the other commands know them."""
    from an_sinh.cli.dataset import open_data
    from an_sinh.cli.selection import as_year_if_any, known_groups, known_leads, lead_of
    from an_sinh.cli.streams import programs_in, say_for
    from an_sinh.programme.naming import holding
    from an_sinh.render.results import ListResult, View

    known_format("list", format_)
    say, wanted = say_for(lang, data), as_year_if_any(year, "--year")
    opened = open_data(data, say, place)
    programme = opened.files.programme([])
    card = _card(opened, programme, wanted) if wanted is not None else None
    groups, leads = known_groups(programme, group or ()), known_leads(programme, lead or ())
    found = [
        id_
        for id_ in holding(text or "", programme.indicators)
        if (not groups or programme.indicators[id_].group in groups)
        and (not leads or lead_of(programme.indicators[id_]) in leads)
    ]
    result = ListResult(programme=programme, ids=found, card=card, text=text)
    return answer("list", result, format_, View(say=say, programs=programs_in(lang)), output=output)


def _card(data: RunData, programme: Programme, year: Period) -> Scorecard:
    """The year's scorecard, for its targets alone: a year to come needs no file."""
    from an_sinh.judge.scorecard import score
    from an_sinh.programme.model import outside_years

    first, last = programme.years
    if not first <= programme.year_of(year) <= last:
        raise outside_years(year, first, last)
    files = data.files if data.files.has(year) else data.files.with_empty_year(year)
    return score(files.programme([year]), year)
