"""Spreadsheets for the tests: made on the spot, and the strangers that no reader should die of."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from openpyxl import Workbook

SHEETS = Path(__file__).parent / "data" / "sheets"
"""What LibreOffice made, for openpyxl writes .xlsx alone; tests/data/README.md says how."""

Value = object

TARGETS = """\
programme: {id: P, name: {vi: Chương trình, en: Programme}, years: [2021, 2025]}
sources:
  board: {title: The board}
  plan: {title: The plan}
groups: {work: {vi: Việc làm, en: Work}, health: {vi: Y tế, en: Health}}
indicators:
  jobs-created:
    name: {vi: Giải quyết việc làm, en: Jobs created}
    group: work
    unit: {vi: lượt người, en: persons}
    better: higher
    source: plan
    targets: {2022: 160000, 2023: 162000}
  unemployment-rate:
    name: {vi: Tỷ lệ thất nghiệp, en: Unemployment rate}
    group: work
    unit: "%"
    better: lower
    limits: {from: 0, to: 100}
    source: plan
    targets: {2022: {under: 3}, 2023: {under: 3}}
  hospital-beds:
    name: {vi: Số giường bệnh/vạn dân, en: "Hospital beds per 10,000"}
    group: health
    better: higher
    source: plan
    targets: {2022: 27.5, 2023: 28}
  clinic-opened:
    name: {vi: Khai trương trạm y tế, en: Clinic opened}
    group: health
    source: plan
    targets: {2022: true}
"""

YEAR_2022 = """\
# What was reached in 2022.
year: 2022
source: board   # of every entry
actuals:
  # Work
  jobs-created: 150000   # a first count

  unemployment-rate: {value: 3.20, reported: unmet}
"""


def data_directory(folder: Path, targets: str = TARGETS, **years: str | bytes) -> Path:
    """A data directory; `y2022=` is a whole file. Without years it has 2022."""
    (folder / "actuals").mkdir(parents=True)
    (folder / "targets.yaml").write_text(targets, encoding="utf-8")
    for name, text in (years or {"y2022": YEAR_2022}).items():
        raw = text.encode() if isinstance(text, str) else text
        (folder / "actuals" / f"{name.removeprefix('y')}.yaml").write_bytes(raw)
    return folder


def workbook(
    path: Path, rows: Sequence[Sequence[Value]] = (), formats: Mapping[str, str] | None = None, sheet: str = "Sheet"
) -> Path:
    """An .xlsx with these rows from A1 on, and number formats by cell."""
    book = Workbook()
    active = book.active
    assert active is not None
    active.title = sheet
    for row in rows:
        active.append(list(row))
    for name, code in (formats or {}).items():
        active[name].number_format = code
    book.save(path)
    return path


def with_part(path: Path, part: str, change: Callable[[str], str]) -> Path:
    """The workbook with one of its parts changed, as another program may have written it."""
    with zipfile.ZipFile(path) as archive:
        parts = {each.filename: archive.read(each) for each in archive.infolist()}
    before = parts[part].decode()
    parts[part] = change(before).encode()
    assert parts[part].decode() != before, "nothing changed"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


SHEET_PART = "xl/worksheets/sheet1.xml"
_HEAD = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'


def with_sheet(path: Path, pattern: bytes, times: int, *, lies: bool = False, end: bytes = b"") -> Path:
    """A workbook whose sheet is a pattern many times over; `lies` says in the archive that it is small.

    Compressed once and repeated, so that making it costs nothing.
    """
    workbook(path, [["id", "value"]])
    squeeze = zlib.compressobj(9, zlib.DEFLATED, -15)
    head = squeeze.compress(_HEAD) + squeeze.flush(zlib.Z_FULL_FLUSH)
    one = squeeze.compress(pattern) + squeeze.flush(zlib.Z_FULL_FLUSH)
    tail = squeeze.compress(end + b"</sheetData></worksheet>") + squeeze.flush()
    packed = head + one * times + tail
    size = len(_HEAD) + len(pattern) * times + len(end) + len(b"</sheetData></worksheet>")
    check = zlib.crc32(_HEAD)
    for _ in range(times if size < 1 << 28 else 0):  # of what is never read to its end nobody asks
        check = zlib.crc32(pattern, check)
    check = zlib.crc32(end + b"</sheetData></worksheet>", check)
    with zipfile.ZipFile(path) as archive:
        parts = {each.filename: archive.read(each) for each in archive.infolist()}
    parts[SHEET_PART] = packed
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    raw = bytearray(path.read_bytes())
    told = struct.pack("<III", check, len(packed), 1000 if lies else size)
    local = raw.index(SHEET_PART.encode()) - 30
    central = raw.rindex(SHEET_PART.encode()) - 46
    for at, method, sizes in ((local, 8, 14), (central, 10, 16)):
        raw[at + method : at + method + 2] = b"\x08\0"
        raw[at + sizes : at + sizes + 12] = told
    path.write_bytes(raw)
    return path


def compound(*names: str) -> bytes:
    """A compound file, as .xls is one, with streams of these names (at most three)."""
    none, end = 0xFFFFFFFF, 0xFFFFFFFE

    def entry(name: str, kind: int, child: int, right: int, first: int, size: int) -> bytes:
        raw = name.encode("utf-16-le")
        rest = (len(raw) + 2 if name else 0, kind, 1, none, right, child, b"", 0, b"", b"", first, size, 0)
        return struct.pack("<64sHBBIII16sI8s8sIII", raw, *rest)

    fat, entries, data = [0xFFFFFFFD, end], [entry("Root Entry", 5, 1, none, end, 0)], b""
    for at, name in enumerate(names):
        first = len(fat)
        fat += [*range(first + 1, first + 8), end]
        entries.append(entry(name, 2, none, at + 2 if at + 1 < len(names) else none, first, 4096))
        data += b"\1" * 4096
    entries += [entry("", 0, none, none, 0, 0)] * (4 - len(entries))
    signature = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    head = struct.pack("<8s16s5H6s10I", signature, b"", 0x3E, 3, 0xFFFE, 9, 6, b"", 0, 1, 1, 0, 4096, end, 0, end, 0, 0)
    return head + struct.pack("<108I128I", *[none] * 108, *fat, *[none] * (128 - len(fat))) + b"".join(entries) + data
