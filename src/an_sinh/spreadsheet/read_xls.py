"""The cells of an .xls, as a person sees them, by xlrd, which tells formats, fonts, runs and what is hidden."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from typing import Any

import xlrd  # type: ignore[import-untyped]

from an_sinh.spreadsheet.cells import CellValue, Doubt, has_password, shortest
from an_sinh.spreadsheet.number_formats import as_date, as_shown, is_date
from an_sinh.spreadsheet.read_xlsx import joined
from an_sinh.spreadsheet.sheet import Sheet, SheetName, Style


class Xls:
    """An .xls whose list of sheets is read, and no sheet yet."""

    def __init__(self, data: bytes) -> None:
        try:
            said = io.StringIO()  # what it would print
            self._book = xlrd.open_workbook(
                file_contents=data, logfile=said, formatting_info=True, on_demand=True, ragged_rows=True
            )
        except xlrd.XLRDError as error:
            if "encrypted" in str(error).lower():
                raise has_password("") from None
            raise
        hidden = getattr(self._book, "_sheet_visibility", [0] * self._book.nsheets)
        self.sheets = [SheetName(name, bool(at)) for name, at in zip(self._book.sheet_names(), hidden, strict=True)]

    def read(self, name: str, sheet: Sheet) -> None:
        """Put the cells of one sheet into it."""
        found = self._book.sheet_by_name(name)
        at = self._book.sheet_names().index(name)
        sheet.formulas.update(_formulas(self._book.mem, self._book._sh_abs_posn[at]))  # noqa: SLF001  # nothing public tells it
        for row, info in found.rowinfo_map.items():
            if info.hidden or info.height == 0:
                sheet.hide_row(row + 1)
        for column, info in found.colinfo_map.items():
            if info.hidden or info.width == 0:
                sheet.hide_columns(column, column + 1)
        for row in range(found.nrows):
            for column, cell in enumerate(found.row(row)):
                if cell.ctype not in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
                    sheet.put(row + 1, column, self._read(found, row, column, cell))

    def _read(self, sheet: Any, row: int, column: int, cell: Any) -> CellValue:
        xf = self._book.xf_list[cell.xf_index]
        code = self._book.format_map[xf.format_key].format_str
        font = self._book.font_list[xf.font_index]
        match cell.ctype:
            case xlrd.XL_CELL_ERROR:
                return str(xlrd.error_text_from_code.get(cell.value, "#N/A"))
            case xlrd.XL_CELL_BOOLEAN:
                value: CellValue = bool(cell.value)
            case xlrd.XL_CELL_TEXT:
                runs = sheet.rich_text_runlist_map.get((row, column)) or []
                value = joined(list(self._runs(cell.value, [(0, xf.font_index), *runs])))
            case _:
                number = shortest(float(cell.value))
                value = number if number is None else self._number(number, code)
        return Style(code, bool(font.struck_out)).seen(value)

    def _number(self, number: Any, code: str) -> CellValue:
        if is_date(code):
            return as_date(number, since_1904=bool(self._book.datemode))
        return as_shown(number, code)

    def _runs(self, text: str, starts: list[tuple[int, int]]) -> Iterator[tuple[str, str]]:
        ends = [*(at for at, _ in starts[1:]), len(text)]
        for (at, font), end in zip(starts, ends, strict=True):
            look = self._book.font_list[font]
            yield text[at:end], Doubt.STRUCK.value if look.struck_out else Doubt.RAISED.value if look.escapement else ""


def _formulas(book: Any, at: int) -> Iterator[tuple[int, int]]:
    """The cells of one sheet that are formulas, without those of what is embedded in it. [MS-XLS] 2.1.7.20.6."""
    depth = 0
    while at + 4 <= len(book):
        type_, length = struct.unpack_from("<HH", book, at)
        depth += {0x0809: 1, 0x0209: 1, 0x0409: 1, 0x0009: 1, 0x000A: -1}.get(type_, 0)  # BOF, EOF
        if depth <= 0:
            return
        if depth == 1 and type_ in (0x0006, 0x0206, 0x0406):  # FORMULA
            row, column = struct.unpack_from("<2H", book, at + 4)
            yield row + 1, column
        at += 4 + length
