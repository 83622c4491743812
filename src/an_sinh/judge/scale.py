"""Whether a figure is of the size that its target and last year's have: a slip of a unit is seen before it is kept."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from an_sinh.figures import EXACT, plain, tidy
from an_sinh.judge.scorecard import Line, Scorecard, a_year_before

TIMES = 30
"""So many times larger or smaller than all that is known of an indicator is another unit, or a slip."""
_NEAR = Decimal(3)
_SLIPS = (2, -2, 3, -3, 6, -6, 9, -9)


class Scale(NamedTuple):
    """What is known of an indicator's size: figures of its target and of the year before."""

    known: tuple[Decimal, ...]
    sums: tuple[Decimal, ...] = ()
    """Targets of a sum over years, which one year's figure may fall far short of."""

    def is_off(self, figure: Decimal, times: Decimal = Decimal(TIMES)) -> bool:
        """Whether a figure is more than so many times larger or smaller than all that is known."""
        size, both = abs(figure), [abs(each) for each in self.known if each]
        sums = [abs(each) for each in self.sums if each]
        if not size or not both + sums:
            return False
        above = all(size > EXACT.multiply(times, each) for each in both + sums)
        return above or (bool(both) and all(EXACT.multiply(times, size) < each for each in both))

    def meant(self, figure: Decimal) -> str | None:
        """The figure that may have been meant: the same digits, a unit's power of ten apart."""
        near = (turned for power in _SLIPS if not self.is_off(turned := tidy(figure.scaleb(power)), _NEAR))
        found = next(near, None)
        return plain(found) if found is not None else None


def scale_of(line: Line, last_year: Decimal | bool | None) -> Scale:
    """What is known of the size of an indicator's figure before it comes."""
    target = line.target
    edges = tuple(each for each in (target.low, target.high) if each is not None) if target else ()
    last = (last_year,) if isinstance(last_year, Decimal) else ()
    return Scale(last, edges) if line.indicator.cumulative else Scale((*edges, *last))


def scales(card: Scorecard) -> dict[str, Scale]:
    """What is known of the sizes of all indicators in a year; across a break the year before tells nothing."""
    year, before, programme = card.whole_year, a_year_before(card.year), card.programme
    return {
        line.id: scale_of(line, None if line.indicator.breaks_at(year) else programme.figure(line.id, before))
        for line in card.rows
        if not line.indicator.is_milestone and not line.parts
    }


def known_words(scale: Scale) -> tuple[str, ...]:
    """The figures that a size is held against, each once, as the data write them."""
    return tuple(dict.fromkeys(plain(each) for each in _nonzero((*scale.known, *scale.sums))))


def _nonzero(figures: Iterable[Decimal]) -> list[Decimal]:
    return [each for each in figures if each]
