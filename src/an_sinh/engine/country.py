"""A programme's places counted by an engine: the same results as `judge.places`, from a table of facts.

The engine counts lines by place; what has no row is worked out from how many indicators a place is asked for, so no
grid of places and indicators is built. Lines themselves are asked for where they are shown, and then made by the judge.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from an_sinh.engine import bars, sql
from an_sinh.engine.bars import HARD, Bar, Laid, lay
from an_sinh.engine.engines import Engine
from an_sinh.engine.facts import BESIDE, COLUMNS, Part, Source, lay_facts, read_parts
from an_sinh.engine.sieve import Sifted, as_written, sift
from an_sinh.errors import Problem
from an_sinh.judge.places import PlaceScore, PlacesReport, Standing, place_card, ranks
from an_sinh.judge.scorecard import Line, Scorecard, Tally, score
from an_sinh.programme.model import Entry, Place, Programme, YearOfActuals, outside_years
from an_sinh.programme.places import PlaceSet
from an_sinh.programme.tables import read_cells
from an_sinh.terms import Against
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
) -> Facts:
    """Read and check every row; DataError with the first faults where one is wrong."""
    parts = read_parts(engine, source)
    lay_facts(engine, parts)
    sifted = sift(engine, parts, places, reject=reject)
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
    return (place, line.id, *words, int(line.provisional), int(line.discrepancy))


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
    actuals = {year: _year(year, entries) for year, entries in sorted(given.items())}
    one = replace(programme.places[place], actuals=actuals)
    if only is not None:
        one = replace(one, indicators={id_: each for id_, each in one.indicators.items() if id_ in set(only)})
    return replace(programme, places={place: one})


def _year(year: int, entries: Mapping[str, Entry | None]) -> YearOfActuals:
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


def report(facts: Facts, year: int, against: Against, chosen: Sequence[Place], *, ranked: bool = False) -> PlacesReport:
    """The places of a year side by side, as `judge.places.places` has them."""
    judged = judge(facts, year, against)
    programme = facts.programme
    return PlacesReport(
        programme=programme,
        year=year,
        against=against,
        places=tuple(count_places(judged, chosen, ranked=ranked)),
        whole=score(programme, year, against) if year in programme.actuals else None,
        rollup=(),
    )
