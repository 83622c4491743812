"""Where the facts lie and how their columns are read: files by a path, and of each kind of column the exact figure.

A figure of the facts is `v`, on the grid of nine decimals. What is not plainly on it is marked as odd, never rounded:
whether it is a figure at all is for `sieve` to find out, row by row.
"""

from __future__ import annotations

import csv
import glob
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from an_sinh.engine.engines import Engine, Files
from an_sinh.engine.sql import FIGURE
from an_sinh.errors import Complaint, DataError, DidYouMean, Phrase, Problem
from an_sinh.programme.model import FACT_COLUMNS
from an_sinh.text import quoted
from an_sinh.values import dataclass

COLUMNS, BESIDE = FACT_COLUMNS[:8], FACT_COLUMNS[8:]
"""The columns that are judged by, and those that are read where one place is shown."""
_NEEDED = ("place", "indicator", "year")
_ONE_OF = ("value", "reported", "reported_term")
_SPELLING = "-?(0|[1-9][0-9]{0,17})([.][0-9]{1,9})?"
"""A figure that is on the grid as it is written; any other is looked at."""
_NARROW = "-?[0-9]{1,18}([.][0-9]{0,9}0*)?"
"""A decimal of a wider type that is on the grid."""
_DECIMAL = re.compile(r"DECIMAL\(([0-9]+),\s*([0-9]+)\)", re.IGNORECASE)
_INTEGERS = {"TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT"}
_INTEGERS |= {"INT", "LONG", "SHORT", "BYTE"}
_ENDINGS = (".csv", ".parquet")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The files of the facts, and what their columns are called."""

    shown: str
    names: tuple[str, ...]
    columns: Mapping[str, str]
    """The names of the columns that are called otherwise, by ours."""

    @property
    def is_csv(self) -> bool:
        """Whether they are tables of text."""
        return self.names[0].lower().endswith(".csv")


def find_facts(path: str, columns: Mapping[str, str], folder: Path | None = None) -> Source:
    """The files under a path: a file, a folder or a glob; a relative one from `folder`. Complaint where there is none.

    A path with a scheme (`s3://…`, `hdfs://…`) is left to the engine, as it is.
    """
    if "://" in path:
        return Source(shown=path, names=(path,), columns=columns)
    at = path if folder is None else str(folder / path)
    if Path(at).is_dir():
        found = sorted(str(each) for each in Path(at).rglob("*") if _is_facts(each))
    elif Path(at).is_file():
        found = [at]
    else:
        found = sorted(each for each in glob.glob(at, recursive=True) if Path(each).is_file())  # noqa: PTH207  # as typed
    names = tuple(each for each in found if each.lower().endswith(_ENDINGS))
    if not names:
        raise Complaint(
            "there are no facts at {path}", "name a file, a folder or a glob of .csv or .parquet", path=quoted(path)
        )
    if len({each.lower().rpartition(".")[2] for each in names}) > 1:
        raise Complaint("{path} holds both CSV and Parquet", "name one of the two: PATH/*.parquet", path=quoted(path))
    return Source(shown=path, names=names, columns=columns)


def _is_facts(path: Path) -> bool:
    return path.name.lower().endswith(_ENDINGS) and path.is_file() and not path.name.startswith((".", "_"))


class Part(NamedTuple):
    """Files of one header or schema, under the name of a view."""

    view: str
    names: tuple[str, ...]
    columns: Mapping[str, str]
    """Their column of each of ours that they have."""
    kinds: Mapping[str, str]
    """The kind of each of ours: text, integer, exact, wide, double, float, truth."""
    header: tuple[str, ...] | None


def read_parts(engine: Engine, source: Source) -> tuple[Part, ...]:
    """Lay the files under views, those of one header together. DataError for what has not the columns it needs."""
    by_header: dict[tuple[str, ...] | None, list[str]] = {}
    problems: list[Problem] = []
    for name in source.names:
        header = None
        if source.is_csv:
            header = _header(name)
            problems += [each.at((1, 1), name) for each in _faults(header, source.columns)]
        by_header.setdefault(header, []).append(name)
    if problems:
        raise DataError(tuple(problems))
    found: list[Part] = []
    for header, names in by_header.items():
        groups = [names] if header is not None else _alike(engine, names)
        found += [_part(engine, source, f"part_{len(found) + at}", each, header) for at, each in enumerate(groups)]
    return tuple(found)


def _alike(engine: Engine, names: Sequence[str]) -> list[list[str]]:
    """Files of Parquet by their schema: one of another is never read as if it were the same."""
    found: dict[tuple[tuple[str, str], ...], list[str]] = {}
    for name in names:
        found.setdefault(tuple(engine.read("part_looked_at", Files((name,), None)).items()), []).append(name)
    return list(found.values())


def _part(engine: Engine, source: Source, view: str, names: Sequence[str], header: tuple[str, ...] | None) -> Part:
    types = engine.read(view, Files(tuple(names), header))
    if header is None:
        problems = [each.at((1, 1), names[0]) for each in _faults(tuple(types), source.columns)]
        if problems:
            raise DataError(tuple(problems))
    theirs = {ours: source.columns.get(ours, ours) for ours in (*COLUMNS, *BESIDE)}
    columns = {ours: name for ours, name in theirs.items() if name in types}
    kinds = {ours: _kind(types[name]) for ours, name in columns.items()}
    return Part(view, tuple(names), columns, kinds, header)


def _header(name: str) -> tuple[str, ...]:
    try:
        with Path(name).open(encoding="utf-8-sig", newline="") as file:
            return tuple(next(csv.reader(file), ()))
    except (UnicodeDecodeError, csv.Error):
        problem = Problem("encoding", "this is not UTF-8: {detail}", "save the file as UTF-8", detail=quoted(name))
        raise DataError((problem.at((1, 1), name),)) from None


def _faults(header: Sequence[str], columns: Mapping[str, str]) -> Iterator[Problem]:
    """What is wrong with the names of columns; further ones are no fault, a table of facts may have them."""
    if len(header) == 1 and ";" in header[0]:
        yield Problem(
            "syntax",
            "the columns are separated by {mark}",
            "save the table with commas, as RFC 4180 has it",
            mark=quoted(";"),
        )
        return
    for ours, theirs in columns.items():
        if theirs not in header:
            known = Phrase("the columns are {all}", tuple(header))
            remedy = DidYouMean(theirs, header, known)
            yield Problem(
                "missing-key", "the column {key} for {ours} is missing", remedy, key=quoted(theirs), ours=ours
            )
    for ours in (*_NEEDED, *(() if any(columns.get(each, each) in header for each in _ONE_OF) else ("value",))):
        if columns.get(ours, ours) not in header and ours not in columns:
            known = Phrase("the columns are {all}; name it in facts: columns", tuple(map(quoted, header)))
            yield Problem("missing-key", "the column {key} is missing", known, key=quoted(ours))
    twice = sorted({name for name in header if list(header).count(name) > 1})
    for name in twice:
        yield Problem("duplicate-key", "{key} is there twice", "keep one of them", key=quoted(name))


def _kind(declared: str) -> str:
    declared = declared.upper()
    exact = _DECIMAL.match(declared)
    if exact:
        digits, scale = int(exact[1]), int(exact[2])
        return "exact" if scale <= 9 and digits - scale <= 18 else "wide"
    if declared in _INTEGERS:
        return "integer"
    return {"DOUBLE": "double", "FLOAT": "float", "BOOLEAN": "truth"}.get(declared, "text")


def lay_facts(engine: Engine, parts: Sequence[Part]) -> None:
    """Make `facts` of the parts, as sql.py reads them, and `rows`, as the sieve does."""
    engine.view("facts", "\nUNION ALL ".join(_facts(engine, part) for part in parts))
    engine.view("rows", "\nUNION ALL ".join(_rows(engine, part, at) for at, part in enumerate(parts)))


def _facts(engine: Engine, part: Part) -> str:
    def spelled(ours: str) -> str:
        return _text(engine, part, ours)

    def flag(ours: str) -> str:
        return f"CASE WHEN {spelled(ours)} = 'true' THEN 1 ELSE 0 END" if ours in part.columns else "0"

    return (
        f"SELECT {spelled('place')} AS place, {spelled('indicator')} AS indicator, {_year(engine, part)} AS year, "
        f"{figure(engine, part)} AS v, {spelled('reported')} AS reported, {spelled('reported_term')} AS reported_term, "
        f"{flag('inferred')} AS guessed, {flag('provisional')} AS provisional FROM {part.view}"
    )


def _rows(engine: Engine, part: Part, number: int) -> str:
    """Each row as it is written, with what the sieve looks at."""
    written = ", ".join(f"{_text(engine, part, ours)} AS {ours}_text" for ours in (*COLUMNS, *BESIDE))
    truth = "0"
    if part.kinds.get("value") in ("text", "truth"):
        truth = f"CASE WHEN {_text(engine, part, 'value')} IN ('true', 'false') THEN 1 ELSE 0 END"
    return (
        f"SELECT {number} AS part, file_name, file_row, {written}, {_year(engine, part)} AS year, "
        f"{_odd_year(engine, part)} AS odd_year, {figure(engine, part)} AS v, {odd(engine, part)} AS odd_value, "
        f"{truth} AS truth FROM {part.view}"
    )


def _column(engine: Engine, part: Part, ours: str) -> str:
    return engine.quoted(part.columns[ours])


def _text(engine: Engine, part: Part, ours: str) -> str:
    """A column as text, NULL where the cell is empty."""
    if ours not in part.columns:
        return "CAST(NULL AS STRING)"
    column = _column(engine, part, ours)
    if part.header is not None and engine.empty_is_null:
        return column
    if part.header is not None or part.kinds[ours] == "text":
        return f"NULLIF(CAST({column} AS STRING), '')"
    return f"CAST({column} AS STRING)"


def _year(engine: Engine, part: Part) -> str:
    return f"TRY_CAST({_column(engine, part, 'year')} AS INT)"


def _odd_year(engine: Engine, part: Part) -> str:
    year = _year(engine, part)
    odd = f"COALESCE({year} < 1000 OR {year} > 9999, TRUE)"
    if part.kinds["year"] == "integer":
        return odd
    return f"({odd} OR CAST({year} AS STRING) <> {_text(engine, part, 'year')})"


def figure(engine: Engine, part: Part) -> str:
    """A value on the grid; of an odd one, nothing that is judged by."""
    if "value" not in part.columns:
        return f"CAST(NULL AS {FIGURE})"
    column = _column(engine, part, "value")
    match part.kinds["value"]:
        case "truth":
            return f"CAST(CASE WHEN {column} THEN 1 WHEN NOT {column} THEN 0 END AS {FIGURE})"
        case "text":
            text = _text(engine, part, "value")
            truth = f"CASE WHEN {text} = 'true' THEN 1 WHEN {text} = 'false' THEN 0 END"
            return f"COALESCE(TRY_CAST({text} AS {FIGURE}), CAST({truth} AS {FIGURE}))"
        case "double":
            return (
                f"CASE WHEN ABS({column}) < 1e6 THEN TRY_CAST({column} AS {FIGURE}) "
                f"WHEN ABS({column}) < 1e9 THEN CAST(TRY_CAST({column} AS DECIMAL(27,6)) AS {FIGURE}) "
                f"WHEN ABS({column}) < 1e12 THEN CAST(TRY_CAST({column} AS DECIMAL(27,3)) AS {FIGURE}) "
                f"WHEN ABS({column}) < 1e15 THEN CAST(TRY_CAST({column} AS DECIMAL(18,0)) AS {FIGURE}) END"
            )
        case "float":
            return f"CAST(NULL AS {FIGURE})"
        case _:
            return f"TRY_CAST({column} AS {FIGURE})"


def odd(engine: Engine, part: Part) -> str:
    """Whether a value is there and is not plainly a figure of the grid."""
    if "value" not in part.columns:
        return "FALSE"
    column, v = _column(engine, part, "value"), figure(engine, part)
    match part.kinds["value"]:
        case "truth" | "exact":
            return "FALSE"
        case "text":
            text = _text(engine, part, "value")
            return f"{text} IS NOT NULL AND NOT {engine.matches(text, _SPELLING)} AND NOT {text} IN ('true', 'false')"
        case "double":  # a decimal of at most 15 digits comes back as the same double, and no other one does
            return f"{column} IS NOT NULL AND COALESCE(CAST({v} AS DOUBLE) <> {column}, TRUE)"
        case "float":
            return f"{column} IS NOT NULL"
        case "wide":
            text = f"COALESCE(CAST({column} AS STRING), '0')"
            return f"NOT {engine.matches(text, _NARROW)}"
        case _:
            return f"{column} IS NOT NULL AND {v} IS NULL"
