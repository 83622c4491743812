"""The fields of `ansinh/places/1`: a programme's places side by side, and the roll-up of their figures."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from an_sinh.judge.places import is_own
from an_sinh.judge.scorecard import with_their_parts
from an_sinh.render.fields.score import LINE, PUBLISHED
from an_sinh.render.fields.shared import AGAINST, LATEST, PROGRAMME, TALLY, in_language
from an_sinh.render.record import (
    COUNT,
    MAYBE_NUMBER,
    MAYBE_STRING,
    PERIOD,
    STRING,
    TRUTH,
    Field,
    Many,
    Record,
    inside,
    one_of,
    output,
)

if TYPE_CHECKING:
    from an_sinh.judge.places import PlaceScore, RollupCheck, Sum
    from an_sinh.judge.scorecard import Agreement, Line, Tally
    from an_sinh.programme.model import Place
    from an_sinh.render.results import PlacesResult

_MAYBE_TRUTH = {"type": ["boolean", "null"]}
_MAYBE_COUNT = {"type": ["integer", "null"], "minimum": 1}
_OWN_TARGET = "Whether it is judged by a target of the place's own."


class Shown(NamedTuple):
    """A place, or where it is None the whole programme, and what is shown of it."""

    score: PlaceScore | None
    tally: Tally
    published: tuple[Agreement, ...]
    lines: tuple[Line, ...] | None
    """None where no indicator is asked for."""


class PlaceLine(NamedTuple):
    """One indicator in one place, or where that is None in the whole programme."""

    place: Place | None
    line: Line


def _shown(result: PlacesResult) -> list[Shown]:
    return [Shown(each, each.tally, each.published, _lines_of(result, each.lines)) for each in result.places]


def _whole(result: PlacesResult) -> Shown | None:
    card = result.report.whole
    if card is None:
        return None
    return Shown(None, card.tally, card.published, _lines_of(result, card.lines))


def _lines_of(result: PlacesResult, lines: tuple[Line, ...]) -> tuple[Line, ...] | None:
    if result.indicator is None and not result.grid:
        return None
    if result.indicator is None:
        return tuple(lines)
    return tuple(line for line in with_their_parts(lines) if line.id == result.indicator)


def _line_of(shown: Shown) -> PlaceLine | None:
    if shown.lines is None or len(shown.lines) != 1:
        return None
    return PlaceLine(shown.score.place if shown.score else None, shown.lines[0])


def _is_own(each: PlaceLine) -> bool:
    return each.place is not None and is_own(each.place, each.line)


_LINE: tuple[Field[PlaceLine], ...] = (
    *inside(lambda each: each.line, LINE),
    Field("own_target", lambda each, _: _is_own(each), TRUTH, _OWN_TARGET),
)
_STATUS: tuple[Field[Line], ...] = tuple(field for field in LINE if field.name in ("id", "status"))
_JUDGED: tuple[Field[Shown], ...] = (
    Field("tally", lambda shown, _: shown.tally, TALLY, "The counts of its indicators."),
    Field(
        "published",
        lambda shown, _: shown.published,
        Many(Record(PUBLISHED)),
        "The headlines that it printed itself, in file order.",
    ),
)
_LINES: tuple[Field[Shown], ...] = (
    Field(
        "line",
        lambda shown, _: _line_of(shown),
        Record(_LINE, null=True),
        "The indicator that was named; null where none was.",
    ),
    Field(
        "statuses",
        lambda shown, _: shown.lines if shown.lines is not None and len(shown.lines) > 1 else (),
        Many(Record(_STATUS)),
        "With --grid the status of each indicator, in file order.",
    ),
)
WHO_PLACE: tuple[Field[Place], ...] = (
    Field("id", lambda place, _: place.id, STRING, "The place's id."),
    Field(
        "name",
        lambda place, language: in_language(place.name, language),
        STRING,
        "Its name, in the language of --lang, else in English.",
    ),
    Field(
        "kind",
        lambda place, language: in_language(place.kind, language),
        MAYBE_STRING,
        "What kind of place it is; null where that is not said.",
    ),
    Field("within", lambda place, _: place.within, MAYBE_STRING, "The id of the place that it is a part of."),
)
_OWN: tuple[Field[PlaceScore], ...] = (
    Field("own_targets", lambda each, _: each.own_targets, COUNT, "How many indicators its own targets judge."),
    Field("gave_figures", lambda each, _: each.gave_figures, TRUTH, "Whether it has a file or rows for the year."),
    Field(
        "withdrawn",
        lambda each, _: each.is_withdrawn,
        TRUTH,
        "Whether it is no place of its own in this year, and counts nothing.",
    ),
    Field(
        "rank",
        lambda each, _: each.rank,
        _MAYBE_COUNT,
        "1 for the most met among the places in which the same indicators are judged, shared where equal; else null.",
    ),
)
_OF_PLACE: tuple[Field[Shown], ...] = (
    *inside(lambda shown: shown.score.place, WHO_PLACE),
    _JUDGED[0],
    *inside(lambda shown: shown.score, _OWN[:1]),
    _JUDGED[1],
    *inside(lambda shown: shown.score, (_OWN[3], *_OWN[1:3])),
    *_LINES,
)
_ROLLED: tuple[Field[RollupCheck], ...] = (
    Field("indicator", lambda rolled, _: rolled.id, STRING, "The indicator's id."),
    Field(
        "within",
        lambda rolled, _: rolled.within,
        MAYBE_STRING,
        "The place whose parts are added up; null for the programme.",
    ),
    Field(
        "of",
        lambda rolled, _: "sum" if rolled.indicator.rollup and rolled.indicator.rollup.is_sum else "ratio",
        one_of(("sum", "ratio")),
        "Whether figures are added up, or two sums divided.",
    ),
    Field("asked", lambda rolled, _: rolled.asked, Many(STRING), "The places that should give a figure."),
    Field("missing", lambda rolled, _: rolled.missing, Many(STRING), "Those that do not."),
    Field("found", lambda rolled, _: rolled.found, MAYBE_NUMBER, "What the others give together."),
    Field("says", lambda rolled, _: rolled.says, MAYBE_NUMBER, "The figure of the whole."),
    Field(
        "agrees",
        lambda rolled, _: rolled.agrees,
        _MAYBE_TRUTH,
        "Whether they are equal to as many decimals as the whole's figure has; null with a place missing.",
    ),
)
_SUM: tuple[Field[Sum], ...] = (
    Field("id", lambda each, _: each.id, MAYBE_STRING, "The place or the group; null for a kind."),
    Field("name", lambda each, language: in_language(each.name, language), MAYBE_STRING, "Its name."),
    Field("places", lambda each, _: each.places, COUNT, "How many places are counted together."),
    Field("tally", lambda each, _: each.tally, TALLY, "The counts of all their indicators."),
)
_FIELDS: tuple[Field[PlacesResult], ...] = (
    *inside(lambda result: result.report, (PROGRAMME,)),
    Field("year", lambda result, _: result.report.year, PERIOD, "The year that was judged."),
    *inside(lambda result: result.report, (AGAINST, LATEST)),
    Field("indicator", lambda result, _: result.indicator, MAYBE_STRING, "The id of the indicator that was named."),
    Field("places", lambda result, _: _shown(result), Many(Record(_OF_PLACE)), "The places, in file order or sorted."),
    Field(
        "whole",
        lambda result, _: _whole(result),
        Record((*_JUDGED, *_LINES), null=True),
        "The programme's own; null where it has no figures of its own for the year.",
    ),
    Field(
        "rollup",
        lambda result, _: [each for each in result.report.rollup if _is_of(result.indicator, each.id)],
        Many(Record(_ROLLED)),
        "The figures of the parts together, held against the whole's; a check, and never the figure.",
    ),
    Field(
        "by",
        lambda result, _: result.by,
        {"enum": ["within", "kind", "group", None]},
        "What the places are added up by; null where they are not.",
    ),
    Field("sums", lambda result, _: result.sums, Many(Record(_SUM)), "The counts of places together, with --by."),
)


def _is_of(asked: str | None, id_: str) -> bool:
    """Whether an indicator or a part is the one that is asked for, or a part of it."""
    return asked in (None, id_, id_.rpartition("/")[0])


def _rows(result: PlacesResult) -> list[PlaceLine]:
    lines = [(each.place, each.lines) for each in result.places]
    whole = [(None, result.report.whole.lines)] if result.report.whole is not None else []
    return [
        PlaceLine(place, line)
        for place, those in (*lines, *whole)
        for line in with_their_parts(those)
        if _is_of(result.indicator, line.id)
    ]


_ROW: tuple[Field[PlaceLine], ...] = (
    Field(
        "place",
        lambda each, _: each.place.id if each.place else None,
        MAYBE_STRING,
        "The place's id; empty for the whole.",
    ),
    Field(
        "place_name",
        lambda each, language: in_language(each.place.name, language) if each.place else None,
        MAYBE_STRING,
        "Its name.",
    ),
    Field(
        "kind",
        lambda each, language: in_language(each.place.kind, language) if each.place else None,
        MAYBE_STRING,
        "What kind of place it is.",
    ),
    Field("within", lambda each, _: each.place.within if each.place else None, MAYBE_STRING, "What it is a part of."),
    Field("indicator", lambda each, _: each.line.id, STRING, "The indicator's id."),
    *inside(lambda each: each.line, [field for field in LINE if field.name not in ("id", "place")]),
    Field("own_target", lambda each, _: _is_own(each), TRUTH, _OWN_TARGET),
    Field("located", lambda each, _: each.line.place, MAYBE_STRING, "Where the entry stands."),
)
OUTPUT = output(
    "places",
    "Places",
    "What `ansinh places --format json` prints: a programme's places side by side.",
    _FIELDS,
    row=Record(_ROW),
    rows=_rows,
)
