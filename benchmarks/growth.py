"""`make growth`: every command in every format, with twice as much of one thing; at most 2.3 times the time.

What grows stands in `GROWS`: a name, how many of it there are to begin with, and what writes data with so many. Time is
the processor's, and what a run on nearly nothing costs is taken off. A command that is done within `SHORT` of that at
the larger size is not looked at again: nothing can be told of so little. Memory is held to a bound at either size.

    make growth
    make growth ARGS="leads --command report"

A command that grows faster ends the run with exit code 1, and so does one that dies or ends in a bug (exit code 4).
"""

from __future__ import annotations

import argparse
import itertools
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from an_sinh.render.formats import WRITERS

FACTOR = 2.3
"""How much more time twice as much may take."""
SHORT = 0.8
"""Processor seconds above the start that are too few to be compared."""
MEMORY = 1024 * 1024 * 1024
ENOUGH = 120
"""Processor seconds after which a run is ended: whatever grows slowly enough is done by then."""


class Run(NamedTuple):
    """What the operating system says of a run that is over."""

    seconds: float
    memory: int
    code: int


def run(arguments: Sequence[str], folder: Path) -> Run:
    """Run a command line of ansinh's in a folder; what it prints is thrown away."""
    child = subprocess.Popen(
        [sys.executable, "-m", "an_sinh", *arguments],
        cwd=folder,
        env={**os.environ, "NO_COLOR": "1", "COLUMNS": "80"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, (ENOUGH, ENOUGH)),  # noqa: PLW1509  # no threads here
    )
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    return Run(used.ru_utime + used.ru_stime, used.ru_maxrss * 1024, child.returncode)


# --- what is asked ---------------------------------------------------------------------------------------------------

LINES: Mapping[str, str] = {
    "score": "score 2022",
    "check": "check 2022",
    "diff": "diff 2021 2022",
    "show": "show i0",
    "trend": "trend",
    "outlook": "outlook 2022",
    "focus": "focus 2022",
    "lint": "lint",
    "list": "list",
    "places": "places 2022",
    "places-diff": "diff 2021 2022 --places",
    "places-trend": "trend --places",
    "places-check": "check 2022 --places",
}
"""A command line for each result that has formats."""
ALONE: Mapping[str, str] = {
    "score unnamed": "score",
    "score by lead": "score 2022 --by lead",
    "score of the term": "score 2022 --against term",
    "places indicator": "places 2022 i0",
    "places grid": "places 2022 --grid",
    "export": "export 2022 out.xlsx --force",
    "report": "report 2022 --output out.docx --force",
    "record": "record 2022 i0 7 --dry-run",
    "import": "import 2022 sheet.csv --dry-run",
    "import workbook": "import 2022 sheet.xlsx --dry-run",
    "site": "site out-site --force",
}
"""Those that write one thing."""


def command_lines() -> Iterator[tuple[str, list[str]]]:
    """Every command line that is tried, with its name."""
    for result, formats in WRITERS.items():
        if result in LINES:
            for format_ in formats:
                yield f"{result} {format_}", [*LINES[result].split(), "--format", format_]
    for name, line in ALONE.items():
        yield name, line.split()


# --- what grows ------------------------------------------------------------------------------------------------------


class Data(NamedTuple):
    """What is written into a folder; every part has a plain form, and one thing grows."""

    groups: Sequence[str] = ("g: G",)
    sources: Sequence[str] = ("s: {title: S}",)
    indicators: Sequence[str] = tuple(
        f"i{at}: {{name: N{at}, group: g, better: higher, targets: {{2021: 4, 2022: 5, term: 6}}}}" for at in range(20)
    )
    actuals: Mapping[int, Sequence[str]] = {
        2021: [f"i{at}: {at}" for at in range(20)],
        2022: [f"i{at}: {at + 1}" for at in range(20)],
    }
    head: Mapping[int, str] = {}
    years: tuple[int, int] = (2021, 2025)
    places: Sequence[str] = ()
    sheet: Iterable[Sequence[str]] = (("Mã", "Thực hiện"), ("i0", "3"))
    sheets: int = 1


def write(data: Data, folder: Path) -> None:
    """Write a data directory, and a sheet beside it."""
    (folder / "data/actuals").mkdir(parents=True)
    first, last = data.years
    parts = {"sources": data.sources, "groups": data.groups, "indicators": data.indicators}
    text = f"programme: {{id: P, name: P, years: [{first}, {last}]}}\n" + "".join(
        f"{key}:\n" + "".join(f"  {line}\n" for line in lines) for key, lines in parts.items()
    )
    (folder / "data/targets.yaml").write_text(text, "utf-8")
    for year, lines in data.actuals.items():
        written = f"year: {year}\n{data.head.get(year, '')}actuals:\n" + "".join(f"  {line}\n" for line in lines)
        (folder / f"data/actuals/{year}.yaml").write_text(
            written if lines else f"year: {year}\nactuals: {{}}\n", "utf-8"
        )
    if data.places:
        (folder / "data/places.yaml").write_text(
            "".join(f"{place}: {{name: {place}}}\n" for place in data.places), "utf-8"
        )
        for year in (2021, 2022):
            (folder / f"data/actuals/{year}").mkdir()
            for place in data.places:
                entries = "".join(f"  i{at}: {at + 1}\n" for at in range(20))
                (folder / f"data/actuals/{year}/{place}.yaml").write_text(f"year: {year}\nactuals:\n{entries}", "utf-8")
    rows = [list(row) for row in data.sheet]
    (folder / "sheet.csv").write_text("".join(",".join(row) + "\n" for row in rows), "utf-8")
    _workbook(folder / "sheet.xlsx", rows, data.sheets)


def _workbook(path: Path, rows: Sequence[Sequence[str]], sheets: int) -> None:
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    for at in range(sheets):
        page = book.create_sheet(f"Bảng {at}")
        for row in rows if not at else [("ghi chú",)]:
            page.append(list(row))
    book.save(path)


def _indicators(number: int, more: str = "", group: str = "g") -> list[str]:
    targets = "targets: {2021: 4, 2022: 5, term: 6}"
    return [
        f"i{at}: {{name: Chỉ tiêu {at}, group: {group.format(at=at)}, better: higher, {targets}{more.format(at=at)}}}"
        for at in range(number)
    ]


def _figures(number: int, entry: str = "{at}") -> dict[int, list[str]]:
    return {year: [f"i{at}: {entry.format(at=at + year)}" for at in range(number)] for year in (2021, 2022)}


def indicators(number: int) -> Data:
    rows = [("Mã", "Thực hiện"), *((f"i{at}", str(at)) for at in range(number))]
    return Data(indicators=_indicators(number), actuals=_figures(number), sheet=rows)


def years(number: int) -> Data:
    """A sum over all of them beside plain figures."""
    last = 2022
    first = last - number + 1
    summed = [
        f"i{at}: {{name: N{at}, group: g, better: higher, cumulative: {sums}, targets: {{2022: 5}}}}"
        for at, sums in enumerate(["true", "false"] * 5)
    ]
    actuals = {year: [f"i{at}: {at}" for at in range(10)] for year in range(first, last + 1)}
    return Data(indicators=summed, actuals=actuals, years=(first, last))


def empty_years(number: int) -> Data:
    """Files without a figure, so that the latest year that is judged is looked for through all of them."""
    summed = ["i0: {name: N, group: g, better: higher, cumulative: true, targets: {2022: 5}}"]
    return Data(
        indicators=summed, actuals={year: [] for year in range(2023 - number, 2023)}, years=(2023 - number, 2022)
    )


def groups(number: int) -> Data:
    return Data(
        groups=[f"g{at}: Nhóm {at}" for at in range(number)],
        indicators=_indicators(number, group="g{at}"),
        actuals=_figures(number),
    )


def leads(number: int) -> Data:
    return Data(indicators=_indicators(number, ", lead: Sở {at}"), actuals=_figures(number))


def sources(number: int) -> Data:
    return Data(
        sources=[f"s{at}: {{title: Báo cáo {at}, publisher: Sở {at}}}" for at in range(number)],
        indicators=_indicators(number, ", source: s{at}"),
        actuals=_figures(number),
    )


def sources_of_one(number: int) -> Data:
    names = ", ".join(f"s{at}" for at in range(number))
    return Data(
        sources=[f"s{at}: {{title: Báo cáo {at}}}" for at in range(number)],
        actuals={2021: ["i0: 1"], 2022: [f"i0: {{value: 3, source: [{names}]}}"]},
    )


def targets(number: int) -> Data:
    """Of one indicator, one for each year of a long span."""
    first = 2022 - number + 1
    named = ", ".join(f"{year}: {year % 7}" for year in range(first, 2023))
    return Data(
        indicators=[f"i0: {{name: N, group: g, better: higher, targets: {{{named}}}}}"],
        years=(first, 2022),
        actuals={2021: ["i0: 1"], 2022: ["i0: 2"]},
    )


def places(number: int) -> Data:
    return Data(places=[f"noi-{at}" for at in range(number)])


def notes(number: int) -> Data:
    return Data(
        indicators=_indicators(number), actuals=_figures(number, '{{value: 3, note: "ghi chú số {at}, theo báo cáo"}}')
    )


def long_note(number: int) -> Data:
    return Data(actuals={2021: ["i0: 1"], 2022: ['i0: {value: 3, note: "' + "chữ dài " * number + '"}']})


def languages(number: int) -> Data:
    names = ", ".join(f"{_language(at)}: Tên {at}" for at in range(number))
    return Data(
        indicators=[f"i0: {{name: {{{names}}}, group: g, better: higher, targets: {{2021: 3, 2022: 5}}}}"],
        actuals={2021: ["i0: 1"], 2022: ["i0: 2"]},
    )


def _language(at: int) -> str:
    """`aaa`, `aab` …: names of languages have two or three letters."""
    return "".join(itertools.islice(_letters(at), 3))[::-1]


def _letters(at: int) -> Iterator[str]:
    while True:
        at, rest = divmod(at, 26)
        yield chr(ord("a") + rest)


def long_name(number: int) -> Data:
    long = "N" * number
    return Data(
        indicators=[f"i0: {{name: {long}, group: g, better: higher, targets: {{2022: 5}}}}", *_indicators(200)[1:]],
        actuals=_figures(200),
    )


def problems(number: int) -> Data:
    return Data(indicators=_indicators(number), actuals=_figures(number, "2,{at}"))


def unknown(number: int) -> Data:
    """Entries of indicators that are not there, each of which is compared with those that are."""
    return Data(indicators=_indicators(number), actuals={2022: [f"j{at}x{at}: 1" for at in range(number)]})


def aliases(number: int) -> Data:
    one = ["i0: &a {value: 3, note: n}", *(f"i{at}: *a" for at in range(1, number))]
    return Data(indicators=_indicators(number), actuals={2021: one, 2022: one})


def published(number: int) -> Data:
    one = "  - {against: annual, met_or_exceeded: 3, total: 20}\n"
    return Data(head={2022: "published:\n" + one * number})


def cells(number: int) -> Data:
    """Rows of a sheet that are nobody's."""
    return Data(sheet=[("Mã", "Thực hiện"), ("i0", "3"), *((f"x{at}", str(at)) for at in range(number))])


def columns(number: int) -> Data:
    return Data(sheet=[("Mã", "Thực hiện", *(f"Cột {at}" for at in range(number))), ("i0", "3", *["1"] * number)])


def sheets(number: int) -> Data:
    return Data(sheets=number)


class Grown(NamedTuple):
    """Something that there may be much of: how much to begin with, and what writes it."""

    start: int
    make: Callable[[int], Data]


GROWS: Mapping[str, Grown] = {
    "indicators": Grown(3_000, indicators),
    "years": Grown(300, years),
    "empty-years": Grown(1_000, empty_years),
    "groups": Grown(2_000, groups),
    "leads": Grown(2_000, leads),
    "sources": Grown(2_000, sources),
    "sources-of-one": Grown(5_000, sources_of_one),
    "targets": Grown(4_000, targets),
    "places": Grown(150, places),
    "notes": Grown(2_000, notes),
    "long-note": Grown(200_000, long_note),
    "languages": Grown(5_000, languages),
    "long-name": Grown(200_000, long_name),
    "problems": Grown(5_000, problems),
    "unknown": Grown(3_000, unknown),
    "aliases": Grown(3_000, aliases),
    "published": Grown(5_000, published),
    "cells": Grown(40_000, cells),
    "columns": Grown(5_000, columns),
    "sheets": Grown(200, sheets),
}


class Growth(NamedTuple):
    """One command line with one thing doubled."""

    what: str
    command: str
    small: Run | None
    large: Run
    start: float

    @property
    def ratio(self) -> float | None:
        """How much more time twice as much took; None where it is too little to tell."""
        if self.small is None:
            return None
        return (self.large.seconds - self.start) / max(self.small.seconds - self.start, 0.01)

    @property
    def fault(self) -> str | None:
        """What is wrong with it."""
        if self.large.code < 0 or self.large.code in (2, 4):
            return f"ended with {self.large.code}"
        if max(run.memory for run in (self.small, self.large) if run) > MEMORY:
            return "too much memory"
        return "faster than twice" if self.ratio and self.ratio > FACTOR else None


def measure(what: str, grown: Grown, wanted: str | None) -> Iterator[Growth]:
    """Every command line with so much of a thing, and with twice as much."""
    with tempfile.TemporaryDirectory() as folder:
        nothing, small, large = (Path(folder, name) for name in ("nothing", "small", "large"))
        write(Data(), nothing)
        start = min(run(["score", "2022"], nothing).seconds for _ in range(3))
        write(grown.make(grown.start), small)
        write(grown.make(2 * grown.start), large)
        for name, arguments in command_lines():
            if wanted and not name.startswith(wanted):
                continue
            second = run(arguments, large)
            first = run(arguments, small) if second.seconds - start > SHORT else None
            found = Growth(what, name, first, second, start)
            if found.fault == "faster than twice":  # a busy machine wavers: once more, and the lesser of both
                again = [min(run(arguments, folder) for _ in range(2)) for folder in (small, large)]
                found = found._replace(small=min(first or again[0], again[0]), large=min(second, again[1]))
            yield found


def main() -> int:
    """Measure, print, and judge."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("what", nargs="*", help="what grows: " + ", ".join(GROWS))
    parser.add_argument("--command", help="only commands whose name begins so")
    asked = parser.parse_args()
    failed, tried = 0, 0
    for what in asked.what or GROWS:
        for found in measure(what, GROWS[what], asked.command):
            tried += 1
            failed += found.fault is not None
            ratio = "-" if found.ratio is None else f"{found.ratio:.2f}"
            if found.fault or found.ratio is not None:
                print(
                    f"{'✗' if found.fault else '✓'} {what:15} {found.command:22} {ratio:>5} × "
                    f"{found.large.seconds:7.2f} s {found.large.memory / 1e6:6.0f} MB  {found.fault or ''}",
                    flush=True,
                )
    print(f"{tried} command lines with something doubled, {failed} of them grow faster or too large")
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
