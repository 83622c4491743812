"""DuckDB, inside this process: the engine by default."""

from __future__ import annotations

import sys
import tempfile
import threading
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from an_sinh.engine.engines import Files, cannot_read, missing_extra, progress_on
from an_sinh.errors import Complaint
from an_sinh.text import quoted

_BATCH = 50_000


class DuckDB:
    """A connection of its own, in memory; what it spills lies in a folder that goes with it."""

    name = "duckdb"
    empty_is_null = True

    def __init__(self, memory: str | None = None) -> None:
        """`memory` bounds it, such as `1GB`."""
        try:
            import duckdb
        except ImportError:
            raise missing_extra("DuckDB", "large") from None
        self._errors: type[Exception] = duckdb.Error
        self._spilled = tempfile.TemporaryDirectory(prefix="ansinh-")
        settings: dict[str, Any] = {
            "temp_directory": self._spilled.name,
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
            "preserve_insertion_order": False,
        }
        if memory is not None:
            settings["memory_limit"] = memory
        try:
            self._connection = duckdb.connect(config=settings)
        except duckdb.Error:
            self._spilled.cleanup()
            raise Complaint(
                "--memory: {text} is no size", "write such as 300MB or 2GB", text=quoted(str(memory))
            ) from None
        self._connection.execute("SET enable_progress_bar = false")

    def close(self) -> None:
        """Forget everything; nothing stays on the disk."""
        self._connection.close()
        self._spilled.cleanup()

    def read(self, view: str, files: Files) -> Mapping[str, str]:
        """Lay files under a view, with `file_name` and, of Parquet, `file_row` beside; the types of its columns."""
        names = "[" + ", ".join(_text(_escaped(name)) for name in files.names) + "]"
        if files.header is None:
            source = f"read_parquet({names}, filename = 'file_name', file_row_number = true, hive_partitioning = false)"
            columns = "* EXCLUDE (file_row_number), file_row_number AS file_row"
        else:
            typed = ", ".join(f"{_text(name)}: 'VARCHAR'" for name in files.header)
            source = (
                f"read_csv({names}, columns = {{{typed}}}, header = true, auto_detect = false, delim = ',', "
                "quote = '\"', escape = '\"', filename = 'file_name', strict_mode = true, hive_partitioning = false)"
            )
            columns = "*, CAST(NULL AS BIGINT) AS file_row"
        self._execute(f"CREATE OR REPLACE TEMP VIEW {view} AS SELECT {columns} FROM {source}")
        return {name: str(kind) for name, kind, *_ in self._execute(f"DESCRIBE {view}").fetchall()}

    def register(self, name: str, columns: Mapping[str, str], rows: Sequence[Sequence[object]]) -> None:
        """Make a small relation of rows."""
        typed = ", ".join(f"{column} {kind}" for column, kind in columns.items())
        self._execute(f"CREATE OR REPLACE TEMP TABLE {name} ({typed})")
        for start in range(0, len(rows), _BATCH):
            batch = [*zip(*rows[start : start + _BATCH], strict=True)]
            given = ", ".join(f"unnest(CAST(? AS {_plain(kind)}[]))" for kind in columns.values())
            self._execute(f"INSERT INTO {name} SELECT {given}", [_spelled(column) for column in batch])

    def view(self, name: str, query: str) -> None:
        """Give a query a name."""
        self._execute(f"CREATE OR REPLACE TEMP VIEW {name} AS {query}")

    def keep(self, name: str, query: str) -> None:
        """Work a query out once, under a name."""
        self._execute(f"CREATE OR REPLACE TEMP TABLE {name} AS {query}", shown=True)

    def rows(self, query: str) -> Iterator[tuple[Any, ...]]:
        """The rows of a query, some at a time."""
        found = self._execute(query, shown=True)
        while batch := self._some_of(found):
            yield from batch

    def write(self, query: str, path: str) -> None:
        """Write the rows of a query into a file, Parquet or CSV by its name."""
        how = "FORMAT parquet" if path.endswith(".parquet") else "FORMAT csv, HEADER"
        self._execute(f"COPY ({query}) TO {_text(path)} ({how})", shown=True)

    def matches(self, expression: str, pattern: str) -> str:
        """Whether the whole of a text is of a pattern."""
        return f"regexp_full_match({expression}, '{pattern}')"

    def quoted(self, column: str) -> str:
        """A column's name as SQL has it."""
        return '"' + column.replace('"', '""') + '"'

    def named(self, file: str) -> str:
        """A file as it was named, from what stands in `file_name`."""
        return file

    def _some_of(self, found: Any) -> list[tuple[Any, ...]]:
        try:
            return list(found.fetchmany(_BATCH))
        except self._errors as error:
            raise cannot_read("DuckDB", error) from None

    def _execute(self, query: str, given: Sequence[object] = (), *, shown: bool = False) -> Any:
        try:
            return self._run(query, given, shown=shown and sys.stderr.isatty())
        except self._errors as error:
            raise cannot_read("DuckDB", error) from None

    def _run(self, query: str, given: Sequence[object], *, shown: bool) -> Any:
        if not shown:
            return self._connection.execute(query, given)
        done = threading.Event()
        told = threading.Thread(target=progress_on, args=(self._connection.query_progress, done), daemon=True)
        told.start()
        try:
            return self._connection.execute(query, given)
        finally:
            done.set()
            told.join()


def _text(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _escaped(name: str) -> str:
    """A file's name in which DuckDB finds no pattern."""
    return "".join(f"[{char}]" if char in "*?[" else char for char in name)


def _plain(kind: str) -> str:
    return "VARCHAR" if kind.startswith(("STRING", "DECIMAL")) else kind


def _spelled(column: Sequence[object]) -> list[object]:
    return [None if each is None else format(each, "f") if hasattr(each, "as_tuple") else each for each in column]
