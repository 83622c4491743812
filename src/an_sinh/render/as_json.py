"""JSON, contract part 4: fixed keys, stable codes, figures as numbers with the digits of the data."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from an_sinh.figures import plain, round_percent, tidy
from an_sinh.pages.phrases import say_in

if TYPE_CHECKING:
    from an_sinh.errors import Problem
    from an_sinh.judge.gate import Gate, Verdict
    from an_sinh.judge.rules import Edges
    from an_sinh.judge.scorecard import Agreement, Line, Scorecard, Tally

Json = None | bool | int | str | Decimal | Mapping[str, "Json"] | Sequence["Json"]

PLACES = 6
"""Decimals of a percentage at most."""
TALLY = (
    "met_or_exceeded",
    "total",
    "exceeded",
    "met",
    "unmet",
    "not_started",
    "unscored",
    "withdrawn",
    "computed",
    "reported",
    "discrepancies",
    "provisional",
)
_UNSEEN = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]")


def score_json(card: Scorecard, lines: Sequence[Line], language: str) -> str:
    """`ansinh/score/1`: the scorecard with the given lines as its indicators, texts in one language."""
    return write(
        {
            "schema": "ansinh/score/1",
            "programme": card.programme.id,
            "year": card.year,
            "against": card.against.value,
            "tally": tally_json(card.tally),
            "published": [_published(each) for each in card.published],
            "groups": [{"id": group.id, "tally": tally_json(group.tally)} for group in card.groups],
            "indicators": [line_json(line, language) for line in lines],
        }
    )


def check_json(verdict: Verdict) -> str:
    """`ansinh/check/1`: each gate with what it expected and found."""
    card = verdict.card
    return write(
        {
            "schema": "ansinh/check/1",
            "programme": card.programme.id,
            "year": card.year,
            "against": card.against.value,
            "passed": verdict.passed,
            "gates": [gate_json(gate) for gate in verdict.gates],
        }
    )


def gate_json(gate: Gate) -> dict[str, Json]:
    """One gate; a percentage found has at most six decimals."""
    found = percent_json(gate.found) if isinstance(gate.found, Decimal) else gate.found
    return {"gate": gate.name, "expected": gate.expected, "found": found, "passed": gate.passed}


def lint_json(problems: Sequence[Problem], language: str) -> str:
    """`ansinh/lint/1`: every problem with its place."""
    return write(
        {
            "schema": "ansinh/lint/1",
            "problems": [
                {
                    "code": problem.code,
                    "severity": problem.severity.value,
                    "path": problem.path,
                    "line": problem.line,
                    "column": problem.column,
                    "message": problem.message(language),
                    "hint": problem.hint(language),
                }
                for problem in problems
            ],
        }
    )


def tally_json(tally: Tally) -> dict[str, Json]:
    """The counts of a tally, by the contract's names."""
    return {name: getattr(tally, name) for name in TALLY}


def _published(found: Agreement) -> dict[str, Json]:
    return {
        "as_of": found.published.as_of,
        "agrees": found.agrees,
        "differences": [
            {"count": each.count, "published": each.published, "found": each.found} for each in found.differences
        ],
    }


def line_json(line: Line, language: str) -> dict[str, Json]:
    """One indicator of a scorecard, by the contract's names."""
    indicator = line.indicator
    return {
        "id": line.id,
        "name": say_in(indicator.name, language),
        "group": indicator.group,
        "unit": say_in(indicator.unit, language) if indicator.unit else None,
        "status": line.status.value,
        "basis": line.basis.value,
        "reason": line.reason.value if line.reason else None,
        "reported": line.reported.value if line.reported else None,
        "discrepancy": line.discrepancy,
        "actual": line.actual,
        "target": target_json(line),
        "gap": line.gap,
        "achieved_percent": percent_json(line.achieved_percent),
        "provisional": line.provisional,
        "source": list(line.source),
        "place": line.place,
    }


def target_json(line: Line) -> dict[str, Json] | None:
    """A target's form and edges; None where there is no target, edges null where a change can't be worked out."""
    if line.form is None:
        return None
    return edges_json(line.target) if line.target else {"form": line.form.value, "low": None, "high": None}


def edges_json(edges: Edges) -> dict[str, Json]:
    """A target's form and edges."""
    return {"form": edges.form.value, "low": edges.low, "high": edges.high}


def percent_json(percent: Decimal | None) -> Decimal | None:
    """A percentage with at most six decimals and no trailing zeros."""
    return None if percent is None else tidy(round_percent(percent, PLACES))


def write(value: Json) -> str:
    """JSON text with two spaces of indent, a line end last, and a Decimal as a number with its own digits.

    A float is refused: none is an exact figure. Characters that a terminal would obey are escaped.
    """
    return "".join(_chunks(value, "\n")) + "\n"


def _chunks(value: Json, margin: str) -> Iterator[str]:
    if isinstance(value, str):
        yield _UNSEEN.sub(_escape, json.dumps(value, ensure_ascii=False))
    elif value is None or isinstance(value, (bool, int)):
        yield json.dumps(value)
    elif isinstance(value, Decimal):
        yield plain(value)
    elif isinstance(value, Mapping):
        inner = margin + "  "
        for index, (key, each) in enumerate(value.items()):
            yield f"{',' if index else '{'}{inner}{json.dumps(key)}: "
            yield from _chunks(each, inner)
        yield margin + "}" if value else "{}"
    elif isinstance(value, Sequence):
        inner = margin + "  "
        for index, each in enumerate(value):
            yield f"{',' if index else '['}{inner}"
            yield from _chunks(each, inner)
        yield margin + "]" if value else "[]"
    else:
        raise TypeError(f"no JSON for {type(value).__name__}")


def _escape(match: re.Match[str]) -> str:
    return json.dumps(match[0])[1:-1]
