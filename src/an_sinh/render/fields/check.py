"""The fields of `ansinh/check/1`: each gate with what it expected and found."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from an_sinh.render.fields.shared import CARD, LATEST, percent
from an_sinh.render.record import ACTUAL, STRING, TRUTH, Field, Many, Record, inside, output, own

if TYPE_CHECKING:
    from an_sinh.judge.gate import Gate, Verdict

GATE: tuple[Field[Gate], ...] = (
    Field("gate", lambda gate, _: gate.name, STRING, "The gate with what was asked of it: min-met 24."),
    own("expected", {"type": ["number", "boolean"]}, "What it expects: a count, a percentage, or true."),
    Field(
        "found",
        lambda gate, _: percent(gate.found) if isinstance(gate.found, Decimal) else gate.found,
        ACTUAL,
        "What was found; null where there is nothing to compare.",
    ),
    own("passed", TRUTH, "Whether it is open."),
    Field(
        "indicators",
        lambda gate, _: tuple(line.id for line in gate.closed_by),
        Many(STRING),
        "The ids of the indicators that close it; none where it is open, or where no indicator is to blame.",
    ),
)
_FIELDS: tuple[Field[Verdict], ...] = (
    *inside(lambda verdict: verdict.card, (*CARD, LATEST)),
    own("passed", TRUTH, "Whether every gate is open."),
    own("gates", Many(Record(GATE)), "The gates, in the order in which they were asked."),
)
OUTPUT = output(
    "check",
    "Gates",
    "What `ansinh check --format json` prints: each gate, open or closed.",
    _FIELDS,
    row=Record(GATE),
    rows=lambda verdict: verdict.gates,
)
