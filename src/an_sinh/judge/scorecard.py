"""A programme and a year -> the scorecard: one line for each indicator, the tallies, the published headlines.

Pure: no file, no clock, no rounding. docs/rules.md tells the rules; `rules` judges single figures.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from decimal import Decimal
from typing import NamedTuple, overload

from an_sinh.errors import Complaint
from an_sinh.figures import EXACT, ZERO, Mean
from an_sinh.judge.exported import Exported
from an_sinh.judge.rules import Edges, achieved_percent, classify, classify_mean, edges, gap, so_far, year_share
from an_sinh.judge.sums import Sum, sum_until
from an_sinh.programme.model import (
    Entry,
    Indicator,
    Place,
    Programme,
    Published,
    Target,
    YearOfActuals,
    as_period,
    outside_years,
    year_not_read,
)
from an_sinh.terms import Against, Basis, Form, Month, Part, Period, Reason, Status
from an_sinh.text import quoted
from an_sinh.values import dataclass


class Sources(NamedTuple):
    """Whose word each part of a line is, by the ids of sources; empty where nobody is named."""

    actual: tuple[str, ...] = ()
    """Who said the figure; of a sum or mean, who said any of its years."""
    reported: tuple[str, ...] = ()
    """Who gave the verdict."""
    target: tuple[str, ...] = ()
    base: tuple[str, ...] = ()
    """Who said the figure that a change is counted from."""

    @property
    def together(self) -> tuple[str, ...]:
        """All of them, each once: of the figure, of the verdict, of the target, of the base."""
        return tuple(dict.fromkeys(self.actual + self.reported + self.target + self.base))


Located = Callable[[str], str | None]
"""From an indicator's id to a place in a file."""


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
    """The figure in the indicator's unit, a sum or mean where the indicator is; true or false for a milestone.

    A mean without an end is kept to 28 digits or more, on its own side of the target; `mean` has it undivided.
    """
    target: Edges | None
    """The target's edges; None where there is none, or where a change can't be worked out."""
    provisional: bool
    entry: Entry | None
    """What the year's file says."""
    written_target: Target | None
    sources: Sources
    """Whose word the figure, the verdict, the target and the base of a change are."""
    where: tuple[Located, Located]
    """What tells where the entry stands, and where the indicator is defined."""
    figure_year: Period | None
    """The year of the figure, or the part of one; None where there is none."""
    inferred: tuple[Part, ...] = ()
    """What was printed nowhere: whoever keeps the data worked it out."""
    mean: Mean | None = None
    """The mean of the years, undivided, where that is what is compared."""
    year: Period = 0
    """The year that it is judged in."""
    latest: bool = False
    """Whether it is the latest that is known, be it of an earlier year than the one that was asked for."""
    parts: tuple[Line, ...] = ()
    """The lines of its parts, the withdrawn too; they count in no tally but through it."""
    whole: Indicator | None = None
    """The indicator that this is a part of."""

    @property
    def told_year(self) -> Period | None:
        """The year that must be told beside it, of the latest that is known; None where it is that of the page."""
        told = self.latest and (self.actual is not None or self.basis is not Basis.NONE)
        return self.year if told else None

    @property
    def place(self) -> str | None:
        """Where the entry stands, relative to the data directory; else where the indicator is defined."""
        entry = self.where[0](self.id)
        if entry is None and self.parts:  # in a table, only its parts have rows
            entry = next((found for part in self.parts if (found := self.where[0](part.id))), None)
        return entry or self.where[1](self.id)

    @property
    def source(self) -> tuple[str, ...]:
        """Ids of all the sources, each once."""
        return self.sources.together

    @property
    def is_watched(self) -> bool:
        """Whether it is watched only, and so in no count."""
        return self.indicator.counts is False

    @property
    def form(self) -> Form | None:
        """How the target is written; None where there is none."""
        return self.written_target.form if self.written_target else None

    @property
    def gap(self) -> Decimal | None:
        """Distance of a computed line from the near edge in the unit, positive on the good side."""
        if self.basis is not Basis.COMPUTED or self.target is None or self.actual is None:
            return None
        if self.mean is None:
            return gap(self.target, self.actual)
        of_sum = gap(self.target.times(self.mean.years), self.mean.sum)
        return None if of_sum is None else self.mean._replace(sum=of_sum).value(ZERO)

    @property
    def achieved_percent(self) -> Decimal | None:
        """Unrounded; None where the line is not computed, or it has no meaning."""
        if self.basis is not Basis.COMPUTED or self.target is None or self.actual is None:
            return None
        if self.mean is not None:
            return achieved_percent(self.target.times(self.mean.years), self.mean.sum)
        return achieved_percent(self.target, self.actual)

    @property
    def shown(self) -> Decimal | bool | None:
        """The actual as people are told it: a mean without an end rounded, and never across its target or onto it."""
        if self.mean is None:
            return self.actual
        return self.mean.shown(*((self.target.near, self.target.far) if self.target else ()))

    @property
    def shown_gap(self) -> Decimal | None:
        """The gap of what is shown."""
        found, shown = self.gap, self.shown
        if self.mean is None or found is None or self.target is None or shown is None:
            return found
        return gap(self.target, shown)

    def held_to(self, target: Edges) -> Status | None:
        """What the figure is by another target; None where there is none."""
        if self.mean is not None:
            return classify_mean(target, self.mean)
        return None if self.actual is None else classify(target, self.actual)

    @property
    def year_share_percent(self) -> Decimal | None:
        """How much of the year's plan a part of the year has brought, unrounded, where the year is still open.

        100·actual/target where the year's figure builds up, a ceiling too; else as `achieved_percent`. None for every
        line that is judged, and where it has no meaning.
        """
        if self.reason is not Reason.YEAR_OPEN or self.target is None or self.actual is None:
            return None
        return year_share(self.target, self.actual, adds=self.indicator.adds_within_year)

    @property
    def is_contradicted(self) -> bool:
        """Whether its own figures, or what its parts make of it, say other than the authority reported of it."""
        found = self.status.is_verdict if self.parts else self.basis is Basis.COMPUTED
        return found and self.reported is not None and self.reported is not self.status

    @property
    def discrepancy(self) -> bool:
        """Whether the figures say other than the authority reported, of it or of one of its parts; figures win."""
        return self.is_contradicted or any(part.is_contradicted for part in self.parts)

    @property
    def is_made_of_its_parts(self) -> bool:
        """Whether its parts give its verdict, and not the authority's word on the whole."""
        statuses = {part.status for part in self.parts}
        decided = Status.UNMET in statuses or Status.NOT_STARTED in statuses or Status.UNSCORED not in statuses
        return bool(self.parts) and self.status.is_verdict and decided


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many indicators have which status; `total` counts every one that is neither withdrawn nor watched only."""

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

    @property
    def is_replaced(self) -> bool:
        """Whether a later release replaced the headline: it is shown, and held against nothing."""
        return self.published.release is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scorecard(Exported):
    """A year of a programme, or a part of one, judged by one yardstick."""

    programme: Programme
    year: Period
    against: Against
    tally: Tally
    groups: tuple[GroupTally, ...]
    lines: tuple[Line, ...]
    """All indicators, the withdrawn too, in the order of targets.yaml."""
    published: tuple[Agreement, ...]
    latest: bool = False
    """Whether each line is the latest that is known at or before the year."""
    _found: list[tuple[tuple[Line, ...], tuple[Line, ...], Mapping[str, Line]]] = field(
        default_factory=list, repr=False, compare=False
    )
    """The lines, the rows that they make and each row by its id, once somebody has asked for them."""

    @property
    def counted(self) -> tuple[Line, ...]:
        """The lines without those that are watched only."""
        return tuple(line for line in self.lines if not line.is_watched)

    @property
    def actuals(self) -> YearOfActuals:
        """The file that was judged."""
        found = self.programme.read(self.year)
        assert found is not None
        return found

    @property
    def is_so_far(self) -> bool:
        """Whether it is a part of a year, so that what is not met is open."""
        return isinstance(self.year, Month)

    @property
    def whole_year(self) -> int:
        """The year that was judged, or of which a part was."""
        return self.programme.year_of(self.year)

    @property
    def rows(self) -> tuple[Line, ...]:
        """All lines, each followed by those of its parts: in the order of the programme's indicators."""
        return self._laid_out()[1]

    def line(self, id_: str) -> Line:
        """The line of an indicator, or of a part."""
        return self._laid_out()[2][id_]

    def _laid_out(self) -> tuple[tuple[Line, ...], tuple[Line, ...], Mapping[str, Line]]:
        if not self._found or self._found[0][0] is not self.lines:  # another's, where `replace` has copied it
            rows = tuple(with_their_parts(self.lines))
            self._found[:] = [(self.lines, rows, {line.id: line for line in rows})]
        return self._found[0]


def with_their_parts(lines: Iterable[Line]) -> Iterator[Line]:
    """Each line followed by those of its parts: a row of its own for each."""
    for line in lines:
        yield line
        yield from line.parts


def watched_apart(lines: Iterable[Line]) -> tuple[list[Line], list[Line]]:
    """The lines that count, or would, and those that are watched only."""
    each = list(lines)
    return [line for line in each if not line.is_watched], [line for line in each if line.is_watched]


def by_group(programme: Programme, lines: Iterable[Line]) -> Mapping[str, Sequence[Line]]:
    """The lines of each group, in the order of the data; a group without any is there too, and empty."""
    found: dict[str, list[Line]] = {id_: [] for id_ in programme.groups}
    for line in lines:
        found[line.indicator.group].append(line)
    return found


def not_its_own(place: Place, year: Period) -> Complaint:
    """The year asked for is one in which the place is none of its own."""
    first, last = place.years or (0, 0)
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


class Bar(NamedTuple):
    """What an indicator is held to in a year, as far as no figure is needed to tell."""

    target: Target | None
    year: Period
    """The year that the target is written for, or the part of one."""
    edges: Edges | Reason | None
    """None where the target is worked out: a change from the year before, a percentage of the baseline."""
    source: tuple[str, ...]
    """Who set the target."""
    against: Against


class Bars:
    """What indicators are held to in a year by one yardstick: many places share them, so each is worked out once."""

    def __init__(self, last: int, year: Period, against: Against, *, never: bool = False, starts: int = 1) -> None:
        """`last` is the programme's last year; `never` says that it counts nothing as exceeded.

        `starts` is the month in which its years start.
        """
        self._starts = starts
        self._never = never
        self._last = last
        self._year = year
        self._against = against
        self._found: dict[int, tuple[Indicator, Bar]] = {}
        self._together: dict[int, tuple[object, Sequence[tuple[str, Indicator, Bar]]]] = {}

    def of_all(self, indicators: Mapping[str, Indicator]) -> Sequence[tuple[str, Indicator, Bar]]:
        """Each indicator of a programme with what it is held to; places without a word of their own share one map."""
        known = self._together.get(id(indicators))
        if known is None:
            each = [(id_, indicator, self.of(indicator)) for id_, indicator in indicators.items()]
            known = self._together[id(indicators)] = (indicators, each)
        return known[1]

    def of(self, indicator: Indicator) -> Bar:
        """What an indicator is held to."""
        known = self._found.get(id(indicator))  # it is kept beside, so that no other can take its place in memory
        if known is None:
            known = self._found[id(indicator)] = (indicator, self._worked_out(indicator))
        return known[1]

    def _worked_out(self, indicator: Indicator) -> Bar:
        target, year = _target_for(self._last, indicator, self._year, self._against, self._starts)
        if target is None:
            return Bar(None, year, Reason.NO_TARGET, (), self._against)
        found = None if target.is_worked_out else edges(target, indicator.better, never=self._never)
        source = target.source or (() if target.inferred else indicator.source or ())
        return Bar(target, year, found, source, self._against)


def score(
    programme: Programme, year: Period | str, against: Against | str = Against.ANNUAL, bars: Bars | None = None
) -> Scorecard:
    """Judge every indicator of a programme in a year, or in a part of one: `"2022-06"`.

    `against` is the yardstick: the year's own targets, or the targets at the end of the term; `bars` what is known of
    them already. Raises Complaint for a year outside the programme's span, or one whose file was not read.
    """
    against, year = Against(against), as_period(year)
    see_in_span(programme, year)
    actuals = programme.read(year)
    if actuals is None:
        raise year_not_read(year)
    entries = actuals.entries
    bars = bars or Bars(programme.years[1], year, against, never=programme.never_exceeded, starts=programme.year_starts)
    lines = tuple(
        _line(programme, id_, indicator, entries.get(id_), year, bar)
        for id_, indicator, bar in bars.of_all(programme.indicators)
    )
    return card_of(programme, year, against, lines)


def see_in_span(programme: Programme, year: Period) -> None:
    """Complaint for a year outside the programme's span, or in which the place is none of its own."""
    first, last = programme.years
    whole_year = programme.year_of(year)
    if not first <= whole_year <= last:
        raise outside_years(year, first, last)
    place = programme.place_of
    if place is not None and place.years is not None and not place.in_years(whole_year):
        raise not_its_own(place, year)


def line_in(programme: Programme, id_: str, indicator: Indicator, year: Period, against: Against) -> Line:
    """One indicator judged in a year that was read."""
    bars = Bars(programme.years[1], year, against, never=programme.never_exceeded, starts=programme.year_starts)
    return _line(programme, id_, indicator, programme.entry(id_, year), year, bars.of(indicator))


def card_of(programme: Programme, year: Period, against: Against, lines: tuple[Line, ...]) -> Scorecard:
    """The scorecard of some lines: their tallies, and how the year's published headlines agree."""
    actuals = programme.read(year)
    assert actuals is not None
    if any(line.indicator.parts is not None for line in lines):
        from an_sinh.judge.parts import under_their_wholes

        lines = under_their_wholes(lines)
    groups = tuple(GroupTally(id=id_, tally=count(members)) for id_, members in by_group(programme, lines).items())
    tally = together(group.tally for group in groups)
    published = actuals.published
    return Scorecard(
        programme=programme,
        year=year,
        against=against,
        tally=tally,
        groups=groups,
        lines=lines,
        published=tuple(agreement(each, tally) for each in published if each.against is against and each.counts),
    )


def count(lines: Iterable[Line]) -> Tally:
    """Count the statuses of some lines; those that are watched only are in no count."""
    statuses = dict.fromkeys(Status, 0)
    bases = dict.fromkeys(Basis, 0)
    discrepancies = provisional = 0
    for line in lines:
        if line.indicator.counts is False:  # as `is_watched`, for every indicator of every place
            continue
        statuses[line.status] += 1
        bases[line.basis] += 1
        if line.provisional:
            provisional += 1
        if (line.reported is not None or line.parts) and line.discrepancy:
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


def together(tallies: Iterable[Tally]) -> Tally:
    """The tally of all groups: each indicator belongs to one."""
    sums = dict.fromkeys(Tally.__dataclass_fields__, 0)
    for tally in tallies:
        for name in sums:
            sums[name] += getattr(tally, name)
    return Tally(**sums)


def agreement(published: Published, tally: Tally) -> Agreement:
    """Hold a published headline against the tally found.

    It agrees where all its counts are equal. It cannot be decided where verdicts for some of the unscored could make
    them so; the total is known, so a total that differs never agrees. One that was replaced is held against nothing.
    """
    if published.release is not None:
        return Agreement(published=published, agrees=None, differences=())
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


@overload
def target_for(
    programme: Programme, indicator: Indicator, year: int, against: Against
) -> tuple[Target | None, int]: ...
@overload
def target_for(
    programme: Programme, indicator: Indicator, year: Period, against: Against
) -> tuple[Target | None, Period]: ...
def target_for(
    programme: Programme, indicator: Indicator, year: Period, against: Against
) -> tuple[Target | None, Period]:
    """The target that a year is judged by, and the year it is written for.

    A part of a year is judged by its own target, else by the year's.

    By the term: the one written under `term`, due in the programme's last year if it names no other; where it is
    missing, the one of the programme's last year.
    """
    return _target_for(programme.years[1], indicator, year, against, programme.year_starts)


def term_target(programme: Programme, indicator: Indicator) -> tuple[Target | None, int]:
    """The target at the end of the term, and the year in which it is due."""
    return _term_target(programme.years[1], indicator)


def _term_target(last: int, indicator: Indicator) -> tuple[Target | None, int]:
    term = indicator.target(Against.TERM.value)
    return (term, term.by or last) if term is not None else (indicator.target(last), last)


def _target_for(
    last: int, indicator: Indicator, year: Period, against: Against, starts: int
) -> tuple[Target | None, Period]:
    if against is Against.ANNUAL:
        target = indicator.target(year)
        if target is None and isinstance(year, Month):
            whole_year = year.in_year(starts)
            return indicator.target(whole_year), whole_year
        return target, year
    return _term_target(last, indicator)


def actual_of(programme: Programme, id_: str, indicator: Indicator, year: Period) -> Decimal | bool | Reason:
    """The figure that a year is judged by: the year's own, or the sum or the mean since the first year.

    Else the reason why there is none. A sum or a mean needs every year, and is not taken across a break; in a
    part of a year a sum is that of the years before and of what this one has brought.
    """
    found = figure_of(programme, id_, indicator, year)
    return found.value() if isinstance(found, Mean) else found


def figure_of(programme: Programme, id_: str, indicator: Indicator, year: Period) -> Decimal | bool | Mean | Reason:
    """As `actual_of`, a mean undivided; it is of whole years, so that a part of one has none."""
    own = programme.figure(id_, year)
    if own is None:
        return Reason.NO_ACTUAL
    if not indicator.is_over_years or isinstance(own, bool):
        return own
    if indicator.average and isinstance(year, Month):
        return Reason.YEAR_OPEN
    start, whole_year = first_year(programme, indicator), programme.year_of(year)
    if indicator.breaks_between(start, whole_year):
        return Reason.SERIES_BREAK
    summed = sum_until(programme, id_, start, whole_year - 1 if isinstance(year, Month) else year)
    if summed.total is None:
        return Reason.GAP_IN_YEARS
    total = EXACT.add(summed.total, own) if isinstance(year, Month) else summed.total
    return Mean(total, whole_year + 1 - start) if indicator.average else total


def first_year(programme: Programme, indicator: Indicator) -> int:
    """The first year of a sum or mean: the programme's, or the indicator's own where it came later."""
    return max(programme.years[0], indicator.years[0]) if indicator.years else programme.years[0]


def edges_for(programme: Programme, id_: str, indicator: Indicator, target: Target, year: Period) -> Edges | Reason:
    """A target's edges in the year it is written for, a change worked out from the previous year's actual.

    One that is written for a part of a year is worked out from the same month a year before.
    """
    whole_year = programme.year_of(year)
    if target.from_baseline_percent is not None:
        found = _from_baseline(programme, indicator, target, whole_year)
    elif target.change is None and target.change_percent is None:
        found = edges(target, indicator.better, never=programme.never_exceeded)
    elif indicator.breaks_at(whole_year):
        return Reason.SERIES_BREAK
    else:
        previous = actual_of(programme, id_, indicator, a_year_before(year))
        base = previous if isinstance(previous, Decimal) else None
        found = edges(target, indicator.better, base, never=programme.never_exceeded)
    return found


def a_year_before(year: Period) -> Period:
    """The year before, or the same month of it."""
    return year.a_year_before if isinstance(year, Month) else year - 1


def _from_baseline(programme: Programme, indicator: Indicator, target: Target, year: int) -> Edges | Reason:
    """The edges of a percentage of the baseline, which lies across no break."""
    baseline = indicator.baseline
    if baseline is not None and indicator.breaks_between(baseline.year, year):
        return Reason.SERIES_BREAK
    base = None if baseline is None else baseline.value
    return edges(target, indicator.better, base, never=programme.never_exceeded)


def _line(
    programme: Programme,
    id_: str,
    indicator: Indicator,
    entry: Entry | None,
    year: Period,
    bar: Bar,
) -> Line:
    target, actuals = bar.target, programme.read(year)
    assert actuals is not None
    reported = entry.reported.by(bar.against) if entry is not None and entry.reported is not None else None
    over_years = indicator.cumulative or indicator.average
    figure = _summed(programme, id_, indicator, year) if over_years else _own(actuals, entry)
    held: Edges | Reason | None = bar.edges
    if held is None and target is not None:
        held = edges_for(programme, id_, indicator, target, bar.year)
    found = None if isinstance(held, Reason) else held
    if figure.mean is not None and found is not None:
        figure = figure._replace(value=figure.mean.value(found.near, found.far))
    status, basis, reason = Status.UNSCORED, Basis.NONE, None
    if indicator.years is not None and not indicator.in_years(programme.year_of(year)):
        status, reported, figure = Status.WITHDRAWN, None, figure._replace(provisional=False)
    elif figure.value is not None and found is not None:
        status = classify(found, figure.value) if figure.mean is None else classify_mean(found, figure.mean)
        basis = Basis.COMPUTED
        if isinstance(year, Month) and isinstance(bar.year, int):
            status, basis, reason, figure = _so_far(status, reported, figure, found, indicator, entry)
    elif reported is not None:
        status, basis = reported, Basis.INFERRED if entry is not None and entry.verdict_inferred else Basis.REPORTED
    else:
        reason = figure.why or (held if isinstance(held, Reason) else None)
    of_verdict: tuple[str, ...] = ()
    if reported is not None and entry is not None:
        of_verdict = actuals.sources_of_verdict(entry)
    of_base = _sources_of_base(programme, id_, indicator, bar) if bar.edges is None else ()
    made = (
        id_,
        indicator,
        status,
        basis,
        reason,
        reported,
        figure.value,
        found,
        figure.provisional,
        entry,
        target,
        tuple.__new__(Sources, (figure.source, of_verdict, bar.source, of_base)),
        (actuals.located, programme.located),
        None if figure.value is None else year,
        _worked_out_parts(figure, entry if reported is not None else None, target),
        figure.mean,
        year,
        False,
        (),
        None,  # the fields of a line, in their order
    )
    return tuple.__new__(Line, made)  # as Line(*made) in less than half the time, for every indicator of every place


def _so_far(
    status: Status,
    reported: Status | None,
    figure: _Figure,
    bar: Edges,
    indicator: Indicator,
    entry: Entry | None,
) -> tuple[Status, Basis, Reason | None, _Figure]:
    """What a part of a year says by a target that is not its own: what is open is nobody's but the authority's."""
    assert figure.value is not None
    status, is_final = so_far(bar, figure.value, status, adds=indicator.adds_within_year)
    if status is not Status.UNSCORED:
        return status, Basis.COMPUTED, None, figure if is_final else figure._replace(provisional=True)
    if reported is None:
        return status, Basis.NONE, Reason.YEAR_OPEN, figure
    inferred = entry is not None and entry.verdict_inferred
    return reported, Basis.INFERRED if inferred else Basis.REPORTED, None, figure


class _Figure(NamedTuple):
    """The figure that a line is judged by, or why there is none; and what is told with it."""

    value: Decimal | bool | None
    why: Reason | None
    provisional: bool
    source: tuple[str, ...]
    inferred: bool
    mean: Mean | None = None


_NO_FIGURE = _Figure(None, Reason.NO_ACTUAL, provisional=False, source=(), inferred=False)


def _own(actuals: YearOfActuals, entry: Entry | None) -> _Figure:
    """The year's own figure."""
    if entry is None:
        return _NO_FIGURE
    value = entry.value
    if value is None:
        return _Figure(None, Reason.NO_ACTUAL, bool(entry.provisional), (), inferred=False)
    told = (value, None, bool(entry.provisional), actuals.sources_of_figure(entry), bool(entry.inferred), None)
    return tuple.__new__(_Figure, told)  # as below


def _summed(programme: Programme, id_: str, indicator: Indicator, year: Period) -> _Figure:
    """The sum or the mean since the first year, and what is told of any of its years."""
    actual = figure_of(programme, id_, indicator, year)
    mean = actual if isinstance(actual, Mean) else None
    known = None if isinstance(actual, Reason) else actual.value() if isinstance(actual, Mean) else actual
    return _Figure(
        known,
        actual if isinstance(actual, Reason) else None,
        is_provisional(programme, id_, indicator, year, summed=known is not None),
        () if known is None else _sources_of_figure(programme, id_, indicator, year),
        known is not None and _is_inferred(programme, id_, indicator, year),
        mean,
    )


def _worked_out_parts(figure: _Figure, judged_by: Entry | None, target: Target | None) -> tuple[Part, ...]:
    """The parts of a line that whoever keeps the data worked out; `judged_by` is the entry where it gave a verdict."""
    of_verdict = judged_by is not None and judged_by.verdict_inferred
    of_target = target is not None and target.inferred
    if not (figure.inferred or of_verdict or of_target):
        return ()
    parts = ((figure.inferred, Part.ACTUAL), (of_verdict, Part.REPORTED), (of_target, Part.TARGET))
    return tuple(part for worked_out, part in parts if worked_out)


def _sources_of_base(programme: Programme, id_: str, indicator: Indicator, bar: Bar) -> tuple[str, ...]:
    """Who said the figure that a change starts from, or the baseline."""
    if bar.target is not None and bar.target.from_baseline_percent is not None:
        return (indicator.baseline.source or ()) if indicator.baseline else ()
    return _sources_of_figure(programme, id_, indicator, a_year_before(bar.year)) if bar.target is not None else ()


def _years_taken_together(programme: Programme, id_: str, indicator: Indicator, year: Period) -> Sum:
    """What a sum rests on: the years until this one, or for a part of a year those before it."""
    until = programme.year_of(year) - 1 if isinstance(year, Month) else year
    return sum_until(programme, id_, first_year(programme, indicator), until)


def is_provisional(programme: Programme, id_: str, indicator: Indicator, year: Period, *, summed: bool = True) -> bool:
    """Whether the year's entry is provisional; for a sum or mean, whether any of its years is."""
    entry = programme.entry(id_, year)
    if not indicator.in_years(programme.year_of(year)):
        return False
    if not indicator.is_over_years or not summed:
        return entry is not None and bool(entry.provisional)
    own = entry is not None and bool(entry.provisional)
    return own or _years_taken_together(programme, id_, indicator, year).provisional


def _sources_of_figure(programme: Programme, id_: str, indicator: Indicator, year: Period) -> tuple[str, ...]:
    """Who said a year's figure; of a sum, whoever said any of its years."""
    if not indicator.is_over_years:
        return _sources_of_own(programme, id_, year)
    earlier = _years_taken_together(programme, id_, indicator, year).sources
    own = _sources_of_own(programme, id_, year) if isinstance(year, Month) else ()
    return tuple(dict.fromkeys((*earlier, *own)))


def _sources_of_own(programme: Programme, id_: str, year: Period) -> tuple[str, ...]:
    actuals = programme.read(year)
    entry = actuals.entries.get(id_) if actuals else None
    return actuals.sources_of_figure(entry) if actuals and entry and entry.value is not None else ()


def _is_inferred(programme: Programme, id_: str, indicator: Indicator, year: Period) -> bool:
    """Whether a year's figure was worked out by whoever keeps the data; of a sum, whether one of its years was."""
    entry = programme.entry(id_, year)
    if entry is not None and entry.figure_inferred:
        return True
    return indicator.is_over_years and _years_taken_together(programme, id_, indicator, year).inferred
