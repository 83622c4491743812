"""A programme's places counted by an engine: the same results as `judge.places`, from a table of facts.

The engine counts lines by place; what has no row is worked out from how many indicators a place is asked for, so no
grid of places and indicators is built. Lines themselves are asked for where they are shown, and then made by the judge.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from an_sinh.engine import bars, sql
from an_sinh.engine.bars import HARD, Bar, Laid, lay
from an_sinh.engine.engines import Engine
from an_sinh.engine.facts import BESIDE, COLUMNS, Part, Source, lay_facts, read_parts
from an_sinh.engine.sieve import Sifted, as_written, sift
from an_sinh.errors import Complaint, Problem
from an_sinh.figures import plain, tidy
from an_sinh.judge.diff import diff
from an_sinh.judge.gate import check
from an_sinh.judge.places import (
    Gates,
    Move,
    PlaceCourse,
    PlaceMove,
    PlaceScore,
    PlacesDiff,
    PlacesReport,
    PlacesTrend,
    PlacesVerdict,
    PlaceVerdict,
    RollupCheck,
    Standing,
    Sum,
    place_card,
    ranks,
    roll_up,
)
from an_sinh.judge.scorecard import Line, Scorecard, Sources, Tally, count, score
from an_sinh.programme.model import Entry, Indicator, Place, Programme, YearOfActuals, outside_years
from an_sinh.programme.place_checks import as_asked_of_all
from an_sinh.programme.places import PlaceSet
from an_sinh.programme.tables import read_cells
from an_sinh.terms import Against, Basis, Reason, Status
from an_sinh.values import dataclass

_CELLS = (*COLUMNS, *BESIDE)
_BITS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Facts that every row of was looked at, beside the programme that they answer to."""

    engine: Engine
    parts: tuple[Part, ...]
    places: PlaceSet
    programme: Programme
    """With its places, which have no years of their own here, and its own figures."""
    sifted: Sifted
    source: Source


def open_facts(
    engine: Engine,
    source: Source,
    places: PlaceSet,
    programme: Programme,
    reject: Callable[[Problem, Sequence[str | None]], None] | None = None,
    most: int = 50,
) -> Facts:
    """Lay facts before an engine and look at every row; what is wrong is in `sifted`, at most `most` of it."""
    parts = read_parts(engine, source)
    lay_facts(engine, parts)
    sifted = sift(engine, parts, places, reject=reject, most=most)
    return Facts(engine=engine, parts=parts, places=places, programme=programme, sifted=sifted, source=source)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A year by one yardstick, laid before the engine: its lines can be counted or written."""

    facts: Facts
    laid: Laid
    query: str
    """The lines that the engine judges."""
    hard: bool
    """Whether there are others beside, in `hard_lines`."""

    @property
    def lines(self) -> str:
        """All lines, without their figures."""
        return sql.with_hard(self.query) if self.hard else self.query


def judge(facts: Facts, year: int, against: Against) -> Judged:
    """Fold the targets of a year, and judge what the grid can't hold."""
    first, last = facts.programme.years
    if not first <= year <= last:
        raise outside_years(year, first, last)
    engine, laid = facts.engine, lay(facts.programme, year, against)
    engine.register("bars", sql.BARS, [_bar_row(at, bar) for at, bar in enumerate(laid.bars)])
    engine.register("rests", sql.RESTS, [tuple(map(int, row)) for row in bars.rests(laid)])
    worked = [int(bar.is_worked_out) for bar in laid.bars]
    engine.register("usual", sql.USUAL, [(id_, bar, worked[bar]) for id_, bar in laid.usual.items()])
    engine.register("own", sql.OWN, [(*pair, bar, worked[bar]) for pair, bar in laid.own.items()])
    engine.register("watched", sql.WATCHED, [(id_,) for id_ in laid.watched])
    hard = _hard_pairs(facts, laid)
    if hard:
        engine.register("hard", sql.HARD, hard)
        engine.register("hard_lines", sql.LINES, [_hard_row(*each) for each in _hard_lines(facts, year, against)])
    asked = sql.Asked(
        year=year, years=laid.years, against=against, worked_out=laid.worked_out, own=bool(laid.own), hard=bool(hard)
    )
    return Judged(facts=facts, laid=laid, query=sql.lines(asked), hard=bool(hard))


def _bar_row(number: int, bar: Bar) -> tuple[object, ...]:
    return (
        number,
        bar.kind,
        *bar.met,
        *bar.exceeded,
        *bar.named,
        bar.factor,
        None if bar.reason is None else bar.reason.value,
        len(bar.figure_years),
        len(bar.base_needed),
        int(bar.broken),
    )


def _hard_pairs(facts: Facts, laid: Laid) -> list[tuple[str, str]]:
    """What the grid can't hold: a figure of a pair, or what the pair is held to."""
    found = dict.fromkeys(facts.sifted.hard)
    found.update(dict.fromkeys(pair for pair, bar in laid.own.items() if laid.bars[bar].kind == HARD))
    usual = [(id_,) for id_, bar in laid.usual.items() if laid.bars[bar].kind == HARD]
    if usual:
        facts.engine.register("hard_indicators", {"indicator": "STRING"}, usual)
        query = """SELECT DISTINCT f.place, f.indicator FROM facts f
          JOIN hard_indicators h ON h.indicator = f.indicator ORDER BY f.place, f.indicator"""
        found.update(dict.fromkeys((place, id_) for place, id_ in facts.engine.rows(query)))
    return list(found)


def _hard_lines(facts: Facts, year: int, against: Against) -> Iterator[tuple[str, Line]]:
    query = f"""SELECT r.part, {_cells()} FROM rows r
      JOIN hard h ON h.place = r.place_text AND h.indicator = r.indicator_text ORDER BY r.place_text"""
    for place, given in _by_place(facts, facts.engine.rows(query)):
        if year in given:
            ids = {id_ for each in given.values() for id_ in each}
            card = card_of(facts.programme, place, given, year, against, only=ids)
            yield from ((place, line) for line in card.lines if line.id in given[year])


def _hard_row(place: str, line: Line) -> tuple[object, ...]:
    reported = None if line.reported is None else line.reported.value
    reason = None if line.reason is None else line.reason.value
    words = (line.status.value, line.basis.value, reason, reported)
    previous = None if line.target is None else line.target.previous
    figures = (_spelled(line.actual), _spelled(previous))
    return (place, line.id, *words, int(line.provisional), int(line.discrepancy), *figures)


def _spelled(figure: Decimal | bool | None) -> str | None:
    """A figure's exact digits, as the engine's own are written."""
    if figure is None or isinstance(figure, bool):
        return None if figure is None else str(figure).lower()
    return plain(tidy(figure))


def _cells() -> str:
    return ", ".join(f"r.{name}_text" for name in _CELLS)


Given = dict[int, dict[str, Entry | None]]
"""What a place gave, by year and indicator."""


def _by_place(facts: Facts, rows: Iterable[tuple[Any, ...]]) -> Iterator[tuple[str, Given]]:
    """Rows in the order of their places as entries, one place after another."""
    at: str | None = None
    given: Given = {}
    for part, *row in rows:
        cells = dict(zip(_CELLS, row, strict=True))
        place, indicator, year = str(cells.pop("place")), str(cells.pop("indicator")), int(str(cells.pop("year")))
        if place != at:
            if at is not None:
                yield at, given
            at, given = place, {}
        cells["value"], _ = as_written(cells["value"], facts.parts[part].kinds.get("value", "text"))
        entry, _ = read_cells(cells)
        given.setdefault(year, {})[indicator] = entry
    if at is not None:
        yield at, given


def card_of(
    programme: Programme, place: str, given: Given, year: int, against: Against, only: Iterable[str] | None = None
) -> Scorecard:
    """A place's scorecard, by the judge itself; of `only` some indicators."""
    at = with_figures(programme, place, given, only)
    return place_card(at, at.places[place], year, against)


def with_figures(programme: Programme, place: str, given: Given, only: Iterable[str] | None = None) -> Programme:
    """The programme with one place, and what it gave."""
    actuals = {year: year_of(year, entries) for year, entries in sorted(given.items())}
    one = replace(programme.places[place], actuals=actuals)
    if only is not None:
        one = replace(one, indicators={id_: each for id_, each in one.indicators.items() if id_ in set(only)})
    return replace(programme, places={place: one})


def year_of(year: int, entries: Mapping[str, Entry | None]) -> YearOfActuals:
    """What a place gave in a year."""
    return YearOfActuals(year=year, as_of=None, source=(), published=(), entries=entries, located=lambda _id: None)


def count_places(judged: Judged, chosen: Sequence[Place], *, ranked: bool = False) -> list[PlaceScore]:
    """Each place with its counts; with ranks where they are asked for, which cost a set of indicators for each."""
    laid = judged.laid
    order = {id_: at for at, id_ in enumerate(laid.usual)}
    blocks = 1 + (len(order) - 1) // _BITS if ranked else 0
    if ranked:
        bits = [(id_, at // _BITS, 1 << at % _BITS) for id_, at in order.items()]
        judged.facts.engine.register("bits", {"indicator": "STRING", "block": "INT", "bit": "BIGINT"}, bits)
    verdict = "status <> 'unscored'" + (" AND counts" if laid.watched else "")
    masks = [f"SUM(CASE WHEN block = {at} AND {verdict} THEN bit ELSE 0 END) AS mask_{at}" for at in range(blocks)]
    lines = f"SELECT * FROM ({judged.lines}) l JOIN bits USING (indicator)" if ranked else judged.lines
    found = {
        row[0]: row[1:]
        for row in judged.facts.engine.rows(sql.tallies(lines, "place", masks, watched=bool(laid.watched)))
    }
    none = (0,) * (1 + len(sql.COUNTS) + blocks)
    scored, standings = [], []
    for place in chosen:
        rows, *counts = found.get(place.id, none)
        counted = laid.places[place.id]
        tally = tally_of(counted, counts[: len(sql.COUNTS)])
        scored.append(
            PlaceScore(
                place=place,
                tally=tally,
                published=(),
                own_targets=counted.own_targets,
                rank=None,
                gave_figures=rows > 0,
                is_withdrawn=not place.in_years(laid.year),
                card=None,
            )
        )
        standings.append(Standing(tuple(map(int, counts[len(sql.COUNTS) :])), tally.judged, tally.met_or_exceeded))
    if not ranked:
        return scored
    return [replace(each, rank=rank) for each, rank in zip(scored, ranks(standings), strict=True)]


def tally_of(counted: bars.Counted, counts: Sequence[int]) -> Tally:
    """A tally of what rows make, and of how many indicators are counted."""
    each = dict(zip(sql.COUNTS, counts, strict=True))
    verdicts = each["exceeded"] + each["met"] + each["unmet"] + each["not_started"]
    return Tally(
        met_or_exceeded=each["exceeded"] + each["met"],
        total=counted.total,
        unscored=counted.total - verdicts,
        withdrawn=counted.withdrawn,
        **each,
    )


def report(facts: Facts, year: int, against: Against, asked: Shown) -> PlacesReport:
    """The places of a year side by side, as `judge.places.places` has them."""
    judged = judge(facts, year, against)
    if asked.lines_to is not None:
        write_lines(judged, asked.lines_to)
    programme = facts.programme
    if asked.figures:
        scored = with_cards(judged, asked.places, asked.indicator)
    elif asked.statuses:
        cards = {card.place.id: card for card in thin_cards(judged, asked.places)}
        scored = [replace(each, card=cards[each.place.id].card) for each in count_places(judged, asked.places)]
    else:
        scored = count_places(judged, asked.places, ranked=asked.ranked)
    return PlacesReport(
        programme=programme,
        year=year,
        against=against,
        places=tuple(scored),
        whole=score(programme, year, against) if year in programme.actuals else None,
        rollup=tuple(roll_up_facts(facts, year)),
    )


def sum_by_group(judged: Judged, chosen: Sequence[Place]) -> tuple[Sum, ...]:
    """The counts of places together, by groups of indicators."""
    laid, programme, engine = judged.laid, judged.facts.programme, judged.facts.engine
    common = as_asked_of_all(programme.indicators)
    number = {id_: at for at, id_ in enumerate(programme.groups)}
    engine.register(
        "grouped", {"indicator": "STRING", "number": "INT"}, [(i, number[e.group]) for i, e in common.items()]
    )
    there = [place for place in chosen if place.in_years(laid.year)]
    engine.register("chosen", {"place": "STRING"}, [(place.id,) for place in there])
    lines = f"""SELECT l.*, g.number FROM ({judged.lines}) l
      JOIN grouped g ON g.indicator = l.indicator JOIN chosen c ON c.place = l.place"""
    found = {row[0]: row[2:] for row in engine.rows(sql.tallies(lines, "number", watched=bool(laid.watched)))}
    totals, withdrawn = _asked_by_group(there, common, laid)
    return tuple(
        Sum(
            id=id_,
            name=name,
            places=len(there),
            tally=tally_of(bars.Counted(totals[id_], withdrawn[id_], 0), found.get(at, (0,) * len(sql.COUNTS))),
        )
        for at, (id_, name) in enumerate(programme.groups.items())
    )


def _asked_by_group(
    places: Sequence[Place], common: Mapping[str, Indicator], laid: Laid
) -> tuple[Counter[str], Counter[str]]:
    """How many lines of each group are counted in some places together, and how many are withdrawn."""
    total: Counter[str] = Counter()
    withdrawn: Counter[str] = Counter()
    for id_, each in common.items():
        if id_ not in laid.watched:
            (total if each.in_years(laid.year) else withdrawn)[each.group] += len(places)
    for place in places:
        for id_ in place.not_counted:
            if id_ not in laid.watched and common[id_].in_years(laid.year):
                total[common[id_].group] -= 1
                withdrawn[common[id_].group] += 1
    return total, withdrawn


class Shown(NamedTuple):
    """What is shown of places: which ones, and how much of each."""

    places: Sequence[Place]
    ranked: bool = False
    indicator: str | None = None
    figures: bool = False
    """Whether lines are shown with their figures, which the judge makes."""
    statuses: bool = False
    """Whether the status of each line is shown."""
    lines_to: str | None = None
    """A file that every line is written into."""


MOST_LINES = 1_000_000
"""How many lines are shown with their figures; more of them are for a file."""


def too_many_lines(number: int) -> Complaint:
    """More lines are asked for than are shown."""
    return Complaint(
        "{n} lines are too many to show", "write them with --lines FILE, or choose with --within or --kind", n=number
    )


def with_cards(judged: Judged, chosen: Sequence[Place], indicator: str | None) -> list[PlaceScore]:
    """Places with their counts, and their lines as the judge makes them of what they gave: all, or one indicator."""
    facts, laid = judged.facts, judged.laid
    number = len(chosen) * (len(laid.usual) if indicator is None else 1)
    if number > MOST_LINES:
        raise too_many_lines(number)
    only = None if indicator is None else {indicator}
    ids = {place.id for place in chosen}
    given = {place: each for place, each in _given(facts, laid.years, only) if place in ids}
    scored = []
    for each in count_places(judged, chosen):
        card = card_of(facts.programme, each.place.id, given.get(each.place.id, {}), laid.year, laid.against, only)
        scored.append(replace(each, card=card))
    return scored


def _given(facts: Facts, years: Sequence[int], only: Iterable[str] | None) -> Iterator[tuple[str, Given]]:
    """What each place gave in some years, of some indicators; one place after another."""
    joined = ""
    if only is not None:
        facts.engine.register("wanted", {"indicator": "STRING"}, [(id_,) for id_ in sorted(only)])
        joined = "JOIN wanted w ON w.indicator = r.indicator_text"
    query = f"""SELECT r.part, {_cells()} FROM rows r {joined}
      WHERE r.year IN ({", ".join(map(str, years))}) ORDER BY r.place_text"""
    return _by_place(facts, facts.engine.rows(query))


def place_given(facts: Facts, place: str) -> Given:
    """Everything that one place gave."""
    facts.engine.register("wanted_place", {"place": "STRING"}, [(place,)])
    query = f"SELECT r.part, {_cells()} FROM rows r JOIN wanted_place w ON w.place = r.place_text"
    return next((given for _, given in _by_place(facts, facts.engine.rows(query))), {})


def years_there(facts: Facts) -> list[int]:
    """The years that have a row, in order."""
    return sorted(year for (year,) in facts.engine.rows("SELECT DISTINCT year FROM facts"))


class ThinCard(NamedTuple):
    """A place's lines without their figures."""

    place: Place
    card: Scorecard


def thin_cards(judged: Judged, chosen: Sequence[Place]) -> Iterator[ThinCard]:
    """Each place's statuses, by the engine; in the order of their ids, those without a row behind."""
    by_id = {place.id: place for place in chosen}
    columns = "place, indicator, status, basis, reason, said, provisional"
    query = f"SELECT {columns} FROM ({judged.lines}) l ORDER BY place"
    for id_, rows in groupby(judged.facts.engine.rows(query), key=itemgetter(0)):
        place = by_id.pop(id_, None)
        if place is not None:
            yield ThinCard(place, _thin(judged, place, {row[1]: row[2:] for row in rows}))
    for place in by_id.values():
        yield ThinCard(place, _thin(judged, place, {}))


def _thin(judged: Judged, place: Place, rows: Mapping[str, Sequence[Any]]) -> Scorecard:
    laid, programme = judged.laid, judged.facts.programme
    there = place.in_years(laid.year)
    lines = []
    for id_, indicator in place.indicators.items():
        status, basis, reason, said, provisional = rows.get(id_) or _SILENT
        if not there or not indicator.in_years(laid.year):
            status, basis, reason, said, provisional = _WITHDRAWN
        lines.append(
            Line(
                id=id_,
                indicator=indicator,
                status=Status(status),
                basis=Basis(basis),
                reason=None if reason is None else Reason(reason),
                reported=None if said is None else Status(said),
                actual=None,
                target=None,
                provisional=bool(provisional),
                entry=None,
                written_target=None,
                sources=Sources(),
                where=(_nowhere, programme.located),
                figure_year=None,
            )
        )
    return Scorecard(
        programme=programme,
        year=laid.year,
        against=laid.against,
        tally=count(lines),
        groups=(),
        lines=tuple(lines),
        published=(),
    )


_SILENT = (Status.UNSCORED, Basis.NONE, Reason.NO_ACTUAL, None, 0)
_WITHDRAWN = (Status.WITHDRAWN, Basis.NONE, None, None, 0)


def _nowhere(_id: str) -> str | None:
    return None


def write_lines(judged: Judged, path: str) -> None:
    """Every line of every place into a file, in file order."""
    facts, year = judged.facts, judged.laid.year
    places = [(id_, at, int(not each.in_years(year))) for at, (id_, each) in enumerate(facts.programme.places.items())]
    facts.engine.register("asked_places", sql.ASKED_PLACES, places)
    indicators = as_asked_of_all(facts.programme.indicators)
    asked = [
        (id_, at, int(each.is_milestone), int(not each.in_years(year)))
        for at, (id_, each) in enumerate(indicators.items())
    ]
    facts.engine.register("asked_indicators", sql.ASKED_INDICATORS, asked)
    facts.engine.write(sql.every_line(judged.query, year, hard=judged.hard), path)


def roll_up_facts(facts: Facts, year: int) -> Iterator[RollupCheck]:
    """The figures of places together, held against that of the whole: as `judge.places.roll_up`, by itself."""
    rollups = [each.rollup.ratio or (id_,) for id_, each in facts.programme.indicators.items() if each.rollup]
    ids = {id_ for each in rollups for id_ in each}
    if not ids:
        return iter(())
    places = dict(facts.programme.places)
    for id_, given in _given(facts, [year], ids):
        places[id_] = replace(places[id_], actuals={each: year_of(each, entries) for each, entries in given.items()})
    return roll_up(replace(facts.programme, places=places), year)


def diff_facts(facts: Facts, old: int, new: int, against: Against) -> PlacesDiff:
    """Two years of every place side by side, as `judge.places.diff_places` has them."""
    engine, programme, every = facts.engine, facts.programme, list(facts.programme.places.values())
    sides = []
    for name, year in (("old_lines", old), ("new_lines", new)):
        judged = judge(facts, year, against)
        engine.keep(name, f"SELECT place, indicator, status FROM ({judged.lines}) l")
        sides.append(count_places(judged, every))
    counts = " AND ".join(f"{side}.status <> 'unscored'" for side in "on")
    met = {side: f"CASE WHEN {side}.status IN ('met', 'exceeded') THEN 1 ELSE 0 END" for side in "on"}
    watched = "AND NOT EXISTS (SELECT 1 FROM watched w WHERE w.indicator = n.indicator)"
    query = f"""SELECT n.place, COUNT(*), CAST(SUM({met["n"]} - {met["o"]}) AS BIGINT)
      FROM old_lines o JOIN new_lines n ON n.place = o.place AND n.indicator = o.indicator
      WHERE {counts} {watched} GROUP BY n.place"""
    both = {place: (int(number), int(net)) for place, number, net in engine.rows(query)}
    moved = [
        PlaceMove(place=one.place, moved=_moved(one.tally, other.tally, *both.get(one.place.id, (0, 0))))
        for one, other in zip(*sides, strict=True)
    ]
    whole = None
    if old in programme.actuals and new in programme.actuals:
        found = diff(score(programme, old, against), score(programme, new, against))
        whole = _moved(found.old.tally, found.new.tally, found.judged_in_both, found.net)
    return PlacesDiff(programme=programme, old=old, new=new, against=against, places=tuple(moved), whole=whole)


def _moved(old: Tally, new: Tally, judged_in_both: int, net: int) -> Move:
    return Move(old=old, new=new, judged_in_both=judged_in_both, net=net)


def trend_facts(facts: Facts, against: Against) -> PlacesTrend:
    """The headlines of every place in each year, as `judge.places.trend_places` has them."""
    programme, every = facts.programme, list(facts.programme.places.values())
    first, last = programme.years
    years = tuple(year for year in years_there(facts) if first <= year <= last)
    by_year = [[each.tally for each in count_places(judge(facts, year, against), every)] for year in years]
    courses = zip(*by_year, strict=True) if by_year else ((),) * len(every)
    return PlacesTrend(
        programme=programme,
        against=against,
        years=years,
        places=tuple(
            PlaceCourse(place=place, tallies=tuple(tallies)) for place, tallies in zip(every, courses, strict=True)
        ),
        whole=tuple(score(programme, year, against).tally if year in programme.actuals else None for year in years),
    )


def check_facts(facts: Facts, year: int, against: Against, gates: Gates, since: int | None) -> PlacesVerdict:
    """Every place held to the gates, as `judge.places.check_places` does."""
    every = list(facts.programme.places.values())
    before: dict[str, Scorecard] = {}
    if since is not None:
        before = {each.place.id: each.card for each in thin_cards(judge(facts, since, against), every)}
    judged = judge(facts, year, against)
    scored = count_places(judged, every)
    held = {}
    for each in thin_cards(judged, every):
        found = check(each.card, gates.least, gates.fail_on, before.get(each.place.id))
        held[each.place.id] = (found.passed, found.gates)
    verdicts = [
        PlaceVerdict(score=each, passed=held[each.place.id][0], gates=held[each.place.id][1])
        for each in scored
        if not each.is_withdrawn
    ]
    whole = score(facts.programme, year, against) if year in facts.programme.actuals else None
    shown = PlacesReport(
        programme=facts.programme, year=year, against=against, places=tuple(scored), whole=whole, rollup=()
    )
    passed = bool(verdicts) and all(each.passed for each in verdicts)
    return PlacesVerdict(report=shown, places=tuple(verdicts), passed=passed)
