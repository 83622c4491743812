"""Loading and scoring in this process, over the C parser's own work on the same bytes."""

from __future__ import annotations

import csv
import gc
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.cyaml import CParser

from an_sinh import load, places, score


def compose(files: Sequence[Path]) -> None:
    """What the floor is: ruamel.yaml's `compose` by the C parser, nodes without any meaning."""
    for file in files:
        YAML(typ="safe").compose(file.read_text(encoding="utf-8"))


def events(files: Iterable[Path]) -> None:
    """The C parser's events alone, which is where the loader starts from."""
    for file in files:
        parser = CParser(file.read_text(encoding="utf-8"))
        while parser.get_event() is not None:
            pass


def load_and_score(folder: Path) -> None:
    """Every year of a data directory, with all checks."""
    programme = load(folder)
    for year in programme.actuals:
        score(programme, year)


def load_and_compare(folder: Path) -> None:
    """Every place of a data directory, judged and compared."""
    places(load(folder), 2022)


def load_all(folder: Path) -> None:
    """Everything of a data directory, with all checks."""
    load(folder)


def decimals(table: Path) -> None:
    """What the floor of a table is: Python's own csv reader, each row's place, indicator and Decimal kept in a list."""
    with table.open(newline="", encoding="utf-8") as file:
        rows = csv.reader(file)
        next(rows)
        [(place, indicator, Decimal(value)) for place, indicator, value, *_ in rows]


def least(works: Mapping[str, Callable[[], None]], runs: int) -> dict[str, float]:
    """Each work's least processor seconds, taken in turn; garbage is collected as Python does it by itself.

    Each starts with nothing left to collect: else one work would pay for what those before it made.
    """
    found: dict[str, float] = {}
    for _ in range(runs):
        for name, work in works.items():
            gc.collect()
            start = time.process_time()
            work()
            taken = time.process_time() - start
            found[name] = min(taken, found.get(name, taken))
    return found
