"""Many places' workbooks at once: one for each to fill in, and each back into its place by the id in the sheet."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from an_sinh.cli.answer import Answer
from an_sinh.cli.streams import tell
from an_sinh.errors import AnSinhError, Complaint
from an_sinh.terms import ExitCode
from an_sinh.text import quoted, visible

if TYPE_CHECKING:
    from an_sinh.pages.say import Say
    from an_sinh.programme.loading import DataSet
    from an_sinh.spreadsheet.cells import Cells

_Each = TypeVar("_Each")
FEW = 2
"""With more workbooks than these there is a progress bar."""
_FIRST_ROWS = 10
"""In which rows, from the top, the id of a place stands."""


class Sheet(NamedTuple):
    """A workbook that was read, or why it could not be."""

    path: Path
    cells: Cells | None
    fault: AnSinhError | None
    place: str | None = None

    @property
    def sound(self) -> Cells:
        """Its cells; raises the reason why they could not be read."""
        if self.fault is not None:
            raise self.fault
        assert self.cells is not None
        return self.cells


def read_sheets(paths: Sequence[Path], read: Callable[[Path], Cells]) -> list[Sheet]:
    """Read each workbook, with a progress bar on a terminal; what can't be read is kept with its reason."""
    found = []
    for path in _progress(paths):
        try:
            cells = read(path)
        except AnSinhError as error:
            found.append(Sheet(path, None, error))
        else:
            found.append(Sheet(path, cells, None))
    return found


def placed(sheets: Sequence[Sheet], data: DataSet) -> list[Sheet]:
    """The workbooks, each with the place that it names."""
    heads = data.place_set().heads
    return [each._replace(place=_place_in(each.cells, heads)) if each.cells else each for each in sheets]


def _place_in(cells: Cells, heads: object) -> str | None:
    """The place that a sheet names in its first rows, by its id; None where none or more than one is named."""
    assert isinstance(heads, dict)
    texts = {
        cell.strip()
        for row in cells.rows
        if row.number <= _FIRST_ROWS
        for cell in row.cells
        if isinstance(cell, str) and cell.strip() in heads
    }
    return texts.pop() if len(texts) == 1 else None


class Come(NamedTuple):
    """What one workbook brought."""

    place: str
    changed: int
    headline: str


def import_each(
    sheets: Sequence[Sheet],
    data: DataSet,
    put: Callable[[Cells, DataSet], tuple[int, str]],
    say: Say,
) -> Answer:
    """Put each workbook into its place; one that can't be is named and stops no other, and the exit code says so.

    `put` writes a sheet into one place's data, and tells how many figures changed and what became of the headline.
    """
    failed: list[Path] = []
    told: list[str] = []
    taken: dict[str, Path] = {}
    for sheet in _progress(sheets):
        try:
            come = _import_one(sheet, data, put, taken)
        except AnSinhError as error:
            failed.append(sheet.path)
            tell(f"{visible(str(sheet.path))}: {error.describe(say)}")
        else:
            counted = say.plural("{n} figure new or changed", "{n} figures new or changed", come.changed)
            told.append(
                "; ".join(filter(None, (f"{visible(str(sheet.path))} → {come.place}: {counted}", come.headline)))
            )
    summary = say.text("{done} of {all} workbooks are in their places", done=len(told), all=len(sheets))
    if failed:
        names = ", ".join(visible(str(path)) for path in failed)
        summary += "; " + say.text("these are not: {files}", files=names)
    text = "\n".join((*told, summary)) + "\n"
    code = ExitCode.DATA if failed else ExitCode.ANSWERED
    return Answer(write=lambda _screen: text, for_people=True, code=code)


def _import_one(
    sheet: Sheet,
    data: DataSet,
    put: Callable[[Cells, DataSet], tuple[int, str]],
    taken: dict[str, Path],
) -> Come:
    if sheet.fault is not None:
        raise sheet.fault
    if sheet.place is None or sheet.cells is None:
        raise Complaint(
            "no place is named in the first rows of the sheet", "write its id there, or import it alone with --place"
        )
    if sheet.place in taken:
        path = visible(str(taken[sheet.place]))
        raise Complaint("{id} has come already, from {path}", "keep one", id=quoted(sheet.place), path=path)
    taken[sheet.place] = sheet.path
    changed, headline = put(sheet.cells, data.at(sheet.place))
    return Come(sheet.place, changed, headline)


def _progress(each: Sequence[_Each]) -> Iterator[_Each]:
    """Each in turn, with how far it is on a terminal's stderr where there are many."""
    shown = sys.stderr.isatty() and len(each) > FEW
    for at, one in enumerate(each, 1):
        if shown:
            done = "#" * (30 * at // len(each))
            sys.stderr.write(f"\r[{done:<30}] {at}/{len(each)}")
            sys.stderr.flush()
        yield one
    if shown:
        sys.stderr.write("\r" + " " * 50 + "\r")
        sys.stderr.flush()
