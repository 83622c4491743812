"""Every row of the facts looked at once: an engine finds the suspects, and the same checks as ever judge those.

An engine takes `1_000`, `012`, `+5`, ` 5` and Arabic digits without a word, and rounds what has more decimals than its
type. So it is asked only for rows that are not plainly right. Of these the checks of `programme` say what is wrong with
each; one that is right after all (an exponent, twenty digits) is hard: its place and indicator are judged by `rules`.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal
from pathlib import Path
from typing import Any, NamedTuple

from an_sinh.engine.bars import MOST, MOST_WORKED_OUT, STEP
from an_sinh.engine.engines import Engine
from an_sinh.engine.facts import BESIDE, COLUMNS, Part
from an_sinh.engine.sql import BOUND
from an_sinh.errors import Complaint, Problem
from an_sinh.figures import plain
from an_sinh.programme.model import YEAR, Indicator
from an_sinh.programme.place_checks import as_asked_of_all
from an_sinh.programme.places import PlaceSet
from an_sinh.programme.reading import missing_key
from an_sinh.programme.tables import not_csv, wrong_width
from an_sinh.text import quoted
from an_sinh.values import dataclass

_BITS = 60
"""Indicators that one mask tells apart."""
_WIDE = Context(prec=80)
_EVER = (0, 9999)
_INDICATORS = {
    "indicator": "STRING",
    "low": BOUND,
    "high": BOUND,
    "truth": "INT",
    "first_year": "INT",
    "last_year": "INT",
    "block": "INT",
    "bit": "BIGINT",
}
_PLACES = {"place": "STRING", "first_year": "INT", "last_year": "INT"}
_LEFT_OUT = {"place": "STRING", "indicator": "STRING"}
_CELLS = (*COLUMNS, *BESIDE)


class Row(NamedTuple):
    """A row of the facts as it is written."""

    file: str
    number: int | None
    """Its row in Parquet, from 0 on; None in CSV, whose lines an engine does not count."""
    part: int
    cells: tuple[str | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sifted:
    """What came of looking at every row."""

    rows: int
    hard: tuple[tuple[str, str], ...]
    """Places and indicators that the grid can't hold."""
    bad: int
    """How many faults there are."""
    problems: tuple[Problem, ...]
    """The first of them, in the order of the files."""


def sift(
    engine: Engine,
    parts: Sequence[Part],
    places: PlaceSet,
    *,
    reject: Callable[[Problem, Sequence[str | None]], None] | None = None,
    most: int = 50,
) -> Sifted:
    """Check every row; `reject` is told of each fault with its row's cells, and the first `most` are kept."""
    _register(engine, places)
    blocks = 1 + (len(places.frame.indicators) - 1) // _BITS
    try:
        rows, suspects, doubled = next(engine.rows(_sieve(places, blocks)))
    except Complaint:
        malformed = tuple(problem for part in parts if part.header is not None for problem in _malformed(part))
        if not malformed:
            raise
        return Sifted(rows=0, hard=(), bad=len(malformed), problems=malformed[:most])
    found = _Found(places, parts, reject, most)
    if suspects:
        found.look_at(
            Row(engine.named(file), number, part, tuple(cells))
            for file, number, part, *cells in engine.rows(_suspects(places))
        )
    twice = {tuple(key) for key in engine.rows(_twice())} if doubled else set()
    if found.faulty or twice:
        found.locate(engine, twice)
    return Sifted(rows=rows or 0, hard=tuple(sorted(found.hard)), bad=found.bad, problems=tuple(found.problems))


def _malformed(part: Part) -> Iterator[Problem]:
    """The rows of tables that an engine can't read: of another width, with a quote too few, or no UTF-8."""
    assert part.header is not None
    for name in part.names:
        line = 1
        try:
            with Path(name).open(encoding="utf-8-sig", newline="") as file:
                reader = csv.reader(file, strict=True)
                for row in reader:
                    if row and len(row) != len(part.header):
                        yield wrong_width(len(row), len(part.header)).at((line, 1), name)
                    line = reader.line_num + 1
        except csv.Error as error:
            yield not_csv(str(error)).at((line, 1), name)
        except UnicodeDecodeError:
            problem = Problem("encoding", "this is not UTF-8: {detail}", "save the file as UTF-8", detail=quoted(name))
            yield problem.at((line, 1), name)


def _register(engine: Engine, places: PlaceSet) -> None:
    heads = [(id_, *(head.years or _EVER)) for id_, head in places.heads.items()]
    engine.register("known_places", _PLACES, heads)
    common = as_asked_of_all(places.frame.indicators)
    either = _either(places, common)
    indicators = [
        (
            id_,
            *_limits(each),
            2 if id_ in either else int(each.is_milestone),
            *(each.years or _EVER),
            at // _BITS,
            1 << at % _BITS,
        )
        for at, (id_, each) in enumerate(common.items())
    ]
    engine.register("known_indicators", _INDICATORS, indicators)
    left_out = [(place, id_) for place, own in places.own.items() for id_ in own.not_counted]
    engine.register("left_out", _LEFT_OUT, left_out)


def _either(places: PlaceSet, common: Mapping[str, Indicator]) -> set[str]:
    """Indicators that are a milestone for one place and a figure for another: each row of theirs is looked at."""
    found = set()
    for place, own in places.own.items():
        asked = places.asked(place).indicators
        found |= {id_ for id_ in own.targets if id_ in common and asked[id_].is_milestone != common[id_].is_milestone}
    return found


def _limits(indicator: Indicator) -> tuple[Decimal, Decimal]:
    """Between what a figure needs no second look: its limits, and what sums and products can hold."""
    worked_out = indicator.cumulative or any(target.is_worked_out for target in indicator.written_targets)
    most = MOST_WORKED_OUT if worked_out else MOST
    low, high = -most + STEP, most - STEP
    if indicator.limits is not None:
        if indicator.limits.low is not None and indicator.limits.low > low:
            low = min(indicator.limits.low, MOST).quantize(STEP, ROUND_CEILING, _WIDE)
        if indicator.limits.high is not None and indicator.limits.high < high:
            high = max(indicator.limits.high, -MOST).quantize(STEP, ROUND_FLOOR, _WIDE)
    return low, high


def _is_suspect(places: PlaceSet) -> str:
    """What of a row `r`, its place `p` and its indicator `i` is not plainly right."""
    words = "('exceeded', 'met', 'unmet', 'not-started')"
    ways = "('on-track', 'behind', 'far-behind')"
    flags = "('true', 'false')"
    conditions = [
        "p.place IS NULL",
        "i.indicator IS NULL",
        "r.odd_year",
        f"r.year > {places.frame.years[1]}",
        "r.year < p.first_year OR r.year > p.last_year",
        "r.year < i.first_year OR r.year > i.last_year",
        "r.odd_value",
        "r.v IS NOT NULL AND r.truth <> i.truth",
        f"CAST(r.v AS {BOUND}) < i.low OR CAST(r.v AS {BOUND}) > i.high",
        f"NOT COALESCE(r.reported_text, 'met') IN {words}",
        f"NOT COALESCE(r.reported_term_text, 'met') IN {words}",
        "r.v IS NOT NULL AND (r.reported_text = 'not-started' OR r.reported_term_text = 'not-started')",
        f"NOT COALESCE(r.reported_outlook_text, 'behind') IN {ways}",
        "r.reported_outlook_text IS NOT NULL AND r.reported_term_text IN ('exceeded', 'met')",
        f"NOT COALESCE(r.inferred_text, 'true') IN {flags}",
        f"NOT COALESCE(r.provisional_text, 'true') IN {flags}",
    ]
    if any(own.not_counted for own in places.own.values()):
        conditions.append("l.place IS NOT NULL")
    return " OR ".join(f"COALESCE({each}, FALSE)" for each in conditions)


def _joined(places: PlaceSet) -> str:
    joined = """FROM rows r
      LEFT JOIN known_places p ON p.place = r.place_text
      LEFT JOIN known_indicators i ON i.indicator = r.indicator_text"""
    if any(own.not_counted for own in places.own.values()):
        joined += "\n      LEFT JOIN left_out l ON l.place = r.place_text AND l.indicator = r.indicator_text"
    return joined


def _sieve(places: PlaceSet, blocks: int) -> str:
    """How many rows there are, how many are suspect, and in how many years of places something is there twice.

    A place's year has something twice where its rows are more than the bits that they set: a third of what it costs to
    group by the whole key.
    """
    masks = ", ".join(f"BIT_OR(CASE WHEN i.block = {at} THEN i.bit ELSE 0 END) AS mask_{at}" for at in range(blocks))
    bits = " + ".join(f"CAST(BIT_COUNT(mask_{at}) AS BIGINT)" for at in range(blocks))
    return f"""
    SELECT CAST(SUM(n) AS BIGINT), CAST(SUM(suspects) AS BIGINT),
      CAST(SUM(CASE WHEN n <> {bits} THEN 1 ELSE 0 END) AS BIGINT)
    FROM (
      SELECT COUNT(*) AS n, SUM(CASE WHEN {_is_suspect(places)} THEN 1 ELSE 0 END) AS suspects, {masks}
      {_joined(places)}
      GROUP BY r.place_text, r.year
    ) counted"""


def _suspects(places: PlaceSet) -> str:
    cells = ", ".join(f"r.{name}_text" for name in _CELLS)
    return f"SELECT r.file_name, r.file_row, r.part, {cells} {_joined(places)} WHERE {_is_suspect(places)}"


def _twice() -> str:
    """The keys of what is there twice."""
    return """SELECT place_text, indicator_text, year_text FROM rows
      WHERE place_text IS NOT NULL AND indicator_text IS NOT NULL
      GROUP BY place_text, indicator_text, year_text HAVING COUNT(*) > 1"""


class _Found:
    """The faults as they are found, row by row."""

    def __init__(
        self,
        places: PlaceSet,
        parts: Sequence[Part],
        reject: Callable[[Problem, Sequence[str | None]], None] | None,
        most: int,
    ) -> None:
        self._places = places
        self._parts = parts
        self._reject = reject
        self._most = most
        self.hard: set[tuple[str, str]] = set()
        self.faulty: set[Row] = set()
        """Rows with a fault, by what is written in them."""
        self.bad = 0
        self.problems: list[Problem] = []

    def look_at(self, rows: Iterable[Row]) -> None:
        """Sort the suspects: what is right is hard, what is wrong is kept to be placed."""
        for row in rows:
            if next(self.faults(row), None) is None:
                place, indicator = row.cells[:2]
                self.hard.add((str(place), str(indicator)))
            else:
                self.faulty.add(row)

    def faults(self, row: Row) -> Iterator[Problem]:
        """Everything that is wrong with a row."""
        cells = dict(zip(_CELLS, row.cells, strict=True))
        place, indicator, year = cells.pop("place"), cells.pop("indicator"), cells.pop("year")
        for name, cell in (("place", place), ("indicator", indicator), ("year", year)):
            if cell is None:
                yield missing_key(name)
        if place is None or indicator is None or year is None:
            return
        if not YEAR.fullmatch(year):
            yield Problem("not-a-year", "{text} is not a year", "write four digits, such as 2022", text=quoted(year))
            return
        value, fault = as_written(cells["value"], self._parts[row.part].kinds.get("value", "text"))
        if fault is not None:
            yield fault
        _, found = self._places.fact(place, int(year), indicator, {**cells, "value": value})
        yield from (problem for _, problem in found)

    def locate(self, engine: Engine, twice: set[tuple[Any, ...]]) -> None:
        """Tell each fault in the order of the files, with its line or row."""
        by_file: dict[str, list[Row]] = {}
        for row in self.faulty:
            by_file.setdefault(row.file, []).append(row)
        seen: dict[tuple[Any, ...], str] = {}
        for number, part in enumerate(self._parts):
            for name in part.names:
                placed = (
                    self._in_csv(name, number, part, twice)
                    if part.header is not None
                    else self._in_parquet(engine, name, number, by_file, twice)
                )
                for row, line in placed:
                    for problem in self.faults(row) if row in self.faulty else ():
                        self._add(problem.at((line, 1), name), row)
                    key = tuple(map(str, row.cells[:3]))
                    if key in twice:
                        if key in seen:
                            self._add(_second(key, seen[key]).at((line, 1), name), row)
                        seen.setdefault(key, f"{name}:{line}")

    def _in_csv(self, name: str, number: int, part: Part, twice: set[tuple[Any, ...]]) -> Iterator[tuple[Row, int]]:
        assert part.header is not None
        order = [part.header.index(part.columns[ours]) if ours in part.columns else None for ours in _CELLS]
        with Path(name).open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file)
            next(reader)
            last = reader.line_num
            for cells in reader:
                line, last = last + 1, reader.line_num
                found = tuple((cells[at] or None) if at is not None and at < len(cells) else None for at in order)
                row = Row(name, None, number, found)
                if row in self.faulty or found[:3] in twice:
                    yield row, line

    def _in_parquet(
        self, engine: Engine, name: str, number: int, by_file: Mapping[str, list[Row]], twice: set[tuple[Any, ...]]
    ) -> Iterator[tuple[Row, int]]:
        rows = set(by_file.get(name, ()))
        if twice:
            cells = ", ".join(f"r.{each}_text" for each in _CELLS)
            engine.register("twice", {"place": "STRING", "indicator": "STRING", "year": "STRING"}, [*twice])
            query = f"""SELECT r.file_name, r.file_row, {cells} FROM rows r JOIN twice t
              ON t.place = r.place_text AND t.indicator = r.indicator_text AND t.year = r.year_text
              WHERE r.part = {number}"""
            found = ((engine.named(file), at, each) for file, at, *each in engine.rows(query))
            rows |= {Row(file, at, number, tuple(each)) for file, at, each in found if file == name}
        yield from ((row, (row.number or 0) + 1) for row in sorted(rows, key=lambda row: row.number or 0))

    def _add(self, problem: Problem, row: Row) -> None:
        self.bad += 1
        if len(self.problems) < self._most:
            self.problems.append(problem)
        if self._reject is not None:
            self._reject(problem, row.cells)


def as_written(value: str | None, kind: str) -> tuple[str | None, Problem | None]:
    """A value that was no text in its file, as it would be written; or why it is no figure."""
    if value is None or kind in ("text", "truth", "integer"):
        return value, None
    if kind in ("double", "float"):
        most = 15 if kind == "double" else 6
        figure = Decimal(repr(float(value)))
        if not figure.is_finite() or len(figure.normalize().as_tuple().digits) > most:
            return None, Problem(
                "not-a-figure",
                "{text} is a binary number, and no decimal of at most {n} digits",
                "write the column as DECIMAL or as text",
                text=quoted(value),
                n=most,
            )
        return plain(figure.normalize()), None
    whole, point, rest = value.partition(".")
    rest = rest.rstrip("0")
    return (f"{whole}.{rest}" if point and rest else whole), None


def _second(key: Sequence[str], first: str) -> Problem:
    place, indicator, year = key
    return Problem(
        "duplicate-key",
        "{id} of {place} in {year} is at {first} too",
        "keep one of them",
        id=quoted(indicator),
        place=quoted(place),
        year=year,
        first=first,
    )
