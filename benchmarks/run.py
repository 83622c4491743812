"""`make bench`: every promise of speed as a ratio over a floor that is taken in the same run.

Seconds would tell of the machine. A ratio above its bound ends the run with exit code 1.
"""

from __future__ import annotations

import compileall
import platform
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent))

import loads
import made
import processes
from processes import ROOT, ansinh, python

YEARS = range(2021, 2026)
IMPORTS = """
import typer, rich.table, rich.console, ruamel.yaml, pydantic

class Model(pydantic.BaseModel):
    x: int
"""


class Row(NamedTuple):
    """A measure over its floor."""

    what: str
    floor: str
    ratio: float
    bound: float | None = None
    """None where it is told, and not held to anything."""
    seconds: float | None = None


def starts() -> Iterator[Row]:
    """Short runs, over the imports that they can't do without."""
    typer, imports = "import typer", "the bare imports"
    bounds = {"--version": (typer, 1.3), "score 2022": (imports, 1.15), "score 2022 --format json": (imports, 1.0)}
    commands = {typer: python(typer), imports: python(IMPORTS)}
    commands |= {line: ansinh(*line.split()) for line in bounds}
    used = processes.least(commands, runs=25)
    for line, (floor, bound) in bounds.items():
        yield Row(f"ansinh {line}", floor, used[line] / used[floor], bound, used[line])


def loading(folder: Path) -> Iterator[Row]:
    """2,000 indicators over five years, and ten times as many."""
    small, large = folder / "2000", folder / "20000"
    files = {size: made.programme(size, int(size.name), YEARS) for size in (small, large)}
    found = loads.least(
        {
            "compose": lambda: loads.compose(files[small]),
            "events": lambda: loads.events(files[small]),
            "load": lambda: loads.load_and_score(small),
        },
        runs=7,
    )
    ten_times = loads.least(
        {"compose": lambda: loads.compose(files[large]), "load": lambda: loads.load_and_score(large)}, runs=2
    )
    yield Row("load and score 2,000 × 5", "compose", found["load"] / found["compose"], 0.6, found["load"])
    yield Row("  the parser's events alone", "compose", found["events"] / found["compose"], None, found["events"])
    growth = (ten_times["load"] / found["load"]) / (ten_times["compose"] / found["compose"])
    yield Row("load and score ten times that", "compose's growth", growth, 1.2, ten_times["load"])
    code = "from an_sinh import load, score\nloaded = load({!r})"
    none, much = (processes.memory(code.format(str(data))) for data in (ROOT / "data", large))
    if none is not None and much is not None:
        size = sum(file.stat().st_size for file in files[large])
        yield Row(f"memory for {size / 1e6:.1f} MB of YAML", "the bytes read", (much - none) / size, 40)


def places(folder: Path) -> Iterator[Row]:
    """32 places × 100 indicators and 126 × 27 in small files, and 3,300 × 27 in one table; and how the table grows."""
    few, many_places, table, large = (folder / name for name in ("few", "many", "table", "large"))
    files = {folder: made.places(folder, *size) for folder, size in ((few, (32, 100)), (many_places, (126, 27)))}
    rows = made.place_table(table, 3_300, 27)
    many = made.place_table(large, 37_000, 27)
    found = loads.least(
        {
            "compose few": lambda: loads.compose(files[few]),
            "few": lambda: loads.load_and_compare(few),
            "compose many": lambda: loads.compose(files[many_places]),
            "many": lambda: loads.load_and_compare(many_places),
            "csv": lambda: loads.decimals(rows),
            "table": lambda: loads.load_all(table),
        },
        runs=7,
    )
    grown = loads.least({"csv": lambda: loads.decimals(many), "table": lambda: loads.load_all(large)}, runs=2)
    for name, what in (("few", "load and compare 32 × 100"), ("many", "load and compare 126 × 27")):
        yield Row(what, "compose", found[name] / found[f"compose {name}"], 0.9, found[name])
    yield Row(
        "load a table of 3,300 × 27", "csv and Decimal in a list", found["table"] / found["csv"], 6, found["table"]
    )
    growth = (grown["table"] / found["table"]) / (grown["csv"] / found["csv"])
    yield Row("a table of 999,000 rows", "csv's growth", growth, 1.2, grown["table"])
    code = "from an_sinh import load\nloaded = load({!r})"
    none, much = (processes.memory(code.format(str(data))) for data in (ROOT / "data", large))
    if none is not None and much is not None:
        yield Row("  memory for it, of each row", "one byte", (much - none) / 999_000, None)


def large_works(folder: Path) -> Iterator[Row]:
    """What is told, with its floor."""
    wide, long = folder / "wide", folder / "long"
    made.programme(wide, 20_000, [2025])
    files = made.programme(long, 2_000, range(2006, 2026))
    sheet = made.sheet(folder / "sheet.xlsx", rows=100_000, indicators=20_000)
    read = "from openpyxl import load_workbook as book\n[*book({!r}, read_only=True, data_only=True).active.values]"
    parse = "import sys, pathlib\nsys.path.insert(0, 'benchmarks')\nimport loads\nloads.events(map(pathlib.Path, {!r}))"
    commands = {
        "openpyxl": python(read.format(str(sheet))),
        "import": ansinh("import", "2025", str(sheet), "--data", str(wide), "--dry-run"),
        "parse 20": python(parse.format(list(map(str, files)))),
        "trend": ansinh("trend", "--data", str(long)),
        "score": ansinh("score", "2025", "--data", str(long)),
        "html": ansinh("score", "2025", "--data", str(long), "--format", "html"),
    }
    used = processes.least(commands, runs=2)
    for name, what, floor in (
        ("import", "import a sheet of 100,000 rows", "openpyxl"),
        ("trend", "trend of 2,000 × 20", "parse 20"),
        ("html", "html of 2,000 rows, 20 years", "parse 20"),
        ("score", "table of 2,000 rows, one year read", "parse 20"),
    ):
        alone = "openpyxl alone" if floor == "openpyxl" else "the parse of 20 years alone"
        yield Row(what, alone, used[name] / used[floor], None, used[name])


def sites(folder: Path) -> Iterator[Row]:
    """A site of 27 indicators over five years, and one of 100 with 32 places: here a second is the floor."""
    whole = folder / "whole"
    made.whole(whole, 32, 100)
    commands = {
        "small": ansinh("site", str(folder / "small-site"), "--data", str(ROOT / "data")),
        "large": ansinh("site", str(folder / "large-site"), "--data", str(whole)),
    }
    used = processes.least(commands, runs=2)
    yield Row("site of 27 × 5", "a second", used["small"], 1, used["small"])
    yield Row("site of 100 × 32 places × 5", "ten seconds", used["large"] / 10, 1, used["large"])


def main() -> int:
    """Measure, print, and judge."""
    compileall.compile_dir(ROOT / "src", quiet=1)
    print(
        f"Python {platform.python_version()} on {platform.machine()}; processor seconds, the least of interleaved runs"
    )
    failed = False
    with tempfile.TemporaryDirectory() as folder:
        for rows in (
            starts(),
            loading(Path(folder)),
            places(Path(folder)),
            sites(Path(folder)),
            large_works(Path(folder)),
        ):
            for row in rows:
                kept = row.bound is None or row.ratio <= row.bound
                failed |= not kept
                bound = "told" if row.bound is None else f"≤ {row.bound:g}"
                seconds = "" if row.seconds is None else f"{row.seconds:8.3f} s"
                print(f"{'✓' if kept else '✗'} {row.what:36} {row.ratio:7.2f} × {row.floor:28} {bound:7} {seconds}")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
