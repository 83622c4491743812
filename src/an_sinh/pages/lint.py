"""What lint found, said in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from an_sinh.errors import Problem
from an_sinh.pages.phrases import words
from an_sinh.terms import Severity
from an_sinh.text import visible


@dataclass(frozen=True, slots=True, kw_only=True)
class LintRow:
    """One problem in words."""

    is_error: bool
    place: str
    code: str
    told: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LintSheet:
    """All problems in words, and how many there are."""

    rows: tuple[LintRow, ...]
    outcome: str


def lint_sheet(problems: Sequence[Problem], files: int, language: str) -> LintSheet:
    """What lint found in so many files."""
    say = words(language)
    errors = sum(problem.severity is Severity.ERROR for problem in problems)
    warnings = len(problems) - errors
    parts = []
    if errors:
        parts.append(say.one_error if errors == 1 else say.n_errors.format(n=errors))
    if warnings:
        parts.append(say.one_warning if warnings == 1 else say.n_warnings.format(n=warnings))
    in_files = say.lint_one_file if files == 1 else say.lint_files.format(n=files)
    return LintSheet(
        rows=tuple(_row(problem, language) for problem in problems),
        outcome=say.list_comma.join(parts) if parts else say.lint_clean.format(files=in_files),
    )


def _row(problem: Problem, language: str) -> LintRow:
    place = f"{visible(problem.path)}:{problem.line}:{problem.column}"
    told = problem.describe(language).removeprefix(f"{place}: {problem.code}: ")
    return LintRow(is_error=problem.severity is Severity.ERROR, place=place, code=problem.code, told=told)
