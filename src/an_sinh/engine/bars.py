"""What each place is held to in a year, as rows that an engine can compare: two closed intervals on the facts' grid.

A figure of the facts has at most nine decimals. On that grid "more than t" is "from the next step after t on", so a
target of any form becomes two closed intervals: met or exceeded, and exceeded. They are folded here, exactly; an engine
only compares. A change compares the difference from the base, a change in percent the sign of 100·figure - base·(100 +
percent): nothing is divided. What the grid can't hold is a hard bar, whose pairs `rules` judges itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal
from typing import NamedTuple, assert_never

from an_sinh.errors import Complaint
from an_sinh.figures import EXACT, HUNDRED, ZERO
from an_sinh.judge.places import is_own_target
from an_sinh.judge.rules import Edges, edges
from an_sinh.judge.scorecard import target_for
from an_sinh.programme.model import Indicator, Place, Programme, Target
from an_sinh.programme.place_checks import as_asked_of_all
from an_sinh.terms import Against, Direction, Form, Reason
from an_sinh.text import quoted
from an_sinh.values import dataclass

STEP = Decimal("0.000000001")
"""The grid: nine decimals."""
MOST = Decimal(10) ** 18
"""A figure of the grid is nearer to zero than this."""
MOST_WORKED_OUT = Decimal(10) ** 15
"""So is one that is summed or that a change rests on: sums of 999 years and products of these stay exact."""
_BEYOND = 9 * MOST
"""An interval's end where it has none: no figure, sum or difference is as far out."""
_MOST_YEARS = 999
_MOST_PERCENT = Decimal(10) ** 5
_FINEST_PERCENT = Decimal("0.00001")
_WIDE = Context(prec=80)

PLAIN, CHANGE, PERCENT, NOTHING, HARD = range(5)
"""How a figure is compared: itself, its difference from the base, the sign of what is multiplied; with nothing; not."""


class Interval(NamedTuple):
    """Figures of the grid, both ends in; empty where `low` is above `high`."""

    low: Decimal
    high: Decimal


EVERYTHING = Interval(-_BEYOND, _BEYOND)
EMPTY = Interval(_BEYOND, -_BEYOND)


class Bar(NamedTuple):
    """What an indicator is held to in a year by one yardstick; equal ones are one row."""

    kind: int
    met: Interval = EMPTY
    """Of what is compared: met or exceeded."""
    exceeded: Interval = EMPTY
    """Of what is compared: exceeded, where it is met."""
    named: Interval = EVERYTHING
    """Of the figure itself: where a change names the figure from which it is exceeded."""
    factor: Decimal = ZERO
    """Of a change in percent: what the base is multiplied by, and the figure by a hundred."""
    reason: Reason | None = None
    """Why nothing can be compared, where no figure is needed to know."""
    figure_years: tuple[int, ...] = ()
    """The years that are summed; empty where the year's own figure is compared."""
    base_years: tuple[int, ...] = ()
    """The years that make the base of a change."""
    base_needed: tuple[int, ...] = ()
    """The years that must have a figure for it."""
    broken: bool = False
    """Whether the sum runs across a break, so that there is none."""

    @property
    def is_worked_out(self) -> bool:
        """Whether it rests on more than the year's own row."""
        return bool(self.figure_years or self.base_needed or self.broken)


def _grid(bound: Decimal, rounding: str) -> Decimal:
    """A bound on the grid, beyond every figure where it lies out there."""
    if abs(bound) >= _BEYOND:
        return _BEYOND.copy_sign(bound)
    return bound.quantize(STEP, rounding=rounding, context=_WIDE)


def _from(bound: Decimal, *, strict: bool = False) -> Decimal:
    """The first figure of the grid at or after a bound; after it where that is strict."""
    if strict:
        return min(_WIDE.add(_grid(bound, ROUND_FLOOR), STEP), _BEYOND)
    return _grid(bound, ROUND_CEILING)


def _to(bound: Decimal, *, strict: bool = False) -> Decimal:
    """The last figure of the grid at or before a bound; before it where that is strict."""
    if strict:
        return max(_WIDE.subtract(_grid(bound, ROUND_CEILING), STEP), -_BEYOND)
    return _grid(bound, ROUND_FLOOR)


def intervals(target: Edges) -> tuple[Interval, Interval]:
    """Where a target is met or exceeded, and where it is exceeded: as `rules.classify` has it, on the grid."""
    near, far = target.near, target.far
    if target.better is None or near is None:
        return Interval(Decimal(1), Decimal(1)), EMPTY  # a thing done is 1
    strict = target.form in (Form.UNDER, Form.OVER)
    match target.better:
        case Direction.WITHIN:
            assert far is not None
            return Interval(_from(near), _to(far)), EMPTY
        case Direction.HIGHER:
            met = Interval(_from(near, strict=strict), _BEYOND)
            beyond = met if far is None else Interval(_from(far, strict=not target.far_exceeds), _BEYOND)
        case Direction.LOWER:
            met = Interval(-_BEYOND, _to(near, strict=strict))
            beyond = met if far is None else Interval(-_BEYOND, _to(far, strict=not target.far_exceeds))
        case _:
            assert_never(target.better)
    return met, EMPTY if target.never_exceeds else beyond


def bar_of(programme: Programme, indicator: Indicator, year: int, against: Against) -> Bar:
    """What an indicator of a place is held to. No place has a baseline, so that a percentage of it has no base."""
    if indicator.average:  # a mean is compared undivided, which only `rules` does
        return Bar(HARD)
    target, due = target_for(programme, indicator, year, against)
    sums = indicator.cumulative and not indicator.is_milestone
    summed = _summed(programme, indicator, year) if sums else ()
    bar = _of_target(programme, indicator, target, due, sums=bool(sums))
    broken = bool(sums) and indicator.breaks_between(_start(programme, indicator), year)
    if len(summed) > _MOST_YEARS or len(bar.base_years) > _MOST_YEARS:
        return Bar(HARD)
    return bar._replace(figure_years=summed, broken=broken) if bar.kind != HARD else bar


def _start(programme: Programme, indicator: Indicator) -> int:
    first = programme.years[0]
    return max(first, indicator.years[0]) if indicator.years else first


def _summed(programme: Programme, indicator: Indicator, year: int) -> tuple[int, ...]:
    return tuple(range(_start(programme, indicator), year + 1))


def _of_target(programme: Programme, indicator: Indicator, target: Target | None, due: int, *, sums: bool) -> Bar:
    never = programme.never_exceeded
    if target is None:
        return Bar(NOTHING, reason=Reason.NO_TARGET)
    if not target.is_worked_out or target.from_baseline_percent is not None:
        if target.is_worked_out and indicator.baseline is not None:
            return Bar(HARD)
        found = edges(target, indicator.better, never=never)
        if isinstance(found, Reason):
            return Bar(NOTHING, reason=found)
        met, exceeded = intervals(found)
        return Bar(PLAIN, met, exceeded)
    if indicator.breaks_at(due):
        return Bar(NOTHING, reason=Reason.SERIES_BREAK)
    rests: tuple[int, ...] = (due - 1,)
    if sums:
        if indicator.breaks_between(_start(programme, indicator), due - 1):
            return Bar(NOTHING, reason=Reason.NO_PREVIOUS_YEAR)
        rests = _summed(programme, indicator, due - 1)
    bar = _of_change(target, indicator, never=never)
    return bar._replace(base_years=rests, base_needed=tuple(sorted({*rests, due - 1}))) if bar.kind != HARD else bar


def _of_change(target: Target, indicator: Indicator, *, never: bool) -> Bar:
    """A change, whose edges are told from the base: at a base of nothing those of the difference."""
    base = ZERO if target.change is not None else Decimal(1)
    found = edges(target, indicator.better, base, never=never)
    assert not isinstance(found, Reason)
    kind, factor = CHANGE, ZERO
    if target.change_percent is not None:
        kind, factor = PERCENT, EXACT.add(HUNDRED, target.change_percent)
        fits = abs(factor) < _MOST_PERCENT and factor == factor.quantize(_FINEST_PERCENT, ROUND_FLOOR, _WIDE)
        if not fits:
            return Bar(HARD)
        found = found._replace(near=ZERO, far=found.far if found.far_exceeds else ZERO)
    if not found.far_exceeds:
        met, exceeded = intervals(found)
        return Bar(kind, met, exceeded, factor=factor)
    assert found.far is not None
    named = (
        Interval(-_BEYOND, _to(found.far)) if found.better is Direction.LOWER else Interval(_from(found.far), _BEYOND)
    )
    met, _ = intervals(found._replace(far=found.near, far_exceeds=False))
    return Bar(kind, met, EVERYTHING, named, factor)


@dataclass(frozen=True, slots=True, kw_only=True)
class Laid:
    """Every place's bars in a year by one yardstick: what is common, and what is a place's own."""

    year: int
    against: Against
    bars: tuple[Bar, ...]
    """Each once; the others name them by their number."""
    usual: Mapping[str, int]
    """The bar of each indicator, for places without a word of their own on it."""
    own: Mapping[tuple[str, str], int]
    """The bar of a place and an indicator, where it is another."""
    watched: tuple[str, ...]
    """The indicators that are in no count."""
    places: Mapping[str, Counted] = field(repr=False)
    """What each place is counted by, in file order."""

    @property
    def years(self) -> tuple[int, ...]:
        """The years whose rows are needed."""
        every = {self.year}
        for bar in self.bars:
            every.update(bar.figure_years, bar.base_needed)
        return tuple(sorted(every))

    @property
    def worked_out(self) -> bool:
        """Whether any bar rests on more than the year's own row."""
        return any(bar.is_worked_out for bar in self.bars)


class Counted(NamedTuple):
    """How many indicators a place is counted by in a year; the rest of its indicators are withdrawn."""

    total: int
    withdrawn: int
    own_targets: int


def lay(programme: Programme, year: int, against: Against) -> Laid:
    """Fold the targets of a programme and of its places. Complaint where an indicator has parts: they count once."""
    parted = next((id_ for id_, each in programme.indicators.items() if each.parts is not None), None)
    if parted is not None:
        raise Complaint(
            "an engine does not count indicators with parts, and {id} has some",
            "leave out --facts, or make an indicator of each part",
            id=quoted(parted),
        )
    numbers: dict[Bar, int] = {}
    known: dict[int, tuple[Indicator, int]] = {}

    def number(indicator: Indicator) -> int:
        found = known.get(id(indicator))  # the indicator is kept beside, so that no other takes its place in memory
        if found is None:
            bar = bar_of(programme, indicator, year, against)
            found = known[id(indicator)] = (indicator, numbers.setdefault(bar, len(numbers)))
        return found[1]

    common = as_asked_of_all(programme.indicators)
    usual = {id_: number(each) for id_, each in common.items()}
    own: dict[tuple[str, str], int] = {}
    places = {}
    watched = tuple(id_ for id_, each in common.items() if each.is_watched)
    counting = {id_: each for id_, each in common.items() if not each.is_watched}
    counted_usually = sum(each.in_years(year) for each in counting.values())
    for place in programme.places.values():
        places[place.id] = _counted(programme, place, counting, counted_usually, year, against)
        for id_ in {**place.own, **place.not_counted}:
            bar = number(place.indicators[id_])
            if bar != usual[id_]:
                own[place.id, id_] = bar
    return Laid(year=year, against=against, bars=tuple(numbers), usual=usual, own=own, watched=watched, places=places)


def _counted(
    programme: Programme, place: Place, common: Mapping[str, Indicator], usually: int, year: int, against: Against
) -> Counted:
    every = len(common)
    if not place.in_years(year):
        return Counted(0, every, 0)
    changed = {**place.own, **place.not_counted}
    total = usually
    for id_ in changed.keys() & common.keys():
        total += place.indicators[id_].in_years(year) - common[id_].in_years(year)
    judged_by_own = sum(_judged_by_own(programme, place, id_, year, against) for id_ in place.own)
    return Counted(total, every - total, judged_by_own)


def _judged_by_own(programme: Programme, place: Place, id_: str, year: int, against: Against) -> bool:
    indicator = place.indicators[id_]
    target, _ = target_for(programme, indicator, year, against)
    return indicator.in_years(year) and is_own_target(place, id_, target)


def decimal_text(figure: Decimal) -> str:
    """A bound as an engine reads it."""
    return format(figure, "f")


def rests(laid: Laid) -> Iterator[tuple[int, int, int, int, int, int]]:
    """For each bar that is worked out, the years that it rests on: bar, year, its own, summed, of the base, needed."""
    for number, bar in enumerate(laid.bars):
        if bar.is_worked_out:
            for year in sorted({laid.year, *bar.figure_years, *bar.base_years, *bar.base_needed}):
                own = year == laid.year
                summed = year in bar.figure_years if bar.figure_years else own
                yield number, year, own, summed, year in bar.base_years, year in bar.base_needed
