"""A sheet's cells and a programme -> what each row says of its indicator, and every cell that found no place. Pure.

Nothing is guessed: a name is matched whole, a numeral that could be read in two ways is asked about, a figure in
another unit or of another size is not taken, and what can't be understood is named with its cell.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from an_sinh.errors import Complaint, Phrase, did_you_mean
from an_sinh.figures import plain
from an_sinh.judge.scale import Scale
from an_sinh.programme.model import Indicator, Programme, as_typed, read_date
from an_sinh.programme.parts import whole_id
from an_sinh.spreadsheet.cell_words import FLAG_WORDS, NO_FIGURE, OUTLOOK_WORDS, TRUTH_WORDS, VERDICT_WORDS, is_total
from an_sinh.spreadsheet.cells import Cells, CellValue, Doubt, DoubtfulCell, SheetRow, cell_name, column_name
from an_sinh.spreadsheet.figure_cells import DOUBTS, Numerals, Reading, is_blank, read_cell, settle
from an_sinh.spreadsheet.headings import Role, fold
from an_sinh.spreadsheet.sheet import as_text
from an_sinh.spreadsheet.tables import Table, tables_of
from an_sinh.terms import Outlook, Period, Status
from an_sinh.text import nearest, quoted, visible
from an_sinh.values import dataclass

_TOTAL = Phrase("a total, which is no indicator")
_UNKNOWN = Phrase("no indicator has this id or name")
MOST_OFFERS = 50
"""Rows without an indicator for which the nearest one is looked for; with more, the column is another one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetEntry:
    """What a row says of an indicator; None is what it says nothing of."""

    id: str
    cell: str
    figure: str | None = None
    """The figure's text as the data format writes it, or `true` or `false`."""
    verdict: Status | None = None
    """The authority's own, on the year."""
    term_verdict: Status | None = None
    outlook: Outlook | None = None
    """The authority's own word on the way to the end of the term."""
    provisional: bool | None = None
    as_of: str | None = None
    source: tuple[str, ...] | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LostCell:
    """A cell that found no place, and why."""

    cell: str
    text: str
    reason: Phrase


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportResult:
    """What a sheet brought."""

    found: tuple[SheetEntry, ...]
    lost: tuple[LostCell, ...]
    blank: int
    """Rows of an indicator without a figure yet."""
    hidden_rows: tuple[str, ...] = ()
    """Rows that are not shown, and were read as the others."""
    hidden_columns: tuple[str, ...] = ()
    hidden_sheets: tuple[str, ...] = ()
    """Sheets that are not shown, beside the one that was read."""
    is_hidden: bool = False
    """Whether that one is not shown."""
    formulas: tuple[str, ...] = ()
    """The cells of figures that are formulas: what they hold is as old as the last time the file was saved."""
    passed: tuple[str, ...] = ()
    """The rows of headings of tables without a column of figures, which were passed over."""


class _Row(NamedTuple):
    """A row of an indicator, and the table that it stands in."""

    id: str
    row: SheetRow
    table: Table

    @property
    def column(self) -> int:
        """The column of its figure."""
        assert self.table.value is not None
        return self.table.value

    @property
    def value(self) -> CellValue:
        """What stands for its figure."""
        return self.row.cell(self.column)

    @property
    def cell(self) -> str:
        """The name of the cell of its figure."""
        return cell_name(self.row.number, self.column)


def figures_in(
    cells: Cells,
    programme: Programme,
    year: Period,
    *,
    column: str | None = None,
    numerals: Numerals | None = None,
    scales: Mapping[str, Scale] | None = None,
) -> ImportResult:
    """What a sheet brings for a year.

    `column` names the column of figures by its heading or its letters. `scales` are the sizes that figures are held
    to; without them figures, and their units, are taken as written. Raises Complaint where the header can't be found,
    or where a figure can be read in two ways and `numerals` does not say which.
    """
    keys = _Keys(programme)
    found_tables = tables_of(cells, year, column, keys.folded())
    tables = [_with_ids(table, keys) for table in found_tables if table.value is not None]
    lost: list[LostCell] = []
    matched: list[_Row] = []
    blank = 0
    for table in tables:
        end = _end(table, keys)
        for row in table.rows:
            read = _place(row, table, keys, is_below=row.number > end, offer=len(lost) < MOST_OFFERS)
            if isinstance(read, LostCell):
                lost.append(read)
            elif read is not None:
                keys.stand_below(read)
                matched.append(_Row(read, row, table))
    matched, blank = _filled(matched)
    indicators = programme.indicators
    settled = numerals or settle([(each.cell, each.value, indicators[each.id]) for each in matched])
    reader = _RowReader(programme, year, settled, scales)
    found, faults = _read_rows(matched, reader)
    lost += faults
    lost.sort(key=lambda each: (int(re.sub(r"\D", "", each.cell)), each.cell))
    return ImportResult(
        found=tuple(found),
        lost=tuple(lost),
        blank=blank,
        hidden_rows=tuple(str(each) for each in sorted(cells.hidden_rows & {each.row.number for each in matched})),
        hidden_columns=tuple(map(column_name, sorted(cells.hidden_columns & _read_columns(tables)))),
        hidden_sheets=cells.hidden_sheets,
        is_hidden=cells.is_hidden,
        formulas=tuple(each.cell for each in matched if _is_formula(each, cells)),
        passed=tuple(str(table.header) for table in found_tables if table.value is None),
    )


def together(sheets: Mapping[str, ImportResult]) -> ImportResult:
    """What several files bring, each cell with its file's name; an indicator that stands in two finds no place."""
    if len(sheets) == 1:
        return next(iter(sheets.values()))
    found: dict[str, list[SheetEntry]] = {}
    lost: list[LostCell] = []
    for name, each in sheets.items():
        lost += [replace(one, cell=in_file(name, one.cell)) for one in each.lost]
        for one in each.found:
            found.setdefault(one.id, []).append(replace(one, cell=in_file(name, one.cell)))
    for alike in found.values():
        for one in alike if len(alike) > 1 else ():
            others = tuple(other.cell for other in alike if other is not one)[:3]
            word = one.verdict or one.outlook
            shown = one.figure or (word.value if word else one.note or "")
            lost.append(
                LostCell(
                    cell=one.cell,
                    text=quoted(shown),
                    reason=Phrase("the indicator stands in {names} too", (", ".join(others),)),
                )
            )
    return ImportResult(
        found=tuple(alike[0] for alike in found.values() if len(alike) == 1),
        lost=tuple(lost),
        blank=sum(each.blank for each in sheets.values()),
    )


def in_file(name: str, cell: str) -> str:
    """A cell of one of several files."""
    return f"{visible(name)}:{cell}"


def _is_formula(each: _Row, cells: Cells) -> bool:
    """Whether its figure is a formula; LibreOffice writes a plain truth as one."""
    return (each.row.number, each.column) in cells.formulas and not isinstance(each.value, bool)


def _read_columns(tables: Sequence[Table]) -> set[int]:
    return {at for table in tables for at in (table.value, *table.columns.values()) if at is not None}


def _with_ids(table: Table, keys: _Keys) -> Table:
    """The table without its column of ids where these are numbers of another kind."""
    if Role.NAME not in table.columns or any(keys.by_id(table.cell(row, Role.ID)) for row in table.rows):
        return table
    return replace(table, columns={role: at for role, at in table.columns.items() if role is not Role.ID})


def _filled(matched: Iterable[_Row]) -> tuple[list[_Row], int]:
    """The rows that say something, and how many of an indicator say nothing yet."""
    rows = list(matched)
    told = [each for each in rows if not is_blank(each.value) or any(map(_says, _words(each)))]
    return told, len(rows) - len(told)


def _words(each: _Row) -> Iterator[CellValue]:
    said = (Role.REPORTED, Role.REPORTED_TERM, Role.REPORTED_OUTLOOK, Role.NOTE)
    return (each.table.cell(each.row, role) for role in said)


def _says(value: CellValue) -> bool:
    return value is not None and not (isinstance(value, str) and fold(value) in NO_FIGURE)


def _read_rows(matched: Sequence[_Row], reader: _RowReader) -> tuple[list[SheetEntry], list[LostCell]]:
    places: dict[str, list[str]] = {}
    for each in matched:
        places.setdefault(each.id, []).append(each.cell)
    found: list[SheetEntry] = []
    lost: list[LostCell] = []
    for each in matched:
        others = [cell for cell in places[each.id][:4] if cell != each.cell][:3]
        if others:
            lost.append(
                _lost(each.cell, each.value, Phrase("the indicator stands in {names} too", (", ".join(others),)))
            )
            continue
        read, faults = reader.read(each)
        lost += faults
        if not faults:
            found.append(read)
    return found, lost


# --- which indicator a row is of --------------------------------------------------------------------------------------


class _Keys:
    """What a row can be known by: ids, and names in every language, with and without their unit."""

    def __init__(self, programme: Programme) -> None:
        self.programme = programme
        self._ids: dict[str, set[str]] = {}
        self._numbers: dict[Decimal, set[str]] = {}
        self._names: dict[str, set[str]] = {}
        self._parts: dict[str, str] = {}
        """Of each part the indicator that it is one of."""
        self._above: str | None = None
        for id_, indicator in programme.indicators.items():
            self._ids.setdefault(fold(id_), set()).add(id_)
            if _NUMBER_ID.fullmatch(id_):
                self._numbers.setdefault(Decimal(id_), set()).add(id_)
            units = (indicator.unit or {}).values()
            whole = whole_id(id_, programme.indicators)
            for tag, name in indicator.name.items():
                if whole is not None:
                    self._parts[id_] = whole
                    above = programme.indicators[whole].name
                    said = above.get(tag) or next(iter(above.values()))
                    for composed in (f"{said}: {name}", f"{said}, {name}", f"{said} - {name}", f"{said} ({name})"):
                        self._names.setdefault(fold(composed), set()).add(id_)
                for said in (name, *(f"{name} ({unit})" for unit in units), *(f"{name}, {unit}" for unit in units)):
                    self._names.setdefault(fold(said), set()).add(id_)

    def folded(self) -> frozenset[str]:
        """All ids and names."""
        return frozenset(self._ids) | frozenset(self._names)

    def by_id(self, written: CellValue) -> set[str]:
        """The indicators of an id: in whatever case where that leaves one; those that a number equals."""
        if isinstance(written, Decimal):
            return self._numbers.get(written) or self._ids.get(fold(plain(written)), set())
        text = written if isinstance(written, str) else ""
        alike = self._ids.get(fold(text), set())
        if not alike and text.startswith("'"):  # by which our own sheets keep 8.10 from becoming 8.1
            return self.by_id(text.removeprefix("'"))
        return {text} if text in alike else alike

    def by_name(self, written: str) -> set[str]:
        """The indicators of a name; of a name that parts of several have, the one whose indicator stands above."""
        found = self._names.get(fold(written), set())
        below = {id_ for id_ in found if self._parts.get(id_) == self._above} if len(found) > 1 else found
        return below if len(below) == 1 else found

    def stand_below(self, id_: str) -> None:
        """Note that the rows that follow stand below one of this indicator, until one that is no part of it comes."""
        self._above = self._parts.get(id_, id_)

    def near_id(self, written: str) -> Phrase:
        """The indicator that may have been meant by an id."""
        return _near(written, {each: each for each in self.programme.indicators})

    def near_name(self, written: str) -> Phrase:
        """The indicator that may have been meant by a name, in any language."""
        if written in self.programme.indicators:
            return Phrase("an id among the names; head the column of ids with id")
        indicators = self.programme.indicators.items()
        return _near(written, {said: id_ for id_, each in indicators for said in each.name.values()})


_NUMBER_ID = re.compile(r"-?[0-9]{1,20}(?:\.[0-9]{1,20})?")


def _place(row: SheetRow, table: Table, keys: _Keys, *, is_below: bool, offer: bool) -> str | LostCell | None:
    """The indicator that a row is of; None for a row that brings nothing, and why where it has no place.

    `is_below` says that the table has ended, and no row from here on is of an indicator.
    """
    assert table.value is not None
    value = row.cell(table.value)
    beyond = next((at for at in range(table.width, len(row.cells)) if row.cell(at) is not None), None)
    empty = is_blank(value)
    id_ = _indicator(row, table, keys, offer=offer and not empty)
    if beyond is not None and (not empty or isinstance(id_, str)):
        return _lost(
            cell_name(row.number, beyond),
            row.cell(beyond),
            Phrase("a cell beyond the headings; a figure may have been cut in two here"),
        )
    if isinstance(id_, str):
        return id_
    if empty or (is_below and isinstance(value, str) and _is_signature(value)):
        return None
    return id_


def _end(table: Table, keys: _Keys) -> int:
    """The last row that is of an indicator, or of one that is not known, above a row that is empty or has no key."""
    end = table.rows[0].number - 1 if table.rows else 0
    is_open = True
    for row in table.rows:
        known = bool(keys.by_id(table.cell(row, Role.ID)) or keys.by_name(_text(table.cell(row, Role.NAME))))
        is_open = known or (is_open and bool(_key(row, table)) and row.number <= end + 1)
        end = row.number if is_open else end
    return end


_DATED = re.compile(r"(?:.*,\s*)?ngày\s.{1,20}", re.IGNORECASE)


def _is_signature(text: str) -> bool:
    """What stands below a table and is no figure: a place and date, an office, a name."""
    if fold(text) in VERDICT_WORDS or fold(text) in TRUTH_WORDS:
        return False
    return not re.search(r"\d", text) or _DATED.fullmatch(fold(text)) is not None


def _indicator(row: SheetRow, table: Table, keys: _Keys, *, offer: bool) -> str | LostCell:
    """The indicator a row is of: by its id, and where the row has none by its name, each matched whole.

    `offer` looks for the nearest one where it is of none.
    """
    id_cell, name_cell = table.cell(row, Role.ID), table.cell(row, Role.NAME)
    role = next((role for role in (Role.ID, Role.NAME) if _text(table.cell(row, role))), None)
    column = table.columns[role] if role else table.value
    assert column is not None
    cell = cell_name(row.number, column)
    struck = next(
        (each for each in (id_cell, name_cell) if isinstance(each, DoubtfulCell) and each.why is Doubt.STRUCK), None
    )
    if struck:
        return _lost(cell, struck, Phrase("struck out, all of it or a part; leave what counts"))
    written, name = _text(id_cell), _text(name_cell)
    owners = keys.by_name(name)
    if written:
        return _by_id(id_cell, owners, keys, cell, offer=offer)
    if len(owners) == 1:
        return next(iter(owners))
    if owners:
        return _lost(
            cell,
            name_cell,
            Phrase("this is the name of {names}; the id is needed", (", ".join(map(quoted, sorted(owners))),)),
        )
    if name:
        total = is_total(name)
        return _lost(cell, name, _TOTAL if total else keys.near_name(name) if offer else _UNKNOWN)
    return _lost(cell, row.cell(column), Phrase("a figure without an indicator beside it"))


def _by_id(id_cell: CellValue, owners: set[str], keys: _Keys, cell: str, *, offer: bool) -> str | LostCell:
    """The indicator of an id, if the name beside it is not another's."""
    ids = keys.by_id(id_cell if isinstance(id_cell, Decimal) else _text(id_cell))
    if len(ids) > 1 and len(ids & owners) == 1:  # 8.1 and 8.10 are one number, and the name tells them apart
        ids = ids & owners
    if len(ids) > 1:
        return _lost(
            cell,
            id_cell,
            Phrase("as a number it is the id of {names}; make the cell a text", (", ".join(map(quoted, sorted(ids))),)),
        )
    if not ids:
        total = is_total(_text(id_cell))
        near = keys.near_id(_text(id_cell)) if offer and not total else _TOTAL if total else _UNKNOWN
        return _lost(cell, id_cell, near)
    id_ = next(iter(ids))
    if owners and id_ not in owners:
        return _lost(
            cell,
            id_cell,
            Phrase(
                "the id is of one indicator, the name of another: {names}", (", ".join(map(quoted, sorted(owners))),)
            ),
        )
    return id_


def _near(written: str, known: Mapping[str, str]) -> Phrase:
    """The indicator that may have been meant: offered, never taken."""
    near = nearest(unicodedata.normalize("NFC", written), known)
    return did_you_mean(tuple(quoted(known[name]) for name in near)) if near else _UNKNOWN


def _key(row: SheetRow, table: Table) -> str:
    return _text(table.cell(row, Role.ID)) or _text(table.cell(row, Role.NAME))


def _text(value: CellValue) -> str:
    """A cell as a name or an id; empty for what is neither."""
    match value:
        case str():
            return value
        case Decimal():
            return plain(value)
        case DoubtfulCell():
            return value.text
        case _:
            return ""


def _lost(cell: str, value: CellValue, reason: Phrase) -> LostCell:
    return LostCell(cell=cell, text=quoted(as_text(value)), reason=reason)


# --- what a row says --------------------------------------------------------------------------------------------------


class _RowReader:
    """Reads the figure of a row and all that stands beside it."""

    def __init__(
        self, programme: Programme, year: Period, numerals: Numerals | None, scales: Mapping[str, Scale] | None
    ) -> None:
        self._programme, self._year, self._numerals, self._scales = programme, year, numerals, scales
        self._sources = {fold(id_): id_ for id_ in programme.sources}
        titles = {fold(title): id_ for id_, source in programme.sources.items() for title in source.title.values()}
        self._sources = titles | self._sources

    def read(self, each: _Row) -> tuple[SheetEntry, list[LostCell]]:
        """What a row says, and which of its cells can't be understood."""
        lost: list[LostCell] = []
        indicator = self._programme.indicators[each.id]

        def beside(role: Role, read: Callable[[CellValue], object]) -> object:
            """What stands in the column of a role, None where nothing does."""
            value = each.table.cell(each.row, role)
            if value is None:
                return None
            got = DOUBTS[value.why] if isinstance(value, DoubtfulCell) else read(value)
            if isinstance(got, Phrase):
                lost.append(_lost(cell_name(each.row.number, each.table.columns[role]), value, got))
                return None
            return got

        figure = self._figure(each, indicator)
        if isinstance(figure, Phrase):
            lost.append(_lost(each.cell, each.value, figure))
            figure = Reading()
        verdict = beside(Role.REPORTED, _verdict)
        if figure.figure and verdict is Status.NOT_STARTED:
            lost.append(
                _lost(each.cell, each.value, Phrase("a figure, and not started beside it; one of the two is wrong"))
            )
        if not figure.figure and Status.NOT_STARTED in (verdict, figure.verdict) and self._has_figure(each.id):
            lost.append(_lost(each.cell, each.value, Phrase("not started, and the year's file has a figure already")))
        provisional = beside(Role.PROVISIONAL, _flag)
        if (each.table.is_estimate or figure.is_estimate) and figure.figure and provisional is None:
            provisional = True
        found = SheetEntry(
            id=each.id,
            cell=each.cell,
            figure=figure.figure,
            verdict=verdict or figure.verdict,  # type: ignore[arg-type]  # each reader gives what its column holds
            term_verdict=beside(Role.REPORTED_TERM, _verdict),  # type: ignore[arg-type]
            outlook=beside(Role.REPORTED_OUTLOOK, _outlook),  # type: ignore[arg-type]
            provisional=provisional if figure.figure else None,  # type: ignore[arg-type]
            as_of=beside(Role.AS_OF, self._date),  # type: ignore[arg-type]
            source=beside(Role.SOURCE, self._source),  # type: ignore[arg-type]
            note=beside(Role.NOTE, _note),  # type: ignore[arg-type]
        )
        return found, lost

    def _has_figure(self, id_: str) -> bool:
        return self._programme.figure(id_, self._year) not in (None, False)

    def _figure(self, each: _Row, indicator: Indicator) -> Reading | Phrase:
        if not indicator.in_years(self._programme.year_of(self._year)):
            return Phrase("the indicator is withdrawn in this year")
        if is_blank(each.value):
            return Reading()
        if indicator.parts is not None:
            return Phrase("it is measured by its parts, and each has a row of its own")
        told = each.table.cell(each.row, Role.UNIT)
        unit = (_text(told) or None) if told is not None else each.table.unit
        scale = None if self._scales is None else self._scales.get(each.id, Scale(()))
        return read_cell(each.value, indicator, self._numerals, unit, scale)

    def _source(self, value: CellValue) -> tuple[str, ...] | Phrase:
        """Ids of sources, or the title of one."""
        whole = self._sources.get(fold(_text(value)))
        if whole:
            return (whole,)
        each = [self._sources.get(fold(part)) for part in re.split(r"[\s,;]+", _text(value).strip()) if part]
        known = [id_ for id_ in each if id_]
        return (
            tuple(known)
            if known and len(known) == len(each)
            else Phrase("no source in targets.yaml has this id or title")
        )

    def _date(self, value: CellValue) -> str | Phrase:
        """A date as the data format writes it: `31/12/2026` and `12/2026` too."""
        text = _text(value).strip().removesuffix("T00:00:00")
        found = _DATE.fullmatch(text)
        if found:
            day, month, year = found.groups()
            if day and self._numerals is Numerals.EN and day != month and max(int(day), int(month)) <= 12:
                return Phrase("this is no date; write YYYY-MM-DD")  # nobody can tell 03/04 from 04/03
            text = "-".join(part.zfill(2) for part in (year, month, day) if part)
        try:
            return as_typed(read_date, text)
        except Complaint:
            return Phrase("this is no date; write YYYY-MM-DD")


_DATE = re.compile(r"(?:([0-9]{1,2})[/.-])?([0-9]{1,2})[/.-]((?:19|20)[0-9]{2})")


def _verdict(value: CellValue) -> Status | Phrase | None:
    said = fold(_text(value)) if not isinstance(value, bool) else ("true" if value else "false")
    if said in NO_FIGURE:
        return None
    truth = TRUTH_WORDS.get(said)
    found = VERDICT_WORDS.get(said)
    if found is None and truth is not None:
        found = Status.MET if truth else Status.UNMET
    return found or Phrase("this is no verdict; write exceeded, met, unmet or not started")


def _outlook(value: CellValue) -> Outlook | Phrase | None:
    said = fold(_text(value))
    if said in NO_FIGURE:
        return None
    return OUTLOOK_WORDS.get(said) or Phrase("this is no outlook for the term; write on track, behind or far behind")


def _flag(value: CellValue) -> bool | Phrase:
    if isinstance(value, bool):
        return value
    found = FLAG_WORDS.get(fold(_text(value)))
    return Phrase("write x where the figure is provisional, else nothing") if found is None else found


def _note(value: CellValue) -> str:
    return " ".join(as_text(value).split())
