"""Workbooks as they are packed: members of an archive lost, doubled, renamed, cut and changed, and the archive itself.

The input is the bytes of an .xlsx or .ods. libFuzzer's own changes would only break the archive: `mutate` opens it,
changes one member's bytes, and packs it again. What only the bounds of the reader's own process can be trusted with is
left out, as in `fuzz.import_`.
"""

from __future__ import annotations

import io
import random
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

from an_sinh.spreadsheet import read_ods, read_xlsx
from fuzz.import_ import read_through, unfolds

WATCHED = (read_ods, read_xlsx)
"""Imported at once, so that the fuzzer follows them."""

_SCRATCH = tempfile.TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None)
_MOST = 1 << 16


def try_input(data: bytes) -> bool:
    """Read a workbook; whether it has cells. Raises what should never be raised."""
    if any(unfolds(member) for member in _members(data).values() if b"sheetData" in member or b"table:table" in member):
        return False
    path = Path(_SCRATCH.name) / "sheet.xlsx"
    path.write_bytes(data)
    cells = read_through(path)
    return cells is not None and bool(cells.rows)


def _members(data: bytes) -> dict[str, bytes]:
    """The members of an archive by name, cut to a length; none of what is no archive."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return {each.filename: archive.open(each).read(_MOST) for each in archive.infolist()}
    except Exception:  # noqa: BLE001  # zipfile raises many kinds at what is none
        return {}


def mutate(data: bytes, most: int, seed: int, change: Callable[[bytes, int], bytes]) -> bytes:
    """The archive with one of its members changed by `change` (bytes, at most so many), or itself changed so."""
    chance = random.Random(seed)  # not for secrets: libFuzzer gives the seed, and it is the same in each run
    members = _members(data)
    if not members or chance.random() < 0.05:
        return change(data, most)
    name = chance.choice(sorted(members))
    match chance.randrange(8):
        case 0:
            del members[name]
        case 1:
            members[chance.choice(sorted(members))] = members[name]
        case 2:
            members[change(name.encode(), 100).decode("latin-1")] = members.pop(name)
        case _:
            members[name] = change(members[name], _MOST)
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", chance.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED))) as archive:
        for each, content in members.items():
            archive.writestr(zipfile.ZipInfo(each or "x"), content)
    return kept.getvalue()[:most]
