"""What an engine is to the rest: it lays files under names, takes small relations, and answers one SQL text."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, Protocol

from an_sinh.errors import Complaint
from an_sinh.text import quoted

ENGINES = ("duckdb", "spark")


class Files(NamedTuple):
    """Files that are read as one."""

    names: tuple[str, ...]
    header: tuple[str, ...] | None
    """The first row of each, where they are CSV."""


class Engine(Protocol):
    """Register, run, read."""

    name: str
    empty_is_null: bool
    """Whether an empty cell of a CSV, in quotes too, comes as NULL."""

    def close(self) -> None:
        """Forget everything; nothing stays on the disk."""

    def read(self, view: str, files: Files) -> Mapping[str, str]:
        """Lay files under a view, with `file_name` and, of Parquet, `file_row` beside; the types of its columns."""

    def register(self, name: str, columns: Mapping[str, str], rows: Sequence[Sequence[object]]) -> None:
        """Make a small relation of rows."""

    def view(self, name: str, query: str) -> None:
        """Give a query a name."""

    def keep(self, name: str, query: str) -> None:
        """Work a query out once, under a name."""

    def rows(self, query: str) -> Iterator[tuple[Any, ...]]:
        """The rows of a query, some at a time."""

    def write(self, query: str, path: str) -> None:
        """Write the rows of a query into a file, Parquet or CSV by its name."""

    def matches(self, expression: str, pattern: str) -> str:
        """Whether the whole of a text is of a pattern."""

    def quoted(self, column: str) -> str:
        """A column's name as SQL has it."""

    def named(self, file: str) -> str:
        """A file as it was named, from what stands in `file_name`."""


def open_engine(name: str, *, master: str | None = None, memory: str | None = None) -> Engine:
    """The engine of a name; Complaint, with the line that installs it, where it is not there."""
    if name == "spark":
        from an_sinh.engine.spark import Spark

        return Spark(master, memory)
    from an_sinh.engine.duck import DuckDB

    return DuckDB(memory)


def missing_extra(engine: str, extra: str) -> Complaint:
    """An engine is asked for that is not installed."""
    return Complaint(
        "{engine} is not installed", "install it: {line}", engine=engine, line=f'pip install "an-sinh[{extra}]"'
    )


def cannot_read(engine: str, error: Exception) -> Complaint:
    """An engine gave up: what it says itself, in short."""
    detail = next((line for line in str(error).splitlines() if line.strip()), type(error).__name__)
    return Complaint(
        "{engine} can't work the facts out: {detail}",
        "see that each file is whole, and give it more with --memory if it lacks that",
        engine=engine,
        detail=quoted(detail, 200)[1:-1],
    )


def progress_on(far: Callable[[], float], done: threading.Event) -> None:
    """Tell on a terminal's stderr how far a query is, from its first second on; the line is cleared at the end."""
    shown = False
    while not done.wait(1.0 if not shown else 0.2):
        percent = max(0.0, min(100.0, far()))
        sys.stderr.write(f"\r[{'#' * int(30 * percent / 100):<30}] {percent:3.0f} %")
        sys.stderr.flush()
        shown = True
    if shown:
        sys.stderr.write("\r" + " " * 50 + "\r")
        sys.stderr.flush()
