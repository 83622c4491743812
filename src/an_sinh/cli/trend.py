"""`ansinh trend`."""

from __future__ import annotations

from typing import Annotated

import typer

from an_sinh.cli.answer import Answer, answer
from an_sinh.cli.options import (
    ENGINES,
    Data,
    EngineName,
    Everything,
    FactsAsked,
    FactsPath,
    Groups,
    Ids,
    Lang,
    Master,
    Memory,
    Output,
    Place,
    Rejects,
    Statuses,
    Yardstick,
    format_option,
    known_format,
    one_or_all,
)
from an_sinh.terms import Against, Month, with_parts_of_the_latest

EXAMPLES = """\
ansinh trend --against term              every indicator, year by year
ansinh trend --group welfare             one group of them
"""


def command(
    data: Data = None,
    place: Place = None,
    lang: Lang = None,
    against: Yardstick = Against.ANNUAL,
    format_: Annotated[str, format_option("trend", "places-trend")] = "table",
    group: Groups = None,
    status: Statuses = None,
    everything: Everything = False,
    ids: Ids = False,
    places: Annotated[bool, typer.Option("--places", help="The headlines of places by year instead.")] = False,
    facts: FactsPath = None,
    engine: EngineName = ENGINES[0],
    master: Master = None,
    memory: Memory = None,
    rejects: Rejects = None,
    output: Output = None,
) -> Answer:
    """Show every indicator over the years, a status for each. Beside them the course of the figures."""
    from an_sinh.cli.country import has_facts, open_country, open_for
    from an_sinh.cli.dataset import all_cards, load_all, open_data, scored_periods, warn
    from an_sinh.cli.selection import Filter, known_groups, known_statuses
    from an_sinh.cli.streams import programs_in, say_for
    from an_sinh.judge.places import trend_places
    from an_sinh.render.results import TrendResult, View

    known_format("places-trend" if places else "trend", format_)
    one_or_all(place, places=places)
    say, statuses = say_for(lang, data), known_statuses(status or ())
    asked = FactsAsked(facts, engine, master, memory, rejects)
    view = View(say=say, programs=programs_in(lang), ids=ids, everything=everything)
    if places:
        opened = open_data(data, say)
        if has_facts(opened, asked):
            from an_sinh.engine.country import trend_facts

            with open_country(opened, asked, say) as country:
                trend = trend_facts(country, Against(against))
        else:
            programme = opened.files.programme(None, places=True)
            warn(programme, say)
            trend = trend_places(programme, against)
        return answer("places-trend", trend, format_, view, output=output)
    opened = open_for(data, say, place, asked)
    latest = with_parts_of_the_latest(opened.files.periods, opened.files.starts)
    programme = load_all(opened, say, [each for each in latest if isinstance(each, Month)])
    columns = with_parts_of_the_latest(scored_periods(programme), programme.year_starts)
    cards = all_cards(programme, against, columns)
    rows = Filter(groups=known_groups(cards[-1].programme, group or ()), statuses=statuses)
    return answer(
        "trend", TrendResult(cards=cards, rows=rows, everything=everything or ids), format_, view, output=output
    )
