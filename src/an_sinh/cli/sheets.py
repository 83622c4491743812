"""From the options of `ansinh import` and `ansinh export` to their files and pages."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from decimal import Decimal
from itertools import cycle
from pathlib import Path
from typing import NamedTuple

from an_sinh.cli.page import Page
from an_sinh.cli.recording import headline_change, open_own_data
from an_sinh.cli.scoring import as_year, open_data, warn
from an_sinh.cli.streams import language_of, tell
from an_sinh.complaints import REMEDIES
from an_sinh.errors import Complaint, UsageFault
from an_sinh.judge.scorecard import score
from an_sinh.keep.editing import Change, Left
from an_sinh.keep.saving import plan, see_in_span
from an_sinh.pages.phrases import words
from an_sinh.programme.loading import DataSet
from an_sinh.programme.model import Programme
from an_sinh.spreadsheet.cells import read_cells
from an_sinh.spreadsheet.importing import Found, Imported, Numerals, figures_in
from an_sinh.terms import ExitCode, Status
from an_sinh.text import quoted, visible


class Asked(NamedTuple):
    """The options of `ansinh import`."""

    sheet: str | None
    column: str | None
    numerals: str | None
    encoding: str | None
    source: tuple[str, ...]
    provisional: bool
    skip_unmatched: bool
    dry_run: bool


def import_page(year: str, file: Path, asked: Asked, data: Path | None, lang: str | None) -> Page:
    """Write a sheet's figures into a year's file, and tell what was written and what found no place."""
    language = language_of((), lang)
    say, wanted = words(language), as_year(year)
    assert wanted is not None
    numerals = _numerals(asked.numerals)
    directory = open_own_data(data, language)
    dataset = DataSet(directory.path, directory.shown)
    programme = dataset.programme([wanted] if wanted in dataset.there else [])
    see_in_span(programme, wanted)
    with working():
        cells = read_cells(file, asked.sheet, asked.encoding)
        imported = figures_in(cells, programme, wanted, column=asked.column, numerals=numerals)
    _tell_lost(imported, language)
    if imported.lost and not asked.skip_unmatched:
        raise Complaint("import_refused", n=str(len(imported.lost)))
    changes = {each.id: _change(each, asked) for each in imported.found if not _is_there(each, programme, wanted)}
    same = len(imported.found) - len(changes)
    counted = say.imported.format(n=len(changes), same=same, blank=imported.blank)
    if not changes:
        return Page(write=lambda _screen: counted + "\n", for_people=True)
    kept = plan(directory.path, directory.shown, wanted, changes)
    warn(kept.programme, language)
    if not asked.dry_run:
        kept.write()
    told = [counted, headline_change(kept, language)]
    page = "\n".join([*told, say.dry_run] if asked.dry_run else told) + "\n"
    shown = kept.diff() + page if asked.dry_run else page
    return Page(write=lambda _screen: shown, for_people=True, code=ExitCode.ANSWERED)


def _numerals(asked: str | None) -> Numerals | None:
    if asked is None:
        return None
    if asked not in tuple(Numerals):
        raise UsageFault("not_numerals", text=quoted(asked))
    return Numerals(asked)


def _tell_lost(imported: Imported, language: str) -> None:
    say = words(language)
    for lost in imported.lost:
        reason = REMEDIES[language][lost.reason.phrase].format(names=", ".join(lost.reason.names))
        tell(say.import_lost.format(cell=lost.cell, text=lost.text, reason=reason))


def _change(found: Found, asked: Asked) -> Change:
    provisional = asked.provisional or Left.KEPT
    source = asked.source or Left.KEPT
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


def export_page(year: str, file: Path, data: Path | None, lang: str | None) -> Page:
    """Write a year's workbook, and tell how many indicators it asks for."""
    from an_sinh.keep.replacing import write_whole
    from an_sinh.render.as_xlsx import export_workbook

    language = language_of((), lang)
    wanted = as_year(year)
    assert wanted is not None
    if file.suffix.lower() != ".xlsx":
        raise UsageFault("export_xlsx", path=quoted(str(file)))
    directory = open_data(data, language)
    dataset = DataSet(directory.path, directory.shown)
    see_in_span(dataset.programme([]), wanted)
    if wanted not in dataset.there:  # a year to come has no file yet
        empty = f"year: {wanted}\nactuals:\n".encode()
        dataset = DataSet(directory.path, directory.shown, {f"actuals/{wanted}.yaml": empty})
    years: Sequence[int] = [each for each in (wanted - 1, wanted) if each in dataset.there]
    programme = dataset.programme(years)
    warn(programme, language)
    card = score(programme, wanted)
    write_whole(file, export_workbook(card, language))
    counted = sum(line.status is not Status.WITHDRAWN for line in card.lines)
    told = words(language).exported.format(path=visible(str(file)), n=counted, year=wanted)
    return Page(write=lambda _screen: told + "\n", for_people=True)
