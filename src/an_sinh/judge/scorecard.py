"""A programme and a year -> the scorecard: one line for each indicator, the tallies, the published headlines.

Pure: no file, no clock, no rounding. The rules are the contract's part 2; `rules` judges single figures.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from an_sinh.figures import EXACT, ZERO
from an_sinh.judge.rules import Edges, achieved_percent, classify, edges, gap
from an_sinh.programme.model import Entry, Indicator, Programme, Published, Target, outside_years, year_not_read
from an_sinh.terms import Against, Basis, Form, Reason, Status


class Line(NamedTuple):
    """One indicator in one year, judged by one yardstick; what can be told from its parts is worked out when asked."""

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
    target: Edges | None
    """The target's edges; None where there is none, or where a change can't be worked out."""
    provisional: bool
    entry: Entry | None
    """What the year's file says."""
    written_target: Target | None
    source: tuple[str, ...]
    """Ids of the sources of the actual (for a sum, of each of its years) or the verdict, then of the target."""
    place: str | None
    """Where the entry stands, relative to the data directory; else where the indicator is defined."""

    @property
    def form(self) -> Form | None:
        """How the target is written; None where there is none."""
        return self.written_target.form if self.written_target else None

    @property
    def gap(self) -> Decimal | None:
        """Distance of a computed line from the near edge in the unit, positive on the good side."""
        if self.basis is not Basis.COMPUTED or self.target is None or self.actual is None:
            return None
        return gap(self.target, self.actual)

    @property
    def achieved_percent(self) -> Decimal | None:
        """Unrounded; None where the line is not computed, or it has no meaning."""
        if self.basis is not Basis.COMPUTED or self.target is None or self.actual is None:
            return None
        return achieved_percent(self.target, self.actual)

    @property
    def discrepancy(self) -> bool:
        """Whether the figures say other than the authority reported; figures win."""
        return self.basis is Basis.COMPUTED and self.reported is not None and self.reported is not self.status


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
        raise outside_years(year, first, last)
    if year not in programme.actuals:
        raise year_not_read(year)
    entries = programme.actuals[year].entries
    lines = tuple(
        _line(programme, id_, indicator, entries.get(id_), year, against)
        for id_, indicator in programme.indicators.items()
    )
    by_group: dict[str, list[Line]] = {id_: [] for id_ in programme.groups}
    for line in lines:
        by_group[line.indicator.group].append(line)
    groups = tuple(GroupTally(id=id_, tally=count(members)) for id_, members in by_group.items())
    tally = _together(group.tally for group in groups)
    published = programme.actuals[year].published
    return Scorecard(
        programme=programme,
        year=year,
        against=against,
        tally=tally,
        groups=groups,
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
        if line.provisional:
            provisional += 1
        if line.reported is not None and line.discrepancy:
            discrepancies += 1
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


def _together(tallies: Iterable[Tally]) -> Tally:
    """The tally of all groups: each indicator belongs to one."""
    sums = dict.fromkeys(Tally.__dataclass_fields__, 0)
    for tally in tallies:
        for name in sums:
            sums[name] += getattr(tally, name)
    return Tally(**sums)


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
    """Whether the unscored could be dealt out over the verdicts so that every printed count comes true.

    The total is no matter of theirs: where it is printed, it is the one found.
    """
    more: dict[str, int] = {name: printed - getattr(tally, name) for name, printed in published.counts.items()}
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
    if target.change is None and target.change_percent is None:
        found = edges(target, indicator.better)
    elif indicator.breaks_at(year):
        return Reason.SERIES_BREAK
    else:
        previous = actual_of(programme, id_, indicator, year - 1)
        found = edges(target, indicator.better, previous if isinstance(previous, Decimal) else None)
    return found or Reason.NO_PREVIOUS_YEAR


def _line(
    programme: Programme, id_: str, indicator: Indicator, entry: Entry | None, year: int, against: Against
) -> Line:
    target, target_year = target_for(programme, indicator, year, against)
    reported = entry.reported.by(against) if entry is not None and entry.reported is not None else None
    actual: Decimal | bool | Reason | None
    actual = actual_of(programme, id_, indicator, year) if indicator.cumulative else entry.value if entry else None
    bar = edges_for(programme, id_, indicator, target, target_year) if target is not None else Reason.NO_TARGET
    why = Reason.NO_ACTUAL if actual is None else actual if isinstance(actual, Reason) else None
    known = None if isinstance(actual, Reason) else actual
    found = None if isinstance(bar, Reason) else bar
    status, basis, reason = Status.UNSCORED, Basis.NONE, None
    if indicator.years is not None and not indicator.in_years(year):
        status, reported = Status.WITHDRAWN, None
    elif known is not None and found is not None:
        status, basis = classify(found, known), Basis.COMPUTED
    elif reported is not None:
        status, basis = reported, Basis.REPORTED
    else:
        reason = why or (bar if isinstance(bar, Reason) else None)
    provisional = _is_provisional(programme, id_, indicator, entry, year, summed=known is not None)
    source = _sources(programme, id_, indicator, entry, year, target)
    place = programme.actuals[year].places(id_) or programme.places(id_)
    return Line(
        id_, indicator, status, basis, reason, reported, known, found, provisional, entry, target, source, place
    )


def _years_summed(programme: Programme, indicator: Indicator, year: int) -> Iterable[int]:
    return range(first_year(programme, indicator), year + 1)


def _is_provisional(
    programme: Programme, id_: str, indicator: Indicator, entry: Entry | None, year: int, *, summed: bool
) -> bool:
    """Whether the year's entry is provisional; for a sum, whether any of its parts is."""
    if not indicator.in_years(year):
        return False
    if not indicator.cumulative or not summed:
        return entry is not None and bool(entry.provisional)
    entries = (programme.entry(id_, each) for each in _years_summed(programme, indicator, year))
    return any(entry.provisional for entry in entries if entry)


def _sources(
    programme: Programme, id_: str, indicator: Indicator, entry: Entry | None, year: int, target: Target | None
) -> tuple[str, ...]:
    of_target = target.source or indicator.source or () if target is not None else ()
    if not indicator.cumulative:
        of_actual = entry.source or programme.actuals[year].source if entry is not None else ()
        both = of_actual if of_target == of_actual else of_actual + of_target
        return tuple(dict.fromkeys(both)) if len(both) > 1 else both
    found: dict[str, None] = {}
    for each in _years_summed(programme, indicator, year):
        entry = programme.entry(id_, each)
        if entry is not None:
            found.update(dict.fromkeys(entry.source or programme.actuals[each].source))
    return tuple({**found, **dict.fromkeys(of_target)})
