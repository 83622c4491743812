"""A programme's places side by side: a scorecard for each, ranks where they compare, and the roll-up as a check.

Pure, as the rest of the judge. A place is judged by its own target, else by the programme's; what it is not asked for
is withdrawn. The figures of places never make the programme's: they are held against it, and what differs is told.

The results hold counts, and scorecards only where there are some: who counts elsewhere (an engine, over a table of
facts) builds them of a `Tally` for each place, with ranks from `ranks`, and every page and format takes them that shows
no line of a place. So `PlaceScore.card` may be None; `--grid`, one INDICATOR and a place's own section need it.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import NamedTuple

from an_sinh.collecting import not_collecting
from an_sinh.errors import Complaint
from an_sinh.figures import EXACT, ZERO, decimals, tidy
from an_sinh.judge.diff import Diff, diff
from an_sinh.judge.exported import Exported
from an_sinh.judge.gate import Gate, Minimum, check
from an_sinh.judge.scorecard import Agreement, Bars, Line, Scorecard, Tally, count, score, together
from an_sinh.programme.model import (
    EMPTY,
    NEVER,
    Indicator,
    Place,
    Programme,
    Rollup,
    Target,
    as_period,
    nothing_in,
    outside_years,
    year_not_read,
)
from an_sinh.terms import Against, Month, Period, Status
from an_sinh.values import dataclass

_ROUND = Context(prec=200, rounding=ROUND_HALF_UP)
_SHOWN = 9
"""Decimals of a ratio that no figure of the programme's stands beside."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceScore:
    """One place in a year, as it was counted."""

    place: Place
    tally: Tally
    published: tuple[Agreement, ...]
    """Whether the headlines that it printed itself agree."""
    own_targets: int
    """How many indicators are judged by a target of the place's own."""
    rank: int | None
    """1 for the most met among the places that can be compared, shared where equal; None where it can't be."""
    gave_figures: bool
    """Whether it has a file, or rows in a table, for this year."""
    is_withdrawn: bool
    """Whether it is no place of its own in this year."""
    card: Scorecard | None
    """Its lines; None where only the counts are known."""

    @property
    def lines(self) -> tuple[Line, ...]:
        """Its indicators; none where only the counts are known."""
        return self.card.lines if self.card is not None else ()

    def line(self, indicator: str) -> Line:
        """The line of an indicator, or of a part. KeyError where only the counts are known."""
        if self.card is None:
            raise KeyError(indicator)
        return self.card.line(indicator)


@dataclass(frozen=True, slots=True, kw_only=True)
class RollupCheck:
    """What places give together for an indicator, held against the figure of the whole. It decides no verdict."""

    indicator: Indicator
    id: str
    within: str | None
    """The place whose parts are added up; None for the programme."""
    asked: tuple[str, ...]
    """The places that should give a figure."""
    missing: tuple[str, ...]
    """Those that don't."""
    found: Decimal | None
    """The sum, or the ratio of the two sums to as many decimals as the figure of the whole has; None of nothing."""
    says: Decimal | None
    """The figure of the whole."""
    agrees: bool | None
    """None where a place is missing, or the whole says nothing: it cannot be decided."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacesReport(Exported):
    """The places of a programme in a year, by one yardstick, in file order."""

    programme: Programme
    year: Period
    against: Against
    places: tuple[PlaceScore, ...]
    whole: Scorecard | None
    """The programme's own year; None where it has no figures of its own."""
    rollup: tuple[RollupCheck, ...]
    latest: bool = False
    """Whether each indicator is judged by the latest that is known at or before the year."""

    @property
    def without_figures(self) -> tuple[str, ...]:
        """The ids of the places that are counted in this year and gave nothing."""
        return tuple(each.place.id for each in self.places if not each.is_withdrawn and not each.gave_figures)


def no_places() -> Complaint:
    """Places are asked for where there are none."""
    return Complaint("this programme has no places", "name them in places.yaml")


def places(
    programme: Programme,
    year: Period | str,
    against: Against | str = Against.ANNUAL,
    *,
    kind: str | None = None,
    within: str | None = None,
    latest: bool = False,
) -> PlacesReport:
    """Judge every place of a programme in a year, and hold their figures together against the programme's.

    `kind` and `within` choose places (those inside a place at any depth); ranks are among the chosen. `latest` judges
    each indicator by the latest that is known at or before the year. Raises Complaint
    where the programme has no places, or for a year outside its span or that nobody has figures for.
    """
    against, year = Against(against), as_period(year)
    first, last = programme.years
    if not first <= programme.year_of(year) <= last:
        raise outside_years(year, first, last)
    if not programme.places:
        raise no_places()
    own = programme.read(year) is not None
    known = [own, *(each.read(year) is not None for each in programme.places.values())]
    if not any(known) and not (latest and _is_any_before(programme, year)):
        raise year_not_read(year)
    shown = chosen(programme, kind, within)
    bars = None
    if not latest:
        bars = Bars(last, year, against, never=programme.never_exceeded, starts=programme.year_starts)
    with not_collecting():
        scored = [_scored(programme, each, year, against, bars) for each in shown]
    return PlacesReport(
        programme=programme,
        year=year,
        against=against,
        places=tuple(_ranked(scored)),
        whole=_whole(programme, year, against, latest=latest),
        rollup=tuple(roll_up(programme, year)),
        latest=latest,
    )


def _whole(programme: Programme, year: Period, against: Against, *, latest: bool) -> Scorecard | None:
    """The programme's own year; None where it has no figures of its own."""
    if latest and any(each <= programme.year_of(year) for each in programme.actuals):
        return _score_latest(programme, year, against)
    return score(programme, year, against) if programme.read(year) is not None else None


def _is_any_before(programme: Programme, year: Period) -> bool:
    """Whether anybody has figures of a year before it."""
    known = (programme.actuals, *(each.actuals for each in programme.places.values()))
    return any(each < programme.year_of(year) for actuals in known for each in actuals)


def _score_latest(programme: Programme, year: Period, against: Against) -> Scorecard:
    from an_sinh.judge.latest import score_latest

    return score_latest(programme, year, against)


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """The counts of two years, or of two states of the data."""

    old: Tally
    new: Tally
    judged_in_both: int
    net: int
    """Improved to met less regressed from met, among those judged in both."""

    @property
    def is_comparable(self) -> bool:
        """Whether anything is judged on both sides."""
        return self.judged_in_both > 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceMove:
    """One place on both sides."""

    place: Place
    moved: Move


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacesDiff:
    """The places of a programme in two years: which rose and which fell. Or one year of two states of the data."""

    programme: Programme
    """As it is on the newer side."""
    old: Period
    new: Period
    against: Against
    places: tuple[PlaceMove, ...]
    """In file order; those that only the old side has behind."""
    whole: Move | None
    """None where the programme itself lacks one of the years."""

    @property
    def differs(self) -> bool:
        """Whether any place's counts, or the whole's, are others."""
        moved = [each.moved for each in self.places] + [self.whole] * (self.whole is not None)
        return any(each is not None and each.old != each.new for each in moved)


def diff_places(
    programme: Programme,
    old: Period,
    new: Period,
    against: Against | str = Against.ANNUAL,
    before: Programme | None = None,
) -> PlacesDiff:
    """Lay two years of every place side by side; one that is none of its own in a year is compared with nothing.

    `before` is the old side, where it is another state of the data. A place that one side alone has is there with
    nothing judged on the other.
    """
    against, earlier = Against(against), before or programme
    if not programme.places and not earlier.places:
        raise no_places()
    moved = []
    for id_, place in {**earlier.places, **programme.places}.items():
        sides = ((earlier, old), (programme, new))
        cards = [place_card(side, side.places[id_], year, against) for side, year in sides if id_ in side.places]
        found = (
            _moved(diff(cards[0], cards[1])) if len(cards) > 1 else _on_one_side(cards[0], is_old=id_ in earlier.places)
        )
        moved.append(PlaceMove(place=place, moved=found))
    order = {id_: at for at, id_ in enumerate(programme.places)}
    moved.sort(key=lambda each: order.get(each.place.id, len(order)))
    whole = None
    if earlier.read(old) is not None and programme.read(new) is not None:
        whole = _moved(diff(score(earlier, old, against), score(programme, new, against)))
    return PlacesDiff(programme=programme, old=old, new=new, against=against, places=tuple(moved), whole=whole)


def _moved(found: Diff) -> Move:
    return Move(old=found.old.tally, new=found.new.tally, judged_in_both=found.judged_in_both, net=found.net)


def _on_one_side(card: Scorecard, *, is_old: bool) -> Move:  # which of the two, told by where it is called
    nothing = count(())
    return Move(old=card.tally if is_old else nothing, new=nothing if is_old else card.tally, judged_in_both=0, net=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceCourse:
    """One place over the years."""

    place: Place
    tallies: tuple[Tally, ...]
    """One for each year."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacesTrend:
    """The headlines of places, year by year."""

    programme: Programme
    against: Against
    years: tuple[int, ...]
    places: tuple[PlaceCourse, ...]
    whole: tuple[Tally | None, ...]
    """The programme's own; None in a year without its figures."""


def trend_places(programme: Programme, against: Against | str = Against.ANNUAL) -> PlacesTrend:
    """Every place's scorecards of the years in which any place gave figures."""
    against = Against(against)
    if not programme.places:
        raise no_places()
    first, last = programme.years
    there = {year for place in programme.places.values() for year in place.actuals}
    years = tuple(sorted(year for year in there if first <= year <= last))
    return PlacesTrend(
        programme=programme,
        against=against,
        years=years,
        places=tuple(
            PlaceCourse(place=place, tallies=tuple(place_card(programme, place, year, against).tally for year in years))
            for place in programme.places.values()
        ),
        whole=tuple(score(programme, year, against).tally if year in programme.actuals else None for year in years),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceVerdict:
    """One place held to the gates."""

    score: PlaceScore
    passed: bool
    gates: tuple[Gate, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacesVerdict:
    """Every place held to the same gates."""

    report: PlacesReport
    places: tuple[PlaceVerdict, ...]
    passed: bool
    """Whether every place passes; where no place is counted, none does."""


def check_places(report: PlacesReport, gates: Gates, since: Period | None = None) -> PlacesVerdict:
    """Hold each place that is counted in the year to the gates; `since` is the year of no regression.

    A place without figures has nothing to judge, and that is never a pass.
    """
    held = []
    for each in report.places:
        if each.is_withdrawn:
            continue
        before = None
        if since is not None:
            before = place_card(report.programme, each.place, since, report.against, latest=report.latest)
        card = each.card or place_card(report.programme, each.place, report.year, report.against)
        found = check(card, gates.least, gates.fail_on, before)
        held.append(PlaceVerdict(score=each, passed=found.passed, gates=found.gates))
    passed = bool(held) and all(each.passed for each in held)
    return PlacesVerdict(report=report, places=tuple(held), passed=passed)


class Gates(NamedTuple):
    """What each place is held to."""

    least: Minimum | None
    fail_on: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """The counts of several places together."""

    id: str | None
    """A place that they lie in, or a group of indicators; None for a kind, and for what lies in no place."""
    name: Mapping[str, str] | None
    """None for what lies in no place, or is of no kind."""
    places: int
    tally: Tally


def summed(report: PlacesReport, by: str, within: str | None = None) -> tuple[Sum, ...]:
    """The counts of the shown places together: by what they lie in, by their kind, by groups of indicators.

    What they lie in is a place at the top, or where `within` is named one that lies in it: each is counted there
    whatever lies between, and that place's own figures are not. One that lies in nothing, and in which nothing lies,
    is counted without a name.
    """
    counted = [each for each in report.places if not each.is_withdrawn]
    if by == "group":
        cards = [each.card for each in counted if each.card is not None]
        return tuple(
            Sum(id=id_, name=name, places=len(counted), tally=together(card.groups[at].tally for card in cards))
            for at, (id_, name) in enumerate(report.programme.groups.items())
        )
    if by == "kind":
        by_kind: dict[tuple[tuple[str, str], ...], list[PlaceScore]] = {}
        for each in counted:
            by_kind.setdefault(tuple((each.place.kind or EMPTY).items()), []).append(each)
        return tuple(_added(None, members[0].place.kind, members) for members in by_kind.values())
    places = report.programme.places
    parents = {each.within for each in places.values()}
    inside: dict[str | None, list[PlaceScore]] = {}
    for each in counted:
        way = ancestors(each.place, places)
        way = way[: way.index(within)] if within in way else way
        if way or each.place.id not in parents:
            inside.setdefault(way[-1] if way else None, []).append(each)
    return tuple(_added(id_, places[id_].name if id_ else None, members) for id_, members in inside.items())


def _added(id_: str | None, name: Mapping[str, str] | None, members: Sequence[PlaceScore]) -> Sum:
    return Sum(id=id_, name=name, places=len(members), tally=together(each.tally for each in members))


def chosen(programme: Programme, kind: str | None = None, within: str | None = None) -> list[Place]:
    """The places of a kind, or inside another at any depth; all where neither is named."""
    return [each for each in programme.places.values() if _is_chosen(each, programme.places, kind, within)]


def _is_chosen(place: Place, every: Mapping[str, Place], kind: str | None, within: str | None) -> bool:
    if kind is not None and kind not in (place.kind or EMPTY).values():
        return False
    return within is None or within in ancestors(place, every)


def ancestors(place: Place, every: Mapping[str, Place]) -> tuple[str, ...]:
    """The places that a place lies in, the nearest first."""
    found: list[str] = []
    at = place.within
    while at is not None and at not in found:
        found.append(at)
        at = every[at].within if at in every else None
    return tuple(found)


def _scored(programme: Programme, place: Place, year: Period, against: Against, bars: Bars | None) -> PlaceScore:
    """A place in a year; without bars by the latest that is known."""
    latest = bars is None
    card = place_card(programme, place, year, against, bars, latest=latest)
    whole_year = programme.year_of(year)
    return PlaceScore(
        place=place,
        tally=card.tally,
        published=card.published,
        own_targets=sum(_own(place, card)),
        rank=None,
        gave_figures=place.read(year) is not None
        or (latest and any(each < programme.year_of(year) for each in place.actuals)),
        is_withdrawn=not place.in_years(whole_year),
        card=card,
    )


def place_card(
    programme: Programme,
    place: Place,
    year: Period,
    against: Against,
    bars: Bars | None = None,
    *,
    latest: bool = False,
) -> Scorecard:
    """One place's scorecard. In a year without its figures nothing is judged, and out of its years nothing counts."""
    own = programme.at(place.id)
    if not place.in_years(programme.year_of(year)):
        withdrawn = {id_: each.model_copy(update={"years": NEVER}) for id_, each in own.indicators.items()}
        own = replace(own, indicators=withdrawn, place_of=None)
    if own.read(year) is None and isinstance(year, Month):
        own = replace(own, months={**own.months, year: nothing_in(year)})
    elif isinstance(year, int) and year not in own.actuals:
        own = replace(own, actuals={**own.actuals, year: nothing_in(year)})
    return _score_latest(own, year, against) if latest else score(own, year, against, bars)


def is_own(place: Place, line: Line) -> bool:
    """Whether a line, or one of its parts, is judged by a target of the place's own."""
    if line.parts:
        return any(part.status is not Status.WITHDRAWN and is_own(place, part) for part in line.parts)
    return is_own_target(place, line.id, line.written_target)


def is_own_target(place: Place, indicator: str, target: Target | None) -> bool:
    """Whether a target is one of the place's own for an indicator."""
    own = place.own.get(indicator)
    return own is not None and target is not None and any(each is target for each in own.values())


def _own(place: Place, card: Scorecard) -> Iterator[bool]:
    if place.own:
        yield from (line.status is not Status.WITHDRAWN and is_own(place, line) for line in card.lines)


class Standing(NamedTuple):
    """What a place is ranked by."""

    judged: Hashable
    """Which indicators have a verdict there, in any form that is equal where they are the same."""
    number: int
    """How many those are."""
    met: int


def ranks(standings: Sequence[Standing]) -> Iterator[int | None]:
    """The rank of each: within the largest set of places in which the same indicators are judged; the rest have none.

    Of sets equally large the one in which more is judged, then the one that comes first. A place alone has no rank.
    """
    alike: dict[tuple[Hashable, int], list[int]] = {}
    for each in standings:
        if each.number:
            alike.setdefault((each.judged, each.number), []).append(each.met)
    ranked = max(alike, key=lambda key: (len(alike[key]), key[1]), default=None)
    met = sorted(alike[ranked], reverse=True) if ranked is not None else []
    rank = {number: met.index(number) + 1 for number in set(met)} if len(met) > 1 else {}
    for each in standings:
        yield rank.get(each.met) if (each.judged, each.number) == ranked else None


def _ranked(scored: Sequence[PlaceScore]) -> Iterator[PlaceScore]:
    found = ranks([Standing(_judged(each), each.tally.judged, each.tally.met_or_exceeded) for each in scored])
    for each, rank in zip(scored, found, strict=True):
        yield replace(each, rank=rank) if rank is not None else each


def _judged(each: PlaceScore) -> Hashable:
    """Which indicators are judged in a place; where all are, that is said in short."""
    if each.tally.judged == len(each.lines):
        return True
    return frozenset(line.id for line in each.lines if line.status.is_verdict and not line.is_watched)


def agreements(rolled: Iterable[RollupCheck]) -> dict[str, bool | None]:
    """Whether each indicator agrees with what its parts give, on all levels together: no, if it does not on one."""
    found: dict[str, bool | None] = {}
    for each in rolled:
        before = found.get(each.id)
        found[each.id] = False if False in (before, each.agrees) else before or each.agrees
    return found


def roll_up(programme: Programme, year: Period) -> Iterator[RollupCheck]:
    """Hold the figures of places together against that of the whole, level by level: communes make their district.

    A place lies in one other at most, so nothing is added up twice.
    """
    rolled = [(id_, each) for id_, each in programme.indicators.items() if each.rollup is not None]
    if not rolled:
        return
    parts: dict[str | None, list[Place]] = {}
    for place in programme.places.values():
        if place.in_years(programme.year_of(year)):
            parts.setdefault(place.within, []).append(place)
    for within, inside in parts.items():
        for id_, indicator in rolled:
            whole = _figure(programme.places[within] if within else programme, id_, year)
            asked = [place for place in inside if _is_asked(place, indicator.rollup, id_, programme.year_of(year))]
            found = _roll(id_, indicator, within, asked, year, whole)
            if found is not None:
                yield found


def _roll(
    id_: str, indicator: Indicator, within: str | None, asked: Sequence[Place], year: Period, says: Decimal | None
) -> RollupCheck | None:
    """The roll-up of one indicator at one level; None where nobody gave a figure."""
    rollup = indicator.rollup
    assert rollup is not None
    ids = rollup.ratio or (id_,)
    rows = {place.id: [_figure(place, each, year) for each in ids] for place in asked}
    given = {place: [each for each in row if each is not None] for place, row in rows.items() if None not in row}
    if not given:
        return None
    sums = [_sum(column) for column in zip(*given.values(), strict=True)]
    missing = tuple(place.id for place in asked if place.id not in given)
    found: Decimal | None = None
    agrees: bool | None = None
    if len(sums) == 1:
        found = sums[0]
        agrees = says is not None and _rounded(found, decimals(says)) == says
    elif sums[1]:
        above = EXACT.multiply(sums[0], rollup.times if rollup.times is not None else Decimal(1))
        places_shown = decimals(says) if says is not None else _SHOWN
        found = _ratio(above, sums[1], places_shown)
        agrees = says is not None and found == says
        found = found if says is not None else tidy(found)
    decided = not missing and says is not None and found is not None
    return RollupCheck(
        indicator=indicator,
        id=id_,
        within=within,
        asked=tuple(place.id for place in asked),
        missing=missing,
        found=found,
        says=says,
        agrees=agrees if decided else None,
    )


def _is_asked(place: Place, rollup: Rollup | None, id_: str, year: int) -> bool:
    """Whether a place is asked for all that a roll-up is made of."""
    asked = [place.indicators.get(each) for each in ((rollup and rollup.ratio) or (id_,))]
    return all(each is not None and each.in_years(year) for each in asked)


def _figure(of: Place | Programme, id_: str, year: Period) -> Decimal | None:
    of_year = of.read(year)
    entry = of_year.entries.get(id_) if of_year else None
    return entry.value if entry is not None and isinstance(entry.value, Decimal) else None


def _sum(figures: Iterable[Decimal]) -> Decimal:
    total = ZERO
    for figure in figures:
        total = EXACT.add(total, figure)
    return tidy(total)


def _rounded(figure: Decimal, decimals: int) -> Decimal:
    """Half up, as people round; exact where the figure has no more decimals."""
    return figure.quantize(Decimal(1).scaleb(-decimals), context=_ROUND)


def _ratio(above: Decimal, below: Decimal, decimals: int) -> Decimal:
    """above/below rounded half up to so many decimals; whole steps are counted, so that nothing is rounded twice."""
    step = Decimal(1).scaleb(-decimals)
    size = EXACT.divide_int(_doubled(above.copy_abs(), step, below), EXACT.multiply(Decimal(2), below.copy_abs()))
    rounded = EXACT.multiply(size, step)
    return rounded.copy_negate() if (above < 0) is not (below < 0) and rounded else rounded


def _doubled(above: Decimal, step: Decimal, below: Decimal) -> Decimal:
    """Twice the steps in `above` and one `below` more, so that whole division rounds half up."""
    steps = above.scaleb(-int(step.adjusted()), context=EXACT)
    return EXACT.add(EXACT.multiply(Decimal(2), steps), below.copy_abs())
