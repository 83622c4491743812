"""A workbook's cells as JSON on stdout: run as a process of its own, with bounded memory and time.

A workbook is a stranger's file: a small one can unfold to more than a machine holds, and the reader can die of it.
`spreadsheet` runs this module and never imports it.
"""

from __future__ import annotations

import json
import re
import sys
import zipfile
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from an_sinh.errors import Complaint
from an_sinh.spreadsheet import (
    MEMORY,
    MOST_COLUMNS,
    MOST_ROWS,
    SECONDS,
    Cells,
    CellValue,
    Percent,
    SheetRow,
    column_index,
    encoded_cell,
    shortest,
)
from an_sinh.visible import quoted, visible


def main(arguments: Sequence[str]) -> None:
    """Read the sheet named by the arguments, and print its cells or the complaint."""
    _bound()
    answer: dict[str, object]
    try:
        cells = read_workbook(arguments[0], arguments[1] if len(arguments) > 1 else None)
        answer = {"rows": [[row.number, [encoded_cell(cell) for cell in row.cells]] for row in cells.rows]}
    except Complaint as error:
        answer = {"phrase": error.phrase, "slots": error.slots}
    except MemoryError:
        answer = {"phrase": "sheet_too_large", "slots": {"most": f"{MEMORY // 1024 // 1024} MiB"}}
    except BaseException as error:  # noqa: BLE001  # a panic of the reader's is a BaseException, and no bug of ours
        detail = visible(str(error) or type(error).__name__)[:200]
        answer = {"phrase": "sheet_unreadable", "slots": {"detail": detail}}
    sys.stdout.write(json.dumps(answer))


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

    try:
        book = python_calamine.CalamineWorkbook.from_path(path)
    except python_calamine.PasswordError:
        raise Complaint("sheet_password", path=path) from None
    found = _named_sheet(book, sheet)
    if found.total_height * max(found.total_width, 1) > MOST_ROWS * MOST_COLUMNS:
        raise Complaint("sheet_too_large", path=path, most=f"{MOST_ROWS:,} rows")
    left = (found.start or (0, 0))[1]
    percents = _percent_cells(path, book.sheet_names.index(found.name))
    rows = []
    for number, cells in enumerate(found.iter_rows(), start=1):
        kept = (None,) * left + tuple(map(_value, cells[:MOST_COLUMNS]))
        if percents and number in percents:
            kept = tuple(_as_percent(cell) if at in percents[number] else cell for at, cell in enumerate(kept))
        if any(cell is not None for cell in kept):
            rows.append(SheetRow(number=number, cells=kept))
        if len(rows) > MOST_ROWS:
            raise Complaint("sheet_too_large", path=path, most=f"{MOST_ROWS:,} rows")
    return Cells(rows=tuple(rows))


def _named_sheet(book: Any, sheet: str | None) -> Any:
    names = book.sheet_names
    if sheet is not None:
        folded = [name for name in names if name.strip().casefold() == sheet.strip().casefold()]
        if not folded:
            raise Complaint("sheet_no_sheet", path="", sheet=quoted(sheet), sheets=tuple(map(quoted, names)) or ("—",))
        return book.get_sheet_by_name(folded[0])
    shown = [each.name for each in book.sheets_metadata if "Visible" in str(each.visible) and "Work" in str(each.typ)]
    if not shown:
        raise Complaint("sheet_unreadable", path="", detail="no sheet")
    return book.get_sheet_by_name(shown[0])


def _value(value: Any) -> CellValue:
    if isinstance(value, bool):
        return value
    if isinstance(value, (int, float)):
        return shortest(float(value))
    if value is None:
        return None
    text = value.isoformat() if hasattr(value, "isoformat") else str(value)
    return text.strip() or None


def _as_percent(value: CellValue) -> CellValue:
    return Percent(value.scaleb(2)) if isinstance(value, Decimal) else value


_PERCENT_IDS = frozenset({9, 10})  # the built-in formats 0% and 0.00%
_MOST_UNFOLDED = 512 * 1024 * 1024


def _percent_cells(path: str, index: int) -> dict[int, set[int]]:
    """The cells of an .xlsx that are shown as percentages, as columns by row; the reader does not tell of formats.

    Looked up in the file's own parts by patterns, for nothing here is worth an XML parser's open doors. A sheet that is
    laid out in another way tells nothing, and its figures stay as they are.
    """
    if not zipfile.is_zipfile(path):
        return {}
    with zipfile.ZipFile(path) as archive:
        sizes = {each.filename: each.file_size for each in archive.infolist()}
        if "xl/styles.xml" not in sizes or sum(sizes.values()) > _MOST_UNFOLDED:
            return {}
        styles = archive.read("xl/styles.xml").decode("utf-8", "replace")
        custom = re.findall(r'<numFmt\b[^>]*\bnumFmtId="(\d+)"[^>]*\bformatCode="([^"]*%[^"]*)"', styles)
        ids = _PERCENT_IDS | {int(number) for number, _ in custom}
        block = re.search(r"<cellXfs\b.*?</cellXfs>", styles, re.DOTALL)
        formats = re.findall(r'<xf\b[^>]*?\bnumFmtId="(\d+)"', block[0]) if block else []
        shown = {str(at) for at, number in enumerate(formats) if int(number) in ids}
        part = _sheet_part(archive, sizes, index)
        if not shown or part is None:
            return {}
        text = archive.read(part).decode("utf-8", "replace")
    found: dict[int, set[int]] = {}
    for letters, row, style in re.findall(r'<c\b[^>]*?\br="([A-Z]{1,3})(\d+)"[^>]*?\bs="(\d+)"', text):
        if style in shown:
            found.setdefault(int(row), set()).add(column_index(letters) or 0)
    return found


def _sheet_part(archive: zipfile.ZipFile, sizes: dict[str, int], index: int) -> str | None:
    """The name of the part that holds the sheet at a position."""
    if "xl/workbook.xml" not in sizes or "xl/_rels/workbook.xml.rels" not in sizes:
        return None
    ids = re.findall(r'<sheet\b[^>]*?\br:id="([^"]+)"', archive.read("xl/workbook.xml").decode("utf-8", "replace"))
    relations = archive.read("xl/_rels/workbook.xml.rels").decode("utf-8", "replace")
    for relation in re.findall(r"<Relationship\b[^>]*>", relations):
        named = dict(re.findall(r'\b(Id|Target)="([^"]*)"', relation))
        if index < len(ids) and named.get("Id") == ids[index]:
            part = named.get("Target", "").lstrip("/")
            part = part if part.startswith("xl/") else f"xl/{part}"
            return part if part in sizes else None
    return None


if __name__ == "__main__":
    main(sys.argv[1:])
