"""From the options of `ansinh lint` to its page and exit code."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from an_sinh.cli.page import Page
from an_sinh.cli.scoring import open_data
from an_sinh.cli.streams import language_of
from an_sinh.errors import Problem
from an_sinh.programme.loading import DataSet
from an_sinh.render.screen import Screen
from an_sinh.terms import ExitCode, Language, Severity


def lint_page(data: Path | None, lang: str | None, strict: bool, format_: str, output: Path | None) -> Page:
    """The page of `ansinh lint`; its exit code says whether there is an error, or with `strict` any problem."""
    language = language_of((), lang)
    directory = open_data(data, language)
    dataset = DataSet(directory.path, directory.shown)
    problems = dataset.lint()
    closes = any(strict or problem.severity is Severity.ERROR for problem in problems)
    return Page(
        write=_writer(format_, problems, len(dataset.there) + 1, language, lang or Language.EN),
        for_people=format_ == "table",
        output=output,
        code=ExitCode.CLOSED if closes else ExitCode.ANSWERED,
    )


def _writer(
    format_: str, problems: Sequence[Problem], files: int, language: str, machine_language: str
) -> Callable[[Screen], str]:
    match format_:
        case "json":
            from an_sinh.render.as_json import lint_json

            return lambda _screen: lint_json(problems, machine_language)
        case "github":
            from an_sinh.render.as_github import lint_github

            return lambda _screen: lint_github(problems, machine_language)
        case _:
            from an_sinh.pages.lint import lint_sheet
            from an_sinh.render.as_table import write_problems

            sheet = lint_sheet(problems, files, language)
            return lambda screen: write_problems(sheet, screen)
