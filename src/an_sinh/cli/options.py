"""The options that commands share, spelled once."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from an_sinh.terms import Against, Language

Year = Annotated[
    str | None,
    typer.Argument(metavar="YEAR", help="The latest year in which anything is judged, if not named."),
]
Data = Annotated[
    Path | None,
    typer.Option(help="The data directory; else $ANSINH_DATA, else the nearest one up from here.", metavar="DIR"),
]
Lang = Annotated[Language | None, typer.Option(help="The language; else $ANSINH_LANG, else the locale's.")]
Yardstick = Annotated[Against, typer.Option(help="The year's own targets, or those at the end of the term.")]
Output = Annotated[Path | None, typer.Option(help="Write to a file, whole or not at all.", metavar="FILE")]
Groups = Annotated[list[str] | None, typer.Option("--group", help="Only rows of this group. Repeatable.", metavar="ID")]
Statuses = Annotated[
    list[str] | None, typer.Option("--status", help="Only rows of this status. Repeatable.", metavar="STATUS")
]
Summary = Annotated[bool, typer.Option("--summary", help="Leave the rows out.")]


def format_option(formats: Sequence[str]) -> Any:
    """The option `--format` of a command that has these formats."""
    return typer.Option("--format", metavar="FORMAT", help=f"One of {', '.join(formats)}.")


def known_format(command: str, asked: str, formats: Sequence[str]) -> str:
    """The format asked for; a usage error that names those there are, if it is none of them."""
    if asked in formats:
        return asked
    from an_sinh.errors import UsageFault
    from an_sinh.visible import quoted

    raise UsageFault("unknown_format", command=f"ansinh {command}", format=quoted(asked), formats=tuple(formats))
