"""A spreadsheet (.xlsx, .xls, .ods, .csv) -> a grid of cells. What the cells mean is for `importing`.

A workbook is read in a process of its own with bounded memory and time, since it is a stranger's file: a small one can
unfold to more than a machine holds.
"""

from __future__ import annotations

import csv
import io
import json
import math
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import suppress
from decimal import Decimal
from enum import Enum
from itertools import islice
from pathlib import Path
from typing import Any, Final

from an_sinh.errors import Complaint, Phrase, Slot
from an_sinh.figures import MAX_EXPONENT
from an_sinh.spreadsheet.headings import MOST_HEADING_ROWS, known_headings
from an_sinh.text import quoted, visible
from an_sinh.values import dataclass

WORKBOOKS: Final = (".xlsx", ".xlsm", ".xls", ".ods")
TEXTS: Final = (".csv", ".tsv", ".txt")
MOST_BYTES: Final = 64 * 1024 * 1024
MOST_ROWS: Final = 200_000
MOST_COLUMNS: Final = 1_000
MOST_CELLS: Final = 500_000
MOST_LETTERS: Final = 4_000
"""A longer text is cut: it is no figure and no name."""
MEMORY: Final = 1024 * 1024 * 1024
SECONDS: Final = 8
_WAITS: Final = 4  # on a busy machine as many seconds by the clock take one of the processor


@dataclass(frozen=True, slots=True)
class Percent:
    """A number that the spreadsheet shows as a percentage: 2.23 where the cell holds 0.0223 and shows 2.23%."""

    figure: Decimal


@dataclass(frozen=True, slots=True)
class LabelledFigure:
    """A number whose format shows a text beside it: 2.5 where the cell holds 2.5 and shows `2.5 triệu`."""

    figure: Decimal
    label: str


class Doubt(Enum):
    """Why what a cell shows is not what it holds."""

    STRUCK = "struck"
    """All of it or a part is struck out."""
    RAISED = "raised"
    """A part is raised or lowered: a footnote's mark reads as a digit."""
    FORMAT = "format"
    """Its number format shows another number."""


@dataclass(frozen=True, slots=True)
class DoubtfulCell:
    """A cell that shows something else than it holds."""

    text: str
    """What it holds."""
    why: Doubt


CellValue = str | Decimal | Percent | LabelledFigure | DoubtfulCell | bool | None
"""Empty cells and empty texts are None; dates come as their ISO text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRow:
    """One row that has something in it, and its number as the spreadsheet shows it."""

    number: int
    cells: tuple[CellValue, ...]

    def cell(self, column: int) -> CellValue:
        """The value in a column (0-based); None beyond the row's end."""
        return self.cells[column] if column < len(self.cells) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cells:
    """A sheet's rows, those without anything left out."""

    rows: tuple[SheetRow, ...]
    formulas: frozenset[tuple[int, int]] = frozenset()
    """By row (1-based) and column (0-based)."""
    hidden_rows: frozenset[int] = frozenset()
    """Of those that hold something, as the columns."""
    hidden_columns: frozenset[int] = frozenset()
    hidden_sheets: tuple[str, ...] = ()
    """Beside the one that was read."""
    is_hidden: bool = False


def cell_name(row: int, column: int) -> str:
    """A cell as a person knows it: row 7, column 1 (0-based) is `B7`."""
    return f"{column_name(column)}{row}"


def column_name(column: int) -> str:
    """A column's letters: 0 is `A`, 27 is `AB`."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_index(letters: str) -> int | None:
    """The 0-based column of its letters; None for what are none."""
    if not (letters.isascii() and letters.isalpha() and len(letters) <= 3):  # XFD is the last
        return None
    index = 0
    for letter in letters.upper():
        index = index * 26 + ord(letter) - 64
    return index - 1


def shortest(number: float) -> Decimal | None:
    """A spreadsheet's number as its shortest decimal of at most 15 digits, as it shows it; None for no number."""
    if not math.isfinite(number):
        return None
    return _written_out(Decimal(format(number, ".15g")))


def hundredfold(figure: Decimal) -> Decimal:
    """A share as its percentage, exactly: 0.0223 is 2.23."""
    return _written_out(figure.scaleb(2))


def _written_out(figure: Decimal) -> Decimal:
    """The figure without an exponent where it has a sensible length; no zero has a sign."""
    if not figure:
        return Decimal(0)
    return Decimal(format(figure, "f")) if 0 <= figure.adjusted() <= MAX_EXPONENT else figure


def read_cells(path: Path, sheet: str | None = None, encoding: str | None = None) -> Cells:
    """Read one sheet: the one named, else the first visible one.

    Raises Complaint for a file that can't be read, is no spreadsheet, has a password, is too large, or has no such
    sheet; a text file is UTF-8, or UTF-16 by its byte order mark, or in the encoding named.
    """
    try:
        size = path.stat().st_size
        if not path.is_file():
            raise unreadable(_named(path), Phrase("it is not a regular file"))
    except FileNotFoundError:
        raise Complaint("there is no file {path}", "see how it is spelled", path=_named(path)) from None
    except OSError as error:
        raise unreadable(_named(path), error.strerror or "?") from None
    suffix = path.suffix.lower()
    if not size and suffix in WORKBOOKS:
        raise unreadable(_named(path), Phrase("it is empty"))
    if size > MOST_BYTES:
        raise too_large(_named(path), f"{MOST_BYTES // 1024 // 1024} MiB")
    if suffix in WORKBOOKS:
        return _workbook(path, sheet)
    if suffix in TEXTS:
        return _text(path, encoding)
    raise Complaint(
        "{path} is no spreadsheet that ansinh knows",
        "save it as one of {kinds}",
        path=_named(path),
        kinds=(*WORKBOOKS, ".csv"),
    )


def _named(path: Path) -> str:
    return quoted(str(path), longest=4096)


# --- text -------------------------------------------------------------------------------------------------------------


def _text(path: Path, encoding: str | None) -> Cells:
    text = _decoded(path.read_bytes(), encoding, path)
    try:
        rows = csv.reader(io.StringIO(_without_hint(text), newline=""), _dialect(text), strict=True)
        return Cells(rows=tuple(_rows(rows, path)))
    except csv.Error as error:
        raise unreadable(_named(path), visible(str(error))) from None


def _decoded(raw: bytes, encoding: str | None, path: Path) -> str:
    found = "utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8"
    try:
        text = raw.decode(encoding or found).removeprefix("\ufeff")
    except LookupError:
        raise Complaint(
            "there is no encoding {encoding}",
            "name one such as utf-8, utf-16 or cp1258",
            encoding=quoted(encoding or found),
        ) from None
    except (UnicodeDecodeError, UnicodeError):
        text = "\0"
    if "\0" in text:  # UTF-16 without its mark reads as such, too
        raise Complaint(
            "{path} is not {encoding}",
            "name its encoding with --encoding, such as cp1258",
            path=_named(path),
            encoding=visible(encoding or found),
        )
    return text


_HINT: Final = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
"""Excel's own first line that names the separator; it shows none of it, and its row 1 is the next line."""


def _without_hint(text: str) -> str:
    hint = _HINT.match(text)
    return text[hint.end() :] if hint else text


def _dialect(text: str) -> type[csv.Dialect]:
    """The separator: as `sep=;` names it, else the one that parts the most headings, whatever stands above them."""

    class Plain(csv.excel):
        delimiter = ","

    hint = _HINT.match(text)
    Plain.delimiter = hint[1] if hint else max(_SEPARATORS, key=lambda mark: _parted(text[:_LOOKED_AT], mark))
    return Plain


_SEPARATORS: Final = ",;\t|"  # of two that part as much the first
_LOOKED_AT: Final = 64 * 1024


def _parted(text: str, mark: str) -> tuple[int, int]:
    """What a separator makes of the first rows: the most headings in one, and the most rows of one width."""
    known, widths = 0, Counter[int]()
    with suppress(csv.Error):  # the end may be cut off, and a wrong separator finds quotes where there are none
        for cells in islice(csv.reader(io.StringIO(text, newline=""), delimiter=mark), MOST_HEADING_ROWS):
            known = max(known, known_headings(cells))
            widths[len(cells)] += len(cells) > 1
    return known if known > 1 else 0, max(widths.values(), default=0)


def _rows(reader: Iterator[list[str]], path: Path) -> Iterator[SheetRow]:
    filled = 0
    for number, cells in enumerate(reader, start=1):
        kept = tuple(cell.strip()[:MOST_LETTERS] or None for cell in cells[:MOST_COLUMNS])
        filled += sum(cell is not None for cell in kept)
        if number > MOST_ROWS or filled > MOST_CELLS:
            raise too_long(_named(path))
        if any(kept):
            yield SheetRow(number=number, cells=kept)


# --- workbooks --------------------------------------------------------------------------------------------------------


def _workbook(path: Path, sheet: str | None) -> Cells:
    """Read a workbook in a process of its own; whatever becomes of that, a complaint or the cells come back."""
    # -P: a json.py in the reader's folder is not Python's own
    command = [sys.executable, "-P", "-m", "an_sinh.spreadsheet.workbook", str(path.absolute()), *filter(None, [sheet])]
    try:
        waits = _WAITS * SECONDS
        done = subprocess.run(command, capture_output=True, stdin=subprocess.DEVNULL, timeout=waits, check=False)
    except subprocess.TimeoutExpired:
        raise too_large(_named(path), f"{SECONDS} s") from None
    try:
        answer: dict[str, Any] = json.loads(done.stdout)
    except ValueError:  # it died on the way: of its bounds, or of the file
        most = f"{MEMORY // 1024 // 1024} MiB"
        raise too_large(_named(path), most) from None
    if "refused" in answer:
        text, remedy, slots = answer["refused"]
        told = {name: tuple(slot) if isinstance(slot, list) else slot for name, slot in slots.items()}
        raise Complaint(text, remedy, **(told | {"path": _named(path)}))
    return decoded(answer)


def decoded(answer: Mapping[str, Any]) -> Cells:
    """A sheet from its JSON."""
    return Cells(
        rows=tuple(SheetRow(number=number, cells=tuple(map(_decoded_cell, cells))) for number, cells in answer["rows"]),
        formulas=frozenset((row, column) for row, column in answer["formulas"]),
        hidden_rows=frozenset(answer["hidden_rows"]),
        hidden_columns=frozenset(answer["hidden_columns"]),
        hidden_sheets=tuple(answer["hidden_sheets"]),
        is_hidden=answer["is_hidden"],
    )


def encoded(cells: Cells) -> dict[str, object]:
    """A sheet as JSON has it."""
    return {
        "rows": [[row.number, [_encoded_cell(cell) for cell in row.cells]] for row in cells.rows],
        "formulas": sorted(cells.formulas),
        "hidden_rows": sorted(cells.hidden_rows),
        "hidden_columns": sorted(cells.hidden_columns),
        "hidden_sheets": cells.hidden_sheets,
        "is_hidden": cells.is_hidden,
    }


def _decoded_cell(cell: Any) -> CellValue:
    match cell:
        case ["figure", digits]:
            return Decimal(digits)
        case ["percent", digits]:
            return Percent(Decimal(digits))
        case ["labelled", digits, label]:
            return LabelledFigure(Decimal(digits), label)
        case ["doubtful", text, why]:
            return DoubtfulCell(text, Doubt(why))
        case _:
            return cell  # type: ignore[no-any-return]  # a text, true, false or null


def _encoded_cell(cell: CellValue) -> object:
    """A cell as JSON has it: a figure as its kind and digits."""
    match cell:
        case Percent():
            return ["percent", str(cell.figure)]
        case LabelledFigure():
            return ["labelled", str(cell.figure), cell.label]
        case DoubtfulCell():
            return ["doubtful", cell.text, cell.why.value]
        case Decimal():
            return ["figure", str(cell)]
        case _:
            return cell


# --- what can be wrong with a file as a whole -------------------------------------------------------------------------


def unreadable(path: str, detail: Slot) -> Complaint:
    """The file is broken, or is none."""
    return Complaint(
        "{path} can't be read as a spreadsheet: {detail}",
        "open it in a spreadsheet program and save it anew",
        path=path,
        detail=detail,
    )


def too_large(path: str, most: str) -> Complaint:
    """The file takes more than it may: of bytes, memory or time."""
    return Complaint(
        "{path} is too large: more than {most}", "keep the rows of the indicators alone", path=path, most=most
    )


def too_long(path: str) -> Complaint:
    """The sheet has more rows or cells than are read."""
    return Complaint(
        "{path} is too large: more than {rows} rows or {cells} cells",
        "keep the rows of the indicators alone",
        path=path,
        rows=MOST_ROWS,
        cells=MOST_CELLS,
    )


def has_password(path: str) -> Complaint:
    """The workbook is encrypted."""
    return Complaint("{path} has a password", "save it without one", path=path)
