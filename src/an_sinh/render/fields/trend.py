"""The fields of `ansinh/trend/1`: the years' tallies, and each indicator's statuses and figures in their order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from an_sinh.render.fields.shared import AGAINST, COUNTS, PART_OF, PROGRAMME, TALLY, WHO, whole_of
from an_sinh.render.record import ACTUAL, MAYBE_STRING, PERIOD, TRUTH, Field, Many, Record, inside, one_of, output
from an_sinh.render.results import courses_of_parts
from an_sinh.terms import Status

if TYPE_CHECKING:
    from an_sinh.judge.scorecard import Line
    from an_sinh.render.results import TrendResult

_ONE: tuple[Field[Sequence[Line]], ...] = (
    *inside(lambda lines: lines[-1], WHO),
    Field(
        "statuses",
        lambda lines, _: [line.status for line in lines],
        Many(one_of(Status), spread=True),
        "Its status in each of the years.",
        "status",
    ),
    Field(
        "actuals",
        lambda lines, _: [line.actual for line in lines],
        Many(ACTUAL, spread=True),
        "Its figure in each of the years, or a milestone's state; null where there is none.",
        "actual",
    ),
    Field("part_of", lambda lines, _: whole_of(lines[-1]), MAYBE_STRING, PART_OF, only="csv"),
)
_COURSE: tuple[Field[Sequence[Line]], ...] = (
    *_ONE,
    Field("counts", lambda lines, _: not lines[-1].is_watched, TRUTH, COUNTS, only="json"),
    Field(
        "parts",
        lambda lines, _: courses_of_parts(lines) or None,
        Many(Record(_ONE), null=True),
        "The same of each of its parts; null where it has none.",
        only="json",
    ),
)
_FIELDS: tuple[Field[TrendResult], ...] = (
    *inside(lambda result: result.cards[-1], (PROGRAMME, AGAINST)),
    Field(
        "years",
        lambda result, _: [card.year for card in result.cards],
        Many(PERIOD),
        "The years, in order; before the latest one the parts of it, such as 2022-06.",
    ),
    Field(
        "tallies",
        lambda result, _: [card.tally for card in result.cards],
        Many(TALLY),
        "The counts of each of the years.",
    ),
    Field(
        "indicators",
        lambda result, _: result.courses,
        Many(Record(_COURSE)),
        "The indicators, in file order; fewer where rows are filtered.",
    ),
)
OUTPUT = output(
    "trend",
    "Trend",
    "What `ansinh trend --format json` prints: every indicator over the years.",
    _FIELDS,
    row=Record(_COURSE),
    rows=lambda result: result.courses_of_all,
    spread=lambda result: [card.year for card in result.cards],
)
