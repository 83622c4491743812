"""`ansinh lint`: every problem of every file."""

from __future__ import annotations

from typing import Annotated

import typer

from an_sinh.cli.options import Data, Lang, Output, format_option, known_format
from an_sinh.cli.page import Page

FORMATS = ("table", "json", "github")

EXAMPLES = """\
ansinh lint                            the data directory at hand
ansinh lint --strict                   exit code 1 where there is a warning
ansinh lint --format github            on the lines of a pull request
"""


def command(
    data: Data = None,
    lang: Lang = None,
    strict: Annotated[bool, typer.Option("--strict", help="A warning, too, makes the exit code 1.")] = False,
    format_: Annotated[str, format_option(FORMATS)] = "table",
    output: Output = None,
) -> Page:
    """Tell every problem of every file, each with its place. Exit with 1 if there is an error."""
    from an_sinh.cli.linting import lint_page

    return lint_page(data, lang, strict, known_format("lint", format_, FORMATS), output)
