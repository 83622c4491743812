"""A workbook's cells as JSON on stdout: run as a process of its own, with bounded memory and time.

A workbook is a stranger's file: a small one can unfold to more than a machine holds, and the reader can die of it.
`spreadsheet` runs this module and never imports it.
"""

from __future__ import annotations

import json
import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from an_sinh.errors import Complaint
from an_sinh.spreadsheet.cells import MEMORY, SECONDS, Cells, encoded, has_password, too_large, unreadable
from an_sinh.spreadsheet.packed_xml import Package
from an_sinh.spreadsheet.sheet import Sheet, SheetName
from an_sinh.text import quoted, visible


def main(arguments: Sequence[str]) -> None:
    """Read the sheet named by the arguments, and print its cells or the complaint."""
    _bound()
    answer: dict[str, object]
    try:
        cells = read_workbook(arguments[0], arguments[1] if len(arguments) > 1 else None)
        answer = encoded(cells)
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
    """The cells of one sheet of a workbook, in this very process, whatever of the three its name says it is."""
    book = _opened(Path(path))
    name = _sheet_name(book.sheets, sheet)
    read = Sheet()
    book.read(name, read)
    return read.cells(book.sheets, name)


class _Book(Protocol):
    """A workbook of any of the three kinds."""

    sheets: list[SheetName]

    def read(self, name: str, sheet: Sheet) -> None: ...


def _opened(path: Path) -> _Book:
    if not zipfile.is_zipfile(path):
        data = path.read_bytes()
        if "EncryptedPackage".encode("utf-16-le") in data[: 1 << 20] + data[-(1 << 20) :]:
            raise has_password("")
        from an_sinh.spreadsheet.read_xls import Xls

        return Xls(data)
    package = Package(path)
    if "content.xml" in package:
        from an_sinh.spreadsheet.read_ods import Ods

        return Ods(package)
    from an_sinh.spreadsheet.read_xlsx import Xlsx

    return Xlsx(package)


def _sheet_name(sheets: Sequence[SheetName], wanted: str | None) -> str:
    """The sheet that is named, in whatever case; else the first that is shown."""
    names = [each.name for each in sheets]
    if wanted is not None:
        alike = [name for name in names if name.strip().casefold() == wanted.strip().casefold()]
        if not alike:
            raise Complaint(
                "{path} has no sheet {sheet}",
                "it has {sheets}",
                path="",
                sheet=quoted(wanted),
                sheets=tuple(map(quoted, names[:20])),
            )
        return wanted if wanted in alike else alike[0]
    name = next((each.name for each in sheets if not each.hidden), None)
    if name is None:
        raise Complaint("{path} has no sheet that is shown", "name one with --sheet", path="")
    return name


if __name__ == "__main__":
    main(sys.argv[1:])
