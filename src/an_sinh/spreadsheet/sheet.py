"""A sheet as it is being read, cell by cell and within bounds."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from an_sinh.figures import plain, within_bounds
from an_sinh.spreadsheet.cells import (
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_LETTERS,
    MOST_ROWS,
    Cells,
    CellValue,
    Doubt,
    DoubtfulCell,
    LabelledFigure,
    Percent,
    SheetRow,
    too_long,
)


class SheetName(NamedTuple):
    """A sheet that a workbook has."""

    name: str
    hidden: bool


class Style(NamedTuple):
    """How cells of one style are shown."""

    code: str
    struck: bool

    def seen(self, value: CellValue) -> CellValue:
        """A cell's value; in doubt where the style strikes it out."""
        if not self.struck or value is None or isinstance(value, DoubtfulCell):
            return value
        return DoubtfulCell(as_text(value), Doubt.STRUCK)


def as_text(value: CellValue) -> str:
    """A value as it is told of."""
    match value:
        case Percent():
            return f"{_digits(value.figure)}%"
        case LabelledFigure():
            return f"{_digits(value.figure)} {value.label}"
        case DoubtfulCell():
            return value.text
        case bool():
            return str(value).upper()
        case None:
            return ""
        case str():
            return value
        case _:
            return _digits(value)


def _digits(figure: Decimal) -> str:
    return plain(figure) if within_bounds(figure) else str(figure)


class Sheet:
    """The rows of one sheet, those that hold something."""

    def __init__(self) -> None:
        self.rows: dict[int, list[CellValue]] = {}
        self.formulas: set[tuple[int, int]] = set()
        self._hidden_rows: set[int] = set()
        self._hidden_columns: set[int] = set()
        self._filled = 0

    def put(self, row: int, column: int, value: CellValue) -> None:
        """Put a value into a cell, row 1-based and column 0-based; Complaint where there are too many."""
        if isinstance(value, str):
            value = value.strip()[:MOST_LETTERS] or None
        if value is None or column >= MOST_COLUMNS:
            return
        cells = self.rows.setdefault(row, [])
        if column >= len(cells):
            cells += [None] * (column + 1 - len(cells))
        self._filled += cells[column] is None
        cells[column] = value
        if self._filled > MOST_CELLS or len(self.rows) > MOST_ROWS:
            raise too_long("")

    def hide_row(self, row: int) -> None:
        """Note that a row is not shown."""
        self._hidden_rows.add(row)

    def hide_columns(self, first: int, end: int) -> None:
        """Note that columns are not shown."""
        self._hidden_columns.update(range(first, min(end, MOST_COLUMNS)))

    def cells(self, names: list[SheetName], name: str) -> Cells:
        """What was read; of what is hidden, that which holds something."""
        filled = {at for row in self.rows.values() for at, value in enumerate(row) if value is not None}
        return Cells(
            rows=tuple(SheetRow(number=number, cells=tuple(self.rows[number])) for number in sorted(self.rows)),
            formulas=frozenset(self.formulas),
            hidden_rows=frozenset(self._hidden_rows & self.rows.keys()),
            hidden_columns=frozenset(self._hidden_columns & filled),
            hidden_sheets=tuple(each.name for each in names if each.hidden and each.name != name),
            is_hidden=any(each.hidden and each.name == name for each in names),
        )
