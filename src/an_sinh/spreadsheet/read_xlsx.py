"""The cells of an .xlsx, as a person sees them: from the parts of the file, gone through once.

openpyxl tells neither hidden rows nor formulas beside their results unless it reads the file twice and whole, and
python-calamine neither formats nor runs nor what is hidden; docs/decisions.md has the figures.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from typing import Final

from an_sinh.spreadsheet.cells import CellValue, Doubt, DoubtfulCell, column_index, shortest
from an_sinh.spreadsheet.number_formats import BUILT_IN, as_date, as_shown, is_date
from an_sinh.spreadsheet.packed_xml import Elements, Package, Reader, is_on
from an_sinh.spreadsheet.sheet import Sheet, SheetName, Style

_NO_TABLE: Final = ("chartsheet", "dialogsheet", "macrosheet")
_ESCAPED: Final = re.compile("_x([0-9A-Fa-f]{4})_")


class Xlsx:
    """An .xlsx whose list of sheets is read, and no sheet yet."""

    def __init__(self, package: Package) -> None:
        self._package = package
        root = _relations(package, "") if "_rels/.rels" in package else []
        self._book = next(
            (each["Target"] for each in root if each["Type"].endswith("/officeDocument")), "xl/workbook.xml"
        )
        book = Elements(package.read(self._book))
        self._since_1904 = any(is_on(each, "date1904") for each in book.named("workbookPr"))
        related = {each["Id"]: each for each in _relations(package, self._book)}
        self._parts = {each["Type"].rpartition("/")[2]: each["Target"] for each in related.values()}
        tables = [each for each in book.named("sheet") if not related[each["id"]]["Type"].lower().endswith(_NO_TABLE)]
        self._places = {each["name"]: related[each["id"]]["Target"] for each in tables}
        self.sheets = [SheetName(each["name"], each.get("state", "visible") != "visible") for each in tables]

    def read(self, name: str, sheet: Sheet) -> None:
        """Put the cells of one sheet into it."""
        styles, texts = self._parts.get("styles", ""), self._parts.get("sharedStrings", "")
        shown = _Styles()
        if styles in self._package:
            shown.read(self._package.read(styles))
        said = _Texts()
        if texts in self._package:
            said.read(self._package.read(texts))
        cells = self._package.read(self._places[name])
        _XlsxSheet(sheet, shown.styles, said.found, since_1904=self._since_1904).read(_without_empty(cells))


def _relations(package: Package, part: str) -> list[dict[str, str]]:
    """The relations of a part, their targets as the package names them."""
    folder, name = posixpath.split(part)
    each = Elements(package.read(posixpath.join(folder, "_rels", f"{name}.rels"))).named("Relationship")
    return [
        {"Type": "", **found, "Target": posixpath.normpath(posixpath.join(folder, found["Target"])).lstrip("/")}
        for found in each
        if found.get("TargetMode") != "External"
    ]


def _without_empty(cells: bytes) -> bytes:
    """The sheet without empty cells and rows, of which there may be a million; only where all tell their place."""
    if any(cells.count(b"<%s " % name) != cells.count(b'<%s r="' % name) for name in (b"row", b"c")):
        return cells
    return re.sub(rb'<row r="[^>]*(?:/>|>\s*</row>)', b"", re.sub(rb'<c r="[^>]*/>', b"", cells))


class _Styles(Reader):
    """What the cell styles are, by their numbers."""

    def __init__(self) -> None:
        self.styles: list[Style] = []
        self._formats: dict[str, str] = {str(number): code for number, code in BUILT_IN.items()}
        self._struck: list[bool] = []
        self._inside = ""

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "numFmt" and not self._inside:
            self._formats[attributes["numFmtId"]] = attributes.get("formatCode", "")
        elif name in ("fonts", "cellXfs", "dxfs", "cellStyleXfs"):
            self._inside = name
        elif name == "font" and self._inside == "fonts":
            self._struck.append(False)
        elif name == "strike" and self._inside == "fonts":
            self._struck[-1] = is_on(attributes, "val", "1")
        elif name == "xf" and self._inside == "cellXfs":
            code = self._formats.get(attributes.get("numFmtId", "0"), "General")
            font = int(attributes.get("fontId", 0))
            self.styles.append(Style(code, self._struck[font] if font < len(self._struck) else False))

    def end(self, name: str) -> None:
        if name == self._inside:
            self._inside = ""


class _Phrase:
    """A text put together of its runs, as `si` and `is` hold them."""

    def __init__(self) -> None:
        self._runs: list[tuple[str, str]] = []
        self._look, self._reading = "", False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "r":
            self._look = ""
        elif name == "rPh":
            self._reading = True
        elif name == "strike" and is_on(attributes, "val", "1"):
            self._look = Doubt.STRUCK.value
        elif name == "vertAlign" and attributes.get("val", "baseline") != "baseline":
            self._look = self._look or Doubt.RAISED.value

    def end(self, name: str, text: str) -> None:
        if name == "t" and not self._reading:
            self._runs.append((_ESCAPED.sub(lambda found: chr(int(found[1], 16)), text), self._look))
        elif name == "rPh":
            self._reading = False
        elif name == "r":
            self._look = ""

    def value(self) -> CellValue:
        return joined(self._runs)


def joined(runs: list[tuple[str, str]]) -> CellValue:
    """A text of runs; in doubt where one of them is struck out, or raised or lowered beside others that are not."""
    text = "".join(run for run, _ in runs).strip()
    looks = {look for run, look in runs if run.strip()}
    if Doubt.STRUCK.value in looks:
        return DoubtfulCell(text, Doubt.STRUCK)
    return DoubtfulCell(text, Doubt.RAISED) if len(looks) > 1 else text or None


class _Texts(Reader):
    """The texts that the cells share."""

    def __init__(self) -> None:
        self.found: list[CellValue] = []
        self._item = _Phrase()

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "si":
            self._item = _Phrase()
        else:
            self._item.start(name, attributes)

    def end(self, name: str) -> None:
        if name == "si":
            self.found.append(self._item.value())
        else:
            self._item.end(name, self.text)


class _XlsxSheet(Reader):
    def __init__(self, sheet: Sheet, styles: list[Style], texts: list[CellValue], *, since_1904: bool) -> None:
        self._sheet, self._styles, self._texts, self._since_1904 = sheet, styles, texts, since_1904
        self._row, self._column = 0, -1
        self._cell: Mapping[str, str] = {}
        self._formula: str | None = None
        self._value = ""
        self._runs: _Phrase | None = None

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "c":
            self._cell, self._formula, self._value, self._runs = attributes, None, "", None
            self._column += 1
            if "r" in attributes:
                letters = attributes["r"].rstrip("0123456789")
                self._column, self._row = column_index(letters) or 0, int(attributes["r"].removeprefix(letters))
        elif name == "row":
            self._row, self._column = int(attributes.get("r", self._row + 1)), -1
            if is_on(attributes, "hidden") or attributes.get("ht") == "0":
                self._sheet.hide_row(self._row)
        elif name == "is":
            self._runs = _Phrase()
        elif self._runs:
            self._runs.start(name, attributes)
        elif name == "col" and (is_on(attributes, "hidden") or attributes.get("width") == "0"):
            self._sheet.hide_columns(int(attributes["min"]) - 1, int(attributes["max"]))

    def end(self, name: str) -> None:
        if name == "v":
            self._value = self.text.strip() if self._cell.get("t") in ("s", "n", None) else self.text
        elif name == "f":
            self._formula = self.text
        elif name == "c":
            if self._formula is not None:
                self._sheet.formulas.add((self._row, self._column))
            self._sheet.put(self._row, self._column, self._read())
        elif self._runs and name != "is":
            self._runs.end(name, self.text)

    def _read(self) -> CellValue:
        type_, value = self._cell.get("t", "n"), self._value
        style = int(self._cell.get("s", 0))
        shown = self._styles[style] if style < len(self._styles) else Style("General", False)
        if type_ == "e":
            return value or "#"
        if self._formula is not None and not value and type_ != "str":  # str: its result is a text
            return f"={self._formula}"
        return shown.seen(self._plain(type_, value, shown.code))

    def _plain(self, type_: str, value: str, code: str) -> CellValue:
        match type_:
            case "s":
                return self._texts[int(value)] if value else None
            case "inlineStr":
                return self._runs.value() if self._runs else None
            case "b":
                return value.strip() in ("1", "true") if value else None
            case "n" if value:
                number = shortest(float(value))
                if number is not None and is_date(code):
                    return as_date(number, since_1904=self._since_1904)
                return as_shown(number, code) if number is not None else None
            case _:
                return value.strip() or None
