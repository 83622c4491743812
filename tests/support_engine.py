"""A made-up country before an engine and before the judge, and where the two differ."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from an_sinh import load, places
from an_sinh.engine.country import Facts, Shown, judge, open_facts, report
from an_sinh.engine.engines import Engine
from an_sinh.engine.facts import find_facts
from an_sinh.judge.places import PlacesReport
from an_sinh.programme.loading import DataSet
from an_sinh.terms import Against
from tests.support_facts import YEARS, write_directory, write_facts

Line = tuple[Any, ...]


def expected_lines(found: PlacesReport) -> dict[tuple[str, str], Line]:
    """What the judge says of each place and indicator of which something is known."""
    return {
        (each.place.id, line.id): (
            line.status.value,
            line.basis.value,
            line.reason.value if line.reason else None,
            line.reported.value if line.reported else None,
            int(line.provisional),
            int(line.discrepancy),
        )
        for each in found.places
        for line in each.lines
        if (given := each.place.read(found.year)) is not None and line.id in given.entries
    }


def engine_lines(facts: Facts, year: int, against: Against) -> dict[tuple[str, str], Line]:
    columns = "place, indicator, status, basis, reason, said, provisional, discrepancy"
    query = f"SELECT {columns} FROM ({judge(facts, year, against).lines}) x"
    return {(place, indicator): tuple(rest) for place, indicator, *rest in facts.engine.rows(query)}


def open_on(engine: Engine, folder: Path, path: Path) -> Facts:
    data = DataSet(folder, "data")
    return open_facts(engine, find_facts(str(path), {}), data.place_set(), data.programme([], places=True))


@dataclass(frozen=True)
class Made:
    """A made-up country: what the judge says of it, and its facts before an engine."""

    folder: Path
    path: Path
    wanted: Mapping[tuple[int, Against], PlacesReport]


def make(folder: Path, seed: int, every: int = 1) -> Made:
    """A made-up country; `every` takes some of its indicators."""
    path = folder / "facts.csv"
    write_facts(path, write_directory(folder / "data", seed, every))
    programme = load(folder / "data")
    wanted = {(year, against): places(programme, year, against) for year in YEARS for against in Against}
    return Made(folder / "data", path, wanted)


def differences(facts: Facts, made: Made, asked: Iterable[tuple[int, Against]]) -> list[object]:
    """Every line and every tally in which an engine and the judge differ."""
    found: list[object] = []
    for year, against in asked:
        wanted = made.wanted[year, against]
        lines, told = expected_lines(wanted), engine_lines(facts, year, against)
        found += [(year, against, key, each, told.get(key)) for key, each in lines.items() if told.get(key) != each]
        found += [(year, against, key, None, told[key]) for key in told.keys() - lines.keys()]
        counted = report(facts, year, against, Shown(list(facts.programme.places.values()), ranked=True)).places
        for one, other in zip(wanted.places, counted, strict=True):
            same = (one.tally, one.own_targets, one.rank) == (other.tally, other.own_targets, other.rank)
            found += [] if same else [(year, against, one.place.id, one.tally, other.tally)]
    return found
