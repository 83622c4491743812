"""A programme and a year -> the scorecard: one line for each indicator, the tallies, the published headlines.

Pure: no file, no clock, no rounding. The rules are the contract's part 2; `rules` judges single figures.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from an_sinh.errors import Complaint
from an_sinh.figures import EXACT, ZERO
from an_sinh.model import Entry, Indicator, Programme, Published, Target
from an_sinh.rules import Edges, achieved_percent, classify, edges, gap
from an_sinh.terms import Against, Basis, Form, Reason, Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One indicator in one year, judged by one yardstick."""

    id: str
    indicator: Indicator
    status: Status
    basis: Basis
    reason: Reason | None
    """Why it is unscored; None for every other status."""
    reported: Status | None
    """The authority's own verdict by this yardstick."""
    actual: Decimal | bool | None
    """The figure in the indicator's unit, a sum where the indicator is cumulative; true or false for a milestone."""
    form: Form | None
    """How the target is written; None where there is none."""
    target: Edges | None
    """The target's edges; None where there is none, or where a change can't be worked out."""
    gap: Decimal | None
    """Distance from the near edge in the unit, positive on the good side."""
    achieved_percent: Decimal | None
    """Unrounded; None where it has no meaning."""
    provisional: bool
    entry: Entry | None
    """What the year's file says."""
    written_target: Target | None
    source: tuple[str, ...]
    """Ids of the sources of the actual or the verdict, then of the target."""
    place: str | None
    """Where the entry stands, relative to the data directory; else where the indicator is defined."""

    @property
    def discrepancy(self) -> bool:
        """Whether the figures say other than the authority reported; figures win."""
        return self.basis is Basis.COMPUTED and self.reported not in (None, self.status)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many indicators have which status; `total` counts every one that is not withdrawn."""

    met_or_exceeded: int
    total: int
    exceeded: int
    met: int
    unmet: int
    not_started: int
    unscored: int
    withdrawn: int
    computed: int
    reported: int
    discrepancies: int
    provisional: int

    @property
    def judged(self) -> int:
        """How many have a verdict."""
        return self.total - self.unscored


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupTally:
    """The tally of one group, by its id."""

    id: str
    tally: Tally


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A count that differs between a published headline and this scorecard."""

    count: str
    published: int
    found: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """Whether a published headline agrees with what was found."""

    published: Published
    agrees: bool | None
    """None where the unscored could explain the difference: it cannot be decided."""
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scorecard:
    """A year of a programme, judged by one yardstick."""

    programme: Programme
    year: int
    against: Against
    tally: Tally
    groups: tuple[GroupTally, ...]
    lines: tuple[Line, ...]
    """All indicators, the withdrawn too, in the order of targets.yaml."""
    published: tuple[Agreement, ...]


def score(programme: Programme, year: int, against: Against | str = Against.ANNUAL) -> Scorecard:
    """Judge every indicator of a programme in a year.

    `against` is the yardstick: the year's own targets, or the targets at the end of the term. Raises Complaint for a
    year outside the programme's span, or one whose file was not read.
    """
    against = Against(against)
    first, last = programme.years
    if not first <= year <= last:
        raise Complaint("outside_years", year=str(year), first=str(first), last=str(last))
    if year not in programme.actuals:
        raise Complaint("year_not_read", year=str(year))
    lines = tuple(_line(programme, id_, indicator, year, against) for id_, indicator in programme.indicators.items())
    tally = count(lines)
    by_group: dict[str, list[Line]] = {id_: [] for id_ in programme.groups}
    for line in lines:
        by_group[line.indicator.group].append(line)
    published = programme.actuals[year].published
    return Scorecard(
        programme=programme,
        year=year,
        against=against,
        tally=tally,
        groups=tuple(GroupTally(id=id_, tally=count(members)) for id_, members in by_group.items()),
        lines=lines,
        published=tuple(agreement(each, tally) for each in published if each.against is against),
    )


def count(lines: Iterable[Line]) -> Tally:
    """Count the statuses of some lines."""
    statuses = dict.fromkeys(Status, 0)
    bases = dict.fromkeys(Basis, 0)
    discrepancies = provisional = 0
    for line in lines:
        statuses[line.status] += 1
        bases[line.basis] += 1
        discrepancies += line.discrepancy
        provisional += line.provisional
    return Tally(
        met_or_exceeded=statuses[Status.MET] + statuses[Status.EXCEEDED],
        total=sum(statuses.values()) - statuses[Status.WITHDRAWN],
        exceeded=statuses[Status.EXCEEDED],
        met=statuses[Status.MET],
        unmet=statuses[Status.UNMET],
        not_started=statuses[Status.NOT_STARTED],
        unscored=statuses[Status.UNSCORED],
        withdrawn=statuses[Status.WITHDRAWN],
        computed=bases[Basis.COMPUTED],
        reported=bases[Basis.REPORTED],
        discrepancies=discrepancies,
        provisional=provisional,
    )


def agreement(published: Published, tally: Tally) -> Agreement:
    """Hold a published headline against the tally found.

    It agrees where all its counts are equal. It cannot be decided where verdicts for some of the unscored could make
    them so; the total is known, so a total that differs never agrees.
    """
    found: Mapping[str, int] = {name: getattr(tally, name) for name in published.counts}
    differences = tuple(
        Difference(count=name, published=printed, found=found[name])
        for name, printed in published.counts.items()
        if printed != found[name]
    )
    if not differences:
        return Agreement(published=published, agrees=True, differences=())
    explained = "total" not in (difference.count for difference in differences) and _could_be(published, tally)
    return Agreement(published=published, agrees=None if explained else False, differences=differences)


def _could_be(published: Published, tally: Tally) -> bool:
    """Whether the unscored could be dealt out over the verdicts so that every printed count comes true."""
    more: dict[str, int] = {
        name: printed - getattr(tally, name) for name, printed in published.counts.items() if name != "total"
    }
    if any(missing < 0 for missing in more.values()):
        return False
    both, exceeded, met = more.get("met_or_exceeded"), more.get("exceeded"), more.get("met")
    if both is None:
        both = (exceeded or 0) + (met or 0)
    elif (exceeded or 0) + (met or 0) > both or (exceeded is not None and met is not None and exceeded + met < both):
        return False
    return both + more.get("unmet", 0) + more.get("not_started", 0) <= tally.unscored


def target_for(programme: Programme, indicator: Indicator, year: int, against: Against) -> tuple[Target | None, int]:
    """The target that a year is judged by, and the year it is written for.

    By the term: the one written under `term`; where that is missing, the one of the programme's last year.
    """
    last = programme.years[1]
    if against is Against.ANNUAL:
        return indicator.target(year), year
    return indicator.target("term") or indicator.target(last), last


def actual_of(programme: Programme, id_: str, indicator: Indicator, year: int) -> Decimal | bool | Reason:
    """The figure that a year is judged by: the year's own, or for a cumulative indicator the sum since the first year.

    Else the reason why there is none. A sum needs every year, and is not taken across a break.
    """
    own = programme.figure(id_, year)
    if own is None:
        return Reason.NO_ACTUAL
    if not indicator.cumulative or isinstance(own, bool):
        return own
    total = ZERO
    start = first_year(programme, indicator)
    if indicator.breaks_between(start, year):
        return Reason.SERIES_BREAK
    for each in range(start, year + 1):
        figure = programme.figure(id_, each)
        if figure is None or isinstance(figure, bool):
            return Reason.GAP_IN_YEARS
        total = EXACT.add(total, figure)
    return total


def first_year(programme: Programme, indicator: Indicator) -> int:
    """The first year of a sum: the programme's, or the indicator's own where it came later."""
    return max(programme.years[0], indicator.years[0]) if indicator.years else programme.years[0]


def edges_for(programme: Programme, id_: str, indicator: Indicator, target: Target, year: int) -> Edges | Reason:
    """A target's edges in the year it is written for, a change worked out from the previous year's actual."""
    if target.form not in (Form.CHANGE, Form.CHANGE_PERCENT):
        found = edges(target, indicator.better)
    elif indicator.breaks_at(year):
        return Reason.SERIES_BREAK
    else:
        previous = actual_of(programme, id_, indicator, year - 1)
        known = isinstance(previous, Decimal)
        found = edges(target, indicator.better, previous if isinstance(previous, Decimal) else None) if known else None
    return found or Reason.NO_PREVIOUS_YEAR


def _line(programme: Programme, id_: str, indicator: Indicator, year: int, against: Against) -> Line:
    entry = programme.entry(id_, year)
    target, target_year = target_for(programme, indicator, year, against)
    reported = entry.reported.by(against) if entry and entry.reported else None
    actual: Decimal | bool | Reason = actual_of(programme, id_, indicator, year)
    bar = edges_for(programme, id_, indicator, target, target_year) if target else Reason.NO_TARGET
    basis, reason, distance, achieved = Basis.NONE, None, None, None
    if not indicator.in_years(year):
        status, reported = Status.WITHDRAWN, None
    elif not isinstance(actual, Reason) and isinstance(bar, Edges):
        status, basis = classify(bar, actual), Basis.COMPUTED
        distance, achieved = gap(bar, actual), achieved_percent(bar, actual)
    elif reported is not None:
        status, basis = reported, Basis.REPORTED
    else:
        status = Status.UNSCORED
        reason = actual if isinstance(actual, Reason) else bar if isinstance(bar, Reason) else None
    return Line(
        id=id_,
        indicator=indicator,
        status=status,
        basis=basis,
        reason=reason,
        reported=reported,
        actual=None if isinstance(actual, Reason) else actual,
        form=target.form if target else None,
        target=bar if isinstance(bar, Edges) else None,
        gap=distance,
        achieved_percent=achieved,
        provisional=_is_provisional(programme, id_, indicator, year, summed=not isinstance(actual, Reason)),
        entry=entry,
        written_target=target,
        source=_sources(programme, id_, indicator, year, target),
        place=programme.place(id_, year),
    )


def _years_summed(programme: Programme, indicator: Indicator, year: int) -> Iterable[int]:
    return range(first_year(programme, indicator), year + 1) if indicator.cumulative else (year,)


def _is_provisional(programme: Programme, id_: str, indicator: Indicator, year: int, *, summed: bool) -> bool:
    """Whether the year's entry is provisional; for a sum, whether any of its parts is."""
    if not indicator.in_years(year):
        return False
    years = _years_summed(programme, indicator, year) if summed else (year,)
    entries = (programme.entry(id_, each) for each in years)
    return any(entry.provisional for entry in entries if entry)


def _sources(programme: Programme, id_: str, indicator: Indicator, year: int, target: Target | None) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for each in _years_summed(programme, indicator, year):
        entry = programme.entry(id_, each)
        if entry is not None:
            found.update(dict.fromkeys(entry.source or programme.actuals[each].source))
    if target is not None:
        found.update(dict.fromkeys(target.source or indicator.source or ()))
    return tuple(found)
