"""`import`: bytes of a spreadsheet; refused with a known error, or each row has its figure or why it has none.

What kind of file the bytes are is told by how they begin: `<` the parts of a workbook (sheet, styles, book, shared
texts, split at lines `%%%`; what is left out is sound; a sheet `<office:` is an .ods), an .xls by its mark, and
anything else a .csv.
"""

from __future__ import annotations

import io
import json
import re
import tempfile
import zipfile
from contextlib import suppress
from pathlib import Path

from an_sinh.errors import Complaint, DataError
from an_sinh.figures import parse_figure
from an_sinh.keep.editing import Edit, new_year
from an_sinh.pages.say import Say
from an_sinh.spreadsheet.cells import Cells, cell_name, decoded, encoded, read_cells
from an_sinh.spreadsheet.figure_cells import Numerals
from an_sinh.spreadsheet.importing import ImportResult, figures_in
from an_sinh.spreadsheet.workbook import read_workbook
from an_sinh.terms import Language, Status
from fuzz.programme import data_set, one_line, refused, sound

_MAIN = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_BONDS = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = b"http://schemas.openxmlformats.org/package/2006/relationships"
_STYLES = b'<styleSheet xmlns="%s"><cellXfs><xf numFmtId="0"/><xf numFmtId="10"/></cellXfs></styleSheet>' % _MAIN
_BOOK = b'<workbook xmlns="%s" xmlns:r="%s"><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>' % (
    _MAIN,
    _BONDS,
)
_TEXTS = b'<sst xmlns="%s"><si><t>id</t></si><si><t>value</t></si><si><t>a</t></si></sst>' % _MAIN
_ROOT = (
    b'<Relationships xmlns="%s"><Relationship Id="r" Type="%s/officeDocument"' % (_PACKAGE, _BONDS)
    + b' Target="xl/workbook.xml"/></Relationships>'
)
_RELATIONS = b"".join(
    [
        b'<Relationships xmlns="%s">' % _PACKAGE,
        b'<Relationship Id="r1" Type="%s/worksheet" Target="worksheets/sheet1.xml"/>' % _BONDS,
        b'<Relationship Id="r2" Type="%s/styles" Target="styles.xml"/>' % _BONDS,
        b'<Relationship Id="r3" Type="%s/sharedStrings" Target="sharedStrings.xml"/>' % _BONDS,
        b"</Relationships>",
    ]
)
_FAR = re.compile(rb"""[A-Za-z]{3}[0-9]|[0-9]{4}|&|repeated\s*=\s*["']?[^"'>]{3}""")
"""A place or a count that may unfold to more than this process holds; only the reader's own process is bounded."""

_SCRATCH = tempfile.TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None)


def try_input(data: bytes) -> bool:
    """Read, match and write; whether a sheet came of it. Raises what should never be raised."""
    cells = _cells(data)
    if cells is None:
        return False
    for numerals in (None, *Numerals):
        for column in (None, "B"):
            try:
                imported = figures_in(cells, sound(), 2022, column=column, numerals=numerals)
            except Complaint as error:
                see_complaint(error)
                continue
            _see(imported, cells)
            _see_written(imported)
    return True


def _cells(data: bytes) -> Cells | None:
    """The cells, None for a file that was refused."""
    if data.startswith(b"\xd0\xcf"):
        _old_workbook(data)
        return None
    if data.startswith(b"<"):
        return _workbook(data)
    path = Path(_SCRATCH.name) / "sheet.csv"
    path.write_bytes(data)
    try:
        return read_cells(path)
    except Complaint as error:
        see_complaint(error)
        return None


def _workbook(data: bytes) -> Cells | None:
    parts = data.split(b"\n%%%\n")
    if any(map(unfolds, parts)):
        return None
    path = Path(_SCRATCH.name) / ("sheet.ods" if data.startswith(b"<office:") else "sheet.xlsx")
    path.write_bytes(_archive(parts))
    return read_through(path)


def read_through(path: Path) -> Cells | None:
    """The cells of a workbook, the same after they went through JSON; None where it was refused, in one line."""
    try:
        cells = read_workbook(str(path), None)
    except Complaint as error:
        see_complaint(error)
        return None
    except KeyboardInterrupt:
        raise
    except BaseException:  # noqa: BLE001  # as workbook.main does: a panic of the reader's is a BaseException
        return None
    assert decoded(json.loads(json.dumps(encoded(cells)))) == cells
    return cells


def unfolds(part: bytes) -> bool:
    """Whether a part of a workbook names what may unfold to more than this process holds."""
    return _FAR.search(re.sub(rb'xmlns[:a-z]*="[^"]*"|&#[0-9]{2,4};', b"", part)) is not None


def _old_workbook(data: bytes) -> None:
    """An .xls: that it comes to an end."""
    path = Path(_SCRATCH.name) / "sheet.xls"
    path.write_bytes(data)
    with suppress(Exception):
        read_workbook(str(path), None)


def _archive(parts: list[bytes]) -> bytes:
    if parts[0].startswith(b"<office:"):
        kind = b"application/vnd.oasis.opendocument.spreadsheet"
        files = {"mimetype": kind, "content.xml": parts[0], "META-INF/manifest.xml": b"<manifest/>"}
    else:
        sheet, styles, book, texts = [*parts[:4], *(b"", _STYLES, _BOOK, _TEXTS)[len(parts[:4]) :]]
        files = {"_rels/.rels": _ROOT, "xl/workbook.xml": book, "xl/_rels/workbook.xml.rels": _RELATIONS}
        files |= {"xl/worksheets/sheet1.xml": sheet, "xl/styles.xml": styles, "xl/sharedStrings.xml": texts}
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return kept.getvalue()


def see_complaint(error: Complaint) -> None:
    """Hold a refusal to what is promised of it: one line in either language."""
    if "path" not in error.slots and error.text in (
        "{path} has a password",
        "{path} can't be read as a spreadsheet: {detail}",
    ):
        return  # the caller puts the path in
    for language in Language:
        one_line(error.describe(Say.of(language)))


def _see(imported: ImportResult, cells: Cells) -> None:
    """Hold what came of a sheet to what is promised: each cell is in the sheet, and told of once."""
    width = max(len(row.cells) for row in cells.rows)
    there = {cell_name(row.number, column) for row in cells.rows for column in range(width + 2)}
    told = [each.cell for each in imported.found] + [each.cell for each in imported.lost]
    assert there.issuperset(told)
    assert len(set(told)) == len(told)
    assert len({each.id for each in imported.found}) == len(imported.found)
    assert len(told) + imported.blank <= len(cells.rows)
    for lost in imported.lost:
        for language in Language:
            reason = lost.reason.said(Say.of(language))
            one_line(f"{lost.cell} {lost.text} {reason}")


def _see_written(imported: ImportResult) -> None:
    """Write the figures into a new year, and read them back: figures that the data format takes, to the digit."""
    truths = {"true": True, "false": False}
    changes = {
        each.id: Edit(annual=Status.NOT_STARTED)
        if each.figure is None
        else Edit(value=truths.get(each.figure, each.figure))
        for each in imported.found
    }
    if not changes:
        return
    try:
        programme = data_set(new_year(2022, changes).encode()).programme([2022])
    except DataError as error:  # beyond an indicator's limits
        refused(error)
        return
    for each in imported.found:
        entry = programme.entry(each.id, 2022)
        assert entry is not None
        if each.figure is not None:
            assert entry.value == truths.get(each.figure, parse_figure(each.figure))
