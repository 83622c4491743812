"""The fields of `ansinh/places-check/1`: each place held to the gates."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from an_sinh.render.fields.check import GATE
from an_sinh.render.fields.places import WHO_PLACE
from an_sinh.render.fields.shared import CARD, TALLY
from an_sinh.render.record import TRUTH, Field, Many, Record, inside, output

if TYPE_CHECKING:
    from an_sinh.judge.gate import Gate
    from an_sinh.judge.places import PlacesVerdict, PlaceVerdict
    from an_sinh.programme.model import Place


class _PlaceGate(NamedTuple):
    """One gate of one place."""

    place: Place
    gate: Gate


_PASSED: Field[PlaceVerdict] = Field("passed", lambda each, _: each.passed, TRUTH, "Whether every gate is open for it.")
_PLACE: tuple[Field[PlaceVerdict], ...] = (
    *inside(lambda each: each.score.place, WHO_PLACE),
    _PASSED,
    Field("tally", lambda each, _: each.score.tally, TALLY, "The counts of its indicators."),
    Field("gates", lambda each, _: each.gates, Many(Record(GATE)), "The gates that it was held to."),
)
_FIELDS: tuple[Field[PlacesVerdict], ...] = (
    *inside(lambda found: found.report, CARD),
    Field("passed", lambda found, _: found.passed, TRUTH, "Whether every place passes."),
    Field("places", lambda found, _: found.places, Many(Record(_PLACE)), "The places that are counted, in file order."),
)
_ROW: tuple[Field[_PlaceGate], ...] = (
    *inside(lambda each: each.place, WHO_PLACE),
    *inside(lambda each: each.gate, GATE),
)
OUTPUT = output(
    "places-check",
    "Places at the gates",
    "What `ansinh check --places --format json` prints: each place held to the gates.",
    _FIELDS,
    row=Record(_ROW),
    rows=lambda found: [_PlaceGate(each.score.place, gate) for each in found.places for gate in each.gates],
)
