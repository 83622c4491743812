"""Where a figure stands in a drawing: the scale, from which figure to which it goes.

A position tells a figure, never a length, so a scale need not begin at 0; where it does not, a break at its beginning
says so. A scale shows nothing more than five times as large as one from 0 would.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Context, Decimal

from an_sinh.figures import EXACT, ZERO, tidy
from an_sinh.values import dataclass

_DIVIDE = Context(prec=20)
_TENTH = Decimal("0.1")
_CLOSE = Decimal("0.25")
_ROOM = Decimal("0.06")


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """From which figure to which a drawing goes, in the indicator's unit."""

    low: Decimal
    high: Decimal
    broken: bool = False
    """Whether 0 lies off the scale."""

    def at(self, figure: Decimal) -> float:
        """Where a figure stands, 0 at the low end and 1 at the high one."""
        span = EXACT.subtract(self.high, self.low)
        return float(_DIVIDE.divide(EXACT.subtract(figure, self.low), span)) if span else 0.5


def scale_for(marks: Sequence[Decimal], limits: tuple[Decimal | None, Decimal | None] = (None, None)) -> Scale:
    """The scale of a bullet graph.

    From 0, unless the marks lie within a quarter of the largest: then twice the stretch between them and at least a
    fifth of the largest, with the marks in its middle. It keeps within the indicator's limits.
    """
    least, most = min(marks), max(marks)
    size = max(least.copy_abs(), most.copy_abs())
    if not size:
        return Scale(low=ZERO, high=Decimal(1))
    half = max(EXACT.multiply(size, _TENTH), EXACT.subtract(most, least))
    if half >= EXACT.multiply(size, _CLOSE) or least <= ZERO <= most:
        room = EXACT.multiply(EXACT.subtract(max(most, ZERO), min(least, ZERO)), _ROOM)
        low = EXACT.subtract(least, room) if least < ZERO else ZERO
        high = EXACT.add(most, room) if most > ZERO else ZERO
        return Scale(low=_not_below(low, limits[0], least), high=_not_above(high, limits[1], most))
    middle = EXACT.divide(EXACT.add(least, most), Decimal(2))
    low, high = EXACT.subtract(middle, half), EXACT.add(middle, half)
    if limits[1] is not None and most <= limits[1] < high:  # moved, not cut: the enlargement stays the same
        low, high = EXACT.subtract(low, EXACT.subtract(high, limits[1])), limits[1]
    if limits[0] is not None and low < limits[0] <= least:
        low, high = limits[0], EXACT.add(high, EXACT.subtract(limits[0], low))
    return Scale(low=low, high=high, broken=True)


def _not_below(low: Decimal, limit: Decimal | None, least: Decimal) -> Decimal:
    return low if limit is None or limit > least else max(low, min(limit, ZERO))


def _not_above(high: Decimal, limit: Decimal | None, most: Decimal) -> Decimal:
    return high if limit is None or limit < most else min(high, max(limit, ZERO))


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """A round figure on a scale, and how it is spelled."""

    value: Decimal
    text: str


_STEPS = tuple(map(Decimal, ("1", "2", "2.5", "5", "10")))
_MOST_TICKS = 6


def ticks_on(scale: Scale, spell: Callable[[Decimal], str]) -> tuple[Tick, ...]:
    """Round figures within a scale, four to seven of them."""
    span = EXACT.subtract(scale.high, scale.low)
    power = Decimal(1).scaleb(_DIVIDE.divide(span, Decimal(_MOST_TICKS)).adjusted())
    sizes = (EXACT.multiply(power, step) for step in _STEPS)
    step = next(each for each in sizes if EXACT.multiply(each, Decimal(_MOST_TICKS)) >= span)
    at = _up_to(scale.low, step)
    found = []
    while at <= scale.high:
        found.append(Tick(value=at, text=spell(tidy(at))))
        at = EXACT.add(at, step)
    return tuple(found)


def _up_to(figure: Decimal, step: Decimal) -> Decimal:
    """The first multiple of a step that is not below a figure."""
    whole = EXACT.multiply(EXACT.divide_int(figure, step), step)
    return EXACT.add(whole, step) if whole < figure else whole
