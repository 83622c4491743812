"""Spark, in this process or on a cluster that is there: for facts that have outgrown one machine."""

from __future__ import annotations

import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from an_sinh.engine.engines import Files, cannot_read, missing_extra
from an_sinh.errors import Complaint
from an_sinh.text import quoted

_BROADCAST = 500_000
"""A relation of so many rows goes to every worker whole, so that facts meet it where they lie."""
_QUIET = """\
rootLogger.level = error
rootLogger.appenderRef.stderr.ref = stderr
appender.stderr.type = Console
appender.stderr.name = stderr
appender.stderr.target = SYSTEM_ERR
appender.stderr.layout.type = PatternLayout
appender.stderr.layout.pattern = %m%n
"""
_SIZE = re.compile(r"([1-9][0-9]*) ?([KMGT])i?B?", re.IGNORECASE)


class Spark:
    """A session of its own; what it spills lies in a folder that goes with it."""

    name = "spark"
    empty_is_null = False

    def __init__(self, master: str | None = None, memory: str | None = None) -> None:
        """`master` is a cluster's URL, else all cores of this machine; `memory` bounds the driver's Java."""
        try:
            from pyspark.sql import SparkSession
        except ImportError:
            raise missing_extra("Spark", "spark") from None
        if shutil.which("java") is None and "JAVA_HOME" not in os.environ:
            raise Complaint("Spark needs Java, and there is none here", "install Java 17 or newer, or set JAVA_HOME")
        size = _SIZE.fullmatch(memory) if memory is not None else None
        if memory is not None and size is None:
            raise Complaint("--memory: {text} is no size", "write such as 300MB or 2GB", text=quoted(memory))
        self._spilled = tempfile.TemporaryDirectory(prefix="ansinh-")
        logging = Path(self._spilled.name, "log4j2.properties")
        logging.write_text(_QUIET, encoding="utf-8")
        settings = {
            "spark.sql.ansi.enabled": "true",  # else what overflows is NULL, and nobody knows
            "spark.sql.parser.escapedStringLiterals": "true",  # a backslash is a backslash, as in DuckDB
            "spark.sql.csv.parser.columnPruning.enabled": "false",  # else a row of another width is no fault
            "spark.sql.session.timeZone": "UTC",
            "spark.sql.warehouse.dir": self._spilled.name,
            "spark.local.dir": self._spilled.name,
            "spark.ui.enabled": "false",
            "spark.ui.showConsoleProgress": str(sys.stderr.isatty()).lower(),
            "spark.driver.extraJavaOptions": f"-Dlog4j2.configurationFile={logging.as_uri()}",
        }
        if size is not None:
            settings["spark.driver.memory"] = size[1] + size[2].lower()
        if master is None:
            settings["spark.sql.shuffle.partitions"] = str(4 * (os.cpu_count() or 1))
            settings["spark.driver.bindAddress"] = settings["spark.driver.host"] = "127.0.0.1"
        builder: Any = SparkSession.builder.appName("ansinh").master(master or "local[*]")
        for name, value in settings.items():
            builder = builder.config(name, value)
        self._session: Any = builder.getOrCreate()
        self._session.sparkContext.setLogLevel("ERROR")
        self._names: dict[str, str] = {}

    def close(self) -> None:
        """Forget everything; nothing stays on the disk."""
        self._session.stop()
        self._spilled.cleanup()

    def read(self, view: str, files: Files) -> Mapping[str, str]:
        """Lay files under a view, with `file_name` and, of Parquet, `file_row` beside; the types of its columns."""
        from pyspark.sql import functions
        from pyspark.sql.types import StringType, StructField, StructType

        paths = [name if "://" in name else _escaped(str(Path(name).absolute())) for name in files.names]
        self._names.update((str(Path(name).absolute()), name) for name in files.names)
        if files.header is None:
            frame = self._session.read.parquet(*paths)
            row = functions.col("_metadata.row_index")
        else:
            schema = StructType([StructField(name, StringType()) for name in files.header])
            strict = {"header": "true", "mode": "FAILFAST", "escape": '"', "encoding": "UTF-8"}
            frame = self._session.read.schema(schema).options(**strict).csv(paths)
            row = functions.lit(None).cast("bigint")
        types = dict(frame.dtypes)
        name = functions.col("_metadata.file_path")
        frame.select("*", name.alias("file_name"), row.alias("file_row")).createOrReplaceTempView(view)
        return {name: kind.upper() for name, kind in types.items()}

    def register(self, name: str, columns: Mapping[str, str], rows: Sequence[Sequence[object]]) -> None:
        """Make a small relation of rows."""
        from pyspark.sql import functions

        typed = ", ".join(f"{column} {kind}" for column, kind in columns.items())
        frame = self._session.createDataFrame([tuple(row) for row in rows], typed)
        if len(rows) < _BROADCAST:
            frame = functions.broadcast(frame)
        frame.createOrReplaceTempView(name)

    def view(self, name: str, query: str) -> None:
        """Give a query a name."""
        self._session.sql(query).createOrReplaceTempView(name)

    def keep(self, name: str, query: str) -> None:
        """Work a query out once, under a name."""
        self._session.sql(query).persist().createOrReplaceTempView(name)

    def rows(self, query: str) -> Iterator[tuple[Any, ...]]:
        """The rows of a query, a partition at a time."""
        from py4j.protocol import Py4JJavaError
        from pyspark.errors import PySparkException

        try:
            yield from map(tuple, self._session.sql(query).toLocalIterator(prefetchPartitions=True))
        except (PySparkException, Py4JJavaError) as error:
            raise cannot_read("Spark", error) from None

    def write(self, query: str, path: str) -> None:
        """Write the rows of a query into one file, Parquet or CSV by its name; a folder where the path has a scheme."""
        frame = self._session.sql(query)
        kind = "parquet" if path.endswith(".parquet") else "csv"
        if "://" in path:
            frame.write.format(kind).option("header", "true").save(path)
            return
        with tempfile.TemporaryDirectory(prefix=".ansinh-", dir=Path(path).absolute().parent) as folder:
            at = Path(folder, "lines")
            frame.coalesce(1).write.format(kind).option("header", "true").save(at.as_uri())
            next(iter(at.glob("part-*"))).replace(path)

    def matches(self, expression: str, pattern: str) -> str:
        """Whether the whole of a text is of a pattern."""
        return f"({expression} RLIKE '^({pattern})\\z')"  # `$` would take a line end

    def quoted(self, column: str) -> str:
        """A column's name as SQL has it."""
        return "`" + column.replace("`", "``") + "`"

    def named(self, file: str) -> str:
        """A file as it was named, from what stands in `file_name`."""
        path = unquote(urlsplit(file).path)
        return self._names.get(path, file)


def _escaped(name: str) -> str:
    """A file's name in which Hadoop finds no pattern."""
    return "".join(f"\\{char}" if char in "*?[]{}\\" else char for char in name)
