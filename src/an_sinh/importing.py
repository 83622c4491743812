"""A sheet's cells and a programme -> a figure for each indicator, and every cell that found no place. Pure.

Nothing is guessed: a name is matched whole, a numeral that could be read in two ways is asked about, and what can't be
understood is named with its cell.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from an_sinh.complaints import Said
from an_sinh.errors import Complaint
from an_sinh.figures import parse_figure, plain, within_bounds
from an_sinh.model import TRUTHS, Programme
from an_sinh.nearest import nearest
from an_sinh.spreadsheet import Cells, CellValue, Percent, SheetRow, cell_name, column_index, column_name
from an_sinh.terms import Language
from an_sinh.visible import quoted


class Numerals(StrEnum):
    """Whose way of writing figures a text follows: `203.027,5` or `203,027.5`."""

    VI = Language.VI.value
    EN = Language.EN.value


ID_HEADINGS = frozenset({"id", "mã", "mã chỉ tiêu", "mã số", "code", "indicator id", "indicator code"})
NAME_HEADINGS = frozenset(
    {"name", "indicator", "indicator name", "tên", "chỉ tiêu", "tên chỉ tiêu", "nội dung chỉ tiêu", "nội dung"}
)
VALUE_HEADINGS = frozenset(
    {
        *("value", "actual", "actual value", "figure", "result", "reported value"),
        *("giá trị", "thực hiện", "số thực hiện", "kết quả", "kết quả thực hiện", "số liệu", "ước thực hiện"),
    }
)
NO_FIGURE = frozenset(
    {"-", "–", "—", "n/a", "na", "…", "...", "chưa có", "không có", "chưa có số liệu", "none", "no figure yet"}
)
NOT_STARTED = frozenset({"chưa triển khai", "not started", "not-started", "chưa thực hiện"})
_HEADER_ROWS = 40
_VI = re.compile(r"[-−]?(?:[0-9]+|[1-9][0-9]{0,2}(?:\.[0-9]{3})+)(?:,[0-9]+)?")
_EN = re.compile(r"[-−]?(?:[0-9]+|[1-9][0-9]{0,2}(?:,[0-9]{3})+)(?:\.[0-9]+)?")
_SPACES = re.compile(r"[\s\u00a0\u202f]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a row says of an indicator."""

    id: str
    cell: str
    figure: str | None
    """The figure's text as the data format writes it, or `true` or `false`; None where it is not started."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lost:
    """A cell that found no place, and why: a phrase of `complaints` with its slots."""

    cell: str
    text: str
    reason: Said


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What a sheet brought."""

    found: tuple[Found, ...]
    lost: tuple[Lost, ...]
    blank: int
    """Rows of an indicator without a figure yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Columns:
    header: int
    id: int | None
    name: int | None
    value: int


def figures_in(
    cells: Cells, programme: Programme, year: int, *, column: str | None = None, numerals: Numerals | None = None
) -> Imported:
    """The figures that a sheet brings for a year.

    `column` names the column of figures by its heading or its letters. Raises Complaint where the header can't be
    found, or where a figure can be read in two ways and `numerals` does not say which.
    """
    columns = _find_columns(cells, year, column)
    ids, names = {fold(id_): id_ for id_ in programme.indicators}, _names(programme)
    found: dict[str, Found] = {}
    lost: list[Lost] = []
    matched: list[tuple[str, SheetRow]] = []
    blank = 0
    for row in cells.rows:
        if row.number <= columns.header:
            continue
        value = row.cell(columns.value)
        id_ = _indicator(row, columns, ids, names)
        if id_ is None:
            if not _is_blank(value):
                lost.append(_unplaced(row, columns, programme))
        elif _is_blank(value):
            blank += 1
        else:
            matched.append((id_, row))
    settled = numerals or _settle(programme, matched, columns)
    for id_, row in matched:
        cell = cell_name(row.number, columns.value)
        if id_ in found:
            lost.append(
                Lost(cell=cell, text=_shown(row.cell(columns.value)), reason=Said("cell_twice", (found[id_].cell,)))
            )
            continue
        read = _read(row.cell(columns.value), _units(programme, id_), settled)
        if isinstance(read, Said):
            lost.append(Lost(cell=cell, text=_shown(row.cell(columns.value)), reason=read))
        else:
            found[id_] = Found(id=id_, cell=cell, figure=read)
    lost.sort(key=lambda each: (int(re.sub(r"\D", "", each.cell)), each.cell))
    return Imported(found=tuple(found.values()), lost=tuple(lost), blank=blank)


def fold(text: str) -> str:
    """A text for comparing: Unicode and case folded, spaces as one."""
    return _SPACES.sub(" ", unicodedata.normalize("NFKC", text).casefold()).strip()


# --- the header -------------------------------------------------------------------------------------------------------


def _find_columns(cells: Cells, year: int, column: str | None) -> _Columns:
    """The header is the first row that names a column of ids or names, and the one of the figures."""
    wanted = {*VALUE_HEADINGS, *_year_headings(year)} if column is None else {fold(column)}
    letters = column_index(column) if column is not None else None
    named: Sequence[str] = ()
    for row in cells.rows:
        if row.number > _HEADER_ROWS + cells.rows[0].number:
            break
        headings = [
            fold(cell) if isinstance(cell, str) else str(cell) if cell is not None else "" for cell in row.cells
        ]
        ids = [at for at, heading in enumerate(headings) if heading in ID_HEADINGS]
        names = [at for at, heading in enumerate(headings) if heading in NAME_HEADINGS]
        if not ids and not names:
            continue
        named = named or [heading for heading in headings if heading]
        values = [at for at, heading in enumerate(headings) if heading in wanted]
        if not values and letters is not None:
            values = [letters]
        if len(values) > 1:
            shown = tuple(f"{column_name(at)} ({headings[at]})" for at in values)
            raise Complaint("sheet_two_columns", columns=shown)
        if values:
            return _Columns(header=row.number, id=next(iter(ids), None), name=next(iter(names), None), value=values[0])
    if named:
        raise Complaint("sheet_no_column", headings=tuple(map(quoted, named[:12])))
    raise Complaint("sheet_no_header")


def _year_headings(year: int) -> Iterator[str]:
    yield str(year)
    for word in ("năm", "thực hiện", "thực hiện năm", "kết quả", "kết quả năm", "actual", "value", "figure", "result"):
        yield f"{word} {year}"
    for word in ("actual", "value", "figure", "result"):
        yield f"{year} {word}"


# --- the rows ---------------------------------------------------------------------------------------------------------


def _names(programme: Programme) -> Mapping[str, str | None]:
    """Every name, in any language, with and without its unit, and whose it is; None for a name that two have."""
    owners: dict[str, str | None] = {}
    for id_, indicator in programme.indicators.items():
        said = {fold(name) for name in indicator.name.values()}
        units = {fold(unit) for unit in (indicator.unit or {}).values()}
        for name in said | {f"{name} ({unit})" for name in said for unit in units}:
            owners[name] = id_ if owners.get(name, id_) == id_ else None
    return owners


def _indicator(
    row: SheetRow, columns: _Columns, ids: Mapping[str, str], names: Mapping[str, str | None]
) -> str | None:
    """The indicator a row is of: by its id, and where the row has none by its name, each matched whole."""
    written = _key(row, columns.id)
    if written:
        return ids.get(fold(written))
    name = _key(row, columns.name)
    return names.get(fold(name)) if name else None


def _key(row: SheetRow, column: int | None) -> str:
    value = row.cell(column) if column is not None else None
    return plain(value) if isinstance(value, Decimal) else value if isinstance(value, str) else ""


def _unplaced(row: SheetRow, columns: _Columns, programme: Programme) -> Lost:
    """A row with a figure that belongs to no indicator, with the nearest one offered."""
    by_id = _key(row, columns.id)
    written = by_id or _key(row, columns.name)
    at = columns.id if by_id and columns.id is not None else columns.name if columns.name is not None else columns.value
    known: dict[str, str] = {id_: id_ for id_ in programme.indicators}
    if not by_id:
        known = {name: id_ for id_, each in programme.indicators.items() for name in each.name.values()}
    near = nearest(written, known) if written else ()
    if not written:
        reason = Said("row_without_name")
    elif near:
        reason = Said("did_you_mean", tuple(quoted(known[name]) for name in near))
    else:
        reason = Said("row_unknown")
    return Lost(cell=cell_name(row.number, at), text=quoted(written), reason=reason)


# --- the figures ------------------------------------------------------------------------------------------------------


def _is_blank(value: CellValue) -> bool:
    return value is None or (isinstance(value, str) and (not value.strip() or fold(value) in NO_FIGURE))


def _units(programme: Programme, id_: str) -> tuple[str, ...]:
    unit = programme.indicators[id_].unit or {}
    return tuple({fold(text) for text in unit.values()})


def _without_unit(text: str, units: Iterable[str]) -> str | None:
    """A cell's text without the indicator's own unit behind it; None where another word stands there."""
    folded = fold(text)
    for unit in sorted(
        {*units, *(["%"] if any(unit.startswith("%") for unit in units) else [])}, key=len, reverse=True
    ):
        if unit and folded.endswith(unit):
            folded = folded.removesuffix(unit).strip()
            break
    return folded if folded and not re.search(r"[^\d.,+\-−\s]", folded) else None


def _readings(text: str) -> dict[Numerals, str]:
    """How a figure's text reads in each way of writing; a way that it does not follow is left out."""
    compact = _SPACES.sub("", text).replace("−", "-")
    found: dict[Numerals, str] = {}
    if _VI.fullmatch(compact):
        found[Numerals.VI] = compact.replace(".", "").replace(",", ".")
    if _EN.fullmatch(compact):
        found[Numerals.EN] = compact.replace(",", "")
    return {way: tidy for way, read in found.items() if (tidy := _canonical(read)) is not None}


def _canonical(read: str) -> str | None:
    """A figure's text as the data format has it: no leading zeros, within bounds."""
    sign = "-" if read.startswith("-") else ""
    whole, _, rest = read.lstrip("-").partition(".")
    text = f"{sign}{whole.lstrip('0') or '0'}{'.' + rest if rest else ''}"
    return text if parse_figure(text) is not None else None


def _settle(programme: Programme, matched: Sequence[tuple[str, SheetRow]], columns: _Columns) -> Numerals | None:
    """The way of writing that the file's own figures settle; Complaint where they don't and it matters."""
    proofs: dict[Numerals, tuple[str, str]] = {}
    open_: list[tuple[str, str, tuple[str, ...]]] = []
    for id_, row in matched:
        value = row.cell(columns.value)
        text = _without_unit(value, _units(programme, id_)) if isinstance(value, str) else None
        if text is None:
            continue
        ways = _readings(text)
        cell = cell_name(row.number, columns.value)
        if len(ways) == 1:
            proofs.setdefault(next(iter(ways)), (cell, text))
        elif len(set(ways.values())) > 1:
            open_.append((cell, text, tuple(ways.values())))
    if len(proofs) > 1:
        (vi_cell, vi_text), (en_cell, en_text) = proofs[Numerals.VI], proofs[Numerals.EN]
        raise Complaint("numerals_mixed", vi=f"{vi_cell} {quoted(vi_text)}", en=f"{en_cell} {quoted(en_text)}")
    if proofs:
        return next(iter(proofs))
    if open_:
        cell, text, ways_open = open_[0]
        raise Complaint("numerals_open", cell=cell, text=quoted(text), ways=ways_open)
    return None


def _read(value: CellValue, units: Sequence[str], numerals: Numerals | None) -> str | Said | None:
    """A cell as the data format writes it; None for not started; a phrase for what can't be understood."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return plain(value) if within_bounds(value) else Said("cell_no_figure")
    if isinstance(value, Percent):
        if not any(unit.startswith("%") for unit in units):
            return Said("cell_percent")
        return plain(value.figure) if within_bounds(value.figure) else Said("cell_no_figure")
    assert value is not None
    if value in TRUTHS:
        return value.lower()
    if fold(value) in NOT_STARTED:
        return None
    text = _without_unit(value, units)
    ways = _readings(text) if text else {}
    if not ways:
        return Said("cell_no_figure")
    if numerals is None:
        return next(iter(ways.values()))
    return ways.get(numerals) or Said("cell_other_numerals", (numerals.value,))


def _shown(value: CellValue) -> str:
    return quoted(value if isinstance(value, str) else "" if value is None else str(value))
