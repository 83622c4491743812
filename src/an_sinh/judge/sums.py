"""What an indicator's years come to together, each year added to the ones before it but once.

A run that tells of many years would else add up all the earlier ones for each: the square of the years.
"""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from an_sinh.figures import EXACT, ZERO
from an_sinh.programme.model import Programme


class Sum(NamedTuple):
    """Some years of an indicator taken together."""

    total: Decimal | None
    """None where one of them has no figure."""
    provisional: bool = False
    """Whether the entry of one of them is provisional."""
    inferred: bool = False
    """Whether the figure of one of them was worked out by whoever keeps the data."""
    sources: tuple[str, ...] = ()
    """Who said the figures, in the order of the years."""


_Known = dict[tuple[str, int], list[Sum]]
"""The sums of an indicator since a year, that of no year first."""

_last: tuple[Programme | None, _Known] = (None, {})
"""Those of the programme that was asked for last. One is enough: a run goes through the years of one at a time."""


def sum_until(programme: Programme, id_: str, first: int, until: int) -> Sum:
    """The years from the first until another, both in; of no years nothing."""
    global _last  # noqa: PLW0603  # what is known of a value that does not change
    known_of, known = _last
    if known_of is not programme:
        known = {}
        _last = (programme, known)
    sums = known.setdefault((id_, first), [Sum(ZERO)])
    for year in range(first + len(sums) - 1, until + 1):
        sums.append(_with(sums[-1], programme, id_, year))
    return sums[max(until + 1 - first, 0)]


def _with(earlier: Sum, programme: Programme, id_: str, year: int) -> Sum:
    actuals = programme.read(year)
    entry = actuals.entries.get(id_) if actuals else None
    if actuals is None or entry is None:
        return earlier._replace(total=None)
    figure, said = entry.value, earlier.sources
    total = (
        None
        if earlier.total is None or figure is None or isinstance(figure, bool)
        else EXACT.add(earlier.total, figure)
    )
    if figure is not None and (more := actuals.sources_of_figure(entry)) and not set(said).issuperset(more):
        said = tuple(dict.fromkeys((*said, *more)))
    return Sum(total, earlier.provisional or bool(entry.provisional), earlier.inferred or entry.figure_inferred, said)
