"""Tables of many places (RFC 4180, UTF-8): rows to the same models as YAML, with the same checks and places.

A table has a row for each place, indicator and year, a million of them perhaps. So a row that is a figure and nothing
else is read by hand, rows that say the same share one entry, and where a cell stands is worked out when it is asked.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import itemgetter
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import BaseModel, ValidationError

from an_sinh.errors import DidYouMean, Phrase, Problem
from an_sinh.figures import parse_figure
from an_sinh.programme.file_text import MAX_TABLE_MEGABYTES
from an_sinh.programme.model import Entry, bare_entry
from an_sinh.programme.reading import Reading
from an_sinh.programme.yaml_text import merge_conflict, second_key
from an_sinh.text import quoted

_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_CONFLICT = re.compile(r"^(?:<{7} |>{7} |={7}$)", re.MULTILINE)
_MOST_SHARED = 100_000
"""How many entries are kept to be shared by rows that say the same."""

Rows = Iterator[tuple[int, list[str]]]


class Columns(NamedTuple):
    """The columns that a table may have, in the order in which its rows are handed on."""

    all: tuple[str, ...]
    needed: tuple[str, ...]
    one_of: tuple[str, ...] = ()
    """Of these a table has at least one."""


ACTUALS = Columns(
    (
        "place",
        "indicator",
        "value",
        "reported",
        "reported_term",
        "reported_outlook",
        "inferred",
        "provisional",
        "as_of",
        "source",
        "note",
    ),
    ("place", "indicator"),
    ("value", "reported", "reported_term", "reported_outlook"),
)
TARGETS = Columns(
    (
        "place",
        "indicator",
        "year",
        "value",
        "from",
        "to",
        "about",
        "under",
        "over",
        "change",
        "change_percent",
        "from_baseline_percent",
        "exceeded",
        "by",
        "inferred",
        "source",
        "note",
    ),
    ("place", "indicator", "year"),
    ("value", "from", "about", "under", "over", "change", "change_percent", "from_baseline_percent"),
)
PLACES = Columns(
    ("id", "name", "name_vi", "name_en", "kind", "within", "first", "last"),
    ("id",),
    ("name", "name_vi", "name_en"),
)


class Table(Reading):
    """One table on its way from bytes to rows, with the problems met; lines are counted from 1, as cells are placed."""

    most_megabytes = MAX_TABLE_MEGABYTES

    def __init__(self, folder: Path, shown: str, name: str, columns: Columns, raw: bytes | None = None) -> None:
        self._columns = columns
        self._text = ""
        self._lines: Sequence[str] = ()
        self._header: list[str] = []
        super().__init__(folder, shown, name, raw)

    def open(self, text: str) -> None:
        """Keep the text to be read row by row; what no table can hold is noted."""
        bad = _UNPRINTABLE.search(text)
        if bad:
            self._add(_control_character(bad[0]).at(_at(text, bad.start())))
            return
        conflict = _CONFLICT.search(text) if "<<<<<<< " in text and ">>>>>>> " in text else None
        if conflict:
            self._add(merge_conflict().at(_at(text, conflict.start())))
            return
        self._text = text

    def rows(self) -> Rows:
        """Each row's line and its cells in the order of the table's columns; a row of another width is a problem."""
        if not self._text:
            if not self.problems:
                self._add(_missing_column(self._columns.needed[0]))
            return
        reader = csv.reader(io.StringIO(self._text, newline=""), strict=True)
        last = 0
        try:
            pick = self._picker(next(reader))
            width = len(self._header)
            last = reader.line_num
            if pick is None:
                return
            composed = self._text.isascii() or unicodedata.is_normalized("NFC", self._text)
            for row in reader:
                line, last = last + 1, reader.line_num
                if len(row) != width:
                    self._width(row, line)
                    continue
                cells = row if composed else [unicodedata.normalize("NFC", cell) for cell in row]
                yield line, cells if pick is _as_it_is else pick(cells)
        except csv.Error as error:
            self._add(not_csv(str(error)).at((last + 1, 1)))

    def _width(self, row: list[str], line: int) -> None:
        if not any(row):
            return
        self.fault(line, "", wrong_width(len(row), len(self._header)))

    def _picker(self, header: list[str]) -> Any:
        """What puts a row's cells into the order of the columns; None where the header can't be read."""
        self._header = header = [unicodedata.normalize("NFC", cell) for cell in header]
        if len(header) == 1 and (mark := next((m for m in ";\t" if m in header[0]), None)):
            problem = Problem(
                "syntax",
                "the columns are separated by {mark}",
                "save the table with commas, as RFC 4180 has it",
                mark=quoted(mark) if mark == ";" else Phrase("tabs"),
            )
            self._add(problem)
            return None
        before = len(self.problems)
        wanted = self._columns
        for index, name in enumerate(header):
            place = self.cell(1, name) if name not in header[:index] else self._cell(1, index)
            if name in header[:index]:
                self._add(second_key(quoted(name), self.cell(1, name)).at(place))
            elif name not in wanted.all:
                remedy = DidYouMean(name, wanted.all, Phrase("the columns are {all}", wanted.all))
                problem = Problem("unknown-key", "{key} is not a column of this table", remedy, key=quoted(name))
                self._add(problem.at(place))
        missing = [name for name in wanted.needed if name not in header]
        if wanted.one_of and not set(wanted.one_of) & set(header):
            missing.append(wanted.one_of[0])
        for name in missing:
            self._add(_missing_column(name))
        if len(self.problems) > before:
            return None
        if tuple(header) == wanted.all:
            return _as_it_is
        order = [header.index(name) if name in header else len(header) for name in wanted.all]
        pick = itemgetter(*order)
        return lambda row: list(pick([*row, ""]))

    def cell(self, line: int, column: str) -> tuple[int, int]:
        """Where a row's cell of a column begins; the row's begin where the table has no such column."""
        return self._cell(line, self._header.index(column)) if column in self._header else (line, 1)

    def _cell(self, line: int, index: int) -> tuple[int, int]:
        if not self._lines:
            self._lines = io.StringIO(self._text, newline="").readlines()
        at, start, inside = line, 1, False
        for text in self._lines[line - 1 :]:
            for column, char in enumerate(text, 1):
                if index == 0:
                    return at, start
                if char == '"':
                    inside = not inside
                elif char == "," and not inside:
                    index, start = index - 1, column + 1
            if index == 0 or not inside:
                break
            line += 1
            at, start = line, 1
        return at, start

    def fault(self, line: int, column: str, problem: Problem) -> bool:
        """Add what was found, at a cell; False after too many problems."""
        if len(self.problems) >= self.most:
            self._give_up()
            return False
        self._add(problem.at(self.cell(line, column)))
        return True

    def validated(self, model: type[BaseModel], raw: object) -> tuple[Any, list[Any]]:
        """What was read from some rows as a model, and pydantic's faults; None for the model where there are any."""
        try:
            return model.model_validate(raw), []
        except ValidationError as error:
            return None, error.errors(include_url=False, include_input=False)

    def note(self, error: Any, line: int, column: str) -> None:
        """A fault of one cell, as its reader says it."""
        self.fault(line, column, error["ctx"]["problem"])


def wrong_width(found: int, wanted: int) -> Problem:
    """A row has more or fewer cells than the first."""
    return Problem(
        "syntax",
        "{found} cells stand here, and the first row has {wanted}",
        "write a figure with a point, and a text with a comma in double quotes",
        found=str(found),
        wanted=str(wanted),
    )


def not_csv(detail: str) -> Problem:
    """The quotes of a table don't match."""
    detail = quoted(detail, 100)[1:-1]
    return Problem("syntax", "this is not CSV: {detail}", "mend the quotes of the row", detail=detail)


def _missing_column(name: str) -> Problem:
    return Problem("missing-key", "the column {key} is missing", "add it to the first row", key=quoted(name))


def _control_character(char: str) -> Problem:
    return Problem("syntax", "the character {char} cannot stand in a table", "delete it", char=f"U+{ord(char):04X}")


def _as_it_is(row: list[str]) -> list[str]:
    return row


def _at(text: str, index: int) -> tuple[int, int]:
    return text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index)


class PlaceRows(NamedTuple):
    """One place's rows of a table: what they say by indicator, and the line of each."""

    entries: dict[str, Entry | None]
    lines: dict[str, int]
    first: int
    """The line of the first of them, sound or not."""
    odd: set[str]
    """The indicators whose row is more than a figure, or a figure that deserves a look."""


_REPORTED = {"annual": "reported", "term": "reported_term", "outlook": "reported_outlook"}
"""The column of each of an authority's own words."""
_NOTHING_MORE = [""] * (len(ACTUALS.all) - 3)
"""The cells behind the value where there is nothing but a figure."""


def actuals_rows(table: Table, only: str | None = None) -> dict[str, PlaceRows]:
    """A table of a year's actuals, by place and indicator; of one place alone where it is named."""
    found: dict[str, PlaceRows] = {}
    figures: dict[str, Entry] = {}
    known, nothing_more = figures.get, _NOTHING_MORE
    current: str | None = None
    entries, lines, _, odd = PlaceRows({}, {}, 0, set())
    for line, row in table.rows():
        place, id_, value, *more = row
        if place != current:
            if (only is not None and place != only) or not any(row):
                continue
            rows = found.get(place)
            if rows is None:
                rows = found[place] = PlaceRows({}, {}, line, set())
            (entries, lines, _, odd), current = rows, place
        if id_ in lines:
            _twice(table, id_, line, lines[id_], "indicator")
            continue
        lines[id_] = line
        if more == nothing_more:
            entry = known(value)
            if entry is None and (figure := parse_figure(value)) is not None:
                if len(figures) >= _MOST_SHARED:
                    figures.clear()
                entry = figures[value] = bare_entry(figure)
            if entry is not None:
                entries[id_] = entry
                if value[-4:-3] == ".":  # it may be a thousands separator
                    odd.add(id_)
                continue
        odd.add(id_)
        try:
            entries[id_] = _entry(row)
        except ValidationError as error:
            for each in error.errors(include_url=False, include_input=False):
                table.note(each, line, column_of(each["loc"]))
    return found


def _twice(table: Table, key: str, line: int, first: int, column: str) -> None:
    """A row of something that another row has already."""
    table.fault(line, column, second_key(quoted(key), table.cell(first, column)))


def _entry(row: list[str]) -> Entry | None:
    """A row's entry; None where it says nothing yet. A ValidationError tells what is wrong with its cells."""
    cells = {name: cell for name, cell in zip(ACTUALS.all[2:], row[2:], strict=True) if cell}
    if not cells:
        return None
    raw: dict[str, Any] = {name: cell for name, cell in cells.items() if not name.startswith("reported")}
    reported = {by: cells[name] for by, name in _REPORTED.items() if name in cells}
    if reported:
        raw["reported"] = reported
    if "source" in raw:
        raw["source"] = tuple(raw["source"].split())
    return Entry.model_validate(raw)


def read_cells(cells: Mapping[str, str | None]) -> tuple[Entry | None, list[tuple[str, Problem]]]:
    """The cells of one row by their columns, as an entry; and what is wrong with them, each with its column."""
    try:
        return _entry(["", "", *(cells.get(name) or "" for name in ACTUALS.all[2:])]), []
    except ValidationError as error:
        faults: Any = error.errors(include_url=False, include_input=False)
        return None, [(column_of(each["loc"]), each["ctx"]["problem"]) for each in faults]


def column_of(loc: Sequence[str | int]) -> str:
    """The column of what pydantic tells of an entry."""
    if loc and loc[0] == "reported":
        return _REPORTED.get(str(loc[-1]), "reported")
    return str(loc[0]) if loc else "indicator"


def find_entries(table: Table, rows: PlaceRows, found: Iterable[Problem]) -> None:
    """Add what the checks of a year's entries found in the rows of one place."""
    for problem in found:
        _, id_, *rest = (*problem.steps, "", "")[:3] if len(problem.steps) < 3 else problem.steps
        line = rows.lines.get(str(id_), rows.first)
        column = column_of(rest) if rest and rest[0] and not problem.at_key else "indicator"
        if not table.fault(line, column, problem):
            return


class TargetRows(NamedTuple):
    """One place's rows of a table of targets, as they would stand in its own file, and the line of each."""

    raw: dict[str, dict[str, Any]]
    lines: dict[tuple[str, str], int]
    first: int


def target_rows(table: Table, only: str | None = None) -> dict[str, TargetRows]:
    """A table of places' own targets, by place, indicator and year; of one place alone where it is named."""
    found: dict[str, TargetRows] = {}
    for line, row in table.rows():
        place, id_, year = row[:3]
        if (only is not None and place != only) or not any(row):
            continue
        rows = found.setdefault(place, TargetRows({}, {}, line))
        if (id_, year) in rows.lines:
            _twice(table, f"{id_} {year}", line, rows.lines[id_, year], "year")
            continue
        rows.lines[id_, year] = line
        cells: dict[str, Any] = {name: cell for name, cell in zip(TARGETS.all[3:], row[3:], strict=True) if cell}
        if "source" in cells:
            cells["source"] = tuple(cells["source"].split())
        rows.raw.setdefault(id_, {})[year] = cells or None
    return found


def find_targets(table: Table, rows: TargetRows, found: Iterable[Problem]) -> None:
    """Add what the checks of a place's own targets found in its rows."""
    for problem in found:
        line, column = target_cell(rows, problem.steps, at_key=problem.at_key)
        if not table.fault(line, column, problem):
            return


def target_cell(rows: TargetRows, path: Sequence[str | int], *, at_key: bool) -> tuple[int, str]:
    """The line and the column of a path in a place's file: `targets`, an indicator, a year, a key."""
    id_, year, key = (*map(str, path[1:4]), "", "", "")[:3]
    if year == "[key]":
        year = ""
    line = rows.lines.get((id_, year))
    if line is None:
        line = next((each for (of, _), each in rows.lines.items() if of == id_), rows.first)
        return line, "indicator"
    return line, "year" if at_key or not key or key == "[key]" else key


def place_rows(table: Table, years: tuple[int, int]) -> tuple[dict[str, dict[str, Any]], dict[str, int]]:
    """A table of places as places.yaml would have them, and the line of each; an open year is the programme's own."""
    raw: dict[str, dict[str, Any]] = {}
    lines: dict[str, int] = {}
    for line, row in table.rows():
        if not any(row):
            continue
        cells = dict(zip(PLACES.all, row, strict=True))
        id_ = cells["id"]
        if id_ in lines:
            _twice(table, id_, line, lines[id_], "id")
            continue
        lines[id_] = line
        head: dict[str, Any] = {name: cells[name] for name in ("kind", "within") if cells[name]}
        names = {tag: cells[name] for tag, name in (("", "name"), ("vi", "name_vi"), ("en", "name_en")) if cells[name]}
        if names:
            head["name"] = names
        if cells["first"] or cells["last"]:
            head["years"] = [cells["first"] or years[0], cells["last"] or years[1]]
        raw[id_] = head
    return raw, lines


def place_column(loc: Sequence[str | int]) -> str:
    """The column of what pydantic tells of a place: behind its id, a key and what is inside it."""
    if len(loc) < 2 or loc[1] == "[key]":
        return "id"
    key, inside = str(loc[1]), loc[2:]
    if key == "years":
        return "last" if inside and inside[0] == 1 else "first"
    if key == "name" and inside and inside[0]:
        return f"name_{inside[0]}"
    return key
