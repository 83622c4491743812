"""The straight way from where a term started to where it should end, where no year has a target of its own."""

from __future__ import annotations

from an_sinh.judge.outlook import prospect
from an_sinh.judge.rules import Edges
from an_sinh.judge.scorecard import edges_for, term_target
from an_sinh.pages.drawings import Point
from an_sinh.programme.model import Indicator, Programme
from an_sinh.terms import Against, Direction


def way_to_term(programme: Programme, id_: str, indicator: Indicator) -> tuple[Point, Point] | None:
    """From the baseline, else the earliest figure, to the near edge of the term's target in the year it is due.

    None where a year has a target, where no single figure is to be reached, and across a break. It judges nothing.
    """
    first, last = programme.years
    if indicator.target(Against.TERM.value) is None or any(indicator.target(year) for year in range(first, last + 1)):
        return None
    target, due = term_target(programme, indicator)
    found = edges_for(programme, id_, indicator, target, due) if target is not None else None
    if not isinstance(found, Edges) or found.near is None or found.better is Direction.WITHIN:
        return None
    start = _start(programme, id_, indicator)
    if start is None or start.year >= due or indicator.breaks_between(start.year, due):
        return None
    return start, Point(year=due, value=found.near)


def _start(programme: Programme, id_: str, indicator: Indicator) -> Point | None:
    if indicator.baseline is not None and not indicator.cumulative:
        return Point(year=indicator.baseline.year, value=indicator.baseline.value)
    read = [year for year in programme.actuals if year <= programme.years[1]]
    seen = prospect(programme, id_, indicator, max(read)) if read else None
    return Point(year=seen.baseline.year, value=seen.baseline.value) if seen and seen.baseline else None
