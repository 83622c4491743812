"""The fields of `ansinh/focus/1`: what carries over, by who answers for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from an_sinh.render.fields.score import LINE
from an_sinh.render.fields.shared import CARD, EDGES, WHO, Target, in_language, parts_field, target
from an_sinh.render.record import (
    COUNT,
    MAYBE_NUMBER,
    MAYBE_STRING,
    PERIOD,
    YEAR,
    Field,
    Many,
    Record,
    inside,
    output,
    own,
)

if TYPE_CHECKING:
    from an_sinh.judge.focus import CarryOver, Focus

_MAYBE_YEAR = {**YEAR, "type": ["integer", "null"]}
Lead = Mapping[str, str] | None
_OF_LINE = {field.name: field for field in LINE}


def _next_target(carried: CarryOver) -> Target | None:
    edges = carried.next_target
    return target(edges.form, edges) if edges else None


def _next(carried: CarryOver) -> tuple[int | None, Target] | None:
    found = _next_target(carried)
    return (carried.next_year, found) if found else None


_NEXT: tuple[Field[tuple[int | None, Target]], ...] = (
    Field(
        "year",
        lambda of, _: of[0],
        _MAYBE_YEAR,
        "The year of the target; null for that at the end of the term.",
        only="json",
    ),
    *inside(lambda of: of[1], EDGES),
)
_ONE: tuple[Field[CarryOver], ...] = (
    *inside(
        lambda carried: carried.line, (*WHO, *(_OF_LINE[name] for name in ("status", "basis", "reason", "actual")))
    ),
    own(
        "short_by",
        MAYBE_NUMBER,
        "How far it fell short of its target, in the unit and without a sign; null without a figure.",
    ),
    own("since", PERIOD, "The first of the years in a row with this same status."),
    own("years", COUNT, "How many years in a row it has had this status."),
    own("next_year", _MAYBE_YEAR, "The year that comes next.", only="csv"),
    Field(
        "next",
        lambda carried, _: _next(carried),
        Record(_NEXT, null=True),
        "The target that comes next; null where there is none.",
    ),
    own(
        "needed",
        MAYBE_NUMBER,
        "The change of the figure, in the unit, that leads to the next target; null without a figure.",
    ),
    *inside(lambda carried: carried.line, [_OF_LINE["source"], _OF_LINE["part_of"], _OF_LINE["place"]]),
)
_CARRIED: tuple[Field[CarryOver], ...] = (
    *_ONE,
    parts_field(_ONE, "The same of each of its parts that carries over; null where it has none."),
)
_LEAD: tuple[Field[tuple[Lead, Sequence[CarryOver]]], ...] = (
    Field(
        "lead",
        lambda of, say: in_language(of[0], say),
        MAYBE_STRING,
        "Who answers for them; null where nobody is named.",
    ),
    Field("indicators", lambda of, _: of[1], Many(Record(_CARRIED)), "What carries over, in file order."),
)
_ROW: tuple[Field[tuple[Lead, CarryOver]], ...] = (
    Field("lead", lambda of, say: in_language(of[0], say), MAYBE_STRING, "Who answers for it."),
    *inside(lambda of: of[1], _CARRIED),
)
_FIELDS: tuple[Field[Focus], ...] = (
    *inside(lambda focus: focus.card, CARD),
    Field("carried", lambda focus, _: focus.total, COUNT, "How many carry over."),
    Field("total", lambda focus, _: focus.card.tally.total, COUNT, "How many are counted in the year."),
    own("leads", Many(Record(_LEAD)), "Who answers for what, in file order."),
)
OUTPUT = output(
    "focus",
    "Focus",
    "What `ansinh focus --format json` prints: what carries over from a year.",
    _FIELDS,
    row=Record(_ROW),
    rows=lambda focus: [
        (lead, each) for lead, members in focus.leads for carried in members for each in (carried, *carried.parts)
    ],
)
