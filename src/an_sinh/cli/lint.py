"""`ansinh lint`: every problem of every file."""

from __future__ import annotations

from typing import Annotated

import typer

from an_sinh.cli.answer import Answer, answer
from an_sinh.cli.options import Data, Lang, Output, format_option, known_format
from an_sinh.terms import ExitCode, Severity

EXAMPLES = """\
ansinh lint                            the data directory at hand
ansinh lint --strict                   exit code 1 where there is a warning
ansinh lint --format github            on the lines of a pull request
"""


def command(
    data: Data = None,
    lang: Lang = None,
    strict: Annotated[bool, typer.Option("--strict", help="A warning, too, makes the exit code 1.")] = False,
    format_: Annotated[str, format_option("lint")] = "table",
    output: Output = None,
) -> Answer:
    """Tell every problem of every file, each with its place. Exit with 1 if there is an error."""
    from an_sinh.cli.dataset import open_data
    from an_sinh.cli.locate import in_repository
    from an_sinh.cli.streams import programs_in, say_in
    from an_sinh.programme.places import count_files
    from an_sinh.render.results import LintResult, View

    known_format("lint", format_)
    say = say_in(lang)
    opened = open_data(data, say)
    problems = opened.files.lint()
    if format_ == "github":
        problems = tuple(each.at((each.line, each.column), in_repository(each.path)) for each in problems)
    closes = any(strict or problem.severity is Severity.ERROR for problem in problems)
    return answer(
        "lint",
        LintResult(problems=problems, files=len(opened.files.there) + 1 + count_files(opened.files.folder)),
        format_,
        View(say=say, programs=programs_in(lang)),
        output=output,
        code=ExitCode.CLOSED if closes else ExitCode.ANSWERED,
    )
