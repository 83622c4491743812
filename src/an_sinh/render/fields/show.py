"""The fields of `ansinh/show/1`: one indicator, and a line for each year with the fields of a scorecard's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from an_sinh.render.fields.score import LINE
from an_sinh.render.fields.shared import AGAINST, PROGRAMME, WHO, in_language
from an_sinh.render.record import (
    MAYBE_STRING,
    NUMBER,
    PERIOD,
    TRUTH,
    YEAR,
    Field,
    Many,
    Record,
    inside,
    one_of,
    output,
    own,
)
from an_sinh.terms import Direction

if TYPE_CHECKING:
    from an_sinh.judge.scorecard import Line
    from an_sinh.programme.model import Baseline, Indicator
    from an_sinh.render.results import ShowResult

_BASELINE: tuple[Field[Baseline], ...] = (
    own("year", YEAR, "The year of the figure."),
    own("value", NUMBER, "The figure, in the indicator's unit."),
)
_INDICATOR: tuple[Field[Indicator], ...] = (
    own("better", one_of(Direction, null=True), "Which way is better; null for a milestone."),
    Field("lead", lambda indicator, say: in_language(indicator.lead, say), MAYBE_STRING, "Who answers for it."),
    Field(
        "cumulative",
        lambda indicator, _: bool(indicator.cumulative),
        TRUTH,
        "Whether the sum since the programme's first year is compared with the target.",
    ),
    Field(
        "average",
        lambda indicator, _: bool(indicator.average),
        TRUTH,
        "Whether the mean since the programme's first year is compared with the target.",
    ),
    Field(
        "breaks",
        lambda indicator, _: indicator.breaks or (),
        Many(YEAR),
        "Years from which on the series is defined anew.",
    ),
    own("baseline", Record(_BASELINE, null=True), "Where the term started from; null where that is not told."),
)
_YEAR: tuple[Field[tuple[int, Line]], ...] = (
    Field("year", lambda of, _: of[0], PERIOD, "The year that was judged, or the part of one."),
    *inside(lambda of: of[1], LINE),
)
_FIELDS: tuple[Field[ShowResult], ...] = (
    *inside(lambda result: result.cards[-1], (PROGRAMME, AGAINST)),
    *inside(lambda result: result.line, WHO),
    *inside(lambda result: result.line.indicator, _INDICATOR),
    own("years", Many(Record(_YEAR)), "The years in order, each behind the parts of it."),
)
OUTPUT = output(
    "show",
    "Indicator",
    "What `ansinh show --format json` prints: one indicator over the years.",
    _FIELDS,
    row=Record(_YEAR),
    rows=lambda result: result.years_of_all,
)
