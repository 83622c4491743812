"""Figures: exact decimals from the text as written, and the arithmetic that keeps them exact.

A figure has at most 28 significant digits and an adjusted exponent within ±28, so every sum, difference and
product that the rules need fits exactly into EXACT; its traps make an inexact step an error, never a verdict.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import (
    ROUND_CEILING,
    ROUND_DOWN,
    ROUND_FLOOR,
    ROUND_HALF_EVEN,
    ROUND_HALF_UP,
    Clamped,
    Context,
    Decimal,
    DivisionByZero,
    Inexact,
    InvalidOperation,
    Overflow,
)
from typing import NamedTuple

MAX_DIGITS = 28
MAX_EXPONENT = 28
_LONGEST = 200  # no figure within the bounds needs more characters, short of padding its exponent with zeros

EXACT = Context(
    prec=400, Emax=99_999, Emin=-99_999, traps=[Inexact, InvalidOperation, DivisionByZero, Overflow, Clamped]
)
_DIVIDE = Context(prec=80, rounding=ROUND_DOWN, Emax=99_999, Emin=-99_999, traps=[InvalidOperation, DivisionByZero])

HUNDRED = Decimal(100)
ZERO = Decimal(0)

_PLAIN = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
_FIGURE = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?")
_SEPARATED = re.compile(r"[-+\u2212]?[0-9][0-9.,_'\u2019 \u00a0\u202f]*")
_DATE = re.compile(r"[0-9]{4}-[0-9]{1,2}(?:-[0-9]{1,2})?|[0-9]{1,2}/[0-9]{1,2}/[0-9]{2,4}")
_NOT_YET = frozenset(
    {"", "-", "–", "—", "n/a", "na", "none", "nil", "tbd", "?", "…", "...", ".nan", "chưa có", "không có"}
)
_WORDS_OF_TRUTH = {"yes": "true", "y": "true", "on": "true", "no": "false", "n": "false", "off": "false"}


def parse_figure(text: str) -> Decimal | None:
    """Read a figure as the data format writes it; None for anything else, and for one out of bounds.

    Edges: at most 28 significant digits and an adjusted exponent of -28 to 28; no rounding (docs/data-format.md).
    """
    if len(text) <= MAX_DIGITS and _PLAIN.fullmatch(text):  # so short, and without an exponent, it is within the bounds
        return Decimal(text)
    if len(text) > _LONGEST or not _FIGURE.fullmatch(text):
        return None
    try:
        figure = Decimal(text)
    except InvalidOperation:
        return None
    return figure if within_bounds(figure) else None


def within_bounds(figure: Decimal) -> bool:
    """Whether a decimal has at most 28 significant digits and an adjusted exponent within ±28."""
    return (
        figure.is_finite()
        and len(figure.as_tuple().digits) <= MAX_DIGITS
        and -MAX_EXPONENT <= figure.adjusted() <= MAX_EXPONENT
    )


def is_figure_text(text: str) -> bool:
    """Whether the text has a figure's spelling, whatever its size."""
    return bool(_FIGURE.fullmatch(text))


def is_date_text(text: str) -> bool:
    """Whether the text looks like a calendar date."""
    return bool(_DATE.fullmatch(text))


def is_no_figure_yet(text: str) -> bool:
    """Whether a person who typed this meant "no figure yet"."""
    return text.strip().casefold() in _NOT_YET


def truth_of(text: str) -> str | None:
    """'true' or 'false' for words such as yes and no, which the format does not know."""
    return _WORDS_OF_TRUTH.get(text.strip().casefold())


def suggestions(text: str) -> tuple[str, ...]:
    """The figures that a person may have meant by a wrong spelling; none where nobody can tell, two where it is open.

    `2,23` is 2.23; `1.203.027` is 1203027; `1,203` is 1.203 or 1203; `2.23%` is 2.23; `012` is 12.
    """
    text = text.strip().strip("“”„‘’").strip()
    if len(text) > _LONGEST:
        return ()
    text = text.removesuffix("%").rstrip()
    if text.startswith((".", "-.", "+.")):
        text = text.replace(".", "0.", 1)
    if not _SEPARATED.fullmatch(text):
        return ()
    sign = "-" if text[0] in "-\u2212" else ""
    body = re.sub(r"[_'\u2019 \u00a0\u202f]", "", text.lstrip("+-\u2212"))
    found = []
    for candidate in _readings(body.rstrip(".,")):
        whole, _, rest = candidate.partition(".")
        written = sign + (whole.lstrip("0") or "0") + (f".{rest}" if rest else "")
        if parse_figure(written) is not None and written not in found:
            found.append(written)
    return tuple(found)


def _readings(body: str) -> list[str]:
    """Every sensible reading of digits with dots and commas, as plain decimals."""
    marks = [mark for mark in body if mark in ".,"]
    if not marks:
        return [body]
    last = marks[-1]
    if len(set(marks)) == 2:
        if marks.count(last) > 1:
            return []
        other = "," if last == "." else "."
        return [body.replace(other, "").replace(last, ".")]
    groups = body.split(last)
    grouped = all(len(group) == 3 for group in groups[1:]) and 1 <= len(groups[0]) <= 3 and groups[0] != "0"
    if len(marks) > 1:
        return [body.replace(last, "")] if grouped else []
    decimal = body.replace(last, ".")
    return [decimal, body.replace(last, "")] if grouped and last == "," else [decimal]


def as_thousands(figure_text: str) -> str | None:
    """`203.027` read as a Vietnamese thousand: `203027`; None where the text can't be one."""
    match = re.fullmatch(r"(-?[1-9][0-9]{0,2})\.([0-9]{3})", figure_text)
    return match[1] + match[2] if match else None


def plain(figure: Decimal) -> str:
    """The figure's digits without an exponent: `1E+5` is `100000`."""
    return format(figure, "f")


def tidy(figure: Decimal) -> Decimal:
    """The same figure without trailing zeros after the point, for figures that were worked out; zero has no sign."""
    short = figure.normalize(EXACT) or ZERO
    exponent = short.as_tuple().exponent
    return short.quantize(Decimal(1), context=EXACT) if isinstance(exponent, int) and exponent > 0 else short


def changed_by(figure: Decimal, percent: Decimal) -> Decimal:
    """A figure changed by so many percent, exactly."""
    return tidy(EXACT.multiply(figure, EXACT.add(HUNDRED, percent)).scaleb(-2, context=EXACT))


def ratio_percent(part: Decimal, whole: Decimal) -> Decimal:
    """100·part/whole, cut (never rounded up) after 80 digits, so that what is under 100 stays under it."""
    return _DIVIDE.divide(EXACT.multiply(HUNDRED, part), whole)


_PRINTED = Context(prec=400, rounding=ROUND_HALF_UP)
_KEPT_DIGITS = (28, 56, 112, 300)


def decimals(figure: Decimal) -> int:
    """How many decimals a figure is written with."""
    exponent = figure.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def to_places(figure: Decimal, places: int = 9, bounds: Iterable[Decimal] = ()) -> Decimal:
    """Round half up (ties away from zero) to a number of decimals, for printing; zero has no sign.

    Where that would cross one of the bounds, or come to lie on it, it is cut on the figure's own side instead: 0.9499
    is not 0.95 where 0.95 is on track. A bound of more decimals than are printed can't be held.
    """
    step = Decimal(1).scaleb(-places)
    shown = figure.quantize(step, context=_PRINTED)
    for bound in bounds:
        if figure < bound <= shown:
            shown = figure.quantize(step, rounding=ROUND_FLOOR, context=_PRINTED)
        elif shown <= bound < figure:
            shown = figure.quantize(step, rounding=ROUND_CEILING, context=_PRINTED)
    return shown or shown.copy_abs()


class Mean(NamedTuple):
    """The mean of some years' figures, undivided: their sum, and how many years they are."""

    sum: Decimal
    years: int

    def value(self, *edges: Decimal | None) -> Decimal:
        """The mean itself where it has an end; else to 28 digits, on the same side of each edge as the mean.

        More digits, where it takes them to tell it from an edge.
        """
        if (exact := self._exact()) is not None:
            return exact
        kept = self.sum
        for digits in _KEPT_DIGITS:
            kept = Context(prec=digits, rounding=ROUND_HALF_EVEN).divide(self.sum, Decimal(self.years))
            if all(self.compared(edge) == kept.compare(edge) for edge in edges if edge is not None):
                break
        return kept

    def shown(self, *edges: Decimal | None) -> Decimal:
        """The mean as people are told it: itself where it has an end, else rounded, and never across an edge or on it.

        To one decimal more than the figures and the edges have.
        """
        if (exact := self._exact()) is not None:
            return exact
        known = [edge for edge in edges if edge is not None]
        return to_places(self.value(*known), 1 + max(map(decimals, (self.sum, *known))), known)

    def compared(self, figure: Decimal) -> Decimal:
        """-1, 0 or 1: the mean is less than a figure, equal to it, or more; without a division."""
        return self.sum.compare(EXACT.multiply(figure, Decimal(self.years)))

    def _exact(self) -> Decimal | None:
        try:
            return tidy(EXACT.divide(self.sum, Decimal(self.years)))
        except Inexact:
            return None


def round_percent(percent: Decimal, places: int) -> Decimal:
    """Round a percentage half up for showing; never up to ±100, nor down to 0 (coverage.py's habit)."""
    step = Decimal(1).scaleb(-places)
    size = percent.copy_abs()  # abs() and - round to 28 digits
    shown = size.quantize(step, rounding=ROUND_HALF_UP, context=Context(prec=200))
    if shown == HUNDRED and size < HUNDRED:
        shown = HUNDRED - step
    elif shown == ZERO and size > ZERO:
        shown = step
    return shown.copy_negate() if percent < ZERO and shown else shown
