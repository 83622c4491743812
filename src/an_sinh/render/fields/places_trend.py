"""The fields of `ansinh/places-trend/1`: the headlines of places, year by year."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from an_sinh.render.fields.places import WHO_PLACE
from an_sinh.render.fields.shared import AGAINST, PROGRAMME, TALLY
from an_sinh.render.record import YEAR, Field, Many, Record, inside, output

if TYPE_CHECKING:
    from collections.abc import Iterable

    from an_sinh.judge.places import PlacesTrend
    from an_sinh.judge.scorecard import Tally
    from an_sinh.programme.model import Place


class _Year(NamedTuple):
    """A place in one year."""

    place: Place | None
    """None for the programme itself."""
    year: int
    tally: Tally


class _Course(NamedTuple):
    """A place, and its years."""

    place: Place
    years: list[_Year]


def _courses(found: PlacesTrend) -> list[_Course]:
    return [_Course(each.place, _years(each.place, found.years, each.tallies)) for each in found.places]


def _years(place: Place | None, years: Iterable[int], tallies: Iterable[Tally | None]) -> list[_Year]:
    return [_Year(place, year, tally) for year, tally in zip(years, tallies, strict=True) if tally is not None]


_JUDGED: tuple[Field[_Year], ...] = (
    Field("year", lambda each, _: each.year, YEAR, "The year."),
    Field("tally", lambda each, _: each.tally, TALLY, "The counts of the year."),
)
_COURSE: tuple[Field[_Course], ...] = (
    *inside(lambda each: each.place, WHO_PLACE),
    Field("years", lambda each, _: each.years, Many(Record(_JUDGED)), "Its years, in order."),
)
_FIELDS: tuple[Field[PlacesTrend], ...] = (
    *inside(lambda found: found, (PROGRAMME, AGAINST)),
    Field("years", lambda found, _: found.years, Many(YEAR), "The years in which any place gave figures."),
    Field("places", lambda found, _: _courses(found), Many(Record(_COURSE)), "The places, in file order."),
    Field(
        "whole",
        lambda found, _: _years(None, found.years, found.whole),
        Many(Record(_JUDGED)),
        "The programme's own, in the years that it has figures of.",
    ),
)
_ROW: tuple[Field[_Year], ...] = (
    *inside(lambda each: each.place, WHO_PLACE),
    *_JUDGED,
)
OUTPUT = output(
    "places-trend",
    "Places by year",
    "What `ansinh trend --places --format json` prints: the headlines of places, year by year.",
    _FIELDS,
    row=Record(_ROW),
    rows=lambda found: [year for each in _courses(found) for year in each.years],
)
