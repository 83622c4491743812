"""The latest figures up to a year (`--latest`): each indicator as it stood in the latest year that tells of it.

For programmes whose figures come in at different times, so that no one year shows them all. Each line is that of its
own year: its figure against the target of that year, for a later target was not what it was meant to reach.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from an_sinh.errors import Complaint
from an_sinh.judge.scorecard import Line, Scorecard, card_of, figure_of, is_provisional, line_in, see_in_span
from an_sinh.programme.model import Indicator, Programme, as_period, nothing_in, year_not_read
from an_sinh.terms import Against, Month, Period, Reason


def score_latest(programme: Programme, year: Period | str, against: Against | str = Against.ANNUAL) -> Scorecard:
    """Judge the latest final figure of every indicator at or before a year, of the years that were read.

    By the year's own plan it is held against the target of the figure's own year. A verdict that the authority gave for
    a later year, without a figure, is later news than an older figure, and stands. A provisional figure is judged only
    where there is no final one. No published headline is held against it: each is of one year. Raises Complaint as
    `score` does, but for a year without a file of its own; and for a part of a year, whose figures are not final.
    """
    against, year = Against(against), whole_year(as_period(year))
    see_in_span(programme, year)
    if all(each > year for each in programme.actuals):
        raise year_not_read(year)
    if year not in programme.actuals:
        programme = replace(programme, actuals={**programme.actuals, year: nothing_in(year)})
    years = [each for each in sorted(programme.actuals, reverse=True) if programme.years[0] <= each <= year]
    lines = tuple(
        _latest_line(programme, id_, indicator, year, years, against) for id_, indicator in programme.indicators.items()
    )
    return replace(card_of(programme, year, against, lines), published=(), latest=True)


def whole_year(period: Period) -> int:
    """The year that the latest figures are asked for up to. Raises Complaint for a part of one."""
    if isinstance(period, Month):
        raise Complaint(
            "the latest figures are asked for up to {month}, which is a part of a year",
            "name the year",
            month=str(period),
        )
    return period


def _latest_line(
    programme: Programme, id_: str, indicator: Indicator, year: int, years: Sequence[int], against: Against
) -> Line:
    found = year if not indicator.in_years(year) else _latest_year(programme, id_, indicator, years, against)
    return line_in(programme, id_, indicator, year if found is None else found, against)._replace(latest=True)


def _latest_year(
    programme: Programme, id_: str, indicator: Indicator, years: Sequence[int], against: Against
) -> int | None:
    """The first of the years with a final figure, or with a verdict alone; else the first with a provisional figure."""
    provisional = None
    for each in years:
        entry = programme.entry(id_, each)
        if entry is None or not indicator.in_years(each):
            continue
        if entry.value is None:
            if entry.reported is not None and entry.reported.by(against) is not None:
                return each
        elif not isinstance(figure_of(programme, id_, indicator, each), Reason):
            if not is_provisional(programme, id_, indicator, each):
                return each
            provisional = provisional or each
    return provisional
