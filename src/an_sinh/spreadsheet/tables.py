"""A sheet's rows -> its tables: each with a row of headings, what its columns hold, and the rows below.

A second row of headings further down begins a table of its own, with its own columns. The row that numbers the columns
of an official form, (1) (2) (3), is none of a table's rows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Final, NamedTuple

from an_sinh.errors import Complaint
from an_sinh.figures import plain
from an_sinh.spreadsheet.cell_words import FLAG_WORDS
from an_sinh.spreadsheet.cells import Cells, CellValue, DoubtfulCell, SheetRow, column_index, column_name
from an_sinh.spreadsheet.headings import (
    BESIDE,
    FIGURES,
    HEADINGS,
    KEYS,
    MOST_HEADING_ROWS,
    Role,
    fold,
    role_of,
    spellings,
    year_headings,
)
from an_sinh.spreadsheet.units import unit_said_in
from an_sinh.terms import Period
from an_sinh.text import quoted
from an_sinh.values import dataclass

_TOLD_ONCE: Final = BESIDE | {Role.ID, Role.UNIT}
_YEAR: Final = re.compile(r"(?:19|20)[0-9]{2}")
_WITH_UNIT: Final = re.compile(r"(.+?)\s*(?:\((?:đvt:?\s*)?([^()]*[^()0-9\s][^()]*)\)|,\s*([^,()]*[^,()0-9\s][^,()]*))")
_NUMBERING: Final = re.compile(r"\(?\s*([0-9]{1,2})\s*\)?(?:\s*=.*)?|\(?([a-zđ])\)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One table of a sheet."""

    header: int
    """The number of its last row of headings."""
    columns: Mapping[Role, int]
    """The columns beside that of the figures, 0-based."""
    value: int | None
    """The column of figures; None for a table without one."""
    is_estimate: bool
    """Whether its heading says that the figures are provisional."""
    unit: str | None
    """The unit that a line above, or the heading of the figures, says of all."""
    width: int
    """From this column on nothing has a heading."""
    rows: tuple[SheetRow, ...]

    def cell(self, row: SheetRow, role: Role) -> CellValue:
        """What a row holds in the column of a role; None where the table has none."""
        column = self.columns.get(role)
        return None if column is None else row.cell(column)


def tables_of(cells: Cells, year: Period, column: str | None, known: frozenset[str]) -> list[Table]:
    """The tables of a sheet with figures of a year; `known` are the folded ids that are no numbers of columns.

    Raises Complaint where there is no row of headings, and where two columns could hold the figures.
    """
    found: list[tuple[int, int, _Headings]] = []  # the first row of headings, the first row below, what they say
    named: Sequence[str] = ()
    width = max((len(row.cells) for row in cells.rows), default=0)
    at = 0
    while at < len(cells.rows):
        row, below = cells.rows[at], cells.rows[at + 1 : at + 2]
        if not found and row.number > MOST_HEADING_ROWS + cells.rows[0].number:
            break
        headings = _read_headings(row, below, width, cells.rows[at + 1 :], year, column)
        if headings is None or (found and not headings.is_again):
            at += 1
            continue
        named = named or headings.said
        start = at + 1 + headings.is_double
        if headings.value is not None or found:
            found.append((at, start, headings))
        at = start
    if not found:
        if named:
            raise Complaint(
                "no column of figures among the headings {headings}",
                "name it with --column",
                headings=tuple(map(quoted, named[:12])),
            )
        raise Complaint(
            "no row of headings with a column of ids or names",
            "give the sheet a heading such as 'id' or 'Tên chỉ tiêu'",
        )
    ends = [*(first for first, _, _ in found[1:]), len(cells.rows)]
    above = _unit_above(cells.rows[: found[0][0]])
    return [
        _table(cells.rows[start - 1].number, headings, cells.rows[start:end], above, known)
        for (_, start, headings), end in zip(found, ends, strict=True)
    ]


def _table(
    header: int, headings: _Headings, rows: Sequence[SheetRow], unit: str | None, known: frozenset[str]
) -> Table:
    if rows and _is_numbering(rows[0], headings.columns, known):
        rows = rows[1:]
    if headings.value is not None:
        _see_alike(headings.alike, rows)
    return Table(
        header=header,
        columns=headings.columns,
        value=headings.value,
        is_estimate=headings.is_estimate,
        unit=headings.unit or unit,
        width=headings.width,
        rows=tuple(rows),
    )


def _unit_above(rows: Iterable[SheetRow]) -> str | None:
    said = (unit_said_in(cell) for row in rows for cell in row.cells if isinstance(cell, str))
    return next(filter(None, said), None)


# --- headings ---------------------------------------------------------------------------------------------------------


class _Alike(NamedTuple):
    """Two columns of one role, and what the second's heading, like the first's, says."""

    columns: tuple[int, int]
    said: tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Headings:
    """What one row of headings says, or two read together: under `Năm 2022` stand `Kế hoạch` and `Thực hiện`."""

    columns: Mapping[Role, int]
    value: int | None
    is_estimate: bool
    unit: str | None
    alike: tuple[_Alike, ...]
    """Pairs of columns that hold the same of an indicator."""
    width: int
    is_double: bool
    is_again: bool
    """Whether it can be nothing but headings, below a table too."""
    said: tuple[str, ...]


def _read_headings(
    row: SheetRow, below: Sequence[SheetRow], width: int, rows: Sequence[SheetRow], year: Period, column: str | None
) -> _Headings | None:
    """The headings in a row, None where no column of ids or names is among them."""
    first = _texts(row, width)
    bare = [_without_unit(heading)[0] for heading in first]
    keys = [at for at, heading in enumerate(bare) if role_of(heading) in KEYS]
    if not keys:
        return None
    second = next((each for each in below if _is_second(each, row, keys)), None)
    both = list(_both(first, _texts(second, width) if second else [""] * width))
    values = _value_columns(both, year, column)
    data = rows[1:] if second else rows
    flags = [at for at, role in values if role is Role.ESTIMATE and _are_flags(data, at)]
    values = [each for each in values if each[0] not in flags]
    if len(values) > 1:
        shown = tuple(f"{column_name(at)} ({' '.join(filter(None, both[at]))})" for at, _ in values)
        raise Complaint("two columns could hold the figures: {columns}", "name one with --column", columns=shown)
    value, role = values[0] if values else (None, None)
    places = _columns(both, year, value)
    if flags:
        places.setdefault(Role.PROVISIONAL, []).extend(flags)
    columns = {role: each[0] for role, each in places.items()}
    return _Headings(
        columns=columns,
        value=value,
        is_estimate=role is Role.ESTIMATE,
        unit=_unit_in(both[value]) if value is not None else None,
        alike=tuple(
            _Alike((each[0], at), (_whole(both[each[0]]), _whole(both[at])))
            for role, each in places.items()
            if role in _TOLD_ONCE
            for at in each[1:]
        ),
        width=max(at for at, pair in enumerate(both) if any(pair)) + 1,
        is_double=second is not None,
        is_again=sum(role_of(each) is not None or _YEAR.search(each) is not None for each in bare) > 1,
        said=tuple(_whole(pair) for pair in both if any(pair)),
    )


def _whole(pair: tuple[str, str]) -> str:
    return " ".join(filter(None, pair))


def _see_alike(alike: Iterable[_Alike], rows: Sequence[SheetRow]) -> None:
    """Complaint where two columns of one role say different things of a row: nobody can tell which is meant."""
    for (first, second), said in alike:
        row = next((row for row in rows if _differ(row.cell(first), row.cell(second))), None)
        if row is not None:
            raise Complaint(
                "the columns {one} and {other} are of one kind, and row {row} says different things in them",
                "take one of the two out, or give it another heading",
                one=f"{column_name(first)} ({said[0]})",
                other=f"{column_name(second)} ({said[1]})",
                row=str(row.number),
            )


def _differ(one: CellValue, other: CellValue) -> bool:
    return other is not None and one != other


def _texts(row: SheetRow, width: int) -> list[str]:
    return [_text(row.cell(at)) for at in range(width)]


def _text(cell: CellValue) -> str:
    match cell:
        case str():
            return fold(cell)
        case DoubtfulCell():
            return fold(cell.text)
        case Decimal():
            return plain(cell)
        case _:
            return ""


def _without_unit(heading: str) -> tuple[str, str | None]:
    """A heading and the unit that it names: `thực hiện 2026 (tỷ đồng)`."""
    found = _WITH_UNIT.fullmatch(heading)
    if not found or role_of(heading):
        return heading, None
    return found[1], found[2] or found[3]


def _unit_in(pair: tuple[str, str]) -> str | None:
    return next(filter(None, (_without_unit(each)[1] for each in reversed(pair))), None)


def _is_second(row: SheetRow, first: SheetRow, keys: Iterable[int]) -> bool:
    """Whether it is a second row of headings: right below the first, and of no indicator."""
    if row.number != first.number + 1 or any(row.cell(at) is not None for at in keys):
        return False
    texts = [_without_unit(each)[0] for each in _texts(row, len(row.cells))]
    return any(role_of(each) in FIGURES | BESIDE | {Role.PLAN} or _YEAR.search(each) for each in texts)


def _both(first: Sequence[str], second: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Each column's two headings; the upper one stands for all the columns that it spans."""
    spanning = ""
    for upper, lower in zip(first, second, strict=True):
        spanning = upper or (spanning if lower else "")
        yield spanning, lower


def _value_columns(both: Sequence[tuple[str, str]], year: Period, column: str | None) -> list[tuple[int, Role]]:
    """The columns that can hold the figures of a year, or that are named so, and whether these are estimates."""
    wanted = {heading: role for role in (Role.VALUE, Role.ESTIMATE) for heading in HEADINGS[role]}
    wanted |= dict(year_headings(year))
    if column is None:
        plainly = [_role_in(pair, wanted) for pair in both]
        bare = [_role_in(tuple(_without_unit(each)[0] for each in pair), wanted) for pair in both]
        return [(at, role) for at, each in enumerate(zip(plainly, bare, strict=True)) if (role := each[0] or each[1])]
    asked = fold(column)
    named = [at for at, pair in enumerate(both) if asked and asked in (*pair, " ".join(pair).strip())]
    letters = column_index(column)
    at_letters = [letters] if letters is not None and letters < len(both) else []
    return [(at, _estimate(both[at])) for at in named or at_letters]


def _role_in(pair: tuple[str, ...], wanted: Mapping[str, Role]) -> Role | None:
    joined = " ".join(pair).strip()
    if not any(pair) or not (joined in wanted or all(not each or each in wanted for each in pair)):
        return None
    return Role.ESTIMATE if Role.ESTIMATE in map(wanted.get, (*pair, joined)) else Role.VALUE


def _estimate(pair: tuple[str, ...]) -> Role:
    words = set(" ".join(pair).split())
    return Role.ESTIMATE if words & {"ước", "estimate", "estimated", "provisional"} else Role.VALUE


def _are_flags(rows: Sequence[SheetRow], column: int) -> bool:
    """Whether a column holds nothing but yes and no."""
    told = [cell for row in rows if (cell := row.cell(column)) is not None]
    return bool(told) and all(isinstance(cell, bool) or _text(cell) in FLAG_WORDS for cell in told)


def _columns(both: Sequence[tuple[str, str]], year: Period, value: int | None) -> dict[Role, list[int]]:
    """The columns of each role, but the figures'; `đơn vị` may be an office's where another column is the unit's."""
    found: dict[Role, list[int]] = {}
    for at, pair in enumerate(both):
        upper, lower = (_without_year(_without_unit(each)[0] if role_of(each) is None else each, year) for each in pair)
        for said in (lower, f"{upper} {lower}".strip(), upper):
            role = role_of(said)
            if role is not None and role not in FIGURES and at != value:
                if role not in BESIDE or not _is_of_other_years(pair, year):
                    found.setdefault(role, []).append(at)
                break
    units = found.get(Role.UNIT, [])
    plainly = [at for at in units if "đơn vị" not in both[at]]
    if len(units) > 1 and plainly:
        found[Role.UNIT] = plainly
    return found


def _is_of_other_years(pair: tuple[str, str], year: Period) -> bool:
    """Whether headings say that a column is of other years: a verdict under `Năm 2025`, or on 2021-2025."""
    years = _YEAR.findall(" ".join(pair))
    return bool(years) and years != [str(year)[:4]] * len(years)


def _without_year(heading: str, year: Period) -> str:
    spelled = "|".join(map(re.escape, spellings(year)))
    return re.sub(rf"\s*(?:năm\s+|tháng\s+)?\b(?:{spelled})\b", "", heading).strip()


# --- the row that numbers the columns ---------------------------------------------------------------------------------


def _is_numbering(row: SheetRow, columns: Mapping[Role, int], known: frozenset[str]) -> bool:
    """Whether a row below the headings numbers the columns: (1) (2) (3), A B 1 2, 1 2 3=2/1."""
    texts = [_text(cell) for cell in row.cells if cell is not None]
    found = [_NUMBERING.fullmatch(text) for text in texts]
    if len(texts) < 2 or not all(found):
        return False
    numbers = [int(each[1]) for each in found if each and each[1]]
    ascending = all(later == earlier + 1 for earlier, later in pairwise(numbers))
    letters = "".join(each[2] for each in found if each and each[2])
    if not ascending or not numbers or not "abcdefghijklmnop".startswith(letters):
        return False
    id_, name = (columns.get(role) for role in (Role.ID, Role.NAME))
    marked = all(text.startswith("(") for text in texts)
    if name is not None:
        return marked or _text(row.cell(name)) not in known
    return marked or (id_ is not None and _text(row.cell(id_)) not in known)
