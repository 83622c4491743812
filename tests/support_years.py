"""Programmes of a few indicators over a few years, written as in the files, for the tests of what spans years."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from an_sinh.judge.scorecard import Line, Scorecard, score
from an_sinh.programme.model import Entry, Indicator, Programme, YearOfActuals

Written = Mapping[str, Any]
"""An indicator's keys; under `is` what its years' files say: a figure, a map of an entry, or None for an empty line."""

HIGHER: Written = {"better": "higher", "unit": "beds"}
LOWER: Written = {"better": "lower", "unit": "beds"}
WITHIN: Written = {"better": "within", "unit": "beds"}


def programme(indicators: Mapping[str, Written], *, term: tuple[int, int] = (2021, 2025)) -> Programme:
    """A programme whose years are all read."""
    years = range(term[0], term[1] + 1)
    spoken = {id_: {"name": id_.capitalize(), "group": "all", **written} for id_, written in indicators.items()}
    said = {id_: written.pop("is", {}) for id_, written in spoken.items()}
    return Programme(
        id="P",
        name={"": "Programme"},
        years=term,
        sources={},
        groups={"all": {"": "All"}},
        indicators={id_: Indicator.model_validate(written) for id_, written in spoken.items()},
        actuals=MappingProxyType({year: _actuals(year, said) for year in years}),
        located=lambda _: None,
    )


def _actuals(year: int, said: Mapping[str, Mapping[int, Any]]) -> YearOfActuals:
    entries = {
        id_: None if by_year[year] is None else Entry.model_validate(by_year[year])
        for id_, by_year in said.items()
        if year in by_year
    }
    return YearOfActuals(year=year, as_of=None, source=(), published=(), entries=entries, located=lambda _: None)


def card(indicators: Mapping[str, Written], year: int, against: str = "annual") -> Scorecard:
    """The scorecard of such a programme."""
    return score(programme(indicators), year, against)


def line(written: Written, year: int = 2022, against: str = "annual") -> Line:
    """The one line of a programme of one indicator."""
    return card({"it": written}, year, against).lines[0]


def reported(status: str) -> dict[str, str]:
    """An entry with the authority's verdict and no figure."""
    return {"reported": status}
