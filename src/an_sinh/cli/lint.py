"""`ansinh lint`: every problem of every file."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from typing import TYPE_CHECKING, Annotated

import typer

from an_sinh.cli.answer import Answer, answer
from an_sinh.cli.completing import complete_codes
from an_sinh.cli.options import (
    ENGINES,
    Data,
    EngineName,
    Everything,
    FactsAsked,
    FactsPath,
    Lang,
    Master,
    Memory,
    Output,
    Rejects,
    format_option,
    known_format,
)
from an_sinh.terms import ExitCode, Severity

if TYPE_CHECKING:
    from an_sinh.cli.dataset import RunData
    from an_sinh.errors import Problem
    from an_sinh.pages.say import Say

EXAMPLES = """\
ansinh lint                            the data directory at hand
ansinh lint --ignore no-source         all but the warnings of a kind
ansinh lint --since HEAD               only what a change has touched
ansinh lint --format sarif             for code scanning
"""
FOR_FORGES = ("github", "gitlab", "sarif")
"""Formats whose paths are those of the repository."""


def command(
    data: Data = None,
    lang: Lang = None,
    strict: Annotated[bool, typer.Option("--strict", help="A warning, too, makes the exit code 1.")] = False,
    select: Annotated[
        list[str] | None,
        typer.Option(
            metavar="CODE",
            help="Only problems of this code, or of those that begin with it. Repeatable.",
            autocompletion=complete_codes,
        ),
    ] = None,
    ignore: Annotated[
        list[str] | None,
        typer.Option(metavar="CODE", help="No warnings of this code. Repeatable.", autocompletion=complete_codes),
    ] = None,
    since: Annotated[
        str | None,
        typer.Option(
            metavar="REV", help="Only the errors, and what is new since a git revision or on entries changed since."
        ),
    ] = None,
    everything: Everything = False,
    format_: Annotated[str, format_option("lint")] = "table",
    facts: FactsPath = None,
    engine: EngineName = ENGINES[0],
    master: Master = None,
    memory: Memory = None,
    rejects: Rejects = None,
    output: Output = None,
) -> Answer:
    """Tell every problem of every file, each with its place. Exit with 1 if there is an error."""
    from an_sinh.cli.country import has_facts
    from an_sinh.cli.dataset import open_data
    from an_sinh.cli.locate import in_repository
    from an_sinh.cli.selection import codes_to_ignore, codes_to_select
    from an_sinh.cli.streams import programs_in, say_for
    from an_sinh.programme.ignoring import without
    from an_sinh.programme.places import count_files
    from an_sinh.render.results import LintResult, View

    known_format("lint", format_)
    selected, ignored = codes_to_select(select or ()), codes_to_ignore(ignore or ())
    say = say_for(lang, data)
    opened = open_data(data, say)
    problems = tuple(without(opened.files.lint(), ignored))
    asked = FactsAsked(facts, engine, master, memory, rejects)
    if has_facts(opened, asked):
        from an_sinh.cli.country import faults_of

        problems += faults_of(opened, asked, say)
    if since is not None:
        problems = _of_the_change(opened, problems, since, say)
    shown = _selected(problems, selected, say)
    if format_ in FOR_FORGES:
        shown = tuple(each.at((each.line, each.column), in_repository(each.path)) for each in shown)
    has_errors = any(problem.severity is Severity.ERROR for problem in problems)
    return answer(
        "lint",
        LintResult(
            problems=shown,
            files=len(opened.files.periods) + 1 + count_files(opened.files.folder),
            everything=everything,
        ),
        format_,
        View(say=say, programs=programs_in(lang)),
        output=output,
        code=ExitCode.CLOSED if has_errors or (strict and shown) else ExitCode.ANSWERED,
    )


def _selected(problems: tuple[Problem, ...], codes: frozenset[str], say: Say) -> tuple[Problem, ...]:
    """The problems of these codes, all where there are none; an error that is not shown is counted on stderr."""
    from an_sinh.cli.streams import tell

    shown = tuple(each for each in problems if not codes or each.code in codes)
    left = sum(each.severity is Severity.ERROR for each in problems) - sum(
        each.severity is Severity.ERROR for each in shown
    )
    if left:
        tell(say.plural("{n} error of another code is not shown", "{n} errors of other codes are not shown", left))
    return shown


def _of_the_change(data: RunData, problems: tuple[Problem, ...], since: str, say: Say) -> tuple[Problem, ...]:
    """What is new since a revision, or stands on what was changed since; how much else there is is told on stderr."""
    from an_sinh.cli.dataset import at_revision
    from an_sinh.cli.streams import tell
    from an_sinh.errors import DataError, UsageFault
    from an_sinh.programme.revisions import NoSuchFolder, sides_of
    from an_sinh.programme.touched import of_the_change

    revision, later = sides_of(since)
    if later is not None:
        raise UsageFault("--since: lint looks at the files as they are", "name one revision")
    with ExitStack() as open_ones:
        try:
            then, files = at_revision(data, revision, open_ones, say)
        except NoSuchFolder:  # the change brings the data: all of it is new
            return problems
        try:
            before: Sequence[Problem] = then.files.lint()
        except DataError as error:
            before = error.problems
        kept = of_the_change(problems, before, data.files.bytes_of, files, data.files.named)
    if len(kept) < len(problems):
        left = len(problems) - len(kept)
        tell(
            say.plural(
                "{n} warning was there at {revision} already",
                "{n} warnings were there at {revision} already",
                left,
                revision=revision,
            )
        )
    return kept
