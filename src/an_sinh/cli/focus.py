"""`ansinh focus [YEAR]`."""

from __future__ import annotations

from typing import Annotated

from an_sinh.cli.answer import Answer, answer
from an_sinh.cli.options import (
    Data,
    Ids,
    Lang,
    Output,
    Place,
    Yardstick,
    Year,
    format_option,
    known_format,
)
from an_sinh.terms import Against

EXAMPLES = """\
ansinh focus 2022                        what 2022 leaves to 2023
ansinh focus 2022 --format prose         the same in sentences
"""


def command(
    year: Year = None,
    data: Data = None,
    place: Place = None,
    lang: Lang = None,
    against: Yardstick = Against.ANNUAL,
    format_: Annotated[str, format_option("focus")] = "table",
    ids: Ids = False,
    output: Output = None,
) -> Answer:
    """Show what carries over, by who answers for it. That is what is unmet, not started or not judged."""
    from an_sinh.cli.dataset import load_card, open_data
    from an_sinh.cli.selection import as_year_if_any
    from an_sinh.cli.streams import programs_in, say_for
    from an_sinh.judge.focus import focus
    from an_sinh.render.results import View

    known_format("focus", format_)
    wanted, say = as_year_if_any(year), say_for(lang, data)
    opened = open_data(data, say, place)
    card = load_card(opened, wanted, against, say)
    # since when an indicator carries over can be told from all earlier years alone, and a change from the next
    first = card.programme.years[0]
    earlier = [each for each in opened.files.there if first <= each < card.whole_year]
    programme = opened.files.programme([*earlier, card.year])
    found = focus(programme, card.year, against)
    return answer("focus", found, format_, View(say=say, programs=programs_in(lang), ids=ids), output=output)
