"""`ansinh import YEAR FILE`."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from an_sinh.cli.answer import Answer, sentence
from an_sinh.cli.completing import complete_years
from an_sinh.cli.options import Data, IntoPlace, Lang
from an_sinh.terms import Period

if TYPE_CHECKING:
    from an_sinh.cli.place_sheets import Sheet
    from an_sinh.pages.say import Say
    from an_sinh.programme.loading import DataSet
    from an_sinh.spreadsheet.cells import Cells
    from an_sinh.spreadsheet.figure_cells import Numerals

EXAMPLES = """\
ansinh import 2026 figures.xlsx --dry-run        what it would change
ansinh import 2026 figures.xlsx --provisional
ansinh import 2026 figures.csv --numerals vi     1.250 is 1,250
"""


def command(
    year: Annotated[str, typer.Argument(metavar="YEAR", autocompletion=complete_years)],
    file: Annotated[list[Path], typer.Argument(metavar="FILE", help="Files .xlsx, .xls, .ods or .csv.")],
    data: Data = None,
    place: IntoPlace = None,
    lang: Lang = None,
    sheet: Annotated[str | None, typer.Option(metavar="NAME", help="The sheet; else the first.")] = None,
    column: Annotated[
        str | None, typer.Option(metavar="HEADING", help="The column of figures, by its heading or letters.")
    ] = None,
    numerals: Annotated[
        str | None, typer.Option(metavar="vi|en", help="How texts write figures: 203.027,5 or 203,027.5.")
    ] = None,
    encoding: Annotated[str | None, typer.Option(metavar="NAME", help="Of a .csv that is not UTF-8: cp1258.")] = None,
    source: Annotated[list[str] | None, typer.Option(metavar="ID", help="Who said it. Repeatable.")] = None,
    provisional: Annotated[bool, typer.Option("--provisional", help="The figures may still change.")] = False,
    as_written: Annotated[
        bool, typer.Option("--as-written", help="Take figures whatever their unit and their size.")
    ] = False,
    skip_unmatched: Annotated[bool, typer.Option("--skip-unmatched", help="Write the rest.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show the change, and write nothing.")] = False,
) -> Answer:
    """Write the figures of a spreadsheet into a year's file. Nothing else in it changes."""
    from an_sinh.cli.dataset import open_own_data, own_directory
    from an_sinh.cli.place_sheets import FEW, placed, read_sheets
    from an_sinh.cli.selection import as_year
    from an_sinh.cli.streams import say_for
    from an_sinh.keep.replacing import alone
    from an_sinh.spreadsheet.cells import read_cells

    say, wanted = say_for(lang, data), as_year(year)
    marks = _numerals(numerals)
    asked = _ImportOptions(column, marks, as_written, tuple(source or ()), provisional, skip_unmatched, dry_run)
    folder = own_directory(data).path
    with working() if len(file) <= FEW else nullcontext():
        read = read_sheets(file, lambda path: read_cells(path, sheet, encoding))
        # the sheets are read before: others wait for us. Of many at once, each adds to what the last wrote
        with nullcontext() if dry_run else alone(folder):
            files = open_own_data(data, say, place).files
            named = placed(read, files) if place is None and files.has_places else read
            if any(each.place for each in named):
                return _into_places(named, files, wanted, asked, say)
            return _into_year(named, files, wanted, asked, say)


class _ImportOptions(NamedTuple):
    """The options by which a sheet is read and written."""

    column: str | None
    numerals: Numerals | None
    as_written: bool
    source: tuple[str, ...]
    provisional: bool
    skip_unmatched: bool
    dry_run: bool


def _into_year(read: Sequence[Sheet], files: DataSet, year: Period, asked: _ImportOptions, say: Say) -> Answer:
    """Put all workbooks together into the year's file."""
    from an_sinh.cli.dataset import known_sizes, warn
    from an_sinh.cli.streams import tell
    from an_sinh.errors import DataError
    from an_sinh.keep.arriving import arrival
    from an_sinh.keep.saving import plan, see_in_span
    from an_sinh.pages.arrival import arrival_lines, counted_words, lost_lines, refusal, sheet_lines
    from an_sinh.spreadsheet.importing import figures_in, together

    programme = files.programme([year] if files.has(year) else [])
    see_in_span(programme, year)
    scales = None if asked.as_written else known_sizes(files, year)
    sheets = {
        str(each.path): figures_in(
            each.sound, programme, year, column=asked.column, numerals=asked.numerals, scales=scales
        )
        for each in read
    }
    imported = together(sheets)
    for line in (*sheet_lines(sheets, say, dry_run=asked.dry_run), *lost_lines(imported, say)):
        tell(line)
    if imported.lost and not asked.skip_unmatched:
        raise refusal(len(imported.lost))
    come = arrival(imported.found, programme, year, source=asked.source, provisional=asked.provisional)
    counted = counted_words(imported, come, say)
    if not come.changes:
        return sentence(counted + "\n")
    try:
        kept = plan(files, year, come.changes, together=True)
    except DataError:
        cells_of = {each.id: each.cell for each in imported.found if each.id in come.changes}
        tell(say.text("the change comes from {cells}", cells=say.join(list(cells_of.values())[:10])))
        raise
    warn(kept.programme, say)
    if not asked.dry_run:
        kept.write()
    told = [counted, *arrival_lines(come, kept, say, dry_run=asked.dry_run)]
    return sentence((kept.diff() if asked.dry_run else "") + "\n".join(told) + "\n")


def _into_places(named: Sequence[Sheet], files: DataSet, year: Period, asked: _ImportOptions, say: Say) -> Answer:
    """Put each workbook into the place that it names."""
    from an_sinh.cli.dataset import known_sizes
    from an_sinh.cli.place_sheets import import_each
    from an_sinh.cli.streams import tell
    from an_sinh.keep.arriving import arrival
    from an_sinh.keep.saving import plan, see_in_span
    from an_sinh.pages.arrival import lost_lines, refusal
    from an_sinh.pages.record import headline_change
    from an_sinh.spreadsheet.importing import figures_in

    see_in_span(files.programme([]), year)

    def put(cells: Cells, own: DataSet) -> tuple[int, str]:
        programme = own.programme([year] if own.has(year) else [])
        scales = None if asked.as_written else known_sizes(own, year)
        imported = figures_in(cells, programme, year, column=asked.column, numerals=asked.numerals, scales=scales)
        for line in lost_lines(imported, say):
            tell(line)
        if imported.lost and not asked.skip_unmatched:
            raise refusal(len(imported.lost))
        come = arrival(imported.found, programme, year, source=asked.source, provisional=asked.provisional)
        if not come.changes:
            return 0, ""
        kept = plan(own, year, come.changes, together=True)
        if not asked.dry_run:
            kept.write()
        return len(come.changes), headline_change(kept, say)

    return import_each(named, files, put, say)


def _numerals(asked: str | None) -> Numerals | None:
    """How texts write figures; UsageFault for a word that is no such way."""
    from an_sinh.errors import UsageFault
    from an_sinh.spreadsheet.figure_cells import Numerals
    from an_sinh.text import quoted

    if asked is None:
        return None
    if asked not in tuple(Numerals):
        raise UsageFault(
            "--numerals: {text} is neither vi nor en", "vi writes 203.027,5, en writes 203,027.5", text=quoted(asked)
        )
    return Numerals(asked)


@contextmanager
def working() -> Iterator[None]:
    """A sign of life on a terminal's stderr, where something takes over a second."""
    if not sys.stderr.isatty():
        yield
        return
    done = threading.Event()
    spinner = threading.Thread(target=_spin, args=(done,), daemon=True)
    spinner.start()
    try:
        yield
    finally:
        done.set()
        spinner.join()


def _spin(done: threading.Event) -> None:
    if done.wait(1.0):
        return
    for sign in cycle("|/-\\"):  # every terminal has these
        sys.stderr.write(f"\r{sign}")
        sys.stderr.flush()
        if done.wait(0.15):
            break
    sys.stderr.write("\r \r")
    sys.stderr.flush()
