"""The fields of `ansinh/places-trend/1`: the headlines of places, year by year."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from an_sinh.render.fields.places import WHO_PLACE
from an_sinh.render.fields.shared import AGAINST, PROGRAMME, TALLY
from an_sinh.render.record import YEAR, Field, Many, Record, inside, output

if TYPE_CHECKING:
    from an_sinh.judge.places import PlaceCourse, PlacesTrend
    from an_sinh.judge.scorecard import Scorecard
    from an_sinh.programme.model import Place


class _Year(NamedTuple):
    """A place in one year."""

    place: Place
    card: Scorecard


_JUDGED: tuple[Field[Scorecard], ...] = (
    Field("year", lambda card, _: card.year, YEAR, "The year."),
    Field("tally", lambda card, _: card.tally, TALLY, "The counts of the year."),
)
_COURSE: tuple[Field[PlaceCourse], ...] = (
    *inside(lambda each: each.place, WHO_PLACE),
    Field("years", lambda each, _: each.cards, Many(Record(_JUDGED)), "Its years, in order."),
)
_FIELDS: tuple[Field[PlacesTrend], ...] = (
    *inside(lambda found: found, (PROGRAMME, AGAINST)),
    Field("years", lambda found, _: found.years, Many(YEAR), "The years in which any place gave figures."),
    Field("places", lambda found, _: found.places, Many(Record(_COURSE)), "The places, in file order."),
    Field(
        "whole",
        lambda found, _: [card for card in found.whole if card is not None],
        Many(Record(_JUDGED)),
        "The programme's own, in the years that it has figures of.",
    ),
)
_ROW: tuple[Field[_Year], ...] = (
    *inside(lambda each: each.place, WHO_PLACE),
    *inside(lambda each: each.card, _JUDGED),
)
OUTPUT = output(
    "places-trend",
    "Places by year",
    "What `ansinh trend --places --format json` prints: the headlines of places, year by year.",
    _FIELDS,
    row=Record(_ROW),
    rows=lambda found: [_Year(each.place, card) for each in found.places for card in each.cards],
)
