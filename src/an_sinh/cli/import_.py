"""`ansinh import YEAR FILE`."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from decimal import Decimal
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from an_sinh.cli.answer import Answer, sentence
from an_sinh.cli.completing import complete_years
from an_sinh.cli.options import (
    Data,
    Lang,
    Place,
)
from an_sinh.terms import Status

if TYPE_CHECKING:
    from an_sinh.keep.editing import Change
    from an_sinh.pages.say import Say
    from an_sinh.programme.model import Programme
    from an_sinh.spreadsheet.importing import Found, Imported, Numerals

EXAMPLES = """\
ansinh import 2026 figures.xlsx --dry-run        what it would change
ansinh import 2026 figures.xlsx --provisional
ansinh import 2026 figures.csv --numerals vi     1.250 is 1,250
"""


def command(
    year: Annotated[str, typer.Argument(metavar="YEAR", autocompletion=complete_years)],
    file: Annotated[Path, typer.Argument(metavar="FILE", help="An .xlsx, .xls, .ods or .csv file.")],
    data: Data = None,
    place: Place = None,
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
    skip_unmatched: Annotated[bool, typer.Option("--skip-unmatched", help="Write the rest.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show the change, and write nothing.")] = False,
) -> Answer:
    """Write the figures of a spreadsheet into a year's file. Nothing else in it changes."""
    from an_sinh.cli.dataset import open_own_data, warn
    from an_sinh.cli.selection import as_year
    from an_sinh.cli.streams import say_in
    from an_sinh.errors import Complaint
    from an_sinh.keep.saving import plan, see_in_span
    from an_sinh.pages.record import headline_change
    from an_sinh.spreadsheet.cells import read_cells
    from an_sinh.spreadsheet.importing import figures_in

    say, wanted = say_in(lang), as_year(year)
    marks = _numerals(numerals)
    files = open_own_data(data, say, place).files
    programme = files.programme([wanted] if wanted in files.there else [])
    see_in_span(programme, wanted)
    with working():
        cells = read_cells(file, sheet, encoding)
        imported = figures_in(cells, programme, wanted, column=column, numerals=marks)
    _tell_lost(imported, say)
    if imported.lost and not skip_unmatched:
        raise Complaint(
            "{n} cells found no place, and nothing was written",
            "correct them, or say --skip-unmatched",
            n=str(len(imported.lost)),
        )
    beside = _Beside(provisional=provisional, source=tuple(source or ()))
    changes = {each.id: _change(each, beside) for each in imported.found if not _is_there(each, programme, wanted)}
    same = len(imported.found) - len(changes)
    counted = say.text(
        "{n} figures new or changed, {same} as they were, {blank} without a figure yet",
        n=len(changes),
        same=same,
        blank=imported.blank,
    )
    if not changes:
        return sentence(counted + "\n")
    kept = plan(files, wanted, changes)
    warn(kept.programme, say)
    if not dry_run:
        kept.write()
    told = [counted, headline_change(kept, say), *([say.text("a dry run: nothing was written")] if dry_run else [])]
    return sentence((kept.diff() if dry_run else "") + "\n".join(told) + "\n")


class _Beside(NamedTuple):
    """What is written beside every figure."""

    provisional: bool
    source: tuple[str, ...]


def _numerals(asked: str | None) -> Numerals | None:
    """How texts write figures; UsageFault for a word that is no such way."""
    from an_sinh.errors import UsageFault
    from an_sinh.spreadsheet.importing import Numerals
    from an_sinh.text import quoted

    if asked is None:
        return None
    if asked not in tuple(Numerals):
        raise UsageFault(
            "--numerals: {text} is neither vi nor en", "vi writes 203.027,5, en writes 203,027.5", text=quoted(asked)
        )
    return Numerals(asked)


def _tell_lost(imported: Imported, say: Say) -> None:
    from an_sinh.cli.streams import tell

    for lost in imported.lost:
        reason = lost.reason.said(say)
        tell(say.text("{cell}: {text}: {reason}", cell=lost.cell, text=lost.text, reason=reason))


def _change(found: Found, beside: _Beside) -> Change:
    from an_sinh.keep.editing import Change, Left

    provisional = beside.provisional or Left.KEPT
    source = beside.source or Left.KEPT
    if found.figure is None:
        return Change(annual=Status.NOT_STARTED, source=source)
    return Change(value=_TRUTHS.get(found.figure, found.figure), provisional=provisional, source=source)


_TRUTHS: Mapping[str, bool] = {"true": True, "false": False}


def _is_there(found: Found, programme: Programme, year: int) -> bool:
    """Whether the file says so already, in whatever digits."""
    entry = programme.entry(found.id, year)
    if entry is None:
        return False
    if found.figure is None:
        return entry.reported is not None and entry.reported.annual is Status.NOT_STARTED
    if isinstance(entry.value, bool) or found.figure in _TRUTHS:
        return entry.value is _TRUTHS.get(found.figure)
    return entry.value == Decimal(found.figure)


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
