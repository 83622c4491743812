"""CSV text -> CSV text, one place's entries changed: cells spliced where they stand, so that every other byte stays.

A table of many places is one file that a person keeps too: its columns, their order, its quotes and line ends are
theirs. What has no column can't be written, and is refused.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple
from unicodedata import normalize

from an_sinh.errors import Complaint
from an_sinh.figures import parse_figure
from an_sinh.keep.editing import Edit, Omission
from an_sinh.text import quoted
from an_sinh.values import dataclass

_BOM = "\ufeff"
_COLUMNS = {
    ("value",): "value",
    ("reported", "annual"): "reported",
    ("reported", "term"): "reported_term",
    ("reported", "outlook"): "reported_outlook",
    ("reported", "inferred"): "inferred",
    ("inferred",): "inferred",
    ("provisional",): "provisional",
    ("as_of",): "as_of",
    ("source",): "source",
    ("note",): "note",
}
"""Which column says what of an entry."""


class _Cell(NamedTuple):
    """A cell's text, and where it stands, its quotes with it."""

    text: str
    start: int
    end: int
    is_quoted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """A row of the table: its cells, and where it begins and ends, its line's end with it."""

    cells: Sequence[_Cell]
    start: int
    end: int


class _Splice(NamedTuple):
    start: int
    end: int
    text: str


def edit_table(
    raw: bytes, place: str, changes: Mapping[str, Edit], order: Sequence[str] = (), shown: str = ""
) -> bytes:
    """The bytes of a table of actuals with these entries of one place changed, and every other byte as it was.

    A missing row is put after the place's nearest one that precedes it in `order`, else before its first. Complaint
    where the table, `shown` by that name, has no column for what is to be written. It was read without a fault.
    """
    text = raw.decode()
    rows = _rows(text)
    head = next(rows)
    columns = {normalize("NFC", cell.text): at for at, cell in enumerate(head.cells)}
    own = _own_rows(rows, columns["place"], normalize("NFC", place))
    by_id = {normalize("NFC", row.cells[columns["indicator"]].text): row for row in own}
    splices: list[_Splice] = []
    new: dict[int, list[str]] = {}
    for id_, change in _in_order(changes, order):
        row = by_id.get(normalize("NFC", id_))
        if change.entry is Omission.CLEARED:
            if row is not None:
                own.remove(row)
                del by_id[normalize("NFC", id_)]
                splices += [_Splice(row.start, row.end, "")] if own else list(_emptied(row, columns))
        elif row is not None:
            splices += _changed(row, _cells(change, columns, _text_of(row, columns, "value"), shown), columns)
        else:
            wanted = {"place": place, "indicator": id_, **_cells(change, columns, "", shown)}
            line = ",".join(_spelled(wanted.get(name, "")) for name in columns)
            new.setdefault(_after(id_, by_id, own, order), []).append(line)
    end = "\r\n" if text[: head.end].endswith("\r\n") else "\n"
    splices += [_inserted(text, at, lines, end) for at, lines in new.items()]
    for each in sorted(splices, reverse=True):
        text = text[: each.start] + each.text + text[each.end :]
    return text.encode()


def _in_order(changes: Mapping[str, Edit], order: Sequence[str]) -> list[tuple[str, Edit]]:
    ranks = {id_: at for at, id_ in enumerate(order)}
    return sorted(changes.items(), key=lambda each: ranks.get(each[0], len(ranks)))


# --- rows -------------------------------------------------------------------------------------------------------------


def _rows(text: str) -> Iterator[_Row]:
    """The rows of a table; those of blank lines are left out."""
    for start, record in _records(text):
        if record.strip("\r\n"):
            yield _Row(cells=_cells_of(record, start), start=start, end=start + len(record))


def _records(text: str) -> Iterator[tuple[int, str]]:
    """Each row's text, with its line's end, and where it begins: a quoted cell may hold line ends."""
    at = len(_BOM) if text.startswith(_BOM) else 0
    held = ""
    for line in io.StringIO(text[at:], newline=""):
        held += line
        if held.count('"') % 2 == 0:
            yield at, held
            at, held = at + len(held), ""


def _cells_of(record: str, start: int) -> list[_Cell]:
    """The cells of a row."""
    body = record.rstrip("\r\n")
    found, at = [], 0
    while True:
        end = _end_of(body, at)
        spelled = body[at:end]
        is_quoted = spelled.startswith('"')
        text = spelled[1:-1].replace('""', '"') if is_quoted else spelled
        found.append(_Cell(text, start + at, start + end, is_quoted))
        if end >= len(body):
            return found
        at = end + 1


def _end_of(body: str, at: int) -> int:
    """Where a cell that begins here ends."""
    inside = False
    for index in range(at, len(body)):
        if body[index] == '"':
            inside = not inside
        elif body[index] == "," and not inside:
            return index
    return len(body)


def _own_rows(rows: Iterator[_Row], column: int, place: str) -> list[_Row]:
    return [row for row in rows if normalize("NFC", row.cells[column].text) == place]


def _after(id_: str, by_id: Mapping[str, _Row], own: Sequence[_Row], order: Sequence[str]) -> int:
    """Where a new row of the place goes."""
    ranks = {each: at for at, each in enumerate(order)}
    rank = ranks.get(id_, len(ranks))
    before = [row for each, row in by_id.items() if ranks.get(each, len(ranks)) <= rank]
    return max(row.end for row in before) if before else min(row.start for row in own)


def _inserted(text: str, at: int, lines: Sequence[str], end: str) -> _Splice:
    """New rows where a row ends; the last row of a table may have no line's end, and then has none after it either."""
    if at and text[at - 1] not in "\r\n":
        return _Splice(at, at, end + end.join(lines))
    return _Splice(at, at, end.join(lines) + end)


# --- cells ------------------------------------------------------------------------------------------------------------


def _cells(change: Edit, columns: Mapping[str, int], value: str, shown: str) -> dict[str, str]:
    """What is to stand in which column; Complaint for what has none. `value` is the figure that stands there."""
    found: dict[str, str] = {}
    for path, content in change.wanted().items():
        name, text = _COLUMNS[path], _told(content)
        if path == ("reported", "inferred"):
            if found.get("value", value) and text:
                raise Complaint(
                    "a table can't say of a verdict beside a figure that it was worked out",
                    "write the entry into a file of the place's own",
                )
            if not text:
                continue  # a table has no such mark to take away: inferred is the entry's
        if name not in columns:
            if not text:
                continue
            raise Complaint(
                "the table {path} has no column {name}",
                "add it to the first row and to each other",
                path=quoted(shown),
                name=name,
            )
        found[name] = text
    return found


def _told(content: object) -> str:
    """A value as a cell holds it; nothing for what is to be taken out."""
    if isinstance(content, Omission):
        return ""
    if isinstance(content, bool):
        return "true" if content else "false"
    return " ".join(content) if isinstance(content, tuple) else str(content)


def _emptied(row: _Row, columns: Mapping[str, int]) -> Iterator[_Splice]:
    """A row that says nothing any more: the last one of its place stays, or nobody would know whose year it is."""
    for name, at in columns.items():
        cell = row.cells[at]
        if name not in ("place", "indicator") and cell.text:
            yield _Splice(cell.start, cell.end, "")


def _changed(row: _Row, wanted: Mapping[str, str], columns: Mapping[str, int]) -> Iterator[_Splice]:
    """The cells of a row that say something else."""
    for name, text in wanted.items():
        cell = row.cells[columns[name]]
        if not _agrees(name, cell.text, text):
            yield _Splice(cell.start, cell.end, _spelled(text, as_quoted=cell.is_quoted and bool(text)))


def _agrees(name: str, found: str, wanted: str) -> bool:
    if name == "value" and (figure := parse_figure(found)) is not None:
        return figure == parse_figure(wanted)
    return normalize("NFC", found) == normalize("NFC", wanted)


def _text_of(row: _Row, columns: Mapping[str, int], name: str) -> str:
    return row.cells[columns[name]].text if name in columns else ""


def _spelled(text: str, *, as_quoted: bool = False) -> str:
    """A text as a cell: in quotes where it needs them, or had them."""
    if any(char in text for char in "\0\x0b\x0c"):
        raise Complaint("{text} can't stand in a table", "write it without control characters", text=quoted(text))
    if as_quoted or any(char in text for char in ',"\r\n'):
        return '"' + text.replace('"', '""') + '"'
    return text
