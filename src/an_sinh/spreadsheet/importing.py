"""A sheet's cells and a programme -> a figure for each indicator, and every cell that found no place. Pure.

Nothing is guessed: a name is matched whole, a numeral that could be read in two ways is asked about, and what can't be
understood is named with its cell.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from an_sinh.errors import Complaint, Phrase, did_you_mean
from an_sinh.figures import parse_figure, plain, within_bounds
from an_sinh.programme.model import TRUTHS, Indicator, Programme
from an_sinh.spreadsheet.cells import Cells, CellValue, Percent, SheetRow, cell_name, column_index, column_name
from an_sinh.text import nearest, quoted


class Numerals(StrEnum):
    """Whose way of writing figures a text follows: `203.027,5` or `203,027.5`."""

    VI = "vi"
    EN = "en"


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
PLAN_HEADINGS = frozenset({"plan", "target", "kế hoạch", "mục tiêu", "chỉ tiêu"})
"""Beside the headings of figures in the second of two rows of headings."""
_HEADER_ROWS = 40
MOST_OFFERS = 50
"""Rows without an indicator for which the nearest one is looked for; with more, the column is another one."""
_VI = re.compile(r"[-−]?(?:0|[1-9][0-9]*|[1-9][0-9]{0,2}(?:(?:\.[0-9]{3})+|(?: [0-9]{3})+))(?:,[0-9]+)?")
_EN = re.compile(r"[-−]?(?:0|[1-9][0-9]*|[1-9][0-9]{0,2}(?:(?:,[0-9]{3})+|(?: [0-9]{3})+))(?:\.[0-9]+)?")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a row says of an indicator."""

    id: str
    cell: str
    figure: str | None
    """The figure's text as the data format writes it, or `true` or `false`; None where it is not started."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lost:
    """A cell that found no place, and why."""

    cell: str
    text: str
    reason: Phrase


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
    keys = _Keys(programme)
    rows = [row for row in cells.rows if row.number > columns.header]
    if None not in (columns.id, columns.name) and not any(keys.by_id(_key(row, columns.id)) for row in rows):
        columns = replace(columns, id=None)  # numbers of another kind
    lost: list[Lost] = []
    matched: list[tuple[str, SheetRow]] = []
    blank = 0
    for row in rows:
        empty = _is_blank(row.cell(columns.value))
        id_ = _indicator(row, columns, keys, offer=not empty and len(lost) < MOST_OFFERS)
        if empty:
            blank += isinstance(id_, str)
        elif isinstance(id_, str):
            matched.append((id_, row))
        else:
            lost.append(id_)
    settled = numerals or _settle(programme, matched, columns)
    places: dict[str, list[str]] = {}
    for id_, row in matched:
        places.setdefault(id_, []).append(cell_name(row.number, columns.value))
    found: list[Found] = []
    for id_, row in matched:
        value, cell = row.cell(columns.value), cell_name(row.number, columns.value)
        others = [each for each in places[id_][:4] if each != cell][:3]
        read = (
            Phrase("the indicator stands in {names} too", (", ".join(others),))
            if others
            else _read(value, programme.indicators[id_], settled)
        )
        if isinstance(read, Phrase):
            lost.append(Lost(cell=cell, text=_shown(value), reason=read))
        else:
            found.append(Found(id=id_, cell=cell, figure=read))
    lost.sort(key=lambda each: (int(re.sub(r"\D", "", each.cell)), each.cell))
    return Imported(found=tuple(found), lost=tuple(lost), blank=blank)


def fold(text: str) -> str:
    """A text for comparing: Unicode and case folded, spaces as one."""
    return _squeezed(unicodedata.normalize("NFKC", text))


def _squeezed(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text.casefold()).split())


# --- the header -------------------------------------------------------------------------------------------------------


def _find_columns(cells: Cells, year: int, column: str | None) -> _Columns:
    """The header is the first row that names a column of ids or names, and the one of the figures.

    A second row of headings below it is read with it: under `Năm 2022` stand `Kế hoạch` and `Thực hiện`.
    """
    named: Sequence[str] = ()
    width = max((len(row.cells) for row in cells.rows), default=0)
    for at, row in enumerate(cells.rows):
        if row.number > _HEADER_ROWS + cells.rows[0].number:
            break
        headings = _headings(row, width)
        ids = [at for at, heading in enumerate(headings) if heading in ID_HEADINGS]
        names = [at for at, heading in enumerate(headings) if heading in NAME_HEADINGS]
        if not ids and not names:
            continue
        id_, name = next(iter(ids), None), next(iter(names), None)
        below = next((next_ for next_ in cells.rows[at + 1 : at + 2] if _is_second(next_, row, (id_, name))), None)
        seconds = _headings(below, width) if below else [""] * width
        both = list(_both(headings, seconds))
        named = named or [" ".join(filter(None, pair)) for pair in both if any(pair)]
        values = _value_columns(both, year, column)
        if len(values) > 1:
            shown = tuple(f"{column_name(at)} ({' '.join(filter(None, both[at]))})" for at in values)
            raise Complaint("two columns could hold the figures: {columns}", "name one with --column", columns=shown)
        if values:
            return _Columns(header=(below or row).number, id=id_, name=name, value=values[0])
    if named:
        raise Complaint(
            "no column of figures among the headings {headings}",
            "name it with --column",
            headings=tuple(map(quoted, named[:12])),
        )
    raise Complaint(
        "no row of headings with a column of ids or names", "give the sheet a heading such as 'id' or 'Tên chỉ tiêu'"
    )


def _headings(row: SheetRow, width: int) -> list[str]:
    cells = (row.cell(at) for at in range(width))
    return [fold(cell) if isinstance(cell, str) else plain(cell) if isinstance(cell, Decimal) else "" for cell in cells]


def _is_second(row: SheetRow, first: SheetRow, keys: Iterable[int | None]) -> bool:
    """Whether it is a second row of headings: right below the first, and of no indicator."""
    if row.number != first.number + 1 or any(at is not None and row.cell(at) is not None for at in keys):
        return False
    return any(
        heading in VALUE_HEADINGS or heading in PLAN_HEADINGS or _YEAR.search(heading)
        for heading in _headings(row, len(row.cells))
    )


def _both(first: Sequence[str], second: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Each column's two headings; the upper one stands for all the columns that it spans."""
    spanning = ""
    for upper, lower in zip(first, second, strict=True):
        spanning = upper or (spanning if lower else "")
        yield spanning, lower


def _value_columns(both: Sequence[tuple[str, str]], year: int, column: str | None) -> list[int]:
    """The columns that can hold the figures of a year, or that are named so."""
    if column is None:
        wanted = {"", *VALUE_HEADINGS, *_year_headings(year)}
        return [
            at
            for at, pair in enumerate(both)
            if any(pair) and (wanted.issuperset(pair) or " ".join(pair).strip() in wanted)
        ]
    asked = fold(column)
    named = [at for at, pair in enumerate(both) if asked and asked in (*pair, " ".join(pair).strip())]
    letters = column_index(column)
    return named or ([letters] if letters is not None and letters < len(both) else [])


def _year_headings(year: int) -> Iterator[str]:
    yield str(year)
    for word in ("năm", "thực hiện", "thực hiện năm", "kết quả", "kết quả năm", "actual", "value", "figure", "result"):
        yield f"{word} {year}"
    for word in ("actual", "value", "figure", "result"):
        yield f"{year} {word}"


# --- the rows ---------------------------------------------------------------------------------------------------------


class _Keys:
    """What a row can be known by: ids, and names in every language, with and without their unit."""

    def __init__(self, programme: Programme) -> None:
        self.programme = programme
        self._ids: dict[str, set[str]] = {}
        self._names: dict[str, set[str]] = {}
        for id_, indicator in programme.indicators.items():
            self._ids.setdefault(fold(id_), set()).add(id_)
            units = (indicator.unit or {}).values()
            for name in indicator.name.values():
                for said in (name, *(f"{name} ({unit})" for unit in units)):
                    self._names.setdefault(fold(said), set()).add(id_)

    def by_id(self, written: str) -> str | None:
        """The indicator of an id, in whatever case where that leaves one."""
        alike = self._ids.get(fold(written), set())
        return written if written in alike else next(iter(alike)) if len(alike) == 1 else None

    def by_name(self, written: str) -> set[str]:
        """The indicators of a name."""
        return self._names.get(fold(written), set())

    def near_id(self, written: str) -> Phrase:
        """The indicator that may have been meant by an id."""
        return _near(written, {each: each for each in self.programme.indicators})

    def near_name(self, written: str) -> Phrase:
        """The indicator that may have been meant by a name, in any language."""
        indicators = self.programme.indicators.items()
        return _near(written, {said: id_ for id_, each in indicators for said in each.name.values()})


_UNKNOWN = Phrase("no indicator has this id or name")


def _indicator(row: SheetRow, columns: _Columns, keys: _Keys, *, offer: bool) -> str | Lost:
    """The indicator a row is of: by its id, and where the row has none by its name, each matched whole.

    `offer` looks for the nearest one where it is of none.
    """
    written, name = _key(row, columns.id), _key(row, columns.name)
    owners = keys.by_name(name)
    at = columns.id if written and columns.id is not None else columns.name if name else columns.value
    cell = cell_name(row.number, columns.value if at is None else at)
    if written:
        id_ = keys.by_id(written)
        if id_ is None:
            return Lost(cell=cell, text=quoted(written), reason=keys.near_id(written) if offer else _UNKNOWN)
        if owners and id_ not in owners:
            return Lost(
                cell=cell,
                text=quoted(written),
                reason=Phrase(
                    "the id is of one indicator, the name of another: {names}",
                    (", ".join(map(quoted, sorted(owners))),),
                ),
            )
        return id_
    if len(owners) == 1:
        return next(iter(owners))
    if owners:
        reason = Phrase("this is the name of {names}; the id is needed", (", ".join(map(quoted, sorted(owners))),))
    elif name:
        reason = keys.near_name(name) if offer else _UNKNOWN
    else:
        return Lost(
            cell=cell, text=_shown(row.cell(columns.value)), reason=Phrase("a figure without an indicator beside it")
        )
    return Lost(cell=cell, text=quoted(name), reason=reason)


def _near(written: str, known: Mapping[str, str]) -> Phrase:
    """The indicator that may have been meant: offered, never taken."""
    near = nearest(unicodedata.normalize("NFC", written), known)
    return did_you_mean(tuple(quoted(known[name]) for name in near)) if near else _UNKNOWN


def _key(row: SheetRow, column: int | None) -> str:
    value = row.cell(column) if column is not None else None
    return plain(value) if isinstance(value, Decimal) else value if isinstance(value, str) else ""


# --- the figures ------------------------------------------------------------------------------------------------------


def _is_blank(value: CellValue) -> bool:
    return value is None or (isinstance(value, str) and (not value.strip() or fold(value) in NO_FIGURE))


def _without_unit(text: str, indicator: Indicator) -> str:
    """A cell's text without the indicator's own unit behind it."""
    said = _squeezed(text)
    units = [_squeezed(unit) for unit in (indicator.unit or {}).values()]
    for unit in sorted([*units, *(["%"] if _in_percent(indicator) else [])], key=len, reverse=True):
        if said.endswith(unit):
            return said.removesuffix(unit).strip()
    return said


def _in_percent(indicator: Indicator) -> bool:
    return any(unit.startswith("%") for unit in (indicator.unit or {}).values())


def _readings(text: str) -> dict[Numerals, str]:
    """How a figure's text reads in each way of writing; a way that it does not follow is left out."""
    found: dict[Numerals, str] = {}
    if _VI.fullmatch(text):
        found[Numerals.VI] = text.replace(".", "").replace(",", ".")
    if _EN.fullmatch(text):
        found[Numerals.EN] = text.replace(",", "")
    plainly = {way: read.replace(" ", "").replace("−", "-") for way, read in found.items()}
    return {way: read for way, read in plainly.items() if parse_figure(read) is not None}


def _settle(programme: Programme, matched: Sequence[tuple[str, SheetRow]], columns: _Columns) -> Numerals | None:
    """The way of writing that the file's own figures settle; Complaint where they don't and it matters."""
    proofs: dict[Numerals, tuple[str, str]] = {}
    open_: list[tuple[str, str, tuple[str, ...]]] = []
    for id_, row in matched:
        value = row.cell(columns.value)
        if not isinstance(value, str):
            continue
        text = _without_unit(value, programme.indicators[id_])
        ways = _readings(text)
        cell = cell_name(row.number, columns.value)
        if len(ways) == 1:
            proofs.setdefault(next(iter(ways)), (cell, text))
        elif len(set(ways.values())) > 1:
            open_.append((cell, text, tuple(ways.values())))
    if len(proofs) > 1:
        (vi_cell, vi_text), (en_cell, en_text) = proofs[Numerals.VI], proofs[Numerals.EN]
        raise Complaint(
            "the figures are written in two ways: {vi} in the Vietnamese, {en} in the English",
            "make them alike, or say --numerals vi or en",
            vi=f"{vi_cell} {quoted(vi_text)}",
            en=f"{en_cell} {quoted(en_text)}",
        )
    if proofs:
        return next(iter(proofs))
    if open_:
        cell, text, ways_open = open_[0]
        raise Complaint(
            "{cell} {text} may be {ways}",
            "say --numerals vi or --numerals en",
            cell=cell,
            text=quoted(text),
            ways=ways_open,
        )
    return None


_NO_FIGURE = Phrase("this is not a figure in the indicator's unit")
_NO_RESULT = Phrase("a formula without a result; open the file in a spreadsheet program and save it anew")


def _read(value: CellValue, indicator: Indicator, numerals: Numerals | None) -> str | Phrase | None:
    """A cell as the data format writes it; None for not started; a phrase for what can't be understood."""
    if isinstance(value, str) and fold(value) in NOT_STARTED:
        return None
    truth = _truth(value)
    if indicator.is_milestone or (isinstance(value, bool) and not indicator.targets):
        return (
            Phrase("this indicator is a milestone; write true or false")
            if truth is None
            else "true"
            if truth
            else "false"
        )
    match value:
        case Decimal():
            return plain(value) if within_bounds(value) else _NO_FIGURE
        case Percent():
            if not _in_percent(indicator):
                return Phrase("a percentage, which is not the indicator's unit")
            return plain(value.figure) if within_bounds(value.figure) else _NO_FIGURE
        case str() if truth is None:
            ways = _readings(_without_unit(value, indicator))
            if numerals is not None and ways and numerals not in ways:
                return Phrase("this is not a figure by --numerals {names}", (numerals.value,))
            figure = ways.get(numerals) if numerals is not None else next(iter(ways.values()), None)
            return figure or (_NO_RESULT if value.startswith("=") else _NO_FIGURE)
        case _:
            return _NO_FIGURE


def _truth(value: CellValue) -> bool | None:
    """What a cell says of a milestone; some programs keep true and false as 1 and 0."""
    match value:
        case bool():
            return value
        case Decimal():
            return {Decimal(1): True, Decimal(0): False}.get(value)
        case str():
            return TRUTHS.get(value)
        case _:
            return None


def _shown(value: CellValue) -> str:
    """A cell as it is told of."""
    match value:
        case Percent():
            return quoted(f"{plain(value.figure)}%")
        case Decimal():
            return quoted(plain(value) if within_bounds(value) else str(value))
        case bool():
            return quoted(str(value).upper())
        case _:
            return quoted(value or "")
