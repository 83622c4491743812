"""A programme and a year -> its outlook: whether the end-of-term targets will be reached as things go.

The method is Statistics Canada's, after Eurostat's, as Open SDG publishes it ("Progress Measurement Methodology",
docs/progress-methodology.md of github.com/open-sdg/open-sdg, indicators with quantitative targets): the compound
yearly growth observed, over the size of the compound yearly growth that would reach the target on time, signed by
the direction that is better. Where it says nothing we go on in its spirit: a figure of zero or below has no compound
growth, so the straight line's yearly steps are compared (Open SDG's code takes 0.001 for a target of 0 instead).

How exact: figures, sums, steps and everything that decides between "met" and "missed" are exact. A quotient of
straight lines is cut, never rounded, so that what is under a threshold stays under it. A compound growth is a root
less one, carried to 70 digits at least whatever cancels out; the quotient of two of them is rounded half even at 60,
so that 0.95 reached on the dot is 0.95. A ratio is then kept to 28 digits, cut; a pace and a projection are kept
to 28, rounded half even. `to_places` rounds for printing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal
from typing import Final

from an_sinh.figures import EXACT, ZERO, tidy
from an_sinh.judge.rules import Edges, classify
from an_sinh.judge.scorecard import actual_of, edges_for, first_year, target_for
from an_sinh.programme.model import Indicator, Programme, outside_years, year_not_read
from an_sinh.terms import Against, Direction, Form, Method, Outlook, OutlookReason, Reason

PLACES: Final = 9
"""Decimals of a printed ratio, pace or projection."""
ON_TRACK: Final = Decimal("0.95")
BEHIND: Final = Decimal("0.6")

_ONE = Decimal(1)
_ROOT_DIGITS = 80
_CUT = Context(prec=60, rounding=ROUND_DOWN)
_ROUNDED = Context(prec=60, rounding=ROUND_HALF_EVEN)
_KEPT_RATIO = Context(prec=28, rounding=ROUND_DOWN)
_KEPT = Context(prec=28, rounding=ROUND_HALF_EVEN)
_PRINTED = Context(prec=400, rounding=ROUND_HALF_UP)


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A figure in its year, in the indicator's unit; a sum where the indicator is cumulative."""

    year: int
    value: Decimal
    provisional: bool = False
    """Whether it, or any part of the sum, may still change."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prospect:
    """One indicator on its way to the target at the end of the term."""

    id: str
    indicator: Indicator
    outlook: Outlook
    reason: OutlookReason | None = None
    """Why it is unscored; None for every other outlook."""
    ratio: Decimal | None = None
    """Yearly growth observed over yearly growth needed, positive in the good direction, to 28 digits.

    None where the target is reached or none was needed, and where the indicator is unscored or withdrawn.
    """
    method: Method | None = None
    """How the growth was measured; None where it was not."""
    baseline: Point | None = None
    """Where the growth is counted from."""
    actual: Point | None = None
    """The latest figure that counts."""
    form: Form | None = None
    """How the target is written; None where there is none."""
    edges: Edges | None = None
    """The target's edges; None where there is none, or where a change can't be worked out."""
    target: Decimal | None = None
    """The near edge; None for a milestone and a band."""
    pace: Decimal | None = None
    """The yearly step seen from baseline to actual, in the unit; falling is negative."""
    projection: Decimal | None = None
    """Where the straight line from baseline through actual stands in the programme's last year."""
    required_pace: Decimal | None = None
    """The yearly step, in the unit, that leads from the actual to the target in the last year.

    0 where the target is reached; None once the last year's figure is in.
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class OutlookReport:
    """A programme's outlook as it is seen in a year."""

    programme: Programme
    year: int
    counts: Mapping[Outlook, int]
    """How many indicators have which outlook, worst first, then unscored and withdrawn."""
    lines: tuple[Prospect, ...]
    """All indicators, the withdrawn too, in the order of targets.yaml."""

    @property
    def total(self) -> int:
        """Every indicator that is not withdrawn."""
        return len(self.lines) - self.counts[Outlook.WITHDRAWN]

    @property
    def judged(self) -> int:
        """How many have an answer."""
        return self.total - self.counts[Outlook.UNSCORED]


def outlook(programme: Programme, year: int) -> OutlookReport:
    """Ask of every indicator whether its end-of-term target will be reached, as seen in a year.

    Wants a programme with all its years loaded. Figures after the year are not looked at, but for the one that a
    target starts from which is written as a change. The authority's verdicts say nothing here. Raises Complaint for
    a year outside the programme's span, and where no year up to it was read.
    """
    first, last = programme.years
    if not first <= year <= last:
        raise outside_years(year, first, last)
    if all(each > year for each in programme.actuals):
        raise year_not_read(year)
    lines = tuple(_prospect(programme, id_, indicator, year) for id_, indicator in programme.indicators.items())
    counts = dict.fromkeys(Outlook, 0)
    for line in lines:
        counts[line.outlook] += 1
    return OutlookReport(programme=programme, year=year, counts=counts, lines=lines)


def to_places(figure: Decimal, places: int = PLACES) -> Decimal:
    """Round half up (ties away from zero) to a number of decimals, for printing; zero has no sign."""
    shown = figure.quantize(_ONE.scaleb(-places), context=_PRINTED)
    return shown or shown.copy_abs()


def _prospect(programme: Programme, id_: str, indicator: Indicator, year: int) -> Prospect:
    last = programme.years[1]
    if not indicator.in_years(year):
        return Prospect(id=id_, indicator=indicator, outlook=Outlook.WITHDRAWN)
    written, target_year = target_for(programme, indicator, year, Against.TERM)
    bar = edges_for(programme, id_, indicator, written, target_year) if written else Reason.NO_TARGET
    points = tuple(_points(programme, id_, indicator, year))
    actual = _latest(points)
    baseline = _baseline(indicator, points, actual)
    seen = Prospect(
        id=id_,
        indicator=indicator,
        outlook=Outlook.UNSCORED,
        baseline=baseline,
        actual=actual,
        form=written.form if written else None,
        edges=bar if isinstance(bar, Edges) else None,
        target=bar.near if isinstance(bar, Edges) and bar.better is not Direction.WITHIN else None,
        pace=_pace(baseline, actual) if baseline and actual else None,
        projection=_projection(baseline, actual, last) if baseline and actual else None,
    )
    if _has_no_meaning(programme, id_, indicator, year):
        return replace(seen, reason=OutlookReason.NO_MEANING)
    if actual is None:
        return replace(seen, reason=_why_no_actual(programme, id_, indicator, year))
    if isinstance(bar, Reason):
        return replace(seen, reason=OutlookReason(bar.value))
    assert bar.near is not None
    goal = Point(year=last, value=bar.near)
    if classify(bar, actual.value).is_met:
        required = ZERO if actual.year < last else None
        return replace(seen, outlook=Outlook.REACHED, required_pace=required)
    seen = replace(seen, required_pace=_pace(actual, goal) if actual.year < last else None)
    if baseline is None:
        return replace(seen, reason=_why_no_baseline(indicator, points, actual))
    method, ratio = _ratio(baseline, actual, goal, indicator.better)
    return replace(seen, outlook=_outlook(ratio), method=method, ratio=ratio)


def _outlook(ratio: Decimal | None) -> Outlook:
    """What a ratio says of a target that is missed so far; None where no growth was needed and it is missed now."""
    if ratio is None or ratio < ZERO:
        return Outlook.MOVING_AWAY
    if ratio < BEHIND:
        return Outlook.FAR_BEHIND
    return Outlook.BEHIND if ratio < ON_TRACK else Outlook.ON_TRACK


# --- the points -------------------------------------------------------------------------------------------------------


def _points(programme: Programme, id_: str, indicator: Indicator, year: int) -> Iterator[Point]:
    """Every figure up to a year, in order; of a cumulative indicator the sums since the first year."""
    start = first_year(programme, indicator)
    for each in sorted(programme.actuals):
        if each > year or (indicator.cumulative and each < start):
            continue
        value = actual_of(programme, id_, indicator, each)
        if isinstance(value, Decimal):
            entries = (programme.entry(id_, part) for part in range(start if indicator.cumulative else each, each + 1))
            yield Point(year=each, value=value, provisional=any(entry.provisional for entry in entries if entry))


def _latest(points: Sequence[Point]) -> Point | None:
    """The latest final figure; a provisional one only where there is no final one."""
    final = [point for point in points if not point.provisional]
    found = final or points
    return found[-1] if found else None


def _baseline(indicator: Indicator, points: Sequence[Point], actual: Point | None) -> Point | None:
    """Where growth is counted from: the written baseline, else the earliest figure before the actual.

    Of a cumulative indicator the sums are the figures, its first year's the earliest. Nothing is taken across a break,
    nor from the actual's own year on.
    """
    if actual is None:
        return None
    written = indicator.baseline
    if written and _leads_to(indicator, written.year, actual.year):
        return Point(year=written.year, value=written.value)
    return next((point for point in points if _leads_to(indicator, point.year, actual.year)), None)


def _leads_to(indicator: Indicator, earlier: int, later: int) -> bool:
    return earlier < later and not indicator.breaks_between(earlier, later)


# --- the reasons ------------------------------------------------------------------------------------------------------


def _has_no_meaning(programme: Programme, id_: str, indicator: Indicator, year: int) -> bool:
    """Whether it is a milestone or a band, even where the target itself is missing."""
    if indicator.is_milestone or indicator.better is Direction.WITHIN:
        return True
    return any(isinstance(programme.figure(id_, each), bool) for each in programme.actuals if each <= year)


def _why_no_actual(programme: Programme, id_: str, indicator: Indicator, year: int) -> OutlookReason:
    """No figure at all, or figures that make no sum."""
    for each in sorted(programme.actuals, reverse=True):
        if first_year(programme, indicator) <= each <= year:
            found = actual_of(programme, id_, indicator, each)
            if isinstance(found, Reason) and found is not Reason.NO_ACTUAL:
                return OutlookReason(found.value)
    return OutlookReason.NO_ACTUAL


def _why_no_baseline(indicator: Indicator, points: Sequence[Point], actual: Point) -> OutlookReason:
    """Nothing came before, or all that did lies across a break."""
    before = [point.year for point in points] + ([indicator.baseline.year] if indicator.baseline else [])
    return OutlookReason.SERIES_BREAK if min(before) < actual.year else OutlookReason.ONE_POINT


# --- the growth -------------------------------------------------------------------------------------------------------


def _ratio(start: Point, now: Point, goal: Point, better: Direction | None) -> tuple[Method, Decimal | None]:
    """Yearly growth from start to now over the size of that from start to goal, positive in the good direction.

    Compound, unless one of the three figures is zero or negative: then linear. None where no growth was needed.
    """
    linear = min(start.value, now.value, goal.value) <= ZERO
    method = Method.LINEAR if linear else Method.COMPOUND
    if goal.value == start.value:
        return method, None
    if linear:
        # (now - start) / years seen, over (goal - start) / years to the goal, as one quotient of exact terms
        observed = EXACT.multiply(EXACT.subtract(now.value, start.value), Decimal(goal.year - start.year))
        needed = EXACT.multiply(EXACT.subtract(goal.value, start.value), Decimal(now.year - start.year))
        ratio = _CUT.divide(observed, needed.copy_abs())
    else:
        ratio = _ROUNDED.divide(_compound_growth(start, now), _compound_growth(start, goal).copy_abs())
    if better is Direction.LOWER:
        ratio = ratio.copy_negate()
    return method, tidy(_KEPT_RATIO.plus(ratio))


def _compound_growth(start: Point, end: Point) -> Decimal:
    """The yearly rate that leads from one figure to another, both above zero: 0.05 is five percent a year.

    To 70 digits at least: the digits that cancel out between a root near 1 and 1 are carried besides.
    """
    lost = max(0, start.value.adjusted() - EXACT.subtract(end.value, start.value).adjusted())
    context = Context(prec=_ROOT_DIGITS + lost, rounding=ROUND_HALF_EVEN)
    root = context.power(context.divide(end.value, start.value), context.divide(_ONE, Decimal(end.year - start.year)))
    return context.subtract(root, _ONE)


def _pace(start: Point, end: Point) -> Decimal:
    """The straight line's yearly step, in the unit."""
    return tidy(_KEPT.divide(EXACT.subtract(end.value, start.value), Decimal(end.year - start.year)))


def _projection(start: Point, now: Point, last: int) -> Decimal:
    """Where the straight line stands in the last year; limits of the indicator do not bend it."""
    if now.year == last:
        return now.value
    risen = EXACT.multiply(EXACT.subtract(now.value, start.value), Decimal(last - start.year))
    seen = Decimal(now.year - start.year)
    return tidy(_KEPT.divide(EXACT.add(EXACT.multiply(start.value, seen), risen), seen))
