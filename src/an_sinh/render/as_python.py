"""A result as Python has it: dicts and lists with the names of the JSON, or a data frame with those of the CSV."""

from __future__ import annotations

import sys
from decimal import Decimal
from enum import Enum
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from an_sinh.errors import Complaint, Phrase
from an_sinh.judge.diff import Diff
from an_sinh.judge.focus import Focus
from an_sinh.judge.gate import Verdict
from an_sinh.judge.outlook import OutlookReport
from an_sinh.judge.places import PlacesReport
from an_sinh.judge.scorecard import Scorecard
from an_sinh.pages.languages import spoken
from an_sinh.pages.say import Say
from an_sinh.render.as_json import value_of
from an_sinh.render.record import columns_of, output_of
from an_sinh.render.results import DiffResult, PlacesResult, ScoreResult
from an_sinh.text import quoted

LIBRARIES = ("pandas", "polars")


def to_dict(result: object, lang: str) -> dict[str, Any]:
    """The object that `--format json` prints of a result."""
    name, shown = _shown(result)
    found: dict[str, Any] = _plain(value_of(name, shown, _speaking(lang)))
    return found


def to_frame(result: object, lang: str, library: str | None, *, exact: bool) -> Any:
    """The rows that `--format csv` prints of a result, as a data frame."""
    frames = import_module(library or _installed())
    name, shown = _shown(result)
    output, say = output_of(name), _speaking(lang)
    assert output.row is not None
    columns = columns_of(output.row, output.spread(shown))
    rows = [[_cell(each.take(subject, say), exact=exact) for each in columns] for subject in output.rows(shown)]
    numeric = set() if exact else {at for row in rows for at, cell in enumerate(row) if isinstance(cell, float)}
    table = {
        column.name: [float(row[at]) if at in numeric and row[at] is not None else row[at] for row in rows]
        for at, column in enumerate(columns)
    }
    return frames.DataFrame(table)


def _speaking(lang: str) -> Say:
    if lang not in spoken():
        raise Complaint("ansinh does not speak {text}", Phrase("write {names}", spoken()), text=quoted(lang))
    return Say.of(lang)


def _shown(result: object) -> tuple[str, object]:
    """The name of a result's output, and the result as a command would show all of it."""
    match result:
        case Scorecard():
            return "score", ScoreResult(card=result)
        case Diff():
            return "diff", DiffResult(diff=result, sides=_no_sides)
        case OutlookReport():
            return "outlook", result
        case PlacesReport():
            return "places", PlacesResult(report=result, places=result.places, indicator=None, grid=False)
        case Focus():
            return "focus", result
        case Verdict():
            return "check", result
        case _:
            raise TypeError(f"no output of {type(result).__name__}")


def _no_sides(_say: Say) -> Any:
    raise NotImplementedError


def _installed() -> str:
    """The library that is in use already, else the first that is installed."""
    for name in (*(name for name in LIBRARIES if name in sys.modules), *LIBRARIES):
        if name in sys.modules or find_spec(name) is not None:
            return name
    raise Complaint(
        "to_frame needs {names}, and neither is installed",
        Phrase("install one of them; to_dict needs none"),
        names=LIBRARIES,
    )


def _plain(value: Any) -> Any:
    """A value without what is our own: codes as texts, every list a list."""
    match value:
        case Enum():
            return value.value
        case dict():
            return {key: _plain(each) for key, each in value.items()}
        case list() | tuple():
            return [_plain(each) for each in value]
        case _:
            return value


def _cell(value: Any, *, exact: bool) -> Any:
    """A value as a cell: lists joined by spaces as in CSV, a figure as a float unless it is wanted exact."""
    match value:
        case Enum():
            return value.value
        case tuple() | list():
            return " ".join(str(_plain(each)) for each in value)
        case Decimal() if not exact:
            return float(value)
        case str():
            return str(value)
        case _:
            return value
