"""A row of figures as a row of small bars."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from an_sinh.figures import EXACT, ratio_percent

BARS = "▁▂▃▄▅▆▇█"
MISSING = "·"


def sparkline(figures: Sequence[Decimal | None], breaks: Sequence[int] = ()) -> str:
    """One bar for each figure, the lowest for the least and the highest for the greatest, equal ones in the middle.

    A missing figure is a dot. `breaks` are the positions before which the series is defined anew: a bar stands there,
    and each stretch between them has its own scale, for their figures can't be compared.
    """
    bounds = sorted({0, *breaks, len(figures)})
    stretches = [figures[start:end] for start, end in pairwise(bounds)]
    return "|".join(_stretch(stretch) for stretch in stretches if stretch)


def _stretch(figures: Sequence[Decimal | None]) -> str:
    known = [figure for figure in figures if figure is not None]
    if not known:
        return MISSING * len(figures)
    least, span = min(known), EXACT.subtract(max(known), min(known))
    return "".join(MISSING if figure is None else _bar(EXACT.subtract(figure, least), span) for figure in figures)


def _bar(above: Decimal, span: Decimal) -> str:
    if not span:
        return BARS[len(BARS) // 2 - 1]
    return BARS[min(int(ratio_percent(above, span) * len(BARS) / 100), len(BARS) - 1)]
