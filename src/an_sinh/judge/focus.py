"""What a programme takes into the next year: the unmet, the not started and the unscored, by who answers for them."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from an_sinh.figures import EXACT, tidy
from an_sinh.judge.exported import Exported
from an_sinh.judge.rules import Edges
from an_sinh.judge.scorecard import Line, Scorecard, by_lead, edges_for, score, target_for, term_target
from an_sinh.programme.model import Programme, as_period
from an_sinh.terms import Against, Basis, Direction, Month, Period, Reason, Status
from an_sinh.values import dataclass

CARRIED = (Status.UNMET, Status.NOT_STARTED, Status.UNSCORED)


@dataclass(frozen=True, slots=True, kw_only=True)
class CarryOver:
    """One indicator that carries over."""

    line: Line
    short_by: Decimal | None
    """How far it fell short of its target, in the unit and without a sign; None where there is no figure for it."""
    since: Period
    """The first year of the unbroken run of years, up to the one asked for, with this same status."""
    years: int
    """How many years that run has; 1 in a part of a year, which is followed back to no other."""
    next_year: int | None
    """The year of its next target; None for the target at the end of the term, and where there is none."""
    next_target: Edges | None
    needed: Decimal | None
    """The change of the figure, in the unit, that leads to the next target's near edge; None without a figure, and of a
    mean, which no one year's figure leads to.

    0 where the next target is reached already, and where the figure stands at a bound that it must still pass.
    """
    parts: tuple[CarryOver, ...] = ()
    """Those of its parts that carry over."""

    @property
    def reached(self) -> bool:
        """Whether the figure of this year would meet the next target."""
        found = None if self.next_target is None else self.line.held_to(self.next_target)
        return found is not None and found.is_met


@dataclass(frozen=True, slots=True, kw_only=True)
class Focus(Exported):
    """All that carries over from a year."""

    card: Scorecard
    leads: tuple[tuple[Mapping[str, str] | None, tuple[CarryOver, ...]], ...]
    """By lead, in the order of targets.yaml; those without one last."""

    @property
    def total(self) -> int:
        """How many carry over."""
        return sum(len(members) for _, members in self.leads)


def focus(programme: Programme, year: Period | str, against: Against | str = Against.ANNUAL) -> Focus:
    """What carries over from a year, or is open in a part of one, of what counts.

    Since when is told from the years that were read with it.
    """
    against, year = Against(against), as_period(year)
    card = score(programme, year, against)
    earlier: list[_Earlier] = []
    for before in () if isinstance(year, Month) else range(year - 1, programme.years[0] - 1, -1):
        if before not in programme.actuals:
            break
        earlier.append((before, {each.id: each.status for each in score(programme, before, against).rows}))
    carried = {
        line.id: _carried(programme, line, year, against, earlier)
        for line in card.lines
        if line.status in CARRIED and not line.is_watched
    }
    leads = by_lead((each.line for each in carried.values()), lambda lead: tuple(sorted(lead.items())))
    return Focus(card=card, leads=tuple((lead, tuple(carried[line.id] for line in of)) for lead, of in leads))


_Earlier = tuple[int, Mapping[str, Status]]
"""A year before, and the status of each indicator and part in it."""


def _carried(programme: Programme, line: Line, year: Period, against: Against, earlier: list[_Earlier]) -> CarryOver:
    since, years = year, 1
    for before, statuses in earlier:
        if statuses[line.id] is not line.status:
            break
        since, years = before, years + 1
    next_year, target = _next(programme, line, year, against)
    short = tidy(line.gap.copy_abs()) if line.gap is not None and line.status is Status.UNMET else None
    return CarryOver(
        line=line,
        short_by=short,
        since=since,
        years=years,
        next_year=next_year,
        next_target=target,
        needed=None if line.mean is not None else _needed(target, line.actual),
        parts=tuple(_carried(programme, part, year, against, earlier) for part in line.parts if part.status in CARRIED),
    )


def _next(programme: Programme, line: Line, period: Period, against: Against) -> tuple[int | None, Edges | None]:
    """The next annual target, worked out where it is a change; else, and by the term, the end of the term's.

    Of a part of a year it is the year's own, unless that is missed for good.
    """
    indicator, year = line.indicator, programme.year_of(period)
    _, judged_by = target_for(programme, indicator, period, against)
    is_over = period == year or (line.basis is Basis.COMPUTED and isinstance(judged_by, int))
    if against is Against.ANNUAL:
        for after in range(year + 1 if is_over else year, programme.years[1] + 1):
            target = indicator.target(after)
            if target is not None and indicator.in_years(after):
                edges = edges_for(programme, line.id, indicator, target, after)
                return after, None if isinstance(edges, Reason) else edges
    target, due = term_target(programme, indicator)
    if target is None or year > due or (year == due and is_over) or not indicator.in_years(programme.years[1]):
        return None, None
    edges = edges_for(programme, line.id, indicator, target, due)
    return target.by, None if isinstance(edges, Reason) else edges


def _needed(target: Edges | None, actual: Decimal | bool | None) -> Decimal | None:
    """The signed change from the actual to the near edge; 0 where the next target is already reached."""
    if target is None or target.near is None or not isinstance(actual, Decimal) or isinstance(actual, bool):
        return None
    if target.better is Direction.WITHIN and target.far is not None:
        nearest_edge = min(max(actual, target.near), target.far)
        return tidy(EXACT.subtract(nearest_edge, actual))
    change = tidy(EXACT.subtract(target.near, actual))
    reached = change <= 0 if target.better is Direction.HIGHER else change >= 0
    return Decimal(0) if reached else change
