"""The cells of an .ods, as a person sees them: its content gone through once. [ODF] part 3 tells the elements."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from an_sinh.spreadsheet.cells import MOST_CELLS, MOST_COLUMNS, CellValue, Doubt, has_password, shortest
from an_sinh.spreadsheet.number_formats import as_told
from an_sinh.spreadsheet.packed_xml import Package, Reader, is_on
from an_sinh.spreadsheet.read_xlsx import joined
from an_sinh.spreadsheet.sheet import Sheet, SheetName, Style

_TEXT: Final = frozenset({"p", "span", "a", "s", "tab", "line-break", "ruby", "ruby-base"})
"""What a cell's own text is made of; a comment or a picture in it is no part of that."""


class Ods:
    """An .ods whose tables are known, and none of which is read yet."""

    def __init__(self, package: Package) -> None:
        if "META-INF/manifest.xml" in package and b"encryption-data" in package.read("META-INF/manifest.xml"):
            raise has_password("")
        self._content = package.read("content.xml")
        self._looks = _Looks()
        for part in ("styles.xml", "content.xml"):
            if part in package:
                self._looks.read(self._content if part == "content.xml" else package.read(part))
        self.sheets = [SheetName(name, style in self._looks.unseen) for name, style in self._looks.tables]

    def read(self, name: str, sheet: Sheet) -> None:
        """Put the cells of one table into it."""
        _OdsSheet(name, sheet, self._looks).read(self._content)


class _Looks(Reader):
    """The names of the tables, and the styles that matter: of struck out and raised text, of tables not shown."""

    def __init__(self) -> None:
        self.looks: dict[str, str] = {}
        self.unseen: set[str] = set()
        self.tables: list[tuple[str, str]] = []
        self._style = ""

    def look(self, style: str) -> str:
        """How text of a style looks: struck, raised, or as any."""
        return self.looks.get(style, "")

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "style":
            self._style = attributes.get("style:name", "")
            parent = attributes.get("style:parent-style-name", "")
            self.looks[self._style] = self.looks.get(parent, "")
        elif name == "text-properties" and self._style:
            self._look(attributes)
        elif name == "table-properties" and not is_on(attributes, "table:display", "true"):
            self.unseen.add(self._style)
        elif name == "table" and "table:name" in attributes:
            self.tables.append((attributes["table:name"], attributes.get("table:style-name", "")))

    def _look(self, attributes: Mapping[str, str]) -> None:
        lines = [
            value
            for key in ("style:text-line-through-style", "style:text-line-through-type")
            if (value := attributes.get(key)) is not None
        ]
        if lines:
            self.looks[self._style] = Doubt.STRUCK.value if any(line != "none" for line in lines) else ""
        raised = attributes.get("style:text-position", "0%").split()
        if raised and raised[0] not in ("0%", "0"):
            self.looks[self._style] = self.looks[self._style] or Doubt.RAISED.value

    def end(self, name: str) -> None:
        if name == "style":
            self._style = ""


class _OdsSheet(Reader):
    def __init__(self, name: str, sheet: Sheet, looks: _Looks) -> None:
        self._name, self._sheet, self._looks = name, sheet, looks
        self._inside = False
        self._row, self._rows, self._column, self._columns, self._defined = 0, 0, 0, 0, 0
        self._cell: Mapping[str, str] | None = None
        self._runs: list[tuple[str, str]] = []
        self._spans: list[str] = []
        self._strange = 0

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if self._cell is not None:
            self._start_text(name, attributes)
        elif name == "table":
            self._inside = attributes.get("table:name") == self._name
            self._row = self._rows = self._defined = 0
        elif not self._inside:
            return
        elif name == "table-column":
            end = self._defined + _times(attributes, "table:number-columns-repeated")
            if attributes.get("table:visibility", "visible") != "visible":
                self._sheet.hide_columns(self._defined, end)
            self._defined = end
        elif name == "table-row":
            self._row += self._rows
            self._rows = _times(attributes, "table:number-rows-repeated")
            self._column = self._columns = 0
            if attributes.get("table:visibility", "visible") != "visible":
                for row in range(self._row + 1, self._row + 1 + min(self._rows, MOST_CELLS)):
                    self._sheet.hide_row(row)
        elif name in ("table-cell", "covered-table-cell"):
            self._column += self._columns
            self._columns = _times(attributes, "table:number-columns-repeated")
            self._cell, self._runs, self._spans, self._strange = attributes, [], [], 0

    def _start_text(self, name: str, attributes: Mapping[str, str]) -> None:
        if self._strange or name not in _TEXT:
            self._strange += 1
            return
        self._take()
        if name == "p":
            self._runs += [("\n", "")] if self._runs else []
        elif name == "s":
            self._runs.append((" " * min(_times(attributes, "text:c"), 100), ""))
        elif name in ("tab", "line-break"):
            self._runs.append((" ", ""))
        self._spans.append(self._looks.look(attributes.get("text:style-name", "")))

    def _take(self) -> None:
        """The text since an element began or ended, in the look of the spans around it."""
        if self.text and self._spans:
            self._runs.append((self.text, next(filter(None, reversed(self._spans)), "")))
        self.text = ""

    def end(self, name: str) -> None:
        if self._cell is None:
            return
        if name in ("table-cell", "covered-table-cell"):
            cell, self._cell = self._cell, None
            self._put(self._read(cell), "table:formula" in cell)
        elif self._strange:
            self._strange -= 1
            self.text = ""
        else:
            self._take()
            self._spans.pop()

    def _put(self, value: CellValue, is_formula: bool) -> None:
        if not self._inside or value is None:
            return
        if self._rows * min(self._columns, MOST_COLUMNS) > MOST_CELLS:
            raise MemoryError
        for row in range(self._row + 1, self._row + self._rows + 1):
            for column in range(self._column, min(self._column + self._columns, MOST_COLUMNS)):
                self._sheet.put(row, column, value)
                if is_formula:
                    self._sheet.formulas.add((row, column))

    def _read(self, cell: Mapping[str, str]) -> CellValue:
        types = {cell.get("office:value-type", ""), cell.get("calcext:value-type", "")}
        text = joined(self._runs) if len(self._runs) > 1 or (self._runs and self._runs[0][1]) else self._alone()
        if "error" in types:
            return text or "#"
        if types == {""} and "table:formula" in cell and text is None:
            return f"={cell['table:formula'].partition('=')[2]}"
        value = self._plain(cell, types - {""}, text)
        if self._looks.look(cell.get("table:style-name", "")) != Doubt.STRUCK.value:
            return value
        return Style("", True).seen(value)

    def _alone(self) -> str | None:
        """The text of a cell that has no runs, as most."""
        return (self._runs[0][0].strip() or None) if self._runs else None

    def _plain(self, cell: Mapping[str, str], types: set[str], text: CellValue) -> CellValue:
        if types & {"float", "percentage", "currency"}:
            number = shortest(float(cell["office:value"]))
            if number is None or (text is not None and not isinstance(text, str)):
                return text
            return as_told(number, text or "", percent="percentage" in types)
        if "boolean" in types:
            return is_on(cell, "office:boolean-value")
        if "date" in types:
            return cell["office:date-value"].removesuffix("T00:00:00")
        return text if text is not None else cell.get("office:string-value")


def _times(attributes: Mapping[str, str], key: str) -> int:
    return int(attributes.get(key, 1))
