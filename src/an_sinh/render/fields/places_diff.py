"""The fields of `ansinh/places-diff/1`: which places rose between two years, and which fell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from an_sinh.render.fields.places import WHO_PLACE
from an_sinh.render.fields.shared import AGAINST, PROGRAMME, TALLY
from an_sinh.render.record import COUNT, PERIOD, WHOLE, Field, Many, Record, both, inside, output

if TYPE_CHECKING:
    from an_sinh.judge.places import Move, PlaceMove, PlacesDiff
    from an_sinh.render.results import PlacesDiffResult

_MOVED: tuple[Field[Move], ...] = (
    Field("tally", lambda moved, _: (moved.old, moved.new), both(TALLY), "The counts of both years."),
    Field("judged_in_both", lambda moved, _: moved.judged_in_both, COUNT, "How many have a verdict in both."),
    Field("net", lambda moved, _: moved.net, WHOLE, "Improved to met less regressed from met, among those."),
)
_PLACE: tuple[Field[PlaceMove], ...] = (
    *inside(lambda each: each.place, WHO_PLACE),
    *inside(lambda each: each.moved, _MOVED),
)
_FOUND: tuple[Field[PlacesDiff], ...] = (
    *inside(lambda found: found, (PROGRAMME,)),
    Field("old", lambda found, _: found.old, PERIOD, "The earlier year."),
    Field("new", lambda found, _: found.new, PERIOD, "The later year."),
    *inside(lambda found: found, (AGAINST,)),
    Field("places", lambda found, _: found.places, Many(Record(_PLACE)), "The places, in file order."),
    Field(
        "whole",
        lambda found, _: found.whole,
        Record(_MOVED, null=True),
        "The programme's own; null where it lacks one of the years.",
    ),
)
_FIELDS: tuple[Field[PlacesDiffResult], ...] = tuple(inside(lambda result: result.found, _FOUND))
OUTPUT = output(
    "places-diff",
    "Places in two years",
    "What `ansinh diff --places --format json` prints: which places rose, and which fell.",
    _FIELDS,
    row=Record(_PLACE),
    rows=lambda result: result.found.places,
)
