"""`ansinh show INDICATOR`."""

from __future__ import annotations

from typing import Annotated

import typer

from an_sinh.cli.answer import Answer, answer
from an_sinh.cli.completing import complete_indicators
from an_sinh.cli.options import (
    Data,
    Lang,
    Output,
    Place,
    Yardstick,
    format_option,
    known_format,
)
from an_sinh.terms import Against

EXAMPLES = """\
ansinh show poverty-rate                 its years, its reasons, its sources
ansinh show poverty                      a part of its id or name
ansinh show poverty-rate --lang vi       the same in Vietnamese
ansinh show poverty-rate --format svg --output poverty-rate.svg
"""


def command(
    indicator: Annotated[
        str,
        typer.Argument(
            metavar="INDICATOR",
            help="Its id, its name, or a part that only one has.",
            autocompletion=complete_indicators,
        ),
    ],
    data: Data = None,
    place: Place = None,
    lang: Lang = None,
    against: Yardstick = Against.ANNUAL,
    format_: Annotated[str, format_option("show")] = "table",
    output: Output = None,
) -> Answer:
    """Show one indicator over all years, and why each status is so."""
    from an_sinh.cli.dataset import all_cards, load_all, open_data, scored_periods
    from an_sinh.cli.selection import known_indicator
    from an_sinh.cli.streams import programs_in, say_for
    from an_sinh.render.results import ShowResult, View

    known_format("show", format_)
    say = say_for(lang, data)
    programme = load_all(open_data(data, say, place), say, None)
    id_ = known_indicator(programme, indicator)
    # a part of a year only where something is said of the indicator
    told = [each for each in scored_periods(programme) if isinstance(each, int) or programme.entry(id_, each)]
    at, wanted = list(programme.indicators).index(id_), told or scored_periods(programme)
    result = ShowResult(cards=all_cards(programme, against, wanted), at=at)
    return answer("show", result, format_, View(say=say, programs=programs_in(lang)), output=output)
