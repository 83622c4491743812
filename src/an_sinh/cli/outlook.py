"""`ansinh outlook [YEAR]`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from an_sinh.cli.answer import Answer, answer
from an_sinh.cli.options import (
    Data,
    Ids,
    Lang,
    Output,
    Place,
    Year,
    format_option,
    known_format,
)
from an_sinh.terms import Month, Period

if TYPE_CHECKING:
    from an_sinh.pages.say import Say
    from an_sinh.programme.model import Programme

EXAMPLES = """\
ansinh outlook 2024                    as things stood at the end of 2024
ansinh outlook 2024 --format markdown
"""


def command(
    year: Year = None,
    data: Data = None,
    place: Place = None,
    lang: Lang = None,
    format_: Annotated[str, format_option("outlook")] = "table",
    ids: Ids = False,
    output: Output = None,
) -> Answer:
    """Ask whether the end-of-term targets will be reached as things go."""
    from an_sinh.cli.dataset import load_all, open_data
    from an_sinh.cli.selection import as_year_if_any
    from an_sinh.cli.streams import programs_in, say_for
    from an_sinh.judge.outlook import outlook
    from an_sinh.render.results import View

    known_format("outlook", format_)
    wanted, say = as_year_if_any(year), say_for(lang, data)
    opened = open_data(data, say, place)
    opened.files.see_they_are_years([] if wanted is None else [wanted])
    programme = load_all(opened, say, [wanted] if isinstance(wanted, Month) and opened.files.has(wanted) else ())
    report = outlook(programme, wanted if wanted is not None else _latest_figure(programme, say))
    return answer("outlook", report, format_, View(say=say, programs=programs_in(lang), ids=ids), output=output)


def _latest_figure(programme: Programme, say: Say) -> Period:
    """The latest year of the span with a figure in it, told on stderr."""
    from an_sinh.cli.dataset import scored_periods, scored_years
    from an_sinh.cli.streams import tell

    years = scored_years(programme)
    if not years:
        return scored_periods(programme)[-1]
    latest = next((year for year in reversed(years) if _has_a_figure(programme, year)), years[-1])
    named = say.counting(programme.year_starts).year(latest)
    tell(say.text("no year named: {year}, the latest with a figure", year=named))
    return latest


def _has_a_figure(programme: Programme, year: int) -> bool:
    entries = programme.actuals[year].entries.values()
    return any(entry is not None and entry.value is not None for entry in entries)
