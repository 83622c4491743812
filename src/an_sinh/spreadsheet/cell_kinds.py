"""What python-calamine does not tell of a workbook's cells: percentages, errors, and formulas without a result.

It gives 0.0223 for a cell that shows 2.23%, and nothing at all for `#REF!` or for a formula that no program has worked
out yet. So the file's own parts are looked through once more, for these alone. A file that is not laid out as its
format says is an error: better refused than read a hundred times too small.
"""

from __future__ import annotations

import posixpath
import re
import struct
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import Enum
from pathlib import Path
from typing import Final
from xml.parsers.expat import ExpatError, ParserCreate

from an_sinh.spreadsheet.cells import has_password, too_large

MOST_UNFOLDED: Final = 256 * 1024 * 1024
MOST_KINDS: Final = 500_000


class Kind(Enum):
    """What a number is that the number alone does not tell."""

    PERCENT = "percent"


Kinds = dict[tuple[int, int], Kind | str]
"""By row (1-based) and column (0-based): a percentage, or the text of an error or of a formula without a result."""


def kinds_of(path: Path, sheet: str, sheets: Sequence[str]) -> Kinds:
    """The cells of one of the file's sheets that are something else than their value says.

    Raises Complaint for what unfolds to too much, and any other error for a file that is broken.
    """
    if not zipfile.is_zipfile(path):
        return _xls(_stream(path.read_bytes()), sheets.index(sheet))
    with zipfile.ZipFile(path) as archive:
        parts = {each.filename.replace("\\", "/").lower(): each for each in archive.infolist()}
        if "content.xml" in parts:
            return _ods(archive.read(parts["content.xml"]), sheet)
        return _xlsx(lambda part: archive.read(parts[part.lower()]) if part.lower() in parts else None, sheet)


def see_its_size(path: Path) -> None:
    """Complaint for an archive that says itself that it unfolds to too much."""
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            if sum(each.file_size for each in archive.infolist()) > MOST_UNFOLDED:
                raise too_large(str(path), f"{MOST_UNFOLDED // 1024 // 1024} MiB")


def see_it_is_whole(path: Path) -> None:
    """An error for an .ods whose XML is broken: python-calamine would look for its end for ever, and hoard meanwhile.

    Complaint where it is broken for being encrypted.
    """
    if not zipfile.is_zipfile(path):
        return
    with zipfile.ZipFile(path) as archive:
        parts = {each.filename.replace("\\", "/").lower(): each for each in archive.infolist()}
        if "content.xml" not in parts:
            return
        parser = ParserCreate()
        parser.StartDoctypeDeclHandler = _refuse
        try:
            parser.Parse(archive.read(parts["content.xml"]), True)
        except ExpatError:
            manifest = parts.get("meta-inf/manifest.xml")
            if manifest and b"encryption-data" in archive.read(manifest):
                raise has_password(str(path)) from None
            raise


def _refuse(*_: object) -> None:
    raise ValueError("DOCTYPE")


# --- XML --------------------------------------------------------------------------------------------------------------


class _Reader:
    """Goes through XML; names stand without their prefix. A document type is refused: it is where bombs are laid."""

    def read(self, data: bytes) -> None:
        parser = ParserCreate()
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = _refuse
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._said
        self.text = ""
        parser.Parse(data, True)

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""

    def end(self, name: str) -> None:
        """An element ends; `text` is what was said since one began."""

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self.text = ""
        self.start(name.rpartition(":")[2], attributes)

    def _end(self, name: str) -> None:
        self.end(name.rpartition(":")[2])

    def _said(self, text: str) -> None:
        self.text += text


class _Elements(_Reader):
    """The attributes of every element, in order, by its name; keys without prefix."""

    def __init__(self, data: bytes) -> None:
        self.found: list[tuple[str, dict[str, str]]] = []
        self.read(data)

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        self.found.append((name, {key.rpartition(":")[2]: value for key, value in attributes.items()}))

    def named(self, *names: str) -> Iterator[dict[str, str]]:
        return (attributes for name, attributes in self.found if name in names)


# --- .xlsx ------------------------------------------------------------------------------------------------------------


def _xlsx(read: Callable[[str], bytes | None], sheet: str) -> Kinds:
    book, relations = read("xl/workbook.xml"), read("xl/_rels/workbook.xml.rels")
    if book is None or relations is None:
        raise ValueError("xl/workbook.xml")
    targets = {
        each["Id"]: posixpath.normpath(posixpath.join("xl", each["Target"])).lstrip("/")
        for each in _Elements(relations).named("Relationship")
    }
    part = next(targets[each["id"]] for each in _Elements(book).named("sheet") if each["name"] == sheet)
    cells, styles = read(part), read("xl/styles.xml")
    if cells is None:
        raise ValueError(part)
    reader = _XlsxSheet(_percent_styles(styles) if styles is not None else frozenset())
    reader.read(_without_empty(cells))
    return reader.kinds


def _without_empty(cells: bytes) -> bytes:
    """The sheet without empty cells and rows, of which there may be a million; only where all tell their place."""
    if any(cells.count(b"<%s " % name) != cells.count(b'<%s r="' % name) for name in (b"row", b"c")):
        return cells
    return re.sub(rb'<row r="[^>]*(?:/>|>\s*</row>)', b"", re.sub(rb'<c r="[^>]*/>', b"", cells))


def _percent_styles(styles: bytes) -> frozenset[str]:
    """The numbers of the cell styles that show a percentage."""
    found = _Styles()
    found.read(styles)
    ids = {str(each) for each in PERCENT_FORMATS} | {id_ for id_, code in found.formats.items() if shows_percent(code)}
    return frozenset(str(at) for at, format_ in enumerate(found.cells) if format_ in ids)


class _Styles(_Reader):
    def __init__(self) -> None:
        self.formats: dict[str, str] = {}
        self.cells: list[str] = []
        self._inside = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "numFmt":
            self.formats[attributes["numFmtId"]] = attributes.get("formatCode", "")
        elif name == "cellXfs":
            self._inside = True
        elif name == "xf" and self._inside:
            self.cells.append(attributes.get("numFmtId", "0"))

    def end(self, name: str) -> None:
        self._inside = self._inside and name != "cellXfs"


PERCENT_FORMATS: Final = frozenset({9, 10})
"""The numbers of Excel's own formats 0% and 0.00%."""


def shows_percent(code: str) -> bool:
    """Whether a number format multiplies by 100: it has a % that is neither in quotes nor escaped."""
    return "%" in re.sub(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]', "", code)


class _XlsxSheet(_Reader):
    def __init__(self, percents: frozenset[str]) -> None:
        self.kinds: Kinds = {}
        self._percents = percents
        self._row, self._column = 0, -1
        self._cell: Mapping[str, str] = {}
        self._formula: str | None = None
        self._value: str | None = None

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "row":
            self._row, self._column = int(attributes.get("r", self._row + 1)), -1
        elif name == "c":
            self._cell, self._formula, self._value = attributes, None, None
            self._column += 1
            if "r" in attributes:
                letters = attributes["r"].rstrip("0123456789")
                self._column, self._row = column_of(letters), int(attributes["r"].removeprefix(letters))

    def end(self, name: str) -> None:
        if name == "f":
            self._formula = self.text
        elif name in ("v", "is"):
            self._value = self.text
        elif name == "c":
            type_ = self._cell.get("t", "n")
            if type_ == "e":
                self._tell(self._value or "#")
            elif self._formula is not None and not self._value and type_ != "str":  # str: its result is a text
                self._tell(f"={self._formula}")
            elif type_ == "n" and self._value is not None and self._cell.get("s", "0") in self._percents:
                self._tell(Kind.PERCENT)

    def _tell(self, kind: Kind | str) -> None:
        _put(self.kinds, self._row, self._column, kind)


def column_of(letters: str) -> int:
    """The 0-based column of its letters."""
    index = 0
    for letter in letters.upper():
        index = index * 26 + ord(letter) - 64
    return index - 1


def _put(kinds: Kinds, row: int, column: int, kind: Kind | str) -> None:
    kinds[row, column] = kind
    if len(kinds) > MOST_KINDS:
        raise MemoryError


# --- .ods -------------------------------------------------------------------------------------------------------------


def _ods(content: bytes, sheet: str) -> Kinds:
    reader = _OdsSheet(sheet)
    reader.read(content)
    return reader.kinds


class _OdsSheet(_Reader):
    def __init__(self, sheet: str) -> None:
        self.kinds: Kinds = {}
        self._sheet, self._inside = sheet, False
        self._row, self._rows, self._column, self._columns = 0, 0, 0, 0
        self._type = ""
        self._shown = ""

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "table":
            self._inside = attributes.get("table:name") == self._sheet
            self._row = self._rows = 0
        elif name == "table-row":
            self._row += self._rows
            self._rows = int(attributes.get("table:number-rows-repeated", 1))
            self._column = self._columns = 0
        elif name in ("table-cell", "covered-table-cell"):
            self._column += self._columns
            self._columns = int(attributes.get("table:number-columns-repeated", 1))
            types = {attributes.get(f"{prefix}:value-type", "") for prefix in ("office", "calcext")}
            self._type = "error" if "error" in types else "percentage" if "percentage" in types else ""
            self._shown = ""

    def end(self, name: str) -> None:
        if name == "p":
            self._shown = self.text
        elif name == "table-cell" and self._type and self._inside:
            kind: Kind | str = Kind.PERCENT if self._type == "percentage" else self._shown or "#"
            if self._rows * self._columns > MOST_KINDS:
                raise MemoryError
            for row in range(self._row + 1, self._row + self._rows + 1):
                for column in range(self._column, self._column + self._columns):
                    _put(self.kinds, row, column, kind)


# --- .xls: [MS-XLS] in a compound file, [MS-CFB] ----------------------------------------------------------------------

_MOST_SECTOR: Final = 0xFFFFFFFA  # from here on a number is no sector's
_ERRORS: Final = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!"}


def _stream(data: bytes) -> bytes:
    """The workbook inside a compound file."""
    shift, short_shift = struct.unpack_from("<HH", data, 30)
    directory, _, cutoff, short_fat, _, more, _ = struct.unpack_from("<7I", data, 48)
    size = 1 << shift

    def sector(number: int) -> bytes:
        return data[(number + 1) * size : (number + 2) * size]

    def chained(first: int, table: Sequence[int], piece: Callable[[int], bytes]) -> bytes:
        pieces = []
        while first < _MOST_SECTOR:
            pieces.append(piece(first))
            first = table[first]
            if len(pieces) > len(table):
                raise ValueError("FAT")
        return b"".join(pieces)

    listed = list(struct.unpack_from("<109I", data, 76))
    while more < _MOST_SECTOR:
        *following, more = _numbers(sector(more))
        listed += following
        if len(listed) * size > len(data) + 200 * size:
            raise ValueError("DIFAT")
    fat = _numbers(b"".join(sector(each) for each in listed if each < _MOST_SECTOR))
    entries = chained(directory, fat, sector)
    root = books = b""
    for at in range(0, len(entries), 128):
        entry = entries[at : at + 128]
        name = entry[: max(entry[64] + 256 * entry[65] - 2, 0)].decode("utf-16-le", "replace")
        root = entry if entry[66] == 5 else root
        books = entry if entry[66] == 2 and name in ("Workbook", "Book") else books
    first, length = struct.unpack_from("<II", books, 116)
    if length >= cutoff:
        return chained(first, fat, sector)[:length]
    short = chained(struct.unpack_from("<I", root, 116)[0], fat, sector)
    shorts, step = _numbers(chained(short_fat, fat, sector)), 1 << short_shift
    return chained(first, shorts, lambda number: short[number * step : (number + 1) * step])[:length]


def _numbers(data: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4])


def _records(book: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """The records of one substream, without those of what is embedded in it."""
    depth = 0
    while at + 4 <= len(book):
        type_, length = struct.unpack_from("<HH", book, at)
        body = book[at + 4 : at + 4 + length]
        at += 4 + length
        depth += {0x0809: 1, 0x000A: -1}.get(type_, 0)  # BOF, EOF
        if depth <= 0:
            return
        if depth == 1:
            yield type_, body


def _xls(book: bytes, index: int) -> Kinds:
    places: list[int] = []
    formats = dict.fromkeys(PERCENT_FORMATS, "%")
    styles: list[int] = []
    wide = False
    for type_, body in _records(book, 0):
        match type_:
            case 0x0809:  # BOF
                wide = struct.unpack_from("<H", body)[0] >= 0x0600
            case 0x0085:  # BOUNDSHEET
                places.append(struct.unpack_from("<I", body)[0])
            case 0x041E:  # FORMAT
                code = body[5:].decode("utf-16-le" if body[4] & 1 else "latin-1", "replace") if wide else None
                formats[struct.unpack_from("<H", body)[0]] = body[3:].decode("latin-1") if code is None else code
            case 0x00E0:  # XF
                styles.append(struct.unpack_from("<H", body, 2)[0])
            case _:
                pass
    percents = {at for at, format_ in enumerate(styles) if shows_percent(formats.get(format_, ""))}
    kinds: Kinds = {}
    for type_, body in _records(book, places[index]):
        if type_ in (0x0203, 0x027E, 0x0006, 0x0205):  # NUMBER, RK, FORMULA, BOOLERR
            row, column, style = struct.unpack_from("<3H", body)
            error = _error(type_, body)
            if error or (style in percents and not _is_text(type_, body)):
                _put(kinds, row + 1, column, error or Kind.PERCENT)
        elif type_ == 0x00BD:  # MULRK
            row, column = struct.unpack_from("<2H", body)
            for at, (style,) in enumerate(struct.iter_unpack("<H4x", body[4:-2])):
                if style in percents:
                    _put(kinds, row + 1, column + at, Kind.PERCENT)
    return kinds


def _is_text(type_: int, body: bytes) -> bool:
    """Whether it is a truth, or a formula whose result is no number."""
    return type_ == 0x0205 or (type_ == 0x0006 and body[12:14] == b"\xff\xff")


def _error(type_: int, body: bytes) -> str | None:
    if type_ == 0x0205 and body[7]:
        return _ERRORS.get(body[6], "#N/A")
    if type_ == 0x0006 and body[12:14] == b"\xff\xff" and body[6] == 2:
        return _ERRORS.get(body[8], "#N/A")
    return None
