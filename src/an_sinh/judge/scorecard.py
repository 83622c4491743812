"""A programme and a year -> the scorecard: one line for each indicator, the tallies, the published headlines.

Pure: no file, no clock, no rounding. The rules are the contract's part 2; `rules` judges single figures.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from an_sinh.errors import Complaint
from an_sinh.figures import EXACT, ZERO
from an_sinh.judge.rules import Edges, achieved_percent, classify, edges, gap
from an_sinh.programme.model import Entry, Indicator, Place, Programme, Published, Target, outside_years, year_not_read
from an_sinh.terms import Against, Basis, Form, Part, Reason, Status
from an_sinh.text import quoted


class Sources(NamedTuple):
    """Whose word each part of a line is, by the ids of sources; empty where nobody is named."""

    actual: tuple[str, ...] = ()
    """Who said the figure; of a sum, who said any of its years."""
    reported: tuple[str, ...] = ()
    """Who gave the verdict."""
    target: tuple[str, ...] = ()
    base: tuple[str, ...] = ()
    """Who said the figure that a change is counted from."""

    @property
    def together(self) -> tuple[str, ...]:
        """All of them, each once: of the figure, of the verdict, of the target, of the base."""
        return tuple(dict.fromkeys(self.actual + self.reported + self.target + self.base))


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
    sources: Sources
    """Whose word the figure, the verdict, the target and the base of a change are."""
    place: str | None
    """Where the entry stands, relative to the data directory; else where the indicator is defined."""
    figure_year: int | None
    """The year of the figure; None where there is none."""
    inferred: tuple[Part, ...] = ()
    """What was printed nowhere: whoever keeps the data worked it out."""

    @property
    def source(self) -> tuple[str, ...]:
        """Ids of all the sources, each once."""
        return self.sources.together

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
    inferred: int
    discrepancies: int
    provisional: int

    @property
    def judged(self) -> int:
        """How many have a verdict."""
        return self.total - self.unscored

    @property
    def half_judged(self) -> bool:
        """Whether at least half have a verdict; of none, nobody can say so."""
        return 0 < self.total <= 2 * self.judged


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


def by_group(programme: Programme, lines: Iterable[Line]) -> Mapping[str, Sequence[Line]]:
    """The lines of each group, in the order of the data; a group without any is there too, and empty."""
    found: dict[str, list[Line]] = {id_: [] for id_ in programme.groups}
    for line in lines:
        found[line.indicator.group].append(line)
    return found


def not_its_own(place: Place, year: int) -> Complaint:
    """The year asked for is one in which the place is none of its own."""
    first, last = place.years or (year, year)
    return Complaint(
        "{id} is no place of its own in {year}, but from {first} to {last}",
        "name one of those years",
        id=quoted(place.id),
        year=str(year),
        first=str(first),
        last=str(last),
    )


def by_lead(
    lines: Iterable[Line], called: Callable[[Mapping[str, str]], Hashable]
) -> Sequence[tuple[Mapping[str, str] | None, Sequence[Line]]]:
    """The lines of each lead, in the order of the data, those without one last; two leads `called` alike are one."""
    found: dict[Hashable, tuple[Mapping[str, str] | None, list[Line]]] = {}
    for line in lines:
        lead = line.indicator.lead
        found.setdefault(called(lead) if lead else None, (lead, []))[1].append(line)
    return sorted(found.values(), key=lambda each: each[0] is None)


def score(programme: Programme, year: int, against: Against | str = Against.ANNUAL) -> Scorecard:
    """Judge every indicator of a programme in a year.

    `against` is the yardstick: the year's own targets, or the targets at the end of the term. Raises Complaint for a
    year outside the programme's span, or one whose file was not read.
    """
    against = Against(against)
    first, last = programme.years
    if not first <= year <= last:
        raise outside_years(year, first, last)
    place = programme.place_of
    if place is not None and place.years is not None and not place.in_years(year):
        raise not_its_own(place, year)
    if year not in programme.actuals:
        raise year_not_read(year)
    entries = programme.actuals[year].entries
    lines = tuple(
        _line(programme, id_, indicator, entries.get(id_), year, against)
        for id_, indicator in programme.indicators.items()
    )
    groups = tuple(GroupTally(id=id_, tally=count(members)) for id_, members in by_group(programme, lines).items())
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
        inferred=bases[Basis.INFERRED],
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
    return found


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
        status, basis = reported, Basis.INFERRED if entry is not None and entry.verdict_inferred else Basis.REPORTED
    else:
        reason = why or (bar if isinstance(bar, Reason) else None)
    provisional = _is_provisional(programme, id_, indicator, entry, year, summed=known is not None)
    of_verdict: tuple[str, ...] = ()
    inferred: list[Part] = []
    if known is not None and _is_inferred(programme, id_, indicator, year):
        inferred.append(Part.ACTUAL)
    if reported is not None and entry is not None:
        of_verdict = programme.actuals[year].sources_of_verdict(entry)
        if entry.verdict_inferred:
            inferred.append(Part.REPORTED)
    if target is not None and target.inferred:
        inferred.append(Part.TARGET)
    of_figure = _sources_of_figure(programme, id_, indicator, year)
    of_target, of_base = _sources_of_target(programme, id_, indicator, target, target_year)
    place = programme.actuals[year].located(id_) or programme.located(id_)
    return Line(
        id=id_,
        indicator=indicator,
        status=status,
        basis=basis,
        reason=reason,
        reported=reported,
        actual=known,
        target=found,
        provisional=provisional,
        entry=entry,
        written_target=target,
        sources=Sources(of_figure, of_verdict, of_target, of_base),
        place=place,
        figure_year=None if known is None else year,
        inferred=tuple(inferred),
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


def _sources_of_target(
    programme: Programme, id_: str, indicator: Indicator, target: Target | None, year: int
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Who set the target of a year, and who said the figure that it starts from where it is a change.

    A target without a source has the indicator's, unless it was worked out.
    """
    if target is None:
        return (), ()
    of_target = target.source or (() if target.inferred else indicator.source or ())
    if target.change is None and target.change_percent is None:
        return of_target, ()
    return of_target, _sources_of_figure(programme, id_, indicator, year - 1)


def _sources_of_figure(programme: Programme, id_: str, indicator: Indicator, year: int) -> tuple[str, ...]:
    """Who said a year's figure; of a sum, whoever said any of its years."""
    if not indicator.cumulative:
        entry = programme.entry(id_, year)
        return programme.actuals[year].sources_of_figure(entry) if entry and entry.value is not None else ()
    found: dict[str, None] = {}
    for each in _years_summed(programme, indicator, year):
        entry = programme.entry(id_, each)
        if entry is not None and entry.value is not None:
            found.update(dict.fromkeys(programme.actuals[each].sources_of_figure(entry)))
    return tuple(found)


def _is_inferred(programme: Programme, id_: str, indicator: Indicator, year: int) -> bool:
    """Whether a year's figure was worked out by whoever keeps the data; of a sum, whether one of its years was."""
    if not indicator.cumulative:
        entry = programme.entry(id_, year)
        return entry is not None and entry.figure_inferred
    entries = (programme.entry(id_, each) for each in _years_summed(programme, indicator, year))
    return any(entry.figure_inferred for entry in entries if entry)
