"""A programme and a year -> its outlook: whether the end-of-term targets will be reached as things go.

The method is Statistics Canada's, after Eurostat's, as Open SDG publishes it ("Progress Measurement Methodology",
docs/progress-methodology.md of github.com/open-sdg/open-sdg, indicators with quantitative targets): the compound
yearly growth observed, over the size of the compound yearly growth that would reach the target on time, signed by
the direction that is better. Where it says nothing we go on in its spirit: a figure of zero or below has no compound
growth, so the straight line's yearly steps are compared (Open SDG's code takes 0.001 for a target of 0 instead); a
sum starts from nothing and grows by even steps, for the compound growth of a sum always flatters. A programme may
ask for straight lines throughout, and for other bounds.

The projection follows the method of the ratio, and the two never contradict each other: the ratio is 1 or more
exactly where the projection comes to the target.

How exact: figures, sums, steps and everything that decides between "met" and "missed" are exact. A quotient of
straight lines is cut, never rounded, so that what is under a threshold stays under it. A compound growth is a root
less one, carried to 70 digits at least whatever cancels out; the quotient of two of them is rounded half even at 60,
so that 0.95 reached on the dot is 0.95. So near to 1 that digits can't tell, whole numbers do. A ratio is then kept
to 28 digits, cut; a projection to 28, rounded to the worse side; a pace to 28, rounded half even. `to_places` rounds
for printing, and never across a bound.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import ROUND_CEILING, ROUND_DOWN, ROUND_FLOOR, ROUND_HALF_EVEN, Context, Decimal
from math import gcd
from typing import Final

from an_sinh.figures import EXACT, ZERO, Mean, tidy, to_places
from an_sinh.judge.exported import Exported
from an_sinh.judge.rules import Edges, classify, classify_mean
from an_sinh.judge.scorecard import Agreement, Difference, actual_of, edges_for, figure_of, first_year, term_target
from an_sinh.programme.model import (
    Indicator,
    OutlookRule,
    Programme,
    Published,
    as_period,
    outside_years,
    year_not_read,
)
from an_sinh.programme.parts import ids_of_parts
from an_sinh.terms import Basis, Direction, Form, Method, Month, Outlook, OutlookReason, Period, Reason, in_time
from an_sinh.values import dataclass

PLACES: Final = 9
"""Decimals of a printed ratio, pace or projection."""

STANDARD: Final = OutlookRule()
"""As open-sdg publishes it: compound growth, on track from 0.95, behind from 0.6."""
_ONE = Decimal(1)
_YEAR = Decimal(12)
"""A year in months."""
_ROOT_DIGITS = 80
_CUT = Context(prec=60, rounding=ROUND_DOWN)
_ROUNDED = Context(prec=60, rounding=ROUND_HALF_EVEN)
_KEPT_RATIO = Context(prec=28, rounding=ROUND_DOWN)
_NEAR_ONE = Decimal("1e-20")
_UNDER_ONE = Decimal("0." + "9" * 28)
_KEPT = Context(prec=28, rounding=ROUND_HALF_EVEN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A figure in its year, in the indicator's unit; a sum or a mean where the indicator is."""

    year: int
    value: Decimal
    provisional: bool = False
    """Whether it, or any year of a sum or mean, may still change."""
    mean: Mean | None = None
    """A mean undivided."""
    part: Month | None = None
    """The month whose end it is of, where it is of a part of the year."""
    months: int = 12
    """How many months of its year have passed."""

    @property
    def period(self) -> Period:
        """Its year, or the part of it."""
        return self.part or self.year

    @property
    def time(self) -> int:
        """When it is of, in months."""
        return 12 * self.year + self.months

    def shown(self, target: Decimal | None) -> Decimal:
        """As people are told it: a mean without an end rounded, and never across its target."""
        return self.value if self.mean is None else self.mean.shown(target)


@dataclass(frozen=True, slots=True, kw_only=True)
class Waypoint:
    """A dated target on the way to the term's, and where the growth seen leads by then."""

    year: int
    edges: Edges
    projection: Decimal


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
    """Where the growth from baseline to actual leads by the year in which the target is due; within the limits."""
    required_pace: Decimal | None = None
    """The yearly step, in the unit, that leads from the actual to the target in the year in which it is due.

    0 where the target is reached; None once that year is over.
    """
    required_mean: Decimal | None = None
    """Of a mean: what the years left must come to on average, to 28 digits; None where it is reached or over."""
    next_target: Waypoint | None = None
    """The next dated target on the way, where the projection misses it."""
    due: int | None = None
    """The year in which the target is due, where that is not the programme's last."""
    bounds: tuple[Decimal, Decimal] = STANDARD.bounds
    """From which ratio on it is on track, and from which behind."""
    basis: Basis = Basis.NONE
    """On what the outlook rests: on figures, on the authority's word, on that of the data's keeper, or on nothing."""
    reported: Outlook | None = None
    """The authority's own word on the way to the term's target."""
    reported_source: tuple[str, ...] = ()
    """Who gave it."""
    parts: tuple[Prospect, ...] = ()
    """Those of its parts, the withdrawn too; they count only through it."""
    whole: Indicator | None = None
    """The indicator that this is a part of."""

    @property
    def differs(self) -> bool:
        """Whether the figures say other than the authority; figures win."""
        found = bool(self.parts) or self.basis is Basis.COMPUTED
        return found and self.reported is not None and self.reported is not self.outlook

    @property
    def is_watched(self) -> bool:
        """Whether it is watched only, and so in no count."""
        return self.indicator.is_watched

    def ratio_to(self, places: int = PLACES) -> Decimal | None:
        """The ratio rounded for printing, on the same side of every bound as the ratio itself."""
        return None if self.ratio is None else tidy(to_places(self.ratio, places, (_ONE, *self.bounds, ZERO)))

    def projection_to(self, places: int = PLACES) -> Decimal | None:
        """The projection rounded for printing, on the same side of the target as the projection itself."""
        bounds = () if self.target is None else (self.target,)
        return None if self.projection is None else tidy(to_places(self.projection, places, bounds))


@dataclass(frozen=True, slots=True, kw_only=True)
class OutlookReport(Exported):
    """A programme's outlook as it is seen in a year."""

    programme: Programme
    year: Period
    counts: Mapping[Outlook, int]
    """How many indicators that count have which outlook, worst first, then unscored and withdrawn."""
    lines: tuple[Prospect, ...]
    """All indicators, the withdrawn too, in the order of targets.yaml."""
    published: tuple[Agreement, ...] = ()
    """The headlines that say how many are on track or behind, held against the counts."""

    @property
    def rows(self) -> tuple[Prospect, ...]:
        """All lines, each followed by those of its parts: in the order of the programme's indicators."""
        return tuple(each for line in self.lines for each in (line, *line.parts))

    @property
    def total(self) -> int:
        """Every indicator that is neither withdrawn nor watched only."""
        return sum(self.counts.values()) - self.counts[Outlook.WITHDRAWN]

    @property
    def judged(self) -> int:
        """How many have an answer."""
        return self.total - self.counts[Outlook.UNSCORED]


def outlook(programme: Programme, year: Period | str) -> OutlookReport:
    """Ask of every indicator whether its end-of-term target will be reached, as seen in a year.

    Wants a programme with all its years loaded. Figures after the year are not looked at, but for the one that a
    target starts from which is written as a change. In a part of a year its own figure counts besides those of the
    years before, but for what builds up within the year, or is summed. What the authority says of the way stands where
    nothing can be computed. Raises Complaint for a year outside the programme's span, and where no year up to it was
    read.
    """
    year = as_period(year)
    first, last = programme.years
    if not first <= programme.year_of(year) <= last:
        raise outside_years(year, first, last)
    if programme.read(year) is None and (isinstance(year, Month) or all(each > year for each in programme.actuals)):
        raise year_not_read(year)
    of_parts = {part for id_, each in programme.indicators.items() for part in ids_of_parts(id_, each)}
    lines = tuple(
        prospect(programme, id_, each, year) for id_, each in programme.indicators.items() if id_ not in of_parts
    )
    counts = dict.fromkeys(Outlook, 0)
    for line in lines:
        if not line.is_watched:
            counts[line.outlook] += 1
    found = programme.read(year)
    return OutlookReport(
        programme=programme,
        year=year,
        counts=counts,
        lines=lines,
        published=tuple(_agreement(each, counts) for each in (found.published if found else ()) if each.outlooks),
    )


def _agreement(published: Published, counts: Mapping[Outlook, int]) -> Agreement:
    """Hold the outlooks that were printed against those found: on track, and whatever is not and not reached.

    It cannot be decided where the unscored could make the two equal.
    """
    if published.release is not None:
        return Agreement(published=published, agrees=None, differences=())
    behind = (Outlook.BEHIND, Outlook.FAR_BEHIND, Outlook.MOVING_AWAY)
    found = {"on_track": counts[Outlook.ON_TRACK], "behind": sum(counts[each] for each in behind)}
    differences = tuple(
        Difference(count=name, published=printed, found=found[name])
        for name, printed in published.outlooks.items()
        if printed != found[name]
    )
    missing = [each.published - each.found for each in differences]
    explained = all(each > 0 for each in missing) and sum(missing) <= counts[Outlook.UNSCORED]
    agrees = None if differences and explained else not differences
    return Agreement(published=published, agrees=agrees, differences=differences)


def _together(programme: Programme, id_: str, indicator: Indicator, year: Period) -> Prospect:
    """What becomes of an indicator with parts: all of them have to arrive, so the worst of theirs is its own.

    One that moves away decides; else without an answer for one there is none for the whole.
    """
    parts = tuple(
        replace(prospect(programme, each, programme.indicators[each], year), whole=indicator)
        for each in ids_of_parts(id_, indicator)
    )
    asked = [part for part in parts if part.outlook is not Outlook.WITHDRAWN]
    if not asked:
        return Prospect(id=id_, indicator=indicator, outlook=Outlook.WITHDRAWN, parts=parts)
    worst = min((part.outlook for part in asked), key=_badness)
    reason = OutlookReason.PART_UNSCORED if worst is Outlook.UNSCORED else None
    return Prospect(id=id_, indicator=indicator, outlook=worst, reason=reason, parts=parts)


def _badness(outlook: Outlook) -> tuple[int, bool]:
    """Worst first, an outlook that is unknown between moving away and the rest."""
    return (0 if outlook is Outlook.UNSCORED else outlook.rank, outlook is Outlook.UNSCORED)


def prospect(programme: Programme, id_: str, indicator: Indicator, year: Period) -> Prospect:
    """One indicator's outlook, as `outlook` asks for all of them."""
    seen, actuals = _computed(programme, id_, indicator, year), programme.read(year)
    entry = actuals.entries.get(id_) if actuals else None
    if actuals is None or entry is None or entry.reported is None or entry.reported.outlook is None:
        return replace(seen, basis=_basis(seen)) if seen.outlook.is_answer else seen
    if seen.outlook is Outlook.WITHDRAWN:
        return seen
    seen = replace(seen, reported=entry.reported.outlook, reported_source=actuals.sources_of_verdict(entry))
    if seen.outlook.is_answer:
        return replace(seen, basis=_basis(seen))
    basis = Basis.INFERRED if entry.verdict_inferred else Basis.REPORTED
    return replace(seen, outlook=entry.reported.outlook, reason=None, basis=basis)


def _basis(seen: Prospect) -> Basis:
    """On what an answer rests: on figures, or of an indicator with parts on the weakest that any of theirs rests on."""
    known = {part.basis for part in seen.parts if part.outlook.is_answer}
    return next((basis for basis in (Basis.INFERRED, Basis.REPORTED) if basis in known), Basis.COMPUTED)


def _computed(programme: Programme, id_: str, indicator: Indicator, period: Period) -> Prospect:
    """What the figures say."""
    year = programme.year_of(period)
    if not indicator.in_years(year):
        return Prospect(id=id_, indicator=indicator, outlook=Outlook.WITHDRAWN)
    if indicator.parts is not None:
        return _together(programme, id_, indicator, period)
    written, target_year = term_target(programme, indicator)
    bar = edges_for(programme, id_, indicator, written, target_year) if written else Reason.NO_TARGET
    points = tuple(_points(programme, id_, indicator, period))
    actual = _latest(points)
    if actual is not None and actual.mean is not None and isinstance(bar, Edges):
        actual = replace(actual, value=actual.mean.value(bar.near, bar.far))
    baseline = _baseline(programme, indicator, points, actual)
    edges = bar if isinstance(bar, Edges) else None
    target = edges.near if edges and edges.better is not Direction.WITHIN else None
    rule = programme.outlook or STANDARD
    seen = Prospect(
        id=id_,
        indicator=indicator,
        outlook=Outlook.UNSCORED,
        baseline=baseline,
        actual=actual,
        form=written.form if written else None,
        edges=edges,
        target=target,
        pace=_pace(baseline, actual) if baseline and actual else None,
        due=written.by if written else None,
        bounds=rule.bounds,
    )
    if _has_no_meaning(programme, id_, indicator, year) or _is_out_of_reach(indicator, target):
        return replace(seen, reason=OutlookReason.NO_MEANING)
    if actual is None:
        return replace(seen, reason=_why_no_actual(programme, id_, indicator, year))
    if actual.mean is not None and target is not None:
        whole = year if isinstance(period, int) else year - 1
        return _judged_mean(programme, replace(seen, baseline=None, pace=None), edges, whole, target_year)
    if baseline is not None and actual.mean is None:
        seen = _projected(programme, seen, _Growth.of(rule, indicator, baseline, actual, target))
    if isinstance(bar, Reason):
        return replace(seen, reason=OutlookReason(bar.value))
    return _judged(seen, bar, points, in_time(period, programme.year_starts), target_year)


def _judged(seen: Prospect, bar: Edges, points: Sequence[Point], now: tuple[int, int], last: int) -> Prospect:
    """The outlook of an indicator that has a figure and a target; its projection is worked out already."""
    actual = seen.actual
    assert actual is not None
    assert bar.near is not None
    goal = Point(year=last, value=bar.near)
    ahead = max(now, (actual.year, actual.months)) < (last, 12)
    if classify(bar, actual.value).is_met:
        return replace(seen, outlook=Outlook.REACHED, required_pace=ZERO if ahead else None)
    seen = replace(seen, required_pace=_pace(actual, goal) if ahead else None)
    if seen.baseline is None or seen.method is None:
        return replace(seen, reason=_why_no_baseline(seen.indicator, points, actual), method=None)
    growth = _Growth(seen.baseline, actual, seen.method, bar.better)
    ratio = growth.ratio(goal)
    return replace(seen, outlook=_outlook(ratio, seen.bounds), ratio=ratio)


def _judged_mean(programme: Programme, seen: Prospect, bar: Edges | None, year: int, last: int) -> Prospect:
    """The outlook of a mean: whether it will do, if the years to come are as the years so far.

    The ratio is the mean's share of the target (of the target in the mean, where lower is better). It has no meaning
    where one of the two is zero or negative.
    """
    actual = seen.actual
    assert actual is not None
    assert actual.mean is not None
    assert bar is not None
    assert bar.near is not None
    mean, near = actual.mean, bar.near
    total = last + 1 - first_year(programme, seen.indicator)
    left = total - mean.years
    if classify_mean(bar, mean).is_met:
        return replace(seen, outlook=Outlook.REACHED, method=Method.MEAN, projection=actual.value)
    if mean.sum <= ZERO or near <= ZERO:
        return replace(seen, reason=OutlookReason.NO_MEANING)
    whole = EXACT.multiply(near, Decimal(mean.years))
    part, of = (whole, mean.sum) if bar.better is Direction.LOWER else (mean.sum, whole)
    ratio = tidy(_KEPT_RATIO.plus(_CUT.divide(part, of)))
    missing = EXACT.subtract(EXACT.multiply(near, Decimal(total)), mean.sum)
    needed = Mean(missing, left).value(near) if left > 0 else None
    return replace(
        seen,
        outlook=_outlook(ratio, seen.bounds),
        ratio=ratio,
        method=Method.MEAN,
        projection=actual.value,
        required_mean=needed if max(year, actual.year) < last else None,
        next_target=_next_missed_mean(programme, seen, mean, actual),
    )


def _next_missed_mean(programme: Programme, seen: Prospect, mean: Mean, actual: Point) -> Waypoint | None:
    """The next dated target after the figure's year, where the mean so far misses it."""
    indicator, last = seen.indicator, programme.years[1]
    for each in range(actual.year + 1, last + 1):
        target = indicator.target(each)
        if target is None or not indicator.in_years(each) or (each == last and indicator.target("term") is None):
            continue
        bar = edges_for(programme, seen.id, indicator, target, each)
        if not isinstance(bar, Edges) or bar.near is None:
            continue
        met = classify_mean(bar, mean).is_met
        return None if met else Waypoint(year=each, edges=bar, projection=mean.value(bar.near))
    return None


def _projected(programme: Programme, seen: Prospect, growth: _Growth) -> Prospect:
    """With where the growth leads by the last year, and the next dated target that it misses."""
    last = seen.due or programme.years[1]
    projection = _within_limits(seen.indicator, growth.leads_to(last, seen.target))
    return replace(seen, method=growth.method, projection=projection, next_target=_next_missed(programme, seen, growth))


def _next_missed(programme: Programme, seen: Prospect, growth: _Growth) -> Waypoint | None:
    """The next dated target after the figure's year, where the growth misses it; one that is a change is none."""
    indicator, last = seen.indicator, programme.years[1]
    for each in range(growth.now.year + (growth.now.part is None), last + 1):
        target = indicator.target(each)
        if target is None or target.change is not None or target.change_percent is not None:
            continue
        if not indicator.in_years(each) or (each == last and indicator.target("term") is None):
            continue  # the last year's stands for the term's, which is judged already
        bar = edges_for(programme, seen.id, indicator, target, each)
        if not isinstance(bar, Edges) or bar.near is None:
            continue
        projection = _within_limits(indicator, growth.leads_to(each, bar.near))
        return None if classify(bar, projection).is_met else Waypoint(year=each, edges=bar, projection=projection)
    return None


def _within_limits(indicator: Indicator, figure: Decimal) -> Decimal:
    """A figure that can be; the limits of a sum's indicator hold for each year's figure, not for the sum."""
    limits = None if indicator.cumulative else indicator.limits
    if limits is None:
        return figure
    low = figure if limits.low is None else max(figure, limits.low)
    return low if limits.high is None else min(low, limits.high)


def _is_out_of_reach(indicator: Indicator, target: Decimal | None) -> bool:
    """Whether a target lies beyond the limits, as one worked out from a change may."""
    return target is not None and _within_limits(indicator, target) != target


def _outlook(ratio: Decimal | None, bounds: tuple[Decimal, Decimal]) -> Outlook:
    """What a ratio says of a target that is missed so far; None where no growth was needed and it is missed now."""
    on_track, behind = bounds
    if ratio is None or ratio < ZERO:
        return Outlook.MOVING_AWAY
    if ratio < behind:
        return Outlook.FAR_BEHIND
    return Outlook.BEHIND if ratio < on_track else Outlook.ON_TRACK


# --- the points -------------------------------------------------------------------------------------------------------


def _points(programme: Programme, id_: str, indicator: Indicator, period: Period) -> Iterator[Point]:
    """Every figure up to a year, in order; of a sum or a mean those since the first year.

    In a part of a year that part's own after those of the years before, if it is a level.
    """
    start, over_years = first_year(programme, indicator), indicator.is_over_years
    for each in sorted(programme.actuals):
        if (each, 12) > in_time(period, programme.year_starts) or (over_years and each < start):
            continue
        found = figure_of(programme, id_, indicator, each)
        mean = found if isinstance(found, Mean) else None
        value = found if mean is None else mean.value()
        if isinstance(value, Decimal):
            entries = (programme.entry(id_, part) for part in range(start if over_years else each, each + 1))
            provisional = any(entry.provisional for entry in entries if entry)
            yield Point(year=each, value=value, provisional=provisional, mean=mean)
    if isinstance(period, Month) and not over_years and not indicator.adds_within_year:
        entry = programme.entry(id_, period)
        if entry is not None and isinstance(entry.value, Decimal):
            year, passed = in_time(period, programme.year_starts)
            now = Point(year=year, value=entry.value, provisional=bool(entry.provisional))
            yield replace(now, part=period, months=passed + 1)


def _latest(points: Sequence[Point]) -> Point | None:
    """The latest final figure; a provisional one only where there is no final one."""
    final = [point for point in points if not point.provisional]
    found = final or points
    return found[-1] if found else None


def _baseline(
    programme: Programme, indicator: Indicator, points: Sequence[Point], actual: Point | None
) -> Point | None:
    """Where growth is counted from: the written baseline, else the earliest figure before the actual.

    A sum starts from nothing in the year before its first, whatever a baseline says of a year's figure. Nothing is
    taken across a break, nor from the actual's own year on.
    """
    if actual is None:
        return None
    if indicator.cumulative:
        return Point(year=first_year(programme, indicator) - 1, value=ZERO)
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


@dataclass(frozen=True, slots=True)
class _Growth:
    """The growth seen from one figure to another, and what it says of figures to come."""

    start: Point
    now: Point
    method: Method
    better: Direction | None

    @classmethod
    def of(cls, rule: OutlookRule, indicator: Indicator, start: Point, now: Point, target: Decimal | None) -> _Growth:
        """By the programme's method; by a straight line for a sum, and where a figure is zero or negative."""
        lowest = min(start.value, now.value, now.value if target is None else target)
        linear = bool(indicator.cumulative) or rule.method is Method.LINEAR or lowest <= ZERO
        return cls(start, now, Method.LINEAR if linear else Method.COMPOUND, indicator.better)

    def _spans(self, goal: Point) -> tuple[int, int]:
        """From the start to a goal, and to now: in years where both are whole ones, else in the same smaller step."""
        whole, seen = goal.time - self.start.time, self.now.time - self.start.time
        step = gcd(whole, seen)
        return whole // step, seen // step

    def ratio(self, goal: Point) -> Decimal | None:
        """Yearly growth seen over the size of that needed from start to goal, positive in the good direction.

        None where no growth was needed.
        """
        if goal.value == self.start.value:
            return None
        if self.method is Method.LINEAR:
            # (now - start) / years seen, over (goal - start) / years to the goal, as one quotient of exact terms
            years = tuple(map(Decimal, self._spans(goal)))
            observed = EXACT.multiply(EXACT.subtract(self.now.value, self.start.value), years[0])
            needed = EXACT.multiply(EXACT.subtract(goal.value, self.start.value), years[1])
            ratio = _CUT.divide(observed, needed.copy_abs())
        else:
            needed = _compound_growth(self.start, goal).copy_abs()
            ratio = _ROUNDED.divide(_compound_growth(self.start, self.now), needed)
        if self.better is Direction.LOWER:
            ratio = ratio.copy_negate()
        kept = tidy(_KEPT_RATIO.plus(ratio))
        if _CUT.subtract(kept, _ONE).copy_abs() > _NEAR_ONE:
            return kept
        return max(kept, _ONE) if self.comes_to(goal) else min(kept, _UNDER_ONE)

    def comes_to(self, goal: Point) -> bool:
        """Whether the growth leads to the goal by its year or past it: told exactly, by whole numbers."""
        years, seen = self._spans(goal)
        if self.method is Method.LINEAR:
            led = EXACT.multiply(EXACT.subtract(self.now.value, self.start.value), Decimal(years))
            needed = EXACT.multiply(EXACT.subtract(goal.value, self.start.value), Decimal(seen))
            return led <= needed if self.better is Direction.LOWER else led >= needed
        # start·(now/start)^(years/seen) against goal, to the power of the years seen; the same for any unit
        reached: int
        wanted: int
        start, now, aim = _whole(self.start.value, self.now.value, goal.value)
        if years >= seen:
            reached, wanted = now**years, aim**seen * start ** (years - seen)
        else:
            reached, wanted = now**years * start ** (seen - years), aim**seen
        return reached <= wanted if self.better is Direction.LOWER else reached >= wanted

    def leads_to(self, year: int, target: Decimal | None) -> Decimal:
        """Where the growth stands in a year, to 28 digits; on the right side of a target, however near it is."""
        if Point(year=year, value=ZERO).time == self.now.time:
            return self.now.value
        digits = max(28, len(target.as_tuple().digits) if target is not None else 0)
        found = tidy(self._carried_on(year, Context(prec=digits, rounding=self._worse)))
        if target is None or self.better is Direction.WITHIN:
            return found
        if not self.comes_to(Point(year=year, value=target)):
            return found if self._falls_short(found, target) else self._just_short_of(target)
        return target if self._falls_short(found, target) else found

    def _carried_on(self, year: int, context: Context) -> Decimal:
        years, seen = map(Decimal, self._spans(Point(year=year, value=ZERO)))
        if self.method is Method.LINEAR:
            risen = EXACT.multiply(EXACT.subtract(self.now.value, self.start.value), years)
            return context.divide(EXACT.add(EXACT.multiply(self.start.value, seen), risen), seen)
        many = Context(prec=_ROOT_DIGITS, rounding=ROUND_HALF_EVEN)
        growth = many.divide(self.now.value, self.start.value)
        grown = many.power(growth, many.divide(years, seen))
        return context.plus(_ROUNDED.multiply(self.start.value, grown))

    @property
    def _worse(self) -> str:
        return ROUND_CEILING if self.better is Direction.LOWER else ROUND_FLOOR

    def _falls_short(self, figure: Decimal, target: Decimal) -> bool:
        return figure > target if self.better is Direction.LOWER else figure < target

    def _just_short_of(self, target: Decimal) -> Decimal:
        context = Context(prec=max(28, len(target.as_tuple().digits)))
        return context.next_plus(target) if self.better is Direction.LOWER else context.next_minus(target)


def _whole(*figures: Decimal) -> tuple[int, ...]:
    """Figures as whole numbers of one unit, small enough for all of them."""
    finest = min(int(figure.as_tuple().exponent) for figure in figures)
    return tuple(int(figure.scaleb(-finest, context=EXACT)) for figure in figures)


def _compound_growth(start: Point, end: Point) -> Decimal:
    """The yearly rate that leads from one figure to another, both above zero: 0.05 is five percent a year.

    To 70 digits at least: the digits that cancel out between a root near 1 and 1 are carried besides.
    """
    lost = max(0, start.value.adjusted() - EXACT.subtract(end.value, start.value).adjusted())
    context = Context(prec=_ROOT_DIGITS + lost, rounding=ROUND_HALF_EVEN)
    part = context.divide(_YEAR, Decimal(end.time - start.time))
    root = context.power(context.divide(end.value, start.value), part)
    return context.subtract(root, _ONE)


def _pace(start: Point, end: Point) -> Decimal:
    """The straight line's yearly step, in the unit."""
    risen = EXACT.multiply(EXACT.subtract(end.value, start.value), _YEAR)
    return tidy(_KEPT.divide(risen, Decimal(end.time - start.time)))
