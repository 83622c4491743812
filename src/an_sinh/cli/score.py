"""`ansinh score [YEAR]`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from an_sinh.cli.answer import Answer, answer
from an_sinh.cli.options import (
    ENGINES,
    CsvDialect,
    Data,
    EngineName,
    Everything,
    FactsAsked,
    FactsPath,
    Groups,
    Ids,
    Lang,
    Latest,
    Master,
    Memory,
    Output,
    Place,
    Rejects,
    Statuses,
    Summary,
    TallyBy,
    TallyKey,
    YardstickIfAny,
    Year,
    format_option,
    known_format,
)
from an_sinh.terms import Against

if TYPE_CHECKING:
    from an_sinh.judge.scorecard import Scorecard

EXAMPLES = """\
ansinh score 2022                           the year against its own plan
ansinh score 2025 --against term            against the end-of-term targets
ansinh score 2022 --status unmet            some rows; the counts stay whole
ansinh score 2022 --format prose --lang vi  the paragraph for a report
"""


def command(
    year: Year = None,
    data: Data = None,
    place: Place = None,
    lang: Lang = None,
    against: YardstickIfAny = None,
    latest: Latest = False,
    format_: Annotated[str, format_option("score")] = "table",
    group: Groups = None,
    status: Statuses = None,
    summary: Summary = False,
    everything: Everything = False,
    wide: Annotated[
        bool, typer.Option("--wide", help="Tell the percentage of the plan and the figure of the year before too.")
    ] = False,
    ids: Ids = False,
    by: TallyBy = TallyKey.GROUP,
    csv_dialect: CsvDialect = "plain",
    facts: FactsPath = None,
    engine: EngineName = ENGINES[0],
    master: Master = None,
    memory: Memory = None,
    rejects: Rejects = None,
    output: Output = None,
) -> Answer:
    """Classify every indicator of a year and count: "23/27 met"."""
    from an_sinh.cli.country import open_for
    from an_sinh.cli.dataset import all_cards, load_card, load_latest, warn
    from an_sinh.cli.selection import Filter, as_year_if_any, known_groups, known_statuses
    from an_sinh.cli.streams import programs_in, say_for
    from an_sinh.render.results import ScoreResult, View

    known_format("score", format_)
    say, wanted = say_for(lang, data), as_year_if_any(year)
    opened = open_for(data, say, place, FactsAsked(facts, engine, master, memory, rejects))
    card = (
        load_latest(opened, wanted, against or Against.ANNUAL, say)
        if latest
        else load_card(opened, wanted, against, say)
    )
    rows = Filter(groups=known_groups(card.programme, group or ()), statuses=known_statuses(status or ()))

    def every_year() -> list[Scorecard]:
        programme = opened.files.programme([*opened.files.there, card.year])
        warn(programme, say, card.programme.warnings)
        from an_sinh.judge.scorecard import score

        cards = all_cards(programme, card.against)
        return [*cards, score(programme, card.year, card.against)] if card.is_so_far else cards

    result = ScoreResult(
        card=card, rows=rows or None, summary=summary, by=by, everything=everything or ids, wide=wide, years=every_year
    )
    view = View(say=say, programs=programs_in(lang), folder=opened.directory.folder, dialect=csv_dialect, ids=ids)
    return answer("score", result, format_, view, output=output)
