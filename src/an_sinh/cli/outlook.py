"""`ansinh outlook [YEAR]`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from an_sinh.cli.answer import Answer, answer
from an_sinh.cli.options import Data, Lang, Output, Year, format_option, known_format
from an_sinh.terms import Language

if TYPE_CHECKING:
    from an_sinh.programme.model import Programme

EXAMPLES = """\
ansinh outlook 2024                    as things stood at the end of 2024
ansinh outlook 2024 --format markdown
"""


def command(
    year: Year = None,
    data: Data = None,
    lang: Lang = None,
    format_: Annotated[str, format_option("outlook")] = "table",
    output: Output = None,
) -> Answer:
    """Ask whether the end-of-term targets will be reached as things go."""
    from an_sinh.cli.dataset import load_all, open_data
    from an_sinh.cli.selection import as_year_if_any
    from an_sinh.cli.streams import language_of
    from an_sinh.judge.outlook import outlook
    from an_sinh.render.results import View

    known_format("outlook", format_)
    wanted, language = as_year_if_any(year), language_of((), lang)
    programme = load_all(open_data(data, language), language)
    report = outlook(programme, wanted if wanted is not None else _latest_figure(programme, language))
    return answer("outlook", report, format_, View(language=language, programs=lang or Language.EN), output=output)


def _latest_figure(programme: Programme, language: str) -> int:
    """The latest year of the span with a figure in it, told on stderr."""
    from an_sinh.cli.dataset import scored_years
    from an_sinh.cli.streams import tell
    from an_sinh.pages.phrases import words

    years = scored_years(programme)
    latest = next((year for year in reversed(years) if _has_a_figure(programme, year)), years[-1])
    tell(words(language).said_figure_year.format(year=latest))
    return latest


def _has_a_figure(programme: Programme, year: int) -> bool:
    entries = programme.actuals[year].entries.values()
    return any(entry is not None and entry.value is not None for entry in entries)
