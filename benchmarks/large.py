"""Facts by an engine, over the same engine's own scan of the same columns, in the same run: `make bench-large`.

    python -m benchmarks.large [--rows 10000000] [--spark] [--growth] [--folder DIR]

`--growth` measures ten times as many rows too. Each figure is the least of three runs; processor seconds for DuckDB,
which works in this process, and seconds by the clock for Spark, which does not.
"""

from __future__ import annotations

import argparse
import re
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from an_sinh import load, places
from an_sinh.engine import sql
from an_sinh.engine.country import Facts, Shown, judge, report
from an_sinh.engine.engines import Engine, open_engine
from an_sinh.engine.facts import find_facts, lay_facts, read_parts
from an_sinh.engine.sieve import sift
from an_sinh.programme.loading import DataSet
from an_sinh.terms import Against
from benchmarks.facts import YEARS, write_country

RUNS = 3
YEAR = YEARS[4]


class Bench:
    """Figures as they are found, each over its floor, held to its limit."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self.failed = 0

    def least(self, work: Callable[[], object], runs: int = RUNS) -> float:
        found = []
        for _ in range(runs):
            begun = self._clock()
            work()
            found.append(self._clock() - begun)
        return min(found)

    def told(self, name: str, ratio: float, limit: float, *, more: str = "", at_least: bool = False) -> None:
        held = ratio >= limit if at_least else ratio <= limit
        self.failed += not held
        sign = "≥" if at_least else "≤"
        print(f"{'✓' if held else '✗'} {name}: {ratio:.2f} ({sign} {limit}){more}", flush=True)


def opened(engine: Engine, data: Path, path: Path) -> Facts:
    """Facts before an engine, every row looked at."""
    files = DataSet(data, "data")
    parts = read_parts(engine, find_facts(str(path), {}))
    lay_facts(engine, parts)
    sifted = sift(engine, parts, files.place_set())
    assert not sifted.bad
    programme = files.programme([], places=True)
    source = find_facts(str(path), {})
    return Facts(
        engine=engine, parts=parts, places=files.place_set(), programme=programme, sifted=sifted, source=source
    )


def scan(engine: Engine, view: str = "part_0") -> Callable[[], object]:
    """What the floor is: every value of the columns compared with another or added to one, and nothing kept.

    Not the largest of each: an engine reads that from a Parquet file's head.
    """
    query = f"SELECT MAX(place), MAX(indicator), SUM(year), SUM(value), MAX(reported) FROM {view}"
    return lambda: _drained(engine.rows(query))


def _drained(rows: Iterable[object]) -> None:
    for _ in rows:
        pass


def counted(facts: Facts) -> Callable[[], object]:
    """The engine's part of one year: bars laid before it, every row judged, the counts of each place fetched."""
    return lambda: _drained(facts.engine.rows(sql.tallies(judge(facts, YEAR, Against.ANNUAL).lines, "place")))


def judged(facts: Facts) -> Callable[[], object]:
    """One year of every place, as a command has it."""
    shown = Shown(list(facts.programme.places.values()))
    return lambda: report(facts, YEAR, Against.ANNUAL, shown)


def of_parquet(bench: Bench, engine: Engine, folder: Path, rows: int, name: str) -> dict[str, float]:
    """One year with sums and changes and without, and the checks of all rows."""
    data, path = write_country(folder / "whole", rows)
    plain, _ = write_country(folder / "plain", rows, facts=False, plain=True)
    facts = opened(engine, data, path)
    floor = bench.least(scan(engine))
    found = {"scan": floor, "checks": bench.least(lambda: sift(engine, facts.parts, facts.places))}
    found["whole"] = bench.least(counted(facts))
    found["plain"] = bench.least(counted(opened(engine, plain, path)))
    found["results"] = bench.least(judged(facts), 1)
    seconds = ", ".join(f"{key} {value:.2f} s" for key, value in found.items())
    print(f"{name}, {facts.sifted.rows:,} rows of {len(facts.programme.places):,} places: {seconds}", flush=True)
    bench.told("one year without sums, over the scan", found["plain"] / floor, 2)
    bench.told("one year with sums and changes, over the scan", found["whole"] / floor, 4.5)
    bench.told("all checks of all rows, over the scan", found["checks"] / floor, 4)
    return found


def spelling(bench: Bench, engine: Engine, folder: Path, rows: int) -> None:
    """What it takes to prove how each value of a CSV is written, over the reader that reads it as a decimal."""
    _, path = write_country(folder / "csv", rows, table="csv")
    parts = read_parts(engine, find_facts(str(path), {}))
    lay_facts(engine, parts)
    types = {"place": "VARCHAR", "indicator": "VARCHAR", "year": "INT", "value": "DECIMAL(27,9)", "reported": "VARCHAR"}
    settings = "header = true, auto_detect = false, delim = ',', quote = '\"', escape = '\"'"
    typed = f"read_csv('{path}', {settings}, columns = {types})"
    looked = "COUNT(*), SUM(LENGTH(place)), SUM(LENGTH(indicator)), SUM(year), COUNT(reported)"
    floor = bench.least(lambda: _drained(engine.rows(f"SELECT {looked}, SUM(value) FROM {typed}")))
    words = re.sub(r"\((place|indicator|reported)\)", r"(\1_text)", looked)
    proved = f"SELECT {words}, SUM(v), SUM(CASE WHEN odd_value OR odd_year THEN 1 ELSE 0 END) FROM rows"
    found = bench.least(lambda: _drained(engine.rows(proved)))
    bench.told("the spelling of a CSV proved, over the typed reader", found / floor, 1.4, more=f" {found:.2f} s")


def beside_yaml(bench: Bench, folder: Path) -> None:
    """3,300 communes as facts, over the same as folders: by a share of them, which folders take long enough for."""
    share = 100
    data, path = write_country(folder / "communes", 3_300 * 500)
    few, table = write_country(folder / "few", share * 500)
    as_folder(few, table)
    begun = time.process_time()
    places(load(few), YEAR)
    of_yaml = (time.process_time() - begun) * 3_300 / share

    def whole() -> None:
        engine = open_engine("duckdb")
        judged(opened(engine, data, path))()
        engine.close()

    taken = bench.least(whole)
    more = f" (folders {of_yaml:.0f} s by a {share}th of 3,300; facts {taken:.2f} s)".replace("a 100th", "100")
    bench.told("3,300 communes as folders, over facts", of_yaml / taken, 80, more=more, at_least=True)


def as_folder(data: Path, table: Path) -> None:
    """Facts as a folder for each year, a file of YAML for each place."""
    import duckdb

    query = f"SELECT place, year, indicator, CAST(value AS VARCHAR), reported FROM '{table}' ORDER BY ALL"
    files: dict[Path, list[str]] = {}
    for place, year, indicator, value, reported in duckdb.sql(query).fetchall():
        lines = files.setdefault(data / "actuals" / str(year) / f"{place}.yaml", [f"year: {year}", "actuals:"])
        parts = [f"value: {value}"] * (value is not None) + [f"reported: {reported}"] * (reported is not None)
        lines.append(f"  {indicator}: {{{', '.join(parts)}}}")
    for path, lines in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=10_000_000)
    parser.add_argument("--growth", action="store_true")
    parser.add_argument("--spark", action="store_true")
    parser.add_argument("--memory", help="What the engine may take, for the largest")
    parser.add_argument("--folder", type=Path, help="Where the facts are put; else a folder that goes with the run")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        return _measured(asked, asked.folder or Path(made))


def _measured(asked: argparse.Namespace, folder: Path) -> int:
    bench = Bench(time.process_time)
    engine = open_engine("duckdb", memory=asked.memory)
    found = of_parquet(bench, engine, folder, asked.rows, "DuckDB")
    if asked.growth:
        more = of_parquet(bench, engine, folder / "more", 10 * asked.rows, "DuckDB")
        bench.told("ten times the rows, over ten times the time", more["whole"] / (10 * found["whole"]), 1.2)
    else:
        spelling(bench, engine, folder, asked.rows)
        beside_yaml(bench, folder)
    engine.close()
    print(f"at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB in this process", flush=True)
    if asked.spark:
        spark = open_engine("spark")
        of_parquet(Bench(time.perf_counter), spark, folder, asked.rows, "Spark")
        spark.close()
    return 1 if bench.failed else 0


if __name__ == "__main__":
    sys.exit(main())
