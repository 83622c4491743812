"""The options that commands share, spelled once."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, NamedTuple

import typer

from an_sinh.cli.app import known_language
from an_sinh.cli.completing import (
    complete_groups,
    complete_languages,
    complete_places,
    complete_statuses,
    complete_years,
)
from an_sinh.pages.languages import spoken
from an_sinh.render.formats import formats_of
from an_sinh.render.results import Dialect
from an_sinh.terms import Against


def _known_yardstick(asked: str) -> Against:
    """The yardstick asked for; a usage error for a word that is none."""
    if asked in tuple(Against):
        return Against(asked)
    from an_sinh.errors import UsageFault
    from an_sinh.text import quoted

    raise UsageFault("--against: {text} is no yardstick", "write annual or term", text=quoted(asked))


def _yardstick_if_any(asked: str | None) -> Against | None:
    return None if asked is None else _known_yardstick(asked)


Year = Annotated[
    str | None,
    typer.Argument(
        metavar="YEAR",
        help="If not named, the latest year in which at least half is judged.",
        autocompletion=complete_years,
    ),
]
Data = Annotated[
    Path | None,
    typer.Option(help="The data directory; else $ANSINH_DATA, else the nearest one up from here.", metavar="DIR"),
]
Place = Annotated[
    str | None,
    typer.Option(
        "--place", metavar="ID", help="As one place has it, instead of the whole.", autocompletion=complete_places
    ),
]
IntoPlace = Annotated[
    str | None,
    typer.Option(
        "--place", metavar="ID", help="Into this place's file, instead of the whole's.", autocompletion=complete_places
    ),
]
Lang = Annotated[
    str | None,
    typer.Option(
        metavar="|".join(spoken()),
        help="The language; else $ANSINH_LANG, else the locale's.",
        callback=known_language,
        autocompletion=complete_languages,
    ),
]
Yardstick = Annotated[
    str,
    typer.Option(
        metavar="annual|term",
        help="The year's own targets, or those at the end of the term.",
        callback=_known_yardstick,
    ),
]
Latest = Annotated[
    bool,
    typer.Option("--latest", help="Judge each by its latest final figure."),
]
YardstickIfAny = Annotated[
    str | None,
    typer.Option(
        metavar="annual|term",
        help="The year's own targets, or those at the end of the term.",
        callback=_yardstick_if_any,
    ),
]
Output = Annotated[Path | None, typer.Option(help="Write to a file, whole or not at all.", metavar="FILE")]
Groups = Annotated[
    list[str] | None,
    typer.Option("--group", help="Only rows of this group. Repeatable.", metavar="ID", autocompletion=complete_groups),
]
Leads = Annotated[
    list[str] | None,
    typer.Option(
        "--lead", help="Only what this department answers for: its name or a part of it. Repeatable.", metavar="TEXT"
    ),
]
Force = Annotated[bool, typer.Option("--force", help="Replace the file if it is there.")]
Statuses = Annotated[
    list[str] | None,
    typer.Option(
        "--status", help="Only rows of this status. Repeatable.", metavar="STATUS", autocompletion=complete_statuses
    ),
]
CsvDialect = Annotated[
    Dialect,
    typer.Option("--csv-dialect", help="With --format csv: for programs, or to be opened in Excel."),
]
Everything = Annotated[bool, typer.Option("--all", help="Tell rows of the same kind one by one.")]
Ids = Annotated[bool, typer.Option("--ids", help="Tell each row's id before its name.")]
Summary = Annotated[bool, typer.Option("--summary", help="Leave the rows out.")]


ENGINES = ("duckdb", "spark")
FactsPath = Annotated[
    str | None,
    typer.Option(
        "--facts",
        metavar="PATH",
        help="Places' figures from a table: a file, a folder or a glob of CSV or Parquet.",
    ),
]
EngineName = Annotated[
    str,
    typer.Option("--engine", metavar="|".join(ENGINES), help="What counts the facts.", autocompletion=lambda: ENGINES),
]
Master = Annotated[
    str | None, typer.Option("--master", metavar="URL", help="Spark's cluster; else it runs on this machine.")
]
Memory = Annotated[
    str | None, typer.Option("--memory", metavar="SIZE", help="The most that the engine takes: 2GB. It spills beyond.")
]
Rejects = Annotated[
    Path | None, typer.Option("--rejects", metavar="FILE", help="Write every bad row of the facts into this CSV.")
]


class FactsAsked(NamedTuple):
    """What the command line says of facts."""

    path: str | None
    engine: str = "duckdb"
    master: str | None = None
    memory: str | None = None
    rejects: Path | None = None


class TallyKey(StrEnum):
    """What the second tally of a scorecard counts by."""

    GROUP = "group"
    LEAD = "lead"


TallyBy = Annotated[TallyKey, typer.Option("--by", help="What the second tally counts by.")]


def format_option(*results: str) -> Any:
    """The option `--format` of the command that answers with one of these results."""
    formats = tuple(dict.fromkeys(each for result in results for each in formats_of(result)))
    return typer.Option(
        "--format",
        metavar="FORMAT",
        help=f"One of {', '.join(formats)}.",
        autocompletion=lambda incomplete: [each for each in formats if each.startswith(incomplete)],
    )


def one_or_all(place: str | None, *, places: bool) -> None:
    """A usage error where one place is asked for and all of them are."""
    if place is not None and places:
        from an_sinh.errors import UsageFault

        raise UsageFault("--place is for one place, and --places for all of them", "keep one of the two")


def _typed(result: str) -> str:
    """The command that answers with a result, as it is typed."""
    return f"{result.removeprefix('places-')} --places" if result.startswith("places-") else result


def known_format(result: str, asked: str) -> str:
    """The format asked for; a usage error that names those there are, if it is none of them."""
    formats = formats_of(result)
    if asked in formats:
        return asked
    from an_sinh.errors import UsageFault
    from an_sinh.text import quoted

    raise UsageFault(
        "--format: {command} has no format {format}",
        "it has {formats}",
        command=f"ansinh {_typed(result)}",
        format=quoted(asked),
        formats=formats,
    )
