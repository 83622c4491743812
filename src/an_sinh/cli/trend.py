"""`ansinh trend`."""

from __future__ import annotations

from typing import Annotated

from an_sinh.cli.answer import Answer, answer
from an_sinh.cli.options import Data, Groups, Lang, Output, Statuses, Yardstick, format_option, known_format
from an_sinh.terms import Against

EXAMPLES = """\
ansinh trend --against term              every indicator, year by year
ansinh trend --group welfare             one group of them
"""


def command(
    data: Data = None,
    lang: Lang = None,
    against: Yardstick = Against.ANNUAL,
    format_: Annotated[str, format_option("trend")] = "table",
    group: Groups = None,
    status: Statuses = None,
    output: Output = None,
) -> Answer:
    """Show every indicator over the years, a status for each. Beside them the course of the figures."""
    from an_sinh.cli.dataset import all_cards, load_all, open_data
    from an_sinh.cli.selection import Filter, known_groups, known_statuses
    from an_sinh.cli.streams import programs_in, say_in
    from an_sinh.render.results import TrendResult, View

    known_format("trend", format_)
    say, statuses = say_in(lang), known_statuses(status or ())
    cards = all_cards(load_all(open_data(data, say), say), against)
    rows = Filter(groups=known_groups(cards[-1].programme, group or ()), statuses=statuses)
    view = View(say=say, programs=programs_in(lang))
    return answer("trend", TrendResult(cards=cards, rows=rows), format_, view, output=output)
