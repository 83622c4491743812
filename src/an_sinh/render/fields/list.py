"""The fields of `ansinh/list/1`: the indicators that were looked for, and what they are."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from an_sinh.programme.parts import whole_id
from an_sinh.render.fields.shared import PROGRAMME, TARGET, WHO, Target, in_language, target_of
from an_sinh.render.record import MAYBE_PERIOD, MAYBE_STRING, STRING, TRUTH, Field, Many, Record, one_of, output, own
from an_sinh.terms import Direction

if TYPE_CHECKING:
    from an_sinh.programme.model import Indicator
    from an_sinh.render.results import ListResult

_PLACE = {"type": ["string", "null"], "pattern": r"^targets\.yaml:[1-9][0-9]*:[1-9][0-9]*$"}


class ListEntry(NamedTuple):
    """An indicator of a list."""

    id: str
    indicator: Indicator
    target: Target | None
    place: str | None
    part_of: str | None
    """Of a part, the id of its indicator."""


def listed(result: ListResult) -> list[ListEntry]:
    """The indicators in their order, each with the target of the year that was asked for, if one was."""
    programme = result.programme
    lines = {line.id: line for line in result.card.rows} if result.card is not None else {}
    return [
        ListEntry(
            id_,
            programme.indicators[id_],
            target_of(lines[id_]) if id_ in lines else None,
            programme.located(id_),
            whole_id(id_, programme.indicators),
        )
        for id_ in result.ids
    ]


_LISTED: tuple[Field[ListEntry], ...] = (
    *WHO,
    Field(
        "names",
        lambda each, _: tuple(dict.fromkeys(each.indicator.name.values())),
        Many(STRING),
        "What it is called in each of the languages that the data have, each name once.",
        only="json",
    ),
    Field("better", lambda each, _: each.indicator.better, one_of(Direction, null=True), "Which way is better."),
    Field("lead", lambda each, say: in_language(each.indicator.lead, say), MAYBE_STRING, "Who answers for it."),
    Field(
        "cumulative",
        lambda each, _: bool(each.indicator.cumulative),
        TRUTH,
        "Whether the sum since the programme's first year is compared with the target.",
    ),
    own("target", TARGET, "Its target in the year that was asked for; null without one."),
    own("part_of", MAYBE_STRING, "Of a part, the id of its indicator; null of an indicator."),
    own("place", _PLACE, "Where it is defined: file, line and column in the data directory."),
)
_FIELDS: tuple[Field[ListResult], ...] = (
    Field("programme", lambda result, _: result.programme.id, STRING, PROGRAMME.told),
    Field(
        "year",
        lambda result, _: result.card.year if result.card is not None else None,
        MAYBE_PERIOD,
        "The year whose targets are told; null where none was asked for.",
    ),
    Field("indicators", lambda result, _: listed(result), Many(Record(_LISTED)), "The indicators, in file order."),
)
OUTPUT = output(
    "list",
    "List",
    "What `ansinh list --format json` prints: the indicators, all or those that were looked for.",
    _FIELDS,
    row=Record(_LISTED),
    rows=listed,
)
