"""The fields of `ansinh/places-diff/1`: which places rose between two years, and which fell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from an_sinh.render.fields.places import WHO_PLACE
from an_sinh.render.fields.shared import AGAINST, PROGRAMME, TALLY
from an_sinh.render.record import COUNT, WHOLE, YEAR, Field, Many, Record, both, inside, output

if TYPE_CHECKING:
    from an_sinh.judge.diff import Diff
    from an_sinh.judge.places import PlaceMoved, PlacesDiff

_DIFF: tuple[Field[Diff], ...] = (
    Field("tally", lambda diff, _: (diff.old.tally, diff.new.tally), both(TALLY), "The counts of both years."),
    Field("judged_in_both", lambda diff, _: diff.judged_in_both, COUNT, "How many have a verdict in both."),
    Field("net", lambda diff, _: diff.net, WHOLE, "Improved to met less regressed from met, among those."),
)
_MOVED: tuple[Field[PlaceMoved], ...] = (
    *inside(lambda each: each.place, WHO_PLACE),
    *inside(lambda each: each.diff, _DIFF),
)
_FIELDS: tuple[Field[PlacesDiff], ...] = (
    *inside(lambda found: found, (PROGRAMME,)),
    Field("old", lambda found, _: found.old, YEAR, "The earlier year."),
    Field("new", lambda found, _: found.new, YEAR, "The later year."),
    *inside(lambda found: found, (AGAINST,)),
    Field("places", lambda found, _: found.places, Many(Record(_MOVED)), "The places, in file order."),
    Field(
        "whole",
        lambda found, _: found.whole,
        Record(_DIFF, null=True),
        "The programme's own; null where it lacks one of the years.",
    ),
)
OUTPUT = output(
    "places-diff",
    "Places in two years",
    "What `ansinh diff --places --format json` prints: which places rose, and which fell.",
    _FIELDS,
    row=Record(_MOVED),
    rows=lambda found: found.places,
)
