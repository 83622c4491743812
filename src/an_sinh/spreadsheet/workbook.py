"""A workbook's cells as JSON on stdout: run as a process of its own, with bounded memory and time.

A workbook is a stranger's file: a small one can unfold to more than a machine holds, and the reader can die of it.
`spreadsheet` runs this module and never imports it.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from an_sinh.errors import Complaint
from an_sinh.spreadsheet.cell_kinds import Kind, kinds_of, see_it_is_whole, see_its_size
from an_sinh.spreadsheet.cells import (
    MEMORY,
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_LETTERS,
    MOST_ROWS,
    SECONDS,
    Cells,
    CellValue,
    Percent,
    SheetRow,
    encoded_cell,
    has_password,
    hundredfold,
    shortest,
    too_large,
    too_long,
    unreadable,
)
from an_sinh.text import quoted, visible


def main(arguments: Sequence[str]) -> None:
    """Read the sheet named by the arguments, and print its cells or the complaint."""
    _bound()
    answer: dict[str, object]
    try:
        cells = read_workbook(arguments[0], arguments[1] if len(arguments) > 1 else None)
        answer = {"rows": [[row.number, [encoded_cell(cell) for cell in row.cells]] for row in cells.rows]}
    except Complaint as error:
        answer = _answer(error)
    except MemoryError:
        answer = _answer(too_large("", f"{MEMORY // 1024 // 1024} MiB"))
    except BaseException as error:  # noqa: BLE001  # a panic of the reader's is a BaseException, and no bug of ours
        detail = visible(str(error) or type(error).__name__)[:200]
        answer = _answer(unreadable("", detail))
    sys.stdout.write(json.dumps(answer))


def _answer(complaint: Complaint) -> dict[str, object]:
    return {"refused": [complaint.text, complaint.remedy, complaint.slots]}


def _bound() -> None:
    """Hold this process to its share of memory and time, where the system can."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


def read_workbook(path: str, sheet: str | None) -> Cells:
    """The cells of one sheet of a workbook, in this very process."""
    import python_calamine

    see_its_size(Path(path))
    see_it_is_whole(Path(path))
    try:
        book = python_calamine.CalamineWorkbook.from_path(path)
    except python_calamine.PasswordError:
        raise has_password(path) from None
    name = _sheet_name(book, sheet)
    found = book.get_sheet_by_name(name)
    left = (found.start or (0, 0))[1]
    rows: dict[int, list[CellValue]] = {}
    cells = 0
    for number, read in enumerate(found.iter_rows(), start=1):
        values = [_value(cell) for cell in read[: MOST_COLUMNS - left]]
        filled = sum(value is not None for value in values)
        if filled:
            cells += filled
            rows[number] = [None] * left + values
        if len(rows) > MOST_ROWS or cells > MOST_CELLS:
            raise too_long(path)
    for (number, column), kind in kinds_of(Path(path), name, book.sheet_names).items():
        if column < MOST_COLUMNS:
            row = rows.setdefault(number, [])
            row += [None] * (column + 1 - len(row))
            row[column] = _as_kind(row[column], kind)
    return Cells(rows=tuple(SheetRow(number=number, cells=tuple(rows[number])) for number in sorted(rows)))


def _sheet_name(book: Any, sheet: str | None) -> str:
    """The sheet that is named, in whatever case; else the first that is shown."""
    import python_calamine

    names: list[str] = book.sheet_names
    if sheet is not None:
        alike = [name for name in names if name.strip().casefold() == sheet.strip().casefold()]
        if not alike:
            raise Complaint(
                "{path} has no sheet {sheet}",
                "it has {sheets}",
                path="",
                sheet=quoted(sheet),
                sheets=tuple(map(quoted, names[:20])),
            )
        return sheet if sheet in alike else alike[0]
    visible_, plain = python_calamine.SheetVisibleEnum.Visible, python_calamine.SheetTypeEnum.WorkSheet
    shown = (each.name for each in book.sheets_metadata if each.visible == visible_ and each.typ == plain)
    name = next(shown, None)
    if name is None:
        raise Complaint("{path} has no sheet that is shown", "name one with --sheet", path="")
    return str(name)


def _value(value: Any) -> CellValue:
    if isinstance(value, bool):
        return value
    if isinstance(value, (int, float)):
        return shortest(float(value))
    text = value.isoformat() if hasattr(value, "isoformat") else str(value)
    return text.strip()[:MOST_LETTERS] or None


def _as_kind(value: CellValue, kind: Kind | str) -> CellValue:
    match kind:
        case Kind.PERCENT:
            return Percent(hundredfold(value)) if isinstance(value, Decimal) else value
        case _:
            return value if value is not None else kind.strip()[:MOST_LETTERS] or None


if __name__ == "__main__":
    main(sys.argv[1:])
